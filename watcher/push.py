"""The errand that has feeds pushed (WebSub, https://www.w3.org/TR/websub/): asks their hubs, answers when these ask
back, and takes what they push for a reading of the source."""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol
from urllib.parse import urlencode

from watcher.entries import reasoned
from watcher.errors import StoreError
from watcher.model import Order, OrderId, OrderState, Page, Reading, Reply, Request, Source, Unreachable
from watcher.model.push import LONGEST_LEASE
from watcher.text import reader_text, shortened
from watcher.urls import host

_log = logging.getLogger(__name__)

LEASE = timedelta(days=10)  # for which is asked
_SOONEST = timedelta(minutes=10)  # after which a hub is asked again
_LATEST = timedelta(days=1)
_DOUBLINGS = 10
_MOST = 100  # orders that are given in one go
_MOST_REDIRECTS = 3
_METHODS = ("sha256", "sha384", "sha512", "sha1")
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Orders(Protocol):
    async def settle(self, address: str, now: datetime, token: Callable[[], str]) -> None:
        """Makes the orders those that the sources ask for, pushed to `address`; `token` gives what nobody can guess."""

    async def due(self, now: datetime, limit: int) -> Sequence[Order]:
        """Those about which the hub is to be asked, the longest due first."""

    async def order(self, order_id: OrderId) -> tuple[Order, Source | None] | None:
        """The order and its source; None where there is none."""

    async def ask(self, order: Order) -> bool:
        """The hub is being asked, as `order` says. False where the order is there no more."""

    async def refuse(self, order: Order, why: str) -> bool:
        """Asking was in vain; the hub is asked again when the order says. False where it has asked back meanwhile."""

    async def confirm(self, order_id: OrderId, now: datetime, until: datetime, due_at: datetime) -> bool:
        """The hub asked back: it pushes until a time, and is asked anew at `due_at`. False where it was not asked."""

    async def deny(self, order_id: OrderId, why: str, due_at: datetime) -> bool:
        """The hub will not push, and is asked anew at `due_at`. False where it is to push no more in any case."""

    async def forget(self, order_id: OrderId) -> bool:
        """The hub asked back: it pushes no more. False where it was not asked for that."""

    async def heard(self, order_id: OrderId, now: datetime) -> bool:
        """Something was pushed. False where the order is there no more."""

    async def read_soon(self, source: Source, now: datetime) -> bool:
        """The source is due, soon. False where it is already, and where it fails."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What is needed to have feeds pushed to `address`. `ask` calls a server and never raises for the web; `read` takes
    a page for a reading of a source, None where it is no feed; `token` gives what nobody can guess. What is
    pushed may have `largest` bytes."""

    orders: Orders
    address: str
    ask: Callable[[Request], Awaitable[Reply | Unreachable]]
    read: Callable[[Source, Page], Awaitable[Reading | None]]
    now: Callable[[], datetime]
    token: Callable[[], str]
    largest: int


class Receipt(StrEnum):
    """What became of something that was pushed."""

    READ = "read"  # what is new in it is watched
    NEWS = "news"  # it only says that there is something new: the source is read soon
    UNSIGNED = "unsigned"  # it is not signed as agreed, and was passed over
    UNKNOWN = "unknown"  # nobody asked for it


async def tend(desk: Desk) -> None:
    """Asks hubs for what is to be asked now: to push, to go on, to push no more. Hubs are asked at once, each of them
    about one order after the other, until it does not answer."""
    try:
        await desk.orders.settle(desk.address, desk.now(), desk.token)
        hubs: dict[str, list[Order]] = {}
        for order in await desk.orders.due(desk.now(), _MOST):
            hubs.setdefault(order.hub.url, []).append(order)
        async with asyncio.TaskGroup() as group:
            for orders in hubs.values():
                group.create_task(_ask_hub(orders, desk))
    except* StoreError as errors:
        _log.warning("hubs are not asked: %s", errors.exceptions[0])


async def _ask_hub(orders: Sequence[Order], desk: Desk) -> None:
    for order in orders:
        if not await _asked(order, desk):
            return


async def _asked(order: Order, desk: Desk) -> bool:
    """Asks about an order; whether the hub answered. That it was asked is written down first, as some hubs ask back
    before they answer. One that does not ask back is asked again after growing pauses."""
    now = desk.now()
    pause = min(_SOONEST * (1 << min(order.failures, _DOUBLINGS)), _LATEST)
    asked = replace(order, asked_at=now, failures=order.failures + 1, due_at=now + pause)
    if not await desk.orders.ask(asked):
        return True
    answer = await _posted(asked, desk)
    why = _refusal(answer)
    if why:
        wanted = min((answer.retry_after if isinstance(answer, Reply) else None) or timedelta(0), _LATEST)
        await desk.orders.refuse(replace(asked, due_at=max(asked.due_at, desk.now() + wanted)), why)
    _say(order, why)
    return isinstance(answer, Reply)


