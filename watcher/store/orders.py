"""What hubs were asked for: orders to push a feed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

from watcher.model import Hub, Order, OrderId, OrderState, Source, SourceId
from watcher.model.push import LONGEST_LEASE
from watcher.store import codec, sources
from watcher.store.beside import beside
from watcher.store.connections import Connections
from watcher.store.queries import Queries

_SQL = Queries("orders")
_MOST_ENDINGS = 3  # times that a hub is asked to push no more
_SOONEST = timedelta(minutes=1)  # between two readings that a hub asks for


class Orders:
    """The orders of one store. None of its methods holds the event loop up; each is a transaction, and raises
    StoreError where the database cannot be read or written."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    async def settle(self, address: str, now: datetime, token: Callable[[], str]) -> None:
        """Makes the orders those that the sources ask for, pushed to `address`; `token` gives what nobody can guess."""
        await self._connections.write_soon(partial(_settle, address=address, now=now, token=token))

    async def due(self, now: datetime, limit: int) -> Sequence[Order]:
        """Those about which the hub is to be asked, the longest due first."""
        return await beside(self._due, now, limit)

    async def order(self, order_id: OrderId) -> tuple[Order, Source | None] | None:
        """The order and its source; None where there is none."""
        # On the event loop: two statements of 50 µs, and strangers may ask for any.
        with self._connections.reader() as connection:
            row = _SQL.one(connection, "by_id", id=order_id)
            if row is None:
                return None
            of = row["source_id"]
            return _order_of(row), None if of is None else sources.by_id(connection, SourceId(of))

    async def ask(self, order: Order) -> bool:
        """The hub is being asked, as `order` says. False where the order is there no more."""
        return await self._change(
            "ask", id=order.id, asked_at=codec.optional_stamp(order.asked_at), due_at=codec.stamp(order.due_at),
            failures=order.failures,
        )  # fmt: skip

    async def refuse(self, order: Order, why: str) -> bool:
        """Asking was in vain; the hub is asked again when the order says. False where it has asked back meanwhile."""
        asked = {"asked_at": codec.optional_stamp(order.asked_at), "due_at": codec.stamp(order.due_at)}
        return await self._change("refuse", id=order.id, why=why, **asked)

    async def confirm(self, order_id: OrderId, now: datetime, until: datetime, due_at: datetime) -> bool:
        """The hub asked back: it pushes until a time, and is asked anew at `due_at`. False where it was not asked."""
        times = {"now": codec.stamp(now), "until": codec.stamp(until), "due_at": codec.stamp(due_at)}
        return await self._change("confirm", id=order_id, **times)

    async def deny(self, order_id: OrderId, why: str, due_at: datetime) -> bool:
        """The hub will not push, and is asked anew at `due_at`. False where it is to push no more in any case."""
        return await self._change("deny", id=order_id, why=why, due_at=codec.stamp(due_at))

    async def forget(self, order_id: OrderId) -> bool:
        """The hub asked back: it pushes no more. False where it was not asked for that."""
        return await self._change("forget", id=order_id)

    async def heard(self, order_id: OrderId, now: datetime) -> bool:
        """Something was pushed. False where the order is there no more."""
        return await self._change("heard", id=order_id, now=codec.stamp(now))

    async def read_soon(self, source: Source, now: datetime) -> bool:
        """The source is due, a minute after it was read at the soonest. False where it is already, and where it
        fails."""
        at = now if source.read_at is None else max(now, source.read_at + _SOONEST)
        return await self._change("read_soon", id=source.id, at=codec.stamp(at))

    def forget_all(self) -> None:
        """Nobody listens any more to what is pushed."""
        self._connections.write(lambda connection: _SQL.run(connection, "forget_all"))

    def _due(self, now: datetime, limit: int) -> Sequence[Order]:
        with self._connections.reader() as connection:
            return [_order_of(row) for row in _SQL.all(connection, "due", now=codec.stamp(now), limit=limit)]

    async def _change(self, name: str, **values: object) -> bool:
        """Whether the statement changed a row."""
        return await self._connections.write_soon(lambda connection: _SQL.run(connection, name, **values).rowcount == 1)


def _settle(connection: sqlite3.Connection, address: str, now: datetime, token: Callable[[], str]) -> None:
    at = codec.stamp(now)
    _SQL.run(connection, "end", now=at)
    _SQL.run(connection, "rebase", now=at, latest=codec.stamp(now + LONGEST_LEASE))
    _SQL.run(connection, "forget_ended", address=address, most=_MOST_ENDINGS, now=at)
    _SQL.run(connection, "move", address=address, now=at)
    for row in _SQL.all(connection, "wanting"):
        _SQL.run(
            connection, "add", id=token(), source_id=row["id"], hub=row["hub"], topic=row["topic"], address=address,
            secret=token(), now=at,
        )  # fmt: skip


def _order_of(row: sqlite3.Row) -> Order:
    return Order(
        id=OrderId(row["id"]), source_id=row["source_id"], hub=Hub(url=row["hub"], topic=row["topic"]),
        address=row["address"], secret=row["secret"], state=OrderState(row["state"]),
        due_at=codec.moment(row["due_at"]), asked_at=codec.optional_moment(row["asked_at"]), failures=row["failures"],
    )  # fmt: skip
