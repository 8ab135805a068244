"""Text as a reader sees it, by the short way and by the long one."""

import sys
import unicodedata

import pytest

from watcher.extract.elements import Text
from watcher.text import _PLAIN, reader_text, remembered


def test_what_is_taken_for_plain_is_seen_and_in_normal_form_beside_anything_plain() -> None:
    plain = [c for c in map(chr, range(sys.maxunicode + 1)) if _PLAIN.fullmatch(c)]
    beside = "aeouαи가ا"
    assert len(plain) > 30_000
    assert all(unicodedata.category(c) not in ("Cf", "Mn", "Cs") and not unicodedata.combining(c) for c in plain)
    assert [c for c in plain for b in beside if unicodedata.normalize("NFC", b + c) != b + c] == []


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("  Über\n\tdie   Brücke ", "Über die Brücke"),
        ("u\u0308ber", "über"),
        ("Brü\u00adcke\u200b", "Brücke"),
        ("a\x1fb\x7f c", "ab c"),
        ("大桥\u3000通车。", "大桥 通车。"),
        ("the bridge ", "the bridge"),
        (" the bridge", "the bridge"),
        ("the  bridge", "the bridge"),
        ("the\u00a0bridge", "the bridge"),
        ("the bridge", "the bridge"),
        (" ", ""),
        ("", ""),
    ],
)
def test_text_has_single_spaces_and_nothing_unseen(raw: str, text: str) -> None:
    assert reader_text(raw) == text


def test_answers_about_short_texts_are_remembered_and_those_about_long_ones_are_not() -> None:
    asked: list[str] = []

    @remembered
    def size(text: str) -> int:
        asked.append(text)
        return len(text)

    long = "x" * 5_000
    assert [size("abc"), size("abc"), size(long), size(long)] == [3, 3, 5_000, 5_000]
    assert asked == ["abc", long, long]


def test_a_parser_s_kind_of_text_becomes_a_plain_one() -> None:
    assert type(reader_text(Text("Bridge closed"))) is str
