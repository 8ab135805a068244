"""Deadlines that share a timer end works as asyncio's own do."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextlib import suppress

import pytest

from watcher.deadlines import Deadlines

SHORT, LONG = 0.01, 60.0


async def ended(deadlines: Deadlines, seconds: float, work: Coroutine[object, object, str]) -> str:
    """What the work gives, or "late"."""
    try:
        with deadlines.within(seconds):
            return await work
    except TimeoutError:
        return "late"


async def hanging() -> str:
    await asyncio.Event().wait()
    return "never"


async def done() -> str:
    await asyncio.sleep(0)
    return "done"


async def test_what_takes_too_long_is_ended_and_what_does_not_is_not() -> None:
    deadlines = Deadlines()
    works = [(SHORT, hanging()), (LONG, done()), (SHORT, hanging()), (SHORT, done()), (2 * SHORT, hanging())]
    found = await asyncio.gather(*(ended(deadlines, seconds, work) for seconds, work in works))
    assert found == ["late", "done", "late", "done", "late"]


async def test_a_work_that_begins_later_has_its_whole_time() -> None:
    deadlines, loop = Deadlines(), asyncio.get_running_loop()

    async def lasting() -> float:
        began = loop.time()
        assert await ended(deadlines, SHORT, hanging()) == "late"
        return loop.time() - began

    first = asyncio.create_task(lasting())
    await asyncio.sleep(SHORT / 2)
    assert await ended(deadlines, SHORT, done()) == "done"
    second = asyncio.create_task(lasting())
    assert all(lasted >= SHORT for lasted in await asyncio.gather(first, second))


async def test_a_task_goes_on_after_a_deadline_and_may_have_another() -> None:
    deadlines = Deadlines()
    assert [await ended(deadlines, SHORT, hanging()) for _ in range(3)] == ["late"] * 3
    assert await ended(deadlines, SHORT, done()) == "done"
    task = asyncio.current_task()
    assert task is not None
    assert task.cancelling() == 0


@pytest.mark.parametrize(("inner", "outer", "found"), [(SHORT, LONG, "late, done"), (LONG, SHORT, "late")])
async def test_the_deadline_within_another_ends_only_what_is_within_it(inner: float, outer: float, found: str) -> None:
    deadlines = Deadlines()

    async def work() -> str:
        return f"{await ended(deadlines, inner, hanging())}, {await done()}"

    assert await ended(deadlines, outer, work()) == found


async def test_who_is_cancelled_ends_whatever_its_deadline() -> None:
    deadlines = Deadlines()
    task = asyncio.create_task(ended(deadlines, LONG, hanging()))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    both = asyncio.create_task(ended(deadlines, SHORT, hanging()))
    asyncio.get_running_loop().call_later(SHORT, both.cancel)
    with suppress(asyncio.CancelledError):
        assert await both == "late"


async def test_an_error_passes() -> None:
    async def failing() -> str:
        raise ValueError("of the work")

    with pytest.raises(ValueError, match="of the work"):
        await ended(Deadlines(), LONG, failing())


async def test_what_does_not_heed_its_end_is_not_said_to_be_late() -> None:
    async def heedless() -> str:
        with suppress(asyncio.CancelledError):
            await asyncio.Event().wait()
        return "done all the same"

    assert await ended(Deadlines(), SHORT, heedless()) == "done all the same"
    task = asyncio.current_task()
    assert task is not None
    assert task.cancelling() == 0


def test_the_same_deadlines_hold_in_another_event_loop() -> None:
    deadlines = Deadlines()
    assert [asyncio.run(ended(deadlines, SHORT, work())) for work in (hanging, done, hanging)] == [
        "late", "done", "late",
    ]  # fmt: skip
