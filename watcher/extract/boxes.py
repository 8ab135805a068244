"""What an element on the page is, before it is read: part of the story, a picture with its caption, or some box."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from watcher.assets import asset
from watcher.extract.amid import SENTENCE_ENDS, holds_story, is_set_in, tells_more
from watcher.extract.beside import has_caption_sign, holds_no_caption, is_media, is_short
from watcher.extract.credits import is_credited, split_credit
from watcher.extract.elements import Measure, Tag, Text
from watcher.extract.embeds import shows_platform
from watcher.extract.figures import image_of
from watcher.extract.inline import (
    BLOCK_TAGS,
    KEPT,
    MARK,
    SILENT_TAGS,
    classes_of,
    has,
    is_concealed,
    names_of,
    own_text,
    tag_around,
    within,
)
from watcher.extract.inside import (
    SOLD,
    asks_something,
    begins_as_offer,
    counts_votes,
    heads_film,
    heads_links,
    invites_to_stories,
    is_bar,
    is_card,
    is_summed_up,
    is_thread,
    is_unfolded,
    lists_stories,
    offers_something,
    recommends_stories,
    sells,
)
from watcher.extract.signs import (
    box_word,
    is_caption,
    is_caption_alone,
    is_credit,
    is_label,
    is_picture,
    margin_word,
)
from watcher.model.article import Block, Role
from watcher.text import cjk_share
from watcher.urls import is_near, resolved, site

HEADINGS: Mapping[str, int] = {f"h{n}": n for n in range(1, 7)}
_ASIDE = frozenset(("aside", "footer", "nav", "form", "dialog", "details"))
_NOT_BESIDE_PICTURES = frozenset(("h1", "h2", "h3", "h4", "aside", "blockquote", "table", "ul", "ol", "iframe", "time"))
_UNREAD = SILENT_TAGS - {"button", "noscript"}
_SHARED = re.compile(r"share[-_]?(?:pic|img|image|photo)", re.IGNORECASE)  # a picture, no bar of buttons
_OF_THEME = re.compile(r"/(?:topics?|tags?|hashtags?|keywords?)/[^/]")
_SHOP = re.compile(r"(?:shop|store|tickets?|abos?|boutique|tienda|loja|negozio|kiosk|jobs)\.")
_LINES = frozenset(("p", "div", "span", "strong", "b", "font"))  # that may be a paragraph with a picture in it
_FILM = re.compile(r"video", re.IGNORECASE)
_FOR_SCREENS = re.compile(r"mobile|phone|tablet|desktop|(?:hidden|visible|hide|show)-|(?:^|\s)d-(?:none|\w\w-)")
_FIFTH, _QUARTER, _THIRD = 0.2, 0.25, 0.33
_HALF = 0.5
_MOST = 0.8
_FEW_LINKS = 0.3  # of a text, links among which are those of a story
_TEASED = 100  # characters from which on a box that leads nowhere is text
_SMALL = 1_500  # characters of a box that holds a notice
HIDDEN = "hidden"
LINKS = "mostly links"
_OTHERS = "titles of other stories"
_CALLING = frozenset(("div", "section", "article", "li"))
_ASKED = 220  # characters of a box with a form or a button
_SUMMED = 1_500  # characters of a summary
_CALLED = 400  # characters of a box with a button that sells
_THREAD = 2_000  # characters of a few comments
_POLL = 20  # characters of the least poll
_CREDITED, _CAPTIONED = 100, 300  # characters of a credit, and of a caption with one
_MOST_LINKS = 30  # beside a picture, that are looked at
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)$|/(?:attachment|uploads|image|media)/", re.IGNORECASE)


Unread = tuple[Tag, str]  # an element, and why it is not read


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the walk knows while it goes: the page's address, how much text there is in all, the pictures' role.

    `strict`: only pictures are read, and words beside one are its caption only by name. `spoken` holds elements that
    were read already, `beside` whether a picture stands in an element outside its noscript, `holders` by a block's id
    the element it was read in, `noted` those blocks (an id is one for as long as its block lives), `left_out` what was
    not read and why. `posts` are the times of a live blog's posts by the id of the element that each begins with.
    """

    base: str
    total: int
    role: Role = "inline"
    strict: bool = False
    spoken: set[int] = field(default_factory=set)
    beside: dict[int, bool] = field(default_factory=dict)
    holders: dict[int, Tag] = field(default_factory=dict)
    noted: list[Block] = field(default_factory=list)
    left_out: list[Unread] = field(default_factory=list)
    posts: Mapping[int, str] = field(default_factory=dict)


