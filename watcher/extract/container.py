"""The element that holds the story: the lowest one below the headline with most of the running text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
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
    body = doc.body
    if body is None:
        return None
    weights: dict[int, float] = {}
    told = letters(ld.get("articleBody"))
    for node, weight in _pieces(body, told):
        above: LexborNode | None = node
        while above is not None:
            weights[above.mem_id] = weights.get(above.mem_id, 0.0) + weight
            above = above.parent
    total = weights.get(body.mem_id, 0.0)
    if not total:
        return doc.css_first("[itemprop=articleBody]") or doc.css_first("article")
    start = (
        next(
            (n for n in ancestors(title) if weights.get(n.mem_id, 0.0) >= max(0.25 * total, min(500.0, 0.6 * total))),
            body,
        )
        if title is not None
        else body
    )
    return _descended(start, weights)


def _pieces(body: LexborNode, told: str) -> Iterator[tuple[LexborNode, float]]:
    """(element, weight) of every stretch of running text that could be the story."""
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
            fit = allowed[parent.mem_id] = _in_story(parent)
        if fit:
            yield parent, weight * (1.0 if not told or letters(text[:60])[:25] in told else 0.1)


def _in_story(node: LexborNode) -> bool:
    above: LexborNode | None = node
    depth = 0
    while above is not None and above.tag not in ("body", "html") and depth < 14:
        if above.tag in _NO_STORY and not (above.tag == "header" and depth > 2):
            return False
        own = above.attributes
        names = f"{own.get('class') or ''} {own.get('id') or ''}"
        if names != " " and not _COMMENT_BOX.isdisjoint(words_of(names)):
            return False
        above, depth = above.parent, depth + 1
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
