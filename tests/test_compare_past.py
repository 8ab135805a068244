"""Notices in long histories: what is told of an edit, and how much is read for it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import builders
import pytest
from builders import NOON, article, revision

from watcher.compare import disclosed_in, disclosures
from watcher.compare.disclosure import BACK
from watcher.model import Article, Change, Outline, Revision, WatchId, Weight

ONE = WatchId(1)
ENGLISH = article(language="en-GB")
# Of an unknown language, or of none: its small words say that it is English.
UNTOLD = [article("The ferry was late and it is not known why.", language=language) for language in (None, "", "xx")]
NOTES = (
    "The number of passengers has been corrected.",
    "This article has been corrected.",
    "This article has been updated.",
    "An earlier version said that {} passengers were aboard.",
    "The photo caption has been corrected.",
)


@dataclass
class Past(builders.Past):
    """compare.Past that counts what is read of it: outlines, and whole texts."""

    read: int = field(default=0)
    texts: int = field(default=0)

    def outlines(self, watch_id: WatchId, numbers: Sequence[int]) -> list[Outline]:
        found = super().outlines(watch_id, numbers)
        self.read += len(found)
        return found

    def revisions(self, watch_id: WatchId, first: int = 1, last: int | None = None) -> list[Revision]:
        found = super().revisions(watch_id, first, last)
        self.texts += len(found)
        return found


def number_edited(before: int, after: int) -> Change:
    told = [f"The ferry had {count} passengers aboard." for count in (before, after)]
    return Change(
        kind="paragraph.edited", path="blocks[0]", before=told[0], after=told[1], weight=Weight.MAJOR,
        spans=(("=", "The ferry had "), ("-", str(before)), ("+", str(after)), ("=", " passengers aboard.")),
        facts=("number",),
    )  # fmt: skip


def note_added(text: str) -> Change:
    return Change(kind="notice.added", path="blocks[1]", after=text, spans=(("+", text),), weight=Weight.MAJOR)


def edited(number: int, *changes: Change, of: Article = ENGLISH) -> Revision:
    return revision(of, number=number, changes=changes, first_seen_at=NOON + timedelta(hours=number))


def history(count: int, notes: float, seed: int, articles: Sequence[Article] = (ENGLISH,)) -> list[Revision]:
    """So many revisions, each of which brings an edit or, in such a share of them, a notice, or both."""
    draw = random.Random(seed)
    found = [edited(1, of=articles[0])]
    for number in range(2, count + 1):
        changes = [number_edited(number, number + 1)] if draw.random() < 0.8 else []
        if not changes or draw.random() < notes:
            changes.append(note_added(draw.choice(NOTES).format(draw.randint(2, number))))
        found.append(edited(number, *changes, of=draw.choice(articles)))
    return found


@pytest.mark.parametrize(("count", "notes", "seed"), [(30, 0.5, 1), (150, 0.05, 2), (500, 0.02, 3), (500, 0.4, 4)])
def test_all_that_notices_ever_told_of_is_known_of_each_edit(count: int, notes: float, seed: int) -> None:
    stored = history(count, notes, seed)
    whole = disclosed_in(stored)
    assert any(told.later for told in whole.values())
    told = disclosures(Past(stored), stored)
    assert {number: told[ONE, number] for number in range(1, count + 1)} == whole
    for one in stored[::7]:
        assert disclosures(Past(stored), [one]) == {(ONE, one.number): whole[one.number]}


def test_the_text_tells_the_language_where_the_article_does_not() -> None:
    stored = history(200, 0.3, 6, [ENGLISH, *UNTOLD, article("Die Fähre und der Hafen.", language="de")])
    whole = disclosed_in(stored)
    assert any(told.later for told in whole.values())
    for one in stored:
        assert disclosures(Past(stored), [one]) == {(ONE, one.number): whole[one.number]}


def test_what_is_told_of_an_edit_does_not_depend_on_what_else_is_asked_for() -> None:
    stored = history(700, 0.2, 5)
    together = disclosures(Past(stored), stored)
    assert any(told.later for (_, number), told in together.items() if number > 600)
    for one in stored[::23]:
        assert disclosures(Past(stored), [one]) == {(ONE, one.number): together[ONE, one.number]}


def test_a_notice_finds_the_edit_that_it_names_late_in_a_long_history() -> None:
    stored = [edited(1), *(edited(number, number_edited(number, number + 1)) for number in range(2, 800))]
    stored.append(edited(800, note_added("An earlier version said that 750 passengers were aboard.")))
    told = disclosures(Past(stored), stored[740:])
    assert [one.revision for one in told[ONE, 800].earlier] == [750]
    assert [one.revision for one in told[ONE, 750].later] == [800]
    assert told[ONE, 749].undisclosed == (0,)


def test_of_a_history_without_a_notice_nearby_nothing_is_read() -> None:
    stored = [edited(1), *(edited(number, number_edited(number, number + 1)) for number in range(2, 800))]
    past = Past([*stored, edited(800, note_added(NOTES[0]))])
    assert all(told.undisclosed == (0,) for told in disclosures(past, stored[500:550]).values())
    assert past.read == 0


def test_of_a_long_history_full_of_notices_some_hundred_revisions_are_read() -> None:
    past = Past([edited(1), *(edited(number, note_added(NOTES[0])) for number in range(2, 5000))])
    disclosures(past, past.stored[4000:4050])
    assert (past.read, past.texts) == (BACK + BACK, 0)


def test_of_edits_that_lie_far_apart_among_notices_only_the_first_are_told_of_at_once() -> None:
    stored = [edited(1), *(edited(number, note_added(NOTES[0])) for number in range(2, 2000))]
    past, some = Past(stored), stored[1800:100:-200]
    told = disclosures(past, some, most=150)
    assert list(told) == [(ONE, 1801), (ONE, 1601)]
    assert told == {(ONE, one.number): disclosures(Past(stored), [one])[ONE, one.number] for one in some[:2]}
    assert past.read == 4 * BACK
