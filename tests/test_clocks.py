"""Clocks that say when, again and again."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from watcher.daemon.clocks import ticking

SOON = timedelta(milliseconds=1)


async def test_each_clock_ticks_again_and_again_until_it_is_given_up() -> None:
    quick, slow = asyncio.Event(), asyncio.Event()
    with ticking({quick: SOON, slow: timedelta(hours=1)}):
        for _ in range(3):
            await asyncio.wait_for(quick.wait(), 10)
            quick.clear()
        assert not slow.is_set()
    await asyncio.sleep(0.02)  # the scheduler ends in the next round of the loop, and a tick that was due comes before
    quick.clear()
    await asyncio.sleep(0.02)
    assert not quick.is_set()


async def test_the_ticks_go_on_when_the_clock_is_set_back_or_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    tick = asyncio.Event()
    with ticking({tick: timedelta(milliseconds=50)}):
        for jump in (timedelta(days=365), -timedelta(days=365), timedelta(0)):
            monkeypatch.setattr("apscheduler.schedulers.base.datetime", clock(jump))
            monkeypatch.setattr("watcher.daemon.clocks.datetime", clock(jump))
            for _ in range(3):
                tick.clear()
                assert await asyncio.wait_for(tick.wait(), 10), f"no tick after a jump of {jump}"


def clock(ahead: timedelta) -> SimpleNamespace:
    return SimpleNamespace(now=lambda zone: datetime.now(zone) + ahead)
