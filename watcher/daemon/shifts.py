"""What the daemon works with from one reload of the configuration to the next."""

from __future__ import annotations

import asyncio
from collections import deque
from types import TracebackType
from typing import Self

from watcher.daemon.engine import Engine
from watcher.notify.outages import Outages


class Slots:
    """So many works at a time, in the order in which they came; held as an asynchronous context. asyncio's semaphore
    looks through those that it woke, each time."""

    def __init__(self, count: int) -> None:
        self._free = count
        self._waiting: deque[asyncio.Future[None]] = deque()

    async def __aenter__(self) -> None:
        if self._free:
            self._free -= 1
            return
        given = asyncio.get_running_loop().create_future()
        self._waiting.append(given)
        try:
            await given
        except asyncio.CancelledError:
            if not given.cancelled():
                self._give_back()
            raise

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._give_back()

    def _give_back(self) -> None:
        while self._waiting:
            given = self._waiting.popleft()
            if not given.done():
                given.set_result(None)
                return
        self._free += 1


class Shift:
    """An engine at work, held as a context by what works with it. `over` is set when the shift gave way to another, and
    when the daemon stops; what is under way then ends with the engine with which it began. `slots` are for looks that
    are under way."""

    def __init__(self, engine: Engine, before: Shift | None = None) -> None:
        self.engine = engine
        self.over = asyncio.Event()
        self.outages: Outages = before.outages if before else Outages()
        self.outages.try_again()  # what kept one from taking messages may have been put right
        stays = before is not None and before.engine.concurrency == engine.concurrency
        self.slots: Slots = before.slots if before and stays else Slots(engine.concurrency)
        self._at_work = 0
        self._left = asyncio.Event()

    def __enter__(self) -> Self:
        self._at_work += 1
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._at_work -= 1
        if self.over.is_set() and not self._at_work:
            self._left.set()

    async def ended(self) -> None:
        """Closes the engine, once nothing works with it any more; at once where that is not waited for."""
        try:
            if self._at_work:
                await self._left.wait()
        finally:
            await self.engine.close()


class Shifts:
    """One shift after the other. `now` is the one that what begins belongs to."""

    def __init__(self, engine: Engine) -> None:
        self.now = Shift(engine)

    def change(self, engine: Engine) -> Shift:
        """Begins another shift; the one before, which is over."""
        before, self.now = self.now, Shift(engine, self.now)
        before.over.set()
        return before
