"""A text in pieces that an edit never cuts: words, numbers with their units, single characters of unspaced scripts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, chain, compress
from typing import cast

import regex

# Scripts written without spaces, and Korean: each character (grapheme cluster) stands for itself.
SINGLE = (
    r"\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u303b"
    r"\u3040-\u30ff\u3100-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uff9f"
    r"\U00020000-\U0003ffff"
)
# An equal stretch of so few characters between two changes only tears apart what reads as one change.
MOST_TINY = 3
_TINY_SINGLE = 1
_FIRST_SINGLE = "\u0e00"
_FIRST_HAN, _BEHIND_HAN = "\u4e00", "\ua000"
_SPACED_SCRIPTS = (*range(0x3400), *range(0xFF00, 0x10000))
MAGNITUDES = "万萬亿億兆千百만억조천백"
CURRENCIES = "$¢£¥֏৳฿៛₠-₿￡￥＄"  # for a set
# Characters of which each is a whole grapheme cluster wherever it stands: the quick pattern serves nearly all news.
_PLAIN = (
    r"\t\n\x20-\u02ff\u0370-\u0482\u048a-\u058f\u05d0-\u05ea\u060c\u061b\u061f\u0621-\u064a\u0660-\u0669\u0671-\u06d3\u1e00-\u200b\u2010-\u2029\u202f-\u2064\u2070-\u209c\u20a0-\u20bf"
    r"\u2116\u2122\u2190-\u21ff\u2212\u2248\u2260\u2264\u2265\u25a0-\u25ff\u3000-\u3029\u3030-\u303d\u3041-\u3096"
    r"\u309b-\u30ff\u3105-\u312f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff01-\uff9d\uffe0-\uffe6"
)
_UNUSUAL = re.compile(f"[^{_PLAIN}]")
_UNITS = (
    "㎞|㎏|㎡|㎝|㎜|km/h|km²|km2|km|kg|cm|mm|m²|m³|mg|ml|GWh|MWh|kWh|TWh|GW|MW|kW|GHz|MHz|Hz|TB|GB|MB|kB|KB|mph|ha"
    "|°C|°F|°|℃|℉|%|％|‰|€|£|₽|₺|₴|₹|₩|zł|Kč"
)


def _pattern(letter: str, word: str, tail: str, other: str) -> str:
    number = (
        rf"(?=[\d+\-−–±{CURRENCIES}])(?:(?<!{word})(?<![)\]%])[+\-−–±])?(?:[{CURRENCIES}]\s?)?"
        r"(?:\d{4}-\d\d-\d\d(?!\d)|\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,:/'’٫٬．：]\d+)*)"
        rf"(?:[ \u00a0\u202f]?(?:{_UNITS})(?!{word})|\s?[{MAGNITUDES}]+(?:\d++[{MAGNITUDES}]*+)*+|{word}*){tail}"
    )
    text = rf"{letter}(?:(?:\.{letter}(?!{word}))++|{word}*+(?:['’ʼ]{word}++|(?<=\d)[.,]\d++)*+){tail}"
    return f"(?:{text}|{number}|{other})"


def _plain_set(wanted: str) -> str:
    """Those of the `wanted` characters that are plain, as ranges: quicker to look up than a set that names classes."""
    runs = re.findall(f"(?:(?=[{_PLAIN}]){wanted})+", "".join(map(chr, _SPACED_SCRIPTS)))
    return f"[{''.join(f'{run[0]}-{run[-1]}' for run in runs)}]"


# Characters that are a piece each are found as a run, with the marks that begin no longer one; from hiragana to hangul
# there are no other letters.
_OF_RUN = r"\u3041-\u3096\u30a1-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
_IN_RUN = f"[{_OF_RUN}，。、：；？！（）《》「」“”…]"
_RUN = re.compile(f"{_IN_RUN}++")
_FIRST_OF_RUN, _BEHIND_RUN = "\u3041", "\ud7a4"
# A space inside a piece: "10 000", "5 %", "$ 5".
_INNER_SPACE = re.compile(rf" (?<=[\d{CURRENCIES}] )(?:[\d{MAGNITUDES}]|{_UNITS})")
_MOST_REMEMBERED = 20_000
_LONGEST_REMEMBERED = 50
_JOINED = r"[\p{M}\p{GCB=EX}\p{GCB=SM}\u200d]"
_SPACE = rf"[\s\x1c-\x1f]+(?!{_JOINED})"
# In Thai and Lao some vowels stand before the letter behind which they are spoken.
_LEADING = r"(?:[\u0e40-\u0e44](?=[\u0e01-\u0e2e])|[\u0ec0-\u0ec4](?=[\u0e81-\u0eae]))"
_LETTER, _IN_WORD = rf"[\w--[\d{SINGLE}]]", rf"[\w\p{{M}}\u200c\u200d--[{SINGLE}]]"
_PIECE = _pattern(_LETTER, _IN_WORD, f"{_JOINED}*", rf"(?!{_SPACE}){_LEADING}?\X")
_SINGLE_CHARACTER = re.compile(f"[{SINGLE}]")


@cache
def _quick() -> re.Pattern[str]:
    """For plain texts. Made when it is needed, as the other: together they take 60 ms."""
    piece = _pattern(_plain_set(rf"[^\W\d{SINGLE}]"), _plain_set(rf"[^\W{SINGLE}]"), "", "(?s:.)")
    return re.compile(rf"(?:[{_OF_RUN}]{_IN_RUN}*+|{piece})\s*")


@cache
def _exact() -> regex.Pattern[str]:
    return regex.compile(f"(?V1)({_PIECE}?)((?:{_SPACE})?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """`words` are the pieces of `text` without the white space between them, `starts` where each begins, and behind
    the last the length of the text. `singles` says whether any is a character of a script that is compared by
    characters."""

    text: str
    words: Sequence[str]
    starts: Sequence[int]
    singles: bool

    @property
    def is_run(self) -> bool:
        """Whether each character is a piece, of a script that is compared by characters or a mark beside such; then
        `words` is the text."""
        return self.words is self.text

    def end(self, index: int) -> int:
        """Where the piece ends; 0 for the one before the first."""
        return self.starts[index] + len(self.words[index]) if index >= 0 else 0

    def part(self, first: int, behind: int) -> Tokens:
        """The pieces from one to another, as they are."""
        begin, text = self.starts[first], self.text[self.starts[first] : self.starts[behind]]
        words = text if self.is_run else self.words[first:behind]
        starts = [at - begin for at in self.starts[first : behind + 1]]
        return Tokens(text=text, words=words, starts=starts, singles=self.singles)


def tokens(text: str) -> Tokens:
    """The pieces of `text`, in order. No piece ends inside a grapheme cluster."""
    singles = not text.isascii() and _SINGLE_CHARACTER.search(text) is not None
    if singles and _RUN.fullmatch(text):
        return Tokens(text=text, words=text, starts=range(len(text) + 1), singles=True)
    words, starts = _cut(text, singles=singles)
    return Tokens(text=text, words=tuple(words), starts=tuple(starts), singles=singles)


def _cut(text: str, *, singles: bool) -> tuple[Sequence[str], Sequence[int]]:
    """Words, numbers and characters, where each begins, and where the last ends."""
    even = _is_evenly_spaced(text)
    if not (even and text.isascii()) and _UNUSUAL.search(text):
        found: list[tuple[str, str]] = _exact().findall(text)
        words = ["" if word.isspace() else word for word, _ in found]
        return _placed(words, (len(word) + len(space) for word, space in found))
    if singles:
        return _cut_runs(text)
    if even and not _INNER_SPACE.search(text):
        return _cut_words(text)
    pieces: list[str] = _quick().findall(text)
    return _placed([*map(str.rstrip, pieces)], map(len, pieces))


def _placed(words: list[str], sizes: Iterable[int]) -> tuple[list[str], list[int]]:
    """The words without the empty ones, which are white space alone. `sizes` are with the white space behind them."""
    starts = [*accumulate(sizes, initial=0)]
    if "" not in words:
        return words, starts
    return [*filter(None, words)], [*compress(starts, words), starts[-1]]


def _cut_runs(text: str) -> tuple[list[str], list[int]]:
    """The same where many pieces are single characters."""
    words: list[str] = []
    starts: list[int] = []
    at = 0
    for piece in _quick().findall(text):
        word = piece.rstrip()
        if len(word) > 1 and _FIRST_OF_RUN <= word < _BEHIND_RUN:
            words += word
            starts += range(at, at + len(word))
        elif word:
            words.append(word)
            starts.append(at)
        at += len(piece)
    starts.append(at)
    return words, starts


def _is_evenly_spaced(text: str) -> bool:
    """Whether there is no white space in it but single spaces between words."""
    return text.isprintable() and "  " not in text and text.strip() == text != ""


def _cut_words(text: str) -> tuple[Sequence[str], Sequence[int]]:
    """The same where every piece ends before the next space."""
    told = (*chain.from_iterable(map(_PIECES.__getitem__, text.split(" "))),)
    words, sizes = cast("tuple[str, ...]", told[::2]), cast("tuple[int, ...]", told[1:-1:2])
    return words, (*accumulate(sizes, initial=0), len(text))


class _Pieces(dict[str, tuple[str | int, ...]]):
    """The pieces of a word between spaces, each followed by its length with the space behind it, remembered: few words
    make up most of all texts."""

    def __missing__(self, word: str) -> tuple[str | int, ...]:
        pieces: list[str] = _quick().findall(f"{word} ")
        told: tuple[str | int, ...] = tuple(part for piece in pieces for part in (piece.rstrip(), len(piece)))
        if len(word) <= _LONGEST_REMEMBERED:
            if len(self) >= _MOST_REMEMBERED:
                self.clear()
            self[word] = told
        return told


_PIECES = _Pieces()


def is_single(word: str) -> bool:
    """Whether the piece is a character of a script that is compared by characters."""
    if _FIRST_HAN <= word < _BEHIND_HAN:
        return True
    return word >= _FIRST_SINGLE and _SINGLE_CHARACTER.match(word) is not None


def is_worded(text: str) -> bool:
    """Whether it holds a letter or a digit."""
    return text[:1].isalnum() or any(map(str.isalnum, text))


def is_tiny(text: str) -> bool:
    """Whether an equal stretch is too small to stand between two changes."""
    core = text.strip()
    if len(core) <= MOST_TINY and (len(core) <= _TINY_SINGLE or not is_single(core)):
        return True
    return not core[0].isalnum() and not is_worded(core)
