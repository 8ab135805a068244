"""JSON-LD on a page: what the publisher tells machines of the article (schema.org)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from selectolax.lexbor import LexborNode

from watcher.text import letters, reader_text
from watcher.urls import identity, is_web, site

LD = 'script[type^="application/ld+json"]'
_TITLE = 300  # characters of a headline
_DEEPEST, _MOST, _LONGEST = 30, 1_000, 200_000
_ARTICLE_TYPES = re.compile(
    r"Article$|^BlogPosting$|^LiveBlogPosting$|^Report$|^Review$|^NewsItem$|^SocialMediaPosting$|^CreativeWork$|Posting$"
)
# What else a page can be about that is written on a day by somebody, where it has the page's name.
_KIN = frozenset(
    "Recipe HowTo VideoObject NewsVideo PodcastEpisode RadioEpisode ImageGallery MediaGallery QAPage FAQPage Interview"
    " ClaimReview CriticReview".split()
)
_LD_COMMENT = re.compile(r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[|/\*.*?\*/)|(?:-->|//\]\]>|\]\]>)\s*$", re.DOTALL)
_JSON = json.JSONDecoder(strict=False)
_NO_ESCAPE = re.compile(r"\\(?=[^\\\"/bfnrtu])|(?<!\\)\\(?=\Z)")
_LAST_COMMA = re.compile(r",(?=\s*[}\]])")
_APART = 99  # characters of white space between a colon and a string
_STRUCTURE = re.compile(r'(?<!\\)"|[{}\[\]]')
_NAME_ENDS = re.compile(r"\s{0,99}:")
_VALUE_ENDS = re.compile(r"\s{0,99}(?:}|,\s{0,99}\"[^\"]{1,80}\"\s{0,99}:|\Z)")
_ITEM_ENDS = re.compile(r"\s{0,99}(?:\]|,\s{0,99}[\"{]|\Z)")


def objects_in(scripts: Iterable[LexborNode]) -> Iterator[dict[str, Any]]:
    """Every JSON-LD object in the scripts LD of a page, those in graphs and lists too; broken ones are passed over."""
    for script in scripts:
        text = script.text().strip()
        if text[:1] not in ("{", "[") or text.endswith(">"):
            text = _LD_COMMENT.sub("", text).strip()
        text = text.rstrip(";")
        found = _parsed(text)
        if found is None and len(text) < _LONGEST:
            found = _parsed(_mended(text))
        if found is not None:
            yield from _objects(found if _is_ordinary(text) else _bounded(found))


def _parsed(text: str) -> Any:
    """The first value in a JSON text; None where that is broken."""
    try:
        return _JSON.raw_decode(text)[0]
    except (ValueError, RecursionError):
        return None


def _mended(text: str) -> str:
    """A JSON text in which quotes inside of strings are escaped, without commas behind last items and backslashes that
    mean nothing. A string that is a value ends where a bracket, another item or the next name follows."""
    text = _LAST_COMMA.sub("", _NO_ESCAPE.sub("", text))
    inner: list[int] = []
    around, ends = [""], None
    for sign in _STRUCTURE.finditer(text):
        at = sign.start()
        if ends is None:
            if sign[0] == '"':
                is_name = around[-1] == "{" and text[max(0, at - _APART) : at].rstrip()[-1:] != ":"
                ends = _NAME_ENDS if is_name else _ITEM_ENDS if around[-1] == "[" else _VALUE_ENDS
            elif sign[0] in "{[":
                around.append(sign[0])
            elif len(around) > 1:
                around.pop()
        elif sign[0] == '"':
            if ends.match(text, at + 1):
                ends = None
            else:
                inner.append(at)
    cuts = [0, *inner, len(text)]
    return "\\".join(text[a:b] for a, b in pairwise(cuts))


def _is_ordinary(text: str) -> bool:
    """Whether JSON can hold nothing that has to be bounded: too few brackets and commas, and no such long string."""
    return len(text) < _LONGEST and text.count(",") < _MOST and text.count("{") + text.count("[") < _DEEPEST


def _bounded(value: Any, depth: int = 0) -> Any:
    """`value` without what is nested deeper, or goes on longer, than publishers write."""
    if depth > _DEEPEST:
        return None
    if isinstance(value, list):
        return [_bounded(item, depth + 1) for item in value[:_MOST]]
    if isinstance(value, dict):
        return {key: _bounded(item, depth + 1) for key, item in value.items()}
    return value[:_LONGEST] if isinstance(value, str) else value


def _objects(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for item in value[:200]:
            yield from _objects(item, depth)
    elif isinstance(value, dict) and depth < 4:
        yield value
        for key in ("@graph", "mainEntity", "itemListElement", "item", "mainEntityOfPage"):
            yield from _objects(value.get(key), depth + 1)


def ld_types(thing: Mapping[str, Any]) -> tuple[str, ...]:
    """The schema.org types of a JSON-LD object, without prefix."""
    types = thing.get("@type")
    names = types if isinstance(types, list) else [types]
    return tuple(n.rpartition("/")[2].rpartition(":")[2] for n in names if isinstance(n, str))


def article_object(
    objects: list[dict[str, Any]], addresses: Sequence[str] = (), titles: Sequence[str] = ()
) -> dict[str, Any]:
    """The object that tells of the article, references resolved; {} without one. `addresses` and `titles` are what the
    page has elsewhere, first where it was found."""
    articles = [
        o
        for o in objects
        if any(_ARTICLE_TYPES.search(t) for t in ld_types(o)) and ("headline" in o or "datePublished" in o)
    ]
    told = [t for title in titles if (t := letters(title))]
    articles = [o for o in articles if not _is_elsewheres(o, addresses, told)]
    articles = articles or [_as_article(o) for o in objects if _KIN & {*ld_types(o)} and _is_named(o, told, least=0.5)]
    if not articles:
        return _page_times(objects)
    named = [o for o in articles if _is_named(o, told, least=0.5)] if len(articles) > 1 else []
    chosen = max(
        named or articles,
        key=lambda o: sum(
            bool(o.get(k)) for k in ("headline", "datePublished", "author", "articleBody", "dateModified")
        ),
    )
    by_id = {str(o["@id"]): o for o in objects if "@id" in o and len(o) > 2}
    posts = next((o["liveBlogUpdate"] for o in articles if o.get("liveBlogUpdate")), None)
    if posts is not None:
        chosen = chosen | {"liveBlogUpdate": posts}
    untold = {k: v for k, v in _page_times(objects).items() if not chosen.get(k)}
    return {k: _resolved(v, by_id) for k, v in chosen.items()} | untold


def _is_elsewheres(thing: Mapping[str, Any], addresses: Sequence[str], told: Sequence[str]) -> bool:
    """Whether an object tells of another article of the site, by its address and by a headline that is none here. The
    address of the site itself says nothing."""
    if not thing.get("headline") or not told or _is_named(thing, told):
        return False
    page = thing.get("mainEntityOfPage")
    its = (thing.get("url"), thing.get("@id"), page.get("@id") if isinstance(page, Mapping) else page)
    own = {identity(a.partition("?")[0]): site(a) for a in its if isinstance(a, str) and is_web(a)}
    others = {key for key, at in own.items() if not key.endswith("/") and at == site(addresses[0])}
    here = {identity(address.partition("?")[0]) for address in addresses}
    return bool(others) and others.isdisjoint(here) and set(own.values()) == {site(addresses[0])}


def _is_named(thing: Mapping[str, Any], told: Sequence[str], *, least: float = 0.0) -> bool:
    """Whether an object has one of the names `told`, in letters, or the `least` part of it."""
    name = letters(str(thing.get("headline") or thing.get("name") or "")[:_TITLE])
    return bool(name) and any((name in t and len(name) >= least * len(t)) or t[: len(name)] in name for t in told)


def _as_article(thing: Mapping[str, Any]) -> dict[str, Any]:
    """The same under the names that an article's fields have; a house that has no writer's name is no author of it."""
    named = {
        "headline": thing.get("headline") or thing.get("name"),
        "datePublished": thing.get("datePublished") or thing.get("uploadDate"),
    }
    by = thing.get("author")
    house = isinstance(by, Mapping) and "Person" not in ld_types(by)
    return {key: value for key, value in {**thing, **named}.items() if key != "author" or not house}


def _page_times(objects: list[dict[str, Any]]) -> dict[str, Any]:
    """The times of the page that holds the article; {} where it does not tell them."""
    pages = (o for o in objects if {"WebPage", "ItemPage"} & set(ld_types(o)) and o.get("datePublished"))
    return {k: v for k, v in next(pages, {}).items() if k in ("datePublished", "dateModified")}


def _resolved(value: Any, by_id: Mapping[str, dict[str, Any]]) -> Any:
    if isinstance(value, dict) and set(value) <= {"@id", "@type"} and str(value.get("@id")) in by_id:
        return by_id[str(value["@id"])]
    if isinstance(value, list):
        return [_resolved(v, by_id) for v in value[:_MOST]]
    return value


def publisher(objects: list[dict[str, Any]], ld: Mapping[str, Any], meta: Mapping[str, str]) -> str | None:
    told = ld.get("publisher")
    told = told[0] if isinstance(told, list) and told else told
    if isinstance(told, dict) and isinstance(told.get("name"), str):
        return reader_text(told["name"])
    if site := meta.get("og:site_name"):
        return reader_text(site)
    named = (o.get("name") for o in objects if {"Organization", "NewsMediaOrganization", "WebSite"} & set(ld_types(o)))
    return next((reader_text(n) for n in named if isinstance(n, str)), None)
