"""Whom a finding concerns, and what has to wait before they are told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from fnmatch import fnmatchcase

from watcher.model import (
    NOTHING_TURNED,
    Alert,
    Destination,
    Event,
    Hold,
    Revision,
    Subscription,
    Turn,
    Turning,
    Watch,
    Weight,
)


def route(
    watch: Watch,
    revision: Revision | None,
    event: Event | None,
    subscriptions: Sequence[Subscription],
    turning: Turning = NOTHING_TURNED,
) -> tuple[Alert, ...]:
    """The alerts to make about a new revision, an event, or both; () where nobody asked for any of it.

    A destination gets one alert about the event, which counts as major, and one about the changes, whatever number
    of subscriptions lead to it: it stands under the first of them and tells what any of them selects. A first
    revision has no changes and so alerts nobody. By `turning`, changes that alternate wait in alerts of their own, as
    do those that a subscription wants confirmed; what takes back a change that is not told yet is not told either.
    """
    concerned = concerning(watch, subscriptions)
    told = [_Pick(subscription=s) for s in concerned if event is not None and _wanted(s, event.kind, Weight.MAJOR)]
    picked = [pick for s in concerned if revision is not None for pick in _picked(s, revision, turning)]
    return _addressed(told) + _addressed(sorted(picked, key=lambda pick: pick.hold is not None))


def concerning(watch: Watch, subscriptions: Sequence[Subscription]) -> list[Subscription]:
    """Those that want to hear of the watch."""
    return [s for s in subscriptions if not s.tags or not set(s.tags).isdisjoint(watch.tags)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pick:
    """What one subscription is told: the change at `position`, or the event where that is None."""

    subscription: Subscription
    position: int | None = None
    returned: bool = False
    hold: Hold | None = None
    until: datetime | None = None


def _picked(subscription: Subscription, revision: Revision, turning: Turning) -> Iterator[_Pick]:
    turns = {turn.position: turn for turn in turning.turns}
    undone = dict(turning.undone)
    for position, change in enumerate(revision.changes):
        if not _wanted(subscription, change.kind, change.weight) or position in turning.silent:
            continue
        if position in undone and not _is_confirmed(undone[position], subscription, revision):
            continue
        turn = turns.get(position)
        hold, until = _held(subscription, turn, revision.first_seen_at)
        returned = turn is not None and turn.returned
        yield _Pick(subscription=subscription, position=position, returned=returned, hold=hold, until=until)


def _is_confirmed(turn: Turn, subscription: Subscription, revision: Revision) -> bool:
    """Whether an earlier change was seen to stand for as long as the subscription wants."""
    return revision.seen_after is not None and turn.at + subscription.confirm <= revision.seen_after


def _held(subscription: Subscription, turn: Turn | None, now: datetime) -> tuple[Hold | None, datetime | None]:
    if turn is not None and turn.quiet:
        return Hold.ALTERNATES, turn.until
    if subscription.confirm > timedelta(0):
        return Hold.CONFIRM, now + subscription.confirm
    return None, None


def _wanted(subscription: Subscription, kind: str, weight: Weight) -> bool:
    if weight.rank < Weight(subscription.min_weight).rank:
        return False
    return not subscription.kinds or any(fnmatchcase(kind, glob) for glob in subscription.kinds)


def _addressed(picks: Iterable[_Pick]) -> tuple[Alert, ...]:
    """One alert for each destination and hold, in the order in which the subscriptions name them; what a destination
    is told at once, it need not be told later."""
    alerts: dict[tuple[str, Hold | None], Alert] = {}
    for pick in picks:
        for to in pick.subscription.to:
            at_once = alerts.get((to.id, None))
            if pick.hold is None or at_once is None or pick.position not in at_once.changes:
                key = to.id, pick.hold
                alerts[key] = _with(alerts.get(key) or _begun(pick, to), pick)
    return tuple(alerts.values())


def _begun(pick: _Pick, to: Destination) -> Alert:
    return Alert(
        subscription=pick.subscription.name, destination=to.id, label=to.label, hold=pick.hold, until=pick.until
    )


def _with(alert: Alert, pick: _Pick) -> Alert:
    """The alert, which tells what was picked as well."""
    if pick.position is None:
        return alert
    changes = tuple(sorted({*alert.changes, pick.position}))
    returns = tuple(sorted({*alert.returns, pick.position})) if pick.returned else alert.returns
    until = min(alert.until, pick.until) if alert.until and pick.until else alert.until
    return replace(alert, changes=changes, returns=returns, until=until)
