"""How a line is set apart from the story behind it: what follows it, what is around it, how it is set."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, takewhile

from watcher.extract.capitals import is_named_like, is_prose
from watcher.extract.credits import reads_as_credit
from watcher.extract.elements import Tag
from watcher.extract.head import Head
from watcher.extract.inline import (
    MARK,
    has,
    is_set_bold,
    names_of,
    own_text,
    tag_around,
    tag_before,
    tag_behind,
    tags_alone,
    within,
)
from watcher.extract.moments import clock_in
from watcher.extract.offers import is_promotion
from watcher.extract.signs import box_word, is_author_page, is_byline
from watcher.extract.trim import ENDLESS
from watcher.extract.wording import begins_as_byline, is_author_line, is_counter, is_dateline, is_read_on
from watcher.text import cjk_share

FURNITURE = frozenset(("figure", "img", "time", "button"))
BOLD = frozenset(("strong", "b"))
_WRAPPERS = frozenset(("span", "em", "i", "u", "font"))
APART = frozenset(("strong", "b", "em", "i"))
UNDER_TITLE = frozenset(("h2", "h3", "h4", "h5"))

_FIRST = re.compile(r"(?:^|[-_])(?:first|p-?\d{1,3})(?:$|[-_]|par)|drop-?_?cap|lettrine|initial", re.IGNORECASE)
_HEADS = frozenset(("h2", "h3", "h4"))
_LINKED = 0.6  # of an element's text, from which on it is a list of links
_SAID = 140  # characters of what is a paragraph of the story
_LED = 300  # characters of a line that goes on from the headline
FULL_STOPS = (".", "!", "?", "…", "。", "।", "؟", "۔", "։", "።", "။")
_STOPS = (*FULL_STOPS, ":", "：", "”", '"', "»", "」", ")", "）")
_SHORT, _LONG = 20, 900  # characters of a line
_SHORTEST = 60  # characters of a paragraph, which no byline has
_TIMED = 60  # characters of a line that says who or when
_LINES = 6  # behind a bold one, among which one goes on


def leads(tag: Tag, text: str, head: Head) -> bool:
    """Whether a first line is prose that ends in no full stop, as the longer one after it does."""
    if not 2 * _SHORT <= len(text) <= _LED or text.endswith(_STOPS) or reads_as_credit(text) or not is_prose(text):
        return False
    if (
        has(tag, ("img",))
        or ENDLESS.search(text)
        or tag_around(tag, "a", "li") is not None
        or clock_in(text) is not None
        or has(tag, ("a",))
    ):
        return False
    wrapper = wrapper_of(tag) or tag
    before = tag_before(wrapper)
    if before is not None and (before.name == "img" or has(before, ("img",))):
        return False
    following = _following(wrapper) or (head.body if head.body not in tag.parents else None)
    first = next(within(following, ("p",)), following) if following is not None else None
    said = own_text(first) if first is not None else ""
    return len(said) > len(text) and said.endswith(FULL_STOPS)


def is_amid(line: Tag, story: Tag) -> bool:
    """Whether a paragraph of the story, whatever its element, stands before a line; no picture with its caption."""
    around = takewhile(lambda t: t is not story, (line, *line.parents))
    before = (n for t in around for n in t.previous_siblings if not isinstance(n, Tag) or not has(n, ("img",)))
    return any(len(own_text(n) if isinstance(n, Tag) else n) > _SAID for n in before)


def reads_on(tag: Tag, text: str, head: Head) -> bool:
    """Whether a line goes on from the headline: a heading or a line apart, no names, credit or link."""
    following = tag_behind(tag)
    if tag.name == "p":
        beside = head.title is not None and tag_before(tag) is head.title
        below = following if following is not None and following.name == "p" else None
        named = below is not None and below.get("class") and says_who_or_when(below)
        if (below is not None and not named) or not (beside or tag.get("class")):
            return False
    if has(tag, ("a",)) or reads_as_credit(text) or text.endswith((":", "：", ")", "）")):
        return False
    if tag.name in ("h2", "h3", "h4", "strong"):
        return not is_named_like(text)
    return is_prose(text) or _is_sentence(text)


def _is_sentence(text: str) -> bool:
    """Whether a line has the words of a sentence, though names and nouns with capitals stand among them; of those that
    end in no full stop a headline has fewer."""
    words = text.split()
    if cjk_share(text) > 0.5:
        return text.endswith(FULL_STOPS) or len(words) > 5
    if text.lower() == text.upper():
        return len(words) > 5
    small = [len(word) > 3 for word in words if word[0].islower()]
    if text.endswith(FULL_STOPS):
        return len(words) > 7 and (sum(small) > 3 or (any(small) and len(small) > 3))
    return len(words) > 9 and any(small) and len(small) > 5 and not begins_as_byline(text)


def says_who_or_when(line: Tag) -> bool:
    """Whether a short line says who wrote the story, or when."""
    text = own_text(line)
    if not 0 < len(text) < _TIMED:
        return False
    link = next(within(line, ("a",)), None) if line.name == "p" else None
    linked = link is not None and own_text(link) == text and is_author_page(str(link.get("href") or ""))
    return linked or is_dateline(text) or is_author_line(text) or is_byline(names_of(line))


def is_apart_from_story(tag: Tag) -> bool:
    """Whether a heading or bold line in the story's element has something else than a paragraph after it."""
    following = tag_behind(tag)
    return tag.name in ("h2", "h3", "h4", "strong") and (following is None or following.name not in ("p", "br"))


