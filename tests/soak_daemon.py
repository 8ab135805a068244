"""The daemon with somebody who counts: `python tests/soak_daemon.py CONFIG SAMPLES SECONDS`, until SIGTERM.

It is `watcher run` but for one task that writes a line every so many seconds, and a last line when the daemon has ended
and nothing of it may be left.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TextIO

from soak_site import hosts

from watcher import wiring
from watcher.cli.asked import Asked
from watcher.cli.logs import logged
from watcher.model import Finding, Watch
from watcher.settings import Settings, load
from watcher.urls import host
from watcher.web import door


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What the daemon held at one moment, `at` seconds after its start, and the looks since the sample before, at hosts
    that answer as they should: how many, and how many seconds after their due time on an average."""

    at: float
    memory: int
    descriptors: int
    tasks: int
    threads: int
    looks: int
    late: float
    stopped: bool = False


@dataclass(slots=True, kw_only=True)
class Observer:
    """Counts looks, and takes samples."""

    file: TextIO
    began: float = field(default_factory=time.monotonic)
    late: list[float] = field(default_factory=list)
    good: frozenset[str] = field(default_factory=lambda: frozenset(hosts()))

    def looked(self, watch: Watch, finding: Finding) -> None:
        if host(watch.url).partition(":")[0] in self.good:
            self.late.append((finding.at - watch.due_at).total_seconds())

    def sample(self, *, stopped: bool = False) -> None:
        looks, self.late = self.late, []
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        taken = Sample(
            at=time.monotonic() - self.began, memory=pages * os.sysconf("SC_PAGE_SIZE"),
            descriptors=sum(1 for _ in Path("/proc/self/fd").iterdir()), tasks=len(asyncio.all_tasks()),
            threads=threading.active_count(), looks=len(looks),
            late=sum(looks) / max(len(looks), 1), stopped=stopped,
        )  # fmt: skip
        self.file.write(json.dumps(asdict(taken)) + "\n")
        self.file.flush()

    async def sampling(self, seconds: float) -> None:
        while True:
            await asyncio.sleep(seconds)
            self.sample()


async def observed(config: Path, file: TextIO, seconds: float) -> None:
    observer = Observer(file=file)

    @asynccontextmanager
    async def watched_door(settings: Settings, assembly: wiring.Assembly) -> AsyncIterator[None]:
        async with door(settings, assembly):
            sampling = asyncio.create_task(observer.sampling(seconds))
            yield
            sampling.cancel()
            await asyncio.wait([sampling])

    await wiring.run(load(config), asyncio.Event(), on_finding=observer.looked, door=watched_door)
    await asyncio.sleep(1)  # what closes a connection may need a turn of the loop
    observer.sample(stopped=True)


if __name__ == "__main__":
    logged(Asked(), logging.INFO)
    with Path(sys.argv[2]).open("w", encoding="ascii") as samples:
        asyncio.run(observed(Path(sys.argv[1]), samples, float(sys.argv[3])))
