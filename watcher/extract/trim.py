"""What stands around a story and is not the story: bylines, datelines, staff lines, labels, invitations."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import accumulate, takewhile

from watcher.extract.capitals import is_name, is_named_like, is_prose
from watcher.extract.credits import reads_as_credit
from watcher.extract.inside import SOLD
from watcher.extract.moments import clock_in
from watcher.extract.names import initials_in, is_edited, is_person, signing
from watcher.extract.offers import is_page
from watcher.extract.reading import LINES
from watcher.extract.tidy import is_told
from watcher.extract.wording import (
    QUESTION,
    begins_as_byline,
    is_agency_line,
    is_author_line,
    is_closing,
    is_counter,
    is_dateline,
    is_day,
    is_interface,
    is_invitation,
    is_place_line,
    is_read_on,
    is_reporters_line,
    is_vita,
)
from watcher.model import Block, Heading, Image, List, Notice, Paragraph, Quote
from watcher.text import cjk_share, weight
from watcher.urls import site

_TELLING = (Paragraph, List, Quote)  # blocks that can tell who an author is
_SENTENCE_END = re.compile(r"[.!?。！？؟।۔։።။:…”»\"]$")
_FULL_STOP = re.compile(r"[.!?！？؟।۔։።။。…][\"”’»」』]?$")
ENDLESS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]{20}")  # scripts without spaces and full stops
_CLOSED = re.compile(r"[.!?。！？؟।۔։።။\"”»…](?:\s?[(（/][^()（）/]{2,20}[)）/])?$")
_DASHES = ("–", "—", "-", "=")
_FACT = re.compile(r"[^\W\d][^:：.!?]{0,30}[:：]\s?(\S.*)")
_KINDS = ("comment", "kommentar", "faq", "faqs")  # of text, as headings
_SEVERAL = 3  # headings of one level
_FACTS = 12  # lines of them
_SCORE = re.compile(r"[^\W\d]\D{0,40} \d{1,3}\s?[:–-]\s?\d{1,3}(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SHORT = 50  # characters of what stands in a list that says where and when, or half a fact; ideographs count as three
_RULES = re.compile(  # of a site, as its pages are called
    r"^\w+://[^/]+(?:/(?:[a-z]{2}(?:[-_][a-z]{2})?|about(?:[-_]us)?|info|help|legal|pages?|policies|company|site|static|support))*"
    r"/(?:(?:community|comments?|user|house|site|website|our|data)[-_])?"
    r"(?:terms|conditions|privacy|guidelines|netiquette|datenschutz|nutzungsbedingungen|privacidad)"
    r"(?:[-_]?(?:of|and|use|service|conditions|policy|notice|statement)){0,4}(?:\.\w{3,5})?/?$",
    re.IGNORECASE,
)
_PROFILE = re.compile(
    r"https?://(?:www\.)?(twitter|x|facebook|instagram|linkedin|youtube|tiktok|threads|t|telegram|vk|pinterest|bsky)"
    r"\.(?:com|net|me|app|ru)/(?:(?:company|c|channel|user|profile)/|pages/(?:[^/?#]+/)?)?[^/?#]+/?(?:\?|$)",
    re.IGNORECASE,
)
_FIRST_PAGE = re.compile(r"\w+://[^/]+(?:/(?:feed|rss)s?(?:\.xml)?)?/?$")
_SOME = 4  # paragraphs of a story behind which a link leads on, or who its author is
_FEW, _ABOUT = 3, 500  # paragraphs that are too many to say who somebody is; characters of them
_END_SIGNS = " ■◼▪❏□"  # behind the last sentence
_LINE = 60  # characters of a line that may be a sentence without its full stop; ideographs count as three
_EARLY = 200  # characters in which an author's name begins a note on them
_PARTED = re.compile(r"[,;:/|–—()\[\]]")  # between names
_COLON, _LABELS = re.compile("[:：]"), 2  # "作者：… 译者：…"


def trimmed(
    blocks: Sequence[Block], authors: Sequence[str], base: str = ""
) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """(the story without what stands around it, the lines behind it that say who made it).

    Datelines and labels go, the byline before the story, and invitations behind it.
    """
    above = (None, *blocks)
    labels = {at for at, b in enumerate(blocks) if _is_label(b)} | _places(blocks)
    labels -= _days_told(blocks, labels) if len(labels) > 1 else set()
    labels -= {at for at in labels if _heads_text(blocks, at)}
    unread = (at in labels or _is_counted(*pair) for at, pair in enumerate(zip(blocks, above, strict=False)))
    kept: list[Block] = [b for b, left in zip(blocks, unread, strict=True) if not left]
    first = _first_sentence(kept)
    kept = [b for i, b in enumerate(kept) if i >= first or not _is_imprint(b, last=i == first - 1)]
    kept = _without_vita(_closed(_without_bylines(_signed_off(kept, authors), authors)), authors)
    staff: list[str] = []
    notices = _last_notices(kept)
    if kept and isinstance(last := kept[-1], Paragraph):
        kept[-1] = replace(last, text=_without_end_sign(last.text))
    told = sum(isinstance(b, Paragraph) and not _is_linked(b) for b in kept)
    while kept and (_is_behind(kept[-1]) or (told >= _SOME and _leads_on(kept[-1], base))) and not _ends_in_facts(kept):
        last = kept.pop()
        if isinstance(last, List):
            staff[:0] = (item for item in last.items if is_reporters_line(item))
        elif isinstance(last, Paragraph) and _names_somebody(last.text):
            staff.insert(0, last.text)
        notices = (*_last_notices(kept), *notices)
    return (*kept, *notices), tuple(staff)


def _places(blocks: Sequence[Block]) -> set[int]:
    """Which blocks before the first sentence are lines that say where and when a story begins, and whose it is; behind
    it a few words and an agency in brackets are a sentence."""
    first = next((at for at, b in enumerate(blocks) if isinstance(b, Paragraph) and _begins_story(b.text)), 0)
    return {at for at in range(first) if isinstance(b := blocks[at], LINES) and is_place_line(b.text)}


def _begins_story(text: str) -> bool:
    return _is_sentence(text) and not is_place_line(text)


def _without_end_sign(text: str) -> str:
    """A text without the sign that it is the last: "■", or "+++" where it does not begin so, as a ticker's lines do."""
    return text.removesuffix(" +++" if text[:1] != "+" else "").rstrip(_END_SIGNS)


