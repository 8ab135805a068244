"""How alike two texts are, and which of many could be one another."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel, LCSseq

from watcher.compare.tokens import SINGLE

_SINGLE = re.compile(f"[{SINGLE}]")
# Up to here every text is held against every other; beyond, only against those that share rare words with it.
_MOST_PAIRS = 400
_RARE = 16
_CANDIDATES = 4
_FEW_WORDS = 4


@dataclass(frozen=True, slots=True)
class Sketch:
    """A text as it is held against others: its words, or its characters in unspaced scripts; `letters` is the text."""

    words: tuple[str, ...]
    letters: str


def sketch(text: str) -> Sketch:
    """The sketch of `text`; words keep the punctuation they stand next to."""
    words = text.split()
    letters = "".join(words)
    if _SINGLE.search(letters):
        return Sketch(words=tuple(letters), letters=letters)
    return Sketch(words=tuple(words), letters=letters)


def likeness(a: Sketch, b: Sketch, at_least: float = 0.0) -> float:
    """The share of words that stand in both in the same order, 0.0 to 1.0; 0.0 where it is below `at_least`.

    Texts of few words are compared by letters, as one word is half of them.
    """
    if min(len(a.words), len(b.words)) < _FEW_WORDS:
        return Indel.normalized_similarity(a.letters, b.letters, score_cutoff=at_least)
    return Indel.normalized_similarity(a.words, b.words, score_cutoff=at_least)


def overlap(a: Sketch, b: Sketch) -> int:
    """How many words of one stand in the other, in the same order."""
    return LCSseq.similarity(a.words, b.words)


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
    for j, text in enumerate(new):
        shared: Counter[int] = Counter()
        for mark in _marks(text):
            if 0 < len(where.get(mark, ())) <= _RARE:
                shared.update(where[mark])
        near = min(len(old) - 1, j * len(old) // len(new))
        for i in sorted({near, *(i for i, _ in shared.most_common(_CANDIDATES))}):
            yield i, j


def _marks(text: Sketch) -> set[str]:
    """The words of a text, or its pairs of characters where words are characters."""
    if len(text.words) == len(text.letters):
        return set(map("".join, zip(text.words, text.words[1:], strict=False)))
    return set(text.words)
