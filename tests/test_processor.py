"""The daemon computes on one processor at a time, and what it starts on all that are allowed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest

from watcher.processor import ALLOWED, _busiest, everywhere, settle_on_one, spread_out

_TOLD = [sys.executable, "-c", "import os; print(len(os.sched_getaffinity(0)))"]


@pytest.fixture(autouse=True)
def free() -> Iterator[None]:
    yield
    spread_out()


@pytest.fixture
def thread() -> Iterator[Thread]:
    """One that waits."""
    over = Event()
    waiting = Thread(target=over.wait)
    waiting.start()
    yield waiting
    over.set()
    waiting.join()


def places() -> set[frozenset[int]]:
    """Where the threads of this process may run."""
    return {frozenset(os.sched_getaffinity(int(thread.name))) for thread in Path("/proc/self/task").iterdir()}


@pytest.mark.usefixtures("thread")
async def test_all_threads_are_on_one_of_the_processors_that_are_allowed_until_they_are_spread_out() -> None:
    await settle_on_one()
    ((one,),) = places()
    assert one in ALLOWED
    spread_out()
    assert places() == {frozenset(ALLOWED)}


def allowed_to_a_program() -> int:
    return int(subprocess.check_output(_TOLD))


async def test_a_program_that_is_started_meanwhile_may_run_everywhere() -> None:
    await settle_on_one()
    with everywhere():
        await settle_on_one()
        assert allowed_to_a_program() == len(ALLOWED)
    await settle_on_one()
    assert allowed_to_a_program() == 1


@pytest.mark.parametrize(
    ("allowed", "fault"), [(frozenset(), None), (frozenset({0}), None), (ALLOWED, PermissionError("not here"))]
)
async def test_where_nobody_can_choose_all_stays_as_it_is(
    monkeypatch: pytest.MonkeyPatch, allowed: frozenset[int], fault: OSError | None
) -> None:
    asked: list[int] = []

    def refused(thread: int, _: object) -> None:
        asked.append(thread)
        if fault is not None:
            raise fault

    monkeypatch.setattr("watcher.processor.ALLOWED", allowed)
    monkeypatch.setattr("os.sched_setaffinity", refused)
    await settle_on_one()
    assert bool(asked) is (fault is not None and len(allowed) > 1)
    assert places() == {frozenset(ALLOWED)}


def test_the_one_is_where_most_was_computed_meanwhile() -> None:
    assert _busiest({1: (90, 0), 2: (10, 1)}, {1: (92, 0), 2: (30, 1), 3: (9, 0)}) == 1
    assert _busiest({}, {}) not in ALLOWED
