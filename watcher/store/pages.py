"""Writing pages: when they come, and anew when what they rest on goes."""

from __future__ import annotations

import sqlite3

from watcher.model import WatchId
from watcher.store import archive, codec
from watcher.store.archive import Packed, came_of
from watcher.store.proof import page_sealed
from watcher.store.queries import Queries

_SQL = Queries("pages")


def add(connection: sqlite3.Connection, watch_id: WatchId, number: int, packed: Packed) -> None:
    """Keeps the page of a revision."""
    base = packed.base
    if base and not _SQL.one(connection, "has", watch_id=watch_id, number=base.number):
        packed = archive.upon(packed.page, packed.digest, None, 0)  # it was thrown away meanwhile
    put(connection, watch_id, number, packed)


def put(connection: sqlite3.Connection, watch_id: WatchId, number: int, packed: Packed) -> None:
    """Keeps a page with a revision, sealed, in place of the one that is there."""
    base, fetched_at = packed.base, codec.instant(packed.page.fetched_at)
    seal = page_sealed(
        {
            "watch_id": watch_id, "digest": packed.digest, "base_digest": base.digest if base else None,
            "depth": packed.depth, "body": packed.body, "size": len(packed.page.body),
            "fetched_at": fetched_at,
        },
        packed.came,
    )  # fmt: skip
    _SQL.run(
        connection,
        "put",
        watch_id=watch_id,
        number=number,
        base=base.number if base else None,
        depth=packed.depth,
        size=len(packed.page.body),
        fetched_at=fetched_at,
        came=None if base and packed.came == came_of(base.page) else packed.came,
        seal=seal,
        body=packed.body,
    )


def take_over(connection: sqlite3.Connection) -> None:
    """What a migration of pages leaves to be done: how they came is said as it is said today, and where there were no
    seals yet all are sealed. A few of them in memory."""
    for row in _SQL.run(connection, "came"):
        _SQL.run(connection, "say", id=row["id"], came=codec.to_json(codec.from_json(row["came"])))
    if _SQL.one(connection, "sealed") is None:
        _seal_all(connection)


def _seal_all(connection: sqlite3.Connection) -> None:
    came: dict[int, str] = {}
    last = None
    for row in _SQL.run(connection, "every"):
        if row["watch_id"] != last:
            came, last = {}, row["watch_id"]
        own = came[row["number"]] = row["came"] or came[row["base"]]
        _SQL.run(connection, "seal", id=row["id"], seal=page_sealed(row, own))
