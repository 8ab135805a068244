"""Which boxes are a picture with its caption, and which pictures and links are another page's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from watcher.assets import asset
from watcher.extract.amid import holds_story, is_set_in, tells_more
from watcher.extract.beside import has_caption_sign, holds_no_caption, is_media, is_short
from watcher.extract.capitals import is_prose
from watcher.extract.credits import is_credited, split_credit
from watcher.extract.elements import Node, Tag, Text
from watcher.extract.figures import image_of
from watcher.extract.inline import classes_of, has, names_of, own_text, tag_around, within
from watcher.extract.inside import SOLD
from watcher.extract.names import has_role, is_signed
from watcher.extract.offers import SUBHEADS, is_promotion
from watcher.extract.reading import HEADINGS, Reading, is_image
from watcher.extract.signs import box_word, is_caption, is_credit, is_picture
from watcher.extract.wording import is_author_line, is_copyright, is_invitation
from watcher.text import cjk_share
from watcher.urls import is_near, resolved, site

_NOT_BESIDE_PICTURES = frozenset(("h1", "h2", "h3", "h4", "aside", "blockquote", "table", "ul", "ol", "iframe", "time"))
_OF_THEME = re.compile(r"/(?:topics?|tags?|hashtags?|keywords?)/[^/]")
_SHOP = re.compile(r"(?:shop|store|tickets?|abos?|boutique|tienda|loja|negozio|kiosk|jobs)\.")
_LINES = frozenset(("p", "div", "span", "strong", "b", "font"))  # that may be a paragraph with a picture in it
_FOR_SCREENS = re.compile(r"mobile|phone|tablet|desktop|(?:hidden|visible|hide|show)-|(?:^|\s)d-(?:none|\w\w-)")
_CREDITED, _CAPTIONED = 100, 300  # characters of a credit, and of a caption with one
_SENTENCE = re.compile(r".{20}[^\W\d_]{4}[.。।](?:[\s(（]|$)")  # with more behind it, or not
_FEW, _FEW_CHARACTERS = 3, 8  # words, and characters where words have no spaces, of what is no caption but a name
_MOST_LINKS = 30  # beside a picture, that are looked at
_PAGE = re.compile(r"\d[-_]\d{1,2}")  # how the address of a story's next page ends, with the last figure of the first
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)$|/(?:attachment|uploads|image|media)/", re.IGNORECASE)


def is_picture_box(tag: Tag, reading: Reading) -> bool:
    """Whether an element is one picture with at most a few words beside it: its caption and credit."""
    held = tag.held
    if held.size > 450 or not 0 < held.pictures < 5 or (tag.name == "p" and tells_more(tag)):
        return False
    if held.size > 225 and cjk_share(own_text(tag)) > 0.5:
        return False
    if held.linked > 0.8 and not is_media(tag) and not keeps_picture(tag, reading):
        return False
    images = [t for t in tag.descendants if isinstance(t, Tag) and is_image(t)]
    others = [t for t in within(tag, _NOT_BESIDE_PICTURES) if holds_no_caption(t)]
    if (others and not _is_set_as_heading(others, tag)) or (tag.name != "figure" and holds_story(tag, reading.total)):
        return False
    if (len(images) > 1 and _are_several(images, reading.base)) or len(list(within(tag, ("figure",)))) > 1:
        return False
    if len(list(within(tag, ("p",)))) > 3:
        return False
    plain = held.size < 200 and held.linked < 0.3 and is_short(own_text(tag))
    plain = plain and (not reading.strict or _says_what_is_seen(tag))
    plain = plain and not any(box_word(names_of(t)) for t in within(tag, ("div", "section")))
    plain = plain and not (tag.name in _LINES and is_set_in(tag))
    told = tag.name == "p" and held.size
    if told and (is_promotion(own_text(tag)) or any(_leads_home(i, reading.base) for i in images)):
        return False
    if plain and tag.name == "p":
        plain = any(image_of(i, reading.base, role="inline") for i in images)
    return not held.size or plain or has_caption_sign(tag)


def _is_set_as_heading(lines: Sequence[Tag], box: Tag) -> bool:
    """Whether a caption is set as a heading: a sentence, no link, which is all that a box called a picture says."""
    if len(lines) > 1 or lines[0].name not in SUBHEADS or not is_picture(classes_of(box)):
        return False
    said = lines[0].held
    return said.size == box.held.size and not said.in_links and _SENTENCE.search(own_text(box)) is not None


def _says_what_is_seen(tag: Tag) -> bool:
    """Whether what stands with a picture above the story is one line of several words: no link, byline or rights,
    nobody's portrait, no offer, no question to readers."""
    text = own_text(tag)
    if tag.held.in_links or has(tag, ("time", "button", "input")) or sum(map(_is_said, tag.descendants)) != 1:
        return False
    if is_author_line(text) or is_signed(text) or is_copyright(text) or split_credit(text)[0] is None:
        return False
    if has_role(text) or is_promotion(text) or is_invitation(text) or text.endswith(("?", "？", "؟")):
        return False
    return len(text.split()) > _FEW or len(text) * cjk_share(text) > _FEW_CHARACTERS


