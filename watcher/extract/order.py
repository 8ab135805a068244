"""Which number of a date is its day: "11/12/2026" is in December in London, and in November in New York."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from watcher.extract.dates import day
from watcher.urls import site

_IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:[/-](\d{1,2})(?:[/-](\d{1,2}))?|(\d\d)(\d\d))(?!\d)")
_IN_DIGITS = re.compile(r"(?<![\d/-])(\d{1,2})\s?([/-])\s?(\d{1,2})\s?\2\s?(?:19|20)\d\d(?!\d)")
_WITH_DOTS = re.compile(r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?((?:19|20)\d\d)(?!\d)")
# Times of places where the day stands first, behind a clock: "9:30 AM IST".
_ZONE = re.compile(
    r"\d\s?(?:[AaPp]\.?[Mm]\.?\s?)?\(?(?:IST|PKT|NPT|BST|CES?T|EES?T|MSK|SAST|EAT|WAT|WIB|AE[SD]T|NZ[SD]T)(?!\w)"
)
_REGION = re.compile(r"[-_]([A-Za-z]{2})(?![A-Za-z])")
_MONTH_FIRST = frozenset(("us", "ph", "pr", "gu", "as"))
_BOTH = frozenset(("ca",))  # countries in which both are common
_ANYWHERE = frozenset("ai cc co fm gg io la ly me nu to tv vc ws".split())  # ends of addresses that are no countries
_NO_ORDER = frozenset(("en", "fil", "tl", "zh", "ja", "ko", "hu", "lt", "mn", ""))  # languages that do not tell
_LONGEST = 2_000
_NEAR = timedelta(days=1)


def in_order(
    readings: tuple[str, str], addresses: Iterable[str], known: Iterable[str | None], texts: Iterable[str],
    languages: Iterable[str | None],
) -> str | None:  # fmt: skip
    """Which of two `readings` of a date, the day first and the month first, is meant; None where nothing tells.

    By the page's own `addresses`, by the `known` times of its changes, by the other dates in its `texts`, by its
    country, by the `languages` that it says it is in.
    """
    addresses, texts = tuple(addresses), tuple(texts)
    for meant in (_by_address(readings, addresses), _by_times(readings, known), _by_shown(readings, texts)):
        if meant:
            return meant
    first = next(_orders(addresses, texts, languages), None)
    return None if first is None else readings[first]


def _by_address(readings: tuple[str, str], addresses: Iterable[str]) -> str:
    for found in (f for address in addresses for f in _IN_ADDRESS.finditer(address[:_LONGEST])):
        begun = "-".join(part.zfill(2) for part in found.groups() if part)
        meant = [r for r in readings if r.startswith(begun)]
        if len(meant) == 1:
            return meant[0]
    return ""


def _by_times(readings: tuple[str, str], known: Iterable[str | None]) -> str:
    """The one reading that is the day of a change or the day beside it, or the one that is not after the changes."""
    days = [told for told in map(day, known) if told]
    read = [(r, date.fromisoformat(r)) for r in readings]
    near = [r for r, on in read if any(abs(on - told) <= _NEAR for told in days)]
    before = [r for r, on in read if days and on <= max(days) + _NEAR]
    return near[0] if len(near) == 1 else before[0] if len(before) == 1 else ""


def _by_shown(readings: tuple[str, str], texts: Iterable[str]) -> str:
    """The one reading that is a day told with dots, where no month stands first: "01.11.2026"."""
    dotted = (found for text in texts for found in _WITH_DOTS.finditer(text[:_LONGEST]))
    days = {f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}" for found in dotted}
    meant = [r for r in readings if r in days]
    return meant[0] if len(meant) == 1 else ""


def _orders(addresses: Iterable[str], texts: Iterable[str], languages: Iterable[str | None]) -> Iterator[int]:
    """0 for the day first, 1 for the month, by each sign, the surest before."""
    for digits in (f for text in texts for f in _IN_DIGITS.finditer(text[:_LONGEST])):
        first, second = int(digits[1]), int(digits[3])
        if (first > 12) != (second > 12):
            yield int(second > 12)
    yield from (0 for text in texts if _ZONE.search(text[:_LONGEST]))
    told = [language for language in languages if language]
    countries = [site(address).rpartition(".")[2] for address in addresses]
    regions = [found[1].lower() for language in told if (found := _REGION.search(language))]
    for country in (*(c for c in countries if len(c) == 2 and c not in _ANYWHERE), *regions):
        if country not in _BOTH:
            yield int(country in _MONTH_FIRST)
    for language in told:
        if not _REGION.search(language) and language.lower() not in _NO_ORDER:
            yield 0
