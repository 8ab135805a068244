"""The page of HTML that mails carry."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from letter_builders import HEADLINE, Tags, at, bundled, drifted, edited, letter, number_edited, reporting
from msgspec import structs

from watcher.model import AlertId, Article, Event, Letter, Voice, WatchId

WEB = Voice(web="https://watcher.example")


def spoken(one: Letter, language: str | None, title: str = HEADLINE) -> Letter:
    """The same letter about an article in this language."""
    assert one.revision is not None
    article = Article(url="https://news.example/a", title=title, language=language)
    return replace(one, revision=replace(one.revision, article=article))


def page(*letters: Letter, voice: Voice = WEB) -> str:
    return bundled(*letters, digest=len(letters) > 1, voice=voice).html


def styles_in(html: str) -> str:
    return html.partition("<style>")[2].partition("</style>")[0]


class TestMarks:
    def test_what_is_old_and_new_is_told_without_colours_too(self) -> None:
        html = page(letter(number_edited()))
        assert re.search(r'<del class="old" style="[^"]*text-decoration:line-through[^"]*">12</del> <ins ', html)
        assert re.search(r'<ins class="new" style="[^"]*text-decoration:underline[^"]*">21</ins> euros', html)

    def test_old_and_new_stand_apart_in_scripts_without_spaces(self) -> None:
        html = page(letter(edited("paragraph.edited", ("=", "约"), ("-", "10.5亿"), ("+", "105亿"), ("=", "元"))))
        assert "约10.5亿 105亿元" in Tags(html).text

    def test_what_is_not_disclosed_stands_out(self) -> None:
        assert '<p class="alarm"' in page(letter(number_edited(), stealth=True))
        assert '<p class="alarm"' not in page(letter(number_edited()))


class TestLightAndDark:
    def test_every_colour_that_is_said_inline_has_a_dark_one(self) -> None:
        html = page(letter(number_edited(), stealth=True), _other(letter(number_edited())))
        coloured = {name for name, style in re.findall(r'class="(\w+)[^"]*" style="([^"]*)"', html) if "#" in style}
        dark = styles_in(html).partition("prefers-color-scheme: dark")[2]
        assert coloured >= {"card", "text", "dim", "link", "title", "old", "new", "alarm", "page"}
        assert all(f".{name} {{" in dark for name in coloured)

    def test_programs_are_told_that_it_is_made_for_both(self) -> None:
        assert '<meta name="color-scheme" content="light dark">' in page(letter(number_edited()))


class TestLanguages:
    @pytest.mark.parametrize(
        ("language", "title", "attributes"),
        [
            ("zh-Hans", "议会表决", 'lang="zh-Hans" dir="auto"'),
            ("ja", "橋の再開は延期", 'lang="ja" dir="auto"'),
            ("ar", "البرلمان يصوت", 'lang="ar" dir="rtl"'),
            ("he", "הכנסת מצביעה", 'lang="he" dir="rtl"'),
            ("fa-IR", "مجلس رأی می‌دهد", 'lang="fa-IR" dir="rtl"'),
            ("ar", HEADLINE, 'lang="ar" dir="auto"'),
            ("en", HEADLINE, 'lang="en" dir="auto"'),
            (None, "مرحبا", 'lang="" dir="auto"'),
            ('x"y', HEADLINE, 'lang="" dir="auto"'),
        ],
    )  # fmt: skip
    def test_texts_of_the_article_say_their_language_and_direction(
        self, language: str | None, title: str, attributes: str
    ) -> None:
        found = page(spoken(letter(edited("paragraph.edited", ("=", title), ("+", "!"))), language, title))
        assert f"<h1 {attributes} " in found
        assert f"<p {attributes} " in found

    def test_what_runs_from_right_to_left_begins_at_the_right(self) -> None:
        assert "text-align:right" in page(spoken(letter(number_edited()), "ar", "مرحبا"))
        assert "text-align:right" not in page(letter(number_edited()))

    def test_the_page_is_in_the_language_of_the_message(self) -> None:
        assert '<html lang="zh-Hans" dir="ltr">' in page(letter(number_edited()), voice=Voice(language="zh-Hans"))


class TestLinks:
    def test_the_headline_and_a_word_lead_to_the_article_and_another_to_the_difference(self) -> None:
        html = page(letter(number_edited()))
        assert re.search(rf'<h1[^>]*><a href="https://news\.example/2024/budget"[^>]*>{HEADLINE}</a></h1>', html)
        assert re.search(r'<a href="https://watcher\.example/watch/3/diff/7\.\.8"[^>]*>The whole difference</a>', html)
        assert ">Article</a>" in html

    def test_without_an_address_of_the_web_page_the_command_is_told(self) -> None:
        html = page(letter(number_edited()), voice=Voice())
        assert "The whole difference: watcher diff 3 7..8" in Tags(html).text

    def test_programs_are_asked_to_make_no_links_of_numbers_and_dates(self) -> None:
        assert '<meta name="format-detection" content="telephone=no, date=no,' in page(letter(number_edited()))


class TestShape:
    def test_each_article_has_a_card_below_the_contents(self) -> None:
        html = page(letter(number_edited()), _other(letter(number_edited(), title="Rain on Monday")))
        assert html.count('class="card"') == 3
        contents = html.partition('class="card"')[2].partition('class="card"')[0]
        assert "2 changes in 2 articles" in contents
        assert contents.count("paragraph edited") == 2

    def test_nothing_is_wider_than_a_telephone(self) -> None:
        html = page(letter(number_edited()), reporting(drifted()))
        assert "max-width:640px" in html
        widths = set(re.findall(r'width="(\d+)"', re.sub(r"<!--.*?-->", "", html)))
        assert widths == set()

    def test_lists_of_mails_show_what_was_replaced_and_by_what(self) -> None:
        assert 'mso-hide:all">It costs 12 → 21 euros.</div>' in page(letter(number_edited()))
        removed = edited("paragraph.edited", ("=", "It is "), ("-", "not "), ("=", "true."))
        assert 'mso-hide:all">It is [-not -]true.</div>' in page(letter(removed))

    def test_an_event_needs_no_mark(self) -> None:
        event = Event(kind="article.gone", at=at(10, 31), seen_after=at(10, 12), why="404")
        assert "The article is gone." in Tags(page(letter(event=event))).text


def _other(one: Letter) -> Letter:
    """The letter about another article."""
    assert one.watch is not None
    return replace(one, id=AlertId(2), watch=structs.replace(one.watch, id=WatchId(9), site="other.example"))
