"""What a page offers besides its story: lines that ask to subscribe, listen or pay, and links to other stories."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from functools import lru_cache
from itertools import islice, takewhile

from watcher.extract.elements import Tag, Text
from watcher.extract.inline import (
    ASKS,
    BLOCK_TAGS,
    MARK,
    has,
    is_alike,
    names_of,
    own_text,
    tag_around,
    tag_before,
    tag_behind,
    within,
)
from watcher.extract.signs import is_summary
from watcher.extract.wording import (
    QUESTION,
    is_advert_label,
    is_author_line,
    is_closing,
    is_counter,
    is_read_on,
    is_reporters_line,
)
from watcher.extract.words import WORD_BEGINS, Beginnings, Stems, any_of, names, pattern
from watcher.model import Block, Heading, Link, Paragraph
from watcher.urls import identity, resolved, site

_CALL = pattern(r"^\W*(?:", "calls", r")\W*$")
_PROMOTION = Beginnings(r"^[^\w\s]{0,4}", "promotions")
_BEHIND = pattern(r"^[^\w\s]{0,4}", "promotions_behind")
_STEMS = Stems(names("promotion_stems"))  # of `promotions_behind`
_ASK = pattern(r"^\W{0,4}(?:", "asks", rf"(?!\w)|{any_of('asks_joined')})")
_ASKED = pattern("", "asks_behind", r"\W*$")
_CHANNEL = pattern(WORD_BEGINS, "channels")
_OURS = pattern(r"(?<!\w)", "ours", r"(?!\w)")
_SENTENCE_ENDS = re.compile(r"[.!?:：。！？؟।۔]\s?")
_LABEL_ENDS = (":", "：", "|", "｜", "»", "›", ">", "→", "▶", "►")
_AFTER = " .!»›>→"
_BRACKETS = "[]()（）【】［］〔〕 "
_BULLETS = " <>«»‹›→▶►▷➤•·–—-|*■●◆▼☞👉"
_ENDS = re.compile(r"[.。][\"”’»“)」』]?$")
_SHARES = re.compile(
    r"/(?:share|sharer|sharing|intent)\b|[?&](?:u|url|text|body)=http|^(?:mailto:\?|javascript:|whatsapp:|sms:)|wa\.me/|/dialog/(?:share|send)",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|csv|zip|odt|txt)$", re.IGNORECASE)
# A sentence, its author behind it, or what introduces a list.
_SAYS = re.compile(r"[.!?:。！？：؟।۔։።။”\"»」](?:\s?[(（][^()（）]{1,30}[)）])?$")
_LETTER = re.compile(r"[^\W\d_]")
# Where a page sells what it has besides its story, or asks who one is.
SOLD = re.compile(
    r"/(?:abo(?:s|nnements?|nnieren|nnez-vous|nnati)?|subscri(?:be|ptions?)|suscri(?:pcion(?:es)?|bete|birse)"
    r"|contribut(?:e|ions?)|assin(?:e|atura)|prenumerera?|newsletters?|donat(?:e|ion)|offers?|offerte?|angebote?|membership|support(?:-us)?"
    r"|log-?in|sign-?(?:in|up)|account|register)(?:/|$)",
    re.IGNORECASE,
)
_STORE = re.compile(r"^https?://(?:play\.google\.com/store/|(?:apps|itunes)\.apple\.com/|appgallery\.huawei\.com/)")
_VOTE = re.compile(r"[^\d.!?]{0,40}(\d{1,3})(?:[.,]\d)?\s?[%٪％]")
_PERCENT = ("%", "٪", "％")
_LONGEST_CALL, _LONGEST_LABEL, _ASKING, _LONGEST = 40, 30, 140, 320  # characters
_WORDS = 7  # characters of more than one word
_TITLE = 15  # characters of the shortest headline
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_MOST_HEADINGS, _SENTENCE = 30, 60
_MOST_LINKS, _DEEP = 6, 8
_FEW_LINKS = 0.3  # of a box's text
_SMALL, _NEARLY = 300, 0.9  # characters of a box that shows one story; of its text
_ASKED_AMONG = 3  # texts in front of a poll's answers, the question among them


def is_call(text: str) -> bool:
    """Whether words are those of a button that sells: "Sign up", "Jetzt anmelden", "立即订阅"."""
    return 0 < len(text) < _LONGEST_CALL and bool(_CALL.match(text))


def is_promotion(text: str) -> bool:
    """Whether a paragraph asks to subscribe to a letter, load an app, hear a podcast or pay for the work."""
    return len(text) < _LONGEST and _promotes(text)


@lru_cache(maxsize=512)
def _promotes(text: str) -> bool:
    starts = (0, *(end.end() for end in _SENTENCE_ENDS.finditer(text)))
    finders = (_PROMOTION, _BEHIND) if _STEMS.are_in(text) else (_PROMOTION,)
    return any(each.match(text[at:]) for each in finders for at in starts) or _asks_to_follow(text, starts)


def _asks_to_follow(text: str, starts: Sequence[int]) -> bool:
    """Whether a line asks to follow or write to the page somewhere; as a sentence it says to whom that belongs."""
    if len(text) > _ASKING or not (_ASKED.search(text) or any(_ASK.match(text[at:]) for at in starts)):
        return False
    return bool(_CHANNEL.search(text)) and (not _ENDS.search(text) or "?" in text or bool(_OURS.search(text)))


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
        return _is_page(links[-1], base)
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
    if not found or not 0 < len(label) < _LONGEST_LABEL or not label.endswith(_LABEL_ENDS):
        return False
    if any(not _is_page(link, base) for link in links) or is_author_line(text) or is_reporters_line(text):
        return False
    if len(links) == 1 and (len(links[0].text) < _TITLE or links[0].text[:1].islower()):
        return False
    for link in links[1:]:
        rest = rest.replace(link.text, "", 1)
    return not _LETTER.search(rest) and not _ENDS.search(line)


def _is_page(link: Link, base: str) -> bool:
    """Whether a link leads to another page of the site, and not to a document."""
    return site(link.href) == site(base) and not _DOCUMENT.search(link.href.partition("?")[0][-8:])


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
        if holder is not None and holder.name == "p" and id(tag_behind(holder)) in lists:
            found[id(block)] = holder
    return tuple(b for b in blocks if id(b) not in found), tuple(found.values())


def _labels_links(text: str) -> bool:
    """Whether a line can be the label of the links under it: a few words, or some more to a colon."""
    if text.endswith((":", "：")):
        return len(text) < _ASKING
    return len(text) <= _LONGEST_CALL and not _SAYS.search(text)


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
        if holder.name in _HEADINGS and _linked_to(holder, base):
            linked[id(block)] = holder
        elif holder.name == "p" and _are_links(tag_behind(holder), base):
            found[id(block)] = holder
    if len(linked) == 1:
        found |= linked
    return tuple(b for b in blocks if id(b) not in found), tuple(found.values())


def _are_links(first: Tag | None, base: str) -> bool:
    """Whether an element and the next are lines that are links to other pages of the site, and nothing else."""
    second = tag_behind(first) if first is not None else None
    return all(line is not None and line.name == "p" and _linked_to(line, base) for line in (first, second))


def offers_something(tag: Tag) -> bool:
    """Whether a small box is an offer: the innermost around a link like a button that sells with other words in it.

    One of several alike of which another has no such link holds a paragraph of the story, and the offer beside it.
    """
    return _is_offering(tag) and not any(
        beside is not None and is_alike(beside, tag) and own_text(beside) and not _is_offering(beside)
        for beside in (tag_before(tag), tag_behind(tag))
    )


def asks_something(tag: Tag) -> bool:
    """Whether a box asks for an answer: a form or a button stood in it, which did not just share or print, and no box
    beside it is alike."""
    return _is_marked(tag) and not any(
        t is not None and is_alike(t, tag) and own_text(t) for t in (tag_before(tag), tag_behind(tag))
    )


def _is_marked(tag: Tag) -> bool:
    """Whether a form or a button stood in a box, which did not just share or print."""
    mark = str(tag.get(MARK) or "")
    return mark.startswith(ASKS) and not is_counter(mark.removeprefix(ASKS))


def counts_votes(box: Tag) -> bool:
    """Whether a box asks its readers and says what they answered: a question, and answers with parts of a hundred."""
    said = (text for node in box.descendants if isinstance(node, Text) and (text := node.strip()))
    first = list(islice(said, _ASKED_AMONG))
    if not any(text.endswith(QUESTION) for text in first):
        return False  # as nearly all boxes end here, the rest is not looked at
    texts = [*first, *said]
    told = [text for text in texts if text.endswith(_PERCENT)]
    parts = [int(found[1]) for text in told if (found := _VOTE.fullmatch(text))]
    if not 1 < len(parts) == len(told) or abs(sum(parts) - 100) >= len(parts):
        return False
    return any(text.endswith(QUESTION) for text in texts[: texts.index(told[0])])


def is_thread(box: Tag) -> bool:
    """Whether a box holds nothing but two or more alike in which somebody says something at a time, and a button stood
    that asks for an answer: comments."""
    said = [tag for tag in box.contents if isinstance(tag, Tag)]
    if len(said) < 2 or any(MARK not in t.attrs or t.get("class") != said[0].get("class") for t in said):
        return False
    return all(_is_marked(t) and has(t, ("time",)) for t in said)


def sells(box: Tag, base: str) -> bool:
    """Whether all links of a box, at least one, stand on lines of their own, and lead to where the site sells what it
    has, or asks who one is."""
    links = list(islice(within(box, ("a",)), _MOST_LINKS))
    targets = [resolved(str(a.get("href") or ""), base) for a in links if _is_line(a)]
    return len(targets) == len(links) > 0 and all(
        site(t) == site(base) and SOLD.search(t.partition("?")[0]) for t in targets
    )


def _is_line(link: Tag) -> bool:
    """Whether nothing stands beside a link but blocks."""
    beside = link.parent.contents if link.parent is not None else ()
    others = (n for n in beside if n is not link)
    return all(n.held.has_blocks or n.name in BLOCK_TAGS if isinstance(n, Tag) else not n.strip() for n in others)


def is_bar(tag: Tag) -> bool:
    """Whether all links of a box, at least one, only share, print or send the article."""
    targets = [str(a.get("href") or "")[:_LONGEST] for a in islice(within(tag, ("a",)), _MOST_HEADINGS)]
    return any(map(_SHARES.search, targets)) and all(not t or t[0] == "#" or _SHARES.search(t) for t in targets)


def lists_stories(box: Tag, base: str) -> bool:
    """Whether the headings in a box, at least one with a picture or two, are nothing but links to other stories."""
    headings = list(islice(within(box, _HEADINGS), _MOST_HEADINGS))
    linked = [target for h in headings if (target := _linked_to(h, base))]
    if not linked or len(linked) < len(headings) - 1 or _has_own_paragraph(box, headings):
        return False
    if len(linked) > 1:
        return len(set(linked)) > 1
    labelled = box.held.size < _SMALL and _heads_with_label(box, headings[0])
    pictured = (a for a in islice(within(box, ("a",)), _MOST_LINKS) if has(a, ("img",)))
    return _is_alone(box) and (labelled or any(resolved(str(a.get("href") or ""), base) == linked[0] for a in pictured))


def _heads_with_label(box: Tag, heading: Tag) -> bool:
    """Whether a few words and nothing else stand in a box before its heading."""
    above = takewhile(lambda t: t is not heading, box.descendants)
    said = [text for node in above if isinstance(node, Text) and (text := node.strip())]
    return len(said) == 1 and len(said[0]) < _LONGEST_LABEL and not _SAYS.search(said[0])


def recommends_stories(box: Tag, base: str) -> bool:
    """Whether a box lists other stories under a line that invites to read them."""
    return begins_as_offer(box) and lists_stories(box, base)


def is_unfolded(box: Tag) -> bool:
    """Whether a box that readers unfold holds text under a title that belongs to no other part of the page."""
    title = next((t for t in box.contents if isinstance(t, Tag) and t.name == "summary"), None)
    if box.name != "details" or title is None or box.held.linked > _FEW_LINKS:
        return False
    rest = own_text(box, without=(title,))
    return len(rest) > _LONGEST_CALL and bool(_SAYS.search(rest)) and not names_no_text(own_text(title))


def names_no_text(title: str) -> bool:
    """Whether a title belongs to something beside the story: a summary by a machine, the author, a player."""
    return is_closing(title) or is_promotion(title) or (is_counter(title) and not is_read_on(title))


def begins_as_offer(box: Tag) -> bool:
    """Whether the first words in a box invite to read something else."""
    first = _first_words(box)
    return len(first) < _SENTENCE and is_read_on(first)


def is_summed_up(box: Tag) -> bool:
    """Whether a box that is named a summary begins with a label, as those by machines do."""
    return is_summary(names_of(box)) and is_counter(_first_words(box))


def _first_words(box: Tag) -> str:
    return next((text for node in box.descendants if isinstance(node, Text) and (text := node.strip())), "")


def heads_links(box: Tag) -> bool:
    """Whether a box holds one heading, and all other words in it are those of two or more links to pages."""
    headings = list(islice(within(box, _HEADINGS), 2))
    if box.held.size > 2 * _LONGEST or len(headings) != 1 or has(box, ("figcaption",)):
        return False
    links = [a for a in islice(within(box, ("a",)), _MOST_HEADINGS) if a.held.size]
    rest = box.held.size - headings[0].held.size
    return len(links) > 1 and not has(headings[0], ("a",)) and sum(a.held.size for a in links) > _NEARLY * rest > 0


def is_card(box: Tag, base: str) -> bool:
    """Whether a small box shows another story of the site: its picture and its title lead to the same page, as all in
    it does."""
    if any(type(node) is Text and len(node) > _SENTENCE for node in box.descendants):
        return False
    links = list(islice(within(box, ("a",)), _MOST_LINKS))
    shown = {resolved(str(a.get("href") or ""), base) for a in links if has(a, ("img",)) and not own_text(a)}
    told = {resolved(str(a.get("href") or ""), base) for a in links if len(own_text(a)) > _WORDS}
    target = next(iter(shown), "")
    other = site(target) == site(base) and identity(target) != identity(base)
    return other and shown == told == {target} and _is_alone(box)


def _has_own_paragraph(box: Tag, headings: Sequence[Tag]) -> bool:
    """Whether a paragraph in a box belongs to no heading: it stands before all, or beside the parts that hold them."""
    above = takewhile(lambda t: t is not headings[0], box.descendants)
    if any(type(t) is Text and len(t.strip()) >= _SENTENCE for t in above):
        return True
    headed = {id(t) for h in headings for t in islice(h.parents, _DEEP)}
    first = id(headings[0])
    begun = False
    for tag in within(box, ("p", *_HEADINGS)):
        begun = begun or id(tag) == first
        if tag.name != "p" or len(own_text(tag)) < _SENTENCE:
            continue
        own = next((t for t in islice(tag.parents, _DEEP) if id(t) in headed), None)
        if not begun or (own is box and len(headings) > 1):
            return True
    return False


def _linked_to(heading: Tag, base: str) -> str:
    """The other page of the site to which the whole of a heading is a link; "" of another heading."""
    link = next(within(heading, ("a",)), None) or tag_around(heading, "a")
    if link is None or (own_text(link) != own_text(heading) and heading not in link.descendants):
        return ""
    target = resolved(str(link.get("href") or ""), base)
    elsewhere = target.partition("#")[0].partition("?")[0] != base.partition("#")[0].partition("?")[0]
    return target if elsewhere and site(target) == site(base) else ""


def _is_offering(tag: Tag) -> bool:
    for link in islice(within(tag, ("a",)), _MOST_LINKS):
        if is_call(words := own_text(link)):
            around = next((t for t in islice(link.parents, _DEEP) if own_text(t) != words), None)
            return around is tag or (around is not None and around.parent is tag and own_text(around) == own_text(tag))
    return False


def _is_alone(box: Tag) -> bool:
    """Whether no box beside one is like it."""
    return not any(t is not None and is_alike(t, box) for t in (tag_before(box), tag_behind(box)))
