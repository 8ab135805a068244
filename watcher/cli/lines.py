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
    stands on lines below it."""

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        return _second(int(record.created))

    def formatMessage(self, record: logging.LogRecord) -> str:
        return plain(super().formatMessage(record))

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)  # its first line is plain
        return text if "\n" not in text else "\n".join(map(plain, text.split("\n")))
