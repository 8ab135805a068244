"""What is possible of a subscription: for every key a check that gives the value to keep, or raises ValueError, worded
for a person."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from difflib import get_close_matches
from zoneinfo import ZoneInfo

from watcher.model import Subscription, Weight
from watcher.model.subscription import selected
from watcher.settings.checks import (
    Check,
    destinations,
    language_tags,
    not_empty,
    number_within,
    one_line,
    one_of,
    time_within,
)
from watcher.settings.values import FACTS, KINDS, LANGUAGES, is_kind
from watcher.urls import ascii_host

_CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d", re.ASCII)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SITE = re.compile(r"[\w*?\[\]-]+(?:\.[\w*?\[\]-]+)*")
_FILE = re.compile(r"\w[\w.-]*")
_CHINESE = ("zh", "zh-cn", "zh-sg", "zh-hans", "zh-hans-cn")


def _kinds(globs: Sequence[str]) -> tuple[str, ...]:
    for glob in globs:
        if not is_kind(glob.removeprefix("!")):
            near = get_close_matches(glob, KINDS, 3, 0.5) or sorted({kind.partition(".")[0] + ".*" for kind in KINDS})
            raise ValueError(f'"{glob}" matches no kind of change; near are {", ".join(near)}')
    if not any(selected((kind,), globs) for kind in KINDS):
        raise ValueError('nothing is left of all kinds of change; take one of those with "!" out')
    return tuple(globs)


def _sites(globs: Sequence[str]) -> tuple[str, ...]:
    return tuple(_site(glob) for glob in globs)


def _site(glob: str) -> str:
    """The glob of a host, in small letters, without "www."."""
    unwanted, name = glob.startswith("!"), glob.removeprefix("!").strip().lower().removeprefix("www.")
    if not _SITE.fullmatch(name):
        raise ValueError(f'"{glob}" is no host; write it as "dw.com", which takes the hosts below it as well')
    return "!" * unwanted + ascii_host(name)


def _facts(words: Sequence[str]) -> tuple[str, ...]:
    for word in words:
        one_of(FACTS)(word)
    return tuple(words)


def _match(text: str) -> str:
    if not text:
        return ""
    # Imported here because it takes 14 ms, which commands need not wait for where nothing is to be matched.
    import regex  # noqa: PLC0415

    try:
        regex.compile(text)
    except regex.error as error:
        raise ValueError(f'"{text}" is no regular expression: {error}') from None
    return text


def _timezone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError(f'"{name}" is no time zone; write it as "Europe/Berlin"') from None
    return name


def _digest_time(text: str) -> str:
    """`text`, which is "", "hourly", a time of day such as "08:00", or of a week such as "monday 08:00"."""
    told = " ".join(text.lower().split())
    day, _, clock = told.rpartition(" ")
    if told in ("", "hourly") or (_CLOCK.fullmatch(clock) and day in ("", *_DAYS)):
        return told
    raise ValueError(
        f'"{text}" is no time for a digest; write "hourly", "08:00", "monday 08:00" (in English), or "" for none'
    )


def _confirmation(text: str) -> timedelta:
    """The time in `text`; 0 for ""."""
    return time_within(timedelta(seconds=1), timedelta(days=1))(text) if text else timedelta(0)


def _quiet_hours(text: str) -> str:
    """`text`, which is "" or a stretch of the day such as "22:00-07:00"."""
    begin, _, end = text.partition("-")
    if not text or (_CLOCK.fullmatch(begin) and _CLOCK.fullmatch(end) and begin != end):
        return text
    raise ValueError(f'"{text}" is no stretch of the day; write it as "22:00-07:00", or "" for none')


def _language(tag: str) -> object:
    """One of LANGUAGES."""
    told = tag.strip().lower().replace("_", "-")
    return "zh-Hans" if told in _CHINESE else one_of(LANGUAGES)(tag)


def _template(name: str) -> str:
    if name and not _FILE.fullmatch(name):
        raise ValueError(f'"{name}" is no name of a file in the folder "templates" beside this file')
    return name


def asks_in_vain(subscription: Subscription) -> bool:
    """Whether it asks for what only an edit has, and takes none."""
    of_edits = bool(subscription.facts or subscription.stealth or subscription.match)
    takes = (kind for kind in KINDS if selected((kind,), subscription.kinds))
    return of_edits and all(kind.startswith("article.") for kind in takes)


OPERATOR: Mapping[str, Check] = {
    "to": lambda references: destinations(references) if references else (),
    "language": _language,
    "timezone": _timezone,
}
SUBSCRIPTION: Mapping[str, Check] = {
    "name": one_line,
    "to": destinations,
    "tags": not_empty,
    "sites": _sites,
    "languages": language_tags,
    "kinds": _kinds,
    "min_weight": one_of([weight.value for weight in Weight]),
    "facts": _facts,
    "stealth": bool,
    "match": _match,
    "digest": _digest_time,
    "quiet": _quiet_hours,
    "timezone": _timezone,
    "confirm": _confirmation,
    "limit": number_within(0, 10_000),
    "language": _language,
    "template": _template,
    "picture": bool,
    "archive": bool,
}
