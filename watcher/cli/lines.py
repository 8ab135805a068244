"""How a log entry becomes a line."""

from __future__ import annotations

import logging
import time
from functools import lru_cache

from watcher.cli.terminal import plain


@lru_cache(maxsize=1)  # of many entries that follow one another
def _second(created: int) -> str:
    """The time in UTC."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(created))


class Lines(logging.Formatter):
    """An entry is one line, whatever strangers brought into it, without anything that a terminal obeys; a traceback
    stands on lines below it. Time and level stand before it where it `is_dated`."""

    # Not by a format string, which takes as long as all the rest of it.
    def __init__(self, *, is_dated: bool) -> None:
        super().__init__()
        self._is_dated = is_dated

    def formatMessage(self, record: logging.LogRecord) -> str:
        text = record.getMessage()
        return plain(f"{_second(int(record.created))} {record.levelname} {text}" if self._is_dated else text)

    def format(self, record: logging.LogRecord) -> str:
        if record.exc_info or record.exc_text or record.stack_info:
            return "\n".join(map(plain, super().format(record).split("\n")))
        return self.formatMessage(record)
