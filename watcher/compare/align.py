"""Which block became which, what is new, what is gone, and what moved."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

from rapidfuzz.distance import Indel

from watcher.compare.likeness import Sketch, candidates, likeness, overlap
from watcher.compare.table import Alignment, Entry, Pair, Pairing, Side, between, block_text
from watcher.model import Block

# How alike two texts must be to be one text, edited: between the same neighbours, elsewhere, as another kind.
_ALIKE_IN_PLACE = 0.4
_ALIKE_ELSEWHERE = 0.6
_ALIKE_IN_OTHER_KIND = 0.8
# Enough whatever else stands beside it.
_ALIKE_FOR_SURE = 0.8
# What is enough for the only text of its kind between the same neighbours.
_ALIKE_IN_SLOT = 0.25
# How much of a text's words must stand in another one for it to be a part of that; how many it must have.
_PART = 0.8
_PIECE = 0.6
_FEWEST_WORDS = 6
_FEWEST_LETTERS = 6
_MOST_LETTERS = 30
# Bounds that keep hostile articles cheap: places tried for a recut, pieces joined to one text.
_MOST_STARTS = 16
_MOST_PIECES = 12


def align(old: Sequence[Block], new: Sequence[Block]) -> Alignment:
    """Each block of either article in exactly one place: in a pair, removed, or added."""
    begin, end = _same_ends(old, new)
    pairing = Pairing(old[begin : len(old) - end], new[begin : len(new) - end])
    _pair_equal(pairing, lambda entry: (entry.kind, entry.text))
    if pairing.old.left or pairing.new.left:
        _pair_equal(pairing, lambda entry: (entry.form, entry.plain))
        _pair_recut(pairing)
        _pair_figures(pairing)
        _pair_alike(pairing)
        _pair_in_slot(pairing)
        _join_pieces(pairing)
    return between(pairing.alignment(), begin, end, len(old), len(new))


def _same_ends(old: Sequence[Block], new: Sequence[Block]) -> tuple[int, int]:
    """How many blocks at the beginning, and at the end, are the same in both: of an edit nearly all. The longest common
    subsequence begins and ends with them, too, and nothing else is paired across them."""
    most = min(len(old), len(new))
    begin = next((k for k in range(most) if not _reads_alike(old[k], new[k])), most)
    end = next((k for k in range(most - begin) if not _reads_alike(old[-1 - k], new[-1 - k])), most - begin)
    return begin, end


def _reads_alike(one: Block, other: Block) -> bool:
    return type(one) is type(other) and block_text(one) == block_text(other)


def _pair_equal(pairing: Pairing, key: Callable[[Entry], Hashable]) -> None:
    """Blocks of the same content: as many as can be without moving any, then the others in order."""
    numbers: dict[Hashable, int] = {}
    old = _numbered(pairing.old, key, numbers)
    new = _numbered(pairing.new, key, numbers)
    for op in Indel.opcodes([n for _, n in old], [n for _, n in new]):
        if op.tag == "equal":
            for k in range(op.src_end - op.src_start):
                pairing.pair(old[op.src_start + k][0], new[op.dest_start + k][0], equal=True)
    waiting: defaultdict[int, deque[int]] = defaultdict(deque)
    for i, number in old:
        if i in pairing.old.left:
            waiting[number].append(i)
    for j, number in new:
        if j in pairing.new.left and waiting[number]:
            pairing.pair(waiting[number].popleft(), j, equal=True)


def _numbered(side: Side, key: Callable[[Entry], Hashable], numbers: dict[Hashable, int]) -> list[tuple[int, int]]:
    """(position, number of its content) of what is left."""
    return [(p, numbers.setdefault(key(side.entries[p]), len(numbers))) for p in side.left]


def _pair_recut(pairing: Pairing) -> None:
    """Texts that are the same but for where paragraphs end, or for white space."""
    for old, new in pairing.gaps("text"):
        letters_old = [pairing.old.entries[i].letters for i in old]
        letters_new = [pairing.new.entries[j].letters for j in new]
        for (a, b), (c, d) in _recuts(letters_old, letters_new):
            pairing.group(old[a:b], new[c:d])


def _recuts(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Ranges of either side that hold the same letters, ascending; those that begin with too few letters to tell are
    not looked at."""
    begins: defaultdict[str, list[int]] = defaultdict(list)
    for j, text in enumerate(new):
        begins[text[:_FEWEST_LETTERS]].append(j)
    i = j = 0
    while i < len(old):
        starts = begins.get(old[i][:_FEWEST_LETTERS], [])
        first = bisect_left(starts, j)
        near = starts[first : first + _MOST_STARTS]
        begun = [start for start in near if old[i].startswith(new[start]) or new[start].startswith(old[i])]
        found = ((start, *_recut(old, i, new, start)) for start in begun)
        start, end_old, end_new = next((f for f in found if f[1]), (j, 0, 0))
        if end_old:
            yield (i, end_old), (start, end_new)
        i, j = end_old or i + 1, end_new or j


