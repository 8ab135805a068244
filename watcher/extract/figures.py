"""Pictures: which address is meant, and what is only an ornament."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from watcher.assets import asset, original
from watcher.extract.elements import Tag
from watcher.extract.inline import CONCEALED, classes_of, own_text, tag_around, within
from watcher.model import Image
from watcher.model.article import Role
from watcher.text import reader_text, remembered
from watcher.urls import resolved

_NOWHERE = ("data:", "about:", "#")
_BLANK = re.compile(
    r"[/_-](?:(?:placeholder|spacer|lazy(?:load)?|1x1)[\w-]{0,60}\.(?:gif|png|svg|jpe?g)"
    r"|(?:blank|pixel|transparent|(?:pre|ajax-?)?load(?:ing|er)?|(?<!\d/)default|gr[ea]y|empty|none(?=\.))[\w-]{0,60}\.(?:gif|svg)"
    # No "loading-dock.jpg", no "freddie-gray.jpg".
    r"|(?:(?<=/)(?:pixel|loading|(?:pre|ajax-?)?loader|preload|gr[ea]y|empty|transparent)|blank|(?<!\d/)default)"
    r"(?:[_-]?(?:\d[\dx]*+|image|img|pic(?:ture)?|photo|thumb(?:nail)?|cover|poster|bg|small|medium|large|news|article|post|logo|dark|light|og|share|square|wide))*+\.(?:png|jpe?g))"
)
_LATER = re.compile(
    r"(?:data-|pagespeed_)[\w-]*(?:src|original|lazy\w*|url|image|img|interchange)[\w-]*|srcset", re.IGNORECASE
)
_LARGER = re.compile(r"data-[\w-]*(?:full|large|hi-?res|zoom|orig-file|big)[\w-]*", re.IGNORECASE)
_TELLS_OTHER = re.compile(
    r"caption|title|alt\b|desc|meta|-id$|size|width|height|ratio|credit|copyright|class|type|name|share|pin-url|page(?!speed)|link|label|error"
)
_ADDRESS = re.compile(
    r"(?:https?:)?//[^\s/]|/[^\s/]|[{\[]|[\w%./-]{1,200}\.(?:jpe?g|png|webp|gif|avif|bmp)(?:[?#\s]|$)", re.IGNORECASE
)
_KEPT = re.compile(r"[^\s'\"<>{}|,]{1,500}\.(?:jpe?g|png|webp|gif|avif)(?:\?[^\s'\"<>{}|]{0,200})?", re.IGNORECASE)
_CANDIDATES = re.compile(r",\s+(?=\S)|,(?=https?:|//)")
_QUERIED = re.compile(r"\[\s*([^\s,\[\]]+)\s*,[^\[\]]*\]")  # "[small.jpg, small], [large.jpg, large]"
_DESCRIPTOR = re.compile(r"(\d+(?:\.\d+)?)[wx]")
_PLAIN = frozenset(("src", "id", "style", "onerror", "onload", "usemap", "longdesc"))
_NOT_A_PICTURE = re.compile(
    r"(?:^|[\W_])(?:logo|icons?|avatar|emoji|badge|sprite|tracking|pixel|gravatar|button|arrow|flag"
    r"|author|autor(?:en|in|es)?|auteur|contributor|writer|columnist|journalist|profile|headshot|byline|spinner|wp-smiley|rating|app-?store|google-?play|qr(?:-?code)?)(?:$|[\W_])",
    re.IGNORECASE,
)
_OF_AUTHOR = re.compile(
    r"(?:^|[\s_-])(?:avatar|gravatar|author|autor(?:en|in)(?:bild|foto)?|writer|byline|columnist|headshot)(?:$|[\s_-])",
    re.IGNORECASE,
)
_ROUND = re.compile(r"(?:^|[\s:])(?:rounded-(?:full|circle)|img-circle)(?:\s|$)")
_BACKGROUND = re.compile(r"background(?:-image)?\s*:[^;]{0,80}?url\(\s*['\"]?([^'\")\s]+)", re.IGNORECASE)
_OF_NO_SIZE = re.compile(r"(?<![\w-])(?:width|height)\s*:\s*0(?:px)?\s*(?:;|$)")
_THIN, _LONG = 12, 20  # pixels that a line is high at most, how many times that it is wide at least
_TINY, _NAME = 90, 80  # pixels of an icon's longer side, characters of an attribute's name
_PORTRAIT = 160  # pixels of an author's portrait
_LARGE, _WIDER = 200, 1.2  # pixels of a photograph's shorter side, how much longer the other one is
_NOTE = 300  # characters of what is said of an author
_SHAPES = ([16, 9], [9, 16], [16, 10], [4, 3], [3, 4], [3, 2], [2, 3], [5, 4], [21, 9])  # in place of a size
_ORNAMENT_PATH = re.compile(
    r"\.svg(?:$|\?)|(?:[/-]|%2F)(?:logos?|icons?|avatars?|emojis?|qr|authors?|autor(?:en|es|i)?|newsletters?)(?:/|%2F)|^data:"
    r"|/(?:wp-content|sites/\w+)/themes/"
)
# In the folder of a layout or in none, no "/uploads/2026/05/facebook.png".
_FOLDER = r"(?:img|images?|icons?|gfx|gifs?|buttons?|static|assets|common|layout|design|share|social)/"
_BUTTON = (
    r"(?:print(?:er)?|drucken|imprimer|imprimir|stampa|e?-?mail|pdf|rss|arrow|facebook|twitter|whatsapp)"
    r"\.(?:png|gif)(?:$|\?)"
)
_NEVER_A_PICTURE = re.compile(  # for speed with one sign that begins all of it
    r"/(?:(?:share|logo|icon|(?:next|prev)[_-]?page(?![\w-]{4})|btn(?=[_-])|qr-?code|weixin|wechat|ewm(?![a-z])|erweima|werbung|newsletter)[\w-]{0,30}\.(?:png|gif|svg|jpe?g|webp)(?:$|\?)"
    rf"|(?:/[^/]{{1,80}}/|{_FOLDER}){_BUTTON}"
    r"|(?-i:ico[A-Z_])[\w-]{0,30}\.(?:png|gif|svg)(?:$|\?)|qr(?:-?codes?)?/|/datawrapper\.dwcdn\.net/\w{5}/)",
    re.IGNORECASE,
)
_BEGINS_AS_BUTTON = re.compile(rf"(?:{_FOLDER})?{_BUTTON}", re.IGNORECASE)
_PIXELS = re.compile(r"\d{1,6}")
_FILE = re.compile(r"\.\w{3,4}$")


def image_of(tag: Tag, base: str, *, role: Role, caption: str | None = None, credit: str | None = None) -> Image | None:
    """The picture of an img element; None for icons, avatars and pixels, and where only a stand-in is there."""
    later = _later(tag)
    src = resolved(next(_addresses(tag, later), ""), base)
    if not src or _is_ornament(tag, src, captioned=caption is not None, credited=credit is not None):
        return None
    alt = reader_text(str(tag.get("alt") or "")) or None
    own = asset(resolved(_plain_address(tag, later), base) or src)
    return Image(src=src, asset=own, alt=alt, caption=caption, credit=credit, role=role)


def _is_stand_in(address: str) -> bool:
    """Whether an address is that of what is shown until the picture is there."""
    return not address or address[:6].lower().startswith(_NOWHERE) or bool(_BLANK.search(f"/{address}".lower()))


def _plain_address(tag: Tag, later: Sequence[tuple[str, str]]) -> str:
    """The one address of an img element that stays when copies of other sizes come and go; "" without one."""
    own = str(tag.get("src") or "").strip()
    if any(name.startswith(("data-", "pagespeed_")) for name, _ in later) or _is_stand_in(own):
        own = ""
    return next((value for name, value in later if "set" not in name and not _LARGER.fullmatch(name)), own)


def _addresses(tag: Tag, later: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Candidate addresses of an img element, the most telling first: what browsers choose from, then what lazy loaders
    keep while a stand-in is in src, then src, then larger copies, then the sources of a picture element, then what any
    other attribute keeps."""
    own = str(tag.get("src") or "").strip()
    yield from (value for name, value in later if "set" in name)
    yield from (value for name, value in later if "set" not in name and not _LARGER.fullmatch(name))
    if not _is_stand_in(own):
        yield own
    yield from (value for name, value in later if "set" not in name and _LARGER.fullmatch(name))
    picture = tag_around(tag, "picture")
    for source in within(picture, ("source",)) if picture else []:
        yield from (value for _, value in _later(source))
    yield from _kept_elsewhere(tag)


