"""The part of a page that is read, in one spelling: without what no reader sees, and as elements to walk over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from html import escape, unescape
from itertools import islice, repeat
from operator import contains
from unicodedata import category

from selectolax.lexbor import LexborNode

from watcher.extract.decoded import MAX_DEPTH, Remembered
from watcher.extract.elements import Tag, add_text
from watcher.extract.inline import BLOCK_TAGS, MARK, STATED
from watcher.extract.signs import is_made_up
from watcher.urls import without_tracking

MAX_ELEMENTS = 8_000  # of a fragment; the longest real ones have 2,000

# What the reader reads; whoever reads another attribute names it here. On pictures it reads nearly all.
_READ = frozenset(
    (
        *STATED,
        MARK,
        *"style align href src alt title width height rel datetime content cite itemtype".split(),
        *"data-id colspan rowspan".split(),
    )
)
_READ_NAMES = re.compile(
    r"data-[\w-]{0,40}(?:date|time|publi|updat|author|caption|credit|copyright|title|src|href|url|uri|embed|permalink|iframe|video)"
)
_PICTURED = frozenset(("img", "source", "picture", "figure", "iframe", "video", "audio", "embed"))
_NOISE = re.compile(r"on|data-v-|_ng|ng-|data-react|aria-|tabindex$|loading$|decoding$|fetchpriority$|jsname$|nonce$")
_APART = BLOCK_TAGS | {"body", "br", "source", "tr", "tbody", "thead", "tfoot", "td", "th", "caption", "meta"}
_SIGN = "sign"  # a picture that stands in a line as a letter does
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())

# A parser's serialisation: "<" begins nothing but tags and comments, ">" ends them, and values stand in double quotes.
# Where "<!" ends a page, it writes the text before once more as a comment, even one with "-->" in it.
_UNSEEN = re.compile(
    r"<(?=[!?ixnp])(?:!--.*?-->(?:[^<>]*+>)*+|\?[^>]*+>|((iframe|xmp|noembed|noframes|plaintext)(?:\s[^>]*+)?>).*?(</\2>))",
    re.DOTALL,
)
_BROKEN = re.compile(rf"{_UNSEEN.pattern}|(</?[A-Za-z][^<>]*+<[^>]*+>)", re.DOTALL)  # "<p <!-->", as templates leave it
_ATTRIBUTE = re.compile(r'([^\s="]+)="([^"]*+)"')
_TOOLS = ("css-", "jsx-", "svelte-", "astro-", "emotion-")
# Names that are told as they are, found faster together.
_WORDS = re.compile(rf"(?:(?!{'|'.join(_TOOLS)})[A-Za-z]{{2}}[A-Za-z_-]{{0,100}}+(?: (?!\Z)|\Z))++")
_SCOPED = re.compile(r"^[a-z]+-[A-Za-z0-9]{4,}(?![A-Za-z0-9])")  # by the tools of that name
_PART = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]*+\d[A-Za-z0-9]*+")  # nothing without a digit is made up
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]{2}|[^\W\d_]\d")
_MADE_UP = "\ue000"  # stands before a class name without a word in it
_MADE_UP_NAME = re.compile(_MADE_UP + r'[^\s"]+')
# What an element without a meaning of its own is by its role, and what those around an item or a cell are.
_PLAIN = frozenset(("div", "span"))
_ROLES = {
    "paragraph": "p", "caption": "caption", "listitem": "li", "cell": "td", "gridcell": "td", "columnheader": "th",
    "rowheader": "th",
}  # fmt: skip
_TABLES = {"row": "tr", "table": "table", "grid": "table"}
_AROUND: Mapping[str, Mapping[str, str]] = {"li": {"list": "ul"}, "td": _TABLES, "th": _TABLES}
_NEAR = 3  # elements around a cell up to its table
Start = tuple[str, Mapping[str, str]]  # the name of a tag, with the slash of one that ends, and its attributes
Pieces = tuple[Sequence[str], Sequence[Start]]  # the texts before, between and behind tags, and these
NO_PIECES: Pieces = ("",), ()

_SIGNS = re.compile(r"(?<!\S)(?:emoji|twemoji|smiley|wp-smiley|math|latex)(?!\S)")
_POINTS = frozenset(("1", "1px"))  # a side of what only counts readers
_SIGN_PATH = re.compile(r"/(?:emojis?|twemoji|smileys?|smilies)/")
_SYMBOLS = frozenset(("So", "Sk", "Sm", "Sc", "Mn", "Me", "Cf"))
_LINES = range(11, 25)  # pixels that a line is high; 16 and 9 tell a shape
_INDENTS = ("\u3000\u3000", "\u2003\u2003", "&nbsp;" * 4)  # of Chinese paragraphs
_INDENTED = re.compile(
    rf"(?:(?<=[。！？…])|(?<=[。！？…][”」』）]))\s{{0,3}}(?:{'|'.join(_INDENTS)})\s{{0,3}}(?=[^\s&])"
)
_LONGEST, _NAME = 2_000, 100  # characters of a tag and of a name that are remembered


def remove(nodes: Iterable[LexborNode]) -> None:
    """Takes elements out of their document, with what is in them; never all of it."""
    for node in nodes:
        if node.tag not in ("html", "body"):
            node.decompose(recursive=False)  # as its children stay in it, and go with it


def canonical(html: str) -> tuple[str, Pieces]:
    """(a parser's `html` in one spelling, its pieces): attributes that are read, by name; single spaces, none beside
    blocks."""
    pieces = html.split("<")
    mended = html if all(map(contains, pieces[1:-1], repeat(">"))) else _BROKEN.sub(_mended, html)
    if (seen := _UNSEEN.sub(_emptied, mended)) is not html:
        pieces = seen.split("<")
    if any(map(html.__contains__, _INDENTS)):
        pieces = [part for piece in pieces for part in _broken_at_indents(piece)]
    found: list[str] = []
    tags: list[Start] = []
    numbered = _Numbered()
    text, apart = pieces[0], True
    for piece in pieces[1:]:
        raw, ended, behind = piece.partition(">")
        if not (raw and ended):
            text = f"{text}<{piece}"
            continue
        tag, is_apart, start = _spelled(raw) if len(raw) < _LONGEST else _tag(raw)
        if start is None:
            tag, start = numbered[tag]
        found += (_spaced(text, apart, is_apart) if text else "", tag)
        tags.append(start)
        text, apart = behind, is_apart
    found.append(_spaced(text, apart, True) if text else "")
    return "".join(found), (found[::2], tags)


def _broken_at_indents(piece: str) -> list[str]:
    """A tag and the text behind it, with a <br> before each sentence that is indented as in China."""
    if not any(map(piece.__contains__, _INDENTS)):
        return [piece]
    raw, ended, behind = piece.rpartition(">")
    first, *others = _INDENTED.split(behind)
    return [raw + ended + first, *(f"br>{text}" for text in others)]


def _mended(found: re.Match[str]) -> str:
    """A tag in which nothing begins, or what else _BROKEN finds as it is."""
    return "<" + found[4][1:].replace("<", "_") if found[4] else found[0]


def _emptied(found: re.Match[str]) -> str:
    """What is read of what _UNSEEN finds: the tags of an element without its text."""
    return f"<{found[1]}{found[3]}" if found[1] else ""


class _Numbered(dict[str, tuple[str, Start]]):
    """Tags, and what they start, with numbers for made-up class names, in the order in which they were first asked for:
    elements of one kind stay of one kind."""

    def __init__(self) -> None:
        super().__init__()
        self._numbers: dict[str, str] = {}

    def __missing__(self, tag: str) -> tuple[str, Start]:
        told = _MADE_UP_NAME.sub(lambda n: f"_{self._numbers.setdefault(n[0], str(len(self._numbers)))}", tag)
        name, _, attributes = told[1:-1].partition(" ")
        self[tag] = told, (name, {own: unescape(value) for own, value in _ATTRIBUTE.findall(attributes)})
        return self[tag]


def _spaced(text: str, after: bool, before: bool) -> str:
    """A text with single spaces, and none at an end where a block begins or ends; it is no space beside a block."""
    if text.isprintable() and "  " not in text:
        start, end = after and text[0] == " ", before and text[-1] == " "
        return text[start : -1 if end else None] if start or end else text
    if text.isspace():
        return "" if after or before else " "
    words = " ".join(text.split())
    left = "" if after or not text[0].isspace() else " "
    return left + words if before or not text[-1].isspace() else f"{left}{words} "


def _tag(raw: str) -> tuple[str, bool, Start | None]:
    """(a tag with the attributes that are read, in the order of their names; whether what is beside it is apart; its
    name and these attributes, None where class names are to be numbered)."""
    name, _, attributes = raw.partition(" ")
    apart = name.lstrip("/") in _APART
    spellers = _OF_PICTURES if name in _PICTURED or "-" in name else _OF_OTHERS
    kept = []
    for own, value in _ATTRIBUTE.findall(attributes):
        if value and (spelled := spellers[own[:_NAME]]) is not None and (told := spelled(value)) is not None:
            kept.append((f'{own}="{told}"', own, told))
    kept.sort()
    tag, read = f"<{name}", {}
    for written, own, told in kept:
        tag = f"{tag} {written}"
        read[own] = unescape(told) if "&" in told else told
    tag += ">"
    if _MADE_UP in tag:
        return tag, apart, None
    if name == "img" and _is_sign(read):
        return tag, False, (_SIGN, {"alt": _shown(read)})
    return tag, apart, (name, read)


def _speller(name: str, every: bool) -> Callable[[str], str | None] | None:
    """What makes of an attribute's value what a reader reads of it; None for one that no reader reads. On pictures
    `every` one is read that is no noise."""
    is_read = name in _READ or (not _NOISE.match(name) if every else bool(_READ_NAMES.match(name)))
    return _SPELLERS.get(name, str) if is_read else None


def _classes(value: str) -> str | None:
    """Class names without what a build tool made up."""
    if _WORDS.fullmatch(value):
        return value
    return " ".join([_told(own) or _MADE_UP + own for own in value.split()]) or None


def _identity(value: str) -> str | None:
    """An id, where it is not made up."""
    return _told(value) or None


def _address(value: str) -> str:
    """The address of a link, without tracking."""
    return escape(without_tracking(unescape(value))) if "?" in value else value


_SPELLERS: Mapping[str, Callable[[str], str | None]] = {"class": _classes, "id": _identity, "href": _address}


_OF_PICTURES = Remembered(partial(_speller, every=True))
_OF_OTHERS = Remembered(partial(_speller, every=False))


@lru_cache(maxsize=4096)
def _told(name: str) -> str:
    """A class name without its made-up parts ("title_x7Gh2"); "" where nothing is left that could be a word."""
    told = _SCOPED.sub("", name[:_LONGEST]) if name.startswith(_TOOLS) else name[:_LONGEST]
    if _DIGIT.search(told):
        told = _PART.sub(lambda part: "" if is_made_up(part[0]) else part[0], told)
    return told if (len(told) > 1 and told[:2].isalpha()) or _WORD.search(told) else ""


_spelled = lru_cache(maxsize=4096)(_tag)


def parsed(html: str) -> Tag:
    """The root of the elements of a parser's `html`, in one spelling."""
    return elements(canonical(html)[1])[0]


def elements(pieces: Pieces) -> tuple[Tag, dict[str, Tag]]:
    """(the root of the elements of a fragment in one spelling, the elements that the fast pass has named, by these
    names). The text of what stands too deep belongs to what is around it."""
    texts, tags = pieces
    root = around = Tag("[document]", {}, None)
    path = [root]
    named: list[Tag] = []
    buried = made = 0
    if texts[0]:
        add_text(unescape(texts[0]), around)
    for (name, attributes), text in zip(tags, texts[1:], strict=True):
        if name == _SIGN:
            add_text(unescape(attributes["alt"]), around)
        elif name[0] != "/":
            if len(path) > MAX_DEPTH:
                buried += name not in _VOID
            else:
                element = Tag(name, attributes, around)
                if MARK in attributes or "role" in attributes:
                    named.append(element)
                if name not in _VOID:
                    path.append(element)
                    around = element
                made += 1
                if made == MAX_ELEMENTS:
                    break
        elif buried:
            buried -= 1
        else:
            del path[-1 if around.name == name[1:] else _open(path, name[1:]) :]
            around = path[-1]
        if text:
            add_text(unescape(text) if "&" in text else text, around)
    return root, _told_apart(named)


def _told_apart(named: Sequence[Tag]) -> dict[str, Tag]:
    """The elements with a mark, by it; those with a role take it."""
    for element in named:
        _take_role(element)
    return {element.attrs[MARK]: element for element in named if MARK in element.attrs}


def _take_role(element: Tag) -> None:
    """Names an element after what its role says that it is, with the list or table around it."""
    name = _ROLES.get(element.attrs.get("role", "")) if element.name in _PLAIN else None
    if name is None:
        return
    outer = _AROUND.get(name, {})
    if outer and (element.parent is None or element.parent.get("role") not in outer):
        return
    element.name = name
    for around in islice(element.parents, _NEAR) if outer else ():
        if around.name in _PLAIN:
            around.name = outer.get(around.get("role") or "", around.name)


def _is_sign(img: Mapping[str, str]) -> bool:
    """Whether a picture stands in a line as a letter does: an emoji, a flag, a formula; or what counts readers."""
    if _SIGNS.search(img.get("class", "")) or _SIGN_PATH.search(img.get("src", "")[:_LONGEST]):
        return True
    sizes = img.get("width", ""), img.get("height", "")
    if sizes[0] in _POINTS and sizes[1] in _POINTS:
        return True
    return all(len(size) == 2 and size.isdecimal() and int(size) in _LINES for size in sizes)


def _shown(sign: Mapping[str, str]) -> str:
    """What such a picture says to those who do not see it, where that is a sign itself, as in HTML: "😀"."""
    told = sign.get("alt", "")
    return escape(told) if 0 < len(told) < 9 and all(category(letter) in _SYMBOLS for letter in told) else ""


def _open(path: Sequence[Tag], name: str) -> int:
    """Where the innermost open element of this name stands; behind all, where none is open."""
    places = range(len(path) - 1, 0, -1)
    return next((at for at in places if path[at].name == name), len(path))
