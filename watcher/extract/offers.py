"""What a page offers besides its story: lines that ask to subscribe, listen or pay, and links to other stories."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import lru_cache

from watcher.extract.elements import Tag
from watcher.extract.inline import (
    own_text,
    tag_around,
    tag_behind,
    within,
)
from watcher.extract.wording import (
    QUESTION,
    is_advert_label,
    is_author_line,
    is_read_on,
    is_reporters_line,
)
from watcher.extract.words import WORD_BEGINS, Anywhere, Beginnings, any_of, pattern, stems
from watcher.model import Block, Heading, Link, Paragraph
from watcher.text import cjk_share
from watcher.urls import is_near, resolved, site

_AT_THE_RIGHT = re.compile(r"(?:^|align:?[\s-]?|text-)right(?:$|[\s;])")
_FROM_THE_RIGHT = re.compile(r"[\u0590-\u08ff]")  # Hebrew, Arabic
_CALL = pattern(r"^\W*(?:", "calls", r")\W*$")
_PROMOTION = Beginnings(r"^[^\w\s]{0,4}", "promotions")
_BEHIND = pattern(r"^[^\w\s]{0,4}", "promotions_behind")
_OF_US = re.compile(  # "US troops" are not
    r"\b(?:our|us|unser\w{0,2}|uns|notre|nous|nuestro|n[oa]s|nosso|nostro|ons|onze|vår|oss|vores|naszego|naszym|náš|našem|наш|нас)\b"
)
_PARTED = re.compile(r"[,:;–—]")
_QUOTES = '“„"«»‘「『'
_SPOKEN = re.compile(r"[“„\"«»‘「『][^“”\"«»’」』]{3,200}[“”\"«»’」』][,.]?\s?[^\W\d_]")  # “Join us,” said the mayor
_ASK = pattern(r"^\W{0,4}(?:", "asks", rf"(?!\w)|{any_of('asks_joined')})")
_ASKED = pattern("", "asks_behind", r"\W*$")
_CHANNEL = Anywhere(WORD_BEGINS, "channels")
_OURS = pattern(r"(?<!\w)", "ours", r"(?!\w)")
_SENTENCE_ENDS = "!?:：。！？؟।۔"  # as a full stop
_LABEL_ENDS = (":", "：", "﹕", "|", "｜", "»", "›", ">", "→", "▶", "►")
_AFTER = " .!»›>→"
_BRACKETS = "[]()（）【】［］〔〕 "
_BULLETS = " <>«»‹›→▶►▷➤•·–—-|*■●◆▼☞👉"
_ENDS = re.compile(r"[.。][\"”’»“)」』]?$")
_SHORTENED = re.compile(r"[A-Z]\.[A-Z]\.$")
_DOCUMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|csv|zip|odt|txt)$", re.IGNORECASE)
# A sentence, its author behind it, or what introduces a list.
SAYS = re.compile(r"[.!?:。！？：؟।۔։።။”\"»」](?:\s?[(（][^()（）]{1,30}[)）])?$")
_LETTER = re.compile(r"[^\W\d_]")
_STORE = re.compile(r"^https?://(?:play\.google\.com/store/|(?:apps|itunes)\.apple\.com/|appgallery\.huawei\.com/)")
_LONGEST_CALL, _LONGEST_LABEL, _ASKING, _LONGEST = 40, 30, 140, 320  # characters
_ANNEX = "附"  # "附件：…", as authorities write
_NO_TITLE = re.compile(r"·|^[《〈]|(?:公司|中心|大[学學]|[条條]例|[办辦]法)$")  # "导演：安德烈·沃罗诺夫"
_TITLE, _SHORT_TITLE = 15, 8  # characters of the shortest headline, of one in Chinese
SUBHEADS = frozenset(("h2", "h3", "h4", "h5", "h6"))


def is_call(text: str) -> bool:
    """Whether words are those of a button that sells: "Sign up", "Jetzt anmelden", "立即订阅"."""
    return 0 < len(text) < _LONGEST_CALL and bool(_CALL.match(text))


def is_promotion(text: str) -> bool:
    """Whether a paragraph asks to subscribe to a letter, load an app, hear a podcast or pay for the work."""
    return len(text) < _LONGEST and _promotes(text)


@lru_cache(maxsize=512)
def _promotes(text: str) -> bool:
    sentences = tuple(_sentences(text))
    if text[:1] in _QUOTES and _SPOKEN.match(text):
        return False
    if any(map(_PROMOTION.match, sentences)) or _asks_to_follow(text, sentences):
        return True
    return stems("promotions_behind").are_in(text) and any(map(_BEHIND.match, sentences))


def _sentences(text: str) -> Iterator[str]:
    """A text from each of its sentences on."""
    yield text
    stopped, at = text, 0
    for mark in _SENTENCE_ENDS:
        stopped = stopped.replace(mark, ".")
    for sentence in stopped.split(".")[:-1]:
        at += len(sentence) + 1
        rest = text[at:]
        yield rest[1:] if rest[:1].isspace() else rest


def _asks_to_follow(text: str, sentences: Sequence[str]) -> bool:
    """Whether a line asks to follow or write to the page somewhere; as a sentence it says to whom that belongs."""
    if len(text) > _ASKING or not _CHANNEL.search(text):
        return False
    asks = _ASKED.search(text) or any(map(_ASK.match, sentences))
    return bool(asks) and (not _ENDS.search(text) or "?" in text or bool(_OURS.search(text)))


def asks_readers(heading: str) -> bool:
    """Whether a heading asks readers something that the page offers, or to follow what is its own: "Got a tip? Write to
    us", "Follow our channel"."""
    if any(mark in heading for mark in QUESTION):
        return is_promotion(heading)
    told = _OF_US.search(heading) if len(heading) < _ASKING else None
    return told is not None and not _PARTED.search(heading) and _asks_to_follow(heading, (heading,))


