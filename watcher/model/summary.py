"""What is tracked, in brief: what lists show of a watch."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import NewType

import msgspec

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


class Summary(msgspec.Struct, frozen=True, kw_only=True):  # docs/adr/0034
    """What people see of a watch. Times are aware, UTC.

    `key` is the article's identity whatever its address says (urls.identity). `site` is the host without "www.".
    `every` is a fixed interval; None lets the cadence decide. `failing_since` is None while looks succeed. Until
    `muted_until`, FOREVER for good, nobody is told of what is found; until `snoozed_until` messages about it wait.
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
    looked_at: datetime | None = None
    failures: int = 0
    failing_since: datetime | None = None
    muted_until: datetime | None = None
    snoozed_until: datetime | None = None

    def is_muted(self, now: datetime) -> bool:
        """Whether nobody is told of what is found now."""
        return self.muted_until is not None and now < self.muted_until

    def is_snoozed(self, now: datetime) -> bool:
        """Whether messages about it wait."""
        return self.snoozed_until is not None and now < self.snoozed_until


class Titled(Summary, frozen=True, kw_only=True):
    """The same with the headline as last read, "" where the article was not read yet."""

    title: str = ""
