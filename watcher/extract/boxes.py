"""What an element on the page is, before it is read: part of the story, a picture with its caption, or some box."""

from __future__ import annotations

import re
from itertools import accumulate, islice

from watcher.extract.amid import SENTENCE_ENDS
from watcher.extract.elements import Measure, Tag
from watcher.extract.embeds import shows_platform
from watcher.extract.inline import ASKS, KEPT, MARK, has, is_concealed, names_of, own_text, within
from watcher.extract.inside import (
    asks_for_gifts,
    asks_something,
    begins_as_offer,
    counts_votes,
    heads_film,
    heads_links,
    invites_to_stories,
    is_bar,
    is_card,
    is_summed_up,
    is_thread,
    is_unfolded,
    lists_stories,
    offers_something,
    recommends_one,
    recommends_stories,
    sells,
    teases_stories,
)
from watcher.extract.picture_boxes import is_picture_alone, keeps_picture, leads_elsewhere, shows_picture
from watcher.extract.reading import HEADINGS, Reading
from watcher.extract.signs import WALL_WORDS, box_word, is_caption_alone, is_label, margin_word
from watcher.urls import is_near, resolved, site

_ASIDE = frozenset(("aside", "footer", "nav", "form", "dialog", "details"))
_PICTURED = frozenset(  # boxes of other stories, or a picture of this one
    """
    complementary gerelateerd gerelateerde interstitial relacionada relacionadas relacionado relacionados related
    relaterad relaterade relaterat relaterede relateret relatert relaterte teaser
    """.split()
)
_SHARED = re.compile(r"share[-_]?(?:pic|img|image|photo)", re.IGNORECASE)  # a picture, no bar of buttons
_FILM = re.compile(r"video", re.IGNORECASE)
_FIFTH, _QUARTER, _THIRD = 0.2, 0.25, 0.33
_HALF = 0.5
_MOST = 0.8
_SOME_LINKS = 0.15  # of a text, the titles among teasers
_FEW_LINKS = 0.3  # of a text, links among which are those of a story
_TEASED = 100  # characters from which on a box that leads nowhere is text
_SMALL = 1_500  # characters of a box that holds a notice
HIDDEN = "hidden"
LINKS = "mostly links"
_OTHERS = "titles of other stories"
_CALLING = frozenset(("div", "section", "article", "li"))
_ASKED = 220  # characters of a box with a form or a button
_SUMMED = 1_500  # characters of a summary
_GIVING = 800  # characters of a box that asks for gifts
_CALLED = 400  # characters of a box with a button that sells
_THREAD = 2_000  # characters of a few comments
_BESIDE = 400  # nodes beside a line or a wall, of which the first are looked at
_POLL = 20  # characters of the least poll


def why_skipped(tag: Tag, reading: Reading) -> str | None:
    """Why the element is not read; None where it is part of the story, as is all that holds a fifth of the text but
    other stories under a line that says so, and a small box that sells."""
    if tag.get(MARK) == KEPT:
        return None
    held = tag.held
    size, linked = held.size, held.linked
    if is_concealed(tag):
        return HIDDEN if size < reading.total / 2 else None
    if tag.name in ("ul", "ol") and (linked > 0.7 or (linked > _SOME_LINKS and _is_of_stories(tag, reading))):
        return LINKS
    if size >= _FIFTH * reading.total and size > 200:
        if tag.name not in _CALLING or size > _MOST * reading.total:
            return None
        sold = size < _GIVING and held.in_links and asks_for_gifts(tag)
        if sold or (size < _CALLED and held.in_links and sells(tag, reading.base)):
            return "offer with a button"
        others = recommends_stories(tag, reading.base) or (box_word(names_of(tag)) and _teases(tag, reading))
        return _OTHERS if others and not _holds_own_part(tag) else None
    names = names_of(tag)
    word = box_word(names)
    still = word in _PICTURED or (not word and tag.name == "aside")
    pictured = still and is_picture_alone(tag, reading)
    shared = word == "share" and not size and _SHARED.search(names) is not None
    if pictured or shared or (word == "teaser" and _leads_nowhere(tag, size)):
        return None
    word = "" if tag.name in _ASIDE or (word and _shows_post(tag, word)) else word
    if word or (tag.name in _ASIDE and not is_unfolded(tag)):
        read = (tag.name in ("p", *HEADINGS) and linked <= 0.3 and size >= 60) or _holds_own_part(tag)
        return None if read else f"named like a box: {word}" if word else f"{tag.name} element"
    word = margin_word(names) if names and (linked > 0.25 or size < 150) else ""
    if word and not _is_called_alike(tag, word, reading):
        pictured = word in ("player", "aside") and has(tag, ("figcaption",)) and is_picture_alone(tag, reading)
        behind_wall = word in WALL_WORDS and not held.in_links and has(tag, ("figure",))
        still = pictured or behind_wall or (word == "player" and shows_platform(tag))
        return None if still or _holds_own_part(tag) else f"named like a margin: {word}"
    if names and 2 * size < reading.total:
        why = _why_pictured(tag, names) if held.pictures else _why_named(tag, names)
        if why:
            return why
    return _why_asking(tag) or (_why_linked(tag, reading) if held.in_links else None)


