"""Any two revisions side by side."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from builders import article, revision

from watcher.compare import compare
from watcher.errors import NotFound
from watcher.model import Revision, WatchId
from watcher.review import between, difference

FIRST = revision(article("The bridge is closed until Monday.", title="Bridge closed"))
SECOND_ARTICLE = article("The bridge is closed until Friday.", title="Bridge closed")
SECOND = replace(
    FIRST, number=2, article=SECOND_ARTICLE, changes=compare(FIRST.article, SECOND_ARTICLE), stealth=True, bumped=False
)
THIRD_ARTICLE = article("The bridge is closed until Friday.", title="Bridge open")
THIRD = replace(FIRST, number=3, article=THIRD_ARTICLE, changes=compare(SECOND_ARTICLE, THIRD_ARTICLE))
ONE = WatchId(1)


@dataclass
class Shelf:
    stored: tuple[Revision, ...] = (FIRST, SECOND, THIRD)

    def revision(self, watch_id: WatchId, number: int) -> Revision | None:
        return next((r for r in self.revisions(watch_id) if r.number == number), None)

    def revisions(self, watch_id: WatchId) -> list[Revision]:
        return [r for r in self.stored if r.watch_id == watch_id]


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
