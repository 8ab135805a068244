"""All pages for readers, by their addresses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from watcher.store import Store
from watcher.web.access import Access
from watcher.web.app import Handler, Route
from watcher.web.article import article
from watcher.web.difference import changes_page, chosen
from watcher.web.lists import alerts, search, sites, sources, watches
from watcher.web.revision import document, revision, stored_page
from watcher.web.static import static
from watcher.web.stream import stream


def pages(store: Store, now: Callable[[], datetime]) -> Sequence[Route]:
    """What readers may open."""
    found: dict[str, Handler] = {
        "/": stream(store),
        r"/watch/{watch:\d+}": article(store, now),
        r"/watch/{watch:\d+}/diff": chosen(),
        r"/watch/{watch:\d+}/diff/{old:\d+}..{new:\d+}": changes_page(store),
        r"/watch/{watch:\d+}/{number:\d+}": revision(store),
        r"/watch/{watch:\d+}/{number:\d+}.json": document(store),
        r"/watch/{watch:\d+}/{number:\d+}/page": stored_page(store),
        "/watches": watches(store, now),
        "/sites": sites(store),
        "/sources": sources(store, now),
        "/alerts": alerts(store, now),
        "/search": search(store),
        "/static/{name}": static(),
    }
    return [Route(method="GET", path=path, access=Access.READERS, answer=answer) for path, answer in found.items()]
