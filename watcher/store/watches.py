"""Watches: what is tracked, what people set, and what is due."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from watcher.errors import NotFound
from watcher.model import State, Watch, WatchId
from watcher.store import codec
from watcher.store.queries import Queries
from watcher.urls import host

_CONSIDERED = 20  # due watches weighed for each one taken: bounds the work after a long pause
TOLERATED = timedelta(minutes=1)
_LONGEST_WAIT = timedelta(days=4)  # of an alert, by any rule
_SQL = Queries("watches")


def add(
    connection: sqlite3.Connection,
    url: str,
    *,
    key: str,
    site: str,
    tags: Iterable[str],
    every: timedelta | None,
    note: str,
    now: datetime,
    due_at: datetime | None = None,
) -> tuple[Watch, bool]:
    """The watch of `key`, due at `due_at`, None for now; and whether it is new."""
    due = codec.stamp(due_at or now)
    columns = {"url": url, "key": key, "host": host(url), "site": site, "note": note, "due_at": due}
    seconds = every.total_seconds() if every else None
    new = _SQL.run(connection, "add", **columns, every=seconds, now=codec.stamp(now)).rowcount == 1
    watch = by_key(connection, key)
    assert watch is not None
    set_tags(connection, watch.id, tags, ())
    return existing(connection, watch.id), new


def set_tags(connection: sqlite3.Connection, watch_id: WatchId, add: Iterable[str], remove: Iterable[str]) -> bool:
    """Adds and removes tags; what is there, or not there, already stays so. False where there is no such watch."""
    if by_id(connection, watch_id) is None:
        return False
    for tag in remove:
        _SQL.run(connection, "drop_tag", id=watch_id, tag=tag)
    for tag in add:
        _SQL.run(connection, "add_tag", id=watch_id, tag=tag)
    return True


def pause(connection: sqlite3.Connection, watch_id: WatchId) -> bool:
    return _SQL.run(connection, "pause", id=watch_id).rowcount == 1


def resume(connection: sqlite3.Connection, watch_id: WatchId, now: datetime) -> bool:
    return _SQL.run(connection, "resume", id=watch_id, now=codec.stamp(now)).rowcount == 1


def look_soon(connection: sqlite3.Connection, watch_id: WatchId, now: datetime) -> bool:
    return _SQL.run(connection, "look_soon", id=watch_id, now=codec.stamp(now)).rowcount == 1


def mute(connection: sqlite3.Connection, watch_id: WatchId, until: datetime | None) -> bool:
    """Until then nobody is told of the watch; None ends that."""
    return _SQL.run(connection, "mute", id=watch_id, until=codec.optional_stamp(until)).rowcount == 1


def snooze(connection: sqlite3.Connection, watch_id: WatchId, until: datetime | None) -> bool:
    """Until then messages about the watch wait; None ends that."""
    return _SQL.run(connection, "snooze", id=watch_id, until=codec.optional_stamp(until)).rowcount == 1


def remove(connection: sqlite3.Connection, watch_id: WatchId) -> bool:
    is_gone = _SQL.run(connection, "remove", id=watch_id).rowcount == 1
    _SQL.run(connection, "forget_reports")
    return is_gone


def by_id(connection: sqlite3.Connection, watch_id: WatchId) -> Watch | None:
    row = _SQL.one(connection, "by_id", id=watch_id)
    return codec.watch_of(row) if row else None


def by_key(connection: sqlite3.Connection, key: str) -> Watch | None:
    row = _SQL.one(connection, "by_key", key=key)
    return codec.watch_of(row) if row else None


def existing(connection: sqlite3.Connection, watch_id: WatchId) -> Watch:
    """The watch. Raises NotFound."""
    watch = by_id(connection, watch_id)
    if watch is None:
        raise NotFound(f"there is no watch {watch_id}")
    return watch


def listed(
    connection: sqlite3.Connection, *, tag: str | None, state: State | None, after: WatchId, limit: int | None
) -> list[Watch]:
    """Watches beyond `after` in the order they were added."""
    count = -1 if limit is None else limit
    rows = _SQL.all(connection, "list", tag=tag, state=state and state.value, after=after, limit=count)
    return [codec.watch_of(row) for row in rows]


def due(
    connection: sqlite3.Connection, now: datetime, limit: int, visited: Collection[str], per_host: int | None
) -> dict[str, list[Watch]]:
    """At most `limit` due watches by host, `per_host` of each, those of `visited` left out; the earliest first."""
    rows = _SQL.all(
        connection,
        "due",
        now=codec.stamp(now),
        visited=codec.to_json(sorted(visited)),
        limit=limit,
        per_host=per_host or limit,
        considered=limit * _CONSIDERED if per_host else limit,
    )
    hosts: dict[str, list[Watch]] = {}
    for row in rows:
        hosts.setdefault(row["host"], []).append(codec.watch_of(row))
    return hosts


def rebase(connection: sqlite3.Connection, now: datetime) -> int:
    """How many watches would have waited for a future that the clock no longer goes by; they are due now."""
    ahead, latest = codec.stamp(now + TOLERATED), codec.stamp(now + _LONGEST_WAIT)
    _SQL.run(connection, "rebase_alerts", now=codec.stamp(now), latest=latest)
    return _SQL.run(connection, "rebase_watches", now=codec.stamp(now), ahead=ahead).rowcount


def next_due(connection: sqlite3.Connection) -> datetime | None:
    """When the next active watch is due; None without any."""
    row = _SQL.one(connection, "next_due")
    return codec.optional_moment(row["due_at"]) if row else None
