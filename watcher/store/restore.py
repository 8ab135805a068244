"""Putting a backup in place: only a whole, unchanged database of watcher, and only where none is."""

from __future__ import annotations

import os
import sqlite3
import stat
import struct
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from watcher.errors import NewerStore, StoreError
from watcher.model import Flaw, Verified
from watcher.store import backup, files, locks, migrate, schema, soundness, sqlite, verify
from watcher.store.queries import Queries

_SQL = Queries("backup")
_HEAD = 100  # bytes: https://www.sqlite.org/fileformat2.html#the_database_header
_MAGIC = b"SQLite format 3\0"
_PIECE = 1 << 20

Onward = Callable[[float], None]


def restored(file: Path, to: Path, *, onward: Onward, flawed: bool = False) -> Verified:
    """Puts the backup `file` in place as the database `to`, brought to today's schema and looked over. `onward` is told
    of progress, as shares of the whole.

    Raises StoreError, with nothing in place, where there is a database, or the file is none of ours, newer, damaged or
    changed, unless it is wanted `flawed`."""
    _refuse_parts(to)
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{to.parent} cannot be made: {error.strerror}; see to its permissions") from error
    with ExitStack() as held, files.appearing(to) as made:
        _fetched(file, made, lambda share: onward(share / 2))
        _upgraded(made, file)
        found: list[Flaw] = []
        whole = max(verify.count(made), 1)
        seen = verify.verified(made, found=found.append, onward=lambda steps: onward(steps / whole / 2))
        if found and not flawed:
            raise StoreError(f"{file}: the backup has flaws, nothing was restored: {backup.said(found)}")
        files.given(made)
        held.enter_context(locks.opening(to))  # no sooner: it leaves a file behind
        _refuse_parts(to)
    return seen


@contextmanager
def as_of_today(file: Path) -> Iterator[Path]:
    """The database `file` where its schema is today's; of an older backup a copy that is brought to it, elsewhere, for
    as long as it is needed. Raises StoreError for anything else."""
    if soundness.is_current(file):
        yield file
        return
    try:
        aside = TemporaryDirectory(prefix="watcher-")
    except OSError as error:
        raise StoreError(f"{file}: no temporary folder for a copy: {error.strerror}; name one in TMPDIR") from None
    with aside as folder:
        made = Path(folder) / file.name
        _fetched(file, made, lambda _: None)
        _upgraded(made, file)
        yield made


def _refuse_parts(to: Path) -> None:
    """Raises StoreError where there is a database, or what is left of one: SQLite would apply an old log to the new
    file."""
    for tail in ("", "-wal", "-shm", "-journal"):
        part = to.with_name(to.name + tail)
        if os.path.lexists(part):
            raise StoreError(
                f"{part}: there is a database already; nothing is overwritten: stop the daemon and move it away, with "
                "-wal and -shm, or name another one in the configuration"
            )


def _fetched(file: Path, made: Path, onward: Onward) -> None:
    """Copies what is a whole database by its header. Raises StoreError for anything else."""
    with _regular(file) as source:
        size = os.fstat(source.fileno()).st_size
        _refuse_foreign(file, source.read(_HEAD), size)
        source.seek(0)
        try:
            _copied(source.read, made, size, onward)
        except OSError as error:
            raise StoreError(f"{made.parent}: the copy cannot be written: {error.strerror}; see to the disk") from None


def _regular(file: Path) -> BinaryIO:
    """The file, opened. Raises StoreError for a link, a device, a directory, and for a database that is in use."""
    try:
        handle = os.open(file, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        why = "a symbolic link; name the file itself" if file.is_symlink() else error.strerror
        raise StoreError(f"{file}: cannot be read: {why}") from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise StoreError(f"{file}: is no file but a directory or a device; name a backup")
    log = file.with_name(file.name + "-wal")
    if log.exists() and log.stat().st_size:
        os.close(handle)
        raise StoreError(f"{file}: is a database in use ({log.name}), not a backup; `watcher backup` makes one")
    return os.fdopen(handle, "rb")


def _copied(read: Callable[[int], bytes], made: Path, size: int, onward: Onward) -> None:
    with made.open("wb") as target:
        while piece := read(_PIECE):
            target.write(piece)
            onward(len(piece) / size)


def _refuse_foreign(file: Path, head: bytes, size: int) -> None:
    """Raises StoreError for what is no database, or not all of one, by its header."""
    if len(head) < _HEAD or not head.startswith(_MAGIC):
        raise StoreError(f"{file}: is no backup of watcher: it is no SQLite database")
    page: int = struct.unpack_from(">H", head, 16)[0]
    pages: int = struct.unpack_from(">I", head, 28)[0]
    whole = (65536 if page == 1 else page) * pages
    if size < whole:
        raise StoreError(f"{file}: is cut off: {size:,} bytes of {whole:,} are there; take another backup")
    named: int = struct.unpack_from(">I", head, 68)[0]
    if named not in (0, schema.APPLICATION):
        raise StoreError(f"{file}: is no backup of watcher: another program's database")


def _upgraded(made: Path, file: Path) -> None:
    """Brings a copy to today's schema. Raises StoreError where it is no database of watcher, or holds what no version
    of watcher made, such as triggers that would run here."""
    try:
        with sqlite.explained(file), closing(sqlite.changeable(made)) as connection:
            _SQL.run(connection, "mistrust")
            _SQL.run(connection, "one_file").fetchall()
            is_today = schema.check(connection, file)
            steps = schema.STEPS[: schema.count(connection)]
            if not steps or backup.schema(connection) != _expected(steps):
                raise StoreError(f"{file}: is no backup of watcher: its tables are not those of any version")
            if not is_today:
                _SQL.run(connection, "trust")
                migrate.migrate(connection)
    except NewerStore:
        raise
    except UnicodeDecodeError:
        raise StoreError(f"{file}: is no backup of watcher: its names are no text") from None


def _expected(steps: Sequence[schema.Step]) -> list[tuple[object, ...]]:
    """What a database consists of that has seen these steps."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        migrate.migrate(connection, steps)
        return backup.schema(connection)
