"""The outbox, emptied again and again."""

from __future__ import annotations

import asyncio

from watcher.daemon.engine import Engine
from watcher.daemon.trouble import Trouble
from watcher.deliver import deliver
from watcher.errors import StoreError
from watcher.notify.outages import Outages


class Post:
    """The outbox, emptied whenever `wake` is set."""

    def __init__(self, engine: Engine, stop: asyncio.Event, wake: asyncio.Event) -> None:
        self.wake = wake
        self._engine = engine
        self._stop = stop
        self._subscriptions = {own.name: own for own in engine.desk.subscriptions}
        self._outages = Outages()
        self._trouble = Trouble("telling", engine.tick)

    async def going(self) -> None:
        while not self._stop.is_set():
            self.wake.clear()
            if not self._trouble.lasts():
                await self._deliver()
            await self.wake.wait()

    async def _deliver(self) -> None:
        own = self._engine
        try:
            await deliver(
                own.outbox, own.channel, own.destinations, own.desk.now, random=own.random, voices=own.voices,
                subscriptions=self._subscriptions, outages=self._outages, operator=own.desk.operator,
                stop=self._stop,
            )  # fmt: skip
            self._trouble.over()
        except* StoreError as errors:
            self._trouble.met(errors.exceptions[0])
