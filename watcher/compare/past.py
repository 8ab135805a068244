"""What notices tell of edits in a history of any length, of which so much is read as matters."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from watcher.compare.disclosure import BACK, Step, linked, step_of, step_outlined
from watcher.model import Disclosures, Outline, Revision, WatchId

Told = Mapping[tuple[WatchId, int], Disclosures]


class Past(Protocol):
    """What articles were."""

    def notices(self, stretches: Sequence[tuple[WatchId, int, int]]) -> Mapping[WatchId, Sequence[int]]:
        """The numbers of the revisions with which a notice came or was edited, in their order, of watches from one
        number to another; watches without any are not named."""

    def outlines(self, watch_id: WatchId, numbers: Sequence[int]) -> Sequence[Outline]:
        """Those with some numbers, oldest first."""

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
    notices = past.notices([(one.watch_id, one.number + 1, one.number + BACK) for one in asked if one.changes])
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
    between. `given` are at hand and need not be read; `notices` are the numbers of those behind them with a notice."""

    def __init__(self, past: Past, given: Sequence[Revision], notices: Sequence[int]) -> None:
        self._past, self._watch_id, self._notices = past, given[0].watch_id, notices
        self._given = sorted(one.number for one in given)
        self._steps = {one.number: step_of(one) for one in given}
        self._seen: set[int] = set()
        self._mattering: set[int] = set()

    def steps(self) -> list[Step]:
        """All of them, oldest first."""
        return [self._steps[number] for number in sorted(self._mattering)]

    def ask(self, number: int) -> int:
        """How many were looked at for this one that were not before."""
        before = len(self._seen)
        (asked,) = self._those([number])
        earlier = self._earlier(number) if asked.looks_back else []
        later = self._later(number)
        first = next((one.number for one in earlier if asked.may_tell_of(one)), number)
        last = next((one.number for one in reversed(later) if one.may_tell_of(asked)), number)
        self._mattering.update(one.number for one in self._those(range(first, last + 1)))
        return len(self._seen) - before

    def _earlier(self, number: int) -> list[Step]:
        """Those of which its notices may tell; with them all is read that those asked for next to it need."""
        first = self._given[bisect_left(self._given, number - BACK)]
        return self._those(range(max(number - BACK, 1), number), range(max(first - BACK, 1), number))

    def _later(self, number: int) -> list[Step]:
        """Those with notices that may tell of it, read likewise."""
        last = self._given[bisect_right(self._given, number + BACK) - 1]
        begin, end, far = (bisect_right(self._notices, place) for place in (number, number + BACK, last + BACK))
        return self._those(self._notices[begin:end], self._notices[begin:far])

    def _those(self, numbers: Sequence[int], near: Sequence[int] = ()) -> list[Step]:
        """Those with some numbers, oldest first. Where one of them has to be read, so are those `near` it."""
        if any(number not in self._steps for number in numbers):
            self._read([number for number in near or numbers if number not in self._steps])
        found = [self._steps[number] for number in numbers if number in self._steps]
        self._seen.update(one.number for one in found)
        return found

    def _read(self, numbers: Sequence[int]) -> None:
        """The texts are read only where they are needed."""
        found = {one.number: step_outlined(one) for one in self._past.outlines(self._watch_id, numbers)}
        texts = [number for number, step in found.items() if step is None]
        whole = self._past.revisions(self._watch_id, texts[0], texts[-1]) if texts else ()
        self._steps |= {number: step for number, step in found.items() if step is not None}
        self._steps |= {one.number: step_of(one) for one in whole if one.number in texts}
