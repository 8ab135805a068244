"""A watch: one article that is tracked, what its owner wants, and what the daemon knows of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import NewType

from watcher.model.page import NO_VALIDATORS, Validators
from watcher.model.source import Source
from watcher.model.turn import Turn

WatchId = NewType("WatchId", int)
FOREVER = datetime.max.replace(tzinfo=UTC)


class State(StrEnum):
    """What the owner wants."""

    ACTIVE = "active"
    PAUSED = "paused"


class Standing(StrEnum):
    """Where the article stands, as last believed."""

    UNSEEN = "unseen"
    PRESENT = "present"
    GONE = "gone"
    BLOCKED = "blocked"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspicion:
    """A doubtful look, kept until a second one alike confirms it. `likeness` is equal for looks alike."""

    likeness: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """One article that is tracked. Times are aware, UTC.

    `key` is the article's identity whatever its address says (urls.identity). `site` is the host without "www.".
    `every` is a fixed interval; None lets the cadence decide. `young_since` is what its age is counted from: the
    publication or the first look, and later where an edit made it younger. `failing_since` is None while looks
    succeed. `turns` are the changes of the last days, oldest first. Until `muted_until`, FOREVER for good, nobody is
    told of what is found; until `snoozed_until` messages about it wait. At `asked_at` somebody last asked for a look.
    """

    id: WatchId
    url: str
    key: str
    site: str
    added_at: datetime
    due_at: datetime
    tags: tuple[str, ...] = ()
    note: str = ""
    every: timedelta | None = None
    state: State = State.ACTIVE
    standing: Standing = Standing.UNSEEN
    young_since: datetime | None = None
    looked_at: datetime | None = None
    failures: int = 0
    failing_since: datetime | None = None
    suspicion: Suspicion | None = None
    validators: Validators = NO_VALIDATORS
    fingerprint: str | None = None
    turns: tuple[Turn, ...] = ()
    muted_until: datetime | None = None
    snoozed_until: datetime | None = None
    asked_at: datetime | None = None

    def is_muted(self, now: datetime) -> bool:
        """Whether nobody is told of what is found now."""
        return self.muted_until is not None and now < self.muted_until

    def is_snoozed(self, now: datetime) -> bool:
        """Whether messages about it wait."""
        return self.snoozed_until is not None and now < self.snoozed_until


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """All that is due at one host, earliest first: one host is visited by one visitor, with pauses. Its sources are
    read before its watches are looked at."""

    host: str
    watches: tuple[Watch, ...] = ()
    sources: tuple[Source, ...] = ()
