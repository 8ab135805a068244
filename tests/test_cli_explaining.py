"""`extract --explain`: what gave each field, and what was left out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from builders import article
from cli_place import RIVER, Place
from pages_html import ENGLISH, article_page, metas

from watcher.model import Article

PAGE = article_page(
    "<div class='related-links'><p>Five bridges</p></div>",
    head=metas(og__title=ENGLISH.title, article__published_time="2026-03-02T07:15:00Z"),
    before="<p class='byline'>By Ida Brandt</p>",
)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_each_field_stands_with_its_value_and_what_gave_it(place: Place) -> None:
    out = place.run("extract", "--explain", place.file("page.html", PAGE), "--url", RIVER).out
    rows = {tuple(part for part in line.split("  ") if part) for line in out.splitlines()}
    told = {tuple(part.strip() for part in row) for row in rows}
    assert {
        ("field", "value", "given by"),
        ("title", ENGLISH.title, "h1 closest to og:title"),
        ("authors", "Ida Brandt", "the visible byline (byline)"),
        ("published_at", "2026-03-02T07:15:00Z", "meta article:published_time"),
        ("body", "4 blocks", "most running text"),
        ("left out of the body", "where", "begins"),
        ("named like a box: related", "div.related-links", "Five bridges"),
    } <= told


def test_a_long_value_is_shortened(place: Place) -> None:
    long = "Bridge " * 30
    page = place.file("page.html", PAGE.replace(ENGLISH.title, long.strip()))
    line = next(
        line
        for line in place.run("extract", "--explain", page, "--url", RIVER).out.splitlines()
        if line.startswith("title")
    )
    assert "Bridge…" in line
    assert len(line) < 120


def test_a_page_without_boxes_leaves_nothing_out(place: Place) -> None:
    page = place.file("page.html", article_page())
    assert "left out" not in place.run("extract", "--explain", page, "--url", RIVER).out


def test_json_is_one_document_of_three_parts(place: Place) -> None:
    page = place.file("page.html", PAGE)
    found = place.run("extract", "--explain", "--json", page, "--url", RIVER).document
    assert sorted(found) == ["article", "left_out", "signals"]
    assert found["article"] == place.run("extract", "--json", page, "--url", RIVER).document
    assert found["signals"]["published_at"] == "meta article:published_time"
    assert found["left_out"] == [
        {"where": "div.related-links", "why": "named like a box: related", "begins": "Five bridges"}
    ]


def test_an_articles_own_json_gives_every_field_itself(place: Place) -> None:
    whole = article("The water stands at 2.4 metres above its usual level.", url=RIVER, title="The river rises")
    shown = place.run("extract", "--json", "-", stdin=json_of(whole)).document
    told = place.run("extract", "--explain", "--json", "-", stdin=json_of(whole)).document
    assert told["article"] == shown
    assert set(told["signals"].values()) == {"the document itself"}


def test_what_a_page_says_cannot_steer_the_terminal(place: Place) -> None:
    page = place.file("page.html", PAGE.replace("Five bridges", "Five \x1b[31mbridges"))
    assert "\x1b" not in place.run("extract", "--explain", page, "--url", RIVER).out


def json_of(whole: Article) -> str:
    return json.dumps(whole.to_dict())
