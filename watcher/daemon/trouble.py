"""What is done while the database cannot be used, or nothing more can be opened."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta

from watcher.entries import Entry, entry
from watcher.errors import Exhausted, StoreError, StoreReplaced

_log = logging.getLogger(__name__)

_LONGEST_TROUBLE = timedelta(minutes=1)
_AGAIN = 600.0  # seconds, within which the same trouble that comes and goes is not said again

TROUBLES = (StoreError, Exhausted)


class Trouble:
    """Said once, however many works meet it, and tried again after growing pauses, up to a minute. `why` is "" where
    all is well. Where the database is another file all ends (`stop`), so as to begin anew with that one: `replaced`."""

    def __init__(self, first: timedelta, stop: asyncio.Event) -> None:
        self.count = 0
        self.why = ""
        self.replaced: StoreReplaced | None = None
        self._first = first
        self._stop = stop
        self._until = 0.0
        self._is_said = False
        self._last = ("", 0.0)  # what was said, and when

    def lasts(self) -> bool:
        """Whether it is too soon to try again."""
        return asyncio.get_running_loop().time() < self._until

    def met(self, error: BaseException) -> None:
        """Something could not be read, written or opened."""
        if isinstance(error, StoreReplaced):
            self.replaced = error
            self._stop.set()
        if self.lasts() or self.replaced:
            return
        if not self.count:
            self.why = f"looking and telling pause: {error}"
            self._say(str(error))
        self.count += 1
        pause = min(self._first * (1 << min(self.count - 1, 20)), _LONGEST_TROUBLE)
        self._until = asyncio.get_running_loop().time() + pause.total_seconds()

    def over(self) -> None:
        """Something was written. What comes before it is tried again was begun before the trouble."""
        if self.lasts():
            return
        if self.count and self._is_said:
            _log.warning("looking and telling go on", extra=entry(Entry.GOES_ON, outcome="goes on"))
        self.count, self.why, self._until = 0, "", 0.0

    def _say(self, why: str) -> None:
        now = asyncio.get_running_loop().time()
        before, said_at = self._last
        self._is_said = why != before or now - said_at > _AGAIN
        if self._is_said:
            self._last = why, now
            _log.error("%s", self.why, extra=entry(Entry.PAUSES, outcome="pauses", why=why))

    async def spared(self, work: Callable[[], object]) -> None:
        """Does a lesser work in a thread; nothing while there is trouble, which is met there like elsewhere."""
        if self.count:
            return
        try:
            await asyncio.to_thread(work)
        except TROUBLES as error:
            self.met(error)
