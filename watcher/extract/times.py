"""When an article was published and changed, by its own word."""

from __future__ import annotations

from collections.abc import Iterator

from bs4.element import Tag

from watcher.extract import dates
from watcher.extract.head import Head
from watcher.extract.inline import own_text, within
from watcher.extract.locate import Source
from watcher.extract.told import Told, first_told
from watcher.extract.words import pattern

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
_UPDATED = pattern(r"(?<!\w)", "updated", r"\W{0,3}(.{4,60})")
_NEAR = 400  # characters of an element that only says who and when

Time = tuple[str, str | None]


def published(source: Source, head: Head) -> Told[str | None]:
    """When it was first published; None where the page does not say."""
    return first_told(_published(source, head), None)


def modified(source: Source, head: Head) -> Told[str | None]:
    """When it was last changed, by its own word; None where the page does not say."""
    return first_told(_modified(source, head), None)


def _published(source: Source, head: Head) -> Iterator[Time]:
    yield from _by_rule(source, "published")
    told = dates.published(source.ld, source.meta, source.zone)
    yield told.by, told.value
    yield "JSON-LD dateCreated", dates.utc(source.ld.get("dateCreated"), source.zone)
    areas = (*head.between, *head.opening, *reversed(head.before))
    for tag in (t for area in areas for t in (area, *within(area, ("time",)))):
        if tag.name == "time" and tag.get("datetime"):
            yield "time element beside the headline", dates.utc(tag["datetime"], source.zone)
    for text in _short(areas):
        yield "date shown beside the headline", dates.visible(text, source.zone)


def _modified(source: Source, head: Head) -> Iterator[Time]:
    yield from _by_rule(source, "modified")
    yield "JSON-LD dateModified", dates.utc(source.ld.get("dateModified"), source.zone)
    for name in _MODIFIED:
        yield f"meta {name}", dates.utc(source.meta.get(name), source.zone)
    for text in _short((*head.between, *head.opening, *head.before)):
        if found := _UPDATED.search(text):
            yield "time of an update shown beside the headline", dates.visible(found[1], source.zone)


def _by_rule(source: Source, field: str) -> Iterator[Time]:
    for text in source.told.get(field, ()):
        yield source.signals[field], dates.utc(text, source.zone) or dates.visible(text, source.zone)


def _short(areas: tuple[Tag, ...]) -> Iterator[str]:
    return (text for text in map(own_text, areas) if len(text) < _NEAR)
