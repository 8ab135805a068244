"""The daemon, real and whole, in a network of its own that is gone for an hour: `make integration`, which needs root.

The hour passes by the daemon's clock, a minute in each step; its deadlines and the pauses between looks are real."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Protocol

import pytest
from aiohttp import web
from broken import Ruin
from jumping import Jumping
from living import PATIENCE, living
from network import NAME_SERVER, NETWORK, SITES, NameServer, Network, name_server, network
from torture_place import DESTINATIONS, Ear, Town, configured, database

from watcher.demo.script import headline
from watcher.store import Store
from watcher.urls import identity, site

NAMES = ("north.example", "east.example", "south.example", "west.example")
EAR = "ear.example"
NOBODY = "198.18.7.99"
EVERY = timedelta(minutes=30)
FEW = 2
QUICK, SLOW = 0.5, 2.0  # seconds for a minute
REMEMBERED = 11  # seconds, longer than which no name is remembered without asking for it


class Borough(Town):
    """The sample site under a name, with a few articles. No connection outlasts its answer."""

    def __init__(self, name: str, address: str) -> None:
        super().__init__(address)
        self.name = name
        self.stories = dict(islice(self.stories.items(), FEW))
        self.app.on_response_prepare.append(_closing)

    @property
    def base(self) -> str:
        return f"http://{self.name}:{self.port}"

    def rewritten(self) -> None:
        """Edits every article, each in words of its own: what is done to all of them alike is held."""
        for key in self.stories:
            words = f"{self.name} {key} {len(self.versions(key))}"
            self.edit(key, headline(sha256(words.encode()).hexdigest()))


async def _closing(_: web.Request, answer: web.StreamResponse) -> None:
    answer.force_close()


@dataclass(kw_only=True)
class Country:
    """Boroughs, whom their edits are told, and all that may be cut off."""

    ruin: Ruin
    boroughs: Sequence[Borough]
    network: Network
    names: NameServer
    clock: Jumping
    minutes: int = 0

    @property
    def articles(self) -> int:
        return sum(len(borough.stories) for borough in self.boroughs)

    @property
    def told(self) -> Counter[tuple[str, int, int]]:
        """How often each destination was told of a revision."""
        return Counter((one.destination, *told) for one in self.ruin.ear.arrived for told in one.told)

    def edited(self) -> None:
        for borough in self.boroughs:
            borough.rewritten()

    def jumps(self, minutes: int) -> None:
        self.minutes += minutes
        self.clock.set(60 * self.minutes)

    async def passes(self, minutes: int, each: float = QUICK) -> None:
        for _ in range(minutes):
            self.jumps(1)
            await asyncio.sleep(each)

    async def has_told(self, revision: int, *, operator: int = 0, within: int = 0) -> None:
        """Waits until each destination was told of this revision of every article, and the operator so often of
        anything, and lets so many minutes pass."""
        async with asyncio.timeout(PATIENCE + within * SLOW):
            while not self._has_told(revision, operator):
                within -= 1
                await self.passes(1, SLOW) if within >= 0 else await asyncio.sleep(SLOW)

    def _has_told(self, revision: int, operator: int) -> bool:
        told = sum(number == revision for _, _, number in self.told)
        messages = sum(not one.told for one in self.ruin.ear.arrived)
        return told == self.articles * len(DESTINATIONS) and messages == operator


class Cut(Protocol):
    def __call__(self, own: Country, *, gone: bool) -> None:
        """Takes something away, or gives it back."""


def cable(own: Country, *, gone: bool) -> None:
    own.network.pulled(out=gone)


def switch(own: Country, *, gone: bool) -> None:
    own.network.off(off=gone)


def failing_name_server(own: Country, *, gone: bool) -> None:
    own.names.fails = gone


def silent_name_server(own: Country, *, gone: bool) -> None:
    own.names.is_silent = gone


def named_name_server(own: Country, *, gone: bool) -> None:
    own.network.resolves(NOBODY if gone else NAME_SERVER)


CUTS = (cable, switch, failing_name_server, silent_name_server, named_name_server)


@asynccontextmanager
async def country(folder: Path) -> AsyncIterator[Country]:
    async with AsyncExitStack() as stack:
        own = stack.enter_context(network(folder / "network"))
        places = dict(zip((*NAMES, EAR), SITES, strict=False))
        names = stack.enter_context(name_server(places))
        boroughs = [await stack.enter_async_context(Borough(name, places[name])) for name in NAMES]
        ear = await stack.enter_async_context(Ear(places[EAR]))
        config = configured(folder, ear, 1)
        settings = config.read_text().replace("127.0.0.1", EAR).replace("127.0.0.0/8", NETWORK)
        operator = f'[operator]\nto = ["json://{EAR}:{ear.port}/json"]\n'
        config.write_text(settings.replace("[fetch]\n", '[fetch]\ntimeout = "15s"\n') + operator)
        with Store.open(database(folder)) as store:
            for borough in boroughs:
                for url in map(borough.url, borough.stories):
                    now = datetime.now(UTC)
                    store.watches.add(url, key=identity(url), site=site(url), every=EVERY, now=now)
        (folder / "faketime").mkdir()
        yield Country(
            ruin=Ruin(folder=folder, config=config, towns=boroughs, ear=ear), boroughs=boroughs, network=own,
            names=names, clock=Jumping(folder / "faketime"),
        )  # fmt: skip


@pytest.mark.parametrize("what", CUTS)
async def test_an_hour_without_a_network_is_said_once_and_costs_nothing(tmp_path: Path, what: Cut) -> None:
    async with country(tmp_path) as own, living(own.ruin.config, *own.network.inside, env=own.clock.env) as daemon:
        at = 0
        for _ in range(own.articles):
            at = await daemon.says("outcome=new", after=at)
        own.edited()
        own.jumps(31)
        await own.has_told(2, within=8)  # a look that fails on a busy machine comes again
        own.edited()
        what(own, gone=True)
        await asyncio.sleep(REMEMBERED)
        own.jumps(31)
        at = len(daemon.lines)
        await own.passes(60)
        assert 0 < len([line for line in daemon.lines[at:] if " watch=" in line]) <= 120
        at = len(daemon.lines)
        what(own, gone=False)
        await own.has_told(3, operator=2, within=8)
        assert not [line for line in daemon.lines[at:] if "outcome=same" in line]
        await daemon.says("takes messages again")
        ear = f"to=json://{EAR}:{own.ruin.ear.port}/…"
        assert await daemon.stop() == 0
    assert sorted(re.sub(" since=.*| why=.*|;.*", "", line) for line in daemon.warnings) == [
        "WARNING hosts can be reached again, which none could",
        "WARNING nothing can be reached",
        f"WARNING {ear} takes messages again",
        f"WARNING {ear} takes no messages",
    ]
    assert set(own.told.values()) == {1}
    assert len({one.identity for one in own.ruin.ear.arrived}) == len(own.ruin.ear.arrived)
    assert await own.ruin.lost(daemon) == []
