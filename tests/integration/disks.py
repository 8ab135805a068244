"""Small disks of their own: one that can be full, and one that breaks; as root, and gone at the end."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PIECE = 1 << 12


@contextmanager
def disk_in_memory(folder: Path, size: str) -> Iterator[Path]:
    """A disk of that size, such as "8m", mounted at `folder`."""
    with _mounted(folder, "-t", "tmpfs", "-o", f"size={size},mode=0700", "tmpfs"):
        yield folder


@contextmanager
def device(folder: Path, size: str) -> Iterator[Path]:
    """A file of that size with an ext4 file system, for a disk; it takes room only where something is written."""
    with disk_in_memory(folder, size):
        image = folder / "image"
        subprocess.run(["truncate", "-s", size, image], check=True)
        subprocess.run(["mkfs.ext4", "-q", "-F", image], check=True)
        yield image


@contextmanager
def disk_on(image: Path, folder: Path) -> Iterator[Path]:
    """The file system of a `device`, mounted at `folder`; it becomes read-only once the device fails it."""
    with _mounted(folder, "-o", "loop,errors=remount-ro", str(image)):
        yield folder


@contextmanager
def failing(image: Path) -> Iterator[None]:
    """A `device` fails all that is written where nothing was so far; what it took before is kept."""
    with full(image.parent):
        yield


def mended(image: Path) -> None:
    """Puts right the file system of a `device`, which is not mounted."""
    done = subprocess.run(["e2fsck", "-p", image], capture_output=True, check=False)
    assert done.returncode in (0, 1), done.stdout  # 1: something was put right


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """The disk, on which nothing is open for writing, may not be written to."""
    subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["mount", "-o", "remount,rw", folder], check=True)


@contextmanager
def full(folder: Path) -> Iterator[None]:
    """A file takes all room that is left."""
    filler = folder / "filler"
    try:
        with filler.open("wb", buffering=0) as file, suppress(OSError):
            while file.write(bytes(_PIECE)):
                pass
        assert os.statvfs(folder).f_bavail == 0
        yield
    finally:
        filler.unlink()


@contextmanager
def _mounted(folder: Path, *how: str) -> Iterator[None]:
    folder.mkdir(exist_ok=True)
    subprocess.run(["mount", *how, folder], check=True)
    try:
        yield
    finally:
        if subprocess.run(["umount", folder], check=False).returncode:
            subprocess.run(["umount", "--lazy", folder], check=True)
