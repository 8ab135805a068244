"""An article → the HTML of the mirrored document."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from urllib.parse import quote

from watcher.extract.blocks import read_blocks
from watcher.extract.documents.links import api_href
from watcher.extract.documents.story import parsed
from watcher.model import Article, Block, Embed, Heading, Image, Link, List, Notice, Paragraph, Quote, Table

PROXY = "https://images.weserv.nl/?url="


def elements(article: Article) -> Iterator[str]:
    """The elements of the document, in order."""
    if article.published_at:
        yield f"<div><i><br>{_text(article.published_at)}</i></div>"
    for block, following in zip_longest(article.blocks, article.blocks[1:]):
        yield _element(block, following)
    for line in (*article.credits, article.copyright):
        if line:
            yield f"<p><em>{_text(line)}</em></p>"


def _element(block: Block, following: Block | None) -> str:
    match block:
        case Paragraph():
            return f"<p>{_with_links(block.text, block.links)}</p>"
        case Notice():
            return f"<p>{_text(block.text)}</p>"
        case Heading():
            return _heading(block, following)
        case Image():
            return _picture(block)
        case Quote():
            return f"<blockquote>{_text(block.text)}</blockquote>"
        case List():
            return _tagged("ol" if block.ordered else "ul", "".join(_tagged("li", _text(i)) for i in block.items))
        case Table():
            rows = ("".join(_tagged("td", _text(cell)) for cell in row) for row in block.rows)
            return _tagged("table", "".join(_tagged("tr", row) for row in rows))
        case Embed():
            return f'<iframe src="{html.escape(block.src)}"></iframe>'


def _heading(block: Heading, following: Block | None) -> str:
    """A bold line, as sub-headings are; a real heading over a gallery, and where a bold line would not do."""
    bold = f"<p><strong>{_text(block.text)}</strong></p>"
    over_gallery = isinstance(following, Image) and following.role == "gallery"
    if block.level == 3 and not over_gallery and read_blocks(parsed(bold), "") == (replace(block, posted_at=None),):
        return bold
    return f"<h{block.level}>{_text(block.text)}</h{block.level}>"


def _picture(block: Image) -> str:
    image = f'<img src="{html.escape(_proxied(block.src))}" width="100%">' if block.src else ""
    caption = _text(block.caption or "")
    if block.role != "gallery":
        return image + (f'<div><small style="color: #999;">{caption}</small></div>' if caption else "")
    if block.title:
        return f"<div>{image}<b>{_text(block.title)}</b>{'：' if caption else ''}{caption}</div>"
    return f"<div>{image}{caption}</div>"


def _proxied(src: str) -> str:
    return PROXY + quote(src.removeprefix("https://"), safe="/:%")


def _with_links(text: str, links: Sequence[Link]) -> str:
    """`text` with its links, each at its first place behind the one before it; a link without a place is left out."""
    written, done = "", 0
    for link in links:
        at = text.find(link.text, done)
        if at >= 0 and link.text:
            written += _text(text[done:at]) + _anchor(link)
            done = at + len(link.text)
    return written + _text(text[done:])


def _anchor(link: Link) -> str:
    reference = api_href(link.href)
    relation = ' rel="ArticleRef"' if reference else ""
    return f'<a href="{html.escape(reference or link.href)}"{relation}>{_text(link.text)}</a>'


def _tagged(name: str, inner: str) -> str:
    return f"<{name}>{inner}</{name}>"


def _text(text: str) -> str:
    return html.escape(text, quote=False)
