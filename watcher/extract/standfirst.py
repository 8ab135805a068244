"""The paragraph between headline and story."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, islice, takewhile

from watcher.extract.apart import (
    APART,
    BOLD,
    FULL_STOPS,
    FURNITURE,
    UNDER_TITLE,
    alike_after,
    is_all,
    is_apart,
    is_apart_from_story,
    is_paid,
    leads,
    named_alike,
    next_is_bold,
    reads_on,
)
from watcher.extract.credits import split_credit
from watcher.extract.elements import Tag, Text
from watcher.extract.figures import is_never_a_picture
from watcher.extract.head import Head, plain
from watcher.extract.inline import (
    MARK,
    classes_of,
    has,
    names_of,
    own_text,
    tag_around,
    tag_before,
    within,
)
from watcher.extract.inside import is_summed_up
from watcher.extract.locate import Source
from watcher.extract.notices import is_notice, is_notice_name
from watcher.extract.repeated import is_known
from watcher.extract.signs import (
    box_word,
    is_byline,
    is_caption,
    is_heading,
    is_kicker,
    is_label,
    is_standfirst,
    is_summary,
    letters,
    words_of,
)
from watcher.extract.told import Told
from watcher.extract.wording import is_author_line, is_counter, is_dateline, is_read_on, is_reporters_line
from watcher.extract.words import any_of, pattern
from watcher.model import Known
from watcher.text import cjk_share

_METAS = ("og:description", "description", "twitter:description", "dc.description")
_TEXT_TAGS = frozenset(("p", "h2", "h3", "h4", "div", "span", "ul", "strong", "b", "em"))
_LINES = frozenset(("p", "h2", "h3", "h4", "li"))
_NO_TEXT = frozenset(("figure", "button", "li", "a", "time"))
_CONTAINERS = frozenset(("p", "div", "h2", "h3", "ul", "section"))
_NO_STANDFIRST = re.compile(r"shariff|share|social|comment|newsletter|caption|breadcrumb|image|picture|(?:^|[\s_-])img")
_OPENS = re.compile(r"(?:^|[\s_-])(?:modal|pop-?up|sign-?up)(?:$|[\s_-])", re.IGNORECASE)  # over the page

_RULED = f'{MARK}="standfirst"'

_LABELS = frozenset(("label", "keyword"))
_BEFORE_POINTS = "—–-•· "
_BY_MACHINE = frozenset(("aisummary", "summaryai", "resumenia", "resumeia", "kizusammenfassung"))

_SUMMARY = pattern(r"^(?:[\[【［]\s?", "summary_labels", rf"\s?[\]】］][:：]?|{any_of('summary_labels')}[:：])\s?")

_TITLE = pattern(rf"{any_of('summary_labels')}\s?[:：]?$|", "summary_titles", r"\s?[:：]?$")

_LEAST, _LONGEST = 20, 900  # characters
_POINT = 30  # characters of a key point: what buttons say is shorter
_PARAGRAPH = 60  # characters of a paragraph of a story
_MOST = 80  # elements that can be one
_PART = 0.4  # of the story's text that one inside it can hold
_NEARLY = 0.8  # of what is told, that must be shown where a few words differ
_SUREST = 12
_YEAR_AND_HOUR = re.compile(r"(?<!\d)\d{4}(?!\d)[^\n]{0,30}?\d[:.]\d\d")
_TIMED = 60  # characters of a line that says when
_NEAR = 4  # nodes before a caption among which its picture is
_DEEP = 12  # elements around a line that may be a picture's

Found = tuple[int, str, tuple[Tag, ...]]  # how sure, what says so, the elements


def standfirst(source: Source, head: Head, title: str, known: Known) -> tuple[Told[str | None], tuple[Tag, ...], bool]:
    """(the text between headline and story, its elements), no `known` line; and whether one was passed over. None where
    a reader sees none."""
    ruled = _RULED in source.html
    areas = (*head.between, *head.before, head.body) if ruled else ()
    marked = next((t for area in areas if (t := _marked(area))), None)
    if marked is not None:
        return Told(value=own_text(marked), by=source.signals.get("standfirst", "")), (marked,), False
    fields = (
        ("JSON-LD description", source.ld.get("description")),
        *((f"meta {k}", source.meta.get(k)) for k in _METAS),
    )
    told = [(by, letters(plain(d))) for by, d in fields if isinstance(d, str)]
    opening = _opening(head)
    best: Found = (0, "", ())
    passed = False
    for tag in islice(_candidates(head), _MOST):
        text, inside = own_text(tag), head.body in tag.parents
        if _is_said_elsewhere(text, title) or (inside and _is_most(text, head.body)):
            continue
        if is_notice(text) or is_notice_name(names_of(tag)) or _is_of_buttons(tag):
            continue
        if is_known(text, known):
            passed = True
            continue
        found = _judged(tag, text, told, head, opening)
        if found[0] > best[0] and not is_reporters_line(text):
            best = found
        if best[0] == _SUREST:
            break
    if not best[0] and (above := next(_above(head, known), None)) is not None:
        best = (1, "element above the headline named like a standfirst", (above,))
    if not best[0]:
        return Told(value=None), (), passed
    text = " ".join(_line_of(tag) for tag in best[2])
    return Told(value=text, by=best[1]), best[2], passed


def _is_of_buttons(tag: Tag) -> bool:
    """Whether an element is a list of a few words each, without a full stop."""
    if tag.name != "ul":
        return False
    said = map(own_text, within(tag, ("li",)))
    return all(_weight(text) < _POINT and not text.endswith((".", "。")) for text in said)


def _is_most(text: str, story: Tag) -> bool:
    """Whether a text is more than a part of the story."""
    sizes = accumulate(len(n) for n in story.descendants if type(n) is Text)
    return all(len(text) > _PART * size for size in sizes)


def _is_said_elsewhere(text: str, title: str) -> bool:
    """Whether a line is too short or long, or something else that stands under a headline: its own words, a byline."""
    if _weight(text) < _LEAST or len(text) > _LONGEST or letters(title).startswith(letters(text)):
        return True
    timed = len(text) < _TIMED and bool(_YEAR_AND_HOUR.search(text))
    return timed or is_read_on(text) or is_counter(text) or is_dateline(text) or is_author_line(text)


def _opening(head: Head) -> tuple[Tag, ...]:
    """The elements around the first line of some length after the headline; () without a headline."""
    if head.title is None:
        return ()
    wide = {id(t) for place in (head.title, head.body) for t in (place, *place.parents)}
    texts = (t for t in head.title.next_elements if isinstance(t, Text))
    for text in islice(texts, 200):
        line = text.strip()
        if _weight(line) < _LEAST or is_dateline(line):
            continue
        around = tuple(text.parents)
        own = [t for t in around[:4] if id(t) not in wide]
        if head.title not in around and not any(t.name in _NO_TEXT or has(t, ("img",)) for t in own):
            return around
    return ()


def _judged(tag: Tag, text: str, told: Sequence[tuple[str, str]], head: Head, opening: Sequence[Tag]) -> Found:
    """How sure it is that an element is the standfirst, 0 for not at all; the elements beside it that belong to it.

    By name first, then by what the page tells machines, then by how it is set; outside the story all of that counts
    more than inside it.
    """
    inside, own, labelled = head.body in tag.parents, letters(text), bool(_SUMMARY.match(text))
    around = [(t, names_of(t)) for t in (tag, tag.parent) if t is not None]
    for named, names in around:
        if is_standfirst(names) and not (inside and _is_as_story(named)) and (parts := _lines_in(named, tag)):
            return _SUREST - 5 * inside, f"element named like a standfirst ({classes_of(named) or named.name})", parts
    by = next((by for by, t in told if _same_start(own, t) or (not inside and _nearly_same(own, t))), "")
    by = by or ("the label of a summary" if labelled else "")
    if by and (not inside or labelled or is_apart(tag)):
        points = tag_around(tag, "ul") if tag.parent is not None and tag.parent.name == "li" else None
        return 10 - 4 * inside, f"what is shown of {by}", (tag,) if points is None else _parts(points)
    for named, names in around:
        if is_summary(names) and _is_box(named) and not _beside_picture(named) and not _begins_story(named):
            return 8 - 3 * inside, f"element named like a summary ({classes_of(named) or named.name})", _parts(named)
    if tag.name == "ul" and not inside and tag_before(tag) is head.title and not has(tag, ("a", "time")):
        return 5, "points right under the headline", (tag,)
    credited = _is_credited(tag, text)
    opens = any(t is tag for t in opening) and (not inside or is_apart_from_story(tag)) and reads_on(tag, text, head)
    if opens and not inside and not credited:
        return 1, "first line after the headline", (tag,)
    if not credited and leads(tag, text, head):
        return 1, "line before the story that ends in no full stop", (tag,)
    if not inside:
        return 0, "", ()
    lines = [tag, *alike_after(tag)]
    whole = letters(" ".join(map(own_text, lines)))
    if is_all(tag, APART) and (by := next((by for by, t in told if t.startswith(whole) and len(whole) > 20), "")):
        return 4, f"what is shown of {by}", tuple(lines)
    if _weight(text) > 60 and (tag.name != "p" or is_all(tag, BOLD)) and not next_is_bold(tag):
        return 2, "bold paragraph before the story", (tag,)
    return (1, "first line after the headline", (tag,)) if opens else (0, "", ())


def _lines_in(named: Tag, tag: Tag) -> tuple[Tag, ...]:
    """The lines of a standfirst's element, or the one in it beside which only a time stands; () of other elements."""
    if _is_box(named):
        return (*_parts(named), *named_alike(named))
    beside = named is not tag and _is_box(tag) and is_dateline(own_text(named, without=(tag,)))
    return (tag,) if beside else ()


