"""Where new articles come from: what a feed, a sitemap, a section page or a list of addresses lists. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from watcher.model import Hub, Listing, Page, SourceKind
from watcher.sources import feed, sitemap
from watcher.sources.characters import Unreadable, text_of
from watcher.sources.page import page_of
from watcher.sources.xml import name_of, root_of
from watcher.urls import is_web

__all__ = ["Unreadable", "listing"]

_SHOWN = 60
_LONGEST = 4_000  # characters of a hub's address and of the one to ask it for
_FEW = 3  # links that make a page one that lists articles
_HTML = ("html", "body", "head", "div", "script", "p", "h1", "title", "meta", "!doctype")


def listing(page: Page, *, kind: str = "", match: str = "", known: Collection[str] = ()) -> Listing:
    """What the source lists that was fetched as `page`, whatever it is said to be: its content decides.

    `kind` is what it is meant to be, "" for anything; `match` a pattern for the links of a section page; `known` are
    addresses of the site's articles, which teach what they look like. Raises Unreadable where it is nothing that lists
    articles, or something else than is meant.
    """
    text = text_of(page.body, page.content_type)
    found = _read(text, page, match, known)
    if found.kind is SourceKind.FEED:
        found = replace(found, hub=_hub(found.hub, page))
    if found.kind is SourceKind.PAGE:
        return _meant(found, kind, page.url, sure=kind == SourceKind.PAGE or bool(match))
    if kind and found.kind != kind and not (kind == SourceKind.SITEMAP and found.kind is SourceKind.LIST):
        raise Unreadable(f"it is a {found.kind}, not a {kind}")
    return found


def _hub(told: Hub | None, page: Page) -> Hub | None:
    """Where a feed is pushed from, by its header fields first, then as it says itself."""
    links = dict(reversed(page.links))
    url = links.get("hub") or (told.url if told else "")
    topic = links.get("self") or (told.topic if told else "") or page.url
    return Hub(url=url, topic=topic) if is_web(url) and is_web(topic) and len(url + topic) < _LONGEST else None


def _read(text: str, page: Page, match: str, known: Collection[str]) -> Listing:
    begin = text.lstrip("\ufeff \t\r\n")
    if not begin:
        raise Unreadable("it is empty")
    if begin[0] in "{[":
        if (found := feed.json_feed_of(begin, page.url)) is not None:
            return found
        raise Unreadable("it is JSON, but no JSON Feed")
    if begin[0] != "<" and (plain := sitemap.list_of(begin, page.url) or sitemap.robots_of(begin, page.url)):
        return plain
    if _is_html(begin):
        return page_of(text, page.url, match=match, known=known)
    root = root_of(begin, page.url)
    name = name_of(root) if root is not None else ""
    if root is not None and name in feed.ROOTS:
        return feed.feed_of(root, page.url)
    if root is not None and name in sitemap.ROOTS:
        return sitemap.sitemap_of(root, page.url)
    if name in _HTML or "<html" in begin[:2000].lower():
        return page_of(text, page.url, match=match, known=known)
    told = f"an XML document <{name}>" if name else f"text that begins with {begin[:_SHOWN]!r}"
    raise Unreadable(f"it is neither feed, sitemap, page nor list, but {told}")


def _is_html(begin: str) -> bool:
    head = begin[:200].lower()
    return head.startswith(("<!doctype html", "<html"))


def _meant(found: Listing, kind: str, url: str, *, sure: bool) -> Listing:
    """An HTML page as what it is meant to be: itself, or where it says that the feed is. `sure`: it is itself."""
    if kind in ("", SourceKind.PAGE):
        enough = sure or len(found.articles) >= _FEW or not found.elsewhere
        if enough and not found.articles:
            raise Unreadable("it is an HTML page with no link that looks like an article's; `match` says which are")
        return Listing(kind=found.kind, articles=found.articles) if enough else found
    if kind == SourceKind.FEED and found.elsewhere and found.elsewhere != url:
        return Listing(kind=SourceKind.FEED, elsewhere=found.elsewhere)
    hint = "; the site's robots.txt may name its sitemaps" if kind == SourceKind.SITEMAP else ", and it names no feed"
    raise Unreadable(f"it is an HTML page, not a {kind}{hint}")