def is_image(tag: Tag) -> bool:
    return tag.name in ("img", "amp-img") or ("-" in tag.name and "image" in tag.name and "src" in tag.attrs)


def measured(area: Tag) -> Measure:
    """What an element holds; of each element in it that is known then, too."""
    tags = [area]
    for tag in tags:
        size = 0
        for node in tag.contents:
            if isinstance(node, Tag):
                tags.append(node)
            else:
                size += len(node.strip())
        tag.held = Measure(size)
    for tag in reversed(tags):  # those inside before those around them
        own, name = tag.held, tag.name
        if name == "a":
            own.in_links = 0 if _is_credit(tag) else own.size
        if tag is area or tag.parent is None:
            break
        around = tag.parent.held
        if name not in _UNREAD:
            around.size += own.size
            around.in_links += own.in_links
        around.pictures += own.pictures + (name == "img" or is_image(tag))
        around.has_blocks = around.has_blocks or own.has_blocks or name in BLOCK_TAGS
    return area.held


def _is_credit(link: Tag) -> bool:
    """Whether a link says whose a picture is: "© Agency / Name"."""
    first = link.contents[0] if link.contents else None
    return type(first) is Text and first.lstrip()[:1] == "©"


def why_skipped(tag: Tag, reading: Reading) -> str | None:
    """Why the element is not read; None where it is part of the story, as is all that holds a fifth of the text but
    other stories under a line that says so, and a small box that sells."""
    if tag.get(MARK) == KEPT:
        return None
    held = tag.held
    size, linked = held.size, held.linked
    if is_concealed(tag):
        return HIDDEN if size < reading.total / 2 else None
    if tag.name in ("ul", "ol") and linked > 0.7:
        return LINKS
    if size >= _FIFTH * reading.total and size > 200:
        if tag.name not in _CALLING or size > _MOST * reading.total:
            return None
        if size < _CALLED and held.in_links and sells(tag, reading.base):
            return "offer with a button"
        return _OTHERS if recommends_stories(tag, reading.base) and not _holds_marked(tag) else None
    names = names_of(tag)
    word = box_word(names)
    still = word in ("teaser", "related") or (not word and tag.name == "aside")
    pictured = still and _is_picture_alone(tag, reading)
    shared = word == "share" and not size and _SHARED.search(names) is not None
    if pictured or shared or (word == "teaser" and _leads_nowhere(tag, size)):
        return None
    word = "" if tag.name in _ASIDE or ("player" in word.lower() and shows_platform(tag)) else word
    if word or (tag.name in _ASIDE and not is_unfolded(tag)):
        read = tag.name in ("p", *HEADINGS) and linked <= 0.3 and size >= 60
        return None if read else f"named like a box: {word}" if word else f"{tag.name} element"
    if names and (linked > 0.25 or size < 150) and (word := margin_word(names)) and not _is_called_alike(tag):
        still = has(tag, ("figcaption",)) and _is_picture_alone(tag, reading)
        return None if word == "player" and (still or shows_platform(tag)) else f"named like a margin: {word}"
    if names and 2 * size < reading.total:
        why = _why_pictured(tag, names) if held.pictures else _why_named(tag, names)
        if why:
            return why
    return _why_asking(tag) or (_why_linked(tag, reading) if held.in_links else None)


def _why_pictured(tag: Tag, names: str) -> str | None:
    """Why an element with a picture is not read, by its names."""
    film = tag.held.size < _CALLED and tag.name in _CALLING and _FILM.search(names) is not None and heads_film(tag)
    return "still of a film" if film else None


def _why_named(tag: Tag, names: str) -> str | None:
    """Why an element without pictures is not read, by its names."""
    size = tag.held.size
    if size < 450 and is_caption_alone(names):
        return "caption without a picture"
    if size < 150 and is_label(names) and not shows_platform(tag):
        return "label"
    return "summary under a label" if size < _SUMMED and is_summed_up(tag) else None


