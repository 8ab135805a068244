"""Connections to one SQLite file, and SQLite's faults in words for a person."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

from watcher.descriptors import exhausted
from watcher.errors import StoreBusy, StoreDamaged, StoreError
from watcher.home import from_home
from watcher.store import files

T = TypeVar("T")

NEEDED = (3, 38)  # the operator ->>; STRICT tables came with 3.37, RETURNING with 3.35
_INSTRUCTIONS = 200_000  # of SQLite between two questions whether to go on: some milliseconds
PATIENCE = 10.0  # seconds another process may hold the write lock

# FULL: a commit is on the disk before an alert is sent or a look counts as done (docs/adr/0002).
_WRITING = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA journal_size_limit = 67108864",
)

# Of pages, instead of 2 MB for each of up to as many readers as there are threads: what is committed makes them forget.
_READING = "PRAGMA cache_size = -256"

_FAULTS = {
    sqlite3.SQLITE_CANTOPEN: "cannot be opened; see that it is a file and that its folder may be written to",
    sqlite3.SQLITE_NOTADB: "is a file of another kind; name another one, or move it away",
    sqlite3.SQLITE_CORRUPT: "is damaged; restore it from a backup",
    sqlite3.SQLITE_FULL: "cannot grow: the disk is full; make room, nothing that was recorded is lost",
    sqlite3.SQLITE_READONLY: "may not be written to; see to the permissions of the file and its folder",
    sqlite3.SQLITE_PERM: "may not be opened; see to the permissions of the file and its folder",
    sqlite3.SQLITE_IOERR: "cannot be read or written: the disk reports an error; see to the disk and its space",
    sqlite3.SQLITE_BUSY: f"is locked by another process for more than {PATIENCE:.0f} s; try again when it has ended",
}

_KINDS = {sqlite3.SQLITE_BUSY: StoreBusy, sqlite3.SQLITE_CORRUPT: StoreDamaged}


def database_path(database: str) -> Path:
    """The file that "sqlite:state/watcher.db" (relative) or "sqlite:/var/lib/watcher.db" names.

    Raises StoreError for anything else."""
    scheme, _, name = database.partition(":")
    if scheme != "sqlite" or not name or name.startswith(":"):
        raise StoreError(f'database = "{database}": a file was expected, such as "sqlite:state/watcher.db"')
    path = Path("/" + name.lstrip("/")) if name.startswith("/") else Path(name)
    return from_home(path).absolute()


def writable(path: Path) -> sqlite3.Connection:
    """A connection that may write; makes an empty database where there is none. May be used from any thread,
    by one at a time. Raises StoreError."""
    _make_private(path)
    with explained(path):
        connection = _connected(path, "mode=rwc")
        try:
            _refuse_protected(path)
            for pragma in _WRITING:
                connection.execute(pragma)
        except BaseException:
            connection.close()
            raise
    return connection


def readable(path: Path) -> sqlite3.Connection:
    """A connection that cannot write. May be used from any thread, by one at a time. Raises StoreError."""
    refuse_none(path)
    with explained(path):
        try:
            return _probed(_connected(path, "mode=ro"))
        except sqlite3.OperationalError as error:
            # Reading a WAL database takes a -shm file beside it. Where the folder is protected or the disk is full, and
            # nobody has the database open, none can be made and none is needed:
            # https://www.sqlite.org/wal.html#readonly
            if not lacks_shm(error) or _has_more(path):
                raise
            return _probed(_connected(path, "mode=ro&immutable=1"))


def refuse_none(path: Path) -> None:
    """Raises StoreError where no database is, or this user may not see or read one."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise StoreError(f"{path}: there is no database yet; `watcher init` makes one") from None
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror}; run this as root, or as the user of watcher") from error
    if not os.access(path, os.R_OK, effective_ids=True):
        raise StoreError(f"{path}: {os.strerror(errno.EACCES)}; run this as root, or as the user of watcher")


def changeable(path: Path) -> sqlite3.Connection:
    """A connection to a database that is there, which leaves it as it is until it is told to change something. Raises
    sqlite3.Error, StoreError."""
    return _connected(path, "mode=rw")


@contextmanager
def breakable(connection: sqlite3.Connection, onward: Callable[[int], object]) -> Iterator[None]:
    """Long statements too ask `onward`, of no step, which may raise StoreError to break them off."""
    raised: list[StoreError] = []

    def asked() -> int:
        try:
            onward(0)
        except StoreError as error:
            raised.append(error)
        return len(raised)

    connection.set_progress_handler(asked, _INSTRUCTIONS)
    try:
        yield
    except sqlite3.OperationalError:
        if raised:
            raise raised[0] from None
        raise
    finally:
        connection.set_progress_handler(None, 0)


