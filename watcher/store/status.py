"""The store in figures."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from watcher.model import AlertState, CaptureState, DriftState, Pace, Standing, State
from watcher.store import codec
from watcher.store.queries import Queries
from watcher.store.sqlite import changeable, explained

_SQL = Queries("status")
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Counts name every state, those without any too. `overdue_since` is when the longest waiting watch was due, None
    where none is due. `bytes` is what the database takes on the disk, its write-ahead log included. What is
    `due_within_the_hour` may be due now; `pace` is that of the last hour, of each minute in which there were looks."""

    watches: Mapping[State, int]
    standings: Mapping[Standing, int]
    due: int
    overdue_since: datetime | None
    revisions: int
    alerts: Mapping[AlertState, int]
    drifts: Mapping[DriftState, int]
    captures: Mapping[CaptureState, int]
    failing: int
    bytes: int
    due_within_the_hour: int
    pace: Sequence[Pace]


def status(connection: sqlite3.Connection, path: Path, now: datetime) -> Status:
    watches = dict.fromkeys(State, 0)
    standings = dict.fromkeys(Standing, 0)
    for row in _SQL.all(connection, "watches"):
        watches[State(row["state"])] += row["count"]
        standings[Standing(row["standing"])] += row["count"]
    due = _SQL.all(connection, "due", now=codec.stamp(now))[0]
    drifts = {DriftState(row["state"]): row["count"] for row in _SQL.all(connection, "drifts")}
    alerts = {AlertState(row["state"]): row["count"] for row in _SQL.all(connection, "alerts")}
    captures = {CaptureState(row["state"]): row["count"] for row in _SQL.all(connection, "captures")}
    return Status(
        watches=watches,
        standings=standings,
        due=due["count"],
        overdue_since=codec.optional_moment(due["oldest"]),
        revisions=_SQL.all(connection, "revisions")[0]["count"],
        alerts={state: alerts.get(state, 0) for state in AlertState},
        drifts={state: drifts.get(state, 0) for state in DriftState},
        captures={state: captures.get(state, 0) for state in CaptureState},
        failing=_SQL.all(connection, "failing")[0]["count"],
        due_within_the_hour=_SQL.all(connection, "due", now=codec.stamp(now + _HOUR))[0]["count"],
        pace=[
            Pace(late=tuple(codec.from_json(row["late"])))
            for row in _SQL.all(connection, "pace", since=codec.stamp(now - _HOUR))
        ],
        bytes=sum(file.stat().st_size for file in (path, path.with_name(path.name + "-wal")) if file.exists()),
    )


def sweep(path: Path) -> None:
    """Refreshes the planner's figures and empties the write-ahead log; removes nothing."""
    with explained(path), closing(changeable(path)) as connection:
        _SQL.run(connection, "optimize")
        _SQL.run(connection, "checkpoint").fetchall()
