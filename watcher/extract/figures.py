"""Pictures: which address is meant, what the caption says, and whose picture it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice

from bs4.element import Tag

from watcher.extract.inline import MARK, classes_of, has, own_text, within
from watcher.extract.signs import is_caption, is_credit
from watcher.extract.words import any_of
from watcher.model import Image
from watcher.model.article import Role
from watcher.text import reader_text
from watcher.urls import asset, resolved

_PLACEHOLDER = re.compile(
    r"^data:|(?:^|[/_-])(?:blank|placeholder|spacer|pixel|transparent|lazy(?:load)?|loading|default|grey|gray|1x1|empty)[\w-]{0,60}\.(?:gif|png|svg|jpe?g)|^about:|^#|^$",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"(?:data-[\w-]*(?:src|srcset|original|lazy\w*|url|image|img|hi-?res|full|large\w*)[\w-]*|srcset)", re.IGNORECASE
)
_NOT_A_PICTURE = re.compile(
    r"(?:^|[\W_])(?:logo|icons?|avatar|emoji|badge|sprite|tracking|pixel|gravatar|button|arrow|flag|author|profile|headshot|byline|spinner|wp-smiley|rating|app-?store|google-?play)(?:$|[\W_])",
    re.IGNORECASE,
)
_TINY = 90
_ORNAMENT_PATH = re.compile(r"\.svg(?:$|\?)|/(?:logo|icon|avatar|emoji)s?/|^data:")
_CREDIT_TAGS = ["span", "small", "cite", "div", "p", "em", "i", "a", "dd", "li", "footer", "b", "strong", "figcaption"]

_LABEL = any_of("credit_labels")
_LABELLED = re.compile(
    rf"(?<![\s(\[|/–—·•.,;-])[\s(\[|/–—·•.,;-]*+(?<!\w)(?<!AP ){_LABEL}\s?[:：/=]\s*(?P<credit>"
    r"[^\n]{2,160}?)[\s)\]]*$",
    re.IGNORECASE,
)
_BY = re.compile(
    r"(?<![\s(\[|/–—·•-])[\s(\[|/–—·•-]*+(?<!\w)(?:photo(?:graph)?|image|picture|illustration|foto)"
    r"\s+(?:by|courtesy of|von|de|di|di:|av|af|door)\s+(?P<credit>[^\n]{2,120}?)[\s)\]]*$",
    re.IGNORECASE,
)
_SIGN = re.compile(
    r"(?:(?<![\s\[|/–—-])[\s\[|/–—-]+)?\(?(?:©|[(（][cCＣｃ][)）]|Ⓒ|Copyright\b)\s*(?P<credit>[^\n]{2,140}?)[\s)\]]*$",
    re.IGNORECASE,
)
_AGENCIES = any_of("picture_agencies")
_BRACKETED = re.compile(
    rf"\s*[(\[](?P<credit>[^()\[\]]{{0,110}}?(?<!\w){_AGENCIES}(?!\w)[^()\[\]]{{0,80}})[)\]]\s*\.?$"
)
_AFTER_STOP = re.compile(
    r"(?<=[.!?\"”»…)])\s+(?P<credit>(?:[^.!?\n]{0,80}?[/|]\s*)?[^.!?\n]{0,60}?"
    rf"(?<!\w){_AGENCIES}(?!\w)(?:\s?[/|(][^.!?\n]{{0,60}})?)\)?$"
)
_ONLY_AGENCY = re.compile(rf"^[\s(\[]*{_AGENCIES}(?:\s*[/|,&]\s*{_AGENCIES})*[\s)\].]*$")
_TRAILING = re.compile(r"\s*[/|]\s*(?P<credit>[^/|.!?\n]{2,60})$")
_NAMED = re.compile(
    r"\s*[(\[](?P<credit>[^()\[\]/]{2,60}/[^()\[\]]{2,60})[)\]]\s*\.?$|(?<=[.!?])\s*\((?P<short>(?!(?i:file|archi|symbol|stock|libra|illustr))[^()]{2,50})\)$"
)
_TAKEN = re.compile(
    r"(?:[＝=]|(?<=[。！？」』])\s*|[\s（(])(?P<credit>[^。！？、＝=\s（(]{2,20}?)\s*(?:摄影?|攝影?|撮影|提供)[）)]?$"
)
_PIPE = re.compile(r"\s+[|]\s+(?P<credit>[^|\n]{2,80})$")
_TRIMMED = re.compile(
    rf"^[\s(\[|/–—·•:,-]*(?:{_LABEL}\s*[:：/=]\s*|(?:photo(?:graph)?|image|picture|foto)\s+by\s+"
    r"|image (?:source|caption),\s*|(?:©|[(（][cCＣｃ][)）])\s*|copyright\s+)?",
    re.IGNORECASE,
)
_AT_THE_END = 400  # the last characters of a caption, in which its credit stands
_CAPTION_LABEL = re.compile(r"^(?:image caption|bildunterschrift|caption|bildtext)\s*[,:]\s*", re.IGNORECASE)


def split_credit(text: str) -> tuple[str | None, str | None]:
    """(caption, credit) of a caption that has the credit inside; None for the part that is not there."""
    if _ONLY_AGENCY.match(text):
        return None, trimmed_credit(text)
    for pattern in (_LABELLED, _SIGN, _BY, _BRACKETED, _NAMED, _TAKEN, _AFTER_STOP, _PIPE):
        if found := pattern.search(text, max(len(text) - _AT_THE_END, 0)):
            caption = text[: found.start()].rstrip(" ([|/–—-·•")
            return caption or None, trimmed_credit(next(filter(None, found.groups())))
    return text or None, None


def is_credited(text: str) -> bool:
    """Whether a line ends in a credit that calls itself one ("Photo: …", "© …"): a caption, wherever it stands."""
    found = next((f for pattern in (_LABELLED, _SIGN, _BY) if (f := pattern.search(text))), None)
    return found is not None and len(found["credit"]) < 60


def trimmed_credit(text: str) -> str | None:
    """A credit without its label ("Photo:", "©") and brackets; None where nothing is left."""
    credit = _TRIMMED.sub("", text, count=1).strip(" )]|.,;")
    if credit.count("(") > credit.count(")"):
        credit += ")"
    return credit or None


def caption_of(box: Tag, image: Tag) -> tuple[str | None, str | None]:
    """(caption, credit) of the picture `image` in its `box`: a figure or another element around both."""
    holder = (
        _marked(box, "caption")
        or next(within(box, ("figcaption",)), None)
        or next(
            (
                t
                for t in box.descendants
                if isinstance(t, Tag) and is_caption(classes_of(t)) and not has(t, ("img",)) and own_text(t)
            ),
            None,
        )
    )
    scope = holder if isinstance(holder, Tag) else box
    marked = list(islice((t for t in within(box, _CREDIT_TAGS) if _is_credit_element(t, scope)), 30))
    outer = _outermost(marked, own_text(scope))
    credit = _joined(own_text(t) for t in outer)
    caption = _CAPTION_LABEL.sub("", own_text(scope, without=outer))
    if credit and not re.search(r"\w", caption):
        return split_credit(credit) if _SIGN.search(credit) else (None, credit)
    if credit and (rest := _TRAILING.search(caption)):
        caption, credit = caption[: rest.start()], f"{credit}, {rest['credit']}"
    shorter, also = split_credit(caption.strip(" |/–—-·•"))
    if not credit:
        return shorter, also or _told_in_attributes(image)
    if also and (also in credit or credit in also):
        return shorter, credit
    return caption.strip(" |/–—-·•") or None, credit


def _joined(texts: Iterable[str]) -> str | None:
    """Credits without labels, each once; None without any."""
    found: list[str] = []
    for text in texts:
        credit = trimmed_credit(text)
        if credit and not any(credit in other for other in found):
            found = [other for other in found if other not in credit] + [credit]
    return " ".join(found) or None


def _told_in_attributes(image: Tag) -> str | None:
    """The credit that some publishers put behind the description in title or alt: "… | Bildquelle: …"."""
    for name in ("title", "alt"):
        found = _LABELLED.search(reader_text(str(image.get(name) or "")[-2 * _AT_THE_END :]))
        if found and found.start() > 0:
            return trimmed_credit(found["credit"])
    return None


def _outermost(marked: list[Tag], whole: str) -> list[Tag]:
    """Of elements that stand in each other the outer ones, but none that holds the caption as well."""
    parts = [t for t in marked if own_text(t) != whole] or marked
    parts = [t for t in parts if not any(t in o.parents and len(own_text(t)) > len(own_text(o)) + 25 for o in parts)]
    return [t for t in parts if not any(other is not t and other in t.parents for other in parts)]


def _marked(box: Tag, key: str) -> Tag | None:
    """The element that a site rule calls the caption or the credit."""
    return next((t for t in box.descendants if isinstance(t, Tag) and t.get(MARK) == key), None)


def _is_credit_element(tag: Tag, scope: Tag) -> bool:
    if tag is scope or has(tag, ("img",)):
        return False
    text = own_text(tag)
    if not text or len(text) > 200:
        return False
    if (
        tag.get(MARK) == "credit"
        or is_credit(classes_of(tag))
        or tag.get("itemprop") in ("copyrightHolder", "author", "creator", "creditText")
    ):
        return True
    return tag.name in ("small", "cite") and bool(_LABELLED.match(text) or _SIGN.match(text) or len(text) < 60)


def image_of(tag: Tag, base: str, *, role: Role, caption: str | None = None, credit: str | None = None) -> Image | None:
    """The picture of an img element; None for icons, avatars and pixels, and where only a stand-in is there."""
    src = resolved(next(_addresses(tag), ""), base)
    if not src or _is_ornament(tag, src, captioned=caption is not None):
        return None
    alt = reader_text(str(tag.get("alt") or "")) or None
    return Image(src=src, asset=asset(src), alt=alt, caption=caption, credit=credit, role=role)


def _addresses(tag: Tag) -> Iterator[str]:
    """Candidate addresses of an img element, the most telling first: lazy loaders leave a stand-in in src."""
    own = str(tag.get("src") or "").strip()
    later = [found for name, value in _later(tag) if (found := _largest(value)) and not _PLACEHOLDER.search(found)]
    if own and not _PLACEHOLDER.search(own) and not any(n.startswith("data-") for n, _ in _later(tag)):
        yield own
    yield from later
    picture = tag.find_parent("picture")
    for source in within(picture, ("source",)) if picture else []:
        yield from (found for _, value in _later(source) if (found := _largest(value)))


def _later(tag: Tag) -> list[tuple[str, str]]:
    """(name, value) of the attributes in which lazy loaders keep the real address, and of srcset."""
    named = [(n, str(v)) for n, v in tag.attrs.items() if len(n) < 80 and _LATER.fullmatch(n) and v]
    return sorted((pair for pair in named if re.search(r"[./]", pair[1])), key=lambda pair: "set" in pair[0])


def _largest(srcset: str) -> str | None:
    """The address of the widest candidate of a srcset (HTML, 4.8.4.2.1), or the one address that stands there."""
    if srcset.startswith(("{", "[")):
        return _from_json(srcset)
    best, size = None, -1.0
    for candidate in re.split(r",\s+(?=\S)|,(?=https?:|//)", srcset.strip()):
        address, _, descriptor = candidate.strip().rstrip(",").partition(" ")
        number = re.match(r"(\d+(?:\.\d+)?)[wx]", descriptor.strip())
        width = float(number[1]) if number else 0.0
        if address and width > size and not _PLACEHOLDER.search(address):
            best, size = address, width
    return best


def _from_json(text: str) -> str | None:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    keys = (
        value
        if isinstance(value, list)
        else [v for pair in value.items() for v in pair]
        if isinstance(value, dict)
        else []
    )
    return next((v for v in keys if isinstance(v, str) and v.startswith(("http", "/"))), None)


def _is_ornament(tag: Tag, src: str, *, captioned: bool) -> bool:
    sides = [int(d[0]) for side in ("width", "height") if (d := re.match(r"\d{1,6}", str(tag.get(side) or "")))]
    if max(sides, default=0) == 1 or (not captioned and sides and max(sides) < _TINY):
        return True
    if captioned:
        return False
    names = " ".join(classes_of(t) for t in (tag, *list(tag.parents)[:2]))
    return bool(
        _NOT_A_PICTURE.search(names)
        or _NOT_A_PICTURE.search(str(tag.get("alt") or "")[:40])
        or _ORNAMENT_PATH.search(src)
    )
