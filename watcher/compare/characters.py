"""What a change replaced, character for character: for who hunts a typing error and not an edit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex
from rapidfuzz.distance import Indel

from watcher.model import Span

_CLUSTER = regex.compile(r"\X")
_MOST_CELLS = 10_000_000
_SHORTEST = 2  # characters in a row that are shown as equal between two changes
_ALIKE = 0.4  # share of characters below which two texts are no variants of one another


def by_characters(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans with every replaced text cut down to the characters that differ; joined they give the same texts."""
    found: list[Span] = []
    i = 0
    while i < len(spans):
        if [op for op, _ in spans[i : i + 2]] == ["-", "+"]:
            pieces: Iterator[Span] = _finer(spans[i][1], spans[i + 1][1])
            i += 2
        else:
            pieces = iter(spans[i : i + 1])
            i += 1
        for op, text in pieces:
            if found and op == found[-1][0] == "=":
                found[-1] = op, found[-1][1] + text
            elif text:
                found.append((op, text))
    return tuple(found)


def _finer(before: str, after: str) -> Iterator[Span]:
    old, new = _CLUSTER.findall(before), _CLUSTER.findall(after)
    runs: list[tuple[int, int, int]] = []
    if len(old) * len(new) <= _MOST_CELLS and Indel.normalized_similarity(old, new) >= _ALIKE:
        runs = [
            (i, j, size)
            for i, j, size in Indel.editops(old, new).as_matching_blocks()
            if old[i : i + size] == new[j : j + size]
        ]
    at_old = at_new = 0
    for i, j, size in [*runs, (len(old), len(new), 0)]:
        edge = (i, j) == (0, 0) or (i + size, j + size) == (len(old), len(new))
        if size < _SHORTEST and not edge:
            continue
        yield "-", "".join(old[at_old:i])
        yield "+", "".join(new[at_new:j])
        yield "=", "".join(old[i : i + size])
        at_old, at_new = i + size, j + size
