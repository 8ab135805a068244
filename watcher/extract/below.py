"""What stands right below a headline in the story's element: its line, before who wrote the story, or when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, takewhile

from watcher.extract.apart import says_who_or_when, wrapper_of
from watcher.extract.candidates import PARAGRAPH, is_leaf, weight
from watcher.extract.elements import Node, Tag
from watcher.extract.head import Head
from watcher.extract.inline import has, is_alike, names_of, own_text, tag_before, tag_behind, within
from watcher.extract.names import has_role
from watcher.extract.signs import is_author_page, is_others
from watcher.extract.wording import is_author_line

# Where and by whom a story's first paragraph was sent: "LOWEN — …", "Lowen, 2 March (Coastal Press) - …", "【…報導】…".
_FROM_PLACE = re.compile(
    r"[^\W\d_][^()]{1,40}\([^()]{2,30}\)\s?[–—-]|[A-ZÀ-ÞĀİŁŚŞŽΑ-ΩА-Я][A-ZÀ-ÞĀİŁŚŞŽΑ-ΩА-Я .,'’/-]{2,30}\s?[–—-]{1,2}\s"
    r"|[\[(（【〔][^\[\]()（）【】〔〕]{2,30}[\])）】〕]|[\u4e00-\u9fff]{2,12}\d{1,2}日[电電]"
)
_BOXES = ("div", "span", "section", "header", "ul", "li", "time")  # that may hold a byline
_PLAYED = frozenset(("iframe", "audio", "video", "blockquote"))
_NEXT = 4  # nodes from the first paragraph behind a line
_NEAR = 3  # elements around a line behind which its box goes on
_POINT = 30  # characters of a link that is another story's headline


def is_of_headline(line: Tag, head: Head) -> bool:
    """Whether a line in the story's element stands right below the headline, and before who wrote it, or when, or in
    a box of the headline's in which no paragraph stands."""
    title = head.title
    above = tag_before(line)
    if title is None or (above is not title and (above is None or above is not wrapper_of(title))):
        return False
    if _FROM_PLACE.match(own_text(line)):
        return False
    around = takewhile(lambda t: t is not head.body, (line, *islice(line.parents, _NEAR)))
    behind = list(next((t.next_siblings for t in around if tag_behind(t) is not None), ()))
    beside = list(takewhile(lambda n: not _is_paragraph(n), behind))
    told = [n for n in beside if isinstance(n, Tag) and tells_who_or_when(n) and not _is_of_other(n)]
    return (bool(told) and not _is_chronicle(told, behind[len(beside) :])) or _is_alone(line, head)


def _is_of_other(tag: Tag) -> bool:
    """Whether a box is about another story, something to get, or a film or recording and nobody who wrote it."""
    if any(weight(text) > _POINT and not has_role(text) for text in map(own_text, within(tag, ("a",)))):
        return True
    lines = (own_text(t) for t in within(tag, _BOXES) if is_leaf(t))
    return is_others(names_of(tag)) or (has(tag, _PLAYED) and not any(map(is_author_line, lines)))


def _is_chronicle(told: Sequence[Tag], rest: Sequence[Node]) -> bool:
    """Whether more paragraphs than one are told when, soon or by boxes alike."""
    last = next((at for at in range(len(rest) - 1, -1, -1) if _is_paragraph(rest[at])), 0)
    alike = (n for n in rest[_NEXT:last] if isinstance(n, Tag) and any(is_alike(n, tag) for tag in told[:_NEXT]))
    return any(map(tells_who_or_when, (*rest[:_NEXT], *alike)))


def _is_paragraph(node: Node) -> bool:
    """Whether something below a headline is a paragraph, or as long as one: no picture, nothing that says when."""
    if isinstance(node, Tag) and (node.name == "figure" or tells_who_or_when(node)):
        return False
    return (isinstance(node, Tag) and node.name == "p" and own_text(node) != "") or _is_long(node)


def _is_alone(line: Tag, head: Head) -> bool:
    """Whether a box of the headline's, other than the story's element, has no other text of some length."""
    box, title = line.parent, head.title
    if box is None or title is None or box is head.body or box not in title.parents or _is_row(box):
        return False
    return not any(_is_long(n) and not _is_figure(n) for n in box.contents if n is not title and n is not line)


def _is_row(box: Tag) -> bool:
    """Whether a box is the first of several alike, into which a story is cut."""
    behind = tag_behind(box)
    return behind is not None and bool(box.get("class")) and is_alike(behind, box)


def _is_figure(node: Node) -> bool:
    return isinstance(node, Tag) and node.name == "figure"


def _is_long(node: Node) -> bool:
    return weight(own_text(node) if isinstance(node, Tag) else node.strip()) > PARAGRAPH


def tells_who_or_when(node: Node) -> bool:
    """Whether a box has a line that says who wrote the story, or when."""
    if not isinstance(node, Tag) or has(node, ("p",)):
        return False
    if node.name == "p":
        return says_who_or_when(node)
    if node.name not in _BOXES:
        return node.name == "a" and is_author_page(str(node.get("href") or ""))
    return any(says_who_or_when(t) for t in (node, *within(node, _BOXES)) if is_leaf(t))
