"""Hosts that are left alone for a while."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import NOON, watch

from watcher.model import Finding, Outcome, Trouble
from watcher.resting import Resting

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def met(trouble: Trouble | None, after: timedelta = timedelta(0), asked: timedelta | None = None) -> Finding:
    at = NOON + after
    return Finding(outcome=Outcome.FAILED, watch=watch(), at=at, trouble=trouble, retry_after=asked)


def pauses(*findings: Finding) -> list[timedelta | None]:
    resting = Resting()
    rests = [(finding, resting.after("a.example", finding)) for finding in findings]
    return [rest.until - finding.at if rest else None for finding, rest in rests]


def test_a_busy_host_rests_at_once_and_ever_longer() -> None:
    busy = met(Trouble.BUSY)
    assert pauses(*[busy] * 9) == [MINUTE * n for n in (1, 2, 4, 8, 16, 32, 60, 60, 60)]


@pytest.mark.parametrize(("asked", "given"), [(timedelta(seconds=5), MINUTE), (2 * HOUR, 2 * HOUR), (30 * DAY, DAY)])
def test_a_host_gets_the_rest_it_asks_for_and_a_minute_at_least(asked: timedelta, given: timedelta) -> None:
    assert pauses(met(Trouble.BUSY, asked=asked)) == [given]


def test_a_host_that_does_not_answer_is_asked_three_times() -> None:
    assert pauses(*[met(Trouble.DOWN)] * 5) == [None, None, MINUTE, 2 * MINUTE, 4 * MINUTE]


def test_one_answer_ends_all_that() -> None:
    down = met(Trouble.DOWN)
    assert pauses(down, down, met(None), down, down, down) == [None] * 5 + [MINUTE]


def test_a_host_rests_until_its_time_and_no_other_with_it() -> None:
    resting = Resting()
    resting.after("a.example", met(Trouble.BUSY))
    resting.after("b.example", met(Trouble.DOWN))
    assert resting.hosts(NOON) == ["a.example"]
    assert resting.hosts(NOON + MINUTE) == []


def test_a_rest_is_long_when_the_trouble_lasts_for_more_than_an_hour() -> None:
    resting = Resting()
    rests = [resting.after("a.example", met(Trouble.BUSY, after)) for after in (0 * HOUR, HOUR / 2, HOUR, 2 * HOUR)]
    assert [rest.is_long for rest in rests if rest] == [False, False, True, True]
    assert resting.of("a.example") == rests[-1]
    resting.after("a.example", met(None))
    assert resting.of("a.example") is None
