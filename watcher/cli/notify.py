"""Messages: a test of every destination, and what a message would say."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from watcher.cli import shapes, terminal
from watcher.cli.asked import Asked, Family, one_of, put, put_json
from watcher.cli.completing import refs
from watcher.cli.opening import now, numbered, opened, settings_of
from watcher.errors import NotFound, UsageError, WatcherError
from watcher.model import OPERATOR_NAME, AlertState, Bundle, Delivery, Destination, Message, Subscription
from watcher.notify.message import trial
from watcher.notify.timing import MOST
from watcher.notify.typeset import lacking
from watcher.phrased import phrased, pictured, voice_of
from watcher.preview import EVERYTHING, bundle_of, entry_of, objections, whole
from watcher.settings import Settings, exposed
from watcher.steering import letter_of
from watcher.store import Store

_FORMS = ("text", "markdown", "html", "chat", "data")


@click.group(cls=Family)
def notify() -> None:
    """Send a test message; show what a message would say."""


@notify.command("test")
@click.argument("name", required=False)
@click.pass_obj
def test_message(asked: Asked, name: str | None) -> int:
    """Send a test message to every destination of the subscription NAME, or of all and to the operator."""
    settings = settings_of(asked)
    for file in exposed(settings):
        asked.note(f"{terminal.plain(file)}: everybody on this machine may read this file; chmod 600")
    own = settings.operator
    operator = Subscription(name=OPERATOR_NAME, to=own.to, language=own.language)
    chosen = _subscriptions([*settings.subscriptions, *([operator] if own.to else [])], name)
    ended = asyncio.run(_sent(settings, chosen))
    if any(subscription.picture for subscription in chosen):
        for why in lacking():
            asked.note(f"some pictures cannot be drawn: {why}")
    if asked.json:
        places = ((subscription.name, to, ended[to]) for subscription in chosen for to in subscription.to)
        put_json([{"subscription": name, "to": to.label, "sent": d.sent, "why": d.why} for name, to, d in places])
    else:
        out = terminal.screen(sys.stdout)
        put((_ended(to, delivery, out) for to, delivery in ended.items()), colour=out.colour)
    return 0 if all(delivery.sent for delivery in ended.values()) else 1


def _subscriptions(known: Sequence[Subscription], name: str | None) -> list[Subscription]:
    """Raises UsageError where there is none to send to."""
    chosen = [subscription for subscription in known if name in (None, subscription.name)]
    if not known:
        raise UsageError("no [[subscription]] is configured; config/watcher.toml shows how to write one")
    if not chosen:
        raise UsageError(f"no subscription is named {name!r}; known are {', '.join(s.name for s in known)}")
    return chosen


async def _sent(settings: Settings, chosen: Sequence[Subscription]) -> dict[Destination, Delivery]:
    """How it went, of every destination once, in the language of the first that leads there."""
    # Imported here because it takes 700 ms, and a preview sends nothing.
    from watcher import wiring  # noqa: PLC0415

    languages: dict[Destination, str] = {}
    for subscription in chosen:
        for to in subscription.to:
            languages.setdefault(to, subscription.language)
    async with wiring.ways(settings, now=now) as channel:
        sent = await asyncio.gather(*(channel.send(to, trial(to.label, spoken)) for to, spoken in languages.items()))
    return dict(zip(languages, sent, strict=True))


def _ended(to: Destination, delivery: Delivery, out: terminal.Screen) -> str:
    how = out.styled("sent", "good") if delivery.sent else out.styled("failed", "alarm")
    why = f": {delivery.why.removeprefix(f'{to.label}: ')}" if delivery.why else ""
    return f"{terminal.plain(to.label)}: {how}{terminal.plain(why)}"


@notify.command()
@click.argument("ref", metavar="[REF[@N]]", required=False, shell_complete=refs)
@click.option("--alert", "number", type=click.IntRange(1), metavar="ID", help="What an alert of the outbox says.")
@click.option("--subscription", "name", metavar="NAME", help="As this one is told; else as the first that is.")
@click.option("--format", "form", type=one_of(_FORMS), default="text", show_default=True, help="Of the message.")
@click.option("--picture", type=click.Path(path_type=Path), metavar="FILE", help="Where to write its picture, a PNG.")
@click.pass_obj
def preview(
    asked: Asked, ref: str | None, *, number: int | None, name: str | None, form: str, picture: Path | None
) -> None:
    """Show a message as it would be sent, and send nothing.

    REF is about what happened last to the article, an edit or an event; REF@N about the edit that made its revision N;
    --alert about what an alert tells, sent or not. With --subscription alone it is the digest of all that waits for it.
    The form chat is the HTML for Matrix and Telegram, data the JSON for web hooks.
    """
    settings = settings_of(asked)
    known = _subscriptions(settings.subscriptions, name) if name else list(settings.subscriptions)
    if ref and number:
        raise UsageError("notify preview: REF and --alert exclude each other")
    with opened(asked, readonly=True) as store:
        if number:
            shown = _of_alert(store, number, known, name)
        elif ref:
            shown = _of_entry(asked, store, ref, known, name)
        elif name:
            shown = _waiting(store, known[0])
        else:
            raise UsageError("notify preview: say what of: REF, --alert ID, or --subscription NAME")
        voice = voice_of(shown.subscription, settings)
        message = phrased(shown.bundle, store.history, voice, data=form == "data")
        if picture:
            _put_picture(picture, pictured(shown.bundle, store.history, voice))
    if asked.json:
        put_json(shapes.message(message) | {"subscription": shown.subscription.name or None})
    else:
        _put_message(asked, message, form)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """What a message tells, and whose it is."""

    bundle: Bundle
    subscription: Subscription


def _of_alert(store: Store, number: int, known: Sequence[Subscription], name: str | None) -> _Shown:
    """As its own subscription is told, or as `name`. Raises NotFound."""
    letter = letter_of(store, number)
    own = next((s for s in known if s.name == (name or letter.alert.subscription)), EVERYTHING)
    return _Shown(bundle=Bundle(identity="", letters=(letter,)), subscription=own)


def _of_entry(asked: Asked, store: Store, ref: str, known: Sequence[Subscription], name: str | None) -> _Shown:
    """As the first of `known` is told that is told anything; without any, all of it. Raises NotFound, and where the one
    of that `name` is told nothing WatcherError."""
    entry = entry_of(store.history, *numbered(store, ref))
    if entry.watch.is_muted(now()):
        asked.note(f"watch {entry.watch.id} is muted: what happens to it now is told to nobody")
    for subscription in known:
        bundle = bundle_of(store.history, entry, subscription)
        if bundle is not None:
            return _Shown(bundle=bundle, subscription=subscription)
    if name:
        against = " and ".join(objections(store.history, entry, known[0]))
        raise WatcherError(f"{name} is not told of {ref}, because of its {against}; nothing would be sent")
    asked.note("no subscription is told of this; this is all that could be told")
    return _Shown(bundle=whole(entry), subscription=EVERYTHING)


def _waiting(store: Store, subscription: Subscription) -> _Shown:
    """What waits for the first destination of the subscription. Raises NotFound."""
    pending = store.outbox.letters(state=AlertState.PENDING, subscription=subscription.name)
    letters = tuple(one for one in pending if one.alert.destination == pending[0].alert.destination)[:MOST]
    if not letters:
        raise NotFound(f"nothing waits for {subscription.name}; `watcher alerts --state pending` shows what waits")
    bundle = Bundle(identity="", letters=letters, digest=bool(subscription.digest))
    return _Shown(bundle=bundle, subscription=subscription)


def _put_picture(path: Path, drawn: bytes | None) -> None:
    """Raises WatcherError where nothing was drawn."""
    if drawn is None:
        raise WatcherError(f"{path}: this has no picture; what happened to one article once has one, given the fonts")
    path.write_bytes(drawn)


def _put_message(asked: Asked, message: Message, form: str) -> None:
    if form == "text":
        put(map(terminal.plain, (f"Subject: {message.subject}", "", *message.text.split("\n"))))
        return
    if form != "data":
        asked.note(f"subject: {terminal.plain(message.subject)}")
    forms = {"markdown": message.markdown, "html": message.html, "chat": message.chat or message.html}
    put([forms.get(form, message.data)])
