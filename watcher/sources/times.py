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
_WEEKDAY = re.compile(r"^[^\W\d]+\.?,?\s+(?=\d)")
_FRACTION = re.compile(r"(\.\d{6})\d+")


def time_of(text: str) -> datetime | None:
    """The moment, UTC, that a source names as ISO 8601 or as in e-mail; None for anything else. A time without a zone
    is taken for UTC."""
    text = " ".join(text.split())
    if not text or len(text) > _LONGEST:
        return None
    found = _iso(text) or _mail(text)
    if found is None:
        return None
    try:
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError:
        return None


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(_FRACTION.sub(r"\1", text))
    except ValueError:
        return None


def _mail(text: str) -> datetime | None:
    text = _ZONE.sub(lambda found: f" {_ZONES.get(found[1], found[1])}", _WEEKDAY.sub("", text))
    try:
        return parsedate_to_datetime(text)
    except (ValueError, OverflowError, IndexError, TypeError):
        return None
