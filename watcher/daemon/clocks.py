"""Clocks that only say when, and the waits of those who listen to them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler


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
    try:
        async with asyncio.timeout(pause.total_seconds()):
            await stop.wait()
    except TimeoutError:
        return True
    return False


@contextmanager
def ticking(clocks: Mapping[asyncio.Event, timedelta]) -> Iterator[None]:
    """Sets each event again and again. Only that: what they wake runs in tasks of its own, which end when told to,
    while the scheduler would cancel its jobs."""
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=defaults)
    for event, every in clocks.items():
        scheduler.add_job(_tick, "interval", args=(event,), seconds=every.total_seconds())
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)


async def _tick(event: asyncio.Event) -> None:
    event.set()