def _shows_post(tag: Tag, word: str) -> bool:
    """Whether a box, by its name a player or one of buttons, shows what stands on a platform."""
    if word == "sns":
        return has(tag, ("blockquote",))
    return "player" in word.lower() and shows_platform(tag)


def _is_of_stories(tag: Tag, reading: Reading) -> bool:
    """Whether each point of a list has a heading that leads to another page of the site, or teases one."""
    points = [t for t in tag.contents if isinstance(t, Tag) and t.name == "li"]
    if len(points) < 2:
        return False
    headed = (any(_leads_to_story(h, reading.base) for h in within(p, HEADINGS)) for p in points)
    return (tag.held.linked > _FEW_LINKS and all(headed)) or _teases(tag, reading)


def _teases(tag: Tag, reading: Reading) -> bool:
    """Whether a box that is less than half of the story teases other stories."""
    held = tag.held
    return held.linked > _SOME_LINKS and 2 * held.size < reading.total and teases_stories(tag, reading.base)


def _leads_to_story(heading: Tag, base: str) -> bool:
    link = next(within(heading, ("a",)), None)
    target = resolved(str(link.get("href") or ""), base) if link is not None else ""
    return is_near(site(target), site(base)) and leads_elsewhere(link, base)


def _why_pictured(tag: Tag, names: str) -> str | None:
    """Why an element with a picture is not read, by its names."""
    film = tag.held.size < _CALLED and tag.name in _CALLING and _FILM.search(names) is not None and heads_film(tag)
    return "still of a film" if film else None


def _why_named(tag: Tag, names: str) -> str | None:
    """Why an element without pictures is not read, by its names."""
    size = tag.held.size
    if size < 450 and is_caption_alone(names):
        return "caption without a picture"
    if size < 150 and is_label(names) and not shows_platform(tag):
        return "label"
    return "summary under a label" if size < _SUMMED and is_summed_up(tag) else None


def _why_asking(tag: Tag) -> str | None:
    """Why an element is not read that asks readers for something, or shows what they answered."""
    held, size = tag.held, tag.held.size
    if size < _ASKED and not held.pictures and asks_something(tag):
        return "offer with a button"
    if tag.name not in _CALLING or not held.has_blocks:
        return None
    if _POLL < size < _CALLED and counts_votes(tag) and not has(tag, ("table",)):  # what was found out stands in tables
        return "poll"
    return "comments" if size < _THREAD and is_thread(tag) else None


def _is_called_alike(tag: Tag, word: str, reading: Reading) -> bool:
    """Whether a line has the name that those beside it have, or a box named after a wall that of half of the story:
    magazines call all of one "paywall". Or whether a box called a bar is a column of the story: three of its paragraphs
    say something beside their links."""
    line = tag.name in ("p", *HEADINGS)
    if (line or word in WALL_WORDS) and tag.parent is not None:
        kind = "p" if line else tag.name
        beside = (t for t in islice(tag.parent.contents, _BESIDE) if isinstance(t, Tag) and t.name == kind)
        alike = (t.held.size for t in beside if t is not tag and t.get("class") == tag.get("class"))
        most = 2 * _TEASED if line else max(2 * _TEASED, _HALF * reading.total)
        if any(size > most for size in accumulate(alike)):
            return True
    if line:
        return False
    lines = (t.held.size - t.held.in_links for t in tag.contents if isinstance(t, Tag) and t.name == "p")
    return sum(size > _TEASED for size in lines) > 2


