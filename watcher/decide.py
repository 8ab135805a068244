"""The judgement: what one look means. Read this first.

    no answer             → failed
    "unmodified"          → same
    an error status       → gone, blocked or failed
    the page as it was    → same
    a page in doubt       → gone, blocked or unreadable; believed when seen twice alike
    no article before     → new
    nothing a reader sees → same, or redirected
    changes               → changed

What is believed to be away, back or elsewhere is an event, once. Events and changes are told to whom they concern;
a text that only turns back and forth waits until it stays (turning.py).
Everything here is pure: clock, settings and memory are arguments, and one finding holds all that came of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

from watcher.cadence import rescheduled
from watcher.compare import bumped, compare, stealth
from watcher.doubt import Refusal, challenged, doubt
from watcher.extract import Rules, shipped, version
from watcher.located import Before, Located, locate, read_today
from watcher.model import (
    NOTHING_KNOWN,
    NOTHING_TURNED,
    Alert,
    Article,
    Change,
    Event,
    Fault,
    Finding,
    Known,
    Line,
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
    Unmodified,
    Unreachable,
    Watch,
    same_text,
)  # fmt: skip
from watcher.model.page import NO_VALIDATORS
from watcher.model.tempo import expected
from watcher.model.watch import FOREVER
from watcher.notify.route import concerning, route
from watcher.settings import Schedule
from watcher.turning import overdue, remembered, second_look, stood, turned
from watcher.urls import identity, site

_AWAY = {
    Outcome.GONE: Standing.GONE,
    Outcome.BLOCKED: Standing.BLOCKED,
    Outcome.UNREADABLE: Standing.UNREADABLE,
}
_BLOCKING = frozenset((401, 402, 403, 451))
_UNANSWERED = (Fault.DNS, Fault.TLS, Fault.CONNECT, Fault.TIMEOUT)
_TRUSTED = 6
_FOR_GOOD = frozenset((301, 308))
_STANDING = (Outcome.SAME, Outcome.CHANGED, Outcome.REDIRECTED)
_FIRST_WEB_PAGE = datetime(1990, 12, 20, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """One look, and what is known besides the page."""

    watch: Watch
    seen: Seen
    last: Revision | None
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
        lines: tuple[Line, ...] | None = None,
        turning: Turning = NOTHING_TURNED,
    ) -> Finding:
        """The finding, with the watch rescheduled and everybody concerned addressed."""
        watch, release = _waited(watch, outcome, self.now)
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
            lines=lines,
            undone=tuple(turn for _, turn in turning.undone),
            release=release,
            trouble=trouble_of(self.seen),
            retry_after=_retry_after(self.seen),
        )

    def _alerts(
        self, watch: Watch, revision: Revision | None, event: Event | None, turning: Turning
    ) -> tuple[Alert, ...]:
        """What to tell; nothing of a muted article."""
        if watch.is_muted(self.now):
            return ()
        language = _language(revision or self.last)
        return route(watch, revision, event, self.subscriptions, turning, language=language)

    def _rescheduled(self, watch: Watch, outcome: Outcome, turning: Turning) -> Watch:
        """An article that only alternates is no younger for it. Where somebody waits for a second look, it comes
        in time."""
        course = Outcome.SAME if outcome is Outcome.CHANGED and turning.idle else outcome
        fresh_for = None if isinstance(self.seen, Unreachable) else self.seen.fresh_for
        after = rescheduled(
            watch, course, self.now, self.schedule, retry_after=_retry_after(self.seen), fresh_for=fresh_for,
            tempo=self._tempo(edited=outcome is Outcome.CHANGED),
        )  # fmt: skip
        second = second_look(watch.turns, self.confirms, self.now) if outcome in _STANDING else None
        return after if second is None else replace(after, due_at=min(after.due_at, second))

    def _tempo(self, *, edited: bool) -> float:
        """How many times as often as others the article is edited."""
        if self.tempos is None or self.last is None:
            return 1.0
        edits = self.last.number - 1 + edited
        return self.tempos.of(Tempo(edits=edits, expected=expected(self.now - self.watch.added_at)))

    @property
    def confirms(self) -> list[timedelta]:
        """How long after a change somebody wants a second look."""
        careful = [s for s in self.subscriptions if s.confirm]
        return [s.confirm for s in concerning(self.watch, careful, _language(self.last))]

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


def decide(
    watch: Watch,
    seen: Seen,
    last: Revision | None,
    subscriptions: Sequence[Subscription],
    now: datetime,
    *,
    schedule: Schedule,
    rules: Rules | None = None,
    known: Known = NOTHING_KNOWN,
    tempos: Tempos | None = None,
) -> Finding:
    """What the look that gave `seen` means for `watch`, whose article last stood as in `last` (None: never read).

    `last` brings its page where another version of the extractor read it. `rules` are the site rules to read by, the
    shipped ones without; `known` are the lines that the watch's site repeats, which are not read. `tempos` say how
    often other articles are edited, None where that is not to count.
    """
    case = _Case(
        watch=watch, seen=seen, last=last, subscriptions=subscriptions, now=now, schedule=schedule,
        rules=rules or shipped(), known=known, tempos=tempos,
    )  # fmt: skip
    if isinstance(seen, Unreachable):
        return case.failed(seen.why)
    if isinstance(seen, Unmodified):
        return _unmodified(case)
    if not HTTPStatus.OK <= seen.status < HTTPStatus.MULTIPLE_CHOICES:
        return _error(case, seen)
    located = locate(seen, case.rules)
    if last is not None and located.fingerprint == watch.fingerprint and not _leads_elsewhere(case, seen):
        return case.found(Outcome.SAME, _present(case, located), event=_restored(case))
    article = located.article(known)
    refusal = doubt(seen, article, last)
    if refusal is not None and not (refusal.readable and case.alike(refusal.likeness)):
        return _refused(case, refusal)
    if last is None:
        return _new(case, located, article)
    before = read_today(last, article, rules=case.rules, known=case.known, reader=case.reader)
    changes = compare(before.article, article)
    if not changes:
        return _unchanged(case, located, before, article)
    return _changed(case, located, before, _next(case, last, before, article, changes))


def failed(watch: Watch, why: str, now: datetime, *, schedule: Schedule, seen: Seen | None = None) -> Finding:
    """The finding of a look from which nothing can be concluded; what was suspected before stays so. `seen` is what
    it gave, None where it gave nothing."""
    watch, release = _waited(watch, Outcome.FAILED, now)
    asked = _retry_after(seen)
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


def _retry_after(seen: Seen | None) -> timedelta | None:
    return seen.retry_after if isinstance(seen, Page) else None


def _language(last: Revision | None) -> str:
    """The article's language; "" where that is not known."""
    return (last.article.language if last is not None else None) or ""