def _why_asking(tag: Tag) -> str | None:
    """Why an element is not read that asks readers for something, or shows what they answered."""
    held, size = tag.held, tag.held.size
    if size < _ASKED and not held.pictures and asks_something(tag):
        return "offer with a button"
    if tag.name not in _CALLING or not held.has_blocks:
        return None
    if _POLL < size < _CALLED and counts_votes(tag) and not has(tag, ("table",)):  # what was found out stands in tables
        return "poll"
    return "comments" if size < _THREAD and is_thread(tag) else None


def _is_called_alike(tag: Tag) -> bool:
    """Whether a line has the name that the paragraphs beside it have: magazines call all of a story "paywall". Or
    whether a box called a bar is a column of the story: three of its paragraphs say something beside their links."""
    if tag.name not in ("p", *HEADINGS):
        lines = (t.held.size - t.held.in_links for t in tag.contents if isinstance(t, Tag) and t.name == "p")
        return sum(size > _TEASED for size in lines) > 2
    if tag.parent is None:
        return False
    beside = (t for t in tag.parent.contents if isinstance(t, Tag) and t.name == "p" and t is not tag)
    return sum(t.held.size for t in beside if t.get("class") == tag.get("class")) > 2 * _TEASED


def _why_linked(tag: Tag, reading: Reading) -> str | None:
    """Why an element with links in it is not read: they are most of it, a button that sells, titles of stories."""
    held = tag.held
    linked = held.linked
    if tag.name == "dl" and linked > _HALF and begins_as_offer(tag):
        return LINKS
    if tag.name == "a" and held.has_blocks and has(tag, ("p", *HEADINGS)) and not has(tag, ("figcaption",)):
        return LINKS
    if tag.name in ("div", "section", "ul", "ol", "article", "header") and not has(tag, ("figcaption",)):
        links = (linked > 0.7 and not has(tag, ("p",))) or linked > 0.9
        links = links and not _keeps_picture(tag, reading) and not _shows_picture(tag, reading)
        if links and not _is_linked_sentence(tag, held) and not _is_text_beside_boxes(tag):
            return LINKS
    if tag.name not in _CALLING:
        return None
    if held.size < _TEASED and not has(tag, ("p", *HEADINGS)) and is_bar(tag):
        return "bar of buttons"
    if held.size < _CALLED and held.in_links < _CALLED / 4 and (offers_something(tag) or sells(tag, reading.base)):
        return "offer with a button"
    others = held.pictures and held.size < _CALLED and is_card(tag, reading.base)
    others = others or (held.has_blocks and (lists_stories(tag, reading.base) or heads_links(tag)))
    others = others or (linked > _QUARTER and 2 * held.size < reading.total and invites_to_stories(tag, reading.base))
    return _OTHERS if others and not _holds_marked(tag) else None


def _holds_marked(tag: Tag) -> bool:
    """Whether the headline of the page, or what else the fast pass named, is inside an element."""
    return any(isinstance(t, Tag) and MARK in t.attrs for t in tag.descendants)


def _keeps_picture(tag: Tag, reading: Reading) -> bool:
    """Whether a box full of links is a picture of the story all the same, or begins with one."""
    if not tag.held.pictures:
        return False
    first = next((t for t in tag.contents if isinstance(t, Tag) and t.held.size), None)
    begun = first is not None and first.name == "div" and first.held.pictures and _opens_larger(first, reading)
    if begun or _opens_larger(tag, reading) or _links_in_credit(tag, reading):
        return True
    return _is_linked_caption(tag) or _captions_link_out(tag, reading.base)


def _captions_link_out(tag: Tag, base: str) -> bool:
    """Whether a linked picture's box has a caption by name of words and of links to other sites, where it does not
    lead."""
    lines = [t for t in within(tag, ("figcaption", "div", "p", "span")) if is_caption(classes_of(t))]
    if len(lines) != 1 or lines[0].held.linked == 1 or tag.held.size > _CAPTIONED:
        return False
    linked = {site(resolved(str(link.get("href") or ""), base)) for link in within(lines[0], ("a",))}
    if not linked or any(is_near(target, site(base)) or not target for target in linked):
        return False
    shown = (tag_around(t, "a") for t in tag.descendants if isinstance(t, Tag) and is_image(t))
    return all(link and site(resolved(str(link.get("href") or ""), base)) not in linked for link in shown)


