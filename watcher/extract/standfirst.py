"""The paragraph between headline and story."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, islice, takewhile

from watcher.extract.apart import (
    APART,
    BOLD,
    FURNITURE,
    UNDER_TITLE,
    alike_after,
    is_all,
    is_amid,
    is_apart,
    is_apart_from_story,
    leads,
    named_alike,
    next_is_bold,
    reads_on,
    wrapper_of,
)
from watcher.extract.below import is_of_headline, tells_who_or_when
from watcher.extract.candidates import (
    LEAST,
    MOST,
    PARAGRAPH,
    above_title,
    candidates,
    is_behind_picture,
    is_beside_picture,
    is_leaf,
    is_under_title,
    weight,
)
from watcher.extract.capitals import is_prose
from watcher.extract.credits import split_credit
from watcher.extract.elements import Tag, Text
from watcher.extract.head import Head, plain
from watcher.extract.inline import (
    BLOCK_TAGS,
    MARK,
    classes_of,
    has,
    is_break,
    names_of,
    own_text,
    tag_around,
    tag_before,
    within,
)
from watcher.extract.lead import PICTURE_ENDS
from watcher.extract.locate import Source
from watcher.extract.names import has_role
from watcher.extract.notices import is_notice, is_notice_name
from watcher.extract.repeated import is_known
from watcher.extract.signs import (
    is_byline,
    is_caption_alone,
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

_METAS = ("og:description", "description", "twitter:description", "dc.description")
_LINES = frozenset(("p", "h2", "h3", "h4", "li"))
_NO_TEXT = frozenset(("figure", "button", "li", "a", "time"))
_TITLES = frozenset((*UNDER_TITLE, "strong", "b", "span"))
_REPEATED = ("div", "p", "span", "strong", "b", "h2", "h3")
_RULED = f'{MARK}="standfirst"'
_LABELS = frozenset(("label", "keyword"))
_ENDS = (".", "!", "?", "…", "”", "“", "»", '"')
_BEFORE_POINTS = "—–-•· "
_SUMMARY = pattern(r"^(?:[\[【［]\s?", "summary_labels", rf"\s?[\]】］][:：]?|{any_of('summary_labels')}[:：])\s?")
_TITLE = pattern(rf"{any_of('summary_labels')}\s?[:：]?$|", "summary_titles", r"\s?[:：]?$")

_LONGEST = 900  # characters
_POINT = 30  # characters of a key point: what buttons say is shorter
_PART, _BOLD_PART = 0.4, 0.55  # of the story's text that one inside it can hold, and one in bold
_NEARLY = 0.8  # of what is told, that must be shown where a few words differ
_SUREST = 12
_YEAR_AND_HOUR = re.compile(r"(?<!\d)\d{4}(?!\d)[^\n]{0,30}?\d[:.]\d\d")
_NEAR = 2  # elements around one that may name it
_TIMED = 60  # characters of a line that says when

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
    for tag in islice(candidates(head), MOST):
        text, inside = own_text(tag), head.body in tag.parents
        if _is_said_elsewhere(text, title) or (inside and _is_most(tag, text, head.body)):
            continue
        if is_notice(text) or is_notice_name(names_of(tag)) or _is_of_buttons(tag):
            continue
        if _repeats(tag, text, title) and not _is_told(text[len(title) :], told):
            continue
        if is_known(text, known):
            passed = True
            continue
        found = _judged(tag, text, told, head, opening)
        if found[0] > best[0] and not is_reporters_line(text) and not is_counter(text):
            best = found
        if best[0] == _SUREST:
            break
    if not best[0] and (above := next(above_title(head, known), None)) is not None:
        best = (1, "element above the headline named like a standfirst", (above,))
    if not best[0]:
        return Told(value=None), (), passed
    text = " ".join(_line_of(tag, told) for tag in best[2])
    return Told(value=text, by=best[1]), best[2], passed


def _repeats(tag: Tag, text: str, title: str) -> bool:
    """Whether an element begins with the headline once more, as a line of its own."""
    if not title or not text.startswith(title):
        return False
    return any(own_text(t) == title and not _goes_on(t, tag) for t in within(tag, _REPEATED))


def _is_told(text: str, told: Sequence[tuple[str, str]]) -> bool:
    """Whether a text is what machines are told of the story."""
    return any(each and each in letters(text) for _, each in told)


def _goes_on(tag: Tag, line: Tag) -> bool:
    """Whether words of the same line stand behind an element inside of `line`: "<b>Harbour</b> – what we know"."""
    around = takewhile(lambda t: t is not line.parent and t.name not in BLOCK_TAGS, (tag, *tag.parents))
    behind = (next((n for n in t.next_siblings if isinstance(n, Tag) or n.strip()), None) for t in around)
    follows = next((n for n in behind if n is not None), None)
    return follows is not None and not (isinstance(follows, Tag) and (is_break(follows) or follows.name in BLOCK_TAGS))


def _is_of_buttons(tag: Tag) -> bool:
    """Whether an element is a list of a few words each, without a full stop."""
    if tag.name != "ul":
        return False
    said = map(own_text, within(tag, ("li",)))
    return all(weight(text) < _POINT and not text.endswith((".", "。")) for text in said)


def _is_link(tag: Tag, text: str) -> bool:
    """Whether all words of an element are a link."""
    return any(own_text(a) == text for a in within(tag, ("a",)))


def _is_card(tag: Tag) -> bool:
    """Whether a link in an element holds a picture, and leads to none, or a title: as those to other stories do."""
    links = (a for a in within(tag, ("a",)) if has(a, ("img", *UNDER_TITLE)))
    return not all(str(a.get("href") or "").partition("?")[0].lower().endswith(PICTURE_ENDS) for a in links)


def _is_most(tag: Tag, text: str, story: Tag) -> bool:
    """Whether a line is more than a part of the story."""
    return _is_more(text, _PART, story) and not (is_all(tag, BOLD) and not _is_more(text, _BOLD_PART, story))


def _is_more(text: str, part: float, story: Tag) -> bool:
    """Whether a text is more than that part of the story's."""
    sizes = accumulate(len(n) for n in story.descendants if type(n) is Text)
    return all(len(text) > part * size for size in sizes)


