"""The database in figures, read beside the event loop and kept for some seconds."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from watcher.errors import StoreError
from watcher.store import SourceFigures, Status, Store

KEPT = timedelta(seconds=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How the database stood at `at`."""

    at: datetime
    status: Status
    sources: SourceFigures

    @property
    def overdue(self) -> float:
        """For how many seconds the longest waiting watch was due; 0.0 where none was."""
        since = self.status.overdue_since
        return max((self.at - since).total_seconds(), 0.0) if since is not None else 0.0


class Books:
    """The figures of a store, read no oftener than KEPT, however many ask."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now
        self._reading = asyncio.Lock()
        self._read_at: float | None = None
        self._figures: Figures | None = None

    async def figures(self) -> Figures | None:
        """None where the database cannot be read."""
        async with self._reading:
            clock = asyncio.get_running_loop().time()
            if self._read_at is None or clock - self._read_at >= KEPT.total_seconds():
                self._figures = await asyncio.to_thread(self._read)
                self._read_at = clock
            return self._figures

    def _read(self) -> Figures | None:
        at = self._now()
        try:
            return Figures(at=at, status=self._store.status(at), sources=self._store.sources.figures(at))
        except StoreError:
            return None
