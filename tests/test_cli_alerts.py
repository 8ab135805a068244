"""The outbox from the command line."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cli_place import Place
from store_builders import MINUTE, NOON, added, alert, edited, gone, new, same

from watcher.model import AlertState, Delivery, Hold, Outcome
from watcher.store import Store


async def alerted(store: Store) -> None:
    """One alert of each state: sent, failed, pending."""
    watch = added(store)
    await store.memory.record(new(watch))
    await store.memory.record(edited(watch, 2, NOON, alerts=(alert("desk", 0), alert("phone", 0))))
    await store.memory.record(same(watch, NOON, outcome=Outcome.GONE, event=gone(NOON), alerts=(alert("radio"),)))
    one, two, _ = store.outbox.letters()
    await store.outbox.settle([one.id], Delivery(sent=True, at=NOON), None)
    await store.outbox.settle([two.id], Delivery(sent=False, why="no such phone", permanent=True, at=NOON), None)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = Place(tmp_path)
    with place.store() as store:
        asyncio.run(alerted(store))
    return place


def test_the_outbox_is_shown_with_what_each_alert_tells_of(place: Place) -> None:
    rows = [line.split(maxsplit=1)[1] for line in place.run("alerts").out.splitlines()[1:]]
    assert rows == [
        "2026-05-04 12:00Z  sent     all           the desk   1      1@2             The river rises",
        "2026-05-04 12:00Z  failed   all           the phone  1      1@2             no such phone",
        "2026-05-04 12:00Z  pending  all           the radio  0      1 article.gone  The river rises",
    ]


def test_the_outbox_can_be_narrowed_to_a_state(place: Place) -> None:
    (failed,) = place.run("alerts", "--state", "failed", "--json").document
    assert (failed["to"], failed["state"], failed["why"], failed["revision"]) == (
        "the phone",
        "failed",
        "no such phone",
        2,
    )
    assert [one["to"] for one in place.run("--json", "alerts", "--limit", 1).document] == ["the radio"]
    assert failed["message"] is None


def test_the_outbox_can_be_narrowed_to_a_subscription(place: Place) -> None:
    assert len(place.run("--json", "alerts", "--subscription", "all").document) == 3
    assert [one["to"] for one in place.run("--json", "alerts", "--subscription", "all", "--limit", 1).document] == [
        "the radio"
    ]
    none = place.run("alerts", "--subscription", "desk", "--state", "failed")
    assert (none.code, none.out, none.err) == (0, "", "watcher: no failed alerts of desk\n")


def test_an_empty_outbox_says_so(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.run("init")
    assert place.run("alerts").err == "watcher: no alerts\n"
    assert place.run("alerts", "--state", "failed").err == "watcher: no failed alerts\n"


def states(place: Place) -> list[str]:
    return [one["state"] for one in place.run("alerts", "--json").document]


def test_what_failed_is_tried_again(place: Place) -> None:
    ran = place.run("alerts", "retry", 2)
    assert (ran.code, ran.out) == (0, "alert 2 to the phone: due now; the daemon sends it\n")
    assert states(place) == ["sent", "pending", "pending"]


def test_what_waits_says_when_it_goes_and_why(tmp_path: Path) -> None:
    ready = datetime.now(UTC)
    day = f"{ready + timedelta(days=3):%A}".lower()
    place = Place(tmp_path, f'[[subscription]]\nname = "all"\nto = ["json://a.example"]\ndigest = "{day} 12:00"\n')
    place.run("init")
    with place.store() as store:
        asyncio.run(store.memory.record(new(added(store), ready, alerts=(alert(),))))
    (shown,) = place.run("alerts", "--json").document
    assert shown["waits_for"] == "its digest"
    goes = datetime.fromisoformat(shown["goes_at"])
    assert (goes.hour, goes.minute, goes.second) == (12, 0, 0)
    assert timedelta(days=2) < goes - ready < timedelta(days=4)
    assert ", for its digest" in place.run("alerts").out


def test_what_waits_behind_a_message_that_was_not_taken_says_so(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.store() as store:
        asyncio.run(refused(store))
    first, other, second = place.run("alerts", "--json").document
    assert (first["waits_for"], other["waits_for"]) == ("another try", "")
    assert second["waits_for"] == "its destination, which takes nothing"
    assert "pending, for its destination, which takes nothing  all" in place.run("alerts").out


async def refused(store: Store) -> None:
    """A message that is to be tried again, one to the same destination, and one to another."""
    watch, now = added(store), datetime.now(UTC)
    await store.memory.record(new(watch))
    await store.memory.record(edited(watch, 2, NOON, alerts=(alert("desk", 0), alert("phone", 0))))
    await store.memory.record(same(watch, NOON, outcome=Outcome.GONE, event=gone(NOON), alerts=(alert("desk"),)))
    desk = next(queue for queue in store.outbox.queues(now) if queue.destination == "desk")
    bundle = await store.outbox.claim(now, MINUTE, desk)
    assert bundle is not None
    await store.outbox.settle([bundle.letters[0].id], Delivery(sent=False, why="busy", at=now), now + 5 * MINUTE)


def test_all_that_failed_is_tried_again(place: Place) -> None:
    ran = place.run("alerts", "retry", "--failed")
    assert (ran.code, ran.out) == (0, "1 failed alert due now; the daemon sends what is due\n")
    assert states(place) == ["sent", "pending", "pending"]
    assert place.run("alerts", "retry", "--failed").out == "0 failed alerts due now\n"
    assert place.run("--json", "alerts", "retry", "--failed").document == {"alerts": 0}


@pytest.mark.parametrize("said", [(), (2, "--failed")])
def test_what_is_to_be_tried_again_is_one_alert_or_all_that_failed(place: Place, said: tuple[int | str, ...]) -> None:
    ran = place.run("alerts", "retry", *said)
    assert (ran.code, ran.err) == (
        2, "watcher: name an alert by its ID, or say --failed for all that have failed\n",
    )  # fmt: skip


def test_what_is_dropped_is_not_tried_again(place: Place) -> None:
    assert place.run("alerts", "drop", 3, "--json").document == {"alert": 3, "to": "the radio", "now": "dropped"}
    assert states(place) == ["sent", "failed", "dropped"]
    with place.store() as store:
        assert store.outbox.letters(state=AlertState.DROPPED)[-1].why == "dropped by hand"


def test_a_held_alert_says_what_it_waits_for_and_can_be_released(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.store() as store:
        asyncio.run(held(store))
    (shown,) = place.run("alerts", "--state", "held", "--json").document
    assert (shown["state"], shown["hold"], shown["next_try_at"]) == ("held", "confirm", "2026-05-04T12:05:00Z")
    assert "held for a second look" in place.run("alerts").out
    ran = place.run("alerts", "release", 1)
    assert (ran.code, ran.out) == (0, "alert 1 to the desk: due now; the daemon sends it\n")
    assert states(place) == ["pending"]
    again = place.run("alerts", "release", 1)
    assert (again.code, again.err) == (2, "watcher: alert 1 is pending, not held; nothing to release\n")


async def held(store: Store) -> None:
    watch = added(store)
    waits = replace(alert("desk", 0), hold=Hold.CONFIRM, until=NOON + 5 * MINUTE)
    await store.memory.record(new(watch))
    await store.memory.record(edited(watch, 2, NOON, alerts=(waits,)))


@pytest.mark.parametrize("act", ["retry", "drop"])
def test_what_was_sent_is_neither_sent_again_nor_dropped(place: Place, act: str) -> None:
    ran = place.run("alerts", act, 1)
    assert (ran.code, ran.out) == (2, "")
    assert "alert 1 was sent already" in ran.err
    assert states(place) == ["sent", "failed", "pending"]


@pytest.mark.parametrize("act", ["retry", "drop", "release"])
def test_an_unknown_alert_is_told(place: Place, act: str) -> None:
    ran = place.run("alerts", act, 99)
    assert (ran.code, ran.err) == (3, "watcher: there is no alert 99; `watcher alerts` shows them\n")
