"""The element that holds the story: the lowest one below the headline with most of the running text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import lru_cache
from itertools import takewhile
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from watcher.extract.amid import SENTENCE_ENDS
from watcher.extract.notices import is_notice_name
from watcher.extract.offers import is_promotion
from watcher.extract.rows import LEAST, Piece, nearest
from watcher.extract.signs import box_word, is_standfirst, is_summary, letters, margin_word, words_of
from watcher.extract.standing import NAMED_COUNTS, PLAIN, Standing, ancestors, names_of_node
from watcher.extract.wording import is_copyright
from watcher.text import cjk_share

_LEAVES = frozenset(("p", "span", "b", "strong", "em", "i", "font", "blockquote", "ul", "ol", "dl", "figure"))
_BESIDE = re.compile(  # names of what stands beside a story: how they end
    r"(?<!\S)(?!field|(?:\S{0,30}[_-])?(?:has|no|not|show|with|without)[_-])(?:[^\W_]+[_-]+){0,3}"
    r"(?:(?:is-)?hidden(?!\s+[a-z\d]{2,3}:)|dek|bio|vita|cookies?|[a-z]*(?:authors?|byline|captions?"
    r"|consent|dialog|modal|overlay|popup|preamble|profile|standfirst|subtitle|summary|tooltip))(?!\S)",
    re.IGNORECASE,
)
# What pages say to readers before a story.
_SAID_BEFORE = frozenset(
    """
    about archive aviso avviso bio beta disclaimer disclosure help hilfe hinweis info infos legal message note notes
    support warning welcome
    """.split()
)
_CALLED_PARAGRAPHS = re.compile(
    r"(?:^|[\s_-])(?:paragra(?:ph|f|fo)|p[aá]rrafo|absatz|alinea|akapit)(?:s|\d|$|[\s_-])", re.IGNORECASE
)
_TOLD = "[itemprop~=articleBody]"
_LITTLE, _FEW = 0.1, 0.3  # of the running text: no story
_MUCH, _MORE, _MOST = 3_000.0, 1.5, 400  # weight of a whole story, how much more is much more, paragraphs
_SHORTEST = 14  # characters of it, ideographs
_FIRST = 3  # paragraphs of a box that may hold the beginning of a story
_PART = 0.5  # of what a story's section weighs, the least that the one behind it does
_BEHIND_HEADER = 12  # of one that holds what stands above the story, too
_PARAGRAPH = 80.0  # weight of one of a story: notes before one are shorter
_SECTION = 120.0  # weight of a section that goes on with a story, characters of a paragraph in it

# What stands in and behind sentences; Thai and Lao ones may have no such mark, and are told by their length. Two
# patterns are found faster than one of both.
_MARK = re.compile(r"[.,;:!?。，、！？؟।۔։።။…»”\"]")
_UNMARKED = re.compile(r"[\u0e00-\u0eff ]{60}")


def likeness(a: str, b: str) -> float:
    """How alike two strings of letters are, 0.0 to 1.0, by containment and shared trigrams."""
    if not a or not b:
        return 0.0
    if a in b or b in a:
        share = min(len(a), len(b)) / max(len(a), len(b))
        return 0.6 + 0.4 * share if share > 0.35 else share
    grams_a, grams_b = _trigrams(a), _trigrams(b)
    return 2 * len(grams_a & grams_b) / max(len(grams_a) + len(grams_b), 1)


@lru_cache(maxsize=8)
def _trigrams(text: str) -> frozenset[tuple[str, str, str]]:
    """Known of the last few texts, as one is held against several."""
    return frozenset(zip(text, text[1:], text[2:], strict=False))


def container(doc: LexborHTMLParser, ld: Mapping[str, Any], title: LexborNode | None) -> tuple[LexborNode | None, str]:
    """(the element that holds the story, how it was found); None where the page has no running text."""
    body = doc.body
    if body is None:
        return None, ""
    around = ancestors(title) if title is not None else []
    standing = Standing(body, around)
    found = _pieces(body, standing)
    if _is_of_teasers(standing.named, found, around):
        found = _pieces(body, standing := Standing(body, around, named_counts=1.0))
    found = found or _pieces(body, standing, anywhere=True)
    if sum(weight for _, _, weight in found) < _MUCH:
        found = _told_short(_whole(body, standing, found), around)
    pieces = _anchored(found, letters(ld.get("articleBody"))[:100_000])
    weights = _weights(pieces)
    total = weights.get(body.mem_id, 0.0)
    if not total:
        return body.css_first(_TOLD) or body.css_first("article"), "no running text: articleBody or article"
    least = max(0.25 * total, min(500.0, 0.5 * total))
    start = next((n for n in around if weights.get(n.mem_id, 0.0) >= least), body)
    below = takewhile(lambda n: n.mem_id != start.mem_id, around)
    holding = {n.mem_id for n in below if n.mem_id in weights}
    start = (nearest(holding, pieces) if holding else None) or start
    start = _continued(start, weights) if weights[start.mem_id] < total else start
    found_in = _descended(start, weights)
    if _is_told(found_in):
        return found_in, "itemprop articleBody"
    return found_in, "most running text" if pieces is found else "most of the text that JSON-LD articleBody tells"


def _is_of_teasers(named: Set[int], pieces: Sequence[Piece], around: Sequence[LexborNode]) -> bool:
    """Whether of little text some is called a story in several places, and in none of them beside the headline."""
    if len(named) <= 1 or sum(weight for _, _, weight in pieces) > NAMED_COUNTS * _MUCH:
        return False
    return named.isdisjoint(n.mem_id for n in around)


def _weights(pieces: Sequence[Piece]) -> dict[int, float]:
    """How much running text is in each element that has some."""
    weights: dict[int, float] = {}
    around: dict[int, tuple[LexborNode | None, float]] = {}  # most stand beside each other
    for node, _, weight in pieces:
        weights[node.mem_id] = weights.get(node.mem_id, 0.0) + weight
        parent = node.parent
        key = parent.mem_id if parent is not None else 0
        around[key] = parent, around.get(key, (None, 0.0))[1] + weight
    paths: dict[int, tuple[int, ...]] = {}
    for parent, weight in around.values():
        for above in _path(parent, paths):
            weights[above] = weights.get(above, 0.0) + weight
    return weights


def _path(node: LexborNode | None, known: dict[int, tuple[int, ...]]) -> tuple[int, ...]:
    """The element itself, then what it stands in; `known` are the paths of others, and this one afterwards."""
    below: list[int] = []
    path: tuple[int, ...] = ()
    while node is not None and not (path := known.get(node.mem_id, ())):
        below.append(node.mem_id)
        node = node.parent
    for inner in reversed(below):
        path = known[inner] = (inner, *path)
    return path


def _is_told(node: LexborNode) -> bool:
    """Whether an element is said to be the story."""
    return "articlebody" in (node.attributes.get("itemprop") or "").lower()


def _anchored(pieces: list[Piece], told: str) -> list[Piece]:
    """Pieces that JSON-LD's articleBody does not have count for little, where it has a good part of them."""
    if len(told) < 300:
        return pieces
    known = [letters(text[:60])[:25] in told for _, text, _ in pieces]
    if sum(w for (_, _, w), k in zip(pieces, known, strict=True) if k) < 0.4 * sum(w for _, _, w in pieces):
        return pieces
    return [(n, t, w if k else 0.1 * w) for (n, t, w), k in zip(pieces, known, strict=True)]


