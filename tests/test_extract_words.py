"""Word lists as patterns: they say what the lists say, gathered for speed."""

import re

import pytest

from watcher.extract.words import any_of, gathered, listed

ENTRIES = ["read on", "read(?: it)? all", "more", "re?ad", "Rest", "room", "readers"]


def test_alternatives_are_gathered_under_their_first_letters() -> None:
    assert gathered(["about", "again", "more"]) == "a(?:bout|gain)|more"


@pytest.mark.parametrize("text", ["read on", "READ IT ALL", "more", "rad", "rest", "room", "readers", "r", "ead"])
def test_gathered_alternatives_match_what_plain_ones_do(text: str) -> None:
    plain, faster = (re.compile(p, re.IGNORECASE) for p in ("|".join(ENTRIES), gathered(ENTRIES)))
    assert getattr(faster.match(text), "regs", None) == getattr(plain.match(text), "regs", None)


@pytest.mark.parametrize("key", ["months", "agencies", "read_on", "counters", "credit_labels", "picture_agencies"])
def test_every_plain_entry_of_a_list_is_found(key: str) -> None:
    plain = [entry for entry in listed(key) if re.escape(entry).replace("\\ ", " ") == entry]
    assert len(plain) > 20
    assert all(re.fullmatch(any_of(key), entry) for entry in plain)
