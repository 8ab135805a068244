"""Text and links inside one element."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from watcher.extract.elements import Node, Tag, Text
from watcher.extract.signs import box_word, is_concealing
from watcher.extract.wording import is_advert_label
from watcher.model import Link
from watcher.text import reader_text
from watcher.urls import absolute

BLOCK_TAGS = frozenset(
    """
    address article aside blockquote center details dd div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hgroup hr iframe embed img li main nav noscript ol
    p picture pre section summary table td th ul video audio
    amp-img amp-iframe amp-youtube amp-vimeo amp-dailymotion amp-twitter amp-instagram amp-facebook amp-soundcloud
    amp-tiktok lite-youtube lite-vimeo youtube-video
    """.split()
)
SILENT_TAGS = frozenset(
    """
    script style noscript template svg button select option input textarea iframe object video audio head title meta
    link rt rp rtc
    """.split()
)
_BESIDE = frozenset(("a", "span"))
_ANCHORS = frozenset(("#", "¶", "§", "🔗"))
MARK = "data-watcher"  # the attribute by which the fast pass names elements for the reader
ASKS = "asks "  # begins the mark of a box in which a form or a button stood, before the words of that
KEPT = "keep"  # of an element that is part of the story by a site rule, whatever its names say
STATED = (
    "class",
    "id",
    "data-component",
    "data-testid",
    "data-test-id",
    "data-test",
    "data-sentry-component",
    "data-dot",
    "data-type",
    "data-module",
    "data-block",
    "data-name",
    "data-tracking-name",
    "role",
    "itemprop",
    "aria-label",
    "aria-labelledby",
    "data-area",
    "data-block-type",
    "data-component-name",
    "data-gu-name",
    "data-qa",
    "data-gu-name",
    "data-module-name",
    "data-section-type",
    "data-spacefinder-role",
    "data-widget",
)


_STATED = frozenset(STATED)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LONGEST = 500  # characters of one attribute that are read as names
_INITIAL = re.compile(r"drop-?cap|initial|first-?letter", re.IGNORECASE)
_DATELINE = re.compile(r"date-?line|(?<![a-z])location(?![a-z])", re.IGNORECASE)
_NOTE = re.compile(r"\W{0,3}[\w*†‡]{1,4}\W{0,3}|[*†‡]{1,3}")
_NOTE_ALONE = re.compile(r"\W{0,3}(?:\d{1,3}|[a-z]|[*†‡]{1,3})\W{0,3}")  # where it is not raised: no "NATO", no "2026"
_FOOTNOTE = re.compile(r"(?<![a-z])(?:foot-?notes?|fn|reference|note[-_]ref)(?![a-z])")
_BRACKETED = re.compile(r"\[\d{1,3}\]")
_POWER = re.compile(r"[-+−]?\d{1,3}")
_POWERS = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
CONCEALED = re.compile(r"display\s*:\s*none")
_OFF_THE_PAGE = re.compile(r"(?:left|top|text-indent)\s*:\s*-\d{4}|clip\s*:\s*rect\(")
_OF_NO_SIZE = re.compile(r"(?<!-)font-size\s*:\s*0(?:px)?\s*(?:;|$)")  # what is within may have one
_TOOLTIP = re.compile(r"tooltip[_-]{0,2}(?:text|content|body)(?![a-z])")
_FEW = 40  # characters
_ENDS = re.compile(r"[.!?。！？؟।۔][\"”’»“)」』]?\s*$")
_BOLD_NAMED = re.compile(
    r"(?<!\S)(?:strong|(?:fw-|font-|text-)?(?:semi)?bold(?:er)?(?:--\w{1,8})?|[Bb]old[-_]?[A-Zt][a-z]{2,8})(?!\S)"
)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_GLUE = "\x1d"  # stands between a drop cap and the rest of its word
_GLUED = re.compile(rf"(?<![AEIOUYÀÉÓAВИКОСУЯІЗ]){_GLUE}\s*|{_GLUE}")  # "A", "Y" and "В" are words themselves


def is_set_bold(tag: Tag) -> bool:
    """Whether an element's own style or class sets its text in bold."""
    return bool(_BOLD.search(str(tag.get("style") or "")) or _BOLD_NAMED.search(classes_of(tag)))


def names_of(tag: Tag) -> str:
    """Everything that names the element: classes, id, component attributes, a tag of its own; "" without any."""
    if tag.names is None:
        tag.names = _names(tag)
    return tag.names


