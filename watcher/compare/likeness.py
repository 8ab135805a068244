"""How alike two texts are, and which of many could be one another."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import chain, compress
from operator import add

from rapidfuzz.distance import Indel, LCSseq

from watcher.compare.tokens import SINGLE

_SINGLES = re.compile(f"[{SINGLE}]+")
# Up to here every text is held against every other; beyond, only against those that share rare words with it.
_MOST_PAIRS = 400
_RARE = 16
_CANDIDATES = 3
_FEW_WORDS = 4
_MOST_CELLS = 25_000_000
# A text is compared by characters where one in so many is of a script without spaces.
_MOSTLY = 5
# Of every byte, the last of a character, whether its pair is a mark: three in four are not.
_FOURTH = bytes(not byte & 3 for byte in range(256))


@dataclass(frozen=True, slots=True)
class Sketch:
    """A text as it is held against others: its words, or its characters in unspaced scripts (then `words` is
    `letters`, the text without white space)."""

    words: Sequence[str]
    letters: str


def sketch(text: str) -> Sketch:
    """The sketch of `text`; words keep the punctuation they stand next to."""
    words = text.split()
    letters = "".join(words)
    if not letters.isascii() and (len(letters) - len(_SINGLES.sub("", letters))) * _MOSTLY >= len(letters):
        return Sketch(words=letters, letters=letters)
    return Sketch(words=words, letters=letters)


def joined(sketches: Sequence[Sketch]) -> Sketch:
    """Several texts as one."""
    letters = "".join(one.letters for one in sketches)
    if all(one.words is one.letters for one in sketches):
        return Sketch(words=letters, letters=letters)
    return Sketch(words=[word for one in sketches for word in one.words], letters=letters)


def likeness(a: Sketch, b: Sketch, at_least: float = 0.0) -> float:
    """The share of words that stand in both in the same order, 0.0 to 1.0; 0.0 where it is below `at_least`.

    Texts of few words are compared by letters, as one word is half of them.
    """
    few = len(a.words) < _FEW_WORDS or len(b.words) < _FEW_WORDS
    first, second = (a.letters, b.letters) if few else _comparable(a, b)
    if len(first) * len(second) > _MOST_CELLS:
        score = 2 * _in_common(first, second) / (len(first) + len(second))
        return score if score >= at_least else 0.0
    return Indel.normalized_similarity(first, second, score_cutoff=at_least)


def overlap(a: Sketch, b: Sketch) -> int:
    """How many words of one stand in the other, in the same order."""
    first, second = _comparable(a, b)
    return _in_common(first, second) if len(first) * len(second) > _MOST_CELLS else LCSseq.similarity(first, second)


def _in_common(first: Sequence[str], second: Sequence[str]) -> int:
    """How many words of one stand in the other in any order: what can be afforded for huge texts."""
    return (Counter(first) & Counter(second)).total()


def _comparable(a: Sketch, b: Sketch) -> tuple[Sequence[str], Sequence[str]]:
    """The words of both, or the letters of both where those of one are its words."""
    if (a.words is a.letters) == (b.words is b.letters):
        return a.words, b.words
    return a.letters, b.letters


def candidates(old: Sequence[Sketch], new: Sequence[Sketch]) -> Iterator[tuple[int, int]]:
    """Positions of texts that could be alike: all pairs of a few, the most promising of many."""
    if len(old) * len(new) <= _MOST_PAIRS:
        return ((i, j) for i in range(len(old)) for j in range(len(new)))
    return _promising(old, new)


def _promising(old: Sequence[Sketch], new: Sequence[Sketch]) -> Iterator[tuple[int, int]]:
    where: defaultdict[str, list[int]] = defaultdict(list)
    for i, known in enumerate(old):
        for mark in _marks(known):
            where[mark].append(i)
    rare = {mark: positions for mark, positions in where.items() if len(positions) <= _RARE}
    for j, text in enumerate(new):
        shared = Counter(chain.from_iterable(rare[mark] for mark in _marks(text) if mark in rare))
        near = min(len(old) - 1, j * len(old) // len(new))
        best = nsmallest(_CANDIDATES, shared.items(), key=lambda found: (-found[1], found[0]))
        for i in dict.fromkeys((near, *(i for i, _ in best))):
            yield i, j


def _marks(text: Sketch) -> set[str]:
    """The words of a text, or a fourth of its pairs of characters where words are characters."""
    if text.words is text.letters:
        pairs = map(add, text.letters, text.letters[1:])
        chosen = text.letters.encode("utf-32-le", "surrogatepass")[::4].translate(_FOURTH)
        return set(compress(pairs, chosen))
    return set(text.words)
