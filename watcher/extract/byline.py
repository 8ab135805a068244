"""Who wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

from bs4.element import Tag

from watcher.extract.credits import is_credited
from watcher.extract.head import Head, distinct, plain
from watcher.extract.inline import classes_of, has, names_of, own_text
from watcher.extract.locate import Source
from watcher.extract.signs import is_byline, letters
from watcher.extract.told import Told, first_told
from watcher.extract.words import any_of
from watcher.model import Block, Heading, Paragraph
from watcher.urls import is_web, site

_BY = re.compile(
    rf"^\s*{any_of('byline_openers')}\s*[:：|]?\s+|^\s*(?:作者|记者|責任編輯|责编|文)\s*[:：/]\s*", re.IGNORECASE
)
_BLOCKS = frozenset(("p", "div", "ul", "h1", "h2", "h3", "figure", "section"))
_BETWEEN = re.compile(r"\s*(?:[,;|/·•、]|\s+(?:and|und|et|y|e|en|og|och|ve|и|та|with|mit|&)\s+)\s*", re.IGNORECASE)
_NO_NAME = re.compile(rf"https?:|www\.|@|\d{{2,}}|\d\s*(?:min|std)|[:：]|^{any_of('no_names')}$|^\W*$", re.IGNORECASE)

_MOST = 100  # elements that can be bylines

Names = tuple[str, list[str]]


def authors(source: Source, head: Head, blocks: Sequence[Block]) -> Told[tuple[str, ...]]:
    """The names of those who wrote it, the publisher's only where no other is named; () where nobody is."""
    house = _house(source)
    named = (
        (by, distinct([n for n in names if letters(n) not in house])) for by, names in _people(source, head, blocks)
    )
    by_rule = [n for text in source.told.get("byline", ()) for n in _names(text)]
    candidates = chain([(source.signals.get("byline", ""), distinct(by_rule))], named, _organisations(source))
    return first_told(candidates, ())


def _house(source: Source) -> frozenset[str]:
    """The publisher's names, as letters."""
    names = (source.publisher, source.meta.get("og:site_name"), *_site_names(source.url))
    return frozenset(map(letters, names)) - {""}


def _people(source: Source, head: Head, blocks: Sequence[Block]) -> Iterator[Names]:
    yield "JSON-LD author", list(ld_names(source.ld.get("author")))
    yield _byline_names(head)
    yield _meta_names(source)
    yield "names that stand alone before or after the story", list(signature(blocks))


def _organisations(source: Source) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Who stands for the authors where nobody is named."""
    yield "JSON-LD author, the publisher", distinct(list(ld_names(source.ld.get("author"))))
    by, names = _meta_names(source)
    yield f"{by}, the publisher", distinct(names)


def _site_names(url: str) -> tuple[str, ...]:
    name = site(url)
    return name, name.rpartition(".")[0], name.rpartition(".")[0].rpartition(".")[2]


def ld_names(value: Any) -> Iterator[str]:
    """The names in a JSON-LD value: a person, a text, a list of them."""
    if isinstance(value, str):
        yield from () if is_web(value) else _names(value)
    elif isinstance(value, list):
        for item in value[:30]:
            yield from ld_names(item)
    elif isinstance(value, Mapping):
        name = value.get("name")
        if isinstance(name, list | str):
            yield from ld_names(name)


def _names(text: str) -> Iterator[str]:
    text = _BY.sub("", plain(text)).strip()
    for part in _BETWEEN.split(text):
        name = part.strip(" .,;:|()[]–—-")
        if 1 < len(name) < 60 and not _NO_NAME.search(name) and len(name.split()) < 7:
            yield name


def _byline_names(head: Head) -> Names:
    areas = [*head.between, *head.opening, *head.before]
    for test in (_is_author_link, _is_byline_element, _is_signed):
        for area in areas:
            tags = (t for t in (area, *area.descendants) if isinstance(t, Tag))
            found = list(islice((t for t in tags if test(t) and not _is_of_picture(t)), _MOST))
            above = {id(p) for t in found for p in t.parents}
            if names := [n for t in found if id(t) not in above for n in _named(t)]:
                return f"the visible byline ({classes_of(found[0]) or found[0].name})", names
    return "", []


def _named(tag: Tag) -> Iterator[str]:
    """The names in a byline: each of its innermost elements where all of them are names, else parts of its text."""
    leaves = [t for t in tag.descendants if isinstance(t, Tag) and own_text(t) and not any(t.find_all(True))]
    names = [name for leaf in leaves for name in _names(own_text(leaf))]
    if len(leaves) > 1 and len(names) >= len(leaves) and all(map(_looks_like_person, names)):
        yield from names
    else:
        yield from _names(own_text(tag))


def _is_of_picture(tag: Tag) -> bool:
    """Whether a name is that of a photographer."""
    return any(p.name in ("figure", "figcaption") for p in tag.parents) or is_credited(own_text(tag))


def _is_signed(tag: Tag) -> bool:
    """Whether a short line begins as bylines do and names people: "By …", "Von: …"."""
    text = own_text(tag) if not has(tag, _BLOCKS) else ""
    if len(text) > 120 or not _BY.match(text.replace(":", " ", 1)):
        return False
    names = list(_names(text.replace(":", " ", 1)))
    return bool(names) and all(map(_looks_like_person, names))


def _looks_like_person(name: str) -> bool:
    words = name.split()
    return (
        1 < len(words) < 5 and all(w[0].isupper() or (w.islower() and len(w) < 4) for w in words) and name[0].isupper()
    )


def signature(blocks: Sequence[Block]) -> tuple[str, ...]:
    """The names that stand alone before the first sentence of a story or after its last one; () where none do."""
    lines = [b.text for b in blocks if isinstance(b, Paragraph | Heading)]
    for text in (*lines[:1], *lines[-1:]):
        names = list(_names(text.title() if text.isupper() else text)) if len(text) < 60 else []
        if names and all(map(_looks_like_person, names)) and not text.endswith((".", "?", "!", ":")):
            return distinct(names)
    return ()


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


def _meta_names(source: Source) -> Names:
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
            return f"meta {key}", names
    return "", []