def _days_told(blocks: Sequence[Block], labels: Set[int]) -> set[int]:
    """Which labels are days of a timeline, or hours as headings: at least two of them, each between what is told. A
    heading may stand below a day, and above one that is a heading itself."""
    others = {at for at in range(len(blocks)) if at not in labels}
    told = {at for at in others if not isinstance(blocks[at], Heading)}
    begun = told | ({at - 1 for at in told} & others)
    days: dict[int, str] = {}
    for at in sorted(labels):
        block, headed = blocks[at], isinstance(blocks[at], Heading)
        if (
            not isinstance(block, Heading | Paragraph)
            or at + 1 not in begun
            or at - 1 not in (others if headed else told)
        ):
            continue
        if is_day(block.text) or (headed and clock_in(block.text) is not None):
            days[at] = block.text
            if not headed and not _is_sentence(getattr(blocks[at - 1], "text", "")):
                return set()
    return set(days) if len(set(days.values())) > 1 else set()


def _heads_text(blocks: Sequence[Block], at: int) -> bool:
    """Whether a label is a heading between paragraphs that names what the next one is about: "Category: best film", or
    what kind of text begins with it: "Comment", "FAQ", or a step of instructions: "Add it to your home screen"."""
    block, beside = blocks[at], (*blocks[max(at - 1, 0) : at], *blocks[at + 1 : at + 2])
    if not isinstance(block, Heading) or len(beside) < 2:
        return False
    if block.text.lower() in _KINDS or is_interface(block.text):
        above, below = beside
        asks = isinstance(below, Heading) and below.text.endswith(QUESTION)
        told = asks or (isinstance(below, Paragraph) and _is_sentence(below.text))
        return told and isinstance(above, _TELLING)
    if not _FACT.fullmatch(block.text) or any(map(str.isdigit, block.text)):
        return False
    return all(isinstance(b, Paragraph) and _is_sentence(b.text) for b in beside)


