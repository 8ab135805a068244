"""One form for the addresses of Deutsche Welle's own content: it is its number, whatever the slug or the API."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote

from watcher.model import Block, Link, Paragraph

HOME = "https://www.dw.com"

_KIND = r"(a|av|g|t|video|audio|live)-(\d{4,15})"
_PAGE = re.compile(rf"https?://(?:www\.|m\.|amp\.|beta\.)?dw\.(?:com|de)/(?:[^/?#]+/)*{_KIND}/?(?:[?#].*)?")
_API = re.compile(r"https?://(?:api\.dw\.com/api/detail|www\.dw\.com/graph-api/[\w-]+/content)/([\w-]+)/(\d{4,15})/?")
_KINDS: Mapping[str, str] = {
    "article": "a", "autotopic": "t", "imagegallery": "g", "video": "video", "audio": "audio", "liveblog": "live",
}  # fmt: skip
_NUMBER = re.compile(r"(?:(?:^|/)(?:a|av|g|t|video|audio|live)-|/content/[\w-]+/|/api/detail/\w+/)(\d{3,15})/?$")
_LANGUAGE = re.compile(r"https?://(?:[\w-]+\.)?dw\.(?:com|de)/(?:graph-api/)?([a-z]{2}(?:-[a-z]{2,4}|-\d{3})?)/")


def dw_href(href: str) -> str:
    """`href` as "https://www.dw.com/a-66822126" where it leads to a piece of Deutsche Welle's content, to its page or
    to an API (a article, t topic, g gallery, video, audio, live); any other address as it stands."""
    if "dw." not in href:
        return href
    if found := _PAGE.fullmatch(href):
        return f"{HOME}/{found[1]}-{found[2]}"
    if (found := _API.fullmatch(href)) and (kind := _KINDS.get(re.sub(r"\W", "", found[1].lower()))):
        return f"{HOME}/{kind}-{found[2]}"
    return href


def api_href(href: str) -> str | None:
    """The API's address of an article for one in the form of `dw_href`; None for any other address."""
    found = re.fullmatch(rf"{re.escape(HOME)}/a-(\d+)", href)
    return f"https://api.dw.com/api/detail/article/{found[1]}" if found else None


def is_page(url: str) -> bool:
    """Whether this is the address of a page of Deutsche Welle's on one piece of content."""
    return _PAGE.fullmatch(url) is not None


def is_topic(href: str) -> bool:
    """Whether an address in the form of `dw_href` leads to a topic."""
    return href.startswith(f"{HOME}/t-")


def number(url: str) -> str | None:
    """The number of the content that an address of this shape leads to, on any host; None without one."""
    found = _NUMBER.search(re.split(r"[?#]", url)[0])
    return found[1] if found else None


def language(*urls: str | None) -> str | None:
    """The language that the first telling address of Deutsche Welle names in its path; None where none does."""
    found = next(filter(None, (_LANGUAGE.match(url) for url in urls if url)), None)
    return found[1] if found else None


def canonical(url: str) -> str:
    """`url` without query and fragment, percent-encoded as a page's canonical link is."""
    return quote(re.split(r"[?#]", url)[0], safe="/:@!$&'()*+,;=%~")


def with_dw_hrefs(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks` with every link's address in the form of `dw_href`."""
    return tuple(_linked(b) if isinstance(b, Paragraph) and b.links else b for b in blocks)


def _linked(block: Paragraph) -> Paragraph:
    links = tuple(Link(text=x.text, href=dw_href(x.href)) for x in block.links)
    return replace(block, links=links) if links != block.links else block
