"""Rounds: what is due at one host, sources and watches together, so that one visitor goes there."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from datetime import datetime

from watcher.model import Round
from watcher.store import sources, watches

_SOURCES = 4  # of a round: watches have their turn between them


def due(
    connection: sqlite3.Connection, now: datetime, limit: int, visited: Collection[str], per_host: int | None
) -> list[Round]:
    """At most `limit` due watches and as many sources by host, none of the hosts `visited`; the earliest first."""
    read = sources.due(connection, now, limit, visited, _SOURCES)
    looked = watches.due(connection, now, limit, visited, per_host)
    rounds = [
        Round(host=host, watches=tuple(looked.get(host, ())), sources=tuple(read.get(host, ())))
        for host in dict.fromkeys((*read, *looked))
    ]
    return sorted(rounds, key=_since)[:limit]


def _since(round_: Round) -> datetime:
    return min([source.due_at for source in round_.sources] + [watch.due_at for watch in round_.watches])


def rebase(connection: sqlite3.Connection, now: datetime) -> int:
    """How many watches would have waited for a future that the clock no longer goes by; they are due now, and so are
    such sources."""
    sources.rebase(connection, now, now + watches.TOLERATED)
    return watches.rebase(connection, now)


def next_due(connection: sqlite3.Connection) -> datetime | None:
    """When the next active watch or the next source is due; None without any."""
    return min(filter(None, (watches.next_due(connection), sources.next_due(connection))), default=None)
