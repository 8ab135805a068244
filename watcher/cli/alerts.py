"""Who is told: the outbox, and a test message."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from datetime import datetime

import click

from watcher.cli import shapes, terminal
from watcher.cli.asked import Asked, Family, one_of, put, put_json, put_paged
from watcher.cli.opening import now, opened, settings_of
from watcher.cli.terminal import Styled
from watcher.errors import NotFound, UsageError
from watcher.model import AlertId, AlertState, Delivery, Destination, Hold, Letter, Subscription
from watcher.notify.apprise import AppriseChannel
from watcher.notify.message import trial
from watcher.store import Store

_STATES = {AlertState.SENT: "good", AlertState.FAILED: "alarm", AlertState.HELD: "dim", AlertState.DROPPED: "dim"}
_HELD = {
    Hold.CONFIRM: "held for a second look",
    Hold.ALTERNATES: "held as the text alternates",
    Hold.DRIFT: "held as the whole site changed alike",
}


@click.group(cls=Family, invoke_without_command=True)
@click.option("--state", type=one_of(AlertState), metavar="S", help="Only held, pending, sent, failed or dropped ones.")
@click.option("--limit", type=click.IntRange(1), metavar="N", default=100, show_default=True, help="The newest N.")
@click.pass_context
def alerts(context: click.Context, state: str | None, limit: int) -> None:
    """Show the outbox; send an alert again, release it, or drop it."""
    if context.invoked_subcommand is not None:
        return
    asked: Asked = context.obj
    with opened(asked, readonly=True) as store:
        letters = store.alerts(state=AlertState(state) if state else None, limit=limit)
    if asked.json:
        put_json([shapes.letter(letter) for letter in letters])
        return
    out = terminal.screen(sys.stdout)
    head = ("", "made", "state", "to", "tries", "tells of", "headline, or why not")
    put_paged(terminal.table([_row(letter, now()) for letter in letters], head, out), colour=out.colour)
    if not letters:
        asked.note("no alerts" if state is None else f"no {state} alerts")


def _row(letter: Letter, at: datetime) -> list[Styled]:
    of = f"@{letter.revision.number}" if letter.revision else (letter.event.kind if letter.event else "")
    about = f"drift {letter.report.id}" if letter.report else f"{letter.watch.id} {of}" if letter.watch else ""
    about = letter.incident.kind if letter.incident else about
    waits = letter.state is AlertState.PENDING and letter.next_try_at and letter.next_try_at > at
    state = f"{letter.state}, {terminal.ago(letter.next_try_at, at)}" if waits else str(letter.state)
    if letter.state is AlertState.HELD and letter.alert.hold:
        state = _HELD[letter.alert.hold] + (f", drift {letter.drift}" if letter.drift else "")
    return [
        (str(letter.id), "strong"),
        (terminal.instant(letter.created_at), ""),
        (state, _STATES.get(letter.state, "")),
        (letter.alert.label, ""),
        (str(letter.attempts), ""),
        (about, ""),
        (letter.why if letter.why and letter.state is not AlertState.SENT else _headline(letter), ""),
    ]


def _headline(letter: Letter) -> str:
    if letter.incident is not None:
        return letter.incident.name
    return letter.report.site if letter.report else letter.title or (letter.watch.url if letter.watch else "")


@alerts.command()
@click.argument("number", metavar="ID", type=click.IntRange(1))
@click.pass_obj
def retry(asked: Asked, number: int) -> None:
    """Send an alert again as soon as the daemon runs, as if it had never been tried."""
    with opened(asked) as store:
        letter = _letter(store, number)
        if not store.retry(letter.id, now()):
            raise UsageError(f"alert {number} was sent already; nothing to try again")
    _told(asked, letter, "due now; the daemon sends it")


@alerts.command()
@click.argument("number", metavar="ID", type=click.IntRange(1))
@click.pass_obj
def release(asked: Asked, number: int) -> None:
    """Let a held alert go out as soon as the daemon runs."""
    with opened(asked) as store:
        letter = _letter(store, number)
        if not store.release(letter.id, now()):
            raise UsageError(f"alert {number} is {letter.state}, not held; nothing to release")
    _told(asked, letter, "due now; the daemon sends it")


@alerts.command()
@click.argument("number", metavar="ID", type=click.IntRange(1))
@click.pass_obj
def drop(asked: Asked, number: int) -> None:
    """Give an alert up: it stays in the outbox as dropped, and is not sent."""
    with opened(asked) as store:
        letter = _letter(store, number)
        if letter.state is AlertState.SENT:
            raise UsageError(f"alert {number} was sent already; nothing to drop")
        store.drop(letter.id, "dropped by hand", now())
    _told(asked, letter, "dropped")


def _letter(store: Store, number: int) -> Letter:
    """Raises NotFound."""
    found = next((letter for letter in store.alerts() if letter.id == AlertId(number)), None)
    if found is None:
        raise NotFound(f"there is no alert {number}; `watcher alerts` shows them")
    return found


def _told(asked: Asked, letter: Letter, what: str) -> None:
    if asked.json:
        put_json({"alert": letter.id, "to": letter.alert.label, "now": what})
    else:
        put([f"alert {letter.id} to {terminal.plain(letter.alert.label)}: {what}"])


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
