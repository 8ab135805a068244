"""The errand that keeps an eye on how late looks come: written down each minute, and said when it will not do."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import sub
from typing import Protocol

from watcher.errors import StoreError
from watcher.model import Pace
from watcher.tally import Spread

_log = logging.getLogger(__name__)

_MINUTES = 15
_LATE = timedelta(minutes=10)
_FEWEST = 20  # looks of which can be said that they are late


class Ledger(Protocol):
    def note_pace(self, at: datetime, pace: Pace) -> None:
        """Writes down how the looks of the last minute came."""

    def backlog(self, now: datetime) -> Mapping[str, int]:
        """How many watches are due, by host, the most first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Minute:
    pace: Pace
    due: int


class Pacing:
    """What the looks of the last minutes were like, by how `late` all came since the start (Tally.late)."""

    def __init__(self, ledger: Ledger, late: Spread) -> None:
        self._ledger = ledger
        self._late = late
        self._noted = tuple(late.counts)
        self._minutes: deque[_Minute] = deque(maxlen=_MINUTES)
        self._is_late = False

    @property
    def due(self) -> int | None:
        """How many articles were due when that was last counted; None where it was not."""
        return self._minutes[-1].due if self._minutes else None

    async def minute(self, now: datetime) -> None:
        """Ends a minute: writes it down, and warns once where the looks that are due cannot be made."""
        pace = await self.noted(now)
        try:
            backlog = await asyncio.to_thread(self._ledger.backlog, now)
        except StoreError as error:
            _log.warning("what is due cannot be counted: %s", error)
            return
        self._minutes.append(_Minute(pace=pace, due=sum(backlog.values())))
        self._judge(backlog)

    async def noted(self, now: datetime) -> Pace:
        """Writes down the looks that are not written down yet, and gives their pace."""
        counts = tuple(self._late.counts)
        pace = Pace(late=tuple(map(sub, counts, self._noted)))
        self._noted = counts
        if pace.looks:
            try:
                await asyncio.to_thread(self._ledger.note_pace, now, pace)
            except StoreError as error:
                _log.warning("the pace of the last minute is not written down: %s", error)
        return pace

    def _judge(self, backlog: Mapping[str, int]) -> None:
        whole = sum((minute.pace for minute in self._minutes), Pace())
        late = whole.share_later(_LATE)
        falls_behind = (
            len(self._minutes) == _MINUTES and whole.looks >= _FEWEST and late >= 0.5
            and self._minutes[-1].due >= self._minutes[0].due
        )  # fmt: skip
        if falls_behind and not self._is_late:
            host, most = next(iter(backlog.items()), ("", 0))
            _log.warning(
                "more is due than can be looked at: %d of 100 looks came over 10 minutes late, %d articles are due, "
                "%d of them at %s; lower [schedule] looks_per_article, shorten [fetch] host_gap, or raise concurrency",
                round(100 * late), self._minutes[-1].due, most, host,
            )  # fmt: skip
        elif self._is_late and late < 0.25:
            _log.warning("looks come in time again")
        self._is_late = falls_behind or (self._is_late and late >= 0.25)
