"""The errand of showing what a message would say, without sending one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from watcher.errors import NotFound
from watcher.model import (
    Alert,
    AlertId,
    AlertState,
    Bundle,
    Entry,
    Letter,
    Revision,
    Subscription,
    Watch,
    WatchId,
)
from watcher.notify.route import route

_CONDITIONS = ("tags", "sites", "languages", "kinds", "min_weight", "facts", "stealth", "match")
EVERYTHING = Subscription(name="", to=(), min_weight="cosmetic")


class Shelf(Protocol):
    def entries(self, *, watch_id: WatchId | None = None, limit: int | None = None) -> list[Entry]:
        """Edits and events, the newest last."""

    def revision(self, watch_id: WatchId, number: int) -> Revision | None: ...

    def newest(self, watch_id: WatchId) -> int:
        """The number of the newest revision, 0 without any."""


def entry_of(shelf: Shelf, watch: Watch, number: int | None) -> Entry:
    """The edit that made the revision `number`; without one what happened last to the article, an edit or an event.
    Raises NotFound where there is nothing to tell."""
    if number is None:
        entries = shelf.entries(watch_id=watch.id, limit=1)
        if not entries:
            raise NotFound(f"watch {watch.id} was not edited so far; there is nothing to tell")
        return entries[-1]
    revision = shelf.revision(watch.id, number)
    if revision is None:
        raise NotFound(f"watch {watch.id} has no revision {number}; see `watcher log {watch.id}`")
    if number == 1:
        raise NotFound(f"{watch.id}@1 is how the article was first seen; nobody is told of that")
    return Entry(watch=watch, title=revision.article.title, at=revision.first_seen_at, revision=revision)


def bundle_of(shelf: Shelf, entry: Entry, subscription: Subscription) -> Bundle | None:
    """What the subscription is told of the entry; None where that is nothing."""
    alerts = _alerts(entry, subscription, _language(shelf, entry))
    return _bundle(entry, alerts[0]) if alerts else None


def whole(entry: Entry) -> Bundle:
    """Everything that can be told of the entry."""
    changes = tuple(range(len(entry.revision.changes))) if entry.revision else ()
    return _bundle(entry, Alert(subscription="", destination="", label="", changes=changes))


def objections(shelf: Shelf, entry: Entry, subscription: Subscription) -> tuple[str, ...]:
    """The conditions for which the subscription is told nothing of the entry, each of which alone stands against it;
    where none does, all that are set."""
    language, usual = _language(shelf, entry), Subscription(name="", to=())
    alone = [key for key in _CONDITIONS if _alerts(entry, _without(subscription, key), language)]
    return tuple(alone or [key for key in _CONDITIONS if getattr(subscription, key) != getattr(usual, key)])


def _without(subscription: Subscription, key: str) -> Subscription:
    """The subscription as if the condition were not set."""
    return replace(subscription, **{key: getattr(EVERYTHING, key)})


def _alerts(entry: Entry, subscription: Subscription, language: str) -> Sequence[Alert]:
    return route(entry.watch, entry.revision, entry.event, [subscription], language=language)


def _language(shelf: Shelf, entry: Entry) -> str:
    revision = entry.revision or shelf.revision(entry.watch.id, shelf.newest(entry.watch.id))
    return (revision.article.language if revision is not None else None) or ""


def _bundle(entry: Entry, alert: Alert) -> Bundle:
    letter = Letter(
        id=AlertId(0), alert=alert, watch=entry.watch, title=entry.title, state=AlertState.PENDING,
        created_at=entry.at, revision=entry.revision, event=entry.event,
    )  # fmt: skip
    return Bundle(identity="", letters=(letter,))
