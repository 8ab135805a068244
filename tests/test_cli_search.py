"""watcher search, as a person uses it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from cli_place import Place
from store_builders import added, article, edited, new


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = Place(tmp_path)
    with place.store() as store:
        watch = added(store, tags=("dw",))
        asyncio.run(store.memory.record(new(watch, article=article("The dam holds.", "柏林峰会将于周一举行。"))))
        asyncio.run(
            store.memory.record(
                edited(watch, 2, article=article("The old dam broke at night.", "柏林峰会将于周一举行。"))
            )
        )
    return place


def test_a_hit_shows_the_revision_and_the_text_around_it(place: Place) -> None:
    ran = place.run("search", "broke")
    assert ran.out.splitlines() == [
        "1@2  2026-05-04 12:00Z  river.example  The river rises",
        "    The old dam broke at night.",
    ]
    assert (ran.code, ran.err) == (0, "")


def test_what_was_taken_out_since_is_said_so(place: Place) -> None:
    assert place.run("search", "holds").out.splitlines()[1] == "    The dam holds.  no longer there"


def test_chinese_of_two_characters_is_found(place: Place) -> None:
    assert "柏林峰会将于周一举行。" in place.run("search", "峰会").out


def test_what_was_found_is_marked_in_colour(place: Place) -> None:
    assert "\x1b[33m\x1b[1m\x1b[4mbroke\x1b[0m" in place.run("search", "broke", FORCE_COLOR="1").out


def test_long_texts_are_shown_around_what_was_found(place: Place) -> None:
    with place.store() as store:
        (watch,) = store.watches.listed()
        text = f"{'before ' * 60}needle{' after' * 60}"
        asyncio.run(store.memory.record(edited(watch, 3, article=article(text))))
    (line,) = place.run("search", "needle").out.splitlines()[1:]
    assert line.strip().startswith("…")
    assert "before needle after" in line
    assert len(line) < 160


def test_a_phrase_is_one_word_of_the_shell(place: Place) -> None:
    assert place.run("search", "dam", "old").out
    assert not place.run("search", "dam old").out
    assert place.run("search", "old dam").out


def test_json_is_one_document_a_hit(place: Place) -> None:
    (hit,) = place.run("--json", "search", "broke").lines
    assert hit == {
        "watch": 1, "url": "https://river.example/story", "site": "river.example", "revision": 2,
        "title": "The river rises", "first_seen_at": "2026-05-04T12:00:00Z",
        "passages": [{"text": "The old dam broke at night.", "found": [[12, 17]], "stands": True}],
    }  # fmt: skip


def test_a_search_is_narrowed_to_a_tag_or_an_article(place: Place) -> None:
    assert place.run("search", "dam", "--tag", "dw").out
    assert not place.run("search", "dam", "--tag", "nyt").out
    assert place.run("search", "dam", "--watch", "1").out
    assert place.run("search", "dam", "--watch", "9").code == 3


def test_what_was_not_found_is_said(place: Place) -> None:
    ran = place.run("search", "zebra")
    assert (ran.code, ran.out, ran.err) == (0, "", "watcher: nothing was found\n")


def test_more_than_is_shown_is_said(place: Place) -> None:
    assert "--limit shows more" in place.run("search", "dam", "--limit", "1").err


def test_a_search_without_a_word_is_wrong_usage(place: Place) -> None:
    ran = place.run("search", "…")
    assert (ran.code, ran.err) == (2, "watcher: '…' holds no word to search for\n")
