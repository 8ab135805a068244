"""Bringing a database to today's schema. Migrations are numbered, appended and never changed.

What is in a database is copied first, to a file beside it that names the first migration it has not seen.
"""

from __future__ import annotations

import logging
import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from watcher.store import alike, backup, files, indexing, locks, packing, pages, proof, schema
from watcher.store.queries import Queries

if TYPE_CHECKING:
    from sqlite_utils import Database

_log = logging.getLogger(__name__)

# What a migration fills of what is there already.
_THEN: Mapping[str, Callable[[sqlite3.Connection], None]] = {
    "0021_texts": packing.pack_all,
    "0023_pages": pages.take_over,
    "0024_traits": alike.take_over,
    "0025_seals": proof.take_over,
    "0029_beginnings": indexing.index_all,
}
_SQL = Queries("migrate")
_COPIES = 2  # from before migrations, kept


def upgrade(connection: sqlite3.Connection, path: Path, steps: Sequence[schema.Step] = schema.STEPS) -> None:
    """Applies those of `steps` that are pending, each migration whole or not at all; what the database holds is copied
    first. To be called under locks.opening.

    Raises what schema.check raises, StoreBusy while a daemon works on the old schema, and StoreError where there is no
    room for the copy."""
    if schema.check(connection, path, steps):
        return
    with locks.daemon(path):
        if seen := schema.count(connection):
            _keep(path, steps[seen][0])
        migrate(connection, steps)


def _keep(path: Path, pending: str) -> None:
    """Copies the database to a file beside it, named after the migration that comes next; of those from earlier ones
    the newest stays."""
    copy = path.with_name(f"{path.name}.before-{pending}-{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}")
    with files.appearing(copy) as made:
        backup.copied(path, made, named=copy)
    _log.info("backup=%s made before the database is upgraded", copy)
    named = re.compile(rf"{re.escape(path.name)}\.before-\d{{4}}_\w+-[\dT.]+Z")
    kept = sorted(file for file in path.parent.iterdir() if named.fullmatch(file.name))
    for old in kept[:-_COPIES]:
        old.unlink(missing_ok=True)


def migrate(connection: sqlite3.Connection, steps: Sequence[schema.Step] = schema.STEPS) -> None:
    """Applies those of `steps` that are pending."""
    # Imported here because it takes 75 ms, and a database has something pending once in a version.
    from sqlite_utils import Database, Migrations  # noqa: PLC0415

    pending = Migrations(schema.SET)
    for name, statements in steps:
        pending(name=name)(_migration(statements, _THEN.get(name)))
    connection.create_function("blob_of", 1, _blob_of, deterministic=True)
    _SQL.run(connection, "spill")
    try:
        pending.apply(Database(connection, recursive_triggers=False, execute_plugins=False))
    finally:
        _SQL.run(connection, "hold")
    _SQL.run(connection, "mark")


def _blob_of(digits: str | None) -> bytes | None:
    """The bytes of hexadecimal digits; of anything else, which no version wrote, its own."""
    if digits is None:
        return None
    try:
        return bytes.fromhex(digits)
    except ValueError:
        return digits.encode()


def _migration(
    statements: Sequence[str], then: Callable[[sqlite3.Connection], None] | None
) -> Callable[[Database], None]:
    def apply(db: Database) -> None:
        for statement in statements:
            db.conn.execute(statement)
        if then is not None:
            then(db.conn)

    return apply
