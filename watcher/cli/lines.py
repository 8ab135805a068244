"""How a log entry becomes a line."""

from __future__ import annotations

import logging

from watcher.cli.terminal import plain


class Lines(logging.Formatter):
    """An entry is one line, whatever strangers brought into it, without anything that a terminal obeys; a traceback
    stands on lines below it."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        return plain(super().formatMessage(record))

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)  # its first line is plain
        return text if "\n" not in text else "\n".join(map(plain, text.split("\n")))
