"""The two articles that `diff` is asked to hold against each other: revisions, or files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from watcher.cli.asked import Asked
from watcher.cli.opening import existing, numbered, opened, revision_of
from watcher.cli.pages import article_in, saved_bytes
from watcher.cli.terminal import instant
from watcher.errors import NotFound, UsageError
from watcher.model import Article, Watch
from watcher.notify.markup import Line
from watcher.store import Store
from watcher.urls import is_web

_RANGE = re.compile(r"(?:\d{1,18})?\.\.(?:\d{1,18})?", re.ASCII)
_REF = re.compile(r"\d{1,18}(?:@\d{1,18})?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two. `name` is the file, or the revision as REF@N; `seen_at` is when the revision was first seen."""

    name: str
    article: Article
    seen_at: datetime | None = None


def sides(asked: Asked, first: str, second: str | None, url: str | None) -> tuple[Side, Side]:
    """What `diff FIRST SECOND` means, the older one first. Raises UsageError, NotFound, BadDocument or BadArticle."""
    if second is None or _RANGE.fullmatch(second):
        with opened(asked, readonly=True) as store:
            return _revisions(store, first, second)
    old, new = (_side(asked, place, url) for place in (first, second))
    return old, new


def heading(old: Side, new: Side) -> Iterator[Line]:
    """What is held against what, above the differences."""
    yield Line(pieces=(("text", new.article.title or "(no headline)"),), strong=True)
    said = " → ".join(f"{side.name} ({instant(side.seen_at)})" if side.seen_at else side.name for side in (old, new))
    yield Line(pieces=(("said", said),))


def _revisions(store: Store, ref: str, span: str | None) -> tuple[Side, Side]:
    watch, number = numbered(store, ref)
    last = number or len(store.revisions(watch.id))
    if span is None:
        since, until = last - 1, last
    else:
        begin, _, end = span.partition("..")
        since, until = int(begin or 1), int(end or last)
    if since < 1:
        raise NotFound(f"watch {watch.id} has nothing to compare: no revision stands before {watch.id}@{max(last, 1)}")
    return _revision(store, watch, since), _revision(store, watch, until)


def _revision(store: Store, watch: Watch, number: int) -> Side:
    revision = existing(store, watch, number)
    return Side(name=f"{watch.id}@{number}", article=revision.article, seen_at=revision.first_seen_at)


def _side(asked: Asked, place: str, url: str | None) -> Side:
    if place == "-" or Path(place).exists():
        return Side(name=place, article=article_in(saved_bytes(place), place, url))
    if not _REF.fullmatch(place) and not is_web(place):
        raise UsageError(f"{place}: there is no such file, and it is no REF either")
    with opened(asked, readonly=True) as store:
        watch, revision = revision_of(store, place)
        return _revision(store, watch, revision.number)
