"""When an article was published and changed, by its own word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from watcher.extract import dates
from watcher.extract.elements import Tag
from watcher.extract.head import Head
from watcher.extract.inline import names_of, own_text, within
from watcher.extract.locate import Source
from watcher.extract.shown_dates import shown
from watcher.extract.told import Told, first_told
from watcher.extract.words import pattern
from watcher.model import Block, Heading, Paragraph

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
_IS_PUBLISHED = re.compile(r"publish|pubdate|dateCreated|posted", re.IGNORECASE)
_IS_MODIFIED = re.compile(r"modified|updated?(?![a-z])|dateModified", re.IGNORECASE)
_BESIDE = "beside the headline"
_NEAR = 400  # characters of an element that only says who and when

Time = tuple[str, str | None]


def published(source: Source, head: Head) -> Told[str | None]:
    """When it was first published; None where the page does not say. A time of the same day counts before a day."""
    day: Told[str | None] = Told(value=None)
    for by, value in _published(source, head):
        if value and "T" in value and (day.value is None or _is_near(day.value, value)):
            return Told(value=value, by=by)
        if value and day.value is None:
            day = Told(value=value, by=by)
    return day


def of_first_post(told: Told[str | None], blocks: Sequence[Block]) -> Told[str | None]:
    """`told`, or when a live blog's earliest post was posted where nothing else tells, or only the time of a post."""
    posts = sorted(b.posted_at for b in blocks if isinstance(b, Heading | Paragraph) and b.posted_at)
    if not posts or (told.value and not (told.value in posts and told.by.endswith(_BESIDE))):
        return told
    return Told(value=posts[0], by="the earliest post of the live blog")


def modified(source: Source, head: Head) -> Told[str | None]:
    """When it was last changed, by its own word; None where the page does not say."""
    return first_told(_modified(source, head), None)


def _published(source: Source, head: Head) -> Iterator[Time]:
    yield from _by_rule(source, "published")
    told = dates.published(source.ld, source.meta, source.zone)
    yield told.by, told.value
    yield "JSON-LD dateCreated", dates.utc(source.ld.get("dateCreated"), source.zone)
    areas = (*head.between, *head.opening, *reversed(head.before))
    times = list(_time_elements(areas))
    for names, raw in sorted(times, key=lambda time: not _IS_PUBLISHED.search(time[0])):
        if _IS_PUBLISHED.search(names) or not _IS_MODIFIED.search(names):
            yield f"time element {_BESIDE}", dates.utc(raw, source.zone)
    for text in _short(areas):
        update = _UPDATED.search(text)
        parts = (text[: update.start()], text[update.end() :]) if update else (text,)
        for part in parts:
            yield f"date shown {_BESIDE}", shown(part, source.zone)
        if update:
            yield f"date of an update shown {_BESIDE}", shown(text, source.zone)


def _modified(source: Source, head: Head) -> Iterator[Time]:
    yield from _by_rule(source, "modified")
    yield "JSON-LD dateModified", dates.utc(source.ld.get("dateModified"), source.zone)
    for name in _MODIFIED:
        yield f"meta {name}", dates.utc(source.meta.get(name), source.zone)
    areas = (*head.between, *head.opening, *head.before)
    for names, raw in _time_elements(areas):
        if _IS_MODIFIED.search(names) and not _IS_PUBLISHED.search(names):
            yield f"time element of an update {_BESIDE}", dates.utc(raw, source.zone)
    for text in _short(areas):
        if found := _UPDATED.search(text):
            yield f"date of an update shown {_BESIDE}", shown(found[1], source.zone)


def _is_near(day: str, moment: str) -> bool:
    """Whether a time is on a day, in whatever zone."""
    apart = datetime.fromisoformat(moment).replace(tzinfo=None) - datetime.fromisoformat(day)
    return abs(apart - timedelta(hours=12)) < timedelta(hours=27)


def _time_elements(areas: Sequence[Tag]) -> Iterator[tuple[str, str]]:
    """(names, datetime) of the time elements, in order."""
    for tag in (t for area in areas for t in (area, *within(area, ("time",)))):
        if tag.name == "time" and (told := tag.get("datetime")):
            marked = "pubdate" if "pubdate" in tag.attrs else ""
            yield f"{names_of(tag)} {marked}", told


def _by_rule(source: Source, field: str) -> Iterator[Time]:
    for text in source.told.get(field, ()):
        yield source.signals[field], dates.utc(text, source.zone) or shown(text, source.zone)


def _short(areas: Sequence[Tag]) -> Iterator[str]:
    return (text for text in map(own_text, areas) if len(text) < _NEAR)
