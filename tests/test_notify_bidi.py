from __future__ import annotations

import pytest

from watcher.notify.bidi import direction, levels, reordered


def seen(text: str) -> str:
    """The letters from left to right, as a reader sees them."""
    base = direction(text)
    return "".join(reordered([*zip(levels(text, base), text, strict=True)]))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("abc אבג def", "abc גבא def"),
        ("אבג abc דהו", "והד abc גבא"),
        ("אבג 12 דהו", "והד 12 גבא"),
        ("אבג 3.5% דהו", "והד 3.5% גבא"),
        ("عدد 3.5 من", "نم 3.5 ددع"),
        ("א -12 ב", "ב 12- א"),
        ("price אב 5,000 $", "price 5,000 בא $"),
        ("אבג (abc) דהו", "והד )abc( גבא"),  # brackets are mirrored when they are drawn
        ("12 אב", "בא 12"),
        ("", ""),
    ],
)
def test_what_runs_from_right_to_left_is_seen_so(text: str, shown: str) -> None:
    assert seen(text) == shown


def test_a_mark_over_a_letter_goes_with_it() -> None:
    text = "ab\u0301 א\u05b0ב"
    assert levels(text, 0) == [0, 0, 0, 0, 1, 1, 1]


@pytest.mark.parametrize(("text", "level"), [("12 abc", 0), ("12 אב", 1), ("עברית and English", 1), ("12", 0), ("", 0)])
def test_the_first_strong_letter_says_which_way_a_paragraph_runs(text: str, level: int) -> None:
    assert direction(text) == level
