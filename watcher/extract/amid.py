"""Whether a picture is set into text that goes on around it, which is no caption then."""

from __future__ import annotations

import re
from itertools import islice, takewhile

from watcher.extract.elements import Node, Tag, Text
from watcher.extract.inline import BLOCK_TAGS, classes_of, has, names_of, own_text, tag_around, within
from watcher.extract.signs import is_caption, is_credit, is_picture
from watcher.text import cjk_share, weight

SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？", "؟", "।", "”", '"', "»", "」", "』")
_SET_APART = frozenset(("em", "i", "small", "cite", "font", "figcaption"))  # as captions in paragraphs are
_ALONE = ("break", "picture")  # without a word
_SET_IN = re.compile(r"text.* picture|picture (?:break break )?text")
_FLOATS = re.compile(r"align-?(?:left|right)|float[-:]?\s?(?:left|right|start|end)|(?:^|\s)pull-?(?:left|right)")
_MIDDLE = re.compile(r"text-align:\s?center|(?:^|[\s_-])center(?:$|[\s_-])", re.IGNORECASE)
_SMALL = re.compile(
    r"(?:^|\s)(?:text-)?(?:small(?:er)?|sm|xs|tiny)(?:$|\s)|small-font"
    r"|font-size:\s?(?:(?:[6-9]|1[0-2])(?:\.\d+)?px|[6-9](?:\.\d+)?pt|0?\.[5-8]\d*r?em|[5-8]\d%|x?-?small|smaller)"
)
_GREY = re.compile(
    r"(?<![\w-])color:\s?(?:#([6-9a-b])\1\1\b|#([6-9a-b][\da-f])\2\2\b|(?:dark|dim|slate)?gr[ae]y"
    r"|rgb\((9\d|1[0-8]\d),\s?\3,\s?\3\))",
    re.IGNORECASE,
)
_LOOKS = 120  # characters
_LONG = 100  # characters from which on a text is more than a picture's few words
_MORE = 100  # characters around a captioned picture from which on a paragraph is the story
_TEXT_NAMES = re.compile(r"(?:^|[\s_-]|body)(?:text|body|content|column)(?:$|\s)|(?:^|\s)col-|textpic", re.IGNORECASE)
_SLIDE = re.compile(r"slide|swiper|carousel|galler|galeri", re.IGNORECASE)
# How a line says that it tells what a picture shows.
_SHOWN = re.compile(
    r"\W*(?:pictured|in (?:the|this) (?:picture|photo)|[图圖][为為]|[上下]?[图圖][:：])|[▲▼△▽]", re.IGNORECASE
)
_SHORT_TEXT = 33  # characters, as the shortest of such texts has in Chinese
_TITLE, _COMMAS = 20, frozenset("，、,")  # ideographs of a title in the text, what stands in most sentences
_GOES_ON = frozenset("，、,；はがをの")  # the last of what no title and no list is
_PARTICLES = frozenset("はがをにの")  # of Japanese, that begin no sentence
_THIRD = 0.33


def tells_more(paragraph: Tag) -> bool:
    """Whether a paragraph goes on before or behind the element in it that holds a picture and its caption."""
    captioned = [t for t in paragraph.contents if isinstance(t, Tag) and has(t, ("img",)) and own_text(t)]
    return bool(captioned) and len(own_text(paragraph, without=captioned)) > _MORE


def is_set_in(paragraph: Tag) -> bool:
    """Whether a paragraph has a picture set into it: its sentences run up to the picture, or on from it without a
    break, and are longer than a picture's few words are, or on both sides of it or around it."""
    text = own_text(paragraph)
    if not text.endswith(SENTENCE_ENDS) or _stands_apart(paragraph) or _SHOWN.match(text):
        return False
    shown = " ".join(map(_kind, _shown_in(paragraph)))
    if not _SET_IN.search(shown):
        return False
    if is_long(text) or paragraph.name != "p":  # a few words in another element are no paragraph
        return is_long(text)
    return "text picture text" in shown or any(map(_floats, within(paragraph, ("img",))))


def _stands_apart(tag: Tag) -> bool:
    """Whether an element is set in the middle or at a side, or called a picture: what it holds is a picture's."""
    return is_centred(tag) or bool(_FLOATS.search(_looks(tag))) or is_picture(names_of(tag))


def _shown_in(tag: Tag) -> list[Node]:
    """The nodes that a reader sees, of the innermost element around all of them."""
    shown = [n for n in tag.contents if (_kind(n) in _ALONE or n.held.size if isinstance(n, Tag) else n.strip())]
    only = shown[0] if len(shown) == 1 else None
    return _shown_in(only) if isinstance(only, Tag) and only.held.pictures and only.held.size else shown


