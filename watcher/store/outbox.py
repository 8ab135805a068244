"""The outbox: messages are claimed for a time, sent, then settled. What is not settled is due again."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

from watcher.model import (
    Alert,
    AlertId,
    AlertState,
    Bundle,
    Delivery,
    Incident,
    IncidentKind,
    Letter,
    Queue,
    Turn,
    WatchId,
)
from watcher.store import codec, incidents, letters
from watcher.store.beside import beside
from watcher.store.connections import Connections
from watcher.store.queries import Queries

_SQL = Queries("outbox")
_RECENT = timedelta(hours=1)  # in which sent messages count towards a limit


class Outbox:
    """The outbox of one store. Each method is a transaction, and raises StoreError where the database cannot be read or
    written; those that are coroutines do not hold the event loop up."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def queues(self, now: datetime) -> list[Queue]:
        """What waits to be sent, by destination and subscription, with what was sent in the last hour."""
        return self._connections.read(partial(letters.queues, now=now, recent=_RECENT))

    async def claim(
        self, now: datetime, lease: timedelta, queue: Queue, *, most: int = 1, digest: bool = False
    ) -> Bundle | None:
        """The bundle of a queue that is to be sent next; None where nothing is due. Nobody else gets it during `lease`;
        what is not settled by then is due again, as the same bundle: a message is rather repeated than lost.

        What is sent for the first time becomes a bundle here: the oldest due letters, as many as `most`, collected as
        a `digest` or not."""
        take = partial(_claim, now=now, lease=lease, queue=queue, most=most, digest=digest)
        identity = await self._connections.write_soon(take)
        if identity is None:
            return None
        return await beside(self._connections.read, partial(letters.bundle, identity=identity))

    async def settle(
        self,
        alert_ids: Sequence[AlertId],
        delivery: Delivery,
        next_try_at: datetime | None,
        *,
        operator: Sequence[Alert] = (),
        failing_since: datetime | None = None,
    ) -> None:
        """All sent; or pending until `next_try_at`; or failed where that is None. A letter sent already stays sent. The
        alerts for the `operator` are written where they fail first, where the destination has taken nothing
        `failing_since` long ago, and where it takes messages again."""
        work = partial(
            _settle, alert_ids=alert_ids, delivery=delivery, next_try_at=next_try_at, operator=operator,
            failing_since=failing_since,
        )  # fmt: skip
        await self._connections.write_soon(work)

    async def hasten(self, destination: str, now: datetime) -> None:
        """What waits at a destination to be sent again is due now."""
        of = {"destination": destination, "now": codec.instant(now)}
        await self._connections.write_soon(lambda writer: _SQL.run(writer, "hasten", **of))

    def take_back(self, now: datetime) -> None:
        """Makes due what a daemon that is no more had claimed for a first try and not settled. For the only one that
        delivers."""
        self._change("abandoned", now=codec.instant(now))

    def letters(
        self,
        *,
        state: AlertState | None = None,
        subscription: str | None = None,
        before: AlertId | None = None,
        limit: int | None = None,
    ) -> list[Letter]:
        """The newest `limit` letters, newest last, of any state or subscription for None; those before one of them."""
        of = partial(letters.letters, state=state, subscription=subscription, before=before, limit=limit)
        return self._connections.read(of)

    def letter(self, alert_id: AlertId) -> Letter | None:
        return self._connections.read(partial(letters.letter, alert_id=alert_id))

    def retry(self, alert_id: AlertId, now: datetime) -> bool:
        """Due now, as if never tried, with what is bundled with it; False where there is none or it was sent."""
        return self._change("retry", id=alert_id, now=codec.instant(now)) > 0

    def retry_failed(self, now: datetime) -> int:
        """All that has failed is due now, as if never tried, each with what is bundled with it; how many alerts those
        are."""
        return self._change("retry_failed", now=codec.instant(now))

    def drop(self, alert_id: AlertId, why: str, now: datetime) -> bool:
        """Never to be sent, and kept; False where there is no such alert or it was sent."""
        return self._change("drop", id=alert_id, why=why, now=codec.instant(now)) > 0

    def release(self, alert_id: AlertId, now: datetime) -> bool:
        """Due now; False where there is no such alert or it is not held."""
        return self._change("release", id=alert_id, now=codec.instant(now)) > 0

    def snooze(self, subscription: str, until: datetime | None) -> None:
        """The messages of the subscription of that name wait until then; None ends that."""
        if until is None:
            self._change("wake", subscription=subscription)
        else:
            self._change("snooze", subscription=subscription, until=codec.stamp(until))

    def snoozes(self) -> dict[str, datetime]:
        """Until when messages wait, by the name of their subscription, those whose time is over included."""
        rows = self._connections.read(lambda reader: _SQL.all(reader, "snoozes"))
        return {row["subscription"]: codec.moment(row["until"]) for row in rows}

    def _change(self, name: str, **values: object) -> int:
        """How many rows the statement changed."""
        return self._connections.write(lambda writer: _SQL.run(writer, name, **values).rowcount)


