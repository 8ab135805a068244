"""The paragraph between headline and story."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from bs4.element import NavigableString, Tag

from watcher.extract.head import Head, plain
from watcher.extract.inline import MARK, classes_of, has, names_of, own_text, within
from watcher.extract.locate import Source
from watcher.extract.notices import is_notice, is_notice_name
from watcher.extract.repeated import is_known
from watcher.extract.signs import is_byline, is_caption, is_standfirst, letters
from watcher.extract.told import Told
from watcher.extract.wording import is_counter, is_read_on
from watcher.model import Known

_METAS = ("og:description", "description", "twitter:description", "dc.description")
_TEXT_TAGS = frozenset(("p", "h2", "h3", "h4", "div", "span", "ul", "strong", "b"))
_FURNITURE = frozenset(("figure", "img", "time", "button"))
_BOLD = frozenset(("strong", "b"))
_CONTAINERS = frozenset(("p", "div", "h2", "h3", "ul", "section"))


def standfirst(source: Source, head: Head, title: str, known: Known) -> tuple[Told[str | None], Tag | None]:
    """(the text between headline and story, its element), no `known` line. None where a reader sees none."""
    marked = next((t for area in (*head.between, *head.before, head.body) if (t := _marked(area))), None)
    if marked is not None:
        return Told(value=own_text(marked), by=source.signals.get("standfirst", "")), marked
    fields = (
        ("JSON-LD description", source.ld.get("description")),
        *((f"meta {k}", source.meta.get(k)) for k in _METAS),
    )
    told = [(by, letters(plain(d))) for by, d in fields if isinstance(d, str)]
    most = 0.4 * len(head.body.get_text())
    for tag in _candidates(head):
        text, inside = own_text(tag), head.body in tag.parents
        if not 20 <= len(text) <= 900 or letters(text) == letters(title) or is_read_on(text) or is_counter(text):
            continue
        if is_notice(text) or is_notice_name(names_of(tag)):
            continue
        if (inside and len(text) > most) or is_known(text, known):
            continue
        if by := _signal(tag, text, told, head.body):
            return Told(value=text, by=by), tag
        if inside and len(text) > 60 and (tag.name != "p" or _is_all_bold(tag)) and not _next_is_bold(tag):
            return Told(value=text, by="bold paragraph before the story"), tag
    return Told(value=None), None


def _signal(tag: Tag, text: str, told: Sequence[tuple[str, str]], body: Tag) -> str:
    """What says that an element is the standfirst; "" where nothing does."""
    if _is_named_standfirst(tag, body):
        return f"element named like a standfirst ({classes_of(tag) or classes_of(tag.parent or tag) or tag.name})"
    own = letters(text)
    return next((f"what is shown of {by}" for by, t in told if _same_start(own, t)), "")


def _marked(area: Tag) -> Tag | None:
    """The element that a site rule calls the standfirst."""
    inside = (t for t in (area, *area.descendants) if isinstance(t, Tag))
    return next((t for t in inside if t.get(MARK) == "standfirst" and own_text(t)), None)


def _is_named_standfirst(tag: Tag, body: Tag) -> bool:
    if is_standfirst(names_of(tag)):
        return True
    box = tag.parent
    return box is not None and box is not body and is_standfirst(names_of(box)) and len(own_text(box)) < 900


def _next_is_bold(tag: Tag) -> bool:
    following = tag.find_next_sibling(["p", "div"])
    return following is not None and _is_all_bold(following)


def _candidates(head: Head) -> Iterator[Tag]:
    for tag in head.between:
        inner = list(within(tag, _TEXT_TAGS)) if tag.name not in ("p", "h2", "h3", "h4") else []
        for found in (*(t for t in inner if _is_leaf(t)), tag):
            if not has(found, _FURNITURE) and not _beside_picture(found) and not is_byline(names_of(found)):
                yield found
    for tag in _leading(head.body):
        yield tag


def _beside_picture(tag: Tag) -> bool:
    """Whether an element is a caption: inside a figure, or named one right after a picture."""
    if any(p.name in ("figure", "figcaption") for p in (tag, *tag.parents)):
        return True
    before = tag.find_previous_sibling()
    return before is not None and is_caption(classes_of(tag)) and (before.name == "img" or has(before, ("img",)))


def _is_leaf(tag: Tag) -> bool:
    return not has(tag, _CONTAINERS)


def _leading(body: Tag) -> Iterator[Tag]:
    """The first text elements inside the body: a standfirst often stands in the story's own container."""
    read = 0
    for tag in islice(within(body, _TEXT_TAGS), 80):
        text = own_text(tag) if _is_leaf(tag) and not any(p.name in ("figure", "aside") for p in tag.parents) else ""
        if len(text) < 20 or _beside_picture(tag):
            continue
        if is_standfirst(names_of(tag)) or (
            tag.parent is not None and tag.parent is not body and is_standfirst(names_of(tag.parent))
        ):
            yield tag
        elif tag.name in ("p", "h2", "h3"):
            if read == 0 and len(text) > 50:
                yield tag
            read += len(text) > 70 or text.endswith((".", "。"))
        if read > 1:
            return


def _is_all_bold(tag: Tag) -> bool:
    if tag.parent is not None and tag.parent.name in _BOLD:
        return True
    solid = [c for c in tag.children if not (isinstance(c, NavigableString) and not c.strip())]
    return bool(solid) and all(isinstance(c, Tag) and (c.name in _BOLD or c.name == "br") for c in solid)


def _same_start(a: str, b: str) -> bool:
    shorter = min(len(a), len(b))
    if shorter < 20:
        return False
    return (
        a[:shorter] == b[:shorter]
        if shorter > 60
        else a == b or ((a.startswith(b) or b.startswith(a)) and shorter > 0.6 * max(len(a), len(b)))
    )
