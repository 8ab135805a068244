"""The errand of showing: how an article changed, between any two revisions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from watcher.compare import Past, bumped, compare, disclosed, disclosures, stealth
from watcher.errors import NotFound
from watcher.model import Change, Disclosures, Revision, WatchId

__all__ = ["Difference", "Shelf", "between", "difference", "disclosures", "edits"]


class Shelf(Past, Protocol):
    def revision(self, watch_id: WatchId, number: int) -> Revision | None: ...

    def newest(self, watch_id: WatchId) -> int:
        """The number of the newest revision, 0 without any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Two revisions side by side, what a reader would see changed from one to the other, and what notices tell of
    that."""

    old: Revision
    new: Revision
    changes: tuple[Change, ...]
    stealth: bool
    bumped: bool
    disclosures: Disclosures


def between(old: Revision, new: Revision, told: Disclosures | None = None) -> Difference:
    """The difference from `old` to `new`, in either direction; as it was recorded where one follows the other. `told`
    is what is known of the disclosure of those changes."""
    if new.number == old.number + 1:
        return Difference(
            old=old, new=new, changes=new.changes, stealth=new.stealth, bumped=new.bumped,
            disclosures=told or disclosed(new.article, new.changes),
        )  # fmt: skip
    changes = compare(old.article, new.article)
    return Difference(
        old=old,
        new=new,
        changes=changes,
        stealth=stealth(old.article, new.article, changes),
        bumped=bumped(changes),
        disclosures=disclosed(new.article, changes),
    )


def difference(shelf: Shelf, watch_id: WatchId, old: int | None = None, new: int | None = None) -> Difference:
    """The difference between revisions `old` and `new`: by default what the last one changed, or what `new` changed.

    What a revision changed is told with the notices that came later. Raises NotFound, which says what there is
    instead.
    """
    if new is None:
        new = _count(shelf, watch_id)
    after = _existing(shelf, watch_id, new)
    if old is None:
        old = new - 1
    if old < 1:
        raise NotFound(f"watch {watch_id} has no revision before {new}: there is nothing to compare it with yet")
    before = _existing(shelf, watch_id, old)
    told = disclosures(shelf, [after])[watch_id, new] if new == old + 1 else None
    return between(before, after, told)


def edits(shelf: Shelf, watch_id: WatchId, revisions: Sequence[Revision]) -> Iterator[Difference]:
    """What each of some revisions that follow each other changed, the newest first; nothing for the first of all."""
    first = revisions[0].number
    before = shelf.revision(watch_id, first - 1) if first > 1 else None
    told = disclosures(shelf, revisions)
    for old, new in reversed(list(pairwise([before, *revisions] if before else revisions))):
        yield between(old, new, told[watch_id, new.number])


def _count(shelf: Shelf, watch_id: WatchId) -> int:
    count = shelf.newest(watch_id)
    if not count:
        raise NotFound(f"watch {watch_id} has no revision yet: its article was never read")
    return count


def _existing(shelf: Shelf, watch_id: WatchId, number: int) -> Revision:
    found = shelf.revision(watch_id, number)
    if found is None:
        raise NotFound(f"watch {watch_id} has no revision {number}; there are {_count(shelf, watch_id)}")
    return found
