from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from store_builders import MINUTE, NOON, added, alert, change, edited, gone, new, opened, same

from watcher.model import AlertId, AlertState, Delivery, Letter, Outcome
from watcher.store import Store

LEASE = 5 * MINUTE


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
    (letter,) = await store.claim(now, LEASE, 10)
    return letter


async def test_a_letter_brings_all_that_is_needed_to_word_it(store: Store) -> None:
    watch = added(store)
    await store.record(new(watch))
    both = (change(), change("paragraph.edited"))
    await store.record(edited(watch, 2, NOON + MINUTE, changes=both, alerts=(alert("desk", 0, 1),)))
    letter = await only(store, NOON + MINUTE)
    assert letter.watch == store.watch(watch.id)
    assert (letter.alert, letter.title, letter.event) == (alert("desk", 0, 1), "The river rises", None)
    assert letter.revision == store.revision(watch.id, 2)
    assert letter.revision
    assert letter.revision.changes == both
    assert (letter.state, letter.attempts, letter.created_at) == (AlertState.PENDING, 0, NOON + MINUTE)


async def test_a_letter_tells_of_an_event_or_of_an_edit_never_of_both(store: Store) -> None:
    watch = added(store)
    await store.record(new(watch))
    await store.record(edited(watch, 2, event=gone(), alerts=(alert("desk"), alert("desk", 0))))
    event, edit = await store.claim(NOON, LEASE, 10)
    assert (event.event, event.revision) == (gone(), None)
    assert edit.event is None
    assert edit.revision
    assert edit.revision.number == 2


async def test_a_letter_about_an_article_that_was_never_read_has_no_title(store: Store) -> None:
    await store.record(same(added(store), outcome=Outcome.GONE, event=gone(), alerts=(alert(),)))
    assert (await only(store)).title == ""


async def test_a_claimed_letter_is_nobody_elses_until_its_lease_ends(store: Store) -> None:
    await store.record(new(added(store), alerts=(alert(),)))
    first = await only(store)
    assert await store.claim(NOON + LEASE - MINUTE, LEASE, 10) == []
    assert store.pending_destinations(NOON + LEASE - MINUTE) == []
    assert store.next_alert_at() == NOON + LEASE
    assert (await only(store, NOON + LEASE)).id == first.id


async def test_two_workers_never_claim_the_same_letter(store: Store) -> None:
    for number in range(5):
        await store.record(new(added(store, f"w{number}"), alerts=(alert(),)))
    claims = [await store.claim(NOON, LEASE, 2) for _ in range(4)]
    assert [len(letters) for letters in claims] == [2, 2, 1, 0]
    assert sorted(letter.id for letters in claims for letter in letters) == [1, 2, 3, 4, 5]


async def test_letters_are_claimed_for_one_destination_oldest_first(store: Store) -> None:
    for minute in (1, 2, 3):
        at = NOON + minute * MINUTE
        await store.record(new(added(store, f"w{minute}"), at, alerts=(alert("mail"), alert("desk"))))
    assert store.pending_destinations(NOON + MINUTE) == ["desk", "mail"]
    letters = await store.claim(NOON + 2 * MINUTE, LEASE, 10, "desk")
    assert [(letter.alert.destination, letter.created_at) for letter in letters] == [
        ("desk", NOON + MINUTE),
        ("desk", NOON + 2 * MINUTE),
    ]


async def test_what_came_later_waits_behind_the_oldest_letter_of_its_destination(store: Store) -> None:
    await store.record(new(added(store, "w1"), alerts=(alert("mail"),)))
    first = await only(store)
    await store.settle(first.id, Delivery(sent=False, why="down", at=NOON), NOON + 5 * MINUTE)
    await store.record(new(added(store, "w2"), alerts=(alert("mail"), alert("desk"))))
    assert store.pending_destinations(NOON + MINUTE) == ["desk"]
    assert store.pending_destinations(NOON + 5 * MINUTE) == ["desk", "mail"]


async def test_a_sent_letter_is_settled_for_good(store: Store) -> None:
    await store.record(new(added(store), alerts=(alert(),)))
    letter = await only(store)
    await store.settle(letter.id, sent(NOON + MINUTE), None)
    await store.settle(letter.id, unsent(), NOON)
    (kept,) = store.alerts()
    assert (kept.state, kept.attempts, kept.next_try_at, kept.why) == (AlertState.SENT, 1, None, "")
    assert store.next_alert_at() is None
    assert not store.retry(letter.id, NOON)


async def test_an_unsent_letter_is_due_again_when_it_is_told_to(store: Store) -> None:
    await store.record(new(added(store), alerts=(alert(),)))
    letter = await only(store)
    await store.settle(letter.id, unsent(), NOON + MINUTE)
    assert await store.claim(NOON, LEASE, 10) == []
    assert store.next_alert_at() == NOON + MINUTE
    again = await only(store, NOON + MINUTE)
    assert (again.id, again.attempts, again.why, again.state) == (letter.id, 1, "451 try later", AlertState.PENDING)


async def test_a_letter_that_is_given_up_says_why_and_can_be_tried_again(store: Store) -> None:
    await store.record(new(added(store), alerts=(alert(),)))
    letter = await only(store)
    await store.settle(letter.id, unsent("550 no such user"), None)
    (failed,) = store.alerts(state=AlertState.FAILED)
    assert (failed.why, failed.attempts, failed.next_try_at) == ("550 no such user", 1, None)
    assert await store.claim(NOON + timedelta(days=9), LEASE, 10) == []
    assert store.retry(letter.id, NOON + MINUTE)
    again = await only(store, NOON + MINUTE)
    assert (again.id, again.attempts) == (letter.id, 0)
    assert not store.retry(AlertId(77), NOON)


async def test_the_outbox_is_listed_newest_last(store: Store) -> None:
    for number in range(4):
        await store.record(new(added(store, f"w{number}"), alerts=(alert(),)))
    await store.settle(AlertId(3), sent(), None)
    assert [letter.id for letter in store.alerts()] == [1, 2, 3, 4]
    assert [letter.id for letter in store.alerts(state=AlertState.PENDING, limit=2)] == [2, 4]


async def test_letters_of_a_removed_watch_are_not_sent(store: Store) -> None:
    watch = added(store)
    await store.record(new(watch, alerts=(alert(),)))
    store.remove(watch.id)
    assert await store.claim(NOON, LEASE, 10) == []
