"""Backups in rotation and pruning, without being asked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from builders import NOON, Clock
from older_stores import filled
from store_builders import opened

from watcher import daemon, wiring
from watcher.errors import StoreError
from watcher.model import Incident, IncidentKind, Pruned, Verified
from watcher.settings import Backup, Retention, Settings, Web
from watcher.store import Store
from watcher.upkeep import Desk, Upkeep, backups

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass
class Cared:
    """Writes what it should copy to, or fails; says how it was asked to prune."""

    why: str = ""
    flaws: int = 0
    pruned_by: list[tuple[datetime | None, datetime | None]] = field(default_factory=list)
    during: Callable[[], object] = lambda: None

    def backed_up(self, to: Path, *, onward: Callable[[float], None], flawed: bool) -> Verified:
        assert flawed
        if self.why:
            raise StoreError(self.why)
        self.during()
        onward(0.5)
        to.write_text("copy")
        return Verified(flaws=self.flaws)

    def pruned(
        self, *, pages: datetime | None, histories: datetime | None, now: datetime, onward: Callable[[int], None]
    ) -> Pruned:
        self.pruned_by.append((pages, histories))
        return Pruned(pages=1)


@dataclass
class Office:
    """Upkeep in a folder, with a clock and what was told."""

    folder: Path
    care: Cared = field(default_factory=Cared)
    clock: Clock = field(default_factory=Clock)
    told: list[tuple[IncidentKind, str]] = field(default_factory=list)
    stop: asyncio.Event = field(default_factory=asyncio.Event)

    async def report(self, incident: Incident) -> bool:
        is_news = incident.kind.begins != bool(self.told and self.told[-1][0].begins)
        if is_news:
            self.told.append((incident.kind, incident.why))
        return is_news

    def upkeep(self, **options: Any) -> Upkeep:
        given: dict[str, Any] = {
            "care": self.care, "folder": self.folder, "name": "watcher", "every": DAY, "keep": 3, "pages": None,
            "histories": None, "now": self.clock, "report": self.report,
        }  # fmt: skip
        return Upkeep(Desk(**given | options))

    def names(self) -> list[str]:
        return sorted(file.name for file in self.folder.iterdir())


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "backups")


async def test_a_backup_is_made_every_day_and_the_newest_stay(office: Office) -> None:
    upkeep = office.upkeep()
    for _ in range(24 * 5):
        await upkeep.tend(office.stop)
        office.clock.move(HOUR)
    assert office.names() == [f"watcher-2026030{day}T120000Z.db" for day in (4, 5, 6)]
    assert office.folder.stat().st_mode & 0o777 == 0o700
    assert office.told == []


async def test_a_restart_makes_no_backup_before_its_time(office: Office) -> None:
    for _ in range(30):
        await office.upkeep().tend(office.stop)
        office.clock.move(HOUR)
    assert office.names() == ["watcher-20260302T120000Z.db", "watcher-20260303T120000Z.db"]


async def test_what_is_not_ours_in_the_folder_stays(office: Office) -> None:
    office.folder.mkdir()
    others = [
        "watcher-notes.txt",
        "watcher-20260101T000000Z.db.bak",
        "other-20260101T000000Z.db",
        "watcher-99999999T999999Z.db",
    ]
    for name in others:
        (office.folder / name).touch()
    (office.folder / ".watcher-20260301T120000Z.db.77.partial-wal").touch()
    for _ in range(5):
        await office.upkeep(keep=1).tend(office.stop)
        office.clock.move(DAY)
    assert office.names() == sorted([*others, "watcher-20260306T120000Z.db"])


async def test_a_failure_is_told_once_tried_every_hour_and_takes_no_backup_away(office: Office) -> None:
    upkeep = office.upkeep()
    await upkeep.tend(office.stop)
    office.care.why = "the disk is full"
    for _ in range(5 * 24):
        office.clock.move(HOUR)
        await upkeep.tend(office.stop)
    assert office.told == [(IncidentKind.BACKUP_FAILED, "the disk is full")]
    assert office.names() == ["watcher-20260302T120000Z.db"]
    office.care.why = ""
    office.clock.move(timedelta(minutes=59))
    await upkeep.tend(office.stop)
    assert len(office.told) == 1
    office.clock.move(timedelta(minutes=1))
    await upkeep.tend(office.stop)
    assert office.told[1:] == [(IncidentKind.BACKUP_BACK, "")]
    assert len(office.names()) == 2


async def test_a_copy_with_flaws_is_told_and_takes_no_other_ones_place(office: Office) -> None:
    upkeep = office.upkeep(keep=1)
    await upkeep.tend(office.stop)
    office.care.flaws = 2
    for _ in range(3):
        office.clock.move(DAY)
        await upkeep.tend(office.stop)
    assert office.names() == ["watcher-20260302T120000Z.db", "watcher-20260305T120000Z.flawed.db"]
    assert office.told == [(IncidentKind.BACKUP_FAILED, "the copy has 2 flaws; see `watcher verify`")]


async def test_a_clock_that_is_set_back_keeps_no_backup_from_being_made(office: Office) -> None:
    upkeep = office.upkeep()
    for back in (timedelta(0), -400 * DAY, 399 * DAY):
        office.clock.move(back)
        await upkeep.tend(office.stop)
    assert len(office.names()) == 3


async def test_a_folder_that_cannot_be_made_is_told(office: Office) -> None:
    office.folder.write_text("a file")
    await office.upkeep().tend(office.stop)
    ((kind, why),) = office.told
    assert kind is IncidentKind.BACKUP_FAILED
    assert "File exists" in why


async def test_a_daemon_that_stops_breaks_a_copy_off_and_tells_nobody(office: Office) -> None:
    office.care.during = office.stop.set
    await office.upkeep().tend(office.stop)
    assert office.names() == []
    assert office.told == []
    again = asyncio.Event()
    office.care.during = lambda: None
    await office.upkeep().tend(again)
    assert office.names() == ["watcher-20260302T120000Z.db"]


async def test_pruning_goes_by_age_once_a_day(office: Office) -> None:
    upkeep = office.upkeep(folder=None, pages=30 * DAY, histories=None)
    for _ in range(30):
        await upkeep.tend(office.stop)
        office.clock.move(HOUR)
    assert office.care.pruned_by == [(NOON - 30 * DAY, None), (NOON - 29 * DAY, None)]
    await office.upkeep(folder=None).tend(office.stop)
    assert len(office.care.pruned_by) == 2


async def test_the_daemon_backs_up_and_prunes_by_its_settings(tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    await filled(tmp_path / "state")
    with opened(tmp_path / "state") as store:
        for watch in store.watches.listed():
            store.watches.pause(watch.id)
    settings = Settings(
        database=f"sqlite:{tmp_path}/state/watcher.db",
        web=Web(listen=""),
        backup=Backup(folder=str(tmp_path / "copies")),
        retention=Retention(pages=DAY),
    )
    stop = asyncio.Event()
    async with wiring.assembled(settings) as assembly, asyncio.TaskGroup() as group:
        engine = replace(assembly.engine, care=timedelta(milliseconds=50))
        group.create_task(daemon.run(engine, stop))
        await asyncio.wait_for(cared_for(assembly.store, tmp_path / "copies"), 30)
        stop.set()
    (copy,) = backups(tmp_path / "copies", "watcher")
    assert copy.file.stat().st_mode & 0o777 == 0o600


async def cared_for(store: Store, copies: Path) -> None:
    """Returns once there is a backup, and the first page of the first article is gone."""
    first = store.watches.listed()[0].id
    while True:
        if backups(copies, "watcher") and store.history.page_of(first, 1) is None:
            return
        await asyncio.sleep(0.02)