def _is_imprint(block: Block, *, last: bool) -> bool:
    """Whether a block before the first sentence is none of the story's: a line, or a list that says where and when.

    A few words to a full stop tell something, and the `last` line before it may greet ("Dear readers,")."""
    if isinstance(block, List):
        short = all(weight(i) < _SHORT or is_dateline(i) for i in block.items)
        return short and any(_YEAR.search(item) or is_author_line(item) for item in block.items)
    if isinstance(block, Quote):
        return is_author_line(block.text)  # "文｜林晓岚", set as a quotation
    if not isinstance(block, Paragraph) or block.posted_at:
        return False
    greets = last and block.text.endswith((",", "，", "،"))
    ends = block.text.endswith((".", "…", *QUESTION)) and ":" not in block.text
    told = greets or (ends and any(word[:1].islower() for word in block.text.split())) or _is_prose(block.text)
    made = begins_as_byline(block.text) or is_author_line(block.text) or is_reporters_line(block.text)
    return not told or made or is_invitation(block.text)


def _last_notices(blocks: list[Block]) -> tuple[Block, ...]:
    """The notices with which a story ends, taken out of `blocks`, and the pictures behind who made it."""
    end = len(blocks)
    while end and isinstance(blocks[end - 1], Notice):
        end -= 1
    if end and isinstance(blocks[end - 1], Image):
        end = _before_pictures(blocks, end)
    notices = tuple(blocks[end:])
    del blocks[end:]
    return notices


def _before_pictures(blocks: Sequence[Block], end: int) -> int:
    """Where the pictures without captions begin that stand behind a line that says who made the story, or invites; the
    `end` where none do. What stands between pictures may be of one of them."""
    at = end
    while at and isinstance(picture := blocks[at - 1], Image) and not picture.caption:
        at -= 1
    if at == end or at < _SOME or not isinstance(line := blocks[at - 1], Paragraph) or line.posted_at:
        return end
    behind = is_reporters_line(line.text) or is_invitation(line.text)
    return at if behind and not isinstance(blocks[at - 2], Image) else end


def _is_behind(block: Block) -> bool:
    """Whether a last block is none of the story's; what begins a post is."""
    if isinstance(block, List):
        return all(is_reporters_line(item) or is_invitation(item) for item in block.items)
    if not isinstance(block, Heading | Paragraph) or block.posted_at:
        return False
    invites = is_read_on(block.text) and not is_told(block)
    return isinstance(block, Heading) or invites or _is_tail(block.text)


def _leads_on(block: Block, base: str) -> bool:
    """Whether all of a paragraph is a link to another page of the site, "See our pictures of the week.", or it links to
    two rules of the site: its terms, those of comments, what it does with data; or to two of its profiles and to its
    feed, first page or what it sells."""
    if not isinstance(block, Paragraph) or block.posted_at:
        return False
    if len(block.links) > 1:
        if len({found[1] for link in block.links if (found := _PROFILE.match(link.href))}) > 1:
            return any(site(k.href) == site(base) and _is_door(k.href) for k in block.links)
        rules = {link.href for link in block.links if _RULES.search(link.href) and site(link.href) == site(base)}
        return len(rules) > 1
    return _is_linked(block) and is_page(block.links[0], base)


def _is_door(address: str) -> bool:
    """Whether an address is a site's first page, its feed, or where it sells what it has."""
    path = address.partition("?")[0]
    return _FIRST_PAGE.match(path) is not None or SOLD.search(path) is not None


def _is_linked(block: Paragraph) -> bool:
    return len(block.links) == 1 and block.links[0].text == block.text


