"""What became of the blocks of an article, told in reading order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from watcher.compare.align import align
from watcher.compare.lexicon import Lexicon
from watcher.compare.links import link_changes
from watcher.compare.records import Figure, figure_changes, legend, legend_change
from watcher.compare.table import Alignment, Pair, block_text
from watcher.compare.weigh import text_change
from watcher.model import Block, Change, Embed, Heading, Image, Paragraph, Weight
from watcher.text import reader_text

# More paragraphs cut up or joined at once than that, without a word changed, are a new layout and no edit.
_MOST_BREAKS = 8
_FEWEST_POSTS = 5  # of a live blog that shows only its newest ones
_PATH = 7  # characters of a path that leads to one picture only

Blocks = Sequence[Block]
Placed = tuple[float, Change]


def block_changes(old: Blocks, new: Blocks, lexicon: Lexicon) -> list[Change]:
    """The changes of all blocks, in the order of the newer article; what was removed stands where it would be."""
    alignment = align(old, new)
    placed = [
        *_removed(old, new, alignment, lexicon),
        *_added(new, alignment, lexicon),
        *_moved(old, new, alignment, lexicon),
        *_edited(old, new, alignment, lexicon),
        *_figures(old, new, alignment, lexicon),
        *_links(old, new, alignment),
    ]
    return [change for _, change in sorted(placed, key=lambda one: one[0])]


def _removed(old: Blocks, new: Blocks, alignment: Alignment, lexicon: Lexicon) -> Iterator[Placed]:
    """A removed block is placed behind the block that it stood behind. What fell off a live blog is not told."""
    if not alignment.removed:
        return
    stayed = sorted((i, pair.new[-1]) for pair in alignment.pairs for i in pair.old)
    olds = [i for i, _ in stayed]
    for i in alignment.removed[: bisect_left(alignment.removed, _fallen_off(old, new))]:
        before = bisect_left(olds, i)
        place = stayed[before - 1][1] + 0.5 if before else -0.5
        for change in _whole(old[i], f"blocks[{i}]", "removed", lexicon):
            yield place, change


def _added(new: Blocks, alignment: Alignment, lexicon: Lexicon) -> Iterator[Placed]:
    for j in alignment.added:
        for change in _whole(new[j], f"blocks[{j}]", "added", lexicon):
            yield j, change


def _whole(block: Block, path: str, verb: str, lexicon: Lexicon) -> Iterator[Change]:
    """A block that came or went, with what is written under a picture."""
    if not isinstance(block, Image | Embed):
        yield text_change(f"{block.kind}.{verb}", path, *_sides(block_text(block), verb), lexicon)
        return
    before, after = _sides(block.src, verb)
    yield Change(kind=f"{block.kind}.{verb}", path=path, before=before, after=after, weight=Weight.MAJOR)
    for name in ("caption", "credit"):
        if isinstance(block, Image) and (text := legend(block, name)):
            yield legend_change(name, path, *_sides(text, verb), lexicon)


def _sides(text: str, verb: str) -> tuple[str | None, str | None]:
    return (None, text) if verb == "added" else (text, None)


def _moved(old: Blocks, new: Blocks, alignment: Alignment, lexicon: Lexicon) -> Iterator[Placed]:
    """Blocks that stand elsewhere among the others. Those that were edited as well are told twice. An embed has no
    place of its own in the text, and in a live blog that is turned round nothing has moved."""
    moved = [pair for pair in alignment.pairs if pair.moved]
    if not moved or _is_turned(old, new):
        return
    for pair in moved:
        j = pair.new[0]
        kind, path = f"{new[j].kind}.moved", f"blocks[{j}]"
        match new[j]:
            case Image(src=src):
                yield j, Change(kind=kind, path=path, before=src, after=src)
            case Embed():
                pass
            case _:
                change = text_change(kind, path, _joined(old, pair.old), _joined(new, pair.new), lexicon)
                yield j, replace(change, weight=Weight.MINOR, facts=())


def _is_turned(old: Blocks, new: Blocks) -> bool:
    """Whether both are live blogs, one with its newest post first and the other with its newest post last."""
    before, after = (_post_times(blocks) for blocks in (old, new))
    for one, other in ((before, after), (after, before)):
        if len(one) > 1 < len(other) and one == sorted(one) and other == sorted(other, reverse=True):
            return one[0] != one[-1] and other[0] != other[-1]
    return False


def _fallen_off(old: Blocks, new: Blocks) -> int:
    """Where the posts begin that a live blog shows no longer, as newer ones came on top and it shows only so many:
    there are no fewer than before, all of them later. Past the end where there are none."""
    before, after = _post_times(old), _post_times(new)
    if not _FEWEST_POSTS <= len(before) <= len(after) or max(after) <= max(before):
        return len(old)
    if any(times != sorted(times, reverse=True) for times in (before, after)):
        return len(old)
    fallen = sum(time < after[-1] for time in before)
    begins = [at for at, block in enumerate(old) if isinstance(block, Heading | Paragraph) and block.posted_at]
    if fallen < 2 and len(before) < len(after):  # one of a blog that shows them all
        return len(old)
    return begins[-fallen] if fallen else len(old)


def _post_times(blocks: Blocks) -> list[str]:
    return [block.posted_at for block in blocks if isinstance(block, Heading | Paragraph) and block.posted_at]


def _edited(old: Blocks, new: Blocks, alignment: Alignment, lexicon: Lexicon) -> Iterator[Placed]:
    texts = [pair for pair in alignment.pairs if not isinstance(new[pair.new[0]], Image | Embed)]
    edited = [pair for pair in texts if not _reads_same(old, new, pair)]
    if not alignment.removed and not alignment.added and _is_new_layout(old, new, edited):
        return
    for pair in edited:
        j = pair.new[0]
        before, after = _joined(old, pair.old), _joined(new, pair.new)
        yield j, text_change(f"{new[j].kind}.edited", f"blocks[{j}]", before, after, lexicon)


def _is_new_layout(old: Blocks, new: Blocks, edited: Sequence[Pair]) -> bool:
    """Whether paragraphs end elsewhere all over the article, and nothing else differs."""
    breaks = sum(len(pair.old) + len(pair.new) - 2 for pair in edited)
    return breaks > _MOST_BREAKS and all(_is_recut(old, new, pair) for pair in edited)


def _joined(blocks: Blocks, positions: Sequence[int]) -> str:
    return "\n".join([block_text(blocks[position]) for position in positions])


def _reads_same(old: Blocks, new: Blocks, pair: Pair) -> bool:
    """Whether a reader sees the same words in the same lines, as whatever kinds of block."""
    if pair.equal or len(pair.old) == len(pair.new) == 1:
        return pair.equal
    before, after = _joined(old, pair.old), _joined(new, pair.new)
    return list(map(reader_text, before.split("\n"))) == list(map(reader_text, after.split("\n")))


def _is_recut(old: Blocks, new: Blocks, pair: Pair) -> bool:
    """Whether only the ends of paragraphs differ."""
    if len(pair.old) == len(pair.new):
        return False
    return reader_text(_joined(old, pair.old)) == reader_text(_joined(new, pair.new))


def _figures(old: Blocks, new: Blocks, alignment: Alignment, lexicon: Lexicon) -> Iterator[Placed]:
    """Pictures and embeds replaced by others, and what is written to pictures."""
    figures = []
    for pair in alignment.pairs:
        j = pair.new[0]
        if not isinstance(new[j], Image | Embed):
            continue
        match old[pair.old[0]], new[j]:
            case (before, after) if before == after:
                pass
            case (Image() as before, Image() as after):
                figures.append(Figure(at=j, before=before, after=after))
                yield from _replaced(before, after, j)
            case (Embed() as gone, Embed() as come):
                yield from _replaced(gone, come, j)
            case _:
                pass
    yield from figure_changes(figures, lexicon)


def _replaced(before: Image | Embed, after: Image | Embed, at: int) -> Iterator[Placed]:
    gone, come = block_text(before), block_text(after)
    if gone != come and not (isinstance(before, Image) and _is_same_file(gone, come)):
        kind, path = f"{after.kind}.replaced", f"blocks[{at}]"
        yield at, Change(kind=kind, path=path, before=before.src, after=after.src, weight=Weight.MAJOR)


def _is_same_file(old: str, new: str) -> bool:
    """Whether two pictures have one path, too long to be another picture's, at two hosts."""
    path = old.partition("/")[2]
    return len(path) > _PATH and "/" in path and path == new.partition("/")[2]


def _links(old: Blocks, new: Blocks, alignment: Alignment) -> Iterator[Placed]:
    linked_old, linked_new = _linked(old), _linked(new)
    if not linked_old and not linked_new:
        return
    for pair in alignment.pairs:
        if not linked_old.isdisjoint(pair.old) or not linked_new.isdisjoint(pair.new):
            for change in link_changes(old, new, pair.old, pair.new):
                yield pair.new[0], change


def _linked(blocks: Blocks) -> set[int]:
    """The positions of paragraphs with links."""
    return {at for at, block in enumerate(blocks) if isinstance(block, Paragraph) and block.links}
