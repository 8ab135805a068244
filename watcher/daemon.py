"""The daemon: clocks, rounds of looks, the outbox, and how all that stops.

Due times live in the database; the clocks only say when to ask for what is due. A round is what is due at one host:
one visitor looks at it, one watch after the other, with a pause after each. So there is no burst after a standstill
either: it goes on host by host, gap by gap, and never has more than `concurrency` looks under way.
"""

from __future__ import annotations

import asyncio
import json
import logging
import signal
import threading
from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Protocol

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from watcher.check import Desk, checked
from watcher.deliver import Channel, Outbox, deliver
from watcher.discover import Desk as SourceDesk
from watcher.discover import discovered
from watcher.errors import StoreError
from watcher.keep import Keeper
from watcher.model import Destination, Finding, Pace, Reading, Round, Source, Voice, Watch
from watcher.notify.outages import Outages
from watcher.pacing import Pacing
from watcher.push import Desk as PushDesk
from watcher.push import tend
from watcher.reporting import Register, Reporter
from watcher.resting import Resting
from watcher.tally import Tally
from watcher.urls import host

_log = logging.getLogger(__name__)

Report = Callable[[Watch, Finding], None]

_POST = timedelta(seconds=5)
_TOLERATED = timedelta(minutes=1)  # by which a clock may be put right without a word
_MINUTE = timedelta(minutes=1)
_SWEEP = timedelta(hours=1)
_LONGEST_ROUND = 8  # watches: what people set meanwhile counts in the next round
_VISITORS = 4  # for each look that may be under way: most of them pause
_LONGEST_GAP = timedelta(minutes=5)
_LONGEST_TROUBLE = timedelta(minutes=1)


