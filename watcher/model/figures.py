"""What the edits of a site come to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFigures:
    """The edits of one site in a time: `articles` are all that are tracked there, `edited` those of them that were
    edited, `edits` their revisions after the first, by how much they weigh and whether they are `stealth` or only
    moved the time of modification (`bumped`). `gone` counts articles that were found gone. `window` is the median of
    how narrowly its newest 200 edits are known: from the last look before one to the first look after it; None without
    edits. `hours` are the edits by the hour of the day, UTC, in which they were first seen, 24 of them."""

    site: str
    articles: int
    edited: int
    edits: int
    major: int
    stealth: int
    bumped: int
    gone: int
    window: timedelta | None
    hours: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteHealth:
    """How many articles of a site `failing` looks do not reach, how many are `blocked`, and how many are there but
    `unreadable`."""

    failing: int = 0
    blocked: int = 0
    unreadable: int = 0
