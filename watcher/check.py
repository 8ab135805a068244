"""The errand of one look: remember, fetch, decide, record."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from traceback import extract_tb
from typing import Protocol

from watcher.alone import alone
from watcher.deadlines import Deadlines
from watcher.decide import decide, failed, glance
from watcher.descriptors import exhaustion
from watcher.entries import Entry, entry, reasoned
from watcher.errors import Exhausted, StoreError
from watcher.extract import Rules, shipped, version
from watcher.imprint import TRUSTED, Imprint, Imprints, Key
from watcher.learned import learned
from watcher.masked import adapted
from watcher.model import (
    Destination,
    Drift,
    Finding,
    Known,
    Outcome,
    Page,
    Revision,
    Seen,
    Standing,
    Subscription,
    Tempos,
    Unmodified,
    Watch,
    WatchId,
    addressed,
)
from watcher.model.page import NO_VALIDATORS
from watcher.notify.route import route
from watcher.settings import Schedule

_READ = (Outcome.NEW, Outcome.CHANGED, Outcome.SAME)

_log = logging.getLogger(__name__)


class Memory(Protocol):
    async def newest(self, watch_id: WatchId) -> int:
        """The number of the newest revision, 0 where the article was never read."""

    async def known(self, site: str) -> Known:
        """The lines that the articles of `site` are known to repeat."""

    async def tempos(self, site: str) -> Tempos:
        """How often the articles of `site`, and all, were edited."""

    async def last_revision(self, watch_id: WatchId, extractor: str) -> Revision | None:
        """How the article last stood, None where it was never read; with its page where another version than
        `extractor` read it."""

    async def record(self, finding: Finding) -> Drift | None:
        """Writes all of it, or raises StoreError and writes nothing. Gives the drift of the site that shows with it,
        None where none does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One look, and all that is to be known for judging what was seen. `imprint` is how the article stood on its
    page, None where that is not known."""

    watch: Watch
    seen: Seen
    last: Revision | None
    subscriptions: Sequence[Subscription]
    now: datetime
    schedule: Schedule
    known: Known
    tempos: Tempos | None
    imprint: Imprint | None


Judged = tuple[Finding, Imprint | None]
Judge = Callable[[View, Rules], Awaitable[Judged]]


def judged(view: View, rules: Rules) -> Judged:
    """(the finding, how the article stands on its page where that is new)."""
    watch, seen = view.watch, view.seen
    finding = decide(
        watch, seen, view.last, view.subscriptions, view.now, schedule=view.schedule, rules=rules, known=view.known,
        tempos=view.tempos,
    )  # fmt: skip
    now = finding.at
    if not isinstance(seen, Page) or finding.outcome not in _READ or finding.watch.due_at - now >= TRUSTED:
        return finding, None
    known = view.imprint or Imprint(read_at=now)
    before = known if finding.outcome is Outcome.SAME else Imprint(read_at=now, noise=known.noise)
    # Nothing is learned of a page whose server says what is unmodified: asking for all of it is seldom done.
    is_asked_anew = watch.validators == NO_VALIDATORS != seen.validators
    if finding.outcome is not Outcome.CHANGED and before.wants(now) and not is_asked_anew:
        return finding, learned(before, seen, finding.watch.fingerprint, rules, now)
    return finding, before.unlearned(seen, now)


async def in_thread(view: View, rules: Rules) -> Judged:
    """What `judged` gives. Reading a long page takes tens of milliseconds, in which nothing else would move."""
    return await asyncio.to_thread(alone, partial(judged, view, rules))


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a look needs besides the watch. `deadline` ends a look, whatever it hangs on; `fetch` has a shorter one of
    its own and never raises for the web. `operator` is where what concerns the installation is told. What subscriptions
    with `archive` are told of is kept by a public archive, and `keep` besides ("edits" or "all"); `kept_at` says where
    its newest copy of an address is. `imprints` are those of articles that were looked at by these rules; `judge` is
    where pages are read."""

    memory: Memory
    fetch: Callable[[Watch], Awaitable[Seen]]
    subscriptions: Sequence[Subscription]
    schedule: Schedule
    now: Callable[[], datetime]
    deadline: timedelta
    rules: Rules = field(default_factory=shipped)
    operator: Sequence[Destination] = ()
    kept_at: Callable[[str], str] = str
    keep: str = ""
    imprints: Imprints = field(default_factory=Imprints)
    judge: Judge = in_thread
    deadlines: Deadlines = field(default_factory=Deadlines)


def _nothing() -> None:
    pass


async def check(watch: Watch, desk: Desk, on_same: Callable[[], None] = _nothing) -> Finding:
    """Looks at the article now and records what was found. `on_same` is called where that is the article as it was,
    before it is recorded. Raises StoreError where it cannot be remembered."""
    number = None if _may_be_unmodified(watch, desk) else await desk.memory.newest(watch.id)
    try:
        with desk.deadlines.within(desk.deadline.total_seconds()):
            finding, stands = await _found(watch, number, desk)
    except TimeoutError:
        why = f"the look took longer than {desk.deadline.total_seconds():g} seconds"
        finding, stands = failed(watch, why, desk.now(), schedule=desk.schedule), None
    if finding.outcome is Outcome.SAME and finding.is_plain:
        on_same()
    if finding.revision is not None:
        finding = finding._replace(operator=addressed(desk.operator), capture=_capture(finding, finding.revision, desk))
    drift = await desk.memory.record(finding)
    if stands is not None:  # not before: what was not recorded is found again
        desk.imprints.keep(*stands, finding.at, watch.site)
    if drift is not None:
        _warn(drift)
    return finding


