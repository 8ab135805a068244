"""Bodies made to fit what a service takes."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from letter_builders import CHAT_TAGS, COMMONMARK, HEADLINE, Tags, edited, letter, number_edited, seen, worded

from watcher.model import Message, Span
from watcher.notify.fitting import Form, fitted
from watcher.notify.wording import wording

EN = wording()
FORMS: tuple[Form, ...] = ("text", "markdown", "html")
LEFT = re.compile(r"\[… ([\d,]+) more characters?\]$")


def in_form(message: Message, form: Form) -> str:
    return {"text": message.text, "markdown": message.markdown, "html": message.chat}[form]


def shown(body: str, form: Form) -> str:
    """What a reader sees."""
    if form == "markdown":
        body = COMMONMARK.render(body)
    return seen(body if form == "text" else Tags(body).text).strip()


def long(*spans: Span) -> Message:
    return worded(letter(*([edited("paragraph.edited", *spans)] * 20)))


MANY = long(("=", "It costs "), ("-", "12,345.6 millions"), ("+", "21,345.6 millions"), ("=", " euros & <more>."))


class TestFitted:
    @pytest.mark.parametrize("form", FORMS)
    def test_no_character_is_torn(self, form: Form) -> None:
        for room in range(90, 100):
            assert fitted("👩‍🚒" * 900, form, room, EN).split("\n")[0].strip("👩‍🚒") == ""
            assert fitted("👩‍🚒" * 900, form, room, EN).split("\n")[0].endswith("🚒")

    @pytest.mark.parametrize("form", FORMS)
    def test_what_fits_stays_as_it_is(self, form: Form) -> None:
        body = in_form(worded(letter(number_edited())), form)
        assert fitted(body, form, len(body), EN) == body

    @pytest.mark.parametrize("form", FORMS)
    def test_what_is_cut_says_how_much_is_left(self, form: Form) -> None:
        body = in_form(MANY, form)
        found = fitted(body, form, 500, EN)
        assert len(found) <= 500
        told = LEFT.search(shown(found, form))
        assert told
        kept = shown(found, form)[: told.start()]
        left = int(told[1].replace(",", ""))
        assert abs(len(shown(body, form)) - len(kept) - left) <= len(body) * 0.05

    @pytest.mark.parametrize("form", FORMS)
    @pytest.mark.parametrize("room", range(120, 700, 7))
    def test_neither_words_nor_numbers_nor_marks_are_cut_in_two(self, form: Form, room: int) -> None:
        found = fitted(in_form(MANY, form), form, room, EN)
        assert len(found) <= room
        told = LEFT.search(shown(found, form))
        assert told
        words = set(re.findall(r"[\w.,&<>]+", shown(in_form(MANY, form), form)))
        assert set(re.findall(r"[\w.,&<>]+", shown(found, form)[: told.start()])) <= words
        if form == "text":
            assert [found.count(a) for a in ("[-", "{+")] == [found.count(b) for b in ("-]", "+}")]
        if form == "markdown":
            assert "~~" not in shown(found, form)
            assert "**" not in shown(found, form)
        if form == "html":
            assert [found.count(f"<{tag}") for tag in ("del", "u>", "p")] == [
                found.count(f"</{tag}") for tag in ("del", "u>", "p")
            ]

    @pytest.mark.parametrize("form", FORMS)
    def test_where_nothing_fits_nothing_is_left(self, form: Form) -> None:
        assert fitted(in_form(MANY, form), form, 10, EN) == ""
        assert fitted(in_form(MANY, form), form, -5, EN) == ""

    def test_bytes_can_be_counted_instead_of_characters(self) -> None:
        body = "议会表决新预算案。" * 200
        found = fitted(body, "text", 1000, wording("zh-Hans"), lambda text: len(text.encode()))
        assert 900 < len(found.encode()) <= 1000
        assert re.search(r"\[……还有\d+字\]$", found)

    def test_a_word_without_end_is_cut_all_the_same(self) -> None:
        found = fitted("x" * 5000, "text", 100, EN)
        assert 60 < found.count("x") < 100


SIGNS = st.text(alphabet=st.sampled_from("ab 1.*_~`<>[]()!&#|\\@\n{}+-亿م;"), max_size=30)


@given(st.lists(st.tuples(st.sampled_from("=-+"), SIGNS), min_size=1, max_size=6), st.integers(60, 600))
def test_no_cut_makes_markup_of_a_text(spans: list[Span], room: int) -> None:
    message = long(*spans)
    markdown = Tags(COMMONMARK.render(fitted(message.markdown, "markdown", room, EN)))
    assert set(markdown.tags) <= {"p", "strong", "a", "s"}
    html = fitted(message.chat, "html", room, EN)
    assert set(Tags(html).tags) <= CHAT_TAGS
    assert unescape(html).count("\u2068") == unescape(html).count("\u2069")
    assert "\n" not in fitted(HEADLINE * 100, "text", 50, EN).partition("\n\n")[0]
