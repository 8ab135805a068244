"""Differences as they are shown: each change named with its place and weight, old and new marked."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from builders import article

from watcher.cli.difference import difference, drawn
from watcher.cli.reading import article_lines
from watcher.cli.showing import written
from watcher.cli.terminal import Screen
from watcher.compare import compare, disclosed
from watcher.model import Article, Embed, Heading, Image, Link, List, Notice, Paragraph, Quote, Table

PLAIN = Screen()
COLOURFUL = Screen(colour=True)
TOLL = "The harbour bridge carries about 2.4 million cars in every single year."
SHIP = "Ships of the coast guard wait outside until the tide comes in again."
BOAT = "A small ferry takes people on foot from one bank to the other one."


def picture(caption: str | None = "The bridge on Monday", **fields: str) -> Image:
    given = {"src": "https://news.example/1.jpg", "asset": "news.example/1", "role": "lead"}
    return Image(caption=caption, **(given | fields))  # type: ignore[arg-type]


def shown(old: Article, new: Article, out: Screen = PLAIN) -> str:
    return "\n".join(drawn(difference(old, new, compare(old, new)), out))


def test_a_number_is_shown_inside_its_sentence() -> None:
    old = article(SHIP, TOLL)
    new = article(SHIP, TOLL.replace("2.4", "2.6"))
    assert shown(old, new) == (
        "Paragraph 2 edited · major · number\n"
        "  The harbour bridge carries about [-2.4-]{+2.6+} million cars in every single year."
    )


def test_a_notice_names_what_it_discloses_and_the_rest_is_marked() -> None:
    old = article(SHIP, TOLL, language="en")
    note = Notice(text="An earlier version of this article said 2.4 million.")
    new = replace(old, blocks=(*article(SHIP.replace("tide", "night"), TOLL.replace("2.4", "2.6")).blocks, note))
    changes = compare(old, new)
    lines = list(drawn(difference(old, new, changes, disclosed(new, changes)), PLAIN))
    assert [line for line in lines if line.startswith(("Par", "Not", "  dis"))] == [
        "Paragraph 1 edited · major · undisclosed",
        "Paragraph 2 edited · major · number · disclosed by the note",
        "Notice 1 added · major",
        "  discloses paragraph 2",
    ]


def test_on_a_terminal_colour_and_lines_stand_for_the_signs() -> None:
    text = shown(article(TOLL), article(TOLL.replace("2.4", "2.6")), COLOURFUL)
    assert "\x1b[31m\x1b[9m2.4\x1b[0m\x1b[32m\x1b[4m2.6\x1b[0m" in text
    assert "[-" not in text


def test_a_moved_paragraph_says_where_it_was_and_is_marked_neither_old_nor_new() -> None:
    text = shown(article(TOLL, SHIP, BOAT), article(BOAT, TOLL, SHIP))
    assert text.startswith("Paragraph 1 moved (was 3)")
    assert "[-" not in text
    assert "{+" not in text


def test_a_caption_stands_beside_its_picture() -> None:
    old = replace(article(TOLL), blocks=(picture(), Paragraph(text=TOLL)))
    new = replace(old, blocks=(picture("The bridge on Tuesday"), Paragraph(text=TOLL)))
    heading, beside_it, caption = shown(old, new).splitlines()
    assert heading.startswith("Caption edited · picture 1")
    assert beside_it == "  ▣ lead https://news.example/1.jpg"
    assert caption == "  The bridge on [-Monday-]{+Tuesday+}"


def test_times_are_shown_as_times_with_what_lies_between_them() -> None:
    old = article(TOLL, published_at="2026-03-01T10:00:00Z")
    new = article(TOLL, published_at="2026-03-01T12:30:00Z")
    assert "[-2026-03-01 10:00:00 UTC-] → {+2026-03-01 12:30:00 UTC+} (2h 30m later)" in shown(old, new)


@pytest.mark.parametrize(
    ("after", "apart"),
    [
        ("2026-03-01T10:00:20Z", "20s later"),
        ("2026-03-01T10:05:20Z", "5m later"),
        ("2026-03-01T12:00:20Z", "2h later"),
        ("2026-03-01T09:00:00Z", "1h earlier"),
        ("2026-03-04T14:10:00Z", "3d 4h later"),
        ("2026-03-03T10:40:00Z", "2d later"),
    ],
)
def test_what_lies_between_two_times_is_told_in_its_two_largest_units(after: str, apart: str) -> None:
    old, new = (article(TOLL, published_at=at) for at in ("2026-03-01T10:00:00Z", after))
    assert f"({apart})" in shown(old, new)


def test_a_day_and_an_instant_are_not_subtracted() -> None:
    old = article(TOLL, published_at="2026-03-01")
    new = article(TOLL, published_at="2026-03-04T12:30:00Z")
    assert "(" not in shown(old, new).splitlines()[1]


def test_a_split_paragraph_shows_where_it_was_split() -> None:
    text = shown(article(f"{TOLL} {SHIP}", BOAT), article(TOLL, SHIP, BOAT))
    assert text == f"Paragraph 1 split in two · cosmetic\n  {TOLL} {{+¶ +}}{SHIP}"


def test_merged_paragraphs_show_where_they_were_merged() -> None:
    text = shown(article(TOLL, SHIP, BOAT), article(f"{TOLL} {SHIP}".replace("2.4", "2.6"), BOAT))
    assert text.startswith("Paragraph 1 edited and merged from two · major · number\n")
    assert "[-2.4-]{+2.6+} million cars in every single year. [-¶ -]Ships" in text


def test_what_was_removed_is_named_by_the_place_it_had() -> None:
    assert shown(article(TOLL, SHIP, BOAT), article(TOLL, BOAT)).startswith("Paragraph removed (was 2) · major\n")


def test_a_list_is_shown_item_by_item_without_those_far_from_a_change() -> None:
    items = [f"Boat number {n} waits for the tide" for n in range(9)]
    old = article(blocks=(List(ordered=False, items=tuple(items)),))
    new = article(blocks=(List(ordered=False, items=(*items[:4], "Boat number 4 waits for the night", *items[5:])),))
    assert shown(old, new).splitlines() == [
        "List 1 edited · major",
        "  ⋯ 3 alike ⋯",
        "  Boat number 3 waits for the tide",
        "  Boat number 4 waits for the [-tide-]{+night+}",
        "  Boat number 5 waits for the tide",
        "  ⋯ 3 alike ⋯",
    ]


def test_a_table_is_shown_row_by_row() -> None:
    old, new = (article(blocks=(Table(rows=(("Year", "Cars"), ("2025", cars))),)) for cars in ("2.4", "2.6"))
    assert shown(old, new).splitlines()[1:] == ["  Year | Cars", "  2025 | [-2.4-]{+2.6+}"]


def test_of_a_very_long_paragraph_only_what_stands_around_the_change_is_shown() -> None:
    long = " ".join(f"Boat number {n} waits until the tide comes in again." for n in range(200))
    text = shown(article(long), article(long.replace("Boat number 90 waits", "Boat number 90 leaves")))
    assert "Boat number 90 [-waits-]{+leaves+} until" in text
    assert re.search(r"^  \[… \d,\d{3} characters …\] ", text, re.MULTILINE)
    assert len(text) < 700


def test_a_changed_link_is_named_by_its_words_and_place() -> None:
    old, new = (
        article(blocks=(Paragraph(text=TOLL, links=(Link(text="harbour bridge", href=f"https://n.example/{end}"),)),))
        for end in ("a", "b")
    )
    assert shown(old, new).splitlines() == [
        "Link changed · paragraph 1",
        "  harbour bridge",
        "  [-https://n.example/a-]",
        "  {+https://n.example/b+}",
    ]


def test_the_caption_of_a_removed_picture_belongs_to_that_picture() -> None:
    old = article(blocks=(picture(), Paragraph(text=TOLL)))
    lines = shown(old, article(TOLL)).splitlines()
    assert lines[0] == "Picture removed (was 1) · major"
    assert "Caption removed · picture 1 · major" in lines


def test_what_is_told_of_one_picture_names_it_once() -> None:
    old = article(blocks=(picture(credit="Reuters"), Paragraph(text=TOLL)))
    new = article(blocks=(picture("The bridge on Tuesday", credit="AFP"), Paragraph(text=TOLL)))
    assert shown(old, new).count("▣ lead https://news.example/1.jpg") == 1


def test_what_was_added_and_removed_is_shown_whole() -> None:
    text = shown(article(TOLL, SHIP), article(TOLL, "Nothing like this was ever said before in here."))
    assert f"  [-{SHIP}-]" in text
    assert "  {+Nothing like this was ever said before in here.+}" in text


def test_an_article_cannot_forge_what_a_terminal_shows() -> None:
    text = shown(article(TOLL), article(TOLL.replace("2.4", "\x1b[2J9.9")), COLOURFUL)
    assert "\x1b[2J" not in text


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_no_form_holds_what_a_terminal_obeys(form: str) -> None:
    old, new = article(TOLL), article(TOLL.replace("2.4", "\x1b]0;x\x07\x9b2J\u202e9.9\ud800"))
    page = "\n".join(written(list(difference(old, new, compare(old, new))), form, PLAIN))
    assert not set(page) & set("\x1b\x07\x9b\u202e\ud800")
    assert "9.9" in page


def test_markdown_strikes_out_what_was_and_stresses_what_is() -> None:
    old, new = article(TOLL), article(TOLL.replace("2.4", "2.6"))
    assert "about ~~2.4~~ **2.6** million" in "\n".join(
        written(list(difference(old, new, compare(old, new))), "markdown", PLAIN)
    )


@pytest.mark.parametrize(
    ("block", "line"),
    [
        (Heading(level=3, text="The tide"), "### The tide"),
        (Heading(level=3, text="The tide", posted_at="2026-03-01T10:00Z"), "2026-03-01 10:00 UTC ### The tide"),
        (Paragraph(text="It rose.", posted_at="2026-03-01T10:00:30Z"), "2026-03-01 10:00:30 UTC It rose."),
        (Quote(text="We waited."), "│ We waited."),
        (Notice(text="Corrected on Monday."), "! Corrected on Monday."),
        (List(ordered=False, items=("one", "two")), "• one\n• two"),
        (List(ordered=True, items=("one", "two")), "1. one\n2. two"),
        (Table(rows=(("a", "b"), ("c", "d"))), "a | b\nc | d"),
        (Embed(provider="video", src="https://v.example/1"), "▶ video https://v.example/1"),
        (picture("A bridge", credit="Reuters"), "▣ https://news.example/1.jpg\n  A bridge (Reuters)"),
        (picture(None), "▣ https://news.example/1.jpg"),
    ],
    ids=lambda value: getattr(value, "kind", ""),
)
def test_every_block_is_shown_as_a_reader_would_read_it(block: Heading, line: str) -> None:
    lines = list(article_lines(article(blocks=(block,)), PLAIN))
    assert "\n".join(lines).endswith(f"\n\n{line}")


def test_headline_standfirst_byline_and_times_stand_above_an_article() -> None:
    found = article(
        TOLL, kicker="Harbour", standfirst="Nobody knows for how long.", authors=("Ada Brandt", "林若川"),
        tags=("bridge",), section="Politics", published_at="2026-03-01T10:00:00Z", credits=("(dpa)",),
        copyright="© 2026",
    )  # fmt: skip
    assert list(article_lines(found, PLAIN)) == [
        "Harbour",
        "Harbour bridge closed after inspection",
        "Nobody knows for how long.",
        "https://news.example/politics/harbour-bridge",
        "by Ada Brandt, 林若川 · Politics · published 2026-03-01 10:00:00 UTC",
        "tags: bridge",
        "",
        TOLL,
        "",
        "(dpa)",
        "© 2026",
    ]
