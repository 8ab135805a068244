"""What class names on news pages tell: lists that hold on many sites. One site's own layout is a site rule."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from operator import add
from typing import Literal

from watcher.extract.words import lowered
from watcher.extract.words import names as listed
from watcher.text import letters as letters_of

_BOX_WORDS = listed("box_names")
WALL_WORDS = listed("wall_names")
_MARGIN_WORDS = listed("margin_names") | WALL_WORDS
_CAPTION_NAMES = listed("caption_names")
_LABEL_NAMES = listed("label_names")
HIDDEN_NAMES = listed("hidden_names")
_BOX_PAIRS = lowered("", "box_pairs")
_CREDIT_WORDS = lowered("", "credit_words")
_PICTURE_CREDIT_WORDS = lowered("", "picture_credit_words")
_CAPTION_WORDS = lowered("", "caption_words")
_HEADING_WORDS = lowered(r"(?:^|[\s_-]|online)", "heading_words", r"(?:$|[\s_-])")
_BYLINE_WORDS = lowered("", "byline_words")
_KICKER_WORDS = lowered("", "kicker_words")
_STANDFIRST_WORDS = lowered(r"stand-?first|(?:^|[\s_-])", "standfirst", r"(?:$|[\s_-]|text|paragraph|title)")
_SUMMARY_WORDS = lowered(r"(?:^|[\s_-])(?<!speakable-)", "summary", r"(?:$|[\s_-]|text|paragraph|title)")
_PICTURE_WORDS = lowered(r"(?:^|[\s_-])", "picture_words", r"(?:s|box|con|container|wrapper)?(?:$|[\s_-])")
_PICTURE_BOXES = re.compile(r"(?:image|photo|picture|bild|foto|pic)(?:box|container|wrap)", re.IGNORECASE)

_AUTHOR_PAGES = re.compile(
    r"/(?:authors?|staff|autor(?:en?|es|i|zy)?|auteurs?|profile|people|person|by|redaktion|journaliste?|reporter|signataires"
    r"|redacteur|redakteur|redaktor|firmas|avtor[iy]?|giornalist[ai]|periodista|colunista|verslaggever|medarbejder|toimittaja"
    r"|tac-gia|muhabir|yazar(?:lar)?|penulis|skribent|forfatter|szerzo)s?/"
)

_CALLED_BOTH = re.compile(r"(?:^|[\s_-])(?:caption\s+attribution$|cap-cred(?!\S))", re.IGNORECASE)

# How letters look and where they are moved, what is checked, what an element has or has not, where a content system
# shows it, and its blocks for advanced editors: the words in them say nothing of a box.
_PASSED_OVER = re.compile(
    r"(?<!\S)(?:typo|typography|font|has|with|without|no)-\S+|fact-?check|(?<!\S)node--?promoted(?!\S)|(?-i:(?<=[a-z])With(?:out)?[A-Z][A-Za-z]*)"
    r"|nudge--?(?:top|bottom|left|right|up|down)|(?<!\S)(?:k[bt]-adv|\w{2,5}-adv-(?:accordion|tabs?|icon|toggle))-?\S*"
    r"|((?:content|article|story|post|entry|text|body|page|layout|main|grid|container|wrap(?:per)?|inner|columns?|col|row)"
    r"[_-]{1,2})(?:has|with|without|no)-(?:(?!__|--)\S)+",
    re.IGNORECASE,
)
# One of these is in each name that _PASSED_OVER finds.
_PASSING = ("with", "no-", "typo", "font", "has-", "check", "promoted", "nudge", "adv")
_OF_POST = re.compile(r"(?<!\S)(?:category|tag|format)-\S+")  # under what WordPress files a post, in the post's classes
_CAPITAL = re.compile(r"(?<=[a-z]{3})(?=[A-Z][a-z])")
_TOKEN = re.compile(r"[A-Za-z0-9]+")
_MADE_UP = re.compile(r"\d[A-Za-z]|[A-Za-z]\d{4}|^[A-Za-z]{1,2}\d{2,}$")
_HEX = re.compile(r"[g-z]?(?=[a-f]*\d)[a-f\d]{6,}$")
_LONGEST = 80  # characters of a piece of a name
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")


def is_made_up(name: str) -> bool:
    """Whether a run of letters and digits in a class name is a build tool's ("1x7Gh2", "sc12345"), or a number."""
    return bool(_MADE_UP.search(name)) or (len(name) > 3 and name.isdigit()) or bool(_HEX.match(name))


