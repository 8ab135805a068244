"""The labelled pages without one kind of what tells how they are to be read: how much of an answer rests on it.

Each reader takes a page as `watcher.extract.extract` does, alters it, and answers by the general reader, as rules for
sites go by the names that are gone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import md5

from watcher.extract import Rules, extract
from watcher.extract.decoded import decoded
from watcher.model import Article

_CODE = re.compile(r"(<script\b.*?</script\s*>|<style\b.*?</style\s*>|<!--.*?-->)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z][^<>]*>")
_NAMES = re.compile(r"(?<=[\s\"'])(class|id)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+)", re.IGNORECASE)
_LINKED_DATA = re.compile(r"<script[^>]*ld\+json.*?</script\s*>", re.DOTALL | re.IGNORECASE)
_META = re.compile(r"<meta\b(?![^>]*charset)[^>]*>", re.IGNORECASE)


def names(html: str) -> str:
    """Class names and ids that say nothing, the same for the same."""

    def replaced(found: re.Match[str]) -> str:
        told = found[2].strip("\"'").split()
        made = (f"x{md5(name.encode('utf-8', 'replace'), usedforsecurity=False).hexdigest()[:6]}" for name in told)
        return f'{found[1]}="{" ".join(made)}"'

    parts = _CODE.split(html)
    return "".join(p if n % 2 else _TAG.sub(lambda t: _NAMES.sub(replaced, t[0]), p) for n, p in enumerate(parts))


def linked_data(html: str) -> str:
    return _LINKED_DATA.sub("", html)


def metadata(html: str) -> str:
    return _META.sub("", linked_data(html))


def figures(html: str) -> str:
    return _as_divs(html, "figure|figcaption")


def sections(html: str) -> str:
    return _as_divs(html, "article|main|section|header|aside|nav|footer")


def paragraphs(html: str) -> str:
    return _as_divs(html, "p")


def _as_divs(html: str, tags: str) -> str:
    parts = _CODE.split(html)
    told = re.compile(rf"<(/?)(?:{tags})(?=[\s/>])", re.IGNORECASE)
    return "".join(p if n % 2 else told.sub(r"<\1div", p) for n, p in enumerate(parts))


def _read(altered: Callable[[str], str], html: bytes, url: str, content_type: str | None) -> Article:
    page = altered(decoded(html, content_type)).encode("utf-8", "replace")
    return extract(page, url, content_type="text/html; charset=utf-8", rules=Rules(sites=()))


def without_names(html: bytes, url: str, *, content_type: str | None = None) -> Article:
    return _read(names, html, url, content_type)


def without_linked_data(html: bytes, url: str, *, content_type: str | None = None) -> Article:
    return _read(linked_data, html, url, content_type)


def without_metadata(html: bytes, url: str, *, content_type: str | None = None) -> Article:
    return _read(metadata, html, url, content_type)


def without_figures(html: bytes, url: str, *, content_type: str | None = None) -> Article:
    return _read(figures, html, url, content_type)


def without_sections(html: bytes, url: str, *, content_type: str | None = None) -> Article:
    return _read(sections, html, url, content_type)


def without_paragraphs(html: bytes, url: str, *, content_type: str | None = None) -> Article:
    return _read(paragraphs, html, url, content_type)
