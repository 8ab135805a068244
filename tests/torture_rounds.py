"""Kills the daemon, again and again, while a site is edited; then counts.

A round starts the daemon anew on the same database and kills it (SIGKILL) at a moment drawn at random, at an answer of
the site, at a message, each before or after it is answered, or, where strace is to be had, exactly before the n-th time
that something is to be made durable. The last round is undisturbed, until all is seen and told.
"""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
import time
from asyncio.subprocess import DEVNULL, PIPE, STDOUT, Process
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random

from torture_place import ADDRESSES, Ear, Town, Trap, configured, database, text, tracked
from torture_verdict import Account, faults, looks, repeated

from watcher.model import AlertState, WatchId
from watcher.store import Store

KINDS = ("moment", "look", "message")
SYNC = "sync"
_SYNCS = 60  # of one daemon's life, each of which is its last in turn
_EDIT_PAUSE = 0.15
_GLANCE = 0.3
_ANSWERS = {"look": 40, "message": 6}  # one of the first, at which the daemon is killed
_LIFE = 2.5  # seconds of work
_LONGEST_LIFE = 20.0
_PATIENCE = 600.0
_RECORDED = re.compile(r"watch=(\d+) .* revision=(\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """How it went; `faults` is empty where nothing was lost, doubled or invented."""

    kills: Mapping[str, int]
    edits: int
    looks: int
    unfinished: int
    revisions: int
    messages: int
    repeated: int
    faults: tuple[str, ...]

    def __str__(self) -> str:
        kills = ", ".join(f"{count} at a {kind}" for kind, count in sorted(self.kills.items()))
        figures = (
            f"killed {sum(self.kills.values())} times: {kills}\n{self.edits} edits, {self.looks} looks, of which "
            f"{self.unfinished} were cut off; {self.revisions} revisions\n{self.messages} messages, "
            f"{self.repeated} of them repetitions with the same identity\n"
        )
        return figures + ("\n".join(self.faults) or "nothing lost, doubled or invented; the database is whole")


@dataclass(kw_only=True)
class Torture:
    """The place, and one daemon after the other."""

    folder: Path
    towns: Sequence[Town]
    ear: Ear
    random: Random
    kinds: Sequence[str]
    watches: dict[WatchId, tuple[Town, str]]
    trap: Trap = field(default_factory=Trap)
    kills: Counter[str] = field(default_factory=Counter)
    round: int = 0
    syncs: int = 0
    started: float = 2.0  # seconds that the last daemon took to ask for something

    async def go(self, rounds: int, say: Callable[[str], None]) -> Report:
        editing = asyncio.create_task(self._editing())
        try:
            for self.round in range(1, rounds + 1):
                await self._killed(self.kinds[self.round % len(self.kinds)])
                if self.round % 25 == 0:
                    say(f"{self.round} rounds, {len(self.ear.arrived)} messages")
        finally:
            editing.cancel()
        self.round += 1
        await self._undisturbed()
        return await self._report()

    async def _editing(self) -> None:
        while True:
            self.random.choice(self.towns).rewrite(self.random)
            await asyncio.sleep(_EDIT_PAUSE)

    async def _killed(self, kind: str) -> None:
        """One daemon's life, which ends by force."""
        wrapper = self._strace() if kind == SYNC else ()
        async with self._daemon(*wrapper) as process:
            self._set_trap(kind, process)
            if kind == "moment":
                await self._while()
                _kill(process)
            with suppress(TimeoutError):
                async with asyncio.timeout(_LONGEST_LIFE):
                    await process.wait()
            self.kills[kind if process.returncode is not None else "moment"] += 1
            if process.returncode not in (None, -signal.SIGKILL):
                raise RuntimeError(f"the daemon ended by itself:\n{self._log().read_text(encoding='utf-8')}")

    async def _while(self) -> None:
        """Waits while the daemon starts, or until it has been at work for a while."""
        began = time.monotonic()
        if self.random.random() < 0.3:
            await asyncio.sleep(self.started * self.random.random())
            return
        async with asyncio.timeout(_PATIENCE):
            await self.trap.touched.wait()
        self.started = time.monotonic() - began
        await asyncio.sleep(_LIFE * self.random.random())

    def _strace(self) -> Sequence[str]:
        """Has the daemon killed where it is about to sync for the n-th time: after each of the first ones in turn."""
        number = self.syncs % _SYNCS + 1
        self.syncs += 1
        return (
            "strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=fdatasync,fsync",
            "-e", f"inject=fdatasync,fsync:signal=KILL:when={number}",
        )  # fmt: skip

    def _set_trap(self, kind: str, process: Process) -> None:
        at, answers_first = self.random.randint(1, _ANSWERS.get(kind, 1)), self.random.random() < 0.5
        self.trap = Trap(kind=kind, at=at, answers_first=answers_first, kill=partial(_kill, process))
        self._set(self.trap)

    def _set(self, trap: Trap) -> None:
        self.ear.trap = trap
        for town in self.towns:
            town.trap = trap

    async def _undisturbed(self) -> None:
        """A daemon that is left alone until every article was looked at twice more and nothing waits to be sent."""
        self._set(Trap())
        async with self._daemon() as process, asyncio.timeout(_PATIENCE) as deadline:
            await asyncio.gather(*(town.loaded(key, 2) for town, key in self.watches.values()))
            waiting, arrived = True, 0
            while waiting:
                await asyncio.sleep(_GLANCE)
                waiting = await asyncio.to_thread(self._waiting)
                if arrived != len(self.ear.arrived):  # thousands may wait, on a machine that has much else to do
                    arrived = len(self.ear.arrived)
                    deadline.reschedule(asyncio.get_running_loop().time() + _PATIENCE)
            process.terminate()
            if await process.wait():
                raise RuntimeError(f"the daemon did not stop:\n{self._log().read_text(encoding='utf-8')}")

    def _waiting(self) -> bool:
        with Store.open(database(self.folder), readonly=True) as store:
            return bool(store.outbox.letters(state=AlertState.PENDING, limit=1))

    @asynccontextmanager
    async def _daemon(self, *wrapper: str) -> AsyncIterator[Process]:
        command = (*wrapper, sys.executable, "-m", "watcher", "--config", str(self._config()), "run")
        with self._log().open("wb") as log:
            process = await asyncio.create_subprocess_exec(
                *command, stdin=DEVNULL, stdout=DEVNULL, stderr=log, start_new_session=True
            )
        try:
            yield process
        finally:
            if process.returncode is None:
                _kill(process)
                await process.wait()

    def _config(self) -> Path:
        return configured(self.folder, self.ear, self.round)

    def _log(self) -> Path:
        return self.folder / f"{self.round}.log"

    async def _report(self) -> Report:
        account = self._account()
        made = [look for by_watch in account.looks.values() for look in by_watch]
        return Report(
            kills=self.kills,
            edits=sum(len(stood) - 1 for stood in account.stood.values()),
            looks=len(made),
            unfinished=sum(not look.finished for look in made),
            revisions=sum(map(len, account.revisions.values())),
            messages=len(account.arrived),
            repeated=repeated(account.arrived),
            faults=(*faults(account), *await self._damage()),
        )

    def _account(self) -> Account:
        own, by_town = self.watches.items(), {town.address: looks(town.sightings) for town in self.towns}
        with Store.open(database(self.folder), readonly=True) as store:
            revisions = {watch: [text(one.article) for one in store.history.revisions(watch)] for watch in self.watches}
        logs = [path.read_text(encoding="utf-8") for path in sorted(self.folder.glob("*.log"))]
        return Account(
            stood={watch: [text(article) for article in town.versions(key)] for watch, (town, key) in own},
            looks={watch: by_town[town.address][key] for watch, (town, key) in own},
            revisions=revisions,
            said=[(WatchId(int(watch)), int(number)) for log in logs for watch, number in _RECORDED.findall(log)],
            arrived=self.ear.arrived,
        )

    async def _damage(self) -> Sequence[str]:
        """What `watcher verify` has to say where it finds something wrong."""
        command = (sys.executable, "-m", "watcher", "--config", str(self._config()), "verify")
        process = await asyncio.create_subprocess_exec(*command, stdout=PIPE, stderr=STDOUT)
        said, _ = await process.communicate()
        return [f"verify: {line}" for line in said.decode().splitlines()] if process.returncode else []


async def tortured(folder: Path, *, rounds: int, seed: int, kinds: Sequence[str], say: Callable[[str], None]) -> Report:
    """Kills the daemon in so many rounds, `kinds` by turns, with its database in `folder`."""
    async with AsyncExitStack() as stack:
        towns = [await stack.enter_async_context(Town(address)) for address in ADDRESSES]
        ear = await stack.enter_async_context(Ear())
        with Store.open(database(folder)) as store:
            watches = dict(tracked(store, towns))
        torture = Torture(
            folder=folder, towns=towns, ear=ear, random=Random(seed), kinds=kinds, watches=watches
        )  # fmt: skip
        return await torture.go(rounds, say)


def _kill(process: Process) -> None:
    """Kills the daemon, and what traces it."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