def _is_linked_caption(tag: Tag) -> bool:
    """Whether what is a link in a picture's box is its caption with a labelled credit, and no story's title."""
    if tag.held.size > _CAPTIONED or tag.held.linked < 1 or not is_picture(classes_of(tag)):
        return False
    link = next(within(tag, ("a",)), tag)  # the box may be the link itself
    lines = (t for t in within(link, ("div", "p", "span")) if is_caption(classes_of(t)))
    return any(own_text(t) == own_text(link) == own_text(tag) and is_credited(own_text(t)) for t in lines)


def _shows_picture(tag: Tag, reading: Reading) -> bool:
    """Whether a part of a box full of links is named like a picture, and shows one with words of its own that only
    opens larger."""
    parts = (t for t in tag.contents if isinstance(t, Tag)) if tag.held.pictures else ()
    return any(t.held.size and is_picture(classes_of(t)) and _opens_larger(t, reading) for t in parts)


def _links_in_credit(tag: Tag, reading: Reading) -> bool:
    """Whether what is a link in a picture's box is only whose picture it is, as all its words say; or, in a box named
    like a picture, leads to their site."""
    if tag.held.size > _CREDITED or has(tag, HEADINGS):
        return False
    images = (i for i in tag.descendants if isinstance(i, Tag) and is_image(i))
    if any(leads_elsewhere(tag_around(i, "a"), reading.base) for i in images):
        return False
    if (line := own_text(tag)) and is_credited(line) and split_credit(line)[0] is None:
        return True
    links = [a for a in islice(within(tag, ("a",)), _MOST_LINKS) if own_text(a)]
    targets = (site(resolved(str(a.get("href") or ""), reading.base)) for a in links)
    if not is_picture(classes_of(tag)) or not all(t and not is_near(t, site(reading.base)) for t in targets):
        return False
    return all(_is_in_credit(a) for a in links)


def _is_in_credit(link: Tag) -> bool:
    return any(is_credit(classes_of(t)) for t in islice((link, *link.parents), 3))


def _opens_larger(tag: Tag, reading: Reading) -> bool:
    """Whether the links of a small box only open a larger copy of its picture."""
    held = tag.held
    if not held.pictures or held.size > 450:
        return False
    links = list(islice(within(tag, ("a",)), _MOST_LINKS))
    return any(_PICTURE_FILE.search(str(a.get("href") or "").partition("?")[0]) for a in links) and not any(
        leads_elsewhere(a, reading.base) for a in links
    )


def _leads_nowhere(tag: Tag, size: int) -> bool:
    """Whether a box called a teaser is text that teases nothing: the beginning of the story, kept in a box apart."""
    if size <= _TEASED or has(tag, ("img", *HEADINGS)):
        return False
    return not has(tag, ("a",)) or (tag.held.linked < _FEW_LINKS and len(list(islice(within(tag, ("p",)), 2))) > 1)


def _is_picture_alone(tag: Tag, reading: Reading) -> bool:
    """Whether a box is a picture of the story whatever its name: no links to elsewhere, with a caption or alone."""
    if not is_picture_box(tag, reading) or any(leads_elsewhere(a, reading.base) for a in within(tag, ("a",))):
        return False
    captioned = has(tag, ("figcaption",)) or is_media(tag)
    captioned = captioned or any(is_caption(classes_of(t)) for t in within(tag, ("p", "div", "span")))
    captioned = captioned or (is_picture(classes_of(tag)) and split_credit(own_text(tag))[1] is not None)
    return captioned or (not tag.held.size and not leads_elsewhere(tag_around(tag, "a"), reading.base))


def is_elsewheres(image: Tag, box: Tag, base: str) -> bool:
    """Whether a picture is another story's, whose link has words in it or beside it, or an advert without any."""
    link = image if image.name == "a" else tag_around(image, "a")
    if not isinstance(link, Tag) or not leads_elsewhere(link, base):
        return False
    target = resolved(str(link.get("href") or ""), base)
    if not _are_one_publishers(site(target), site(base)):
        return not own_text(box) and not own_text(link)
    if (
        own_text(link)
        or SOLD.search(target.partition("?")[0])
        or (box.name != "figure" and not own_text(box) and _OF_THEME.search(target))
    ):
        return True
    around = box.parent.parent if box.parent is not None and box.parent.parent is not None else box
    beside = islice(within(around, ("a",)), _MOST_LINKS)
    return any(a is not link and a.get("href") == link.get("href") and own_text(a) for a in beside)