def _names(tag: Tag) -> str:
    name, own = tag.name, tag.attrs
    found = [name] if "-" in name else []
    for key, value in own.items():
        if key in _STATED and value and not (key == "id" and _is_slug(tag, value)):
            found.append(value[:_LONGEST])
    return " ".join(found)


def _is_slug(tag: Tag, value: str) -> bool:
    """Whether an id is made of the words of a heading, as anchors are: it tells what is said, not what it is."""
    return tag.name in _HEADINGS or value.count("-") > 4 or value.count("_") > 4


def classes_of(tag: Tag) -> str:
    """The class names and the id of an element; "" without any."""
    if tag.classes is None:
        own = (tag.attrs.get("class", ""), tag.attrs.get("id", "")) if tag.attrs else ()
        tag.classes = " ".join([name[:_LONGEST] for name in own if name]).strip()
    return tag.classes


def own_text(tag: Tag, without: Collection[Tag] = ()) -> str:
    """The text of an element as a reader sees it, leaving out the elements in `without`."""
    if without:
        return reader_text(_text(tag.contents, without))
    if tag.text is None:
        only = tag.contents[0] if len(tag.contents) == 1 else None
        tag.text = reader_text(only if isinstance(only, Text) else _text(tag.contents))
    return tag.text


def _text(nodes: Sequence[Node], without: Collection[Tag] = ()) -> str:
    """The strings inside `nodes`, with line breaks around blocks. Without recursion: hostile pages nest deep."""
    found: list[str] = []
    passed = {id(tag) for tag in without}
    left: list[Node | str] = [*nodes[::-1]]
    while left:
        node = left.pop()
        if isinstance(node, str):
            found.append(node)
        elif node.name in SILENT_TAGS:
            continue
        elif node.name == "sup":
            found.append(_raised(node))
        elif not passed or id(node) not in passed:
            if node.name in BLOCK_TAGS or (not node.contents and is_break(node)):
                found.append("\n")
                left.append("\n")
            left += reversed(node.contents)
    return "".join(found)


def is_break(tag: Tag) -> bool:
    """Whether an element ends a line: <br>, or an empty one that is called so."""
    return tag.name == "br" or (not tag.contents and tag.name == "span" and "br" in classes_of(tag).split())


def lines(nodes: Iterable[Node]) -> list[str]:
    """The text of inline `nodes`, one entry for each line that <br> makes; blank lines are ""."""
    text = "".join(_marked(nodes))
    return [reader_text(line) for line in (_GLUED.sub("", text) if _GLUE in text else text).split("\v")]


def _marked(nodes: Iterable[Node]) -> Iterable[str]:
    """Strings in which only <br> gives a line break (as a vertical tab: publishers' text never holds one)."""
    for node in nodes:
        if isinstance(node, Text):
            yield node.replace("\n", " ").replace("\v", " ")
        elif isinstance(node, Tag) and node.name not in SILENT_TAGS:
            if node.name == "br" or (not node.contents and is_break(node)):
                yield "\v"
            elif node.name == "sup":
                yield _raised(node)
            elif node.name in _BESIDE and node.attrs and (_is_of_the_page(node) or _is_aside(node)):
                continue
            elif (named := classes_of(node)) and _INITIAL.search(named) and len(letter := own_text(node)) == 1:
                yield letter + _GLUE
            elif named and _DATELINE.search(named) and _touches(node):
                yield f"{own_text(node)} "
            else:
                yield from _marked(node.contents)


def _touches(tag: Tag) -> bool:
    """Whether a sentence follows an element that ends in a word, apart only as it is styled."""
    behind = tag.next_sibling
    return isinstance(behind, Text) and behind[:1].isupper() and own_text(tag)[-1:].isalnum()


def _is_aside(tag: Tag) -> bool:
    """Whether words in a line are no part of it: an explanation, or a few for nobody; more are shown when asked for."""
    if tag.name != "span":
        return False
    return bool(_TOOLTIP.search(classes_of(tag))) or (is_concealed(tag) and len(own_text(tag)) < _FEW)


def is_concealed(tag: Tag) -> bool:
    """Whether an element is not shown until something happens."""
    style = str(tag.get("style") or "")
    return bool(style and (CONCEALED.search(style) or _is_off_the_page(tag, style))) or is_concealing(classes_of(tag))


