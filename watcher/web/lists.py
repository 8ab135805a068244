"""Pages that list: articles, sites, sources, the outbox, and what a search finds."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from aiohttp import web

from watcher.model import Hit, Letter, WatchId
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
        after, tag = request.query.get("after", "0"), request.query.get("tag") or None
        if not (after.isascii() and after.isdigit() and len(after) < 19):
            raise web.HTTPBadRequest(text="after: a number of an article was expected\n")
        ask = lambda: store.watches(tag=tag, after=WatchId(int(after)), limit=_PAGE + 1)  # noqa: E731
        found = await asyncio.to_thread(ask)
        shown, more = found[:_PAGE], found[_PAGE:]
        titles = await asyncio.to_thread(store.titles, [watch.id for watch in shown])
        return page(
            request, "watches.html", watches=shown, titles=titles, now=now(), tag=tag or "",
            after=shown[-1].id if more else None,
        )  # fmt: skip

    return answer


def sites(store: Store) -> Handler:
    """Answers with what was edited, site by site."""

    async def answer(request: web.Request) -> web.Response:
        found = await asyncio.to_thread(store.figures)
        return page(request, "sites.html", sites=found, hours=[bars(site.hours) for site in found])

    return answer


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
