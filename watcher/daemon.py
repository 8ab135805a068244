"""The daemon: clocks, rounds of looks, the outbox, and how all that stops.

Due times live in the database; the clocks only say when to ask for what is due. A round is what is due at one host:
one visitor looks at it, one watch after the other, and pauses after each. So there is no burst after a pause of the
whole daemon either: it goes on host by host, gap by gap, and never has more than `concurrency` looks under way.
"""

from __future__ import annotations

import asyncio
import json
import logging
import signal
import threading
from collections.abc import Callable, Collection, Coroutine, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from traceback import extract_tb
from typing import Any, Protocol

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from watcher.check import Desk, check
from watcher.decide import failed
from watcher.deliver import Channel, Outbox, deliver
from watcher.errors import StoreError
from watcher.model import Destination, Finding, Round, Watch
from watcher.urls import host

_log = logging.getLogger(__name__)

Report = Callable[[Watch, Finding], None]

_TICK = timedelta(seconds=1)
_POST = timedelta(seconds=5)
_SWEEP = timedelta(hours=1)
_GRACE = timedelta(seconds=5)
_LONGEST_ROUND = 8  # watches of one round: what was set meanwhile counts in the next
_VISITORS = 4  # for each look that may be under way: most of them are in their pause
_LONGEST_GAP = timedelta(minutes=5)
_LONGEST_TROUBLE = 60.0


class Agenda(Protocol):
    def due_rounds(self, now: datetime, limit: int, *, visited: Collection[str] = ()) -> list[Round]:
        """At most `limit` due watches by host, without the hosts `visited`, earliest first."""

    def sweep(self) -> None:
        """Housekeeping that takes a while."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """All that the daemon works with. `host_gap` is the pause between two looks at one host, `crawl_delay` what the
    host of an address asks for itself, None where it does not; the longer one counts."""

    desk: Desk
    agenda: Agenda
    outbox: Outbox
    channel: Channel
    destinations: Mapping[str, Destination]
    concurrency: int
    host_gap: timedelta
    crawl_delay: Callable[[str], timedelta | None]
    random: Callable[[], float]


async def run(engine: Engine, stop: asyncio.Event, *, on_finding: Report | None = None) -> None:
    """Looks and tells until `stop` is set, by SIGTERM or SIGINT too; then ends within seconds.

    What is under way at the end gets a few seconds; what it did not record by then is done again at the next start.
    `on_finding` is called with the watch before each look and what came of it.
    """
    looks = _Looks(engine=engine, stop=stop, on_finding=on_finding)
    post = _Post(engine=engine, stop=stop, wake=looks.told)
    clocks = {_TICK: looks.wake, _POST: post.wake}
    with _stopped_by_signals(stop), _ticking(clocks):
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(work) for work in (looks.going(), post.going(), _sweeping(engine, stop))]
            await stop.wait()
            await asyncio.wait(tasks, timeout=_GRACE.total_seconds())
            for task in tasks:
                task.cancel()
        # What the scheduler was asked to stop is stopped by the loop's next turn.
    await asyncio.sleep(0)


async def visit(round_: Round, look: Callable[[Watch], Coroutine[Any, Any, None]], gap: Pause) -> None:
    """Looks at the watches of one host, one after the other. `gap` pauses after each, the last one too, so that the
    host's next round begins no sooner; it says whether to go on."""
    for watch in round_.watches[:_LONGEST_ROUND]:
        await look(watch)
        if not await gap(watch):
            return
