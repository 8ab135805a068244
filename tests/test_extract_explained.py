"""What gave each field of an article, and what inside the story was not read."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from pages_html import ENGLISH, URL, article_page, linked_data, metas, news, page, paragraphs

from watcher.extract import Explanation, explained, extract, locate
from watcher.extract.rule_files import parsed
from watcher.extract.rules import Rules

PERSON = {"@type": "Person", "name": "Ida Brandt"}
BYLINE = "<div class='byline'>By Ida Brandt</div>"


def of(html: str, rules: Rules | None = None) -> Explanation:
    return explained(html.encode(), URL, content_type="text/html; charset=utf-8", rules=rules)


def test_the_article_is_that_of_extract() -> None:
    html = article_page(head=linked_data(news(author=PERSON)), before=BYLINE)
    assert of(html).article == extract(html.encode(), URL)


@pytest.mark.parametrize(
    ("html", "field", "signal"),
    [
        (article_page(head=metas(og__title=ENGLISH.title)), "title", "h1 closest to og:title"),
        (article_page(head=linked_data(news())), "title", "h1 closest to JSON-LD headline"),
        (article_page(), "title", "h1 closest to title element"),
        (f"<title>{ENGLISH.title}</title><div>{paragraphs()}</div>", "title", "title element"),
        (article_page(head=linked_data(news(author=PERSON))), "authors", "JSON-LD author"),
        (article_page(before=BYLINE), "authors", "the visible byline (byline)"),
        (article_page(head=metas(article__author="Ida Brandt")), "authors", "meta article:author"),
        (
            article_page(head=linked_data(news(datePublished="2026-03-02T07:15:00Z"))),
            "published_at",
            "JSON-LD datePublished",
        ),
        (
            article_page(head=metas(article__published_time="2026-03-02T07:15:00Z")),
            "published_at",
            "meta article:published_time",
        ),
        (
            article_page(before="<time datetime='2026-03-02T07:15:00Z'>today</time>"),
            "published_at",
            "time element beside the headline",
        ),
        (article_page(before="<p>02.03.2026, 07:15</p>"), "published_at", "date shown beside the headline"),
        (
            page(f"<h1>{ENGLISH.title}</h1><div><time datetime='2026-03-02T07:15Z'>now</time>{paragraphs()}</div>"),
            "published_at",
            "time element as the story begins",
        ),
        (article_page(head=metas(article__section="Region")), "section", "meta article:section"),
        (article_page(head=linked_data(news(keywords="bridge"))), "tags", "JSON-LD keywords"),
        (article_page(), "language", "html lang"),
        (
            article_page(head=f"<link rel='canonical' href='{URL}'>"),
            "canonical_url",
            "link rel=canonical",
        ),
        (
            article_page(before=f"<p class='standfirst'>{ENGLISH.standfirst}</p>"),
            "standfirst",
            "element named like a standfirst (standfirst)",
        ),
        (article_page(), "body", "most running text"),
        (page(f"<div itemprop='articleBody'>{paragraphs()}</div>"), "body", "itemprop articleBody"),
        (
            article_page(head=linked_data(news(articleBody=" ".join(ENGLISH.paragraphs)))),
            "body",
            "most of the text that JSON-LD articleBody tells",
        ),
    ],
)
def test_every_field_says_what_gave_it(html: str, field: str, signal: str) -> None:
    assert of(html).signals[field] == signal


def test_a_site_rule_is_named_with_its_layout_and_selector() -> None:
    rule = (
        'name = "Harbour Post"\nhosts = ["harbour.example"]\n[[layout]]\ncontainer = ".other"\n'
        '[[layout]]\ncontainer = "article"\nheadline = ".big"\nbyline = ".who"\npublished = ".when"\n'
    )
    before = "<h2 class='big'>Bridge closed</h2><p class='who'>Ida Brandt</p><p class='when'>02.03.2026</p>"
    signals = of(article_page(before=before), Rules(sites=(parsed(rule, "post.toml"),))).signals
    assert {key: signals[key] for key in ("body", "title", "authors", "published_at")} == {
        "body": "site rule Harbour Post, layout 2: article",
        "title": "site rule Harbour Post, layout 2: .big",
        "authors": "site rule Harbour Post, layout 2: .who",
        "published_at": "site rule Harbour Post, layout 2: .when",
    }


def test_what_is_empty_has_no_signal() -> None:
    assert set(of(article_page()).signals) == {"title", "language", "body"}
    assert of("").signals == {}


def test_what_was_not_read_is_told_with_its_place_and_reason() -> None:
    box = (
        "<div class='extra'><div class='related-links'><p>Five bridges that were closed before the harbour bridge was,"
        " and what became of them</p></div></div><aside><p>Tides today</p></aside>"
    )
    told = [(left.where, left.why, left.begins) for left in of(article_page(box)).left_out]
    assert told == [
        (
            "div.extra > div.related-links",
            "named like a box: related",
            "Five bridges that were closed before the harbour bridge was, and what became…",
        ),
        ("aside", "aside element", "Tides today"),
    ]


def test_how_the_story_was_found_is_not_in_the_fingerprint() -> None:
    source = locate(article_page(), URL)
    assert source.signals == {"headline": "h1 closest to title element", "body": "most running text"}
    assert replace(source, signals={}).fingerprint() == source.fingerprint()


def test_a_document_that_is_no_page_gives_every_field_itself() -> None:
    whole = extract(article_page(before=BYLINE).encode(), URL).to_dict()
    told = explained(json.dumps(whole).encode(), URL)
    assert told.article.to_dict() == whole
    assert set(told.signals.values()) == {"the document itself"}
    assert {"title", "authors", "body"} <= set(told.signals)


def test_the_headline_for_searches_is_kept_beside_the_one_that_readers_see() -> None:
    other = "Bridge in Port Selby shut: what commuters need to know"
    found = of(article_page(head=metas(og__title=f"{other} | The Harbour Post", og__site_name="The Harbour Post")))
    assert (found.article.title, found.article.seo_title) == (ENGLISH.title, other)
    assert found.signals["seo_title"] == "meta og:title"
    assert of(article_page(head=metas(og__title=ENGLISH.title.upper()))).article.seo_title is None


def test_a_kicker_made_of_links_keeps_its_words_apart() -> None:
    line = "<div class='css-1x9 kicker'><a href='/p'>Region</a><a href='/b'>Bridges</a></div>"
    found = of(page(f"{paragraphs()}").replace("<h1>", f"{line}<h1>"))
    assert found.article.kicker == "Region Bridges"
    assert found.signals["kicker"] == "line named like a kicker (kicker)"
