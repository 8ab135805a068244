"""Pages that list: articles, sites, sources, the outbox, and what a search finds."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from aiohttp import web

from watcher.model import Hit, Letter, Trait, WatchId
from watcher.notify.changes import capital
from watcher.notify.excerpt import narrowed
from watcher.notify.letters import summed
from watcher.notify.markup import Piece
from watcher.notify.wording import Wording
from watcher.store import Store
from watcher.web.app import Handler
from watcher.web.rendering import bars, language_of, page, words_in

_PAGE = 100
_HITS = 30
_AROUND = 80  # characters shown on either side of what was found


def watches(store: Store, now: Callable[[], datetime]) -> Handler:
    """Answers with what is tracked, in the order it was added, those after a number."""

    async def answer(request: web.Request) -> web.Response:
        after, tag = WatchId(_number(request, "after")), request.query.get("tag") or None
        found = await asyncio.to_thread(lambda: store.watches(tag=tag, after=after, limit=_PAGE + 1))
        shown, more = found[:_PAGE], found[_PAGE:]
        titles = await asyncio.to_thread(store.titles, [watch.id for watch in shown])
        return page(
            request, "watches.html", watches=shown, titles=titles, now=now(), tag=tag or "",
            after=shown[-1].id if more else None,
        )  # fmt: skip

    return answer


def sites(store: Store) -> Handler:
    """Answers with what was edited, site by site, the most edited first, those after so many."""

    async def answer(request: web.Request) -> web.Response:
        after = _number(request, "after")
        found = await asyncio.to_thread(store.figures)
        shown = [(site, bars(site.hours)) for site in found[after : after + _PAGE]]
        more = after + _PAGE if len(found) > after + _PAGE else None
        return page(request, "sites.html", sites=shown, after=more)

    return answer


def _number(request: web.Request, name: str) -> int:
    """A number in the query, 0 where there is none. Raises HTTPBadRequest."""
    text = request.query.get(name, "0")
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise web.HTTPBadRequest(text=f"{name}: a number was expected\n")
    return int(text)


def sources(store: Store, now: Callable[[], datetime]) -> Handler:
    """Answers with where new articles come from."""

    async def answer(request: web.Request) -> web.Response:
        return page(request, "sources.html", sources=await asyncio.to_thread(store.sources), now=now())

    return answer


def alerts(store: Store, now: Callable[[], datetime]) -> Handler:
    """Answers with the newest of the outbox, newest first."""

    async def answer(request: web.Request) -> web.Response:
        words = words_in(language_of(request))
        letters = await asyncio.to_thread(lambda: store.alerts(limit=_PAGE))
        about = [(letter, _about(letter, words)) for letter in reversed(letters)]
        return page(request, "alerts.html", letters=about, now=now())

    return answer


def drifts(store: Store) -> Handler:
    """Answers with what many articles of a site changed alike at once, the newest first."""

    async def answer(request: web.Request) -> web.Response:
        words = words_in(language_of(request))
        found = await asyncio.to_thread(lambda: store.drifts(limit=_PAGE))
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
    return words.phrase(letter.event.kind) if letter.event is not None else ""


def search(store: Store) -> Handler:
    """Answers with the newest revisions that brought what is searched."""

    async def answer(request: web.Request) -> web.Response:
        wanted = request.query.get("q", "")[:200]
        hits = await asyncio.to_thread(lambda: store.search(wanted, limit=_HITS)) if wanted.strip() else []
        return page(request, "search.html", q=wanted, hits=[(hit, list(_passages(hit))) for hit in hits])

    return answer


def _passages(hit: Hit) -> Iterator[tuple[list[Piece], bool]]:
    for text, places in hit.passages:
        yield list(narrowed(list(_pieces(text, places)), _AROUND)), text in hit.gone


def _pieces(text: str, places: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    at = 0
    for begin, end in places:
        if at < begin:
            yield "text", text[at:begin]
        yield "alarm", text[begin:end]
        at = end
    if at < len(text):
        yield "text", text[at:]
