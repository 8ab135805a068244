"""What a box holds beside the story or in it: a call, a poll, something sold, other stories, text that unfolds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, takewhile

from watcher.extract.credits import split_credit
from watcher.extract.elements import Tag, Text
from watcher.extract.inline import (
    ASKS,
    BLOCK_TAGS,
    MARK,
    has,
    is_alike,
    links_in,
    names_of,
    own_text,
    tag_around,
    tag_before,
    tag_behind,
    within,
)
from watcher.extract.offers import SAYS, SUBHEADS, is_call, is_offer, is_promotion, linked_to
from watcher.extract.signs import is_summary
from watcher.extract.wording import (
    QUESTION,
    is_closing,
    is_counter,
    is_read_on,
)
from watcher.text import cjk_share
from watcher.urls import identity, is_near, resolved, site

_SHARES = re.compile(
    r"/(?:share|sharer|sharing|intent)\b|[?&](?:u|url|text|body)=http|^(?:mailto:\?|javascript:|whatsapp:|sms:)|wa\.me/|/dialog/(?:share|send)",
    re.IGNORECASE,
)
# Where a page sells what it has besides its story, or asks who one is.
SOLD = re.compile(
    r"/(?:abo(?:s|nnements?|nnieren|nnez-vous|nnati)?|subscri(?:be|ptions?)|suscri(?:pcion(?:es)?|bete|birse)"
    r"|contribut(?:e|ions?)|assin(?:e|atura)|prenumerera?|newsletters?|donat(?:e|ion)|offers?|offerte?|angebote?|membership|support(?:-us)?"
    r"|log-?in|sign-?(?:in|up)|account|register)(?:/|$)",
    re.IGNORECASE,
)
# Where readers give money, and who asks them to.
_GIFTS = re.compile(
    r"https?://(?:\w+\.)?(?:paypal\.(?:com|me)/|patreon\.com/|ko-fi\.com/|buymeacoffee\.com/|liberapay\.com/|donorbox\.org/"
    r"|steadyhq\.com/|tipeee\.com/|boosty\.to/|apoia\.se/|catarse\.me/)",
    re.IGNORECASE,
)
_QUOTES = frozenset('"“”„«»')
_WE = re.compile(
    r"\b(?:us|our|uns|unser\w{0,2}|nous|notre|nos|nosotros|nuestr[oa]s?|nós|noss[oa]s?|noi|nostr[oaie]|ons|onze|oss|vår\w?|nas|nasz\w*|нас|наш\w*)\b",
    re.IGNORECASE,
)
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|zip)(?:[?#]|$)", re.IGNORECASE)
_VOTE = re.compile(r"[^\d.!?]{0,40}(\d{1,3})(?:[.,]\d)?\s?[%٪％]")
_PERCENT = ("%", "٪", "％")
_LENGTH = re.compile(
    r"(?:\w{4,12}\W{1,3})?(?:\d{1,2}:)?\d{1,2}:\d\d(?:\s?min\w{0,5}\.?)?|\d{1,2}\s?min\w{0,5}\.?(?:\s?\d{1,2}\s?(?:s\w{0,7}\.?)?)?",
    re.IGNORECASE,
)
_PLAYS = frozenset(("figcaption", "iframe", "video", "audio"))
_WORDS = 7  # characters of more than one word
_MOST_HEADINGS, _SENTENCE = 30, 60
_MOST_LINKS, _DEEP = 6, 8
_CALL, _LABEL, _BRIEF = 40, 30, 640  # characters
_FEW_LINKS = 0.3  # of a box's text
_SMALL, _NEARLY = 300, 0.9  # characters of a box that shows one story; of its text
_PARTS = frozenset(("div", "section", "article", "li"))
_MOST_PARTS, _TEASER = 12, 220  # parts of a box; characters beside a title
_TITLE, _SHORT_TITLE = 15, 8  # characters of the shortest headline, of one in Chinese
_ASKED_AMONG = 3  # texts in front of a poll's answers, the question among them


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


def asks_for_gifts(box: Tag) -> bool:
    """Whether all links of a small box, one or two, lead to where readers give money, and one as well as the text says
    that it is "us" whom they support; nobody else is quoted."""
    links = list(islice(within(box, ("a",)), 3))
    if not 0 < len(links) < 3 or not all(_GIFTS.match(str(a.get("href") or "")) for a in links):
        return False
    said = own_text(box, without=links)
    return _WE.search(said) is not None and not _QUOTES & set(said) and any(_WE.search(own_text(a)) for a in links)


def _is_line(link: Tag) -> bool:
    """Whether nothing stands beside a link but blocks."""
    beside = link.parent.contents if link.parent is not None else ()
    others = (n for n in beside if n is not link)
    return all(n.held.has_blocks or n.name in BLOCK_TAGS if isinstance(n, Tag) else not n.strip() for n in others)


def heads_film(box: Tag) -> bool:
    """Whether a box shows nothing but a still under the title of a film that lasts so long; what plays is kept."""
    return has(box, SUBHEADS) and not has(box, ("p", *_PLAYS)) and tells_length(box)


def tells_length(box: Tag) -> bool:
    """Whether an element of a box says how long a film lasts, and nothing else: "01:22", "1 min 22"."""
    return any(_LENGTH.fullmatch(own_text(t)) for t in islice(within(box, ("span", "div")), _MOST_HEADINGS))


def is_bar(tag: Tag) -> bool:
    """Whether all links of a box, at least one, only share, print or send the article."""
    targets = [str(a.get("href") or "")[:_BRIEF] for a in islice(within(tag, ("a",)), _MOST_HEADINGS)]
    return any(map(_SHARES.search, targets)) and all(not t or t[0] == "#" or _SHARES.search(t) for t in targets)


def lists_stories(box: Tag, base: str) -> bool:
    """Whether the headings in a box, at least one with a picture or two, are nothing but links to other stories."""
    headings = list(islice(within(box, SUBHEADS), _MOST_HEADINGS))
    linked = [target for h in headings if (target := linked_to(h, base))]
    if not linked or len(linked) < len(headings) - 1 or _has_own_paragraph(box, headings) or _shows_own_picture(box):
        return False
    if len(linked) > 1:
        return len(set(linked)) > 1
    labelled = box.held.size < _SMALL and _heads_with_label(box, headings[0])
    labelled = labelled or own_text(box).endswith(("…", "..."))  # the beginning of another story
    pictured = (a for a in islice(within(box, ("a",)), _MOST_LINKS) if has(a, ("img",)))
    return _is_alone(box) and (labelled or any(resolved(str(a.get("href") or ""), base) == linked[0] for a in pictured))


def _heads_with_label(box: Tag, heading: Tag) -> bool:
    """Whether a few words and nothing else stand in a box before its heading."""
    above = takewhile(lambda t: t is not heading, box.descendants)
    said = [text for node in above if isinstance(node, Text) and (text := node.strip())]
    return len(said) == 1 and len(said[0]) < _LABEL and not SAYS.search(said[0])


def recommends_stories(box: Tag, base: str) -> bool:
    """Whether a box lists other stories under a line that invites to read them."""
    return begins_as_offer(box) and lists_stories(box, base)


def teases_stories(box: Tag, base: str) -> bool:
    """Whether a box holds nothing but two or more parts alike, under a label or not, each of them the title of another
    page of the site, as a link on a line of its own, and a few words on that story at most."""
    parts = _parts(box)
    if parts and parts[0].held.size < _LABEL and not parts[0].held.in_links:
        parts = _parts(parts[1]) if len(parts) == 2 else parts[1:]
    if not 1 < len(parts) <= _MOST_PARTS or any(part.name != parts[0].name for part in parts):
        return False
    teased = [_teased(part, base) for part in parts]
    return all(teased) and len(set(teased)) == len(parts)


def _parts(box: Tag) -> list[Tag]:
    """The elements with text into which a box falls."""
    for _ in range(_DEEP):
        parts = [t for t in box.contents if isinstance(t, Tag) and t.held.size]
        if len(parts) != 1:
            break
        box = parts[0]
    return parts


def _teased(part: Tag, base: str) -> str:
    """The other page of the site that a part of a box teases; "" of another part."""
    if part.name not in _PARTS or part.held.size - part.held.in_links > _TEASER:
        return ""
    links = list(islice(within(part, ("a",)), _MOST_LINKS))
    titles = [a for a in links if a.held.size >= (_SHORT_TITLE if cjk_share(own_text(a)) else _TITLE)]
    targets = {resolved(str(a.get("href") or ""), base) for a in links}
    if not titles or len(targets) != 1 or not _is_line(titles[0]):
        return ""
    target = targets.pop()
    other = site(target) == site(base) and identity(target) != identity(base) and not _FILE.search(target)
    return target if other else ""


def invites_to_stories(box: Tag, base: str) -> bool:
    """Whether a box invites to read something else, and two or more links stand on lines of their own below: what is
    said of those stories stands beside them."""
    if not begins_as_offer(box):
        return False
    lines = (a for a in islice(within(box, ("a",)), _MOST_HEADINGS) if a.held.size and _is_line(a))
    return len({target for a in lines if (target := resolved(str(a.get("href") or ""), base))}) > 1


def recommends_one(box: Tag, base: str) -> bool:
    """Whether a small box invites to read one other story of the site, whose title is a link alone on its line: under a
    label right above it, with no facts below, or with a picture without words of its own under a line that invites to
    read on."""
    if has(box, ("figcaption",)):
        return False
    links = [a for a in islice(within(box, ("a",)), _MOST_LINKS) if len(own_text(a)) > _WORDS]
    if len(links) != 1 or not _is_line(links[0]):
        return False
    target = resolved(str(links[0].get("href") or ""), base)
    if not is_near(site(target), site(base)) or identity(target) == identity(base) or _FILE.search(target):
        return False
    told = own_text(box).partition(own_text(links[0]))[2]
    storied = len(told) < _CALL or SAYS.search(told) is not None
    labelled = storied and box.held.size < _SMALL and _heads_with_label(box, links[0]) and _is_alone(box)
    return (labelled and not _first_words(box)[-1:].isdigit()) or (box.held.pictures > 0 and begins_as_offer(box))


def is_unfolded(box: Tag) -> bool:
    """Whether a box that readers unfold holds text under a title that belongs to no other part of the page."""
    title = next((t for t in box.contents if isinstance(t, Tag) and t.name == "summary"), None)
    if box.name != "details" or title is None or box.held.linked > _FEW_LINKS:
        return False
    rest = own_text(box, without=(title,))
    return len(rest) > _CALL and bool(SAYS.search(rest)) and not names_no_text(own_text(title))


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
    headings = list(islice(within(box, SUBHEADS), 2))
    if box.held.size > _BRIEF or len(headings) != 1 or has(box, ("figcaption",)):
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
    return other and shown == told == {target} and _is_alone(box) and not _shows_own_picture(box)


def _has_own_paragraph(box: Tag, headings: Sequence[Tag]) -> bool:
    """Whether a paragraph in a box belongs to no heading: it stands before all, or beside the parts that hold them."""
    above = takewhile(lambda t: t is not headings[0], box.descendants)
    if any(type(t) is Text and len(t.strip()) >= _SENTENCE for t in above):
        return True
    headed = {id(t) for h in headings for t in islice(h.parents, _DEEP)}
    first = id(headings[0])
    begun = False
    for tag in within(box, ("p", *SUBHEADS)):
        begun = begun or id(tag) == first
        if tag.name != "p" or len(own_text(tag)) < _SENTENCE:
            continue
        own = next((t for t in islice(tag.parents, _DEEP) if id(t) in headed), None)
        if not begun or (own is box and len(headings) > 1):
            return True
    return False


def _shows_own_picture(box: Tag) -> bool:
    """Whether a figure in a box has words below it, more than whose it is, and leads nowhere nor heads a card."""
    for figure in islice(within(box, ("figure",)), _MOST_HEADINGS):
        captions = within(figure, ("figcaption",)) if has(figure, ("img",)) and not has(figure, ("a",)) else ()
        behind = tag_behind(figure)
        heads = behind is not None and (behind.name in SUBHEADS or has(behind, SUBHEADS)) and not has(behind, ("img",))
        if not heads and tag_around(figure, "a") is None and any(split_credit(own_text(c))[0] for c in captions):
            return True
    return False


def _is_offering(tag: Tag) -> bool:
    for link in islice(within(tag, ("a",)), _MOST_LINKS):
        if is_call(words := own_text(link)) and not _goes_on(link):
            around = next((t for t in islice(link.parents, _DEEP) if own_text(t) != words), None)
            return around is tag or (around is not None and around.parent is tag and own_text(around) == own_text(tag))
    return False


def _goes_on(link: Tag) -> bool:
    """Whether a link is amid a sentence, whose words go on in small letters: "those who <register> by Friday vote"."""
    before, behind = link.previous_sibling, link.next_sibling
    if not (isinstance(before, Text) and isinstance(behind, Text)):
        return False
    begun, rest = before.rstrip(), behind.lstrip(", ")
    return begun[-1:].isalpha() and len(begun) > _LABEL and rest[:1].islower()


def _is_alone(box: Tag) -> bool:
    """Whether no box beside one is like it."""
    return not any(t is not None and is_alike(t, box) for t in (tag_before(box), tag_behind(box)))


def is_offered(tag: Tag) -> bool:
    """Whether a heading is the headline of another story, a link under or behind a label that invites to read it."""
    link = next(within(tag, ("a",)), None)
    if link is None or not (title := own_text(link)) or not own_text(tag).endswith(title):
        return False
    if front := own_text(tag).removesuffix(title).strip():
        return len(front) < _LABEL and is_read_on(front)
    label = tag_before(tag)
    return label is not None and is_read_on(own_text(label))


def invites(quote: Tag, text: str, base: str) -> bool:
    """Whether what stands as a quotation invites to read something else, by words before its links."""
    links = links_in(quote.contents, base) if quote.held.in_links else ()
    leads = bool(links) and text.endswith(links[-1].text)
    return leads and (is_read_on(text) or is_offer(text, links, base))
