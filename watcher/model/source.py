"""A source: where watches come from, what its owner wants of it, and what the daemon knows of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NewType

from watcher.model.page import NO_VALIDATORS, Trouble, Validators
from watcher.model.push import Hub, Push
from watcher.model.source_setting import SourceKind, SourceSetting

SourceId = NewType("SourceId", int)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One article as a source lists it. `published_at` is aware, UTC; None and "" where the source does not say."""

    url: str
    title: str = ""
    published_at: datetime | None = None
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One sitemap of an index. `modified` is the index's own word, "" without one. `depth` is 1 for the parts of the
    source itself, 2 for theirs."""

    url: str
    modified: str = ""
    depth: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a source lists, in its order: articles, and the `parts` that list more. `elsewhere` is where a page says
    that the source itself is, "" nowhere. `ttl` is how long the source says that it stays as it is. `hub` is where it
    says that it is pushed from, None where it does not."""

    kind: SourceKind
    articles: tuple[Listed, ...] = ()
    parts: tuple[Part, ...] = ()
    elsewhere: str = ""
    ttl: timedelta | None = None
    hub: Hub | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source as it stands. Times are aware, UTC.

    `from_file`: it stands in the configuration. `address` is where it is read, which may be elsewhere than
    `setting.url`; `kind` what it turned out to be, None before that. `part` is the part to be read next, None where it
    is the turn of the source itself; `parts` is how many there are. `pause` is how long is waited between two readings
    as things are, `ttl` how long the source asks for.

    `listed`, `new` and `waiting` are the articles of the last reading, with all its parts: those listed that are
    wanted, those added, those left for the next one; `found` are all that were ever added. `why` says what went wrong
    last, "" where nothing did. The first looks of a baseline are spread until `paced_until`. `hub` is where the source
    says that it is pushed from, None where it does not; `push` how that stands, None where no hub is asked. Reading it
    last brought something new at `brought_at`; None for never, and for what was pushed.
    """

    id: SourceId
    setting: SourceSetting
    address: str
    added_at: datetime
    due_at: datetime
    from_file: bool = False
    kind: SourceKind | None = None
    part: Part | None = None
    parts: int = 0
    read_at: datetime | None = None
    pause: timedelta | None = None
    ttl: timedelta | None = None
    listed: int = 0
    new: int = 0
    waiting: int = 0
    found: int = 0
    failures: int = 0
    failing_since: datetime | None = None
    why: str = ""
    validators: Validators = NO_VALIDATORS
    paced_until: datetime | None = None
    brought_at: datetime | None = None
    hub: Hub | None = None
    push: Push | None = None

    @property
    def reads(self) -> str:
        """The address that is opened next."""
        return self.part.url if self.part is not None else self.address

    def pushed_until(self, now: datetime) -> datetime | None:
        """Until when what is new is pushed, so that reading it can wait; None where it is not."""
        return self.push.until if self.push is not None and self.push.works(now, self.brought_at) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An article to be watched, and when it is due for its first look."""

    article: Listed
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything the store has to write after one reading.

    `source` is the source as it shall be; where a part waits to be read and nothing fails, it is due at once.
    `parts` are those that are listed now, None where they stay as they are; `done` is the part that need not be
    read again until it changes. `again`: parts that do not say when they changed are to be read again. `listed` are
    the articles of this reading that are wanted, `left` how many are not, and `found` those that are new to the
    source. `why` says what went wrong, "" where nothing did. `trouble` is that of the host, and `retry_after` how
    long it asks to be left alone; None for none.
    """

    source: Source
    at: datetime
    found: tuple[Found, ...] = ()
    parts: tuple[Part, ...] | None = None
    done: Part | None = None
    again: bool = False
    listed: int = 0
    left: int = 0
    why: str = ""
    trouble: Trouble | None = None
    retry_after: timedelta | None = None
