"""The configuration read anew while the daemon runs: it counts for what begins then, and a wrong one not at all."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest
from builders import NOON, news, subscription
from fakes import Paper, paper

from watcher import wiring
from watcher.daemon.shifts import Shifts
from watcher.entries import Entry, told_in
from watcher.errors import SettingsError
from watcher.model import Finding, Outcome, SourceSetting, Watch
from watcher.settings import Fetch, Schedule, Settings, Web
from watcher.urls import identity, site

PATIENCE = 20.0
STORY = (
    "The harbour bridge was closed to all traffic on Monday after engineers found cracks in two of its main cables.",
    "City officials said the inspection, the first in nine years, had been planned since the winter storms of January.",
)


@dataclass
class House:
    """A daemon from settings that `wanted` may replace."""

    wanted: Settings
    log: pytest.LogCaptureFixture
    why: str = ""
    found: asyncio.Queue[tuple[Watch, Finding]] = field(default_factory=asyncio.Queue)
    assembly: wiring.Assembly | None = None

    def read(self) -> Settings:
        if self.why:
            raise SettingsError(self.why)
        return self.wanted

    @asynccontextmanager
    async def door(self, _: Settings, assembly: wiring.Assembly) -> AsyncIterator[None]:
        self.assembly = assembly
        yield

    @property
    def now(self) -> wiring.Assembly:
        assert self.assembly is not None
        return self.assembly

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        stop = asyncio.Event()
        work = wiring.run(
            self.wanted, stop, on_finding=lambda *found: self.found.put_nowait(found), door=self.door, read=self.read
        )
        task = asyncio.create_task(work)
        try:
            await said(self.log, Entry.READY)
            yield
        finally:
            stop.set()
            await asyncio.wait_for(task, PATIENCE)

    async def next(self) -> Outcome:
        return (await asyncio.wait_for(self.found.get(), PATIENCE))[1].outcome


@pytest.fixture
def house(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> House:
    caplog.set_level("INFO", "watcher")
    fetch = Fetch(
        allow_networks=(ip_network("127.0.0.0/8"),), host_gap=timedelta(0), robots=False, user_agent="first",
        timeout=timedelta(seconds=20),
    )  # fmt: skip
    own = Settings(
        database=f"sqlite:{tmp_path}/watcher.db", fetch=fetch, web=Web(listen=""), sites=tmp_path / "sites",
        templates=tmp_path / "templates",
    )  # fmt: skip
    return House(own, caplog)


@pytest.fixture
async def town() -> AsyncIterator[Paper]:
    async with paper() as printed:
        yield printed


async def said(log: pytest.LogCaptureFixture, kind: Entry) -> str:
    """The first entry of its kind."""
    async with asyncio.timeout(PATIENCE):
        while True:
            for record in log.records:
                if (told := told_in(record)) is not None and told.entry is kind:
                    return record.getMessage()
            await asyncio.sleep(0.01)


async def reloaded(log: pytest.LogCaptureFixture, kind: Entry = Entry.RELOADED) -> str:
    """What is said of a reload that is asked for now."""
    log.clear()
    os.kill(os.getpid(), signal.SIGHUP)
    return await said(log, kind)


def added(house: House, url: str) -> Watch:
    store = house.now.store
    return store.watches.add(url, key=identity(url), site=site(url), every=timedelta(seconds=1), now=NOON)[0]


async def test_whoever_subscribes_anew_is_told_of_the_next_edit(
    house: House, town: Paper, caplog: pytest.LogCaptureFixture
) -> None:
    town.pages["/a"] = news("Bridge closed", *STORY)
    async with house.running():
        added(house, town.url("/a"))
        assert await house.next() is Outcome.NEW
        house.wanted = replace(house.wanted, subscriptions=(subscription(),))
        assert await reloaded(caplog) == "reloaded subscriptions=1"
        town.pages["/a"] = news("Bridge open again", *STORY)
        while await house.next() is not Outcome.CHANGED:
            pass
        assert [letter.alert.subscription for letter in house.now.store.outbox.letters()] == ["desk"]


async def test_a_source_that_came_is_read_and_one_that_went_is_not(
    house: House, town: Paper, caplog: pytest.LogCaptureFixture
) -> None:
    link = f"<a href='{town.url('/2026/03/02/bridge-closed')}'>Bridge closed for weeks</a>"
    town.pages["/list"] = f"<!doctype html><html><body>{link}</body></html>"
    town.pages["/2026/03/02/bridge-closed"] = news("Bridge closed", *STORY)
    async with house.running():
        house.wanted = replace(house.wanted, sources=(SourceSetting(url=town.url("/list")),))
        await reloaded(caplog)
        assert await house.next() is Outcome.NEW
        house.wanted = replace(house.wanted, sources=())
        await reloaded(caplog)
        assert list(house.now.store.sources.listed()) == []


async def test_a_users_new_site_rule_and_schedule_count_for_the_next_look(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    async with house.running():
        house.wanted.sites.mkdir()
        (house.wanted.sites / "harbour.toml").write_text(
            'hosts = ["harbour.example"]\n[[layout]]\ncontainer = ".story"\n'
        )
        house.wanted = replace(house.wanted, schedule=Schedule(looks_per_article=99))
        await reloaded(caplog)
        desk = house.now.engine.desk
        assert desk.rules.sites[0].hosts == ("harbour.example",)
        assert desk.schedule.looks_per_article == 99


async def test_what_was_said_of_a_destination_is_said_and_it_is_tried_again(house: House) -> None:
    async with house.running():
        shifts = Shifts(house.now.engine)
        for _ in range(2):
            shifts.now.outages.goes_on("desk", NOON, timedelta(hours=1), asked=True)
        assert shifts.now.outages.rests("desk", NOON)
        shifts.change(house.now.engine)
        assert not shifts.now.outages.rests("desk", NOON)
        assert shifts.now.outages.lasts("desk")
        shifts.now.outages.goes_on("desk", NOON, timedelta(hours=1), asked=True)
        assert not shifts.now.outages.begins("desk")


async def test_a_look_under_way_ends_as_it_began(house: House, town: Paper, caplog: pytest.LogCaptureFixture) -> None:
    town.pages["/a"] = news("Bridge closed", *STORY)
    town.open.clear()
    async with house.running():
        added(house, town.url("/a"))
        await asyncio.wait_for(town.reached.get(), PATIENCE)
        before = house.now.http
        house.wanted = replace(house.wanted, fetch=replace(house.wanted.fetch, timeout=timedelta(seconds=1)))
        await reloaded(caplog)
        assert house.now.http is not before
        town.open.set()
        assert await house.next() is Outcome.NEW
        assert house.now.http.answers == before.answers  # they are counted on


async def test_what_is_wrong_is_said_and_all_stays_as_it_was(house: House, caplog: pytest.LogCaptureFixture) -> None:
    async with house.running():
        before = house.now.engine
        house.why = "watcher.toml:7: fetch.robot: unknown key; did you mean robots?"
        assert await reloaded(caplog, Entry.NOT_RELOADED) == f"not reloaded, all stays as it was: {house.why}"
        assert house.now.engine is before
        house.why = ""
        await reloaded(caplog)
        assert house.now.engine is not before


@pytest.mark.parametrize("wrong", ["rule", "template", "secret"])
async def test_what_a_start_would_refuse_a_reload_refuses_too(
    house: House, caplog: pytest.LogCaptureFixture, wrong: str
) -> None:
    async with house.running():
        before = house.now.settings
        house.wanted.sites.mkdir()
        match wrong:
            case "rule":
                (house.wanted.sites / "harbour.toml").write_text("hosts = 3")
            case "template":
                template = house.wanted.templates / "none.j2"
                house.wanted = replace(house.wanted, subscriptions=(replace(subscription(), template=template.name),))
            case "secret":
                house.wanted = replace(house.wanted, fetch=replace(house.wanted.fetch, proxy="file:/nowhere/proxy"))
        assert "not reloaded" in await reloaded(caplog, Entry.NOT_RELOADED)
        assert house.now.settings is before


async def test_what_counts_after_a_restart_is_named_and_waits_for_one(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    async with house.running():
        before = house.wanted
        house.wanted = replace(before, database="sqlite:elsewhere.db", web=Web(listen="127.0.0.1:1", public=True))
        await reloaded(caplog)
        assert house.now.settings == before
    said = "what is set anew in database, web.listen, web.public counts after a restart of the daemon"
    assert [record.getMessage() for record in caplog.records if record.levelname == "WARNING"] == [said]
