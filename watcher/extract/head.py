"""The elements around a headline, and small tools for texts out of metadata."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import islice, takewhile

from watcher.extract.elements import Tag
from watcher.extract.inline import MARK, has, is_alike, names_of, own_text, tag_around, tag_behind, within
from watcher.extract.locate import BEHIND, BODY, PICTURED, SIGNED, TITLE
from watcher.extract.shown_dates import shown
from watcher.extract.signs import is_credit, is_standfirst
from watcher.extract.wording import is_dateline
from watcher.text import reader_text, weight

_LONGEST = 20_000
_OVER = 8  # nodes right before a headline that stands in the story's element
_LINES = frozenset(("div", "p", "span", "ul", "address", "time"))
_LINE, _BELOW = 120, 40  # characters of a line that says who and when, nodes below it
_CALLED_WHEN = re.compile(r"date|time|publi|byline|meta", re.IGNORECASE)
_SENTENCE = re.compile(r"[a-z]{2}[.!?]$")
_ROWS, _ROW = 3, 30  # elements with which a story begins, nodes in one that is a line
_LABELLED = re.compile(r"(?:[来來]源|作者|[记記]者|撰[文稿]|[时時][间間]|[编編][辑輯]?)\s?[:：/／]|기자|입력|\d:\d\d")
_BOXES = 3  # elements that may be the headline's own


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The elements around the headline, as parsed: before it, between it and the story, the story itself.

    `opening` holds what stands between headline and first paragraph where the story's own element holds them both,
    `behind` the corrections behind the story, `signed` the bylines and `pictured` the pictures there.
    """

    title: Tag | None
    before: tuple[Tag, ...]
    between: tuple[Tag, ...]
    body: Tag
    opening: tuple[Tag, ...] = ()
    behind: tuple[Tag, ...] = ()
    signed: tuple[Tag, ...] = ()
    pictured: tuple[Tag, ...] = ()


def head_of(root: Tag, marked: Mapping[str, Tag]) -> Head | None:
    """What stands around the headline of a located fragment, whose named elements are `marked`; None where it holds no
    story."""
    body, title = marked.get(BODY), marked.get(TITLE)
    if body is None:
        return None
    behind, signed, pictured = ((marked[m],) if m in marked else () for m in (BEHIND, SIGNED, PICTURED))
    outside = {"behind": behind, "signed": signed, "pictured": pictured}
    if title is None or body in title.parents:
        above = tuple(t for t in body.previous_siblings if isinstance(t, Tag))[::-1]
        opening = _opening(title) if title else ()
        above += _over(title, body) if title else ()
        return Head(title=title, before=above, between=(), body=body, opening=opening, **outside)
    before: list[Tag] = []
    between: list[Tag] = []
    place = before
    above_title, above_body = {id(p) for p in title.parents}, {id(p) for p in body.parents}
    stack = [c for c in root.contents if isinstance(c, Tag)][::-1]
    while stack:
        tag = stack.pop()
        if tag is body:
            break
        if tag is title:
            place = between
        elif id(tag) in above_title or id(tag) in above_body:
            stack += [c for c in tag.contents if isinstance(c, Tag)][::-1]
        else:
            place.append(tag)
    return Head(title=title, before=tuple(before), between=tuple(between), body=body, opening=_rows(body), **outside)


def _rows(body: Tag) -> tuple[Tag, ...]:
    """The first lines of a story's element that say when, and who wrote it or whence it is, behind their labels, as in
    China: "2026-03-02 来源：港口日报 作者：林晓岚"."""
    first = islice((t for t in body.contents if isinstance(t, Tag)), _ROWS)
    return tuple(t for t in first if t.name in ("p", "div") and _is_row(t))


def _is_row(tag: Tag) -> bool:
    if next(islice(tag.descendants, _ROW, None), None) is not None:
        return False
    text = own_text(tag)
    return len(text) < _LINE and not text.isascii() and _LABELLED.search(text) is not None and is_dateline(text)


def _over(title: Tag, body: Tag) -> tuple[Tag, ...]:
    """The small elements before a headline that stands in the story's element, those before its own box too."""
    boxes = takewhile(lambda t: t is not body, islice((title, *title.parents), _BOXES))
    nodes = (n for box in boxes for n in islice(box.previous_siblings, _OVER))
    return tuple(n for n in nodes if isinstance(n, Tag) and n.name != "nav" and not has(n, ("img", "p")))[::-1]


def _opening(title: Tag) -> tuple[Tag, ...]:
    """The elements after the headline up to the first long paragraph of the story, and none around that. One in the
    headline's header, or over the line that says who wrote it and when, is none of the story's."""
    found: list[Tag] = []
    own = {id(t) for t in title.descendants}
    header = tag_around(title, "header")
    inside = header is not None and any(MARK in t.attrs for t in header.parents)
    headed = {id(p) for p in within(header, ("p",))} if header is not None and inside else set()
    led = False
    for tag in title.next_elements:
        if not isinstance(tag, Tag) or id(tag) in own:
            continue
        long = tag.name == "p" and _is_long(own_text(tag))
        if long and is_credit(names_of(tag)):
            continue
        if long and not any(is_standfirst(names_of(t)) for t in (tag, *islice(tag.parents, 1))):
            if id(tag) not in headed and (led or not _is_over_byline(tag)):
                own.update(map(id, tag.parents))
                break
            led = True
            own.update(id(t) for t in (tag, *tag.descendants))
            continue
        if len(found) == 30:
            break
        found.append(tag)
    known = {id(t) for t in found} - own
    return tuple(t for t in found if id(t) in known and not any(id(p) in known for p in t.parents))


def _is_over_byline(paragraph: Tag) -> bool:
    """Whether the element below a paragraph only says who wrote the story and when, and no other below it is alike, as
    the labels of days or posts are."""
    line = tag_behind(paragraph)
    if line is None or line.name not in _LINES or has(line, ("img", "p")) or not 0 < len(own_text(line)) < _LINE:
        return False
    if any(isinstance(t, Tag) and is_alike(t, line) and _tells_when(t) for t in islice(line.next_siblings, _BELOW)):
        return False
    return _tells_when(line) and not _SENTENCE.search(own_text(line))


def _tells_when(line: Tag) -> bool:
    """Whether a line tells a time, or a day where it, or what is in it, is called so."""
    if line.name == "time" or has(line, ("time",)):
        return True
    at = shown(own_text(line)[:_LINE])
    called = (names_of(t) for t in (line, *within(line, ("span", "div", "li"))))
    return at is not None and ("T" in at or any(map(_CALLED_WHEN.search, called)))


def _is_long(text: str) -> bool:
    """Whether a paragraph is one of the story; an ideograph counts as three characters."""
    return len(text) > 140 or (len(text) > 46 and weight(text) > 140)


def plain(told: str) -> str:
    """Text out of a metadata field, where publishers leave entities and tags."""
    told = told[:_LONGEST]
    if "<" in told or "&" in told:
        told = re.sub(r"<[^<>]{0,300}>", " ", unescape(unescape(told)))
    return reader_text(told)


def distinct(names: Sequence[str]) -> tuple[str, ...]:
    """Names without repetition, whatever the case, in order."""
    by_key: dict[str, str] = {}
    for name in names:
        by_key.setdefault(name.casefold(), name)
    return tuple(by_key.values())
