"""Messages: a test of every destination."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence

import click

from watcher.cli import terminal
from watcher.cli.asked import Asked, Family, put, put_json
from watcher.cli.opening import now, settings_of
from watcher.errors import UsageError
from watcher.model import Delivery, Destination, Subscription
from watcher.notify.apprise import AppriseChannel
from watcher.notify.message import trial


@click.group(cls=Family)
def notify() -> None:
    """Send a test message."""


@notify.command("test")
@click.argument("name", required=False)
@click.pass_obj
def test_message(asked: Asked, name: str | None) -> int:
    """Send a test message to every destination of the subscription NAME, or of all and to the operator."""
    settings = settings_of(asked)
    operator = [Subscription(name="operator", to=settings.operator.to)] if settings.operator.to else []
    chosen = _subscriptions([*settings.subscriptions, *operator], name)
    places = [(subscription.name, to) for subscription in chosen for to in subscription.to]
    deliveries = asyncio.run(_sent([to for _, to in places]))
    ended = list(zip(places, deliveries, strict=True))
    if asked.json:
        put_json([{"subscription": n, "to": to.label, "sent": d.sent, "why": d.why} for (n, to), d in ended])
    else:
        out = terminal.screen(sys.stdout)
        put((_ended(to, delivery, out) for (_, to), delivery in ended), colour=out.colour)
    return 0 if all(delivery.sent for delivery in deliveries) else 1


def _subscriptions(known: Sequence[Subscription], name: str | None) -> list[Subscription]:
    """Raises UsageError where there is none to send to."""
    chosen = [subscription for subscription in known if name in (None, subscription.name)]
    if not known:
        raise UsageError("no [[subscription]] is configured; config/watcher.toml shows how to write one")
    if not chosen:
        raise UsageError(f"no subscription is named {name!r}; known are {', '.join(s.name for s in known)}")
    return chosen


async def _sent(destinations: Sequence[Destination]) -> list[Delivery]:
    channel = AppriseChannel(now)
    return await asyncio.gather(*(channel.send(to, trial(to.label)) for to in destinations))


def _ended(to: Destination, delivery: Delivery, out: terminal.Screen) -> str:
    how = out.styled("sent", "good") if delivery.sent else out.styled("failed", "alarm")
    why = f": {delivery.why.removeprefix(f'{to.label}: ')}" if delivery.why else ""
    return f"{terminal.plain(to.label)}: {how}{terminal.plain(why)}"
