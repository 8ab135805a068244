"""What an article says of itself: headline, standfirst, authors, times, section, tags, address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from bs4.element import NavigableString, Tag

from watcher.extract import dates
from watcher.extract.inline import MARK, has, names_of, own_text, within
from watcher.extract.locate import Source
from watcher.extract.signs import is_byline, is_kicker, is_standfirst
from watcher.text import reader_text
from watcher.urls import is_web, site, without_tracking

_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "article.published",
    "last-modified-date",
    "weibo:article:create_at",
    "publication_date",
)
_MODIFIED = (
    "article:modified_time",
    "og:article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
    "article.updated",
    "revision_date",
    "lastmod",
)
_DESCRIPTIONS = ("og:description", "description", "twitter:description", "dc.description")
_BY = re.compile(
    r"^\s*(?:(?:written|reported|story|text|words|review|analysis|opinion|interview|report)\s+by|by|von|par|por|di|da|door|av|af|od|przez|автор[ыи]?|текст|yazan|haber|bởi|texte?|text|autor(?:in|es|a)?|auteur|author|eine?\s+(?:analyse|kommentar|kolumne|reportage|bericht|gastbeitrag|interview)\s+von|aus\s+\w+\s+berichtet|記者|记者|文|作者|责任编辑|編集)\s*[:：|]?\s+|^\s*(?:作者|记者|責任編輯|责编|文)\s*[:：/]\s*",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:[,;|/·•、]|\s+(?:and|und|et|y|e|en|og|och|ve|и|та|with|mit|&)\s+)\s*", re.IGNORECASE)
_NO_NAME = re.compile(
    r"https?:|www\.|@|\d{2,}|\d\s*(?:min|std)|[:：]|^(?:by|von|par|por|di|da|van|av|af|od|de|the|an|vom|aus|agencies|agenturen|mis à jour|share|teilen|follow|folgen|foto|photo|image)$|^(?:admin|editor|redaktion|staff|newsroom|unknown|anonymous|none|null|gast|online|team|author|autor|news)$|^\W*$",
    re.IGNORECASE,
)
_TEXT_TAGS = frozenset(("p", "h2", "h3", "h4", "div", "span", "ul", "strong", "b"))
_FURNITURE = frozenset(("figure", "img", "time", "button"))
_CONTAINERS = frozenset(("p", "div", "h2", "h3", "ul", "section"))
_POINTS = re.compile(r"[:|–—-]")
_DASHES = re.compile(r"\s+[|–—·«»-]\s+|\s*[|｜]\s*|_(?=[^_]+$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The elements between the headline and the story, as parsed."""

    title: Tag | None
    before: tuple[Tag, ...]
    between: tuple[Tag, ...]
    body: Tag


def headline(source: Source, head: Head) -> str:
    """The headline a reader sees; "" where the page has none."""
    told = [
        _plain(t)
        for t in (source.ld.get("headline"), source.meta.get("og:title"), source.meta.get("twitter:title"))
        if isinstance(t, str)
    ]
    told = [_without_publisher(t, source) for t in told if t]
    if head.title is not None and (shown := own_text(head.title)):
        return _punctuated(shown, told) or _told(_without_kicker(head.title), told) or shown
    return told[0] if told else _without_publisher(source.document_title, source)


def _punctuated(shown: str, told: Sequence[str]) -> str | None:
    """The told headline with the same words: where a kicker stands on its own line, it has the colon that is missing."""
    points = len(_POINTS.findall(shown))
    return next((t for t in told if _letters(t) == _letters(shown) != "" and len(_POINTS.findall(t)) > points), None)


def _told(shown: str, told: Sequence[str]) -> str | None:
    return shown if any(_letters(t).startswith(_letters(shown)) for t in told) and len(shown) > 30 else None


def _without_kicker(title: Tag) -> str:
    kicker_tags = [t for t in title.find_all(["span", "small", "div", "a", "strong"]) if is_kicker(names_of(t))]
    return own_text(title, without=kicker_tags)


def _without_publisher(title: str, source: Source) -> str:
    parts = _DASHES.split(title)
    names = {
        _letters(source.publisher),
        _letters(source.meta.get("og:site_name")),
        _letters(site(source.url).rsplit(".", 1)[0]),
    } - {""}
    while len(parts) > 1 and any(_letters(parts[-1]) in n or n in _letters(parts[-1]) for n in names):
        title = title[: title.rindex(parts[-1])]
        title = re.sub(r"[\s|–—·_｜-]+$", "", title)
        parts.pop()
    return title


def kicker(source: Source, head: Head) -> str | None:
    """The short line over the headline; None without one."""
    if told := source.told.get("kicker"):
        return told[0]
    inside = head.title.find_all(["span", "small", "div", "a", "strong"]) if head.title is not None else []
    for tag in (*inside, *reversed(head.before), *head.between):
        if is_kicker(names_of(tag)) and 1 < len(text := own_text(tag)) < 80:
            return text
    return None