def _ends_in_facts(blocks: Sequence[Block]) -> bool:
    """Whether the last lines are facts: "Genre: drama", "Pages: 320", three and more with a label, not all of them
    names and numbers; or as many under a heading, half of them with figures, as where a house is; or scores."""
    lines = [b.text for b in takewhile(_may_be_fact, reversed(blocks[-_FACTS:])) if isinstance(b, Paragraph)]
    values = [found[1] for found in takewhile(bool, map(_FACT.match, lines)) if found]
    if len(values) > 2 and any(re.search(r"[^\W\d_]", value) and not is_name(value) for value in values):
        return True
    if len(lines) > 2 and all(map(_SCORE.search, lines[:3])):
        return True
    headed = len(lines) < len(blocks) and isinstance(blocks[-len(lines) - 1], Heading)
    return headed and len(lines) > 2 and 2 * sum(any(map(str.isdigit, line)) for line in lines) >= len(lines)


def _may_be_fact(block: Block) -> bool:
    """Whether a block is a line, and neither a staff line nor an offer."""
    if not isinstance(block, Paragraph) or block.links:
        return False
    if weight(block.text) > _SHORT * 2:
        return False
    return not (is_reporters_line(block.text) or is_invitation(block.text) or is_read_on(block.text))


def _is_prose(text: str) -> bool:
    """Whether a line tells something as sentences do, a few words in Chinese or one that nothing ends; it names no year
    as datelines do."""
    if text.endswith(("。", "！")):
        return True
    long = weight(text) > _LINE
    return long and ("，" in text or is_prose(text)) and not (_YEAR.search(text) or reads_as_credit(text))


def _is_label(block: Block) -> bool:
    """Whether a block only says when, counts something, names buttons or tags."""
    if isinstance(block, LINES):
        text = block.text
        return is_dateline(text) or is_counter(text) or (text[-1:] in _DASHES and is_place_line(text))
    if isinstance(block, List):
        return all(is_counter(item) or (item[:1] in "#＃" and " " not in item) for item in block.items)
    return isinstance(block, Quote) and is_counter(block.text)


def _is_counted(block: Block, above: Block | None) -> bool:
    """Whether a list stands under a heading that counts it: comments."""
    if not isinstance(block, List) or not isinstance(above, Heading):
        return False
    return any(map(str.isdigit, above.text)) and is_counter(above.text)


def _closed(blocks: list[Block]) -> list[Block]:
    """The blocks up to a title that says that the story is over ("About the author"), with the notices behind it; the
    earlier the fewer stand behind it."""
    told = list(accumulate((len(b.text) if isinstance(b, Paragraph) else 0 for b in blocks), initial=0))
    for at, block in enumerate(blocks):
        late = told[at] > (0.8 if len(blocks) - at > 2 else 0.6) * told[-1]
        if late and isinstance(block, Heading | Paragraph) and is_closing(block.text):
            return blocks[:at] + [b for b in blocks[at:] if isinstance(b, Notice)]
    return blocks


def _signed_off(blocks: list[Block], authors: Sequence[str]) -> list[Block]:
    """The blocks before an author's name alone on a line, the only one behind the beginning, where a short paragraph or
    two follow that name nobody else: who that is."""
    first = _first_sentence(blocks)
    signed = [at for at in range(first + 1, len(blocks)) if isinstance(b := blocks[at], LINES) and b.text in authors]
    behind = blocks[signed[0] + 1 :] if len(signed) == 1 else []
    told = [b for b in behind if isinstance(b, Paragraph) and not b.posted_at and not _names_somebody(b.text)]
    about = 0 < len(told) == len(behind) < _FEW and sum(len(b.text) for b in told) < _ABOUT
    return blocks[: signed[0]] if about and signed[0] - first >= _SOME else blocks


def _without_bylines(blocks: list[Block], authors: Sequence[str]) -> list[Block]:
    """Without the lines that are the authors' names; a heading amid the story may name them."""
    named = {at for at, b in enumerate(blocks) if isinstance(b, LINES) and _is_byline(b.text, authors)}
    if not named:
        return blocks
    lines = ((at, b.text) for at, b in enumerate(blocks) if isinstance(b, Paragraph))
    told = [at for at, text in lines if _is_sentence(text) and not _is_vita(text, authors)]
    for at in range(told[0], told[-1]) if told else ():
        if isinstance(title := blocks[at], Heading) and not is_author_line(title.text):
            named.discard(at)
    return [b for at, b in enumerate(blocks) if at not in named]


