"""A tiny vocabulary for tests: whole values with little said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec import structs

from watcher.compare.verdict import TELLING
from watcher.model import (
    Article,
    Drift,
    DriftId,
    DriftState,
    Outline,
    Page,
    Paragraph,
    Revision,
    Source,
    SourceId,
    SourceSetting,
    Standing,
    Subscription,
    Watch,
    WatchId,
)
from watcher.model.destination import destination
from watcher.urls import identity, site

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
URL = "https://news.example/politics/harbour-bridge"


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    at: datetime = NOON

    def __call__(self) -> datetime:
        return self.at

    def move(self, by: timedelta) -> None:
        self.at += by


def article(*paragraphs: str, **fields: Any) -> Article:
    """An article with these paragraphs."""
    given: dict[str, Any] = {"url": URL, "title": "Harbour bridge closed after inspection", "site": "news.example"}
    return Article(**(given | {"blocks": tuple(Paragraph(text=text) for text in paragraphs)} | fields))


def page(body: str | bytes = b"", **fields: Any) -> Page:
    """An answer with status 200 and an HTML body."""
    given: dict[str, Any] = {
        "url": URL,
        "status": 200,
        "body": body.encode() if isinstance(body, str) else body,
        "content_type": "text/html; charset=utf-8",
        "fetched_at": NOON,
    }
    return Page(**(given | fields))


def news(title: str, *paragraphs: str, head: str = "", published: str = "2026-03-02T09:00:00Z") -> str:
    """The HTML of an ordinary news page."""
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return (
        f'<html lang="en"><head><title>{title} | The Example</title>{head}'
        f'<meta property="article:published_time" content="{published}"></head>'
        f"<body><nav><a href=/>Home</a></nav><article><h1>{title}</h1>{body}</article></body></html>"
    )


def watch(url: str = URL, **fields: Any) -> Watch:
    """A watch of `url`, added and due at noon, never looked at."""
    given: dict[str, Any] = {
        "id": WatchId(1), "url": url, "key": identity(url), "site": site(url), "added_at": NOON, "due_at": NOON,
    }  # fmt: skip
    return Watch(**(given | fields))


def present(watched: Watch | None = None, **fields: Any) -> Watch:
    """A watch whose article was read an hour before noon."""
    before = NOON - timedelta(hours=1)
    stood = {"standing": Standing.PRESENT, "looked_at": before, "young_since": before}
    return structs.replace(watched or watch(), **(stood | fields))


@dataclass
class Past:
    """compare.Past of some revisions, oldest first."""

    stored: Sequence[Revision] = ()

    def notices(self, stretches: Sequence[tuple[WatchId, int, int]]) -> dict[WatchId, list[int]]:
        found: dict[WatchId, list[int]] = {}
        for one in self.stored:
            asked = any(one.watch_id == watch and first <= one.number <= last for watch, first, last in stretches)
            if asked and any(change.kind in TELLING for change in one.changes):
                found.setdefault(one.watch_id, []).append(one.number)
        return found

    def outlines(self, watch_id: WatchId, numbers: Sequence[int]) -> list[Outline]:
        return [
            Outline(
                number=one.number, first_seen_at=one.first_seen_at, changes=one.changes,
                language=one.article.language or "" if one.number > 1 else None,
            )
            for one in self.stored
            if one.watch_id == watch_id and one.number in numbers
        ]  # fmt: skip

    def revisions(self, watch_id: WatchId, first: int = 1, last: int | None = None) -> list[Revision]:
        return [one for one in self.stored if one.watch_id == watch_id and first <= one.number <= (last or one.number)]


def revision(of: Article, **fields: Any) -> Revision:
    """The first revision of the watch, seen an hour before noon."""
    before = NOON - timedelta(hours=1)
    given: dict[str, Any] = {
        "watch_id": WatchId(1), "number": 1, "article": of, "first_seen_at": before, "last_seen_at": before,
        "extractor": "1", "lineage": (of.digest(),),
    }  # fmt: skip
    return Revision(**(given | fields))


def drift(**fields: Any) -> Drift:
    """A drift of news.example, open since noon, on nine of twelve articles."""
    given: dict[str, Any] = {
        "id": DriftId(3), "site": "news.example", "state": DriftState.OPEN, "traits": (), "since": NOON,
        "last_at": NOON, "articles": 9, "looked": 12, "held": 9, "sent": 0, "dropped": 0,
    }  # fmt: skip
    return Drift(**(given | fields))


def subscription(name: str = "desk", **fields: Any) -> Subscription:
    """A subscription to everything, even what is cosmetic."""
    given: dict[str, Any] = {"to": (destination(f"env:{name.upper()}"),), "min_weight": "cosmetic"}
    return Subscription(name=name, **(given | fields))


def source(url: str = "https://news.example/feed.xml", setting: SourceSetting | None = None, **fields: Any) -> Source:
    """A source that was added and is due at noon, never read."""
    given: dict[str, Any] = {
        "id": SourceId(1), "setting": setting or SourceSetting(url=url), "address": url, "added_at": NOON,
        "due_at": NOON,
    }  # fmt: skip
    return Source(**(given | fields))
