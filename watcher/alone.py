"""Work that keeps the processor busy, one thread at a time.

The interpreter lets one thread compute anyway, and each call that lets go of its lock (every step of SQLite, every
digest) wakes another thread that waits for it, mostly on another processor: a hundred times in one look at an edited
article. Threads that wait here instead are woken once (docs/adr/0002).
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import TypeVar

T = TypeVar("T")

_PATIENCE = 0.25  # seconds; work that takes longer holds nobody up
_TURN = Lock()


def alone(work: Callable[[], T]) -> T:
    """What `work` gives, done while no other is, but where that takes long. For threads, not for the event loop."""
    is_ours = _TURN.acquire(timeout=_PATIENCE)
    try:
        return work()
    finally:
        if is_ours:
            _TURN.release()
