"""Formats that are not a web page: Deutsche Welle's JSON, the mirrored document, our own JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from watcher.errors import BadArticle, BadDocument
from watcher.extract.decoded import Served
from watcher.extract.documents.dw import api_article, graph_article
from watcher.extract.documents.mirror import is_mirror, read_mirror
from watcher.extract.documents.values import items, loaded, mapping
from watcher.model import Article

__all__ = ["document_article", "document_in"]

Document = Mapping[str, Any]

_PAGE = re.compile(rb"\s*+<(?:!doctype|html)", re.IGNORECASE)


def document_in(served: Served, url: str) -> Article | None:
    """The article of `document_article`; at once None for what begins like a web page."""
    return None if _PAGE.match(served.body) else document_article(served.text, url)


def document_article(text: str, url: str) -> Article | None:
    """The article of a document that is recognised by its shape, whatever address or content type it came with; None
    where it is none of ours. No input raises.

    `url` becomes the article's where the document does not name one itself.
    """
    if is_mirror(text):
        return _mirrored(text)
    text = text.lstrip("\ufeff \t\r\n")
    if not text.startswith("{"):
        return None
    document = mapping(loaded(text))
    return next((read(document, url) for fits, read in _SHAPES if fits(document)), None)


def _mirrored(text: str) -> Article | None:
    try:
        return read_mirror(text).article
    except BadDocument:
        return None


def _own(document: Document, url: str) -> Article | None:
    try:
        return Article.from_dict({"url": url, **document})
    except BadArticle:
        return None


def _is_graph(document: Document) -> bool:
    content = mapping(mapping(document.get("data")).get("content"))
    named = any(isinstance(content.get(name), str) for name in ("title", "name"))
    return named and any(name in content for name in ("text", "teaser", "posts", "extendedGalleryImages"))


def _is_api(document: Document) -> bool:
    pieces = any(mapping(mapping(item).get("content")) for item in items(document.get("body")))
    return isinstance(document.get("name"), str) and (pieces or ("displayDate" in document and "teaser" in document))


def _is_own(document: Document) -> bool:
    return isinstance(document.get("blocks"), list) and isinstance(document.get("title"), str)


_SHAPES: tuple[tuple[Callable[[Document], bool], Callable[[Document, str], Article | None]], ...] = (
    (_is_graph, graph_article),
    (_is_api, api_article),
    (_is_own, _own),
)
