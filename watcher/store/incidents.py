"""What befell the installation: written down once when it begins, once when it is over, and told to the operator."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from watcher.model import Alert, Incident, IncidentKind
from watcher.store import codec
from watcher.store.queries import Queries

_SQL = Queries("incidents")


def report(connection: sqlite3.Connection, incident: Incident, operator: Sequence[Alert]) -> bool:
    """Whether it is news: it begins and is not known to last, or it is over and was known to. Then the alerts for the
    operator are written, but none about a destination to itself."""
    kind = incident.kind
    last = _SQL.one(connection, "last", key=incident.key, kind=kind.value, counterpart=kind.counterpart.value)
    if kind.begins == (last is not None and IncidentKind(last["kind"]).begins):
        return False
    added = _SQL.one(connection, "add", **codec.incident_columns(incident))
    assert added is not None
    for alert in operator:
        if alert.destination != incident.key:
            _SQL.run(
                connection,
                "tell",
                incident_id=added["id"],
                subscription=alert.subscription,
                destination=alert.destination,
                label=alert.label,
                now=codec.stamp(incident.at),
            )
    return True


def lasting(connection: sqlite3.Connection, kind: IncidentKind) -> list[Incident]:
    """What befell and is not over, first noticed first."""
    rows = _SQL.all(connection, "lasting", kind=kind.value, counterpart=kind.counterpart.value)
    return [codec.incident_of(row) for row in rows]


def incident(connection: sqlite3.Connection, incident_id: int) -> Incident | None:
    row = _SQL.one(connection, "incident", id=incident_id)
    return codec.incident_of(row) if row else None
