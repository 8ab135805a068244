"""`extract --explain`: what gave each field, and what was left out."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from builders import NOON, article, revision
from cli_place import RIVER, Place
from pages_html import ENGLISH, article_page, metas

from watcher.model import Article, Finding, Outcome

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


LETTERS = "Our desk reads every letter that reaches it and answers most of them within a week."
WITH_LETTERS = article_page(f"<p>{LETTERS}</p>")


async def learn(place: Place) -> None:
    """Has the database see the line on four articles of the river's site."""
    with place.store() as store:
        for topic in ("weir", "eels", "choir", "market"):
            url = RIVER.replace("story", topic)
            watch = store.watches.add(url, key=url, site="river.example", now=NOON)[0]
            found = article(*(f"{topic} paragraph {n} tells of {topic} only." for n in range(9)), LETTERS, title=topic)
            await store.memory.record(
                Finding(
                    outcome=Outcome.NEW, watch=watch, at=NOON, extractor="1", counted=found,
                    revision=revision(found, watch_id=watch.id),
                )
            )  # fmt: skip


def test_what_the_database_knows_to_repeat_is_left_out_and_said_so(place: Place) -> None:
    page = place.file("page.html", WITH_LETTERS)
    before = place.run("extract", page, "--url", RIVER)
    asyncio.run(learn(place))
    after = place.run("extract", page, "--url", RIVER)
    assert LETTERS in " ".join(before.out.split())
    assert LETTERS not in " ".join(after.out.split())
    found = place.run("extract", "--explain", "--json", page, "--url", RIVER).document
    assert [left["why"] for left in found["left_out"]] == ["repeats: seen on 4 of 4 articles of river.example"]


def test_what_one_site_repeats_is_read_on_another(place: Place) -> None:
    asyncio.run(learn(place))
    other = place.run("extract", place.file("page.html", WITH_LETTERS), "--url", "https://sea.example/story")
    assert LETTERS in " ".join(other.out.split())


def test_a_saved_page_that_names_its_address_is_read_with_what_is_known_of_that_site(place: Place) -> None:
    asyncio.run(learn(place))
    page = WITH_LETTERS.replace("</head>", f"<link rel=canonical href={RIVER}></head>", 1)
    assert RIVER in page
    assert LETTERS not in " ".join(place.run("extract", place.file("page.html", page)).out.split())


def test_no_line_is_wider_than_the_terminal(place: Place) -> None:
    page = place.file("page.html", PAGE.replace(ENGLISH.title, " ".join([ENGLISH.title] * 3)))
    lines = place.run("extract", "--explain", page, "--url", f"{RIVER}-{'long' * 20}", COLUMNS="40").out.splitlines()
    assert max(map(len, lines)) <= 40