def _is_off_the_page(tag: Tag, style: str) -> bool:
    """Whether a style moves an element with nothing but words out of sight, or makes them nothing."""
    if _OF_NO_SIZE.search(style):
        return not any(isinstance(node, Tag) for node in tag.contents)
    return bool(_OFF_THE_PAGE.search(style)) and not has(tag, ("img", "span", "div"))


def _is_of_the_page(tag: Tag) -> bool:
    """Whether a link or a span in a line marks a place for others, or a footnote, or labels an advertisement."""
    if tag.name == "a":
        if "#" not in str(tag.get("href") or ""):
            return False
        text = own_text(tag)
        return text in _ANCHORS or _BRACKETED.fullmatch(text) is not None or _counts_behind(tag)
    names = names_of(tag)
    if "note" in names and _FOOTNOTE.search(names) and _NOTE_ALONE.fullmatch(own_text(tag)):
        return True
    return bool(names and box_word(names)) and is_advert_label(own_text(tag))


def _counts_behind(link: Tag) -> bool:
    """Whether a link of figures alone stands behind a paragraph's last sentence: how many comments it has."""
    before = link.previous_sibling
    if link.parent is None or link.parent.contents[-1] is not link or not own_text(link).isdigit():
        return False
    return isinstance(before, Text) and _ENDS.search(before) is not None


def _raised(tag: Tag) -> str:
    """What stands raised: a power with raised digits where it touches what it is the power of, nothing for the mark of
    a footnote."""
    text = _text(tag.contents)
    notes = [a for a in within(tag, ("a",)) if "#" in str(a.get("href") or "")]
    if (notes or _FOOTNOTE.search(classes_of(tag))) and _NOTE.fullmatch(text.strip()):
        return ""
    before = tag.previous_sibling
    touches = isinstance(before, Text) and before[-1:].isalnum()
    return text.translate(_POWERS) if touches and _POWER.fullmatch(text) else text


def links_in(nodes: Iterable[Node], base: str) -> tuple[Link, ...]:
    """The links inside inline `nodes`, in order; only those that lead to another web page."""
    tags = (node for node in nodes if isinstance(node, Tag))
    links = [a for tag in tags for a in ((tag,) if tag.name == "a" else within(tag, ("a",)))]
    page = absolute(base, base).partition("#")[0] if links else ""
    found: list[Link] = []
    for a in links:
        href, text = a.get("href"), own_text(a)
        target = absolute(href, base) if href else ""
        if text and target.startswith(("http://", "https://")) and target.partition("#")[0] != page:
            found.append(Link(text=text, href=target))
    return tuple(found)


def within(tag: Tag, names: Collection[str]) -> Iterator[Tag]:
    """The elements of these names below `tag`, in order."""
    left = tag.contents[::-1]
    while left:
        node = left.pop()
        if type(node) is Tag:
            if node.name in names:
                yield node
            left += reversed(node.contents)


def has(tag: Tag, names: Collection[str]) -> bool:
    """Whether an element of one of these names stands below `tag`."""
    left = [tag]
    for above in left:
        for node in above.contents:
            if type(node) is Tag:
                if node.name in names:
                    return True
                left.append(node)
    return False


def tags_alone(nodes: Iterable[Node]) -> list[Tag]:
    """The elements of `nodes`; [] where words stand beside them."""
    found: list[Tag] = []
    for node in nodes:
        if isinstance(node, Tag):
            found.append(node)
        elif node.strip():
            return []
    return found


def is_alike(a: Tag, b: Tag) -> bool:
    """Whether two elements have one name and the same classes."""
    return a.name == b.name and a.get("class") == b.get("class")


def tag_behind(tag: Tag) -> Tag | None:
    """The next element beside `tag` that readers with scripts see; None where it is the last."""
    return next((t for t in tag.next_siblings if isinstance(t, Tag) and t.name != "noscript"), None)


def tag_before(tag: Tag) -> Tag | None:
    """The element before `tag` beside it that readers with scripts see; None where it is the first."""
    return next((t for t in tag.previous_siblings if isinstance(t, Tag) and t.name != "noscript"), None)


def tag_around(node: Node, *names: str) -> Tag | None:
    """The nearest element around a node that has one of these names; None without one."""
    return next((t for t in node.parents if t.name in names), None)
