"""Rounds: what is due at one host, sources and watches together, so that one visitor goes there."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import partial

from watcher.model import Pace, Round
from watcher.store import codec, sources, tempo, watches
from watcher.store.connections import Connections
from watcher.store.queries import Queries

_SOURCES = 4  # of a round: watches have their turn between them
_KEPT = timedelta(days=2)  # how long is known how late looks came
_SQL = Queries("rounds")


class Rounds:
    """What is due by one store, and how late it comes. Each method is a transaction, and raises StoreError where the
    database cannot be read or written."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def due(
        self, now: datetime, limit: int, *, visited: Collection[str] = (), per_host: int | None = None
    ) -> list[Round]:
        """At most `limit` due watches by host, `per_host` of each, and as many due sources, none of the hosts
        `visited` (being visited now); rounds and watches earliest first."""
        return self._connections.read(partial(_due, now=now, limit=limit, visited=visited, per_host=per_host))

    def rebase(self, now: datetime) -> int:
        """After the clock was set back: what was to wait for a future that is far off again is due now. How many
        watches that were; 0 where the clock only went on."""
        return self._connections.write(partial(_rebase, now=now))

    def again(self, hosts: Sequence[str], since: datetime, now: datetime) -> None:
        """What was looked at and read in vain at these hosts since is due now."""
        self._connections.write(partial(_again, hosts=hosts, since=since, now=now))

    def next_due(self) -> datetime | None:
        """When the next active watch or the next source is due, in the past where one is; None without any."""
        return self._connections.read(_next_due)

    def backlog(self, now: datetime) -> dict[str, int]:
        """How many watches are due, by host, the most first."""
        rows = self._connections.read(lambda reader: _SQL.all(reader, "backlog", now=codec.stamp(now)))
        return {row["host"]: row["count"] for row in rows}

    def note_pace(self, at: datetime, pace: Pace) -> None:
        """How late the looks of the minute that ends at `at` came; kept for two days."""
        self._connections.write(partial(_note_pace, at=at, pace=pace))

    def measure_tempo(self) -> None:
        """Adds up how often the articles of each site were edited."""
        self._connections.write(tempo.measure)


def _due(
    connection: sqlite3.Connection, now: datetime, limit: int, visited: Collection[str], per_host: int | None
) -> list[Round]:
    read = sources.due(connection, now, limit, visited, _SOURCES)
    looked = watches.due(connection, now, limit, visited, per_host)
    rounds = [
        Round(host=host, watches=tuple(looked.get(host, ())), sources=tuple(read.get(host, ())))
        for host in dict.fromkeys((*read, *looked))
    ]
    return sorted(rounds, key=_since)[:limit]


def _since(round_: Round) -> datetime:
    return min([source.due_at for source in round_.sources] + [watch.due_at for watch in round_.watches])


def _rebase(connection: sqlite3.Connection, now: datetime) -> int:
    sources.rebase(connection, now, now + watches.TOLERATED)
    return watches.rebase(connection, now)


def _again(connection: sqlite3.Connection, hosts: Sequence[str], since: datetime, now: datetime) -> None:
    sources.again(connection, hosts, since, now)
    watches.again(connection, hosts, since, now)


def _next_due(connection: sqlite3.Connection) -> datetime | None:
    return min(filter(None, (watches.next_due(connection), sources.next_due(connection))), default=None)


def _note_pace(connection: sqlite3.Connection, at: datetime, pace: Pace) -> None:
    _SQL.run(connection, "note_pace", minute=codec.stamp(at), late=codec.to_json(pace.late))
    _SQL.run(connection, "forget_pace", before=codec.stamp(at - _KEPT))
