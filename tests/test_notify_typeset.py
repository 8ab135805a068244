from __future__ import annotations

from pathlib import Path

import pytest
from boxfont import BoxFonts, box_font
from cli_place import someone_else

from watcher.notify.fonts import SystemFonts, _known
from watcher.notify.markup import Piece
from watcher.notify.typeset import NoPicture, SetLine, Style, lacking, language_of_text, typeset

LATIN = "".join(map(chr, range(33, 127))) + "…–—éÉ“”"
HAN = "甲乙丙丁戊己庚辛壬癸。，「」〓中"
STYLE = Style(size=100)  # a letter is 60 pixels wide


@pytest.fixture
def fonts(tmp_path: Path) -> BoxFonts:
    latin = box_font(tmp_path / "latin.ttf", LATIN)
    han = box_font(tmp_path / "han.ttf", HAN + "ab")
    hebrew = box_font(tmp_path / "hebrew.ttf", "אבגדה()")
    return BoxFonts({"": latin, "zh-cn": han, "he": hebrew})


def said(lines: list[SetLine]) -> list[str]:
    return ["".join(run.text for run in line.runs) for line in lines]


def set_text(text: str, fonts: BoxFonts, width: int, most: int = 20) -> list[str]:
    return said(typeset([("text", text)], STYLE, fonts, width, most))


def test_lines_break_between_words(fonts: BoxFonts) -> None:
    assert set_text("one two three four", fonts, 600) == ["one two", "three four"]


def test_a_word_longer_than_a_line_is_broken_within(fonts: BoxFonts) -> None:
    assert set_text("a abcdefghijkl m", fonts, 300) == ["a", "abcde", "fghij", "kl m"]


def test_a_word_breaks_after_its_hyphen(fonts: BoxFonts) -> None:
    assert set_text("well-known", fonts, 360) == ["well-", "known"]


def test_chinese_breaks_between_characters(fonts: BoxFonts) -> None:
    assert set_text("甲乙丙丁戊己庚", fonts, 180) == ["甲乙丙", "丁戊己", "庚"]


def test_no_line_begins_with_a_full_stop_or_ends_with_an_opening_bracket(fonts: BoxFonts) -> None:
    assert set_text("甲乙丙。丁戊", fonts, 180) == ["甲乙", "丙。丁", "戊"]
    assert set_text("甲乙「丙丁」", fonts, 180) == ["甲乙", "「丙", "丁」"]


def test_words_of_latin_letters_in_chinese_stay_whole(fonts: BoxFonts) -> None:
    assert set_text("甲乙aab丙", fonts, 240) == ["甲乙", "aab丙"]


def test_what_finds_no_line_is_cut_and_says_so(fonts: BoxFonts) -> None:
    assert set_text("one two three four", fonts, 600, most=1) == ["one two…"]
    assert set_text("abcdefghij klm", fonts, 600, most=1) == ["abcdefghi…"]


def test_each_line_is_no_wider_than_asked(fonts: BoxFonts) -> None:
    text = "It was said, (not for the first time) 甲乙丙丁戊己庚辛壬癸 nobody-knows what averyveryverylongwordthat is."
    lines = typeset([("text", text)], STYLE, fonts, 900, 40)
    assert len(lines) > 5
    assert max(line.width for line in lines) <= 900


def test_each_letter_is_set_in_a_font_that_has_it(fonts: BoxFonts) -> None:
    (line,) = typeset([("text", "q甲")], STYLE, fonts, 2000, 1)
    assert [(run.text, Path(run.face.path).name) for run in line.runs] == [("q", "latin.ttf"), ("甲", "han.ttf")]


def test_the_font_of_the_language_sets_all_that_it_has(fonts: BoxFonts) -> None:
    (line,) = typeset([("text", "a甲")], Style(size=100, language="zh-cn"), fonts, 2000, 1)
    assert [(run.text, Path(run.face.path).name) for run in line.runs] == [("a甲", "han.ttf")]


def test_emoji_without_a_glyph_are_left_out(fonts: BoxFonts) -> None:
    assert set_text("well 🎉👩‍👩‍👧 done ✅", fonts, 2000) == ["well done"]


