"""Bytes off the wire → text that is safe to parse: the right characters, and no deeper than a parser can bear."""

from __future__ import annotations

import re
from itertools import accumulate

import cchardet
from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    resolve_encoding,
)

MAX_CHARACTERS = 8_000_000
MAX_DEPTH = 200

_SNIFFED = 400_000
_OPENER = re.compile(r"<(?:/|[a-zA-Z])[^\s>/]{0,24}")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)[^<>]*>")
_FLAT = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "td",
        "tr",
        "th",
        "dd",
        "dt",
        "option",
        "path",
        "use",
        "circle",
        "rect",
        "line",
        "polygon",
        "polyline",
        "stop",
        "image",
    ]
)


def decoded(body: bytes, content_type: str | None) -> str:
    """`body` as text: byte order mark, valid UTF-8, the header, the document's own word, detection, in that order.

    Bytes that are valid UTF-8 beyond ASCII are UTF-8 whatever is declared; the header beats the document because
    publishers' meta elements lie more often. Characters that cannot be read become U+FFFD.
    """
    mark, marked = read_bom(body)
    if mark:
        return body[len(marked or b"") :].decode(mark, "replace")[:MAX_CHARACTERS]
    if not body.isascii() and _is_utf8(body):
        return body.decode("utf-8", "replace")[:MAX_CHARACTERS]
    declared = (http_content_type_encoding(content_type), html_body_declared_encoding(body[:4096]))
    for name in (*declared, _detected(body)):
        if name and (text := _strictly(body, name)) is not None:
            return text[:MAX_CHARACTERS]
    fallback = next(filter(None, declared), None) or _detected(body) or "utf-8"
    return body.decode(fallback, "replace")[:MAX_CHARACTERS]


def shallow(html: str) -> str:
    """`html` with nesting beyond MAX_DEPTH taken out (its text stays): parsers are quadratic in depth."""
    deepest = max(accumulate(map(_STEPS.__getitem__, _OPENER.findall(html))), default=0)
    return _flattened(html) if deepest > 4 * MAX_DEPTH else html


class _Steps(dict[str, int]):
    """How many levels a tag goes down: 1 for an opening, -1 for a closing one, 0 for what never nests."""

    def __missing__(self, opener: str) -> int:
        name = opener.lstrip("</").lower()
        step = 0 if name in _FLAT else -1 if opener[1] == "/" else 1
        if len(self) < 2000:
            self[opener] = step
        return step


_STEPS = _Steps()


def _flattened(html: str) -> str:
    depth = 0

    def kept(tag: re.Match[str]) -> str:
        nonlocal depth
        if tag[2].lower() in _FLAT or tag[0].endswith("/>"):
            return tag[0]
        if tag[1]:
            depth = max(depth - 1, 0)
            return tag[0] if depth < MAX_DEPTH else " "
        depth += 1
        return tag[0] if depth <= MAX_DEPTH else " "

    return _TAG.sub(kept, html)


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start > len(body) - 4  # cut in the middle of the last character
    return True


def _strictly(body: bytes, name: str) -> str | None:
    try:
        return body.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _detected(body: bytes) -> str | None:
    found = cchardet.detect(body[:_SNIFFED])["encoding"]
    return resolve_encoding(found) if found else None