def _recut(old: Sequence[str], i: int, new: Sequence[str], j: int) -> tuple[int, int]:
    """Where the texts from i and from j on that hold the same letters end; (0, 0) where none do."""
    whole_old, whole_new, end_old, end_new = old[i], new[j], i + 1, j + 1
    while whole_old != whole_new:
        if len(whole_old) < len(whole_new) and end_old < len(old) and whole_new.startswith(whole_old):
            whole_old += old[end_old]
            end_old += 1
        elif len(whole_new) < len(whole_old) and end_new < len(new) and whole_old.startswith(whole_new):
            whole_new += new[end_new]
            end_new += 1
        else:
            return 0, 0
    return end_old, end_new


def _pair_figures(pairing: Pairing) -> None:
    """Other pictures in the place of those that are gone: under the same caption, at the top, between the same
    texts. Then embeds."""
    _pair_only(pairing, lambda entry: entry.caption)
    _pair_only(pairing, lambda entry: entry.is_lead)
    for form in ("image", "embed"):
        for old, new in pairing.gaps(form):
            for i, j in zip(old, new, strict=False):
                pairing.pair(i, j)


def _pair_only(pairing: Pairing, key: Callable[[Entry], Hashable]) -> None:
    """Blocks whose key is not empty and is that of one block only on either side."""
    old, new = _positions(pairing.old, key), _positions(pairing.new, key)
    for value, positions in old.items():
        if value and len(positions) == len(new.get(value, ())) == 1:
            pairing.pair(positions[0], new[value][0])


def _positions(side: Side, key: Callable[[Entry], Hashable]) -> dict[Hashable, list[int]]:
    found: defaultdict[Hashable, list[int]] = defaultdict(list)
    for position in side.left:
        found[key(side.entries[position])].append(position)
    return found


def _pair_alike(pairing: Pairing) -> None:
    """Edited texts, the most alike first: of the same kind, then those of the story that became another kind."""
    for before, after in pairing.gaps("text"):
        _pair_one_by_one(pairing, before, after)
    old, new = _positions(pairing.old, lambda e: e.kind), _positions(pairing.new, lambda e: e.kind)
    for kind, positions in old.items():
        if pairing.old.entries[positions[0]].form == "text":
            _assign(pairing, _scores(pairing, positions, new.get(kind, ())))
    _pair_as_other_kind(pairing)


def _pair_as_other_kind(pairing: Pairing) -> None:
    """Texts of the story that became another kind: one another, or several in a place one other."""
    left_old = _positions(pairing.old, lambda e: e.is_story).get(True, ())
    left_new = _positions(pairing.new, lambda e: e.is_story).get(True, ())
    if (
        len({side.entries[p].kind for side, left in ((pairing.old, left_old), (pairing.new, left_new)) for p in left})
        > 1
    ):
        _assign(pairing, (s for s in _scores(pairing, left_old, left_new) if s[0] >= _ALIKE_IN_OTHER_KIND))
    for old, new in pairing.gaps("text"):
        if _are_recast(pairing, old, new):
            pairing.group(old, new)


def _are_recast(pairing: Pairing, old: Sequence[int], new: Sequence[int]) -> bool:
    """Whether several texts of the story and one are the same: paragraphs that became a list, and were edited."""
    if len(old) == len(new) or 1 not in (len(old), len(new)):
        return False
    entries = [*(pairing.old.entries[i] for i in old), *(pairing.new.entries[j] for j in new)]
    together = pairing.old.joined(old), pairing.new.joined(new)
    return all(entry.is_story for entry in entries) and likeness(*together, _ALIKE_IN_OTHER_KIND) > 0


def _pair_one_by_one(pairing: Pairing, old: Sequence[int], new: Sequence[int]) -> None:
    """Pairs the first with the first, and so on, where there are as many on both sides, and they are alike and no
    less so than with the ones beside them."""
    if len(old) != len(new):
        return
    first, second = [pairing.old.entries[i] for i in old], [pairing.new.entries[j] for j in new]
    for k, (before, after) in enumerate(zip(first, second, strict=True)):
        score = likeness(before.sketch, after.sketch, _ALIKE_IN_PLACE) if before.kind == after.kind else 0.0
        if score >= _ALIKE_FOR_SURE or (score and not _fits_beside(first, second, k, score)):
            pairing.pair(old[k], new[k])


def _fits_beside(old: Sequence[Entry], new: Sequence[Entry], k: int, score: float) -> bool:
    """Whether one of the two texts at k is more alike to the one beside the other."""
    beside = k + 1 if k + 1 < len(old) else k - 1
    if beside < 0:
        return False
    if likeness(old[k].sketch, new[beside].sketch, score) > score:
        return True
    return likeness(old[beside].sketch, new[k].sketch, score) > score