def _is_said_elsewhere(text: str, title: str) -> bool:
    """Whether a line is too short or long, or something else that stands under a headline: its own words, a byline."""
    if weight(text) < LEAST or len(text) > _LONGEST or letters(text) in letters(title):
        return True
    timed = len(text) < _TIMED and bool(_YEAR_AND_HOUR.search(text))
    return timed or is_read_on(text) or is_counter(text) or is_dateline(text) or is_author_line(text) or _has_role(text)


def _has_role(text: str) -> bool:
    """Whether a line names somebody by what they do, and tells nothing: no "Ida Brandt, columnist, was freed"."""
    return has_role(text) and not (text.count(",") > 1 and is_prose(text.rpartition(",")[2], 2))


def _opening(head: Head) -> tuple[Tag, ...]:
    """The elements around the first line of some length after the headline; () without a headline."""
    if head.title is None:
        return ()
    wide = {id(t) for place in (head.title, head.body) for t in (place, *place.parents)}
    texts = (t for t in head.title.next_elements if isinstance(t, Text))
    for text in islice(texts, 200):
        line = text.strip()
        if weight(line) < LEAST or is_dateline(line) or is_counter(line):
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
        other = (
            inside
            and is_standfirst(names)
            and (_is_as_story(named) or _is_link(tag, text) or _is_card(named) or is_amid(named, head.body))
        )
        if is_standfirst(names) and not other and (parts := _lines_in(named, tag)):
            sure = _SUREST - 3 * all(t.name == "li" for t in parts)  # a line that machines are told as well is surer
            return sure - 5 * inside, f"element named like a standfirst ({classes_of(named) or named.name})", parts
    by = next((by for by, t in told if _same_start(own, t) or (not inside and _nearly_same(own, t))), "")
    by = by or ("the label of a summary" if labelled or (not inside and _is_titled(tag)) else "")
    if by and (not inside or labelled or is_apart(tag)):
        points = tag_around(tag, "ul") if tag.parent is not None and tag.parent.name == "li" else None
        return 10 - 4 * inside, f"what is shown of {by}", (tag,) if points is None else _parts(points)
    if not inside and not _is_summary_alone(around[0][1]) and _is_of_another(tag, text):
        return 0, "", ()
    for named, names in around:
        if is_summary(names) and _is_box(named) and not is_beside_picture(named) and not _begins_story(named):
            return 8 - 3 * inside, f"element named like a summary ({classes_of(named) or named.name})", _parts(named)
    if tag.name == "ul" and not inside and tag_before(tag) is head.title and not has(tag, ("a", "time")):
        return 5, "points right under the headline", (tag,)
    line = (wrapper_of(tag) or tag) if inside else tag
    opens = any(t is tag for t in opening) and reads_on(line, text, head) and not tells_who_or_when(tag)
    opens = opens and (not inside or is_apart_from_story(tag) or is_of_headline(line, head))
    if opens and not inside and not _is_credited(tag, text):
        headed = tag.name in UNDER_TITLE and tag_before(tag) is head.title
        return 8 if headed else 1, "first line after the headline", (tag,)
    if leads(tag, text, head) and not _is_credited(tag, text) and not (inside and is_amid(line, head.body)):
        return 1, "line before the story that ends in no full stop", (tag,)
    if not inside or is_amid(line, head.body):
        return 0, "", ()
    lines = [tag, *alike_after(tag)]
    whole = letters(" ".join(map(own_text, lines)))
    if is_all(tag, APART) and (by := next((by for by, t in told if t.startswith(whole) and len(whole) > 20), "")):
        return 4, f"what is shown of {by}", tuple(lines)
    plain = tag.name == "p" or is_under_title(tag, head)
    if weight(text) > 60 and (not plain or is_all(tag, BOLD)) and not next_is_bold(tag):
        return 2, "bold paragraph before the story", (tag,)
    return (1, "first line after the headline", (tag,)) if opens else (0, "", ())


