"""Throwing away what is older than somebody wants to keep it: pages, and on request whole histories.

One watch after the other, each in a transaction of its own. What stays is readable as before: of the pages that were
built upon one that goes the first is packed anew by itself, the others upon that; and that it went on purpose is noted,
so that `verify` does not miss it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from watcher.model import Pruned, WatchId
from watcher.store import archive, codec, heads, pages, sqlite, watches
from watcher.store.archive import Packed
from watcher.store.queries import Queries

T = TypeVar("T")
Transaction = Callable[[Callable[[sqlite3.Connection], T]], T]

_SQL = Queries("prune")
_AT_ONCE = 200  # watches that are asked for at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What goes: pages from which no revision was read since `pages`, and histories without a new revision since
    `histories`; None keeps all."""

    pages: datetime | None = None
    histories: datetime | None = None


def pruned(
    read: Transaction[list[WatchId]], work: Transaction[Pruned], limits: Limits, now: datetime, *, dry: bool,
    onward: Callable[[int], None],
) -> Pruned:  # fmt: skip
    """Throws away what is beyond the limits, or says what would go where it is only tried `dry`. `read` and `work` run
    one transaction each; `onward` is told of watches."""
    whole = Pruned()
    for watch_id in _every_watch(read):
        whole += work(partial(_pruned, watch_id=watch_id, limits=limits, now=now, dry=dry))
        onward(1)
    return whole


def vacuumed(path: Path) -> int:
    """Gives what is free in the file back to the disk, and says how many bytes that is; needs as much room again, in
    the folder of temporary files and beside the database."""
    with sqlite.explained(path), closing(sqlite.writable(path)) as connection:
        _SQL.run(connection, "copy_to_disk")
        before = _size(connection)
        _SQL.run(connection, "vacuum")
        return before - _size(connection)


def _size(connection: sqlite3.Connection) -> int:
    return int(_SQL.all(connection, "size")[0]["bytes"])


def _every_watch(read: Transaction[list[WatchId]]) -> Iterator[WatchId]:
    after = WatchId(0)
    while ids := read(partial(_next, after=after)):
        yield from ids
        after = ids[-1]


def _next(connection: sqlite3.Connection, after: WatchId) -> list[WatchId]:
    return [WatchId(row["id"]) for row in _SQL.all(connection, "watches", after=after, limit=_AT_ONCE)]


def _pruned(connection: sqlite3.Connection, watch_id: WatchId, limits: Limits, now: datetime, dry: bool) -> Pruned:
    if limits.histories is not None:
        before = codec.instant(limits.histories)
        if _SQL.one(connection, "is_old", watch_id=watch_id, before=before):
            if not dry:
                watches.remove(connection, watch_id)
            return Pruned(histories=1)
    if limits.pages is None:
        return Pruned()
    rows = _SQL.all(connection, "old_pages", watch_id=watch_id, before=codec.instant(limits.pages))
    if rows and not dry:
        _drop(connection, watch_id, rows, now)
    return Pruned(pages=len(rows), bytes=sum(row["bytes"] for row in rows), articles=bool(rows))


def _drop(connection: sqlite3.Connection, watch_id: WatchId, rows: Sequence[sqlite3.Row], now: datetime) -> None:
    """Throws pages away. Raises StoreError, with nothing thrown away, where one that is built upon them cannot be
    read."""
    numbers, digests = (codec.to_json([row[name] for row in rows]) for name in ("number", "digest"))
    of = {"watch_id": watch_id, "numbers": numbers}
    stay = list(_packed_anew(connection, watch_id, _SQL.all(connection, "resting", **of)))
    heads.drop(connection, watch_id, digests)
    _SQL.run(connection, "drop", **of)
    for number, packed in stay:
        pages.put(connection, watch_id, number, packed)
    _SQL.run(connection, "note", watch_id=watch_id, digests=digests, at=codec.stamp(now))


def _packed_anew(
    connection: sqlite3.Connection, watch_id: WatchId, rows: Sequence[sqlite3.Row]
) -> Iterator[tuple[int, Packed]]:
    """Pages by their numbers, the first by itself, the others upon that."""
    base = None
    for row in rows:
        own = archive.kept(connection, watch_id, row["number"])
        assert own is not None
        yield own.number, archive.upon(own.page, own.digest, base, row["depth"])
        base = base or own
