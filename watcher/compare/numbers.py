"""Numbers as they are compared: whatever digits, signs and separators they are written with."""

from __future__ import annotations

import re
import unicodedata
from itertools import takewhile

from watcher.compare.tokens import CURRENCIES

_SIGNS = str.maketrans("−–﹣－±萬億兩％٪", "----±万亿两%%")
_CURRENCY = re.compile(rf"([{CURRENCIES}])(.+)")
_ABBREVIATED = re.compile(rf"(.*\d)(m|mn|bn|tn|trn)([{CURRENCIES}])")
_MAGNITUDES = {"m": "1e6", "mn": "1e6", "bn": "1e9", "tn": "1e12", "trn": "1e12"}
_COUNTING = re.compile("[〇零一二两三四五六七八九十百千]+")
_DIGITS = dict(zip("〇零一二两三四五六七八九", "001223456789", strict=True))
_TENS = {"十": 10, "百": 100, "千": 1000}
_MOST = 20  # signs of a number
_PERCENT = "百分之"


def number_value(word: str, group: str = "") -> str:
    """A number as it is compared: ASCII digits, one minus sign, a currency at its end, no thousands separators (`group`
    where that is known), no spaces."""
    text = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in word.translate(_SIGNS)).casefold()
    text = _CURRENCY.sub(r"\2\1", re.sub(r"\s|(?<=\d)['’](?=\d{3})", "", text))
    separator = group or ("," if text.count(",") > 1 else "." if text.count(".") > 1 else "")
    grouped = separator and re.fullmatch(rf"(\D*)(\d{{1,3}}(?:{re.escape(separator)}\d{{3}})+)(?!\d)(.*)", text)
    if grouped:
        text = f"{grouped[1]}{grouped[2].replace(separator, '')}{grouped[3]}"
    short = _ABBREVIATED.fullmatch(text)
    return f"{short[1]}{short[3]} {_MAGNITUDES[short[2]]}" if short else text


def counted(text: str) -> str:
    """A text with its numbers in Chinese characters in digits ("五月" is "5月", "百分之五" is "5%"); ten thousands and
    more stay words."""
    if text.startswith(_PERCENT):
        return f"{counted(text.removeprefix(_PERCENT))}%"
    return _COUNTING.sub(lambda found: _arabic(found[0]), text.translate(_SIGNS))


def _arabic(text: str) -> str:
    """A number below ten thousand in digits; figures that stand side by side as they stand ("二〇一九"), and what is
    longer than any number."""
    if not any(sign in _TENS for sign in text):
        return "".join(_DIGITS[sign] for sign in text)
    if len(text) > _MOST:
        return text
    total, last, rest = 0, 1, text
    while rest:
        figures = "".join(takewhile(_DIGITS.__contains__, rest))
        sign = rest[len(figures) : len(figures) + 1]
        # "二百五" is short for "二百五十".
        times = _TENS[sign] if sign else last // 10 if last > 10 and len(figures) == 1 else 1
        total += int("".join(map(_DIGITS.__getitem__, figures)) or "1") * times
        last, rest = times, rest[len(figures) + 1 :]
    return str(total)
