"""What is remembered: changes, revisions, events, and what one look found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Literal, NamedTuple

from watcher.model.alert import Alert, DriftId
from watcher.model.article import Article
from watcher.model.capture import Capture
from watcher.model.page import Page, Trouble
from watcher.model.summary import WatchId
from watcher.model.turn import Turn
from watcher.model.watch import Watch
from watcher.model.weight import Weight

Span = tuple[Literal["=", "-", "+"], str]


class Outcome(StrEnum):
    """How a look ended."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"
    BLOCKED = "blocked"
    UNREADABLE = "unreadable"
    REDIRECTED = "redirected"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One typed difference between two revisions.

    `path` names the place in the newer article ("blocks[2].caption"), in the older one for what was removed.
    `spans` joined without "+" give `before`, joined without "-" give `after`; () where there is no running text.
    """

    kind: str
    path: str
    before: str | None = None
    after: str | None = None
    spans: tuple[Span, ...] = ()
    weight: Weight = Weight.MINOR
    facts: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The contract's JSON shape."""
        return {
            "kind": self.kind, "path": self.path, "before": self.before, "after": self.after,
            "spans": [list(s) for s in self.spans], "weight": str(self.weight), "facts": list(self.facts),
        }  # fmt: skip

    @classmethod
    def from_dict(cls, value: Mapping[str, Any]) -> Change:
        """The change of `to_dict`."""
        return cls(
            kind=value["kind"], path=value["path"], before=value["before"], after=value["after"],
            spans=tuple((op, text) for op, text in value["spans"]),
            weight=Weight(value["weight"]), facts=tuple(value["facts"]),
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """An article as it stood. Times are aware, UTC.

    It appeared between `seen_after` (the last time the text before it was seen; None for the first revision)
    and `first_seen_at`; no exact time of the edit is known. `extractor` is the version that read it. `page` is the
    page it was read from, loaded only where today's extractor is another version. `lineage` holds the digests of
    revisions 1 … number, this one last, or this one alone where no more is compared with them. `reverts_to` is the
    number of an earlier, equal revision, whatever time of modification it had. `capture` is what a public archive was
    asked to keep of it, None where none was.
    """

    watch_id: WatchId
    number: int
    article: Article
    first_seen_at: datetime
    last_seen_at: datetime
    seen_after: datetime | None = None
    extractor: str
    changes: tuple[Change, ...] = ()
    stealth: bool = False
    bumped: bool = False
    reverts_to: int | None = None
    lineage: tuple[str, ...] = ()
    page: Page | None = None
    capture: Capture | None = None

    @property
    def weight(self) -> Weight:
        """The heaviest of its changes; major for a first revision."""
        return max((c.weight for c in self.changes), key=lambda w: w.rank, default=Weight.MAJOR)

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts its changes touch, each once, in order of appearance."""
        return tuple(dict.fromkeys(f for c in self.changes for f in c.facts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """A notice that came, and edits that it tells of.

    `notice` is its path in the revision that it came with, `changes` are positions among the changes of the revision
    that was edited. `revision` is the number of the other one of the two; None where both are the same.
    """

    notice: str
    changes: tuple[int, ...]
    revision: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosures:
    """What notices tell of a revision's changes, and what its notices tell of.

    `own` notices came together with what they tell of; `earlier` are edits of an earlier revision of which a notice of
    this one tells; `later` are notices of a later revision that tell of edits of this one. `undisclosed` are the
    positions of the major edits of text of which no notice tells.
    """

    own: tuple[Disclosure, ...] = ()
    earlier: tuple[Disclosure, ...] = ()
    later: tuple[Disclosure, ...] = ()
    undisclosed: tuple[int, ...] = ()


NOTHING_TOLD = Disclosures()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A change of availability: kind is article.gone, .restored, .redirected, .blocked or .unreadable.

    `url` is where the article is now, for article.redirected. `seen_after` is the last look before it.
    """

    kind: str
    at: datetime
    seen_after: datetime | None
    why: str
    url: str | None = None


class Finding(NamedTuple):  # made in a third of the time of a frozen dataclass, one for each look
    """Everything the store has to write after one look.

    `watch` is the watch as it shall be; `revision` a new revision (None where none arose), `page` the page it was
    read from. `reread` replaces the last revision's article where a newer extractor, the version `extractor`, read
    the stored page again. `counted` is the article with the lines that its site is known to repeat, as all its lines
    count there, None where none are to be counted. `why` says in words how the outcome came about; "" for same. Held
    alerts of the watch are dropped where they tell what was `undone`; those that were to wait until `release`, or
    less, go out. `operator` are the alerts to write if a drift of the site shows with the revision.
    `capture` is where a public archive that is to keep the page has the newest copy of it, "" where none is to.
    `trouble` is that of the host, and `retry_after` how long it asks to be left alone; None for none.
    """

    outcome: Outcome
    watch: Watch
    at: datetime
    why: str = ""
    revision: Revision | None = None
    page: Page | None = None
    event: Event | None = None
    alerts: tuple[Alert, ...] = ()
    reread: Article | None = None
    extractor: str = ""
    counted: Article | None = None
    undone: tuple[Turn, ...] = ()
    release: datetime | None = None
    trouble: Trouble | None = None
    retry_after: timedelta | None = None
    operator: tuple[Alert, ...] = ()
    capture: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether nothing came of the look but that it took place."""
        return not (self.revision or self.event or self.alerts or self.reread or self.undone or self.release)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Looks that ended alike, one after the other: `count` of them from `first_at` to `last_at`."""

    outcome: Outcome
    why: str
    first_at: datetime
    last_at: datetime
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A revision without its text: its number, when it was first seen, how much its changes weigh."""

    number: int
    first_seen_at: datetime
    weight: Weight


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A revision without its text: what changed, when it was first seen, and the language that the article says it is
    in, "" where it says none, None where nothing is known of it without the text."""

    number: int
    first_seen_at: datetime
    language: str | None
    changes: tuple[Change, ...]


# Where an entry stands in the stream: when it was seen, the watch, the number of the revision or 0 for an event.
Place = tuple[datetime, WatchId, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the history: an edit (`revision`, with its changes) or an `event`, never both. `at` is when it was
    first seen; `title` is the headline as last read, "" where it never was. `drifts` are those that changes of the
    edit are part of."""

    watch: Watch
    title: str
    at: datetime
    revision: Revision | None = None
    event: Event | None = None
    drifts: tuple[DriftId, ...] = ()

    @property
    def place(self) -> Place:
        return self.at, self.watch.id, self.revision.number if self.revision else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A revision that brought what was searched. `passages` are texts of it with the places, begin and end, of what was
    found there; `gone` are those of them that the newest revision does not have any more. `at` is when it was first
    seen, `place` where it stands among all that were recorded."""

    watch: Watch
    number: int
    place: int
    title: str
    at: datetime
    passages: tuple[tuple[str, tuple[tuple[int, int], ...]], ...]
    gone: tuple[str, ...] = ()
