"""One revision: as a reader reads it, as JSON, and the page as it came."""

from __future__ import annotations

import asyncio
import json

from aiohttp import web

from watcher import shapes
from watcher.model import Page, Revision, Watch
from watcher.review import disclosures
from watcher.store import Store
from watcher.web.app import Handler
from watcher.web.article import counted_in, number_of, watch_of
from watcher.web.known import unless_known
from watcher.web.leaves import leaf, parted
from watcher.web.memento import base_of, memento
from watcher.web.rendering import page
from watcher.web.stream import spoken

# A page of somebody else: whatever it holds runs nowhere, loads nothing and is no page of ours.
_STORED = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'"


def revision(store: Store, public: str) -> Handler:
    """Answers with the text of a revision, which is a memento (RFC 7089) of the article."""

    async def answer(request: web.Request) -> web.Response:
        watch, found = await _found(store, request)
        kept = await asyncio.to_thread(store.history.page_of, watch.id, found.number)
        seal = await asyncio.to_thread(store.history.seal, watch.id, found.number)
        first = counted_in(request, "from")
        whole = [part for block in found.article.blocks for part in parted(block)]
        blocks, more = leaf(whole, first, lambda block: len(repr(block).encode()))
        shown = page(
            request, "revision.html", watch=watch, revision=found, article=found.article, kept=kept is not None,
            language_=spoken(found.article.language), blocks=blocks, first=first, more=more,
            seal=seal.seal.hex() if seal else "",
        )  # fmt: skip
        shown.headers.update(memento(watch, found, base_of(request, public)))
        return unless_known(request, shown)

    return answer


def document(store: Store) -> Handler:
    """Answers with a revision in the contract's JSON."""

    async def answer(request: web.Request) -> web.Response:
        watch, found = await _found(store, request)
        told = (await asyncio.to_thread(disclosures, store.history, [found]))[watch.id, found.number]
        seal = await asyncio.to_thread(store.history.seal, watch.id, found.number)
        body = json.dumps(shapes.whole_revision(found, told, seal), ensure_ascii=False).encode("utf-8", "replace")
        return unless_known(request, web.Response(body=body, content_type="application/json", charset="utf-8"))

    return answer


def stored_page(store: Store) -> Handler:
    """Answers with the bytes that a revision was read from, for a disk and never for a window."""

    async def answer(request: web.Request) -> web.Response:
        watch, found = await _found(store, request)
        kept = await asyncio.to_thread(store.history.page_of, watch.id, found.number)
        if kept is None:
            raise web.HTTPNotFound
        return unless_known(request, _attached(watch, found, kept))

    return answer


def _attached(watch: Watch, found: Revision, kept: Page) -> web.Response:
    return web.Response(
        body=kept.body,
        headers={
            "Content-Type": "application/octet-stream",
            "Content-Disposition": f'attachment; filename="watch-{watch.id}-revision-{found.number}.html"',
            "Content-Security-Policy": _STORED,
        },
    )


async def _found(store: Store, request: web.Request) -> tuple[Watch, Revision]:
    """Raises HTTPNotFound."""
    watch = await watch_of(store, request)
    found = await asyncio.to_thread(store.history.revision, watch.id, number_of(request, "number"))
    if found is None:
        raise web.HTTPNotFound
    return watch, found
