"""Pages that are named on the command line: a file, "-" for standard input, or an address."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from watcher import sight
from watcher.doubt.files import is_feed
from watcher.errors import BadArticle, BadDocument, UsageError, WatcherError
from watcher.extract import Explanation, Rules, document_explained, explained
from watcher.extract.decoded import decoded
from watcher.extract.documents import document_article
from watcher.extract.documents.mirror import is_mirror, read_mirror
from watcher.model import NOTHING_KNOWN, Article, Known, Page, Unreachable
from watcher.settings import Settings
from watcher.urls import is_web

# What other files than text begin with: PDF, ZIP, gzip, and the pictures.
_BINARY = (b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_SNIFFED = 4096


def saved_bytes(place: str) -> bytes:
    """What stands in the file `place`, or comes in where that is "-". Raises UsageError."""
    if place == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(place).read_bytes()
    except FileNotFoundError:
        raise UsageError(f"{place}: there is no such file") from None
    except OSError as error:
        raise UsageError(f"{place}: cannot be read: {error.strerror}") from None


def article_in(body: bytes, where: str, url: str | None, rules: Rules, *, content_type: str | None = None) -> Article:
    """The article of `explanation_in`."""
    return explanation_in(body, where, url, rules, content_type=content_type).article


def explanation_in(
    body: bytes,
    where: str,
    url: str | None,
    rules: Rules,
    *,
    content_type: str | None = None,
    known: Callable[[str], Known] = lambda _: NOTHING_KNOWN,
) -> Explanation:
    """The article of a saved page, a mirrored document, or JSON, and what gave its fields.

    `url` is the page's address, None to go by what the page says of itself; `rules` are the site rules to read it by,
    `known` tells what the site of an address is known to repeat.
    Raises BadDocument or BadArticle where there is none, naming `where`.
    """
    if body.startswith(_BINARY) or (b"\0" in body[:_SNIFFED] and not body.startswith(_WIDE)):
        raise BadDocument(f"{where}: a binary file; a page, a mirrored document or an article's JSON was expected")
    if is_feed(body):
        raise BadDocument(f"{where}: a feed or a sitemap, and no article; `watcher source add URL` follows it")
    text = decoded(body, content_type)
    try:
        found = _read(text, body, url, rules, content_type=content_type, known=known)
    except WatcherError as error:
        raise type(error)(f"{where}: {error}") from None
    if not found.article.blocks or not found.article.title:
        raise BadDocument(f"{where}: no article can be found in it; is it the page of one article, whole?")
    return found


def _read(
    text: str,
    body: bytes,
    url: str | None,
    rules: Rules,
    *,
    content_type: str | None,
    known: Callable[[str], Known],
) -> Explanation:
    if is_mirror(text):
        return document_explained(read_mirror(text).article)
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        return document_explained(_in_json(text, url or ""))
    found = explained(body, url or "", content_type=content_type, rules=rules, known=known(url or ""))
    own = found.article.canonical_url
    if url is None and own and is_web(own):
        return explained(body, own, content_type=content_type, rules=rules, known=known(own))
    return found


def _in_json(text: str, url: str) -> Article:
    """Raises BadDocument or BadArticle."""
    try:
        value: Any = json.loads(text)
    except ValueError as error:
        raise BadDocument(f"not JSON: {error}") from None
    except RecursionError:
        raise BadDocument("not JSON that can be read: it is nested too deep") from None
    inner = value.get("article")
    if isinstance(inner, dict):  # what `watcher show --json` prints
        return Article.from_dict({"url": url, **inner})
    article = document_article(text, url)
    if article is not None:
        return article
    Article.from_dict({"url": url, **value})
    raise BadArticle("neither an article's JSON nor one of Deutsche Welle's")


async def fetched(url: str, settings: Settings) -> Page:
    """What stands at `url` now, shown by a browser where a site rule says so. Raises WatcherError where it cannot be
    had."""
    seen = await sight.seen_at(url, settings)
    if isinstance(seen, Unreachable):
        raise WatcherError(f"{url}: {seen.why}")
    assert isinstance(seen, Page)
    if seen.status >= 400:
        raise WatcherError(f"{url}: the server answers {seen.status}")
    return seen
