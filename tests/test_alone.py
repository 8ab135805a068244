"""Work that keeps the processor busy, one thread at a time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, BrokenBarrierError, Event

import pytest

from watcher import alone as module
from watcher.alone import alone


def _meet(barrier: Barrier) -> bool:
    """Whether others are at work at the same time."""
    try:
        barrier.wait(timeout=0.1)
    except BrokenBarrierError:
        return False
    return True


def test_no_two_threads_work_at_one_time() -> None:
    barrier = Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(alone, [lambda: _meet(barrier)] * 2)) == [False, False]


def test_work_that_takes_long_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PATIENCE", 0.01)
    over = Event()
    with ThreadPoolExecutor(2) as pool:
        long = pool.submit(alone, lambda: over.wait(timeout=30))
        assert pool.submit(alone, lambda: "done").result(timeout=20) == "done"
        over.set()
        assert long.result()
    assert alone(lambda: "and after") == "and after"


def test_work_that_fails_gives_its_turn_back() -> None:
    def fails() -> None:
        raise LookupError("no such work")

    with pytest.raises(LookupError, match="no such work"):
        alone(fails)
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(alone, lambda: "done").result(timeout=20) == "done"
    assert not module._TURN.locked()
