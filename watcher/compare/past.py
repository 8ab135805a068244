"""What notices tell of edits in a history of any length, of which so much is read as matters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Protocol

from watcher.compare.disclosure import BACK, disclosed, disclosed_in, looks_back
from watcher.model import NOTHING_TOLD, Disclosures, Revision, WatchId

_RUN = 120  # revisions that are told of together: earlier notices count that came in them, or in as many before

Told = Mapping[tuple[WatchId, int], Disclosures]


class Past(Protocol):
    """What articles were."""

    def notices(self, watch_ids: Sequence[WatchId]) -> Mapping[WatchId, Sequence[int]]:
        """The numbers of the revisions of some watches with which a notice came or was edited, in their order; watches
        without any are not named."""

    def revisions(self, watch_id: WatchId, first: int = 1, last: int | None = None) -> Sequence[Revision]:
        """Those with the numbers `first` to `last`, oldest first."""


def disclosures(past: Past, revisions: Iterable[Revision]) -> Told:
    """What notices tell of the edits of each of `revisions`, also those that came later.

    As `disclosed_in` gives it for the whole history, but for an article of more than 240 revisions: what notices told
    of that came more than 240 revisions earlier, or 120 at least, is not looked up."""
    asked = sorted(revisions, key=_run)
    notices = past.notices(sorted({one.watch_id for one in asked if one.changes}))
    found: dict[tuple[WatchId, int], Disclosures] = {}
    for (watch_id, begin), run in groupby(asked, key=_run):
        if watch_id in notices:
            numbers = [one.number for one in run]
            told = disclosed_in(_mattering(past, watch_id, begin, numbers, notices[watch_id]))
            found |= {(watch_id, number): told[number] for number in numbers if number in told}
    return {(one.watch_id, one.number): found.get((one.watch_id, one.number)) or _alone(one) for one in asked}


def _run(revision: Revision) -> tuple[WatchId, int]:
    """The watch, and the first number that matters."""
    return revision.watch_id, max(revision.number // _RUN - 1, 0) * _RUN + 1


def _mattering(
    past: Past, watch_id: WatchId, begin: int, asked: Sequence[int], notices: Sequence[int]
) -> Iterator[Revision]:
    """The revisions, from the number `begin` on, that matter for what is told of those `asked`: that brought a notice
    which may tell of them, or may have told before of what such a one tells of; and what it may tell of."""
    heeded: list[int] = []
    for number in reversed([one for one in notices if begin <= one <= max(asked) + BACK]):
        reached = bool(heeded) and number >= heeded[-1] - BACK
        if reached or any(one <= number <= one + BACK for one in asked):
            heeded += [number for one in past.revisions(watch_id, number, number) if looks_back(one)]
    read = begin
    for number in reversed(heeded):
        yield from past.revisions(watch_id, max(number - BACK, read), number)
        read = number + 1


def _alone(revision: Revision) -> Disclosures:
    return disclosed(revision.article, revision.changes) if revision.changes else NOTHING_TOLD
