"""A page's first paragraph may be read as its standfirst on one visit and as a paragraph on the next."""

from __future__ import annotations

from dataclasses import replace

from builders import article

from watcher.compare import compare
from watcher.model import Article, Embed, Heading

OPENING = "The river rose by two metres overnight and reached the lower town before dawn on Monday."
EDITED = "The river rose by three metres overnight and reached the lower town before dawn on Monday."
REST = (
    "Schools will stay closed until Thursday, the council said in a short statement.",
    "Farmers fear that the maize harvest is lost, as the fields stand under water.",
    "The first volunteers with sandbags arrived from the villages on the hill.",
    "A second wave is expected at the weekend, said the river authority.",
)
ABOVE = article(*REST, standfirst=OPENING)
BELOW = article(OPENING, *REST)
FILM = Embed(provider="youtube", src="https://www.youtube.com/embed/x")


def told(old: Article, new: Article) -> list[tuple[str, str]]:
    return [(c.kind, c.path) for c in compare(old, new)]


def test_the_same_words_as_standfirst_and_as_first_paragraph_are_no_edit() -> None:
    assert compare(ABOVE, BELOW) == ()
    assert compare(BELOW, ABOVE) == ()


def test_the_first_paragraph_is_edited_where_its_edit_makes_it_the_standfirst_or_ends_that() -> None:
    edited = article(EDITED, *REST)
    (down,) = compare(ABOVE, edited)
    (up,) = compare(edited, ABOVE)
    assert (down.kind, down.path, down.before, down.after) == ("paragraph.edited", "blocks[0]", OPENING, EDITED)
    assert (up.kind, up.path, up.before, up.after) == ("paragraph.edited", "standfirst", EDITED, OPENING)
    assert "number" in down.facts


def test_what_comes_beside_the_opening_is_told_and_nothing_else() -> None:
    shown = replace(ABOVE, blocks=(FILM, *ABOVE.blocks))
    assert told(BELOW, shown) == [("embed.added", "blocks[0]")]


def test_a_standfirst_that_goes_is_removed_though_the_first_paragraph_takes_its_place() -> None:
    old = replace(BELOW, standfirst="Hundreds had to leave their homes.")
    assert told(old, ABOVE) == [("standfirst.removed", "standfirst")]
    assert told(ABOVE, old) == [("standfirst.added", "standfirst")]


def test_a_heading_may_be_the_standfirst_too() -> None:
    headed = replace(ABOVE, standfirst=None, blocks=(Heading(level=2, text=OPENING), *ABOVE.blocks))
    assert compare(ABOVE, headed) == ()


def test_another_text_far_below_or_unlike_is_not_the_standfirst() -> None:
    behind = article(*REST, OPENING)
    assert told(ABOVE, behind) == [("standfirst.removed", "standfirst"), ("paragraph.added", "blocks[4]")]
    other = article("Nobody was hurt, said the mayor, who had not slept since Sunday.", *REST)
    assert told(ABOVE, other) == [("standfirst.removed", "standfirst"), ("paragraph.added", "blocks[0]")]


def test_a_standfirst_that_repeats_the_first_paragraph_may_go() -> None:
    assert told(replace(BELOW, standfirst=OPENING), BELOW) == [("standfirst.removed", "standfirst")]
