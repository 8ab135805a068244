"""Times as sources write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_LONGEST = 64
_ZONES = {
    "CET": "+0100", "MEZ": "+0100", "CEST": "+0200", "MESZ": "+0200", "BST": "+0100", "EET": "+0200", "EEST": "+0300",
    "MSK": "+0300", "IST": "+0530", "JST": "+0900", "KST": "+0900", "HKT": "+0800", "SGT": "+0800", "AEST": "+1000",
    "AEDT": "+1100", "WET": "+0000", "WEST": "+0100", "Z": "+0000",
}  # fmt: skip
_ZONE = re.compile(r"\s([A-Z]{1,4})$")
_OFFSET = re.compile(r"\s?(?:GMT|UTC|UT|\s)([+-])(\d{1,2}):?(\d\d)?$")
_PARTED = re.compile(r"^(\d{4})[/.年]\s?(\d{1,2})[/.月]\s?(\d{1,2})日?")
_AMERICAN = re.compile(
    r"^(?:\w+, )?([A-Z][a-z]{2})[a-z]*\.? (\d{1,2}), (\d{4})(?: -)?,? (\d{1,2}):(\d\d(?::\d\d)?)(?: ?([AP])\.?M\.?)?",
    re.IGNORECASE,
)
_SECONDS = re.compile(r"\d{10}(?:\d{3})?")  # since 1970, or thousandths of them
# Months as feeds write them in other languages than e-mail does.
_MONTHS = {
    word: month
    for month, words in {
        "Jan": "janv ene gen", "Feb": "fév févr feb fev", "Mar": "mär mrz mars", "Apr": "avr avril abr",
        "May": "mai mag maj mei", "Jun": "juin giu", "Jul": "juil lug", "Aug": "août ago", "Sep": "set sept",
        "Oct": "okt out ott", "Dec": "dez déc dic des",
    }.items()
    for word in words.split()
}  # fmt: skip
_MONTH = re.compile(r"(?<=\d\s)([^\W\d_]{3,5})\.?(?=\s\d)")
_WEEKDAY = re.compile(r"^[^\W\d]+\.?,?\s+(?=\d)")
_FRACTION = re.compile(r"(\.\d{6})\d+")


def time_of(text: str) -> datetime | None:
    """The moment, UTC, that a source names as ISO 8601, as in e-mail, or in seconds since 1970; None for anything else.
    A time without a zone is taken for UTC."""
    text = " ".join(text.split())
    if not text or len(text) > _LONGEST:
        return None
    found = _counted(text) or _iso(text) or _mail(text)
    if found is None:
        return None
    try:
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError:
        return None


def _counted(text: str) -> datetime | None:
    return datetime.fromtimestamp(int(text[:10]), UTC) if _SECONDS.fullmatch(text) else None


def _iso(text: str) -> datetime | None:
    text = _PARTED.sub(lambda found: "{}-{:0>2}-{:0>2}".format(*found.groups()), text)
    try:
        return datetime.fromisoformat(_FRACTION.sub(r"\1", text))
    except ValueError:
        return None


def _mail(text: str) -> datetime | None:
    text = _WEEKDAY.sub("", _AMERICAN.sub(_reordered, text))
    text = _OFFSET.sub(lambda found: f" {found[1]}{found[2]:0>2}{found[3] or '00'}", text)
    text = _MONTH.sub(lambda found: _MONTHS.get(found[1].lower(), found[1]), text)
    text = _ZONE.sub(lambda found: f" {_ZONES.get(found[1], found[1])}", text)
    try:
        return parsedate_to_datetime(text)
    except (ValueError, OverflowError, IndexError, TypeError):
        return None


def _reordered(found: re.Match[str]) -> str:
    """ "May 1, 2024 - 3:30 PM" as "1 May 2024 15:30"."""
    month, day, year, hour, rest, half = found.groups()
    on_clock = int(hour) % 12 + 12 * (half.upper() == "P") if half else int(hour)
    return f"{day} {month} {year} {on_clock}:{rest}"
