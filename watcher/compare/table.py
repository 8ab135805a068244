"""The blocks of two articles, and what has been decided about them so far."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from watcher.assets import asset
from watcher.compare.likeness import Sketch, joined, sketch
from watcher.compare.shown import shown_by
from watcher.model import Block, Embed, Heading, Image, List, Notice, Paragraph, Table
from watcher.text import reader_text

# What a picture or an embed counts, in letters, when it is asked which blocks stayed and which moved.
_FIGURE_SIZE = 60


class Pair(NamedTuple):  # made in half the time of a frozen dataclass, one for each block
    """Blocks that are the same: one and one, or several on a side where a block was split or blocks were merged.
    Positions in the older and in the newer article, ascending. `equal` blocks read the same."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    equal: bool = False
    moved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """`pairs` in the order of the newer article; positions of `removed` and `added` blocks, ascending."""

    pairs: tuple[Pair, ...]
    removed: tuple[int, ...]
    added: tuple[int, ...]


def between(middle: Alignment, begin: int, end: int, old: int, new: int) -> Alignment:
    """The alignment of whole articles of `old` and `new` blocks, of which the first `begin` and the last `end` are the
    same, by that of what stands between them."""
    first = (Pair(old=(k,), new=(k,), equal=True) for k in range(begin))
    last = (Pair(old=(old - k,), new=(new - k,), equal=True) for k in range(end, 0, -1))
    moved_on = (
        pair._replace(old=_moved_on(pair.old, begin), new=_moved_on(pair.new, begin)) for pair in middle.pairs
    )  # fmt: skip
    return Alignment(
        pairs=(*first, *moved_on, *last), removed=_moved_on(middle.removed, begin), added=_moved_on(middle.added, begin)
    )


def _moved_on(positions: Sequence[int], by: int) -> tuple[int, ...]:
    return tuple(position + by for position in positions)


def block_text(block: Block) -> str:
    """What stands for the block when it is compared: its text, items and rows one a line; what is shown otherwise."""
    match block:
        case Paragraph():
            return block.text  # most are
        case List():
            return "\n".join(block.items)
        case Table():
            return "\n".join(" | ".join(row) for row in block.rows)
        case Image():
            return block.asset or asset(block.src)
        case Embed():
            return shown_by(block.src)
        case _:
            return block.text


class Entry:
    """A block, and what of it is compared, worked out when it is first asked for."""

    __slots__ = ("_plain", "_sketch", "block", "form", "kind", "text")

    def __init__(self, block: Block) -> None:
        self.block = block
        self.kind = block.kind
        self.form = block.kind if isinstance(block, Image | Embed) else "text"
        self.text = block_text(block)
        self._plain: str | None = None
        self._sketch: Sketch | None = None

    @property
    def plain(self) -> str:
        """The text as a reader sees it."""
        if self._plain is None:
            self._plain = reader_text(self.text)
        return self._plain

    @property
    def sketch(self) -> Sketch:
        if self._sketch is None:
            self._sketch = sketch(self.plain)
        return self._sketch

    @property
    def letters(self) -> str:
        """The text without any white space."""
        return self.sketch.letters

    @property
    def caption(self) -> str:
        """The caption of a picture, "" where there is none."""
        return reader_text(self.block.caption or "") if isinstance(self.block, Image) else ""

    @property
    def is_lead(self) -> bool:
        return isinstance(self.block, Image) and self.block.role == "lead"

    @property
    def is_story(self) -> bool:
        """Whether it is a text of the story itself."""
        return self.form == "text" and not isinstance(self.block, Notice)


