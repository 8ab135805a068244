"""Which words of a revision are searched."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from store_builders import MINUTE, NOON, added, article, edited, new, opened, same

from watcher.model import Image, Outcome
from watcher.store import Store
from watcher.store.brought import words

LONG = (
    "The river rose by a metre in the night. The mayor spoke to those who live at the old bridge. "
    "Twelve houses were cleared before noon. Nobody was hurt, said the fire brigade of the town. "
    "The school stays closed until Friday."
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as store:
        yield store


def test_a_first_revision_brought_everything() -> None:
    own = replace(article("One two.", "Three four."), standfirst="Zero.")
    assert words(own, None) == "the river rises\nzero\none two\nthree four"


def test_an_edit_brought_its_headline_and_the_sentences_that_are_new() -> None:
    own = article(LONG.replace("Twelve houses", "Thirty houses"), "Three four.")
    assert words(own, article(LONG, "Three four.")) == (
        "the river rises\nthe mayor spoke to those who live at the old bridge thirty houses were cleared before noon"
    )


def test_words_beside_what_is_new_belong_to_it() -> None:
    own = article(LONG.replace("The school", "The college"))
    found = words(own, article(LONG))
    assert found.endswith("\nnobody was hurt said the fire brigade of the town the college stays closed until friday")


def test_where_sentences_went_their_neighbours_are_new_to_each_other() -> None:
    own = article(LONG.replace("Twelve houses were cleared before noon. ", ""))
    assert "the old bridge nobody was hurt" in words(own, article(LONG))


def test_chinese_is_told_apart_by_its_own_full_stops() -> None:
    old = "柏林峰会将于周一举行，各国领导人都会出席，这是五年来的第一次会议，讨论的是河流与水坝的未来。" * 3
    new_ = old + "市长说，洪水已经退去。"
    found = words(article(new_), article(old))
    assert "洪水 水已 已经 经退 退去 去" in found
    assert len(found) < len(words(article(new_), None)) / 2


def test_a_text_that_is_unlike_all_before_is_new_as_a_whole() -> None:
    assert words(article(LONG), article("Something else stood here.")) == words(article(LONG), None)


def test_two_texts_that_were_told_anew_are_new_each_for_itself() -> None:
    pair = (LONG, "A second text. " + LONG[::-1])
    own = article(pair[0].replace("metre", "foot"), pair[1].replace("second", "third"))
    found = words(own, article(*pair)).split("\n")
    assert len(found) == 3
    assert found[1].startswith("the river rose by a foot in the night")
    assert found[2].startswith("a third text")


def test_a_caption_and_what_is_empty(tmp_path: Path) -> None:
    src = "https://a.example/1.jpg"
    picture = Image(src=src, asset=src, role="lead", caption="A flooded lane", credit="…")
    own = replace(article(), title="", blocks=(picture,))
    assert words(own, None) == "a flooded lane"
    assert words(own, own) == ""


@pytest.mark.parametrize("size", [100_000])
def test_endless_texts_take_no_longer_than_they_are_long(size: int) -> None:
    assert words(article("a" * size + "b"), article("a" * size + "c")).endswith("b")
    assert words(article("." * size + "b"), article("." * size + "c")) == "the river rises\nb"


def terms_left(store: Store) -> dict[str, int]:
    """The words that the index holds, and in how many revisions each."""
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute("CREATE VIRTUAL TABLE temp.held USING fts5vocab (main, passages, row)")
        return dict(connection.execute("SELECT term, doc FROM held"))


async def test_what_is_read_anew_or_removed_leaves_no_word_in_the_index(store: Store) -> None:
    river, town = added(store, "river"), added(store, "town")
    await store.memory.record(new(town, article=article("Nothing happened.")))
    only = terms_left(store)
    await store.memory.record(new(river, article=article(LONG)))
    for number in range(2, 12):
        at = NOON + number * MINUTE
        text = LONG.replace("Twelve", f"Number {number}")
        await store.memory.record(edited(river, number, at, article=article(text, f"More {number}.")))
    anew = article(LONG.replace("hurt", "harmed"))
    await store.memory.record(same(river, NOON + 20 * MINUTE, reread=anew, extractor="2", outcome=Outcome.SAME))
    assert (terms_left(store)["harmed"], terms_left(store)["hurt"]) == (1, 1)
    assert store.watches.remove(river.id)
    assert terms_left(store) == only


async def test_an_article_that_is_damaged_does_not_keep_its_watch_from_being_removed(store: Store) -> None:
    river = added(store, "river")
    await store.memory.record(new(river, article=article(LONG)))
    await store.memory.record(edited(river, 2, article=article("Short.")))
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute("UPDATE articles SET body = zeroblob(20) WHERE number = 1")
        connection.commit()
    assert store.watches.remove(river.id)
    assert store.search.hits("mayor", limit=5) == []
