"""The configuration, read anew while the daemon runs."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from watcher.daemon.engine import Engine
from watcher.daemon.service import Service
from watcher.daemon.shifts import Shifts
from watcher.entries import Entry, entry
from watcher.errors import WatcherError

_log = logging.getLogger(__name__)

Reload = Callable[[], Awaitable[Engine]]
"""Gives the engine of the configuration as it is now. Raises WatcherError where that cannot be used."""


class Reloading:
    """Waits until it is `asked`; then what begins is done as the configuration says now. Where that is wrong, all stays
    as it was, and `refused` says why."""

    def __init__(self, reload: Reload | None, shifts: Shifts, service: Service) -> None:
        self.asked = asyncio.Event()
        self.refused = ""
        self._reload = reload
        self._shifts = shifts
        self._service = service

    async def going(self, stop: asyncio.Event) -> None:
        async with asyncio.TaskGroup() as ending:
            while True:
                await self.asked.wait()
                if stop.is_set():
                    return
                self.asked.clear()
                if self._reload is not None:
                    await self._reloaded(self._reload, ending)

    async def _reloaded(self, reload: Reload, ending: asyncio.TaskGroup) -> None:
        self._service.reloading()
        try:
            engine = await reload()
        except WatcherError as error:
            self.refused = str(error)
            told = entry(Entry.NOT_RELOADED, outcome="refused", why=self.refused)
            _log.error("not reloaded, all stays as it was: %s", error, extra=told)
        else:
            self.refused = ""
            ending.create_task(self._shifts.change(engine).ended())
            count = len(engine.desk.subscriptions)
            _log.info("reloaded subscriptions=%d", count, extra=entry(Entry.RELOADED, outcome="done"))
        self._service.ready()
