"""What stands twice in a story, or invites to read on: doubled pictures and captions, pulled quotes, headings that head
nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

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


def _without_offer(block: Paragraph) -> Paragraph:
    """A paragraph without a link behind its last sentence that invites to read on: "…。返回港口网，查看更多"."""
    if not block.text.endswith(link := block.links[-1].text):
        return block
    text = block.text[: len(block.text) - len(link)].rstrip()
    offered = len(link) < _SHORT and text.endswith(_SENTENCE_ENDS) and is_read_on(link)
    return replace(block, text=text, links=block.links[:-1]) if offered else block


def tidied(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Without invitations to read on, doubled pictures, captions told beside them, and headings that head nothing."""
    story = _Story(blocks)
    for position, told in enumerate(blocks):
        block = _without_offer(told) if type(told) is Paragraph and told.links else told
        if _KEEPS.get(type(block), _Story.keeps)(story, block, position):
            if type(block) is not Image:
                story.caption = None
            story.kept.append(block)
    return tuple(story.kept)


class _Story:
    """What is `kept` of a story's blocks so far; whether the one before the next was an invitation, or left out behind
    one, and the caption right before it."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.kept: list[Block] = []
        self.invited = False
        self.caption: str | None = None
        self._blocks = blocks
        self._seen: dict[str, int] = {}
        self._quotations = _MOST_QUOTATIONS
        paragraphs = [b for b in blocks if isinstance(b, Paragraph)]
        linked = (_link_label(b) for b in paragraphs if b.links)
        self._labels = {label for label, times in Counter(filter(None, linked)).items() if times > 1}
        quoted = sum(len(b.text) for b in blocks if isinstance(b, Quote))
        self._letters = "\n".join(letters(b.text) for b in paragraphs) if quoted else ""
        self._told = self._letters if quoted * len(self._letters) < _LITTLE else pieces_of(self._letters)

    def keeps(self, _block: Block, _position: int) -> bool:
        self.invited = False
        return True

    def keeps_paragraph(self, block: Paragraph, _position: int) -> bool:
        labelled = bool(self._labels) and _link_label(block) in self._labels
        self.invited = labelled or (is_read_on(block.text) and not is_told(block))
        if self.invited:
            return False
        if self._quotations and is_quotation(block.text):
            self._quotations -= 1
            if is_said_in_others(block.text, self._blocks):
                return False
        return self.caption is None or block.text != self.caption

    def keeps_heading(self, block: Heading, position: int) -> bool:
        if is_read_on(block.text):
            self.invited = True
            return False
        if _heads_nothing(block, self._blocks[position + 1 : position + 2]):
            return False
        self.invited = False
        return True

    def keeps_list(self, block: List, _position: int) -> bool:
        return not self.invited and not all(map(is_read_on, block.items))

    def keeps_quote(self, block: Quote, _position: int) -> bool:
        self.invited = False
        return not is_pulled(letters(block.text.rpartition(" — ")[0] or block.text), self._letters, self._told)

    def keeps_embed(self, block: Embed, _position: int) -> bool:
        self.invited = False
        return not self.kept or not _is_framed_again(block, self.kept[-1])

    def keeps_image(self, block: Image, position: int) -> bool:
        self.invited, self.caption = False, block.caption
        return not _is_doubled(block, self.kept, self._seen, self._blocks[position + 1 : position + 2])


_KEEPS: Mapping[type[Block], Callable[[_Story, Any, int], bool]] = {
    Paragraph: _Story.keeps_paragraph,
    Heading: _Story.keeps_heading,
    List: _Story.keeps_list,
    Quote: _Story.keeps_quote,
    Embed: _Story.keeps_embed,
    Image: _Story.keeps_image,
}


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
