"""Watches: what is tracked, what people set, and what is due."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial

from watcher.errors import NotFound
from watcher.model import State, Watch, WatchId
from watcher.store import codec, indexing
from watcher.store.connections import Connections
from watcher.store.queries import Queries
from watcher.urls import host

_CONSIDERED = 20  # due watches weighed for each one taken: bounds the work after a long pause
TOLERATED = timedelta(minutes=1)
_LONGEST_WAIT = timedelta(days=4)  # of an alert, by any rule
_SQL = Queries("watches")
_START = WatchId(0)


class Watches:
    """The watches of one store. Each method is a transaction, and raises StoreError where the database cannot be read
    or written."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def add(
        self,
        url: str,
        *,
        key: str,
        site: str,
        tags: Iterable[str] = (),
        every: timedelta | None = None,
        note: str = "",
        now: datetime,
    ) -> tuple[Watch, bool]:
        """The watch of the article `key`, due now, and True; or the one there was, with `tags` added, and False: of an
        article, too, that was found to have moved there."""
        work = partial(add, url=url, key=key, site=site, tags=tuple(tags), every=every, note=note, now=now)
        return self._connections.write(work)

    def listed(
        self, *, tag: str | None = None, state: State | None = None, after: WatchId = _START, limit: int | None = None
    ) -> list[Watch]:
        """Watches in the order they were added, at most `limit` of those after the watch `after`."""
        of = {"tag": tag, "state": state and state.value, "after": after, "limit": -1 if limit is None else limit}
        return [codec.watch_of(row) for row in self._connections.read(lambda reader: _SQL.all(reader, "list", **of))]

    def by_id(self, watch_id: WatchId) -> Watch | None:
        return self._connections.read(partial(by_id, watch_id=watch_id))

    def by_key(self, key: str) -> Watch | None:
        return self._connections.read(partial(by_key, key=key))

    def pause(self, watch_id: WatchId) -> bool:
        """No more looks; False where there is no such watch."""
        return self._change("pause", id=watch_id)

    def resume(self, watch_id: WatchId, now: datetime) -> bool:
        """Due now; False where there is no such watch."""
        return self._change("resume", id=watch_id, now=codec.stamp(now))

    def look_soon(self, watch_id: WatchId, now: datetime) -> bool:
        """Due now at the latest; False where there is no such watch, or it is paused."""
        return self._change("look_soon", id=watch_id, now=codec.stamp(now))

    def adjust(self, watch_id: WatchId, *, every: timedelta | None, note: str, now: datetime) -> bool:
        """Looked at in that interval from now on, 0 for one that follows from its age, and noted so; None and "" keep
        what there is. False where there is no such watch."""
        due = codec.stamp(now + every) if every else None
        seconds = None if every is None else every.total_seconds()
        return self._change("adjust", id=watch_id, every=seconds, note=note or None, due_at=due)

    def mute(self, watch_id: WatchId, until: datetime, now: datetime) -> int | None:
        """Nobody is told of what is found of the watch until then, nor of what waits: how many alerts were dropped;
        None where there is no such watch."""
        return self._connections.write(partial(_mute, watch_id=watch_id, until=until, now=now))

    def unmute(self, watch_id: WatchId) -> bool:
        """What is found from now on is told; False where there is no such watch."""
        return self._change("mute", id=watch_id, until=None)

    def snooze(self, watch_id: WatchId, until: datetime | None) -> bool:
        """Messages about the watch wait until then; None ends that. False where there is no such watch."""
        return self._change("snooze", id=watch_id, until=codec.optional_stamp(until))

    def remove(self, watch_id: WatchId) -> bool:
        """Forgets the watch, its whole history and its alerts; False where there is no such watch."""
        return self._connections.write(partial(remove, watch_id=watch_id))

    def set_tags(self, watch_id: WatchId, *, add: Iterable[str] = (), remove: Iterable[str] = ()) -> bool:
        """Adds and removes tags; what is there, or not there, already stays so. False where there is no such watch."""
        return self._connections.write(partial(set_tags, watch_id=watch_id, add=tuple(add), remove=tuple(remove)))

    def _change(self, name: str, **values: object) -> bool:
        """Whether the statement changed a row."""
        return self._connections.write(lambda writer: _SQL.run(writer, name, **values).rowcount == 1)


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


def remove(connection: sqlite3.Connection, watch_id: WatchId) -> bool:
    indexing.forget_all(connection, watch_id)
    is_gone = _SQL.run(connection, "remove", id=watch_id).rowcount == 1
    _SQL.run(connection, "forget_reports")
    _SQL.run(connection, "forget_drifts")
    return is_gone


def _mute(connection: sqlite3.Connection, watch_id: WatchId, until: datetime, now: datetime) -> int | None:
    if _SQL.run(connection, "mute", id=watch_id, until=codec.stamp(until)).rowcount == 0:
        return None
    why = "its article was muted"
    return _SQL.run(connection, "drop_alerts", watch_id=watch_id, why=why, now=codec.instant(now)).rowcount


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


def due(
    connection: sqlite3.Connection, now: datetime, limit: int, visited: Collection[str], per_host: int | None
) -> dict[str, list[Watch]]:
    """At most `limit` due watches by host, `per_host` of each, those of `visited` left out; the earliest first."""
    # All in one row: with each row the interpreter lock is given away and, beside a busy thread, waited for.
    row = _SQL.one(
        connection,
        "due",
        now=codec.stamp(now),
        visited=codec.to_json(sorted(visited)),
        limit=limit,
        per_host=per_host,
        considered=limit * _CONSIDERED,
    )
    hosts: dict[str, list[Watch]] = {}
    for name, watch in codec.watches_by_host(row["watches"]) if row else ():
        hosts.setdefault(name, []).append(watch)
    return hosts


def rebase(connection: sqlite3.Connection, now: datetime) -> int:
    """How many watches would have waited for a future that the clock no longer goes by; they are due now."""
    _SQL.run(connection, "rebase_alerts", now=codec.instant(now), latest=codec.instant(now + _LONGEST_WAIT))
    ahead = codec.stamp(now + TOLERATED)
    return _SQL.run(connection, "rebase_watches", now=codec.stamp(now), ahead=ahead).rowcount


def again(connection: sqlite3.Connection, hosts: Sequence[str], since: datetime, now: datetime) -> None:
    """Makes due what was looked at in vain at these hosts since."""
    _SQL.run(connection, "in_vain", hosts=codec.to_json(hosts), since=codec.stamp(since), now=codec.stamp(now))


def next_due(connection: sqlite3.Connection) -> datetime | None:
    """When the next active watch is due; None without any."""
    row = _SQL.one(connection, "next_due")
    return codec.optional_moment(row["due_at"]) if row else None
