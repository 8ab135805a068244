"""Clocks that say when, again and again."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from watcher.daemon.clocks import ticking

SOON = timedelta(milliseconds=1)


async def test_each_clock_ticks_again_and_again_until_it_is_given_up() -> None:
    quick, slow = asyncio.Event(), asyncio.Event()
    with ticking({quick: SOON, slow: timedelta(hours=1)}):
        for _ in range(3):
            await asyncio.wait_for(quick.wait(), 10)
            quick.clear()
        assert not slow.is_set()
    await asyncio.sleep(0.02)
    assert not quick.is_set()
