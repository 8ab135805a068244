"""The fast pass: where on the page the article is, and what the page says of itself."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborHTMLParser, LexborNode

from watcher.extract.decoded import shallow
from watcher.extract.inline import MARK
from watcher.extract.rules import Layout, Rules, layout_for, shipped, told_by
from watcher.extract.signs import is_hidden, words_of
from watcher.text import cjk_share, reader_text

BODY, TITLE = "body", "title"
_KEPT = ("standfirst", "caption", "credit")

_DROPPED = ",".join((
    "script,style,svg,template,dialog,object,applet,canvas,form:not(:has(p)),button:not(:has(img)),input,select,textarea,nav,link,menu,map,datalist",
    "[hidden],[aria-hidden=true]:not(img,figure,picture,figcaption,p):not(:has(img,p,figcaption)):not(figcaption *):not(figure *):not(h1 *)",
    "[role=navigation],[role=search],[role=dialog],[role=menu],[role=complementary]:not(:has(p)),[role=alertdialog]",
))  # fmt: skip
_LD = 'script[type^="application/ld+json"]'
_COMMENT_BOX = frozenset(
    [
        "comment",
        "comments",
        "commentlist",
        "commentaires",
        "kommentare",
        "kommentar",
        "disqus",
        "respond",
        "comentarios",
        "leserkommentare",
        "forum",
    ]
)
_NO_STORY = frozenset(
    (
        "a",
        "footer",
        "aside",
        "nav",
        "header",
        "figcaption",
        "form",
        "noscript",
        "button",
        "label",
        "address",
        "h1",
        "title",
    )
)
_LEAVES = frozenset(("p", "span", "b", "strong", "em", "i", "font", "blockquote", "ul", "ol", "figure"))
_ENDED = re.compile(r"[.,;:!?。，、！？؟।…»”\"]")
_ARTICLE_TYPES = re.compile(
    r"Article$|^BlogPosting$|^LiveBlogPosting$|^Report$|^Review$|^NewsItem$|^SocialMediaPosting$|^CreativeWork$|Posting$"
)
_LD_COMMENT = re.compile(r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[|/\*.*?\*/)|(?:-->|//\]\]>|\]\]>)\s*$", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What an article is read out of, and nothing else may be read: it is all in the fingerprint.

    `html` is the isolated fragment; in it the headline's and the body's element carry MARK. `meta` holds the first
    value of each meta element by lower-case name, `metas` all values of those that repeat. `ld` is the JSON-LD object of
    the article, {} without one. `told` is what a site rule's selectors say, `zone` the time zone of the site's times.
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
    zone: ZoneInfo | None = None
    state: str | None = field(default=None, repr=False)

    def fingerprint(self) -> str:
        """32 hex digits: equal fingerprints, equal articles."""
        told = json.dumps([self.html, self.language, self.document_title, self.canonical, *sorted(self.meta.items()), self.ld, self.told, self.state],
                          ensure_ascii=False, sort_keys=True, default=list)  # fmt: skip
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def locate(html: str, url: str, rules: Rules | None = None) -> Source:
    """The article's place on the page `html`. Never fails: a page without an article gives an empty fragment.

    `rules` are the site rules to go by, the shipped ones without.
    """
    doc = LexborHTMLParser(shallow(html))
    layout = layout_for(doc, url, shipped() if rules is None else rules)
    objects = list(_ld_objects(doc))
    meta, metas = _metas(doc)
    ld = _article_object(objects)
    title = doc.css_first("title")
    lang = doc.css_first("html")
    canonical = doc.css_first('link[rel="canonical"]')
    return Source(
        url=url,
        language=lang.attributes.get("lang") if lang else None,
        document_title=reader_text(title.text()) if title else "",
        canonical=canonical.attributes.get("href") if canonical else None,
        meta=meta,
        metas=metas,
        ld=ld,
        publisher=_publisher(objects, ld, meta),
        state=_state(doc),
        told=told_by(layout, doc),
        zone=layout.zone if layout else None,
        html=_fragment(doc, ld, meta, layout),
    )


def _metas(doc: LexborHTMLParser) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    first: dict[str, str] = {}
    every: dict[str, tuple[str, ...]] = {}
    for node in doc.css("meta"):
        own = node.attributes
        name = own.get("property") or own.get("name") or own.get("itemprop")
        content = own.get("content")
        if name and content:
            key = name.strip().lower()
            first.setdefault(key, content)
            every[key] = (*every.get(key, ()), content)
    return first, {k: v for k, v in every.items() if len(v) > 1}


def _ld_objects(doc: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    for script in doc.css(_LD):
        text = _LD_COMMENT.sub("", script.text()).strip().rstrip(";")
        try:
            found = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _objects(found)


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


def _article_object(objects: list[dict[str, Any]]) -> dict[str, Any]:
    articles = [
        o
        for o in objects
        if any(_ARTICLE_TYPES.search(t) for t in ld_types(o)) and ("headline" in o or "datePublished" in o)
    ]
    if not articles:
        return {}
    chosen = max(
        articles,
        key=lambda o: sum(
            bool(o.get(k)) for k in ("headline", "datePublished", "author", "articleBody", "dateModified")
        ),
    )
    by_id = {str(o["@id"]): o for o in objects if "@id" in o and len(o) > 2}
    return {k: _resolved(v, by_id) for k, v in chosen.items()}


def _resolved(value: Any, by_id: Mapping[str, dict[str, Any]]) -> Any:
    if isinstance(value, dict) and set(value) <= {"@id", "@type"} and str(value.get("@id")) in by_id:
        return by_id[str(value["@id"])]
    if isinstance(value, list):
        return [_resolved(v, by_id) for v in value[:50]]
    return value


def _publisher(objects: list[dict[str, Any]], ld: Mapping[str, Any], meta: Mapping[str, str]) -> str | None:
    told = ld.get("publisher")
    told = told[0] if isinstance(told, list) and told else told
    if isinstance(told, dict) and isinstance(told.get("name"), str):
        return reader_text(told["name"])
    if site := meta.get("og:site_name"):
        return reader_text(site)
    named = (o.get("name") for o in objects if {"Organization", "NewsMediaOrganization", "WebSite"} & set(ld_types(o)))
    return next((reader_text(n) for n in named if isinstance(n, str)), None)


def _state(doc: LexborHTMLParser) -> str | None:
    for script in doc.css("script:not([src])"):
        text = script.text()
        if "__APOLLO_STATE__" in text[:200]:
            return text
    return None


# -- the fragment ------------------------------------------------------------------------------------------------


def _fragment(doc: LexborHTMLParser, ld: Mapping[str, Any], meta: Mapping[str, str], layout: Layout | None) -> str:
    if doc.body is None:
        return ""
    for selector in layout.drop if layout else ():
        for node in doc.css(selector):
            node.decompose()
    for key in _KEPT if layout else ():
        for node in doc.css(layout.picks[key].select) if layout and key in layout.picks else ():
            node.attrs[MARK] = key  # type: ignore[index]
    for node in doc.css(_DROPPED):
        node.decompose()
    for node in doc.css("[class]"):
        if is_hidden(node.attributes.get("class") or "") and not node.css_first("img") and not node.css_matches("h1 *"):
            node.decompose()
    title = _picked(doc, layout, "headline") or _headline(doc, ld, meta)
    body = (_widest(doc.css(layout.container)) if layout else None) or _container(doc, ld, title)
    if body is None:
        return ""
    body.attrs[MARK] = BODY  # type: ignore[index]
    if title is not None:
        title.attrs[MARK] = TITLE  # type: ignore[index]
    root = _common(title, body) if title is not None else body
    _cut_around(root, title, body)
    return root.html or ""


def _picked(doc: LexborHTMLParser, layout: Layout | None, key: str) -> LexborNode | None:
    return doc.css_first(layout.picks[key].select) if layout and key in layout.picks else None


def _widest(nodes: list[LexborNode]) -> LexborNode | None:
    return max(nodes, key=lambda n: len(n.text()), default=None)


def _headline(doc: LexborHTMLParser, ld: Mapping[str, Any], meta: Mapping[str, str]) -> LexborNode | None:
    told = [
        _letters(t) for t in (ld.get("headline"), meta.get("og:title"), meta.get("twitter:title")) if isinstance(t, str)
    ]
    first = [n for n in doc.css("h1") if _letters(n.text())]
    for nodes, least in (
        (first, 0.4),
        (doc.css("h2,[itemprop=headline],[class*=headline],[class*=title]"), 0.6),
        (first, 0.0),
    ):
        scored = [(max((_likeness(_letters(n.text()), t) for t in told), default=0.0), n) for n in nodes[:200]]
        if scored:
            best, node = max(scored, key=lambda s: s[0])
            if best >= least:
                return node
    return None


def _letters(text: object) -> str:
    return re.sub(r"\W+", "", text).casefold() if isinstance(text, str) else ""


def _likeness(a: str, b: str) -> float:
    if not a or not b:
        return 0.0
    if a in b or b in a:
        share = min(len(a), len(b)) / max(len(a), len(b))
        return 0.6 + 0.4 * share if share > 0.35 else share
    grams_a, grams_b = ({t[i : i + 3] for i in range(len(t) - 2)} for t in (a, b))
    return 2 * len(grams_a & grams_b) / max(len(grams_a) + len(grams_b), 1)


def _container(doc: LexborHTMLParser, ld: Mapping[str, Any], title: LexborNode | None) -> LexborNode | None:
    body = doc.body
    if body is None:
        return None
    weights: dict[int, float] = {}
    told = _letters(ld.get("articleBody"))
    for node, weight in _pieces(body, told):
        above: LexborNode | None = node
        while above is not None:
            weights[above.mem_id] = weights.get(above.mem_id, 0.0) + weight
            above = above.parent
    total = weights.get(body.mem_id, 0.0)
    if not total:
        return doc.css_first("[itemprop=articleBody]") or doc.css_first("article")
    start = (
        next(
            (n for n in _ancestors(title) if weights.get(n.mem_id, 0.0) >= max(0.25 * total, min(500.0, 0.6 * total))),
            body,
        )
        if title is not None
        else body
    )
    return _descended(start, weights)


def _pieces(body: LexborNode, told: str) -> Iterator[tuple[LexborNode, float]]:
    """(element, weight) of every stretch of running text that could be the story."""
    allowed: dict[int, bool] = {}
    for node in body.traverse(include_text=True):
        if not node.is_text_node:
            continue
        text = (node.text_content or "").strip()
        if len(text) < 10 or (parent := node.parent) is None:
            continue
        weight = float(len(text)) * (1 + 2 * cjk_share(text[:60]))
        if weight < 40 or not _ENDED.search(text):
            continue
        if (fit := allowed.get(parent.mem_id)) is None:
            fit = allowed[parent.mem_id] = _in_story(parent)
        if fit:
            yield parent, weight * (1.0 if not told or _letters(text[:60])[:25] in told else 0.1)


def _in_story(node: LexborNode) -> bool:
    above: LexborNode | None = node
    depth = 0
    while above is not None and above.tag not in ("body", "html") and depth < 14:
        if above.tag in _NO_STORY and not (above.tag == "header" and depth > 2):
            return False
        own = above.attributes
        names = f"{own.get('class') or ''} {own.get('id') or ''}"
        if names != " " and not _COMMENT_BOX.isdisjoint(words_of(names)):
            return False
        above, depth = above.parent, depth + 1
    return True


def _descended(node: LexborNode, weights: Mapping[int, float]) -> LexborNode:
    """The lowest element below `node` that still holds most of its text."""
    while True:
        children = [(weights.get(c.mem_id, 0.0), c) for c in node.iter()]
        heaviest, child = max(children, key=lambda c: c[0], default=(0.0, None))
        if child is None or child.tag in _LEAVES or heaviest < 0.7 * weights.get(node.mem_id, 0.0):
            return node
        node = child


def _ancestors(node: LexborNode) -> list[LexborNode]:
    found = [node]
    while (parent := found[-1].parent) is not None and parent.tag != "-undef":
        found.append(parent)
    return found


def _common(a: LexborNode, b: LexborNode) -> LexborNode:
    above = {n.mem_id for n in _ancestors(a)}
    return next((n for n in _ancestors(b) if n.mem_id in above), b)


def _cut_around(root: LexborNode, title: LexborNode | None, body: LexborNode) -> None:
    """Remove from `root` what stands after the body, and what stands before the headline without a picture."""
    path = {n.mem_id for n in _ancestors(body)} | {n.mem_id for n in _ancestors(title or body)}
    inside = body.mem_id
    node, after = root, False
    if root.mem_id == inside:
        return
    while node.mem_id != inside:
        following = None
        for child in list(node.iter()):
            if after:
                child.decompose()
            elif child.mem_id == inside or (
                child.mem_id in path and body.mem_id in {n.mem_id for n in _under(child, body)}
            ):
                following, after = child, True
        if following is None:
            return
        node, after = following, False


def _under(ancestor: LexborNode, node: LexborNode) -> list[LexborNode]:
    chain = _ancestors(node)
    return chain if any(n.mem_id == ancestor.mem_id for n in chain) else []
