"""What the daemon is told by signals."""

from __future__ import annotations

import asyncio
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def told_by_signals(stop: asyncio.Event, reload: asyncio.Event) -> Iterator[None]:
    """Lets SIGTERM and SIGINT set `stop`, and SIGHUP `reload`, where signals arrive at all: in the main thread. SIGHUP
    stops what was started in a terminal, as that was closed."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    loop = asyncio.get_running_loop()
    hung_up = stop if sys.stdin is not None and sys.stdin.isatty() else reload
    told = {signal.SIGTERM: stop, signal.SIGINT: stop, signal.SIGHUP: hung_up}
    for number, event in told.items():
        loop.add_signal_handler(number, event.set)
    try:
        yield
    finally:
        for number in told:
            loop.remove_signal_handler(number)
