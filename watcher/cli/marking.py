"""A changed text as rows of marked pieces: a row for each item of a list and each row of a table, else one row, in
which "¶" stands where a paragraph ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from watcher.model import Change, Span
from watcher.notify.excerpt import MARKS, narrowed, with_breaks
from watcher.notify.markup import Mark, Piece

Pieces = tuple[Piece, ...]

_IN_ROWS = ("list", "table")
_AROUND = 240  # characters that are shown of an unchanged stretch beside a change
_ALIKE = 1  # unchanged items or rows that are shown beside a changed one


def marked_rows(change: Change) -> list[Pieces]:
    """The text of a change, old and new marked. Of long unchanged stretches it says how much is left out."""
    if change.kind.partition(".")[0] in _IN_ROWS:
        return list(_folded(_rows(change.spans)))
    return [tuple(narrowed([(MARKS[op], text) for op, text in with_breaks(change.spans)], _AROUND))]


def side_of(rows: Sequence[Pieces], without: Mark) -> tuple[Pieces, ...]:
    """The rows as one article has them: without what only the other one has, `without`."""
    kept = (tuple(piece for piece in row if piece[0] != without) for row in rows)
    return tuple(row for row in kept if row)


def _rows(spans: Sequence[Span]) -> Iterator[Pieces]:
    row: list[Piece] = []
    for op, text in spans:
        for number, line in enumerate(text.split("\n")):
            if number:
                yield tuple(row)
                row = []
            if line:
                row.append((MARKS[op], line))
    yield tuple(row)


def _folded(rows: Iterator[Pieces]) -> Iterator[Pieces]:
    """The rows that changed and those beside them, and how many were left out between these."""
    known = [row for row in rows if row]
    changed = [any(mark != "text" for mark, _ in row) for row in known]
    near = [any(changed[max(at - _ALIKE, 0) : at + _ALIKE + 1]) for at in range(len(known))]
    for shown, run in groupby(zip(known, near, strict=True), key=lambda one: one[1]):
        stretch = [row for row, _ in run]
        yield from stretch if shown or len(stretch) == 1 else ((("said", f"⋯ {len(stretch)} alike ⋯"),),)
