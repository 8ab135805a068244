"""New files that appear whole or not at all, and never in the place of another one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from watcher.errors import StoreError

_PRIVATE = 0o600
PARTIAL = ".partial"


@contextmanager
def appearing(path: Path) -> Iterator[Path]:
    """An empty file beside `path`, for its owner alone, that becomes `path` when everything went well and is removed
    when not. Raises StoreError where there is something at `path`, or nothing can be made there."""
    refuse_taken(path)
    made = path.with_name(f".{path.name}.{os.getpid()}{PARTIAL}")
    with _told(path):
        os.close(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, _PRIVATE))
    try:
        yield made
        with _told(path):
            _synced(made)
            _placed(made, path)
            _synced(path.parent)
    finally:
        for each in (made, *(made.with_name(made.name + tail) for tail in ("-wal", "-shm", "-journal"))):
            with suppress(OSError):
                each.unlink()


def refuse_taken(path: Path) -> None:
    """Raises StoreError where there is something at `path`."""
    if os.path.lexists(path):
        raise StoreError(f"{path}: is there already, and is not overwritten; name another file, or move it away")


def given(made: Path) -> None:
    """Gives what root has made to the owner of its folder: a service that runs as another user goes on with it."""
    if os.geteuid() != 0:
        return
    folder = made.parent.stat()
    with suppress(OSError):  # a file system that knows no owners
        os.chown(made, folder.st_uid, folder.st_gid, follow_symlinks=False)


def _placed(made: Path, path: Path) -> None:
    """A link fails where somebody was quicker; only file systems that know none are asked first."""
    try:
        os.link(made, path)
    except FileExistsError:
        refuse_taken(path)
    except OSError:
        refuse_taken(path)
        made.rename(path)


def _synced(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"{path}: cannot be written: {error.strerror}; see to the folder, its space and rights"
        ) from None
