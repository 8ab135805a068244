"""Pages made to break readers: they give the story, its beginning, or nothing; never an exception, never a guess."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hostile_html import PAGES, STORY, TITLE, page
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pages_html import STORIES, article_page, linked_data, metas, news, texts

from watcher.extract import extract, extract_from, locate
from watcher.extract.decoded import decoded
from watcher.model import Article

URL = "https://www.harbour.example/news/lighthouse-keeper"
CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
TRUNCATED = 40_000  # tags

# Where the story is still there, and may not be lost.
WHOLE = (
    "5 MB of links", "30,000 metas", "10,000 articles", "a 4 MB class",
    "200,000 classes", "200,000 attributes", "attributes on body, again and again", "a srcset of 100,000",
    "a srcset of spaces and commas", "a 3 MB address", "a 2 MB style", "null bytes", "broken UTF-8",
    "a lone half of a pair", "UTF-16 by its mark", "an entity bomb", "100,000 numeric entities", "combining marks",
    "joiners and directions", "an unclosed comment", "200,000 comments", "comments of dashes", "an unclosed script",
    "open plain text", "huge linked data", "2 MB of article in linked data", "deep linked data",
    "linked data that refers to itself", "linked data of the wrong types", "20,000 scripts of linked data",
    "numbers without an end", "dates without an end", "2 MB of keywords", "a 2 MB title", "2 MB of state",
    "2 MB of hydration state", "deep hydration state", "one 5 MB paragraph", "5 MB without a space", "a run of spaces",
    "a run of dashes", "a run of digits", "a run of brackets", "a run of slashes and bars", "a run of full stops",
    "a run of capitals", "captions of signs", "lines of words that begin lists", "ideographs",
    "credits of signs", "addresses of signs", "hosts of 60,000 names", "authors of signs", "notices of signs",
    "a run of spaces in linked data", "900 open quotes", "open formatting on a small page",
)  # fmt: skip


def read(body: bytes) -> Article:
    """The article; its text form is tried too, as everything that keeps articles does."""
    article = extract(body, URL)
    assert Article.from_dict(json.loads(json.dumps(article.to_dict()))) == article
    return article


def told(article: Article) -> list[str]:
    """The paragraphs of the story that were read, the standfirst before them."""
    return [text for text in (article.standfirst, *texts(article)) if text in STORY]


@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_page_gives_the_story_its_beginning_or_nothing(name: str) -> None:
    article = read(PAGES[name]())
    found = told(article)
    assert found == list(STORY[: len(found)])
    if name in WHOLE:
        assert (len(found), article.title) == (len(STORY), TITLE)


def test_what_has_to_be_read_whole_is_tried() -> None:
    assert set(WHOLE) <= set(PAGES)


def test_a_page_of_every_size_up_to_the_cap_is_read_to_the_same_end() -> None:
    """What is cut off is cut off at one place, so that a long page does not seem edited by what follows its cut."""
    line = "<p>One more sentence of the story that never ends.</p>"
    long, longer = (read(page(line * n)) for n in (TRUNCATED, TRUNCATED + 500))
    assert long.blocks == longer.blocks != ()


# -- mutations -----------------------------------------------------------------------------------------------------

OWN = [
    article_page(
        "<figure><img src='/a.jpg' alt='a'><figcaption>The pier at noon. Photo: Ida Brandt/AFP</figcaption></figure>"
        "<ul><li>one</li><li>two</li></ul><blockquote>Said so.</blockquote><table><tr><td>1<td>2</table>",
        of=of,
        head=linked_data(news(headline=of.title, datePublished="2026-03-01T10:00:00Z", articleBody=of.paragraphs[0]))
        + metas(og__title=of.title, og__description=of.standfirst),
    ).encode()
    for of in STORIES
]
SCRAPS = [
    *"< > \" ' <!-- --> <p> </p> </div> <div <td> <script> <style> &# { ] \\u <a/href= <h1> <plaintext> <svg>".split(),
    *"<template> <html/class=x> <body> <frameset> <table> <select> <textarea> <title> <base/href='//x'> \0".split(),
]
BYTES = [*(scrap.encode() for scrap in SCRAPS), b"\xff\xfe", b"\xe6\x97", b"\x80", b""]
Edit = tuple[int, int, bytes]
EDITS = st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 400), st.sampled_from(BYTES)), max_size=12)


def mutated(body: bytes, edits: list[Edit]) -> bytes:
    """`body` with some stretches replaced by scraps of markup."""
    for at, length, scrap in edits:
        start = at % (len(body) + 1)
        body = body[:start] + scrap + body[start + length :]
    return body


@given(st.sampled_from(OWN), EDITS)
@example(OWN[0], [(0, 0, b"<frameset>")])
@settings(max_examples=150)
def test_a_mutated_page_never_breaks_the_reader(body: bytes, edits: list[Edit]) -> None:
    article = read(mutated(body, edits))
    assert article.url == URL


@given(st.sampled_from(OWN), EDITS, EDITS)
@settings(max_examples=150)
def test_equal_fingerprints_mean_equal_articles(body: bytes, edits: list[Edit], others: list[Edit]) -> None:
    sources = [locate(decoded(mutated(body, e), None), URL) for e in (edits, others)]
    if sources[0].fingerprint() == sources[1].fingerprint():
        assert extract_from(sources[0]) == extract_from(sources[1])


@pytest.mark.shared
@given(st.data(), EDITS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_a_mutated_page_of_a_real_site_never_breaks_the_reader(data: st.DataObject, edits: list[Edit]) -> None:
    if not CORPUS.is_dir():
        pytest.skip("the labelled pages are not beside the project (../shared/corpus)")
    names = sorted((CORPUS / "pages").iterdir())
    body = gzip.decompress(data.draw(st.sampled_from(names)).read_bytes())
    article = read(mutated(body, edits))
    assert article.url == URL
