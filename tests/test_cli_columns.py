"""Two articles side by side, on a terminal and as a page."""

from __future__ import annotations

from dataclasses import replace

from builders import article

from watcher.cli.columns import beside
from watcher.cli.terminal import Screen
from watcher.compare import compare, disclosed
from watcher.model import Article, Image, List, Notice, Paragraph

TOLL = "The harbour bridge carries about 2.4 million cars in every single year."
SHIP = "Ships of the coast guard wait outside until the tide comes in again."
BOAT = "A small ferry takes people on foot from one bank to the other one."


def picture(caption: str | None = "The bridge on Monday", **fields: str) -> Image:
    given = {"src": "https://news.example/1.jpg", "asset": "news.example/1", "role": "lead"}
    return Image(caption=caption, **(given | fields))  # type: ignore[arg-type]


def columns(old: Article, new: Article, width: int = 63) -> list[str]:
    return list(beside(old, new, compare(old, new), Screen(width=width)))


def test_each_text_is_shown_as_it_was_and_as_it_is_below_the_name_of_the_change() -> None:
    old, new = article("The toll is 4 euros."), article("The toll is 5 euros.")
    assert columns(old, new)[-3:-1] == [
        "Paragraph 1 edited · major · number",
        "The toll is [-4-] euros.       │ The toll is {+5+} euros.",
    ]


def test_what_is_alike_is_folded() -> None:
    old = article(*(f"{BOAT} It is boat number {n}." for n in range(5)), "The toll is 4 euros.")
    new = replace(old, blocks=(*old.blocks[:-1], Paragraph(text="The toll is 5 euros.")))
    lines = columns(old, new)
    assert lines[0].strip() == "⋯ 6 alike ⋯"
    assert len(lines) == 4


def test_what_is_only_on_one_side_leaves_a_gap_on_the_other() -> None:
    added = "A toll is not planned at all, says the mayor."
    left = columns(article(SHIP), article(SHIP, added))
    right = columns(article(SHIP, added), article(SHIP))
    assert left[-2].split("│") == [" " * 31, " all, says the mayor.+}"]
    assert right[-2].split("│") == ["all, says the mayor.-]         ", ""]


def test_what_moved_is_named_with_the_place_it_had() -> None:
    lines = columns(article(TOLL, SHIP, BOAT), article(BOAT, TOLL, SHIP), 200)
    at = lines.index("Paragraph 1 moved (was 3)")
    assert [half.strip() for half in lines[at + 1].split("│")] == [BOAT, BOAT]


def test_another_picture_is_shown_by_its_address_above_its_caption() -> None:
    old = replace(article(TOLL), blocks=(picture(), Paragraph(text=TOLL)))
    new = replace(old, blocks=(picture(src="https://news.example/2.jpg", asset="news.example/2"), Paragraph(text=TOLL)))
    lines = columns(old, new, 200)
    at = lines.index("Picture 1 replaced · major")
    assert [half.strip() for half in lines[at + 1].split("│")] == [
        "▣ [-https://news.example/1.jpg-]",
        "▣ {+https://news.example/2.jpg+}",
    ]
    assert [half.strip() for half in lines[at + 2].split("│")] == ["The bridge on Monday"] * 2


def test_what_is_written_on_a_picture_is_compared_line_by_line() -> None:
    old = article(blocks=(picture(credit="Reuters"),))
    new = article(blocks=(picture("The bridge on Tuesday", credit="Reuters, AFP"),))
    lines = [[half.strip() for half in line.split("│")] for line in columns(old, new, 120)]
    assert ["The bridge on [-Monday-]", "The bridge on {+Tuesday+}"] in lines
    assert ["Reuters", "Reuters{+, AFP+}"] in lines


def test_a_removed_text_does_not_hide_what_was_edited_at_its_place() -> None:
    old = article(SHIP, BOAT, TOLL)
    new = article(SHIP, TOLL.replace("2.4", "2.6"))
    text = "\n".join(columns(old, new, 200))
    assert text.count(BOAT) == 1
    assert "[-2.4-]" in text
    assert "{+2.6+}" in text


def test_each_item_of_a_list_has_its_own_line() -> None:
    old, new = (article(blocks=(List(ordered=False, items=("One", last, "Three")),)) for last in ("Two", "Four"))
    lines = [[half.strip() for half in line.split("│")] for line in columns(old, new)]
    assert lines[-4:-1] == [["One", "One"], ["[-Two-]", "{+Four+}"], ["Three", "Three"]]


def test_a_notice_names_what_it_discloses() -> None:
    old = article(TOLL, language="en")
    note = Notice(text="An earlier version said 2.4 million.")
    new = replace(old, blocks=(Paragraph(text=TOLL.replace("2.4", "2.6")), note))
    changes = compare(old, new)
    lines = list(beside(old, new, changes, Screen(width=160), disclosed(new, changes)))
    assert "Paragraph 1 edited · major · number · disclosed by the note" in lines
    assert lines[lines.index("Notice 1 added · major") + 1] == "discloses paragraph 1"
