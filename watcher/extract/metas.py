"""What the meta elements of a page say to machines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from selectolax.lexbor import LexborNode

# Metas that the reader reads; others (tokens, experiments) change with every request.
_READ_METAS = re.compile(
    r"og:|article[:.]|twitter:(?:title|description|site)$|dc\.|dcterms\.|parsely-|sailthru\.|cxenseparse:|weibo:article"
    r"|(?:\w+[-_:.])?(?:date|authors?|byl|keywords|description|section|published|modified)$|news_?keywords$"
    r"|article(?:author|section)$|mrf:|dable:author$|twitter:(?:label|data)1$|(?:\w+[-_:.])?(?:published|modified|publish)[-_](?:time|date|at)$"
    r"|pubdate$|publish-?date$|publication_?date$|last-?mod|date(?:published|modified)$|revision_date$|content-language$"
    r"|(?:bt:|cse_)pubdate$|displaydate$|iso-8601-publish-date$|prism\.publicationdate$|shareaholic:article_published_time$"
    r"|weibo: article|article_date_original$|originalpublicationdate$|created$|ptime$|publish_?time$"
    r"|rnews:datepublished$"
)
SECTIONS = (
    "article:section", "og:article:section", "articlesection", "parsely-section", "section", "mrf:sections",
    "prism.section",
)  # fmt: skip
KEYWORDS = ("article:tag", "news_keywords", "newskeywords", "keywords", "parsely-tags", "sailthru.tags")
_THREE_PARTS = re.compile(r"^(\w+:\w+):(time|name)$")  # article:published:time for article:published_time

_OF_THE_LOOK = frozenset(("date", "last-modified"))  # headers: when the page was sent, not when the story was written
_MOST, _LONGEST = 200, 20_000  # values of one meta, characters of one value
_USUAL = 2  # attributes of one element
_NAME = 2_000  # characters of a name that are looked at
_OF_READERS, _HIGH = ("comment", "review", "reviews"), 8  # what has authors of its own, elements around one


def metas_of(stated: Iterable[LexborNode]) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """(the first value of each meta element that is read by its name, all values of those that repeat), out of the
    elements in which a page says something of itself."""
    first: dict[str, str] = {}
    every: dict[str, list[str]] = {}
    dated = []
    for node in stated:
        if node.tag == "script":
            continue
        own = node.attributes
        if node.tag != "meta":
            dated.append(own)
            continue
        content = own.get("content")
        if content and own.get("itemprop") == "name" and _names_author(node.parent):
            first.setdefault("author", content[:_LONGEST])
        if content and (key := meta_name(own)) and not _is_cut(own):
            first.setdefault(key, content[:_LONGEST])
            every.setdefault(key, []).append(content[:_LONGEST])
    if len(dated) == 1 and (told := dated[0].get("datetime") or dated[0].get("content") or dated[0].get("title")):
        first.setdefault("datepublished", told[:_LONGEST])
    return first, {k: tuple(v[:_MOST]) for k, v in every.items() if len(v) > 1}


def _names_author(around: LexborNode | None) -> bool:
    """Whether an element that no reader sees holds what microdata say of the author, and not of a comment's."""
    own = around.attributes if around is not None else {}
    if around is None or "hidden" not in own or own.get("itemprop") != "author":
        return False
    for _ in range(_HIGH):
        around = around.parent if around is not None else None
        if around is not None and around.attributes.get("itemprop") in _OF_READERS:
            return False
    return True


def _is_cut(own: Mapping[str, str | None]) -> bool:
    """Whether an unescaped quotation mark ends an element's value too early: the rest are attributes."""
    return len(own) > _USUAL and any('"' in name for name in own)


def meta_name(own: Mapping[str, str | None]) -> str:
    """The name of a meta element that is read, by its attributes; "" of others."""
    name = own.get("property") or own.get("name") or own.get("itemprop")
    if not name and (name := own.get("http-equiv")) and name.lower() in _OF_THE_LOOK:
        return ""
    return _known(name[:_NAME]) if name else ""


@lru_cache(maxsize=2048)
def _known(name: str) -> str:
    """The name of a meta element that is read, in one spelling; "" of others."""
    key = name.strip().lower()
    if key.endswith((":time", ":name")):
        key = _THREE_PARTS.sub(r"\1_\2", key)
    return key if _READ_METAS.match(key) else ""
