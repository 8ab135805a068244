"""One thread writes; what waits together is committed together (docs/adr/0002)."""

from __future__ import annotations

import sqlite3
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
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
ItemsWork = Callable[[sqlite3.Connection, Sequence[Item]], object]

_LARGEST_BATCH = 256
_GATHERED = 0.01  # seconds in which others of many that are alike may come: a commit takes as much as ten of them


@dataclass(slots=True, kw_only=True)
class _Job:
    """A work, and who waits for it: a thread (`loop` None) or coroutines on `loop`, to be told of a value or a fault
    after the commit."""

    work: Work[Any]
    waiting: Sequence[Future[Any] | asyncio.Future[Any]]
    loop: asyncio.AbstractEventLoop | None = None
    value: Any = None
    fault: Exception | None = None

    def is_awaited(self) -> bool:
        return not all(future.cancelled() for future in self.waiting)

    def tell(self) -> None:
        for future in self.waiting:
            if future.done():
                continue
            if self.fault is None:
                future.set_result(self.value)
            else:
                future.set_exception(self.fault)


@dataclass(slots=True, kw_only=True)
class _Gathering:
    """Items that wait for one work, which does all of them in one go, each with who waits for it on `loop`."""

    work: ItemsWork[Any]
    loop: asyncio.AbstractEventLoop
    items: list[tuple[Any, asyncio.Future[None]]] = field(default_factory=list)
    is_queued: bool = False

    def job(self) -> _Job:
        """What is to be carried out, when nothing is added any more."""
        work, awaited = self.work, [(item, future) for item, future in self.items if not future.cancelled()]
        items = [item for item, _ in awaited]
        waiting = [future for _, future in awaited]
        return _Job(work=lambda connection: work(connection, items), waiting=waiting, loop=self.loop)


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
        self._jobs: SimpleQueue[_Job | _Gathering | None] = SimpleQueue()
        self._gatherings: dict[tuple[ItemsWork[Any], asyncio.AbstractEventLoop], _Gathering] = {}
        self._open = True
        self._gate = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    def carry_out(self, work: Work[T]) -> T:
        """What `work` gives, once it is on the disk. For threads."""
        future: Future[T] = Future()
        self._queue(_Job(work=work, waiting=(future,)))
        return future.result()

    async def carry_out_soon(self, work: Work[T]) -> T:
        """What `work` gives, once it is on the disk. For coroutines."""
        loop = _running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._queue(_Job(work=work, waiting=(future,), loop=loop))
        return await future

    async def add(self, work: ItemsWork[Item], item: Item) -> None:
        """Returns once `work` has been done for `item`, together with all items that waited for the same work; they
        fail together too. For coroutines."""
        loop = _running_loop()
        future: asyncio.Future[None] = loop.create_future()
        with self._gate:
            self._check_open()
            gathering = self._gatherings.get((work, loop))
            if gathering is None:
                gathering = self._gatherings[work, loop] = _Gathering(work=work, loop=loop)
                loop.call_later(_GATHERED, self._queue_gathered, gathering)
            gathering.items.append((item, future))
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
                self._queue(_Job(work=_nothing, waiting=(Future(),)))
            raise

    def close(self) -> None:
        """Carries out what is queued, then closes the connection."""
        with self._gate:
            if not self._open:
                return
            self._open = False
            for gathering in self._gatherings.values():
                self._put(gathering)
            self._jobs.put(None)
        self._thread.join()
        self._connection.close()
        self.place.close()

    def _queue(self, job: _Job) -> None:
        with self._gate:
            self._check_open()
            self._jobs.put(job)

    def _check_open(self) -> None:
        if not self._open:
            raise StoreError(f"{self._path}: the store is closed")

    def _queue_gathered(self, gathering: _Gathering) -> None:
        with self._gate:
            self._put(gathering)

    def _put(self, gathering: _Gathering) -> None:
        """Once. More may be added until its turn comes."""
        if not gathering.is_queued:
            gathering.is_queued = True
            self._jobs.put(gathering)

    def _run(self) -> None:
        going_on = True
        while going_on:
            batch = self._batch()
            going_on = batch[-1] is not None
            jobs = [job for waits in batch if waits is not None and (job := self._job(waits)).is_awaited()]
            self._carry_out(jobs)
            _tell(jobs)

    def _batch(self) -> Sequence[_Job | _Gathering | None]:
        """What waits now, at least one; None comes last, from `close`."""
        batch = [self._jobs.get()]
        with suppress(Empty):
            while len(batch) < _LARGEST_BATCH:
                batch.append(self._jobs.get_nowait())
        return batch

    def _job(self, waits: _Job | _Gathering) -> _Job:
        if isinstance(waits, _Job):
            return waits
        with self._gate:
            del self._gatherings[waits.work, waits.loop]
        return waits.job()

    def _carry_out(self, jobs: Sequence[_Job]) -> None:
        connection = self._connection
        try:
            self._find_file()
            connection.execute("BEGIN IMMEDIATE")
            if len(jobs) == 1:  # the transaction is enough
                _do(connection, jobs[0])
            else:
                for job in jobs:
                    self._attempt(job)
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

    def _attempt(self, job: _Job) -> None:
        """Does the work in a savepoint. Raises what it raises where SQLite gave up the whole transaction."""
        connection = self._connection
        connection.execute("SAVEPOINT work")
        try:
            _do(connection, job)
        except Exception as error:  # atop the loop over foreign works: each caller is told of its own
            if not connection.in_transaction:
                raise
            connection.execute("ROLLBACK TO work")
            self._fail((job,), error)
        connection.execute("RELEASE work")

    def _fail(self, jobs: Iterable[_Job], error: Exception) -> None:
        for job in jobs:
            job.fault = fault(error, self._path) if isinstance(error, sqlite3.Error) else error


def _do(connection: sqlite3.Connection, job: _Job) -> None:
    job.value = job.work(connection)


def _nothing(_: sqlite3.Connection) -> None:
    """Writes nothing; the file is looked for all the same."""


def _running_loop() -> asyncio.AbstractEventLoop:
    import asyncio  # noqa: PLC0415 - takes 35 ms, and commands without an event loop do not need it

    return asyncio.get_running_loop()


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
