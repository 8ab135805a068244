"""The daemon over real HTTP and a real store: rounds, gaps, the outbox, stopping, trouble."""

from __future__ import annotations

import asyncio
import errno
import gc
import logging
import os
import signal
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest
from builders import NOON, Clock, news, page, source, subscription, watch
from fakes import Ear, Paper, paper
from store_builders import opened

from watcher import daemon, discover
from watcher.check import Desk
from watcher.errors import StoreDamaged, StoreError
from watcher.fetch import Guard, Http
from watcher.model import (
    Fault,
    Finding,
    Outcome,
    Reading,
    Revision,
    Round,
    Seen,
    Source,
    SourceSetting,
    Subscription,
    Unreachable,
    Validators,
    Watch,
    WatchId,
)
from watcher.model.destination import destination
from watcher.processor import ALLOWED
from watcher.settings import Schedule
from watcher.store import Store
from watcher.urls import identity, site

PATIENCE = 20.0
SOON = timedelta(milliseconds=10)
STORY = (
    "The harbour bridge was closed to all traffic on Monday after engineers found cracks in two of its main cables.",
    "City officials said the inspection, the first in nine years, had been planned since the winter storms of January.",
)
TOWN = ("127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4")


class Disk:
    """A store whose disk is full for a number of writes, and in which one watch is `damaged`."""

    def __init__(self, store: Store, full: int) -> None:
        self._store = store
        self.full = full
        self.known = store.memory.known
        self.damaged: WatchId | None = None
        self.tempos = store.memory.tempos

    async def newest(self, watch_id: WatchId) -> int:
        if watch_id == self.damaged:
            raise StoreDamaged("watcher.db: the database is damaged; restore it from a backup")
        return await self._store.memory.newest(watch_id)

    async def last_revision(self, watch_id: WatchId, extractor: str) -> Revision | None:
        return await self._store.memory.last_revision(watch_id, extractor)

    async def record(self, finding: Finding) -> None:
        if self.full:
            self.full -= 1
            raise StoreError("watcher.db: the disk is full; make room")
        await self._store.memory.record(finding)


@dataclass
class House:
    """A store, a client and an ear, and the engine they make."""

    store: Store
    http: Http
    clock: Clock = field(default_factory=Clock)
    ear: Ear = field(default_factory=Ear)
    found: asyncio.Queue[tuple[Watch, Finding]] = field(default_factory=asyncio.Queue)
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    subscriptions: Sequence[Subscription] = (subscription(),)

    def engine(self, *, concurrency: int = 8, host_gap: timedelta = timedelta(0), grace: float = 5.0) -> daemon.Engine:
        desk = Desk(
            memory=self.store.memory,
            fetch=self.http.fetch,
            subscriptions=self.subscriptions,
            schedule=Schedule(),
            now=self.clock,
            deadline=timedelta(seconds=30),
        )
        return daemon.Engine(
            desk=desk,
            source_desk=discover.Desk(
                register=self.store.sources, get=self.http.get, now=self.clock, deadline=desk.deadline
            ),
            agenda=self.store.rounds,
            incidents=self.store.incidents,
            outbox=self.store.outbox,
            past=self.store.history,
            channel=self.ear,
            destinations={to.id: to for one in self.subscriptions for to in one.to},
            voices={},
            sweep=self.store.sweep,
            concurrency=concurrency,
            host_gap=host_gap,
            crawl_delay=self.http.crawl_delay,
            random=lambda: 0.5,
            tick=SOON,
            grace=timedelta(seconds=grace),
        )

    def add(self, url: str) -> Watch:
        return self.store.watches.add(url, key=identity(url), site=site(url), now=self.clock())[0]

    def report(self, watched: Watch, finding: Finding) -> None:
        self.found.put_nowait((watched, finding))

    async def next(self, count: int = 1) -> list[Outcome]:
        """The outcomes of the next looks."""
        return [(await asyncio.wait_for(self.found.get(), PATIENCE))[1].outcome for _ in range(count)]

    @asynccontextmanager
    async def running(self, engine: daemon.Engine) -> AsyncIterator[asyncio.Task[None]]:
        task = asyncio.create_task(daemon.run(engine, self.stop, on_finding=self.report))
        try:
            yield task
        finally:
            self.stop.set()
            await asyncio.wait_for(task, PATIENCE)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    http = Http(
        user_agent="watcher-test",
        timeout=timedelta(seconds=20),
        max_body=1_000_000,
        guard=Guard((ip_network("127.0.0.0/8"),)),
        robots=False,
        concurrency=64,
        now=Clock(),
    )
    with opened(tmp_path) as store:
        async with http:
            yield House(store, http)


