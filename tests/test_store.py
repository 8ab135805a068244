from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec import structs
from store_builders import MINUTE, NOON, added, alert, new, opened

from watcher.errors import StoreBusy, StoreError
from watcher.model import AlertState, Pace, Standing, State
from watcher.store import Store
from watcher.store.sqlite import database_path, explained, readable

NOBODY = 65534


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as store:
        yield store


@contextmanager
def someone_else() -> Iterator[None]:
    """Without the rights of the administrator, whom no permission stops."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def protected() -> Iterator[Path]:
    """A folder with a database that others than its owner can only read."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with opened(folder) as store:
            added(store)
        (folder / "watcher.db").chmod(0o444)
        folder.chmod(0o555)
        yield folder
        folder.chmod(0o755)


def test_a_database_is_for_its_owner_alone(store: Store, tmp_path: Path) -> None:
    added(store)
    modes = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.glob("watcher.db*")}
    assert modes["watcher.db"] == modes["watcher.db-wal"] == modes["watcher.db-shm"] == 0o600


@pytest.mark.parametrize(
    ("setting", "path"),
    [
        ("sqlite:state/watcher.db", Path.cwd() / "state/watcher.db"),
        ("sqlite:/var/lib/watcher.db", Path("/var/lib/watcher.db")),
        ("sqlite:////var/lib/watcher.db", Path("/var/lib/watcher.db")),
        ("sqlite:~/watcher.db", Path.home() / "watcher.db"),
    ],
)
def test_a_setting_names_a_file(setting: str, path: Path) -> None:
    assert database_path(setting) == path


@pytest.mark.parametrize("setting", ["", "watcher.db", "sqlite:", "sqlite::memory:", "mysql://host/watcher"])
def test_another_setting_is_refused_with_an_example(setting: str) -> None:
    with pytest.raises(StoreError, match="a file was expected, such as"):
        Store.open(setting)


@pytest.mark.parametrize("name", ["what? a #name.db", "100%.db", "新闻.db"])
def test_any_file_name_will_do(name: str, tmp_path: Path) -> None:
    with Store.open(f"sqlite:{tmp_path}/{name}") as store:
        added(store)
    assert (tmp_path / name).exists()


def test_a_database_that_another_process_holds_is_busy(tmp_path: Path) -> None:
    file = tmp_path / "watcher.db"
    opened(tmp_path).close()
    with closing(sqlite3.connect(file, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        with (
            closing(sqlite3.connect(file, isolation_level=None, timeout=0)) as other,
            pytest.raises(StoreBusy, match=r"watcher\.db: the database is locked by another process"),
            explained(file),
        ):
            other.execute("BEGIN IMMEDIATE")


def test_a_missing_database_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"watcher\.db: there is no database yet; `watcher init` makes one"):
        opened(tmp_path, readonly=True)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "watcher.db").symlink_to("watcher.db")
    with pytest.raises(StoreError, match=r"watcher\.db: .*; run this as root, or as the user of watcher"):
        opened(tmp_path, readonly=True)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match=r"file/state cannot be made: .*; see to its permissions"):
        Store.open(f"sqlite:{tmp_path}/file/state/watcher.db")


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="the database is a directory; name a file"):
        Store.open(f"sqlite:{tmp_path}")


@pytest.mark.parametrize("readonly", [False, True])
def test_a_file_of_another_kind_is_refused_and_left_alone(readonly: bool, tmp_path: Path) -> None:
    (tmp_path / "watcher.db").write_bytes(b"%PDF-1.7 " * 500)
    with pytest.raises(StoreError, match="is a file of another kind; name another one"):
        opened(tmp_path, readonly=readonly)
    assert (tmp_path / "watcher.db").read_bytes() == b"%PDF-1.7 " * 500


