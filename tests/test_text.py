"""Text as a reader sees it, by the short way and by the long one."""

import sys
import unicodedata

import pytest

from watcher.extract.elements import Text
from watcher.text import _CLEAN, _PLAIN, cjk_share, reader_text, remembered


def test_what_is_taken_for_plain_is_seen_and_in_normal_form_beside_anything_plain() -> None:
    plain = [c for c in map(chr, range(sys.maxunicode + 1)) if _PLAIN.fullmatch(c)]
    beside = "aeouαи가ا"
    assert len(plain) > 30_000
    assert all(unicodedata.category(c) not in ("Cf", "Mn", "Cs") and not unicodedata.combining(c) for c in plain)
    assert [c for c in plain for b in beside if unicodedata.normalize("NFC", b + c) != b + c] == []
    assert [c for c in plain if not _CLEAN.fullmatch(c)] == [c for c in plain if c.isspace() and c != " "]


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


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (0x1100, 0x11FF), (0x2E80, 0x2FDF), (0x3001, 0x30FF), (0x3100, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF),
        (0xAC00, 0xD7AF), (0xF900, 0xFAFF), (0xFF01, 0xFF60), (0x20000, 0x3FFFF),
    ],
)  # fmt: skip
def test_every_character_of_chinese_japanese_and_korean_counts(first: int, last: int) -> None:
    inside = (first, first + 1, (first + last) // 2, last - 1, last)
    assert [cjk_share(f"Élan {chr(number)}") for number in inside] == [0.2] * 5
    assert cjk_share(f"{chr(first)} {chr(last)}") == 1


def test_other_scripts_and_punctuation_do_not_count_as_chinese() -> None:
    others = "Élan – “слово” … € ‹שלום› كلمة ไทย हिन्दी ⁂ ⇒ ☂ ⸻ ꓡ ﷽ ﬁ ￠ 😀 \u3000\udc80"
    assert [cjk_share(f"é{one}") for one in others] == [0.0] * len(others)