@pytest.fixture
async def town() -> AsyncIterator[Paper]:
    async with paper(*TOWN) as printed:
        yield printed


async def test_what_is_due_is_looked_at_remembered_and_told(house: House, town: Paper) -> None:
    town.pages["/bridge"] = news("Bridge closed", *STORY)
    watched = house.add(town.url("/bridge"))
    async with house.running(house.engine()):
        assert await house.next() == [Outcome.NEW]
        town.pages["/bridge"] = news("Bridge open again", *STORY)
        house.clock.move(timedelta(days=1))
        assert await house.next() == [Outcome.CHANGED]
        destination, message = await asyncio.wait_for(house.ear.heard.get(), PATIENCE)
    assert destination.label == "env:DESK"
    assert "Bridge open again" in message.subject
    assert [r.article.title for r in house.store.history.revisions(watched.id)] == [
        "Bridge closed",
        "Bridge open again",
    ]
    assert house.ear.heard.empty()


async def test_what_is_not_due_is_left_alone(house: House, town: Paper) -> None:
    town.pages["/bridge"] = town.pages["/ferry"] = news("Bridge closed", *STORY)
    house.add(town.url("/bridge"))
    async with house.running(house.engine()):
        await house.next()
        house.add(town.url("/ferry"))
        await house.next()
    assert [path for _, path in town.asked] == ["/bridge", "/ferry"]


async def test_one_host_has_one_visitor_and_hosts_are_visited_side_by_side(house: House, town: Paper) -> None:
    town.open.clear()
    for number in range(3):
        for host in TOWN:
            house.add(town.url(f"/{number}", host))
    async with house.running(house.engine()):
        for _ in TOWN:
            await asyncio.wait_for(town.reached.get(), PATIENCE)
        town.open.set()
        await house.next(12)
    assert town.most.pop("") == 4
    assert town.most == {f"{host}:{town.port}": 1 for host in TOWN}


async def test_no_more_looks_are_under_way_than_allowed(house: House, town: Paper) -> None:
    for host in TOWN:
        house.add(town.url("/a", host))
    async with house.running(house.engine(concurrency=2)):
        await house.next(4)
    assert town.most[""] <= 2


async def test_a_long_standstill_is_caught_up_without_a_burst(house: House, town: Paper) -> None:
    """Forty watches a month overdue: each is looked at once, none beside another of its host."""
    for number in range(20):
        for host in TOWN[:2]:
            house.add(town.url(f"/{number}", host))
    house.clock.move(timedelta(days=30))
    async with house.running(house.engine(host_gap=timedelta(milliseconds=1))):
        await house.next(40)
    assert sorted(town.asked) == sorted((f"{host}:{town.port}", f"/{n}") for n in range(20) for host in TOWN[:2])
    assert max(town.most[f"{host}:{town.port}"] for host in TOWN[:2]) == 1


async def unread(_: Source) -> bool:
    raise AssertionError


async def test_a_pause_follows_every_reading_and_look_the_last_one_too() -> None:
    done: list[str] = []

    async def read(one: Source) -> bool:
        done.append(f"read {one.address}")
        return True

    async def look(watched: Watch, _: Callable[[], None]) -> bool:
        done.append(f"look {watched.url}")
        return True

    async def pause(url: str) -> bool:
        done.append(f"pause {url}")
        return True

    round_ = Round(host="a", watches=tuple(watch(f"https://a/{n}") for n in (1, 2)), sources=(source("https://a/f"),))
    await daemon.visit(round_, read, look, pause)
    assert done == [
        "read https://a/f", "pause https://a/f", "look https://a/1", "pause https://a/1", "look https://a/2",
        "pause https://a/2",
    ]  # fmt: skip