def _is_box(tag: Tag) -> bool:
    """Whether an element can hold a standfirst and nothing else: neither headline nor story, byline or time."""
    if any(isinstance(t, Tag) and MARK in t.attrs for t in (tag, *tag.descendants)):
        return False
    return not has(tag, ("time", "address", "h1")) and len(own_text(tag)) < _LONGEST


def _is_as_story(tag: Tag) -> bool:
    """Whether long paragraphs of the story are called what the element is."""
    names = classes_of(tag)
    others = (t for t in islice(tag.next_siblings, _MOST) if isinstance(t, Tag) and t.name == tag.name == "p")
    return any(classes_of(t) == names and len(own_text(t)) > 2 * _PARAGRAPH for t in others)


def _begins_story(tag: Tag) -> bool:
    """Whether a box called a teaser holds several paragraphs, the first of a story."""
    return sum(len(own_text(p)) > _PARAGRAPH for p in islice(within(tag, ("p",)), 3)) > 1


def _line_of(tag: Tag) -> str:
    """A line of a standfirst as it reads, without its labels, and where it is a point without the sign before it."""
    text = _SUMMARY.sub("", own_text(tag, without=_labels(tag)))
    return text if tag.name != "li" and tag_around(tag, "li") is None else text.lstrip(_BEFORE_POINTS)