def _without_vita(blocks: list[Block], authors: Sequence[str]) -> list[Block]:
    """Without the paragraphs, points and quotations among the last three that tell who an author is."""
    told = [b for b in blocks if isinstance(b, _TELLING)]
    last = [(b, b.items if isinstance(b, List) else (b.text,)) for b in told[max(len(told) - 3, 3) :]]
    notes = {id(b) for b, texts in last if all(_is_vita(text, authors) for text in texts)}
    return [b for b in blocks if id(b) not in notes]


def _is_vita(text: str, authors: Sequence[str]) -> bool:
    small = text[:_EARLY].lower()
    return len(text) < 600 and any(
        (at := small.find(name.lower(), 0, len(name) + 12)) >= 0 and is_vita(text[at + len(name) :])
        for name in authors
        if len(name) > 4 or (cjk_share(name) and is_person(name))
    )


def headed(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Without the bylines and kickers that stand as headings before the first sentence: one real heading may lead."""
    first = _first_sentence(blocks)
    last = max((i for i, b in enumerate(blocks[:first]) if isinstance(b, Heading)), default=-1)
    return tuple(
        b
        for i, b in enumerate(blocks)
        if i >= first
        or not isinstance(b, Heading)
        or b.posted_at
        or (i == last and (_is_long(b.text) or _is_one_of_several(b, blocks)) and not is_reporters_line(b.text))
    )


def _is_one_of_several(heading: Heading, blocks: Sequence[Block]) -> bool:
    """Whether three more headings are of the same level."""
    return sum(isinstance(b, Heading) and b.level == heading.level for b in blocks) > _SEVERAL


def _first_sentence(blocks: Sequence[Block]) -> int:
    return next((i for i, b in enumerate(blocks) if isinstance(b, Paragraph) and _is_sentence(b.text)), 0)


def _is_long(text: str) -> bool:
    return len(text.split()) > 3 or cjk_share(text) > 0.3


def _is_sentence(text: str) -> bool:
    """Whether a text is as long as sentences are, or ends like one; Thai and its like end in nothing."""
    size = weight(text)
    if size > 90 or (size > 35 and (_SENTENCE_END.search(text) or ENDLESS.search(text))):
        return True
    return size > 20 and bool(_FULL_STOP.search(text)) and text.count(" ") > 2 and not is_author_line(text.rstrip("."))


def _is_byline(text: str, authors: Sequence[str]) -> bool:
    """Whether a short line is little more than the authors' names, or what they do behind "By", and does not say who
    edited it, nor who did something else behind a second label."""
    if len(text) > 140 or not any(name in text for name in authors) or is_edited(text):
        return False
    rest = text
    for name in authors:
        rest = rest.replace(name, "")
    left = re.sub(r"\W", "", rest)
    shorter = len(rest) < len(text) and len(left) * (1 + cjk_share(left)) < 30
    if not shorter and begins_as_byline(text) and len(_COLON.findall(text)) < _LABELS:
        names = signing(text)
        shorter = bool(names) and set(names) <= set(authors)
    return shorter and not re.search(r"[.!?]$", rest.strip())


def _names_somebody(text: str) -> bool:
    """Whether a line behind a story says who made it: neither invites nor asks nor tags, and has a name or a label."""
    if is_invitation(text) or is_read_on(text) or text.endswith((":", "：", "?", "？", "؟")) or text[:1] == "#":
        return False
    known = is_reporters_line(text) or is_agency_line(text) or bool(initials_in(text))
    return known or any(map(is_named_like, _PARTED.split(text))) or (cjk_share(text) > 0.3 and bool(signing(text)))


def _is_tail(text: str) -> bool:
    return (
        is_reporters_line(text)
        or is_invitation(text)
        or (weight(text) < 30 and not _CLOSED.search(text) and not _tells_figure(text))
    )


def _tells_figure(text: str) -> bool:
    """Whether a few words tell a figure: four, as in "In cinemas from 27 May", where labels of the page have fewer."""
    return any(map(str.isdigit, text)) and sum(word.isalpha() for word in text.split()) > 3
