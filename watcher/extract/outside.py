"""Corrections and bylines that stand outside the story's own element, where publishers like to put them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from watcher.extract.container import ancestors
from watcher.extract.notices import is_notice, is_notice_name
from watcher.extract.signs import is_byline
from watcher.text import reader_text

_LINE = 120  # characters of a byline
_NEAR, _NEXT = 2, 4  # elements around the story, behind each of them, where a byline can be
_LONGEST = 1_500  # characters of a notice
_CROWDED = 20_000  # characters of an element behind the story that is a part of the page of its own
_UP, _BESIDE, _INSIDE = 4, 20, 60  # elements around the story, behind each of them, inside one of those
_NAMED = ",".join(
    f"[{name}*={part}]"
    for name in ("class", "id")
    for part in ("orrect", "larif", "mendment", "ditor", "pdate", "rrat", "ectif", "ettif")
)
_PIECES = f"p,{_NAMED}"


def notices_behind(body: LexborNode) -> list[LexborNode]:
    """The elements behind the story that are a correction, by name or by what they say, in order."""
    found: list[LexborNode] = []
    for node in ancestors(body)[:_UP]:
        if node.tag in ("body", "html"):
            break
        for sibling in islice(_siblings(node), _BESIDE):
            found += _notices(sibling)
    return found


def bylines_behind(body: LexborNode) -> list[LexborNode]:
    """The short elements behind the story that are called bylines: where a page names its author at the end."""
    behind = (
        sibling
        for node in ancestors(body)[:_NEAR]
        if node.tag not in ("body", "html")
        for sibling in islice(_siblings(node), _NEXT)
    )
    return [node for node in behind if 0 < len(node.text()) < _LINE and is_byline(_names(node))]


def _names(node: LexborNode) -> str:
    own = node.attributes
    return f"{own.get('class') or ''} {own.get('id') or ''}"[:500].strip()


def _siblings(node: LexborNode) -> Iterator[LexborNode]:
    following = node.next
    while following is not None:
        if not following.is_text_node:
            yield following
        following = following.next


def _notices(node: LexborNode) -> list[LexborNode]:
    text = node.text()
    if _is_notice(node, text):
        return [node]
    if len(text) > _CROWDED or not text.strip():
        return []
    found: list[LexborNode] = []
    for piece in node.css(_PIECES)[:_INSIDE]:
        if _is_notice(piece, piece.text()) and not any(a.mem_id == f.mem_id for a in ancestors(piece) for f in found):
            found.append(piece)
    return found


def _is_notice(node: LexborNode, text: str) -> bool:
    if not 0 < len(text) < _LONGEST or not text.strip():
        return False
    return is_notice_name(_names(node)) or is_notice(reader_text(text))
