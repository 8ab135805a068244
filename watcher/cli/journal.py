"""Log entries with fields, in the journal: its native protocol (https://systemd.io/JOURNAL_NATIVE_PROTOCOL/)."""

from __future__ import annotations

import logging
import socket
import sys
from collections.abc import Iterator

from watcher.cli.lines import Lines
from watcher.entries import told_in

_PLACE = "/run/systemd/journal/socket"
_LONGEST = 16_000  # characters of a value: an entry goes as one datagram
_SECONDS = 1.0  # in which the journal has to take an entry
_PRIORITIES = ((logging.CRITICAL, 2), (logging.ERROR, 3), (logging.WARNING, 4), (logging.INFO, 6))


class Journal(logging.Handler):
    """Sends entries to the journal at `place`, and writes to standard error those that it does not take."""

    def __init__(self, place: str = _PLACE) -> None:
        super().__init__()
        self._place = place
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC)
        self._socket.settimeout(_SECONDS)
        self.setFormatter(Lines(is_dated=False))

    def emit(self, record: logging.LogRecord) -> None:
        """Sends one entry. It is addressed anew each time, as the journal may have been started anew."""
        text = self.format(record)
        try:
            self._socket.sendto(b"".join(_fields(record, text)), self._place)
        except OSError:
            sys.stderr.write(f"<{_priority(record)}>{text}\n")

    def close(self) -> None:
        self._socket.close()
        super().close()


def _fields(record: logging.LogRecord, text: str) -> Iterator[bytes]:
    yield _field("MESSAGE", text)
    yield _field("PRIORITY", str(_priority(record)))
    yield _field("SYSLOG_IDENTIFIER", "watcher")
    yield _field("LOGGER", record.name)
    told = told_in(record)
    if told is not None:
        yield _field("MESSAGE_ID", told.entry)
        for name, value in told.fields.items():
            yield _field(name.upper(), str(value))


def _field(name: str, value: str) -> bytes:
    """The field with its length before it, so that nothing in the value can be taken for another field."""
    content = value[:_LONGEST].encode("utf-8", "replace")
    return name.encode() + b"\n" + len(content).to_bytes(8, "little") + content + b"\n"


def _priority(record: logging.LogRecord) -> int:
    """As syslog counts: 7 for what is least urgent."""
    return next((priority for level, priority in _PRIORITIES if record.levelno >= level), 7)
