"""Which of the articles that a source lists are wanted, and in what order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from watcher.model import Listed, Part, SourceKind, SourceSetting
from watcher.sources.times import time_of
from watcher.text import is_spoken
from watcher.urls import identity, is_web, without_tracking

FORTNIGHT = timedelta(days=14)
_LONGEST = 2_000  # characters of an address
_BROKEN = re.compile(r"[\s\x00-\x1f\x7f]")
_UNDATED = 10  # parts of an index that are read where they do not say when they changed


def wanted(articles: Iterable[Listed], setting: SourceSetting, kind: SourceKind, now: datetime) -> Mapping[str, Listed]:
    """The articles to be watched by their identity, the newest first where all say when they were published."""
    pattern = re.compile(setting.match)
    since = _since(setting, kind, now)
    own = identity(setting.url)
    found: dict[str, Listed] = {}
    for one in articles:
        if not _is_article(one.url) or not pattern.search(one.url) or not is_spoken(one.language, setting.languages):
            continue
        if since is not None and one.published_at is not None and one.published_at < since:
            continue
        if (key := identity(one.url)) != own:
            found.setdefault(key, replace(one, url=without_tracking(one.url).partition("#")[0]))
    if all(one.published_at is not None for one in found.values()):
        newest = sorted(found.items(), key=lambda item: item[1].published_at or now, reverse=True)
        return dict(newest)
    return found


def wanted_parts(parts: Iterable[Part], setting: SourceSetting, now: datetime) -> tuple[Part, ...]:
    """The parts of an index to be read: all of them for a baseline, else those that changed lately, and the first and
    the last of those that do not say when they did."""
    since = _since(setting, SourceKind.SITEMAP, now)
    if since is None:
        return tuple(parts)
    dated = [(part, time_of(part.modified)) for part in parts]
    recent = [part for part, at in dated if at is not None and at >= since]
    undated = [part for part, at in dated if at is None]
    if len(undated) > _UNDATED:
        undated = undated[: _UNDATED // 2] + undated[-_UNDATED // 2 :]
    return (*recent, *undated)


def _since(setting: SourceSetting, kind: SourceKind, now: datetime) -> datetime | None:
    """From when on an article is wanted; None for any time."""
    if setting.baseline:
        return None
    age = setting.max_age or (FORTNIGHT if kind is SourceKind.SITEMAP else None)
    return None if age is None else now - age


def _is_article(url: str) -> bool:
    """Whether it is an address that may be an article's: a site's first page is none."""
    if not is_web(url) or len(url) > _LONGEST or _BROKEN.search(url):
        return False
    parts = urlsplit(url)
    return bool(parts.path.strip("/") or parts.query)
