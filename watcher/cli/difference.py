"""What differs between two articles, as lines of marked pieces: for the terminal, Markdown and HTML alike."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from watcher.cli.terminal import Screen, Styled, length, paragraph
from watcher.compare.table import block_text
from watcher.model import Article, Block, Change, Image, Weight
from watcher.notify.markup import Line, Mark, Piece, as_html, as_markdown
from watcher.notify.message import NOUNS, named, readable
from watcher.text import shortened

MARKS: Mapping[str, Mark] = {"=": "text", "-": "old", "+": "new"}
_STYLES: Mapping[Mark, str] = {"old": "old", "new": "new", "cut": "dim", "link": "link"}
_SIGNS: Mapping[Mark, tuple[str, str]] = {"old": ("[-", "-]"), "new": ("{+", "+}")}
_BESIDE_PICTURE = ("caption", "credit", "alt")
_TIMES = ("published.changed", "modified.changed")
_IN_BLOCKS = re.compile(r"blocks\[(\d+)\](.*)")
_MOVED = 160  # characters that are enough to know a moved text by


def difference(old: Article, new: Article, changes: Iterable[Change]) -> Iterator[Line]:
    """Each change under a line that names it, its place and its weight."""
    for change in changes:
        block, number = _block(old, new, change)
        moved = _place_before(old, change) if change.kind.endswith(".moved") else ""
        yield Line(pieces=(("said", _heading(change, block, number) + moved),), strong=True)
        if isinstance(block, Image) and change.kind.partition(".")[0] in _BESIDE_PICTURE:
            yield Line(pieces=_picture(block))
        if change.kind in _TIMES:
            yield Line(pieces=_times(change.before, change.after))
        for pieces in _told(change):
            yield Line(pieces=pieces, quoted=True)


def drawn(lines: Iterable[Line], out: Screen) -> Iterator[str]:
    """The lines on a terminal; where there is no colour, what is old and new stands between [-…-] and {+…+}."""
    for number, line in enumerate(lines):
        if line.strong and number:
            yield ""
        pieces = [(text, "strong") for _, text in line.pieces] if line.strong else styled(line.pieces, out)
        yield from paragraph(pieces, out, indent="" if line.strong else "  ")


def styled(pieces: Iterable[Piece], out: Screen) -> list[Styled]:
    """Marks as styles, or as signs where there is no colour."""
    signs: Mapping[Mark, tuple[str, str]] = {} if out.colour else _SIGNS
    none = ("", "")
    return [
        (signs.get(mark, none)[0] + text + signs.get(mark, none)[1], _STYLES.get(mark, "")) for mark, text in pieces
    ]


def _heading(change: Change, block: Block | None, number: int) -> str:
    """Such as "Paragraph 4 edited · major · number", "Caption edited · picture 2"."""
    thing, _, act = named(change).partition(".")
    own = block is not None and block.kind == thing
    what = f"{_noun(thing)} {number} {act}" if own else f"{_noun(thing)} {act}"
    where = f"{_noun(block.kind)} {number}" if block is not None and not own else ""
    weight = "" if change.weight is Weight.MINOR else str(change.weight)
    told = " · ".join(filter(None, (what, where, weight, ", ".join(change.facts))))
    return told[0].upper() + told[1:]


def _noun(thing: str) -> str:
    return NOUNS.get(thing, (thing, ""))[0]


def _block(old: Article, new: Article, change: Change) -> tuple[Block | None, int]:
    """The block that a change is about, and which one of its kind it is, from 1; (None, 0) for the article itself."""
    found = _IN_BLOCKS.match(change.path)
    if found is None:
        return None, 0
    blocks = (old if change.kind.endswith(".removed") and not found[2] else new).blocks
    at = int(found[1])
    if at >= len(blocks):
        return None, 0
    return blocks[at], _ordinal(blocks, at)


def _place_before(old: Article, change: Change) -> str:
    """Such as " (was 17)" for what was the 17th of its kind; "" where that cannot be told."""
    thing, text = change.kind.partition(".")[0], change.before or change.after
    at = next((i for i, b in enumerate(old.blocks) if b.kind == thing and text in (block_text(b), _src(b))), None)
    return "" if at is None else f" (was {_ordinal(old.blocks, at)})"


def _src(block: Block) -> str | None:
    return block.src if isinstance(block, Image) else None


def _ordinal(blocks: Sequence[Block], at: int) -> int:
    """Which one of its kind the block at `at` is, from 1."""
    return sum(1 for block in blocks[: at + 1] if block.kind == blocks[at].kind)


def _told(change: Change) -> Iterator[tuple[Piece, ...]]:
    """The texts that stand under the line that names a change."""
    if change.kind in _TIMES:
        return
    if change.kind.endswith(".moved"):
        yield (("text", shortened(change.after or change.before or "", _MOVED)),)
    elif change.spans:
        yield tuple((MARKS[op], text) for op, text in change.spans)
    else:
        yield from (((mark, value),) for mark, value in _values(change))


def _values(change: Change) -> Iterator[tuple[Mark, str]]:
    if change.before:
        yield "old", change.before
    if change.after:
        yield "new", change.after


def _times(before: str | None, after: str | None) -> tuple[Piece, ...]:
    """Such as "2026-05-04 12:00:00 UTC → 2026-05-04 13:30:00 UTC (1h later)"."""
    pieces: list[Piece] = []
    if before:
        pieces.append(("old", readable(before)))
    if before and after:
        pieces.append(("said", " → "))
    if after:
        pieces.append(("new", readable(after)))
    if apart := _apart(before, after):
        pieces.append(("said", f" ({apart})"))
    return tuple(pieces)


def _apart(before: str | None, after: str | None) -> str:
    try:
        first, then = (datetime.fromisoformat(time or "") for time in (before, after))
        return f"{length(abs(then - first))} {'later' if then > first else 'earlier'}"
    except (ValueError, TypeError):
        return ""


def _picture(image: Image) -> tuple[Piece, ...]:
    """The picture that a changed caption belongs to."""
    title: tuple[Piece, ...] = (("text", f" {image.title}"),) if image.title else ()
    return ("said", f"▣ {image.role}"), *title, ("said", " "), ("link", image.src)


def written(lines: Sequence[Line], form: str, out: Screen) -> Iterator[str]:
    """The lines as text for `out`, as Markdown, or as a whole page of HTML without style sheet and script."""
    if form == "text":
        yield from drawn(lines, out)
    elif form == "markdown":
        yield as_markdown(lines)
    else:
        title = html.escape("".join(text for _, text in lines[0].pieces)) if lines else ""
        yield f'<!doctype html>\n<html>\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n</head>\n<body>'
        yield as_html(lines)
        yield "</body>\n</html>"
