"""Messages that wait for a while, from the command line: snooze, unsnooze."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cli_place import RIVER, Place
from store_builders import added

LATER = "2999-01-02 03:04"
DESK = '[[subscription]]\nname = "desk"\nto = ["env:DESK"]\n[[subscription]]\nname = "night"\nto = ["env:N"]\n'


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = Place(tmp_path, DESK)
    with place.store() as store:
        added(store)
    return place


def test_a_subscription_and_an_article_can_be_snoozed_together(place: Place) -> None:
    ran = place.run("snooze", "desk", 1, "--until", LATER)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"snoozed until 2999-01-02 03:04Z: desk\nsnoozed until 2999-01-02 03:04Z: 1 {RIVER}\n"
    assert place.run("snooze").out == ran.out
    with place.store() as store:
        until = datetime(2999, 1, 2, 3, 4, tzinfo=UTC)
        assert store.outbox.snoozes() == {"desk": until}
        assert [watch.snoozed_until for watch in store.watches.listed()] == [until]


def test_a_snooze_counts_from_now(place: Place) -> None:
    (one,) = place.run("--json", "snooze", "night", "--for", "8h").document
    assert one["subscription"] == "night"
    left = datetime.fromisoformat(one["snoozed_until"]) - datetime.now(UTC)
    assert timedelta(hours=7) < left <= timedelta(hours=8)


def test_lists_and_histories_say_what_is_snoozed(place: Place) -> None:
    place.run("snooze", RIVER, "--until", LATER)
    assert re.search(r"unseen, snoozed +never", place.run("list").out)
    assert "snoozed until 2999-01-02 03:04Z" in place.run("log", 1).out
    (watch,) = place.run("--json", "list", "--state", "snoozed").document
    assert watch["snoozed_until"] == "2999-01-02T03:04:00Z"


def test_what_is_snoozed_is_one_json_document(place: Place) -> None:
    place.run("snooze", 1, "night", "--until", LATER)
    assert place.run("--json", "snooze").document == [
        {"subscription": "night", "snoozed_until": "2999-01-02T03:04:00Z"},
        {"watch": 1, "url": RIVER, "snoozed_until": "2999-01-02T03:04:00Z"},
    ]


def test_unsnoozing_ends_it(place: Place) -> None:
    place.run("snooze", "desk", "night", 1, "--until", LATER)
    assert place.run("unsnooze", "desk", 1).out == f"not snoozed: desk\nnot snoozed: 1 {RIVER}\n"
    assert place.run("snooze").out == "snoozed until 2999-01-02 03:04Z: night\n"
    assert place.run("--json", "unsnooze", "night").document == [{"subscription": "night", "snoozed_until": None}]
    assert place.run("snooze").err == "watcher: nothing is snoozed\n"


def test_a_subscription_that_is_configured_no_longer_can_be_unsnoozed(place: Place) -> None:
    place.run("snooze", "desk", "--until", LATER)
    place.config.write_text(f'database = "{place.database}"\n')
    assert place.run("unsnooze", "desk").out == "not snoozed: desk\n"
    assert place.run("unsnooze", "desk").code == 3


def test_a_snooze_that_is_over_is_shown_no_more(place: Place) -> None:
    past = datetime(2001, 2, 3, tzinfo=UTC)
    with place.store() as store:
        store.outbox.snooze("desk", past)
        store.watches.snooze(store.watches.listed()[0].id, past)
    assert place.run("--json", "snooze").document == []
    assert "snoozed" not in place.run("list").out


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (
            ("snooze", "disk", "--for", "1h"),
            3,
            "disk: there is no such subscription or watch; subscriptions are desk, n",
        ),
        (("snooze", "desk", "disk", "--for", "1h"), 3, "disk: there is no such subscription"),
        (("unsnooze", 7), 3, "7: there is no such subscription or watch"),
        (("snooze", "desk"), 2, "snooze: say how long, with --for or --until"),
        (("snooze", "--for", "1h"), 2, "snooze: say whose messages wait"),
        (("snooze", "desk", "--until", "1999-01-01"), 2, "--until: 1999-01-01 00:00Z is past"),
        (("unsnooze",), 2, "Missing argument"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line(place: Place, words: tuple[object, ...], code: int, said: str) -> None:
    ran = place.run(*words)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert place.run("--json", "snooze").document == []
