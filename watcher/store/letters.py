"""Letters: alerts taken out of the outbox, with all that is needed to word them."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from watcher.model import Alert, AlertId, AlertState, Bundle, DriftId, Hold, Letter, Queue, WatchId
from watcher.store import addressees, codec, drifts, history, incidents, watches
from watcher.store.codec import Columns
from watcher.store.queries import Queries

_SQL = Queries("letters")


def bundle(connection: sqlite3.Connection, identity: str) -> Bundle | None:
    """The bundle as it is to be sent; None where nothing of it is left, as watches were removed meanwhile."""
    rows = _SQL.all(connection, "bundled", bundle=identity)
    if not rows:
        return None
    letters = tuple(_letter(connection, row) for row in rows)
    return Bundle(identity=identity, letters=letters, digest=bool(rows[0]["digest"]))


def letter(connection: sqlite3.Connection, alert_id: AlertId) -> Letter | None:
    row = _SQL.one(connection, "letter", id=alert_id)
    return _letter(connection, row) if row else None


def letters(
    connection: sqlite3.Connection,
    state: AlertState | None,
    subscription: str | None,
    before: AlertId | None,
    limit: int | None,
) -> list[Letter]:
    """The newest `limit` letters, newest last, of any state or subscription for None; those before one of them."""
    of = {"state": state and state.value, "subscription": subscription, "before": before}
    rows = _SQL.all(connection, "letters", **of, limit=-1 if limit is None else limit)
    return [_letter(connection, row) for row in reversed(rows)]


def _letter(connection: sqlite3.Connection, row: sqlite3.Row) -> Letter:
    watch_id = None if row["watch_id"] is None else WatchId(row["watch_id"])
    number, event_id, incident_id = row["number"], row["event_id"], row["incident_id"]
    drift = None if row["drift_id"] is None else DriftId(row["drift_id"])
    return Letter(
        id=AlertId(row["id"]),
        alert=_alert_of(row),
        watch=None if watch_id is None else watches.existing(connection, watch_id),
        title="" if watch_id is None else history.title(connection, watch_id),
        state=AlertState(row["state"]),
        created_at=codec.time_of(row["created_at"]),
        attempts=row["attempts"],
        next_try_at=codec.optional_time(row["next_try_at"]),
        why=row["why"],
        revision=None if watch_id is None or number is None else history.revision(connection, watch_id, number),
        event=None if event_id is None else history.event(connection, event_id),
        drift=drift,
        bundle=row["bundle"],
        report=drifts.drift(connection, drift) if drift is not None and number is None else None,
        incident=None if incident_id is None else incidents.incident(connection, incident_id),
    )


def queues(connection: sqlite3.Connection, now: datetime, recent: timedelta) -> list[Queue]:
    """What waits, by destination and subscription, with how many messages were sent in the `recent` past."""
    return [_queue(connection, row, now - recent) for row in _SQL.all(connection, "queues", now=codec.instant(now))]


def _queue(connection: sqlite3.Connection, row: sqlite3.Row, since: datetime) -> Queue:
    destination, subscription = row["destination"], row["subscription"]
    of = {"destination": destination, "subscription": subscription, "since": codec.instant(since)}
    sent = _SQL.all(connection, "sent_since", **of)[0]
    return Queue(
        destination=destination,
        subscription=subscription,
        waiting=row["waiting"],
        since=codec.optional_time(row["since"]),
        ready_at=codec.optional_time(row["ready_at"]),
        again_at=codec.optional_time(row["again_at"]),
        snoozed_until=codec.optional_moment(row["snoozed_until"]),
        sent=sent["sent"],
        sent_at=codec.optional_time(sent["sent_at"]),
        refused=bool(row["refused"]),
    )


def alert_columns(connection: sqlite3.Connection, alert: Alert, now: datetime) -> Columns:
    """A new alert, made now."""
    held = alert.hold is not None
    return {
        "addressee": addressees.number_of(connection, alert),
        "changes": codec.to_json(alert.changes),
        "returns": codec.to_json(alert.returns),
        "hold": alert.hold,
        "state": (AlertState.HELD if held else AlertState.PENDING).value,
        "next_try_at": codec.optional_instant(alert.until if held else now),
        "now": codec.instant(now),
    }


def _alert_of(row: sqlite3.Row) -> Alert:
    return Alert(
        subscription=row["subscription"],
        destination=row["destination"],
        label=row["label"],
        changes=tuple(codec.from_json(row["changes"])),
        returns=tuple(codec.from_json(row["returns"])),
        hold=None if row["hold"] is None else Hold(row["hold"]),
        until=codec.optional_time(row["next_try_at"]) if row["state"] == AlertState.HELD else None,
    )
