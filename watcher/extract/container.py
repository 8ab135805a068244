"""The element that holds the story: the lowest one below the headline with most of the running text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from watcher.extract.signs import letters, words_of
from watcher.text import cjk_share

_COMMENT_BOX = frozenset(
    [
        "comment",
        "comments",
        "commentlist",
        "commentaires",
        "kommentare",
        "kommentar",
        "disqus",
        "respond",
        "comentarios",
        "leserkommentare",
        "forum",
    ]
)
_NO_STORY = frozenset(
    (
        "a",
        "footer",
        "aside",
        "nav",
        "header",
        "figcaption",
        "form",
        "noscript",
        "button",
        "label",
        "address",
        "h1",
        "title",
    )
)
_LEAVES = frozenset(("p", "span", "b", "strong", "em", "i", "font", "blockquote", "ul", "ol", "figure"))
_LONGEST = 500  # characters of one attribute that are read as names
_ENDED = re.compile(r"[.,;:!?。，、！？؟।…»”\"]")


def likeness(a: str, b: str) -> float:
    """How alike two strings of letters are, 0.0 to 1.0, by containment and shared trigrams."""
    if not a or not b:
        return 0.0
    if a in b or b in a:
        share = min(len(a), len(b)) / max(len(a), len(b))
        return 0.6 + 0.4 * share if share > 0.35 else share
    grams_a, grams_b = ({t[i : i + 3] for i in range(len(t) - 2)} for t in (a, b))
    return 2 * len(grams_a & grams_b) / max(len(grams_a) + len(grams_b), 1)


def container(doc: LexborHTMLParser, ld: Mapping[str, Any], title: LexborNode | None) -> LexborNode | None:
    """The element that holds the story; None where the page has no running text."""
    body = doc.body
    if body is None:
        return None
    above_title = {n.mem_id for n in ancestors(title)} if title is not None else set()
    found = list(_pieces(body, above_title)) or list(_pieces(body, above_title, anywhere=True))
    pieces = _anchored(found, letters(ld.get("articleBody"))[:100_000])
    weights: dict[int, float] = {}
    for node, _, weight in pieces:
        for above in ancestors(node):
            weights[above.mem_id] = weights.get(above.mem_id, 0.0) + weight
    total = weights.get(body.mem_id, 0.0)
    if not total:
        return doc.css_first("[itemprop=articleBody]") or doc.css_first("article")
    least = max(0.25 * total, min(500.0, 0.6 * total))
    around = ancestors(title) if title is not None else []
    start = next((n for n in around if weights.get(n.mem_id, 0.0) >= least), body)
    return _descended(start, weights)


Piece = tuple[LexborNode, str, float]


def _anchored(pieces: list[Piece], told: str) -> list[Piece]:
    """Pieces that JSON-LD's articleBody does not have count for little, where it has a good part of them."""
    if len(told) < 300:
        return pieces
    known = [letters(text[:60])[:25] in told for _, text, _ in pieces]
    if sum(w for (_, _, w), k in zip(pieces, known, strict=True) if k) < 0.4 * sum(w for _, _, w in pieces):
        return pieces
    return [(n, t, w if k else 0.1 * w) for (n, t, w), k in zip(pieces, known, strict=True)]


def _pieces(body: LexborNode, above_title: Collection[int], *, anywhere: bool = False) -> Iterator[Piece]:
    """(element, text, weight) of every stretch of running text that could be the story, or of all there are."""
    allowed: dict[int, bool] = {}
    for node in body.traverse(include_text=True):
        if not node.is_text_node:
            continue
        text = (node.text_content or "").strip()
        if len(text) < 10 or (parent := node.parent) is None:
            continue
        weight = float(len(text)) * (1 + 2 * cjk_share(text[:60]))
        if weight < 40 or not _ENDED.search(text):
            continue
        if (fit := allowed.get(parent.mem_id)) is None:
            fit = allowed[parent.mem_id] = anywhere or _in_story(parent, above_title)
        if fit:
            yield parent, text, weight


def _in_story(node: LexborNode, above_title: Collection[int]) -> bool:
    """Whether nothing around an element, below what also holds the headline, says that it is not the story."""
    for depth, above in enumerate(ancestors(node)):
        if above.mem_id in above_title or above.tag in ("body", "html") or depth == 14:
            return True
        if above.tag in _NO_STORY and not (above.tag == "header" and depth > 2):
            return False
        own = above.attributes
        names = f"{(own.get('class') or '')[:_LONGEST]} {(own.get('id') or '')[:_LONGEST]}"
        if names != " " and not _COMMENT_BOX.isdisjoint(words_of(names)):
            return False
    return True


def _descended(node: LexborNode, weights: Mapping[int, float]) -> LexborNode:
    """The lowest element below `node` that still holds most of its text."""
    while True:
        children = [(weights.get(c.mem_id, 0.0), c) for c in node.iter()]
        heaviest, child = max(children, key=lambda c: c[0], default=(0.0, None))
        if child is None or child.tag in _LEAVES or heaviest < 0.7 * weights.get(node.mem_id, 0.0):
            return node
        node = child


def ancestors(node: LexborNode) -> list[LexborNode]:
    """The element itself, then what it stands in, up to the document."""
    found = [node]
    while (parent := found[-1].parent) is not None and parent.tag != "-undef":
        found.append(parent)
    return found
