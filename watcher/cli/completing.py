"""What shells offer in place of a REF, a tag or a file. Where nothing can be read, that is nothing."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

from watcher.cli.terminal import address
from watcher.errors import WatcherError
from watcher.model import Titled
from watcher.settings import load
from watcher.store.listing import summaries

_MOST = 200  # that are offered at once
Offered = list[CompletionItem]


def refs(context: click.Context, _: click.Parameter, typed: str) -> Offered:
    """The numbers of watches, each with its address."""
    numbers = ((str(watch.id), watch) for watch in _tracked(context))
    fitting = [CompletionItem(number, help=address(watch.url)) for number, watch in numbers if number.startswith(typed)]
    return fitting[:_MOST]


def tags(context: click.Context, _: click.Parameter, typed: str) -> Offered:
    """Those that watches have."""
    found = sorted({tag for watch in _tracked(context) for tag in watch.tags})
    return [CompletionItem(tag) for tag in found if tag.startswith(typed)]


def files(_: click.Context, __: click.Parameter, typed: str) -> Offered:
    return [CompletionItem(typed, type="file")]


def refs_or_files(context: click.Context, parameter: click.Parameter, typed: str) -> Offered:
    return files(context, parameter, typed) + refs(context, parameter, typed)


def _tracked(context: click.Context) -> list[Titled]:
    try:
        return summaries(load(context.find_root().params.get("config")).database)
    except WatcherError:
        return []
