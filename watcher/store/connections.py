"""What the parts of one store read and write with."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TypeVar

from watcher.errors import StoreError
from watcher.store.sqlite import Readers
from watcher.store.writer import Writer

T = TypeVar("T")


class Connections:
    """To one database: for reading as many as are used at once, for writing one, or none. Everything raises StoreError
    where the database cannot be read or written."""

    def __init__(self, path: Path, writer: Writer | None, readers: Readers) -> None:
        self.path = path
        self._writer = writer
        self._readers = readers

    def read(self, reading: Callable[[sqlite3.Connection], T]) -> T:
        """What `reading` gives, at one state of the database."""
        return self._readers.read(reading)

    def reader(self) -> AbstractContextManager[sqlite3.Connection]:
        """A connection for one statement."""
        return self._readers.connection()

    def write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """What `work` gives, once it is on the disk. For threads."""
        return self.writer.carry_out(work)

    async def write_soon(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """What `work` gives, once it is on the disk. For coroutines."""
        return await self.writer.carry_out_soon(work)

    @property
    def writer(self) -> Writer:
        if self._writer is None:
            raise StoreError(f"{self.path}: the database was opened for reading only")
        return self._writer

    def close(self) -> None:
        """Writes what is queued, then closes all of them."""
        self._readers.close()
        if self._writer is not None:
            self._writer.close()
