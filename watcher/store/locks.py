"""Locks between processes: files beside the database that the system frees when their holder ends, however it ends."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from watcher.errors import StoreBusy, StoreError
from watcher.store import files

_PATIENCE = 60.0  # seconds a migration by another process may take
_PAUSE = 0.02


@contextmanager
def opening(database: Path) -> Iterator[None]:
    """Holds `<database>.lock`: one process at a time creates or migrates. Raises StoreBusy after a minute,
    StoreError where the file cannot be made."""
    with _locked(_beside(database, ".lock"), _PATIENCE) as file:
        if file is None:
            raise StoreBusy(f"{database}: another process has been migrating it for a minute; try again when it ended")
        yield


@contextmanager
def daemon(database: Path) -> Iterator[None]:
    """Holds `<database>.daemon`, which names the process: one daemon works on a database.

    Raises StoreBusy where another one does, StoreError where the file cannot be made."""
    path = _beside(database, ".daemon")
    with _locked(path, 0) as file:
        if file is None:
            raise StoreBusy(f"{database}: another daemon works on it (process {_holder(path)}); stop that one first")
        os.ftruncate(file, 0)
        os.pwrite(file, f"{os.getpid()}\n".encode(), 0)
        yield


def holder(database: Path) -> str | None:
    """The process of the daemon that works on a database, "unknown" where it does not say; None where none does. Makes
    no file. Raises StoreError where that cannot be found out."""
    path = _beside(database, ".daemon")
    try:
        with path.open("rb") as file:
            return None if _shared(file.fileno()) else _holder(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror}; see to its permissions") from error


def _shared(file: int) -> bool:
    """Whether nobody holds the lock of an open file."""
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _locked(path: Path, patience: float) -> Iterator[int | None]:
    """The locked file; None where another process held it for `patience` seconds."""
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        files.given(path)
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror}; see to the permissions of its folder") from error
    try:
        yield file if _lock(file, patience) else None
    finally:
        os.close(file)


def _lock(file: int, patience: float) -> bool:
    deadline = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                return False
            time.sleep(_PAUSE)
        else:
            return True


def _holder(path: Path) -> str:
    return path.read_text(encoding="utf-8").strip() or "unknown"


def _beside(database: Path, suffix: str) -> Path:
    return database.with_name(database.name + suffix)
