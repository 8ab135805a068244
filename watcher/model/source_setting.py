"""What is wanted of a source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class SourceKind(StrEnum):
    FEED = "feed"
    SITEMAP = "sitemap"
    PAGE = "page"
    LIST = "list"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSetting:
    """Where new articles come from, and which of them are wanted.

    `kind` is one of SourceKind, "" to find out. `match` is a regular expression that the articles' addresses contain,
    "" for all. `languages` are those wanted ("zh" takes "zh-CN" too), () for all; what does not say its language is
    taken. `max_age` counts from the publication; None takes any, from a sitemap those of the last fortnight. At most
    `limit` articles are added by one reading. `every` is a fixed interval between readings. `baseline` takes all that
    is listed, however old, and looks at one every `pace`.
    """

    url: str
    kind: str = ""
    tags: tuple[str, ...] = ()
    match: str = ""
    languages: tuple[str, ...] = ()
    max_age: timedelta | None = None
    limit: int = 100
    every: timedelta | None = None
    baseline: bool = False
    pace: timedelta = timedelta(seconds=5)
