"""Measures of pages and texts: how much, what is visible, how alike."""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex
from w3lib.encoding import html_to_unicode

from watcher.model import Page
from watcher.text import cjk_share, reader_text

_READ = 300_000  # bytes of a page in which a wall would show
_HARDLY_LESS = 0.95
_TAG = re.compile(r"<([/!]?[a-zA-Z][^<>]*)>")  # no nested repetition: linear on any input
_UNSEEN = frozenset(("script", "style", "template", "svg", "head", "iframe", "textarea"))
_BETWEEN = regex.compile(r"[^\p{L}\p{M}\p{N}]+")
_TITLE = re.compile(r"<title\b[^<>]*>([^<]{0,500})", re.IGNORECASE)


def amount(text: str) -> int:
    """How much there is to read, in letters; a Chinese, Japanese or Korean one counts as three."""
    letters = len(text) - text.count(" ") - text.count("\n")
    return round(letters * (1 + 2 * cjk_share(text)))


def is_as_long(text: str, before: str) -> bool:
    """Whether hardly any of a text can be missing, as nearly all edits leave it: found in a fraction of the time that
    amounts take. Even of ideographs a twentieth would be no seventh of what there is to read."""
    return len(text) >= _HARDLY_LESS * len(before)


def plain(text: str) -> str:
    """`text` in small letters, every run of anything but letters and digits as one space, for comparing."""
    return " ".join(_BETWEEN.sub(" ", reader_text(text).casefold()).split())


def source_of(page: Page) -> str:
    """The beginning of the page as text."""
    return html_to_unicode(page.content_type, page.body[:_READ], default_encoding="utf-8")[1]


def title_of(source: str) -> str:
    """What the page calls itself; "" where it does not."""
    found = _TITLE.search(source)
    return reader_text(found[1]) if found else ""


def visible(source: str) -> str:
    """About what a reader would see without scripts, <noscript> included."""
    return reader_text(" ".join(seen(source)))


def seen(source: str) -> Iterator[str]:
    """The pieces of text between tags, without scripts."""
    hidden = ""
    for number, piece in enumerate(_TAG.split(source)):
        if number % 2 == 0:
            if not hidden:
                yield piece
            continue
        name = piece.strip("/").split(maxsplit=1)[0].casefold() if piece.strip("/") else ""
        if not hidden and name in _UNSEEN and not piece.endswith("/"):
            hidden = name
        elif piece.startswith("/") and name == hidden:
            hidden = ""


def likeness(one: str, other: str) -> float:
    """How alike two headlines are, 0.0 to 1.0, by threes of letters (pairs of ideographs); 0.0 where one is missing."""
    if one == other:
        return 1.0 if one[:1].isalnum() or plain(one) else 0.0
    size = 2 if cjk_share(one) > 0.3 or cjk_share(other) > 0.3 else 3
    a, b = (_grams(text, size) for text in (one, other))
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def overlap(one: str, other: str) -> float:
    """The share of the shorter text that stands in the other as well, 0.0 to 1.0, by
    stretches of 12 letters (4 ideographs)."""
    size = 4 if cjk_share(one[:2000]) > 0.3 or cjk_share(other[:2000]) > 0.3 else 12
    a, b = (_grams(text, size) for text in (one, other))
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _grams(text: str, size: int) -> frozenset[str]:
    letters = plain(text).replace(" ", "")
    return frozenset(letters[i : i + size] for i in range(max(len(letters) - size + 1, 1))) if letters else frozenset()
