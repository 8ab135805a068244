"""Clocks that only say when, and the waits of those who listen to them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta


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
    """Sets each event again and again, by a clock that nobody can set (docs/adr/0022). Only that: what they wake runs
    in tasks of its own, which end when told to."""
    loop = asyncio.get_running_loop()
    next_ticks: dict[asyncio.Event, asyncio.TimerHandle] = {}

    def wait(event: asyncio.Event, every: timedelta) -> None:
        next_ticks[event] = loop.call_later(every.total_seconds(), tick, event, every)

    def tick(event: asyncio.Event, every: timedelta) -> None:
        event.set()
        wait(event, every)

    for event, every in clocks.items():
        wait(event, every)
    try:
        yield
    finally:
        for waiting in next_ticks.values():
            waiting.cancel()
