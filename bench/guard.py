"""Whether looks have become dearer: `python bench/guard.py` (`make guard`).

Counted is what does not depend on the machine: calls of functions, and steps of the database. A look is the real one
(remember, decide, record in a real database) but for the network, which gives pages that are there already.

  calls   of a look at a page with noise, at one that was edited, and at an answer that nothing changed: an average over
          all layouts and languages, and at most so many
  steps   of the database, for such looks and for asking what is due: with 20,000 watches to those with 20, and at most
          so many times as many
  whole   calls of a look that is answered by "unmodified", by the real daemon with its dispatch, request and log line,
          in calls of aiohttp's bare request at the same site: at most so many
  parses  processor time of a look at a page with noise, in parses of the same page by lexbor, the fast parser: both in
          turn in one process, the least of ten each; at most so many

Prints a line for each, and exits with 1 where one does not hold.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import sys
import tempfile
import threading
import time
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, redirect_stderr
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from types import FrameType
from typing import Any
from unittest.mock import patch

import aiohttp
from looks_daemon import Clock, Watching
from looks_floor import unmodified
from looks_pages import Packed, loaded
from looks_runs import ask_conditionally, configured, free_port, running
from looks_site import addresses
from msgspec import structs
from scale import filled
from selectolax.lexbor import LexborHTMLParser

from watcher import daemon, wiring
from watcher.check import Desk, check
from watcher.cli.asked import Asked
from watcher.cli.logs import logged
from watcher.demo.articles import STORIES
from watcher.model import Outcome, Page, Seen, Subscription, Unmodified, Validators, Watch
from watcher.model.destination import destination
from watcher.model.page import NO_VALIDATORS
from watcher.settings import Schedule, load
from watcher.store import Store
from watcher.urls import identity, site

MOST_CALLS: Mapping[str, int] = {"unchanged": 480, "edited": 24_300, "304": 380}
MOST_GROWTH = 1.2
MOST_REQUESTS = 2.65
MOST_PARSES = 7.0
FEW, MANY = 20, 20_000
_OUTCOMES = {
    "new": Outcome.NEW, "unchanged": Outcome.SAME, "edited": Outcome.CHANGED, "304": Outcome.SAME,
}  # fmt: skip
_KINDS = ("unchanged", "304", "edited")
# What is counted is the last of each kind, when all is remembered that can be, and it is known what is noise.
_COURSE = ("new", "edited", "304", *("unchanged",) * 6, "304", "edited")
_EVERY = timedelta(minutes=1)
_TIMES = 10
_WHOLE = 100  # articles that are looked at by the daemon
_VALIDATORS = Validators(etag='"as-it-was"')  # without them nobody could answer by 304
_URLS = tuple(f"http://articles.example/{number}" for number in range(len(STORIES)))


class Work:
    """Counts, while `counted`, calls of functions by all threads and steps of all databases that were begun since."""

    def __init__(self) -> None:
        self.calls = self.steps = 0
        self._counts = False
        self._connect = sqlite3.connect

    @contextmanager
    def watched(self) -> Iterator[None]:
        threading.setprofile(self._profile)
        try:
            with patch.object(sqlite3, "connect", self._connected):
                yield
        finally:
            threading.setprofile(None)

    @contextmanager
    def counted(self) -> Iterator[None]:
        self.calls, self.steps, self._counts = 0, 0, True
        sys.setprofile(self._profile)
        try:
            yield
        finally:
            sys.setprofile(None)
            self._counts = False

    def _profile(self, frame: FrameType, event: str, _: Any) -> None:
        if self._counts and event in ("call", "c_call") and frame.f_code is not _STEP:
            self.calls += 1

    def _step(self) -> int:
        self.steps += self._counts
        return 0

    def _connected(self, *arguments: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = self._connect(*arguments, **options)
        connection.set_progress_handler(self._step, 1)
        return connection


_STEP = Work._step.__code__  # SQLite calls it, for the count


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Calls of one look, and steps of the database for it."""

    calls: float
    steps: float


class Articles:
    """One article in each layout and language, looked at again and again."""

    def __init__(self, store: Store) -> None:
        self._store, self._now = store, datetime.now(UTC)
        self._loads = self._edits = 0
        self._seen: dict[str, Seen] = {}
        desk = Subscription(name="desk", to=(destination("json://127.0.0.1:9/alerts"),))
        self._desk = Desk(
            memory=store.memory, fetch=self._fetched, subscriptions=(desk,), schedule=Schedule(), now=lambda: self._now,
            deadline=timedelta(minutes=1),
        )  # fmt: skip
        for url in _URLS:
            store.watches.add(url, key=identity(url), site=site(url), every=_EVERY, now=self._now)

    async def _fetched(self, watch: Watch) -> Seen:
        return self._seen[watch.url]

    def parse(self) -> None:
        """What the last look at each saw, by lexbor and nothing else."""
        for seen in self._seen.values():
            assert isinstance(seen, Page)
            LexborHTMLParser(seen.body.decode((seen.content_type or "").rpartition("=")[2]))

    def prepare(self, kind: str) -> None:
        """What the next look at each sees."""
        self._loads, self._edits = self._loads + 1, self._edits + (kind == "edited")
        for number, url in enumerate(_URLS):
            if kind == "304":
                self._seen[url] = Unmodified(url=url, fetched_at=self._now)
            else:
                self._seen[url] = _page(loaded(number, url, self._loads, self._edits), url, self._now)

    async def look(self, kind: str) -> None:
        """At each, as it is due."""
        self._now += _EVERY
        watches = [watch for round_ in self._store.rounds.due(self._now, 64) for watch in round_.watches]
        assert [watch.url for watch in watches] == list(_URLS)
        for watch in watches:
            asked = structs.replace(watch, validators=_VALIDATORS) if kind == "304" else watch
            finding = await check(asked, self._desk)
            assert finding.outcome is _OUTCOMES[kind], finding