def _capture(finding: Finding, revision: Revision, desk: Desk) -> str:
    """Where the page will be kept, "" where nobody wants that."""
    is_wanted = desk.keep == "all" or bool(
        revision.changes and (desk.keep == "edits" or _is_told(finding, revision, desk))
    )
    return desk.kept_at(revision.article.url) if is_wanted else ""


def _is_told(finding: Finding, revision: Revision, desk: Desk) -> bool:
    """Whether a subscription that wants pages kept is told of the revision, now or later."""
    wanting = [subscription for subscription in desk.subscriptions if subscription.archive]
    language = revision.article.language or ""
    muted = finding.watch.is_muted(finding.at)
    return not muted and bool(route(finding.watch, revision, None, wanting, language=language))


def _warn(drift: Drift) -> None:
    line = "drift=%d site=%s articles=%d looked=%d%s"
    why = f"many articles changed alike at once: their alerts are held; `watcher drift show {drift.id}` says what to do"
    fields = entry(Entry.DRIFT, drift=drift.id, site=drift.site, articles=drift.articles)
    _log.warning(line, drift.id, drift.site, drift.articles, drift.looked, reasoned(why), extra=fields)


async def checked(watch: Watch, desk: Desk, on_same: Callable[[], None] = _nothing) -> Finding:
    """`check` for loops: a fault of our own is recorded as a failed look, so that the next one comes. Raises
    StoreError, Exhausted."""
    try:
        return await check(watch, desk, on_same)
    except (StoreError, Exhausted):
        raise
    except Exception as error:
        _log.debug("watch=%d", watch.id, exc_info=True)
        if why := exhaustion(error):
            raise Exhausted(why) from error
        finding = failed(watch, _fault(error), desk.now(), schedule=desk.schedule)
        await desk.memory.record(finding)
        return finding


def _may_be_unmodified(watch: Watch, desk: Desk) -> bool:
    """Whether the number of the newest revision may not be needed: where the server says that nothing changed, it is
    enough that there is one."""
    is_read = watch.standing is Standing.PRESENT and not desk.schedule.adaptive
    return is_read and watch.validators != NO_VALIDATORS


async def _found(watch: Watch, number: int | None, desk: Desk) -> tuple[Finding, tuple[Key, Imprint] | None]:
    """(the finding, how the article of which revision stands on its page where that is new). `number` is that of the
    newest revision, 0 without any, None where there is one and it is to be asked for when it is needed."""
    tempos = await desk.memory.tempos(watch.site) if desk.schedule.adaptive else None
    seen = await desk.fetch(watch)
    if number is None:
        number = 1 if isinstance(seen, Unmodified) else await desk.memory.newest(watch.id)
    told, imprint = _glanced(watch, seen, number, desk, tempos)
    if told is not None:
        return told, None if imprint is None else ((watch.id, number), imprint)
    known = await desk.memory.known(watch.site)
    last = await desk.memory.last_revision(watch.id, version(desk.rules, known))
    view = View(
        watch=watch, seen=seen, last=last, subscriptions=desk.subscriptions, now=desk.now(), schedule=desk.schedule,
        known=known, tempos=tempos, imprint=imprint,
    )  # fmt: skip
    finding, new = await desk.judge(view, desk.rules)
    number = finding.revision.number if finding.revision is not None else number
    return finding, None if new is None else ((watch.id, number), new)


def _glanced(
    watch: Watch, seen: Seen, number: int, desk: Desk, tempos: Tempos | None
) -> tuple[Finding | None, Imprint | None]:
    """(what is found without reading, how the article stood on its page; None where that is to be kept as it is)."""

    def glanced(imprint: Imprint | None) -> Finding | None:
        return glance(
            watch, seen, number, desk.subscriptions, desk.now(), schedule=desk.schedule, tempos=tempos, imprint=imprint
        )

    if not isinstance(seen, Page):
        return glanced(None), None
    known, noise = desk.imprints.of((watch.id, number)), desk.imprints.noise(watch.site)
    told = glanced(known)
    if told is not None or known is None:
        return told, None if told is not None else Imprint(read_at=desk.now(), noise=noise)
    # Other articles of the site may have shown what is noise since.
    more = adapted(known, noise)
    return (None, known) if more is None else (glanced(more), more)


def _fault(error: Exception) -> str:
    """An error of our own by its kind and place: what it says may be anything."""
    frame = extract_tb(error.__traceback__)[-1]
    return f"a fault of watcher, please report it: {type(error).__name__} in {Path(frame.filename).name}:{frame.lineno}"
