"""Backups: whole, of one moment, of a database that somebody works on."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from cli_place import someone_else
from older_stores import filled
from store_builders import added, opened

from watcher.errors import StoreError
from watcher.model import Verified
from watcher.store import Store
from watcher.store.files import appearing

WHOLE = Verified(watches=2, revisions=4, pages=4)


def quiet(_: float) -> None:
    pass


def back_up(store: Store, to: Path, **options: bool) -> Verified:
    return store.care.backed_up(to, onward=quiet, **options)


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def changed(database: Path, *statements: str) -> None:
    with closing(sqlite3.connect(database)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


async def test_a_backup_holds_what_the_database_holds_and_is_for_its_owner_alone(tmp_path: Path) -> None:
    await filled(tmp_path)
    copy = tmp_path / "copies" / "watcher.db"
    copy.parent.mkdir()
    with opened(tmp_path) as store:
        assert back_up(store, copy) == WHOLE
        with opened(copy.parent, readonly=True) as other:
            assert other.watches.listed() == store.watches.listed()
            assert other.history.revisions(store.watches.listed()[0].id) == store.history.revisions(
                store.watches.listed()[0].id
            )
            assert other.outbox.letters() == store.outbox.letters()
    assert copy.stat().st_mode & 0o777 == 0o600
    assert names(copy.parent) == ["watcher.db"]


async def test_progress_comes_to_the_whole(tmp_path: Path) -> None:
    await filled(tmp_path)
    shares: list[float] = []
    with opened(tmp_path) as store:
        store.care.backed_up(tmp_path / "copy.db", onward=shares.append)
    assert sum(shares) == pytest.approx(1)
    assert all(share >= 0 for share in shares)


@pytest.mark.parametrize("taken", ["file", "link", "nothing behind a link", "folder"])
async def test_nothing_is_overwritten(tmp_path: Path, taken: str) -> None:
    await filled(tmp_path)
    other, copy = tmp_path / "other", tmp_path / "copy.db"
    other.write_text("notes")
    if taken == "file":
        copy.write_text("notes")
    elif taken == "folder":
        copy.mkdir()
    else:
        copy.symlink_to(other if taken == "link" else tmp_path / "nowhere")
    before = names(tmp_path)
    with opened(tmp_path) as store, pytest.raises(StoreError, match=r"copy\.db: is there already"):
        back_up(store, copy)
    assert names(tmp_path)[: len(before)] == before
    assert other.read_text() == "notes"


def test_who_was_quicker_is_not_overwritten(tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"

    def late() -> None:
        with appearing(copy) as made:
            made.write_text("ours")
            copy.write_text("theirs")

    with pytest.raises(StoreError, match="is there already"):
        late()
    assert names(tmp_path) == ["copy.db"]
    assert copy.read_text() == "theirs"


async def test_a_backup_is_of_one_moment_while_others_write(tmp_path: Path) -> None:
    """Two rows that are always written together are together in the copy."""
    await filled(tmp_path)
    stop, written = threading.Event(), 0
    with opened(tmp_path) as store:
        watches = store.watches.listed()

        def writing() -> None:
            nonlocal written
            while not stop.is_set():
                written += 1
                for watch in watches:
                    store.watches.set_tags(watch.id, add=[f"tag{written}"])

        author = threading.Thread(target=writing)
        author.start()
        try:
            for number in range(5):
                before = written
                while written < before + 5:
                    pass
                assert back_up(store, tmp_path / f"copy{number}.db") == WHOLE
        finally:
            stop.set()
            author.join()
    for number in range(5):
        with closing(sqlite3.connect(tmp_path / f"copy{number}.db")) as connection:
            counts = connection.execute("SELECT count(*) FROM tags GROUP BY watch_id ORDER BY 1").fetchall()
        assert counts[1][0] - counts[0][0] in (0, 1)


async def test_a_daemon_writes_on_while_a_backup_is_made(tmp_path: Path) -> None:
    await filled(tmp_path)
    changed(tmp_path / "watcher.db", "CREATE TABLE much AS SELECT zeroblob(40000000) AS zeros")
    paused: list[bool] = []
    with opened(tmp_path) as store:
        watch = store.watches.listed()[0]
        store.care.backed_up(tmp_path / "copy.db", onward=lambda _: paused.append(store.watches.pause(watch.id)))
    assert len(paused) > 20
    assert all(paused)


async def test_a_copy_with_flaws_is_not_kept_unless_it_is_wanted(tmp_path: Path) -> None:
    database = await filled(tmp_path)
    changed(
        database, "UPDATE revisions SET stealth = 1 - stealth WHERE number > 1", "DELETE FROM seals WHERE watch_id = 2"
    )
    with opened(tmp_path) as store:
        with pytest.raises(StoreError, match=r"was not kept: watch 1, revision 2: .*, and 2 more; `watcher verify`"):
            back_up(store, tmp_path / "copy.db")
        assert not (tmp_path / "copy.db").exists()
        assert back_up(store, tmp_path / "copy.db", flawed=True).flaws == 3


async def test_a_damaged_database_is_not_copied_over_and_said(tmp_path: Path) -> None:
    database = await filled(tmp_path)
    with closing(sqlite3.connect(database)) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'notices'").fetchone()
    with database.open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xff" * 4096)
    with opened(tmp_path, readonly=True) as store, pytest.raises(StoreError, match="damaged"):
        back_up(store, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


async def test_where_nothing_can_be_written_is_said(tmp_path: Path) -> None:
    await filled(tmp_path)
    with opened(tmp_path, readonly=True) as store:
        with pytest.raises(StoreError, match=r"nowhere/copy\.db: cannot be written: No such file"):
            back_up(store, tmp_path / "nowhere" / "copy.db")
        protected = tmp_path / "protected"
        protected.mkdir(mode=0o555)
        with someone_else(), pytest.raises(StoreError, match="cannot be written: Permission denied"):
            back_up(store, protected / "copy.db")


async def test_a_copy_that_is_broken_off_leaves_nothing(tmp_path: Path) -> None:
    await filled(tmp_path)
    before = names(tmp_path)

    def broken_off(_: float) -> None:
        raise KeyboardInterrupt

    with opened(tmp_path) as store, pytest.raises(KeyboardInterrupt):
        store.care.backed_up(tmp_path / "copy.db", onward=broken_off)
    assert names(tmp_path) == before


async def test_a_file_system_without_links_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    with appearing(tmp_path / "copy.db") as made:
        made.write_text("whole")
    assert (tmp_path / "copy.db").read_text() == "whole"
    assert names(tmp_path) == ["copy.db"]


async def test_an_empty_database_is_copied_too(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        assert back_up(store, tmp_path / "copy.db") == Verified()
        added(store)