def test_a_change_of_emoji_alone_is_shown_as_something_left_out(fonts: BoxFonts) -> None:
    pieces: list[Piece] = [("text", "well "), ("old", "🎉"), ("new", "✅")]
    (line,) = typeset(pieces, STYLE, fonts, 2000, 1)
    assert [(run.mark, run.text) for run in line.runs if run.text.strip()] == [
        ("text", "well "), ("old", "…"), ("new", "…")
    ]  # fmt: skip


def test_letters_in_fancy_shapes_are_set_as_letters(fonts: BoxFonts) -> None:
    assert set_text("𝐁𝐨𝐥𝐝 ①", fonts, 2000) == ["Bold 1"]


def test_a_rare_ideograph_is_replaced_as_printers_do(fonts: BoxFonts) -> None:
    assert set_text("甲𠀀乙", fonts, 2000) == ["甲〓乙"]


def test_a_script_without_a_font_is_not_drawn_and_says_what_to_install(fonts: BoxFonts) -> None:
    with pytest.raises(NoPicture, match=r"U\+D55C; on Debian: apt-get install fonts-noto-cjk"):
        set_text("한", fonts, 2000)
    with pytest.raises(NoPicture, match="apt-get install fonts-dejavu-core"):
        set_text("a 甲", BoxFonts({}), 2000)


def test_old_and_new_words_that_touch_are_set_apart(fonts: BoxFonts) -> None:
    assert said(typeset([("old", "21"), ("new", "12")], STYLE, fonts, 2000, 1)) == ["21 12"]
    assert said(typeset([("old", "21 "), ("new", "12")], STYLE, fonts, 2000, 1)) == ["21 12"]


def test_the_space_around_what_is_marked_is_not(fonts: BoxFonts) -> None:
    (line,) = typeset([("text", "would "), ("old", "not "), ("text", "agree")], STYLE, fonts, 2000, 1)
    assert [(run.mark, run.text) for run in line.runs] == [("text", "would "), ("old", "not"), ("text", " agree")]


def test_the_scripts_that_cannot_be_drawn_are_named_with_what_to_install(fonts: BoxFonts) -> None:
    cyrillic, japanese, *arabic = lacking(fonts)  # Greek and Korean come with them
    assert cyrillic.startswith("no font has the letter U+0436; ")
    assert japanese.startswith("no font has the letter U+306E; ")
    assert all(why.endswith("apt-get install libfribidi0") for why in arabic)


def test_of_a_hundred_marks_over_a_letter_four_are_set(fonts: BoxFonts, tmp_path: Path) -> None:
    marked = BoxFonts({"": box_font(tmp_path / "marks.ttf", "a\u0301")})
    assert set_text("a" + "\u0301" * 100, marked, 2000) == ["a" + "\u0301" * 4]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("", "zh-Hans", "zh-cn"), ("", "zh_Hant_TW", "zh-tw"), ("", "zh-TW", "zh-tw"), ("", "zh", "zh-cn"),
        ("", "de-AT", "de"), ("", "en:file=/etc/passwd", ""),
        ("東京", "\0", "zh-cn"), ("東京の", "", "ja"), ("東京", "", "zh-cn"), ("서울", "", "ko"), ("Paris", "", ""),
    ],
)  # fmt: skip
def test_fonts_are_chosen_by_the_language_or_else_by_the_letters(text: str, language: str, expected: str) -> None:
    assert language_of_text(text, language) == expected


@pytest.mark.parametrize("home", ["closed/home", "", None])
def test_a_home_that_may_not_be_looked_into_holds_no_fonts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: str | None
) -> None:
    (tmp_path / "closed" / "home").mkdir(parents=True)
    (tmp_path / "closed").chmod(0)
    if home is None:
        monkeypatch.delenv("HOME")
        monkeypatch.setattr("pwd.getpwuid", {}.__getitem__)
    else:
        monkeypatch.setenv("HOME", str(tmp_path / home) if home else "")
    monkeypatch.setenv("PATH", "")
    _known.cache_clear()
    with someone_else():
        assert SystemFonts().face("zh-cn", bold=False) is not None
