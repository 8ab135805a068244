"""The errand that has a public archive keep pages. Nobody waits for it: it has a queue and a worker of its own."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from watcher.entries import reasoned
from watcher.model import CaptureId, Keeping, Reply, Request, Unreachable
from watcher.wayback import Kept, Refused, Service, Step, Underway, asking, asking_after, understood

_log = logging.getLogger(__name__)

_MOST = 20  # captures that are seen to in one go
_ATTEMPTS = 12  # with the pauses between them about a day
_FIRST_PAUSE = timedelta(minutes=1)
_LONGEST_PAUSE = timedelta(hours=6)
_GLANCE = timedelta(seconds=10)  # after which a job is asked after
_LONGEST_JOB = timedelta(minutes=15)
_LONG = timedelta(hours=1)  # of a rest that a person is told of


class Captures(Protocol):
    async def due(self, now: datetime, limit: int) -> Sequence[Keeping]:
        """What is to be asked for now, or asked after: the longest due first, what is under way before what is not."""

    async def ask(self, capture_id: CaptureId, now: datetime, due_at: datetime) -> None:
        """The archive is being asked, and is asked again at `due_at` where nothing comes of it."""

    async def wait(self, capture_id: CaptureId, due_at: datetime, *, job: str = "", why: str = "") -> None:
        """The archive is asked after `job` at `due_at`, or asked again where that is ""."""

    async def keep(self, capture_id: CaptureId, link: str, now: datetime) -> None:
        """The archive has a copy, to which `link` leads."""

    async def give_up(self, capture_id: CaptureId, why: str, now: datetime) -> None:
        """There will be no copy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What is needed to have pages kept. `ask` calls a server and never raises for the web; `gap` is the pause after
    asking for a page before the next one."""

    captures: Captures
    service: Service
    ask: Callable[[Request], Awaitable[Reply | Unreachable]]
    now: Callable[[], datetime]
    gap: timedelta


class Keeper:
    """Asks the archive for one page after the other. It remembers until when to leave the archive alone."""

    def __init__(self, desk: Desk, before: Keeper | None = None) -> None:
        """`before` is the one whose work it goes on with."""
        self._desk = desk
        self._free_at: datetime | None = before._free_at if before else None  # when the archive may be asked again
        self._rests: datetime | None = before._rests if before else None  # until when it is not asked for anything

    async def tend(self) -> None:
        """Sees to what is due: asks after what is under way, then for one page more. Faults of the store pass
        through."""
        for keeping in await self._desk.captures.due(self._desk.now(), _MOST):
            if self._is_too_soon(self._rests) or (not keeping.job and self._is_too_soon(self._free_at)):
                return
            await self._see_to(keeping)

    def _is_too_soon(self, until: datetime | None) -> bool:
        return until is not None and self._desk.now() < until

    async def _see_to(self, keeping: Keeping) -> None:
        own = self._desk
        if keeping.job:
            answer = await own.ask(asking_after(own.service, keeping.job))
        else:
            # That it was asked is written down first: if the process dies now, it is not asked at once again.
            await own.captures.ask(keeping.id, own.now(), own.now() + pause(keeping.attempts + 1))
            answer = await own.ask(asking(own.service, keeping.url))
            self._free_at = own.now() + own.gap
        await self._settle(keeping, understood(answer, own.service, keeping.url))

    async def _settle(self, keeping: Keeping, step: Step) -> None:
        captures, now = self._desk.captures, self._desk.now()
        match step:
            case Kept(link=link):
                await captures.keep(keeping.id, link, now)
                _log.info("capture=%d kept link=%s", keeping.id, link)
            case Underway(job=job) if not keeping.job or _lasts(keeping, now):
                await captures.wait(keeping.id, now + _GLANCE, job=job)
            case Underway():
                await self._try_again(keeping, "the archive did not come to an end")
            case Refused(why=why, final=True):
                await captures.give_up(keeping.id, why, now)
                _log.info("capture=%d failed%s", keeping.id, reasoned(why))
            case Refused():
                self._rest(step)
                if keeping.job and not step.ended and _lasts(keeping, now):
                    await captures.wait(keeping.id, now + _GLANCE, job=keeping.job, why=step.why)
                else:
                    await self._try_again(keeping, step.why)

    def _rest(self, refused: Refused) -> None:
        if refused.rest is None:
            return
        self._rests = self._desk.now() + refused.rest
        if refused.rest >= _LONG:
            _log.warning("the archive is left alone until %s: %s", f"{self._rests:%F %H:%M}Z", refused.why)

    async def _try_again(self, keeping: Keeping, why: str) -> None:
        captures, now = self._desk.captures, self._desk.now()
        attempts = keeping.attempts if keeping.job else keeping.attempts + 1
        if attempts >= _ATTEMPTS:
            await captures.give_up(keeping.id, f"given up after {attempts} attempts: {why}", now)
            _log.info("capture=%d failed%s", keeping.id, reasoned(why))
        else:
            await captures.wait(keeping.id, now + pause(attempts), why=why)


def pause(attempts: int) -> timedelta:
    """How long to wait after so many attempts (1, 2, …): a minute, doubled each time up to six hours."""
    return min(_FIRST_PAUSE * (1 << min(attempts - 1, 20)), _LONGEST_PAUSE)


def _lasts(keeping: Keeping, now: datetime) -> bool:
    """Whether a job may still come to an end."""
    return keeping.asked_at is None or now - keeping.asked_at < _LONGEST_JOB