def _pieces(body: LexborNode, standing: Standing, *, anywhere: bool = False) -> list[Piece]:
    """(element, text, weight) of every stretch of running text that could be the story, or of all there are."""
    found: list[Piece] = []
    for node in body.traverse(include_text=True, skip_empty=True):
        if (told := node.text_content) is None or len(text := told.strip()) < _SHORTEST:
            continue
        if "\n" in text:
            text = " ".join(text.split())  # how the source is broken into lines says nothing
        if not _is_ended(text) or (len(text) < LEAST and _weight(text) < LEAST) or (parent := node.parent) is None:
            continue
        factor = 1.0 if anywhere else standing.of(parent)
        if factor:
            found.append((parent, text, _weight(text) * factor))
    return found


def _weight(text: str) -> float:
    return len(text) * (1 + 2 * cjk_share(text[:60]))


def _is_ended(text: str) -> bool:
    """Whether a text has a mark that stands in or behind sentences, or is as long as one that needs none."""
    return bool(_MARK.search(text) or _UNMARKED.search(text))


def _whole(body: LexborNode, standing: Standing, pieces: list[Piece]) -> list[Piece]:
    """The pieces, with paragraphs as wholes where these say much more: their words stand in elements of their own, so
    that no stretch of running text is as long as one."""
    whole: list[Piece] = []
    for node in body.css("p")[:_MOST]:
        text = " ".join(node.text().split())
        if len(text) >= _SHORTEST and _is_ended(text) and (factor := standing.of(node)):
            own = len(text) - sum(len(a.text()) for a in node.css("a"))
            weight = max(own, 0) * (1 + 2 * cjk_share(text[:60]))
            if weight >= LEAST:
                whole.append((node, text, weight * factor))
    if sum(w for _, _, w in whole) < _MORE * sum(w for _, _, w in pieces):
        return pieces
    return [*whole, *(piece for piece in pieces if piece[0].tag not in PLAIN)]


