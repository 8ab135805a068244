from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from msgspec import structs
from store_builders import MINUTE, NOON, added, alert, change, due, edited, gone, new, opened, same

from watcher.model import AlertId, AlertState, Delivery, Hold, Letter, Outcome, Queue, Turn, Watch, WatchId
from watcher.model.summary import FOREVER
from watcher.store import Store

LEASE = 5 * MINUTE
DESK = Queue(destination="desk", subscription="all")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as store:
        yield store


def sent(at: datetime = NOON) -> Delivery:
    return Delivery(sent=True, at=at)


def unsent(why: str = "451 try later", at: datetime = NOON) -> Delivery:
    return Delivery(sent=False, why=why, at=at)


async def only(store: Store, now: datetime = NOON) -> Letter:
    """The one letter that is due."""
    (letter,) = await due(store, now)
    return letter


async def test_a_letter_brings_all_that_is_needed_to_word_it(store: Store) -> None:
    watch = added(store)
    await store.memory.record(new(watch))
    both = (change(), change("paragraph.edited"))
    await store.memory.record(edited(watch, 2, NOON + MINUTE, changes=both, alerts=(alert("desk", 0, 1),)))
    letter = await only(store, NOON + MINUTE)
    assert letter.watch == store.watches.by_id(watch.id)
    assert (letter.alert, letter.title, letter.event) == (alert("desk", 0, 1), "The river rises", None)
    assert letter.revision == store.history.revision(watch.id, 2)
    assert letter.revision
    assert letter.revision.changes == both
    assert (letter.state, letter.attempts, letter.created_at) == (AlertState.PENDING, 0, NOON + MINUTE)


async def test_a_letter_tells_of_an_event_or_of_an_edit_never_of_both(store: Store) -> None:
    watch = added(store)
    await store.memory.record(new(watch))
    await store.memory.record(edited(watch, 2, event=gone(), alerts=(alert("desk"), alert("desk", 0))))
    event, edit = await due(store)
    assert (event.event, event.revision) == (gone(), None)
    assert edit.event is None
    assert edit.revision
    assert edit.revision.number == 2


async def test_a_letter_about_an_article_that_was_never_read_has_no_title(store: Store) -> None:
    await store.memory.record(same(added(store), outcome=Outcome.GONE, event=gone(), alerts=(alert(),)))
    assert (await only(store)).title == ""


async def test_a_claimed_letter_is_nobody_elses_until_its_lease_ends(store: Store) -> None:
    await store.memory.record(new(added(store), alerts=(alert(),)))
    first = await only(store)
    assert await due(store, NOON + LEASE - MINUTE) == []
    (queue,) = store.outbox.queues(NOON + LEASE - MINUTE)
    assert (queue.waiting, queue.again_at) == (0, NOON + LEASE)
    assert (await only(store, NOON + LEASE)).id == first.id


async def test_what_a_daemon_that_died_had_claimed_is_due_at_the_next_start_and_nothing_else_is(store: Store) -> None:
    await store.memory.record(new(added(store), alerts=(alert("tried"), alert("claimed"))))
    tried, claimed = await due(store)
    await store.outbox.settle([tried.id], unsent(), NOON + LEASE)
    store.outbox.take_back(NOON + MINUTE)
    assert await due(store, NOON + MINUTE) == [replace(claimed, next_try_at=NOON + MINUTE + LEASE)]
    assert [letter.id for letter in await due(store, NOON + LEASE)] == [tried.id]


async def test_two_workers_never_claim_the_same_letter(store: Store) -> None:
    for number in range(5):
        await store.memory.record(new(added(store, f"w{number}"), alerts=(alert(),)))
    bundles = [await store.outbox.claim(NOON, LEASE, DESK, most=2) for _ in range(4)]
    claims = [[letter.id for letter in bundle.letters] if bundle else [] for bundle in bundles]
    assert claims == [[1, 2], [3, 4], [5], []]


