"""Word lists as patterns: they say what the lists say, gathered for speed."""

import re
import sys
from pathlib import Path

import pytest

from watcher.extract import words
from watcher.extract.offers import is_promotion
from watcher.extract.words import (
    Anywhere,
    Beginnings,
    Stems,
    any_of,
    first_letters,
    gathered,
    listed,
    lowered,
    needed,
    pattern,
    stems,
)

ENTRIES = ["read on", "read(?: it)? all", "more", "re?ad", "Rest", "room", "readers"]


def test_alternatives_are_gathered_under_their_first_letters() -> None:
    assert gathered(["about", "again", "more"]) == "a(?:bout|gain)|more"


_WITH_STEMS = (
    "invitations", "walls", "notice_within", "promotions_behind", "updated", "caption_buttons", "credit_openers",
    "credit_openers_in_front", "picture_agencies", "channels",
)  # fmt: skip


@pytest.mark.parametrize("text", ["read on", "READ IT ALL", "more", "rad", "rest", "room", "readers", "r", "ead"])
def test_gathered_alternatives_match_what_plain_ones_do(text: str) -> None:
    plain, faster = (re.compile(p, re.IGNORECASE) for p in ("|".join(ENTRIES), gathered(ENTRIES)))
    assert getattr(faster.match(text), "regs", None) == getattr(plain.match(text), "regs", None)


@pytest.mark.parametrize("key", ["months", "agencies", "read_on", "counters", "credit_labels", "picture_agencies"])
def test_every_plain_entry_of_a_list_is_found(key: str) -> None:
    plain = [entry for entry in listed(key) if re.escape(entry).replace("\\ ", " ") == entry]
    assert len(plain) > 20
    assert all(re.fullmatch(any_of(key), entry) for entry in plain)


@pytest.mark.parametrize(
    ("entry", "letters"),
    [
        ("More news", "m"),
        ("re?ad", "r"),
        ("e?mail", "em"),
        ("(?:see|read) more", "sr"),
        ("(?:the (?:a|b)|[xy]) z", "txy"),
        ("(?:[az]?b|)?c", "abzc"),
        (r"\[?관련", "관"),
        (r"【?(?:写真|動画)", "写動"),
        (r"v? ?(?:před|pů)", "vp"),
        ("Ünlü", "ü"),
    ],
)
def test_the_letters_with_which_an_entry_can_begin_are_known(entry: str, letters: str) -> None:
    assert first_letters(entry) == frozenset(letters)


@pytest.mark.parametrize("entry", [".{0,60} more", r"\w+ more", "(?:we|.{2,9}) may", "(?:ab)*c", "[a-z]b", "", "a*b"])
def test_an_entry_that_can_begin_with_any_letter_is_always_tried(entry: str) -> None:
    assert "" in first_letters(entry)


@pytest.mark.parametrize("key", ["notice_labels", "notice", "read_on", "furniture"])
def test_beginnings_match_what_the_whole_list_does(key: str) -> None:
    whole, beginnings = pattern(r"^\W{0,4}", key), Beginnings(r"^\W{0,4}", key)
    plain = [entry for entry in listed(key) if re.escape(entry).replace("\\ ", " ") == entry]
    texts = [
        f"{before}{form} behind" for entry in plain for form in (entry, entry.upper()) for before in ("", "«", "x ")
    ]
    expected = [getattr(whole.match(text), "regs", None) for text in texts]
    assert any(expected)
    assert not all(expected)
    assert [getattr(beginnings.match(text), "regs", None) for text in texts] == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("READ on", True),
        ("Weiter LESEN…", True),
        ("继续阅读", True),
        ("Über Brücken", False),
        ("re ad", False),
        ("", False),
    ],
)
def test_stems_are_found_whatever_the_case(text: str, found: bool) -> None:
    assert Stems(("read", "lesen", "阅")).are_in(text) is found


@pytest.mark.parametrize(
    ("entry", "letters"),
    [
        ("sign up (?:for|to)", ("sign up",)),
        (r"(?:articles?|stor(?:y|ies)) a", ("article", "stor")),
        (r"(?:articles?|stor(?:y|ies)) above", (" above",)),
        ("(?:的)?全文", ("全文",)),
        (r"\bposts?\b", ("post",)),
        ("a{2,3}bcd?", ("bc",)),
        ("ab+", ("ab",)),
        ("^.{0,40}@[a-z]{2}", ("@",)),
        ("(?=long)(?<!longer)x", ("x",)),
        ("(?-i:Xyz) a", (" a",)),
        ("one|two", ()),
        ("(?:one|t?)", ()),
        ("(one)?two", ()),
        (r"\w+\.", ()),
        ("[编編][a-z]", ("编", "編")),
        ("[ab]?[^c]", ()),
    ],
)
def test_an_entry_needs_the_longest_letters_that_it_has_at_any_rate(entry: str, letters: tuple[str, ...]) -> None:
    assert needed(entry) == letters


