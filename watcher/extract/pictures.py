"""The picture that a box shows, with its caption, its credit and its part in the story."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from watcher.assets import asset
from watcher.extract.amid import is_centred, is_long, is_set_small
from watcher.extract.beside import has_caption_sign, is_loose_caption, is_stamp
from watcher.extract.captions import caption_of, kept_in_attributes, told_by_link
from watcher.extract.credits import split_credit, trimmed_credit
from watcher.extract.elements import Tag
from watcher.extract.figures import image_of, is_never_a_picture, painted
from watcher.extract.inline import (
    BLOCK_TAGS,
    classes_of,
    has,
    is_alike,
    names_of,
    own_text,
    tag_around,
    tag_before,
    tag_behind,
    within,
)
from watcher.extract.inside import tells_length
from watcher.extract.notices import is_notice
from watcher.extract.picture_boxes import is_elsewheres, leads_elsewhere
from watcher.extract.reading import HEADINGS, Reading, is_image
from watcher.extract.signs import box_word, is_caption, is_picture_credit
from watcher.extract.wording import QUESTION, invites, is_author_line
from watcher.model import Image
from watcher.model.article import Role
from watcher.text import cjk_share
from watcher.urls import resolved, site

_PICTURES = frozenset(("img", "picture", "amp-img"))
_FRAMES = ("img", "picture", "amp-img", "figure", "iframe", "video", "audio", "hr")
_PLAYER = re.compile(r"video|player|audio|podcast", re.IGNORECASE)
_GALLERY = re.compile(r"gallery|galerie|slideshow|carousel|slider|bildstrecke|fotostrecke|diaporama|galeria")
_LETTER = re.compile(r"[^\W_]")
SIGN = 1  # characters of a sign beside a picture that enlarges it
_MOST_SIGNS, _SIGN_SIZE = 12, 64  # images in a row of signs, and pixels of each
_EMPTY = 3  # elements without a word between a picture and its caption
_POINTS_UP, _POINTED = "▲△▴↑⬆", 250  # characters of a caption behind such a sign, as in East Asia
_SHOWS = re.compile(r"[图圖](?:[为為](?=\w{2})(?![何了此])|\s?[:：])")
# "（資料圖片）", "＝2日、例市": how captions end that say of what kind a picture is, or when and where it was taken.
_OF_KIND = re.compile(
    r"[（(][^（()）]{0,8}(?<![见見右左上下如附])(?:[图圖]片?|照片?)[）)]$|＝[^＝。]{0,12}\d日[^＝。]{0,20}$"
)
_FEW_WORDS = 50  # ideographs of a caption with whose it is
_LABELLED = ("【写真】", "【画像】", "【フォト】")  # captions as well as links to galleries
_LINKED = 0.8  # of a line, from which on it leads to another story
_STOPS = (".", "。", "।", "۔")
_NEARBY = 8  # nodes on each side of a picture and its line
_ITALICS = ("i", "em", "small")
_CENTRED = 120  # characters of a caption without a name


def is_gallery(tag: Tag) -> bool:
    """Whether an element is called a gallery."""
    return bool(_GALLERY.search(names_of(tag).lower()))


def pictures_of(tag: Tag, reading: Reading) -> Iterator[Image]:
    """The picture of the box `tag`; none where it shows only ornaments, or invites to read something else."""
    images = (
        [tag] if tag.name in ("img", "amp-img") else [t for t in tag.descendants if isinstance(t, Tag) and is_image(t)]
    )
    images = [i for i in images if not _is_stand_in(i)] or images
    read = kept_in_attributes if tag.name in _PICTURES else caption_of
    caption, credit = read(tag, images[0] if images else tag)
    if caption and _is_headline(caption, tag, images, reading.base):
        caption, credit = None, None
    elif images and not caption:
        loose = _loose_caption(tag)
        if loose is not None and _invites(loose, own_text(loose)) and not _leads_on(images[0], reading.base):
            loose = None
        if loose is not None:
            reading.spoken.add(id(loose))
            caption, told = caption_of(loose, images[0])
            credit = told or credit
        if not credit:
            credit = _loose_credit(tag if loose is None else loose, reading)
    elif images and not credit:
        credit = _loose_credit(tag, reading)
    if images and not caption and not credit:
        caption, credit = told_by_link(images[0])
    if caption and (_invites(tag, caption) or _titles_film(tag)):
        return
    signed = credit or (caption and _is_signed(tag) and not (images and _begins_as_link(caption, images[0], tag)))
    if images and not signed and is_elsewheres(images[0], tag, reading.base):
        return
    if images and not credit and _is_linked_title(tag, images[0], reading.base):
        return
    named = tag.name == "figure" or tag.name in _PICTURES or has_caption_sign(tag)
    shown = images if named or any(image_of(i, reading.base, role="inline") for i in images) else []
    several = tag.name == "figure" and len(images) > 1 and is_gallery(tag)
    role: Role = "gallery" if several else reading.role
    found = (i for image in shown if (i := image_of(image, reading.base, role=role, caption=caption, credit=credit)))
    if (first := next(found, None)) is not None:
        yield _titled(first, tag) if role == "gallery" else first
        yield from (replace(other, caption=None) for other in found if several)
        return
    sign = any(is_never_a_picture(str(i.get("src") or "")) for i in images)
    captioned = caption and tag.name == "figure" and not sign and (has_caption_sign(tag) or painted(tag))
    if captioned and not _is_player(tag) and not _is_teaser(tag):
        src = resolved(painted(tag), reading.base)
        yield Image(src=src, asset=asset(src) if src else "", caption=caption, credit=credit, role=reading.role)


def _invites(tag: Tag, text: str) -> bool:
    """Whether words beside a picture invite to something else; a label that says what is seen does so in a link."""
    return invites(text) and not (text.startswith(_LABELLED) and not tag.held.in_links)


def _leads_on(image: Tag, base: str) -> bool:
    """Whether a picture is a link to another page."""
    return leads_elsewhere(tag_around(image, "a"), base)


def _is_headline(caption: str, box: Tag, images: Sequence[Tag], base: str) -> bool:
    """Whether the words beside a picture are a linked headline of something else: a recording, another story. What
    stands behind one, when that was, may be among them where the picture leads there too."""
    shown = [a.get("href") for image in images[:1] if (a := tag_around(image, "a")) is not None]
    headings = ((h, text) for h in within(box, HEADINGS) if (text := own_text(h)) and text in caption)
    links = ((tag_around(h, "a") or next(within(h, ("a",)), None), text) for h, text in headings)
    return any(
        link is not None and leads_elsewhere(link, base) and (caption.endswith(text) or link.get("href") in shown)
        for link, text in links
    )


def _is_teaser(figure: Tag) -> bool:
    """Whether a figure without a picture only leads to another story."""
    return figure.held.linked > 0.5 or bool(box_word(names_of(figure)))


def _is_stand_in(image: Tag) -> bool:
    """Whether an image is only the blurred copy that is seen until the picture itself is there."""
    later = any("src" in name and name != "src" for name in image.attrs)
    return str(image.get("src") or "").startswith("data:") and not later


def _is_linked_title(figure: Tag, image: Tag, base: str) -> bool:
    """Whether all words of a figure are links to the other page of the site to which its picture is a link."""
    link = tag_around(image, "a")
    if link is None or figure.name != "figure" or not leads_elsewhere(link, base):
        return False
    target = resolved(str(link.get("href") or ""), base)
    alike = (own_text(a) for a in within(figure, ("a",)) if a.get("href") == link.get("href"))
    return site(target) == site(base) and own_text(figure) in alike and own_text(figure) != ""


def _is_signed(box: Tag) -> bool:
    """Whether an element of a box is its caption by kind or by name."""
    return has(box, ("figcaption",)) or any(is_caption(classes_of(t)) for t in within(box, ("p", "div", "span")))


def _begins_as_link(caption: str, image: Tag, box: Tag) -> bool:
    """Whether the words beside a picture begin with a link to where the picture leads: another story's headline."""
    if has(box, ("figcaption",)):
        return False
    link = tag_around(image, "a")
    alike = (a for a in within(box, ("a",)) if link is not None and a is not link and a.get("href") == link.get("href"))
    return any(caption.startswith(text) for a in alike if (text := own_text(a)))


