"""Who is told of what, when, and what waits for them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiohttp import web

from watcher.errors import NotFound, UsageError
from watcher.model import Subscription
from watcher.notify.wording import Wording
from watcher.store import Store
from watcher.web.app import Handler
from watcher.web.rendering import language_of, length, page, words_in

SNOOZES = {
    "1h": timedelta(hours=1), "8h": timedelta(hours=8), "1d": timedelta(days=1), "7d": timedelta(days=7)
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One subscription in words: to whom messages go, what it takes (nothing said for everything), how they go, how
    many alerts wait, and until when all of them wait, None for no longer."""

    name: str
    to: tuple[str, ...]
    takes: tuple[str, ...]
    goes: tuple[str, ...]
    waiting: int
    snoozed_until: datetime | None


def subscriptions(store: Store, now: Callable[[], datetime], own: Sequence[Subscription]) -> Handler:
    """Answers with the subscriptions of the configuration, in its order."""

    async def answer(request: web.Request) -> web.Response:
        at, words = now(), words_in(language_of(request))
        waiting, snoozes = await asyncio.to_thread(lambda: (_waiting(store, at), store.outbox.snoozes()))
        told = [
            Told(
                name=one.name, to=tuple(to.label for to in one.to), takes=tuple(_takes(one, words)),
                goes=tuple(_goes(one, words)), waiting=waiting.get(one.name, 0),
                snoozed_until=until if (until := snoozes.get(one.name)) and until > at else None,
            )
            for one in own
        ]  # fmt: skip
        return page(request, "subscriptions.html", subscriptions=told, now=at)

    return answer


def _waiting(store: Store, at: datetime) -> dict[str, int]:
    found: dict[str, int] = {}
    for queue in store.outbox.queues(at):
        found[queue.subscription] = found.get(queue.subscription, 0) + queue.waiting
    return found


def _takes(one: Subscription, words: Wording) -> Iterator[str]:
    lists = {"tag": one.tags, "site": one.sites, "language": one.languages, "kind": one.kinds}
    facts = [words.said(f"facts.{fact}") for fact in one.facts]
    said = {name: words.joined(globs) for name, globs in lists.items()} | {
        "weight": words.said(f"weight.{one.min_weight}") if one.min_weight != "cosmetic" else "",
        "fact": words.joined(facts),
        "match": one.match,
    }
    for name, text in said.items():
        if text:
            yield words.said("subscriptions.only", of=words.said(f"filter.{name}"), what=text)
    if one.stealth:
        yield words.said("filter.stealth")


def _goes(one: Subscription, words: Wording) -> Iterator[str]:
    """When, by the clock of its zone."""
    if one.digest:
        yield words.said(
            "subscriptions.digest", when=words.said("subscriptions.hourly") if one.digest == "hourly" else one.digest
        )
    else:
        yield words.said("subscriptions.at_once")
    if one.confirm:
        yield words.said("subscriptions.confirm", after=length(words, one.confirm))
    if one.quiet:
        yield words.said("subscriptions.quiet", hours=one.quiet.replace("-", "–"))
    if one.digest not in ("", "hourly") or one.quiet:
        yield one.timezone


def snooze(store: Store, name: str, time: str, now: datetime, own: Sequence[Subscription]) -> None:
    """Its messages wait for so long, "" for no longer. Raises NotFound, UsageError."""
    if name not in {one.name for one in own}:
        raise NotFound(f"there is no subscription {name}")
    if time and time not in SNOOZES:
        raise UsageError(f'for: "{time}" is none of {", ".join(SNOOZES)}')
    store.outbox.snooze(name, now + SNOOZES[time] if time else None)
