"""Copies of the database: made beside a working daemon, looked over, and put in place whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from watcher.errors import StoreError
from watcher.model import Flaw, Verified
from watcher.store import files, sqlite, verify
from watcher.store.queries import Queries

_SQL = Queries("backup")
_STEP = 500  # pages of the database, 2 MB

Onward = Callable[[float], None]


def backed_up(source: Path, to: Path, *, onward: Onward, flawed: bool = False) -> Verified:
    """Copies the database at `source` as it stands now to the file `to`, which must not be there, and looks the copy
    over. `onward` is told of progress, as shares of the whole: half of it is copying. A daemon is not held up: it
    writes on while one state is copied.

    Raises StoreError where it cannot be copied, or the copy has flaws, unless it is wanted `flawed`."""
    with files.appearing(to) as made:
        copied(source, made, named=to, onward=lambda share: onward(share / 2))
        found: list[Flaw] = []
        whole = max(verify.count(made), 1)
        seen = verify.verified(made, found=found.append, onward=lambda steps: onward(steps / whole / 2))
        if found and not flawed:
            raise StoreError(
                f"{to}: the copy has flaws, as the database has, and was not kept: {said(found)}; "
                "`watcher verify` names them all"
            )
    return seen


def copied(source: Path, made: Path, *, named: Path, onward: Onward = lambda _: None) -> None:
    """Copies one state of a database into the empty file `made`, which is `named` in messages, and looks at its
    structure. Raises StoreError."""
    with sqlite.explained(source), closing(sqlite.readable(source)) as reading:
        # A transaction of its own: without it, each write of the daemon would begin the copy anew.
        _SQL.run(reading, "begin")
        _SQL.run(reading, "hold").fetchall()
        with sqlite.explained(named), closing(sqlite.changeable(made)) as writing:
            _SQL.run(writing, "unsafe").fetchall()
            _SQL.run(writing, "unsynced")
            reading.backup(writing, pages=_STEP, progress=_progress(onward))
    with sqlite.explained(named), closing(sqlite.changeable(made)) as writing, sqlite.breakable(writing, onward):
        _SQL.run(writing, "one_file").fetchall()
        told = _SQL.all(writing, "integrity")[0][0]
    if told != "ok":
        raise StoreError(f"{source}: the database is damaged, and no copy was kept: {told}; restore a backup")


def said(flaws: list[Flaw]) -> str:
    """The first flaw in words, and how many more there are."""
    first = flaws[0]
    of = f"watch {first.watch_id}, " * (first.watch_id is not None)
    of += f"revision {first.number}: " * (first.number is not None)
    return f"{of}{first.what}{f', and {len(flaws) - 1:,} more' * (len(flaws) > 1)}"


def _progress(onward: Onward) -> Callable[[int, int, int], None]:
    left = 1.0

    def told(_: int, remaining: int, total: int) -> None:
        nonlocal left
        now = remaining / max(total, 1)
        onward(left - now)
        left = now

    return told


def schema(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    """What a database consists of, to compare it with what it should."""
    return [tuple(row) for row in _SQL.all(connection, "schema")]