def _is_summary_alone(names: str) -> bool:
    return is_summary(names) and not is_byline(names) and not is_caption_alone(names)


def _is_of_another(tag: Tag, text: str) -> bool:
    """Whether an element outside of the story says something of its author, or of a film: by its name, that of the
    element in it with its words, or that of a box around it with neither headline nor story in it."""
    around = takewhile(lambda t: MARK not in t.attrs and not _holds_marked(t), (tag, *islice(tag.parents, _NEAR)))
    inner = (t for t in within(tag, ("p", "div")) if own_text(t) == text)
    return any(is_byline(names) or is_caption_alone(names) for t in (*around, *inner) if (names := names_of(t)))


def _holds_marked(tag: Tag) -> bool:
    return any(isinstance(t, Tag) and MARK in t.attrs for t in tag.descendants)


def _lines_in(named: Tag, tag: Tag) -> tuple[Tag, ...]:
    """The lines of a standfirst's element, or the one in it beside which only a time stands; () of other elements."""
    if _is_box(named):
        return (*_parts(named), *named_alike(named))
    beside = named is not tag and _is_box(tag) and is_dateline(own_text(named, without=(tag,)))
    return (tag,) if beside else ()


def _is_box(tag: Tag) -> bool:
    """Whether an element can hold a standfirst and nothing else: neither headline nor story, byline or time."""
    if MARK in tag.attrs or _holds_marked(tag):
        return False
    return not has(tag, ("time", "address", "h1")) and len(own_text(tag)) < _LONGEST


def _is_as_story(tag: Tag) -> bool:
    """Whether long paragraphs of the story are called what the element is."""
    names = classes_of(tag)
    others = (t for t in islice(tag.next_siblings, MOST) if isinstance(t, Tag) and t.name == tag.name == "p")
    return any(classes_of(t) == names and len(own_text(t)) > 2 * PARAGRAPH for t in others)


def _begins_story(tag: Tag) -> bool:
    """Whether a box called a teaser holds several paragraphs, the first of a story."""
    return sum(len(own_text(p)) > PARAGRAPH for p in islice(within(tag, ("p",)), 3)) > 1


