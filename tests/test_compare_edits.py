"""Edits in many languages, weighed as a reader would."""

import tomllib
from pathlib import Path

import pytest

from watcher.compare.lexicon import lexicon_for
from watcher.compare.weigh import text_change
from watcher.model import Article, Change, Weight

EDITS = tomllib.loads(Path(__file__).with_name("weighed_edits.toml").read_text("utf-8"))


def weighed(language: str, before: str, after: str) -> Change:
    article = Article(url="https://news.example/1", title=after, language=language)
    return text_change("paragraph.edited", "blocks[0]", before, after, lexicon_for(article))


def both_ways(*names: str) -> list[tuple[str, str, str, str]]:
    """(name of the list, language, before, after) of every edit in these lists, and of its contrary."""
    return [
        (name, language, *pair)
        for name in names
        for language, before, after in EDITS[name]
        for pair in ((before, after), (after, before))
    ]


@pytest.mark.parametrize(
    ("fact", "language", "before", "after"), both_ways("number", "negation", "date", "name", "quote")
)
def test_a_changed_fact_is_told_and_major(fact: str, language: str, before: str, after: str) -> None:
    change = weighed(language, before, after)
    assert fact in change.facts
    assert change.weight is Weight.MAJOR


@pytest.mark.parametrize(("weight", "language", "before", "after"), both_ways("cosmetic", "minor"))
def test_what_changes_no_fact_is_not_told_as_one(weight: str, language: str, before: str, after: str) -> None:
    change = weighed(language, before, after)
    assert (change.weight.value, change.facts) == (weight, ())


@pytest.mark.parametrize(("weight", "language", "before", "after"), both_ways("major"))
def test_another_meaning_in_few_letters_is_major(weight: str, language: str, before: str, after: str) -> None:
    assert weighed(language, before, after).weight.value == weight
