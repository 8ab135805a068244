from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from watcher.compare.align import align
from watcher.compare.table import heaviest_ascent
from watcher.model import Block, Embed, Heading, Image, List, Notice, Paragraph, Role

STORY = (
    "The river rose by two metres overnight and reached the lower town before dawn.",
    "Residents of the harbour district were asked to leave their homes at four in the morning.",
    "Schools will stay closed until Thursday, the council said in a short statement.",
    "A bridge that was repaired only last summer has been damaged again by driftwood.",
    "Farmers fear that the maize harvest is lost, as the fields stand under water.",
    "The weather service expects the rain to end before the weekend.",
)


def paragraphs(*texts: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(text=text) for text in texts)


def picture(name: str, caption: str | None = None, role: Role = "inline") -> Image:
    return Image(src=f"https://cdn.example/{name}.jpg", asset=f"cdn.example/{name}", caption=caption, role=role)


def pairs(old: Sequence[Block], new: Sequence[Block]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """(old positions, new positions) of all pairs."""
    return [(pair.old, pair.new) for pair in align(old, new).pairs]


def moved(old: Sequence[Block], new: Sequence[Block]) -> list[int]:
    return [pair.new[0] for pair in align(old, new).pairs if pair.moved]


def test_equal_blocks_are_paired_around_what_was_added_and_removed() -> None:
    new = paragraphs("Something entirely new happened in another place.", *STORY[1:])
    found = align(paragraphs(*STORY), new)
    assert (found.removed, found.added) == ((0,), (0,))
    assert [pair.old for pair in found.pairs] == [(1,), (2,), (3,), (4,), (5,)]


def test_an_edited_paragraph_is_paired_with_what_it_was() -> None:
    new = paragraphs(STORY[0], STORY[1].replace("four", "five"), *STORY[2:])
    found = align(paragraphs(*STORY), new)
    assert not found.removed
    assert not found.added


def test_the_lighter_paragraph_moved() -> None:
    short, long = "It is over.", STORY[1]
    assert moved(paragraphs(short, long, STORY[2]), paragraphs(long, short, STORY[2])) == [1]


def test_a_moved_paragraph_is_found_though_it_was_edited() -> None:
    edited = STORY[1].replace("four in the morning", "five in the morning")
    new = paragraphs(STORY[0], *STORY[2:], edited)
    assert moved(paragraphs(*STORY), new) == [5]


def test_a_split_paragraph_is_one_pair() -> None:
    whole = f"{STORY[0]} {STORY[1]}"
    assert ((1,), (1, 2)) in pairs(paragraphs(STORY[3], whole, STORY[4]), paragraphs(STORY[3], *STORY[:2], STORY[4]))


def test_merged_paragraphs_are_one_pair_though_a_word_changed() -> None:
    merged = f"{STORY[0]} {STORY[1]}".replace("asked", "ordered").replace("dawn", "noon")
    assert ((1, 2), (1,)) in pairs(paragraphs(STORY[3], *STORY[:2], STORY[4]), paragraphs(STORY[3], merged, STORY[4]))


def test_a_paragraph_split_in_three_and_edited_is_one_pair() -> None:
    whole = " ".join(STORY[:3])
    parts = (STORY[0], STORY[1].replace("four", "five"), STORY[2])
    assert ((1,), (1, 2, 3)) in pairs(paragraphs(STORY[4], whole, STORY[5]), paragraphs(STORY[4], *parts, STORY[5]))


def test_short_blocks_do_not_attract_each_other_by_accident() -> None:
    old = paragraphs("Yes, he said.", *STORY[:3])
    new = paragraphs(*STORY[:3], "No, she said.")
    found = align(old, new)
    assert (found.removed, found.added) == ((0,), (3,))


def test_different_paragraphs_in_one_place_are_removed_and_added() -> None:
    new = paragraphs(
        STORY[0], "Nobody knows when the trains to the capital will run again after the strike.", *STORY[2:]
    )
    found = align(paragraphs(*STORY), new)
    assert (found.removed, found.added) == ((1,), (1,))


def test_a_heading_between_the_same_paragraphs_is_the_same_heading() -> None:
    old = (Paragraph(text=STORY[0]), Heading(level=2, text="Background"), Paragraph(text=STORY[1]))
    new = (Paragraph(text=STORY[0]), Heading(level=2, text="How it began"), Paragraph(text=STORY[1]))
    assert len(pairs(old, new)) == 3


def test_blocks_of_different_kinds_are_paired_only_where_they_say_the_same() -> None:
    old = (Paragraph(text=STORY[0]), Paragraph(text="What we know"), Paragraph(text=STORY[1]))
    same = (Paragraph(text=STORY[0]), Heading(level=3, text="What we know"), Paragraph(text=STORY[1]))
    other = (Paragraph(text=STORY[0]), Notice(text="What we knew"), Paragraph(text=STORY[1]))
    assert len(pairs(old, same)) == 3
    assert len(pairs(old, other)) == 2


def test_a_list_that_became_paragraphs_is_one_pair() -> None:
    old: tuple[Block, ...] = (List(ordered=False, items=STORY[:3]), Paragraph(text=STORY[4]))
    assert pairs(old, paragraphs(*STORY[:3], STORY[4]))[0] == ((0,), (0, 1, 2))


def test_paragraphs_that_became_a_list_are_one_pair_though_a_word_changed() -> None:
    items = (STORY[1].replace("four", "five"), STORY[2])
    first, *_, last = old = paragraphs(*STORY[:4])
    new: tuple[Block, ...] = (first, List(ordered=False, items=items), last)
    assert ((1, 2), (1,)) in pairs(old, new)
    assert ((1,), (1, 2)) in pairs(new, old)


def test_edited_lines_of_one_form_are_paired_with_what_they_were_though_the_first_is_gone() -> None:
    lines = [f"Team {team} won by {ord(team) - 64} goals in the evening match at home." for team in "ABCDE"]
    late = [line.replace("evening", "late") for line in lines[1:]]
    found = align(paragraphs(*lines, STORY[0]), paragraphs(*late, STORY[1], STORY[0]))
    assert [(pair.old, pair.new) for pair in found.pairs][:4] == [((i + 1,), (i,)) for i in range(4)]
    assert (found.removed, found.added) == ((0,), (4,))


def test_a_picture_is_known_by_its_asset_and_not_by_its_address() -> None:
    small = Image(src="https://cdn.example/1_303.jpg", asset="cdn.example/1")
    large = Image(src="https://cdn.example/1_1004.webp", asset="cdn.example/1")
    assert align((small,), (large,)).pairs[0].equal


def test_another_picture_under_the_same_caption_is_in_the_place_of_the_first() -> None:
    old: tuple[Block, ...] = (picture("a", "The bridge"), *paragraphs(*STORY[:3]))
    new: tuple[Block, ...] = (*paragraphs(*STORY[:3]), picture("b", "The bridge"))
    assert ((0,), (3,)) in pairs(old, new)


def test_another_picture_between_the_same_paragraphs_is_in_the_place_of_the_first() -> None:
    old = (Paragraph(text=STORY[0]), picture("a", "The bridge"), Paragraph(text=STORY[1]))
    new = (Paragraph(text=STORY[0]), picture("b", "The mayor"), Paragraph(text=STORY[1]))
    assert ((1,), (1,)) in pairs(old, new)


def test_an_embed_is_paired_by_place() -> None:
    old = (Paragraph(text=STORY[0]), Embed(provider="video", src="https://v.example/1"), Paragraph(text=STORY[1]))
    new = (Paragraph(text=STORY[0]), Embed(provider="video", src="https://v.example/2"), Paragraph(text=STORY[1]))
    assert len(pairs(old, new)) == 3


def test_equal_short_lines_are_paired_in_order_and_none_moved() -> None:
    old = paragraphs("***", STORY[0], "***", STORY[1], "***", STORY[2])
    new = paragraphs(STORY[0], "***", STORY[1], "***", STORY[2])
    found = align(old, new)
    assert (found.removed, moved(old, new)) == ((0,), [])


def test_many_rewritten_paragraphs_are_paired_one_by_one() -> None:
    texts = [
        f"Item {i} of the list was {'red green blue'.split()[i % 3]} and cost {i * 13} coins in town {i % 7}."
        for i in range(90)
    ]
    edited = [text.replace("coins", "pounds") for text in texts]
    assert pairs(paragraphs(*texts), paragraphs(*edited)) == [((i,), (i,)) for i in range(90)]


BLOCKS = st.lists(
    st.sampled_from([*STORY, "", "Yes.", " ".join(STORY[:2])]).map(lambda text: Paragraph(text=text))
    | st.sampled_from(["a", "b", "c"]).map(picture)
    | st.text(max_size=12).map(lambda text: Heading(level=2, text=text)),
    max_size=9,
)  # fmt: skip


@given(BLOCKS, BLOCKS)
def test_every_block_is_in_exactly_one_place(old: list[Block], new: list[Block]) -> None:
    found = align(old, new)
    assert sorted([*found.removed, *(i for pair in found.pairs for i in pair.old)]) == list(range(len(old)))
    assert sorted([*found.added, *(j for pair in found.pairs for j in pair.new)]) == list(range(len(new)))


@given(BLOCKS)
def test_an_article_is_aligned_with_itself(blocks: list[Block]) -> None:
    assert all(pair.old == pair.new and not pair.moved for pair in align(blocks, blocks).pairs)


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(1, 9)), max_size=9, unique_by=lambda item: item[0]))
def test_the_heaviest_ascent_ascends_and_outweighs_every_single_place(items: list[tuple[int, int]]) -> None:
    places, weights = [place for place, _ in items], [weight for _, weight in items]
    kept = heaviest_ascent(places, weights)
    assert [places[k] for k in kept] == sorted(places[k] for k in kept)
    assert sum(weights[k] for k in kept) >= max(weights, default=0)
