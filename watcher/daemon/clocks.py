"""Clocks that only say when, and the waits of those who listen to them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from apscheduler.job import Job
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

_LOOKS_BACK = 1.0  # seconds by a clock that nobody sets, until a tick is missed that the time of day puts off


async def again(work: Callable[[], Awaitable[None]], wake: asyncio.Event, stop: asyncio.Event) -> None:
    """Works each time that it is woken, until it is to stop."""
    while True:
        await wake.wait()
        if stop.is_set():
            return
        wake.clear()
        await work()


async def passed(pause: timedelta, stop: asyncio.Event) -> bool:
    """Waits; False, at once, where `stop` is set before the pause is over."""
    if not pause:
        return not stop.is_set()
    try:
        async with asyncio.timeout(pause.total_seconds()):
            await stop.wait()
    except TimeoutError:
        return True
    return False


class _Every:
    """A tick after each interval, counted from the tick before: a jump of the clock is one tick, not thousands."""

    def __init__(self, interval: timedelta) -> None:
        self._interval = interval

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        return now + self._interval


BaseTrigger.register(_Every)


@contextmanager
def ticking(clocks: Mapping[asyncio.Event, timedelta]) -> Iterator[None]:
    """Sets each event again and again, wherever the clock is set (docs/adr/0022). Only that: what they wake runs in
    tasks of its own, which end when told to, while the scheduler would cancel its jobs."""
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=defaults)
    jobs = [(scheduler.add_job(_tick, _Every(every), args=(event,)), every) for event, every in clocks.items()]
    scheduler.start()
    looking_back = asyncio.create_task(_looking_back(jobs))
    try:
        yield
    finally:
        looking_back.cancel()
        scheduler.shutdown(wait=False)


async def _looking_back(jobs: Sequence[tuple[Job, timedelta]]) -> None:
    """Sets anew what is further away than its interval, as the clock was set back."""
    while True:
        await asyncio.sleep(_LOOKS_BACK)
        for job, every in jobs:
            if job.next_run_time - datetime.now(UTC) > every:
                job.reschedule(_Every(every))


async def _tick(event: asyncio.Event) -> None:
    event.set()
