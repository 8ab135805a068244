"""Where an article is: redirects to another address, and whether they are believed."""

from __future__ import annotations

from msgspec import structs

from watcher.decide.case import Case
from watcher.model import Event, Page, Watch
from watcher.urls import identity, site

_FOR_GOOD = frozenset((301, 308))


def leads_elsewhere(case: Case, page: Page) -> bool:
    """Whether redirects led to an address that is another identity than the watch's."""
    return bool(page.redirects) and identity(page.url) != identity(case.watch.url)


def arrived(case: Case, watch: Watch, page: Page) -> tuple[Watch, Event | None]:
    """`watch`, moved to where its article went, and the event; or as it is, and None.

    A redirect that calls itself temporary is believed when it was seen twice alike.
    """
    if not leads_elsewhere(case, page):
        return watch, None
    likeness = f"redirected {identity(page.url)}"
    if not _is_for_good(case.watch.url, page) and not case.alike(likeness):
        return structs.replace(watch, suspicion=case.suspicion(likeness)), None
    return moved_to(watch, page.url), case.event("article.redirected", f"it is at {page.url} now", url=page.url)


def moved_to(watch: Watch, url: str) -> Watch:
    """The watch at its article's new address. Its key, and with it its history, stays."""
    return structs.replace(watch, url=url, site=site(url))


def _is_for_good(url: str, page: Page) -> bool:
    """Whether every redirect that leads to another article's address is permanent (RFC 9110, 15.4.2 and 15.4.9)."""
    at = url
    for status, target in page.redirects:
        if identity(target) != identity(at) and status not in _FOR_GOOD:
            return False
        at = target
    return True