def leads_elsewhere(link: Tag | None, base: str) -> bool:
    """Whether a link leads to another page, and not to a larger copy of a picture."""
    target = resolved(str(link.get("href") or ""), base) if link is not None else ""
    path = target.partition("#")[0].partition("?")[0]
    if not path or path == base.partition("#")[0].partition("?")[0]:
        return False
    return not _PICTURE_FILE.search(path) and not _is_own_picture(link, target, base)


def _is_own_picture(link: Tag | None, target: str, base: str) -> bool:
    """Whether a link leads to the very picture that it shows."""
    image = next(within(link, ("img", "amp-img")), None) if link is not None else None
    shown = resolved(str(image.get("src") or image.get("data-src") or ""), base) if image is not None else ""
    return bool(shown) and asset(shown) == asset(target)


def _are_one_publishers(host: str, other: str) -> bool:
    """Whether two hosts are the same, or one is a part of the other: where a site keeps its galleries, no shop."""
    return host == other or other.endswith(f".{host}") or (host.endswith(f".{other}") and not _SHOP.match(host))


def _is_linked_sentence(tag: Tag, held: Measure) -> bool:
    """Whether the text of an element is one sentence whose words are a link but whose full stop is not."""
    if held.pictures or held.linked == 1 or has(tag, ("p", "ul", "ol", *HEADINGS)):
        return False
    return own_text(tag).endswith((".", "。")) and len(list(within(tag, ("a",)))) == 1


def _is_text_beside_boxes(tag: Tag) -> bool:
    """Whether an element begins with a sentence of the story, and all else in it is boxes by their names: those hold
    the links."""
    held = [child for child in tag.contents if isinstance(child, Tag) and child.held.size]
    if len(held) < 2 or held[0].held.in_links or held[0].held.size < _TEASED:
        return False
    first, *others = held
    return own_text(first).endswith(SENTENCE_ENDS) and all(box_word(names_of(other)) for other in others)


def is_small(tag: Tag, reading: Reading) -> bool:
    """Whether an element holds no more text, and no more links, than a notice does."""
    held = tag.held
    return 0 < held.size < min(_SMALL, reading.total / 2) and held.linked < 0.7


def is_picture_box(tag: Tag, reading: Reading) -> bool:
    """Whether an element is one picture with at most a few words beside it: its caption and credit."""
    held = tag.held
    if held.size > 450 or not 0 < held.pictures < 5 or (tag.name == "p" and tells_more(tag)):
        return False
    if held.size > 225 and cjk_share(own_text(tag)) > 0.5:
        return False
    if held.linked > 0.8 and not is_media(tag) and not _keeps_picture(tag, reading):
        return False
    images = [t for t in tag.descendants if isinstance(t, Tag) and is_image(t)]
    if any(map(holds_no_caption, within(tag, _NOT_BESIDE_PICTURES))) or (
        tag.name != "figure" and holds_story(tag, reading.total)
    ):
        return False
    if (len(images) > 1 and _are_several(images, reading.base)) or len(list(within(tag, ("figure",)))) > 1:
        return False
    if len(list(within(tag, ("p",)))) > 3:
        return False
    plain = not reading.strict and held.size < 200 and held.linked < 0.3 and is_short(own_text(tag))
    plain = plain and not any(box_word(names_of(t)) for t in within(tag, ("div", "section")))
    plain = plain and not (tag.name in _LINES and is_set_in(tag))
    if plain and tag.name == "p":
        plain = any(image_of(i, reading.base, role="inline") for i in images)
    return not held.size or plain or has_caption_sign(tag)


def _are_several(images: Sequence[Tag], base: str) -> bool:
    """Whether images are more than one picture: by their addresses, which may wait behind one stand-in for all."""
    shown = [i for i in images if not tag_around(i, "noscript") and not _is_painted(i)]
    if len(shown) < 2 or len({i.get("src") for i in shown}) > 1:
        return len(shown) > 1
    if any(_FOR_SCREENS.search(classes_of(t)) for i in shown for t in (i, i.parent) if t is not None):
        return False
    kept = (image_of(i, base, role="inline") for i in shown)
    return len({picture.asset for picture in kept if picture is not None}) > 1


def _is_painted(image: Tag) -> bool:
    """Whether an image is written in its own address, as blurred copies are that are seen before the picture."""
    return str(image.get("src") or "").startswith("data:") and len(image.attrs) < 6 and not image.get("data-src")