def is_offer(text: str, links: Sequence[Link], base: str) -> bool:
    """Whether a line is one of the page's own offers: by its words, by the words of its last link, or a label before
    links to other pages of the site."""
    if is_promotion(text):
        return True
    if not links or len(text) >= _LONGEST:
        return False
    last = links[-1].text
    title = last.strip(_BRACKETS)
    if text[0] == "[" and text[-1] == "]" and text.strip(_BRACKETS) == title and len(title) > _TITLE:
        return is_page(links[-1], base)
    front = text[: max(text.find(links[0].text), 0)].rstrip()
    ends = text.rstrip(_AFTER).endswith(last.rstrip(_AFTER))
    if (ends or not front[-1:].isalnum()) and is_advert_label(front.strip(_BRACKETS).rstrip("".join(_LABEL_ENDS))):
        return True
    if ends and (is_call(last) or is_promotion(last)):
        return True
    if len(text) < _ASKING and text.endswith(last) and _STORE.match(links[-1].href):
        return True  # a sentence of the story goes on behind the link, to its full stop at least
    return _is_labelled(text, links, base)


def _is_labelled(text: str, links: Sequence[Link], base: str) -> bool:
    """Whether a line is a short label before its links, all to the page's own site ("Tags: …", "More on this: …")."""
    line, first = text.strip(_BRACKETS), links[0].text.strip(_BRACKETS)
    if not first:  # a link of brackets alone
        return False
    label, found, rest = line.partition(first)
    label = label.strip()
    if (
        not found
        or not 0 < len(label) < _LONGEST_LABEL
        or not (label.endswith(_LABEL_ENDS) or _is_in_brackets(label, text) or is_read_on(label))
    ):
        return False
    if any(not is_page(link, base) for link in links) or is_author_line(text) or is_reporters_line(text):
        return False
    if label[:1] == _ANNEX:
        return False
    shortest = _SHORT_TITLE if cjk_share(first) and not _NO_TITLE.search(first) else _TITLE
    if len(links) == 1 and (len(links[0].text) < shortest or links[0].text[:1].islower()):
        return False
    for link in links[1:]:
        rest = rest.replace(link.text, "", 1)
    return not _LETTER.search(rest) and (not _ENDS.search(line) or bool(_SHORTENED.search(line)))


