"""What the daemon is told by signals."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def stopped_by_signals(stop: asyncio.Event) -> Iterator[None]:
    """Lets SIGTERM and SIGINT set `stop`, where signals arrive at all: in the main thread."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    loop, signals = asyncio.get_running_loop(), (signal.SIGTERM, signal.SIGINT)
    for number in signals:
        loop.add_signal_handler(number, stop.set)
    try:
        yield
    finally:
        for number in signals:
            loop.remove_signal_handler(number)