async def test_a_bundle_is_the_same_whenever_it_is_sent_again(store: Store) -> None:
    for number in range(3):
        await store.memory.record(new(added(store, f"w{number}"), alerts=(alert(),)))
    first = await store.outbox.claim(NOON, LEASE, DESK, most=2, digest=True)
    other = await store.outbox.claim(NOON, LEASE, DESK, most=2)
    again = await store.outbox.claim(NOON + LEASE, LEASE, DESK, most=9)
    assert first
    assert again
    assert other
    assert (again.identity, again.digest) == (first.identity, True)
    assert [letter.bundle for letter in store.outbox.letters()] == [first.identity, first.identity, other.identity]
    assert [letter.id for letter in again.letters] == [letter.id for letter in first.letters] == [1, 2]
    assert (other.identity != first.identity, other.digest) == (True, False)


async def test_what_a_bundle_tells_is_of_one_subscription(store: Store) -> None:
    for number, name in enumerate(("a", "b", "a")):
        await store.memory.record(new(added(store, f"w{number}"), alerts=(replace(alert(), subscription=name),)))
    bundles = [await store.outbox.claim(NOON, LEASE, queue, most=9) for queue in store.outbox.queues(NOON)]
    assert [[letter.id for letter in bundle.letters] for bundle in bundles if bundle] == [[1, 3], [2]]


async def test_a_bundle_without_a_letter_left_is_none(store: Store) -> None:
    one, two = added(store, "w1"), added(store, "w2")
    for watch in (one, two):
        await store.memory.record(new(watch, alerts=(alert(),)))
    first = await store.outbox.claim(NOON, LEASE, DESK, most=2)
    store.watches.remove(one.id)
    again = await store.outbox.claim(NOON + LEASE, LEASE, DESK)
    assert first
    assert again
    assert (again.identity, [letter.id for letter in again.letters]) == (first.identity, [2])
    store.watches.remove(two.id)
    assert await store.outbox.claim(NOON + 2 * LEASE, LEASE, DESK) is None


async def test_a_bundle_is_settled_and_tried_again_as_a_whole(store: Store) -> None:
    for number in range(3):
        await store.memory.record(new(added(store, f"w{number}"), alerts=(alert(),)))
    first = await store.outbox.claim(NOON, LEASE, DESK, most=2)
    assert first
    await store.outbox.settle([letter.id for letter in first.letters], unsent("550"), None)
    assert [letter.state for letter in store.outbox.letters()] == ["failed", "failed", "pending"]
    assert store.outbox.retry(AlertId(2), NOON)
    again = await store.outbox.claim(NOON, LEASE, DESK)
    assert again
    assert (again.identity, len(again.letters)) == (first.identity, 2)


async def test_what_was_dropped_out_of_a_bundle_is_sent_by_itself(store: Store) -> None:
    for number in range(2):
        await store.memory.record(new(added(store, f"w{number}"), alerts=(alert(),)))
    first = await store.outbox.claim(NOON, LEASE, DESK, most=2)
    assert first
    assert store.outbox.drop(AlertId(1), "by hand", NOON)
    await store.outbox.settle([AlertId(1), AlertId(2)], sent(), None)
    assert [letter.state for letter in store.outbox.letters()] == ["dropped", "sent"]
    assert store.outbox.retry(AlertId(1), NOON)
    again = await store.outbox.claim(NOON, LEASE, DESK)
    assert again
    assert again.identity != first.identity


async def test_letters_are_claimed_for_one_destination_oldest_first(store: Store) -> None:
    for minute in (1, 2, 3):
        at = NOON + minute * MINUTE
        await store.memory.record(new(added(store, f"w{minute}"), at, alerts=(alert("mail"), alert("desk"))))
    assert [queue.destination for queue in store.outbox.queues(NOON)] == ["desk", "mail"]
    bundle = await store.outbox.claim(NOON + 2 * MINUTE, LEASE, DESK, most=10)
    assert bundle
    assert [(letter.alert.destination, letter.created_at) for letter in bundle.letters] == [
        ("desk", NOON + MINUTE),
        ("desk", NOON + 2 * MINUTE),
    ]