def _why_linked(tag: Tag, reading: Reading) -> str | None:
    """Why an element with links in it is not read: they are most of it, a button that sells, titles of stories."""
    held = tag.held
    linked = held.linked
    if tag.name == "dl" and linked > _HALF and begins_as_offer(tag):
        return LINKS
    if tag.name == "a" and held.has_blocks and has(tag, ("p", *HEADINGS)) and not has(tag, ("figcaption",)):
        return LINKS
    if tag.name in ("div", "section", "ul", "ol", "article", "header") and not has(tag, ("figcaption",)):
        links = (linked > 0.7 and not has(tag, ("p",))) or linked > 0.9
        links = links and not keeps_picture(tag, reading) and not shows_picture(tag, reading)
        if links and not _is_linked_sentence(tag, held) and not _is_text_beside_boxes(tag):
            return LINKS
    if tag.name not in _CALLING:
        return None
    if held.size < _TEASED and not has(tag, ("p", *HEADINGS)) and is_bar(tag):
        return "bar of buttons"
    if held.size < _CALLED and held.in_links < _CALLED / 4 and (offers_something(tag) or sells(tag, reading.base)):
        return "offer with a button"
    if held.size < _GIVING and asks_for_gifts(tag):
        return "offer with a button"
    small = held.size < _CALLED and held.has_blocks
    others = held.pictures and held.size < _CALLED and is_card(tag, reading.base)
    others = others or (small and linked > _SOME_LINKS and recommends_one(tag, reading.base))
    others = others or (held.has_blocks and (lists_stories(tag, reading.base) or heads_links(tag)))
    others = others or (held.has_blocks and _teases(tag, reading))
    others = others or (linked > _QUARTER and 2 * held.size < reading.total and invites_to_stories(tag, reading.base))
    return _OTHERS if others and not _holds_own_part(tag) else None


def _holds_own_part(tag: Tag) -> bool:
    """Whether the headline of the page, or what else the fast pass named, is inside an element."""
    marks = (t.attrs[MARK] for t in tag.descendants if isinstance(t, Tag) and MARK in t.attrs)
    return not all(mark.startswith(ASKS) for mark in marks)


def _leads_nowhere(tag: Tag, size: int) -> bool:
    """Whether a box called a teaser is text that teases nothing: the beginning of the story, kept in a box apart."""
    if size <= _TEASED or has(tag, ("img",)):
        return False
    several = len(list(islice(within(tag, ("p",)), 2))) > 1
    if has(tag, HEADINGS):
        return several and not has(tag, ("a",))
    return not has(tag, ("a",)) or (tag.held.linked < _FEW_LINKS and several)


def _is_linked_sentence(tag: Tag, held: Measure) -> bool:
    """Whether the text of an element is one sentence whose words are a link but whose full stop is not."""
    if held.pictures or held.linked == 1 or has(tag, ("p", "ul", "ol", *HEADINGS)):
        return False
    return own_text(tag).endswith((".", "。")) and len(list(within(tag, ("a",)))) == 1


def _is_text_beside_boxes(tag: Tag) -> bool:
    """Whether an element begins with a sentence of the story, and all else in it is boxes by their names: those hold
    the links."""
    held = [child for child in tag.contents if isinstance(child, Tag) and child.held.size]
    if len(held) < 2 or held[0].held.in_links or held[0].held.size < _TEASED:
        return False
    first, *others = held
    return own_text(first).endswith(SENTENCE_ENDS) and all(box_word(names_of(other)) for other in others)


def is_small(tag: Tag, reading: Reading) -> bool:
    """Whether an element holds no more text, and no more links, than a notice does."""
    held = tag.held
    return 0 < held.size < min(_SMALL, reading.total / 2) and held.linked < 0.7
