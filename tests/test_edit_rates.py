"""Edits that a reader would care about are reported, and named rightly, on pages of every shape."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from edits_on_pages import EDITS, LabelledEdit, labelled_edits

from watcher.compare import compare
from watcher.extract import extract
from watcher.model import Article

EVERY, LEAST = 8, 40  # of the edits of a kind one in so many is made, and so many at least if there are
REPORTED, NAMED, EXTRA = 0.99, 0.97, 0.03


@lru_cache(maxsize=4)
def article(page: bytes, url: str) -> Article:
    return extract(page, url, content_type="text/html; charset=utf-8")


def reported(edit: LabelledEdit) -> frozenset[str]:
    """The kinds of change that are told of an edit."""
    return frozenset(c.kind for c in compare(article(edit.old, edit.url), article(edit.new, edit.url)))


def failures(rate: float, failed: Iterable[tuple[LabelledEdit, frozenset[str]]], of: int) -> str:
    """What to say where too many failed; "" where few enough did."""
    lines = [f"{edit.label}: {', '.join(sorted(kinds)) or 'nothing'}" for edit, kinds in failed]
    return "" if len(lines) <= (1 - rate) * of else "\n".join((f"{len(lines)} of {of}", *lines))


def sampled(edits: Iterable[LabelledEdit]) -> Iterable[LabelledEdit]:
    """Some edits of each kind, in the order of the pages, as an article is read once for all that are made on it."""
    kinds: defaultdict[str, list[tuple[int, LabelledEdit]]] = defaultdict(list)
    for at, edit in enumerate(edits):
        kinds[edit.label.partition(" @ ")[0]].append((at, edit))
    chosen = [one for of_kind in kinds.values() for one in of_kind[:: max(1, min(EVERY, len(of_kind) // LEAST))]]
    return (edit for _, edit in sorted(chosen, key=lambda one: one[0]))


def test_edits_are_reported_and_named_as_what_they_are_and_nothing_besides() -> None:
    """One test, as what it measures would else be measured in each process that runs a part of it."""
    told = [(edit, reported(edit)) for edit in sampled(labelled_edits())]
    named: defaultdict[str, list[bool]] = defaultdict(list)
    for edit, kinds in told:
        named[edit.label.partition(" @ ")[0]].append(kinds.issuperset(edit.expected))
    besides = [(e, kinds) for e, kinds in told if kinds.difference(e.expected, e.allowed)]
    assert not failures(REPORTED, [(e, kinds) for e, kinds in told if not kinds], len(told))
    assert not failures(NAMED, [(e, kinds) for e, kinds in told if not kinds.issuperset(e.expected)], len(told))
    assert not failures(1 - EXTRA, besides, len(told))
    assert named.keys() == {edit.label for edit in EDITS}
    assert not {label: rights for label, rights in named.items() if sum(rights) < 0.8 * len(rights)}