def _line_of(tag: Tag, told: Sequence[tuple[str, str]]) -> str:
    """A line of a standfirst as it reads, without its labels, and where it is a point without the sign before it."""
    around = (*(_labels(tag) or _before_told(tag, told)), *_signed_last(tag))
    text = _SUMMARY.sub("", own_text(tag, without=around))
    return text if tag.name != "li" and tag_around(tag, "li") is None else text.lstrip(_BEFORE_POINTS)


def _before_told(tag: Tag, told: Sequence[tuple[str, str]]) -> list[Tag]:
    """The element with a word or two before what is told: "<b>Analysis</b> The harbour closes.", without a kicker's
    name."""
    first = next((n for n in tag.contents if isinstance(n, Tag) or n.strip()), None)
    if not isinstance(first, Tag) or first.name not in _TITLES or not own_text(first)[:_POINT][-1:].isalpha():
        return []  # a place has a dash, a dot or a bracket behind it
    rest = letters(own_text(tag, without=[first]))
    return [first] if rest and any(rest == t for _, t in told) else []


def _signed_last(tag: Tag) -> list[Tag]:
    """The element with a byline behind the last sentence: "The harbour closes. <span>By Ida Brandt</span>"."""
    told = [n for n in tag.contents if isinstance(n, Tag) or n.strip()]
    last, before = told[-1] if told else None, told[-2] if len(told) > 1 else None
    if not isinstance(last, Tag) or before is None or not is_author_line(own_text(last)):
        return []
    text = own_text(before) if isinstance(before, Tag) else before.rstrip()
    return [last] if text.endswith(_ENDS) else []


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
        + [t for t in within(tag, ("div",)) if _LABELS & words_of(names_of(t)) and _is_label(own_text(t))]
        + [t for t in within(tag, ("strong", "b", "span", "div", "p", *UNDER_TITLE)) if _TITLE.match(own_text(t))]
    )


def _is_label(text: str) -> bool:
    return len(text) < _TIMED and text.endswith((":", "："))


def _is_titled(tag: Tag) -> bool:
    """Whether what a summary is called stands alone above an element."""
    above = tag_before(tag)
    return above is not None and above.name in _TITLES and bool(_TITLE.match(own_text(above)))


def _parts(tag: Tag) -> tuple[Tag, ...]:
    """The lines inside a standfirst's element that holds other things too, or its points; else the element itself."""
    points = [t for t in within(tag, ("li",)) if own_text(t) != "".join(own_text(a) for a in within(t, ("a",)))]
    if not has(tag, FURNITURE) and not has(tag, ("li",)):
        return (tag,)
    above = [p for p in within(tag, ("p",)) if tag_around(p, "li") is None]  # the points below are no part of it
    found = above if points and above else within(tag, ("li",) if points else _LINES - {"li"})
    lines = tuple(t for t in found if is_leaf(t) and not is_beside_picture(t) and own_text(t))
    return lines or (tag,)


def _marked(area: Tag) -> Tag | None:
    """The element that a site rule calls the standfirst."""
    inside = (t for t in (area, *area.descendants) if isinstance(t, Tag))
    return next((t for t in inside if t.get(MARK) == "standfirst" and own_text(t)), None)


def _is_credited(tag: Tag, text: str) -> bool:
    """Whether a line right behind a picture ends in whose picture that is."""
    around = [t for t in (tag, tag.parent) if t is not None and MARK not in t.attrs]
    return is_behind_picture(around) and split_credit(text)[1] is not None


def _same_start(a: str, b: str) -> bool:
    """Whether one text is the beginning of the other."""
    shorter, longer = sorted((len(a), len(b)))
    return weight(a[:shorter]) >= LEAST and a[:shorter] == b[:shorter] and (shorter > 60 or shorter > 0.6 * longer)


def _nearly_same(a: str, b: str) -> bool:
    """Whether two texts are the same but for one edit of a few words."""
    shorter, longer = sorted((len(a), len(b)))
    return shorter > 2 * LEAST and _in_common(a, b) + _in_common(a[::-1], b[::-1]) >= _NEARLY * longer


def _in_common(a: str, b: str) -> int:
    """How many letters both begin with."""
    return next((at for at, (one, other) in enumerate(zip(a, b, strict=False)) if one != other), min(len(a), len(b)))