def _is_said(node: Node) -> bool:
    return isinstance(node, Text) and node.strip() != ""


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


def is_picture_alone(tag: Tag, reading: Reading) -> bool:
    """Whether a box is a picture of the story whatever its name: no links to elsewhere, with a caption or alone."""
    if not is_picture_box(tag, reading) or any(leads_elsewhere(a, reading.base) for a in within(tag, ("a",))):
        return False
    captioned = has(tag, ("figcaption",)) or is_media(tag)
    captioned = captioned or any(is_caption(classes_of(t)) for t in within(tag, ("p", "div", "span")))
    captioned = captioned or (is_picture(classes_of(tag)) and split_credit(own_text(tag))[1] is not None)
    return captioned or (not tag.held.size and not leads_elsewhere(tag_around(tag, "a"), reading.base))


def keeps_picture(tag: Tag, reading: Reading) -> bool:
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


def shows_picture(tag: Tag, reading: Reading) -> bool:
    """Whether a part of a box full of links is named like a picture, and shows one with words of its own that only
    opens larger."""
    parts = (t for t in tag.contents if isinstance(t, Tag)) if tag.held.pictures else ()
    return any(t.held.size and is_picture(classes_of(t)) and _opens_larger(t, reading) for t in parts)


def _links_in_credit(tag: Tag, reading: Reading) -> bool:
    """Whether what is a link in a picture's box is only whose picture it is, as all its words say; or is named so, and
    leads to their site."""
    if tag.held.size > _CREDITED or has(tag, HEADINGS):
        return False
    images = (i for i in tag.descendants if isinstance(i, Tag) and is_image(i))
    if any(leads_elsewhere(tag_around(i, "a"), reading.base) for i in images):
        return False
    if (line := own_text(tag)) and is_credited(line) and split_credit(line)[0] is None:
        return True
    links = [a for a in islice(within(tag, ("a",)), _MOST_LINKS) if own_text(a)]
    targets = (site(resolved(str(a.get("href") or ""), reading.base)) for a in links)
    return (
        bool(links)
        and all(t and not is_near(t, site(reading.base)) for t in targets)
        and all(map(_is_in_credit, links))
        and (is_picture(classes_of(tag)) or not all(map(_says_more, links)))
    )


def _says_more(link: Tag) -> bool:
    """Whether a link has the words of a sentence, as the headlines of other stories do."""
    return not cjk_share(text := own_text(link)) and is_prose(text)


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


def is_elsewheres(image: Tag, box: Tag, base: str) -> bool:
    """Whether a picture is another story's, whose link has words in it or beside it, or an advert without any."""
    link = image if image.name == "a" else tag_around(image, "a")
    if not isinstance(link, Tag) or not leads_elsewhere(link, base):
        return False
    target = resolved(str(link.get("href") or ""), base)
    if _is_home(target, base):
        return True
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


def _leads_home(image: Tag, base: str) -> bool:
    link = tag_around(image, "a")
    return link is not None and _is_home(resolved(str(link.get("href") or ""), base), base)


def _is_home(target: str, base: str) -> bool:
    """Whether an address is the front page of the site: a picture that leads there is its sign."""
    host, _, rest = target.partition("://")[2].partition("/")
    return bool(host) and not rest and _are_one_publishers(site(target), site(base)) and target.rstrip("/") != base


def leads_elsewhere(link: Tag | None, base: str) -> bool:
    """Whether a link leads to another page, and not to a larger copy of a picture."""
    target = resolved(str(link.get("href") or ""), base) if link is not None else ""
    path, own = (address.partition("#")[0].partition("?")[0] for address in (target, base))
    if not path or path == own or _is_page_of(path, own):
        return False
    return not _PICTURE_FILE.search(path) and not _is_own_picture(link, target, base)


def _is_page_of(path: str, own: str) -> bool:
    """Whether an address is another page of the same story: "c1013-311537-2.html" of "c1013-311537.html"."""
    stem, dot, ending = own.rpartition(".")
    return path.startswith(stem) and bool(_PAGE.fullmatch(f"{stem[-1:]}{path[len(stem) :].removesuffix(dot + ending)}"))


def _is_own_picture(link: Tag | None, target: str, base: str) -> bool:
    """Whether a link leads to the very picture that it shows."""
    image = next(within(link, ("img", "amp-img")), None) if link is not None else None
    shown = resolved(str(image.get("src") or image.get("data-src") or ""), base) if image is not None else ""
    return bool(shown) and asset(shown) == asset(target)


def _are_one_publishers(host: str, other: str) -> bool:
    """Whether two hosts are the same, or one is a part of the other: where a site keeps its galleries, no shop."""
    return host == other or other.endswith(f".{host}") or (host.endswith(f".{other}") and not _SHOP.match(host))
