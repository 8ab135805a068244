"""Atom feeds (RFC 4287) with the differences in them: of the stream, with its filters, of one article, of a search."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from aiohttp import web
from lxml import etree
from markupsafe import Markup

from watcher.cli.marking import marked_rows
from watcher.model import Entry, Hit
from watcher.notify.changes import capital, named, touched
from watcher.notify.markup import Piece
from watcher.notify.wording import Wording
from watcher.store import Store
from watcher.web.app import Handler
from watcher.web.article import watch_of
from watcher.web.filters import asked_of, chosen, filtered, in_words
from watcher.web.known import unless_known
from watcher.web.leaves import shortened
from watcher.web.lists import found, passages, wanted_in
from watcher.web.memento import base_of
from watcher.web.rendering import address, headline, language_of, pieces, words_in
from watcher.web.stream import STEPS, shown, written
from watcher.web.visit import asked_for

_ATOM = "{http://www.w3.org/2005/Atom}"
_ENTRIES = 50
_TOLD = 4000  # characters of the differences of one entry
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, production 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed is called, its `path` on the server at `base`, and that of the page which shows the same."""

    base: str
    path: str
    page: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry of a feed: what it is known by and where it leads, as paths on the server, its author, its categories
    and its content."""

    path: str
    href: str
    title: str
    at: datetime
    author: str
    tags: Sequence[str]
    content: Markup


def feed(store: Store, now: Callable[[], datetime], public: str) -> Handler:
    """Answers with the newest edits and events, those that fit the filters of the stream. `public` is where others
    reach this server, "" for where it was asked."""

    async def answer(request: web.Request) -> web.Response:
        asked = asked_of(request)
        entries, _ = await asyncio.to_thread(
            partial(store.history.stretch, limit=_ENTRIES, steps=STEPS, **chosen(asked))
        )
        words = words_in(language_of(request))
        title = " · ".join((words.said("page.title"), *in_words(asked, words)))
        whose = _feed(request, public, filtered("/", asked), title)
        return _answered(request, _written([_item(entry, words) for entry in entries], whose, words, now()))

    return answer


def search_feed(store: Store, now: Callable[[], datetime], public: str) -> Handler:
    """Answers with the newest revisions that brought what is searched."""

    async def answer(request: web.Request) -> web.Response:
        wanted, words = wanted_in(request), words_in(language_of(request))
        hits, _ = await asyncio.to_thread(found, store, wanted, None)
        title = " · ".join((words.said("page.title"), words.said("search.title"), wanted))
        whose = _feed(request, public, filtered("/search", {"q": wanted}), title)
        return _answered(request, _written([_hit(hit) for hit in hits], whose, words, now()))

    return answer


def article_feed(store: Store, now: Callable[[], datetime], public: str) -> Handler:
    """Answers with the edits and events of one article."""

    async def answer(request: web.Request) -> web.Response:
        watch = await watch_of(store, request)
        told = partial(store.history.stretch, watch_id=watch.id, limit=_ENTRIES, steps=STEPS)
        entries, _ = await asyncio.to_thread(told)
        title = next((entry.title for entry in entries if entry.title), watch.url)
        whose, words = _feed(request, public, f"/watch/{watch.id}", title), words_in(language_of(request))
        return _answered(request, _written([_item(entry, words) for entry in entries], whose, words, now()))

    return answer


def _feed(request: web.Request, public: str, page: str, title: str) -> Feed:
    return Feed(base=base_of(request, public), path=asked_for(request), page=page, title=title)


def _answered(request: web.Request, body: bytes) -> web.Response:
    """The feed, or that the reader has it already."""
    return unless_known(request, web.Response(body=body, content_type="application/atom+xml", charset="utf-8"))


def _written(items: Sequence[Item], whose: Feed, words: Wording, now: datetime) -> bytes:
    """The feed of what is there newest first. What it says of its own time is that of its newest entry."""
    base, itself = whose.base, whose.base + whose.path
    root = etree.Element(f"{_ATOM}feed", nsmap={None: _ATOM[1:-1]})
    root.set("{http://www.w3.org/XML/1998/namespace}lang", words.language)
    _text(root, "id", itself)
    _text(root, "title", whose.title)
    _text(root, "updated", _time(items[0].at if items else now))
    etree.SubElement(root, f"{_ATOM}link", rel="self", href=itself)
    etree.SubElement(root, f"{_ATOM}link", rel="alternate", href=base + whose.page)
    for item in items:
        _entry(root, item, base)
    xml: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return xml


def _entry(root: etree._Element, item: Item, base: str) -> None:
    element = etree.SubElement(root, f"{_ATOM}entry")
    _text(element, "id", base + item.path)
    _text(element, "title", item.title)
    _text(element, "updated", _time(item.at))
    etree.SubElement(element, f"{_ATOM}link", rel="alternate", href=base + item.href)
    _text(etree.SubElement(element, f"{_ATOM}author"), "name", item.author)
    for tag in item.tags:
        etree.SubElement(element, f"{_ATOM}category", term=_UNWRITABLE.sub("", tag))
    _text(element, "content", str(item.content)).set("type", "html")


def _item(entry: Entry, words: Wording) -> Item:
    one = shown(entry, words)
    return Item(
        path=f"/entry/{written(entry.place)}", href=one.href, title=f"{capital(one.what)}: {one.title}", at=one.at,
        author=one.site or entry.watch.url, tags=entry.watch.tags,
        content=Markup("\n").join(_content(entry, one.why, words)),
    )  # fmt: skip


def _hit(hit: Hit) -> Item:
    page = f"/watch/{hit.watch.id}/{hit.number}"
    told = (Markup('<p dir="auto">{}</p>').format(pieces(tuple(marked))) for marked, _ in passages(hit))
    return Item(
        path=page, href=page, title=headline(hit.title or hit.watch.url), at=hit.at,
        author=hit.watch.site or hit.watch.url, tags=hit.watch.tags, content=Markup("\n").join(told),
    )  # fmt: skip


def _content(entry: Entry, why: str, words: Wording) -> Iterator[Markup]:
    """The differences as HTML, the first _TOLD characters of them, and where the article stands."""
    if why:
        yield Markup("<p>{}</p>").format(why)
    left = _TOLD
    for change in entry.revision.changes if entry.revision else ():
        yield Markup("<h4>{}</h4>").format(capital(words.phrase(named(change))) + touched(change, words))
        rows = marked_rows(change) if change.spans else [tuple(_values(change.before, change.after))]
        yield from (Markup('<p dir="auto">{}</p>').format(pieces(row)) for row in shortened(rows, left) if row)
        left = max(left - sum(len(text) for row in rows for _, text in row), 0)
    if href := address(entry.watch.url):
        yield Markup('<p><a href="{href}">{said}</a></p>').format(href=href, said=words.said("article.live"))


def _values(before: str | None, after: str | None) -> Iterator[Piece]:
    if before:
        yield "old", before
    if after:
        yield "new", after


def _text(parent: etree._Element, name: str, text: str) -> etree._Element:
    element = etree.SubElement(parent, f"{_ATOM}{name}")
    element.text = _UNWRITABLE.sub("", text)
    return element


def _time(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
