"""A place for a daemon that things are to befall: a site that is edited, an ear, and what was lost in the end."""

from __future__ import annotations

import asyncio
import re
import sys
from asyncio.subprocess import PIPE, STDOUT
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

from living import Living
from torture_place import ADDRESSES, Ear, Town, configured, database, tracked

from watcher.store import Store

_RECORDED = re.compile(r"watch=(\d+) .* revision=(\d+)")


@dataclass(frozen=True, kw_only=True)
class Ruin:
    """The place."""

    folder: Path
    config: Path
    towns: Sequence[Town]
    ear: Ear

    async def lost(self, daemon: Living) -> list[str]:
        """What the daemon said that it recorded, and is not there; and what `watcher verify` finds."""
        said = {(int(watch), int(number)) for line in daemon.lines for watch, number in _RECORDED.findall(line)}
        assert said
        with Store.open(database(self.folder), readonly=True) as store:
            there = {
                (watch.id, one.number) for watch in store.watches.listed() for one in store.history.revisions(watch.id)
            }
        status, told = await self.command("verify")
        return [f"{one} is lost" for one in sorted(said - there)] + ([told] if status else [])

    async def command(self, *words: str) -> tuple[int | None, str]:
        """The exit status of `watcher WORDS`, and what it says."""
        program = (sys.executable, "-m", "watcher", "--config", str(self.config), *words)
        process = await asyncio.create_subprocess_exec(*program, stdout=PIPE, stderr=STDOUT)
        told, _ = await process.communicate()
        return process.returncode, told.decode()


@asynccontextmanager
async def ruin(folder: Path) -> AsyncIterator[Ruin]:
    """The place, its database in `folder`; its site is edited all the time."""
    async with AsyncExitStack() as stack:
        towns = [await stack.enter_async_context(Town(address)) for address in ADDRESSES[:3]]
        ear = await stack.enter_async_context(Ear())
        with Store.open(database(folder)) as store:
            list(tracked(store, towns))
        editing = asyncio.create_task(_editing(towns))
        try:
            yield Ruin(folder=folder, config=configured(folder, ear, 1), towns=towns, ear=ear)
        finally:
            editing.cancel()
            with suppress(asyncio.CancelledError):
                await editing


async def _editing(towns: Sequence[Town]) -> None:
    random = Random(1)
    while True:
        random.choice(towns).rewrite(random)
        await asyncio.sleep(0.3)
