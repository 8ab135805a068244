"""Running text → paragraphs, and the headings and notices among them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence

from watcher.extract.elements import Node, Tag, Text
from watcher.extract.figures import image_of
from watcher.extract.inline import (
    classes_of,
    has,
    is_break,
    is_set_bold,
    lines,
    links_in,
    own_text,
    tag_behind,
    tags_alone,
    within,
)
from watcher.extract.notices import is_notice, is_notice_label
from watcher.extract.offers import is_offer
from watcher.extract.reading import Reading
from watcher.extract.signs import is_heading
from watcher.extract.wording import is_read_on
from watcher.model import Block, Heading, Link, Notice, Paragraph
from watcher.text import cjk_share, reader_text

_ENDS = re.compile(r"[.!?…。！？؟।۔։።။][\"”’»“)」』]?$")
_QUOTES = '„“”«»"‘’「」『』'
_NO_HEADING_ENDS = (".", ":", "。", "।", "۔", "።", "။", "：", ",", ";", "”", "“", '"', "»", ")", "…", "!")
# A crosshead that ends in a quotation and is no sentence: 'For the town, "that is over"', 'Journey to “the quay”'.
_SPEAKER = re.compile(r"[^\s\"“”„«»][^\"“”„«».!?]{2,70}\s[\"“„«]\s?[^\"“”„«».!?…]{3,50}[^\s\"“”„«».!?…,]\s?[\"”“»]")
# Whose words stand above: "——（宋）陆游", "——《故乡》".
_SAID_BY = re.compile(r"——\s?(?:[^—\s]{1,4}|[^—]{0,12}[（(《【][^—]{1,30})")
# What a content system or a server should have put something for: "[gallery id=4]", "{{ ad.slot }}".
_LEFT_BEHIND = re.compile(
    r"\[/?[a-z][\w-]{1,40}\s[^\[\]=]{1,40}=[^\[\]]{1,200}\]|\{\{[^{}]{1,100}\}\}|\{%[^{}]{1,100}%\}|%%\w{2,40}%%|<%.{1,100}%>"
    r"|\[an error occurred while processing this directive\]",
    re.IGNORECASE,
)
_MOST_LINKS = 10
_SENTENCE = 60  # characters of what is told behind an invitation
_HEAD_SIGNS = "◇◆■□▽▼"  # before headings in East Asia
_GREEK_QUESTION = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff];$")
_WORD = re.compile(r"\w")
_WORD_OR_BRACKET = re.compile(r"[][()（）【】\w]")
_GOES_ON = re.compile(r"\s*[,;.:)a-zß-öø-ÿа-я]")
_ALONE = frozenset(("a", "br"))
_LINK = ("a",)
_BREAK = Tag("br", {}, None)
_CALLED = frozenset(("p", "div", "span", "strong", "b"))
_WRAPPERS = frozenset(("span", "em", "u", "font"))
_BOLD = frozenset(("strong", "b"))
_ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)


def running(run: Sequence[Node], reading: Reading) -> Iterator[Block]:
    """Paragraphs out of a run of inline nodes: one, or several where <br> parts them."""
    if len(run) == 1 and isinstance(run[0], Text):  # as most are
        yield from text_blocks(reader_text(run[0]), (), run, reading.base)
        return
    for pictured in (n for n in run if isinstance(n, Tag) and n.held.pictures):
        for image in within(pictured, ("img",)):
            if found := image_of(image, reading.base, role=reading.role):
                yield found
    run = _told_in(run)
    texts = lines(run)
    if not any(texts):
        return
    bold = _bold_lines(run) if len(texts) > 1 else {}
    starts, parts = zip(*_parted(texts, bold), strict=True)
    for part, links in zip(parts, _linked(run, starts, reading.base), strict=True):
        yield from text_blocks(part, links, bold.get(part, run), reading.base)


def _told_in(run: Sequence[Node]) -> Sequence[Node]:
    """A run without the elements that hold a link and invite to read something else: that with which it begins before a
    sentence, and words with their link alone behind one, in whose place the line ends."""
    holding = [n for n in run if isinstance(n, Tag) and n.name not in _ALONE and has(n, _LINK)]
    inviting = [tag for tag in holding if is_read_on(own_text(tag))]
    if not 0 < len(inviting) <= _MOST_LINKS:
        return run
    said = " ".join(lines(node for node in run if node not in inviting))
    if len(said) <= _SENTENCE or not _ENDS.search(said):
        return run
    told: list[Node] = []
    for node in run:
        if not isinstance(node, Tag) or node not in inviting:
            told.append(node)
        elif any(map(_shows, told)):
            told.append(_BREAK if _points_away(node) and _ENDS.search(" ".join(lines(told)).strip()) else node)
    return told


def _points_away(tag: Tag) -> bool:
    """Whether an element is an invitation and its link behind it, and no sentence goes on after it."""
    links = list(within(tag, _LINK))
    invitation = own_text(tag).removesuffix(own_text(links[0]))
    behind = tag.next_sibling
    going_on = isinstance(behind, Text) and _GOES_ON.match(behind)
    return len(links) == 1 and invitation != own_text(tag) and is_read_on(invitation) and not going_on


def _bold_lines(run: Sequence[Node]) -> dict[str, Sequence[Node]]:
    """The lines between <br> that could be headings and stand in bold, by their text; the last is none, nor are they
    where all lines are bold."""
    if not any(isinstance(n, Tag) and (_is_bold_tag(n) or _wraps_bold(n)) for n in run):
        return {}
    own: list[Sequence[Node]] = [nodes for nodes in _between_breaks(run) if any(map(_shows, nodes))]
    told = [(" ".join(lines(nodes)).strip(), nodes) for nodes in own]
    bold = {text: nodes for text, nodes in told[:-1] if text and _could_head(text) and _is_bold(nodes)}
    return bold if len(bold) < len(own) - 1 or not _is_bold(own[-1]) else {}


def _between_breaks(run: Sequence[Node]) -> Iterator[list[Node]]:
    """The nodes of each line that <br> parts, also as the last of what stands in bold."""
    line: list[Node] = []
    for node in run:
        broken = isinstance(node, Tag) and is_break(node)
        if not broken:
            line.append(node)
        if broken or (isinstance(node, Tag) and _is_bold_tag(node) and _ends_line(node) and not _goes_on(node)):
            yield line
            line = []
    yield line


def _goes_on(tag: Tag) -> bool:
    """Whether the text right behind an element goes on within a sentence, in lower case."""
    behind = tag.next_sibling
    return isinstance(behind, Text) and behind.strip()[:1].islower()


def _ends_line(tag: Tag) -> bool:
    """Whether the last thing in an element is a <br>."""
    last = next(filter(_shows, reversed(tag.contents)), None)
    return isinstance(last, Tag) and is_break(last)


def _linked(run: Sequence[Node], starts: Sequence[int], base: str) -> list[tuple[Link, ...]]:
    """The links of each part, of which this is the line that it begins on."""
    if len(starts) == 1:
        return [links_in(run, base)]
    found: list[tuple[Link, ...]] = [()] * len(starts)
    line = 0
    for tag in (t for node in run if isinstance(node, Tag) for t in (node, *within(node, ("a", "br", "span")))):
        if tag.name == "a":
            found[max(bisect_right(starts, line) - 1, 0)] += links_in((tag,), base)
        line += is_break(tag)
    return found


def _parted(texts: list[str], apart: Collection[str] = ()) -> list[tuple[int, str]]:
    """Lines joined to paragraphs, each with the number of its first line: parted at blank lines, after one that ends a
    sentence, and around those `apart`."""
    parts: list[tuple[int, str]] = []
    before = ""
    for at, line in enumerate(texts):
        ended = _ENDS.search(before) and len(before) * (1 + cjk_share(before)) > 30
        if line and (not before or ended or before in apart or line in apart):
            parts.append((at, line))
        elif line:
            parts[-1] = (parts[-1][0], f"{parts[-1][1]} {line}")
        before = line
    return parts


def text_blocks(text: str, links: tuple[Link, ...], run: Sequence[Node] = (), base: str = "") -> Iterator[Block]:
    """A text as what it is: a paragraph, a heading in all but name, a notice; nothing where it is only links, or one
    of the page's own offers."""
    if not _WORD.search(text) or (text[0] in "[{<%" and _LEFT_BEHIND.fullmatch(text)):
        return
    if is_notice(text) or _begins_with_label(text, run):
        yield Notice(text=text)
    elif _is_only_links(text, links) or is_offer(text, links, base):
        return
    elif run and _could_head(text) and (text[0] in _HEAD_SIGNS or _is_bold(run) or _is_named_heading(run)):
        yield Heading(level=3, text=text)
    else:
        yield Paragraph(text=text, links=links)