def _claim(
    connection: sqlite3.Connection, now: datetime, lease: timedelta, queue: Queue, *, most: int, digest: bool
) -> str | None:
    """The identity of the bundle that is to be sent next, which nobody else gets before `now + lease`; None where
    nothing is due. What was bundled before stays so; else the oldest letters, as many as `most`, become a bundle."""
    of = {"now": codec.instant(now), "destination": queue.destination, "subscription": queue.subscription}
    lease_end = codec.instant(now + lease)
    again = _SQL.one(connection, "due_again", **of)
    if again is not None:
        _SQL.run(connection, "lease", bundle=again["bundle"], lease_end=lease_end)
        return str(again["bundle"])
    identity = uuid4().hex
    made = {"bundle": identity, "digest": digest, "most": most, "lease_end": lease_end, "stamp": codec.stamp(now)}
    done = _SQL.run(connection, "collect", **made, **of)
    return identity if done.rowcount else None


def _settle(
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
            next_try_at=codec.optional_instant(again),
            why=delivery.why,
            settled_at=None if again else codec.instant(delivery.at),
        )
    to = None if again and not failing_since else _SQL.one(connection, "addressee", id=alert_ids[0])
    if to is not None:
        kind = IncidentKind.DESTINATION_BACK if delivery.sent else IncidentKind.DESTINATION_FAILED
        since, at, why = failing_since or delivery.at, delivery.at, delivery.why
        befell = Incident(kind=kind, key=to["destination"], name=to["label"], since=since, at=at, why=why)
        incidents.report(connection, befell, operator)


def settle_held(
    connection: sqlite3.Connection, watch_id: WatchId, undone: Sequence[Turn], until: datetime | None, now: datetime
) -> None:
    """What waits of a watch: what tells changes that were `undone` is dropped, what waited until `until` goes out."""
    for turn in undone:
        for row in _SQL.all(connection, "held", watch_id=watch_id, number=turn.number):
            _take_out(connection, row, turn.position, now)
    if until is not None:
        _SQL.run(
            connection, "release_waiting", watch_id=watch_id, until=codec.instant(until), now=codec.instant(now)
        )  # fmt: skip


def _take_out(connection: sqlite3.Connection, row: sqlite3.Row, position: int, now: datetime) -> None:
    """A change that a held message need not tell any more; without others, it is dropped."""
    told = {name: [p for p in codec.from_json(row[name]) if p != position] for name in ("changes", "returns")}
    if told["changes"]:
        _SQL.run(connection, "narrow", id=row["id"], **{name: codec.to_json(left) for name, left in told.items()})
    else:
        why = "it was changed back before it was told"
        _SQL.run(connection, "drop", id=row["id"], why=why, now=codec.instant(now))