def _later(tag: Tag) -> list[tuple[str, str]]:
    """(name, address) of the attributes in which lazy loaders keep the real address, and of srcset."""
    named = [
        (name, text)
        for name, value in tag.attrs.items()
        if len(name) < _NAME and _is_for_later(name) and _ADDRESS.match(text := str(value).strip())
    ]
    found = [(name, _largest(value)) for name, value in named]
    return [(name, value) for name, value in found if value]


def _kept_elsewhere(tag: Tag) -> Iterator[str]:
    """The addresses of pictures' files in attributes of any other name, as a loader of the site's own keeps them."""
    told = ((name, str(value).strip()) for name, value in tag.attrs.items() if not _TELLS_OTHER.search(name))
    return (text for name, text in told if name not in _PLAIN and _KEPT.fullmatch(text) and not _is_stand_in(text))


@lru_cache(maxsize=4096)
def _is_for_later(name: str) -> bool:
    """Whether lazy loaders keep an address in an attribute of this name."""
    return bool(_LATER.fullmatch(name) or _LARGER.fullmatch(name)) and not _TELLS_OTHER.search(name)


def painted(box: Tag) -> str:
    """The address of the picture that a box, or an element in it, has as background or for later; "" without one."""
    for tag in (box, *islice(within(box, ("div", "a", "span", "section")), 20)):
        found = _BACKGROUND.search(str(tag.get("style") or "")[:2_000])
        if found and not _is_stand_in(found[1]):
            return found[1]
        if kept := next((value for _, value in _later(tag)), None):
            return kept
    return ""