@pytest.mark.parametrize(
    "key", ["invitations", "walls", "notice_within", "promotions_behind", "updated", "caption_buttons"]
)
def test_lists_of_what_stands_anywhere_in_a_text_tell_the_letters_that_they_need(key: str) -> None:
    assert [entry for entry in listed(key) if not needed(entry)] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Please SUBSCRIBE TO our letter.", True),
        ("weıtere İnformatıonen folgen", True),
        ("关注我们", True),
        ("They subscribed.", False),
        ("", False),
    ],
)
def test_what_stands_anywhere_is_found_whatever_the_case(text: str, found: bool) -> None:
    assert bool(Anywhere("", "invitations").search(text)) is found


def test_every_notice_label_is_found_by_its_first_letter_so_that_the_first_that_fits_is_found() -> None:
    assert [entry for entry in listed("notice_labels") if "" in first_letters(entry)] == []


def test_every_promotion_is_found_by_its_first_letter_so_that_no_sentence_is_tried_twice() -> None:
    assert [entry for entry in listed("promotions") if "" in first_letters(entry)] == []


@pytest.mark.parametrize(
    "key",
    """
    box_pairs picture_credit_words credit_words caption_words byline_words kicker_words heading_words picture_words
    standfirst summary
    """.split(),
)
def test_lists_that_are_looked_for_in_lower_case_are_written_so(key: str) -> None:
    assert [entry for entry in listed(key) if re.search(r"(?<!\\)[A-Z]", entry)] == []
    plain = [entry for entry in listed(key) if entry.isalpha()]
    assert all(lowered("", key).search(f"x-{entry.title()}".lower()) for entry in plain)


@pytest.mark.parametrize(
    "text",
    [
        "Uygulamamızı indirin.",
        "Haberleri kaçırmamak için uygulamamızı indirin.",
        "Köprü açıldı. Şimdi bağış yapın.",
        "The bridge is open. Subscribe to our daily newsletter.",
        "“Follow us on every channel",
        "橋が開通。公式アカウントをフォローしてください。",
    ],
)
def test_offers_are_found_where_a_sentence_begins(text: str) -> None:
    assert is_promotion(text)


def test_no_offer_is_found_in_the_middle_of_a_sentence() -> None:
    assert not is_promotion("Whoever may subscribe to our daily newsletter has read of the bridge.")


@pytest.mark.parametrize(
    ("stem", "text", "found"),
    [
        ("yazın", "Bize YAZIN", True),
        ("İndir", "hemen indir", True),
        ("ſchreiben", "Schreiben", True),
        ("für sie", "nur fur sie", False),
        ("c++", "mehr C++", True),
        ("", "Bridges", True),
    ],
)
def test_stems_are_found_in_ascii_as_in_texts_with_more_signs(stem: str, text: str, found: bool) -> None:
    stems = Stems(("橋", stem))
    assert stems.are_in(text) is stems.are_in(f"{text} …") is found


@pytest.mark.parametrize("key", _WITH_STEMS)
def test_stems_of_a_list_are_found_in_ascii_as_in_texts_with_more_signs(key: str) -> None:
    found = stems(key)
    texts = [text for entry in listed(key) for text in ("".join(filter(str.isascii, entry)), entry[:6].upper())]
    assert all(found.are_in(text) is found.are_in(f"{text} …") for text in texts)


def test_stems_begin_with_each_letter_that_patterns_take_for_their_first_but_those_of_old_prints() -> None:
    firsts = {one.strip().lower()[0] for key in _WITH_STEMS for entry in listed(key) for one in needed(entry)}
    every = re.compile(f"[{re.escape(''.join(firsts))}]", re.IGNORECASE)
    found = every.findall("".join(map(chr, range(sys.maxunicode + 1))))
    stems = Stems(firsts)
    missing = {letter for letter in found if not stems.are_in(letter)}
    assert missing <= {"ς", "\u03d5", "\u03d6", "\u03f5", *map(chr, range(0x1C80, 0x1C89))}


def test_every_list_of_which_the_reader_looks_for_letters_is_among_these() -> None:
    source = "".join(one.read_text() for one in Path(words.__file__).parent.rglob("*.py"))
    calls = re.findall(r"(?:stems|needed_by|Anywhere)\(([^()]*)\)", source)
    assert {key for call in calls for key in re.findall(r'"(\w+)"', call)} == set(_WITH_STEMS)
