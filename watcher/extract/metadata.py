"""What an article says of itself to machines: section, tags, address, language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from watcher.extract.head import distinct, plain
from watcher.extract.locate import Source
from watcher.extract.metas import KEYWORDS, SECTIONS
from watcher.extract.signs import letters
from watcher.extract.told import Told, first_told
from watcher.extract.words import pattern
from watcher.urls import is_web, resolved, site, without_tracking

_MOST, _LONGEST = 200, 10_000  # tags, characters of all of them
_PARTS = 2  # between commas, of one name
_JOINED = re.compile(r"[&+]|\b(?:and|und|et|y|e|og|och|en|i|и|і|a|és|in|ir|ja|oraz|si|ve|și|un|και)\b", re.IGNORECASE)
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_COUNTED = re.compile(
    r"\s*\((?!(?:18|19|20)\d\d\))\d{1,6}\)$|\s\+$"
)  # how many articles have a tag (no year), a button to follow it
_SLUG = re.compile(r"[a-z\d]+(?:-[a-z\d]+)*")
_COMMAS = re.compile(r"[,;，、；]|\s\|\s")
_SPACED = re.compile(r"[\u3400-\u9fff][^\s\u3040-\u30ff\uac00-\ud7a3]{1,11}")  # of tags between spaces, as in Chinese
_NOTED = pattern("", "noted_tags")
_KIND = pattern("^", "kinds_of_tags", r"(?:/|:\s?)(?=\S)")
_UNFILED = pattern("", "unfiled")


def section(source: Source) -> Told[str | None]:
    """The section as the publisher names it; None where the page does not say."""
    by_rule = ((source.signals["section"], text) for text in source.told.get("section", ()))
    fields = (
        ("JSON-LD articleSection", source.ld.get("articleSection")),
        *((f"meta {name}", source.meta.get(name)) for name in SECTIONS),
        ("breadcrumbs", source.margins.get("section")),
    )
    named = [(by, text) for by, told in fields if (text := _first(told))]
    if named and _SLUG.fullmatch(slug := named[0][1]):  # "us-news", where another field says "U.S. news"
        named.sort(key=lambda field: field[1] == slug or letters(field[1]) != letters(slug))
    return first_told((*by_rule, *named), None)


def _first(told: object) -> str | None:
    """The first section of those that are told, in a list or between commas; "Food, Wine & Travel" is one."""
    for one in told[:_MOST] if isinstance(told, list | tuple) else (told,):
        if not isinstance(one, str) or is_web(one):
            continue
        parts = plain(one).split(",")
        several = (len(parts) > _PARTS or parts[-1][:1].isalpha()) and not _JOINED.search(parts[-1])
        text = parts[0].strip() if several else plain(one)
        if text and not _UNFILED.fullmatch(text):
            return text
    return None


def tags(source: Source) -> Told[tuple[str, ...]]:
    """The keywords as the publisher gives them, in order."""
    fields = (
        (source.signals.get("tags", ""), source.told.get("tags")),
        ("JSON-LD keywords", source.ld.get("keywords")),
        ("meta article:tag", source.metas.get("article:tag")),
        *((f"meta {name}", source.meta.get(name)) for name in KEYWORDS),
        ("links to tags", source.margins.get("tags")),
    )
    return first_told(((by, _keywords(told, site(source.url))) for by, told in fields), ())


def _keywords(told: object, site: str) -> tuple[str, ...]:
    """Keywords as readers know them, without the name of the `site` and what its content system notes."""
    told = _COMMAS.split(told[:_LONGEST]) if isinstance(told, str) else told
    values: Sequence[Any] = told if isinstance(told, list | tuple) else ()
    if len(values) == 1 and isinstance(values[0], str):
        values = _COMMAS.split(values[0][:_LONGEST])
    if len(values) == 1 and isinstance(values[0], str):
        parted = values[0].split()
        values = parted if len(parted) > _PARTS and all(map(_SPACED.fullmatch, parted)) else values
    named = [v.get("name") if isinstance(v, Mapping) else v for v in values[:_MOST]]
    plainly = (_COUNTED.sub("", plain(v).lstrip("#＃ ")) for v in named if isinstance(v, str))
    for_readers = (_KIND.sub("", t) for t in plainly if not _NOTED.match(t))
    return distinct([t for t in for_readers if t and len(t) < 120 and t.lower() != site])


def canonical(source: Source) -> Told[str | None]:
    """The address the page calls its own; None where it does not say."""
    fields = (
        ("link rel=canonical", source.canonical),
        ("meta og:url", source.meta.get("og:url")),
        ("JSON-LD url", source.ld.get("url")),
    )
    return first_told(((by, _address(told, source.url)) for by, told in fields), None)


def _address(told: object, base: str) -> str | None:
    if not isinstance(told, str) or not told.strip():
        return None
    found = resolved(told, base)
    return without_tracking(found) if is_web(found) else None


def language(source: Source) -> Told[str | None]:
    """The language as a BCP 47 tag; None where the page does not say."""
    fields = (
        ("html lang", source.language),
        ("JSON-LD inLanguage", source.ld.get("inLanguage")),
        ("meta og:locale", source.meta.get("og:locale")),
        ("meta content-language", source.meta.get("content-language")),
    )
    return first_told(((by, _language(told)) for by, told in fields), None)


def _language(told: object) -> str | None:
    told = told.get("alternateName") or told.get("name") if isinstance(told, Mapping) else told
    found = _TAG.fullmatch(told.strip()) if isinstance(told, str) else None
    return found[0].replace("_", "-") if found else None