def _is_only_links(text: str, links: Sequence[Link]) -> bool:
    """Whether a line is one link, or little more than several of them."""
    beside = text
    for link in links[:_MOST_LINKS]:
        beside = beside.replace(link.text, "", 1)
    if links and len(text) < 200 and not _WORD_OR_BRACKET.search(beside):
        return not text.endswith((".", "。", "।", "۔", "။", "።")) and not _is_quoted_sentence(text)
    return len(links) > 1 and sum(len(link.text) for link in links) > 0.75 * len(text) and not _ENDS.search(text)


def _is_quoted_sentence(text: str) -> bool:
    """Whether a text is a sentence between quotation marks, its full stop among them."""
    return text[0] in _QUOTES and text[-1] in _QUOTES and text[-2:-1] in (".", "。", "।", "۔")


def _could_head(text: str) -> bool:
    """Whether a line is short and no sentence."""
    if len(text) > 120 or _SAID_BY.fullmatch(text):
        return False
    ends = text.endswith(_NO_HEADING_ENDS) and not (text[-1] == ";" and _GREEK_QUESTION.search(text))
    return not ends or _is_short_quotation(text) or _ends_in_words_said(text) or bool(_SPEAKER.fullmatch(text))


def _is_short_quotation(text: str) -> bool:
    """Whether a line is a few words between quotation marks: the crosshead of many languages."""
    return 3 < len(text) <= 60 and text[0] in _QUOTES and text[-1] in _QUOTES and text[-2] not in ".,!?…。！？"


