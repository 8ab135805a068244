"""Where the database lies: whose it is, and how much room there is."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from watcher.doctor.diagnosis import Diagnosis, doubtful, well, wrong

_LEAST = 100_000_000  # bytes: a day of many edits, and the write-ahead log
_COMFORT = 1_000_000_000
_LEAST_FILES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What is free on a disk: bytes, and files that can still be made, None where those are not counted; and the bytes
    that the database takes."""

    free: int
    files: int | None
    database: int


def of(database: Path) -> list[Diagnosis]:
    """What is to be said of the folder of the database and its disk."""
    folder = next(place for place in database.parents if place.exists())
    return [*judged_place(database), *judged_room(folder, room(folder, database))]


def judged_place(database: Path) -> Iterator[Diagnosis]:
    """Who may write to the database, and who must not."""
    folder = database.parent
    if not folder.exists():
        yield wrong(
            "permissions", f"{folder}: there is no such folder", "`watcher init` makes it, with an empty database"
        )
        return
    found = [
        wrong("permissions", f"everybody on this machine may change {place}", f"chmod o-w {place}")
        for place in (folder, database)
        if place.exists() and _is_open(place)
    ]
    beside = (database, *(database.with_name(database.name + end) for end in ("-wal", "-shm", ".lock", ".daemon")))
    found += [
        wrong("permissions", f"{place} may not be written to", f"run doctor as the user of watcher, or give it {place}")
        for place in (folder, *beside)
        if place.exists() and not os.access(place, os.W_OK, effective_ids=True)
    ]
    if not found and _is_read_by_all(database):
        found = [doubtful("permissions", f"everybody on this machine may read {database}", f"chmod 600 {database}*")]
    yield from found or [well("permissions", f"{folder} may be written to, by nobody who should not")]


def _is_open(place: Path) -> bool:
    """Whether everybody may change it: in a folder with the sticky bit only their own files."""
    mode = place.stat().st_mode
    return bool(mode & stat.S_IWOTH) and not (stat.S_ISDIR(mode) and mode & stat.S_ISVTX)


def _is_read_by_all(file: Path) -> bool:
    """Whether everybody may read it, and come to it."""
    on_the_way = all(parent.stat().st_mode & stat.S_IXOTH for parent in file.parents)
    return on_the_way and file.exists() and bool(file.stat().st_mode & stat.S_IROTH)


def room(folder: Path, database: Path) -> Room:
    disk = os.statvfs(folder)
    size = database.stat().st_size if database.exists() else 0
    return Room(free=disk.f_bavail * disk.f_frsize, files=disk.f_favail if disk.f_files else None, database=size)


def judged_room(folder: Path, own: Room) -> Iterator[Diagnosis]:
    said = f"{own.free / 1e9:,.1f} GB free at {folder}"
    if own.free < _LEAST:
        yield wrong("disk", said, "make room: when the disk is full nothing more is recorded")
    elif own.files is not None and own.files < _LEAST_FILES:
        yield wrong(
            "disk", f"{folder} can hold {own.files} more files", "remove files there: SQLite needs to make some"
        )
    elif own.free < max(_COMFORT, own.database):
        yield doubtful(
            "disk", f"{said}, the database takes {own.database / 1e9:,.1f} GB", "make room, for a copy of it at least"
        )
    else:
        yield well("disk", said)
