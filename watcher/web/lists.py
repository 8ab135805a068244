"""Pages that list: articles, sites, sources, the outbox, and what a search finds."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from aiohttp import web

from watcher.model import (
    AlertId,
    AlertState,
    Hit,
    Letter,
    SiteFigures,
    SiteHealth,
    SourceId,
    State,
    Trait,
    Watch,
    WatchId,
)
from watcher.notify.changes import capital
from watcher.notify.excerpt import narrowed
from watcher.notify.letters import summed
from watcher.notify.markup import Piece
from watcher.notify.wording import Wording
from watcher.store import SitePlace, Store
from watcher.web.app import Handler
from watcher.web.article import counted, counted_in
from watcher.web.filters import filtered
from watcher.web.rendering import bars, language_of, page, words_in
from watcher.web.stream import STEPS

_PAGE = 100
_SITES = 50
_DAYS = 14  # of which a page shows the edits
_HITS = 30
_PASSAGES = 3  # shown of one of them
_PLACES = 3  # shown in one of these
_AROUND = 80  # characters shown on either side of what was found


def watches(store: Store, now: Callable[[], datetime]) -> Handler:
    """Answers with what is tracked, in the order it was added, those after a number."""

    async def answer(request: web.Request) -> web.Response:
        after, tag, at = WatchId(counted_in(request, "after")), request.query.get("tag") or None, now()
        found = await asyncio.to_thread(lambda: store.watches.listed(tag=tag, after=after, limit=_PAGE + 1))
        shown, more = found[:_PAGE], found[_PAGE:]
        titles = await asyncio.to_thread(store.history.titles, [watch.id for watch in shown])
        return page(
            request, "watches.html", watches=shown, titles=titles, now=at, tag=tag or "",
            feed=filtered("/feed.atom", {"tag": tag or ""}), after=shown[-1].id if more else None,
            conditions=lambda watch: list(_conditions(watch, at)),
        )  # fmt: skip

    return answer


def _conditions(watch: Watch, at: datetime) -> Iterator[str]:
    """What is to be known of a watch besides where its article stands."""
    told = {
        "paused": watch.state is State.PAUSED, "failing": watch.failing_since is not None, "muted": watch.is_muted(at),
        "snoozed": watch.is_snoozed(at),
    }  # fmt: skip
    yield from (name for name, so in told.items() if so)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What a page shows of one site: `days` are the edits of each of the last days, the last one today, `each_day` is
    how many there were on one of them."""

    figures: SiteFigures
    health: SiteHealth
    days: tuple[int, ...]

    @property
    def each_day(self) -> float:
        return sum(self.days) / len(self.days)


def sites(store: Store, now: Callable[[], datetime]) -> Handler:
    """Answers with what was edited, site by site, the most edited first, those after one."""

    async def answer(request: web.Request) -> web.Response:
        after = site_place(request.query.get("after", ""))
        found = await asyncio.to_thread(_sites, store, after, now())
        more = site_written(found[_SITES - 1].figures) if len(found) > _SITES else ""
        return page(request, "sites.html", sites=found[:_SITES], after=more, bars=bars)

    return answer


def _sites(store: Store, after: SitePlace | None, at: datetime) -> list[Site]:
    """A page of sites, and one more where there is one."""
    last = at.astimezone(UTC).date()
    days = [last - timedelta(days=back) for back in reversed(range(_DAYS))]
    found = store.sites.figures(after=after, limit=_SITES + 1)
    names = [one.site for one in found]
    edits, ills = store.sites.edits_by_day(names, datetime.combine(days[0], time(), UTC)), store.sites.health(names)
    return [
        Site(
            figures=one, health=ills.get(one.site, SiteHealth()),
            days=tuple(edits.get(one.site, {}).get(day, 0) for day in days),
        )
        for one in found
    ]  # fmt: skip


def site_written(site: SiteFigures) -> str:
    """Where a site stands among them, as it stands in an address."""
    return f"{site.edits}-{site.site}"


def site_place(text: str) -> SitePlace | None:
    """The place that `site_written` wrote; None for "". Raises HTTPBadRequest."""
    if not text:
        return None
    edits, _, site = text.partition("-")
    return counted("after", edits), site