class Side:
    """The blocks of one article: `left` are the positions not yet decided on, ascending; `pairs` the pair of each
    other one."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.entries = [Entry(block) for block in blocks]
        self.left = dict.fromkeys(range(len(blocks)))
        self.pairs: dict[int, Pair] = {}

    def put(self, positions: Sequence[int], pair: Pair) -> None:
        for position in positions:
            self.left.pop(position, None)
            self.pairs[position] = pair

    def beside(self, position: int) -> Iterator[Pair]:
        """The pairs of the blocks before and after it."""
        for neighbour in (position - 1, position + 1):
            if neighbour in self.pairs:
                yield self.pairs[neighbour]

    def joined(self, positions: Sequence[int]) -> Sketch:
        """The texts of several blocks, held together."""
        return joined([self.entries[position].sketch for position in positions])


class Pairing:
    """Two articles between which blocks are paired."""

    def __init__(self, old: Sequence[Block], new: Sequence[Block]) -> None:
        self.old, self.new = Side(old), Side(new)
        self._numbers: tuple[list[int], list[int]] | None = None

    def pair(self, i: int, j: int, *, equal: bool = False) -> None:
        """Says that these blocks are the same; what was said of them before is forgotten."""
        self._put(Pair(old=(i,), new=(j,), equal=equal))

    def group(self, old: Sequence[int], new: Sequence[int], *, equal: bool = False) -> None:
        """The same for several blocks."""
        self._put(Pair(old=tuple(sorted(old)), new=tuple(sorted(new)), equal=equal))

    def _put(self, pair: Pair) -> None:
        self.old.put(pair.old, pair)
        self.new.put(pair.new, pair)
        self._numbers = None

    def gap_numbers(self) -> tuple[list[int], list[int]]:
        """For every position of either article, how many blocks that stayed in their order stand before it."""
        if self._numbers is None:
            stayed = self._stayed()
            olds, news = [p.old[0] for p in stayed], sorted(p.new[0] for p in stayed)
            count = range(len(self.old.entries)), range(len(self.new.entries))
            self._numbers = [bisect_left(olds, i) for i in count[0]], [bisect_left(news, j) for j in count[1]]
        return self._numbers

    def gaps(self, form: str) -> Iterator[tuple[list[int], list[int]]]:
        """Undecided blocks of a form that stand between the same neighbours, where there are some on both sides."""
        if not self.old.left or not self.new.left:
            return
        numbers = self.gap_numbers()
        between: defaultdict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for which, side in enumerate((self.old, self.new)):
            for position in side.left:
                if side.entries[position].form == form:
                    between[numbers[which][position]][which].append(position)
        yield from ((old, new) for old, new in between.values() if old and new)

    def alignment(self) -> Alignment:
        """What was decided; what is left is removed or added."""
        stayed = set(map(id, self._stayed()))
        pairs = tuple(p if id(p) in stayed else p._replace(moved=True) for p in self._pairs(self.new))
        return Alignment(pairs=pairs, removed=tuple(self.old.left), added=tuple(self.new.left))

    def _pairs(self, side: Side) -> list[Pair]:
        return list({id(pair): pair for _, pair in sorted(side.pairs.items())}.values())

    def _stayed(self) -> list[Pair]:
        """The pairs that did not move: those that weigh most of all that stand in the same order in both articles."""
        pairs = self._pairs(self.old)
        places = [pair.new[0] for pair in pairs]
        if places == sorted(places):
            return pairs
        kept = heaviest_ascent(places, self._stay_weights(pairs))
        return [pairs[k] for k in kept]

    def _stay_weights(self, pairs: Sequence[Pair]) -> list[int]:
        """What it weighs that each stays: above all that few moves are told, then that pictures and headings stay,
        then how long it is. An embed only weighs its size, as no move of it is told."""
        firsts = [self.new.entries[pair.new[0]] for pair in pairs]
        sizes = [len(first.text) + 1 if first.form == "text" else _FIGURE_SIZE for first in firsts]
        landmark = sum(sizes) + 1
        told = landmark * (len(pairs) + 1)
        return [
            size + landmark * isinstance(first.block, Image | Heading) + told * (not isinstance(first.block, Embed))
            for size, first in zip(sizes, firsts, strict=True)
        ]


def heaviest_ascent(places: Sequence[int], weights: Sequence[int]) -> list[int]:
    """Positions of the ascending subsequence of `places` (all different) that weighs most; weights are positive."""
    if all(a < b for a, b in pairwise(places)):
        return list(range(len(places)))
    ends: list[int] = []  # ascending places, with the heaviest sum that ends at or before each
    sums: list[int] = []
    lasts: list[int] = []
    before = [-1] * len(places)
    for k, place in enumerate(places):
        at = bisect_right(ends, place)
        total = weights[k] + (sums[at - 1] if at else 0)
        before[k] = lasts[at - 1] if at else -1
        beaten = at
        while beaten < len(ends) and sums[beaten] <= total:
            beaten += 1
        ends[at:beaten], sums[at:beaten], lasts[at:beaten] = [place], [total], [k]
    return _chain(lasts[-1], before)


def _chain(last: int, before: Sequence[int]) -> list[int]:
    chain = []
    while last >= 0:
        chain.append(last)
        last = before[last]
    return chain[::-1]
