"""Where the daemon computes: on one processor at a time, the one where the kernel has it (docs/adr/0033)."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

ALLOWED: Collection[int] = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else ()
"""Numbers of the processors that this process was allowed at its start; none where nobody can choose."""

_THREADS = Path("/proc/self/task")
_SETTLING = 0.25  # seconds in which the kernel may move this process to a processor that has less to do
_STARTING: list[None] = []  # one for each program that is being started


async def settle_on_one() -> None:
    """Lets the kernel choose among the processors that are allowed, and keeps all threads on the one where they then
    computed most until this is called again. Does nothing where there is no choice, or a sandbox does not let anybody
    choose."""
    if len(ALLOWED) > 1 and not _STARTING:
        spread_out()
        before = _spent()
        await asyncio.sleep(_SETTLING)
        if not _STARTING:
            _keep_on({_busiest(before, _spent())} & set(ALLOWED))


def spread_out() -> None:
    """Has all threads run wherever they were allowed to at the start."""
    _keep_on(ALLOWED)


@contextmanager
def everywhere() -> Iterator[None]:
    """A program that is started meanwhile may run on all processors that are allowed; it inherits where it may."""
    _STARTING.append(None)
    spread_out()
    try:
        yield
    finally:
        _STARTING.pop()


def _spent() -> Mapping[int, tuple[int, int]]:
    """How long each thread computed by now, in ticks of the clock, and on which processor it did last."""
    found = {}
    for thread in _threads():
        with suppress(OSError):  # it ended meanwhile
            fields = (_THREADS / f"{thread}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
            used, processor = int(fields[11]) + int(fields[12]), int(fields[36])  # proc(5)
            found[thread] = used, processor
    return found


def _busiest(before: Mapping[int, tuple[int, int]], after: Mapping[int, tuple[int, int]]) -> int:
    ticks: Counter[int] = Counter()
    for thread, (spent, processor) in after.items():
        ticks[processor] += spent - before.get(thread, (0, 0))[0]
    return max(ticks, key=ticks.__getitem__, default=-1)


def _threads() -> Iterator[int]:
    return (int(thread.name) for thread in _THREADS.iterdir()) if _THREADS.is_dir() else iter(())


def _keep_on(processors: Collection[int]) -> None:
    for thread in _threads() if processors else ():
        with suppress(OSError):  # it ended meanwhile, or it is not for us to say
            os.sched_setaffinity(thread, processors)
