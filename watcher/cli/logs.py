"""Where log lines go: to standard error, a line each, in UTC, without anything that a terminal obeys."""

from __future__ import annotations

import logging
import time

from watcher.cli.asked import Asked
from watcher.cli.terminal import plain

_LEVELS = (logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR)


class _Lines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return "\n".join(plain(line) for line in super().format(record).split("\n"))


def logged(asked: Asked, usual: int = logging.WARNING) -> None:
    """Logs from the level `usual` on; -v lowers it by one, -q raises it. Libraries only warn: the rest of what they say
    names addresses with all their secrets."""
    handler = logging.StreamHandler()
    formatter = _Lines("%(asctime)sZ %(levelname)s %(message)s", "%Y-%m-%dT%H:%M:%S")
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    at = min(max(_LEVELS.index(usual) - asked.loudness, 0), len(_LEVELS) - 1)
    logging.basicConfig(level=max(_LEVELS[at], logging.WARNING), handlers=[handler], force=True)
    logging.getLogger("watcher").setLevel(_LEVELS[at])