async def test_a_queue_says_what_waits_how_long_and_what_was_sent_of_late(store: Store) -> None:
    for minute in range(5):
        at = NOON + minute * MINUTE
        await store.memory.record(new(added(store, f"w{minute}"), at, alerts=(alert("mail"), alert("desk"))))
    first = await store.outbox.claim(NOON, LEASE, DESK, most=2)
    assert first
    await store.outbox.settle([letter.id for letter in first.letters], sent(NOON + MINUTE), None)
    later = await store.outbox.claim(NOON + MINUTE, LEASE, DESK)
    assert later
    await store.outbox.settle([later.letters[0].id], unsent(), NOON + 9 * MINUTE)
    desk, mail = store.outbox.queues(NOON + 5 * MINUTE)
    assert mail == replace(DESK, destination="mail", waiting=5, since=NOON, ready_at=NOON)
    assert desk == replace(
        DESK, waiting=3, since=NOON + 2 * MINUTE, ready_at=NOON + 2 * MINUTE, again_at=NOON + 9 * MINUTE, sent=1,
        sent_at=NOON + MINUTE, refused=True,
    )  # fmt: skip
    assert not any(queue.refused for queue in store.outbox.queues(NOON + 9 * MINUTE))
    assert [queue.sent for queue in store.outbox.queues(NOON + 61 * MINUTE)] == [0, 0]


async def test_what_waits_to_be_sent_again_can_be_made_due(store: Store) -> None:
    for name in ("desk", "mail"):
        await store.memory.record(new(added(store, name), alerts=(alert(name),)))
    for letter in await due(store):
        await store.outbox.settle([letter.id], unsent(), NOON + 9 * MINUTE)
    await store.outbox.hasten("desk", NOON + MINUTE)
    assert [queue.again_at for queue in store.outbox.queues(NOON)] == [NOON + MINUTE, NOON + 9 * MINUTE]


async def test_what_tells_of_a_snoozed_watch_waits_and_nothing_else_does(store: Store) -> None:
    snoozed, other = added(store, "w1"), added(store, "w2")
    for one in (snoozed, other):
        await store.memory.record(new(one, alerts=(alert(),)))
    assert store.watches.snooze(snoozed.id, NOON + 9 * MINUTE)
    assert not store.watches.snooze(WatchId(77), NOON)
    watch = store.watches.by_id(snoozed.id)
    assert watch
    assert watch.snoozed_until == NOON + 9 * MINUTE
    assert [queue.waiting for queue in store.outbox.queues(NOON)] == [1]
    assert [letter.watch and letter.watch.id for letter in await due(store)] == [other.id]
    await store.memory.record(same(watch, NOON + MINUTE))
    (queue,) = store.outbox.queues(NOON + 9 * MINUTE)
    assert (queue.waiting, queue.since, queue.ready_at) == (1, NOON, NOON + 9 * MINUTE)
    assert len(await due(store, NOON + 9 * MINUTE)) == 2
    assert store.watches.snooze(snoozed.id, None)
    assert store.watches.by_id(snoozed.id) == structs.replace(watch, snoozed_until=None, looked_at=NOON + MINUTE)


async def test_a_snoozed_subscription_is_known_to_its_queues_until_it_is_woken(store: Store) -> None:
    await store.memory.record(new(added(store), alerts=(alert(),)))
    store.outbox.snooze("all", NOON + MINUTE)
    store.outbox.snooze("all", NOON + LEASE)
    assert [queue.snoozed_until for queue in store.outbox.queues(NOON)] == [NOON + LEASE]
    assert store.outbox.snoozes() == {"all": NOON + LEASE}
    store.outbox.snooze("all", None)
    assert [queue.snoozed_until for queue in store.outbox.queues(NOON)] == [None]


