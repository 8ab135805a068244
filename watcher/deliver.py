"""The errand that empties the outbox: claim, word, send, settle."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from traceback import extract_tb
from types import MappingProxyType
from typing import Protocol

from watcher.compare import Past
from watcher.descriptors import exhaustion
from watcher.entries import Entry, entry, reasoned
from watcher.errors import StoreDamaged, StoreError
from watcher.model import (
    Alert,
    AlertId,
    Bundle,
    Delivery,
    Destination,
    Message,
    Queue,
    Subscription,
    Takes,
    Voice,
    addressed,
)
from watcher.notify.message import PLAIN
from watcher.notify.outages import Outages
from watcher.notify.timing import NOBODY, Departure, departure
from watcher.phrased import phrased, pictured

_log = logging.getLogger(__name__)

_Plan = list[tuple[Queue, Departure]]

_FIRST_PAUSE = timedelta(seconds=30)
_LONGEST_PAUSE = timedelta(days=1)
_ATTEMPTS = 22  # with the pauses between them about ten days
_PATIENCE = 3  # attempts of one message with which the others wait
_LEASE = timedelta(minutes=5)  # longer than any channel's deadline


class Outbox(Protocol):
    """Where alerts wait. A claimed bundle is nobody else's until it is settled or its lease ends."""

    def queues(self, now: datetime) -> list[Queue]:
        """What waits, by destination and subscription."""

    async def claim(
        self, now: datetime, lease: timedelta, queue: Queue, *, most: int, digest: bool
    ) -> Bundle | None:  # fmt: skip
        """What is to be sent next: what was sent before as it was, else at most `most` letters, collected as a `digest`
        or not. None where nothing is due, or others have it."""

    async def hasten(self, destination: str, now: datetime) -> None:
        """What waits at a destination to be sent again is due now."""

    async def settle(
        self,
        alert_ids: Sequence[AlertId],
        delivery: Delivery,
        next_try_at: datetime | None,
        *,
        operator: Sequence[Alert],
        failing_since: datetime | None,
    ) -> None:
        """Writes down, of all of them or of none, how one attempt ended. Unsent and without `next_try_at` they have
        failed for good. That they did, or that the destination has taken nothing `failing_since` long ago, or takes
        messages again, is told to the `operator`."""


class Channel(Protocol):
    def takes(self, destination: Destination) -> Takes:
        """What the destination takes besides words. Called in a thread: to find out may take a while."""

    async def send(self, destination: Destination, message: Message) -> Delivery:
        """How sending ended, within a deadline of the channel's own."""


async def deliver(
    outbox: Outbox,
    past: Past,
    channel: Channel,
    destinations: Mapping[str, Destination],
    now: Callable[[], datetime],
    *,
    random: Callable[[], float],
    voices: Mapping[str, Voice] = MappingProxyType({}),
    subscriptions: Mapping[str, Subscription] = MappingProxyType({}),
    outages: Outages | None = None,
    operator: Sequence[Destination] = (),
    stop: asyncio.Event | None = None,
    rescan: timedelta = timedelta(seconds=2),
) -> int:
    """How many letters were sent until none may go any more, or `stop` was set.

    Each destination has a worker of its own, so that a slow or dead one delays no other; while any of them works,
    the outbox is looked into again every `rescan`. When a subscription's letters may go, and how many as one message,
    watcher.notify.timing says; what goes, goes oldest first. After a failure the destination is left alone for as long
    as the message has to wait, an hour at most; from the third failure of one message on, the next one is tried, too.
    One that refuses several messages for good, one after the other, is left alone for longer and longer, too.
    When a message is taken after a long outage, all that waits to be sent again is due.

    `destinations` are those configured, by id, `subscriptions` and their `voices` by name; `random` gives numbers from
    0 to 1; the `past` says which edits a notice tells of; `outages` are remembered from one call to the next; the
    `operator` hears of destinations that fail. A bundle is settled after the send: if the process dies in between, it
    is sent again, with the same identity, when its lease has ended. Faults of the store pass through.
    """
    return await _Delivering(
        outbox=outbox, past=past, channel=channel, destinations=destinations, now=now, random=random,
        voices=voices, subscriptions=subscriptions, outages=outages or Outages(), operator=addressed(operator),
        stop=stop or asyncio.Event(), rescan=rescan,
    ).all()  # fmt: skip


