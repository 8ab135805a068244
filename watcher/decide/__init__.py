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
a text that only turns back and forth waits until it stays (turning.py). What needs no reading is found by `glance`.
Everything here is pure: clock, settings and memory are arguments, and one finding holds all that came of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from operator import attrgetter
from zlib import crc32

from msgspec import structs

from watcher.compare import bumped, compare, stealth
from watcher.decide.address import arrived, leads_elsewhere, moved_to
from watcher.decide.case import Case, failed, trouble_of
from watcher.doubt import Refusal, challenged, doubt
from watcher.extract import Rules, shipped
from watcher.imprint import Imprint
from watcher.located import Before, Located, Whole, locate, read_today
from watcher.model import (
    NOTHING_KNOWN,
    Article,
    Change,
    Event,
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
    Unreachable,
    Watch,
    same_text,
)  # fmt: skip
from watcher.model.page import NO_VALIDATORS
from watcher.settings import Schedule
from watcher.turning import remembered, turned

__all__ = ["decide", "failed", "glance", "reverts_to", "trouble_of"]

_AWAY = {
    Outcome.GONE: Standing.GONE,
    Outcome.BLOCKED: Standing.BLOCKED,
    Outcome.UNREADABLE: Standing.UNREADABLE,
}
_BLOCKING = frozenset((401, 402, 403, 451))
_CONFIRMS = attrgetter("confirm")
_TRUSTED = 6
_FIRST_WEB_PAGE = datetime(1990, 12, 20, tzinfo=UTC)


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
    case = Case(
        watch=watch, seen=seen, last=last, number=last.number if last else 0, subscriptions=subscriptions, now=now,
        schedule=schedule, rules=rules or shipped(), known=known, tempos=tempos,
    )  # fmt: skip
    if isinstance(seen, Unreachable):
        return case.failed(seen.why)
    if isinstance(seen, Unmodified):
        return _unmodified(case)
    if not _is_fine(seen):
        return _error(case, seen)
    located = locate(seen, case.rules)
    if last is not None and located.fingerprint == watch.fingerprint and not leads_elsewhere(case, seen):
        return case.found(Outcome.SAME, _present(case, located), event=_restored(case))
    with located.read(known) as (article, whole):
        return _read(case, located, article, whole)


def _read(case: Case, located: Located, article: Article, whole: Whole) -> Finding:
    """What a page means on which the `article` was read."""
    last = case.last
    refusal = doubt(located.page, article, last)
    if refusal is not None and not (refusal.readable and case.alike(refusal.likeness)):
        return _refused(case, refusal)
    if last is None:
        return _new(case, located, article, whole)
    before = read_today(last, article, rules=case.rules, known=case.known, reader=case.reader)
    changes = compare(before.article, article)
    if not changes:
        return _unchanged(case, located, before, whole)
    return _changed(case, located, before, _next(case, last, before, article, changes), whole)


def glance(
    watch: Watch,
    seen: Seen,
    number: int,
    subscriptions: Sequence[Subscription],
    now: datetime,
    *,
    schedule: Schedule,
    tempos: Tempos | None = None,
    imprint: Imprint | None = None,
) -> Finding | None:
    """What `decide` would find where neither the page nor the last revision has to be read for it; None where they
    have. `number` is that of the last revision, 0 where there is none; `imprint` is how the article stood on its page.
    """
    if isinstance(seen, Unreachable):
        return failed(watch, seen.why, now, schedule=schedule, seen=seen)
    is_awaited = any(map(_CONFIRMS, subscriptions))  # and whom it concerns, the article tells
    if not number or watch.standing is not Standing.PRESENT or is_awaited:
        return None
    case = Case(
        watch=watch, seen=seen, last=None, number=number, subscriptions=subscriptions, now=now, schedule=schedule,
        rules=shipped(), known=NOTHING_KNOWN, tempos=tempos,
    )  # fmt: skip
    if isinstance(seen, Unmodified):
        return _unmodified(case)
    if imprint is None or not _is_fine(seen) or leads_elsewhere(case, seen) or not imprint.shows(seen, now):
        return None
    if watch.suspicion is not None or watch.validators != seen.validators:
        watch = structs.replace(watch, suspicion=None, validators=seen.validators)
    return case.found(Outcome.SAME, watch)


def _is_fine(page: Page) -> bool:
    """Whether its status says that it is the page; not that it is a part of it, for which nobody asked."""
    return HTTPStatus.OK <= page.status < HTTPStatus.MULTIPLE_CHOICES and page.status != HTTPStatus.PARTIAL_CONTENT


def _unmodified(case: Case) -> Finding:
    if not case.number:
        return case.failed("the server says that nothing changed, but nothing was read before")
    watch = case.watch
    if watch.standing is not Standing.PRESENT or watch.suspicion is not None:
        watch = structs.replace(watch, standing=Standing.PRESENT, suspicion=None)
    if _is_drawn(case):
        watch = structs.replace(watch, validators=NO_VALIDATORS)
    return case.found(Outcome.SAME, watch, event=_restored(case))


def _is_drawn(case: Case) -> bool:
    """True about once in _TRUSTED times: some caches answer "unmodified" for ever, so the next look asks for the
    whole page."""
    drawn = f"{case.watch.key} {case.now.timestamp():.0f}"
    return crc32(drawn.encode("utf-8", "surrogatepass")) % _TRUSTED == 0


