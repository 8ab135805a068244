"""How things look on a terminal."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from store_builders import NOON

from watcher.cli import terminal
from watcher.cli.paragraphs import paragraph, side, wrapped
from watcher.cli.progress import progress
from watcher.cli.terminal import Screen, table

COLOURFUL = Screen(width=40, colour=True)
_TEXTS = st.text(st.sampled_from("abc 12.,“”（）。，二十余年レ한é\u0301👩 –-"), max_size=120)


class Tty(io.StringIO):
    def isatty(self) -> bool:
        return True


def lines_of(text: str, width: int) -> list[str]:
    return [text[begin:end] for begin, end in wrapped(text, width)]


@given(_TEXTS, st.integers(4, 30))
def test_no_line_is_wider_than_the_screen_and_no_character_is_lost(text: str, width: int) -> None:
    lines = lines_of(text, width)
    assert "".join(lines) == text
    assert all(cell_len(line.rstrip()) <= width for line in lines)


@given(_TEXTS, st.integers(4, 30))
def test_a_column_is_filled_up_to_exactly_its_width(text: str, width: int) -> None:
    assert all(cell_len(line) == width for line in side([(text, "")], width, Screen()))


def test_colour_takes_no_room_in_a_column() -> None:
    (line,) = side([("gone ", "old")], 8, COLOURFUL)
    assert line == "\x1b[31m\x1b[9mgone\x1b[0m    "


def test_words_and_numbers_stay_whole() -> None:
    assert lines_of("the water stands at 2.4 metres", 12) == ["the water ", "stands at ", "2.4 metres"]


def test_chinese_breaks_between_characters_but_never_before_a_closing_sign() -> None:
    assert lines_of("水位在四月上升，之后下降", 14) == ["水位在四月上", "升，之后下降"]


def test_a_word_longer_than_a_line_is_cut() -> None:
    assert lines_of("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]


def test_a_terminal_obeys_nothing_that_an_article_says() -> None:
    hostile = "safe\x1b[2J\x9b31m\u202eevil\r\n\x07"
    assert terminal.plain(hostile) == "safe [2J 31mevil   "


def test_what_is_styled_is_cleaned_first() -> None:
    (line,) = paragraph([("a\x1b[31mb", "old")], COLOURFUL)
    assert line == "\x1b[31m\x1b[9ma [31mb\x1b[0m"


@pytest.mark.parametrize(
    ("environ", "colour"),
    [
        ({"TERM": "xterm"}, True),
        ({"TERM": "dumb"}, False),
        ({"TERM": "xterm", "NO_COLOR": "1"}, False),
        ({"TERM": "xterm", "NO_COLOR": ""}, True),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
    ],
)
def test_colour_is_for_terminals_that_want_it(environ: dict[str, str], colour: bool) -> None:
    assert terminal.screen(Tty(), environ).colour is colour


def test_what_is_no_terminal_has_neither_colour_nor_a_width() -> None:
    assert terminal.screen(io.StringIO(), {}) == Screen(width=0, colour=False)


def test_colour_can_be_forced_through_a_pipe() -> None:
    assert terminal.screen(io.StringIO(), {"FORCE_COLOR": "1"}).colour


def test_a_table_counts_chinese_characters_twice_and_cuts_the_last_column() -> None:
    rows = [
        [("1", ""), ("水位", ""), ("a long headline that does not fit", "")],
        [("10", ""), ("ab", ""), ("short", "")],
    ]
    assert list(table(rows, ("", "what", "headline"), Screen(width=30))) == [
        "    what  headline",
        "1   水位  a long headline tha…",
        "10  ab    short",
    ]


def test_columns_for_which_a_screen_has_no_room_stand_below() -> None:
    rows = [
        [("2026-05-04 12:00Z", ""), ("river.example", ""), ("¶~ (number)", ""), ("Bridge closed all winter", "")],
        [("2026-05-04 12:01Z", ""), ("town.example", ""), ("gone", ""), ("水位", "")],
    ]
    head = ("seen", "site", "what", "headline")
    assert list(table(rows, head, Screen(width=46))) == [
        "seen               site           what",
        "    headline",
        "2026-05-04 12:00Z  river.example  ¶~ (number)",
        "    Bridge closed all winter",
        "2026-05-04 12:01Z  town.example   gone",
        "    水位",
    ]
    assert list(table(rows, head, Screen(width=38)))[2:4] == [
        "2026-05-04 12:00Z  river.example",
        "    ¶~ (number)  Bridge closed all wi…",
    ]
    for width in range(30, 100):
        assert max(map(cell_len, table(rows, head, Screen(width=width)))) <= max(width, 32)
    assert len(list(table(rows, head, Screen()))) == 3


def test_a_table_without_rows_has_no_head_either() -> None:
    assert list(table([], ("a", "b"), Screen())) == []


def test_an_address_is_shown_in_its_own_script() -> None:
    assert terminal.address("https://dw.example/zh/%E6%B0%B4%E4%BD%8D/a-1") == "https://dw.example/zh/水位/a-1"


@pytest.mark.parametrize("url", ["https://a.example/%1b%5B2J", "https://a.example/%20x", "https://a.example/%ff"])
def test_an_address_that_would_not_be_readable_stays_encoded(url: str) -> None:
    assert terminal.address(url) == url


@pytest.mark.parametrize(
    ("time", "words"),
    [(timedelta(0), "0s"), (timedelta(seconds=59), "59s"), (timedelta(minutes=90), "1h"), (timedelta(days=40), "40d")],
)
def test_lengths_of_time_are_told_in_the_largest_unit(time: timedelta, words: str) -> None:
    assert terminal.length(time) == words


def test_times_are_told_from_now() -> None:
    assert terminal.ago(NOON - timedelta(minutes=5), NOON) == "5m ago"
    assert terminal.ago(NOON + timedelta(hours=3), NOON) == "in 3h"
    assert terminal.ago(None, NOON) == "never"
    assert terminal.instant(NOON) == "2026-05-04 12:00Z"


@pytest.mark.parametrize(
    ("times", "said"),
    [
        ("", "for 2h"), ("relative", "for 2h"), ("exact", "since 2026-05-04 10:00Z"),
        ("both", "since 2026-05-04 10:00Z (2h)"),
    ],
)  # fmt: skip
def test_what_lasts_is_told_by_its_length_or_its_beginning(times: str, said: str) -> None:
    assert Screen(times=times, now=NOON).since(NOON - timedelta(hours=2)) == said


def test_sizes_and_counts_are_told_as_people_say_them() -> None:
    assert [terminal.size(n) for n in (0, 999, 1500, 2_500_000)] == ["0 bytes", "999 bytes", "1.5 kB", "2.5 MB"]
    assert [terminal.counted(n, "watch", "watches") for n in (1, 1200)] == ["1 watch", "1,200 watches"]


def test_no_bar_is_drawn_where_nobody_sees_it(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("looking", 10) as bar, bar.aside():
        bar.onward(5)
    assert capsys.readouterr() == ("", "")