def _say(order: Order, why: str) -> None:
    """One line for each time that a hub is asked, for machines to read first."""
    of = f" source={order.source_id}" if order.source_id is not None else ""
    _log.info("hub=%s asked=%s%s%s", host(order.hub.url), _mode(order), of, reasoned(why))


def _mode(order: Order) -> str:
    return "unsubscribe" if order.state is OrderState.ENDING else "subscribe"


async def _posted(order: Order, desk: Desk) -> Reply | Unreachable:
    form = {
        "hub.mode": _mode(order),
        "hub.topic": order.hub.topic,
        "hub.callback": order.callback,
        "hub.lease_seconds": f"{LEASE.total_seconds():.0f}",
        "hub.secret": order.secret,
    }
    request = Request(method="POST", url=order.hub.url, headers=_FORM, body=urlencode(form).encode(), limit=1000)
    answer = await desk.ask(request)
    for _ in range(_MOST_REDIRECTS):
        if not isinstance(answer, Reply) or answer.status not in (307, 308) or not answer.location:
            break
        answer = await desk.ask(replace(request, url=answer.location))
    return answer


def _refusal(answer: Reply | Unreachable) -> str:
    """Why a hub did not take an order, "" where it did."""
    if isinstance(answer, Unreachable):
        return answer.why
    if 200 <= answer.status < 300:
        return ""
    said = shortened(reader_text(answer.body.decode("utf-8", "replace")), 200)
    return f"the hub answers {answer.status}" + (f": {said}" if said else "")


async def answered(order_id: OrderId, asks: Mapping[str, str], desk: Desk) -> str | None:
    """What a hub that asks back is answered: its challenge where it was asked, "" where it denies; None where nobody
    asked it for that. Raises StoreError."""
    found = await desk.orders.order(order_id)
    if found is None or asks.get("hub.topic") != found[0].hub.topic:
        return None
    challenge, now = asks.get("hub.challenge") or None, desk.now()
    match asks.get("hub.mode"):
        case "subscribe" if challenge:
            lease = _lease(asks.get("hub.lease_seconds", ""))
            again = now + max(lease * 0.8, _SOONEST)
            return challenge if await desk.orders.confirm(order_id, now, now + lease, again) else None
        case "unsubscribe" if challenge:
            return challenge if await desk.orders.forget(order_id) else None
        case "denied":
            why = shortened(reader_text(asks.get("hub.reason", "")), 200)
            said = "the hub will not push it" + (f": {why}" if why else "")
            return "" if await desk.orders.deny(order_id, said, now + _LATEST) else None
    return None


def _lease(seconds: str) -> timedelta:
    """The lease that a hub grants; the one asked for where it does not say."""
    if not (seconds.isascii() and seconds.isdigit()):
        return LEASE
    return min(timedelta(seconds=int(seconds[:9])), LONGEST_LEASE)


async def welcome(order_id: OrderId, desk: Desk) -> bool:
    """Whether something pushed for this order is wanted. Raises StoreError."""
    return await _served(order_id, desk) is not None


async def _served(order_id: OrderId, desk: Desk) -> tuple[Order, Source] | None:
    found = await desk.orders.order(order_id)
    if found is None or found[1] is None or found[0].state is OrderState.DENIED:
        return None
    return found[0], found[1]


async def received(
    order_id: OrderId, body: bytes, desk: Desk, *, signature: str, content_type: str | None = None
) -> Receipt:
    """Takes what was pushed for a reading of the source. What is empty, or no feed, has it read soon. Raises
    StoreError."""
    served = await _served(order_id, desk)
    if served is None:
        return Receipt.UNKNOWN
    order, source = served
    if not is_signed(signature, body, order.secret):
        _log.info("source=%d pushed, but not signed as agreed", source.id)
        return Receipt.UNSIGNED
    now = desk.now()
    await desk.orders.heard(order_id, now)
    push = None if source.push is None else replace(source.push, pushed_at=now)
    page = Page(url=source.address, status=200, body=body, content_type=content_type, fetched_at=now)
    reading = await desk.read(replace(source, push=push), page) if body.strip() else None
    if reading is None:
        await desk.orders.read_soon(source, now)
        _log.info("source=%d pushed, and is read soon", source.id)
        return Receipt.NEWS
    _log.info("source=%d pushed listed=%d new=%d", source.id, reading.listed, len(reading.found))
    return Receipt.READ


def is_signed(signature: str, body: bytes, secret: str) -> bool:
    """Whether `signature`, "METHOD=HEXADECIMAL", is that of `body` (WebSub, section 7.1)."""
    method, _, digits = signature.strip().partition("=")
    if method.lower() not in _METHODS:
        return False
    own = hmac.new(secret.encode(), body, method.lower()).hexdigest()
    return hmac.compare_digest(own.encode(), digits.strip().lower().encode("utf-8", "replace"))
