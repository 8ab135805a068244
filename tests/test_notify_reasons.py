"""Why an article cannot be seen, in every language of messages."""

from __future__ import annotations

import pytest
from letter_builders import at, bundled, letter

from watcher.doubt.wording import FAMILIES
from watcher.model import Event, Voice
from watcher.notify.reasons import reason

REASONS = (
    *(family.why for family in FAMILIES),
    "the server answers 404 Not Found",
    "the server answers 451 Unavailable For Legal Reasons",
    "the page is empty",
    "the address leads to a PDF document instead of a page",
    "the server sends application/json instead of a page",
    "the address leads to the home page now",
    "the address leads to a login or a wall: https://news.example/login",
    "the address leads to another article now: https://news.example/b",
    "no article can be found on the page",
    "the page shows another article: neither the headline nor the text is what it was",
    "less than a third of the text is left",
    "it was gone before",
    "it was blocked before",
    "it was unreadable before",
    "it is at https://news.example/b now",
    "by +2:00 hours",
)


@pytest.mark.parametrize("language", ["de", "zh-Hans"])
@pytest.mark.parametrize("why", REASONS)
def test_every_reason_has_words_in_every_language(why: str, language: str) -> None:
    told = reason(why, language)
    assert told not in (why, "")
    assert "{" not in told
    assert ("https://news.example/" in told) is ("https://news.example/" in why)


def test_what_was_not_foreseen_is_told_as_it_is() -> None:
    assert reason("a new reason", "de") == "a new reason"
    assert all(reason(why, "en") == why for why in REASONS)


def test_an_event_is_told_in_the_language_of_the_message() -> None:
    event = Event(kind="article.gone", at=at(10, 31), seen_after=at(10, 12), why="the server answers 410 Gone")
    german, chinese = (bundled(letter(event=event), voice=Voice(language=language)) for language in ("de", "zh-Hans"))
    assert "\nBefund: der Server antwortet: 410 Gone" in german.text
    assert "\n检查结果：服务器返回：410 Gone" in chinese.text
