"""Which words of a text were changed: the places where two texts differ, as few and as whole as they can be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from rapidfuzz.distance import Indel

from watcher.compare.tokens import MOST_TINY, Tokens, is_single, is_tiny, is_worded, tokens

# One comparison of n with m pieces costs n·m/64 steps; what is dearer is compared by sentences first.
_MOST_CELLS = 100_000_000
_SENTENCE_END = re.compile(r"[.!?。！？…؟।\n]")
_MOST_SLIDE = 200
_PLACE_AND_SIZE = attrgetter("a", "b", "size")
# Equal words are shown as such unless the changes on both sides are so many times longer.
_BARELY = 20


# (old, new, size): so many equal pieces, from piece `old` of the text before and piece `new` of the text after.
Run = tuple[int, int, int]
# (a, b, c, d): a changed place, where the pieces a:b of the text before became c:d of the text after.
Hunk = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Two texts and the places where their words differ, in order; no hunks where only white space differs."""

    before: Tokens
    after: Tokens
    hunks: tuple[Hunk, ...]


def reworded(before: str, after: str) -> Wording:
    """Where the words of `after` differ from those of `before`."""
    old, new = tokens(before), tokens(after)
    first, second = (old.words, new.words) if old.is_run == new.is_run else (tuple(old.words), tuple(new.words))
    runs = _without_islands(_runs(first, second), old, new)
    return Wording(before=old, after=new, hunks=tuple(_hunks(runs, old.words, new.words)))


def _runs(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """The longest common subsequence as runs, in order; near to it where the texts are huge."""
    if len(old) * len(new) <= _MOST_CELLS:
        return _by_words(old, new)
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    middle = _by_sentences(old[head : len(old) - tail], new[head : len(new) - tail])
    runs = [(0, 0, head), *((i + head, j + head, size) for i, j, size in middle)]
    return _merged([*runs, (len(old) - tail, len(new) - tail, tail)])


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    return next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))


def _by_words(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """Runs of equal pieces. rapidfuzz compares hashes of words, so that each run of these is looked at again."""
    found = map(_PLACE_AND_SIZE, Indel.editops(old, new).as_matching_blocks())
    if isinstance(old, str):
        return [run for run in found if run[2]]
    return [
        (i, j, size)
        for i, j, size in found
        if size and (old[i] == new[j] if size == 1 else old[i : i + size] == new[j : j + size])
    ]


def _by_sentences(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """Equal sentences, and equal words in the sentences between them as far as those can be afforded."""
    cuts_old, cuts_new = _sentences(old), _sentences(new)
    whole_old = [" ".join(old[a:b]) for a, b in pairwise(cuts_old)]
    whole_new = [" ".join(new[a:b]) for a, b in pairwise(cuts_new)]
    if len(whole_old) * len(whole_new) > _MOST_CELLS:
        return []
    found: list[Run] = []
    at_old = at_new = 0
    for i, j, size in [*_by_words(whole_old, whole_new), (len(whole_old), len(whole_new), 0)]:
        start_old, start_new = cuts_old[i], cuts_new[j]
        between_old, between_new = old[at_old:start_old], new[at_new:start_new]
        if len(between_old) * len(between_new) <= _MOST_CELLS:
            inner = _by_words(between_old, between_new)
            found += [(a + at_old, b + at_new, length) for a, b, length in inner]
        at_old, at_new = cuts_old[i + size], cuts_new[j + size]
        found.append((start_old, start_new, at_old - start_old))
    return found


def _sentences(words: Sequence[str]) -> list[int]:
    """Where sentences begin, and the end."""
    ends = [i + 1 for i, word in enumerate(words) if _SENTENCE_END.fullmatch(word)]
    return [0, *(e for e in ends if e < len(words)), len(words)]


def _merged(runs: Sequence[Run]) -> list[Run]:
    """Runs without the empty ones; those that touch on both sides become one."""
    merged: list[Run] = []
    for old, new, size in runs:
        first_old, first_new, length = merged[-1] if merged else (-1, -1, 0)
        if size and (first_old + length, first_new + length) == (old, new):
            merged[-1] = (first_old, first_new, length + size)
        elif size:
            merged.append((old, new, size))
    return merged


def _without_islands(runs: Sequence[Run], old: Tokens, new: Tokens) -> list[Run]:
    """Runs without those that lie between two changes and are too small to be worth the interruption."""
    kept: list[Run] = []
    words, starts_old, starts_new = old.words, old.starts, new.starts
    end_old = end_new = 0  # of the run kept last
    for run, (next_old, next_new, _) in pairwise([*runs, (len(old.words), len(new.words), 0)]):
        at_old, at_new, size = run
        stop_old, stop_new = at_old + size, at_new + size
        if (at_old > end_old or at_new > end_new) and (next_old > stop_old or next_new > stop_new):
            if size == 1 == len(words[at_old]):
                continue
            before = starts_old[at_old] - starts_old[end_old] + starts_new[at_new] - starts_new[end_new]
            after = starts_old[next_old] - starts_old[stop_old] + starts_new[next_new] - starts_new[stop_new]
            if _is_tiny(words, at_old, stop_old, before + after):
                continue
        kept.append(run)
        end_old, end_new = stop_old, stop_new
    return kept


def _is_tiny(words: Sequence[str], start: int, end: int, changed: int) -> bool:
    """Whether equal pieces between two changes of so many characters are too small to stand alone."""
    first = words[start]
    size = end - start
    least = max(len(first), size)
    if (least > MOST_TINY or (size > 1 and is_single(first))) and least * _BARELY > changed and first.isalpha():
        return False
    together = "".join(words[start:end])
    return len(together) * _BARELY <= changed or is_tiny(together)


def _hunks(runs: Sequence[Run], old: Sequence[str], new: Sequence[str]) -> Iterator[Hunk]:
    """What lies between the runs; what only came or went where it reads best: "a. (b. )c" rather than "a(. b). c"."""
    at_old = at_new = 0
    free: int | None = None  # from where on the newer text is the same
    for next_old, next_new, size in [*runs, (len(old), len(new), 0)]:
        a, b, c, d = at_old, next_old, at_new, next_new
        if a == b or c == d:
            words, start, end = (new, c, d) if a == b else (old, a, b)
            back = _best_shift(words, start, end, room=c if free is None else (c - free) // 2)
            a, b, c, d = a - back, b - back, c - back, d - back
        if a != b or c != d:
            yield a, b, c, d
            free = d
        at_old, at_new = next_old + size, next_new + size


def _best_shift(words: Sequence[str], start: int, end: int, *, room: int) -> int:
    """How many pieces further to the left the stretch words[start:end] reads best, saying the same."""
    if start in (0, end) or words[start - 1] != words[end - 1]:
        return 0
    best, shift = _boundary(words, start, end), 0
    for back in range(1, min(start, room, _MOST_SLIDE) + 1):
        if words[start - back] != words[end - back]:
            break
        value = _boundary(words, start - back, end - back)
        if value > best:
            best, shift = value, back
    return shift


def _boundary(words: Sequence[str], start: int, end: int) -> int:
    """How well a stretch begins and ends where it does: 5 for whole sentences."""
    begins = 3 if start == 0 or _SENTENCE_END.match(words[start - 1]) else 0
    return begins + (2 if _SENTENCE_END.match(words[end - 1]) else not is_worded(words[end - 1]))