# -- pages that say with their status that they are not the article -----------------------------------------------


def _error(case: Case, page: Page) -> Finding:
    why = f"the server answers {page.status} {_phrase(page.status)}".rstrip()
    if page.status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        return _refused(case, Refusal(outcome=Outcome.GONE, why=why, likeness="gone"))
    if page.status in _BLOCKING or (page.status == HTTPStatus.SERVICE_UNAVAILABLE and challenged(page)):
        return _refused(case, Refusal(outcome=Outcome.BLOCKED, why=why, likeness=f"status {page.status}"))
    if page.status == HTTPStatus.TOO_MANY_REQUESTS:
        # It tells of us, not of the article: never an event, however often it is said.
        return case.found(Outcome.BLOCKED, case.watch, why=why)
    if page.status == HTTPStatus.PRECONDITION_FAILED:  # of a server that knows no conditions: it is asked without
        case = case._replace(watch=structs.replace(case.watch, validators=NO_VALIDATORS))
    return case.failed(why)


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def _refused(case: Case, refusal: Refusal) -> Finding:
    """Recorded and suspected the first time; believed, and an event, when seen twice alike; silent from then on.

    What is gone stays gone, whatever else the server says until the article is back.
    """
    watch, away = case.watch, _AWAY[refusal.outcome]
    if watch.standing in (away, Standing.GONE) and not refusal.readable:
        silent = structs.replace(watch, suspicion=None)
        return case.found(refusal.outcome, silent, why=refusal.why)
    if not case.alike(refusal.likeness):
        suspected = structs.replace(watch, suspicion=case.suspicion(refusal.likeness))
        return case.found(refusal.outcome, suspected, why=refusal.why)
    # Without validators and fingerprint the next look asks for the whole page and reads it.
    believed = structs.replace(watch, standing=away, suspicion=None, validators=NO_VALIDATORS, fingerprint=None)
    event = case.event(f"article.{refusal.outcome}", refusal.why) if case.last is not None else None
    return case.found(refusal.outcome, believed, why=refusal.why, event=event)


# -- pages that may be the article --------------------------------------------------------------------------------


def _present(case: Case, located: Located) -> Watch:
    return structs.replace(
        case.watch,
        standing=Standing.PRESENT,
        suspicion=None,
        validators=located.page.validators,
        fingerprint=located.fingerprint,
    )


def _new(case: Case, located: Located, article: Article, whole: Whole) -> Finding:
    """The first revision: nobody is told. An address that only led here is left for good."""
    watch = structs.replace(_present(case, located), young_since=_published(article, case.now))
    if leads_elsewhere(case, located.page):
        watch = moved_to(watch, located.page.url)
    revision = Revision(
        watch_id=watch.id,
        number=1,
        article=article,
        first_seen_at=case.now,
        last_seen_at=case.now,
        extractor=case.reader,
        lineage=(article.digest(),),
    )
    return case.found(Outcome.NEW, watch, revision=revision, page=located.page, counted=whole())


def _unchanged(case: Case, located: Located, before: Before, whole: Whole) -> Finding:
    watch, moved = arrived(case, _present(case, located), located.page)
    event = _restored(case) or moved
    outcome, why = (Outcome.SAME, before.why) if moved is None else (Outcome.REDIRECTED, moved.why)
    counted = whole() if before.reread is not None else None
    return case.found(outcome, watch, why=why, event=event, reread=before.reread, counted=counted)


def _changed(case: Case, located: Located, before: Before, revision: Revision, whole: Whole) -> Finding:
    watch, moved = arrived(case, _present(case, located), located.page)
    event = _restored(case) or moved
    turning = turned(
        revision.changes, watch.turns, number=revision.number, now=case.now,
        pause=case.now - (watch.looked_at or watch.added_at), confirm=max(case.confirms, default=timedelta(0)),
    )  # fmt: skip
    return case.found(
        Outcome.CHANGED, structs.replace(watch, turns=remembered(watch.turns, turning, case.now)), event=event,
        revision=revision, page=located.page, reread=before.reread, counted=whole(), turning=turning,
    )  # fmt: skip


def _next(case: Case, last: Revision, before: Before, article: Article, changes: tuple[Change, ...]) -> Revision:
    lineage = last.lineage
    if not lineage or before.article is not last.article:
        lineage = (*lineage[:-1], before.article.digest())
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
    same text, unless that stood to the end, as where only an address changed. None where there is none."""
    if lineage and lineage[-1] == digest:
        return None
    equal = [number for number, known in enumerate(lineage, start=1) if known == digest]
    if lineage and not equal and not same_text(lineage[-1], digest):
        equal = [number for number, known in enumerate(lineage, start=1) if same_text(known, digest)]
    return equal[-1] if equal else None


def _restored(case: Case) -> Event | None:
    if case.last is None or case.watch.standing not in _AWAY.values():
        return None
    return case.event("article.restored", f"it was {case.watch.standing} before")


def _published(article: Article, now: datetime) -> datetime:
    """From when the article's age counts: its publication where that is plausible, else now."""
    try:
        told = datetime.fromisoformat(article.published_at or "")
    except ValueError:
        return now
    told = told if told.tzinfo else told.replace(tzinfo=UTC)
    return told if _FIRST_WEB_PAGE <= told <= now else now
