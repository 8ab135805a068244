"""One look, what is known besides its page, and the finding that comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import NamedTuple

from msgspec import structs

from watcher.cadence import rescheduled
from watcher.extract import Rules, version
from watcher.model import (
    NOTHING_TURNED,
    Alert,
    Article,
    Event,
    Fault,
    Finding,
    Known,
    Outcome,
    Page,
    Revision,
    Seen,
    Standing,
    Subscription,
    Suspicion,
    Tempo,
    Tempos,
    Trouble,
    Turning,
    Unreachable,
    Watch,
)
from watcher.model.summary import FOREVER
from watcher.model.tempo import expected
from watcher.notify.route import concerning, route
from watcher.settings import Schedule
from watcher.turning import overdue, second_look, stood

_UNANSWERED = (Fault.DNS, Fault.TLS, Fault.CONNECT, Fault.TIMEOUT)
_STANDING = (Outcome.SAME, Outcome.CHANGED, Outcome.REDIRECTED)


class Case(NamedTuple):  # made in a third of the time of a frozen dataclass, one for each look
    """One look, and what is known besides the page. `number` is that of the `last` revision, which may be left out
    where nothing but that counts; 0 where the article was never read."""

    watch: Watch
    seen: Seen
    last: Revision | None
    number: int
    subscriptions: Sequence[Subscription]
    now: datetime
    schedule: Schedule
    rules: Rules
    known: Known
    tempos: Tempos | None

    @property
    def reader(self) -> str:
        """The version of the extractor with these rules and this knowledge."""
        return version(self.rules, self.known)

    def found(
        self,
        outcome: Outcome,
        watch: Watch,
        *,
        why: str = "",
        event: Event | None = None,
        revision: Revision | None = None,
        page: Page | None = None,
        reread: Article | None = None,
        counted: Article | None = None,
        turning: Turning = NOTHING_TURNED,
    ) -> Finding:
        """The finding, with the watch rescheduled and everybody concerned addressed."""
        watch, release = released(watch, outcome, self.now)
        return Finding(
            outcome=outcome,
            watch=self._rescheduled(watch, outcome, turning),
            at=self.now,
            why=why,
            revision=revision,
            page=page,
            event=event,
            alerts=self._alerts(watch, revision, event, turning),
            reread=reread,
            extractor=self.reader if reread is not None or revision is not None else "",
            counted=counted,
            undone=tuple([turn for _, turn in turning.undone]),
            release=release,
            trouble=trouble_of(self.seen),
            retry_after=wait_asked(self.seen),
        )

    def _alerts(
        self, watch: Watch, revision: Revision | None, event: Event | None, turning: Turning
    ) -> tuple[Alert, ...]:
        """What to tell; nothing of a muted article."""
        if (revision is None and event is None) or watch.is_muted(self.now):
            return ()
        language = language_of(revision or self.last)
        return route(watch, revision, event, self.subscriptions, turning, language=language)

    def _rescheduled(self, watch: Watch, outcome: Outcome, turning: Turning) -> Watch:
        """An article that only alternates is no younger for it. Where somebody waits for a second look, it comes
        in time."""
        course = Outcome.SAME if outcome is Outcome.CHANGED and turning.idle else outcome
        fresh_for = None if isinstance(self.seen, Unreachable) else self.seen.fresh_for
        after = rescheduled(
            watch, course, self.now, self.schedule, retry_after=wait_asked(self.seen), fresh_for=fresh_for,
            tempo=self._tempo(edited=outcome is Outcome.CHANGED),
        )  # fmt: skip
        if not watch.turns or outcome not in _STANDING:
            return after
        second = second_look(watch.turns, self.confirms, self.now)
        return after if second is None else structs.replace(after, due_at=min(after.due_at, second))

    def _tempo(self, *, edited: bool) -> float:
        """How many times as often as others the article is edited."""
        if self.tempos is None or not self.number:
            return 1.0
        edits = self.number - 1 + edited
        return self.tempos.of(Tempo(edits=edits, expected=expected(self.now - self.watch.added_at)))

    @property
    def confirms(self) -> list[timedelta]:
        """How long after a change somebody wants a second look."""
        careful = [s for s in self.subscriptions if s.confirm]
        return [s.confirm for s in concerning(self.watch, careful, language_of(self.last))]

    def failed(self, why: str) -> Finding:
        return failed(self.watch, why, self.now, schedule=self.schedule, seen=self.seen)

    def alike(self, likeness: str) -> bool:
        """Whether the look before left the same suspicion."""
        return self.watch.suspicion is not None and self.watch.suspicion.likeness == likeness

    def suspicion(self, likeness: str) -> Suspicion:
        """A suspicion that waits for its second look; it dates from the first doubt of any kind."""
        return Suspicion(likeness=likeness, since=self.watch.suspicion.since if self.watch.suspicion else self.now)

    def event(self, kind: str, why: str, *, url: str | None = None) -> Event:
        """An event between the last time the article was seen and now; for a return, between the last look and now."""
        seen_after = self.last.last_seen_at if self.last is not None else None
        if kind == "article.restored":
            seen_after = self.watch.looked_at
        return Event(kind=kind, at=self.now, seen_after=seen_after, why=why, url=url)


def failed(watch: Watch, why: str, now: datetime, *, schedule: Schedule, seen: Seen | None = None) -> Finding:
    """The finding of a look from which nothing can be concluded; what was suspected before stays so. `seen` is what
    it gave, None where it gave nothing."""
    watch, release = released(watch, Outcome.FAILED, now)
    asked = wait_asked(seen)
    after = rescheduled(watch, Outcome.FAILED, now, schedule, retry_after=asked)
    return Finding(
        outcome=Outcome.FAILED, watch=after, at=now, why=why, release=release, trouble=trouble_of(seen),
        retry_after=asked,
    )  # fmt: skip


def trouble_of(seen: Seen | None) -> Trouble | None:
    """What is wrong with the host, whatever became of the article."""
    match seen:
        case Unreachable(fault=fault) if fault in _UNANSWERED:
            return Trouble.DOWN
        case Page(status=HTTPStatus.TOO_MANY_REQUESTS | HTTPStatus.SERVICE_UNAVAILABLE):
            return Trouble.BUSY
        case _:
            return None


def wait_asked(seen: Seen | None) -> timedelta | None:
    return seen.retry_after if isinstance(seen, Page) else None


def language_of(last: Revision | None) -> str:
    """The article's language; "" where that is not known."""
    return (last.article.language if last is not None else None) or ""


def released(watch: Watch, outcome: Outcome, now: datetime) -> tuple[Watch, datetime | None]:
    """The watch, and until when its held alerts were to wait that go out now: those whose changes stood long enough,
    all where the article is gone, and those that waited in vain as it could not be seen."""
    if not watch.turns:
        return watch, None
    if outcome is Outcome.GONE and watch.standing is Standing.GONE:
        return structs.replace(watch, turns=()), FOREVER
    if outcome not in _STANDING and not overdue(watch.turns, now):
        return watch, None
    turns, release = stood(watch.turns, now)
    return watch if turns == watch.turns else structs.replace(watch, turns=turns), release
