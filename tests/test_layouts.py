"""Pages in the shapes of well-known systems and sites; what a reader of each would call its parts is marked in them.

`[[p|text]]` is a paragraph, list item or quotation, `[[h|…]]` a heading; title, lead (the standfirst), author, cap
(a caption), credit and note name themselves. Marks may nest. `{{title}}` repeats the title where the page does.
The comment on the first line says where the page lies and when it was published.
"""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from watcher.extract import extract
from watcher.model import Article, Heading, Image, List, Notice, Paragraph, Quote

LAYOUTS = sorted((Path(__file__).parent / "pages/layouts").glob("*.html"))
MARK = re.compile(r"\[\[(\w+)\||\]\]")
TOLD = re.compile(r"<!-- url=(\S+) published=(\S*) -->")
FIELDS = ("title", "author", "lead", "p", "h", "cap", "credit", "note")

Told = dict[str, list[str]]


def shown(marked: str) -> str:
    """The text as a reader sees it: without marks, tags and doubled spaces."""
    return " ".join(unescape(re.sub(r"<(?!br)[^>]*>", "", re.sub(r"<br\s*/?>", " ", MARK.sub("", marked)))).split())


def marks(page: str) -> Told:
    """The marked texts of each kind, in the order of the page."""
    told: Told = {field: [] for field in FIELDS}
    found: list[tuple[int, str, str]] = []
    opened: list[tuple[str, int, int]] = []
    for mark in MARK.finditer(page):
        if mark[1]:
            opened.append((mark[1], mark.start(), mark.end()))
        else:
            kind, start, text_start = opened.pop()
            found.append((start, kind, shown(page[text_start : mark.start()])))
    assert not opened
    for _, kind, text in sorted(found):
        told[kind].append(text)
    return told


def read(article: Article) -> Told:
    """The same fields as the reader of watcher gives them."""
    images = [block for block in article.blocks if isinstance(block, Image)]
    texts: list[str] = []
    for block in article.blocks:
        if isinstance(block, Paragraph | Quote):
            texts.append(block.text)
        elif isinstance(block, List):
            texts += block.items
    return {
        "title": [article.title],
        "author": list(article.authors),
        "lead": [article.standfirst] if article.standfirst else [],
        "p": texts,
        "h": [block.text for block in article.blocks if isinstance(block, Heading)],
        "cap": [image.caption for image in images if image.caption],
        "credit": [image.credit for image in images if image.credit],
        "note": [block.text for block in article.blocks if isinstance(block, Notice)],
    }


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_the_page_is_read_as_its_reader_would_tell_it(path: Path) -> None:
    page = path.read_text("utf-8")
    told = marks(page)
    header = TOLD.match(page)
    assert header
    html = MARK.sub("", page).replace("{{title}}", told["title"][0])

    article = extract(html.encode(), header[1], content_type="text/html; charset=utf-8")

    assert read(article) == told
    assert str(article.to_dict()["published_at"]).startswith(header[2])
