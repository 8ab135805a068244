"""What is long in leaves: as much on each as makes no long page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from watcher.cli.marking import Pieces
from watcher.model import Block, Heading, List, Notice, Paragraph, Quote, Table
from watcher.notify.excerpt import is_between_words
from watcher.notify.markup import Piece

T = TypeVar("T")
MOST = 60_000  # bytes on a leaf
TEXT = 12_000  # characters of one text on a leaf
_PARTS = 50  # items or rows of one part


def leaf(things: Sequence[T], first: int, size: Callable[[T], int]) -> tuple[Sequence[T], int | None]:
    """The things from `first` on that make no more than MOST bytes, one at least, and the place of the next one; None
    where they are the last."""
    told, end = 0, first
    while end < len(things) and (end == first or told + size(things[end]) <= MOST):
        told += size(things[end])
        end += 1
    return things[first:end], end if end < len(things) else None


def shortened(rows: Sequence[Pieces], most: int = TEXT) -> tuple[Pieces, ...]:
    """The rows of one change, or of one place, with so many characters at `most`; then how many more there were."""
    kept: list[Pieces] = []
    left = most
    for row in rows:
        kept.append(tuple(_within(row, left)))
        left -= sum(len(text) for _, text in row)
        if left <= 0:
            break
    told = sum(len(text) for row in rows for _, text in row)
    return (*kept, (("cut", str(told - most)),)) if told > most else tuple(kept)


def _within(row: Pieces, left: int) -> Iterator[Piece]:
    """The pieces that begin within so many characters."""
    for mark, text in row:
        if left <= 0:
            return
        yield mark, text[:left]
        left -= len(text)


def parted(block: Block) -> Iterator[Block]:
    """The block in parts that each fit on a leaf: a long text cut between two words, a list between two items."""
    if isinstance(block, Paragraph | Heading | Quote | Notice) and len(block.text) > TEXT:
        yield from (replace(block, text=text) for text in _cut(block.text))
    elif isinstance(block, List) and len(block.items) > _PARTS:
        yield from (replace(block, items=some) for some in _some(block.items))
    elif isinstance(block, Table) and len(block.rows) > _PARTS:
        yield from (replace(block, rows=some) for some in _some(block.rows))
    else:
        yield block


def _some(things: tuple[T, ...]) -> Iterator[tuple[T, ...]]:
    yield from (things[at : at + _PARTS] for at in range(0, len(things), _PARTS))


def _cut(text: str) -> Iterator[str]:
    while len(text) > TEXT:
        end = next((at for at in range(TEXT, TEXT - 100, -1) if is_between_words(text, at)), TEXT)
        yield text[:end]
        text = text[end:]
    yield text