def _told_short(pieces: list[Piece], around: Sequence[LexborNode]) -> list[Piece]:
    """The pieces of a short story, which what a page says beside it may outweigh: without rights and offers, dialogs,
    summaries, captions and who wrote it."""
    shared = {node.mem_id for node in around}
    said = [piece for piece in pieces if not is_copyright(piece[1]) and not is_promotion(piece[1])]
    beside = [_is_beside(node, shared) for node, _, _ in said]
    kept = [piece for piece, is_other in zip(said, beside, strict=True) if not is_other]
    if any(beside) and (own := _left_empty(around, said, kept)):
        ours = [any(n.mem_id in own for n in ancestors(node)) for node, _, _ in said]
        kept = [said[at] for at in range(len(said)) if ours[at] or not beside[at]]
    told, whole = (sum(weight for _, _, weight in each) for each in (kept, pieces))
    return kept if told > _LITTLE * whole else pieces


def _left_empty(around: Sequence[LexborNode], said: Sequence[Piece], kept: Sequence[Piece]) -> set[int]:
    """The elements around the headline that without what seems to stand beside the story would say little: it is the
    story itself that is named so."""
    told, whole = _weights(kept), _weights(said)
    within = takewhile(lambda n: n.tag != "body", around)
    return {n.mem_id for n in within if told.get(n.mem_id, 0.0) < _FEW * whole.get(n.mem_id, 0.0)}


def _is_beside(node: LexborNode, shared: Set[int]) -> bool:
    """Whether an element, or one around it that is not around the headline, too, is named like what is no story."""
    for inner in takewhile(lambda n: n.mem_id not in shared and n.tag != "article", ancestors(node)):
        own = inner.attributes
        if own.get("role") == "dialog" or _BESIDE.search(names_of_node(own)):
            return True
    return False


def _descended(node: LexborNode, weights: Mapping[int, float]) -> LexborNode:
    """The lowest element below `node` that still holds most of its text."""
    while not _is_told(node):
        children = [(weights.get(c.mem_id, 0.0), c) for c in node.iter()]
        heaviest, child = max(children, key=lambda c: c[0], default=(0.0, None))
        if child is None or child.tag in _LEAVES or heaviest < 0.7 * weights.get(node.mem_id, 0.0):
            break
        if any(_alike(child, c) for weight, c in children if weight > 0.1 * heaviest and c.mem_id != child.mem_id):
            break
        if any(_begins(c, child) for weight, c in _before(children, child) if weight >= LEAST):
            break
        if child.tag == "section" and any(_goes_on(c, child) for weight, c in children if weight >= _SECTION):
            break
        node = child
    return node


def _continued(start: LexborNode, weights: Mapping[int, float]) -> LexborNode:
    """`start`, or what it stands in where the story goes on in the element behind it: one with the same tag and names,
    and the same paragraphs, that begins with a sentence in one of them, and is no few lines beside a whole story."""
    node, weight = start, weights[start.mem_id]
    least = max(_SECTION, _PART * weight)
    while (around := node.parent) is not None and weights.get(node.mem_id) == weight:
        behind = node.next
        while behind is not None and not behind.is_element_node:
            behind = behind.next
        if behind is not None and weights.get(behind.mem_id, 0.0) >= least and _alike(node, behind):
            first = behind.css_first("article, p")
            names = first.attributes.get("class") if first is not None and _opens(behind, first) else None
            if names and any(p.attributes.get("class") == names for p in start.css("p")[:_MOST]):
                return around
        node = around
    return start


