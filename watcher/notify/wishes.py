"""What of a watch, a revision or an event a subscription wishes to hear of. Every condition that is set has to hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from time import monotonic

import regex

from watcher.model import Change, Event, Revision, Subscription, Watch, Weight
from watcher.model.subscription import selected
from watcher.text import is_spoken
from watcher.urls import ascii_host

_PATIENCE = 0.5  # seconds in which a pattern has looked through one revision
_compiled = lru_cache(maxsize=256)(regex.compile)


def is_concerned(subscription: Subscription, watch: Watch, language: str) -> bool:
    """Whether it wishes to hear of the watch at all, whose article is in `language`, "" where that is not known."""
    return (
        selected(watch.tags, subscription.tags)
        and (not subscription.sites or selected(_domains(watch.site), subscription.sites))
        and is_spoken(language, subscription.languages)
    )


def wishes_event(subscription: Subscription, event: Event) -> bool:
    """Whether it wishes to hear of the event, which counts as major, touches no fact and has no text."""
    of_edits = subscription.facts or subscription.stealth or subscription.match
    return not of_edits and selected((event.kind,), subscription.kinds)


def wished(subscription: Subscription, revision: Revision) -> tuple[int, ...]:
    """The positions, in the revision's changes, of those that it wishes to hear of."""
    if subscription.stealth and not revision.stealth:
        return ()
    positions = [i for i, change in enumerate(revision.changes) if _is_asked_for(subscription, change)]
    return tuple(_matching(subscription.match, positions, revision.changes) if subscription.match else positions)


def _is_asked_for(subscription: Subscription, change: Change) -> bool:
    return (
        change.weight.rank >= Weight(subscription.min_weight).rank
        and selected((change.kind,), subscription.kinds)
        and (not subscription.facts or not set(subscription.facts).isdisjoint(change.facts))
    )


def _domains(site: str) -> list[str]:
    """The host and those above it: "sport.news.example", "news.example", "example"."""
    labels = ascii_host(site).split(".")
    return [".".join(labels[i:]) for i in range(len(labels))]


def _matching(pattern: str, positions: Sequence[int], changes: Sequence[Change]) -> Iterator[int]:
    """Those positions whose change has a text that the pattern matches.

    The pattern is the operator's, the text a stranger's: some pairs of the two take for ever. What is not looked
    through when patience ends counts as matching, since telling too much is better than keeping quiet.
    """
    end = monotonic() + _PATIENCE
    for i, position in enumerate(positions):
        try:
            found = _is_in(pattern, changes[position], end)
        except TimeoutError:
            yield from positions[i:]
            return
        if found:
            yield position


def _is_in(pattern: str, change: Change, end: float) -> bool:
    """Raises TimeoutError where that is not known by `end`. Other threads run meanwhile (concurrent)."""
    texts = (text for text in (change.before, change.after) if text is not None)
    search = _compiled(pattern).search
    return any(search(text, timeout=max(end - monotonic(), 0.001), concurrent=True) is not None for text in texts)
