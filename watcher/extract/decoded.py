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
MAX_DEPTH = 120

_SNIFFED = 400_000
_OPENER = re.compile(r"<(?:/|[a-zA-Z])[^\s>/]{0,24}")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)[^<>]*>")
_FLAT = frozenset(
    """
    area base br col embed hr img input link meta param source track wbr p li td tr th dd dt option path use circle rect
    line polygon polyline stop image
    """.split()
)
_DEEP = {"table": 4, "ul": 2, "ol": 2, "dl": 2}  # with what stands between them and the next one


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
    """`html`, flattened where it is nested so deep that no person wrote it: parsers are quadratic in depth."""
    deepest = max(accumulate(map(_STEPS.__getitem__, _OPENER.findall(html))), default=0)
    return flattened(html) if deepest > 4 * MAX_DEPTH else html


def flattened(html: str) -> str:
    """`html` without the tags that stand deeper than MAX_DEPTH; their text stays."""
    depth = 0

    def kept(tag: re.Match[str]) -> str:
        nonlocal depth
        step = 0 if tag[0].endswith("/>") else _STEPS["<" + tag[1] + tag[2].lower()]
        depth = max(depth + step, 0)
        return tag[0] if step == 0 or depth + max(-step, 0) <= MAX_DEPTH else " "

    return _TAG.sub(kept, html)


class _Steps(dict[str, int]):
    """How many levels a tag goes down: some for an opening, as many up for a closing one, 0 for what never nests."""

    def __missing__(self, opener: str) -> int:
        name = opener.lstrip("</").lower()
        step = 0 if name in _FLAT else _DEEP.get(name, 1)
        step = -step if opener[1] == "/" else step
        if len(self) < 2000:
            self[opener] = step
        return step


_STEPS = _Steps()


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