async def test_the_next_look_begins_while_it_is_recorded_that_nothing_changed() -> None:
    """And none begins beside one that has found nothing yet, nor after one that says not to go on."""
    done: list[str] = []
    recorded = asyncio.Event()

    async def look(watched: Watch, on_same: Callable[[], None]) -> bool:
        name = watched.url[-1]
        done.append(f"looks {name}")
        await asyncio.sleep(0)
        if name == "2":
            done.append("ends 2")
            return True
        on_same()
        if name == "3":
            recorded.set()
        await recorded.wait()
        done.append(f"ends {name}")
        return name != "3"

    async def pause(_: str) -> bool:
        await asyncio.sleep(0.01)
        return True

    watches = tuple(watch(f"https://a/{n}") for n in (1, 2, 3, 4))
    await daemon.visit(Round(host="a", watches=watches), unread, look, pause)
    assert done == ["looks 1", "looks 2", "ends 2", "looks 3", "ends 3", "ends 1"]


async def test_a_long_round_is_cut_so_that_nothing_stale_is_looked_at() -> None:
    looked: list[Watch] = []

    async def look(watched: Watch, _: Callable[[], None]) -> bool:
        looked.append(watched)
        return True

    async def pause(_: str) -> bool:
        return True

    watches = tuple(watch(f"https://a/{n}") for n in range(100))
    await daemon.visit(Round(host="a", watches=watches), unread, look, pause)
    assert 0 < len(looked) <= 10
    assert tuple(looked) == watches[: len(looked)]


async def test_a_host_that_asks_for_longer_pauses_gets_them(house: House, town: Paper) -> None:
    patient, hasty = TOWN[:2]
    for number in range(3):
        house.add(town.url(f"/{number}", patient))
        house.add(town.url(f"/{number}", hasty))

    def crawl_delay(url: str) -> timedelta | None:
        return timedelta(days=365) if patient in url else None

    async with house.running(replace(house.engine(), crawl_delay=crawl_delay)):
        await house.next(4)
    assert sorted(host for host, _ in town.asked) == [f"{patient}:{town.port}"] + [f"{hasty}:{town.port}"] * 3


async def test_a_host_that_is_too_busy_is_left_alone_and_no_other_with_it(house: House, town: Paper) -> None:
    town.statuses["/a"] = 429
    town.pages.update({path: news("Harbour bridge closed", *STORY) for path in ("/a", "/b", "/c", "/d")})
    for path in ("/a", "/b", "/c"):
        house.add(town.url(path))
    house.add(town.url("/d", "127.0.0.2"))
    town.open.set()
    async with house.running(house.engine()):
        assert sorted(await house.next(2)) == [Outcome.BLOCKED, Outcome.NEW]
        assert [path for _, path in town.asked if path in ("/b", "/c")] == []
        town.statuses.clear()
        house.clock.move(timedelta(minutes=2))
        assert await house.next(2) == [Outcome.NEW, Outcome.NEW]


async def test_the_operator_hears_of_a_host_that_is_away_for_long_and_of_its_return(
    house: House, town: Paper
) -> None:  # fmt: skip
    town.statuses["/a"] = 503
    house.add(town.url("/a"))
    operator = destination("env:OPS")
    engine = house.engine()
    engine = replace(
        engine, desk=replace(engine.desk, operator=(operator,)), destinations={operator.id: operator}
    )  # fmt: skip
    async with house.running(engine):
        for _ in range(3):
            assert await house.next() == [Outcome.FAILED]
            house.clock.move(timedelta(hours=1))
        to, message = await asyncio.wait_for(house.ear.heard.get(), PATIENCE)
        assert (to, message.subject.partition(":")[0]) == (operator, "Host does not answer")
        town.statuses["/a"] = 200
        town.pages["/a"] = news("Open", *STORY)
        house.clock.move(timedelta(days=1))
        while await house.next() == [Outcome.FAILED]:
            house.clock.move(timedelta(days=1))
        to, message = await asyncio.wait_for(house.ear.heard.get(), PATIENCE)
    assert (to, message.subject.partition(":")[0]) == (operator, "Host answers again")
    assert house.ear.heard.empty()