class Readers:
    """Connections for reading, as many as are used at once."""

    def __init__(self, path: Path, look: Callable[[], None] = lambda: None) -> None:
        """`look` raises StoreError where the file is not where it was, and is called before each use."""
        self._path = path
        self._look = look
        self._idle: deque[sqlite3.Connection] = deque()
        self._closed = False

    @contextmanager
    def connection(self) -> Iterator[sqlite3.Connection]:
        """A connection for one statement, from any thread. Raises StoreError."""
        connection = self._taken()
        try:
            with explained(self._path):
                yield connection
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            self._idle.append(connection)
            if self._closed:
                self.close()

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """A connection whose statements all see the database as it stands at the first. Raises StoreError."""
        with self.connection() as connection:
            connection.execute("BEGIN")
            yield connection

    def read(self, reading: Callable[[sqlite3.Connection], T]) -> T:
        """What `reading` gives, at one state of the database. Raises StoreError."""
        with self.snapshot() as connection:
            return reading(connection)

    def _taken(self) -> sqlite3.Connection:
        if self._closed:
            raise StoreError(f"{self._path}: the store is closed")
        self._look()
        try:
            return self._idle.pop()
        except IndexError:
            return readable(self._path)

    def close(self) -> None:
        """Closes what is idle now, and what is in use as soon as it is given back."""
        self._closed = True
        while self._idle:
            self._idle.pop().close()


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turns SQLite's faults into StoreError."""
    try:
        yield
    except sqlite3.Error as error:
        raise fault(error, path) from error


def fault(error: sqlite3.Error, path: Path) -> StoreError:
    """`error` in words: what, where, what to do."""
    words = _FAULTS.get(code(error), f"gave an error: {error}")
    if code(error) == sqlite3.SQLITE_CANTOPEN and (why := exhausted()):
        words = f"cannot be opened: {why}"
    if code(error) == sqlite3.SQLITE_IOERR and _is_full(path.parent):
        words = _FAULTS[sqlite3.SQLITE_FULL]
    return _KINDS.get(code(error), StoreError)(f"{path}: the database {words}")


def code(error: sqlite3.Error) -> int:
    """The primary result code, 0 where the error is not SQLite's."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _make_private(path: Path) -> None:
    """Makes an empty file for its owner alone where there is none: it holds secrets of pushes. SQLite's files beside
    it get the same permissions."""
    with suppress(OSError):  # SQLite says what is wrong
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
        files.given(path)


def lacks_shm(error: sqlite3.Error) -> bool:
    """Whether it says that the file beside the database that reading takes (-shm) cannot be made, or not be as large
    as it has to."""
    return (
        code(error) in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
        or getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_IOERR_SHMSIZE
    )


def _has_more(path: Path) -> bool:
    """Whether something may stand in the -wal file that does not stand in the database."""
    wal = path.with_name(path.name + "-wal")
    return wal.exists() and wal.stat().st_size > 0


def _is_full(folder: Path) -> bool:
    """Whether there is no room at all on the disk; False where that cannot be found out."""
    try:
        return os.statvfs(folder).f_bavail == 0
    except OSError:
        return False


def _connected(path: Path, mode: str) -> sqlite3.Connection:
    if sqlite3.sqlite_version_info < NEEDED:
        needed = ".".join(map(str, NEEDED))
        raise StoreError(f"SQLite {needed} or newer is needed; this Python brings {sqlite3.sqlite_version}")
    if path.is_dir():
        raise StoreError(f"{path}: the database is a directory; name a file, such as {path / 'watcher.db'}")
    if path.exists() and not path.is_file():  # a pipe would be waited for without end
        raise StoreError(f"{path}: the database is no file but a device or a pipe; name a file")
    connection = sqlite3.connect(
        f"file:{quote(str(path))}?{mode}", uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False
    )
    connection.row_factory = sqlite3.Row
    return connection


def _probed(connection: sqlite3.Connection) -> sqlite3.Connection:
    try:
        connection.execute(_READING)
        connection.execute("SELECT 1 FROM sqlite_schema").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _refuse_protected(path: Path) -> None:
    # SQLite opens a protected file for reading without a word and fails at the first write.
    for place in (path, path.parent):
        if not os.access(place, os.W_OK, effective_ids=True):
            raise StoreError(f"{place} may not be written to; see to its permissions")