def _ends_in_words_said(text: str) -> bool:
    """Whether a short line in Chinese or Korean ends in a quotation that is no sentence: 상인들 “임대료 인하”."""
    return len(text) <= 40 and text[-1] in '”"’' and text[-2:-1] not in ".,!?…。！？" and cjk_share(text) > 0.5


def _is_named_heading(run: Sequence[Node]) -> bool:
    """Whether the element around a line, or the one inside that holds all of it, is called a sub-heading."""
    holder, alone = run[0].parent, tags_alone(run)
    inner = alone[0] if len(alone) == 1 else None
    around = holder.parent if holder is not None and holder.name == "p" and not holder.attrs else None
    if around is not None and holder is not None and _has_beside(holder):
        around = None
    return any(
        tag is not None and (tag.get("role") == "heading" or (tag.name in _CALLED and is_heading(classes_of(tag))))
        for tag in (holder, inner, around)
    )


def _has_beside(tag: Tag) -> bool:
    """Whether anything else stands in the element around one."""
    return any(map(_shows, tag.next_siblings)) or any(map(_shows, tag.previous_siblings))


def _is_bold(run: Sequence[Node]) -> bool:
    """Whether a line stands in bold, or is underlined, as a whole: a sub-heading in all but name."""
    holder = run[0].parent
    if holder is not None and holder.name == "p" and is_set_bold(holder):
        return True
    alone = tags_alone(run)
    if alone and alone[0].name == "u" and _is_last(run, holder):
        return False
    return bool(alone) and all(t.name == "br" or _is_bold_tag(t) or _wraps_bold(t) for t in alone)


def _is_last(run: Sequence[Node], holder: Tag | None) -> bool:
    """Whether nothing stands behind a line, nor behind the element that holds it."""
    return not any(map(_shows, run[-1].next_siblings)) and (holder is None or tag_behind(holder) is None)


def _is_bold_tag(tag: Tag) -> bool:
    if tag.name == "u":  # in italics as well it is the title of something else; addresses are underlined, too
        return not has(tag, ("em", "i", "a")) and not _ADDRESS.match(own_text(tag))
    return is_set_bold(tag) if tag.name == "span" else tag.name in _BOLD


def _wraps_bold(tag: Tag) -> bool:
    inner = tags_alone(tag.contents) if tag.name in _WRAPPERS else []
    return len(inner) == 1 and (_is_bold_tag(inner[0]) or _wraps_bold(inner[0]))


def _shows(node: Node) -> bool:
    """Whether a node is more than white space."""
    return isinstance(node, Tag) or bool(node.strip())


def _begins_with_label(text: str, run: Sequence[Node]) -> bool:
    """Whether the first words are set apart and label a notice: "<b>Correction</b> The bridge has two cables."."""
    if len(run) == 1 and isinstance(run[0], Text):  # as most are
        return False
    first = next((n for n in run if isinstance(n, Tag) or n.strip()), None)
    if not isinstance(first, Tag) or first.name not in ("b", "strong", "em", "i", "u", "span"):
        return False
    label = own_text(first)
    return label != text and is_notice_label(label)
