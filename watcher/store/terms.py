"""Text as the search sees it: folded words, and pairs of characters where a script sets no spaces.

SQLite's own tokenizers find no Chinese word (unicode61), or none of two characters (trigram).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

# Han, Kana, Hangul, Thai, Lao, Myanmar, Khmer: written without spaces, or with endings that cling to a word.
_DENSE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3041-\u30ff\u3105-\u312f\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
# Accents, Arabic vowel signs and the stretching stroke, Hebrew points: many leave them out.
_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]+")
_TERM = re.compile(r'"([^"]*)"?|(\S+)')
_MOST_TERMS = 20


@cache
def _word() -> re.Pattern[str]:
    """A run of dense script, or a word. Built when it is first needed: that takes 10 ms, and few commands search."""
    return re.compile(rf"(?P<dense>[{_DENSE}]+)|(?:(?![{_DENSE}])[\w\u0900-\u0dff\u0f00-\u0fff])+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One thing that is searched for: words that stand beside each other; the last one may go on where it `begins` a
    word. `text` is how it was written, folded."""

    words: tuple[str, ...]
    begins: bool
    text: str


def folded(text: str) -> str:
    """`text` without the differences that a search passes over: case, accents, full and half width."""
    if text.isascii():
        return text.lower()
    bare = _MARKS.sub("", unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold()))
    return unicodedata.normalize("NFC", bare)


def indexed(text: str) -> str:
    """The words of `text` as they are indexed, apart by spaces: 中国人 gives "中国 国人 人"."""
    return " ".join(_words(folded(text), to_find=False))


def terms(text: str) -> tuple[Term, ...]:
    """What is searched for where somebody writes `text`: a term for each word, and for each phrase in quotation marks;
    () where there is no word in it."""
    found = []
    for written in list(_TERM.finditer(text.translate(_QUOTES)))[:_MOST_TERMS]:
        plain = folded(written[1] if written[1] is not None else written[2])
        if words := tuple(_words(plain, to_find=True)):
            found.append(Term(words=words, begins=written[1] is None or len(words[-1]) == 1, text=plain.strip()))
    return tuple(found)


_QUOTES = {ord(sign): '"' for sign in "“”„«»「」『』"}


def _words(text: str, *, to_find: bool) -> Iterator[str]:
    for word in _word().finditer(text):
        dense = word["dense"]
        if dense is None:
            yield word[0]
            continue
        yield from (dense[i : i + 2] for i in range(len(dense) - 1))
        # What is looked for may go on where its last character stands: there it is no word of its own.
        if not to_find or len(dense) == 1 or word.end() < len(text.rstrip()):
            yield dense[-1]


def query(wanted: Sequence[Term]) -> str:
    """The terms in the language of FTS5: all of them have to be there."""
    return " AND ".join(f'"{" ".join(term.words)}"' + " *" * term.begins for term in wanted)


def found_at(text: str, wanted: Sequence[Term]) -> list[tuple[int, int]]:
    """Where the terms stand in `text`, as they are written: beginnings and ends, in order and apart."""
    whole, origin = _laid_out(text)
    hits = (hit for term in wanted for hit in re.finditer(rf"{_edge(term.text)}{re.escape(term.text)}", whole))
    places = sorted((origin[hit.start()], origin[hit.end() - 1] + 1) for hit in hits if hit.end() > hit.start())
    apart: list[tuple[int, int]] = []
    for begin, end in places:
        if apart and begin < apart[-1][1]:
            apart[-1] = apart[-1][0], max(end, apart[-1][1])
        else:
            apart.append((begin, end))
    return apart


def _laid_out(text: str) -> tuple[str, Sequence[int]]:
    """`text` folded character by character, and where each of these comes from."""
    if text.isascii():
        return text.lower(), range(len(text))
    folds = [_folded(character) for character in text]
    return "".join(folds), [i for i, fold in enumerate(folds) for _ in fold]


_folded = lru_cache(maxsize=4096)(folded)


def _edge(text: str) -> str:
    """A term of an alphabet begins where a word does."""
    return "" if re.match(f"[{_DENSE}]", text) else r"(?<!\w)"
