"""What notices tell of edits in a history of any length, of which so much is read as matters."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Protocol

from watcher.compare.disclosure import BACK, Step, linked, step_of
from watcher.model import Disclosures, Revision, WatchId

Told = Mapping[tuple[WatchId, int], Disclosures]


class Past(Protocol):
    """What articles were."""

    def notices(self, watch_ids: Sequence[WatchId]) -> Mapping[WatchId, Sequence[int]]:
        """The numbers of the revisions of some watches with which a notice came or was edited, in their order; watches
        without any are not named."""

    def revisions(self, watch_id: WatchId, first: int = 1, last: int | None = None) -> Sequence[Revision]:
        """Those with the numbers `first` to `last`, oldest first."""


def disclosures(past: Past, revisions: Iterable[Revision], *, most: int | None = None) -> Told:
    """What notices tell of the edits of each of `revisions`, also those that came later: as `disclosed_in` gives it for
    the whole history.

    With `most`, of the first of `revisions` only, until more than so many revisions were looked at for them."""
    asked = list(revisions)
    given: defaultdict[WatchId, list[Revision]] = defaultdict(list)
    for one in asked:
        given[one.watch_id].append(one)
    notices = past.notices(sorted({one.watch_id for one in asked if one.changes}))
    some = {watch_id: _Mattering(past, own, notices.get(watch_id, ())) for watch_id, own in given.items()}
    told: list[tuple[WatchId, int]] = []
    looked_at = 0
    for one in asked:
        told.append((one.watch_id, one.number))
        looked_at += some[one.watch_id].ask(one.number)
        if most is not None and looked_at > most:
            break
    found = {watch_id: linked(own.steps()) for watch_id, own in some.items()}
    return {place: found[place[0]][place[1]] for place in told}


class _Mattering:
    """The revisions of a watch that matter for what is told of those that are asked for. A notice tells of the newest
    edits that it means: so those matter with a notice that may tell of one, or of which its own may tell, and what came
    between. `given` are at hand and need not be read."""

    def __init__(self, past: Past, given: Sequence[Revision], notices: Sequence[int]) -> None:
        self._past, self._watch_id, self._notices = past, given[0].watch_id, notices
        self._given = {one.number: one for one in given}
        self._steps: dict[int, Step] = {}
        self._mattering: set[int] = set()

    def steps(self) -> list[Step]:
        """All of them, oldest first."""
        return [self._steps[number] for number in sorted(self._mattering)]

    def ask(self, number: int) -> int:
        """How many were looked at for this one that were not before."""
        before = len(self._steps)
        (asked,) = self._between(number, number)
        earlier = self._between(max(number - BACK, 1), number - 1) if asked.looks_back else []
        near = self._notices[bisect_right(self._notices, number) : bisect_right(self._notices, number + BACK)]
        later = [one for place in near for one in self._between(place, place)]
        first = min((one.number for one in earlier if asked.may_tell_of(one)), default=number)
        last = max((one.number for one in later if one.may_tell_of(asked)), default=number)
        self._mattering.update(one.number for one in self._between(first, last))
        return len(self._steps) - before

    def _between(self, first: int, last: int) -> list[Step]:
        """From one number to another, oldest first."""
        missing = [number for number in range(first, last + 1) if number not in self._steps]
        for begin, end in _runs([number for number in missing if number not in self._given]):
            self._given |= {one.number: one for one in self._past.revisions(self._watch_id, begin, end)}
        self._steps |= {number: step_of(self._given.pop(number)) for number in missing if number in self._given}
        return [self._steps[number] for number in range(first, last + 1) if number in self._steps]


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Numbers without gaps between them, by the first and the last."""
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        some = [number for _, number in run]
        yield some[0], some[-1]
