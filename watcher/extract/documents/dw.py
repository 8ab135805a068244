"""Deutsche Welle: what a page carries beside its HTML, and the two JSON documents that hold an article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from watcher.extract.documents.content import (
    Graph,
    Node,
    Supplement,
    format_chosen,
    galleries_of,
    placed,
    supplement_of,
)
from watcher.extract.documents.links import HOME, dw_href, language, number, with_dw_hrefs
from watcher.extract.documents.mobile import api_supplement, body_html
from watcher.extract.documents.posts import post_html, post_of, posted, with_posts
from watcher.extract.documents.story import Places, merged, parsed, sign, story_of, with_addresses
from watcher.extract.documents.values import digits, distinct, first_wording, loaded, mapping, markup
from watcher.extract.elements import Tag
from watcher.extract.rule_files import shipped
from watcher.extract.tidy import tidied
from watcher.model import Article, Block, Image

__all__ = ["Supplement", "api_article", "dw_href", "graph_article", "supplement", "supplemented"]

_SITE = "dw.com"
_STATE = re.compile(r"__APOLLO_STATE__\s*=\s*(?=\{)")
_STATE_BEGINS_WITHIN = 20_000
_TYPES = ("Article", "Liveblog", "Video", "ImageGallery", "Audio")
_TO_THE_SECOND = re.compile(r"T\d\d:\d\d:\d\d")


def supplement(state_script: str, url: str) -> Supplement | None:
    """What `window.__APOLLO_STATE__` tells of the article at `url`; None where it cannot be read or has no such
    article."""
    begin = _STATE.search(state_script[:_STATE_BEGINS_WITHIN])
    wanted = number(url)
    if begin is None or wanted is None:
        return None
    entries = mapping(loaded(state_script, begin.end()))
    entry = next((e for kind in _TYPES if (e := mapping(entries.get(f"{kind}:{wanted}")))), None)
    return supplement_of({**entry, "id": wanted}, Graph(entries)) if entry else None


def supplemented(article: Article, told: Supplement | None) -> Article:
    """`article` with what its page's state tells and its HTML does not, and DW's own links in one form (dw_href).

    What the HTML tells stays: texts, captions, and times that are exact to the second. An article without blocks
    stays as it is, but for galleries, films and recordings, which scripts draw. None supplements nothing but the form
    of the links.
    """
    if told is None:
        return replace(article, blocks=with_dw_hrefs(article.blocks))
    if not (article.blocks or told.shown):
        return article
    return replace(
        article,
        canonical_url=article.canonical_url or told.canonical_url,
        kicker=told.kicker or _without_labels(article.kicker, told.labels),
        standfirst=article.standfirst or told.standfirst,
        authors=article.authors or told.authors,
        section=article.section or told.section,
        tags=article.tags or told.tags,
        published_at=_exact(article.published_at, told.published_at),
        modified_at=_exact(article.modified_at, told.modified_at),
        blocks=with_dw_hrefs(_supplemented_blocks(article.blocks, told)),
    )


def _exact(shown: str | None, told: str | None) -> str | None:
    return shown if shown and _TO_THE_SECOND.search(shown) else told or shown


def _without_labels(kicker: str | None, labels: Sequence[str]) -> str | None:
    """The line over the headline; None where it only repeats section and region, which have their own place."""
    letters = re.sub(r"\W+", "", "".join(labels))
    return None if kicker and re.sub(r"\W+", "", kicker) == letters else kicker


def _supplemented_blocks(blocks: Sequence[Block], told: Supplement) -> tuple[Block, ...]:
    known: dict[str, Image] = {}
    for picture in (*(p for g in told.galleries for p in g.pictures), *told.pictures):
        known.setdefault(picture.asset, picture)
    described = [_described(b, known.get(b.asset)) if isinstance(b, Image) else b for b in blocks]
    whole = _with_galleries(described, told) if told.galleries else tuple(described)
    if told.posts:
        whole = with_posts(whole, [post_of(post, left_out()) for post in told.posts])
    return tidied(_with_shown(whole, told) if told.shown else whole)


def _described(shown: Image, told: Image | None) -> Image:
    """A picture in a real format, with the caption, credit and alternative text that its place on the page lacks."""
    shown = replace(shown, src=format_chosen(shown.src))
    if told is None:
        return shown
    labelled = bool(shown.credit and told.credit and shown.credit.endswith(told.credit))
    credit = told.credit if labelled else shown.credit or told.credit
    return replace(shown, caption=shown.caption or told.caption, credit=credit, alt=shown.alt or told.alt)


def _with_galleries(blocks: Sequence[Block], told: Supplement) -> tuple[Block, ...]:
    """Scripts draw the galleries of a text; what the HTML itself shows of them makes way for the whole."""
    drawn = {sign(b) for g in told.galleries for b in g.blocks}
    shown = [b for b in blocks if sign(b) not in drawn or (isinstance(b, Image) and b.role == "lead")]
    return merged(shown, told.outline, drawn)


def _with_shown(blocks: Sequence[Block], told: Supplement) -> tuple[Block, ...]:
    """A gallery or a film as a whole, and what else the page has: not its pictures and texts once more."""
    known = {sign(b) for b in told.shown}
    said = distinct((told.standfirst, *(t for b in told.shown if isinstance(b, Image) for t in (b.title, b.caption))))
    others = (b for b in blocks if sign(b) not in known and getattr(b, "text", None) not in said)
    return (*told.shown, *others)


def graph_article(document: Node, url: str) -> Article:
    """The article of https://www.dw.com/graph-api/LANGUAGE/content/KIND/NUMBER, of an article, a live blog, a gallery,
    a film or a recording; fields that are missing or of the wrong type are as if they were not there."""
    content = mapping(mapping(document.get("data")).get("content"))
    graph = Graph({})
    told = supplement_of({**content, "id": digits(content.get("id")) or number(url)}, graph)
    places = Places()
    galleries = tuple(galleries_of(content, graph))
    text = markup(content.get("text")) + "".join(map(post_html, told.posts))
    root = parsed(text, left_out(), {gallery.number for gallery in galleries})
    placed(root, galleries, places)
    article = _article(told, first_wording(content, "title", "name") or "", root, places, url)
    return supplemented(article, replace(told, galleries=(), posts=(), shown=()))


@cache
def left_out() -> tuple[str, ...]:
    """The selectors of what the site's rule leaves out of a page's text: films, advertisements."""
    return next(rule.layouts[0].drop for rule in shipped().sites if _SITE in rule.hosts)


def api_article(document: Node, url: str) -> Article:
    """The article of https://api.dw.com/api/detail/article/NUMBER; fields that are missing or of the wrong type are
    as if they were not there."""
    places = Places()
    root = parsed(body_html(document, places))
    return _article(api_supplement(document, url), first_wording(document, "name", "title") or "", root, places, url)


def _article(told: Supplement, title: str, root: Tag, places: Places, url: str) -> Article:
    said = distinct((title, told.standfirst))
    base = told.canonical_url or HOME
    times = posted(root)
    story = story_of(with_addresses(root), base, places=places, authors=told.authors, said=said, posts=times)
    opening = told.shown or ((told.lead,) if told.lead else ())
    return Article(
        url=url or told.canonical_url or f"{HOME}/a-{told.number}",
        canonical_url=told.canonical_url,
        site=_SITE,
        language=language(told.canonical_url, url),
        title=title,
        kicker=told.kicker,
        standfirst=told.standfirst,
        authors=told.authors,
        section=told.section,
        tags=told.tags,
        published_at=told.published_at,
        modified_at=told.modified_at,
        credits=story.credits,
        copyright=story.copyright,
        blocks=with_dw_hrefs(tidied((*opening, *story.blocks))),
    )
