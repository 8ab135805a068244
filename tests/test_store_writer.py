from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from watcher.errors import StoreError
from watcher.store.sqlite import writable
from watcher.store.writer import Writer


class Notes:
    """A database with one table, its writer, and what the writer executed."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.executed: list[str] = []
        connection = writable(file)
        connection.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, note TEXT NOT NULL)")
        connection.execute("CREATE TABLE echoes (id INTEGER REFERENCES notes (id) DEFERRABLE INITIALLY DEFERRED)")
        connection.set_trace_callback(self.executed.append)
        self.writer = Writer(connection, file)

    def kept(self) -> list[int]:
        """What another process would see."""
        with closing(sqlite3.connect(self.file)) as connection:
            return [id_ for (id_,) in connection.execute("SELECT id FROM notes ORDER BY id")]

    def commits(self) -> int:
        return self.executed.count("COMMIT")


@pytest.fixture
def notes(tmp_path: Path) -> Iterator[Notes]:
    notes = Notes(tmp_path / "notes.db")
    yield notes
    notes.writer.close()


class Note:
    """A work that writes one note, and a second row that may be refused."""

    def __init__(self, id_: int, *, bad: bool = False) -> None:
        self.id = id_
        self.bad = bad

    def __call__(self, connection: sqlite3.Connection) -> int:
        connection.execute("INSERT INTO notes VALUES (?, 'first')", (self.id,))
        connection.execute("INSERT INTO notes VALUES (?, ?)", (self.id + 1000, None if self.bad else "second"))
        return self.id


@asynccontextmanager
async def busy(notes: Notes) -> AsyncIterator[None]:
    """Keeps the writer busy meanwhile, so that everything that is queued waits together."""
    begun, released = threading.Event(), threading.Event()

    def hold(_: sqlite3.Connection) -> None:
        begun.set()
        assert released.wait(60)

    holding = asyncio.create_task(notes.writer.carry_out_soon(hold))
    await asyncio.to_thread(begun.wait, 60)
    yield
    await asyncio.sleep(0)  # the tasks made meanwhile reach the queue
    released.set()
    await asyncio.wait([holding])


def soon(notes: Notes, work: Callable[[sqlite3.Connection], object]) -> asyncio.Task[object]:
    return asyncio.create_task(notes.writer.carry_out_soon(work))


async def test_what_waits_together_is_committed_together(notes: Notes) -> None:
    async with busy(notes):
        tasks = [soon(notes, Note(id_)) for id_ in range(1, 101)]
    assert await asyncio.gather(*tasks) == list(range(1, 101))
    assert len(notes.kept()) == 200
    assert notes.commits() == 2


async def test_one_failure_takes_back_only_its_own(notes: Notes) -> None:
    async with busy(notes):
        tasks = [soon(notes, Note(id_, bad=id_ == 5)) for id_ in range(1, 11)]
    await asyncio.wait(tasks)
    assert [task.result() for task in tasks if not task.exception()] == [1, 2, 3, 4, 6, 7, 8, 9, 10]
    assert isinstance(tasks[4].exception(), StoreError)
    assert notes.kept() == sorted(id_ + extra for id_ in (1, 2, 3, 4, 6, 7, 8, 9, 10) for extra in (0, 1000))
    assert notes.commits() == 2


async def test_a_caller_is_told_after_the_commit(notes: Notes) -> None:
    async def one(id_: int) -> bool:
        await notes.writer.carry_out_soon(Note(id_))
        return id_ in notes.kept()

    assert all(await asyncio.gather(*(one(id_) for id_ in range(1, 31))))


async def test_a_commit_that_fails_fails_all_and_the_next_succeeds(notes: Notes) -> None:
    def orphan(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT INTO echoes VALUES (77)")

    async with busy(notes):
        together = [soon(notes, Note(1)), soon(notes, orphan), soon(notes, Note(2))]
    await asyncio.wait(together)
    assert all(isinstance(task.exception(), StoreError) for task in together)
    assert notes.kept() == []
    await notes.writer.carry_out_soon(Note(3))
    assert notes.kept() == [3, 1003]


async def test_a_full_disk_is_said_and_once_there_is_room_work_goes_on(notes: Notes) -> None:
    def fill(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT INTO notes VALUES (1, hex(zeroblob(10000000)))")

    def limit(connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA max_page_count = 50")

    await notes.writer.carry_out_soon(limit)
    with pytest.raises(StoreError, match=r"notes\.db: .*the disk is full; make room"):
        await notes.writer.carry_out_soon(fill)
    await notes.writer.carry_out_soon(Note(2))
    assert notes.kept() == [2, 1002]


async def test_alike_items_are_done_in_one_go_and_fail_together(notes: Notes) -> None:
    calls: list[list[int]] = []

    def add(connection: sqlite3.Connection, items: object) -> None:
        assert isinstance(items, list)
        calls.append(items)
        connection.executemany("INSERT INTO notes VALUES (?, 'item')", [(item,) for item in items])

    async with busy(notes):
        adding = [asyncio.create_task(notes.writer.add(add, item)) for item in (1, 2, 3)]
        other = soon(notes, Note(9))
    await asyncio.gather(other, *adding)
    assert calls == [[1, 2, 3]]
    assert notes.kept() == [1, 2, 3, 9, 1009]
    with pytest.raises(StoreError):
        await notes.writer.add(add, 3)


def add_all(connection: sqlite3.Connection, items: Sequence[int]) -> None:
    connection.executemany("INSERT INTO notes VALUES (?, 'item')", [(item,) for item in items])


async def test_items_whose_callers_are_cancelled_before_their_turn_are_left_out(notes: Notes) -> None:
    async with busy(notes):
        given_up, kept = (asyncio.create_task(notes.writer.add(add_all, item)) for item in (1, 2))
        await asyncio.sleep(0)
        given_up.cancel()
    await kept
    assert notes.kept() == [2]
    alone = asyncio.create_task(notes.writer.add(add_all, 3))
    await asyncio.sleep(0)
    alone.cancel()
    await notes.writer.add(add_all, 4)
    assert notes.kept() == [2, 4]


async def test_items_are_added_until_their_turn_comes(notes: Notes) -> None:
    async with busy(notes):
        adding = [asyncio.create_task(notes.writer.add(add_all, 1))]
        await asyncio.sleep(0.1)  # those that came together are queued by now
        adding.append(asyncio.create_task(notes.writer.add(add_all, 2)))
    await asyncio.gather(*adding)
    assert notes.kept() == [1, 2]
    assert not any(statement.startswith("SAVEPOINT") for statement in notes.executed)


async def test_closing_carries_out_what_was_added_a_moment_before(notes: Notes) -> None:
    adding = [asyncio.create_task(notes.writer.add(add_all, item)) for item in (1, 2)]
    await asyncio.sleep(0)
    await asyncio.to_thread(notes.writer.close)
    await asyncio.gather(*adding)
    assert notes.kept() == [1, 2]
    with pytest.raises(StoreError, match="the store is closed"):
        await notes.writer.add(add_all, 3)


async def test_a_work_whose_caller_is_cancelled_before_its_turn_is_left_out(notes: Notes) -> None:
    async with busy(notes):
        given_up, kept = soon(notes, Note(1)), soon(notes, Note(2))
        await asyncio.sleep(0)
        given_up.cancel()
    await kept
    assert notes.kept() == [2, 1002]


async def test_a_work_whose_caller_is_cancelled_in_its_turn_is_whole(notes: Notes) -> None:
    begun, released = threading.Event(), threading.Event()

    def write(connection: sqlite3.Connection) -> None:
        begun.set()
        assert released.wait(60)
        Note(1)(connection)

    task = soon(notes, write)
    await asyncio.to_thread(begun.wait, 60)
    task.cancel()
    released.set()
    await notes.writer.carry_out_soon(Note(2))
    assert task.cancelled()
    assert notes.kept() == [1, 2, 1001, 1002]


async def test_closing_carries_out_what_waits_and_then_takes_nothing_more(notes: Notes) -> None:
    async with busy(notes):
        waiting = [soon(notes, Note(1)), soon(notes, Note(2))]
        await asyncio.sleep(0)
        closing_ = asyncio.create_task(asyncio.to_thread(notes.writer.close))
    await asyncio.gather(closing_, *waiting)
    assert notes.kept() == [1, 2, 1001, 1002]
    with pytest.raises(StoreError, match="the store is closed"):
        notes.writer.carry_out(Note(3))


def test_a_mistake_of_ours_reaches_the_caller_as_it_is(notes: Notes) -> None:
    def mistaken(_: sqlite3.Connection) -> None:
        raise KeyError("mistake")

    with pytest.raises(KeyError, match="mistake"):
        notes.writer.carry_out(mistaken)
    assert notes.writer.carry_out(Note(1)) == 1
