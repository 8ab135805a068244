"""What is done while the database cannot be used."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

from watcher.entries import Entry, entry

_log = logging.getLogger(__name__)

_LONGEST_TROUBLE = timedelta(minutes=1)


class Trouble:
    """The database cannot be used: said once, and tried again after growing pauses, up to a minute. `why` is
    "" where it can."""

    def __init__(self, doing: str, first: timedelta) -> None:
        self.count = 0
        self.why = ""
        self._doing = doing
        self._first = first
        self._until = 0.0

    def lasts(self) -> bool:
        """Whether it is too soon to try again."""
        return asyncio.get_running_loop().time() < self._until

    def met(self, error: BaseException) -> None:
        if self.lasts():
            return
        if not self.count:
            _log.error("%s pauses: %s", self._doing, error, extra=entry(Entry.PAUSES, outcome="pauses", why=str(error)))
        self.count += 1
        self.why = f"{self._doing} pauses: {error}"
        pause = min(self._first * (1 << min(self.count - 1, 20)), _LONGEST_TROUBLE)
        self._until = asyncio.get_running_loop().time() + pause.total_seconds()

    def over(self) -> None:
        if self.count:
            _log.warning("%s goes on", self._doing, extra=entry(Entry.GOES_ON, outcome="goes on"))
        self.count, self.why, self._until = 0, "", 0.0
