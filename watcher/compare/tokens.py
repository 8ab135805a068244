"""A text in pieces that an edit never cuts: words, numbers with their units, single characters of unspaced scripts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate, compress
from operator import not_

import regex

# Scripts written without spaces, and Korean: each character (grapheme cluster) stands for itself.
SINGLE = (
    r"\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u303b"
    r"\u3040-\u30ff\u3100-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uff9f"
    r"\U00020000-\U0003ffff"
)
# An equal stretch of so few characters between two changes only tears apart what reads as one change.
_TINY_SPACED = 3
_TINY_SINGLE = 1
_FIRST_SINGLE = "\u0e00"
MAGNITUDES = "万萬亿億兆千百만억조천백"
# Characters of which each is a whole grapheme cluster wherever it stands: the quick pattern serves nearly all news.
_PLAIN = (
    r"\t\n\x20-\u02ff\u0370-\u0482\u048a-\u058f\u1e00-\u200b\u2010-\u2029\u202f-\u2064\u2070-\u209c\u20a0-\u20bf"
    r"\u2116\u2122\u2190-\u21ff\u2212\u2248\u2260\u2264\u2265\u25a0-\u25ff\u3000-\u3029\u3030-\u303d\u3041-\u3096"
    r"\u309b-\u30ff\u3105-\u312f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff01-\uff9d\uffe0-\uffe6"
)
_UNUSUAL = re.compile(f"[^{_PLAIN}]")
_UNITS = (
    "km/h|km²|km2|km|kg|cm|mm|m²|m³|mg|ml|GWh|MWh|kWh|TWh|GW|MW|kW|GHz|MHz|Hz|TB|GB|MB|kB|KB|mph|ha"
    "|°C|°F|°|℃|℉|%|％|‰|€|£|₽|₺|₴|₹|₩|zł|Kč"
)


def _pattern(letter: str, word: str, tail: str, space: str, other: str) -> str:
    number = (
        rf"(?=[\d+\-−–±$€£¥￥₹₽₩₺₴])(?:(?<!{word})(?<![)\]%])[+\-−–±])?(?:[$€£¥￥₹₽₩₺₴]\s?)?"
        r"(?:\d{4}-\d\d-\d\d(?!\d)|\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,:/'’٫٬]\d+)*)"
        rf"(?:[ \u00a0\u202f]?(?:{_UNITS})(?!{word})|\s?[{MAGNITUDES}]+|{word}*){tail}"
    )
    text = rf"{letter}(?:(?:\.{letter}(?!{word}))++|{word}*+(?:['’ʼ]{word}++|(?<=\d)[.,]\d++)*+){tail}"
    return f"{space}|{text}|{number}|{other}"


_QUICK = re.compile(_pattern(rf"[^\W\d{SINGLE}]", rf"[^\W{SINGLE}]", "", r" |\s+", "(?s:.)"))
_JOINED = r"[\p{M}\p{GCB=EX}\p{GCB=SM}\u200d]"
_EXACT = regex.compile(
    "(?V1)"
    + _pattern(
        rf"[\w--[\d{SINGLE}]]",
        rf"[\w\p{{M}}\u200c\u200d--[{SINGLE}]]",
        rf"{_JOINED}*",
        rf"\s+(?!{_JOINED})",
        r"\X",
    )
)
_SINGLE_CHARACTER = re.compile(f"[{SINGLE}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """`words` are the pieces of `text` without the white space between them, `starts` where each begins. `singles`
    says whether any is a character of a script that is compared by characters."""

    text: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    singles: bool

    def end(self, index: int) -> int:
        """Where the piece ends; 0 for the one before the first."""
        return self.starts[index] + len(self.words[index]) if index >= 0 else 0

    def start(self, index: int) -> int:
        """Where the piece begins; the length of the text for the one after the last."""
        return self.starts[index] if index < len(self.starts) else len(self.text)


def tokens(text: str) -> Tokens:
    """The pieces of `text`, in order. No piece ends inside a grapheme cluster."""
    pieces = pieces_of(text)
    starts = accumulate(map(len, pieces), initial=0)
    kept = list(map(not_, map(str.isspace, pieces)))
    words, begins = tuple(compress(pieces, kept)), tuple(compress(starts, kept))
    singles = not text.isascii() and _SINGLE_CHARACTER.search(text) is not None
    return Tokens(text=text, words=words, starts=begins, singles=singles)


def pieces_of(text: str) -> list[str]:
    """`text` cut into words, numbers, characters and runs of white space; joined they give the text."""
    found: list[str] = (_EXACT if _UNUSUAL.search(text) else _QUICK).findall(text)
    return found


def is_single(word: str) -> bool:
    """Whether the piece is a character of a script that is compared by characters."""
    return word >= _FIRST_SINGLE and _SINGLE_CHARACTER.match(word) is not None


def is_worded(text: str) -> bool:
    """Whether it holds a letter or a digit."""
    return text.isalnum() or any(map(str.isalnum, text))


def is_tiny(text: str) -> bool:
    """Whether an equal stretch is too small to stand between two changes."""
    core = text.strip()
    return len(core) <= (_TINY_SINGLE if is_single(core) else _TINY_SPACED) or not is_worded(core)
