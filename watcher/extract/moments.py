"""Times of day without a date, as live blogs print them → times in UTC."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from itertools import pairwise
from zoneinfo import ZoneInfo

_CLOCK = re.compile(
    r"(?<![\d.:])(?P<before>上午|凌晨|早上|下午|晚[上间間]?|午前|午後|오전|오후)?\s?(?P<hour>[01]?\d|2[0-3])(?:\s?[:h时時点點시]\s?|\.)(?P<minute>[0-5]\d)"
    r"(?::[0-5]\d)?(?!\d|[.:/]\d|\.?,?\s\w{0,4}\.?\s?\d{1,2}[:.h]\d\d)[分분]?(?:\s?(?P<after>[ap]\.?\s?m\b\.?|مساء|م|ص|petang\b))?",
    re.IGNORECASE,
)
_LATE = ("下午", "晚", "晚上", "晚间", "晚間", "午後", "오후", "p", "م")
_EARLY = ("上午", "凌晨", "早上", "午前", "오전", "a", "ص")
_OFFSET = re.compile(r"T\d\d:?\d\d.*?(?P<sign>[+-])(?P<hours>\d\d):?(?P<minutes>\d\d)$")
_NONE, _DAY = timedelta(), timedelta(days=1)
_MINUTES = 24 * 60  # of a day
_SLIP = timedelta(hours=6)  # by which a post may stand out of order, as one that is kept on top does


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A time of day in whatever zone the page is written for."""

    hour: int
    minute: int

    @property
    def minutes(self) -> int:
        """Since midnight."""
        return 60 * self.hour + self.minute


def clock_in(text: str) -> Clock | None:
    """The first time of day in a line; None without one."""
    found = _CLOCK.search(text)
    if found is None:
        return None
    hour, half = int(found["hour"]), (found["before"] or (found["after"] or "")[:1]).lower()
    if half in _LATE and hour < 12:
        hour += 12
    elif half in _EARLY and hour == 12:
        hour = 0
    return Clock(hour=hour, minute=int(found["minute"]))


def without_clock(text: str) -> str:
    """`text` without its times of day."""
    return _CLOCK.sub(" ", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """What is known of a page's times: its zone (None: UTC), and when it was published and last changed, in UTC."""

    zone: ZoneInfo | None = None
    published_at: str | None = None
    modified_at: str | None = None
    offset: timezone | None = None

    def placed(self, clocks: Sequence[Clock | None]) -> list[str | None]:
        """The times of posts in UTC, in the order of the page, that has the newest first or last.

        The newest is placed on the day of the last change, else the oldest on the day of publication; a clock that
        jumps from there means another day. All None where no day is known.
        """
        zone: tzinfo = self.zone or self.offset or UTC
        known = [(i, clock) for i, clock in enumerate(clocks) if clock is not None]
        backwards = sum((b.minutes - a.minutes) % _MINUTES > _MINUTES // 2 for (_, a), (_, b) in pairwise(known))
        newest_first = 2 * backwards >= len(known) - 1
        anchor, step = (self.modified_at, -_DAY) if self.modified_at else (self.published_at, _DAY)
        at = _in_zone(anchor, zone)
        found: list[str | None] = [None] * len(clocks)
        if at is None:
            return found
        last: datetime | None = None
        for i, clock in known if newest_first == (step < _NONE) else known[::-1]:
            at = at.replace(hour=clock.hour, minute=clock.minute, second=0, microsecond=0)
            if last is not None and (last - at if step > _NONE else at - last) > _SLIP:
                at += step
            last = at
            found[i] = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")
        return found


def offset_of(raw: object) -> timezone | None:
    """The distance from UTC in a time as publishers write it, "2026-03-02T09:00:00+01:00"; None without one."""
    found = _OFFSET.search(raw) if isinstance(raw, str) and len(raw) < 60 else None
    if found is None:
        return None
    distance = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"]))
    return timezone(-distance if found["sign"] == "-" else distance) if distance < _DAY else None


def _in_zone(told: str | None, zone: tzinfo) -> datetime | None:
    try:
        at = datetime.fromisoformat(told or "")
    except ValueError:
        return None
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(zone)
