"""More visitors at the door than the process may let in."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from watcher.descriptors import exhausted, is_exhaustion

_log = logging.getLogger(__name__)


class Crowd:
    """Said once, and once when it is over, where asyncio would say it for each of them, again every second."""

    def __init__(self) -> None:
        self._is_told = False

    @contextmanager
    def noticed(self) -> Iterator[None]:
        """To be held while the loop accepts connections."""
        loop = asyncio.get_running_loop()
        before = loop.get_exception_handler()
        loop.set_exception_handler(self._met)
        try:
            yield
        finally:
            loop.set_exception_handler(before)

    def passed(self) -> None:
        """To be called now and then: whether connections are let in again."""
        if self._is_told and not exhausted():
            self._is_told = False
            _log.warning("connections are answered again")

    def _met(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        if not is_exhaustion(context.get("exception")):
            loop.default_exception_handler(context)
        elif not self._is_told:
            self._is_told = True
            _log.error("connections are not answered: %s", exhausted() or "too many files are open")
