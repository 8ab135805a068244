"""The backups of the daemon's own: whether they can be made, and whether they were."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from watcher.doctor.diagnosis import Diagnosis, doubtful, well, wrong
from watcher.doctor.place import room
from watcher.settings import Settings
from watcher.upkeep import newest_backup

_LATE = 2  # times the interval: one that failed is tried again every hour


def of(settings: Settings, database: Path, now: datetime) -> Iterator[Diagnosis]:
    """What is to be said of the folder of backups; nothing where none is set. Raises OSError where it may not be
    read."""
    own = settings.backup
    folder = own.place
    if folder is None:
        return
    found = list(judged_folder(folder, database))
    newest = newest_backup(folder, database.stem)
    if newest is None:
        found += [doubtful("backup", f"none is in {folder} so far", "see that the daemon runs, and what its log says")]
    elif now - newest > own.every * _LATE:
        what = f"the newest in {folder} is of {newest:%Y-%m-%d %H:%M} UTC"
        found += [wrong("backup", what, "see that the daemon runs; `watcher status` and its log say why there is none")]
    yield from found or [well("backup", f"the newest in {folder} is of {newest:%Y-%m-%d %H:%M} UTC")]


def judged_folder(folder: Path, database: Path) -> Iterator[Diagnosis]:
    """Whether the daemon could write a backup there, and whether it would outlive the database's disk."""
    place = next(each for each in (folder, *folder.parents) if each.exists())
    if not place.is_dir():
        yield wrong("backup", f"{place} is no folder", "name another one in [backup]")
        return
    if not os.access(place, os.W_OK | os.X_OK, effective_ids=True):
        yield wrong(
            "backup", f"{place} may not be written to", f"run doctor as the user of watcher, or give it {place}"
        )
    own = room(place, database)
    if own.free < own.database:
        what = f"{own.free / 1e9:,.1f} GB free at {place}, the database takes {own.database / 1e9:,.1f} GB"
        yield wrong("backup", what, "make room, or name a folder on another disk in [backup]")
    if database.exists() and place.stat().st_dev == database.stat().st_dev:
        yield doubtful("backup", f"{place} is on the disk of the database", "name a folder on another one in [backup]")
