"""What is pulled out of a story and shown once more: quotes in large letters, paragraphs in a box."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import islice

from watcher.extract.elements import Tag
from watcher.extract.reading import Unread
from watcher.extract.signs import letters
from watcher.model import Block, Paragraph
from watcher.text import weight

_QUOTES = '“”„«»"「」'
_QUOTED = 200  # characters of what is pulled out of a story
_WORDS = 15  # letters of one or two words; an ideograph counts as three
_PIECE = 12  # letters of a quote that are looked for in the story
_PULLED = 30  # letters at the beginning of a quote by which it is known in the story
_CUT = re.compile(r"[(\[]\s?(?:\.\.\.|…)\s?[)\]]")  # where words were left out
_BOXES = ("div", "aside")
_LEAST, _SAID = 30, 300  # characters of a paragraph in a box of its own
_MOST = 30  # paragraphs in boxes


def is_pulled(quote: str, story: str, told: str | frozenset[str]) -> bool:
    """Whether a quote is pulled out of the story: it begins there, or more than three quarters of its pieces are `told`
    there; a word or two are said by chance."""
    if weight(quote) < _WORDS:
        return False
    if quote in story or (len(quote) > 2 * _PULLED and quote[: max(_PULLED, len(quote) // 2)] in story):
        return True
    pieces = pieces_of(quote)
    quarter = -(-len(pieces) // 4)
    return next(islice((piece for piece in pieces if piece not in told), quarter - 1, None), None) is None


def is_quotation(text: str) -> bool:
    """Whether a paragraph is short, as no answer of a word or two is, and stands in quotation marks as a whole."""
    return text[0] in _QUOTES and text[-1] in _QUOTES and len(text) < _QUOTED and weight(text) > _LEAST


def is_said_in_others(text: str, blocks: Sequence[Block]) -> bool:
    """Whether a longer paragraph holds the same words: these are pulled out of it."""
    own = letters(text)
    longer = (letters(b.text) for b in blocks if isinstance(b, Paragraph) and len(b.text) > len(text))
    return any(own in told for told in longer)


def pieces_of(text: str) -> frozenset[str]:
    return frozenset(text[at : at + _PIECE] for at in range(max(len(text) - _PIECE + 1, 1)))


def branch_of(holder: Tag | None, home: Tag) -> Tag | None:
    """The child of `home` in which a holder stands; None where it stands elsewhere."""
    branch = holder
    while branch is not None and branch.parent is not home:
        branch = branch.parent
    return branch


def pulled_out(blocks: Sequence[Block], holders: Mapping[int, Tag], home: Tag) -> dict[int, Unread]:
    """Paragraphs by id that stand in a box alone, or are one, and are said again among those beside it: pulled out of
    the story."""
    own: list[Paragraph] = []
    apart: dict[int, tuple[Paragraph, Tag]] = {}
    for block in blocks:
        if not isinstance(block, Paragraph) or (holder := holders.get(id(block))) is None:
            continue
        around = holder.parent
        if around is home and holder.name in _BOXES and _LEAST < len(block.text) < _SAID:
            apart[id(block)] = (block, holder)
        elif around is home:
            own.append(block)
        elif _LEAST < len(block.text) < _SAID and around is not None and around.held.size < _SAID:
            box = branch_of(holder, home)
            apart |= {id(block): (block, box)} if box is not None and box.held.size < _SAID else {}
    if not 0 < len(apart) < min(_MOST, len(own) // 3 + 1):
        return {}
    story = "\n".join(letters(block.text) for block in own)
    told = (i for i, (block, _) in apart.items() if all(letters(part) in story for part in _CUT.split(block.text)))
    return {i: (apart[i][1], "repeats the story") for i in told}