class Agenda(Register, Protocol):
    def due_rounds(self, now: datetime, limit: int, *, visited: Collection[str] = ()) -> list[Round]:
        """What is due by host, at most `limit` watches, without the hosts `visited`; rounds and watches earliest
        first."""

    def rebase(self, now: datetime) -> int:
        """Makes due what waits for a future that is none any more, as the clock was set back; how many watches."""

    def note_pace(self, at: datetime, pace: Pace) -> None:
        """Writes down how the looks of the last minute came."""

    def backlog(self, now: datetime) -> Mapping[str, int]:
        """How many watches are due, by host, the most first."""

    def sweep(self) -> None:
        """Housekeeping, which may take a while."""

    def measure_tempo(self) -> None:
        """Adds up how often the articles of each site were edited, which may take a while."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """What the daemon works with: looks are made at the `desk`, sources are read at the `source_desk`.

    `host_gap` is the pause between two looks at one host; `crawl_delay` gives the one that the host of an address
    asks for, None where it asks for none: the longer one counts. `destinations` are those configured, by id, `voices`
    those of the subscriptions, by name; `random` gives numbers from 0 to 1. `tick` is how often is asked what is due,
    `grace` how long what is under way may take when the daemon stops. `push` is None where no hub is asked to push,
    `keeper` where no archive is asked to keep pages; `hubs` and `keeps` are how often they are seen to. What is done is
    counted in `tally`."""

    desk: Desk
    source_desk: SourceDesk
    agenda: Agenda
    outbox: Outbox
    channel: Channel
    destinations: Mapping[str, Destination]
    voices: Mapping[str, Voice]
    concurrency: int
    host_gap: timedelta
    crawl_delay: Callable[[str], timedelta | None]
    random: Callable[[], float]
    push: PushDesk | None = None
    tick: timedelta = timedelta(seconds=1)
    keeper: Keeper | None = None
    hubs: timedelta = timedelta(seconds=15)
    keeps: timedelta = timedelta(seconds=5)
    grace: timedelta = timedelta(seconds=5)
    tally: Tally = field(default_factory=Tally)

    def gap(self, url: str) -> timedelta:
        """The pause after a look at `url` before the next one at its host."""
        return max(self.host_gap, min(self.crawl_delay(url) or timedelta(0), _LONGEST_GAP))


async def run(engine: Engine, stop: asyncio.Event, *, on_finding: Report | None = None) -> None:
    """Looks and tells until `stop` is set, which SIGTERM and SIGINT do too; then ends within seconds.

    What is under way then has `grace` left. What it did not record by then was not done, and is due at the next
    start. `on_finding` is called after each look with the watch as it was.
    """
    pacing = Pacing(engine.agenda)
    looks = _Looks(engine, stop, on_finding, pacing)
    post = _Post(engine, stop, looks.told)
    swept, minute, hubs, keeps = (asyncio.Event() for _ in range(4))
    clocks = {
        looks.wake: engine.tick, post.wake: _POST, swept: _SWEEP, minute: _MINUTE, hubs: engine.hubs,
        keeps: engine.keeps,
    }  # fmt: skip
    with _stopped_by_signals(stop), _ticking(clocks):
        async with asyncio.TaskGroup() as group:
            works = (
                looks.going(), post.going(), _again(partial(_swept, engine), swept, stop),
                _again(lambda: pacing.minute(engine.desk.now()), minute, stop),
                *((_again(partial(tend, engine.push), hubs, stop),) if engine.push is not None else ()),
                *((_again(engine.keeper.tend, keeps, stop),) if engine.keeper is not None else ()),
            )  # fmt: skip
            tasks = [group.create_task(work) for work in works]
            await stop.wait()
            for wake in clocks:
                wake.set()
            await asyncio.wait(tasks, timeout=engine.grace.total_seconds())
            for task in tasks:
                task.cancel()
    await pacing.noted(engine.desk.now())


async def visit(
    round_: Round,
    read: Callable[[Source], Awaitable[bool]],
    look: Callable[[Watch], Awaitable[bool]],
    pause: Callable[[str], Awaitable[bool]],
) -> None:
    """Reads the sources of one host and looks at its watches, one after the other, with a pause after each: after the
    last one too, so that the host's next round begins no sooner. Each says whether to go on; `pause` is told the
    address that was opened."""
    for source in round_.sources:
        goes_on = await read(source)
        if not await pause(source.reads) or not goes_on:
            return
    for watch in round_.watches[:_LONGEST_ROUND]:
        goes_on = await look(watch)
        if not await pause(watch.url) or not goes_on:
            return


class _Looks:
    """Rounds of looks. `wake` asks for what is due; `told` is set when there is something to tell."""

    def __init__(self, engine: Engine, stop: asyncio.Event, on_finding: Report | None, pacing: Pacing) -> None:
        self.wake = asyncio.Event()
        self.told = asyncio.Event()
        self._engine = engine
        self._stop = stop
        self._on_finding = on_finding
        self._slots = asyncio.Semaphore(engine.concurrency)
        self._visited: dict[str, None] = {}
        self._pacing = pacing
        self._resting = Resting()
        self._reporter = Reporter(engine.agenda, engine.desk.operator)
        self._latest: datetime | None = None
        self._is_ready = False
        self._trouble = _Trouble("looking", engine.tick)

    async def going(self) -> None:
        async with asyncio.TaskGroup() as visitors:
            while not self._stop.is_set():
                self.wake.clear()
                try:
                    await self._send_out(visitors)
                    self._say_ready()
                    self._count()
                except StoreError as error:
                    self._trouble.met(error)
                await self.wake.wait()

    def _say_ready(self) -> None:
        """Says once that what was due at the start has its visitors."""
        if not self._is_ready:
            self._is_ready = True
            _log.info("ready hosts=%d", len(self._visited))

    def _count(self) -> None:
        tally, resting = self._engine.tally, self._resting.hosts(self._engine.desk.now())
        tally.visited, tally.resting = len(self._visited), len(resting)
        if not self._trouble.count:
            tally.dispatched = asyncio.get_running_loop().time()

    async def _send_out(self, visitors: asyncio.TaskGroup) -> None:
        """A visitor to every host where something is due, as long as there are visitors left."""
        await self._keep_time()
        while not self._stop.is_set() and (free := self._free()):
            ask = self._engine.agenda.due_rounds
            now = self._engine.desk.now()
            closed = (*self._visited, *self._resting.hosts(now))
            rounds = await asyncio.to_thread(ask, now, free, visited=closed)
            for round_ in rounds:
                self._visited[round_.host] = None
                visitors.create_task(self._visit(round_))
            if not rounds:
                return

    async def _keep_time(self) -> None:
        """Notices a clock that was set back, while the daemon ran or before it started."""
        now, latest = self._engine.desk.now(), self._latest
        if latest is None or now < latest - _TOLERATED:
            self._resting = Resting()
            moved = await asyncio.to_thread(self._engine.agenda.rebase, now)
            if moved:
                _log.warning("the clock was set back: %d watches that were to wait for it are due now", moved)
        self._latest = now

    def _free(self) -> int:
        if self._trouble.lasts():
            return 0
        if self._trouble.count:
            return 0 if self._visited else 1  # one look finds out whether the trouble is over
        return self._engine.concurrency * _VISITORS - len(self._visited)

    async def _visit(self, round_: Round) -> None:
        try:
            await visit(round_, self._read, self._look, self._pause)
        finally:
            del self._visited[round_.host]
            self.wake.set()

    async def _read(self, source: Source) -> bool:
        async with self._slots:
            if self._stop.is_set():
                return False
            began = asyncio.get_running_loop().time()
            try:
                reading = await discovered(source, self._engine.source_desk)
            except StoreError as error:
                self._trouble.met(error)
                return False
        self._trouble.over()
        self._engine.tally.read_source(reading)
        _say_reading(source, reading, asyncio.get_running_loop().time() - began)
        await self._report(self._reporter.read(source, reading))
        return not await self._rests(host(source.reads), reading)

    async def _look(self, watch: Watch) -> bool:
        async with self._slots:
            if self._stop.is_set():
                return False
            began, late = asyncio.get_running_loop().time(), self._engine.desk.now() - watch.due_at
            self._pacing.looked(watch, self._engine.desk.now())
            try:
                finding = await checked(watch, self._engine.desk)
            except StoreError as error:
                self._trouble.met(error)
                return False
        self._trouble.over()
        took = asyncio.get_running_loop().time() - began
        self._engine.tally.looked(finding, took, late)
        _say(watch, finding, took)
        if finding.alerts or finding.release:
            self.told.set()
        if self._on_finding is not None:
            self._on_finding(watch, finding)
        return not await self._rests(host(watch.url), finding)

    async def _rests(self, name: str, finding: Finding | Reading) -> bool:
        """Whether the host is left alone after this look; a person is told once when that lasts."""
        before, rest = self._resting.of(name), self._resting.after(name, finding)
        if rest is not None and rest.is_long and not (before and before.is_long):
            _log.warning("host=%s left alone since=%s why=%s", name, f"{rest.since:%F %H:%M}Z", json.dumps(finding.why))
        elif rest is None and before is not None and before.is_long:
            _log.warning("host=%s answers again", name)
        await self._report(self._reporter.met(name, rest, finding))
        return rest is not None

    async def _report(self, reporting: Awaitable[bool]) -> None:
        try:
            if await reporting:
                self.told.set()
        except StoreError as error:
            self._trouble.met(error)

    async def _pause(self, url: str) -> bool:
        return await _passed(self._engine.gap(url), self._stop)


class _Post:
    """The outbox, emptied whenever `wake` is set."""

    def __init__(self, engine: Engine, stop: asyncio.Event, wake: asyncio.Event) -> None:
        self.wake = wake
        self._engine = engine
        self._stop = stop
        self._subscriptions = {own.name: own for own in engine.desk.subscriptions}
        self._outages = Outages()
        self._trouble = _Trouble("telling", engine.tick)

    async def going(self) -> None:
        while not self._stop.is_set():
            self.wake.clear()
            if not self._trouble.lasts():
                await self._deliver()
            await self.wake.wait()

    async def _deliver(self) -> None:
        own = self._engine
        try:
            await deliver(
                own.outbox, own.channel, own.destinations, own.desk.now, random=own.random, voices=own.voices,
                subscriptions=self._subscriptions, outages=self._outages, operator=own.desk.operator,
                stop=self._stop,
            )  # fmt: skip
            self._trouble.over()
        except* StoreError as errors:
            self._trouble.met(errors.exceptions[0])


class _Trouble:
    """The database cannot be used: said once, and tried again after growing pauses, up to a minute."""

    def __init__(self, doing: str, first: timedelta) -> None:
        self.count = 0
        self._doing = doing
        self._first = first
        self._until = 0.0

    def lasts(self) -> bool:
        """Whether it is too soon to try again."""
        return asyncio.get_running_loop().time() < self._until

    def met(self, error: BaseException) -> None:
        if self.lasts():
            return
        if not self.count:
            _log.error("%s pauses: %s", self._doing, error)
        self.count += 1
        pause = min(self._first * (1 << min(self.count - 1, 20)), _LONGEST_TROUBLE)
        self._until = asyncio.get_running_loop().time() + pause.total_seconds()

    def over(self) -> None:
        if self.count:
            _log.warning("%s goes on", self._doing)
        self.count, self._until = 0, 0.0


async def _again(work: Callable[[], Awaitable[None]], wake: asyncio.Event, stop: asyncio.Event) -> None:
    """Works each time that it is woken, until it is to stop."""
    while True:
        await wake.wait()
        if stop.is_set():
            return
        wake.clear()
        await work()


async def _swept(engine: Engine) -> None:
    try:
        if engine.desk.schedule.adaptive:
            await asyncio.to_thread(engine.agenda.measure_tempo)
        await asyncio.to_thread(engine.agenda.sweep)
    except StoreError as error:
        _log.warning("housekeeping failed: %s", error)


async def _passed(pause: timedelta, stop: asyncio.Event) -> bool:
    """Waits; False, at once, where `stop` is set before the pause is over."""
    try:
        async with asyncio.timeout(pause.total_seconds()):
            await stop.wait()
    except TimeoutError:
        return True
    return False


@contextmanager
def _ticking(clocks: Mapping[asyncio.Event, timedelta]) -> Iterator[None]:
    """Sets each event again and again. Only that: what they wake runs in tasks of its own, which end when told to,
    while the scheduler would cancel its jobs."""
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=defaults)
    for event, every in clocks.items():
        scheduler.add_job(_tick, "interval", args=(event,), seconds=every.total_seconds())
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)


async def _tick(event: asyncio.Event) -> None:
    event.set()


@contextmanager
def _stopped_by_signals(stop: asyncio.Event) -> Iterator[None]:
    """Lets SIGTERM and SIGINT set `stop`, where signals arrive at all: in the main thread."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    loop, signals = asyncio.get_running_loop(), (signal.SIGTERM, signal.SIGINT)
    for number in signals:
        loop.add_signal_handler(number, stop.set)
    try:
        yield
    finally:
        for number in signals:
            loop.remove_signal_handler(number)


def _say(watch: Watch, finding: Finding, seconds: float) -> None:
    """One line for one look, for machines to read first."""
    told = f" event={finding.event.kind}" if finding.event else ""
    told += f" revision={finding.revision.number}" if finding.revision else ""
    told += f" alerts={len(finding.alerts)}" if finding.alerts else ""
    why = f" why={json.dumps(finding.why, ensure_ascii=False)}" if finding.why else ""
    line = "watch=%d host=%s outcome=%s%s ms=%.0f%s"
    _log.info(line, watch.id, host(watch.url), finding.outcome, told, seconds * 1000, why)


def _say_reading(source: Source, reading: Reading, seconds: float) -> None:
    """One line for one reading, for machines to read first."""
    part = f" part={json.dumps(source.part.url)}" if source.part is not None else ""
    why = f" why={json.dumps(reading.why, ensure_ascii=False)}" if reading.why else ""
    line = "source=%d host=%s%s listed=%d new=%d ms=%.0f%s"
    _log.info(line, source.id, host(source.reads), part, reading.listed, len(reading.found), seconds * 1000, why)