def _waited(watch: Watch, outcome: Outcome, now: datetime) -> tuple[Watch, datetime | None]:
    """The watch, and until when its held alerts were to wait that go out now: those whose changes stood long enough,
    all where the article is gone, and those that waited in vain as it could not be seen."""
    if not watch.turns:
        return watch, None
    if outcome is Outcome.GONE and watch.standing is Standing.GONE:
        return replace(watch, turns=()), FOREVER
    if outcome not in _STANDING and not overdue(watch.turns, now):
        return watch, None
    turns, release = stood(watch.turns, now)
    return replace(watch, turns=turns), release


def _unmodified(case: _Case) -> Finding:
    if case.last is None:
        return case.failed("the server says that nothing changed, but nothing was read before")
    watch = replace(case.watch, standing=Standing.PRESENT, suspicion=None)
    if _is_drawn(case):
        watch = replace(watch, validators=NO_VALIDATORS)
    return case.found(Outcome.SAME, watch, event=_restored(case))


def _is_drawn(case: _Case) -> bool:
    """True about once in _TRUSTED times: some caches answer "unmodified" for ever, so the next look asks for the
    whole page."""
    drawn = hashlib.sha256(f"{case.watch.key} {case.now.isoformat()}".encode("utf-8", "surrogatepass")).digest()
    return drawn[0] % _TRUSTED == 0


# -- pages that say with their status that they are not the article -----------------------------------------------


def _error(case: _Case, page: Page) -> Finding:
    why = f"the server answers {page.status} {_phrase(page.status)}".rstrip()
    if page.status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        return _refused(case, Refusal(outcome=Outcome.GONE, why=why, likeness="gone"))
    if page.status in _BLOCKING or (page.status == HTTPStatus.SERVICE_UNAVAILABLE and challenged(page)):
        return _refused(case, Refusal(outcome=Outcome.BLOCKED, why=why, likeness=f"status {page.status}"))
    if page.status == HTTPStatus.TOO_MANY_REQUESTS:
        # It tells of us, not of the article: never an event, however often it is said.
        return case.found(Outcome.BLOCKED, case.watch, why=why)
    return case.failed(why)


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def _refused(case: _Case, refusal: Refusal) -> Finding:
    """Recorded and suspected the first time; believed, and an event, when seen twice alike; silent from then on.

    What is gone stays gone, whatever else the server says until the article is back.
    """
    watch, away = case.watch, _AWAY[refusal.outcome]
    if watch.standing in (away, Standing.GONE) and not refusal.readable:
        silent = replace(watch, suspicion=None)
        return case.found(refusal.outcome, silent, why=refusal.why)
    if not case.alike(refusal.likeness):
        suspected = replace(watch, suspicion=case.suspicion(refusal.likeness))
        return case.found(refusal.outcome, suspected, why=refusal.why)
    # Without validators and fingerprint the next look asks for the whole page and reads it.
    believed = replace(watch, standing=away, suspicion=None, validators=NO_VALIDATORS, fingerprint=None)
    event = case.event(f"article.{refusal.outcome}", refusal.why) if case.last is not None else None
    return case.found(refusal.outcome, believed, why=refusal.why, event=event)


# -- pages that may be the article --------------------------------------------------------------------------------


