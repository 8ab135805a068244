"""What is tracked: add, tag, pause, resume, remove."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import timedelta

import click

from watcher.cli import shapes, terminal
from watcher.cli.asked import Asked, Command, put, put_json
from watcher.cli.completing import refs, tags
from watcher.cli.opening import addresses_of, named_tags, now, opened, rhythm, watch_of, watches_of
from watcher.model import Watch
from watcher.steering import tracked


@click.command(cls=Command)
@click.argument("urls", metavar="URL...", nargs=-1, required=True)
@click.option(
    "--tag", "tags", callback=named_tags, metavar="T", multiple=True, shell_complete=tags,
    help="A tag; may be repeated.",
)  # fmt: skip
@click.option("--every", callback=rhythm, metavar="TIME", help='A fixed interval, such as "30m"; "auto" for none.')
@click.option("--note", default="", metavar="TEXT", help="What you want to remember of it.")
@click.pass_obj
def add(asked: Asked, urls: tuple[str, ...], tags: tuple[str, ...], every: timedelta | None, note: str) -> None:
    """Track articles.

    What is tracked already, under whatever address, stays so and gets the tags, the interval and the note.

    \b
    watcher add https://www.dw.com/zh/a-68044952 --tag dw --every 30m
    """
    addresses = addresses_of(urls)
    with opened(asked, made=True) as store:
        added = tracked(store, addresses, tags=tags, every=every, note=note, now=now())
    if asked.json:
        put_json([shapes.watch(watch) | {"added": new} for watch, new in added])
    else:
        put(_added(url, watch, new) for url, (watch, new) in zip(addresses, added, strict=True))


def _added(url: str, watch: Watch, new: bool) -> str:
    known = "" if watch.url == url else f" as {terminal.address(watch.url)}"
    tags = f" [{', '.join(watch.tags)}]" if watch.tags else ""
    pace = f", every {terminal.length(watch.every)}" if watch.every and not new else ""
    what = "added" if new else "already tracked:"
    return terminal.plain(f"{what} {watch.id}{tags} {terminal.address(url)}{known}{pace}")


@click.command(cls=Command)
@click.argument("refs", metavar="REF...", nargs=-1, required=True, shell_complete=refs)
@click.pass_obj
def pause(asked: Asked, refs: tuple[str, ...]) -> None:
    """Stop looking at articles, until they are resumed."""
    with opened(asked) as store:
        watches = watches_of(store, refs)
        for watch in watches:
            store.watches.pause(watch.id)
        _done(asked, "paused", [store.watches.by_id(watch.id) or watch for watch in watches])


@click.command(cls=Command)
@click.argument("refs", metavar="REF...", nargs=-1, required=True, shell_complete=refs)
@click.pass_obj
def resume(asked: Asked, refs: tuple[str, ...]) -> None:
    """Look at paused articles again.

    They are due at once.
    """
    with opened(asked) as store:
        watches = watches_of(store, refs)
        for watch in watches:
            store.watches.resume(watch.id, now())
        _done(asked, "resumed", [store.watches.by_id(watch.id) or watch for watch in watches])


@click.command(cls=Command)
@click.argument("refs", metavar="REF...", nargs=-1, required=True, shell_complete=refs)
@click.option("-y", "--yes", is_flag=True, help="Do not ask on a terminal.")
@click.pass_obj
def remove(asked: Asked, refs: tuple[str, ...], yes: bool) -> None:
    """Forget articles and their history.

    Their alerts are forgotten too.
    """
    with opened(asked) as store:
        watches = watches_of(store, refs)
        if sys.stdin.isatty() and not yes:
            named = ", ".join(str(watch.id) for watch in watches)
            click.confirm(f"Forget {named}, with everything that was seen?", err=True, abort=True)
        for watch in watches:
            store.watches.remove(watch.id)
    _done(asked, "removed", watches)


class _Tagging(Command):
    """Takes -T as --remove T, but behind "--"."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        known = {name for option in self.params for name in option.opts} | set(self.get_help_option_names(ctx))
        words: list[str] = []
        for word in args:
            literal = words[-1:] == ["--remove"] or "--" in words
            unwanted = word.startswith("-") and not word.startswith("--") and word not in known | {"-", "-vv"}
            words += ["--remove", word[1:]] if unwanted and not literal else [word]
        return super().parse_args(ctx, words)


@click.command(cls=_Tagging)
@click.argument("ref", metavar="REF", shell_complete=refs)
@click.argument("tags", callback=named_tags, metavar="[TAG]...", nargs=-1)
@click.option("--remove", "unwanted", metavar="T", multiple=True, help="A tag to take away; may be repeated.")
@click.pass_obj
def tag(asked: Asked, ref: str, tags: tuple[str, ...], unwanted: tuple[str, ...]) -> None:
    """Show, add or remove tags.

    TAG or +TAG adds one; -TAG, or --remove TAG, takes one away.

    \b
    watcher tag 7 port -draft
    """
    with opened(asked) as store:
        watch = watch_of(store, ref)
        if tags or unwanted:
            store.watches.set_tags(watch.id, add=tags, remove=unwanted)
        watch = store.watches.by_id(watch.id) or watch
    if asked.json:
        put_json(shapes.watch(watch))
    else:
        put([terminal.plain(f"{watch.id} [{', '.join(watch.tags)}] {terminal.address(watch.url)}")])


def _done(asked: Asked, act: str, watches: Sequence[Watch]) -> None:
    if asked.json:
        put_json([shapes.watch(watch) for watch in watches])
    else:
        put(terminal.plain(f"{act} {watch.id} {terminal.address(watch.url)}") for watch in watches)
