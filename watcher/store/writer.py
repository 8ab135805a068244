"""One thread writes; what waits together is committed together (docs/adr/0002)."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, TypeVar

from watcher.errors import StoreError, StoreReplaced
from watcher.store.place import Place
from watcher.store.sqlite import fault

if TYPE_CHECKING:
    import asyncio

T = TypeVar("T")
Item = TypeVar("Item")
Work = Callable[[sqlite3.Connection], T]

_LARGEST_BATCH = 256
_GATHERED = 0.01  # seconds in which others of many that are alike may come: a commit takes as much as ten of them


@dataclass(slots=True, kw_only=True)
class _Job:
    """A work, and who waits for it: a thread (`loop` None) or a coroutine on `loop`, to be told of a value or a fault
    after the commit. Where there is an `item`, the items that wait for the same work are done in one go."""

    work: Callable[..., Any]
    future: Future[Any] | asyncio.Future[Any]
    loop: asyncio.AbstractEventLoop | None = None
    item: object = None
    value: Any = None
    fault: Exception | None = None

    def tell(self) -> None:
        if self.future.done():
            return
        if self.fault is None:
            self.future.set_result(self.value)
        else:
            self.future.set_exception(self.fault)


class Writer:
    """Runs every write in its own thread, on one connection.

    Each work is whole or not at all. The works that wait at one time share a transaction; their callers are told
    after it is committed. A work that fails takes back only its own; a commit that fails, all of them. Callers get
    what the work raised, StoreError for SQLite's faults, StoreError once the writer is closed. A work whose caller
    was cancelled before its turn is not carried out.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path
        self.place = Place(path)
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._open = True
        self._gate = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    def carry_out(self, work: Work[T]) -> T:
        """What `work` gives, once it is on the disk. For threads."""
        future: Future[T] = Future()
        self._queue(_Job(work=work, future=future))
        return future.result()

    async def carry_out_soon(self, work: Work[T]) -> T:
        """What `work` gives, once it is on the disk. For coroutines."""
        loop = _running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._queue(_Job(work=work, future=future, loop=loop))
        return await future

    async def add(self, work: Callable[[sqlite3.Connection, Sequence[Item]], object], item: Item) -> None:
        """Returns once `work` has been done for `item`, together with all items that waited for the same work; they
        fail together too. For coroutines."""
        loop = _running_loop()
        future: asyncio.Future[None] = loop.create_future()
        self._queue(_Job(work=work, future=future, loop=loop, item=item))
        await future

    def look(self) -> None:
        """For readers, who write nothing: raises StoreError where the file is not where it was. One that was removed
        will be put back."""
        try:
            self.place.check()
        except StoreReplaced:
            raise
        except StoreError:
            if self.place.is_removed():
                self._queue(_Job(work=_nothing, future=Future()))
            raise

    def close(self) -> None:
        """Carries out what is queued, then closes the connection."""
        with self._gate:
            if not self._open:
                return
            self._open = False
            self._jobs.put(None)
        self._thread.join()
        self._connection.close()
        self.place.close()

    def _queue(self, job: _Job) -> None:
        with self._gate:
            if not self._open:
                raise StoreError(f"{self._path}: the store is closed")
            self._jobs.put(job)

    def _run(self) -> None:
        going_on = True
        while going_on:
            batch = self._batch()
            going_on = batch[-1] is not None
            jobs = [job for job in batch if job is not None and not job.future.cancelled()]
            self._carry_out(jobs)
            _tell(jobs)

    def _batch(self) -> Sequence[_Job | None]:
        """What waits now, at least one; None comes last, from `close`."""
        batch = [self._jobs.get()]
        if batch[0] is not None and batch[0].item is not None:
            with suppress(OSError):  # as where a clock is set that libfaketime gives: not to wait is as well
                time.sleep(_GATHERED)
        with suppress(Empty):
            while len(batch) < _LARGEST_BATCH:
                batch.append(self._jobs.get_nowait())
        return batch

    def _carry_out(self, jobs: Sequence[_Job]) -> None:
        connection = self._connection
        try:
            self._find_file()
            connection.execute("BEGIN IMMEDIATE")
            works = list(_joined(jobs))
            for work, alike in works:
                if len(works) == 1:  # the transaction is enough
                    _do(connection, work, alike)
                else:
                    self._attempt(work, alike)
            connection.execute("COMMIT")
        except Exception as error:  # atop the writer's loop: whatever it is, every caller is told
            with suppress(sqlite3.Error):
                connection.rollback()
            self._fail(jobs, error)

    def _find_file(self) -> None:
        """Raises StoreError where the file is not where it was; one that was removed is put back first."""
        if self.place.is_removed():
            self.place.put_back(self._connection)
        self.place.check()

    def _attempt(self, work: Work[Any], jobs: Sequence[_Job]) -> None:
        """Does the work in a savepoint. Raises what it raises where SQLite gave up the whole transaction."""
        connection = self._connection
        connection.execute("SAVEPOINT work")
        try:
            _do(connection, work, jobs)
        except Exception as error:  # atop the loop over foreign works: each caller is told of its own
            if not connection.in_transaction:
                raise
            connection.execute("ROLLBACK TO work")
            self._fail(jobs, error)
        connection.execute("RELEASE work")

    def _fail(self, jobs: Iterable[_Job], error: Exception) -> None:
        for job in jobs:
            job.fault = fault(error, self._path) if isinstance(error, sqlite3.Error) else error


def _do(connection: sqlite3.Connection, work: Work[Any], jobs: Iterable[_Job]) -> None:
    value = work(connection)
    for job in jobs:
        job.value = value


def _nothing(_: sqlite3.Connection) -> None:
    """Writes nothing; the file is looked for all the same."""


def _running_loop() -> asyncio.AbstractEventLoop:
    import asyncio  # noqa: PLC0415 - takes 35 ms, and commands without an event loop do not need it

    return asyncio.get_running_loop()


def _joined(jobs: Iterable[_Job]) -> Iterator[tuple[Work[Any], Sequence[_Job]]]:
    """The works with their jobs; items of the same work joined, in their order."""
    alike: dict[Callable[..., Any], list[_Job]] = {}
    for job in jobs:
        if job.item is None:
            yield job.work, (job,)
        else:
            alike.setdefault(job.work, []).append(job)
    for work, many in alike.items():
        yield _with_items(work, [job.item for job in many]), many


def _with_items(work: Callable[..., Any], items: Sequence[object]) -> Work[Any]:
    return lambda connection: work(connection, items)


def _tell(jobs: Iterable[_Job]) -> None:
    """Tells threads at once, and the callers on one event loop all together: waking it takes a system call."""
    by_loop: defaultdict[asyncio.AbstractEventLoop | None, list[_Job]] = defaultdict(list)
    for job in jobs:
        by_loop[job.loop].append(job)
    for loop, some in by_loop.items():
        if loop is None:
            _tell_each(some)
        else:
            with suppress(RuntimeError):  # the loop was closed: nobody waits any more
                loop.call_soon_threadsafe(_tell_each, some)


def _tell_each(jobs: Iterable[_Job]) -> None:
    for job in jobs:
        job.tell()
