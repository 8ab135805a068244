"""What notices speak of: every rule of notes.toml by its own examples."""

from __future__ import annotations

import pytest

from watcher.compare.lexicon import lexicon_of
from watcher.compare.notes import TABLES, named_in

EVERYWHERE = ("en", "de", "fr", "es", "pt", "it", "nl", "ru", "uk", "tr", "ar", "zh", "ja", "ko")
TOLD = [(thing, own, text) for thing, table in TABLES.items() for own, texts in table["told"].items() for text in texts]
SILENT = [
    (thing, own, text)
    for thing, table in TABLES.items()
    for own, texts in table.get("silent", {}).items()
    for text in texts
]


@pytest.mark.parametrize(("thing", "language", "text"), TOLD)
def test_what_a_notice_speaks_of_is_known(thing: str, language: str, text: str) -> None:
    assert thing in named_in(text, lexicon_of(language.split("_", maxsplit=1)[0])).things


@pytest.mark.parametrize(("thing", "language", "text"), SILENT)
def test_what_only_looks_like_it_is_not_taken_for_it(thing: str, language: str, text: str) -> None:
    assert thing not in named_in(text, lexicon_of(language.split("_", maxsplit=1)[0])).things


@pytest.mark.parametrize("thing", TABLES)
def test_every_rule_has_an_example_in_each_of_its_languages(thing: str) -> None:
    assert tuple(TABLES[thing]["words"]) == tuple(TABLES[thing]["told"])
    assert set(TABLES[thing]["words"]) >= set(EVERYWHERE)


def test_a_language_without_rules_of_its_own_is_read_by_all_of_them() -> None:
    assert named_in("Correction: the headline was wrong.", lexicon_of("eu")).things >= {"correction", "title"}


def test_a_language_is_not_read_by_the_rules_of_another() -> None:
    """ "Data" is a date in Italian, and none in English."""
    assert "date" not in named_in("The data were wrong.", lexicon_of("en")).things
    assert "date" in named_in("La data era errata.", lexicon_of("it")).things


def test_what_is_left_is_what_a_notice_says_by_itself() -> None:
    assert named_in("The caption misnamed Ada Brandt.", lexicon_of("en")).rest.split() == ["The", "Ada", "Brandt."]
