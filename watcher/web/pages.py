"""All pages for readers, by their addresses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from aiohttp import web

from watcher.model import Subscription
from watcher.notify.reasons import reason
from watcher.store import Store
from watcher.web.access import Access
from watcher.web.app import Handler, Route
from watcher.web.article import article
from watcher.web.difference import changes_page, chosen
from watcher.web.feeds import article_feed, feed, search_feed
from watcher.web.lists import alerts, drifts, search, sites, sources, watches
from watcher.web.memento import time_gate, time_map
from watcher.web.rendering import language_of, page, problem
from watcher.web.revision import document, revision, stored_page
from watcher.web.static import static
from watcher.web.stream import stream
from watcher.web.subscriptions import subscriptions


def pages(
    store: Store, now: Callable[[], datetime], public: str = "", own: Sequence[Subscription] = ()
) -> Sequence[Route]:
    """What readers may open. `public` is where others reach this server, "" for nowhere; `own` are the subscriptions of
    the configuration."""
    found: dict[str, Handler] = {
        "/": stream(store),
        r"/watch/{watch:\d+}": article(store, now),
        r"/watch/{watch:\d+}/diff": chosen(),
        r"/watch/{watch:\d+}/diff/{old:\d+}..{new:\d+}": changes_page(store),
        r"/watch/{watch:\d+}/{number:\d+}": revision(store, public),
        r"/watch/{watch:\d+}/{number:\d+}.json": document(store),
        r"/watch/{watch:\d+}/{number:\d+}/page": stored_page(store),
        "/watches": watches(store, now),
        "/sites": sites(store, now),
        "/search": search(store),
        "/feed.atom": feed(store, now, public),
        "/search.atom": search_feed(store, now, public),
        r"/watch/{watch:\d+}/feed.atom": article_feed(store, now, public),
        "/timegate/{url:.+}": time_gate(store, public),
        r"/timemap/{page:\d+}/{url:.+}": time_map(store, public),
        "/timemap/{url:.+}": time_map(store, public),
    }
    private: dict[str, Handler] = {
        "/sources": sources(store, now),
        "/alerts": alerts(store, now),
        "/drifts": drifts(store),
        "/subscriptions": subscriptions(store, now, own),
    }
    return [
        Route(method="GET", path="/static/{name}", access=Access.GUESTS, answer=explained(static())),
        *(Route(method="GET", path=path, access=Access.READERS, answer=explained(one)) for path, one in found.items()),
        *(Route(method="GET", path=path, access=Access.OWNERS, answer=explained(one)) for path, one in private.items()),
    ]


def explained(answer: Handler) -> Handler:
    """The same; where nothing can be shown, a page says so."""

    async def told(request: web.Request) -> web.StreamResponse:
        try:
            return await answer(request)
        except web.HTTPNotFound:
            return problem(request, "page.not_found", 404)
        except web.HTTPBadRequest as error:
            said = reason((error.text or "").strip(), language_of(request))
            return page(request, "problem.html", status=400, said=said)

    return told