def is_apart(tag: Tag) -> bool:
    """Whether a first line is set apart from the paragraphs after it: another tag, another class, bold or italics."""
    if is_all(tag, APART):
        return True
    following = _following(tag)
    if following is None and (wrapper := wrapper_of(tag)) is not None:
        following = _following(wrapper)
        if following is not None and following.name == wrapper.name:
            following = next(within(following, (tag.name,)), following)
    if following is not None and (following.name == "figure" or _is_of_figure(following)):
        following = _following(following)
    if following is None or following.name != tag.name:
        return True
    return _kinds(tag) != _kinds(following) and ("class" in tag.attrs or not _is_odd_one(following, tag))


def _is_odd_one(second: Tag, first: Tag) -> bool:
    """Whether of a story's first three paragraphs only the second has a class."""
    third = _following(second) if len(own_text(second)) > _SHORTEST else None
    return third is not None and third.name == first.name and "class" not in third.attrs


def _is_of_figure(tag: Tag) -> bool:
    """Whether an element holds a figure, and no words beside its own."""
    if tag.name != "div" or not has(tag, ("figure",)):
        return False
    figure = next(within(tag, ("figure",)))
    return len(own_text(tag)) <= len(own_text(figure)) + _SHORT


def _kinds(tag: Tag) -> frozenset[str]:
    """The class names of an element but those that only say that it is the first, or begins with a large letter."""
    return frozenset(name for name in str(tag.get("class") or "").split() if not _FIRST.search(name))


def _following(tag: Tag) -> Tag | None:
    """The next element beside one that tells something of it."""
    return next((t for t in tag.next_siblings if isinstance(t, Tag) and not _is_passed_over(t)), None)


def wrapper_of(tag: Tag) -> Tag | None:
    """The outermost element around a line that holds nothing else; None where it stands among others."""
    text, found = own_text(tag), None
    for around in islice(tag.parents, 3):
        if MARK in around.attrs or own_text(around) != text:
            break
        found = around
    return found


def _is_passed_over(tag: Tag) -> bool:
    """Whether an element beside a line tells nothing of it: an advertisement, a list of links, a bar of buttons."""
    if has(tag, ("img", "time")) or tag.name in FURNITURE:
        return False
    if tag.name in ("aside", "iframe", "ins", "hr") or box_word(names_of(tag)):
        return True
    text = own_text(tag)
    if not text or is_counter(text) or is_dateline(text) or is_read_on(text) or is_promotion(text):
        return True
    return len(text) < _LONG and sum(len(own_text(a)) for a in within(tag, ("a",))) > _LINKED * len(text)


def alike_after(tag: Tag) -> Iterator[Tag]:
    """The elements right after one that are set apart as it is."""
    following = tag_behind(tag)
    while following is not None and following.name == tag.name and is_all(following, frozenset(("em", "i"))):
        yield following
        following = tag_behind(following)


def next_is_bold(tag: Tag) -> bool:
    """Whether the next line that says as much as a standfirst is set in bold too."""
    lines = (t for t in tag.next_siblings if isinstance(t, Tag) and t.name in ("p", "div"))
    following = next((t for t in islice(lines, _LINES) if len(own_text(t)) > _LED // 5), None)
    return following is not None and is_all(following, BOLD)


def is_all(tag: Tag, names: frozenset[str]) -> bool:
    """Whether all text of an element stands in elements of these names, or in one of them around it."""
    if (tag.parent is not None and tag.parent.name in names) or ("b" in names and is_set_bold(tag)):
        return True
    inner = tags_alone(tag.contents)
    return bool(inner) and all(
        t.name in names or t.name == "br" or (t.name in _WRAPPERS and is_all(t, names)) for t in inner
    )


def named_alike(tag: Tag) -> Iterator[Tag]:
    """The headings right after a named one that have its name and class: another part of the same standfirst."""
    following = tag_behind(tag) if tag.name in _HEADS and tag.get("class") else None
    while following is not None and following.name == tag.name and following.get("class") == tag.get("class"):
        if has(following, ("a",)):
            return
        yield following
        following = tag_behind(following)


def is_paid(tag: Tag) -> bool:
    """Whether all of a line, or of a heading in it or above it, is a link that an advertiser pays for."""
    above = tag_before(tag)
    lines = (tag, *within(tag, UNDER_TITLE), *((above,) if above is not None and above.name in UNDER_TITLE else ()))
    links = ((line, next(within(line, ("a",)), None)) for line in lines)
    return any(
        a is not None and "sponsored" in (a.get("rel") or ()) and own_text(a) == own_text(line) for line, a in links
    )