async def test_a_network_that_is_gone_is_told_once_for_all_hosts_and_so_is_its_return(
    house: House, town: Paper, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "watcher.daemon")
    town.pages["/a"] = news("Harbour bridge closed", *STORY)
    town.open.set()
    for host in TOWN:
        house.add(town.url("/a", host))
    is_gone, operator = True, destination("env:OPS")

    async def fetch(watched: Watch) -> Seen:
        if is_gone:
            why = "the name cannot be resolved"
            return Unreachable(url=watched.url, fault=Fault.DNS, why=why, fetched_at=house.clock())
        return await house.http.fetch(watched)

    engine = house.engine()
    engine = replace(
        engine, desk=replace(engine.desk, fetch=fetch, operator=(operator,)), destinations={operator.id: operator}
    )  # fmt: skip
    async with house.running(engine):
        for _ in range(5):
            assert await house.next(4) == [Outcome.FAILED] * 4
            house.clock.move(timedelta(days=1))
        _, gone = await asyncio.wait_for(house.ear.heard.get(), PATIENCE)
        is_gone = False
        house.clock.move(timedelta(days=1))
        found = await house.next()
        while len(found) < 4 or Outcome.FAILED in found[-4:]:
            house.clock.move(timedelta(hours=1))
            found += await house.next()
        _, back = await asyncio.wait_for(house.ear.heard.get(), PATIENCE)
    assert house.ear.heard.empty()
    assert [message.subject.partition(":")[0] for message in (gone, back)] == [
        "Nothing can be reached", "Hosts are reached again",
    ]  # fmt: skip
    assert [line.partition(" since=")[0] for line in caplog.messages] == [
        "nothing can be reached", "hosts can be reached again, which none could",
    ]  # fmt: skip
    assert "hosts=4" in caplog.messages[0] or "hosts=3" in caplog.messages[0]


@pytest.mark.parametrize("years", [1, -1])
async def test_a_clock_that_jumps_by_a_year_and_back_neither_stops_nor_floods(
    years: int, house: House, town: Paper
) -> None:
    town.pages.update({path: news("Harbour bridge closed", *STORY) for path in ("/a", "/b")})
    town.open.set()
    for path in ("/a", "/b"):
        house.add(town.url(path))
    async with house.running(house.engine()):
        assert await house.next(2) == [Outcome.NEW, Outcome.NEW]
        for jump in (365 * years, -365 * years):
            house.clock.move(timedelta(days=jump))
            assert await house.next(2) == [Outcome.SAME, Outcome.SAME]
        await asyncio.sleep(0.2)
    assert house.found.empty()


async def test_an_alert_of_a_future_that_is_none_any_more_is_sent(house: House, town: Paper) -> None:
    town.pages["/bridge"] = news("Bridge closed", *STORY)
    town.open.set()
    house.add(town.url("/bridge"))
    house.subscriptions = (subscription(confirm=timedelta(hours=1)),)
    async with house.running(house.engine()):
        await house.next()
        house.clock.move(timedelta(days=365))
        town.pages["/bridge"] = news("Bridge open again", *STORY)
        assert await house.next() == [Outcome.CHANGED]
        house.clock.move(timedelta(days=-365))
        assert await house.next() == [Outcome.SAME]
        await asyncio.wait_for(house.ear.heard.get(), PATIENCE)


async def test_sigterm_lets_the_look_under_way_end_and_begins_no_other(house: House, town: Paper) -> None:
    town.pages["/a"] = news("Bridge closed", *STORY)
    town.open.clear()
    first = house.add(town.url("/a"))
    second = house.add(town.url("/b"))
    async with house.running(house.engine()) as task:
        assert await asyncio.wait_for(town.reached.get(), PATIENCE) == "/a"
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.wait_for(house.stop.wait(), PATIENCE)
        town.open.set()
        await asyncio.wait_for(task, PATIENCE)
    assert len(house.store.history.revisions(first.id)) == 1
    assert house.store.history.looks(second.id) == []
    assert len(town.asked) == 1


async def test_a_look_that_hangs_at_the_end_is_given_up_and_due_again(house: House, town: Paper) -> None:
    town.open.clear()
    watched = house.add(town.url("/a"))
    async with house.running(house.engine(grace=0.05)):
        await asyncio.wait_for(town.reached.get(), PATIENCE)
    assert house.store.history.looks(watched.id) == []
    assert house.store.watches.by_id(watched.id) == watched
    assert [r.watches for r in house.store.rounds.due(NOON, 10)] == [(watched,)]


async def test_the_daemon_can_be_stopped_before_it_did_anything(house: House) -> None:
    house.stop.set()
    async with house.running(house.engine()):
        pass
    assert house.found.empty()


async def test_it_computes_on_one_processor_until_it_ends(house: House, town: Paper) -> None:
    house.add(town.url("/a"))
    async with house.running(house.engine()):
        await house.next()
        for _ in range(100):
            if len(os.sched_getaffinity(0)) > 1:
                await asyncio.sleep(PATIENCE / 100)
        assert len(os.sched_getaffinity(0)) == 1
    assert os.sched_getaffinity(0) == set(ALLOWED)


