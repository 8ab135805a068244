"""The daemon with a clock that jumps: `python bench/looks_daemon.py CONFIG`.

It is the daemon as it runs, but that nobody waits until looks are due: at each line on standard input the clock goes on
by a quarter of an hour, which makes every watch due. When all have been looked at, a line of JSON says what it cost.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from looks_cost import Cost, spent

from watcher import daemon, wiring
from watcher.cli.asked import Asked
from watcher.cli.logs import logged
from watcher.model import Finding, Watch
from watcher.settings import load

EVERY = timedelta(minutes=10)  # between two looks at a watch
START = datetime(2026, 5, 4, 9, tzinfo=UTC)  # a Monday
_JUMP = timedelta(minutes=15)


class Clock:
    """Goes like others, and jumps."""

    def __init__(self) -> None:
        self._ahead = START - datetime.now(UTC)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def jump(self) -> None:
        self._ahead += _JUMP


class Watching:
    """Counts the looks of one time round."""

    def __init__(self, watches: int) -> None:
        self._watches = watches
        self.begin()

    def begin(self) -> None:
        self.outcomes: Counter[str] = Counter()
        self.times: list[float] = []
        self.done = asyncio.Event()

    def looked(self, _: Watch, finding: Finding) -> None:
        self.outcomes[finding.outcome] += 1
        self.times.append(time.perf_counter())
        if len(self.times) == self._watches:
            self.done.set()

    def seconds(self) -> float:
        """Between the first and the last look: waiting for the first dispatch is none of it."""
        return self.times[-1] - self.times[0]


async def commands() -> asyncio.StreamReader:
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    return reader


async def main(config: Path) -> None:
    clock, stop, asked = Clock(), asyncio.Event(), await commands()
    async with wiring.assembled(load(config), now=clock.now) as assembly:
        with assembly.store.claim_daemon():
            watching = Watching(sum(1 for _ in assembly.store.watches()))
            running = asyncio.create_task(daemon.run(assembly.engine, stop, on_finding=watching.looked))
            await watching.done.wait()
            print("ready", flush=True)
            while await asked.readline():
                watching.begin()
                before = spent()
                clock.jump()
                await watching.done.wait()
                looks, outcomes = len(watching.times), watching.outcomes
                cost = Cost.since(before, wall=watching.seconds(), looks=looks, outcomes=outcomes)
                print(json.dumps(cost.told()), flush=True)
            stop.set()
            await running


if __name__ == "__main__":
    logged(Asked(), logging.INFO)
    asyncio.run(main(Path(sys.argv[1])))
