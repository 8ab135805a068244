"""The daemon with a clock that jumps: `python bench/looks_daemon.py CONFIG LOOKS MINUTES`.

It is the daemon as it runs, but that nobody waits until looks are due: at each line on standard input the clock goes on
by so many minutes, which makes LOOKS watches due. When all have been looked at, a line of JSON says what it cost.
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


class Clock:
    """Goes like others, and jumps. `noticed` is when somebody saw first that it had, by a clock that nobody sets."""

    def __init__(self) -> None:
        self._ahead = START - datetime.now(UTC)
        self.noticed: float | None = None

    def now(self) -> datetime:
        if self.noticed is None:
            self.noticed = time.perf_counter()
        return datetime.now(UTC) + self._ahead

    def jump(self, minutes: int) -> None:
        self._ahead += timedelta(minutes=minutes)
        self.noticed = None


class Watching:
    """Counts the looks of one round."""

    def __init__(self, looks: int) -> None:
        self._looks = looks
        self.begin()

    def begin(self) -> None:
        self.outcomes: Counter[str] = Counter()
        self._left = self._looks
        self.done = asyncio.Event()

    def looked(self, _: Watch, finding: Finding) -> None:
        self.outcomes[finding.outcome] += 1
        self._left -= 1
        if not self._left:
            self.done.set()


async def commands() -> asyncio.StreamReader:
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    return reader


async def main(config: Path, looks: int, minutes: int) -> None:
    clock, stop, asked = Clock(), asyncio.Event(), await commands()
    async with wiring.assembled(load(config), now=clock.now) as assembly:
        with assembly.store.claim_daemon():
            watching = Watching(looks)
            running = asyncio.create_task(daemon.run(assembly.engine, stop, on_finding=watching.looked))
            await watching.done.wait()
            print("ready", flush=True)
            while await asked.readline():
                watching.begin()
                before = spent()
                clock.jump(minutes)
                await watching.done.wait()
                wall = time.perf_counter() - (clock.noticed or 0)  # waiting for the dispatch is none of it
                cost = Cost.since(before, wall=wall, looks=looks, outcomes=watching.outcomes)
                print(json.dumps(cost.told()), flush=True)
            stop.set()
            await running


if __name__ == "__main__":
    logged(Asked(), logging.INFO)
    asyncio.run(main(Path(sys.argv[1]), *map(int, sys.argv[2:4])))
