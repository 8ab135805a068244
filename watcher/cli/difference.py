"""What differs between two articles, as lines of marked pieces: for the terminal, Markdown and HTML alike."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from watcher.cli.terminal import Screen, Styled, length, paragraph
from watcher.compare.table import block_text
from watcher.model import NOTHING_TOLD, Article, Block, Change, Disclosure, Disclosures, Image, Weight
from watcher.notify.markup import Line, Mark, Piece, as_html, as_markdown
from watcher.notify.message import NOUNS, named, readable
from watcher.notify.telling import disclosed_by, marked
from watcher.text import shortened

MARKS: Mapping[str, Mark] = {"=": "text", "-": "old", "+": "new"}
_STYLES: Mapping[Mark, str] = {"old": "old", "new": "new", "cut": "dim", "link": "link"}
_SIGNS: Mapping[Mark, tuple[str, str]] = {"old": ("[-", "-]"), "new": ("{+", "+}")}
_BESIDE_PICTURE = ("caption", "credit", "alt")
_TIMES = ("published.changed", "modified.changed")
_IN_BLOCKS = re.compile(r"blocks\[(\d+)\](.*)")
_NAMED = 4  # edits that are named where a notice discloses more
_MOVED = 160  # characters that are enough to know a moved text by


def difference(
    old: Article, new: Article, changes: Sequence[Change], told: Disclosures = NOTHING_TOLD
) -> Iterator[Line]:  # fmt: skip
    """Each change under a line that names it, its place and its weight, and what notices tell of it."""
    for position, change in enumerate(changes):
        moved = _place_before(old, change) if change.kind.endswith(".moved") else ""
        said = (_name(old, new, change) + moved, *_graded(change), marked(position, told))
        yield Line(pieces=(("said", _joined(said)),), strong=True)
        for one in disclosed_by(change, told):
            yield Line(pieces=(("said", f"discloses {_meant(old, new, changes, one)}"),))
        block, _ = _block(old, new, change)
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


def _name(old: Article, new: Article, change: Change) -> str:
    """Such as "Paragraph 4 edited", "Caption edited · picture 2"."""
    thing, _, act = named(change).partition(".")
    place = _place(old, new, change)
    name = f"{place} {act}" if place.startswith(_noun(thing)) else _joined((f"{_noun(thing)} {act}", place))
    return name[0].upper() + name[1:]


def _place(old: Article, new: Article, change: Change) -> str:
    """Such as "paragraph 4", "picture 2"; "" for the article itself."""
    block, number = _block(old, new, change)
    return "" if block is None else f"{_noun(block.kind)} {number}"


def _graded(change: Change) -> tuple[str, str]:
    return "" if change.weight is Weight.MINOR else str(change.weight), ", ".join(change.facts)


def _joined(said: Iterable[str]) -> str:
    return " · ".join(filter(None, said))


def _meant(old: Article, new: Article, changes: Sequence[Change], one: Disclosure) -> str:
    """What a notice tells of, such as "paragraph 2, the caption of picture 1 and 3 more"."""
    if one.revision is not None:
        return f"what was edited in @{one.revision}"
    names = [_part(old, new, changes[position]) for position in one.changes]
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def _part(old: Article, new: Article, change: Change) -> str:
    thing = _noun(named(change).partition(".")[0])
    place = _place(old, new, change)
    return place if place.startswith(thing) else f"the {thing}" + f" of {place}" * bool(place)


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
