"""A page → the canonical article."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from importlib import resources

from bs4 import BeautifulSoup, Tag

from watcher.extract import byline, metadata
from watcher.extract.blocks import read_blocks, read_pictures
from watcher.extract.decoded import decoded, flattened
from watcher.extract.documents import document_article
from watcher.extract.documents.dw import supplement, supplemented
from watcher.extract.head import Head
from watcher.extract.inline import MARK, own_text
from watcher.extract.locate import BODY, TITLE, Source, locate
from watcher.extract.rule_files import shipped
from watcher.extract.rules import Rules
from watcher.extract.signs import letters
from watcher.extract.standfirst import standfirst as standfirst_of
from watcher.extract.trim import credits_and_copyright, headed, tidied, trimmed
from watcher.model import Article, Block, Heading, Image
from watcher.urls import is_dw, site


def _version() -> str:
    """16 hex digits over everything by which articles are read: another reader is another version by itself."""
    folder = resources.files(__package__)
    parts = (folder, folder / "sites", folder / "documents")
    files = [f for part in parts for f in part.iterdir() if f.name.endswith((".py", ".toml"))]
    told = b"\0".join(f.read_bytes() for f in sorted(files, key=lambda f: f.name))
    return hashlib.sha256(told).hexdigest()[:16]


VERSION = _version()


def version(rules: Rules) -> str:
    """The version of the reader with these site rules: VERSION itself with the shipped ones."""
    return hashlib.sha256((VERSION + rules.digest).encode()).hexdigest()[:16] if rules.digest else VERSION


__all__ = ["VERSION", "Rules", "extract", "extract_from", "locate", "shipped", "version"]


def extract(html: bytes, url: str, *, content_type: str | None = None, rules: Rules | None = None) -> Article:
    """The article on a page. A page without one gives an Article without blocks; no input raises.

    `rules` are the site rules to go by, the shipped ones without.
    """
    text = decoded(html, content_type)
    return document_article(text, url) or extract_from(locate(text, url, rules))


def extract_from(source: Source) -> Article:
    """The article of a located page."""
    try:
        article = _read(source)
    except RecursionError:
        article = _read(replace(source, html=flattened(source.html)))
    if not is_dw(source.url):
        return article
    return supplemented(article, supplement(source.state, source.url) if source.state else None)


def _read(source: Source) -> Article:
    soup = BeautifulSoup(source.html, "lxml", multi_valued_attributes=None)
    head = _head(soup)
    if head is None:
        return _without_body(source)
    title = metadata.headline(source, head)
    standfirst, element = standfirst_of(source, head, title)
    if element is not None:
        element.extract()
    pictures = read_pictures((*head.before, *head.between), source.url)
    blocks, agencies, copyright_line = credits_and_copyright(read_blocks(head.body, source.url))
    authors = byline.authors(source, head) or byline.signature(_after(title, blocks)) or byline.organisation(source)
    blocks, staff = trimmed(headed(blocks), authors)
    said = tuple(filter(None, (title, standfirst)))
    blocks = _after(title, tuple(b for b in blocks if getattr(b, "text", None) not in said or isinstance(b, Heading)))
    return Article(
        url=source.url,
        canonical_url=metadata.canonical(source),
        site=site(source.url),
        language=metadata.language(source),
        title=title,
        kicker=metadata.kicker(source, head),
        standfirst=standfirst,
        authors=authors,
        section=metadata.section(source),
        tags=metadata.tags(source),
        published_at=metadata.published(source, head),
        modified_at=metadata.modified(source, head),
        credits=(*agencies, *staff),
        copyright=copyright_line,
        blocks=_with_lead(tidied((*pictures, *blocks))),
    )


def _opening(title: Tag) -> tuple[Tag, ...]:
    """The elements after the headline up to the first long paragraph."""
    found: list[Tag] = []
    for tag in title.find_all_next():
        if (tag.name == "p" and len(own_text(tag)) > 140) or len(found) == 30:
            break
        found.append(tag)
    known = {id(t) for t in found}
    return tuple(t for t in found if not any(id(p) in known for p in t.parents))


def _after(title: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Without the headline itself, where it stands inside the body, and the text before it."""
    early = blocks[: max(3, len(blocks) // 4)]
    at = next((i for i, b in enumerate(early) if isinstance(b, Heading) and letters(b.text) == letters(title)), -1)
    return tuple(b for b in blocks[: max(at, 0)] if isinstance(b, Image)) + blocks[at + 1 :]


def _without_body(source: Source) -> Article:
    soup = BeautifulSoup("<div></div>", "lxml")
    nothing = Head(title=None, before=(), between=(), body=soup.div or soup)
    return Article(
        url=source.url,
        canonical_url=metadata.canonical(source),
        site=site(source.url),
        language=metadata.language(source),
        title=metadata.headline(source, nothing),
        published_at=metadata.published(source, nothing),
        modified_at=metadata.modified(source, nothing),
    )


def _head(soup: BeautifulSoup) -> Head | None:
    marked = {str(t.get(MARK)): t for t in soup.descendants if isinstance(t, Tag) and t.has_attr(MARK)}
    body, title = marked.get(BODY), marked.get(TITLE)
    if body is None:
        return None
    if title is None or body in title.parents:
        return Head(title=title, before=(), between=(), body=body, opening=_opening(title) if title else ())
    before: list[Tag] = []
    between: list[Tag] = []
    place = before
    above_title, above_body = {id(p) for p in title.parents}, {id(p) for p in body.parents}
    stack = [c for c in (soup.body or soup).children if isinstance(c, Tag)][::-1]
    while stack:
        tag = stack.pop()
        if tag is body:
            break
        if tag is title:
            place = between
        elif id(tag) in above_title or id(tag) in above_body:
            stack += [c for c in tag.children if isinstance(c, Tag)][::-1]
        else:
            place.append(tag)
    return Head(title=title, before=tuple(before), between=tuple(between), body=body)


def _with_lead(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The first picture before any text is the lead."""
    for at, block in enumerate(blocks):
        if not isinstance(block, Image):
            break
        if at == 0:
            return (replace(block, role="lead"), *blocks[1:])
    return blocks
