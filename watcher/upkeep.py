"""The errand that keeps the database safe without being asked: backups in rotation, and pruning.

Both run in a thread, and rest as long as they work: looks come first.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from watcher.errors import StoreError
from watcher.model import Incident, IncidentKind, Pruned, Verified

if TYPE_CHECKING:
    import asyncio

T = TypeVar("T")

_log = logging.getLogger(__name__)

_KEY = "backup"
_STAMP = "%Y%m%dT%H%M%SZ"
_AGAIN = timedelta(hours=1)  # after which a backup that failed is tried once more
_PRUNING = timedelta(days=1)
_LONGEST_REST = 0.1  # seconds


class Care(Protocol):
    def backed_up(self, to: Path, *, onward: Callable[[float], None], flawed: bool) -> Verified:
        """Copies the database to a file that is not there, and looks the copy over."""

    def pruned(
        self, *, pages: datetime | None, histories: datetime | None, now: datetime, onward: Callable[[int], None]
    ) -> Pruned:
        """Throws away what is older."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What upkeep needs. Backups go to `folder`, None for none, with names that begin with `name`, `every` so often,
    and the newest `keep` stay; `pages` and `histories` are how old what is kept may be, None for any age. `report`
    tells the operator, once, of what befell."""

    care: Care
    folder: Path | None
    name: str
    every: timedelta
    keep: int
    pages: timedelta | None
    histories: timedelta | None
    now: Callable[[], datetime]
    report: Callable[[Incident], Awaitable[bool]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A backup in the folder, and when it was begun."""

    file: Path
    at: datetime


class _Stopped(StoreError):
    pass


class Upkeep:
    """Sees to what is due. It remembers when it tried last."""

    def __init__(self, desk: Desk, before: Upkeep | None = None) -> None:
        self._desk = desk
        self._failed_at: datetime | None = before._failed_at if before else None
        self._pruned_at: datetime | None = before._pruned_at if before else None

    async def tend(self, stop: asyncio.Event) -> None:
        """Backs up where that is due, then prunes once a day; breaks off, to begin anew, when `stop` is set."""
        with suppress(_Stopped):
            await self._back_up(stop)
            await self._prune(stop)

    async def _back_up(self, stop: asyncio.Event) -> None:
        own, now = self._desk, self._desk.now()
        if own.folder is None or not self._is_due(own.folder, now):
            return
        try:
            seen = await _beside(partial(self._kept, own.folder, now, stop))
        except _Stopped:
            raise
        except (StoreError, OSError) as error:
            self._failed_at = now
            await self._tell(IncidentKind.BACKUP_FAILED, now, str(error))
            return
        self._failed_at = None
        if seen.flaws:
            await self._tell(IncidentKind.BACKUP_FAILED, now, f"the copy has {seen.flaws} flaws; see `watcher verify`")
        else:
            await self._tell(IncidentKind.BACKUP_BACK, now, "")

    def _is_due(self, folder: Path, now: datetime) -> bool:
        if self._failed_at is not None and self._failed_at <= now < self._failed_at + min(_AGAIN, self._desk.every):
            return False
        made = [each.at for each in (*backups(folder, self._desk.name), *_flawed(folder, self._desk.name))]
        return not any(now - self._desk.every < at <= now for at in made)

    def _kept(self, folder: Path, now: datetime, stop: asyncio.Event) -> Verified:
        """Makes a backup, and rotates the others. One with flaws is kept beside them, and takes no other's place."""
        name = self._desk.name
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for left in folder.glob(f".{name}-*.db.*.partial*"):  # of a daemon that was killed
            left.unlink(missing_ok=True)
        made = folder / f"{name}-{now:{_STAMP}}.db"
        seen = self._desk.care.backed_up(made, onward=_gently(stop), flawed=True)
        if seen.flaws:
            for old in _flawed(folder, name):
                old.file.unlink(missing_ok=True)
            made.rename(made.with_name(f"{made.stem}.flawed.db"))
        else:
            for old in backups(folder, name)[: -self._desk.keep]:
                if old.file != made:
                    old.file.unlink(missing_ok=True)
            _log.info("backup=%s revisions=%d", made, seen.revisions)
        return seen

    async def _prune(self, stop: asyncio.Event) -> None:
        own, now = self._desk, self._desk.now()
        is_recent = self._pruned_at is not None and self._pruned_at <= now < self._pruned_at + _PRUNING
        if is_recent or (own.pages is None and own.histories is None):
            return
        self._pruned_at = now
        pages, histories = (None if age is None else now - age for age in (own.pages, own.histories))
        try:
            gone = await _beside(
                partial(own.care.pruned, pages=pages, histories=histories, now=now, onward=_gently(stop))
            )
        except _Stopped:
            self._pruned_at = None
            raise
        except StoreError as error:
            _log.warning("pruning failed: %s", error)
            return
        if gone.pages or gone.histories:
            _log.info("pruned pages=%d bytes=%d histories=%d", gone.pages, gone.bytes, gone.histories)

    async def _tell(self, kind: IncidentKind, now: datetime, why: str) -> None:
        incident = Incident(kind=kind, key=_KEY, name=str(self._desk.folder), since=now, at=now, why=why)
        try:
            is_news = await self._desk.report(incident)
        except StoreError:
            is_news = True  # what keeps the database from being written to is told by the looks
        if is_news and kind.begins:
            _log.error("backup failed: %s", why)
        elif is_news:
            _log.warning("backups are made again")


async def _beside(work: Callable[[], T]) -> T:
    """What `work` gives in a thread."""
    import asyncio  # noqa: PLC0415 - takes 35 ms, and `watcher status` only asks for the newest backup

    return await asyncio.to_thread(work)


def backups(folder: Path, name: str) -> list[Backup]:
    """The backups in the folder whose names begin so, oldest first; those with flaws left out."""
    return list(_named(folder, re.compile(rf"{re.escape(name)}-(\d{{8}}T\d{{6}}Z)\.db")))


def newest_backup(folder: Path, name: str) -> datetime | None:
    """When the newest of them was begun; None without any. Raises OSError where the folder cannot be read."""
    return max((each.at for each in backups(folder, name)), default=None)


def _flawed(folder: Path, name: str) -> list[Backup]:
    return list(_named(folder, re.compile(rf"{re.escape(name)}-(\d{{8}}T\d{{6}}Z)\.flawed\.db")))


def _named(folder: Path, form: re.Pattern[str]) -> Iterator[Backup]:
    if not folder.is_dir():
        return
    for file in sorted(folder.iterdir()):
        if found := form.fullmatch(file.name):
            with suppress(ValueError):
                yield Backup(file=file, at=datetime.strptime(found[1], _STAMP).replace(tzinfo=UTC))


def _gently(stop: asyncio.Event) -> Callable[[float], None]:
    """What is told of progress: it rests as long as was worked since it rested last, and breaks off when `stop` is
    set."""
    last = time.monotonic()

    def onward(_: float) -> None:
        nonlocal last
        if stop.is_set():
            raise _Stopped("the daemon stops")
        time.sleep(min(time.monotonic() - last, _LONGEST_REST))
        last = time.monotonic()

    return onward