def _kind(node: Node) -> str:
    """What a node of a paragraph is."""
    if not isinstance(node, Tag):
        return "text"
    if node.name == "br":
        return "break"
    if node.name in ("img", "amp-img", "picture") or node.held.pictures:
        return "picture"
    return "words" if node.name in _SET_APART or node.name in BLOCK_TAGS else "text"


def _floats(image: Tag) -> bool:
    """Whether text runs around a picture."""
    return image.get("align") in ("left", "right") or bool(_FLOATS.search(_looks(image)))


def is_amid_sentence(tag: Tag) -> bool:
    """Whether a picture stands within a sentence, as one does around which text runs: it is shown in front of it. Where
    letters have no case, no title and no list ends before it."""
    before, behind = tag.previous_sibling, tag.next_sibling
    if tag.held.size or not isinstance(before, Text) or not isinstance(behind, Text):
        return False
    told, goes_on = before.strip(), behind.strip()[:1]
    open_ended = told and not told.endswith((*SENTENCE_ENDS, ":", "："))
    if not open_ended or goes_on.islower() or not cjk_share(goes_on):
        return bool(open_ended) and goes_on.islower()
    if told[-1] in _GOES_ON or told[-1].isdigit() or goes_on in _PARTICLES or _floats(tag):
        return True
    return told[-1].isalnum() and (len(told) > _TITLE or not _COMMAS.isdisjoint(told))


def holds_story(box: Tag, total: int) -> bool:
    """Whether a box with a picture, on a page with so many characters in `total`, holds paragraphs of the story too."""
    return (
        _begins_with_paragraphs(box)
        or _goes_on_in_paragraphs(box, total)
        or _holds_text_beside(box)
        or _tells_beside_caption(box)
    )


def _begins_with_paragraphs(tag: Tag) -> bool:
    """Whether sentences come before the picture: a piece of the story that holds one."""
    before = takewhile(lambda inner: inner.name == "p", within(tag, ("p", "h5", "h6", "figure", "img", "amp-img")))
    if any(own_text(p).endswith(SENTENCE_ENDS) and not is_caption(classes_of(p)) for p in before):
        return True
    # Paragraphs that are no <p>, before a picture that has its own caption.
    above = takewhile(lambda t: not isinstance(t, Tag) or t.name not in ("figure", "img"), tag.descendants)
    return has(tag, ("figcaption",)) and any(map(_is_sentence, above))


def _goes_on_in_paragraphs(tag: Tag, total: int) -> bool:
    """Whether sentences come behind a picture with its own caption, and are much of the text: a short story."""
    if tag.held.size < _THIRD * total or not has(tag, ("figcaption",)) or not has(tag, ("p",)):
        return False
    beside = (p for p in within(tag, ("p",)) if tag_around(p, "figure") is None and not is_caption(classes_of(p)))
    return any(map(_is_sentence, map(own_text, beside)))


def _holds_text_beside(tag: Tag) -> bool:
    """Whether a box sets its picture beside a column of text, by the names of that, and is no picture's or slide's."""
    if any(is_picture(names) or _SLIDE.search(names) for names in map(names_of, (tag, *islice(tag.parents, 1)))):
        return False
    beside = (t for t in within(tag, ("div", "p")) if not t.held.pictures and t.held.size > _SHORT_TEXT)
    named = (t for t in beside if _TEXT_NAMES.search(names := names_of(t)) and not is_caption(names))
    return any(_is_sentence(own_text(t)) for t in named)


def _tells_beside_caption(tag: Tag) -> bool:
    """Whether a box holds sentences itself, beside a part that is the caption by name."""
    told = "".join(n for n in tag.contents if isinstance(n, Text))
    if not _is_sentence(told) or is_caption(classes_of(tag)):
        return False
    parts = map(classes_of, within(tag, ("div", "p", "span", "figcaption")))
    return any(is_caption(names) and not is_credit(names) for names in parts)


def _is_sentence(text: object) -> bool:
    return isinstance(text, str) and text.strip().endswith(SENTENCE_ENDS) and is_long(text)


def is_long(text: str) -> bool:
    """Whether a text is longer than what stands beside things: from a hundred characters on, of Chinese thirty-four."""
    return len(text) > _LONG or weight(text) > _LONG


def is_centred(tag: Tag) -> bool:
    """Whether what an element holds is set in the middle."""
    return tag.name == "center" or tag.get("align") == "center" or bool(_MIDDLE.search(_looks(tag)))


def is_set_small(tag: Tag) -> bool:
    """Whether all that an element holds is set in smaller type than text is, or in grey."""
    text = own_text(tag)
    whole = (tag, *(t for t in within(tag, ("span", "font")) if own_text(t) == text))
    return any(_SMALL.search(looks) or _GREY.search(looks) for looks in map(_looks, whole))


def _looks(tag: Tag) -> str:
    """The beginning of an element's class names and style."""
    return f"{classes_of(tag)} {tag.get('style') or ''}"[:_LOOKS]
