"""To whom messages go: a destination, whose subscription it is, and what is shown of it. Written down once for all."""

from __future__ import annotations

import sqlite3

from watcher.model import Alert
from watcher.store.queries import Queries

_SQL = Queries("addressees")


def number_of(connection: sqlite3.Connection, alert: Alert) -> int:
    """The number of whom an alert goes to, which gets one where no message went there yet."""
    of = {"destination": alert.destination, "subscription": alert.subscription, "label": alert.label}
    row = _SQL.one(connection, "known", **of) or _SQL.one(connection, "add", **of)
    assert row is not None
    return int(row["id"])
