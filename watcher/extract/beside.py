"""Whether the words beside a picture are its caption, and what else stands there."""

from __future__ import annotations

from watcher.extract.amid import is_set_in
from watcher.extract.credits import is_credited, is_taken, reads_as_credit, split_credit
from watcher.extract.elements import Tag
from watcher.extract.inline import MARK, classes_of, has, names_of, own_text, within
from watcher.extract.names import is_person
from watcher.extract.signs import is_caption, is_caption_alone, is_picture, is_picture_credit
from watcher.extract.wording import is_advert_label, is_counter, is_dateline
from watcher.text import cjk_share

_RULED = ("caption", "credit")  # what a site rule calls these
_TWO_LINES = 300  # characters of a caption and a name
_BESIDE_CAPTION = 60  # characters beside a caption by name: a credit


def has_caption_sign(tag: Tag) -> bool:
    """Whether the words beside a picture are its caption by the names around them, or by a credit in them."""
    if has(tag, ("figcaption",)) or is_picture(classes_of(tag)) or is_media(tag):
        return True
    parts = within(tag, ("div", "p", "span", "small", "a", "dd", "td", "em", "i", "cite"))
    named = any(t.get(MARK) in _RULED or is_caption(n := classes_of(t)) or _is_wrapper(t, n, tag) for t in parts)
    return named or split_credit(own_text(tag))[1] is not None or _ends_in_credit(tag) or _ends_in_name(tag)


def _ends_in_credit(tag: Tag) -> bool:
    """Whether words behind others, in an element of their own, are nothing but a credit."""
    last = [own_text(t) for t in within(tag, ("span", "small", "em", "i", "cite"))][-1:]
    return any(reads_as_credit(text, houses=False) and text != own_text(tag) for text in last)


def _ends_in_name(tag: Tag) -> bool:
    """Whether two lines stand with a picture and no link, the second of which is a person's name."""
    if tag.held.in_links or not tag.held.pictures or not tag.held.size < _TWO_LINES:
        return False
    lines = [text for t in within(tag, ("div", "p")) if not has(t, ("div", "p")) and (text := own_text(t))]
    return len(lines) == 2 and is_person(lines[1]) and not is_person(lines[0]) and is_short(lines[0])


def _is_wrapper(part: Tag, names: str, box: Tag) -> bool:
    """Whether a part of a box is called a picture, and what stands in elements beside it is no longer than captions."""
    if not is_picture(names) or is_set_in(box):
        return False
    beside = within(box, ("p", "div", "section")) if has(part, ("img",)) and not own_text(part) else ()
    return all(is_short(own_text(t)) for t in beside if not has(t, ("img",)))


def is_loose_caption(tag: Tag) -> bool:
    """Whether an element beside a picture, outside its box, is the caption by name or by the credit in it."""
    if tag.get(MARK) in _RULED or tag.name == "figcaption":
        return True
    names = classes_of(tag)
    if has(tag, ("time",)) or any(is_dateline(own_text(t)) for t in within(tag, ("span", "div"))):
        return False
    headed = has(tag, ("h2", "h3")) and not is_caption_alone(names)
    if headed or has(tag, ("img", "figure", "ul")) or not 0 < len(text := own_text(tag)) < 400:
        return False
    if has(tag, ("p",)):
        if is_caption_alone(names):
            return True
        named = [own_text(t) for t in within(tag, ("p",)) if is_caption_alone(names_of(t))]
        if named and len(text) - sum(map(len, named)) < _BESIDE_CAPTION:
            return True
        return any(is_picture_credit(classes_of(t)) for t in within(tag, ("span", "small", "cite")))
    return is_caption(names) or (len(text) < 250 and (is_picture(names) or is_credited(text) or is_taken(text)))


def is_media(tag: Tag) -> bool:
    """Whether an element is a picture with its caption by its microformat: http://microformats.org/wiki/hmedia, or
    https://schema.org/ImageObject."""
    return "hmedia" in classes_of(tag).split() or str(tag.get("itemtype") or "").endswith("schema.org/ImageObject")


def holds_no_caption(tag: Tag) -> bool:
    """Whether an element holds no caption: content systems write captions as quotations too."""
    return tag.name != "blockquote" or not is_caption_alone(classes_of(tag))


def is_short(text: str) -> bool:
    """Whether a text is no longer than captions are, and more than a date or a label."""
    return len(text) * (1 + cjk_share(text)) < 200 and not is_stamp(text)


def is_stamp(text: str) -> bool:
    """Whether a line only says when, or counts something; the label of an advertisement says what its picture is."""
    return (is_dateline(text) or is_counter(text)) and not is_advert_label(text)
