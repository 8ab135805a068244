"""The outbox, emptied again and again."""

from __future__ import annotations

import asyncio

from watcher.daemon.shifts import Shift, Shifts
from watcher.daemon.trouble import Trouble
from watcher.deliver import deliver
from watcher.errors import StoreError


class Post:
    """The outbox, emptied whenever `wake` is set. A shift that is over sends no more than what is under way."""

    def __init__(self, shifts: Shifts, stop: asyncio.Event, wake: asyncio.Event, trouble: Trouble) -> None:
        self.wake = wake
        self._shifts = shifts
        self._stop = stop
        self._trouble = trouble

    async def going(self) -> None:
        while not self._stop.is_set():
            self.wake.clear()
            if not self._trouble.lasts():
                with self._shifts.now as shift:
                    await self._deliver(shift)
                if shift is not self._shifts.now:
                    continue
            await self.wake.wait()

    async def _deliver(self, shift: Shift) -> None:
        own = shift.engine
        try:
            sent = await deliver(
                own.outbox, own.past, own.channel, own.destinations, own.desk.now, random=own.random,
                voices=own.voices, subscriptions={one.name: one for one in own.desk.subscriptions},
                outages=shift.outages, operator=own.desk.operator, stop=shift.over,
            )  # fmt: skip
            if sent:
                self._trouble.over()
        except* StoreError as errors:
            self._trouble.met(errors.exceptions[0])