@lru_cache(maxsize=4096)
def words_of(names: str) -> frozenset[str]:
    """The words in class names and ids, in lower case, also joined in pairs: "relatedLinks ad-slot" → related, links, …

    What a build tool made up ("css-ad12f3", "kfAdwZ") holds no words.
    """
    return frozenset().union(*map(_words, names.split()))


@lru_cache(maxsize=4096)
def _words(name: str) -> frozenset[str]:
    """The words in one name."""
    tokens = _TOKEN.findall(name)
    if len(name) < _LONGEST and name.islower() and "".join(tokens).isalpha():  # as most are
        own = frozenset(tokens)
        return own.union([w for w in map(add, tokens, tokens[1:]) if len(w) > 2]) if len(tokens) > 1 else own
    parts = [a + b for a, b in pairwise(map(str.lower, tokens)) if len(a + b) > 2]
    for token in tokens:
        if token.islower() and token.isalpha():
            parts.append(token[:_LONGEST])
            continue
        parted = [w.lower() for w in _WORD.findall(token[:_LONGEST])]
        if _MADE_UP.search(token) or (len(parted) > 2 and max(map(len, parted)) < 3):
            continue
        parts += [w for w in parted if len(w) > 2 or len(parted) == 1]
        parts += [a + b for a, b in pairwise(parted) if len(a + b) > 2]
    return frozenset(parts)


@lru_cache(maxsize=4096)
def box_word(names: str) -> str:
    """The name by which an element is a box that is not the story: an advertisement, a teaser, a form; "" without."""
    told = _telling(names)
    own = (_PASSED_OVER.sub(r"\1 ", told) if any(map(told.lower().__contains__, _PASSING)) else told).split()
    if words := [word for word in map(_boxed, own) if word]:
        return min(words)
    return next(filter(None, map(_box_pair, own)), "")


def is_others(names: str) -> bool:
    """Whether names are those of a box that is not the story, nor says who wrote it, or when."""
    return box_word(names) not in ("", "share", "sharebar", "toolbar") and not margin_word(names)


@lru_cache(maxsize=4096)
def _boxed(name: str) -> str:
    """The word in one name by which an element is such a box, the first in the alphabet; "" without."""
    found = _BOX_WORDS & _words(name)
    return min(found) if found else ""


@lru_cache(maxsize=4096)
def _box_pair(name: str) -> str:
    """The pair of words in one name by which an element is such a box; "" without."""
    pair = _BOX_PAIRS.search(name.lower())
    return name[pair.start() : pair.end()].strip(" _-") if pair else ""


@lru_cache(maxsize=4096)
def margin_word(names: str) -> str:
    """The name by which an element is a box where it holds little text or mostly links; "" without."""
    return min(_MARGIN_WORDS & words_of(_telling(names)), default="")


def _telling(names: str) -> str:
    """Names without those under which a post is filed."""
    return _OF_POST.sub("", names) if "hentry" in names or "type-post" in names else names


@lru_cache(maxsize=4096)
def is_picture(names: str) -> bool:
    """Whether the names are those of an element around a picture."""
    return bool(_PICTURE_WORDS.search(names.lower()) or _PICTURE_BOXES.search(names))


