"""What stands twice in a story, or invites to read on: doubled pictures and captions, pulled quotes, headings that head
nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from watcher.extract.pulled import is_pulled, is_quotation, is_said_in_others, pieces_of
from watcher.extract.signs import letters
from watcher.extract.wording import QUESTION, is_invitation, is_read_on
from watcher.model import Block, Embed, Heading, Image, List, Paragraph, Quote

_APART = 5  # paragraphs between a picture and the same picture where both are meant
_BOLD = 3  # level of a heading that is a line in bold
_MOST_QUOTATIONS = 30  # paragraphs in quotation marks that are looked for in others
_SHORT = 40  # characters of a link that invites to read on
_SENTENCE_ENDS = (".", "!", "?", "。", "！", "？", "”", "」")
_LITTLE = 10_000_000  # characters of quotes times letters of a story: up to these it is quicker to search than to sort
_TOLD_BY = re.compile(r"[^,.!?:]{6},\s[^\W\d_]{2}[^.!?:|]{12,160}[.।۔]$|[^、，。！？：]{6}[、，][^。！？：|]{8,80}。$")


def _without_offer(block: Block) -> Block:
    """A paragraph without a link behind its last sentence that invites to read on: "…。返回港口网，查看更多"."""
    if not isinstance(block, Paragraph) or not block.links or not block.text.endswith(link := block.links[-1].text):
        return block
    text = block.text[: len(block.text) - len(link)].rstrip()
    offered = len(link) < _SHORT and text.endswith(_SENTENCE_ENDS) and is_read_on(link)
    return replace(block, text=text, links=block.links[:-1]) if offered else block


def tidied(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Without invitations to read on, doubled pictures, captions told beside them, and headings that head nothing."""
    linked = (_link_label(b) for b in blocks if isinstance(b, Paragraph) and b.links)
    labels = {label for label, times in Counter(filter(None, linked)).items() if times > 1}
    quoted = sum(len(b.text) for b in blocks if isinstance(b, Quote))
    story = "\n".join(letters(b.text) for b in blocks if isinstance(b, Paragraph)) if quoted else ""
    told = story if quoted * len(story) < _LITTLE else pieces_of(story)
    kept: list[Block] = []
    quotations = _MOST_QUOTATIONS
    seen_assets: dict[str, int] = {}
    invited, caption = False, None
    for position, block in enumerate(map(_without_offer, blocks)):
        labelled = bool(labels) and isinstance(block, Paragraph) and _link_label(block) in labels
        if labelled or (isinstance(block, Paragraph | Heading) and is_read_on(block.text) and not is_told(block)):
            invited = True
            continue
        if isinstance(block, Heading) and _heads_nothing(block, blocks[position + 1 : position + 2]):
            continue
        if isinstance(block, List) and (invited or all(map(is_read_on, block.items))):
            continue
        invited = False
        if isinstance(block, Quote) and is_pulled(letters(block.text.rpartition(" — ")[0] or block.text), story, told):
            continue
        if isinstance(block, Paragraph) and quotations and is_quotation(block.text):
            quotations -= 1
            if is_said_in_others(block.text, blocks):
                continue
        if isinstance(block, Embed) and kept and _is_framed_again(block, kept[-1]):
            continue
        if caption is not None and isinstance(block, Paragraph) and block.text == caption:
            continue
        caption = None
        if isinstance(block, Image):
            caption = block.caption
            if _is_doubled(block, kept, seen_assets, blocks[position + 1 : position + 2]):
                continue
        kept.append(block)
    return tuple(kept)


def _is_doubled(image: Image, kept: list[Block], seen: dict[str, int], following: Sequence[Block]) -> bool:
    """Whether a picture was kept before, which may get its caption; takes a paragraph off that tells its caption."""
    caption = image.caption
    if caption and kept and isinstance(last := kept[-1], Paragraph) and last.text == caption:
        kept.pop()
    if not image.asset:
        return False
    if (at := seen.get(image.asset)) is not None:
        first = kept[at]
        if isinstance(first, Image) and not first.caption and caption:
            kept[at] = replace(image, role=first.role)
        if not _is_shown_again(image, kept[at:], following):
            return True
    seen[image.asset] = len(kept)
    return False


def _heads_nothing(heading: Heading, following: Sequence[Block]) -> bool:
    """Whether a heading of more weight follows at once, no question in bold: it is the title of a box left out."""
    beneath = (b for b in following if isinstance(b, Heading) and not (b.posted_at or heading.posted_at))
    return any(b.level < heading.level and not (b.level == _BOLD and b.text.endswith(QUESTION)) for b in beneath)


def _is_framed_again(embed: Embed, last: Block) -> bool:
    """Whether the embed before shows the same: WordPress quotes a post, and frames it below."""
    return isinstance(last, Embed) and embed.src == f"{last.src.rstrip('/')}/embed/"


def is_told(block: Paragraph | Heading) -> bool:
    """Whether a sentence that begins as an invitation tells who said so ("Read more books, the mayor urged …"): it has
    no link and goes on behind a comma, for some words, to a full stop."""
    if isinstance(block, Heading) or block.links:
        return False
    return bool(_TOLD_BY.search(block.text)) and not is_invitation(block.text)


def _is_shown_again(image: Image, since: Sequence[Block], following: Sequence[Block]) -> bool:
    """Whether a picture with a caption stands once more in the text, far behind the first time, and is no copy."""
    between = sum(isinstance(b, Paragraph) for b in since)
    beside = (*since[-1:], *following)
    among = len(beside) > 1 and all(isinstance(b, Paragraph | Heading) for b in beside)
    return among and between >= _APART and image.caption == getattr(since[0], "caption", None) is not None


def _link_label(block: Paragraph) -> str:
    """The few words before the link that is the rest of a paragraph ("READ ON | …", "→ …"); "" where it is not so."""
    if not block.links or not block.text.endswith(link := block.links[-1].text):
        return ""
    label = block.text[: len(block.text) - len(link)].strip()
    return label if 0 < len(label) < 40 and len(link) > 15 and not link.endswith((".", "。")) else ""
