"""Messages that wait for a while: snooze, unsnooze."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import click

from watcher.cli import shapes, terminal
from watcher.cli.asked import Asked, Command, put, put_json
from watcher.cli.muting import one_end
from watcher.cli.opening import called, in_a_while, known_watch, moment, now, opened, settings_of
from watcher.errors import NotFound, UsageError
from watcher.model import Watch
from watcher.store import Store

_WHOM = "SUBSCRIPTION|REF..."


@dataclass(frozen=True, slots=True, kw_only=True)
class Snooze:
    """What waits, the messages of the `subscription` or those about the `watch`, and until when; None for no longer."""

    subscription: str | None = None
    watch: Watch | None = None
    until: datetime | None


@click.command(cls=Command)
@click.argument("whom", metavar=f"[{_WHOM}]", nargs=-1)
@click.option("--for", "end", callback=in_a_while, metavar="TIME", help='For so long, such as "8h".')
@click.option("--until", callback=moment, metavar="WHEN", help='Until then, such as "2026-05-04 08:00" (UTC).')
@click.pass_obj
def snooze(asked: Asked, whom: tuple[str, ...], end: datetime | None, until: datetime | None) -> None:
    """Delay messages, of a subscription or about an article.

    They come when the time is over, or after `watcher unsnooze`. Without SUBSCRIPTION and REF it shows what waits.

    \b
    watcher snooze desk --for 8h
    """
    ends = one_end(end, until)
    if whom and ends is None:
        raise UsageError("snooze: say how long, with --for or --until")
    if not whom:
        _shown(asked, ends)
        return
    with opened(asked) as store:
        _told(asked, _snoozed(asked, store, whom, ends))


def _shown(asked: Asked, ends: datetime | None) -> None:
    if ends is not None:
        raise UsageError("snooze: say whose messages wait, a subscription's or those about an article")
    at = now()
    with opened(asked, readonly=True) as store:
        named = [Snooze(subscription=name, until=until) for name, until in store.outbox.snoozes().items() if until > at]
        watches = [Snooze(watch=one, until=one.snoozed_until) for one in store.watches.listed() if one.is_snoozed(at)]
    _told(asked, [*named, *watches])
    if not named and not watches:
        asked.note("nothing is snoozed")


@click.command(cls=Command)
@click.argument("whom", metavar=_WHOM, nargs=-1, required=True)
@click.pass_obj
def unsnooze(asked: Asked, whom: tuple[str, ...]) -> None:
    """Let snoozed messages go out."""
    with opened(asked) as store:
        _told(asked, _snoozed(asked, store, whom, None))


def _snoozed(asked: Asked, store: Store, whom: Sequence[str], until: datetime | None) -> list[Snooze]:
    """What was done. Raises NotFound, before anything is done, where one is neither a subscription nor a watch."""
    known = {subscription.name for subscription in settings_of(asked).subscriptions} | store.outbox.snoozes().keys()
    found = [_meant(store, name, known, until) for name in dict.fromkeys(whom)]
    for one in found:
        if one.watch is not None:
            store.watches.snooze(one.watch.id, until)
        elif one.subscription is not None:
            store.outbox.snooze(one.subscription, until)
    return found


def _meant(store: Store, name: str, subscriptions: Iterable[str], until: datetime | None) -> Snooze:
    """The subscription of that name; else the watch. Raises NotFound."""
    if name in subscriptions:
        return Snooze(subscription=name, until=until)
    watch = known_watch(store, name)
    if watch is None:
        known = f"subscriptions are {', '.join(sorted(subscriptions))}; " if subscriptions else ""
        raise NotFound(f"{called(name)}: there is no such subscription or watch; {known}`watcher list` shows watches")
    return Snooze(watch=watch, until=until)


def _told(asked: Asked, ones: Sequence[Snooze]) -> None:
    if asked.json:
        put_json([_shape(one) for one in ones])
    else:
        put(terminal.plain(f"{_condition(one)}: {_name(one)}") for one in ones)


def _condition(one: Snooze) -> str:
    return f"snoozed until {terminal.instant(one.until)}" if one.until else "not snoozed"


def _name(one: Snooze) -> str:
    return f"{one.watch.id} {terminal.address(one.watch.url)}" if one.watch else str(one.subscription)


def _shape(one: Snooze) -> shapes.Json:
    of = {"watch": one.watch.id, "url": one.watch.url} if one.watch else {"subscription": one.subscription}
    return of | {"snoozed_until": shapes.time(one.until)}
