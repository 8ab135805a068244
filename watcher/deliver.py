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

from watcher.errors import StoreError
from watcher.model import (
    AlertId,
    Bundle,
    Delivery,
    Destination,
    Message,
    Revision,
    Voice,
    WatchId,
)
from watcher.notify.message import PLAIN
from watcher.phrased import phrased

_log = logging.getLogger(__name__)

_FIRST_PAUSE = timedelta(seconds=30)
_LONGEST_PAUSE = timedelta(days=1)
_ATTEMPTS = 22  # with the pauses between them about ten days
_LEASE = timedelta(minutes=5)  # longer than any channel's deadline


class Outbox(Protocol):
    """Where alerts wait. A claimed bundle is nobody else's until it is settled or its lease ends."""

    def pending_destinations(self, now: datetime) -> list[str]:
        """The ids of the destinations whose oldest unsent letter is due: while that one waits, those behind it do."""

    async def claim(self, now: datetime, lease: timedelta, destination: str) -> Bundle | None:
        """What is to be sent next, as it was sent before if it was; None where nothing is due, or others have it."""

    async def settle(self, alert_ids: Sequence[AlertId], delivery: Delivery, next_try_at: datetime | None) -> None:
        """Writes down, of all of them or of none, how one attempt ended. Unsent and without `next_try_at` they have
        failed for good."""

    def revisions(self, watch_id: WatchId) -> list[Revision]:
        """All that an article was, oldest first: a notice may tell of what was edited before it came."""


class Channel(Protocol):
    async def send(self, destination: Destination, message: Message) -> Delivery:
        """How sending ended, within a deadline of the channel's own."""


async def deliver(
    outbox: Outbox,
    channel: Channel,
    destinations: Mapping[str, Destination],
    now: Callable[[], datetime],
    *,
    random: Callable[[], float],
    voices: Mapping[str, Voice] = MappingProxyType({}),
    stop: asyncio.Event | None = None,
    rescan: timedelta = timedelta(seconds=2),
) -> int:
    """How many letters were sent until nothing was due any more, or `stop` was set.

    Each destination has a worker of its own, so that a slow or dead one delays no other; while any of them works,
    the outbox is looked into again every `rescan`. One destination gets its letters oldest first, and after a
    failure none before the failed one is due again. `destinations` are those configured, by id, `voices` those of the
    subscriptions, by name; `random` gives numbers from 0 to 1. A bundle is settled after the send: if the process dies
    in between, it is sent again, with the same identity, when its lease has ended. Faults of the store pass through.
    """
    return await _Delivering(
        outbox=outbox, channel=channel, destinations=destinations, now=now, random=random, voices=voices,
        stop=stop or asyncio.Event(), rescan=rescan,
    ).all()  # fmt: skip


def pause(attempts: int, random: Callable[[], float]) -> timedelta:
    """How long to wait after so many failed attempts (1, 2, …): 30 seconds, doubled each time up to a day, and up to
    a quarter less, so that what failed together is not tried again together."""
    return min(_FIRST_PAUSE * (1 << min(attempts - 1, 20)), _LONGEST_PAUSE) * (1 - random() / 4)


@dataclass(kw_only=True)
class _Delivering:
    outbox: Outbox
    channel: Channel
    destinations: Mapping[str, Destination]
    now: Callable[[], datetime]
    random: Callable[[], float]
    voices: Mapping[str, Voice]
    stop: asyncio.Event
    rescan: timedelta
    sent: int = 0
    not_before: dict[str, datetime] = field(default_factory=dict)

    async def all(self) -> int:
        workers: dict[str, asyncio.Task[None]] = {}
        async with asyncio.TaskGroup() as group:
            while not self.stop.is_set():
                for id_ in self._due(workers):
                    workers[id_] = group.create_task(self._empty(id_))
                busy = [worker for worker in workers.values() if not worker.done()]
                if not busy:
                    break
                await asyncio.wait(
                    busy, timeout=self.rescan.total_seconds(), return_when=asyncio.FIRST_COMPLETED
                )  # fmt: skip
        return self.sent

    def _due(self, workers: Mapping[str, asyncio.Task[None]]) -> list[str]:
        now = self.now()
        idle = (id_ for id_ in self.outbox.pending_destinations(now) if id_ not in workers or workers[id_].done())
        return [id_ for id_ in idle if self.not_before.get(id_, now) <= now]

    async def _empty(self, destination: str) -> None:
        """Sends what one destination has waiting, one by one, until none is left or one has to be tried again."""
        while not self.stop.is_set():
            bundle = await self.outbox.claim(self.now(), _LEASE, destination)
            if bundle is None:
                self.not_before[destination] = self.now() + self.rescan
                return
            again_at = await self._settled(bundle)
            if again_at is not None:
                self.not_before[destination] = again_at
                return

    async def _settled(self, bundle: Bundle) -> datetime | None:
        """When the bundle has to be tried again; None where it was sent or has failed for good."""
        attempts = bundle.attempts + 1
        delivery = await self._sent(bundle)
        if not delivery.sent and not delivery.permanent and attempts >= _ATTEMPTS:
            delivery = replace(delivery, permanent=True, why=f"given up after {attempts} attempts: {delivery.why}")
        over = delivery.sent or delivery.permanent
        again_at = None if over else self.now() + pause(attempts, self.random)
        await self.outbox.settle([letter.id for letter in bundle.letters], delivery, again_at)
        self.sent += len(bundle.letters) if delivery.sent else 0
        _logged(bundle, delivery, attempts)
        return again_at

    async def _sent(self, bundle: Bundle) -> Delivery:
        alert = bundle.letters[0].alert
        destination = self.destinations.get(alert.destination)
        if destination is None:
            why = f"{alert.label} is no longer in the configuration"
            return Delivery(sent=False, why=why, permanent=True, at=self.now())
        try:
            voice = self.voices.get(alert.subscription, PLAIN)
            message = await asyncio.to_thread(phrased, bundle, self.outbox.revisions, voice)
        except StoreError:
            raise
        except Exception as error:
            # Kept to be tried again after a repair; nothing behind it has to wait for that.
            return Delivery(sent=False, why=_fault(error), permanent=True, at=self.now())
        try:
            return await self.channel.send(destination, message)
        except Exception as error:
            return Delivery(sent=False, why=_fault(error), at=self.now())


def _fault(error: Exception) -> str:
    """An error of our own, by its place and kind only: what it says may hold an address with its password."""
    frame = extract_tb(error.__traceback__)[-1]
    return f"a fault of watcher, please report it: {type(error).__name__} in {Path(frame.filename).name}:{frame.lineno}"


def _logged(bundle: Bundle, delivery: Delivery, attempts: int) -> None:
    outcome = "sent" if delivery.sent else "failed" if delivery.permanent else "waits"
    level = logging.WARNING if outcome == "failed" else logging.INFO
    first = bundle.letters[0]
    more = f" letters={len(bundle.letters)}" if len(bundle.letters) > 1 else ""
    _log.log(
        level, "alert=%d%s to=%s outcome=%s attempts=%d why=%r",
        first.id, more, first.alert.label, outcome, attempts, delivery.why,
    )  # fmt: skip