@remembered
def _largest(srcset: str) -> str | None:
    """The address of the widest candidate of a srcset (HTML, 4.8.4.2.1), or the one address that stands there; None of
    those that are shown until the picture is there."""
    if srcset.startswith(("{", "[")):
        return _from_json(srcset)
    parts = [each.strip().rstrip(",").partition(" ") for each in _CANDIDATES.split(srcset.strip())]
    widest_first = sorted(parts, key=_width, reverse=True)
    return next((address for address, _, _ in widest_first if not _is_stand_in(address)), None)


def _width(candidate: tuple[str, str, str]) -> float:
    """How wide, or how dense, a candidate of a srcset is; 0.0 where it does not say."""
    number = _DESCRIPTOR.match(candidate[2].strip())
    return float(number[1]) if number else 0.0


def _from_json(text: str) -> str | None:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return next((each for each in reversed(_QUERIED.findall(text)) if not _is_stand_in(each)), None)
    keys = (
        value
        if isinstance(value, list)
        else [v for pair in value.items() for v in pair]
        if isinstance(value, dict)
        else []
    )
    told = next((v for v in keys if isinstance(v, str) and v.startswith(("http", "/"))), "")
    return None if _is_stand_in(told) else told


def is_never_a_picture(src: str) -> bool:
    """Whether an address is a sign's of the page, or shows again what is embedded."""
    return any(_NEVER_A_PICTURE.search(told) or _BEGINS_AS_BUTTON.match(told) for told in {src, original(src)})


def _is_of_button(tag: Tag) -> bool:
    """Whether an image stands before its own words in a link to another place of the page: "Comments", "Take part"."""
    link = tag.parent
    if link is None or link.name != "a" or not (alt := tag.get("alt")) or tag_around(tag, "figure"):
        return False
    return str(link.get("href") or "").startswith("#") and own_text(link) == reader_text(str(alt))


def _is_ornament(tag: Tag, src: str, *, captioned: bool, credited: bool) -> bool:
    if is_never_a_picture(src) or _is_of_button(tag):
        return True
    sides = [n for side in ("width", "height") if (d := _PIXELS.match(str(tag.get(side) or ""))) and (n := int(d[0]))]
    tiny = max(sides, default=_TINY) < _TINY and sides not in _SHAPES
    line = len(sides) > 1 and min(sides) < _THIN and max(sides) > _LONG * min(sides)  # between parts of a story
    if max(sides, default=0) == 1 or ((tiny or line) and not captioned):
        return True
    unseen = bool(CONCEALED.search(str(tag.get("style") or "")[:200]))
    if unseen and not sides and not tag.get("data-src") and tag.parent is not None and tag.parent.name == "span":
        return True  # the mark of a button that was pressed
    if unseen and (tag.get("itemprop") or _OF_NO_SIZE.search(str(tag.get("style") or "")[:200])) and not _later(tag):
        return True  # for machines
    boxes = (tag, *islice(tag.parents, 2))
    names = " ".join(map(classes_of, boxes))
    if captioned:
        return tag_around(tag, "figure") is None and any(
            _OF_AUTHOR.search(classes_of(t)) and t.held.size < _NOTE for t in boxes
        )
    if unseen and not _FILE.search(src.partition("?")[0][-6:]):
        return True  # what counts readers
    if _NOT_A_PICTURE.search(names) or _ORNAMENT_PATH.search(src):
        return True
    if sides and max(sides) <= _PORTRAIT and not tag.get("alt") and _ROUND.search(names):
        return True
    wide = len(sides) == 2 and min(sides) >= _LARGE and max(sides) > _WIDER * min(sides)  # portraits are square
    return not (credited or wide) and _NOT_A_PICTURE.search(str(tag.get("alt") or "")[:40]) is not None
