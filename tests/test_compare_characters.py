"""Changes cut down to the characters that differ."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.compare.characters import by_characters
from watcher.model import Span


@pytest.mark.parametrize(
    ("before", "after", "spans"),
    [
        ("Goverment", "Government", [("=", "Gover"), ("+", "n"), ("=", "ment")]),
        ("12 500", "12 700", [("=", "12 "), ("-", "5"), ("+", "7"), ("=", "00")]),
        ("resigned", "dismissed", [("-", "resign"), ("+", "dismiss"), ("=", "ed")]),
        ("a long peace", "the war", [("-", "a long peace"), ("+", "the war")]),
        ("a", "b", [("-", "a"), ("+", "b")]),
        ("सरकारी", "सरकार", [("=", "सरका"), ("-", "री"), ("+", "र")]),
        ("👩‍🚒 came", "👨‍🚒 came", [("-", "👩‍🚒"), ("+", "👨‍🚒"), ("=", " came")]),
    ],
)
def test_what_was_replaced_is_cut_to_what_differs(before: str, after: str, spans: list[Span]) -> None:
    assert list(by_characters([("-", before), ("+", after)])) == spans


def test_what_was_only_added_or_removed_stays_whole() -> None:
    spans: list[Span] = [("=", "a "), ("+", "new "), ("=", "b "), ("-", "old")]
    assert list(by_characters(spans)) == spans


_SPANS = st.lists(st.tuples(st.sampled_from("=-+"), st.text("abcde ", min_size=1, max_size=12)), max_size=6)


@given(_SPANS)
def test_joined_they_give_the_same_texts(spans: list[Span]) -> None:
    finer = by_characters(spans)
    for left_out in "+-":
        assert "".join(t for op, t in finer if op != left_out) == "".join(t for op, t in spans if op != left_out)


def test_long_texts_are_left_as_they_are() -> None:
    spans: list[Span] = [("-", "a" * 5000), ("+", "b" + "a" * 5000)]
    assert list(by_characters(spans)) == spans
