"""The product, whole and real, against the sample site on loopback: only the clock stands until a test moves it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path

from watcher import daemon, wiring
from watcher.check import check
from watcher.deliver import deliver
from watcher.demo.site import Arrival, Sink, Site
from watcher.model import Entry, Finding, Look, Subscription, Watch, WatchId
from watcher.model.destination import destination
from watcher.settings import Fetch, Settings
from watcher.store import Store
from watcher.urls import identity
from watcher.urls import site as site_of

BETWEEN_LOOKS = timedelta(minutes=10)
LOOPBACK = (ip_network("127.0.0.0/8"),)


async def _nothing() -> None:
    """Closes nothing."""


@dataclass(slots=True)
class Clock:
    """Real time, so many hours ahead: a daemon's clocks go on, and a test can let hours pass."""

    ahead: timedelta = timedelta(0)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def move(self, by: timedelta) -> None:
        self.ahead += by


@dataclass(kw_only=True)
class Newsroom:
    """Watches of a site, and everything that looks at them. Open inside `newsroom`."""

    site: Site
    sink: Sink
    assembly: wiring.Assembly
    clock: Clock
    watches: dict[str, WatchId] = field(default_factory=dict)

    @property
    def store(self) -> Store:
        return self.assembly.store

    def track(self, *keys: str, every: timedelta | None = None) -> None:
        """Adds watches of these articles of the site."""
        for key in keys:
            self.watches[key] = self.track_url(self.site.url(key), every=every)

    def track_url(self, url: str, *, every: timedelta | None = None) -> WatchId:
        watch, _ = self.store.watches.add(url, key=identity(url), site=site_of(url), every=every, now=self.clock())
        return watch.id

    def watch(self, key: str) -> Watch:
        watch = self.store.watches.by_id(self.watches[key])
        assert watch is not None
        return watch

    async def look(self, key: str) -> Finding:
        """Looks once, some time after the look before."""
        self.clock.move(BETWEEN_LOOKS)
        return await check(self.watch(key), self.assembly.engine.desk)

    async def tell(self) -> list[Arrival]:
        """Sends what is due to be sent; what arrived of it."""
        before = len(self.sink.arrived)
        engine = self.assembly.engine
        await deliver(engine.outbox, engine.past, engine.channel, engine.destinations, self.clock, random=engine.random)
        return self.sink.arrived[before:]

    def edits(self, key: str) -> list[list[str]]:
        """The kinds of change of every edit of an article, or the kind of the event, oldest first."""
        return [kinds(entry) for entry in self.store.history.entries(watch_id=self.watches[key])]

    def last_look(self, key: str) -> Look:
        return self.store.history.looks(self.watches[key])[-1]

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """The daemon at work. It leaves open what the newsroom goes on with."""
        stop = asyncio.Event()
        with self.store.claim_daemon():
            working = asyncio.create_task(daemon.run(replace(self.assembly.engine, close=_nothing), stop))
            try:
                yield
            finally:
                stop.set()
                await working


def kinds(entry: Entry) -> list[str]:
    if entry.event is not None:
        return [entry.event.kind]
    return sorted(change.kind for change in entry.revision.changes) if entry.revision is not None else []


@asynccontextmanager
async def newsroom(folder: Path, *, sinks: Sequence[Sink] = (), patience: float = 20.0) -> AsyncIterator[Newsroom]:
    """A newsroom whose database is in `folder`. Everything of minor weight and more goes to its sink and `sinks`; a
    look may take `patience` seconds."""
    async with AsyncExitStack() as stack:
        site = await stack.enter_async_context(Site())
        sink = await stack.enter_async_context(Sink())
        clock = Clock()
        setting = settings(folder, sink, *sinks, patience=patience)
        assembly = await stack.enter_async_context(wiring.assembled(setting, now=clock))
        yield Newsroom(site=site, sink=sink, assembly=assembly, clock=clock)


@asynccontextmanager
async def reopened(room: Newsroom, folder: Path) -> AsyncIterator[Newsroom]:
    """The same site, sink and database with everything else made anew, as after a restart of the process."""
    async with wiring.assembled(settings(folder, room.sink), now=room.clock) as assembly:
        yield Newsroom(site=room.site, sink=room.sink, assembly=assembly, clock=room.clock, watches=room.watches)


def settings(folder: Path, *sinks: Sink, patience: float = 20.0) -> Settings:
    return Settings(
        database=f"sqlite:{folder}/watcher.db",
        fetch=Fetch(
            user_agent="watcher-test/1",
            host_gap=timedelta(milliseconds=10),
            timeout=timedelta(seconds=patience),
            max_body=2_000_000,
            allow_networks=LOOPBACK,
        ),
        subscriptions=(
            Subscription(name="desk", to=tuple(destination(sink.destination) for sink in sinks), min_weight="minor"),
        ),
    )