async def test_a_sent_letter_is_settled_for_good(store: Store) -> None:
    await store.memory.record(new(added(store), alerts=(alert(),)))
    letter = await only(store)
    await store.outbox.settle([letter.id], sent(NOON + MINUTE), None)
    await store.outbox.settle([letter.id], unsent(), NOON)
    (kept,) = store.outbox.letters()
    assert (kept.state, kept.attempts, kept.next_try_at, kept.why) == (AlertState.SENT, 1, None, "")
    assert store.outbox.queues(NOON) == []
    assert not store.outbox.retry(letter.id, NOON)


async def test_an_unsent_letter_is_due_again_when_it_is_told_to(store: Store) -> None:
    await store.memory.record(new(added(store), alerts=(alert(),)))
    letter = await only(store)
    await store.outbox.settle([letter.id], unsent(), NOON + MINUTE)
    assert await due(store) == []
    assert [queue.again_at for queue in store.outbox.queues(NOON)] == [NOON + MINUTE]
    again = await only(store, NOON + MINUTE)
    assert (again.id, again.attempts, again.why, again.state) == (letter.id, 1, "451 try later", AlertState.PENDING)


async def test_a_letter_that_is_given_up_says_why_and_can_be_tried_again(store: Store) -> None:
    await store.memory.record(new(added(store), alerts=(alert(),)))
    letter = await only(store)
    await store.outbox.settle([letter.id], unsent("550 no such user"), None)
    (failed,) = store.outbox.letters(state=AlertState.FAILED)
    assert (failed.why, failed.attempts, failed.next_try_at) == ("550 no such user", 1, None)
    assert await due(store, NOON + timedelta(days=9)) == []
    assert store.outbox.retry(letter.id, NOON + MINUTE)
    again = await only(store, NOON + MINUTE)
    assert (again.id, again.attempts) == (letter.id, 0)
    assert not store.outbox.retry(AlertId(77), NOON)


async def test_the_outbox_is_listed_newest_last(store: Store) -> None:
    for number in range(4):
        await store.memory.record(new(added(store, f"w{number}"), alerts=(alert(),)))
    await store.outbox.settle([AlertId(3)], sent(), None)
    assert [letter.id for letter in store.outbox.letters()] == [1, 2, 3, 4]
    assert [letter.id for letter in store.outbox.letters(state=AlertState.PENDING, limit=2)] == [2, 4]


async def test_letters_of_a_removed_watch_are_not_sent(store: Store) -> None:
    watch = added(store)
    await store.memory.record(new(watch, alerts=(alert(),)))
    store.watches.remove(watch.id)
    assert await due(store) == []


async def test_what_waits_of_a_watch_is_dropped_when_it_is_muted(store: Store) -> None:
    watch, other = added(store), added(store, "hill")
    for one in (watch, other):
        await store.memory.record(new(one))
    await store.memory.record(edited(watch, 2, alerts=(alert("desk", 0), alert("phone", 0))))
    await store.memory.record(
        edited(watch, 3, alerts=(replace(alert("desk", 0), hold=Hold.CONFIRM, until=NOON + MINUTE),))
    )
    await store.memory.record(edited(other, 2, alerts=(alert("desk", 0),)))
    phone = await store.outbox.claim(NOON, LEASE, replace(DESK, destination="phone"))
    assert phone
    await store.outbox.settle([letter.id for letter in phone.letters], sent(), None)
    assert store.watches.mute(watch.id, NOON + MINUTE, NOON) == 2
    assert [(letter.state, letter.why) for letter in store.outbox.letters()] == [
        (AlertState.DROPPED, "its article was muted"),
        (AlertState.SENT, ""),
        (AlertState.DROPPED, "its article was muted"),
        (AlertState.PENDING, ""),
    ]
    assert store.outbox.retry(store.outbox.letters()[0].id, NOON)