def _labels(tag: Tag) -> list[Tag]:
    """The labels that stand before a standfirst's first words, in its own line, and the titles of its paragraphs."""
    titles = list(within(tag, UNDER_TITLE)) if has(tag, ("p",)) else []
    return (
        titles
        + [
            t
            for t in within(tag, ("span", "b", "strong"))
            if is_kicker(names := names_of(t)) or is_label(names) or not _LABELS.isdisjoint(words_of(names))
        ]
        + [t for t in within(tag, ("strong", "b", "span", "div", "p")) if _TITLE.match(own_text(t))]
    )


def _parts(tag: Tag) -> tuple[Tag, ...]:
    """The lines inside a standfirst's element that holds other things too, or its points; else the element itself."""
    points = [t for t in within(tag, ("li",)) if own_text(t) != "".join(own_text(a) for a in within(t, ("a",)))]
    if not has(tag, FURNITURE) and not has(tag, ("li",)):
        return (tag,)
    above = [p for p in within(tag, ("p",)) if tag_around(p, "li") is None]  # the points below are no part of it
    found = above if points and above else within(tag, ("li",) if points else _LINES - {"li"})
    lines = tuple(t for t in found if _is_leaf(t) and not _beside_picture(t) and own_text(t))
    return lines or (tag,)


def _marked(area: Tag) -> Tag | None:
    """The element that a site rule calls the standfirst."""
    inside = (t for t in (area, *area.descendants) if isinstance(t, Tag))
    return next((t for t in inside if t.get(MARK) == "standfirst" and own_text(t)), None)


def _candidates(head: Head) -> Iterator[Tag]:
    for tag in head.between:
        inner = list(within(tag, _TEXT_TAGS)) if tag.name not in ("p", "h2", "h3", "h4") else []
        leaves = [t for t in inner if _is_leaf(t)]
        if any(own_text(t) == own_text(tag) and _is_furniture(t) for t in leaves):
            continue
        for found in (*leaves, tag):
            if _weight(own_text(found)) < _LEAST or _holds_furniture(found):
                continue
            if found.name == "blockquote" and not is_standfirst(names_of(found)):
                continue
            if not _is_furniture(found) and not is_byline(names_of(found)):
                yield found
    yield from _leading(head)


def _above(head: Head, known: Known) -> Iterator[Tag]:
    """The sentences right above the headline with the name of what stands below it."""
    beside = (t for t in head.before if head.title is not None and t.parent is head.title.parent)
    for tag in (t for t in beside if is_standfirst(names_of(t)) and _is_leaf(t) and not has(t, ("a", "img"))):
        text = own_text(tag)
        told = _weight(text) > _PARAGRAPH and text.endswith(FULL_STOPS) and not is_notice(text)
        if told and not is_known(text, known) and not _is_furniture(tag):
            yield tag


def _holds_furniture(tag: Tag) -> bool:
    """Whether an element holds a picture, a time or a button; an icon in front of its line is none."""
    return any(t.name != "img" or not is_never_a_picture(str(t.get("src") or "")) for t in within(tag, FURNITURE))


