"""Sitemaps (https://www.sitemaps.org/protocol.html), with Google's news extension, their indexes, and lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from watcher.model import Listed, Listing, Part, SourceKind
from watcher.sources.times import time_of
from watcher.sources.words import words
from watcher.sources.xml import Element, children, headline, name_of, said
from watcher.urls import is_web, resolved, site

ROOTS = ("urlset", "sitemapindex")
MOST = 50_000  # addresses of a sitemap, as the protocol has it
MOST_PARTS = 1_000

_NAMED = re.compile(r"^sitemap\s*:\s*(\S+)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")


def sitemap_of(root: Element, url: str) -> Listing:
    """What a sitemap lists, or which ones an index lists."""
    if name_of(root) == "sitemapindex":
        return Listing(kind=SourceKind.SITEMAP, parts=parts_of(_indexed(root), url))
    entries = islice(children(root, "url"), MOST)
    listed = (_listed(entry, url) for entry in entries)
    return Listing(kind=SourceKind.SITEMAP, articles=tuple(one for one in listed if one is not None))


def _listed(entry: Element, url: str) -> Listed | None:
    found = said(next(children(entry, "loc"), None))
    if not is_web(found) and not is_web(found := resolved(found, url)):
        return None
    news = next(children(entry, "news"), None)
    modified = time_of(said(next(children(entry, "lastmod"), None)))
    if news is None:
        return Listed(url=found, published_at=modified)
    publication = next(children(news, "publication"), None)
    language = next(children(publication, "language"), None) if publication is not None else None
    return Listed(
        url=found,
        title=headline(said(next(children(news, "title"), None))),
        published_at=time_of(said(next(children(news, "publication_date"), None))) or modified,
        language=said(language),
    )


def _indexed(root: Element) -> Iterator[tuple[str, str]]:
    for entry in children(root, "sitemap"):
        yield said(next(children(entry, "loc"), None)), said(next(children(entry, "lastmod"), None))[:64]


def parts_of(named: Iterator[tuple[str, str]], url: str) -> tuple[Part, ...]:
    """The sitemaps of the same site among those named with the time of their last change, the newest first; those that
    do not say come last, in their order. Those of pictures, tags and the like are left out."""
    found: dict[str, Part] = {}
    for loc, modified in islice(named, MOST):
        address = resolved(loc, url)
        if is_web(address) and site(address) == site(url) and not _is_aside(address):
            found.setdefault(address, Part(url=address, modified=modified))
    dated = {part: time_of(part.modified) for part in found.values()}
    newest = sorted((p for p, at in dated.items() if at), key=lambda part: str(dated[part]), reverse=True)
    return tuple([*newest, *(part for part, at in dated.items() if at is None)][:MOST_PARTS])


def _is_aside(address: str) -> bool:
    """Whether a sitemap says with its name that it lists no articles."""
    name = address.rpartition("?")[0] or address
    return bool(words("aside") & {word.lower() for word in _WORD.findall(name.rpartition("/")[2])})


def robots_of(text: str, url: str) -> Listing | None:
    """The sitemaps that a robots.txt names (https://www.sitemaps.org/protocol.html#submit_robots); None without any."""
    named = (found for line in text.splitlines()[:MOST] if (found := _NAMED.match(line.strip())))
    parts = parts_of(((found[1], "") for found in named), url)
    return Listing(kind=SourceKind.SITEMAP, parts=parts) if parts else None


def list_of(text: str, url: str) -> Listing | None:
    """Addresses, one on each line, which is a sitemap too; "#" begins a remark. None where other text stands there."""
    found: list[Listed] = []
    for line in text.splitlines()[:MOST]:
        address = re.sub(r"(?:^|\s)#.*", "", line).strip()
        if not address:
            continue
        if not is_web(address) or re.search(r"\s", address):
            return None
        found.append(Listed(url=address))
    return Listing(kind=SourceKind.LIST, articles=tuple(found)) if found else None