async def test_a_watch_stays_muted_through_looks_until_it_is_unmuted(store: Store) -> None:
    watch = added(store)
    assert store.watches.mute(watch.id, FOREVER, NOON) == 0
    await store.memory.record(new(watch))
    kept = store.watches.by_id(watch.id)
    assert kept
    assert (kept.muted_until, kept.is_muted(NOON + 10_000 * MINUTE)) == (FOREVER, True)
    assert store.watches.unmute(watch.id)
    assert (store.watches.by_id(watch.id) or kept).muted_until is None
    assert (store.watches.mute(WatchId(99), FOREVER, NOON), store.watches.unmute(WatchId(99))) == (None, False)


def turn(position: int, number: int = 2) -> Turn:
    return Turn(number=number, position=position, what="title", gone="a", come="b", at=NOON)


async def waiting(store: Store, *changes: int, hold: Hold = Hold.CONFIRM, until: datetime | None = NOON) -> Watch:
    """A watch whose second revision has two changes and one held alert about some of them."""
    watch = added(store)
    held = replace(alert("desk", *changes), hold=hold, until=until, returns=changes[1:])
    await store.memory.record(new(watch))
    both = (change(), change("paragraph.edited"))
    await store.memory.record(edited(watch, 2, NOON, changes=both, alerts=(held,)))
    return watch


async def test_a_held_letter_is_not_due_and_keeps_nobody_waiting(store: Store) -> None:
    watch = await waiting(store, 0, 1)
    assert await due(store, NOON + LEASE) == []
    assert store.outbox.queues(NOON + LEASE) == []
    (letter,) = store.outbox.letters(state=AlertState.HELD)
    assert (letter.alert.hold, letter.alert.until, letter.alert.returns) == (Hold.CONFIRM, NOON, (1,))
    await store.memory.record(edited(watch, 3, NOON + MINUTE, alerts=(alert("desk", 0),)))
    assert (await only(store, NOON + MINUTE)).revision == store.history.revision(watch.id, 3)


async def test_a_look_lets_out_what_has_waited_long_enough(store: Store) -> None:
    watch = await waiting(store, 0, until=NOON + MINUTE)
    await store.memory.record(same(watch, NOON, release=NOON))
    assert await due(store) == []
    await store.memory.record(same(watch, NOON + MINUTE, release=NOON + MINUTE))
    assert (await only(store, NOON + MINUTE)).alert.hold is Hold.CONFIRM


async def test_what_waits_for_the_operator_is_let_out_by_no_look(store: Store) -> None:
    watch = await waiting(store, 0, hold=Hold.DRIFT, until=None)
    await store.memory.record(same(watch, NOON + LEASE, release=NOON + LEASE, undone=(turn(0),)))
    (letter,) = store.outbox.letters()
    assert letter.state is AlertState.HELD
    assert store.outbox.release(letter.id, NOON)
    assert not store.outbox.release(letter.id, NOON)
    assert (await only(store)).id == letter.id


async def test_what_was_changed_back_is_taken_out_of_a_held_letter(store: Store) -> None:
    watch = await waiting(store, 0, 1)
    await store.memory.record(same(watch, NOON, undone=(turn(1), turn(0, number=1))))
    assert [letter.alert.changes for letter in store.outbox.letters(state=AlertState.HELD)] == [(0,)]
    await store.memory.record(same(watch, NOON, undone=(turn(0),), release=NOON))
    (letter,) = store.outbox.letters()
    assert (letter.state, letter.why) == (AlertState.DROPPED, "it was changed back before it was told")
    assert await due(store) == []


async def test_the_turns_of_a_watch_are_kept_with_every_look(store: Store) -> None:
    watch = added(store)
    turns = (turn(0), replace(turn(1), returned=True, quiet=True, until=NOON))
    await store.memory.record(new(structs.replace(watch, turns=turns)))
    kept = store.watches.by_id(watch.id)
    assert kept
    assert kept.turns == turns
    await store.memory.record(same(structs.replace(watch, turns=())))
    assert store.watches.by_id(watch.id) == structs.replace(watch, turns=(), looked_at=NOON)
