"""What restore puts in place: a whole backup of watcher, of today or older, where nothing is; nothing else."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from older_stores import SCHEMAS, as_of, filled
from store_builders import opened

from watcher.errors import NewerStore, StoreError
from watcher.model import Verified
from watcher.store import migrate, restored, schema
from watcher.store.sqlite import writable

WHOLE = Verified(watches=2, revisions=4, pages=4)
Spoil = Callable[[Path], object]


def restore(file: Path, to: Path, **options: bool) -> Verified:
    return restored(file, to, onward=lambda _: None, **options)


async def backup(folder: Path) -> Path:
    """A backup of the database that is made in the folder."""
    await filled(folder)
    with opened(folder) as store:
        store.care.backed_up(folder / "copy.db", onward=lambda _: None)
    return folder / "copy.db"


def sql(*statements: str) -> Spoil:
    def spoil(file: Path) -> None:
        with closing(sqlite3.connect(file)) as connection:
            for statement in statements:
                connection.execute(statement)
            connection.commit()

    return spoil


async def test_a_backup_becomes_the_database_again(tmp_path: Path) -> None:
    copy = await backup(tmp_path)
    before = copy.read_bytes()
    shares: list[float] = []
    found = restored(copy, tmp_path / "new" / "state" / "watcher.db", onward=shares.append)
    assert found == WHOLE
    assert sum(shares) == pytest.approx(1)
    with opened(tmp_path) as store, opened(tmp_path / "new" / "state") as other:
        assert other.watches.listed() == store.watches.listed()
        assert [other.history.page_of(w.id, 1) for w in other.watches.listed()] == [
            store.history.page_of(w.id, 1) for w in store.watches.listed()
        ]
        assert other.outbox.letters() == store.outbox.letters()
    assert copy.read_bytes() == before
    assert (tmp_path / "new" / "state" / "watcher.db").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("tail", ["", "-wal", "-shm", "-journal"])
async def test_nothing_is_restored_where_a_database_is_or_a_part_of_one(tmp_path: Path, tail: str) -> None:
    copy = await backup(tmp_path)
    there = tmp_path / "new" / f"watcher.db{tail}"
    there.parent.mkdir()
    there.write_bytes(b"here already")
    with pytest.raises(StoreError, match=rf"watcher\.db{tail}: there is a database already"):
        restore(copy, tmp_path / "new" / "watcher.db")
    assert there.read_bytes() == b"here already"
    assert [file.name for file in there.parent.iterdir()] == [there.name]


def linked(file: Path) -> None:
    file.rename(file.with_name("real.db"))
    file.symlink_to("real.db")


def made_fifo(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def made_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def cut(share: float) -> Spoil:
    return lambda file: os.truncate(file, int(file.stat().st_size * share))


def overwritten(place: int, raw: bytes) -> Spoil:
    def spoil(file: Path) -> None:
        with file.open("r+b") as handle:
            handle.seek(place)
            handle.write(raw)

    return spoil


def with_log(file: Path) -> None:
    file.with_name(file.name + "-wal").write_bytes(b"x" * 99)


REPLACING = (
    "CREATE TRIGGER evil AFTER INSERT ON revisions BEGIN DELETE FROM revisions WHERE number < new.number; END",
    "DROP TRIGGER stream_added",
    "CREATE TRIGGER passages_added AFTER INSERT ON articles BEGIN DELETE FROM seals; END",
)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda file: file.unlink(), "cannot be read: No such file"),
        (linked, "cannot be read: a symbolic link"),
        (made_fifo, "is no file but"),
        (made_folder, "is no file but"),
        (with_log, "is a database in use"),
        (cut(0), "it is no SQLite database"),
        (cut(0.0001), "it is no SQLite database"),
        (cut(0.5), "is cut off"),
        (cut(0.9999), "is cut off"),
        (lambda file: file.write_bytes(b"PK\x03\x04" + b"zip" * 5000), "it is no SQLite database"),
        (lambda file: file.write_bytes(b"SQLite format 3\0" + b"\xff" * 9000), "."),
        (overwritten(68, b"\0\0\0\7"), "another program's database"),
        (sql("PRAGMA application_id = 0", "DROP TABLE _sqlite_migrations"), "belongs to another program"),
        (sql("DELETE FROM _sqlite_migrations"), "belongs to another program"),
        (sql("DELETE FROM _sqlite_migrations WHERE name = '0004_addresses'"), "its tables are not those"),
        (sql("DROP TABLE tags"), "its tables are not those"),
        (sql(REPLACING[0]), "its tables are not those"),
        (sql(*REPLACING[1:]), "its tables are not those"),
        (sql("CREATE VIEW extra AS SELECT 1"), "its tables are not those"),
        (sql("UPDATE articles SET body = zeroblob(9) WHERE id = 2"), "has flaws, nothing was restored: watch 2,"),
        (overwritten(8 * 4096, b"\xff" * 4096), "."),
    ],
)  # fmt: skip
async def test_what_is_no_whole_backup_is_refused_in_a_line_and_leaves_nothing(
    tmp_path: Path, spoil: Spoil, said: str
) -> None:
    copy = await backup(tmp_path)
    spoil(copy)
    to = tmp_path / "new" / "watcher.db"
    with pytest.raises(StoreError, match=rf"^{tmp_path}/copy\.db: .*{said}") as told:
        restore(copy, to)
    assert "\n" not in str(told.value)
    assert list(to.parent.iterdir()) == []


async def test_a_flawed_backup_is_restored_where_that_is_wanted(tmp_path: Path) -> None:
    copy = await backup(tmp_path)
    sql("UPDATE revisions SET stealth = 1 WHERE number = 2")(copy)
    assert restore(copy, tmp_path / "new.db", flawed=True).flaws == 1


async def test_a_backup_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    copy = await backup(tmp_path)
    with closing(writable(copy)) as connection:
        migrate.migrate(connection, [*schema.STEPS, ("0999_moods", ("CREATE TABLE moods (mood TEXT)",))])
    with pytest.raises(NewerStore, match=r"copy\.db: .*0999_moods.*upgrade watcher"):
        restore(copy, tmp_path / "new.db")


@pytest.mark.parametrize("schema", SCHEMAS[::6])  # that each comes to today is tested with migrations
async def test_a_backup_of_any_older_version_is_brought_to_today(tmp_path: Path, schema: str) -> None:
    today = await filled(tmp_path)
    older = as_of(schema, today, tmp_path / "older.db")
    with closing(sqlite3.connect(older)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    assert restore(older, tmp_path / "new" / "watcher.db") == WHOLE
    with opened(tmp_path) as store, opened(tmp_path / "new", readonly=True) as other:
        for watch in store.watches.listed():
            assert other.history.revisions(watch.id) == store.history.revisions(watch.id)


async def test_nothing_is_restored_while_somebody_makes_the_database(tmp_path: Path) -> None:
    copy = await backup(tmp_path)
    to = tmp_path / "new" / "watcher.db"

    def meanwhile(_: float) -> None:
        to.touch()

    with pytest.raises(StoreError, match="there is a database already"):
        restored(copy, to, onward=meanwhile)
    assert to.read_bytes() == b""


async def test_what_root_restores_for_a_service_belongs_to_it(tmp_path: Path) -> None:
    copy = await backup(tmp_path)
    folder, service = tmp_path / "service", 65534 if os.geteuid() == 0 else os.geteuid()
    folder.mkdir()
    os.chown(folder, service, -1)
    restore(copy, folder / "watcher.db")
    with opened(folder, readonly=True) as store, store.claim_daemon():
        for name in ("watcher.db", "watcher.db.lock", "watcher.db.daemon"):
            assert (folder / name).stat().st_uid == service
