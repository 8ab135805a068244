"""Any two revisions side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from builders import Past, article, revision

from watcher.compare import compare
from watcher.errors import NotFound
from watcher.model import Disclosure, Notice, Revision, WatchId
from watcher.review import between, difference, disclosures

FIRST = revision(article("The bridge is closed until Monday.", title="Bridge closed"))
SECOND_ARTICLE = article("The bridge is closed until Friday.", title="Bridge closed")
SECOND = replace(
    FIRST, number=2, article=SECOND_ARTICLE, changes=compare(FIRST.article, SECOND_ARTICLE), stealth=True, bumped=False
)
THIRD_ARTICLE = article("The bridge is closed until Friday.", title="Bridge open")
THIRD = replace(FIRST, number=3, article=THIRD_ARTICLE, changes=compare(SECOND_ARTICLE, THIRD_ARTICLE))
ONE = WatchId(1)


@dataclass
class Shelf(Past):
    stored: Sequence[Revision] = (FIRST, SECOND, THIRD)

    def revision(self, watch_id: WatchId, number: int) -> Revision | None:
        return next(iter(self.revisions(watch_id, number, number)), None)

    def newest(self, watch_id: WatchId) -> int:
        return max((one.number for one in self.revisions(watch_id)), default=0)


def test_neighbours_differ_as_it_was_recorded() -> None:
    found = between(FIRST, SECOND)
    assert (found.changes, found.stealth, found.bumped) == (SECOND.changes, True, False)


def test_others_are_compared_anew() -> None:
    assert [c.kind for c in between(FIRST, THIRD).changes] == ["title.edited", "paragraph.edited"]


def test_a_difference_can_be_read_backwards() -> None:
    change = between(SECOND, FIRST).changes[0]
    assert (change.before, change.after) == (SECOND_ARTICLE.text(), FIRST.article.text())


def test_the_last_edit_is_what_is_meant_when_nothing_is_said() -> None:
    found = difference(Shelf(), ONE)
    assert (found.old, found.new) == (SECOND, THIRD)


def test_one_number_means_what_that_revision_changed() -> None:
    assert difference(Shelf(), ONE, new=2).old == FIRST


def test_two_numbers_mean_what_changed_from_one_to_the_other() -> None:
    found = difference(Shelf(), ONE, 1, 3)
    assert (found.old.number, found.new.number) == (1, 3)


@pytest.mark.parametrize(
    ("shelf", "asked", "said"),
    [
        (Shelf(), (1, 9), "watch 1 has no revision 9; there are 3"),
        (Shelf(), (None, 1), "watch 1 has no revision before 1"),
        (Shelf((FIRST,)), (None, None), "nothing to compare it with yet"),
        (Shelf(()), (None, None), "watch 1 has no revision yet"),
    ],
)
def test_what_is_not_there_is_told(shelf: Shelf, asked: tuple[int | None, int | None], said: str) -> None:
    with pytest.raises(NotFound, match=said):
        difference(shelf, ONE, *asked)


def test_a_difference_knows_the_notice_that_came_later() -> None:
    note = Notice(text="An earlier version said that the bridge was closed until Monday.")
    article_ = replace(SECOND_ARTICLE, blocks=(*SECOND_ARTICLE.blocks, note))
    noted = replace(FIRST, number=3, article=article_, changes=compare(SECOND_ARTICLE, article_))
    shelf = Shelf((FIRST, SECOND, noted))
    assert difference(shelf, ONE, new=2).disclosures.later == (
        Disclosure(notice="blocks[1]", changes=(0,), revision=3),
    )
    assert difference(Shelf(), ONE, new=2).disclosures.undisclosed == (0,)


def test_each_of_many_revisions_is_told_of_once_by_its_article_and_number() -> None:
    assert {key: told.undisclosed for key, told in disclosures(Shelf(), [FIRST, SECOND, THIRD]).items()} == {
        (ONE, 1): (),
        (ONE, 2): (0,),
        (ONE, 3): (0,),
    }