def standfirst(source: Source, head: Head, title: str) -> tuple[str | None, Tag | None]:
    """(the text between headline and story, its element). (None, None) where a reader sees none."""
    marked = next(
        (
            t
            for t in (*head.between, *head.before, head.body)
            for t in (t, *t.descendants)
            if isinstance(t, Tag) and t.get(MARK) == "standfirst"
        ),
        None,
    )
    if marked is not None and own_text(marked):
        return own_text(marked), marked
    told = [
        _letters(_plain(d))
        for d in (source.ld.get("description"), *(source.meta.get(k) for k in _DESCRIPTIONS))
        if isinstance(d, str)
    ]
    for tag in _candidates(head):
        text = own_text(tag)
        if len(text) < 20 or len(text) > 900 or _letters(text) == _letters(title):
            continue
        if _is_named_standfirst(tag) or any(_same_start(_letters(text), t) for t in told):
            return text, tag
        if (
            head.body in tag.parents
            and len(text) > 60
            and (tag.name != "p" or _is_all_bold(tag))
            and not _next_is_bold(tag)
        ):
            return text, tag
    return None, None


def _is_named_standfirst(tag: Tag) -> bool:
    if is_standfirst(names_of(tag)):
        return True
    return tag.parent is not None and is_standfirst(names_of(tag.parent)) and len(own_text(tag.parent)) < 900


def _next_is_bold(tag: Tag) -> bool:
    following = tag.find_next_sibling(["p", "div"])
    return following is not None and _is_all_bold(following)


def _candidates(head: Head) -> Iterator[Tag]:
    for tag in head.between:
        inner = list(within(tag, _TEXT_TAGS)) if tag.name not in ("p", "h2", "h3", "h4") else []
        for found in (*(t for t in inner if _is_leaf(t)), tag):
            if not has(found, _FURNITURE) and not is_byline(names_of(found)):
                yield found
    for tag in _leading(head.body):
        yield tag


def _is_leaf(tag: Tag) -> bool:
    return not has(tag, _CONTAINERS)


def _leading(body: Tag) -> Iterator[Tag]:
    """The first text elements inside the body: a standfirst often stands in the story's own container."""
    read = 0
    for tag in islice(within(body, _TEXT_TAGS), 80):
        text = own_text(tag) if _is_leaf(tag) and not any(p.name in ("figure", "aside") for p in tag.parents) else ""
        if len(text) < 20:
            continue
        if is_standfirst(names_of(tag)) or (
            tag.parent is not None and tag.parent is not body and is_standfirst(names_of(tag.parent))
        ):
            yield tag
        elif tag.name in ("p", "h2", "h3"):
            if read == 0 and len(text) > 50:
                yield tag
            read += len(text) > 70 or text.endswith((".", "。"))
        if read > 1:
            return


def _is_all_bold(tag: Tag) -> bool:
    solid = [c for c in tag.children if not (isinstance(c, NavigableString) and not c.strip())]
    return bool(solid) and all(isinstance(c, Tag) and c.name in ("strong", "b", "br") for c in solid)


def _same_start(a: str, b: str) -> bool:
    shorter = min(len(a), len(b))
    if shorter < 20:
        return False
    return (
        a[:shorter] == b[:shorter]
        if shorter > 60
        else a == b or ((a.startswith(b) or b.startswith(a)) and shorter > 0.6 * max(len(a), len(b)))
    )


# -- people ------------------------------------------------------------------------------------------------------


def authors(source: Source, head: Head) -> tuple[str, ...]:
    """The names of those who wrote it: people where any are named, else the organisation; () where none is told."""
    if byline := [n for text in source.told.get("byline", ()) for n in _names(text)]:
        return _distinct(byline)
    publishers = {
        _letters(n) for n in (source.publisher, source.meta.get("og:site_name"), *_site_names(source.url))
    } - {""}
    told = list(_ld_names(source.ld.get("author")))
    for names in (told, _byline_names(head), _meta_names(source)):
        if people := [n for n in names if _letters(n) not in publishers]:
            return _distinct(people)
    return _distinct(told) or _distinct(_meta_names(source))


def _site_names(url: str) -> tuple[str, ...]:
    name = site(url)
    return name, name.rpartition(".")[0], name.rpartition(".")[0].rpartition(".")[2]


