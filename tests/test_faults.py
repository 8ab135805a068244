"""The daemon, real and whole, where what it stands on breaks: said once, nothing lost, and on it goes by itself."""

from __future__ import annotations

import asyncio
import shutil
import socket
import sqlite3
from collections.abc import AsyncIterator
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from broken import Ruin, ruin
from living import living

from watcher.daemon.trouble import Trouble
from watcher.errors import StoreError

FILES = ("watcher.db", "watcher.db-wal", "watcher.db-shm")


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Ruin]:
    async with ruin(tmp_path) as found:
        yield found


async def test_a_database_that_is_removed_is_put_back_and_nothing_is_lost(place: Ruin) -> None:
    async with living(place.config) as daemon:
        await daemon.says("outcome=sent")
        for file in place.folder.glob("watcher.db*"):
            file.unlink()
        at = await daemon.says("all that it held was put back; beginning anew")
        await daemon.says("revision=", after=await daemon.says("ready", after=at))
        assert await daemon.stop() == 0
    assert 1 <= len(daemon.warnings) <= 2
    assert all("was removed while it was open" in warning for warning in daemon.warnings)
    assert await place.lost(daemon) == []


async def test_a_state_directory_that_is_removed_is_put_back_with_all_that_it_held(tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    async with ruin(tmp_path / "state") as made:
        place = replace(made, config=made.config.rename(tmp_path / "watcher.toml"))
        async with living(place.config) as daemon:
            await daemon.says("outcome=sent")
            shutil.rmtree(place.folder)
            at = await daemon.says("all that it held was put back; beginning anew")
            await daemon.says("revision=", after=await daemon.says("ready", after=at))
            assert await daemon.stop() == 0
        assert 1 <= len(daemon.warnings) <= 2
        assert await place.lost(daemon) == []


@pytest.mark.parametrize(("pause", "lasts"), [(timedelta(hours=1), True), (timedelta(0), False)])
async def test_trouble_is_over_when_something_is_written_that_was_tried_again(pause: timedelta, lasts: bool) -> None:
    trouble = Trouble(pause, asyncio.Event())
    trouble.met(StoreError("the disk is full"))
    trouble.over()
    assert bool(trouble.why) is lasts


async def test_a_database_that_is_moved_away_is_waited_for(place: Ruin) -> None:
    aside = place.folder / "aside"
    aside.mkdir()
    async with living(place.config) as daemon:
        at = await daemon.says("outcome=sent")
        for name in FILES:
            (place.folder / name).rename(aside / name)
        at = await daemon.says("was moved away; move it back", after=at)
        for name in FILES:
            assert not (place.folder / name).exists()
            (aside / name).rename(place.folder / name)
        await daemon.says("revision=", after=await daemon.says("looking and telling go on", after=at))
        assert await daemon.stop() == 0
    assert len(daemon.warnings) == 2
    assert await place.lost(daemon) == []


async def test_a_database_that_another_process_locks_is_waited_for(place: Ruin) -> None:
    async with living(place.config) as daemon:
        at = await daemon.says("outcome=sent")
        with closing(sqlite3.connect(place.folder / "watcher.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            at = await daemon.says("is locked by another process for more than 10 s", after=at)
        await daemon.says("revision=", after=await daemon.says("looking and telling go on", after=at))
        assert await daemon.stop() == 0
    assert len(daemon.warnings) == 2
    assert await place.lost(daemon) == []


async def test_a_process_that_may_open_nothing_more_blames_no_host_and_answers_again(place: Ruin) -> None:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        door = free.getsockname()
    place.config.write_text(place.config.read_text().replace('listen = ""', f'listen = "127.0.0.1:{door[1]}"'))
    async with living(place.config, "sh", "-c", 'ulimit -n 48; exec "$0" "$@"') as daemon:
        at = await daemon.says("outcome=sent")
        with ExitStack() as visitors:
            for _ in range(80):
                visitor = visitors.enter_context(closing(socket.socket()))
                visitor.setblocking(False)
                visitor.connect_ex(door)
            await daemon.says("connections are not answered: too many files and connections are open", after=at)
            await asyncio.sleep(3)
            crowded = tuple(daemon.warnings)
        await daemon.says("revision=", after=len(daemon.lines))
        assert await daemon.stop() == 0
    assert len(set(crowded)) == len(crowded)
    assert not [line for line in daemon.lines if "outcome=failed" in line]
    assert await place.lost(daemon) == []


async def test_a_second_daemon_is_refused_and_says_which_one_works_there(place: Ruin) -> None:
    async with living(place.config) as daemon:
        await daemon.says("outcome=sent")
        async with living(place.config) as second:
            assert await second.process.wait() == 1
        assert f"another daemon works on it (process {daemon.process.pid}); stop that one first" in second.lines[-1]
        await daemon.says("revision=", after=len(daemon.lines))
        assert await daemon.stop() == 0


async def test_pages_of_the_database_that_are_damaged_hold_up_only_what_they_hold(place: Ruin) -> None:
    async with living(place.config) as daemon:
        await daemon.says("outcome=sent")
        assert await daemon.stop() == 0
    with closing(sqlite3.connect(place.folder / "watcher.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (frame,) = connection.execute("SELECT body FROM articles WHERE number = 1 ORDER BY watch_id LIMIT 1").fetchone()
    whole, piece = (place.folder / "watcher.db").read_bytes(), frame[50:250]
    assert whole.count(piece) == 1
    (place.folder / "watcher.db").write_bytes(whole.replace(piece, bytes(len(piece))))
    async with living(place.config) as daemon:
        await daemon.says(
            "watch=1 is left out, all others go on: .* revision 1 is damaged; restore the database from a backup"
        )
        await daemon.says("revision=", after=len(daemon.lines))
        assert await daemon.stop() == 0
    assert not [line for line in daemon.lines if "Traceback" in line]