def _opens(section: LexborNode, first: LexborNode) -> bool:
    """Whether a section begins with a sentence in a paragraph, the `first` of its parts."""
    line = first.text(strip=True)
    return first.tag == "p" and line.endswith(SENTENCE_ENDS) and section.text(strip=True).startswith(line)


def _goes_on(section: LexborNode, story: LexborNode) -> bool:
    """Whether the section right behind a story is one of its own: it is named after what the story is ("review-body",
    "review-verdict"), and begins with a paragraph and not with links."""
    before = section.prev
    while before is not None and not before.is_element_node:
        before = before.prev
    if before is None or before.mem_id != story.mem_id or section.tag != story.tag:
        return False
    names, like = names_of_node(section.attributes), names_of_node(story.attributes)
    if box_word(names) or margin_word(names) or words_of(names).isdisjoint(words_of(like)):
        return False
    return any(len(p.text(strip=True)) > _SECTION and p.css_first("a") is None for p in section.css("p")[:_FIRST])


def _before(children: Sequence[tuple[float, LexborNode]], child: LexborNode) -> Iterator[tuple[float, LexborNode]]:
    return takewhile(lambda c: c[1].mem_id != child.mem_id, children)


def _begins(opening: LexborNode, story: LexborNode) -> bool:
    """Whether the paragraphs of an element are marked up as those of the story behind it: its first, in a box apart."""
    other = story.css_first("p")
    if other is None or opening.css_first("h1") is not None:
        return False
    paragraphs = opening.css("p")
    if any(_is_marked_like(opening, p.attributes, other.attributes) for p in paragraphs[:_FIRST]):
        return True
    names = other.attributes.get("class")
    if names and any(p.attributes.get("class") == names for p in paragraphs[_FIRST:_BEHIND_HEADER]):
        return True
    if (box := other.parent) is not None and _alike(opening, box) and _is_plain(opening):
        return True  # behind a paywall's beginning, in a box of the same name within another
    if len(paragraphs) < 2 or other.attributes or not _is_plain(opening):
        return False
    names = names_of_node(opening.attributes)
    return bool(_CALLED_PARAGRAPHS.search(names)) or (
        not _is_apart(names) and all(_weight(p.text(strip=True)) >= _PARAGRAPH for p in paragraphs)
    )


def _is_apart(names: str) -> bool:
    """Whether an element is called something that stands before a story."""
    lead = is_standfirst(names) or is_summary(names) or not _SAID_BEFORE.isdisjoint(words_of(names))
    return lead or is_notice_name(names) or bool(box_word(names) or margin_word(names))


def _is_plain(box: LexborNode) -> bool:
    """Whether an element holds nothing but plain paragraphs that end as sentences do."""
    parts = list(box.iter())
    plain = all(p.tag == "p" and not p.attributes and p.css_first("a,img") is None for p in parts)
    return plain and all(p.text(strip=True).endswith(SENTENCE_ENDS) for p in parts)


def _is_marked_like(opening: LexborNode, marked: Mapping[str, str | None], like: Mapping[str, str | None]) -> bool:
    shared = any(value and like.get(key) == value for key, value in marked.items())  # ids differ
    told = opening.tag == "p" or not (opening.attributes.get("class") or "")  # and no more is said of it
    plain = told and all(key.startswith(("id", "data-")) for key in (*marked, *like))
    names, others = (set((own.get("class") or "").split()) for own in (marked, like))
    return plain or (shared and (names == others or (bool(names and others) and others < names)))


def _alike(a: LexborNode, b: LexborNode) -> bool:
    """Whether two siblings are parts of one thing: the same tag with the same classes."""
    classes = a.attributes.get("class")
    return a.tag == b.tag and bool(classes) and classes == b.attributes.get("class")