@lru_cache(maxsize=4096)
def is_concealing(classes: str) -> bool:
    """Whether class names hide an element on every screen ("hidden", not "hidden lg:block")."""
    words = classes.lower().split()
    hidden = any(w in ("hidden", "hide", "d-none", "is-hidden", "u-hidden", "display-none", "ng-hide") for w in words)
    return hidden and not any(
        re.match(r"(?:sm|md|lg|xl|2xl|xs|desktop|tablet)[:-]|(?:d|show|visible)-(?:sm|md|lg|xl)", w) for w in words
    )


@lru_cache(maxsize=4096)
def is_unseen(classes: str) -> bool:
    """Whether class names leave an element to screen readers or printers."""
    words = classes.lower().split()
    return any(w in HIDDEN_NAMES or w.partition("-")[2] in HIDDEN_NAMES for w in words)


@lru_cache(maxsize=4096)
def is_credit(names: str) -> bool:
    """Whether the names are those of a picture credit."""
    return bool(names and _CREDIT_WORDS.search(names.lower()))


@lru_cache(maxsize=4096)
def is_picture_credit(names: str) -> bool:
    """Whether the names are those of a credit that can only be a picture's, not the story's."""
    return bool(names and _PICTURE_CREDIT_WORDS.search(names.lower()))


@lru_cache(maxsize=4096)
def is_caption(names: str) -> bool:
    """Whether the names are those of a caption."""
    return bool(names and _CAPTION_WORDS.search(names.lower()))


@lru_cache(maxsize=4096)
def is_caption_alone(names: str) -> bool:
    """Whether the names are those of a caption and nothing else, so that text under them is no paragraph."""
    return not _CAPTION_NAMES.isdisjoint(words_of(names))


@lru_cache(maxsize=4096)
def is_label(names: str) -> bool:
    """Whether the names are those of a label on a player or box."""
    return not _LABEL_NAMES.isdisjoint(words_of(names))


@lru_cache(maxsize=4096)
def is_heading(classes: str) -> bool:
    """Whether class names are those of a line that stands for a heading."""
    return bool(_HEADING_WORDS.search(classes.lower()))


@lru_cache(maxsize=4096)
def part_of_picture(names: str) -> Literal["caption", "credit", ""]:
    """Whether the names are those of a picture's credit ("caption__credit" too) or of its caption."""
    if is_credit(names):
        return "caption" if _CALLED_BOTH.search(names) else "credit"
    return "caption" if is_caption(names) else ""


@lru_cache(maxsize=4096)
def is_standfirst(names: str) -> bool:
    """Whether the names are those of the paragraph between headline and story."""
    if not names:
        return False
    for name in names.split():
        apart = _apart(name)
        if _STANDFIRST_WORDS.search(apart) and (apart == name.lower() or not _PICTURE_WORDS.search(apart)):
            return True
    return False


@lru_cache(maxsize=4096)
def is_summary(names: str) -> bool:
    """Whether the names are those of a summary: often the paragraph between headline and story."""
    return bool(names and _SUMMARY_WORDS.search(names.lower()))


def _apart(names: str) -> str:
    """Names in lower case, with a hyphen between words that capitals part: "storySummary" → "story-summary"."""
    return _CAPITAL.sub("-", names).lower()


@lru_cache(maxsize=4096)
def is_kicker(names: str) -> bool:
    """Whether the names are those of the short line over a headline."""
    return bool(names and _KICKER_WORDS.search(names.lower()))


@lru_cache(maxsize=4096)
def is_byline(names: str) -> bool:
    """Whether the names are those of the line that says who wrote it."""
    return bool(names and _BYLINE_WORDS.search(names.lower()))


def is_author_page(href: str) -> bool:
    """Whether an address is that of a page about who writes."""
    return _AUTHOR_PAGES.search(href) is not None


def letters(text: object) -> str:
    """The letters and digits of a text, case folded: what two spellings of one headline share."""
    return letters_of(text) if isinstance(text, str) else ""
