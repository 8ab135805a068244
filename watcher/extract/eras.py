"""Dates of other calendars, the Persian one and East Asian eras, as days of ours."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip
_YEAR = r"(?<!\d)(1(?:3[5-9]|4[01])\d)"  # 1971 to 2040: Islamic years of our days are higher
_PERSIAN = re.compile(
    rf"{_YEAR}[/-](\d{{1,2}})[/-](\d{{1,2}})(?!\d)|(?<!\d)(\d{{1,2}})\s?({'|'.join(_MONTHS)})(?:\s?ماه)?\s?،?\s?{_YEAR}(?!\d)"
)
_ERA = re.compile(r"(令和|民國)\s?(\d{1,3}|元)(?=\s?年)")
_TAIWANS = re.compile(  # without the name of the era, of our days
    r"(?<!\d)(1[0-4]\d)(?=\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日)"
    r"|(?:(?<=[期間][:：])|(?<=[期間][:：]\s))(1[0-4]\d)(?=([-/.])\d{1,2}\3\d{1,2}(?!\d))"
)
_BEGAN = {"令和": 2018, "民國": 1911}
_YEARS, _BEFORE = 1595, 356_033  # years of cycles before the first, days of theirs before our first
_LONG = 6  # months of 31 days, before those of 30


def in_our_years(text: str) -> str:
    """A text with its dates of other calendars as "2026-11-12", or with the year alone as one of ours."""
    if "年" in text or "期" in text or "間" in text:
        text = _TAIWANS.sub(lambda found: str(_BEGAN["民國"] + int(found[1] or found[2])), _ERA.sub(_of_era, text))
    return _PERSIAN.sub(_of_persian, text) if "13" in text or "14" in text else text


def _of_era(found: re.Match[str]) -> str:
    return str(_BEGAN[found[1]] + (1 if found[2] == "元" else int(found[2])))


def _of_persian(found: re.Match[str]) -> str:
    year, month, day = (int(found[1]), int(found[2]), int(found[3])) if found[1] else _by_name(found)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return found[0]
    cycle = year + _YEARS
    days = 365 * cycle + cycle // 33 * 8 + (cycle % 33 + 3) // 4 - _BEFORE
    return f" {date.fromordinal(days + 30 * (month - 1) + min(month - 1, _LONG) + day)} "


def _by_name(found: re.Match[str]) -> tuple[int, int, int]:
    return int(found[6]), _MONTHS.index(found[5]) + 1, int(found[4])
