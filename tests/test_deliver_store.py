"""The outbox of a real store, emptied by the clock: digests, quiet hours, snoozes, limits, releases, the operator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from store_builders import MINUTE, NOON, added, alert, edited, new, opened

from watcher.deliver import deliver
from watcher.model import (
    AlertId,
    AlertState,
    Bundle,
    Delivery,
    Destination,
    Hold,
    Message,
    Queue,
    Subscription,
    Takes,
    Watch,
)
from watcher.model.destination import destination
from watcher.notify.outages import Outages
from watcher.store import Store

HOUR = timedelta(hours=1)
DESK, OPS = destination("env:DESK"), destination("env:OPS")


class Post:
    """A store, a clock and a channel that takes everything but what goes to whom `refuses` names; `got` is what came:
    to whom, with which identity."""

    def __init__(self, store: Store) -> None:
        self.store, self.now, self.outages = store, NOON, Outages()
        self.got: list[tuple[str, str]] = []
        self.refuses: dict[str, Delivery] = {}
        self.count = 0
        self.sizes: dict[str, int] = {}
        self.queues, self.settle, self.hasten = store.outbox.queues, store.outbox.settle, store.outbox.hasten
        self.notices, self.outlines, self.revisions = (
            store.history.notices, store.history.outlines, store.history.revisions,
        )  # fmt: skip

    async def claim(
        self, now: datetime, lease: timedelta, queue: Queue, *, most: int, digest: bool
    ) -> Bundle | None:  # fmt: skip
        bundle = await self.store.outbox.claim(now, lease, queue, most=most, digest=digest)
        if bundle is not None:
            self.sizes[bundle.identity] = len(bundle.letters)
        return bundle

    def takes(self, destination: Destination) -> Takes:
        return Takes()

    async def send(self, destination: Destination, message: Message) -> Delivery:
        refusal = self.refuses.get(destination.label)
        if refusal is None:
            self.got.append((destination.label, message.identity))
        return replace(refusal or Delivery(sent=True, at=self.now), at=self.now)

    async def edit(self, count: int = 1, subscription: str = "desk", **own: Any) -> list[Watch]:
        """Articles that were edited now, an alert about each."""
        watches = []
        for _ in range(count):
            self.count += 1
            watch = added(self.store, f"w{self.count}")
            await self.store.memory.record(new(watch))
            told = replace(alert(DESK.id, 0), subscription=subscription, label=DESK.label, **own)
            await self.store.memory.record(edited(watch, 2, self.now, alerts=(told,)))
            watches.append(watch)
        return watches

    async def go(self, after: timedelta = timedelta(0), **own: Any) -> list[int]:
        """How many letters each message had that goes after a while, by the manners of the subscription "desk"."""
        self.now += after
        begun, desk = len(self.got), Subscription(name="desk", to=(DESK,), **{"limit": 0, **own})
        await deliver(
            self, self, self, {to.id: to for to in (DESK, OPS)}, lambda: self.now, random=lambda: 0.0,
            subscriptions={"desk": desk}, outages=self.outages, operator=(OPS,),
        )  # fmt: skip
        return [self.sizes[identity] for _, identity in self.got[begun:]]


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    with opened(tmp_path) as store:
        yield Post(store)


async def test_a_daily_digest_goes_once_with_all_that_came_until_then(post: Post) -> None:
    await post.edit(3)
    assert await post.go(digest="13:00") == []
    post.now += 30 * MINUTE
    await post.edit(2)
    assert await post.go(30 * MINUTE, digest="13:00") == [5]
    assert await post.go(HOUR, digest="13:00") == []
    await post.edit()
    assert await post.go(22 * HOUR, digest="13:00") == []
    assert await post.go(HOUR, digest="13:00") == [1]


async def test_a_digest_that_was_missed_goes_when_the_daemon_runs_again(post: Post) -> None:
    await post.edit(3)
    assert await post.go(timedelta(days=4), digest="13:00") == [3]


async def test_what_is_released_waits_for_the_next_digest(post: Post) -> None:
    await post.edit(hold=Hold.DRIFT)
    assert await post.go(5 * HOUR, digest="13:00") == []
    assert post.store.outbox.release(AlertId(1), post.now)
    assert await post.go(19 * HOUR, digest="13:00") == []
    assert await post.go(HOUR, digest="13:00") == [1]


async def test_quiet_hours_delay_and_drop_nothing(post: Post) -> None:
    await post.edit(2)
    assert await post.go(quiet="11:00-14:00") == []
    assert await post.go(HOUR, quiet="11:00-14:00") == []
    assert await post.go(HOUR, quiet="11:00-14:00") == [2]
    await post.edit(2)
    assert await post.go(quiet="11:00-14:00") == [1, 1]


async def test_what_is_snoozed_comes_afterwards_as_one(post: Post) -> None:
    await post.edit(2)
    post.store.outbox.snooze("desk", NOON + HOUR)
    assert await post.go() == []
    assert await post.go(HOUR) == [2]
    first, second = await post.edit(2)
    post.store.watches.snooze(first.id, post.now + HOUR)
    assert await post.go() == [1]
    assert await post.go(HOUR) == [1]
    assert second.id != first.id


async def test_a_burst_becomes_few_messages_and_the_hour_is_kept(post: Post) -> None:
    await post.edit(50)
    assert await post.go(limit=20) == [1, 1, 1, 1, 46]
    await post.edit(7)
    assert await post.go(MINUTE, limit=20) == []
    assert await post.go(4 * MINUTE, limit=20) == [7]
    await post.edit(1)
    assert await post.go(limit=20) == []
    assert await post.go(HOUR, limit=20) == [1]


async def test_a_message_that_was_under_way_when_the_program_ended_is_sent_again_as_it_was(post: Post) -> None:
    await post.edit(3)
    taken = await post.store.outbox.claim(post.now, 5 * MINUTE, post.store.outbox.queues(post.now)[0], most=2)
    assert taken
    assert await post.go() == [1]
    post.store.outbox.take_back(post.now)
    assert await post.go() == [2]
    assert post.got[1] == ("env:DESK", taken.identity)


async def test_the_operator_is_told_of_a_destination_that_has_failed_and_of_its_return(post: Post) -> None:
    post.refuses["env:DESK"] = Delivery(sent=False, why="550 no such user", permanent=True, at=NOON)
    await post.edit(2)
    await post.go()
    assert [to for to, _ in post.got] == ["env:OPS"]
    post.refuses.clear()
    await post.edit()
    await post.go(MINUTE)
    assert [to for to, _ in post.got] == ["env:OPS", "env:DESK", "env:OPS"]
    told = [letter.incident.kind for letter in post.store.outbox.letters() if letter.incident]
    assert told == ["destination.failed", "destination.back"]
    failed = post.store.outbox.letters(state=AlertState.FAILED)
    assert [letter.why for letter in failed] == ["550 no such user"] * 2
    assert post.store.outbox.retry_failed(post.now) == 2
    assert await post.go() == [1, 1]


async def test_the_operator_is_told_of_a_destination_that_has_taken_nothing_for_long(post: Post) -> None:
    post.refuses["env:DESK"] = Delivery(sent=False, why="no connection", at=NOON)
    await post.edit()
    for minutes in (0, 1, 2, 4, 8, 16):
        await post.go(minutes * MINUTE)
        assert post.got == []
    for minutes in (32, 64, 128):
        await post.go(minutes * MINUTE)
        assert [to for to, _ in post.got] == ["env:OPS"]
    (told,) = [letter.incident for letter in post.store.outbox.letters() if letter.incident]
    assert (told.kind, told.name, told.since, told.why) == ("destination.failed", "env:DESK", NOON, "no connection")
    post.refuses.clear()
    assert await post.go(timedelta(days=1)) == [1, 1]
    assert [to for to, _ in post.got] == ["env:OPS", "env:DESK", "env:OPS"]
