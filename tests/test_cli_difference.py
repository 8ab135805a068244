"""Differences as they are shown: each change named with its place and weight, old and new marked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import article

from watcher.cli.columns import beside
from watcher.cli.difference import difference, drawn, written
from watcher.cli.reading import article_lines
from watcher.cli.terminal import Screen
from watcher.compare import compare, disclosed
from watcher.model import Article, Embed, Heading, Image, List, Notice, Paragraph, Quote, Table

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
    assert "[-2026-03-01 10:00:00 UTC-] → {+2026-03-01 12:30:00 UTC+} (2h later)" in shown(old, new)


def test_a_day_and_an_instant_are_not_subtracted() -> None:
    old = article(TOLL, published_at="2026-03-01")
    new = article(TOLL, published_at="2026-03-04T12:30:00Z")
    assert "(" not in shown(old, new).splitlines()[1]


def test_what_was_added_and_removed_is_shown_whole() -> None:
    text = shown(article(TOLL, SHIP), article(TOLL, "Nothing like this was ever said before in here."))
    assert f"  [-{SHIP}-]" in text
    assert "  {+Nothing like this was ever said before in here.+}" in text


def test_an_article_cannot_forge_what_a_terminal_shows() -> None:
    text = shown(article(TOLL), article(TOLL.replace("2.4", "\x1b[2J9.9")), COLOURFUL)
    assert "\x1b[2J" not in text


def test_html_is_a_whole_page_in_which_an_article_marks_up_nothing() -> None:
    old, new = article(TOLL), article(TOLL.replace("2.4", "<b>9</b>"))
    page = "\n".join(written(list(difference(old, new, compare(old, new))), "html", PLAIN))
    assert page.startswith("<!doctype html>")
    assert "<b>9</b>" not in page
    assert "&lt;b&gt;9" in page


def test_markdown_strikes_out_what_was_and_stresses_what_is() -> None:
    old, new = article(TOLL), article(TOLL.replace("2.4", "2.6"))
    assert "about ~~2.4~~ **2.6** million" in "\n".join(
        written(list(difference(old, new, compare(old, new))), "markdown", PLAIN)
    )


def columns(old: Article, new: Article, width: int = 63) -> list[str]:
    return list(beside(old, new, compare(old, new), Screen(width=width)))


def test_side_by_side_shows_each_text_as_it_was_and_as_it_is() -> None:
    old, new = article("The toll is 4 euros."), article("The toll is 5 euros.")
    assert columns(old, new)[-2] == "The toll is [-4-] euros.       │ The toll is {+5+} euros."


def test_side_by_side_folds_what_is_alike() -> None:
    old = article(*(f"{BOAT} It is boat number {n}." for n in range(5)), "The toll is 4 euros.")
    new = replace(old, blocks=(*old.blocks[:-1], Paragraph(text="The toll is 5 euros.")))
    lines = columns(old, new)
    assert lines[0].strip() == "⋯ 6 alike ⋯"
    assert len(lines) == 3


def test_side_by_side_leaves_a_gap_for_what_is_only_on_one_side() -> None:
    added = "A toll is not planned at all, says the mayor."
    left = columns(article(SHIP), article(SHIP, added))
    right = columns(article(SHIP, added), article(SHIP))
    assert left[-2].split("│") == [" " * 31, " all, says the mayor.+}"]
    assert right[-2].split("│") == ["all, says the mayor.-]         ", ""]


def test_side_by_side_tells_what_moved() -> None:
    text = "\n".join(columns(article(TOLL, SHIP, BOAT), article(BOAT, TOLL, SHIP), 200))
    assert f"(was 3) {BOAT}" in text
    assert f"(moved) {BOAT}" in text


def test_side_by_side_shows_another_picture_by_its_address() -> None:
    old = replace(article(TOLL), blocks=(picture(), Paragraph(text=TOLL)))
    new = replace(old, blocks=(picture(src="https://news.example/2.jpg", asset="news.example/2"), Paragraph(text=TOLL)))
    line = next(line for line in columns(old, new, 200) if "▣" in line)
    assert "[-https://news.example/1.jpg-] The bridge on Monday" in line
    assert "{+https://news.example/2.jpg+} The bridge on Monday" in line


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
