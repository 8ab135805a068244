"""Who wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bs4.element import Tag

from watcher.extract.head import Head, distinct, plain
from watcher.extract.inline import names_of, own_text
from watcher.extract.locate import Source
from watcher.extract.signs import is_byline, letters
from watcher.extract.words import any_of
from watcher.urls import is_web, site

_BY = re.compile(
    rf"^\s*{any_of('byline_openers')}\s*[:：|]?\s+|^\s*(?:作者|记者|責任編輯|责编|文)\s*[:：/]\s*", re.IGNORECASE
)
_BETWEEN = re.compile(r"\s*(?:[,;|/·•、]|\s+(?:and|und|et|y|e|en|og|och|ve|и|та|with|mit|&)\s+)\s*", re.IGNORECASE)
_NO_NAME = re.compile(rf"https?:|www\.|@|\d{{2,}}|\d\s*(?:min|std)|[:：]|^{any_of('no_names')}$|^\W*$", re.IGNORECASE)


def authors(source: Source, head: Head) -> tuple[str, ...]:
    """The names of those who wrote it: people where any are named, else the organisation; () where none is told."""
    if byline := [n for text in source.told.get("byline", ()) for n in _names(text)]:
        return distinct(byline)
    publishers = {letters(n) for n in (source.publisher, source.meta.get("og:site_name"), *_site_names(source.url))} - {
        ""
    }
    told = list(_ld_names(source.ld.get("author")))
    for names in (told, _byline_names(head), _meta_names(source)):
        if people := [n for n in names if letters(n) not in publishers]:
            return distinct(people)
    return distinct(told) or distinct(_meta_names(source))


def _site_names(url: str) -> tuple[str, ...]:
    name = site(url)
    return name, name.rpartition(".")[0], name.rpartition(".")[0].rpartition(".")[2]


def _ld_names(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from _names(value)
    elif isinstance(value, list):
        for item in value[:30]:
            yield from _ld_names(item)
    elif isinstance(value, Mapping):
        name = value.get("name")
        if isinstance(name, list):
            yield from _ld_names(name)
        elif isinstance(name, str):
            yield from _names(name)


def _names(text: str) -> Iterator[str]:
    text = _BY.sub("", plain(text)).strip()
    for part in _BETWEEN.split(text):
        name = part.strip(" .,;:|()[]–—-")
        if 1 < len(name) < 60 and not _NO_NAME.search(name) and len(name.split()) < 7:
            yield name


def _byline_names(head: Head) -> list[str]:
    areas = [*head.between, *head.opening, *head.before]
    for test in (_is_author_link, _is_byline_element):
        for area in areas:
            found = [t for t in (area, *area.descendants) if isinstance(t, Tag) and test(t)]
            inner = [t for t in found if not any(o is not t and t in o.parents for o in found)]
            if names := [n for t in inner for n in _names(own_text(t))]:
                return names
    return []


def _is_author_link(tag: Tag) -> bool:
    return (
        tag.get("rel") in ("author", ["author"])
        or tag.get("itemprop") == "author"
        or (
            tag.name == "a"
            and bool(
                re.search(
                    r"/(?:authors?|autor(?:en|es)?|auteurs?|profile|people|person|by|redaktion|journalist|reporter)s?/",
                    str(tag.get("href") or ""),
                )
            )
        )
    )


def _is_byline_element(tag: Tag) -> bool:
    return is_byline(names_of(tag)) and len(own_text(tag)) < 120


def _meta_names(source: Source) -> list[str]:
    for key in (
        "author",
        "article:author",
        "article:author_name",
        "dc.creator",
        "parsely-author",
        "sailthru.author",
        "byl",
        "cxenseparse:author",
        "authors",
    ):
        values = source.metas.get(key) or tuple(filter(None, (source.meta.get(key),)))
        if names := [n for v in values if not is_web(v) for n in _names(v)]:
            return names
    return []