def _page(packed: Packed, url: str, now: datetime) -> Page:
    return Page(
        url=url, status=200, body=zlib.decompress(b"".join(packed.pieces), 31), fetched_at=now,
        content_type=f"text/html; charset={packed.charset}", validators=NO_VALIDATORS,
    )  # fmt: skip


async def counted(watches: int) -> dict[str, Counts]:
    """What looks of each kind take, in a database of so many watches."""
    work, found = Work(), {}
    with tempfile.TemporaryDirectory() as name:
        filled(Path(name), watches)
        with work.watched(), Store.open(f"sqlite:{name}/watcher.db") as store:
            articles = Articles(store)
            for kind in _COURSE:
                articles.prepare(kind)
                with work.counted():
                    await articles.look(kind)
                found[kind] = Counts(calls=work.calls / len(_URLS), steps=work.steps / len(_URLS))
    return found


async def parses() -> float:
    """What a look takes at a page with noise, in parses."""
    looks, parsed = [], []
    with tempfile.TemporaryDirectory() as name, Store.open(f"sqlite:{name}/watcher.db") as store:
        articles = Articles(store)
        articles.prepare("new")
        await articles.look("new")
        for _ in range(_TIMES):
            articles.prepare("unchanged")
            began = time.process_time()
            await articles.look("unchanged")
            looked = time.process_time()
            articles.parse()
            parsed.append(time.process_time() - looked)
            looks.append(looked - began)
    return min(looks) / min(parsed)


async def _rounds(folder: Path, urls: Sequence[str], work: Work) -> int:
    """Calls of the daemon's second looks at pages that were kept."""
    clock, stop, watching = Clock(), asyncio.Event(), Watching(len(urls))
    settings = load(configured(folder, urls))
    async with wiring.assembled(settings, now=clock.now) as assembly:
        running = asyncio.create_task(daemon.run(assembly.engine, stop, on_finding=watching.looked))
        await watching.done.wait()
        for again in (False, True):  # the first ones open the connections, and begin what later ones go on with
            ask_conditionally(folder / "watcher.db")
            watching.begin()
            with work.counted() if again else nullcontext():
                clock.jump(11)
                await watching.done.wait()
        stop.set()
        await running
    return work.calls


async def _bare(urls: Sequence[str], work: Work) -> int:
    """Calls of bare requests for them."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar(), auto_decompress=False) as session:
        for again in (False, True):
            with work.counted() if again else nullcontext():
                await unmodified(session, iter(urls))
    return work.calls


async def requests() -> float:
    """What a whole look takes that is answered by "unmodified", in bare requests."""
    work, port = Work(), free_port()
    urls = addresses("kept", _WHOLE, port)
    with redirect_stderr(StringIO()):
        logged(Asked(), logging.INFO)
    with tempfile.TemporaryDirectory() as name, running("looks_site.py", port, 1, f"kept={_WHOLE}"), work.watched():
        return await _rounds(Path(name), urls, work) / await _bare(urls, work)


def verdicts(few: Mapping[str, Counts], many: Mapping[str, Counts]) -> Iterator[tuple[str, str, bool]]:
    """(what is promised, the figures, whether it holds)."""
    for kind, most in MOST_CALLS.items():
        calls = few[kind].calls
        yield f"calls of a look, {kind}", f"{calls:,.0f} ≤ {most:,}", calls <= most
    for kind in _KINDS:
        before, after = few[kind].steps, many[kind].steps
        figures = f"{before:,.0f} → {after:,.0f} ≤ {MOST_GROWTH} ×"
        yield f"steps of the database, {kind}", figures, after <= before * MOST_GROWTH
    ratio = asyncio.run(requests())
    yield "bare requests in the calls of a whole look, 304", f"{ratio:.2f} ≤ {MOST_REQUESTS:g}", ratio <= MOST_REQUESTS
    ratio = asyncio.run(parses())
    yield "parses in the time of a look, unchanged", f"{ratio:.1f} ≤ {MOST_PARSES:g}", ratio <= MOST_PARSES


def main() -> int:
    few, many = (asyncio.run(counted(watches)) for watches in (FEW, MANY))
    print(f"| {FEW:,} and {MANY:,} watches | counted | holds |\n| --- | --- | --- |")
    held = True
    for promise, figures, holds in verdicts(few, many):
        print(f"| {promise} | {figures} | {'yes' if holds else 'NO'} |")
        held = held and holds
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
