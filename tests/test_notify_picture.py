"""What of a letter stands on its card."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest
from boxfont import BoxFonts
from letter_builders import at, drifted, edited, letter, number_edited, reporting

from watcher.model import NOTHING_TOLD, Disclosures, Event, Letter, Voice, Weight
from watcher.notify.card import Card
from watcher.notify.picture import card_of, picture


def card(one: Letter, told: Disclosures = NOTHING_TOLD, voice: Voice | None = None) -> Card:
    found = card_of(one, told, voice or Voice())
    assert found is not None
    return found


def test_an_edit_is_told_with_article_site_times_and_marked_words() -> None:
    of = card(letter(number_edited(), title="Council votes"))
    assert (of.publisher, of.headline, of.alarm) == ("news.example", "Council votes", "")
    assert of.foot == "Seen between 10:12 and 10:31 on 21 January 2024 (UTC)."
    (section,) = of.sections
    assert section.label.startswith("Paragraph edited")
    assert "number" in section.label
    assert [piece for piece in section.pieces if piece[0] in ("old", "new")] == [("old", "12"), ("new", "21")]


def test_what_was_done_in_silence_is_marked() -> None:
    of = card(letter(number_edited(), stealth=True), Disclosures(undisclosed=(0,)))
    assert of.alarm.startswith("Not disclosed")


def test_the_heaviest_change_stands_first_and_what_is_left_out_is_counted() -> None:
    small = [edited("link.changed", ("-", str(n)), ("+", "x"), weight=Weight.COSMETIC) for n in range(11)]
    headline = edited("title.edited", ("-", "Old"), ("+", "New"), weight=Weight.MAJOR)
    of = card(letter(*small, headline))
    assert of.sections[0].pieces == (("old", "Old"), ("new", "New"))
    assert len(of.sections) == 8
    assert of.beyond == 4
    assert [of.more[0], of.more[3]] == ["And 1 more change.", "And 4 more changes."]


def test_it_is_worded_in_the_language_of_the_subscription() -> None:
    of = card(letter(number_edited()), voice=Voice(language="de", timezone="Europe/Berlin"))
    assert of.sections[0].label.startswith("Absatz")
    assert "11:12" in of.foot


def test_an_event_is_told_with_what_was_found() -> None:
    of = card(letter(event=Event(kind="article.gone", at=at(10, 31), seen_after=at(10, 12), why="404, twice")))
    (section,) = of.sections
    assert section.label == "The article is gone."
    assert "404, twice" in "".join(text for _, text in section.pieces)
    assert of.foot == "Seen between 10:12 and 10:31 on 21 January 2024 (UTC)."


def test_what_tells_of_no_article_has_none() -> None:
    assert card_of(reporting(drifted()), NOTHING_TOLD, Voice()) is None
    assert card_of(replace(letter(), revision=None), NOTHING_TOLD, Voice()) is None


def test_that_a_font_is_missing_is_said_once(caplog: pytest.LogCaptureFixture) -> None:
    bare = BoxFonts({})
    with caplog.at_level(logging.WARNING):
        assert [picture(letter(number_edited()), NOTHING_TOLD, Voice(), bare) for _ in range(3)] == [None] * 3
    (said,) = caplog.messages
    assert (
        said
        == "messages go without a picture: no font has the letter U+006E; on Debian: apt-get install fonts-dejavu-core"
    )