def _is_player(figure: Tag) -> bool:
    """Whether a box shows a film or a recording, by its names."""
    return any(_PLAYER.search(names_of(t)) for t in (figure, *islice(within(figure, ("div", "span", "a")), 30)))


def _titles_film(box: Tag) -> bool:
    """Whether the words beside a still are the title of its film: how long that lasts stands among them."""
    return not _is_signed(box) and _is_player(box) and tells_length(box)


def _titled(image: Image, box: Tag) -> Image:
    """A gallery's picture with the bold line at the head of its caption as title."""
    bold = next((t for t in within(box, ("strong", "b", "h3", "h4", "h5")) if _LETTER.search(own_text(t))), None)
    title = own_text(bold) if bold is not None else ""
    caption = image.caption or ""
    if not title or not caption.startswith(title) or caption == title:
        return image
    return replace(image, title=title.rstrip(" :："), caption=caption[len(title) :].lstrip(" :：–—-"))


def _loose_credit(before: Tag, reading: Reading) -> str | None:
    """The credit in the element that follows a picture or its caption, and is called one."""
    following = _shown_behind(before)
    if following is None or has(following, ("img", "p", "h2", "h3")) or not is_picture_credit(classes_of(following)):
        return None
    text = own_text(following)
    if not 0 < len(text) < 120:
        return None
    reading.spoken.add(id(following))
    return trimmed_credit(text)


