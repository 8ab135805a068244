"""When messages may go: digests, quiet hours, snoozes, limits, and the nights in which the clock is set."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from watcher.model import Alert, AlertId, AlertState, Letter, Queue, Subscription, Watch, WatchId
from watcher.notify.timing import Departure, Expectation, after_quiet, departure, digest_moment, expected

BERLIN, CALCUTTA = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Calcutta")
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
ALL = 500


def at(text: str) -> datetime:
    """ "05-04 12:00" of 2026, a Monday, in UTC."""
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=UTC)


NOON = at("05-04 12:00")


@pytest.mark.parametrize(
    ("digest", "after", "moment"),
    [
        ("hourly", "05-04 12:00", "05-04 12:00"),
        ("hourly", "05-04 12:00:01", "05-04 13:00"),
        ("08:00", "05-04 05:59", "05-04 06:00"),
        ("08:00", "05-04 06:00", "05-04 06:00"),
        ("08:00", "05-04 06:01", "05-05 06:00"),
        ("monday 08:00", "05-04 05:00", "05-04 06:00"),
        ("monday 08:00", "05-04 06:01", "05-11 06:00"),
        ("sunday 23:30", "05-04 12:00", "05-10 21:30"),
        # The clock goes on from 02:00 to 03:00 on 29 March, and back from 03:00 to 02:00 on 25 October.
        ("08:00", "03-28 07:01", "03-29 06:00"),
        ("02:30", "03-28 12:00", "03-29 01:30"),
        ("02:30", "03-29 01:31", "03-30 00:30"),
        ("02:30", "10-24 12:00", "10-25 00:30"),
        ("02:30", "10-25 00:31", "10-26 01:30"),
        ("hourly", "10-25 00:30", "10-25 01:00"),
        ("hourly", "10-25 01:00:01", "10-25 02:00"),
        ("sunday 02:30", "10-25 00:31", "11-01 01:30"),
    ],
)  # fmt: skip
def test_a_digest_goes_at_its_next_moment(digest: str, after: str, moment: str) -> None:
    assert digest_moment(digest, BERLIN, at(after)) == at(moment)


def test_the_hours_of_a_digest_are_those_of_its_zone() -> None:
    assert digest_moment("hourly", CALCUTTA, at("05-04 12:00")) == at("05-04 12:30")


def test_a_daily_digest_goes_once_a_day_all_the_year() -> None:
    for clock in ("00:00", "02:30", "08:00"):
        moment, days = at("01-01 12:00"), []
        for _ in range(365):
            moment = digest_moment(clock, BERLIN, moment + timedelta(seconds=1))
            days.append(moment.astimezone(BERLIN).date())
        assert days == [days[0] + timedelta(days=day) for day in range(365)]


@pytest.mark.parametrize(
    ("quiet", "now", "end"),
    [
        ("", "05-04 12:00", "05-04 12:00"),
        ("22:00-07:00", "05-04 19:59", "05-04 19:59"),
        ("22:00-07:00", "05-04 20:00", "05-05 05:00"),
        ("22:00-07:00", "05-04 23:30", "05-05 05:00"),
        ("22:00-07:00", "05-05 04:59", "05-05 05:00"),
        ("22:00-07:00", "05-05 05:00", "05-05 05:00"),
        ("12:00-14:00", "05-04 09:59", "05-04 09:59"),
        ("12:00-14:00", "05-04 11:30", "05-04 12:00"),
        ("00:00-06:00", "05-04 22:00", "05-05 04:00"),
        ("22:00-00:00", "05-04 21:00", "05-04 22:00"),
        ("22:00-07:00", "03-28 23:00", "03-29 05:00"),
        ("22:00-07:00", "10-24 22:00", "10-25 06:00"),
        ("22:00-02:30", "10-25 00:29", "10-25 00:30"),
        ("22:00-02:30", "10-25 01:10", "10-25 01:30"),
    ],
)  # fmt: skip
def test_quiet_hours_end(quiet: str, now: str, end: str) -> None:
    assert after_quiet(quiet, BERLIN, at(now)) == at(end)


def test_quiet_hours_end_some_time_whenever_one_asks() -> None:
    for quiet in ("22:00-07:00", "22:00-02:30", "02:30-03:30", "01:00-00:59"):
        moment = at("03-28 00:00")
        while moment < at("03-30 12:00"):
            end = after_quiet(quiet, BERLIN, moment)
            assert moment <= end <= moment + timedelta(days=1)
            assert after_quiet(quiet, BERLIN, end) == end
            moment += 7 * MINUTE


def subscription(**own: Any) -> Subscription:
    return Subscription(name="desk", to=(), **{"timezone": "Europe/Berlin", "limit": 20, **own})


def queue(waiting: int = 1, since: datetime | None = NOON, **own: Any) -> Queue:
    return Queue(destination="d", subscription="desk", waiting=waiting, since=since, **{"ready_at": since, **own})


def test_what_nobody_wants_later_goes_at_once_each_by_itself() -> None:
    assert departure(subscription(), queue(3), NOON) == Departure(messages=5, most=1)


def test_nothing_goes_of_an_empty_queue() -> None:
    assert departure(subscription(), queue(0, None), NOON) is None


def test_a_digest_goes_when_its_time_has_come_even_if_that_was_missed() -> None:
    own, whole = subscription(digest="16:00"), Departure(messages=5, most=ALL, digest=True)
    assert departure(own, queue(3), NOON + 119 * MINUTE) is None
    assert departure(own, queue(3), NOON + 120 * MINUTE) == whole
    assert departure(own, queue(3), NOON + timedelta(days=3)) == whole


def test_nothing_goes_in_quiet_hours_and_what_waited_goes_together() -> None:
    own = subscription(quiet="13:00-15:00")
    again = queue(0, None, again_at=NOON)
    assert departure(own, queue(3), NOON) is None
    assert departure(own, again, NOON) is None
    assert departure(own, queue(3), NOON + HOUR) == Departure(messages=5, most=ALL)
    assert departure(own, queue(3, NOON + HOUR), NOON + HOUR) == Departure(messages=5, most=1)
    assert departure(own, again, NOON + HOUR) == Departure(messages=20, most=0)


def test_a_digest_whose_time_is_in_quiet_hours_goes_after_them() -> None:
    own = subscription(quiet="15:00-17:00", digest="16:00")
    assert departure(own, queue(), at("05-04 14:30")) is None
    assert departure(own, queue(), at("05-04 15:00")) == Departure(messages=5, most=ALL, digest=True)


def test_what_is_snoozed_goes_together_afterwards_and_to_the_next_digest() -> None:
    snoozed = queue(3, snoozed_until=NOON + HOUR)
    assert departure(subscription(), snoozed, NOON) is None
    assert departure(subscription(), snoozed, NOON + HOUR) == Departure(messages=5, most=ALL)
    daily = subscription(digest="14:30")
    assert departure(daily, snoozed, NOON + HOUR) is None
    assert departure(daily, snoozed, at("05-05 12:30")) == Departure(messages=5, most=ALL, digest=True)


def test_what_a_snoozed_watch_kept_back_goes_together() -> None:
    assert departure(subscription(), queue(2, ready_at=NOON + HOUR), NOON + HOUR) == Departure(messages=5, most=ALL)


def test_what_was_sent_before_goes_again_whatever_the_limit_and_the_digest() -> None:
    again = Departure(messages=20, most=0)
    assert departure(subscription(digest="08:00"), queue(again_at=NOON), NOON) == again
    assert departure(subscription(limit=1), queue(sent=1, sent_at=NOON, again_at=NOON), NOON) == again
    assert departure(subscription(), queue(0, None, again_at=NOON + MINUTE), NOON) is None


def test_more_than_may_go_goes_in_the_last_message_that_may() -> None:
    assert departure(subscription(), queue(9, sent=2), NOON) == Departure(messages=2, most=1)
    assert departure(subscription(), queue(9, sent=4), NOON) == Departure(messages=1, most=ALL)


def test_without_a_limit_each_goes_by_itself() -> None:
    assert departure(subscription(limit=0), queue(900, sent=5000), NOON) == Departure(messages=20, most=1)


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 5, 20, 60, 1000])
def test_in_no_hour_goes_more_than_the_limit_and_nearly_all_of_it_does(limit: int) -> None:
    own, sent, now = subscription(limit=limit), list[datetime](), NOON
    while now < NOON + 5 * HOUR:
        recent = [moment for moment in sent if moment > now - HOUR]
        waits = queue(5000, sent=len(recent), sent_at=recent[-1] if recent else None)
        leaving = departure(own, waits, now)
        sent += [now] * (leaving.messages if leaving else 0)
        if leaving is None:
            now += timedelta(seconds=1)
    busiest = max(sum(begin <= moment < begin + HOUR for moment in sent) for begin in sent)
    assert limit * 0.9 <= busiest <= limit
    assert len(sent) >= 5 * limit * 0.7


def waiting(bundle: str | None = None, ready: datetime = NOON, snoozed_until: datetime | None = None) -> Letter:
    watch = Watch(
        id=WatchId(3), url="https://a.example/1", key="k", site="a.example", added_at=NOON, due_at=NOON,
        snoozed_until=snoozed_until,
    )  # fmt: skip
    return Letter(
        id=AlertId(1), alert=Alert(subscription="desk", destination="d", label="env:DESK"), watch=watch, title="",
        state=AlertState.PENDING, created_at=NOON, bundle=bundle, next_try_at=ready,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("own", "letter", "snoozed", "goes", "why"),
    [
        ({}, waiting(), None, "05-04 12:00", ""),
        ({"digest": "16:00"}, waiting(), None, "05-04 14:00", "its digest"),
        ({"quiet": "12:00-15:00"}, waiting(), None, "05-04 13:00", "the end of quiet hours"),
        ({"digest": "16:00", "quiet": "15:00-17:00"}, waiting(), None, "05-04 15:00", "the end of quiet hours"),
        ({}, waiting(), "05-04 13:00", "05-04 13:00", "the end of its snooze"),
        ({}, waiting(snoozed_until=at("05-04 13:30")), "05-04 13:00", "05-04 13:30", "the end of its snooze"),
        ({"digest": "14:30"}, waiting(), "05-04 13:00", "05-05 12:30", "its digest"),
        ({"digest": "16:00"}, waiting("6a1", at("05-04 12:08")), None, "05-04 12:08", "another try"),
        ({"quiet": "14:00-14:30"}, waiting("6a1", at("05-04 12:08")), None, "05-04 12:30", "the end of quiet hours"),
        ({"digest": "14:00"}, waiting(), None, "05-04 12:00", ""),
    ],
)  # fmt: skip
def test_it_is_known_when_a_letter_goes_and_what_it_waits_for(
    own: dict[str, str], letter: Letter, snoozed: str | None, goes: str, why: str
) -> None:
    found = expected(
        subscription(**own), letter, queue(snoozed_until=at(snoozed) if snoozed else None), NOON, refusing=False
    )
    assert found == Expectation(at=at(goes), why=why)


def test_it_is_known_that_a_letter_waits_for_its_destination_or_its_turn() -> None:
    fresh, own, busy = waiting(), subscription(limit=4), queue(5, sent=1, sent_at=NOON - 5 * MINUTE)
    assert expected(own, fresh, busy, NOON, refusing=False) == Expectation(
        at=NOON + 10 * MINUTE, why="its turn within the limit"
    )
    refused = Expectation(at=NOON, why="its destination, which takes nothing")
    assert expected(own, fresh, busy, NOON, refusing=True) == refused
    assert expected(own, waiting("6a1"), busy, NOON, refusing=True) == Expectation(at=NOON, why="another try")
    assert expected(subscription(limit=0), fresh, busy, NOON, refusing=False) == Expectation(at=NOON, why="")
    assert expected(subscription(digest="16:00"), fresh, busy, NOON, refusing=True).why == "its digest"