def _ld_names(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from _names(value)
    elif isinstance(value, list):
        for item in value[:30]:
            yield from _ld_names(item)
    elif isinstance(value, Mapping):
        name = value.get("name")
        if isinstance(name, list):
            yield from _ld_names(name)
        elif isinstance(name, str):
            yield from _names(name)


def _names(text: str) -> Iterator[str]:
    text = _BY.sub("", _plain(text)).strip()
    for part in _BETWEEN.split(text):
        name = part.strip(" .,;:|()[]–—-")
        if 1 < len(name) < 60 and not _NO_NAME.search(name) and len(name.split()) < 7:
            yield name


def _byline_names(head: Head) -> list[str]:
    areas = [*head.between, *head.before]
    for test in (_is_author_link, _is_byline_element):
        for area in areas:
            found = [t for t in (area, *area.descendants) if isinstance(t, Tag) and test(t)]
            inner = [t for t in found if not any(o is not t and t in o.parents for o in found)]
            if names := [n for t in inner for n in _names(own_text(t))]:
                return names
    return []


def _is_author_link(tag: Tag) -> bool:
    return (
        tag.get("rel") == ["author"]
        or tag.get("itemprop") == "author"
        or (
            tag.name == "a"
            and bool(
                re.search(
                    r"/(?:authors?|autor(?:en|es)?|auteurs?|profile|people|person|by|redaktion|journalist|reporter)s?/",
                    str(tag.get("href") or ""),
                )
            )
        )
    )


def _is_byline_element(tag: Tag) -> bool:
    return is_byline(names_of(tag)) and len(own_text(tag)) < 120


def _meta_names(source: Source) -> list[str]:
    for key in (
        "author",
        "article:author",
        "article:author_name",
        "dc.creator",
        "parsely-author",
        "sailthru.author",
        "byl",
        "cxenseparse:author",
        "authors",
    ):
        values = source.metas.get(key) or tuple(filter(None, (source.meta.get(key),)))
        if names := [n for v in values if not is_web(v) for n in _names(v)]:
            return names
    return []


# -- times, places -----------------------------------------------------------------------------------------------


def published(source: Source, head: Head) -> str | None:
    """When it was first published; None where the page does not say."""
    return (
        _told_time(source, "published")
        or dates.utc(source.ld.get("datePublished"), source.zone)
        or _first(dates.utc(source.meta.get(k), source.zone) for k in _PUBLISHED)
        or dates.utc(source.ld.get("dateCreated"), source.zone)
        or _visible_date(source, head)
    )


def modified(source: Source) -> str | None:
    """When it was last changed, by its own word; None where the page does not say."""
    return (
        _told_time(source, "modified")
        or dates.utc(source.ld.get("dateModified"), source.zone)
        or _first(dates.utc(source.meta.get(k), source.zone) for k in _MODIFIED)
    )


def _told_time(source: Source, key: str) -> str | None:
    texts = source.told.get(key, ())
    return _first(dates.utc(t, source.zone) or dates.visible(t, source.zone) for t in texts)


def _visible_date(source: Source, head: Head) -> str | None:
    areas = (*head.between, *reversed(head.before))
    for area in areas:
        for tag in (area, *within(area, ("time",))):
            if tag.name == "time" and tag.get("datetime") and (found := dates.utc(tag["datetime"], source.zone)):
                return found
    return _first(dates.visible(own_text(area), source.zone) for area in areas if len(own_text(area)) < 400)


def _first(values: Iterator[str | None]) -> str | None:
    return next(filter(None, values), None)


def section(source: Source) -> str | None:
    """The section as the publisher names it; None where the page does not say."""
    told = (
        source.told.get("section")
        or source.ld.get("articleSection")
        or source.meta.get("article:section")
        or source.meta.get("section")
    )
    told = told[0] if isinstance(told, list | tuple) and told else told
    return _plain(told) or None if isinstance(told, str) else None


def tags(source: Source) -> tuple[str, ...]:
    """The keywords as the publisher gives them, in order."""
    told = (
        source.told.get("tags")
        or source.ld.get("keywords")
        or source.metas.get("article:tag")
        or source.meta.get("article:tag")
        or source.meta.get("news_keywords")
        or source.meta.get("keywords")
    )
    values: Sequence[Any] = (
        re.split(r"[,;，、]", told) if isinstance(told, str) else told if isinstance(told, list | tuple) else ()
    )
    return _distinct([t for v in values if isinstance(v, str) and (t := _plain(v)) and len(t) < 120])


def canonical(source: Source) -> str | None:
    """The address the page calls its own; None where it does not say."""
    for told in (source.canonical, source.meta.get("og:url"), source.ld.get("url")):
        if isinstance(told, str) and told.strip() and is_web(found := urljoin(source.url, told.strip())):
            return without_tracking(found)
    return None


def language(source: Source) -> str | None:
    """The language as a BCP 47 tag; None where the page does not say."""
    told = (
        source.language
        or source.ld.get("inLanguage")
        or source.meta.get("og:locale")
        or source.meta.get("content-language")
    )
    found = re.match(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*", told.strip()) if isinstance(told, str) else None
    return found[0].replace("_", "-") if found else None


def _plain(told: str) -> str:
    """Text out of a metadata field, where publishers leave entities and tags."""
    if "<" in told or "&" in told:
        from html import unescape

        told = re.sub(r"<[^>]{0,300}>", " ", unescape(unescape(told)))
    return reader_text(told)


def _letters(text: object) -> str:
    return re.sub(r"\W+", "", text).casefold() if isinstance(text, str) else ""


def _distinct(names: Sequence[str]) -> tuple[str, ...]:
    by_key: dict[str, str] = {}
    for name in names:
        by_key.setdefault(name.casefold(), name)
    return tuple(by_key.values())