def _is_furniture(tag: Tag) -> bool:
    """Whether an element stands in what is no text of the article: a caption, a form, a box to share or to buy."""
    if _beside_picture(tag):
        return True
    around = list(takewhile(lambda t: MARK not in t.attrs, islice((tag, *tag.parents), 5)))
    named = [names_of(t) for t in around]
    walled = (t for t, names in zip(around, named, strict=True) if _is_walled(names) or _OPENS.search(names))
    if any(t.name in ("form", "aside") for t in around) or any(not has(t, ("h1",)) for t in walled):
        return True
    if is_paid(tag):
        return True
    if is_standfirst(names_of(tag)):
        return False
    by_machine = any(box_word(n) in _BY_MACHINE for n in named) or any(map(is_summed_up, around))
    return by_machine or any(map(_is_other, named[:2]))


def _is_walled(names: str) -> bool:
    """Whether names are those of a box that sells the rest of the story."""
    names = names.lower()
    return "paywall" in names or "subscri" in names


@lru_cache(maxsize=4096)
def _is_other(names: str) -> bool:
    """Whether names are those of something else that stands above a story."""
    return bool(_NO_STANDFIRST.search(names.lower())) and not is_standfirst(names)


def _beside_picture(tag: Tag) -> bool:
    """Whether an element is a caption: inside a figure, or named one right after a picture."""
    if any(p.name in ("figure", "figcaption") for p in islice((tag, *tag.parents), _DEEP)):
        return True
    around = [t for t in (tag, tag.parent) if t is not None and MARK not in t.attrs]
    named = [names for t in (*around, *within(tag, ("span",))) if is_caption(names := classes_of(t))]
    return bool(named) and _is_behind_picture(around, own=not all(map(is_summary, named)))


def _is_behind_picture(around: Sequence[Tag], *, own: bool = True) -> bool:
    """Whether a picture stands before; one with words of its own counts only for its `own` caption."""
    nearest = (t for each in around for t in islice(each.previous_siblings, _NEAR) if isinstance(t, Tag))
    return any(t.name == "img" or (has(t, ("img",)) and (own or not own_text(t))) for t in nearest)


def _is_credited(tag: Tag, text: str) -> bool:
    """Whether a line right behind a picture ends in whose picture that is."""
    around = [t for t in (tag, tag.parent) if t is not None and MARK not in t.attrs]
    return _is_behind_picture(around) and split_credit(text)[1] is not None


def _is_leaf(tag: Tag) -> bool:
    return not has(tag, _CONTAINERS)


def _leading(head: Head) -> Iterator[Tag]:
    """The first text elements inside the body, after the headline where it stands there too."""
    read, body = 0, head.body
    inside = head.title is not None and body in head.title.parents
    after = head.title.next_elements if inside and head.title is not None else body.descendants
    nodes = (
        n for n in after if (isinstance(n, Tag) and n.name in _TEXT_TAGS) or (type(n) is Text and n.parent is body)
    )
    for tag in islice(nodes, _MOST):
        if not isinstance(tag, Tag):
            read += _weight(tag.strip()) > 70
            if read > 1:
                return
            continue
        text = own_text(tag) if _is_leaf(tag) and not any(p.name in ("figure", "aside") for p in tag.parents) else ""
        if _weight(text) < _LEAST or _is_furniture(tag) or is_counter(text):
            continue
        around = (tag, *((tag.parent,) if tag.parent is not None and tag.parent is not body else ()))
        named = [names for t in around if is_standfirst(names := names_of(t)) or is_summary(names)]
        if any(not read or not is_heading(names) for names in named):
            yield tag
        elif tag.name in ("p", "h2", "h3", "h4") or (read == 0 and tag.name == "div" and leads(tag, text, head)):
            if read == 0 and (_weight(text) > 40 or is_all(tag, APART)):
                yield tag
            read += _weight(text) > 70 or text.endswith((".", "。"))
        if read > 1:
            return


def _weight(text: str) -> float:
    """The length of a text, where a character of Chinese, Japanese or Korean counts as two."""
    return len(text) * (1 + cjk_share(text))


def _same_start(a: str, b: str) -> bool:
    """Whether one text is the beginning of the other."""
    shorter, longer = sorted((len(a), len(b)))
    return _weight(a[:shorter]) >= _LEAST and a[:shorter] == b[:shorter] and (shorter > 60 or shorter > 0.6 * longer)


def _nearly_same(a: str, b: str) -> bool:
    """Whether two texts are the same but for one edit of a few words."""
    shorter, longer = sorted((len(a), len(b)))
    return shorter > 2 * _LEAST and _in_common(a, b) + _in_common(a[::-1], b[::-1]) >= _NEARLY * longer


def _in_common(a: str, b: str) -> int:
    """How many letters both begin with."""
    return next((at for at, (one, other) in enumerate(zip(a, b, strict=False)) if one != other), min(len(a), len(b)))