async def test_looks_count_in_the_pace_however_soon_the_daemon_stops(house: House, town: Paper) -> None:
    house.add(town.url("/a"))
    async with house.running(house.engine()):
        await house.next()
    assert [pace.looks for pace in house.store.status(house.clock()).pace] == [1]


async def test_a_hanging_look_holds_no_other_host_up(house: House, town: Paper) -> None:
    async with paper("127.0.0.5") as slow:
        slow.open.clear()
        house.add(slow.url("/a", "127.0.0.5"))
        house.add(town.url("/a"))
        async with house.running(house.engine(grace=0.05)):
            await asyncio.wait_for(slow.reached.get(), PATIENCE)
            assert await house.next() == [Outcome.GONE]


async def test_the_webs_weather_is_one_line_without_a_traceback(
    house: House, town: Paper, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "watcher")
    watched = house.add("http://127.0.0.9:9/refused")
    async with house.running(house.engine()):
        assert await house.next() == [Outcome.FAILED]
    said_by_daemon = [r for r in caplog.records if r.name.startswith("watcher.daemon")]
    lines = [r for r in said_by_daemon if not r.getMessage().startswith("ready hosts=")]
    assert (len(said_by_daemon), len(lines)) == (2, 1)
    said = lines[0].getMessage()
    assert said.startswith(f"watch={watched.id} host=127.0.0.9:9 outcome=failed ms=")
    assert said.count("\n") == 0
    assert 'why="' in said
    assert lines[0].exc_info is None


async def test_a_fault_of_our_own_is_recorded_as_a_failed_look(
    house: House, town: Paper, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "watcher")
    town.pages["/good"] = news("Bridge closed", *STORY)
    bad, good = house.add(town.url("/bad")), house.add(town.url("/good"))

    async def fetch(watched: Watch) -> Seen:
        if watched.id == bad.id:
            raise KeyError("secret")
        return await house.http.fetch(watched)

    engine = house.engine()
    async with house.running(replace(engine, desk=replace(engine.desk, fetch=fetch))):
        assert await house.next(2) == [Outcome.FAILED, Outcome.NEW]
    look = house.store.history.looks(bad.id)[0]
    assert "a fault of watcher, please report it: KeyError in test_daemon.py" in look.why
    assert "secret" not in caplog.text
    assert "Traceback" not in caplog.text
    after = house.store.watches.by_id(bad.id)
    assert after is not None
    assert after.due_at > NOON
    assert len(house.store.history.revisions(good.id)) == 1


async def test_a_look_for_which_nothing_can_be_opened_is_made_again_and_blames_no_article(
    house: House, town: Paper, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "watcher.daemon")
    town.pages["/a"] = news("Bridge closed", *STORY)
    town.open.set()
    watched = house.add(town.url("/a"))
    lacks = [ImportError("no module of that name")]
    lacks[0].__cause__ = OSError(errno.EMFILE, "Too many open files")

    async def fetch(watched: Watch) -> Seen:
        if lacks:
            raise lacks.pop()
        return await house.http.fetch(watched)

    engine = house.engine()
    async with house.running(replace(engine, desk=replace(engine.desk, fetch=fetch))):
        assert await house.next() == [Outcome.NEW]
    assert [look.outcome for look in house.store.history.looks(watched.id)] == [Outcome.NEW]
    assert [line.partition(" and connections")[0] for line in caplog.messages] == [
        "looking and telling pause: too many files", "looking and telling go on",
    ]  # fmt: skip


async def test_a_full_disk_is_said_once_and_looking_goes_on_when_there_is_room(
    house: House, town: Paper, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "watcher")
    for host in TOWN:
        house.add(town.url("/a", host))
    disk = Disk(house.store, full=7)
    engine = house.engine()
    async with house.running(replace(engine, desk=replace(engine.desk, memory=disk))):
        await house.next(4)
    said = [r.getMessage() for r in caplog.records if r.name.startswith("watcher.daemon")]
    full = "looking and telling pause: watcher.db: the disk is full; make room"
    assert said == [full, "looking and telling go on"]
    assert disk.full == 0
    assert len(town.asked) == 11


