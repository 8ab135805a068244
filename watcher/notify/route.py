"""Whom a finding concerns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase

from watcher.model import Alert, Change, Event, Revision, Subscription, Watch, Weight


def route(
    watch: Watch, revision: Revision | None, event: Event | None, subscriptions: Sequence[Subscription]
) -> tuple[Alert, ...]:
    """The alerts to send about a new revision, an event, or both; () where nobody asked for any of it.

    A destination gets one alert about the event, which counts as major, and one about the changes, whatever number
    of subscriptions lead to it: it stands under the first of them and tells what any of them selects. A first
    revision has no changes and so alerts nobody.
    """
    concerned = [s for s in subscriptions if not s.tags or not set(s.tags).isdisjoint(watch.tags)]
    told = [(s, ()) for s in concerned if event is not None and _wanted(s, event.kind, Weight.MAJOR)]
    changes = revision.changes if revision is not None else ()
    picked = [(s, _positions(s, changes)) for s in concerned]
    return _addressed(told) + _addressed((s, positions) for s, positions in picked if positions)


def _positions(subscription: Subscription, changes: Sequence[Change]) -> tuple[int, ...]:
    return tuple(i for i, change in enumerate(changes) if _wanted(subscription, change.kind, change.weight))


def _wanted(subscription: Subscription, kind: str, weight: Weight) -> bool:
    if weight.rank < Weight(subscription.min_weight).rank:
        return False
    return not subscription.kinds or any(fnmatchcase(kind, glob) for glob in subscription.kinds)


def _addressed(picks: Iterable[tuple[Subscription, tuple[int, ...]]]) -> tuple[Alert, ...]:
    """One alert for each destination, in the order in which the subscriptions name them."""
    alerts: dict[str, Alert] = {}
    for subscription, positions in picks:
        for to in subscription.to:
            first = alerts.get(to.id)
            if first is None:
                alerts[to.id] = Alert(
                    subscription=subscription.name, destination=to.id, label=to.label, changes=positions
                )
            else:
                alerts[to.id] = replace(first, changes=tuple(sorted({*first.changes, *positions})))
    return tuple(alerts.values())
