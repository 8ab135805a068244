"""Paragraphs in a row: what a short story has, beside which a page says more of something else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set

from selectolax.lexbor import LexborNode

from watcher.extract.standing import PLAIN, ancestors

Piece = tuple[LexborNode, str, float]

_HEADINGS = ("h2", "h3", "h4")
LEAST = 40.0  # weight of running text, of an opening paragraph
_WRAPPED = 2  # boxes around a paragraph
_HEADER, _TIMES = 2, 4  # paragraphs of a standfirst, how many times more are many more


def nearest(holding: Set[int], pieces: Sequence[Piece]) -> LexborNode | None:
    """Of the elements around the headline, `holding` some text, the one with as many paragraphs in a row as any on the
    page: a short story, beside which stands more of something else. None without one."""
    told = dict(_paragraph(node, at) for at, (node, _, weight) in enumerate(pieces) if weight >= LEAST)
    others = {at: _is_of_others(row) for at, row in {r.mem_id: r for r in told.values() if r is not None}.items()}
    held = rows = [row for row in told.values() if row is not None and not others[row.mem_id]]
    counted = Counter(row.mem_id for row in rows)
    for _ in range(_WRAPPED):
        most = max(counted.values(), default=0)
        if most > 1:
            longest = {row.mem_id: row for row in held if counted[row.mem_id] == most}.values()
            found = next((n for row in longest for n in ancestors(row) if n.mem_id in holding), None)
            sure = found is None or found.tag == "article" or not _may_be_header(found, most, rows)
            return found if sure else None
        held = _around(held)  # each may stand in a box of its own
        counted = Counter(row.mem_id for row in held)
    return None


def _around(rows: Sequence[LexborNode]) -> list[LexborNode]:
    return [parent for row in rows if (parent := row.parent) is not None and not _is_of_others(parent)]


def _is_of_others(row: LexborNode) -> bool:
    """Whether an element is a list, as of comments, or begins with a heading that leads elsewhere: another story."""
    if row.tag in ("ul", "ol"):
        return True
    first = next((child for child in row.iter() if child.is_element_node), None)
    return first is not None and first.tag in _HEADINGS and first.css_first("a[href]") is not None


def _paragraph(node: LexborNode, at: int) -> tuple[int, LexborNode | None]:
    """(what tells one paragraph from the others, the element it stands in) of the piece `at` in an element."""
    key = -at
    row: LexborNode | None = node
    while row is not None and row.tag in PLAIN:
        key, row = row.mem_id, row.parent
    return key, row


def _may_be_header(found: LexborNode, most: int, rows: Sequence[LexborNode]) -> bool:
    """Whether an element with `most` paragraphs in a row holds no more than a standfirst may have, or there are many
    more outside of it, or more together that are in a box each: the story."""
    counted = Counter(row.mem_id for row in rows)
    outside = [row for row in rows if all(n.mem_id != found.mem_id for n in ancestors(row))]
    inside = len(rows) - len(outside)
    if inside <= _HEADER or len(outside) > _TIMES * inside:
        return True
    alone = [row for row in outside if counted[row.mem_id] == 1]
    for _ in range(_WRAPPED):
        alone = _around(alone)
        if max(Counter(row.mem_id for row in alone).values(), default=0) > most:
            return True
    return False
