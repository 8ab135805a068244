"""Taking articles in from files: import."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from watcher.cli import terminal
from watcher.cli.asked import Asked, Command, put, put_json
from watcher.cli.opening import named_tags, now, opened
from watcher.cli.progress import progress
from watcher.errors import UsageError
from watcher.importing import Taken, files_in, take_history, take_in
from watcher.importing.git import is_repository
from watcher.urls import is_web

_FAULTS = 20  # wrong lines that are shown; --json has all


@click.command("import", cls=Command)
@click.argument("names", metavar="FILE...", nargs=-1, required=True, type=click.Path())
@click.option(
    "--tag", "tags", callback=named_tags, metavar="T", multiple=True, help="A tag for all of them; may be repeated."
)
@click.pass_obj
def import_(asked: Asked, names: tuple[str, ...], tags: tuple[str, ...]) -> int:
    """Track the articles that files name, or hold.

    Lists of addresses, OPML, CSV, JSON lines, mirrored documents, job files of urlwatch and webchanges and exports of
    changedetection.io are read; "-" stands for standard input, a directory for all files in it, a git repository for
    its mirrored documents as its commits left them. Mirrored documents become revisions, seen when they were made, as
    long as no look has read the article. The feeds of an OPML file become sources. Of a file with a wrong line nothing
    is taken; the others are.

    \b
    watcher import addresses.txt feeds.opml --tag archive
    """
    for name in filter(is_web, names):
        hint = "`watcher add` tracks an article, `watcher source add` follows what lists some"
        raise UsageError(f"{name}: an address, not a file; {hint}; nothing was added")
    files = [Path(name) for name in names]
    folders = [path for path in files if is_repository(path)]
    found = files_in(path for path in files if path not in folders)
    whole = len(found) + len(folders)
    with opened(asked, made=True) as store, progress("importing", whole, quiet=asked.loudness < 0) as bar:
        taken = asyncio.run(take_in(store, found, now(), tags=tags, onward=bar.onward))
        for folder in folders:
            taken += asyncio.run(take_history(store, folder, now(), tags=tags, onward=bar.onward))
    for fault in taken.faults[:_FAULTS]:
        click.echo(f"watcher: import: {terminal.plain(fault)}", err=True)
    if (more := len(taken.faults) - _FAULTS) > 0:
        click.echo(f"watcher: import: {more:,} more wrong {'line' if more == 1 else 'lines'}", err=True)
    if asked.json:
        put_json(asdict(taken))
    else:
        put(_taken(taken))
    if taken.documents_left_out:
        left = terminal.counted(taken.documents_left_out, "document")
        asked.note(f"{left} left out: nothing new, or the article was read since")
    if taken == Taken():
        asked.note("nothing there names an article")
    return 1 if taken.faults else 0


def _taken(taken: Taken) -> Iterator[str]:
    yield f"{terminal.counted(taken.added, 'article')} added, {taken.known:,} tracked already"
    if taken.sources:
        yield f"{terminal.counted(taken.sources, 'source')} added"
    if taken.revisions:
        yield f"{terminal.counted(taken.revisions, 'revision')} from documents"
    if others := taken.left_out - taken.documents_left_out:
        yield f"{terminal.counted(others, 'entry', 'entries')} left out: commands and the like are no articles"
