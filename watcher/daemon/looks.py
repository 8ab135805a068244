"""Rounds of looks and readings: a visitor to every host where something is due."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Coroutine
from datetime import datetime, timedelta

from watcher.check import checked
from watcher.daemon.clocks import passed
from watcher.daemon.damaged import Damaged
from watcher.daemon.engine import Engine
from watcher.daemon.progress import Progress
from watcher.daemon.shifts import Shifts
from watcher.daemon.trouble import TROUBLES, Trouble
from watcher.discover import discovered
from watcher.entries import Entry, entry, reasoned
from watcher.errors import StoreDamaged, StoreError
from watcher.model import Finding, Reading, Round, Source, Watch
from watcher.reporting import Reporter
from watcher.resting import Rest, Resting, Silence
from watcher.urls import host

_log = logging.getLogger(__name__)

Report = Callable[[Watch, Finding], None]
Look = Callable[[Watch, Callable[[], None]], Coroutine[None, None, bool]]

_TOLERATED = timedelta(minutes=1)  # by which a clock may be put right without a word
_LONGEST_ROUND = 8  # watches: what people set meanwhile counts in the next round
_MOMENT = timedelta(seconds=1)
_GATHERED = 0.01  # seconds in which visitors that come back are sent out together: asking takes as much as half a look
_VISITORS = 4  # for each look that may be under way: most of them pause


async def visit(
    round_: Round,
    read: Callable[[Source], Awaitable[bool]],
    look: Look,
    pause: Callable[[str], Awaitable[bool]],
) -> None:
    """Reads the sources of one host and looks at its watches, one after the other, with a pause after each: after the
    last one too, so that the host's next round begins no sooner. Each says whether to go on; `pause` is told the
    address that was opened. A look may say that all is as it was: the next one begins while that is recorded."""
    for source in round_.sources:
        goes_on = await read(source)
        if not await pause(source.reads) or not goes_on:
            return
    watches = round_.watches[:_LONGEST_ROUND]
    if len(watches) == 1:  # as at most hosts: no task, half as many steps
        await look(watches[0], lambda: None)
        await pause(watches[0].url)
        return
    async with asyncio.TaskGroup() as recording:
        looks: list[asyncio.Task[bool]] = []
        for watch in watches:
            looks.append(await _found(recording, look, watch))
            if not await pause(watch.url) or not all(one.result() for one in looks if one.done()):
                return


async def _found(recording: asyncio.TaskGroup, look: Look, watch: Watch) -> asyncio.Task[bool]:
    """The look, which has found its article as it was, or ended."""
    found = asyncio.Event()
    task = recording.create_task(look(watch, found.set))
    task.add_done_callback(lambda _: found.set())
    await found.wait()
    return task


class Looks:
    """Rounds of looks. `wake` asks for what is due; `told` is set when there is something to tell."""

    def __init__(
        self,
        shifts: Shifts,
        stop: asyncio.Event,
        *,
        on_finding: Report | None,
        progress: Progress,
        trouble: Trouble,
    ) -> None:
        self.wake = asyncio.Event()
        self.told = asyncio.Event()
        self._shifts = shifts
        self._stop = stop
        self._on_finding = on_finding
        self._visited: dict[str, None] = {}
        self._progress = progress
        self._resting = Resting()
        self._reporter = Reporter(self._engine.incidents, lambda: self._engine.desk.operator)
        self._latest: datetime | None = None
        self._is_ready = False
        self._per_host: int | None = None
        self._is_more_due = True  # than was handed out, as far as is known
        self._trouble = trouble
        self._damaged = Damaged()

    @property
    def _engine(self) -> Engine:
        """What begins now is done with."""
        return self._shifts.now.engine

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
                self._progress.dispatched(self._engine.desk.deadline, self._trouble.why)
                await self.wake.wait()
                if self._visited:
                    await asyncio.sleep(_GATHERED)

    def _say_ready(self) -> None:
        """Says once that what was due at the start has its visitors."""
        if not self._is_ready:
            self._is_ready = True
            _log.info("ready hosts=%d", len(self._visited), extra=entry(Entry.READY, hosts=len(self._visited)))
            self._progress.ready()

    def _count(self) -> None:
        tally, resting = self._engine.tally, self._resting.hosts(self._engine.desk.now())
        tally.visited, tally.resting = len(self._visited), len(resting)
        if not self._trouble.count:
            tally.dispatched = asyncio.get_running_loop().time()

    async def _send_out(self, visitors: asyncio.TaskGroup) -> None:
        """A visitor to every host where something is due, as long as there are visitors left."""
        await self._keep_time()
        await self._scout()
        while not self._stop.is_set() and (free := self._free()):
            ask = self._engine.agenda.due
            now = self._engine.desk.now()
            closed = (*self._visited, *self._resting.hosts(now))
            rounds = await asyncio.to_thread(ask, now, free, visited=closed, per_host=self._per_host)
            self._is_more_due = sum(len(round_.watches) + len(round_.sources) for round_ in rounds) >= free
            # Counting by host takes as much as reading the rest, where that is little.
            many = sum(len(round_.watches) > _LONGEST_ROUND for round_ in rounds)
            self._per_host = _LONGEST_ROUND + 1 if many * 2 > len(rounds) else None
            for round_ in rounds:
                self._visited[round_.host] = None
                visitors.create_task(self._visit(round_, is_more_due=self._is_more_due))
            if not self._is_more_due:
                return
        self._is_more_due = True

    async def _keep_time(self) -> None:
        """Notices a clock that was set back, while the daemon ran or before it started."""
        now, latest = self._engine.desk.now(), self._latest
        if latest is None or now < latest - _TOLERATED:
            self._resting = Resting()
            moved = await asyncio.to_thread(self._engine.agenda.rebase, now)
            if moved:
                _log.warning("the clock was set back: %d watches that were to wait for it are due now", moved)
        self._latest = now

    async def _scout(self) -> None:
        """Has one host asked whether the network is back."""
        now, silence = self._engine.desk.now(), self._resting.silence
        host = self._resting.scout(now)
        if silence is not None and host is not None:
            await asyncio.to_thread(self._engine.agenda.again, [host], silence.since, now)

    async def _catch_up(self, silence: Silence, now: datetime) -> None:
        """What could not be done without a network is due now."""
        try:
            await asyncio.to_thread(self._engine.agenda.again, silence.hosts, silence.since, now)
            for destination in self._shifts.now.outages.try_again():
                await self._engine.outbox.hasten(destination, now)
        except StoreError as error:
            self._trouble.met(error)
        self.told.set()

    def _free(self) -> int:
        if self._trouble.lasts():
            return 0
        if self._trouble.count:
            return 0 if self._visited else 1  # one look finds out whether the trouble is over
        return max(self._engine.concurrency * _VISITORS - len(self._visited), 0)

    async def _visit(self, round_: Round, *, is_more_due: bool) -> None:
        """`is_more_due`: perhaps at this host, too."""
        try:
            sound = self._damaged.without(round_, self._engine.desk.now())
            await visit(sound, self._read, self._look, self._pause)
            if not (sound.sources or sound.watches):
                await passed(_MOMENT, self._stop)
        finally:
            del self._visited[round_.host]
            # Else the next tick is soon enough: asking takes as much as half a look.
            is_long = len(round_.watches) > _LONGEST_ROUND
            if is_more_due or self._is_more_due or is_long or self._trouble.count:
                self.wake.set()

    async def _read(self, source: Source) -> bool:
        with self._shifts.now as shift:
            async with shift.slots:
                if self._stop.is_set():
                    return False
                began = asyncio.get_running_loop().time()
                try:
                    with self._progress.under_way():
                        reading = await discovered(source, shift.engine.source_desk)
                except TROUBLES as error:
                    self._trouble.met(error)
                    return False
        self._trouble.over()
        self._engine.tally.read_source(reading)
        _say_reading(source, reading, asyncio.get_running_loop().time() - began)
        await self._report(self._reporter.read(source, reading))
        return not await self._rests(host(source.reads), reading)

    async def _look(self, watch: Watch, on_same: Callable[[], None]) -> bool:
        with self._shifts.now as shift:
            async with shift.slots:
                if self._stop.is_set():
                    return False
                began, now = asyncio.get_running_loop().time(), shift.engine.desk.now()
                try:
                    with self._progress.under_way():
                        finding = await checked(watch, shift.engine.desk, on_same)
                except StoreDamaged as error:
                    self._damaged.met(watch, error, self._engine.desk.now())
                    return True
                except TROUBLES as error:
                    self._trouble.met(error)
                    return False
        self._trouble.over()
        took = asyncio.get_running_loop().time() - began
        self._engine.tally.looked(finding, took, now - watch.due_at)
        name = host(watch.url)
        _say(watch, name, finding, took)
        if finding.alerts or finding.release:
            self.told.set()
        if self._on_finding is not None:
            self._on_finding(watch, finding)
        return not await self._rests(name, finding)

    async def _rests(self, name: str, finding: Finding | Reading) -> bool:
        """Whether the host is left alone after this look; a person is told once when that lasts, or when no host
        answers."""
        silence, before = self._resting.silence, self._resting.of(name)
        rest = self._resting.after(name, finding)
        is_gone = self._resting.silence is not None
        if rest is None and before is None and not (silence or is_gone) and self._reporter.is_calm(name):
            return False
        if is_gone != (silence is not None):
            _say_network(self._resting.silence or silence, finding, is_gone=is_gone)
        if silence is not None and not is_gone:
            await self._catch_up(silence, finding.at)
        await self._report(self._reporter.network(self._resting.silence, finding))
        if not is_gone:
            if silence is None or name not in silence.hosts:
                _say_host(name, before, rest, finding)
            await self._report(self._reporter.met(name, rest, finding))
        return rest is not None

    async def _report(self, reporting: Awaitable[bool]) -> None:
        try:
            if await reporting:
                self.told.set()
        except StoreError as error:
            self._trouble.met(error)

    async def _pause(self, url: str) -> bool:
        return await passed(self._engine.gap(url), self._stop)


def _say_host(name: str, before: Rest | None, rest: Rest | None, finding: Finding | Reading) -> None:
    """Once when it is left alone for long, once when it answers again."""
    was_long = before is not None and before.is_long
    if rest is not None and rest.is_long and not was_long:
        since, told = f"{rest.since:%F %H:%M}Z", entry(Entry.HOST, host=name, outcome="left alone", why=finding.why)
        _log.warning("host=%s left alone since=%s%s", name, since, reasoned(finding.why), extra=told)
    elif rest is None and was_long:
        _log.warning("host=%s answers again", name, extra=entry(Entry.HOST, host=name, outcome="answers"))


def _say_network(silence: Silence | None, finding: Finding | Reading, *, is_gone: bool) -> None:
    """Once where it would be said of each host."""
    if silence is None:
        return
    since, hosts, why = f"{silence.since:%F %H:%M}Z", len(silence.hosts), finding.why
    if is_gone:
        told = entry(Entry.NETWORK, outcome="gone", hosts=hosts, why=why)
        line = "nothing can be reached since=%s hosts=%d: see to the network and the name server;%s"
        _log.warning(line, since, hosts, reasoned(why), extra=told)
    else:
        line = "hosts can be reached again, which none could since=%s; they are asked one after the other"
        _log.warning(line, since, extra=entry(Entry.NETWORK, outcome="back", hosts=hosts))


def _say(watch: Watch, name: str, finding: Finding, seconds: float) -> None:
    """One line for one look, for machines to read first."""
    if not _log.isEnabledFor(logging.INFO):
        return
    outcome, alerts, ms = str(finding.outcome), len(finding.alerts), round(seconds * 1000)
    event = str(finding.event.kind) if finding.event else ""
    revision = finding.revision.number if finding.revision else ""
    told = f" event={event}" if event else ""
    told += f" revision={revision}" if revision else ""
    told += f" alerts={alerts}" if alerts else ""
    why = reasoned(finding.why)
    fields = entry(
        Entry.LOOK, watch=watch.id, host=name, outcome=outcome, event=event, revision=revision, alerts=alerts,
        why=finding.why, ms=ms,
    )  # fmt: skip
    line = f"watch={watch.id} host={name} outcome={outcome}{told} ms={ms}{why}"
    _log.info(line, extra=fields)


def _say_reading(source: Source, reading: Reading, seconds: float) -> None:
    """One line for one reading, for machines to read first."""
    part = f" part={json.dumps(source.part.url)}" if source.part is not None else ""
    why = reasoned(reading.why)
    line = "source=%d host=%s%s listed=%d new=%d ms=%.0f%s"
    listed, new = reading.listed, len(reading.found)
    fields = entry(
        Entry.READING, source=source.id, host=host(source.reads), part=source.part.url if source.part else "",
        listed=listed, new=new, why=reading.why, ms=round(seconds * 1000),
    )  # fmt: skip
    _log.info(line, source.id, host(source.reads), part, listed, new, seconds * 1000, why, extra=fields)
