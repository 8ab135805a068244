"""A daemon in a process of its own, and what it says."""

from __future__ import annotations

import asyncio
import re
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

PATIENCE = 60.0
_SHOWN = 40


@dataclass(kw_only=True)
class Living:
    """The process, and the lines of its log so far."""

    process: Process
    lines: list[str] = field(default_factory=list)
    more: asyncio.Event = field(default_factory=asyncio.Event)
    has_ended: bool = False

    @property
    def warnings(self) -> list[str]:
        """What a person is to see, without the time."""
        return [line.partition(" ")[2] for line in self.lines if re.match(r"\S+ (WARNING|ERROR|CRITICAL) ", line)]

    async def says(self, pattern: str, *, after: int = 0) -> int:
        """Waits for a line that has the pattern, not among the first `after`; how many lines there are with it. Fails,
        and shows what was said last, where it says so no more or not in time."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                place = after
                while True:
                    has_ended = self.has_ended
                    for number, line in enumerate(self.lines[place:], place + 1):
                        if re.search(pattern, line):
                            return number
                    if has_ended:
                        break
                    place = len(self.lines)
                    self.more.clear()
                    await self.more.wait()
        told = (f"{pattern!r} is not said after line {after}:", *self.warnings, "…", *self.lines[-_SHOWN:])
        raise AssertionError("\n".join(told))

    async def stop(self) -> int:
        """The exit status after SIGTERM."""
        self.process.terminate()
        async with asyncio.timeout(PATIENCE):
            return await self.process.wait()

    async def listen(self) -> None:
        assert self.process.stderr is not None
        async for line in self.process.stderr:
            self.lines.append(line.decode().rstrip("\n"))
            self.more.set()
        self.has_ended = True
        self.more.set()


@asynccontextmanager
async def living(config: Path, *before: str, env: Mapping[str, str] | None = None) -> AsyncIterator[Living]:
    """A daemon at work, started by the command `before`."""
    process = await asyncio.create_subprocess_exec(
        *before, sys.executable, "-m", "watcher", "--config", str(config), "run",
        stdin=DEVNULL, stdout=DEVNULL, stderr=PIPE, env=env,
    )  # fmt: skip
    daemon = Living(process=process)
    listening = asyncio.create_task(daemon.listen())
    try:
        yield daemon
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        await listening
