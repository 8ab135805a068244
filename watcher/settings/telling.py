"""What is possible of a subscription: for every key a check that gives the value to keep, or raises ValueError, worded
for a person."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from difflib import get_close_matches
from fnmatch import fnmatchcase
from zoneinfo import ZoneInfo

from watcher.model import Weight
from watcher.settings.checks import Check, destinations, not_empty, one_line, one_of, time_within
from watcher.settings.values import KINDS

_CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d", re.ASCII)


def _kinds(globs: Sequence[str]) -> tuple[str, ...]:
    for glob in globs:
        if not any(fnmatchcase(kind, glob) for kind in KINDS):
            near = get_close_matches(glob, KINDS, 3, 0.5) or sorted({kind.partition(".")[0] + ".*" for kind in KINDS})
            raise ValueError(f'"{glob}" matches no kind of change; near are {", ".join(near)}')
    return tuple(globs)


def _timezone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError(f'"{name}" is no time zone; write it as "Europe/Berlin"') from None
    return name


def _digest_time(text: str) -> str:
    """`text`, which is "", "hourly" or a time of day such as "08:00"."""
    if text in ("", "hourly") or _CLOCK.fullmatch(text):
        return text
    raise ValueError(f'"{text}" is no time for a digest; write "08:00", "hourly", or "" for none')


def _confirmation(text: str) -> timedelta:
    """The time in `text`; 0 for ""."""
    return time_within(timedelta(seconds=1), timedelta(days=1))(text) if text else timedelta(0)


def _quiet_hours(text: str) -> str:
    """`text`, which is "" or a stretch of the day such as "22:00-07:00"."""
    begin, _, end = text.partition("-")
    if not text or (_CLOCK.fullmatch(begin) and _CLOCK.fullmatch(end) and begin != end):
        return text
    raise ValueError(f'"{text}" is no stretch of the day; write it as "22:00-07:00", or "" for none')


SUBSCRIPTION: Mapping[str, Check] = {
    "name": one_line,
    "to": destinations,
    "tags": not_empty,
    "kinds": _kinds,
    "min_weight": one_of([weight.value for weight in Weight]),
    "digest": _digest_time,
    "quiet": _quiet_hours,
    "timezone": _timezone,
    "confirm": _confirmation,
}
