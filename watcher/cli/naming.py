"""What a change is called, and which block it is about: "Paragraph 4 edited · major · number · undisclosed"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from watcher.compare.table import block_text
from watcher.model import Article, Block, Change, Disclosure, Disclosures, Image, Link, Paragraph, Weight
from watcher.notify.message import named, noun
from watcher.notify.telling import disclosed_by, marked

_IN_BLOCKS = re.compile(r"blocks\[(\d+)\](?:\.links\[(\d+)\])?")
_RUNNING = ("paragraph", "heading", "quote", "notice")
_COUNTS = ("no", "one", "two", "three", "four", "five", "six")
_NAMED = 4  # edits that are named where a notice discloses more


class Names:
    """The names of all changes from one article to another, and of the blocks they are about."""

    def __init__(self, old: Article, new: Article, changes: Sequence[Change], told: Disclosures) -> None:
        self.old, self.new, self.changes, self.told = old, new, changes, told
        self._gone = {change.path for change in changes if change.kind == "image.removed"}

    def place(self, change: Change) -> tuple[Article, int] | None:
        """The article and the position in it of the block that a change is about; None for the article itself. What
        was removed, and what was written on a picture that was, stands in the older one."""
        found = _IN_BLOCKS.match(change.path)
        if found is None:
            return None
        own, at = found[0], int(found[1])
        gone = change.kind.endswith(".removed") and (own == change.path or f"blocks[{at}]" in self._gone)
        article = self.old if gone else self.new
        return (article, at) if at < len(article.blocks) else None

    def block(self, change: Change) -> Block | None:
        """The block that a change is about."""
        place = self.place(change)
        return None if place is None else place[0].blocks[place[1]]

    def link(self, change: Change) -> Link | None:
        """The link that a change is about."""
        found, block = _IN_BLOCKS.match(change.path), self.block(change)
        if found is None or found[2] is None or not isinstance(block, Paragraph):
            return None
        return block.links[int(found[2])] if int(found[2]) < len(block.links) else None

    def heading(self, position: int) -> str:
        """The change with its place and weight, and what notices tell of it."""
        change = self.changes[position]
        weight = "" if change.weight is Weight.MINOR else str(change.weight)
        return _joined((self._name(change), weight, ", ".join(change.facts), marked(position, self.told)))

    def disclosed(self, change: Change) -> list[str]:
        """What the notice that a change is about tells of, such as "paragraph 2, the caption of picture 1"."""
        return [self._meant(one) for one in disclosed_by(change, self.told)]

    def _name(self, change: Change) -> str:
        """Such as "Paragraph 4 edited", "Paragraph removed (was 3)", "Caption edited · picture 2"."""
        thing, _, act = named(change).partition(".")
        place = self._where(change)
        if not place.startswith(noun(thing)):
            name = _joined((f"{noun(thing)} {act}", place))
        elif act == "removed":
            name = f"{noun(thing)} removed (was {place.rpartition(' ')[2]})"
        else:
            name = f"{place} {_recut(change) or act}{self._place_before(change)}"
        return name[0].upper() + name[1:]

    def _where(self, change: Change) -> str:
        """Such as "paragraph 4"; "" for the article itself."""
        place = self.place(change)
        if place is None:
            return ""
        blocks, at = place[0].blocks, place[1]
        return f"{noun(blocks[at].kind)} {_ordinal(blocks, at)}"

    def _place_before(self, change: Change) -> str:
        """Such as " (was 17)" for what moved and was the 17th of its kind; "" where that cannot be told."""
        thing, _, act = change.kind.partition(".")
        if act != "moved":
            return ""
        text, blocks = change.before or change.after, self.old.blocks
        at = next((i for i, b in enumerate(blocks) if b.kind == thing and text in (block_text(b), _src(b))), None)
        return "" if at is None else f" (was {_ordinal(blocks, at)})"

    def _meant(self, one: Disclosure) -> str:
        if one.revision is not None:
            return f"what was edited in revision {one.revision}"
        names = [self._part(self.changes[position]) for position in one.changes]
        more = len(names) - _NAMED
        return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")

    def _part(self, change: Change) -> str:
        thing, place = noun(named(change).partition(".")[0]), self._where(change)
        return place if place.startswith(thing) else f"the {thing}" + f" of {place}" * bool(place)


def _recut(change: Change) -> str:
    """Such as "split in two", "edited and merged from three"; "" where as many texts came of it as there were."""
    thing, _, act = change.kind.partition(".")
    before, after = ((side or "").count("\n") + 1 for side in (change.before, change.after))
    if thing not in _RUNNING or act != "edited" or before == after:
        return ""
    cut = f"split in {_count(after)}" if before == 1 else f"merged from {_count(before)}" if after == 1 else "cut anew"
    return cut if all(op == "=" or not text.strip() for op, text in change.spans) else f"edited and {cut}"


def _count(number: int) -> str:
    return _COUNTS[number] if number < len(_COUNTS) else str(number)


def _joined(said: Iterable[str]) -> str:
    return " · ".join(filter(None, said))


def _src(block: Block) -> str | None:
    return block.src if isinstance(block, Image) else None


def _ordinal(blocks: Sequence[Block], at: int) -> int:
    """Which one of its kind the block at `at` is, from 1."""
    return sum(1 for block in blocks[: at + 1] if block.kind == blocks[at].kind)
