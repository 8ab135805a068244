"""Where on the page the headline is: the heading most like what the page tells machines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from watcher.extract.container import likeness
from watcher.extract.inline import CONCEALED
from watcher.extract.signs import letters
from watcher.extract.standing import ancestors
from watcher.text import cjk_share

_MOST, _LONGEST = 200, 2_000  # elements that may be the headline, characters at which it is none
_NAMED = (
    "h2,[role=heading][aria-level='1'],[itemprop=headline],[class*=headline],[class*=title]:not([class*=byline]),"
    "div[id*=title],div[id*=headline]"
)
_LOW = "h3,.h1,.h2,.h3,.h4,.h5"  # the headline where there is no h1: a heading, or what is set like one
_WHEN = re.compile(
    r"(?:[^\W\d]{2,6}[:：])?\W*20\d\d(?:[/.-]|年)\d{1,2}(?:[/.-]|月)\d{1,2}日?\s{0,2}\d\d:\d\d(?::\d\d)?"
    r"(?:\s{1,4}(?:\S{2,3}|[^\W\d]{2,4}[:：].{2,20}))?"
)
_WORDS = 4  # of a site's or section's name
_LINE, _LEAST = 60, 8  # characters of a line that says when, and letters of a headline above it at least
_SIGNS = re.compile(r"\s[|–—·«»-]\s|\s?[|｜_]\s?")  # between a title and the site's name
_TIMES = 4  # as long as the headline that is told may be what is like it


def headline_on(doc: LexborHTMLParser, ld: Mapping[str, Any], meta: Mapping[str, str]) -> tuple[LexborNode | None, str]:
    """(the element of the headline, how it was found): an h1 before other headings, the one most like what is told;
    bold words where there are none, then what a microformat calls the title (http://microformats.org/wiki/hatom), then
    any words like the title."""
    told = [
        (by, letters(text[:_LONGEST]))
        for by, text in (
            ("JSON-LD headline", ld.get("headline")),
            ("og:title", meta.get("og:title")),
            ("twitter:title", meta.get("twitter:title")),
        )
        if isinstance(text, str)
    ]
    window = [("title element", text) for text in _in_window(doc)]
    told = told or window
    if doc.body is None:
        return None, ""
    house = letters(meta.get("og:site_name"))
    first = [
        n
        for n in doc.body.css("h1")
        if letters(n.text()) not in ("", house) and not _is_crumb(n) and not _leads_home(n)
    ]
    if len(first) > 1:
        first.sort(key=_is_concealed)  # the same once more, for a bar that comes when one scrolls, or for machines
    if (found := _closest(first, told, 0.4)) is not None:
        return found
    named = doc.body.css(_NAMED)[:_MOST]
    own = [n for n in named if not (first and _is_linked(n))]  # a list of what is read most may have the story itself
    return (
        _closest(own, told, 0.6)
        or _closest(first, told, 0.25)
        or _closest(named, told, 0.6)
        or (None if first else _closest(doc.body.css(_LOW), told, 0.6))
        or _closest(first if any(map(_says_something, first)) else [*first, *own], window, 0.6)
        or _closest(first, told, 0.1)
        or (_closest(doc.body.css("dt,td,b,big,font,strong"), told, 0.8) if first else None)
        or _closest(first, told, 0.0)
        or _closest(doc.body.css("b,big,font,strong"), told, 0.7)
        or (None if first else _closest(doc.body.css(".hentry .entry-title"), told, 0.0))
        or (None if first else _among_lines(list(filter(_is_line, doc.body.css("span,td,th,div,p,label"))), told))
        or (None, "")
    )


def _in_window(doc: LexborHTMLParser) -> list[str]:
    """The letters of the title element, without the names of site and section where these are less than half."""
    title = doc.css_first("title")
    whole = title.text()[:_LONGEST] if title is not None else ""
    longest = max(map(letters, _SIGNS.split(whole)), key=_bytes)
    told = longest if 2 * _bytes(longest) > _bytes(letters(whole)) else letters(whole)
    return [told] if told else []


def _says_something(node: LexborNode) -> bool:
    """Whether a heading has more words than names of sites and sections have."""
    text = node.text()[:_LONGEST]
    return len(text.split()) > _WORDS or (bool(cjk_share(text)) and len(letters(text)) > 2 * _WORDS)


def _bytes(text: str) -> int:
    """How long a text is; an ideograph says as much as some letters."""
    return len(text.encode("utf-8", "replace"))


def _among_lines(lines: Sequence[LexborNode], told: Sequence[tuple[str, str]]) -> tuple[LexborNode, str] | None:
    """The line most like the title that is told; or the one above the only line that says when, where all pages of a
    site have its name for a title."""
    if (found := _closest(lines, told, 0.7)) is not None or any(by != "title element" for by, _ in told):
        return found
    at = [n for n, line in enumerate(lines) if _WHEN.fullmatch(line.text(strip=True)[:_LINE])]
    above = lines[at[0] - 1] if len(at) == 1 and at[0] else None
    return (above, "line above the time") if above is not None and len(letters(above.text())) > _LEAST else None


def _is_line(node: LexborNode) -> bool:
    """Whether an element holds one text, and nothing else but an end of line."""
    text = node.child
    if text is None or text.tag != "-text":
        return False
    return text.next is None or (text.next.tag == "br" and text.next.next is None)


def _is_crumb(node: LexborNode) -> bool:
    """Whether a heading is the last crumb of a breadcrumb trail."""
    return any("breadcrumb" in (n.attributes.get("class") or "") for n in ancestors(node)[:4])


def _is_concealed(node: LexborNode) -> bool:
    """Whether a heading stands in a box that is not shown."""
    return any(CONCEALED.search((n.attributes.get("style") or "")[:_LONGEST]) for n in (node, *ancestors(node)[:4]))


def _leads_home(node: LexborNode) -> bool:
    """Whether a heading is the name of the site: nothing but a link to its first page."""
    link = node.css_first("a")
    if link is None or letters(link.text()) != letters(node.text()):
        return False
    parts = urlsplit((link.attributes.get("href") or "")[:_LONGEST])
    return parts.path in ("", "/") and not parts.query and bool(parts.path or parts.netloc)


def _is_linked(node: LexborNode) -> bool:
    """Whether an element is a link, or all in one, as headlines of other stories are."""
    link = node.css_first("a") or next((n for n in ancestors(node)[:4] if n.tag == "a"), None)
    return link is not None and letters(node.text()) in letters(link.text())


def _closest(
    nodes: Sequence[LexborNode], told: Sequence[tuple[str, str]], least: float
) -> tuple[LexborNode, str] | None:
    """(the element whose text is most like one that is told, how it was found); None where none is that alike."""
    longest = _TIMES * max((len(text) for _, text in told), default=0)
    read = ((letters(n.text()[:_LONGEST]), n) for n in nodes[:_MOST])
    scored = [
        (*max(((likeness(text, t), by) for by, t in told), default=(0.0, "")), n)
        for text, n in read
        if not least or len(text) <= longest
    ]
    best, by, node = max(scored, key=lambda s: s[0], default=(0.0, "", None))
    if node is None or best < least:
        return None
    return node, f"{node.tag} closest to {by}" if best else f"first {node.tag}"