def sources(store: Store, now: Callable[[], datetime]) -> Handler:
    """Answers with where new articles come from, in the order it was added, what comes after a number."""

    async def answer(request: web.Request) -> web.Response:
        after = SourceId(counted_in(request, "after"))
        found = await asyncio.to_thread(lambda: store.sources.listed(after=after, limit=_PAGE + 1))
        more = found[_PAGE - 1].id if len(found) > _PAGE else None
        return page(request, "sources.html", sources=found[:_PAGE], now=now(), after=more)

    return answer


def alerts(store: Store, now: Callable[[], datetime]) -> Handler:
    """Answers with the outbox, newest first, in a `state` and before a number where the query says so."""

    async def answer(request: web.Request) -> web.Response:
        words, before = words_in(language_of(request)), AlertId(counted_in(request, "before")) or None
        state = _state(request.query.get("state", ""))
        found = await asyncio.to_thread(lambda: store.outbox.letters(state=state, before=before, limit=_PAGE + 1))
        failed = await asyncio.to_thread(lambda: store.outbox.letters(state=AlertState.FAILED, limit=1))
        letters, more = found[::-1][:_PAGE], found[::-1][_PAGE:]
        return page(
            request, "alerts.html", letters=[(letter, _about(letter, words)) for letter in letters], now=now(),
            states=list(AlertState), state=state or "", failed=bool(failed), before=letters[-1].id if more else None,
        )  # fmt: skip

    return answer


def _state(text: str) -> AlertState | None:
    if text and text not in set(AlertState):
        raise web.HTTPBadRequest(text=f"state={text}: it is one of {', '.join(AlertState)}\n")
    return AlertState(text) if text else None


def drifts(store: Store) -> Handler:
    """Answers with what many articles of a site changed alike at once, the newest first."""

    async def answer(request: web.Request) -> web.Response:
        words = words_in(language_of(request))
        found = await asyncio.to_thread(lambda: store.drifts.listed(limit=_PAGE))
        shown = [(one, [_alike(trait, words) for trait in one.traits]) for one in reversed(found)]
        return page(request, "drifts.html", drifts=shown)

    return answer


def _alike(trait: Trait, words: Wording) -> str:
    """Such as "Caption removed", "Publication time changed: by +2:00 hours"."""
    return ": ".join(filter(None, (capital(words.phrase(trait.kind)), trait.detail)))


def _about(letter: Letter, words: Wording) -> str:
    if letter.revision is not None:
        changes = letter.revision.changes
        return summed([changes[i].kind for i in letter.alert.changes if i < len(changes)], words, 3)
    if letter.incident is not None:
        return letter.incident.name
    return words.phrase(letter.event.kind) if letter.event is not None else ""


def search(store: Store) -> Handler:
    """Answers with the newest revisions that brought what is searched, those before a place."""

    async def answer(request: web.Request) -> web.Response:
        wanted, before = wanted_in(request), counted_in(request, "before") or None
        hits, more = await asyncio.to_thread(found, store, wanted, before)
        return page(
            request, "search.html", q=wanted, hits=[(hit, list(passages(hit))) for hit in hits], before=more,
            paged=before is not None, feed=filtered("/search.atom" if wanted else "/feed.atom", {"q": wanted}),
        )  # fmt: skip

    return answer


def wanted_in(request: web.Request) -> str:
    """What is searched for; "" for nothing."""
    return request.query.get("q", "")[:200].strip()


def found(store: Store, wanted: str, before: int | None) -> tuple[list[Hit], int | None]:
    """The newest revisions that brought it, those before a place, and the place where they go on, None at the end."""
    return store.search.stretch(wanted, before=before, limit=_HITS, steps=STEPS) if wanted else ([], None)


def passages(hit: Hit) -> Iterator[tuple[list[Piece], bool]]:
    """Where it was found, marked, and whether that does not stand there any more."""
    for text, places in hit.passages[:_PASSAGES]:
        yield list(narrowed(list(_pieces(text, places[:_PLACES])), _AROUND)), text in hit.gone


def _pieces(text: str, places: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    at = 0
    for begin, end in places:
        if at < begin:
            yield "text", text[at:begin]
        yield "alarm", text[begin:end]
        at = end
    if at < len(text):
        yield "text", text[at:]