def _is_in_brackets(label: str, text: str) -> bool:
    """Whether a label stands in brackets at the beginning of a text in ideographs or Hangul: "【影片】"."""
    return text[0] in "【[［" and label[-1] in "】]］" and cjk_share(label) > 0


def is_page(link: Link, base: str) -> bool:
    """Whether a link leads to another page of the site, and not to a document."""
    return is_near(site(link.href), site(base)) and not _DOCUMENT.search(link.href.partition("?")[0][-8:])


def without_labels(
    blocks: tuple[Block, ...], holders: Mapping[int, Tag], lists: Set[int]
) -> tuple[tuple[Block, ...], tuple[Tag, ...]]:
    """(the blocks without the short lines right over lists of links that are not read, the elements of those lines).

    `holders` tells by a block's id where it was read, `lists` are the ids of the lists' elements.
    """
    found: dict[int, Tag] = {}
    for block in blocks:
        if not isinstance(block, Paragraph) or not _labels_links(block.text):
            continue
        holder = holders.get(id(block))
        if holder is None or holder.name != "p" or (links := tag_behind(holder)) is None:
            continue
        if id(links) in lists and not _has_own_label(links) and not _is_set_as_signature(holder):
            found[id(block)] = holder
    return tuple(b for b in blocks if id(b) not in found), tuple(found.values())


def _has_own_label(links: Tag) -> bool:
    """Whether a box of links begins with a line of its own that leads nowhere: "Weiterführender Link"."""
    first = next((t for t in links.contents if isinstance(t, Tag) and t.held.size), None)
    return links.name in ("div", "section", "aside") and first is not None and not first.held.in_links


def _is_set_as_signature(line: Tag) -> bool:
    """Whether a line of a script that runs to the right is set at the right, as who wrote the story is in Vietnam."""
    looks = " ".join(str(line.get(name) or "") for name in ("style", "class", "align"))
    text = own_text(line)
    return bool(_AT_THE_RIGHT.search(looks)) and not text.endswith(":") and not _FROM_THE_RIGHT.search(text)


def _labels_links(text: str) -> bool:
    """Whether a line can be the label of the links under it: a few words, or some more to a colon."""
    if text.endswith((":", "：")):
        return len(text) < _ASKING
    return len(text) <= _LONGEST_CALL and not SAYS.search(text)


def without_titles(
    blocks: tuple[Block, ...], holders: Mapping[int, Tag], base: str
) -> tuple[tuple[Block, ...], tuple[Tag, ...]]:
    """(the blocks without headings that are titles of other stories, the elements of those): one alone that is all a
    link to another page of the site, or is in bold over two or more lines that are."""
    found: dict[int, Tag] = {}
    linked: dict[int, Tag] = {}
    for block in blocks:
        holder = holders.get(id(block)) if isinstance(block, Heading) else None
        if holder is None or (isinstance(block, Heading) and block.posted_at):
            continue
        if holder.name in SUBHEADS and linked_to(holder, base):
            linked[id(block)] = holder
        elif holder.name == "p" and _are_links(tag_behind(holder), base):
            found[id(block)] = holder
    if len(linked) == 1:
        found |= linked
    return tuple(b for b in blocks if id(b) not in found), tuple(found.values())


def _are_links(first: Tag | None, base: str) -> bool:
    """Whether an element and the next are lines that are links to other pages of the site, and nothing else."""
    second = tag_behind(first) if first is not None else None
    return all(line is not None and line.name == "p" and linked_to(line, base) for line in (first, second))


def linked_to(heading: Tag, base: str) -> str:
    """The other page of the site to which the whole of a heading is a link; "" of another heading."""
    link = next(within(heading, ("a",)), None) or tag_around(heading, "a")
    if link is None or (own_text(link) != own_text(heading) and heading not in link.descendants):
        return ""
    target = resolved(str(link.get("href") or ""), base)
    elsewhere = target.partition("#")[0].partition("?")[0] != base.partition("#")[0].partition("?")[0]
    return target if elsewhere and site(target) == site(base) else ""
