"""Feeds: RSS 0.9x, 1.0 (RDF) and 2.0, Atom, JSON Feed; tolerant of what feeds really are like."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from watcher.model import Hub, Listed, Listing, SourceKind
from watcher.sources.characters import Unreadable
from watcher.sources.times import time_of
from watcher.sources.xml import Element, children, headline, name_of, said, space_of
from watcher.urls import is_web, resolved

ROOTS = ("rss", "rdf", "feed", "channel")
MOST = 5_000  # items of a feed that are read

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_HEAD = 200  # elements of a channel in which it tells of itself
# Elements of other namespaces in an item have names like its own: media:title, itunes:title, atom:link.
_FOREIGN = re.compile(r"search\.yahoo\.com/mrss|^media$|itunes|podcast|georss|slash|creativecommons", re.IGNORECASE)
_ATOM = re.compile(r"^http://(?:www\.w3\.org/2005/Atom|purl\.org/atom/ns#)")
_DATES = ("pubdate", "date", "published", "issued", "created", "updated", "modified", "dcterms:created")
_ADDRESSES = ("link", "guid", "id", "origlink")
_PERIODS = {
    "hourly": timedelta(hours=1), "daily": timedelta(days=1), "weekly": timedelta(days=7),
    "monthly": timedelta(days=30), "yearly": timedelta(days=365),
}  # fmt: skip
_LONGEST_TTL = timedelta(days=7)


def feed_of(root: Element, url: str) -> Listing:
    """What the feed with this root element lists. `url` is where it came from."""
    channel = next(children(root, "channel"), root)
    own = [child for child in islice(channel, _HEAD) if name_of(child) not in ("item", "entry")]
    home = "" if name_of(root) == "feed" else resolved(_plain_link(own), root.base or url)
    language = _told(own, "language") or channel.get(_LANG) or root.get(_LANG) or ""
    items = islice(_items(root), MOST)
    return Listing(
        kind=SourceKind.FEED,
        articles=tuple(one for item in items if (one := _listed(item, url, home, language)) is not None),
        ttl=_ttl(own),
        hub=_hub_of(own, root.base or url),
    )


def _hub_of(own: Iterable[Element], base: str) -> Hub | None:
    """Where a feed says that it is pushed from (WebSub, section 4); without topic where it does not say its own
    address."""
    links: dict[str, str] = {}
    for link in own:
        if name_of(link) == "link" and (href := link.get("href")):
            for relation in (link.get("rel") or "").lower().split():
                links.setdefault(relation, resolved(href, base))
    return Hub(url=links["hub"], topic=links.get("self", "")) if links.get("hub") else None


def _items(root: Element) -> Iterator[Element]:
    """RSS 1.0 has its items beside the channel, RSS 2.0 inside it, Atom at the top."""
    for child in root:
        if name_of(child) in ("item", "entry"):
            yield child
        elif name_of(child) in ("channel", "items"):
            yield from _items_inside(child)


def _items_inside(channel: Element) -> Iterator[Element]:
    return children(channel, "item", "entry")


def _listed(item: Element, url: str, home: str, language: str) -> Listed | None:
    own = [child for child in item if not _FOREIGN.search(space_of(child))]
    if not any(name_of(child) in _ADDRESSES for child in own):  # an element before it was not closed
        own = [child for child in item.iterdescendants() if not _FOREIGN.search(space_of(child))]
    said_base = item.base or url
    base = said_base if said_base != url or not is_web(home) else home
    for href, above in _links(item, own):
        found = resolved(href, above.base if above is not None and above.base and above.base != url else base)
        if is_web(found):
            titles = [headline(said(child)) for child in own if name_of(child) == "title"]
            return Listed(
                url=found, title=next(filter(None, titles), ""), published_at=_published(own),
                language=_told(own, "language") or item.get(_LANG) or language,
            )  # fmt: skip
    return None


def _links(item: Element, own: list[Element]) -> Iterator[tuple[str, Element | None]]:
    """What may be the article's address, best first, with the element that says it."""
    yield from ((said(child), child) for child in own if name_of(child) == "origlink")
    links = [child for child in own if name_of(child) == "link"]
    yield from ((said(link), link) for link in links if not link.get("href") and said(link))
    alternate = [link for link in links if link.get("href") and (link.get("rel") or "alternate") == "alternate"]
    for link in sorted(alternate, key=lambda link: "html" not in (link.get("type") or "html")):
        yield link.get("href") or "", link
    for child in own:
        if (name_of(child) == "guid" and (child.get("isPermaLink") or "true").lower() != "false") or name_of(
            child
        ) == "id":
            yield _absolute(said(child)), child
    yield item.get(f"{_RDF}about") or item.get("about") or "", item
    yield from ((_absolute(said(child)), child) for child in own if name_of(child) == "guid")
    yield from ((child.get("src") or "", child) for child in own if name_of(child) == "content")


