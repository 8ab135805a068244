"""Pages that show only the beginning of an article: the offer under it is no part of it, and can be told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from watcher.extract.elements import Tag
from watcher.extract.inline import own_text
from watcher.extract.reading import Unread
from watcher.extract.words import WORD_BEGINS, Anywhere, names
from watcher.model import Block, Heading, Image, List, Notice, Paragraph, Quote
from watcher.text import weight

_WALL = Anywhere(WORD_BEGINS, "walls")
_SALE = tuple(sorted(names("sale_words")))
OFFER = "offer to read on for money"
_LONGEST = 320  # characters of a line of an offer
_OFFER = 900  # characters of a whole offer; an ideograph counts as three
_TOLD = 140  # characters from which on a paragraph behind an offer, with no word of selling, is the story going on
_TITLE = 60  # characters of an offer's title
_METER = 80  # characters of a line that counts free articles
_PART = 200  # characters of text in the part of a page that is sold
_BEGINNING = 2_500  # characters of the longest beginning that is shown for nothing
_ENDS = re.compile(r"[.!?…。！？؟।۔։።။][\"”’»“)」』]?$")
_COUNT = re.compile(r"(?<!\d)[1-9]\d?(?!\d)")
_SIMPLE = re.compile(r"[.#][\w-]{1,80}")


def is_wall(text: str) -> bool:
    """Whether a line says that the rest is for subscribers."""
    return len(text) < _LONGEST and bool(_WALL.search(text))


def could_be_title(block: Block) -> bool:
    """Whether a line of a few words that are no sentence can be the title of an offer under it."""
    return isinstance(block, Paragraph) and len(block.text) < _TITLE and not _ENDS.search(block.text)


def without_offer(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """(the blocks of the story, those of the offer that they end with).

    Where the story goes on behind a line that offers to read on, only the line is the offer.
    """
    first = len(blocks)
    left = 0
    for at in range(len(blocks) - 1, -1, -1):
        if any(map(is_wall, _lines(blocks[at]))):
            first = at
        left += 0 if isinstance(blocks[at], Notice) else sum(map(weight, _lines(blocks[at])))
        if left > _OFFER:
            break
    if not any(isinstance(b, Paragraph) for b in blocks[:first]):
        return tuple(blocks), ()
    if any(map(_is_told, blocks[first:])) or _goes_on(blocks[first:]) or _is_metered(blocks[first:]):
        offer = tuple(b for b in blocks[first:] if _is_line_of_offer(b))
        return (*blocks[:first], *(b for b in blocks[first:] if not _is_line_of_offer(b))), offer
    if first < len(blocks) and isinstance(blocks[first - 1], Heading):
        first -= 1
    notices = (b for b in blocks[first:] if isinstance(b, Notice))
    return (*blocks[:first], *notices), tuple(b for b in blocks[first:] if not isinstance(b, Notice))


def _is_line_of_offer(block: Block) -> bool:
    """Whether a block is no more than a line to read on."""
    lines = () if isinstance(block, Notice | Image) else _lines(block)
    return any(map(is_wall, lines)) and sum(map(weight, lines)) < _TOLD


def _is_told(block: Block) -> bool:
    """Whether a block is a paragraph of a story, and not of an offer."""
    if not isinstance(block, Paragraph) or weight(block.text) < _TOLD or is_wall(block.text):
        return False
    folded = block.text.casefold()
    return not any(word in folded for word in _SALE)


def _goes_on(blocks: Sequence[Block]) -> bool:
    """Whether short paragraphs of a story follow an offer: several sentences without a word of selling."""
    said = [b.text for b in blocks if isinstance(b, Paragraph) and _ENDS.search(b.text) and not is_wall(b.text)]
    told = [text for text in said if not any(word in text.casefold() for word in _SALE)]
    return len(told) > 1 and sum(map(weight, told)) >= _TOLD


def _is_metered(blocks: Sequence[Block]) -> bool:
    """Whether a line counts what can be read for nothing, "3 free articles left", and nothing is sold behind it."""
    first, *others = [line for block in blocks for line in _lines(block)] or [""]
    sold = any(is_wall(line) or any(word in line.casefold() for word in _SALE) for line in others)
    return len(first) < _METER and bool(_COUNT.search(first)) and not sold


def _lines(block: Block) -> tuple[str, ...]:
    match block:
        case Paragraph() | Heading() | Quote() | Notice():
            return (block.text,)
        case List():
            return block.items
        case Image():
            return (block.caption,) if block.caption else ()
        case _:
            return ()


def why_stub(ld: Mapping[str, Any], body: Tag, left_out: Sequence[Unread]) -> str:
    """Why the page shows only the beginning of the article; "" where it shows all of it, as far as can be told."""
    if any(why == OFFER for _, why in left_out):
        return "an offer to read on follows"
    walls = [tag for tag, why in left_out if "paywall" in why]
    if not (walls or _is_sold(ld)) or weight(own_text(body)) > _BEGINNING:
        return ""
    if any(is_wall(own_text(tag)[: _LONGEST - 1]) for tag in walls):
        return "a paywall follows"
    if not _is_sold(ld):
        return ""
    sold = [selector for part in _parts(ld) if _is_sold(part) and (selector := _selector(part))]
    if sold and not any(weight(own_text(tag)) > _PART for selector in sold for tag in _found(body, selector)):
        return f"JSON-LD says that {sold[0]} is not free, and it is not there"
    return ""


def _is_sold(thing: Mapping[str, Any]) -> bool:
    return str(thing.get("isAccessibleForFree", "")).strip().casefold().rpartition("/")[2] in ("false", "no", "0")


def _parts(ld: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    told = ld.get("hasPart")
    for part in told[:20] if isinstance(told, list) else [told]:
        if isinstance(part, Mapping):
            yield part


def _selector(part: Mapping[str, Any]) -> str:
    told = part.get("cssSelector")
    return told.strip() if isinstance(told, str) and _SIMPLE.fullmatch(told.strip()) else ""


def _found(body: Tag, selector: str) -> Iterator[Tag]:
    name = "class" if selector[0] == "." else "id"
    for tag in (body, *body.descendants):
        if isinstance(tag, Tag) and selector[1:] in str(tag.get(name) or "").split():
            yield tag
