"""The elements that can be the paragraph between headline and story."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, takewhile

from watcher.extract.apart import APART, BOLD, FULL_STOPS, FURNITURE, is_all, is_paid, leads
from watcher.extract.elements import Tag, Text
from watcher.extract.figures import is_never_a_picture
from watcher.extract.head import Head
from watcher.extract.inline import (
    MARK,
    classes_of,
    has,
    is_concealed,
    names_of,
    own_text,
    tag_around,
    tag_before,
    tag_behind,
    within,
)
from watcher.extract.inside import is_summed_up
from watcher.extract.notices import is_notice
from watcher.extract.repeated import is_known
from watcher.extract.signs import (
    box_word,
    is_author_page,
    is_byline,
    is_caption,
    is_caption_alone,
    is_heading,
    is_picture,
    is_standfirst,
    is_summary,
)
from watcher.extract.wording import QUESTION, begins_as_byline, is_author_line, is_counter, is_dateline
from watcher.model import Known
from watcher.text import cjk_share

_TEXT_TAGS = frozenset(("p", "h2", "h3", "h4", "div", "section", "span", "ul", "strong", "b", "em"))
_CONTAINERS = frozenset(("p", "div", "h2", "h3", "ul", "section"))
_NO_STANDFIRST = re.compile(r"shariff|share|social|comment|newsletter|caption|breadcrumb|image|picture|(?:^|[\s_-])img")
_OPENS = re.compile(r"(?:^|[\s_-])(?:modal|pop-?up|sign-?up)(?:$|[\s_-])", re.IGNORECASE)  # over the page
_BY_MACHINE = frozenset(("aisummary", "summaryai", "resumenia", "resumeia", "kizusammenfassung"))
_NEAR = 4  # nodes before a caption among which its picture is
_DEEP = 12  # elements around a line that may be a picture's
_QUOTES = frozenset('「『“‘"')
PARAGRAPH = 60  # characters of a paragraph of a story
_HEAD = 80  # characters of what is no heading
_LINES = 60  # nodes behind a line in bold, among which others are
LEAST = 20  # characters
MOST = 80  # elements that can be one


def candidates(head: Head) -> Iterator[Tag]:
    """The elements of some words between headline and story, and the first of the story."""
    for tag in head.between:
        if is_concealed(tag):
            continue
        inner = list(within(tag, _TEXT_TAGS)) if tag.name not in ("p", "h2", "h3", "h4") else []
        leaves = [t for t in inner if is_leaf(t)]
        told = [t for t in (*leaves, tag) if weight(own_text(t)) >= LEAST and not _holds_furniture(t)]
        alike = [t for t in leaves if own_text(t) == own_text(tag)] if told else []
        if any(map(_is_furniture, alike)):
            continue
        for found in told:
            if found.name == "blockquote" and not is_standfirst(names_of(found)) and not _sums_up(own_text(found)):
                continue
            if not is_byline(names_of(found)) and (any(found is t for t in alike) or not _is_furniture(found)):
                yield found
    yield from _leading(head)


def _sums_up(text: str) -> bool:
    """Whether a quotation is in ideographs and not in quotation marks: so Chinese pages set summaries."""
    return cjk_share(text) > 0 and text[:1] not in _QUOTES


def above_title(head: Head, known: Known) -> Iterator[Tag]:
    """The sentences right above the headline with the name of what stands below it."""
    beside = (t for t in head.before if head.title is not None and t.parent is head.title.parent)
    for tag in (t for t in beside if is_standfirst(names_of(t)) and is_leaf(t) and not has(t, ("a", "img"))):
        text = own_text(tag)
        told = weight(text) > PARAGRAPH and text.endswith(FULL_STOPS) and not is_notice(text)
        if told and not is_known(text, known) and not _is_furniture(tag):
            yield tag


def _leading(head: Head) -> Iterator[Tag]:
    """The first text elements inside the body, after the headline where it stands there too."""
    read, body = 0, head.body
    inside = head.title is not None and body in head.title.parents
    after = head.title.next_elements if inside and head.title is not None else body.descendants
    nodes = (
        n for n in after if (isinstance(n, Tag) and n.name in _TEXT_TAGS) or (type(n) is Text and n.parent is body)
    )
    for tag in islice(nodes, MOST):
        if not isinstance(tag, Tag):
            read += weight(tag.strip()) > 70
            if read > 1:
                return
            continue
        text = own_text(tag) if is_leaf(tag) and not any(p.name in ("figure", "aside") for p in tag.parents) else ""
        if weight(text) < LEAST or _is_furniture(tag) or is_counter(text):
            continue
        around = (tag, *((tag.parent,) if tag.parent is not None and tag.parent is not body else ()))
        if len(around) > 1 and tag.name == "p" and _is_beside_picture(tag, around[1]):
            continue
        named = [names for t in around if is_standfirst(names := names_of(t)) or is_summary(names)]
        if any(not read or not is_heading(names) for names in named):
            yield tag
        elif tag.name in ("p", "h2", "h3", "h4") or (
            read == 0
            and tag.name in ("div", "section", "span")
            and (is_under_title(tag, head) or (tag.name != "span" and (leads(tag, text, head) or is_all(tag, BOLD))))
        ):
            if read == 0 and (weight(text) > 40 or is_all(tag, APART)):
                yield tag
            read += weight(text) > 70 or text.endswith((".", "。"))
        elif tag.name in BOLD and not read and _opens_lines(tag, text, head):
            yield tag
            return
        if read > 1:
            return


def _opens_lines(bold: Tag, text: str, head: Head) -> bool:
    """Whether a sentence in bold is the first below the headline of lines that <br> parts, and the only one in bold: it
    is no question of an interview, nor a byline."""
    if text.endswith(QUESTION) or begins_as_byline(text):
        return False
    behind = next((n for n in bold.next_siblings if isinstance(n, Tag) or n.strip()), None)
    least = PARAGRAPH if text[-1] in FULL_STOPS else _HEAD
    if not isinstance(behind, Tag) or behind.name != "br" or weight(text) < least:
        return False
    below = (n for n in islice(behind.next_siblings, _LINES) if isinstance(n, Tag) and n.name in BOLD)
    if any(weight(own_text(n)) >= PARAGRAPH for n in below):
        return False
    above = takewhile(lambda n: n is not head.title, bold.previous_siblings)
    before = (n for n in above if not isinstance(n, Tag) or not has(n, ("img",)))
    return not any(weight(own_text(n) if isinstance(n, Tag) else n) > PARAGRAPH / 2 for n in before)


def is_under_title(tag: Tag, head: Head) -> bool:
    """Whether an element stands between the headline and the line that says who wrote the story, or when."""
    if head.title is None or tag_before(tag) is not head.title:
        return False
    behind = tag_behind(tag)
    if behind is None or behind.name in ("time", "address"):
        return behind is not None
    named = is_byline(names_of(behind)) or is_author_page(str(behind.get("href") or ""))
    return named or is_author_line(text := own_text(behind)) or is_dateline(text)


def _holds_furniture(tag: Tag) -> bool:
    """Whether an element holds a picture, a time or a button; an icon in front of its line is none."""
    return any(t.name != "img" or not is_never_a_picture(str(t.get("src") or "")) for t in within(tag, FURNITURE))


def _is_furniture(tag: Tag) -> bool:
    """Whether an element stands in what is no text of the article: a caption, a form, a box to share or to buy."""
    if is_beside_picture(tag):
        return True
    around = list(takewhile(lambda t: MARK not in t.attrs, islice((tag, *tag.parents), 5)))
    named = [names_of(t) for t in around]
    walled = (t for t, names in zip(around, named, strict=True) if _is_walled(names))
    if any(t.name in ("form", "aside") for t in around) or any(not has(t, ("h1",)) for t in walled):
        return True
    if is_paid(tag) or (tag.name == "div" and any(map(_is_caption, (tag, *within(tag, ("div",)))))):
        return True
    if is_standfirst(names_of(tag)):
        return False
    by_machine = any(box_word(n) in _BY_MACHINE for n in named) or any(map(is_summed_up, around))
    return by_machine or any(map(_is_other, named[:2]))


def _is_caption(tag: Tag) -> bool:
    return MARK not in tag.attrs and is_caption_alone(names_of(tag))


@lru_cache(maxsize=4096)
def _is_walled(names: str) -> bool:
    """Whether names are those of a box that sells the rest of the story, or opens over the page."""
    lower = names.lower()
    return "paywall" in lower or "subscri" in lower or _OPENS.search(names) is not None


@lru_cache(maxsize=4096)
def _is_other(names: str) -> bool:
    """Whether names are those of something else that stands above a story."""
    return bool(_NO_STANDFIRST.search(names.lower())) and not is_standfirst(names)


def is_beside_picture(tag: Tag) -> bool:
    """Whether an element is a caption: inside a figure, or named one right after a picture."""
    if any(p.name in ("figure", "figcaption") for p in islice((tag, *tag.parents), _DEEP)):
        return True
    around = [t for t in (tag, tag.parent) if t is not None and MARK not in t.attrs]
    named = [names for t in (*around, *within(tag, ("span",))) if is_caption(names := classes_of(t))]
    if named and (row := tag_around(tag, "tr")) is not None:
        around.append(row)
    return bool(named) and is_behind_picture(around, own=not all(map(is_summary, named)))


def is_behind_picture(around: Sequence[Tag], *, own: bool = True) -> bool:
    """Whether a picture stands before; one with words of its own counts only for its `own` caption."""
    nearest = (t for each in around for t in islice(each.previous_siblings, _NEAR) if isinstance(t, Tag))
    return any(t.name == "img" or (has(t, ("img",)) and (own or not own_text(t))) for t in nearest)


def _is_beside_picture(tag: Tag, box: Tag) -> bool:
    """Whether an element stands in a picture's box right behind a picture without words, and is named no standfirst."""
    if not is_picture(names_of(box)) or is_standfirst(names_of(tag)):
        return False
    before = tag_before(tag)
    return before is not None and (before.name == "img" or has(before, ("img",))) and not own_text(before)


def is_leaf(tag: Tag) -> bool:
    """Whether an element holds text and no elements around texts."""
    return not has(tag, _CONTAINERS)


def weight(text: str) -> float:
    """The length of a text, where a character of Chinese, Japanese or Korean counts as two."""
    return len(text) * (1 + cjk_share(text))
