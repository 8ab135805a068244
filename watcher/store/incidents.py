"""What befell the installation: written down once when it begins, once when it is over, and told to the operator."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import partial

from watcher.model import Alert, Incident, IncidentKind
from watcher.store import addressees, codec
from watcher.store.codec import Columns
from watcher.store.connections import Connections
from watcher.store.queries import Queries

_SQL = Queries("incidents")


class Incidents:
    """The incidents of one store. Each method is a transaction, and raises StoreError where the database cannot be read
    or written."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    async def report(self, incident: Incident, operator: Sequence[Alert]) -> bool:
        """Writes down what befell the installation, and the alerts for the `operator`; False where that is no news."""
        return await self._connections.write_soon(partial(report, incident=incident, operator=operator))

    def lasting(self, kind: IncidentKind) -> list[Incident]:
        """What befell and is not over, first noticed first."""
        of = {"kind": kind.value, "counterpart": kind.counterpart.value}
        rows = self._connections.read(lambda reader: _SQL.all(reader, "lasting", **of))
        return [_incident_of(row) for row in rows]


def report(connection: sqlite3.Connection, incident: Incident, operator: Sequence[Alert]) -> bool:
    """Whether it is news: it begins and is not known to last, or it is over and was known to. Then the alerts for the
    operator are written, but none about a destination to itself."""
    kind = incident.kind
    last = _SQL.one(connection, "last", key=incident.key, kind=kind.value, counterpart=kind.counterpart.value)
    if kind.begins == (last is not None and IncidentKind(last["kind"]).begins):
        return False
    added = _SQL.one(connection, "add", **_incident_columns(incident))
    assert added is not None
    for alert in operator:
        if alert.destination != incident.key:
            _SQL.run(
                connection,
                "tell",
                incident_id=added["id"],
                addressee=addressees.number_of(connection, alert),
                now=codec.instant(incident.at),
            )
    return True


def incident(connection: sqlite3.Connection, incident_id: int) -> Incident | None:
    row = _SQL.one(connection, "incident", id=incident_id)
    return _incident_of(row) if row else None


def _incident_columns(incident: Incident) -> Columns:
    return {
        "kind": incident.kind.value, "key": incident.key, "name": incident.name, "since": codec.stamp(incident.since),
        "at": codec.stamp(incident.at), "why": incident.why,
    }  # fmt: skip


def _incident_of(row: sqlite3.Row) -> Incident:
    return Incident(
        kind=IncidentKind(row["kind"]), key=row["key"], name=row["name"], since=codec.moment(row["since"]),
        at=codec.moment(row["at"]), why=row["why"],
    )  # fmt: skip
