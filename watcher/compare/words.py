"""Which words of a text were changed: the places where two texts differ, as few and as whole as they can be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import Indel

from watcher.compare.tokens import Tokens, is_tiny, is_worded, tokens

# One comparison of n with m pieces costs n·m/64 steps; what is dearer is compared by sentences first.
_MOST_CELLS = 100_000_000
_SENTENCE_END = re.compile(r"[.!?。！？…؟।\n]")
_MOST_SLIDE = 200
# Equal words are shown as such unless the changes on both sides are so many times longer.
_BARELY = 20


class Run(NamedTuple):
    """`size` equal pieces, from piece `old` of the text before and piece `new` of the text after."""

    old: int
    new: int
    size: int


class Hunk(NamedTuple):
    """A changed place: the pieces old[0]:old[1] of the text before became new[0]:new[1] of the text after."""

    old: tuple[int, int]
    new: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Two texts and the places where their words differ, in order; no hunks where only white space differs."""

    before: Tokens
    after: Tokens
    hunks: tuple[Hunk, ...]


def reworded(before: str, after: str) -> Wording:
    """Where the words of `after` differ from those of `before`."""
    old, new = tokens(before), tokens(after)
    runs = _without_islands(_runs(old.words, new.words), old, new)
    return Wording(before=old, after=new, hunks=tuple(_slid(_hunks(runs, old, new), old.words, new.words)))


def _runs(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """The longest common subsequence as runs, in order; near to it where the texts are huge."""
    if len(old) * len(new) <= _MOST_CELLS:
        return _by_words(old, new)
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    middle = _by_sentences(old[head : len(old) - tail], new[head : len(new) - tail])
    runs = [Run(0, 0, head), *(Run(r.old + head, r.new + head, r.size) for r in middle)]
    return _merged([*runs, Run(len(old) - tail, len(new) - tail, tail)])


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    return next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))


def _by_words(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """Runs of equal pieces. rapidfuzz compares hashes of the pieces, so that each run is looked at again."""
    found = (
        Run(op.src_start, op.dest_start, op.src_end - op.src_start)
        for op in Indel.opcodes(old, new)
        if op.tag == "equal"
    )
    return [r for r in found if old[r.old : r.old + r.size] == new[r.new : r.new + r.size]]


def _by_sentences(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """Equal sentences, and equal words in the sentences between them as far as those can be afforded."""
    cuts_old, cuts_new = _sentences(old), _sentences(new)
    whole_old = [" ".join(old[a:b]) for a, b in pairwise(cuts_old)]
    whole_new = [" ".join(new[a:b]) for a, b in pairwise(cuts_new)]
    if len(whole_old) * len(whole_new) > _MOST_CELLS:
        return []
    found: list[Run] = []
    at_old = at_new = 0
    for run in [*_by_words(whole_old, whole_new), Run(len(whole_old), len(whole_new), 0)]:
        start_old, start_new = cuts_old[run.old], cuts_new[run.new]
        between_old, between_new = old[at_old:start_old], new[at_new:start_new]
        if len(between_old) * len(between_new) <= _MOST_CELLS:
            inner = _by_words(between_old, between_new)
            found += [Run(r.old + at_old, r.new + at_new, r.size) for r in inner]
        at_old, at_new = cuts_old[run.old + run.size], cuts_new[run.new + run.size]
        found.append(Run(start_old, start_new, at_old - start_old))
    return found


def _sentences(words: Sequence[str]) -> list[int]:
    """Where sentences begin, and the end."""
    ends = [i + 1 for i, word in enumerate(words) if _SENTENCE_END.fullmatch(word)]
    return [0, *(e for e in ends if e < len(words)), len(words)]


def _merged(runs: list[Run]) -> list[Run]:
    """Runs without the empty ones; those that touch on both sides become one."""
    merged: list[Run] = []
    for run in runs:
        if not run.size:
            continue
        last = merged[-1] if merged else None
        if last and (last.old + last.size, last.new + last.size) == (run.old, run.new):
            merged[-1] = Run(last.old, last.new, last.size + run.size)
        else:
            merged.append(run)
    return merged


def _without_islands(runs: list[Run], old: Tokens, new: Tokens) -> list[Run]:
    """Runs without those that lie between two changes and are too small to be worth the interruption."""
    kept: list[Run] = []
    for run, following in pairwise([*runs, Run(len(old.words), len(new.words), 0)]):
        last = kept[-1] if kept else Run(0, 0, 0)
        changed = _changed(last, run, old, new), _changed(run, following, old, new)
        if not all(changed) or not _is_tiny(old.words[run.old : run.old + run.size], sum(changed)):
            kept.append(run)
    return kept


def _changed(left: Run, right: Run, old: Tokens, new: Tokens) -> int:
    """Characters, removed and added, between two runs; 0 where they touch on both sides."""
    end_old, end_new = left.old + left.size, left.new + left.size
    gone = old.start(right.old) - old.start(end_old) if right.old > end_old else 0
    come = new.start(right.new) - new.start(end_new) if right.new > end_new else 0
    return gone + come


def _is_tiny(words: Sequence[str], changed: int) -> bool:
    size = sum(map(len, words))
    return size * _BARELY <= changed or is_tiny("".join(words))


def _hunks(runs: list[Run], old: Tokens, new: Tokens) -> Iterator[Hunk]:
    """What lies between the runs."""
    at_old = at_new = 0
    for run in [*runs, Run(len(old.words), len(new.words), 0)]:
        if (at_old, at_new) != (run.old, run.new):
            yield Hunk((at_old, run.old), (at_new, run.new))
        at_old, at_new = run.old + run.size, run.new + run.size


def _slid(hunks: Iterator[Hunk], old: Sequence[str], new: Sequence[str]) -> Iterator[Hunk]:
    """The same insertions and removals where they read best: "a. (b. )c" rather than "a(. b). c"."""
    free: int | None = None
    for hunk in hunks:
        room = hunk.new[0] if free is None else (hunk.new[0] - free) // 2
        at = hunk
        if hunk.old[0] == hunk.old[1]:
            at = _shifted(hunk, _best_shift(new, *hunk.new, room=room))
        elif hunk.new[0] == hunk.new[1]:
            at = _shifted(hunk, _best_shift(old, *hunk.old, room=room))
        free = at.new[1]
        yield at


def _shifted(hunk: Hunk, by: int) -> Hunk:
    return Hunk((hunk.old[0] - by, hunk.old[1] - by), (hunk.new[0] - by, hunk.new[1] - by))


def _best_shift(words: Sequence[str], start: int, end: int, *, room: int) -> int:
    """How many pieces further to the left the stretch words[start:end] reads best, saying the same."""
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
