"""What is searched for, and where it stands."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.store.terms import found_at, indexed, query, terms


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Die Café-Runde", "die cafe runde"),
        ("10,5 Mio. Euro", "10 5 mio euro"),
        ("中国人", "中国 国人 人"),
        ("G20峰会", "g20 峰会 会"),
        ("１０亿", "10 亿"),
        ("서울에서 열린", "서울 울에 에서 서 열린 린"),
        ("ไทย", "ไท ทย ย"),
        ("हिन्दी समाचार", "हिन्दी समाचार"),
        ("السَّلامُ", "السلام"),
        ("Straße", "strasse"),
        (" … ", ""),
    ],
)
def test_text_is_indexed_by_words_and_by_pairs_of_characters(text: str, words: str) -> None:
    assert indexed(text) == words


@pytest.mark.parametrize(
    ("wanted", "asked"),
    [
        ("river", '"river" *'),
        ("river level", '"river" * AND "level" *'),
        ('"the river"', '"the river"'),
        ("“the river", '"the river"'),
        ("峰会", '"峰会" *'),
        ("会", '"会" *'),
        ('"会"', '"会" *'),
        ("峰会2024", '"峰会 会 2024" *'),
        ('a"b', '"a b" *'),
        ("... -", ""),
        ("", ""),
    ],
)
def test_what_is_typed_becomes_a_query(wanted: str, asked: str) -> None:
    assert query(terms(wanted)) == asked


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("cafe", ["Café"]),
        ("STRASSE", ["Straße"]),
        ("峰会", ["峰会"]),
        ("10,5", ["10,5"]),
        ("und", ["und"]),
        ("10 strasse", ["Straße", "10"]),
        ('"am G20峰会"', ["am G20峰会"]),
        ("nothing", []),
    ],
)
def test_what_is_found_is_shown_as_it_is_written(wanted: str, found: list[str]) -> None:
    text = "Café und Bund an der Straße: 10,5 am G20峰会"
    assert [text[begin:end] for begin, end in found_at(text, terms(wanted))] == found


@given(st.text(max_size=60))
def test_every_text_finds_itself(text: str) -> None:
    for term in terms(text):
        assert set(term.words[:-1]) <= set(indexed(text).split())


@given(st.text(max_size=60), st.text(max_size=10))
def test_places_are_in_order_and_apart(text: str, wanted: str) -> None:
    places = found_at(text, terms(wanted))
    assert all(0 <= begin < end <= len(text) for begin, end in places)
    assert all(one[1] <= other[0] for one, other in pairwise(places))
