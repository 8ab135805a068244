"""When to look again: often while an article is young, ever more rarely as it ages, at a fixed cost."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from math import sqrt

from msgspec import structs

from watcher.model import Outcome, Standing, Watch
from watcher.model.tempo import rate
from watcher.settings import Schedule

FLOOR = timedelta(minutes=2)
CEILING = timedelta(days=7)

_SPREAD = 0.1
_SOONEST_RETRY = timedelta(minutes=1)
_SECOND_LOOK = timedelta(minutes=30)
_LONGEST_FAILURE = timedelta(days=1)
_LONGEST_FRESH = timedelta(hours=6)
_LONGEST_ABSENCE = timedelta(days=30)
_MATURE = timedelta(hours=3)
_STEPS = 2000
_HOUR = timedelta(hours=1)
_REFUSING = (Outcome.FAILED, Outcome.BLOCKED, Outcome.UNREADABLE)


def interval(age: timedelta, schedule: Schedule, tempo: float = 1.0) -> timedelta:
    """The pause before the next look at an article of this age, between FLOOR and CEILING; `tempo` is how many times as
    often as others it is edited.

    Looking with the density sqrt(rate) makes the mean delay least for a given number of looks. The rate counts in
    the middle of the pause: at its beginning, young articles would cost more looks than the budget has.
    """
    hours = max(age / _HOUR, 0.0)
    kappa = _kappa(schedule)
    middle = hours + kappa / sqrt(rate(hours)) / 2
    return min(max(kappa / sqrt(rate(middle) * tempo) * _HOUR, FLOOR), CEILING)


@lru_cache(maxsize=8)
def _kappa(schedule: Schedule) -> float:
    """The scale of all pauses with which an article gets `looks_per_article` looks over `horizon`: the integral of
    sqrt(rate) over the horizon, by Simpson's rule on a scale that is fine where the rate falls steeply."""
    horizon = schedule.horizon / _HOUR
    ages = [horizon * (i / _STEPS) ** 3 for i in range(_STEPS + 1)]
    area = sum((b - a) / 6 * (sqrt(rate(a)) + 4 * sqrt(rate((a + b) / 2)) + sqrt(rate(b))) for a, b in pairwise(ages))
    return area / schedule.looks_per_article


def rescheduled(
    watch: Watch,
    outcome: Outcome,
    now: datetime,
    schedule: Schedule,
    *,
    retry_after: timedelta | None = None,
    fresh_for: timedelta | None = None,
    tempo: float = 1.0,
) -> Watch:
    """`watch` after a look that ended so: when it is due again, how young it is, how often it failed in a row.

    A suspicion that waits for its second look is looked at soon. `retry_after`, which the server asked for, is a
    lower bound up to CEILING; so is `fresh_for`, for which it promised that nothing will have changed, up to
    _LONGEST_FRESH and where nobody set an interval or waits for a second look: many servers promise too much. An
    interval that somebody set counts from the time that the look was due, not from when it came.
    """
    failed = outcome in _REFUSING
    young_since = _rejuvenated(watch, now) if outcome is Outcome.CHANGED else watch.young_since
    failures = watch.failures + 1 if failed else 0
    usual = (
        _in_step(watch.every, now - watch.due_at)
        if watch.every
        else _spread(interval(now - (young_since or watch.added_at), schedule, tempo), watch.key)
    )
    pause = _pause(watch, usual, failures, outcome=outcome, now=now)
    if fresh_for is not None and watch.every is None and watch.suspicion is None:
        pause = max(pause, min(fresh_for, _LONGEST_FRESH))
    if retry_after is not None:
        pause = max(pause, min(retry_after, CEILING))
    failing_since = (watch.failing_since or now) if failed else None
    return structs.replace(
        watch, looked_at=now, young_since=young_since, failures=failures, failing_since=failing_since,
        due_at=now + pause,
    )  # fmt: skip


def _rejuvenated(watch: Watch, now: datetime) -> datetime:
    """Since when an article that was edited is as young as it is now: a quarter of its age, _MATURE at most. Wholly
    young it would cost more looks than they are worth: edits follow one another, but the age tells more."""
    age = max(now - (watch.young_since or watch.added_at), timedelta(0))
    return now - min(age / 4, _MATURE)


def _pause(watch: Watch, usual: timedelta, failures: int, *, outcome: Outcome, now: datetime) -> timedelta:
    if outcome is Outcome.FAILED:
        return _after_failures(failures, usual)
    if watch.suspicion is not None:
        return min(usual, max(_SECOND_LOOK, now - watch.suspicion.since))
    if outcome in _REFUSING:
        return _after_failures(failures, usual)
    if watch.standing is Standing.GONE and watch.every is None:
        return _after_absence(watch, usual)
    return usual


def _in_step(every: timedelta, late: timedelta) -> timedelta:
    """The pause after a look that came so late, so that lateness does not add up: what is due one after the other would
    bunch. What came half an interval late or more is out of step, and begins anew."""
    return every - late if timedelta(0) <= late < every / 2 else every


def _after_failures(failures: int, usual: timedelta) -> timedelta:
    """Sooner than usual at first, because a look was missed; then doubled each time, up to a day."""
    first = max(usual / 4, min(usual, _SOONEST_RETRY))
    return min(first * (1 << min(failures - 1, 20)), max(usual, _LONGEST_FAILURE))


def _after_absence(before: Watch, usual: timedelta) -> timedelta:
    """Twice the pause before, up to a month: what is gone seldom comes back, and is never dropped."""
    last = before.due_at - before.looked_at if before.looked_at is not None else usual
    return max(usual, min(2 * last, _LONGEST_ABSENCE))


def _spread(pause: timedelta, key: str) -> timedelta:
    """`pause` up to a tenth shorter or longer, always alike for one key, so that what was added together parts."""
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()
    return pause * (1 + _SPREAD * (2 * int.from_bytes(digest[:4]) / 0xFFFFFFFF - 1))
