"""The file that was opened as the database: whether it still stands where it stood, and putting it back."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from watcher.errors import StoreError, StoreReplaced


class Place:
    """The database file at `path`, as it is now. Raises StoreError where there is none."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._name = str(path)
        try:
            # O_PATH: closing it does not give up SQLite's locks on the file, as closing any other descriptor would.
            self._file = os.open(path, os.O_PATH)
        except OSError as error:
            raise StoreError(f"{path}: the database cannot be opened: {error.strerror}") from error
        self._identity = _identity(os.fstat(self._file))
        self._is_put_back = False

    def close(self) -> None:
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def check(self) -> None:
        """Raises StoreReplaced where another file stands in its place, StoreError where none does: what is written to a
        file without a name is lost."""
        try:
            found = _identity(os.stat(self._name))  # noqa: PTH116  before every transaction: a Path would cost more
        except OSError as error:
            is_removed = self.is_removed()
            if not is_removed and self._is_put_back:  # by another thread, since
                raise self._replaced() from error
            how = "was removed while it was open" if is_removed else "was moved away; move it back"
            raise StoreError(f"{self.path}: the database {how}") from error
        if found != self._identity:
            raise self._replaced()

    def is_removed(self) -> bool:
        """Whether the file has no name any more, wherever; what it holds is there as long as it is open."""
        return not self.path.exists() and os.fstat(self._file).st_nlink == 0

    def put_back(self, connection: sqlite3.Connection) -> None:
        """Writes what the open `connection` holds where the file was. Raises StoreReplaced, as that is another file,
        and StoreError where it cannot be done."""
        aside = self.path.with_name(f"{self.path.name}.rescued")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            aside.unlink(missing_ok=True)
            with closing(sqlite3.connect(aside)) as target:
                connection.backup(target)
            for suffix in ("-wal", "-shm"):  # of the file that was removed: they would be read into this one
                self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)
            self._is_put_back = True  # before others can see the file that they find there
            os.link(aside, self.path)
        except (OSError, sqlite3.Error) as error:
            self._is_put_back = False
            raise StoreError(
                f"{self.path}: the database was removed while it was open, and cannot be put back: {error}; see to its "
                "folder, and it will be"
            ) from error
        with suppress(OSError):
            aside.unlink()
        raise self._replaced()

    def _replaced(self) -> StoreReplaced:
        if self._is_put_back:
            why = "the database was removed while it was open; all that it held was put back"
        else:
            why = "another file stands in the place of the database that was open"
        return StoreReplaced(f"{self.path}: {why}")


def _identity(found: os.stat_result) -> tuple[int, int]:
    return found.st_dev, found.st_ino
