"""What an article says of itself: headline, standfirst, authors, times, section, tags, address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from bs4.element import Tag

from watcher.extract import dates
from watcher.extract.head import Head, distinct, plain
from watcher.extract.inline import names_of, own_text, within
from watcher.extract.locate import Source
from watcher.extract.signs import is_kicker, letters
from watcher.extract.words import pattern
from watcher.urls import is_web, resolved, site, without_tracking

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
_MOST, _LONGEST = 200, 10_000  # tags, characters of all of them
_POINTED = " |–—·_｜-"
_UPDATED = pattern(r"(?<!\w)", "updated", r"\W{0,3}(.{4,60})")
_POINTS = re.compile(r"[:|–—-]")
_DASHES = re.compile(r"\s+[|–—·«»-]\s+|\s*[|｜]\s*|_(?=[^_]+$)")


def headline(source: Source, head: Head) -> str:
    """The headline a reader sees; "" where the page has none."""
    told = [
        plain(t)
        for t in (source.ld.get("headline"), source.meta.get("og:title"), source.meta.get("twitter:title"))
        if isinstance(t, str)
    ]
    told = [_without_publisher(t, source) for t in told if t]
    if head.title is not None and (shown := own_text(head.title)):
        return _punctuated(shown, told) or _told(_without_kicker(head.title), told) or shown
    return told[0] if told else _without_publisher(source.document_title, source)


def _punctuated(shown: str, told: Sequence[str]) -> str | None:
    """The told headline with the same words: beside a kicker on its own line it has the colon that is missing."""
    points = len(_POINTS.findall(shown))
    return next((t for t in told if letters(t) == letters(shown) != "" and len(_POINTS.findall(t)) > points), None)


def _told(shown: str, told: Sequence[str]) -> str | None:
    return shown if any(letters(t).startswith(letters(shown)) for t in told) and len(shown) > 30 else None


def _without_kicker(title: Tag) -> str:
    kicker_tags = [t for t in title.find_all(["span", "small", "div", "a", "strong"]) if is_kicker(names_of(t))]
    return own_text(title, without=kicker_tags)


def _without_publisher(title: str, source: Source) -> str:
    parts = _DASHES.split(title)
    names = {
        letters(source.publisher),
        letters(source.meta.get("og:site_name")),
        letters(site(source.url).rsplit(".", 1)[0]),
    } - {""}
    while len(parts) > 1 and any(_names_publisher(letters(parts[-1]), n) for n in names):
        name = parts.pop().strip(_POINTED)
        title = title.rstrip(_POINTED).removesuffix(name).rstrip(_POINTED)
    return title


def _names_publisher(part: str, name: str) -> bool:
    return name in part or name.startswith(part) or (len(part) > 2 and part in name)


def kicker(source: Source, head: Head) -> str | None:
    """The short line over the headline; None without one."""
    if told := source.told.get("kicker"):
        return told[0]
    inside = head.title.find_all(["span", "small", "div", "a", "strong"]) if head.title is not None else []
    for tag in (*inside, *reversed(head.before), *head.between):
        if is_kicker(names_of(tag)) and 1 < len(text := own_text(tag)) < 80:
            return text
    return None


def published(source: Source, head: Head) -> str | None:
    """When it was first published; None where the page does not say."""
    return (
        _told_time(source, "published")
        or dates.published(source.ld, source.meta, source.zone)
        or dates.utc(source.ld.get("dateCreated"), source.zone)
        or _visible_date(source, head)
    )


def modified(source: Source, head: Head) -> str | None:
    """When it was last changed, by its own word; None where the page does not say."""
    return (
        _told_time(source, "modified")
        or dates.utc(source.ld.get("dateModified"), source.zone)
        or _first(dates.utc(source.meta.get(k), source.zone) for k in _MODIFIED)
        or _visible_update(source, head)
    )


def _visible_update(source: Source, head: Head) -> str | None:
    """The time beside "Updated", "更新时间", "Aktualisiert" near the headline."""
    areas = (*head.between, *head.opening, *head.before)
    texts = (own_text(area) for area in areas)
    labelled = (_UPDATED.search(text) for text in texts if len(text) < 400)
    return _first(dates.visible(found[1], source.zone) for found in labelled if found)


def _told_time(source: Source, key: str) -> str | None:
    texts = source.told.get(key, ())
    return _first(dates.utc(t, source.zone) or dates.visible(t, source.zone) for t in texts)


def _visible_date(source: Source, head: Head) -> str | None:
    areas = (*head.between, *head.opening, *reversed(head.before))
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
    return plain(told) or None if isinstance(told, str) else None


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
    told = re.split(r"[,;，、]", told[:_LONGEST]) if isinstance(told, str) else told
    values: Sequence[Any] = told if isinstance(told, list | tuple) else ()
    return distinct([t for v in values[:_MOST] if isinstance(v, str) and (t := plain(v)) and len(t) < 120])


def canonical(source: Source) -> str | None:
    """The address the page calls its own; None where it does not say."""
    for told in (source.canonical, source.meta.get("og:url"), source.ld.get("url")):
        if isinstance(told, str) and told.strip() and is_web(found := resolved(told, source.url)):
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
