"""Where log entries go: to standard error, a line each, in UTC, without anything that a terminal obeys; as JSON, where
that is asked for; or to the journal, with fields."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum

from watcher.cli.asked import Asked, as_json
from watcher.cli.journal import Journal
from watcher.cli.lines import Lines
from watcher.entries import told_in

_LEVELS = (logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR)


class Form(StrEnum):
    """How log entries are written."""

    TEXT = "text"
    JSON = "json"
    JOURNAL = "journal"


class _Documents(logging.Formatter):
    """One JSON document for one entry, on one line."""

    def format(self, record: logging.LogRecord) -> str:
        told = told_in(record)
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        head = {"at": at, "level": record.levelname.lower(), "logger": record.name, "message": super().format(record)}
        kind = {"entry": told.entry.name.lower(), **told.fields} if told is not None else {}
        return as_json(head | kind)


def logged(asked: Asked, usual: int = logging.WARNING, *, form: Form = Form.TEXT) -> None:
    """Logs from the level `usual` on; -v lowers it by one, -q raises it. Libraries only warn: the rest of what they say
    names addresses with all their secrets."""
    at = min(max(_LEVELS.index(usual) - asked.loudness, 0), len(_LEVELS) - 1)
    # What no form shows is not asked for: a third of what an entry takes.
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    logging._srcfile = None  # as the logging howto says, "Optimization"
    logging.basicConfig(level=max(_LEVELS[at], logging.WARNING), handlers=[_handler(form)], force=True)
    logging.getLogger("watcher").setLevel(_LEVELS[at])


def usual_form(environ: Mapping[str, str] = os.environ) -> Form:
    """The journal, where standard error leads there (JOURNAL_STREAM, systemd.exec(5)); else text."""
    try:
        stream = os.fstat(sys.stderr.fileno())
    except (OSError, ValueError):  # closed, or no file at all
        return Form.TEXT
    is_journal = environ.get("JOURNAL_STREAM") == f"{stream.st_dev}:{stream.st_ino}"
    return Form.JOURNAL if is_journal else Form.TEXT


def _handler(form: Form) -> logging.Handler:
    if form is Form.JOURNAL:
        return Journal()
    handler = logging.StreamHandler()
    handler.setFormatter(_Documents() if form is Form.JSON else Lines(is_dated=True))
    return handler