async def test_a_damaged_part_of_the_database_holds_up_only_what_it_holds(
    house: House, town: Paper, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "watcher")
    bad, good = house.add(town.url("/a")), house.add(town.url("/b"))
    engine, disk = house.engine(), Disk(house.store, full=0)
    disk.damaged = bad.id
    async with house.running(replace(engine, desk=replace(engine.desk, memory=disk))):
        for _ in range(3):
            watched, _finding = await asyncio.wait_for(house.found.get(), PATIENCE)
            assert watched.id == good.id
            house.store.watches.look_soon(good.id, house.clock())
    said = [r.getMessage() for r in caplog.records if r.name.startswith("watcher.daemon")]
    damaged = "watcher.db: the database is damaged; restore it from a backup"
    assert said == [f"watch={bad.id} is left out, all others go on: {damaged}"]
    assert {path for _, path in town.asked} == {"/b"}


async def test_what_was_not_recorded_was_not_told(house: House, town: Paper) -> None:
    town.pages["/a"] = news("Bridge closed", *STORY)
    house.add(town.url("/a"))
    engine = house.engine()
    disk = Disk(house.store, full=0)
    async with house.running(replace(engine, desk=replace(engine.desk, memory=disk))):
        await house.next()
        town.pages["/a"] = news("Bridge open again", *STORY)
        disk.full = 2
        house.clock.move(timedelta(days=1))
        await house.next()
        await asyncio.wait_for(house.ear.heard.get(), PATIENCE)
    assert house.ear.heard.empty()


# Sources


def feed(*urls: str) -> str:
    items = "".join(f"<item><title>One</title><link>{url}</link></item>" for url in urls)
    return f'<rss version="2.0"><channel>{items}</channel></rss>'


async def test_what_a_source_lists_is_watched_and_looked_at_at_once(house: House, town: Paper) -> None:
    town.pages["/bridge"] = town.pages["/ferry"] = news("Bridge closed", *STORY)
    town.pages["/feed.xml"] = feed("/bridge?utm_source=rss")
    house.store.sources.add(SourceSetting(url=town.url("/feed.xml"), tags=("harbour",)), house.clock())
    async with house.running(house.engine()):
        assert await house.next() == [Outcome.NEW]
        town.pages["/feed.xml"] = feed("/ferry", "/bridge")
        house.clock.move(timedelta(hours=3))
        assert sorted(await house.next(2)) == [Outcome.NEW, Outcome.SAME]
    assert [(w.url, w.tags) for w in house.store.watches.listed()] == [
        (town.url("/bridge"), ("harbour",)),
        (town.url("/ferry"), ("harbour",)),
    ]


async def test_what_left_a_feed_is_looked_at_as_before(house: House, town: Paper) -> None:
    town.pages["/bridge"] = news("Bridge closed", *STORY)
    town.pages["/feed.xml"] = feed("/bridge")
    house.store.sources.add(SourceSetting(url=town.url("/feed.xml")), house.clock())
    async with house.running(house.engine()):
        await house.next()
        town.pages["/feed.xml"] = feed()
        town.pages["/bridge"] = news("Bridge open again", *STORY)
        house.clock.move(timedelta(days=3))
        assert await house.next() == [Outcome.CHANGED]


async def test_a_source_and_looks_at_its_host_keep_the_gap(house: House, town: Paper) -> None:
    town.pages["/feed.xml"] = feed("/a", "/b")
    house.store.sources.add(SourceSetting(url=town.url("/feed.xml")), house.clock())
    house.store.sources.add(SourceSetting(url=town.url("/feed.xml", TOWN[1])), house.clock())
    async with house.running(house.engine(host_gap=timedelta(days=1))):
        for _ in range(2):
            await asyncio.wait_for(town.reached.get(), PATIENCE)
        await asyncio.sleep(0.2)
    assert sorted(town.asked) == [(f"{host}:{town.port}", "/feed.xml") for host in TOWN[:2]]


async def test_a_source_never_meets_a_look_at_its_host(house: House, town: Paper) -> None:
    town.pages["/feed.xml"] = feed(*(f"/{number}" for number in range(5)))
    for number in range(5, 10):
        house.add(town.url(f"/{number}"))
    house.store.sources.add(SourceSetting(url=town.url("/feed.xml")), house.clock())
    async with house.running(house.engine()):
        await house.next(10)
    assert town.most[f"127.0.0.1:{town.port}"] == 1


