"""When articles of a site that changed alike have drifted: then it is the site, or the reader of pages, and no edit.

Here, and not in a station, because the store asks too: it counts in the transaction that writes the revision.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from watcher.model.alert import DriftId
from watcher.model.history import Change
from watcher.model.summary import WatchId
from watcher.model.traits import Likeness, Trait

WINDOW = timedelta(days=1)  # by when the changes were first seen: looks at one site are spread out
MOST_ALIKE = 100  # the newest articles of one trait that are counted
MOST_LOOKED = 501  # looks that are counted: of more, MOST_ALIKE are too small a share for any likeness
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """How many articles make a drift, and what share of those looked at since it began. It reached all of them within
    `slack`; what an article shows so much later is no part of it any more, `after` for one that is known. What was not
    looked at for `longest` does not count: people edit much in that time. `spread`: the articles have to tell of
    different things."""

    articles: int
    share: float
    slack: timedelta
    after: timedelta = _HOUR
    longest: timedelta = timedelta.max
    spread: bool = True


# The same words in many articles can be one story, corrected everywhere. That a caption vanished cannot: there it
# counts that it was at once.
BARS: Mapping[Likeness, Bar] = {
    Likeness.TEXT: Bar(articles=4, share=0.2, slack=WINDOW, after=timedelta(days=30)),
    Likeness.SHAPE: Bar(articles=5, share=0.4, slack=_HOUR, spread=False),
    Likeness.ASIDE: Bar(articles=5, share=0.4, slack=_HOUR, longest=WINDOW / 2),
    Likeness.WORDS: Bar(articles=5, share=0.4, slack=_HOUR),
    Likeness.EDGE: Bar(articles=6, share=0.6, slack=_HOUR, longest=WINDOW / 2),
    Likeness.FACTS: Bar(articles=12, share=0.9, slack=_HOUR),
}


class DriftState(StrEnum):
    """What became of a drift: its alerts are held, were let go, or were dropped."""

    OPEN = "open"
    RELEASED = "released"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """A change of one trait in one article: it came about between `seen_after` and `at`."""

    watch_id: WatchId
    seen_after: datetime
    at: datetime

    def spans(self, moment: datetime, slack: timedelta) -> bool:
        """Whether the change may have come about at that moment, or less than `slack` after it."""
        return self.seen_after - slack <= moment <= self.at


def beginning(bar: Bar, alike: Sequence[Alike], looked: Sequence[datetime]) -> datetime | None:
    """The moment at which most of the articles changed alike together, where they are enough; None where nothing
    drifted. `alike` are changes of one trait, `looked` when each of the site's articles was looked at last.

    An article that was looked at since and shows no such change speaks against it.
    """
    times = sorted(looked)
    best: tuple[int, datetime] | None = None
    counted = [change for change in alike if change.at - change.seen_after < bar.longest]
    for moment in sorted({change.at for change in counted}):
        articles = len({change.watch_id for change in counted if change.spans(moment, bar.slack)})
        since = len(times) - bisect_left(times, moment)
        if articles >= max(bar.articles, bar.share * since) and (best is None or articles > best[0]):
            best = (articles, moment)
    return best[1] if best else None


def belongs(bar: Bar, change: Alike, since: datetime) -> bool:
    """Whether a later change of a trait is part of the drift that was first seen at `since`."""
    return change.spans(since, max(bar.slack, bar.after))


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One article of a drift: the changes of its revision `number` that are part of it."""

    watch_id: WatchId
    url: str
    title: str
    number: int
    at: datetime
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """Many articles of `site` changed alike at once, by each of `traits`. It was first seen at `since`, last at
    `last_at`. `articles` have it, of `looked` that were looked at since. `held`, `sent` and `dropped` count the alerts
    that tell of it; `examples` are some of its articles, first seen first. `settled_at` is when it was released or
    discarded, None while it is open."""

    id: DriftId
    site: str
    state: DriftState
    traits: tuple[Trait, ...]
    since: datetime
    last_at: datetime
    articles: int
    looked: int
    held: int
    sent: int
    dropped: int
    settled_at: datetime | None = None
    examples: tuple[Example, ...] = ()
