"""What differs between two articles, as lines of marked pieces: for the terminal, Markdown and HTML alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from watcher.cli.marking import Pieces, marked_rows
from watcher.cli.naming import Names
from watcher.cli.paragraphs import paragraph
from watcher.cli.terminal import Screen, Styled, address, length
from watcher.model import NOTHING_TOLD, Article, Block, Change, Disclosures, Image
from watcher.notify.markup import Line, Mark, Piece
from watcher.notify.message import readable
from watcher.text import shortened

_STYLES: Mapping[Mark, str] = {"old": "old", "new": "new", "cut": "dim", "link": "link"}
_SIGNS: Mapping[Mark, tuple[str, str]] = {"old": ("[-", "-]"), "new": ("{+", "+}")}
_BESIDE_PICTURE = ("caption", "credit", "alt")
_TIMES = ("published.changed", "modified.changed")
_MOVED = 160  # characters that are enough to know a moved text by
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)


def difference(
    old: Article, new: Article, changes: Sequence[Change], told: Disclosures = NOTHING_TOLD
) -> Iterator[Line]:
    """Each change under a line that names it, its place and its weight, and says what notices tell of it."""
    names = Names(old, new, changes, told)
    captioned = [names.block(change) for change in changes if change.kind.startswith("caption.")]
    before: Block | None = None
    for position, change in enumerate(changes):
        block = names.block(change)
        yield Line(pieces=(("said", names.heading(position)),), strong=True)
        yield from (_said(f"discloses {what}") for what in names.disclosed(change))
        if isinstance(block, Image) and block is not before:
            yield Line(pieces=_picture(block, change, captioned=any(block is one for one in captioned)))
        if change.kind in _TIMES:
            yield Line(pieces=_times(change.before, change.after))
        if link := names.link(change):
            yield Line(pieces=(("text", link.text or "(no words)"),), quoted=True)
        yield from (Line(pieces=pieces, quoted=True) for pieces in _told(change))
        before = block


def drawn(lines: Iterable[Line], out: Screen) -> Iterator[str]:
    """The lines on a terminal; where there is no colour, what is old and new stands between [-…-] and {+…+}."""
    for number, line in enumerate(lines):
        if line.strong and number:
            yield ""
        pieces = [(text, "strong") for _, text in line.pieces] if line.strong else styled(line.pieces, out)
        yield from paragraph(pieces, out, indent="" if line.strong else "  ")


def styled(pieces: Iterable[Piece], out: Screen) -> list[Styled]:
    """Marks as styles, or as signs where there is no colour."""
    found = [(_signed(mark, text, out), _STYLES.get(mark, "")) for mark, text in pieces]
    if found:
        found[0] = (found[0][0].lstrip(), found[0][1])
    return found


def _signed(mark: Mark, text: str, out: Screen) -> str:
    if mark == "cut":
        return f" [… {int(text):,} characters …] "
    before, after = ("", "") if out.colour else _SIGNS.get(mark, ("", ""))
    return f"{before}{text}{after}"


def _said(text: str) -> Line:
    return Line(pieces=(("said", text),))


def _told(change: Change) -> Iterator[Pieces]:
    """The texts that stand under the line that names a change."""
    if change.kind in _TIMES:
        return
    if change.kind.endswith(".moved"):
        yield (("text", shortened((change.after or change.before or "").replace("\n", " "), _MOVED)),)
    elif change.spans:
        yield from marked_rows(change)
    else:
        yield from (((mark, value),) for mark, value in _values(change))


def _values(change: Change) -> Iterator[Piece]:
    if change.before:
        yield "old", address(change.before)
    if change.after:
        yield "new", address(change.after)


def _times(before: str | None, after: str | None) -> Pieces:
    """Such as "2026-05-04 12:00:00 UTC → 2026-05-04 13:30:00 UTC (1h 30m later)"."""
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
    """What lies between two instants, such as "2d 4h later"; "" where either is no more than a day."""
    try:
        first, then = (datetime.fromisoformat(time or "") for time in (before, after))
        time = abs(then - first)
    except (ValueError, TypeError):
        return ""
    rest = time % _DAY if time >= _DAY else time % _HOUR if time >= _HOUR else timedelta(0)
    also = f" {length(rest)}" if rest >= (_HOUR if time >= _DAY else timedelta(minutes=1)) else ""
    return f"{length(time)}{also} {'later' if then > first else 'earlier'}"


def _picture(image: Image, change: Change, *, captioned: bool) -> Pieces:
    """The picture that a change is about: its address where that was not changed, its title, and its caption unless
    that is told of by itself (`captioned`)."""
    told: list[Piece] = [("said", f"▣ {image.role}")]
    for text in filter(None, (image.title, "" if captioned else image.caption)):
        told += [("said", " "), ("text", shortened(text, _MOVED))]
    about = change.kind.partition(".")[0]
    return (*told, ("said", " "), ("link", image.src)) if about in _BESIDE_PICTURE else tuple(told)
