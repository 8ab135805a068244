"""By what changes of different articles are alike, and what is news however many articles have it."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from builders import article, revision

from watcher.compare import compare
from watcher.model import Article, Heading, Image, Likeness, Link, Notice, Paragraph, Revision
from watcher.model.traits import traits_of

BOX = "Subscribe to our evening letter and read tomorrow's papers today."
FERRY = article(
    "The ferry to Lowen Island stopped after an engine fire on Monday.",
    "All twelve passengers were brought ashore by a fishing boat.",
    "The harbour office says the ferry will sail again on Friday.",
    title="Ferry stopped after engine fire",
)
FROST = article(
    "Late frost has damaged a third of the vineyards in the valley.",
    "Growers lit candles between the rows for four nights.",
    "The chamber of agriculture expects losses of 2.4 million.",
    title="Frost damages vineyards",
)


def changed(before: Article, after: Article) -> Revision:
    return revision(after, number=2, changes=compare(before, after))


def found(before: Article, after: Article) -> list[tuple[str, str, str]]:
    return [(trait.likeness.value, trait.kind, trait.detail) for trait in traits_of(changed(before, after))]


def keys(before: Article, after: Article, likeness: Likeness) -> set[str]:
    return {trait.key for trait in traits_of(changed(before, after)) if trait.likeness is likeness}


def extended(of: Article, *texts: str) -> Article:
    return replace(of, blocks=(*of.blocks, *(Paragraph(text=text) for text in texts)))


def shown(of: Article, **legends: Any) -> Article:
    """The article with a picture of its own."""
    name = of.title.partition(" ")[0]
    src = f"https://news.example/{name}.jpg"
    return replace(of, blocks=(Image(src=src, asset=src, **legends), *of.blocks))


def test_the_same_text_is_alike_in_two_articles_wherever_it_came() -> None:
    one = keys(FERRY, extended(FERRY, BOX), Likeness.TEXT)
    other = keys(
        FROST, replace(FROST, blocks=(*FROST.blocks[:1], Paragraph(text=BOX), *FROST.blocks[1:])), Likeness.TEXT
    )
    assert one == other
    assert len(one) == 1


def test_a_text_that_came_and_one_that_went_are_not_alike() -> None:
    assert keys(FERRY, extended(FERRY, BOX), Likeness.TEXT) != keys(extended(FROST, BOX), FROST, Likeness.TEXT)


def test_a_text_that_speaks_of_what_its_article_speaks_of_is_the_story() -> None:
    background = "The ferry to Lowen Island caught fire before, on a Monday in March."
    assert not keys(FERRY, extended(FERRY, background), Likeness.TEXT)


def test_a_word_or_two_are_too_little_to_be_the_same_text() -> None:
    assert not keys(FERRY, extended(FERRY, "More soon"), Likeness.TEXT)


WIRE = {"authors": ("Ines Markward",), "published_at": "2026-03-02T06:15:00Z"}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(
            {"standfirst": "Nobody was hurt."}, {}, [("shape", "standfirst.removed", "")], id="standfirst lost"
        ),
        pytest.param(
            {}, {"standfirst": "Nobody was hurt."}, [("shape", "standfirst.added", "")], id="standfirst found"
        ),
        pytest.param(WIRE, WIRE | {"authors": ("The Newsroom",)}, [("aside", "authors.edited", "")], id="authors"),
        pytest.param(WIRE, WIRE | {"authors": ()}, [("aside", "authors.edited", "gone")], id="authors lost"),
        pytest.param(WIRE | {"authors": ()}, WIRE, [("aside", "authors.edited", "new")], id="authors found"),
        pytest.param({}, {"section": "World"}, [], id="section found"),
        pytest.param({"tags": ("a", "b")}, {"tags": ("a", "c")}, [("aside", "tags.edited", "")], id="tags"),
        pytest.param({"copyright": "© 2025"}, {"copyright": "© 2026"}, [("shape", "copyright.edited", "")], id="year"),
        pytest.param(
            WIRE,
            WIRE | {"published_at": "2026-03-02T08:15:00Z"},
            [("shape", "published.changed", "by +2:00 hours")],
            id="two hours later",
        ),
        pytest.param(
            WIRE,
            WIRE | {"published_at": "2026-03-02T00:45:00Z"},
            [("shape", "published.changed", "by −5:30 hours")],
            id="half a day of India earlier",
        ),
        pytest.param(WIRE, WIRE | {"published_at": "2026-03-02T06:22:00Z"}, [], id="published seven minutes later"),
        pytest.param(WIRE, WIRE | {"published_at": "2026-03-04T06:15:00Z"}, [], id="published two days later"),
        pytest.param(
            {"modified_at": "2026-03-02T06:15:00Z"}, {"modified_at": "2026-03-02T08:15:00Z"}, [], id="only modified"
        ),
        pytest.param({"seo_title": "Ferry fire"}, {"seo_title": "Fire"}, [("shape", "seo_title.edited", "")], id="seo"),
        pytest.param({}, {"title": "Minister resigns over the ferry"}, [], id="a headline with new words"),
    ],
)
def test_what_became_of_a_field(
    before: dict[str, Any], after: dict[str, Any], expected: list[tuple[str, str, str]]
) -> None:
    told = [each for each in found(replace(FERRY, **before), replace(FERRY, **after)) if each[0] in ("shape", "aside")]
    assert told == expected


def test_what_became_of_a_pictures_legends_is_alike_whatever_they_said() -> None:
    for name in ("caption", "alt", "credit"):
        one = keys(shown(FERRY, **{name: "The ferry at its berth"}), shown(FERRY), Likeness.SHAPE)
        other = keys(shown(FROST, **{name: "Candles between the rows"}), shown(FROST), Likeness.SHAPE)
        assert one == other
        assert len(one) == 1


def test_the_caption_of_a_picture_that_came_with_it_is_no_likeness_of_its_own() -> None:
    kinds = {kind for _, kind, _ in found(FERRY, shown(FERRY, caption="The ferry at its berth"))}
    assert kinds == {"image.added"}


def test_pictures_that_come_with_text_are_of_the_story() -> None:
    assert not keys(FERRY, shown(extended(FERRY, BOX)), Likeness.ASIDE)
    assert keys(FERRY, shown(FERRY), Likeness.ASIDE)


def test_a_picture_that_was_replaced_is_alike_whatever_it_shows() -> None:
    def swapped(of: Article) -> Article:
        src = of.title.replace(" ", "-")
        image = Image(src=f"https://img.example/{src}.png", asset=src, caption="The same caption stays here")
        return replace(of, blocks=(image, *of.blocks))

    old = (shown(of, caption="The same caption stays here") for of in (FERRY, FROST))
    one, other = (keys(before, swapped(of), Likeness.ASIDE) for before, of in zip(old, (FERRY, FROST), strict=True))
    assert one == other
    assert len(one) == 1


def linked(text: str, href: str) -> Article:
    """The article with a first paragraph that has a link."""
    link = Link(text="ferry", href=href)
    return replace(FERRY, blocks=(Paragraph(text=text, links=(link,)), *FERRY.blocks[1:]))


def test_links_that_lead_elsewhere_are_alike_unless_the_text_around_them_was_edited() -> None:
    before = linked("The ferry stopped after an engine fire.", "https://news.example/ferry")
    after = linked("The ferry stopped after an engine fire.", "https://go.example/?u=1")
    assert [kind for _, kind, _ in found(before, after)] == ["link.changed"]
    edited = linked("The ferry stopped after a kitchen fire.", "https://go.example/?u=1")
    assert "link.changed" not in {kind for _, kind, _ in found(before, edited)}


@pytest.mark.parametrize(
    ("kind", "after"),
    [
        ("paragraph.added", (*FERRY.blocks, Paragraph(text="More about ferries: The fleet is growing old"))),
        ("paragraph.added", (Paragraph(text="More about ferries: The fleet is growing old"), *FERRY.blocks)),
        ("paragraph.removed", FERRY.blocks[:-1]),
        ("heading.added", (*FERRY.blocks, Heading(level=2, text="More about ferries and their engines"))),
    ],
)
def test_one_block_that_came_or_went_at_an_end_is_alike_whatever_it_says(kind: str, after: tuple[Any, ...]) -> None:
    assert ("edge", kind) in {(alike, of) for alike, of, _ in found(FERRY, replace(FERRY, blocks=after))}


def test_two_blocks_at_an_end_are_an_edit() -> None:
    assert not keys(
        FERRY, extended(FERRY, "The crew was praised by the mayor.", "A new engine is ordered."), Likeness.EDGE
    )


def test_a_block_in_the_middle_is_an_edit() -> None:
    after = replace(
        FERRY, blocks=(*FERRY.blocks[:2], Paragraph(text="A second boat took the cars."), *FERRY.blocks[2:])
    )
    assert not keys(FERRY, after, Likeness.EDGE)


def test_the_newest_post_of_a_live_blog_is_an_edit() -> None:
    posts = [Paragraph(text=b.text, posted_at="2026-03-02T06:15:00Z") for b in FERRY.blocks if isinstance(b, Paragraph)]
    live = replace(FERRY, blocks=tuple(posts))
    newest = Paragraph(text="A tug is on its way from the mainland.", posted_at="2026-03-02T07:15:00Z")
    assert not keys(live, replace(live, blocks=(newest, *live.blocks)), Likeness.EDGE)


def test_the_same_words_in_the_place_of_the_same_others_are_alike() -> None:
    def renamed(of: Article, name: str) -> Article:
        return extended(of, f"As the {name} reported in its evening edition after the meeting.")

    pairs = [(renamed(of, "messenger"), renamed(of, "telegraph")) for of in (FERRY, FROST)]
    one, other = (keys(before, after, Likeness.WORDS) for before, after in pairs)
    assert one == other
    assert found(*pairs[0]) == [("words", "paragraph.edited", "“messenger” → “telegraph”")]


def test_where_a_fact_is_touched_it_is_said() -> None:
    after = replace(
        FERRY,
        blocks=(*FERRY.blocks[:2], Paragraph(text="The harbour office says the ferry will sail again on Sunday.")),
    )
    assert {alike for alike, _, _ in found(FERRY, after)} == {"facts"}


def test_a_short_word_is_too_little_to_be_alike_unless_it_is_a_fact() -> None:
    assert found(extended(FERRY, "They sat on a bench."), extended(FERRY, "They sat at a bench.")) == []
    pairs = [(extended(of, "They were 12 in all."), extended(of, "They were 21 in all.")) for of in (FERRY, FROST)]
    one, other = (keys(before, after, Likeness.FACTS) for before, after in pairs)
    assert one == other
    assert len(one) == 1


def test_a_correction_note_is_news() -> None:
    note = Notice(text="Correction: an earlier version of this article gave a wrong figure.")
    assert found(FERRY, replace(FERRY, blocks=(*FERRY.blocks, note))) == []


def test_each_trait_names_the_changes_that_have_it_the_strongest_first() -> None:
    before = replace(shown(FERRY, caption="The ferry at its berth"), standfirst="Nobody was hurt.")
    after = extended(shown(FERRY), BOX)
    traits = traits_of(changed(before, after))
    changes = compare(before, after)
    assert [(t.likeness, [changes[i].kind for i in positions]) for t, positions in traits.items()] == [
        (Likeness.TEXT, ["paragraph.added"]),
        (Likeness.SHAPE, ["standfirst.removed"]),
        (Likeness.SHAPE, ["caption.removed"]),
        (Likeness.EDGE, ["paragraph.added"]),
    ]


def test_a_first_revision_has_none() -> None:
    assert traits_of(revision(FERRY)) == {}


def test_of_a_thousand_texts_some_are_compared_and_a_lost_standfirst_with_them() -> None:
    words = (random.Random(n).choices("abcdefghijklmnopqrstuvwxyz", k=40) for n in range(1000))
    after = article(*("".join(letters) for letters in words))
    traits = traits_of(changed(article("Empty.", standfirst="Nobody was hurt."), after))
    assert [trait.likeness for trait in traits] == [*[Likeness.TEXT] * 39, Likeness.SHAPE]
