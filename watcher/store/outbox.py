"""The outbox: messages are claimed for a time, sent, then settled. What is not settled is due again."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from watcher.model import (
    Alert,
    AlertId,
    AlertState,
    Bundle,
    Delivery,
    DriftId,
    Incident,
    IncidentKind,
    Letter,
    Queue,
    Turn,
    WatchId,
)
from watcher.store import codec, drifts, history, incidents, watches
from watcher.store.queries import Queries

_SQL = Queries("outbox")


def claim(
    connection: sqlite3.Connection, now: datetime, lease: timedelta, queue: Queue, *, most: int, digest: bool
) -> str | None:
    """The identity of the bundle that is to be sent next, which nobody else gets before `now + lease`; None where
    nothing is due. What was bundled before stays so; else the oldest letters, as many as `most`, become a bundle."""
    of = {"now": codec.stamp(now), "destination": queue.destination, "subscription": queue.subscription}
    lease_end = codec.stamp(now + lease)
    again = _SQL.one(connection, "due_again", **of)
    if again is not None:
        _SQL.run(connection, "lease", bundle=again["bundle"], lease_end=lease_end)
        return str(again["bundle"])
    identity = uuid4().hex
    done = _SQL.run(connection, "collect", bundle=identity, digest=digest, most=most, lease_end=lease_end, **of)
    return identity if done.rowcount else None


def bundle(connection: sqlite3.Connection, identity: str) -> Bundle | None:
    """The bundle as it is to be sent; None where nothing of it is left, as watches were removed meanwhile."""
    rows = _SQL.all(connection, "bundled", bundle=identity)
    if not rows:
        return None
    letters = tuple(_letter(connection, row) for row in rows)
    return Bundle(identity=identity, letters=letters, digest=bool(rows[0]["digest"]))


def settle(
    connection: sqlite3.Connection,
    alert_ids: Sequence[AlertId],
    delivery: Delivery,
    next_try_at: datetime | None,
    *,
    operator: Sequence[Alert],
    failing_since: datetime | None,
) -> None:
    """Sent, or to be tried again at `next_try_at`, or failed where that is None. That they failed, that the destination
    has taken nothing `failing_since` long ago, and that it takes messages again, is told to the `operator`."""
    again = None if delivery.sent else next_try_at
    state = AlertState.SENT if delivery.sent else AlertState.PENDING if again else AlertState.FAILED
    for id_ in alert_ids:
        _SQL.run(
            connection,
            "settle",
            id=id_,
            state=state.value,
            next_try_at=codec.optional_stamp(again),
            why=delivery.why,
            settled_at=None if again else codec.stamp(delivery.at),
        )
    to = None if again and not failing_since else _SQL.one(connection, "addressee", id=alert_ids[0])
    if to is not None:
        kind = IncidentKind.DESTINATION_BACK if delivery.sent else IncidentKind.DESTINATION_FAILED
        since, at, why = failing_since or delivery.at, delivery.at, delivery.why
        befell = Incident(kind=kind, key=to["destination"], name=to["label"], since=since, at=at, why=why)
        incidents.report(connection, befell, operator)


def take_back(connection: sqlite3.Connection, now: datetime) -> None:
    """Makes due what was claimed for a first try that did not end."""
    _SQL.run(connection, "abandoned", now=codec.stamp(now))


def retry(connection: sqlite3.Connection, alert_id: AlertId, now: datetime) -> bool:
    """Whether there was something to try again; what is bundled with it is tried too."""
    return _SQL.run(connection, "retry", id=alert_id, now=codec.stamp(now)).rowcount > 0


def retry_failed(connection: sqlite3.Connection, now: datetime) -> int:
    """How many had failed and are tried again, each with what is bundled with it."""
    return _SQL.run(connection, "retry_failed", now=codec.stamp(now)).rowcount


def drop(connection: sqlite3.Connection, alert_id: AlertId, why: str, now: datetime) -> bool:
    """Whether there was something that had not been sent."""
    return _SQL.run(connection, "drop", id=alert_id, why=why, now=codec.stamp(now)).rowcount == 1


def mute(connection: sqlite3.Connection, watch_id: WatchId, until: datetime, now: datetime) -> int | None:
    """Mutes a watch: how many of its messages waited and are dropped; None where there is no such watch."""
    if not watches.mute(connection, watch_id, until):
        return None
    why = "its article was muted"
    return _SQL.run(connection, "drop_of_watch", watch_id=watch_id, why=why, now=codec.stamp(now)).rowcount


def snooze(connection: sqlite3.Connection, subscription: str, until: datetime | None) -> None:
    """Until then the messages of the subscription of that name wait; None ends that."""
    if until is None:
        _SQL.run(connection, "wake", subscription=subscription)
    else:
        _SQL.run(connection, "snooze", subscription=subscription, until=codec.stamp(until))


def snoozes(connection: sqlite3.Connection) -> dict[str, datetime]:
    """Until when messages wait, by the name of their subscription, those whose time is over included."""
    return {row["subscription"]: codec.moment(row["until"]) for row in _SQL.all(connection, "snoozes")}


def release(connection: sqlite3.Connection, alert_id: AlertId, now: datetime) -> bool:
    """Whether there was something held."""
    return _SQL.run(connection, "release", id=alert_id, now=codec.stamp(now)).rowcount == 1


def settle_held(
    connection: sqlite3.Connection, watch_id: WatchId, undone: Sequence[Turn], until: datetime | None, now: datetime
) -> None:
    """What waits of a watch: what tells changes that were `undone` is dropped, what waited until `until` goes out."""
    for turn in undone:
        for row in _SQL.all(connection, "held", watch_id=watch_id, number=turn.number):
            _take_out(connection, row, turn.position, now)
    if until is not None:
        _SQL.run(
            connection, "release_waiting", watch_id=watch_id, until=codec.stamp(until), now=codec.stamp(now)
        )  # fmt: skip


def _take_out(connection: sqlite3.Connection, row: sqlite3.Row, position: int, now: datetime) -> None:
    """A change that a held message need not tell any more; without others, it is dropped."""
    told = {name: [p for p in codec.from_json(row[name]) if p != position] for name in ("changes", "returns")}
    if told["changes"]:
        _SQL.run(connection, "narrow", id=row["id"], **{name: codec.to_json(left) for name, left in told.items()})
    else:
        drop(connection, AlertId(row["id"]), "it was changed back before it was told", now)


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


def queues(connection: sqlite3.Connection, now: datetime, recent: timedelta) -> list[Queue]:
    """What waits, by destination and subscription, with how many messages were sent in the `recent` past."""
    return [_queue(connection, row, now - recent) for row in _SQL.all(connection, "queues", now=codec.stamp(now))]


def _queue(connection: sqlite3.Connection, row: sqlite3.Row, since: datetime) -> Queue:
    destination, subscription = row["destination"], row["subscription"]
    of = {"destination": destination, "subscription": subscription, "since": codec.stamp(since)}
    sent = _SQL.all(connection, "sent_since", **of)[0]
    return Queue(
        destination=destination,
        subscription=subscription,
        waiting=row["waiting"],
        since=codec.optional_moment(row["since"]),
        ready_at=codec.optional_moment(row["ready_at"]),
        again_at=codec.optional_moment(row["again_at"]),
        snoozed_until=codec.optional_moment(row["snoozed_until"]),
        sent=sent["sent"],
        sent_at=codec.optional_moment(sent["sent_at"]),
        refused=bool(row["refused"]),
    )


def hasten(connection: sqlite3.Connection, destination: str, now: datetime) -> None:
    """What waits at a destination to be sent again is due now."""
    _SQL.run(connection, "hasten", destination=destination, now=codec.stamp(now))


def _letter(connection: sqlite3.Connection, row: sqlite3.Row) -> Letter:
    watch_id = None if row["watch_id"] is None else WatchId(row["watch_id"])
    number, event_id, incident_id = row["number"], row["event_id"], row["incident_id"]
    drift = None if row["drift_id"] is None else DriftId(row["drift_id"])
    return Letter(
        id=AlertId(row["id"]),
        alert=codec.alert_of(row),
        watch=None if watch_id is None else watches.existing(connection, watch_id),
        title="" if watch_id is None else history.title(connection, watch_id),
        state=AlertState(row["state"]),
        created_at=codec.moment(row["created_at"]),
        attempts=row["attempts"],
        next_try_at=codec.optional_moment(row["next_try_at"]),
        why=row["why"],
        revision=None if watch_id is None or number is None else history.revision(connection, watch_id, number),
        event=None if event_id is None else history.event(connection, event_id),
        drift=drift,
        bundle=row["bundle"],
        report=drifts.drift(connection, drift) if drift is not None and number is None else None,
        incident=None if incident_id is None else incidents.incident(connection, incident_id),
    )
