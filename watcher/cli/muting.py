"""Silence for a while: mute, unmute."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import click

from watcher.cli import shapes, terminal
from watcher.cli.asked import Asked, Command, put, put_json
from watcher.cli.completing import refs
from watcher.cli.opening import in_a_while, moment, now, opened, watches_of
from watcher.cli.stream import muted
from watcher.errors import UsageError
from watcher.model import Watch
from watcher.model.summary import FOREVER


@click.command(cls=Command)
@click.argument("refs", metavar="REF...", nargs=-1, required=True, shell_complete=refs)
@click.option("--for", "end", callback=in_a_while, metavar="TIME", help='For so long, such as "3d"; else for good.')
@click.option("--until", callback=moment, metavar="WHEN", help='Until then, such as "2026-05-04 08:00" (UTC).')
@click.pass_obj
def mute(asked: Asked, refs: tuple[str, ...], end: datetime | None, until: datetime | None) -> None:
    """Tell nobody of articles for a while.

    They are looked at as before, and what changes is recorded, but it is not told, not even afterwards. What waits in
    the outbox is dropped. `watcher snooze` delays messages instead.
    """
    ends = one_end(end, until) or FOREVER
    with opened(asked) as store:
        watches = watches_of(store, refs)
        dropped = sum(store.watches.mute(watch.id, ends, now()) or 0 for watch in watches)
        _told(asked, [store.watches.by_id(watch.id) or watch for watch in watches])
    if dropped:
        asked.note(
            f"{terminal.counted(dropped, 'alert')} that waited dropped; `watcher alerts retry ID` sends one anyway"
        )


@click.command(cls=Command)
@click.argument("refs", metavar="REF...", nargs=-1, required=True, shell_complete=refs)
@click.pass_obj
def unmute(asked: Asked, refs: tuple[str, ...]) -> None:
    """Tell of muted articles again.

    What changed meanwhile is not told; `watcher log REF` shows it.
    """
    with opened(asked) as store:
        watches = watches_of(store, refs)
        for watch in watches:
            store.watches.unmute(watch.id)
        _told(asked, [store.watches.by_id(watch.id) or watch for watch in watches])


def one_end(end: datetime | None, until: datetime | None) -> datetime | None:
    """The one of the two that is given. Raises UsageError where both are, or it is past."""
    if end and until:
        raise UsageError("--for and --until exclude each other")
    if until and until <= now():
        raise UsageError(f"--until: {terminal.instant(until)} is past")
    return end or until


def _told(asked: Asked, watches: Sequence[Watch]) -> None:
    if asked.json:
        put_json([shapes.watch(watch) for watch in watches])
    else:
        at = now()
        put(terminal.plain(f"{muted(w, at) or 'not muted'}: {w.id} {terminal.address(w.url)}") for w in watches)