def _assign(pairing: Pairing, scores: Iterable[tuple[float, int, int]]) -> None:
    for _, i, j in sorted(scores, key=lambda s: (-s[0], abs(s[1] - s[2]), s[1], s[2])):
        if i in pairing.old.left and j in pairing.new.left:
            pairing.pair(i, j)


def _scores(pairing: Pairing, old: Sequence[int], new: Sequence[int]) -> Iterator[tuple[float, int, int]]:
    """(likeness, old position, new position) of texts that are alike enough for where they stand."""
    if not old or not new:
        return
    gap_old, gap_new = pairing.gap_numbers()
    sketches_old = [pairing.old.entries[i].sketch for i in old]
    sketches_new = [pairing.new.entries[j].sketch for j in new]
    for a, b in candidates(sketches_old, sketches_new):
        here = gap_old[old[a]] == gap_new[new[b]]
        score = _score(sketches_old[a], sketches_new[b], here=here)
        if score:
            yield score, old[a], new[b]


def _score(old: Sketch, new: Sketch, *, here: bool) -> float:
    """How alike they are; 0.0 where that is not enough. Short texts attract each other only between the same
    neighbours, and there a text is also recognised in a longer one that holds it."""
    few, many = sorted((len(old.words), len(new.words)))
    if not here:
        return likeness(old, new, _ALIKE_ELSEWHERE) if few >= _FEWEST_WORDS else 0.0
    score = likeness(old, new, _ALIKE_IN_PLACE)
    if not score and few >= _FEWEST_WORDS and overlap(old, new) >= _PART * few:
        return _ALIKE_IN_PLACE * few / many
    return score


def _pair_in_slot(pairing: Pairing) -> None:
    """Texts between the same neighbours, where there are as many of their kind as before: those that are at least a
    little alike, and headings and lines as short as those whatever they say."""
    for old, new in pairing.gaps("text"):
        for kind in dict.fromkeys(pairing.old.entries[i].kind for i in old):
            before = [i for i in old if pairing.old.entries[i].kind == kind]
            after = [j for j in new if pairing.new.entries[j].kind == kind]
            short = all(
                len(side.entries[p].letters) <= _MOST_LETTERS
                for side, at in ((pairing.old, before), (pairing.new, after))
                for p in at
            )
            _pair_in_order(pairing, before, after, 0.0 if kind == "heading" or short else _ALIKE_IN_SLOT)


def _pair_in_order(pairing: Pairing, old: Sequence[int], new: Sequence[int], at_least: float) -> None:
    """Pairs the first with the first, and so on, where there are as many on both sides and they are alike enough."""
    if len(old) != len(new):
        return
    for i, j in zip(old, new, strict=True):
        first, second = pairing.old.entries[i], pairing.new.entries[j]
        if first.kind == second.kind and _is_alike(first.sketch, second.sketch, at_least):
            pairing.pair(i, j)


def _is_alike(first: Sketch, second: Sketch, at_least: float) -> bool:
    return likeness(first, second, at_least) >= at_least


def _join_pieces(pairing: Pairing) -> None:
    """Texts left over that are a piece of the edited text beside them: it was split, or some were merged into it."""
    for j in [*pairing.new.left, *reversed(pairing.new.left)]:
        if pair := _whole(pairing.new, pairing.old, j, [(p, p.new, p.old) for p in pairing.new.beside(j)]):
            pairing.group(pair.old, (*pair.new, j))
    for i in [*pairing.old.left, *reversed(pairing.old.left)]:
        if pair := _whole(pairing.old, pairing.new, i, [(p, p.old, p.new) for p in pairing.old.beside(i)]):
            pairing.group((*pair.old, i), pair.new)


def _whole(
    side: Side, other: Side, at: int, beside: Sequence[tuple[Pair, tuple[int, ...], tuple[int, ...]]]
) -> Pair | None:
    """The pair, of those (with their positions on this and the other side), that lacks the text on this side."""
    piece = side.entries[at]
    for pair, here, there in beside if at in side.left else ():
        if not pair.equal and len(here) < _MOST_PIECES and piece.kind == side.entries[here[0]].kind:
            together = side.joined(sorted((*here, at)))
            if _is_piece(piece.sketch, other.joined(there), side.joined(here), together):
                return pair
    return None


def _is_piece(piece: Sketch, whole: Sketch, part: Sketch, together: Sketch) -> bool:
    """Whether a text makes up for words of the whole that the part lacks. A short one must be its very beginning or
    end."""
    gained = overlap(whole, together) - overlap(whole, part)
    if len(piece.words) >= _FEWEST_WORDS:
        return gained >= _PIECE * len(piece.words)
    at_edge = whole.letters.startswith if together.letters.startswith(piece.letters) else whole.letters.endswith
    return gained == len(piece.words) and at_edge(piece.letters)