async def test_a_host_whose_source_is_busy_is_left_alone_with_its_articles(house: House, town: Paper) -> None:
    town.pages["/bridge"] = town.pages["/ferry"] = news("Bridge closed", *STORY)
    house.store.sources.add(SourceSetting(url=town.url("/feed.xml")), house.clock())
    house.add(town.url("/bridge"))
    house.add(town.url("/ferry", TOWN[1]))

    async def get(url: str, validators: Validators) -> Seen:
        return page("", url=url, status=503)

    engine = house.engine()
    async with house.running(replace(engine, source_desk=replace(engine.source_desk, get=get))):
        found, _ = await asyncio.wait_for(house.found.get(), PATIENCE)
        await asyncio.sleep(0.2)
    assert found.url == town.url("/ferry", TOWN[1])
    assert house.found.empty()


async def test_a_reading_is_one_line_of_the_log(house: House, town: Paper, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "watcher.daemon")
    town.pages["/feed.xml"] = feed("/a")
    house.store.sources.add(SourceSetting(url=town.url("/feed.xml")), house.clock())
    house.store.sources.add(SourceSetting(url=town.url("/none.xml", TOWN[1])), house.clock())
    async with house.running(house.engine()):
        for _ in range(3):
            await asyncio.wait_for(town.reached.get(), PATIENCE)
        await house.next()
    lines = [line.partition(" ms=")[0] for line in caplog.messages if line.startswith("source=")]
    assert sorted(lines) == [
        f"source=1 host=127.0.0.1:{town.port} listed=1 new=1",
        f"source=2 host=127.0.0.2:{town.port} listed=0 new=0",
    ]
    assert any("/none.xml: the server answers 404" in line for line in caplog.messages)


async def test_a_full_disk_delays_what_a_source_found_and_loses_nothing(house: House, town: Paper) -> None:
    town.pages["/bridge"] = news("Bridge closed", *STORY)
    town.pages["/feed.xml"] = feed("/bridge")
    house.store.sources.add(SourceSetting(url=town.url("/feed.xml")), house.clock())
    engine = house.engine()
    full = FullRegister(house.store, 2)
    async with house.running(replace(engine, source_desk=replace(engine.source_desk, register=full))):
        assert await house.next() == [Outcome.NEW]
    assert full.full == 0


class FullRegister:
    """A register whose disk is full for a number of writes."""

    def __init__(self, store: Store, full: int) -> None:
        self._store = store
        self.full = full
        self.addresses = store.sources.addresses
        self.unlisted = store.sources.unlisted

    async def enter(self, reading: Reading) -> Source | None:
        if self.full:
            self.full -= 1
            raise StoreError("watcher.db: the disk is full; make room")
        return await self._store.sources.enter(reading)


async def test_what_is_there_at_the_start_is_not_searched_for_garbage(house: House, town: Paper) -> None:
    town.pages["/a"] = news("Bridge closed", *STORY)
    house.add(town.url("/a"))
    gc.unfreeze()
    gc.set_threshold(700)
    try:
        async with house.running(house.engine()):
            await asyncio.wait_for(house.found.get(), PATIENCE)
            assert gc.get_freeze_count() > 10_000
            assert gc.get_threshold()[0] > 700
    finally:
        gc.unfreeze()


class Asked:
    """An agenda that counts how often it is asked what is due."""

    def __init__(self, store: Store) -> None:
        self.times = 0
        self._rounds = store.rounds
        self.rebase, self.again = store.rounds.rebase, store.rounds.again
        self.measure_tempo, self.note_pace = store.rounds.measure_tempo, store.rounds.note_pace
        self.backlog = store.rounds.backlog

    def due(
        self, now: datetime, limit: int, *, visited: Collection[str] = (), per_host: int | None = None
    ) -> list[Round]:
        self.times += 1
        return self._rounds.due(now, limit, visited=visited, per_host=per_host)


@pytest.mark.parametrize(("concurrency", "watches", "times"), [(8, 3, 1), (8, 11, 2), (1, 7, 3)])
async def test_what_is_due_is_asked_again_at_once_only_where_more_may_be_due(
    house: House, town: Paper, concurrency: int, watches: int, times: int
) -> None:
    for number in range(watches):
        house.add(town.url(f"/{number}"))
    asked = Asked(house.store)
    engine = replace(house.engine(concurrency=concurrency), agenda=asked, tick=timedelta(hours=1))
    async with house.running(engine):
        for _ in range(watches):
            await asyncio.wait_for(house.found.get(), PATIENCE)
    assert asked.times == times
