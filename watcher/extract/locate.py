"""The fast pass: where on the page the article is, and what the page says of itself."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborHTMLParser, LexborNode

from watcher.extract import dates
from watcher.extract.container import container
from watcher.extract.decoded import Served, capped, document, unbroken, without_code
from watcher.extract.dropped import ASKING, DROPPED, cards, drop, other_stories, unveiled
from watcher.extract.fallback import elsewhere, placed
from watcher.extract.fragment import NO_PIECES, Pieces, canonical, remove
from watcher.extract.inline import MARK
from watcher.extract.lead import lead_above
from watcher.extract.linked_data import LD, article_object, objects_in, publisher
from watcher.extract.margins import told_in_code, told_in_margins
from watcher.extract.metas import KEYWORDS, SECTIONS, meta_name, metas_of
from watcher.extract.outside import byline_above, bylines_behind, notices_behind, pictures_behind
from watcher.extract.rule_files import shipped
from watcher.extract.rules import Layout, Rules, apply, layout_for, told_by
from watcher.extract.standing import ancestors
from watcher.extract.title import headline_on
from watcher.extract.zones import language_of, zone_of
from watcher.text import reader_text
from watcher.urls import is_dw, resolved

_LONGEST = 20_000  # characters of a title
_HEADLINE = 2_000  # characters at which a headline is one no more

CODE = ("script", "style")
_TAG_NAME = re.compile(r"[a-zA-Z][^\s/>]{0,40}")
_PIECE = "data-v-piece"
_NUMBER = re.compile(rf' {_PIECE}="(\d+)"')

_STATED = f"meta,{LD},[itemprop=datePublished]:not(meta)"
BODY, TITLE, BEHIND, SIGNED, PICTURED = "body", "title", "behind", "signed", "pictured"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What an article is read out of, and nothing else may be read: it is all in the fingerprint.

    `html` is the isolated fragment; in it the headline's and the body's element carry MARK. `meta` holds the first
    value of each meta element by lower-case name, `metas` all values of those that repeat. `ld` is the JSON-LD object
    of the article, {} without one. `told` is what a site rule's selectors say, `margins` what stands elsewhere on a
    page whose metadata is silent, `zone` the zone of times that do not say theirs. `signals` says in words how "body"
    and "headline" were found, and what a site rule names; it is not read. `pieces` are those of `html`.
    """

    url: str
    html: str
    language: str | None
    document_title: str
    canonical: str | None
    meta: Mapping[str, str]
    metas: Mapping[str, tuple[str, ...]]
    ld: Mapping[str, Any]
    publisher: str | None
    told: Mapping[str, Sequence[str]] = field(default_factory=dict)
    margins: Mapping[str, Sequence[str]] = field(default_factory=dict)
    zone: ZoneInfo | None = None
    state: str | None = field(default=None, repr=False)
    signals: Mapping[str, str] = field(default_factory=dict, compare=False)
    pieces: Pieces = field(default=NO_PIECES, repr=False, compare=False)

    def fingerprint(self) -> str:
        """32 hex digits: equal fingerprints, equal articles."""
        heads = (self.language, self.document_title, self.canonical, self.publisher, self.meta, self.metas)
        read = (*heads, self.ld, self.told, self.margins, str(self.zone), self.state)
        told = json.dumps(read, ensure_ascii=False, sort_keys=True, default=list)  # one line
        return hashlib.sha256(f"{told}\n{self.html}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


def locate(html: str | Served, url: str, rules: Rules | None = None) -> Source:
    """The article's place on the page `html`. Never fails: a page without an article gives an empty fragment.

    `rules` are the site rules to go by, the shipped ones without.
    """
    return _spelled(_located(_served(html) if isinstance(html, str) else html, url, rules))


def _served(text: str) -> Served:
    return Served(text.encode("utf-8", "ignore"), "text/html; charset=utf-8")


def _spelled(source: Source) -> Source:
    """A source with its fragment in one spelling."""
    told, pieces = canonical(source.html)
    return replace(source, html=told, pieces=pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What `locate` gives, and which pieces of the page (`html` split at "<") begin the elements of its fragment, and
    those in which the page says something of itself."""

    source: Source
    fragment: frozenset[int]
    stated: frozenset[int]


def traced(html: str, url: str, rules: Rules) -> Trace:
    """The article's place on the page `html`, and by which pieces of it that is so."""
    numbered = _numbered(html)
    served = _served(numbered)
    source = _located(served, url, rules)
    doc = LexborHTMLParser(unbroken(served.body) if is_dw(url) else without_code(served.body))
    stated = [
        node
        for node in doc.css(f"html,title,link[rel=canonical],{_STATED}")
        if node.tag != "meta" or meta_name(node.attributes)
    ]
    stated += [node for node in doc.css("script:not([src])") if source.state and node.text() == source.state]
    found = source.html, " ".join(f' {_PIECE}="{node.attributes.get(_PIECE)}"' for node in stated)
    fragment, told = (frozenset(map(int, _NUMBER.findall(text))) for text in found)
    return Trace(
        source=_spelled(replace(source, html=_NUMBER.sub("", source.html))), fragment=fragment, stated=told - fragment
    )


def _numbered(html: str) -> str:
    """A page in which each start tag outside of scripts has its number, as an attribute that is not read."""
    pieces = html.split("<")
    code = ""
    for number, piece in enumerate(pieces):
        if code:
            code = "" if piece[: len(code)].lower() == code else code
        elif (found := _TAG_NAME.match(piece)) is not None:
            pieces[number] = f'{found[0]} {_PIECE}="{number}"{piece[found.end() :]}'
            code = f"/{found[0].lower()}" if found[0].lower() in CODE else ""
    return "<".join(pieces)


def _located(served: Served, url: str, rules: Rules | None) -> Source:
    """The article's place, its fragment as the parser spells it."""
    rules = shipped() if rules is None else rules
    dw = is_dw(url)
    scripted = dw or rules.about(url)  # a rule may read what stands in a script
    doc = document(unbroken(served.in_utf8()) if scripted else served.without_code())
    found = doc.css(f"{_STATED},{ASKING}")  # in one look, as most pages ask for nothing
    stated = [node for node in found if node.tag != "form"]
    objects = list(objects_in(n for n in stated if n.tag == "script"))
    meta, metas = metas_of(stated)
    title, link = doc.css_first("title"), doc.css_first('link[rel="canonical"]')
    canonical = link.attributes.get("href") if link else None
    addresses = [url, *(resolved(address, url) for address in (canonical, meta.get("og:url")) if address)]
    titles = [*_told({}, meta, "headline"), title.text()[:_LONGEST] if title else ""]
    last_title = next(filter(str.strip, reversed(titles)), "")
    ld = article_object(objects, addresses, titles)
    day = dates.day(dates.published(ld, meta).value)
    layout = layout_for(doc, url, day, rules)
    root = doc.css_first("html")
    language = language_of(root.attributes.get("lang") if root else None, last_title)
    state, told = _state(doc) if dw else None, told_by(layout, doc) if layout else {}
    silent = _silent(ld, meta, told)
    zone = (layout.zone if layout else None) or zone_of(url, language, ld.get("datePublished"), last_title)
    margins = dict(told_in_margins(doc, objects, url, silent if day else (*silent, "published")))
    if not day and (coded := told_in_code(served.text, zone)):
        margins["coded"] = coded
    asks = len(stated) < len(found)
    fragment, signals, own_language = _fragment(
        doc, ld, meta, layout, served=served, url=url, asks=asks, dated=bool(day)
    )
    return Source(
        url=url,
        language=language_of(own_language, last_title) or language,
        document_title=reader_text(title.text()[:_LONGEST]) if title else "",
        canonical=canonical,
        meta=meta,
        metas=metas,
        ld=ld,
        publisher=publisher(objects, ld, meta),
        state=state,
        told=told,
        margins=margins,
        zone=zone,
        html=fragment,
        signals=signals,
    )


def _language(body: LexborNode) -> str | None:
    """The language that the story's element, or the nearest around it, says it is in; None where none does."""
    return next(filter(None, (n.attributes.get("lang") for n in ancestors(body))), None)


def _silent(ld: Mapping[str, Any], meta: Mapping[str, str], told: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The fields of which a page says nothing to machines."""
    said = {
        "section": (ld.get("articleSection"), *map(meta.get, SECTIONS), told.get("section")),
        "tags": (ld.get("keywords"), *map(meta.get, KEYWORDS), told.get("tags")),
        "authors": (ld.get("author"), told.get("byline")),
    }
    return tuple(field for field, values in said.items() if not any(values))


def _state(doc: LexborHTMLParser) -> str | None:
    for script in doc.css("script:not([src])"):
        text = script.text()
        if "__APOLLO_STATE__" in text[:200]:
            return text
    return None


def _fragment(
    doc: LexborHTMLParser,
    ld: Mapping[str, Any],
    meta: Mapping[str, str],
    layout: Layout | None,
    *,
    served: Served,
    url: str,
    asks: bool,
    dated: bool,
) -> tuple[str, dict[str, str], str | None]:
    """(the part of the page around headline and story, how they were found, the story's language if it tells it)."""
    signals = layout.signals() if layout else {}
    if doc.body is None:
        return "", signals, None
    if layout is not None:
        apply(layout, doc)
    drop(doc, doc.body, asks=asks)
    title = _picked(doc, layout)
    if title is None:
        title, signals["headline"] = headline_on(doc, ld, meta)
    body = _chosen(doc, layout)
    if layout and body is not None:
        signals["body"] = f"site rule {layout.name}: {layout.container}"
    else:
        remove({box.mem_id: box for box in other_stories(doc, title)}.values())
        body, signals["body"] = container(doc, ld, title)
        headlines = [title.text() if title else "", *_told({}, meta, "headline")]
        if found := elsewhere(served, ld, _told(ld, meta, "description"), headlines, body):
            body, signals["body"] = placed(doc, found[0], title, body, BODY), found[1]
            remove(doc.css(DROPPED))
    if body is None:
        return "", signals, None
    body.attrs[MARK] = BODY
    if title is not None:
        title.attrs[MARK] = TITLE
        title = _out_of_figure(doc, title)
    root = _common(title, body) if title is not None else body
    above = lead_above(root, meta, ld, url) if title is not None else ""
    signed = bylines_behind(body, dated=dated) or ([] if dated else byline_above(root))
    behind = {BEHIND: notices_behind(body), SIGNED: signed, PICTURED: pictures_behind(body, url)}
    kept = {mark: "".join(node.html or "" for node in nodes) for mark, nodes in behind.items()}
    _cut_around(root, body)
    remove(root.css("[popover]"))  # looked for in the whole page, this takes a fortieth of all reading
    remove([*cards(root)])
    unveiled(root)
    story = f"<div>{above}{root.html}</div>" if above else root.html or ""
    whole = story + "".join(f'<div {MARK}="{mark}">{html}</div>' for mark, html in kept.items() if html)
    return capped(whole), signals, _language(body)


def _out_of_figure(doc: LexborHTMLParser, title: LexborNode) -> LexborNode:
    """The headline, moved before the figure in which it stands beside a picture and its caption."""
    around = ancestors(title)
    at = next((n for n, node in enumerate(around) if node.tag == "figure"), 0)
    part = around[at - 1]
    if not at or part.tag == "figcaption" or part.css_first("img,figcaption") is not None:
        return title
    around[at].insert_before(part)
    part.decompose()
    return doc.css_first(f"[{MARK}={TITLE}]") or title


def _told(ld: Mapping[str, Any], meta: Mapping[str, str], key: str) -> list[str]:
    """The headline or the description in the words of metadata."""
    name = "title" if key == "headline" else key
    told = (ld.get(key), meta.get(f"og:{name}"), meta.get(f"twitter:{name}"), meta.get(name))
    return [plain for t in told if isinstance(t, str) and (plain := reader_text(t[:_HEADLINE]))]


def _picked(doc: LexborHTMLParser, layout: Layout | None) -> LexborNode | None:
    return doc.css_first(layout.marked["headline"].select) if layout and "headline" in layout.marked else None


def _chosen(doc: LexborHTMLParser, layout: Layout | None) -> LexborNode | None:
    nodes = doc.css(layout.container) if layout and layout.container else []
    return max(nodes, key=lambda n: len(n.text(strip=True)), default=None)


def _common(a: LexborNode, b: LexborNode) -> LexborNode:
    above = {n.mem_id for n in ancestors(a)}
    return next((n for n in ancestors(b) if n.mem_id in above), b)


def _cut_around(root: LexborNode, body: LexborNode) -> None:
    """Remove from `root` what stands after the body."""
    path = {n.mem_id for n in ancestors(body)}
    node: LexborNode | None = root
    while node is not None and node.mem_id != body.mem_id:
        below = None
        for child in list(node.iter()):
            if below is not None:
                child.decompose(recursive=False)
            elif child.mem_id in path:
                below = child
        node = below