async def test_a_damaged_database_is_told_as_such(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        for name in ("river", "forest", "harbour"):
            await store.memory.record(new(added(store, name)))
    file = tmp_path / "watcher.db"
    content = file.read_bytes()
    file.write_bytes(content[:4096] + b"\xa5" * (len(content) - 4096))
    with pytest.raises(StoreError, match="is damaged; restore it from a backup"), opened(tmp_path) as store:
        store.watches.listed()


def test_a_protected_database_is_not_opened_for_writing(protected: Path) -> None:
    with someone_else(), pytest.raises(StoreError, match="see to the permissions of its folder"):
        opened(protected)
    (protected / "watcher.db.lock").unlink()
    protected.chmod(0o777)
    with someone_else(), pytest.raises(StoreError, match=r"watcher\.db may not be written to; see to its permissions"):
        opened(protected)


def test_a_protected_database_can_be_read(protected: Path) -> None:
    with someone_else(), opened(protected, readonly=True) as store:
        assert [watch.site for watch in store.watches.listed()] == ["river.example"]
        with pytest.raises(StoreError, match="opened for reading only"):
            added(store, "forest")


def test_a_reader_sees_what_a_writer_commits_meanwhile(tmp_path: Path) -> None:
    with opened(tmp_path) as writing, opened(tmp_path, readonly=True) as reading:
        watch = added(writing)
        assert reading.watches.listed() == [watch]


def test_a_reader_remembers_little_of_what_it_read(tmp_path: Path) -> None:
    with opened(tmp_path), closing(readable(tmp_path / "watcher.db")) as reader:
        assert reader.execute("PRAGMA cache_size").fetchone()[0] * -1024 <= 512_000


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    store = opened(tmp_path)
    store.close()
    store.close()
    for use in (store.watches.listed, lambda: added(store)):
        with pytest.raises(StoreError, match="the store is closed"):
            use()


def test_a_second_daemon_is_refused_with_the_number_of_the_first(tmp_path: Path) -> None:
    with opened(tmp_path) as first, opened(tmp_path) as second:
        with first.claim_daemon():
            with pytest.raises(StoreBusy, match=rf"watcher\.db: another daemon .*process {os.getpid()}.*stop that one"):
                second.claim_daemon().__enter__()
            added(second)
        with second.claim_daemon():
            pass


def test_a_daemon_that_was_killed_leaves_its_place_free(tmp_path: Path) -> None:
    script = """
import sys
from watcher.store import Store
with Store.open(sys.argv[1]) as store, store.claim_daemon():
    print("claimed", flush=True)
    sys.stdin.read()
"""
    command = [sys.executable, "-c", script, f"sqlite:{tmp_path}/watcher.db"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as daemon, opened(tmp_path) as store:
        assert daemon.stdout
        assert daemon.stdout.readline() == b"claimed\n"
        with pytest.raises(StoreBusy, match=f"process {daemon.pid}"):
            store.claim_daemon().__enter__()
        daemon.kill()
        daemon.wait()
        with store.claim_daemon():
            pass


async def test_the_status_counts_what_there_is(store: Store) -> None:
    watch, other = added(store, now=NOON - MINUTE), added(store, "forest")
    store.watches.pause(other.id)
    looked = structs.replace(watch, standing=Standing.PRESENT)
    await store.memory.record(new(looked, alerts=(alert(), alert("mail"))))
    status = store.status(NOON)
    assert status.watches == {State.ACTIVE: 1, State.PAUSED: 1}
    assert {standing: n for standing, n in status.standings.items() if n} == {Standing.UNSEEN: 1, Standing.PRESENT: 1}
    assert (status.due, status.overdue_since) == (1, NOON - MINUTE)
    assert status.revisions == 1
    assert {state: n for state, n in status.alerts.items() if n} == {AlertState.PENDING: 2}
    assert status.bytes > 0
    assert store.status(NOON - 2 * MINUTE).overdue_since is None


async def test_a_sweep_empties_the_log_and_loses_nothing(store: Store, tmp_path: Path) -> None:
    watch = added(store)
    await store.memory.record(new(watch))
    await asyncio.to_thread(store.sweep)
    assert (tmp_path / "watcher.db-wal").stat().st_size == 0
    assert len(store.history.revisions(watch.id)) == 1


def test_the_pace_of_the_last_hour_is_told_minute_by_minute(store: Store) -> None:
    slow, quick = Pace().with_look(timedelta(hours=2)), Pace().with_look(timedelta(0))
    for ago, pace in ((3 * 24 * 60, slow), (90, slow), (30, quick), (1, slow)):
        store.rounds.note_pace(NOON - ago * MINUTE, pace)
    assert list(store.status(NOON).pace) == [quick, slow]


def test_the_backlog_is_counted_by_host(store: Store) -> None:
    for url in ("https://a.example/1", "https://b.example/1", "https://b.example/2"):
        store.watches.add(url, key=url, site="x", now=NOON)
    assert list(store.rounds.backlog(NOON).items()) == [("b.example", 2), ("a.example", 1)]
    assert store.rounds.backlog(NOON - MINUTE) == {}
    assert store.status(NOON - 30 * MINUTE).due_within_the_hour == 3