def _loose_caption(tag: Tag) -> Tag | None:
    """The caption that follows a picture's box, or one of the boxes it stands alone in."""
    box = tag
    for _ in range(3):
        if (following := _shown_behind(box)) is not None:
            if following is tag_behind(box):
                found = is_loose_caption(following) or _is_set_as_caption(box, following)
            else:
                found = is_loose_caption(following) and not _is_one_of_several(following)
            return following if found else None
        if box.parent is None or box.parent.held.size > tag.held.size + SIGN:
            return None
        box = box.parent
    return None


def _is_one_of_several(line: Tag) -> bool:
    """Whether the element behind a line is its like, as a story's paragraphs are."""
    return (below := tag_behind(line)) is not None and is_alike(line, below)


def _shown_behind(tag: Tag) -> Tag | None:
    """The next element beside `tag`, over breaks, signs, rows of signs and empty boxes, but no text; None without one
    that shows something."""
    passed = 0
    for node in tag.next_siblings:
        if not isinstance(node, Tag):
            if passed and node.strip():
                break
        elif node.name == "noscript":
            continue
        elif len(own_text(node)) > SIGN or node.name in _FRAMES or (has(node, _FRAMES) and not _is_row_of_signs(node)):
            return node
        else:
            passed += 1
            if passed == _EMPTY:
                break
    return None


def _is_row_of_signs(box: Tag) -> bool:
    """Whether all that a box shows are images of less than a picture's size, each a link: where to share the story."""
    images = list(islice(within(box, _FRAMES), _MOST_SIGNS))
    return 1 < len(images) < _MOST_SIGNS and all(i.name == "img" and _is_linked_sign(i) for i in images)


def _is_linked_sign(image: Tag) -> bool:
    width = str(image.get("width") or "").removesuffix("px")
    return width.isdecimal() and int(width) <= _SIGN_SIZE and tag_around(image, "a") is not None


def _ends_line(tag: Tag) -> bool:
    """Whether no more words follow an element in its line."""
    behind = next((n for n in tag.next_siblings if isinstance(n, Tag) or n.strip()), None)
    return behind is None or (isinstance(behind, Tag) and (behind.name == "br" or behind.name in BLOCK_TAGS))


def _is_set_as_caption(box: Tag, following: Tag) -> bool:
    """Whether a short line points up to the picture over it, is set in the middle as that is, or in the middle or in
    small type as what follows it is not: a caption as editors write it by hand."""
    text, below = own_text(following), tag_behind(following)
    if following.name in _ITALICS:
        alone = box.name == "img" and 0 < len(text) < _CENTRED and _ends_line(following)
        return alone and not (is_stamp(text) or is_author_line(text) or text.endswith(QUESTION) or is_notice(text))
    if following.name not in ("p", "center", "div", "section") or not text or has(following, ("p", "div", "ul", "img")):
        return False
    if text[0] in _POINTS_UP:
        return len(text) < _POINTED and text.count(text[0]) == 1 and not (below and own_text(below)[:1] == text[0])
    if len(text) >= _CENTRED or is_stamp(text) or is_author_line(text):
        return False
    if _SHOWS.match(text):
        return below is None or not _SHOWS.match(own_text(below))
    if len(text) < _FEW_WORDS and cjk_share(text) and (_OF_KIND.search(text) or all(split_credit(text))):
        return True
    if is_set_small(following):
        if following.held.linked > _LINKED or text.endswith(QUESTION) or is_notice(text):
            return False
        return not (below and is_set_small(below)) and not _is_amid_small(box, following)
    if box.name != following.name:
        return False
    if is_centred(following):
        return is_centred(box) or below is None or not is_centred(below)
    return below is not None and _are_apart(box, following, (tag_before(box), below))


def _is_amid_small(box: Tag, line: Tag) -> bool:
    """Whether a paragraph near a picture and its line is set small, or in grey: so is all the story then."""
    near = (n for side in (box.previous_siblings, line.next_siblings) for n in islice(side, _NEARBY))
    return any(is_long(own_text(t)) and is_set_small(t) for t in near if isinstance(t, Tag))


def _are_apart(box: Tag, line: Tag, around: Sequence[Tag | None]) -> bool:
    """Whether a picture and the line below it are of one class that the paragraphs around them have not; or the line
    is a sentence, and both have a class where those have none, or are boxes between paragraphs."""
    kinds = [(t.name, classes_of(t)) for t in around if t is not None]
    (name, kind), (_, own) = (box.name, classes_of(box)), (line.name, classes_of(line))
    if kind and kind == own:
        return any(n == name for n, _ in kinds) and all(other != kind for _, other in kinds)
    boxed = name != "p" and all(other == "p" for other, _ in kinds)
    marked = kind != "" != own and not any(other for _, other in kinds)
    return (boxed or marked) and own_text(line).endswith(_STOPS)


def has_picture_beside(tag: Tag, reading: Reading) -> bool:
    """Whether a picture stands in the same element outside of a noscript."""
    if (box := tag.parent) is None:
        return False
    if (known := reading.beside.get(id(box))) is None:
        images = (i for i in within(box, ("img",)) if not tag_around(i, "noscript"))
        known = reading.beside[id(box)] = any(image_of(i, "", role="inline") for i in images)
    return known
