"""When to look again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TypedDict, Unpack

import pytest
from builders import NOON, present, watch
from hypothesis import given
from hypothesis import strategies as st

from watcher.cadence import CEILING, FLOOR, interval, rescheduled
from watcher.model import Outcome, Standing, Suspicion, Watch
from watcher.model.tempo import rate
from watcher.settings import Schedule

SCHEDULE = Schedule()
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SCHEDULES = st.builds(
    Schedule, looks_per_article=st.integers(1, 5000), horizon=st.timedeltas(HOUR, timedelta(days=365))
)
AGES = st.timedeltas(timedelta(0), timedelta(days=20_000))


def looks_within(schedule: Schedule, horizon: timedelta) -> int:
    """How many looks an article gets that is found as soon as it is published."""
    age, count = interval(timedelta(0), schedule), 0
    while age <= horizon:
        age += interval(age, schedule)
        count += 1
    return count


class Rest(TypedDict, total=False):
    """What else may count."""

    retry_after: timedelta
    fresh_for: timedelta
    tempo: float


def pause(before: Watch, outcome: Outcome, **rest: Unpack[Rest]) -> timedelta:
    return rescheduled(before, outcome, NOON, SCHEDULE, **rest).due_at - NOON


def after(times: int, outcome: Outcome, before: Watch) -> list[timedelta]:
    """The pauses that follow, one look after the other."""
    pauses, now = [], NOON
    for _ in range(times):
        before = rescheduled(before, outcome, now, SCHEDULE)
        pauses.append(before.due_at - now)
        now = before.due_at
    return pauses


def test_the_rate_falls_with_age_and_never_to_nothing() -> None:
    assert rate(0) == pytest.approx(1.934, abs=0.001)
    assert rate(24) == pytest.approx(0.0198, abs=0.0005)
    assert rate(1_000_000) > 0.0006


@pytest.mark.parametrize(("looks", "days"), [(28, 14), (5, 14), (100, 14), (28, 2), (60, 60)])
def test_an_article_gets_the_looks_the_budget_has(looks: int, days: int) -> None:
    schedule = Schedule(looks_per_article=looks, horizon=timedelta(days=days))
    assert looks_within(schedule, schedule.horizon) == pytest.approx(looks, abs=1)


def test_half_of_the_looks_fall_into_the_first_four_days_of_fourteen() -> None:
    assert looks_within(SCHEDULE, 4 * DAY) >= 14


@given(AGES, AGES, SCHEDULES)
def test_pauses_grow_with_age_between_floor_and_ceiling(one: timedelta, other: timedelta, schedule: Schedule) -> None:
    younger, older = (interval(age, schedule) for age in sorted((one, other)))
    assert FLOOR <= younger <= older <= CEILING


@given(
    before=st.builds(
        watch,
        standing=st.sampled_from(Standing),
        failures=st.integers(0, 10_000),
        young_since=AGES.map(lambda age: NOON - age),
        looked_at=st.none() | AGES.map(lambda age: NOON - age),
        suspicion=st.none() | st.just(Suspicion(likeness="gone", since=NOON - HOUR)),
    ),
    outcome=st.sampled_from(Outcome),
    retry_after=st.none() | st.timedeltas(),
    schedule=SCHEDULES,
)
def test_the_next_look_is_always_ahead_and_within_a_month(
    before: Watch, outcome: Outcome, retry_after: timedelta | None, schedule: Schedule
) -> None:
    later = rescheduled(before, outcome, NOON, schedule, retry_after=retry_after)
    assert timedelta(0) < later.due_at - NOON <= 30 * DAY
    assert later.looked_at == NOON


def test_what_is_added_together_parts() -> None:
    pauses = {pause(watch(f"https://news.example/{n}", young_since=NOON), Outcome.SAME) for n in range(50)}
    assert len(pauses) == 50
    assert max(pauses) / min(pauses) <= 1.1 / 0.9 + 0.001


def test_the_spread_of_one_article_is_always_alike() -> None:
    assert pause(present(), Outcome.SAME) == pause(present(), Outcome.SAME)


def test_a_fixed_interval_is_kept_at_any_age() -> None:
    old = present(every=timedelta(minutes=30), young_since=datetime(2001, 1, 1, tzinfo=UTC))
    assert pause(old, Outcome.SAME) == timedelta(minutes=30)


def test_lateness_does_not_add_up_over_the_looks_of_a_fixed_interval() -> None:
    minute, now = timedelta(minutes=1), NOON
    looked = present(every=minute, due_at=NOON)
    for number in range(60):
        now = looked.due_at + timedelta(seconds=number % 20)
        looked = rescheduled(looked, Outcome.SAME, now, SCHEDULE)
    assert looked.due_at == NOON + 60 * minute


def test_who_comes_far_too_late_begins_anew_and_makes_up_for_nothing() -> None:
    hour_late = present(every=timedelta(minutes=10), due_at=NOON - HOUR)
    assert pause(hour_late, Outcome.SAME) == timedelta(minutes=10)
    barely = present(every=timedelta(minutes=10), due_at=NOON - timedelta(minutes=5))
    assert pause(barely, Outcome.SAME) == timedelta(minutes=10)
    asked_for_sooner = present(every=timedelta(minutes=10), due_at=NOON + timedelta(minutes=5))
    assert pause(asked_for_sooner, Outcome.SAME) == timedelta(minutes=10)


def test_what_is_edited_four_times_as_often_is_looked_at_twice_as_often() -> None:
    usual, often, seldom = (pause(present(), Outcome.SAME, tempo=tempo) for tempo in (1.0, 4.0, 0.25))
    assert often / usual == pytest.approx(0.5)
    assert seldom / usual == pytest.approx(2)
    assert pause(present(every=HOUR), Outcome.SAME, tempo=4.0) == HOUR


def test_an_edit_makes_an_article_young_again() -> None:
    old = present(young_since=NOON - 300 * DAY)
    edited = rescheduled(old, Outcome.CHANGED, NOON, SCHEDULE)
    assert edited.young_since == NOON - 3 * HOUR
    assert edited.due_at - NOON < pause(old, Outcome.SAME) / 10


def test_an_edit_makes_a_young_article_a_quarter_of_its_age() -> None:
    edited = rescheduled(present(young_since=NOON - 2 * HOUR), Outcome.CHANGED, NOON, SCHEDULE)
    assert edited.young_since == NOON - HOUR / 2


@pytest.mark.parametrize(("fresh", "least"), [(4 * HOUR, 4 * HOUR), (30 * DAY, 6 * HOUR)])
def test_what_a_server_promises_is_a_lower_bound_up_to_six_hours(fresh: timedelta, least: timedelta) -> None:
    young = present(young_since=NOON)
    assert pause(young, Outcome.SAME) < 2 * HOUR
    assert pause(young, Outcome.SAME, fresh_for=fresh) == least
    assert pause(young, Outcome.SAME, fresh_for=timedelta(minutes=1)) == pause(young, Outcome.SAME)


def test_a_promise_binds_neither_a_fixed_interval_nor_a_second_look() -> None:
    often = present(every=timedelta(minutes=30))
    assert pause(often, Outcome.SAME, fresh_for=DAY) == timedelta(minutes=30)
    doubted = present(suspicion=Suspicion(likeness="gone", since=NOON))
    assert pause(doubted, Outcome.GONE, fresh_for=DAY) <= timedelta(minutes=30)


def test_an_unchanged_article_keeps_its_age() -> None:
    assert rescheduled(present(), Outcome.SAME, NOON, SCHEDULE).young_since == present().young_since


def test_failures_are_tried_again_sooner_at_first_then_ever_later() -> None:
    old = present(young_since=NOON - 30 * DAY)
    usual = pause(old, Outcome.SAME)
    pauses = after(8, Outcome.FAILED, old)
    assert pauses[0] < usual
    assert pauses == sorted(pauses)
    assert pauses[-1] == pytest.approx(DAY, abs=2 * HOUR)


def test_failing_is_remembered_until_it_ends() -> None:
    first = rescheduled(present(), Outcome.FAILED, NOON, SCHEDULE)
    second = rescheduled(first, Outcome.FAILED, NOON + HOUR, SCHEDULE)
    mended = rescheduled(second, Outcome.SAME, NOON + 2 * HOUR, SCHEDULE)
    assert (first.failures, first.failing_since) == (1, NOON)
    assert (second.failures, second.failing_since) == (2, NOON)
    assert (mended.failures, mended.failing_since) == (0, None)


def test_a_fixed_interval_backs_off_too_when_looks_fail() -> None:
    pauses = after(12, Outcome.FAILED, present(every=timedelta(seconds=20)))
    assert pauses[0] == timedelta(seconds=20)
    assert pauses[-1] > HOUR


def test_retry_after_is_a_lower_bound() -> None:
    assert pause(present(), Outcome.BLOCKED, retry_after=2 * DAY) == 2 * DAY
    assert pause(present(), Outcome.BLOCKED, retry_after=timedelta(seconds=1)) == pause(present(), Outcome.BLOCKED)


def test_a_server_cannot_send_us_away_for_years() -> None:
    assert pause(present(), Outcome.FAILED, retry_after=timedelta(days=99_999)) == CEILING


def test_a_suspicion_gets_its_second_look_soon() -> None:
    old = present(young_since=NOON - 300 * DAY, suspicion=Suspicion(likeness="gone", since=NOON))
    assert pause(old, Outcome.GONE) == timedelta(minutes=30)


def test_a_suspicion_that_never_settles_is_looked_at_ever_more_rarely() -> None:
    old = present(young_since=NOON - 300 * DAY, suspicion=Suspicion(likeness="x", since=NOON))
    pauses = after(9, Outcome.BLOCKED, old)
    assert pauses == sorted(pauses)
    assert pauses[-1] > DAY


def test_what_is_gone_is_looked_at_ever_more_rarely_and_never_dropped() -> None:
    pauses = after(12, Outcome.GONE, present(standing=Standing.GONE, due_at=NOON))
    assert all(later > earlier for earlier, later in pairwise(pauses[:6]))
    assert pauses[-1] == 30 * DAY


def test_what_was_never_published_counts_its_age_from_when_it_was_added() -> None:
    assert pause(watch(added_at=NOON - 100 * DAY), Outcome.SAME) > pause(watch(), Outcome.SAME)
