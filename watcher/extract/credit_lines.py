"""The lines of a story that say whose it is, or a picture in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from watcher.extract.credits import seen_and_credited, split_credit, told_by_label
from watcher.extract.names import initials_in
from watcher.extract.wording import is_agency_line, is_copyright, is_counter, is_place_line
from watcher.model import Block, Heading, Image, List, Paragraph

_NEAR, _EACH = 3, 3  # blocks above its credit in which a picture is, lines that credit pictures one by one
_OF_PICTURE = re.compile(
    # No "Foto/Text:", whose the story is too.
    r"\W*(?:titel|aufmacher)?(?:fot|phot|bild|imag|imm|beeld|billed|zdj|kuva|kép|фото|图|圖|写真|사진)\w*+(?!\s?[/／&+])",
    re.IGNORECASE,
)
_SHORT = 50  # characters of a line that is only a credit


def _with_their_credits(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, and what a line among them that is only a labelled credit says in the picture shortly above it;
    several such lines in the one above each, which stands over the whole text before its line."""
    bare = sum(isinstance(block, Image) and not block.credit for block in blocks)
    if not bare:
        return list(blocks)
    blocks = _with_its_caption(blocks) if bare == 1 else blocks
    short = (b for b in blocks if isinstance(b, Paragraph) and len(b.text) < _SHORT)
    told = {id(b): credit for b in short if (credit := _credit_alone(b.text))}
    reach = len(blocks) if _EACH <= len(told) <= bare else _NEAR
    kept: list[Block] = []
    for block in blocks:
        credit = told.get(id(block))
        near = range(len(kept) - 1, max(len(kept) - 1 - reach, -1), -1) if credit else ()
        at = next((i for i in near if isinstance(kept[i], Image)), None)
        picture = kept[at] if at is not None else None
        if at is not None and isinstance(picture, Image) and not picture.credit:
            kept[at] = replace(picture, credit=credit)
        else:
            kept.append(block)
    return kept


def _with_its_caption(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks, and in the only picture what the last line says is seen in it, and whose it is."""
    last, pictures = blocks[-1], [at for at, b in enumerate(blocks) if isinstance(b, Image)]
    seen = seen_and_credited(last.text) if isinstance(last, Paragraph) and len(pictures) == 1 else None
    picture = blocks[pictures[0]] if seen is not None else None
    if seen is None or not isinstance(picture, Image) or picture.caption:
        return blocks
    told = replace(picture, caption=seen[0], credit=seen[1])
    return [told if b is picture else b for b in blocks[:-1]]


def _credit_alone(text: str) -> str | None:
    """What a line names that is nothing but a credit behind its label; None for any other line."""
    told = not is_copyright(text) and not is_agency_line(text) and told_by_label(text)
    caption, credit = split_credit(text) if told else (text, None)
    return None if caption else credit


def credit_at_end(blocks: tuple[Block, ...], staff: tuple[str, ...]) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """(the blocks, the lines that name who made a story): one that names whose the only picture is, is its credit."""
    told = [(line, credit) for line in staff if _OF_PICTURE.match(line) and (credit := _credit_alone(line))]
    pictures = [at for at, block in enumerate(blocks) if isinstance(block, Image)] if len(told) == 1 else []
    picture = blocks[pictures[0]] if len(pictures) == 1 else None
    if not isinstance(picture, Image) or picture.credit:
        return blocks, staff
    (line, credit), (at,) = told[0], pictures
    blocks = (*blocks[:at], replace(picture, credit=credit), *blocks[at + 1 :])
    return blocks, tuple(other for other in staff if other != line)


def _is_dateline_behind(text: str) -> bool:
    """Whether a last line is a place in capitals, a day and an agency: "MOSCOW, April 10 (Interfax)"."""
    return text.partition(",")[0].isupper() and is_place_line(text)


def credits_and_copyright(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[str, ...], str | None]:
    """(the blocks without them, lines of agencies and initials, the copyright line): no paragraphs of the story."""
    kept: list[Block] = []
    agencies: list[str] = []
    copyright_line: str | None = None
    last = next((b for b in reversed(blocks) if isinstance(b, Paragraph)), None)
    for block in _with_their_credits(blocks):
        text = block.text if isinstance(block, Paragraph) else None
        if block is blocks[-1] and isinstance(block, Heading):  # in bold
            text = block.text
        if text and (is_agency_line(text) or (block is last and (initials_in(text) or _is_dateline_behind(text)))):
            agencies.append(text)
        elif text and is_copyright(text) and copyright_line is None and not is_counter(text):
            copyright_line = text
        elif block is blocks[-1] and isinstance(block, List) and is_copyright(block.items[0]):
            copyright_line = copyright_line or block.items[0]
        else:
            kept.append(block)
    return tuple(kept), tuple(agencies), copyright_line
