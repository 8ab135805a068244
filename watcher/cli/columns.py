"""Two articles side by side: how it was on the left, how it is on the right, long stretches alike folded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest

from watcher.cli.difference import MARKS, styled
from watcher.cli.terminal import Screen, side
from watcher.compare.align import align
from watcher.compare.table import Alignment, block_text
from watcher.model import Article, Block, Change, Image
from watcher.notify.markup import Piece
from watcher.notify.message import readable

_NARROWEST = 20
_USUAL = 160
_KEPT_ALIKE = 2
_FIELDS = ("kicker", "title", "seo_title", "standfirst", "authors", "section", "tags", "published_at", "modified_at")
_CLOSING = ("credits", "copyright")

Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What stands beside each other. `alike` says that a reader sees no difference."""

    left: Pieces = ()
    right: Pieces = ()
    alike: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Positions of blocks that stand beside each other; () where there are none on a side."""

    old: tuple[int, ...] = ()
    new: tuple[int, ...] = ()
    moved: bool = False


def beside(old: Article, new: Article, changes: Sequence[Change], out: Screen) -> Iterator[str]:
    """Both articles in two columns."""
    width = max(((out.width or _USUAL) - 3) // 2, _NARROWEST)
    for alike, run in groupby(rows(old, new, changes), key=lambda row: row.alike):
        shown = list(run)
        if alike and len(shown) > _KEPT_ALIKE:
            yield out.styled(f"⋯ {len(shown)} alike ⋯".center(2 * width + 3).rstrip(), "dim")
        else:
            yield from (line for row in shown for line in _drawn(row, width, out))


def _drawn(row: Row, width: int, out: Screen) -> Iterator[str]:
    columns = (side(styled(pieces, out), width, out) for pieces in (row.left, row.right))
    for left, right in zip_longest(*columns, fillvalue=" " * width):
        yield f"{left} │ {right}".rstrip()
    yield f"{' ' * width} │"


def rows(old: Article, new: Article, changes: Sequence[Change]) -> Iterator[Row]:
    """The headline, every other field that differs, and all blocks."""
    texts = {change.path: change for change in changes if change.spans}
    changed = {change.path for change in changes}
    yield from _field_rows([name for name in _FIELDS if name in changed or name == "title"], old, new, texts)
    for place in _places(align(old.blocks, new.blocks)):
        yield _block_row(place, old, new, texts)
    yield from _field_rows([name for name in _CLOSING if name in changed], old, new, texts)


def _field_rows(names: Sequence[str], old: Article, new: Article, texts: Mapping[str, Change]) -> Iterator[Row]:
    for name in names:
        yield _row(_field(old, name), _field(new, name), texts.get(name))


def _field(article: Article, name: str) -> str:
    value = getattr(article, name)
    text = ", ".join(value) if isinstance(value, tuple) else value or ""
    return readable(text) if name.endswith("_at") else text


def _row(before: str, after: str, change: Change | None) -> Row:
    if change is not None:
        return Row(left=_part(change, "+"), right=_part(change, "-"))
    if before == after:
        return Row(left=(("text", before),), right=(("text", after),), alike=True)
    return Row(left=(("old", before),) * bool(before), right=(("new", after),) * bool(after))


def _part(change: Change, without: str) -> Pieces:
    return tuple((MARKS[op], text) for op, text in change.spans if op != without)


def _places(alignment: Alignment) -> list[_Place]:
    """Pairs and added blocks in the order of the newer article; a removed block stands behind the one that it stood
    behind."""
    placed = [_Place(old=pair.old, new=pair.new, moved=pair.moved) for pair in alignment.pairs]
    placed += [_Place(new=(position,)) for position in alignment.added]
    placed.sort(key=lambda place: place.new)
    for position in alignment.removed:
        before = (k for k, p in enumerate(placed) if p.old and max(p.old) < position and not p.moved)
        placed.insert(max(before, default=-1) + 1, _Place(old=(position,)))
    return placed


def _block_row(place: _Place, old: Article, new: Article, texts: Mapping[str, Change]) -> Row:
    before, after = [old.blocks[i] for i in place.old], [new.blocks[j] for j in place.new]
    if before == after and not place.moved:
        text = _text(after)
        return Row(left=(("text", text),), right=(("text", text),), alike=True)
    path = f"blocks[{place.new[0]}]" if place.new else f"blocks[{place.old[0]}]"
    if len(before) == len(after) == 1 and isinstance(before[0], Image) and isinstance(after[0], Image):
        return _picture_row(before[0], after[0], texts.get(f"{path}.caption"))
    row = _row(_text(before), _text(after), texts.get(path) if place.new else None)
    if not place.moved:
        return row
    return Row(left=(("said", f"(was {place.old[0] + 1}) "), *row.left), right=(("said", "(moved) "), *row.right))


def _text(blocks: Sequence[Block]) -> str:
    return " ¶ ".join(_shown(block) for block in blocks)


def _shown(block: Block) -> str:
    if isinstance(block, Image):
        return f"▣ {block.caption or block.alt or block.src}"
    return block_text(block).replace("\n", " / ")


def _picture_row(before: Image, after: Image, change: Change | None) -> Row:
    """Captions beside their pictures, whose addresses are shown where another picture stands there."""
    row = _row(before.caption or "", after.caption or "", change)
    if before.asset != after.asset:
        row = Row(
            left=(("old", before.src), ("said", " "), *row.left), right=(("new", after.src), ("said", " "), *row.right)
        )
    return Row(left=(("said", "▣ "), *row.left), right=(("said", "▣ "), *row.right))