def _absolute(text: str) -> str:
    """An identifier, where it is an address and not only looks like a path."""
    return text if is_web(text) else ""


def _plain_link(own: Iterable[Element]) -> str:
    """The address of the site that a channel belongs to, "" where it does not say."""
    links = (said(child) for child in own if name_of(child) == "link" and not _ATOM.match(space_of(child)))
    return next(filter(None, links), "")


def _told(own: Iterable[Element], name: str) -> str:
    """The text of the first of these elements that has this name; "" without one."""
    return next((said(child) for child in own if name_of(child) == name), "")


def _published(own: list[Element]) -> datetime | None:
    for name in _DATES:
        for child in own:
            if name_of(child) == name and (at := time_of(said(child))) is not None:
                return at
    return None


def _ttl(own: Sequence[Element]) -> timedelta | None:
    """How long the feed says that it may be kept: the longer of <ttl>, in minutes, and what the syndication module
    says (http://purl.org/rss/1.0/modules/syndication/); None where it does not say."""
    found = []
    if minutes := _whole(_told(own, "ttl")):
        found.append(timedelta(minutes=min(minutes, 100_000)))
    period = _PERIODS.get(_told(own, "updateperiod").lower())
    if period is not None:
        found.append(period / max(_whole(_told(own, "updatefrequency")), 1))
    return min(max(found), _LONGEST_TTL) if found else None


def _whole(text: str) -> int:
    """The number in `text`; 0 for none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


# JSON Feed


def json_feed_of(text: str, url: str) -> Listing | None:
    """What a JSON Feed (https://www.jsonfeed.org/version/1.1/) lists; None where the JSON is none. Raises
    Unreadable."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise Unreadable("it is no JSON, though it looks like it") from None
    if not isinstance(value, dict) or not isinstance(value.get("items"), list):
        return None
    language = _text(value, "language")
    items = (item for item in value["items"][:MOST] if isinstance(item, dict))
    listed = (_listed_json(item, url, language) for item in items)
    articles = tuple(one for one in listed if one is not None)
    return Listing(kind=SourceKind.FEED, articles=articles, hub=_hub_of_json(value, url))


def _hub_of_json(value: Mapping[str, Any], url: str) -> Hub | None:
    hubs = value.get("hubs")
    for hub in hubs[:_HEAD] if isinstance(hubs, list) else ():
        if (
            isinstance(hub, dict)
            and _text(hub, "type").lower() == "websub"
            and (at := resolved(_text(hub, "url"), url))
        ):
            return Hub(url=at, topic=resolved(_text(value, "feed_url"), url))
    return None


def _listed_json(item: Mapping[str, Any], url: str, language: str) -> Listed | None:
    own = _text(item, "url") or _text(item, "external_url") or _absolute(_text(item, "id"))
    found = resolved(own, url)
    if not is_web(found):
        return None
    at = time_of(_text(item, "date_published")) or time_of(_text(item, "date_modified"))
    return Listed(
        url=found, title=headline(_text(item, "title")), published_at=at,
        language=_text(item, "language") or language,
    )  # fmt: skip


def _text(value: Mapping[str, Any], key: str) -> str:
    """The text of a key without half characters, which escapes can write; "" where there is none."""
    found = value.get(key)
    return found.encode("utf-8", "replace").decode("utf-8").strip() if isinstance(found, str) else ""
