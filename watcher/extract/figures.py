"""Pictures: which address is meant, and what is only an ornament."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from bs4.element import Tag

from watcher.extract.inline import classes_of, within
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
