"""Running text, wrapped into lines of a width."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len, chop_cells

from watcher.cli.terminal import Screen, Styled, plain

_OPENING = "（〔［｛〈《「『【“‘(["
_CLOSING = "）〕］｝〉》」』】”’)\\]，。、；：？！…—,.;:?!%％"
_CHARACTER = (
    "\u2e80-\u2fdf\u3005-\u30ff\u3100-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
# What stays on one line: a word, or one character of Chinese, Japanese or Korean, with the signs that cling to it.
_ATOM = re.compile(rf"[{_OPENING}]*(?:[{_CHARACTER}]|[^\s{_CHARACTER}{_OPENING}]+)?[{_CLOSING}]*\s*")


def wrapped(text: str, width: int) -> list[tuple[int, int]]:
    """Where the lines of `text` begin and end when each fits into `width` cells; words are cut only where they are
    longer than a line."""
    if not width or cell_len(text) <= width:
        return [(0, len(text))]
    lines: list[tuple[int, int]] = []
    begin = end = used = 0
    for atom in _atoms(text, width):
        seen = cell_len(atom.rstrip())
        if used + seen > width and end > begin:
            lines.append((begin, end))
            begin, used = end, 0
        end += len(atom)
        used += cell_len(atom)
    return [*lines, (begin, end)]


def _atoms(text: str, width: int) -> Iterator[str]:
    for atom in _ATOM.findall(text):
        if cell_len(atom) <= width:
            yield atom
        else:
            yield from chop_cells(atom, width)


def flowed(pieces: Iterable[Styled], width: int) -> Iterator[list[Styled]]:
    """The pieces, fit to be shown, cut into lines of at most `width` cells without white space at their ends."""
    clean = [(plain(text), name) for text, name in pieces]
    whole = "".join(text for text, _ in clean)
    for begin, end in wrapped(whole, width):
        yield list(_cut(clean, begin, begin + len(whole[begin:end].rstrip())))


def paragraph(pieces: Iterable[Styled], out: Screen, *, indent: str = "", first: str | None = None) -> Iterator[str]:
    """The lines of one paragraph of (text, style) pieces; `first` stands before the first line instead of `indent`."""
    width = max(out.width - cell_len(indent), 20) if out.width else 0
    for number, line in enumerate(flowed(pieces, width)):
        lead = first if first is not None and not number else indent
        yield lead + "".join(out.painted(text, name) for text, name in line)


def side(pieces: Iterable[Styled], width: int, out: Screen) -> list[str]:
    """The lines of a column, each filled up to exactly `width` cells."""
    filled = []
    for line in flowed(pieces, width):
        used = cell_len("".join(text for text, _ in line))
        filled.append("".join(out.painted(text, name) for text, name in line) + " " * (width - used))
    return filled


def _cut(pieces: Sequence[Styled], begin: int, end: int) -> Iterator[Styled]:
    """The part of the joined pieces from `begin` to `end`."""
    at = 0
    for text, name in pieces:
        part = text[max(begin - at, 0) : max(end - at, 0)]
        if part:
            yield part, name
        at += len(text)
