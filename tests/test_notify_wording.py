"""The words of messages in every language: complete, alike, and in each language's own way."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from string import Formatter
from zoneinfo import ZoneInfo

import pytest
from letter_builders import at, drifted, edited, letter, number_edited, reporting

from watcher.model import AlertId, Bundle, DriftState, Event, Incident, IncidentKind, Letter, Message, Voice, Weight
from watcher.notify.changes import named
from watcher.notify.message import trial, worded
from watcher.notify.wording import wording
from watcher.settings import FACTS, KINDS, LANGUAGES

BERLIN, SHANGHAI = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Shanghai")
EN, DE, ZH = (wording(language) for language in ("en", "de", "zh-Hans"))
GERMAN = Voice(language="de", timezone="Europe/Berlin")
CHINESE = Voice(language="zh-Hans", timezone="Asia/Shanghai")


def message(one: Letter, voice: Voice) -> Message:
    return worded(Bundle(identity="5a", letters=(one,)), {}, voice)


def names(text: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


class TestLanguages:
    def test_every_text_is_there_in_every_language(self) -> None:
        for words in (DE, ZH):
            assert list(words.forms) == list(EN.forms)

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_form_of_a_text_names_the_same_things(self, language: str) -> None:
        for key, forms in wording(language).forms.items():
            assert all(forms) or key in ("signs.thousands", "time.space"), key
            expected = names(EN.forms[key][-1])
            for form in forms:
                # For one, a language need not say how many.
                assert names(form) | {"count"} == expected | {"count"}, key
            assert names(forms[-1]) == expected, key

    def test_german_has_a_plural_wherever_english_has(self) -> None:
        assert [len(forms) for forms in DE.forms.values()] == [len(forms) for forms in EN.forms.values()]

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_kind_and_fact_has_its_words(self, language: str) -> None:
        words = wording(language)
        kinds = [*KINDS, "seo_title.edited"]
        assert len({words.phrase(kind) for kind in kinds}) > 45
        for kind in kinds:
            assert "{" not in words.phrase(kind) + words.phrase(kind, 3)
            assert "3" in words.phrase(kind, 3)
        assert "{" not in words.facts(FACTS)

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_month_has_its_name(self, language: str) -> None:
        days = [wording(language).day(datetime(2024, month, 3, tzinfo=UTC)) for month in range(1, 13)]
        assert len(set(days)) == 12

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_message_can_be_worded(self, language: str) -> None:
        voice = Voice(language=language, timezone="Asia/Tokyo", web="https://watcher.example")
        letters = [reporting(replace(drifted(), state=state)) for state in DriftState]
        for kind in ("gone", "restored", "redirected", "blocked", "unreadable"):
            told = Event(
                kind=f"article.{kind}", at=at(10, 31), seen_after=at(10, 12), why="404", url="https://a.example"
            )
            letters.append(letter(event=told))
        for befell in IncidentKind:
            incident = Incident(kind=befell, key="k", name="a.example", since=at(9, 0), at=at(10, 0), why="no answer")
            letters.append(replace(letter(), revision=None, watch=None, incident=incident))
        letters = [replace(one, id=AlertId(i)) for i, one in enumerate(letters)]
        for one in letters:
            assert "{" not in message(one, voice).subject + message(one, voice).text.replace("{+", "")
        assert worded(Bundle(identity="5a", letters=tuple(letters)), {}, voice).text
        assert "env:DESK" in trial("env:DESK", language).text


def test_counts_are_grouped_and_numbers_that_name_something_are_not() -> None:
    found = message(letter(number_edited(), reverts_to=12_345), GERMAN)
    assert "Der Artikel steht wieder so da wie in Fassung 12345." in found.text
    assert DE.counted("counts.more", 12_345) == "12.345 weitere Änderungen"


class TestGerman:
    def test_an_edit_reads_like_this(self) -> None:
        found = message(letter(number_edited(), stealth=True), GERMAN)
        assert found.subject == "Absatz geändert (12 → 21): Council votes on Tuesday"
        assert found.text == (
            "Council votes on Tuesday\n"
            "news.example: https://news.example/2024/budget\n"
            "Alle Änderungen: watcher diff 3 7..8\n"
            "Bemerkt zwischen 11:12 und 11:31 Uhr am 21. Januar 2024 (Europe/Berlin).\n"
            "Nicht offengelegt: Die Seite nennt keine Änderungszeit, und kein Hinweis erwähnt diese Änderung.\n"
            "\n"
            "Absatz geändert (Zahl)\n"
            "  It costs [-12-]{+21+} euros."
        )

    def test_a_headline_stands_in_the_quotation_marks_of_the_language(self) -> None:
        title = edited("title.edited", ("-", "Alt"), ("+", "Neu"))
        found = message(letter(title, number_edited(), number_edited()), GERMAN)
        assert found.subject == "Überschrift geändert: „Alt“ → „Neu“ (und 2 weitere Änderungen)"

    def test_a_day_lies_between(self) -> None:
        assert DE.seen(at(23, 50, day=20), at(0, 10), ZoneInfo("UTC")) == (
            "Bemerkt zwischen dem 20. Januar 2024, 23:50 Uhr und dem 21. Januar 2024, 00:10 Uhr (UTC)."
        )

    def test_one_and_many(self) -> None:
        assert DE.phrase("caption.edited") == "Bildunterschrift geändert"
        assert DE.phrase("paragraph.removed", 2) == "2 Absätze entfernt"
        assert DE.counted("counts.more", 1) == "1 weitere Änderung"
        assert DE.counted("signs.cut", 12_345) == "[… 12.345 Zeichen …]"


class TestChinese:
    def test_an_edit_reads_like_this(self) -> None:
        found = message(letter(number_edited(), title="市议会周二表决", stealth=True), CHINESE)
        assert found.subject == "修改段落（12→21）：市议会周二表决"
        assert found.text == (
            "市议会周二表决\n"
            "news.example：https://news.example/2024/budget\n"
            "完整对比：watcher diff 3 7..8\n"
            "于2024年1月21日 18:12至18:31之间发现（Asia/Shanghai）。\n"
            "未公开说明：网页没有标明更新时间，也没有编辑说明提到这次改动。\n"
            "\n"
            "修改段落（数字）\n"
            "  It costs [-12-]{+21+} euros."
        )

    def test_a_headline_stands_in_the_quotation_marks_of_the_language(self) -> None:
        title = edited("title.edited", ("-", "旧"), ("+", "新"), weight=Weight.MAJOR)
        found = message(letter(title, number_edited(), number_edited()), CHINESE)
        assert found.subject == "修改标题：“旧”→“新”（另外2处改动）"

    def test_names_stand_beside_each_other_as_in_chinese(self) -> None:
        added = edited("authors.edited", ("=", "王海"), ("+", ", 李岚"), facts=("name",))
        assert message(letter(added), CHINESE).text.endswith("\n修改作者署名\n  王海{+、李岚+}")

    def test_numbers_take_their_measure_words(self) -> None:
        assert ZH.joined([ZH.phrase("image.added", 2), ZH.phrase("paragraph.removed", 3)]) == "新增2张图片、删除3个段落"


class TestTimes:
    def test_moments_are_written_in_the_language_and_the_zone(self) -> None:
        moment = at(10, 34)
        assert EN.moment(moment, BERLIN) == "21 January 2024, 11:34"
        assert DE.moment(moment, BERLIN) == "21. Januar 2024, 11:34 Uhr"
        assert ZH.moment(moment, SHANGHAI) == "2024年1月21日 18:34"
        assert ZH.moment(at(10, 34, second=4), SHANGHAI, seconds=True) == "2024年1月21日 18:34:04"

    def test_where_clocks_were_set_back_in_between_each_hour_says_which_it_is(self) -> None:
        after, until = datetime(2024, 10, 27, 0, 50, tzinfo=UTC), datetime(2024, 10, 27, 1, 10, tzinfo=UTC)
        assert EN.seen(after, until, BERLIN) == (
            "Seen between 02:50 CEST and 02:10 CET on 27 October 2024 (Europe/Berlin)."
        )

    @pytest.mark.parametrize(
        ("apart", "en", "de", "zh"),
        [
            (timedelta(hours=1, minutes=30), "1 h 30 min later", "1 Std. 30 Min. später", "晚1小时30分钟"),
            (timedelta(days=-2), "2 days earlier", "2 Tage früher", "早2天"),
            (timedelta(days=1, seconds=5), "1 day later", "1 Tag später", "晚1天"),
            (timedelta(seconds=5), "5 s later", "5 Sek. später", "晚5秒"),
            (timedelta(0), "", "", ""),
        ],
    )
    def test_what_lies_between_is_said_in_two_units(self, apart: timedelta, en: str, de: str, zh: str) -> None:
        assert [words.apart(at(10, 0), at(10, 0) + apart) for words in (EN, DE, ZH)] == [en, de, zh]


def test_the_headline_for_searches_has_words_of_its_own() -> None:
    change = replace(edited("title.edited", ("+", "a")), path="seo_title")
    assert [words.phrase(named(change)) for words in (EN, DE, ZH)] == [
        "headline for searches edited", "Überschrift für Suchmaschinen geändert", "修改搜索标题",
    ]  # fmt: skip