def pause(attempts: int, random: Callable[[], float]) -> timedelta:
    """How long to wait after so many failed attempts (1, 2, …): 30 seconds, doubled each time up to a day, and up to
    a quarter less, so that what failed together is not tried again together."""
    return min(_FIRST_PAUSE * (1 << min(attempts - 1, 20)), _LONGEST_PAUSE) * (1 - random() / 4)


@dataclass(kw_only=True)
class _Delivering:
    outbox: Outbox
    past: Past
    channel: Channel
    destinations: Mapping[str, Destination]
    now: Callable[[], datetime]
    random: Callable[[], float]
    voices: Mapping[str, Voice]
    subscriptions: Mapping[str, Subscription]
    outages: Outages
    operator: Sequence[Alert]
    stop: asyncio.Event
    rescan: timedelta
    sent: int = 0
    not_before: dict[str, datetime] = field(default_factory=dict)
    drawing: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def all(self) -> int:
        workers: dict[str, asyncio.Task[None]] = {}
        async with asyncio.TaskGroup() as group:
            while not self.stop.is_set():
                for id_, plan in (await self._plans(workers)).items():
                    workers[id_] = group.create_task(self._carry_out(id_, plan))
                busy = [worker for worker in workers.values() if not worker.done()]
                if not busy:
                    break
                await asyncio.wait(
                    busy, timeout=self.rescan.total_seconds(), return_when=asyncio.FIRST_COMPLETED
                )  # fmt: skip
        return self.sent

    async def _plans(self, workers: Mapping[str, asyncio.Task[None]]) -> dict[str, _Plan]:
        """What may go now, by destination, where none is at work."""
        now = self.now()
        plans: dict[str, _Plan] = {}
        for queue in await asyncio.to_thread(self.outbox.queues, now):
            id_ = queue.destination
            at_work = id_ in workers and not workers[id_].done()
            if at_work or self.outages.rests(id_, now) or self.not_before.get(id_, now) > now:
                continue
            leaving = departure(self.subscriptions.get(queue.subscription, NOBODY), queue, now)
            if leaving is not None:
                plans.setdefault(id_, []).append((queue, leaving))
        return plans

    async def _carry_out(self, destination: str, plan: _Plan) -> None:
        """Sends what may go to one destination, one message after the other, until it takes no more."""
        failed = sent = 0
        for queue, leaving in plan:
            for _ in range(leaving.messages):
                if self.stop.is_set():
                    return
                bundle = await self._claimed(queue, leaving)
                if bundle is None:
                    break
                sent += 1
                if await self._settled(bundle):
                    if self.outages.rests(destination, self.now()):
                        return
                    continue
                failed += 1
                if failed > 1 or bundle.attempts + 1 < _PATIENCE:
                    return
        if not sent:
            self.not_before[destination] = self.now() + self.rescan

    async def _claimed(self, queue: Queue, leaving: Departure) -> Bundle | None:
        """None, too, for letters that are damaged: they are left out for as long as they are claimed."""
        try:
            return await self.outbox.claim(self.now(), _LEASE, queue, most=leaving.most, digest=leaving.digest)
        except StoreDamaged as error:
            if self.outages.is_first_damage(queue.destination):
                _log.error("to=%s a message is left out, all others go on: %s", queue.destination, error)
            return None

    async def _settled(self, bundle: Bundle) -> bool:
        """Sends the bundle; whether the next one may be sent."""
        attempts, destination = bundle.attempts + 1, bundle.letters[0].alert.destination
        delivery = await self._sent(bundle)
        if not delivery.sent and not delivery.permanent and attempts >= _ATTEMPTS:
            delivery = replace(delivery, permanent=True, why=f"given up after {attempts} attempts: {delivery.why}")
        asked = min(delivery.retry_after or timedelta(0), _LONGEST_PAUSE)
        now, wait = self.now(), max(pause(attempts, self.random), asked)
        over = delivery.sent or delivery.permanent
        again_at, failing_since = None if over else now + wait, None
        if not over:
            failing_since = self.outages.goes_on(destination, now, wait, asked=delivery.retry_after is not None)
        await self.outbox.settle(
            [letter.id for letter in bundle.letters], delivery, again_at,
            operator=self.operator, failing_since=failing_since,
        )  # fmt: skip
        _logged(bundle, delivery, attempts)
        label = bundle.letters[0].alert.label
        if not over and self.outages.begins(destination):
            _log.warning("to=%s takes no messages; they are kept and tried again: %s", label, delivery.why)
        if delivery.sent and self.outages.lasts(destination):
            _log.warning("to=%s takes messages again", label)
        if delivery.sent:
            self.sent += len(bundle.letters)
            if self.outages.ends(destination, now):
                await self.outbox.hasten(destination, now)
        return over

    async def _sent(self, bundle: Bundle) -> Delivery:
        alert = bundle.letters[0].alert
        destination = self.destinations.get(alert.destination)
        if destination is None:
            why = f"{alert.label} is no longer in the configuration"
            return Delivery(sent=False, why=why, permanent=True, at=self.now())
        try:
            message = await self._message(bundle, destination)
        except StoreDamaged as error:
            return Delivery(sent=False, why=str(error), at=self.now())
        except StoreError:
            raise
        except Exception as error:
            # Kept to be tried again after a repair; nothing behind it has to wait for that.
            return Delivery(sent=False, why=_fault(error), permanent=not exhaustion(error), at=self.now())
        try:
            delivery = await self.channel.send(destination, message)
        except Exception as error:
            return Delivery(sent=False, why=_fault(error), at=self.now())
        if delivery.permanent:
            self.outages.refused(destination.id, self.now())
        return delivery

    async def _message(self, bundle: Bundle, destination: Destination) -> Message:
        """What is sent of a bundle. In threads, as long texts, many letters and pictures take their time."""
        voice = self.voices.get(bundle.letters[0].alert.subscription, PLAIN)
        message, takes = await asyncio.to_thread(self._phrased, bundle, destination, voice)
        if not takes.picture or not voice.picture or bundle.attempts:
            return message
        # One after the other: they are not drawn at once in any case, and would take the threads from looks.
        async with self.drawing:
            return replace(message, picture=await asyncio.to_thread(self._picture, bundle, voice))

    def _phrased(self, bundle: Bundle, destination: Destination, voice: Voice) -> tuple[Message, Takes]:
        takes = self._takes(bundle, destination)
        return phrased(bundle, self.past, voice, data=takes.data), takes

    def _picture(self, bundle: Bundle, voice: Voice) -> bytes | None:
        """None too where drawing fails: no message waits for its picture."""
        try:
            return pictured(bundle, self.past, voice)
        except StoreError:
            raise
        except Exception as error:
            _log.warning("alert=%d goes without its picture: %s", bundle.letters[0].id, _fault(error))
            return None

    def _takes(self, bundle: Bundle, destination: Destination) -> Takes:
        try:
            return self.channel.takes(destination)
        except Exception as error:
            _log.warning("alert=%d goes in words only: %s", bundle.letters[0].id, _fault(error))
            return Takes()


def _fault(error: Exception) -> str:
    """An error of our own, by its place and kind only: what it says may hold an address with its password."""
    if why := exhaustion(error):
        return why
    frame = extract_tb(error.__traceback__)[-1]
    return f"a fault of watcher, please report it: {type(error).__name__} in {Path(frame.filename).name}:{frame.lineno}"


def _logged(bundle: Bundle, delivery: Delivery, attempts: int) -> None:
    outcome = "sent" if delivery.sent else "failed" if delivery.permanent else "waits"
    level = logging.WARNING if outcome == "failed" else logging.INFO
    first = bundle.letters[0]
    more = f" letters={len(bundle.letters)}" if len(bundle.letters) > 1 else ""
    _log.log(
        level, "alert=%d%s to=%s outcome=%s attempts=%d%s",
        first.id, more, first.alert.label, outcome, attempts, reasoned(delivery.why),
        extra=entry(
            Entry.ALERT, alert=first.id, to=first.alert.label, outcome=outcome, attempts=attempts, why=delivery.why
        ),
    )  # fmt: skip
