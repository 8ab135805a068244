"""How much a text counts as story by what it stands in: element by element, as tags and names tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from selectolax.lexbor import LexborNode

from watcher.extract.decoded import MAX_DEPTH
from watcher.extract.signs import box_word, words_of

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
        "figcaption",
        "noscript",
        "button",
        "label",
        "address",
        "h1",
        "title",
        "iframe",  # markup as text, and all that follows where it is never closed
        "textarea",
    )
)
PLAIN = frozenset(("p", "span", "b", "strong", "em", "i", "br", "tbody", "tr"))
_FOOT = frozenset(("footer", "sitefooter", "pagefooter", "footerwrap", "colophon", "imprint", "impressum"))
_TOLD_COUNTS, NAMED_COUNTS = 5.0, 3.0
# What the element of the story is called, as words joined in pairs.
_STORY = frozenset(
    (
        *"articlebody articlecontent articletext articlecopy artikelinhalt artikeltext bodycopy bodytext".split(),
        *"contentbody entrycontent maintext newsbody newscontent newsdetail newstext postbody postcontent".split(),
        *"storybody storycontent storytext textbody".split(),
    )
)
_NEAREST = 3  # elements around a text in which a header is no part of the story
_LONGEST = 500  # characters of one attribute that are read as names


class Standing:
    """How much the text inside an element counts as story, by what it stands in: 0.0 not at all, 1.0 as it is.

    `around` are the headline, which does not count, and the elements around it; `named_counts` is how much more counts
    what is called the story, and `named` are the elements in which such have stood.
    """

    def __init__(self, body: LexborNode, around: Sequence[LexborNode], *, named_counts: float = NAMED_COUNTS) -> None:
        self.named: set[int] = set()
        self._named_counts = named_counts
        self._known = {n.mem_id: 1.0 for n in (*around[1:], body)} | {n.mem_id: 0.0 for n in around[:1]}
        self._in_article = any(n.tag == "article" for n in around)
        self._title = next((n.text(strip=True) for n in around[:1] if n.tag == "h1"), None)

    def of(self, node: LexborNode) -> float:
        """The standing of one element's text."""
        known = self._known
        path: list[tuple[LexborNode, int, str | None]] = []
        while (factor := known.get(place := node.mem_id)) is None:
            if (tag := node.tag) == "header" and len(path) < _NEAREST:
                return 0.0
            path.append((node, place, tag))
            if tag in _NO_STORY:  # whatever it stands in
                factor = 0.0
                break
            if (parent := node.parent) is None or len(path) > MAX_DEPTH:
                factor = 1.0
                break
            node = parent
        for below, place, tag in reversed(path):
            if factor and tag not in PLAIN and (own := self._own(below, tag)) != 1.0:
                if own == NAMED_COUNTS and factor <= 1.0 and (parent := below.parent) is not None:
                    self.named.add(parent.mem_id)
                if (factor := factor * own) > _TOLD_COUNTS:
                    factor = _TOLD_COUNTS
            known[place] = factor
        return factor

    def _own(self, node: LexborNode, tag: str | None) -> float:
        """By what an element's own tag and names multiply; of a PLAIN one that is nothing."""
        own = node.attributes
        if "articlebody" in (own.get("itemprop") or "").lower():
            return _TOLD_COUNTS
        names = names_of_node(own)
        factor = 0.3 if tag == "form" else 1.0
        if tag == "article" and (self._in_article or self._is_titled_otherwise(node)):
            factor = 0.1
        if not names:
            return factor
        words = words_of(names)
        if not _COMMENT_BOX.isdisjoint(words):
            return 0.0
        if not _FOOT.isdisjoint(words):
            return 0.1
        if box_word(names):
            return 0.3 * factor
        return factor if _STORY.isdisjoint(words) else self._named_counts * factor

    def _is_titled_otherwise(self, article: LexborNode) -> bool:
        """Whether an article has another headline than the page."""
        own = article.css_first("h1") if self._title is not None else None
        return own is not None and own.text(strip=True) != self._title


def names_of_node(own: Mapping[str, str | None]) -> str:
    """The class names and the id of an element, by its attributes."""
    return f"{(own.get('class') or '')[:_LONGEST]} {(own.get('id') or '')[:_LONGEST]}".strip()


def ancestors(node: LexborNode) -> list[LexborNode]:
    """The element itself, then what it stands in, up to the document."""
    found = [node]
    while (parent := found[-1].parent) is not None and parent.tag != "-undef":
        found.append(parent)
    return found
