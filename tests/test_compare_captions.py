"""The line beside a picture may be read as its caption on one visit and as a paragraph on the next."""

from __future__ import annotations

from dataclasses import replace

from builders import article

from watcher.compare import compare
from watcher.model import Article, Image, Paragraph

LINE = "Two boats in the inner harbour on Monday morning, seen from the pier."
EDITED = "Two boats in the inner harbour on Tuesday morning, seen from the pier."
FIRST = Paragraph(text="The river rose by two metres overnight and reached the lower town before dawn.")
LAST = Paragraph(text="Schools will stay closed until Thursday, the council said in a short statement.")
PICTURE = Image(src="https://cdn.example/boats.jpg", asset="cdn.example/boats")
BELOW = article(blocks=(FIRST, replace(PICTURE, caption=LINE), LAST))
BESIDE = article(blocks=(FIRST, PICTURE, Paragraph(text=LINE), LAST))


def told(old: Article, new: Article) -> list[tuple[str, str]]:
    return [(c.kind, c.path) for c in compare(old, new)]


def test_the_same_words_as_caption_and_as_paragraph_are_no_edit() -> None:
    assert compare(BELOW, BESIDE) == ()
    assert compare(BESIDE, BELOW) == ()


def test_the_caption_is_edited_where_its_edit_makes_it_a_paragraph_or_ends_that() -> None:
    edited = replace(BESIDE, blocks=(FIRST, PICTURE, Paragraph(text=EDITED), LAST))
    (down,) = compare(BELOW, edited)
    (up,) = compare(edited, BELOW)
    assert (down.kind, down.path, down.before, down.after) == ("caption.edited", "blocks[2]", LINE, EDITED)
    assert (up.kind, up.path, up.before, up.after) == ("caption.edited", "blocks[1].caption", EDITED, LINE)


def test_a_caption_goes_and_another_paragraph_comes() -> None:
    other = replace(BELOW, blocks=(FIRST, PICTURE, Paragraph(text="Nobody was hurt, said the mayor at noon."), LAST))
    assert told(BELOW, other) == [("caption.removed", "blocks[1].caption"), ("paragraph.added", "blocks[2]")]


def test_a_picture_that_goes_with_its_caption_is_told_with_it() -> None:
    kept = replace(BELOW, blocks=(FIRST, Paragraph(text=LINE), LAST))
    assert told(BELOW, kept) == [
        ("image.removed", "blocks[1]"), ("caption.removed", "blocks[1].caption"), ("paragraph.added", "blocks[1]"),
    ]  # fmt: skip