def _present(case: _Case, located: Located) -> Watch:
    return replace(
        case.watch,
        standing=Standing.PRESENT,
        suspicion=None,
        validators=located.page.validators,
        fingerprint=located.fingerprint,
    )


def _new(case: _Case, located: Located, article: Article) -> Finding:
    """The first revision: nobody is told. An address that only led here is left for good."""
    watch = replace(_present(case, located), young_since=_published(article, case.now))
    if _leads_elsewhere(case, located.page):
        watch = _moved(watch, located.page.url)
    revision = Revision(
        watch_id=watch.id,
        number=1,
        article=article,
        first_seen_at=case.now,
        last_seen_at=case.now,
        extractor=case.reader,
        lineage=(article.digest(),),
    )
    return case.found(
        Outcome.NEW, watch, revision=revision, page=located.page, lines=located.lines(article, case.known)
    )  # fmt: skip


def _unchanged(case: _Case, located: Located, before: Before, article: Article) -> Finding:
    watch, moved = _arrived(case, located)
    event = _restored(case) or moved
    outcome, why = (Outcome.SAME, before.why) if moved is None else (Outcome.REDIRECTED, moved.why)
    lines = located.lines(article, case.known) if before.reread is not None else None
    return case.found(outcome, watch, why=why, event=event, reread=before.reread, lines=lines)


def _changed(case: _Case, located: Located, before: Before, revision: Revision) -> Finding:
    watch, moved = _arrived(case, located)
    event = _restored(case) or moved
    turning = turned(
        revision.changes, watch.turns, number=revision.number, now=case.now,
        pause=case.now - (watch.looked_at or watch.added_at), confirm=max(case.confirms, default=timedelta(0)),
    )  # fmt: skip
    return case.found(
        Outcome.CHANGED, replace(watch, turns=remembered(watch.turns, turning, case.now)), event=event,
        revision=revision, page=located.page, reread=before.reread, lines=located.lines(revision.article, case.known),
        turning=turning,
    )  # fmt: skip


def _next(case: _Case, last: Revision, before: Before, article: Article, changes: tuple[Change, ...]) -> Revision:
    lineage = (*last.lineage[:-1], before.article.digest())
    digest = article.digest()
    return Revision(
        watch_id=last.watch_id,
        number=last.number + 1,
        article=article,
        first_seen_at=case.now,
        last_seen_at=case.now,
        seen_after=last.last_seen_at,
        extractor=case.reader,
        changes=changes,
        stealth=stealth(before.article, article, changes),
        bumped=bumped(changes),
        reverts_to=reverts_to(lineage, digest),
        lineage=(*lineage, digest),
    )


def reverts_to(lineage: Sequence[str], digest: str) -> int | None:
    """The number of the last revision, of those with the digests `lineage`, that is equal; else of the last with the
    same text, unless that stood to the end. None where there is none."""
    equal = [number for number, known in enumerate(lineage, start=1) if known == digest]
    if lineage and not equal and not same_text(lineage[-1], digest):
        equal = [number for number, known in enumerate(lineage, start=1) if same_text(known, digest)]
    return equal[-1] if equal else None


def _restored(case: _Case) -> Event | None:
    if case.last is None or case.watch.standing not in _AWAY.values():
        return None
    return case.event("article.restored", f"it was {case.watch.standing} before")


def _leads_elsewhere(case: _Case, page: Page) -> bool:
    """Whether redirects led to an address that is another identity than the watch's."""
    return bool(page.redirects) and identity(page.url) != identity(case.watch.url)


def _arrived(case: _Case, located: Located) -> tuple[Watch, Event | None]:
    """The watch, moved to where its article went, and the event; or where it is, and None.

    A redirect that calls itself temporary is believed when it was seen twice alike.
    """
    watch, page = _present(case, located), located.page
    if not _leads_elsewhere(case, page):
        return watch, None
    likeness = f"redirected {identity(page.url)}"
    if not _is_for_good(case.watch.url, page) and not case.alike(likeness):
        return replace(watch, suspicion=case.suspicion(likeness)), None
    return _moved(watch, page.url), case.event("article.redirected", f"it is at {page.url} now", url=page.url)


def _moved(watch: Watch, url: str) -> Watch:
    """The watch at its article's new address. Its key, and with it its history, stays."""
    return replace(watch, url=url, site=site(url))


def _is_for_good(url: str, page: Page) -> bool:
    """Whether every redirect that leads to another article's address is permanent (RFC 9110, 15.4.2 and 15.4.9)."""
    at = url
    for status, target in page.redirects:
        if identity(target) != identity(at) and status not in _FOR_GOOD:
            return False
        at = target
    return True


def _published(article: Article, now: datetime) -> datetime:
    """From when the article's age counts: its publication where that is plausible, else now."""
    try:
        told = datetime.fromisoformat(article.published_at or "")
    except ValueError:
        return now
    told = told if told.tzinfo else told.replace(tzinfo=UTC)
    return told if _FIRST_WEB_PAGE <= told <= now else now
