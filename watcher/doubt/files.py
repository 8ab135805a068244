"""Is it a page at all, or a file of another kind, or a page that broke off?"""

from __future__ import annotations

import re

from watcher.doubt.wording import FILES
from watcher.model import Page

_PAGE_TYPE = re.compile(r"\s*(?:text/|application/(?:[\w.-]+\+)?(?:xhtml|xml|json)\b)", re.IGNORECASE)
_CODE_TYPE = re.compile(r"\s*(?:text|application)/(?:x-)?(?:css|javascript|ecmascript)\b", re.IGNORECASE)
_FEED = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:<[?!][^<>]{0,300}>\s*+){0,9}+<(?:rss|feed|rdf:RDF|urlset|sitemapindex)[\s>]"
)
_WIDE = re.compile(rb"\xff\xfe|\xfe\xff|[\0-\x7f]\0[\0-\x7f]\0|\0[\1-\x7f]\0[\1-\x7f]")
_CONTROLS = bytes((*range(9), *range(14, 27), *range(28, 32), 127))  # that stand in no text; ISO 2022 needs 27
_SAMPLE = 4096
_NOISE = 20  # one in so many is no accident
_BEGUN = re.compile(rb"<(?:html|head|body)[\s>]", re.IGNORECASE)
_ENDED = re.compile(rb"</(?:html|body)[\s>]", re.IGNORECASE)


def file_of(page: Page, *, hardly: bool) -> str | None:
    """What stands there instead of a page; None where it may be one. `hardly` says that there is hardly a text."""
    body, told = page.body, page.content_type or ""
    for sign, name in FILES.items():
        if body.startswith(sign):
            return f"the address leads to {name}"
    is_code = _CODE_TYPE.match(told) and not body.lstrip().startswith(b"<")
    if is_code or (hardly and told and not _PAGE_TYPE.match(told)):
        return f"the server sends {told.partition(';')[0].strip()[:80]}"
    if is_feed(body):
        return "the address leads to a feed or a sitemap, which `watcher source add` follows,"
    return "the address leads to a file" if _is_binary(body[:_SAMPLE]) else None


def is_feed(body: bytes) -> bool:
    """Whether it is RSS, Atom or a sitemap, which list articles and are none."""
    return _FEED.match(body) is not None


def _is_binary(sample: bytes) -> bool:
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls * _NOISE > len(sample) and not _WIDE.match(sample)


def breaks_off(page: Page, running: str, stood: str) -> bool:
    """Whether the source of a page has no end, nor its `running` text that of the text that `stood` there, "" where
    none did: then it may end with any element, as where nobody writes the last end tags."""
    if stood and (len(running) >= len(stood) or stood.rpartition("\n")[2] in running):
        return False
    last = page.body[page.body.rfind(b"<") :].rstrip()
    if not stood and last.startswith((b"</", b"<!")) and last.endswith(b">"):
        return False
    return _BEGUN.search(page.body) is not None and _ENDED.search(page.body) is None
