"""When to read a source again: the oftener something new comes, the sooner, within bounds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from watcher.model import SourceKind

START = timedelta(minutes=15)
FLOORS: Mapping[SourceKind, timedelta] = {
    SourceKind.FEED: timedelta(minutes=5),
    SourceKind.PAGE: timedelta(minutes=10),
    SourceKind.SITEMAP: timedelta(minutes=10),
    SourceKind.LIST: timedelta(minutes=30),
}
CEILING = timedelta(hours=2)

_LONGEST_ASKED = timedelta(days=7)
_SOONEST_RETRY = timedelta(minutes=5)
_LONGEST_FAILURE = timedelta(days=1)


def pause(before: timedelta | None, kind: SourceKind, new: int) -> timedelta:
    """The pause after a reading that brought so many `new` articles, where the one before it was `before`: nothing
    makes it a quarter longer, one article a fifth shorter, more halve it."""
    factor = 1.25 if not new else 0.8 if new == 1 else 0.5
    return max(FLOORS[kind], min((before or START) * factor, CEILING))


def next_in(
    usual: timedelta, *, every: timedelta | None = None, stays: timedelta | None = None, asked: timedelta | None = None
) -> timedelta:
    """How long to wait. `stays` is how long source and server say that nothing changes: a lower bound up to CEILING,
    as much of it is never meant. What the server `asked` us to wait (Retry-After) counts in any case, and `every`,
    which the owner set, instead of all else."""
    waiting = every or max(usual, min(stays or timedelta(0), CEILING))
    return max(waiting, min(asked or timedelta(0), _LONGEST_ASKED))


def after_failure(usual: timedelta, failures: int) -> timedelta:
    """The pause after so many failures in a row: doubled each time, up to a day."""
    return min(max(usual, _SOONEST_RETRY) * (1 << min(failures - 1, 12)), max(usual, _LONGEST_FAILURE))
