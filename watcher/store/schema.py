"""Which schema a database has: the migrations that it has seen."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from watcher.errors import NewerStore, StoreError
from watcher.store import sqlite
from watcher.store.queries import Queries, migrations

APPLICATION = 0x77617463  # "watc", in the head of the file: what `file` and `restore` know it by
SET = "watcher"  # what sqlite-utils knows our migrations by
Step = tuple[str, Sequence[str]]
STEPS: Sequence[Step] = tuple(migrations())
_TABLE = "_sqlite_migrations"
_SQL = Queries("migrate")


def readers(path: Path) -> sqlite.Readers:
    """Connections for reading a database of today's schema. Raises StoreError for any other."""
    opened = sqlite.Readers(path)
    try:
        with opened.connection() as connection:
            today = check(connection, path)
        if not today:
            raise StoreError(
                f"{path}: the database is empty, or was made by an older version of watcher; `watcher init` upgrades "
                "the one in use, `watcher restore` a backup"
            )
    except BaseException:
        opened.close()
        raise
    return opened


def check(connection: sqlite3.Connection, path: Path, steps: Sequence[Step] = STEPS) -> bool:
    """Whether the database has seen all of `steps`; False where some are pending.

    Raises NewerStore for a database of a newer version, StoreError for a database of something else."""
    tables = {row["name"] for row in _SQL.all(connection, "tables")}
    applied = _applied(connection, tables)
    if tables - {_TABLE} and not applied:
        raise StoreError(f"{path}: the database belongs to another program; name another file")
    known = [name for name, _ in steps]
    if unknown := [name for name in applied if name not in known]:
        raise NewerStore(
            f"{path}: the database was made by a newer version of watcher (up to {unknown[-1]}); "
            "upgrade watcher, or restore a backup from before the upgrade"
        )
    if list(applied) != known[: len(applied)]:
        raise StoreError(f"{path}: its tables are not those of any version of watcher; restore a backup")
    return len(applied) == len(known)


def count(connection: sqlite3.Connection) -> int:
    """How many migrations the database has seen."""
    return len(_applied(connection, {row["name"] for row in _SQL.all(connection, "tables")}))


def _applied(connection: sqlite3.Connection, tables: set[str]) -> Sequence[str]:
    if _TABLE not in tables:
        return ()
    return [row["name"] for row in _SQL.all(connection, "applied", set=SET)]
