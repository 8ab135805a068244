"""Section pages: the links that lead to articles, told by a pattern or by what articles' addresses look like."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import islice
from urllib.parse import urlsplit

from watcher.model import Listed, Listing, SourceKind
from watcher.sources.shape import Likeness, likeness, shape
from watcher.sources.xml import headline
from watcher.text import cjk_share
from watcher.urls import identity, is_near, is_web, resolved, site, without_tracking

MOST = 5_000  # links of a page that are weighed

# Not a parser's work: the one at hand takes a minute for an element with 100,000 attributes, and all that is asked for
# are three elements' attributes.
_ASIDE = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<element>script|style|template|noscript|footer)\b.*?(?:</(?P=element)|\Z)", re.DOTALL | re.I
)
_ELEMENT = re.compile(r"<(a|/a|base|link|html)\b([^<>]{0,8000}+)>?", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([a-z][\w:-]{0,30}+)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++))", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_LONGEST_TEXT = 4_000  # characters of HTML inside a link
_LAST_NAME = re.compile(r"name(?=[^/]*$)")
_SENTENCE = 5  # words that no name of a section has
_FAMILY = 3  # addresses alike that make a slug an article's
_FEEDS = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_COMMENTS = re.compile(r"comment|kommentar|comentario|commentaire|podcast", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Link:
    url: str
    text: str


def page_of(html: str, url: str, *, match: str = "", known: Collection[str] = ()) -> Listing:
    """The articles that a section page links to, in its order, each once: those whose address contains `match`, or,
    without that, looks like one; its footer is left out. `known` are addresses of articles of this site. `elsewhere`
    is the page's feed."""
    html = _ASIDE.sub(" ", html)
    base, language, elsewhere = url, "", ""
    for name, fields in _elements(html, "base", "html", "link"):
        if name == "base":
            base = resolved(fields.get("href", ""), url) or url
        elif name == "html":
            language = language or fields.get("lang", "")
        elif not elsewhere and _is_feed(fields):
            elsewhere = resolved(fields.get("href", ""), base)
    links = _distinct(_links(html, base), url)
    articles = tuple(Listed(url=link.url, title=headline(link.text), language=language) for link in links)
    if match:
        pattern = re.compile(match)
        wanted = [one for one in articles if pattern.search(one.url)]
    else:
        wanted = _alike(articles, url, known)
    return Listing(kind=SourceKind.PAGE, articles=tuple(wanted), elsewhere=elsewhere if is_web(elsewhere) else "")


def _elements(html: str, *names: str) -> Iterator[tuple[str, dict[str, str]]]:
    for found in _ELEMENT.finditer(html):
        if (name := found[1].lower()) in names:
            yield name, _attributes(found[2])


def _attributes(text: str) -> dict[str, str]:
    """The attributes of a tag by their lower-case names; the first counts."""
    found: dict[str, str] = {}
    for name, *values in islice(_ATTRIBUTE.findall(text), 100):
        found.setdefault(name.lower(), unescape(next(filter(None, values), "")).strip())
    return found


def _is_feed(fields: dict[str, str]) -> bool:
    return (
        "alternate" in fields.get("rel", "").lower().split()
        and fields.get("type", "").partition(";")[0].strip().lower() in _FEEDS
        and not _COMMENTS.search(fields.get("title", "") + fields.get("href", ""))
    )


def _links(html: str, base: str) -> Iterator[_Link]:
    """Every link with its text."""
    found = list(islice((e for e in _ELEMENT.finditer(html) if e[1].lower() in ("a", "/a")), 2 * MOST))
    for number, element in enumerate(found):
        if element[1].lower() == "a" and (href := _attributes(element[2]).get("href")):
            end = found[number + 1].start() if number + 1 < len(found) else element.end()
            text = _TAG.sub(" ", html[element.end() : min(end, element.end() + _LONGEST_TEXT)])
            yield _Link(url=without_tracking(resolved(href, base)).partition("#")[0], text=text)


def _distinct(links: Iterator[_Link], url: str) -> Sequence[_Link]:
    """The links to other pages of this site, each once, with the longest of their texts."""
    own, here = site(url), identity(url)
    found: dict[str, _Link] = {}
    for link in links:
        if not is_web(link.url) or not is_near(site(link.url), own) or not urlsplit(link.url).path.strip("/"):
            continue
        key = identity(link.url)
        before = found.get(key)
        if key != here:
            longer = before is None or len(link.text.split()) > len(before.text.split())
            found[key] = _Link(url=(before or link).url, text=link.text if longer or before is None else before.text)
    return list(found.values())


def _alike(articles: Sequence[Listed], url: str, known: Collection[str]) -> list[Listed]:
    """Those whose addresses say that they are articles: by themselves, by their number, or by those known."""
    shapes = {one.url: shape(one.url) for one in articles}
    families = Counter(shapes.values())
    familiar = {shape(address) for address in known if is_near(site(address), site(url))}

    def is_article(one: Listed) -> bool:
        like, own = likeness(one.url), shapes[one.url]
        if like is Likeness.NONE:
            return False
        if like is Likeness.ARTICLE or own in familiar:
            return True
        if like is Likeness.SLUG:
            return families[own] >= _FAMILY and _is_headline(one.title)
        # A headline of which the address has two or three words, among others of more.
        return families[_LAST_NAME.sub("slug", own)] >= _FAMILY and _is_sentence(one.title)

    return [one for one in articles if is_article(one)]


def _is_sentence(text: str) -> bool:
    return len(text) >= 12 if cjk_share(text) > 0.5 else len(text.split()) >= _SENTENCE


def _is_headline(text: str) -> bool:
    """Whether a link's text is long enough for one."""
    return len(text) >= (8 if cjk_share(text) > 0.5 else 20)
