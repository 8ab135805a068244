"""What the database says of itself to somebody who wonders whether it is sound. Nothing here writes."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from watcher.store import codec, schema
from watcher.store.queries import Queries
from watcher.store.sqlite import explained, readable

_SQL = Queries("soundness")
_STEPS = 10_000  # of SQLite's machine between two looks at the clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracked:
    """A host of active watches: how many, and addresses of some."""

    host: str
    count: int
    urls: tuple[str, ...]


def faults(path: Path, *, seconds: float, whole: bool = False) -> list[str] | None:
    """What is wrong with the pages and rows of the database, and `whole` with its indexes too; [] where nothing is,
    None where that was not found out in time. Raises StoreError where it cannot be read at all."""
    deadline = time.monotonic() + seconds
    with explained(path), closing(readable(path)) as connection:
        connection.set_progress_handler(lambda: time.monotonic() > deadline, _STEPS)
        try:
            rows = _SQL.all(connection, "integrity_check" if whole else "quick_check")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
                raise
            return None
    said = [str(row[0]) for row in rows]
    return [] if said == ["ok"] else said


def is_current(path: Path) -> bool:
    """Whether the schema is today's; False where it is older. Raises NewerStore and other StoreErrors."""
    with explained(path), closing(readable(path)) as connection:
        return schema.check(connection, path)


def newest(path: Path) -> datetime | None:
    """The latest time at which something was seen; None where nothing was. Raises StoreError."""
    return _moment(path, "newest")


def latest_pace(path: Path) -> datetime | None:
    """The last minute in which a daemon looked at something; None without one. Raises StoreError."""
    return _moment(path, "latest_pace")


def tracked(path: Path, limit: int) -> list[Tracked]:
    """The hosts with the most active watches, at most `limit`. Raises StoreError."""
    with explained(path), closing(readable(path)) as connection:
        rows = _SQL.all(connection, "hosts", limit=limit)
    return [
        Tracked(host=row["host"], count=row["count"], urls=tuple(dict.fromkeys((row["first"], row["last"]))))
        for row in rows
    ]


def _moment(path: Path, name: str) -> datetime | None:
    with explained(path), closing(readable(path)) as connection:
        row = _SQL.one(connection, name)
    return codec.optional_moment(row["at"]) if row is not None else None
