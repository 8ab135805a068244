"""Whom a finding concerns, and what has to wait before they are told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

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
)
from watcher.notify.wishes import is_concerned, wished, wishes_event


def route(
    watch: Watch,
    revision: Revision | None,
    event: Event | None,
    subscriptions: Sequence[Subscription],
    turning: Turning = NOTHING_TURNED,
    *,
    language: str = "",
) -> tuple[Alert, ...]:
    """The alerts to make about a new revision, an event, or both; () where nobody asked for any of it.

    A destination is told everything once, the soonest way, whatever number of subscriptions lead to it: what those
    select that send at once stands in one alert under the first of them, what waits for a digest or for the end of
    quiet hours in another. An event is told apart from changes. A first revision has no changes and so alerts nobody.
    By `turning`, changes that alternate wait in alerts of their own, as do those that a subscription wants confirmed;
    what takes back a change that is not told yet is not told either. `language` is that of the article as last read,
    "" where that is not known.
    """
    if revision is None and event is None:
        return ()
    concerned = concerning(watch, subscriptions, language)
    told = [_Pick(subscription=s) for s in concerned if event is not None and wishes_event(s, event)]
    picked = [pick for s in concerned if revision is not None for pick in _picked(s, revision, turning)]
    return _addressed(told) + _addressed(picked)


def concerning(watch: Watch, subscriptions: Sequence[Subscription], language: str = "") -> list[Subscription]:
    """Those that want to hear of the watch."""
    return [s for s in subscriptions if is_concerned(s, watch, language)]


_When = tuple[Hold | None, str, str, str]  # what a message waits for: hold, digest, quiet hours and their zone


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
    for position in wished(subscription, revision):
        if position in turning.silent:
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


def _addressed(picks: Iterable[_Pick]) -> tuple[Alert, ...]:
    """One alert for each destination and time of sending, in the order in which the subscriptions name them."""
    alerts: dict[tuple[str, _When], Alert] = {}
    told: dict[tuple[str, int | None], _When] = {}
    for pick in sorted(picks, key=_lateness):
        when = _when(pick)
        for to in pick.subscription.to:
            if told.setdefault((to.id, pick.position), when) == when:
                alerts[to.id, when] = _with(alerts.get((to.id, when)) or _begun(pick, to), pick)
    return tuple(alerts.values())


def _when(pick: _Pick) -> _When:
    own = pick.subscription
    return pick.hold, own.digest, own.quiet, own.timezone if own.digest or own.quiet else ""


def _lateness(pick: _Pick) -> tuple[bool, int, bool]:
    """How long it waits, for comparing: what is told at once is the least, then what is told hourly, daily, weekly."""
    digest = pick.subscription.digest
    rank = 0 if not digest else 1 if digest == "hourly" else 3 if " " in digest else 2
    return pick.hold is not None, rank, bool(pick.subscription.quiet)


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
