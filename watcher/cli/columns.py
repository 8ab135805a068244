"""Two articles side by side: how it was on the left, how it is on the right, long stretches alike folded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, zip_longest

from watcher.cli.difference import styled
from watcher.cli.marking import Pieces, marked_rows, side_of
from watcher.cli.naming import Names
from watcher.cli.paragraphs import paragraph, side
from watcher.cli.terminal import Screen, address
from watcher.compare.align import align
from watcher.compare.table import Alignment, block_text
from watcher.model import NOTHING_TOLD, Article, Block, Change, Disclosures, Embed, Image
from watcher.notify.markup import Mark
from watcher.notify.message import readable

_NARROWEST = 20
_USUAL = 160
_KEPT_ALIKE = 2
_FIELDS = (
    "kicker", "title", "seo_title", "standfirst", "authors", "section", "tags", "published_at", "modified_at",
    "canonical_url",
)  # fmt: skip
_CLOSING = ("credits", "copyright")

Rows = tuple[Pieces, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What stands beside each other, a line for each of the pieces; `names` are what was changed there. `alike` says
    that a reader sees no difference. By `moved`, 0 for none, the two rows of what was moved know each other: that where
    it stood has nothing on the right."""

    left: Rows = ()
    right: Rows = ()
    names: tuple[str, ...] = ()
    alike: bool = False
    moved: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Positions of blocks that stand beside each other; () where there are none on a side."""

    old: tuple[int, ...] = ()
    new: tuple[int, ...] = ()
    moved: bool = False


def beside(
    old: Article, new: Article, changes: Sequence[Change], out: Screen, told: Disclosures = NOTHING_TOLD
) -> Iterator[str]:
    """Both articles in two columns."""
    width = max(((out.width or _USUAL) - 3) // 2, _NARROWEST)
    for alike, run in groupby(rows(old, new, changes, told), key=lambda row: row.alike):
        shown = list(run)
        if alike and len(shown) > _KEPT_ALIKE:
            yield out.styled(folded(shown).center(2 * width + 3).rstrip(), "dim")
        else:
            yield from (line for row in shown for line in _drawn(row, width, out))


def folded(alike: Sequence[Row]) -> str:
    """What stands for rows in which a reader sees no difference."""
    return f"⋯ {len(alike)} alike ⋯"


def _drawn(row: Row, width: int, out: Screen) -> Iterator[str]:
    for name in row.names:
        yield from paragraph([(name, "strong")], Screen(width=2 * width + 3, colour=out.colour))
    columns = (
        [line for pieces in half for line in side(styled(pieces, out), width, out)] for half in (row.left, row.right)
    )
    for left, right in zip_longest(*columns, fillvalue=" " * width):
        yield f"{left} │ {right}".rstrip()
    yield f"{' ' * width} │"


def rows(
    old: Article,
    new: Article,
    changes: Sequence[Change],
    told: Disclosures = NOTHING_TOLD,
    *,
    named: Callable[[int], str] | None = None,
    apart: bool = False,
) -> Iterator[Row]:
    """The headline, every other field that differs, and all blocks. `named` gives what the change at a position is
    called; without it they have their English names. What was moved stands where it is now; `apart` shows it where it
    was as well."""
    sides = _Sides(old, new, changes, told, named)
    yield from filter(None, map(sides.field, _FIELDS))
    for place in _places(align(old.blocks, new.blocks), apart=apart):
        row = sides.blocks(place)
        yield replace(row, moved=place.old[0] + 1) if apart and place.moved else row
    yield from filter(None, map(sides.field, _CLOSING))


class _Sides:
    """Both articles, and the changes by what they are about."""

    def __init__(
        self,
        old: Article,
        new: Article,
        changes: Sequence[Change],
        told: Disclosures,
        named: Callable[[int], str] | None,
    ) -> None:
        self.old, self.new, self.changes, self.named = old, new, changes, named
        self.names = Names(old, new, changes, told)
        self.at: defaultdict[tuple[int, int] | str, list[int]] = defaultdict(list)
        for position, change in enumerate(changes):
            place = self.names.place(change)
            self.at[change.path if place is None else (id(place[0]), place[1])].append(position)

    def field(self, name: str) -> Row | None:
        """A field that differs, and the headline in any case."""
        positions = self.at.get(name, [])
        if not positions and name != "title":
            return None
        before, after = _field(self.old, name), _field(self.new, name)
        change = self.changes[positions[0]] if positions else None
        return _row(before, after, change, self._headings(positions))

    def blocks(self, place: _Place) -> Row:
        """Blocks beside each other, with what is told of them."""
        before, after = [self.old.blocks[i] for i in place.old], [self.new.blocks[j] for j in place.new]
        if place.moved and not after:
            return Row(left=_shown(before))
        article, first = (self.new, place.new[0]) if place.new else (self.old, place.old[0])
        positions = self.at.get((id(article), first), [])
        names = self._headings(positions)
        changes = [self.changes[position] for position in positions]
        if not changes and place.old and place.new:
            lines = tuple(line for block in after for line in _lines(block))
            return Row(left=lines, right=lines, alike=True)
        images = [block for block in (*before, *after) if isinstance(block, Image)]
        if images:
            return Row(left=_picture(before, changes, "new"), right=_picture(after, changes, "old"), names=names)
        texts = [change for change in changes if change.spans and not change.kind.endswith(".moved")]
        own = [change for change in texts if change.kind.partition(".")[0] == article.blocks[first].kind]
        return _row(_shown(before), _shown(after), own[0] if own else None, names)

    def _headings(self, positions: Sequence[int]) -> tuple[str, ...]:
        if self.named is not None:
            return tuple(map(self.named, positions))
        found: list[str] = []
        for position in positions:
            found.append(self.names.heading(position))
            found += [f"discloses {what}" for what in self.names.disclosed(self.changes[position])]
        return tuple(found)


def _field(article: Article, name: str) -> Rows:
    value = getattr(article, name)
    text = ", ".join(value) if isinstance(value, tuple) else value or ""
    return ((("text", readable(text) if name.endswith("_at") else text),),) if text else ()


def _row(before: Rows, after: Rows, change: Change | None, names: tuple[str, ...]) -> Row:
    if change is not None and change.spans:
        marked = marked_rows(change)
        return Row(left=side_of(marked, "new"), right=side_of(marked, "old"), names=names)
    if before == after:
        return Row(left=before, right=after, names=names, alike=not names)
    return Row(
        left=tuple((("old", text),) for row in before for _, text in row),
        right=tuple((("new", text),) for row in after for _, text in row),
        names=names,
    )


def _places(alignment: Alignment, *, apart: bool) -> list[_Place]:
    """Pairs and added blocks in the order of the newer article; a removed block, and `apart` a moved one as well,
    stands behind the one that it stood behind."""
    placed = [_Place(old=pair.old, new=pair.new, moved=pair.moved) for pair in alignment.pairs]
    placed += [_Place(new=(position,)) for position in alignment.added]
    placed.sort(key=lambda place: place.new)
    left = [_Place(old=(position,)) for position in alignment.removed]
    left += [_Place(old=pair.old, moved=True) for pair in alignment.pairs if pair.moved and apart]
    for place in sorted(left, key=lambda place: place.old):
        before = (k for k, p in enumerate(placed) if p.old and max(p.old) < place.old[0] and not (p.moved and p.new))
        placed.insert(max(before, default=-1) + 1, place)
    return placed


def _shown(blocks: Sequence[Block]) -> Rows:
    return tuple(line for block in blocks for line in _lines(block))


def _lines(block: Block) -> Rows:
    """A block as it stands in a column, a line for each item of a list and each row of a table."""
    if isinstance(block, Image):
        return _picture([block], (), "old")
    if isinstance(block, Embed):
        return ((("text", f"▶ {block.provider} {address(block.src)}"),),)
    return tuple((("text", line),) for line in block_text(block).split("\n"))


def _picture(blocks: Sequence[Block], changes: Sequence[Change], without: Mark) -> Rows:
    """A picture with what is written on it as one article has it: without what only the other one has, `without`."""
    return tuple(row for block in blocks if isinstance(block, Image) for row in _image_rows(block, changes, without))


def _image_rows(image: Image, changes: Sequence[Change], without: Mark) -> Iterator[Pieces]:
    by_thing = {change.kind.partition(".")[0]: change for change in changes}
    mark: Mark = "new" if without == "old" else "old"
    other = "image" in by_thing and not by_thing["image"].kind.endswith(".moved")
    yield ("said", "▣ "), (mark if other else "text", address(image.src))
    for thing in ("caption", "credit", "alt"):
        change, text = by_thing.get(thing), getattr(image, thing)
        if change is not None and change.spans:
            yield from side_of(marked_rows(change), without)
        elif text and thing != "alt":
            yield (("text", text),)
