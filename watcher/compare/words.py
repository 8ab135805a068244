"""What became of the words inside one text: equal, removed and added pieces, fit to be read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Indel

from watcher.compare.tokens import Tokens, is_single, tokens
from watcher.model import Span

# One comparison of n with m pieces costs n·m/64 steps; what is dearer is compared by sentences first.
_MOST_CELLS = 100_000_000
_SENTENCE_END = re.compile(r"[.!?。！？…؟।\n]")
_MOST_SLIDE = 200
# An equal stretch of that many characters between two changes only tears apart what reads as one change.
_TINY_SPACED = 3
_TINY_SINGLE = 1


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

    def spans(self) -> tuple[Span, ...]:
        """Joined without "+" they give the text before, without "-" the text after. () where both are empty."""
        return tuple(_joined(_spans(self)))


def reworded(before: str, after: str) -> Wording:
    """Where the words of `after` differ from those of `before`."""
    old, new = tokens(before), tokens(after)
    runs = _without_islands(_runs(old.words, new.words), old, new)
    return Wording(before=old, after=new, hunks=tuple(_slid(_hunks(runs, old, new), old.words, new.words)))


def _runs(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """The longest common subsequence as runs, in order; near to it where the texts are huge."""
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    middle_old, middle_new = old[head : len(old) - tail], new[head : len(new) - tail]
    if len(middle_old) * len(middle_new) <= _MOST_CELLS:
        found = _by_words(middle_old, middle_new)
    else:
        found = _by_sentences(middle_old, middle_new)
    runs = [Run(0, 0, head)]
    runs += [Run(r.old + head, r.new + head, r.size) for r in found]
    runs.append(Run(len(old) - tail, len(new) - tail, tail))
    return _merged(runs)


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
    for index, run in enumerate(runs):
        last = kept[-1] if kept else Run(0, 0, 0)
        opens = (run.old, run.new) == (last.old + last.size, last.new + last.size)
        closes = (run.old + run.size, run.new + run.size) == (len(old.words), len(new.words))
        if opens or closes:
            kept.append(run)
            continue
        following = runs[index + 1] if index + 1 < len(runs) else Run(len(old.words), len(new.words), 0)
        changed = _changed(last, run, old, new) + _changed(run, following, old, new)
        if not _is_tiny(old.words[run.old : run.old + run.size], changed):
            kept.append(run)
    return kept


def _changed(left: Run, right: Run, old: Tokens, new: Tokens) -> int:
    """Characters, removed and added, between two runs."""
    gone = max(0, old.start(right.old) - old.end(left.old + left.size - 1))
    come = max(0, new.start(right.new) - new.end(left.new + left.size - 1))
    return gone + come


def _is_tiny(words: Sequence[str], changed: int) -> bool:
    if not any(map(_is_worded, words)):
        return True
    size = sum(map(len, words))
    return size <= (_TINY_SINGLE if is_single(words[0]) else _TINY_SPACED) or size * 20 <= changed


def _is_worded(word: str) -> bool:
    return any(map(str.isalnum, word))


def _hunks(runs: list[Run], old: Tokens, new: Tokens) -> Iterator[Hunk]:
    """What lies between the runs."""
    at_old = at_new = 0
    for run in [*runs, Run(len(old.words), len(new.words), 0)]:
        if (at_old, at_new) != (run.old, run.new):
            yield Hunk(old=(at_old, run.old), new=(at_new, run.new))
        at_old, at_new = run.old + run.size, run.new + run.size


def _slid(hunks: Iterator[Hunk], old: Sequence[str], new: Sequence[str]) -> Iterator[Hunk]:
    """The same insertions and removals where they read best: "a. (b. )c" rather than "a(. b). c"."""
    free = 0
    for hunk in hunks:
        run = hunk.new[0] - free
        room = run // 2 if free else run
        at = hunk
        if hunk.old[0] == hunk.old[1]:
            at = _shifted(hunk, _best_shift(new, *hunk.new, room=room))
        elif hunk.new[0] == hunk.new[1]:
            at = _shifted(hunk, _best_shift(old, *hunk.old, room=room))
        free = at.new[1]
        yield at


def _shifted(hunk: Hunk, by: int) -> Hunk:
    return Hunk(old=(hunk.old[0] - by, hunk.old[1] - by), new=(hunk.new[0] - by, hunk.new[1] - by))


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
    return begins + (2 if _SENTENCE_END.match(words[end - 1]) else not _is_worded(words[end - 1]))


def _spans(wording: Wording) -> Iterator[Span]:
    before, after = wording.before, wording.after
    last = Hunk((len(before.words),) * 2, (len(after.words),) * 2)
    at = Hunk((0, 0), (0, 0))
    for hunk in (*wording.hunks, last):
        yield from _equal(before, after, at, hunk)
        if hunk is not last:
            yield from _difference(_gap(before, *hunk.old), _gap(after, *hunk.new))
        at = hunk


def _equal(before: Tokens, after: Tokens, left: Hunk, right: Hunk) -> Iterator[Span]:
    """The text of the equal pieces between two places, cut up only where the white space between them differs. What
    stands at the ends of both texts belongs to it."""
    old, new, size = left.old[1], left.new[1], right.old[0] - left.old[1]
    begin_old, begin_new = before.start(old) if left.old[1] else 0, 0
    raise NotImplementedError


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Without empty pieces, "-" before "+"; what is equal but tiny and lies between two changes belongs to them."""
    opened = gone = come = equal = ""
    for op, text in spans:
        if op == "=" or not text:
            equal += text
            continue
        if (gone or come) and _is_island(equal):
            gone, come = gone + equal, come + equal
        else:
            yield from _written(opened, gone, come)
            opened, gone, come = equal, "", ""
        gone, come, equal = gone + text * (op == "-"), come + text * (op == "+"), ""
    yield from _written(opened, gone, come)
    yield from _written(equal, "", "")


def _written(equal: str, gone: str, come: str) -> Iterator[Span]:
    parts: tuple[Span, ...] = (("=", equal), ("-", gone), ("+", come))
    return (span for span in parts if span[1])


def _is_island(text: str) -> bool:
    """Whether an equal stretch between two changes only tears apart what reads as one."""
    core = text.strip()
    return not _is_worded(core) or len(core) <= (_TINY_SINGLE if is_single(core) else _TINY_SPACED)
