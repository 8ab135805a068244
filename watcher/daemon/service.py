"""What is told to systemd, where it started us: sd_notify(3), by its protocol."""

from __future__ import annotations

import logging
import os
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

_log = logging.getLogger(__name__)

_LONGEST_STATUS = 500  # characters
_USUAL = timedelta(seconds=10)  # between two signs of life, where the watchdog does not want them oftener


@dataclass(slots=True, kw_only=True)
class Service:
    """The service that we are. `address` is where it is told of, "" where nobody asks; `watchdog` is after what time
    without a sign of life it is ended, None where it is not."""

    address: str = ""
    watchdog: timedelta | None = None
    clock: Callable[[], float] = time.monotonic
    _told_at: float | None = field(default=None, init=False)

    @staticmethod
    def of(environ: Mapping[str, str]) -> Service:
        """The service of this process, as its environment has it."""
        told, process = environ.get("WATCHDOG_USEC", ""), environ.get("WATCHDOG_PID", "")
        is_watched = told.isdecimal() and int(told) > 0 and process in ("", str(os.getpid()))
        watchdog = timedelta(microseconds=int(told)) if is_watched else None
        return Service(address=environ.get("NOTIFY_SOCKET", ""), watchdog=watchdog)

    def ready(self) -> None:
        self._tell("READY=1")

    def reloading(self) -> None:
        self._tell(f"RELOADING=1\nMONOTONIC_USEC={time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000}")

    def stopping(self) -> None:
        self._tell("STOPPING=1\nSTATUS=ends what is under way")

    def progressed(self, status: str) -> None:
        """The work goes on, as `status` says: told every ten seconds, and four times while the watchdog waits."""
        now = self.clock()
        if self._told_at is not None and now - self._told_at < self._pause:
            return
        self._told_at = now
        self._tell(f"WATCHDOG=1\nSTATUS={' '.join(status.split())[:_LONGEST_STATUS]}")

    @property
    def _pause(self) -> float:
        return min(self.watchdog / 4 if self.watchdog is not None else _USUAL, _USUAL).total_seconds()

    def _tell(self, state: str) -> None:
        if not self.address:
            return
        address = f"\0{self.address[1:]}" if self.address.startswith("@") else self.address
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as told:
                told.settimeout(1)
                told.sendto(state.encode(), address)
        except OSError as error:
            _log.debug("systemd is not told: %s", error)
