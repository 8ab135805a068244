"""Hosts that are left alone for a while."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from builders import NOON, watch

from watcher.model import Finding, Outcome, Trouble
from watcher.resting import Resting, Silence

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def met(trouble: Trouble | None, after: timedelta = timedelta(0), asked: timedelta | None = None) -> Finding:
    at = NOON + after
    return Finding(outcome=Outcome.FAILED, watch=watch(), at=at, trouble=trouble, retry_after=asked)


def same(after: timedelta) -> Finding:
    return Finding(outcome=Outcome.SAME, watch=watch(), at=NOON + after)


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


HOSTS = tuple(f"{number}.example" for number in range(1200))


def cut_off(hosts: Sequence[str], minutes: int = 6) -> Resting:
    """So many hosts after some minutes in which none of them answered."""
    resting = Resting()
    for minute in range(minutes):
        for host in hosts:
            resting.after(host, met(Trouble.DOWN, minute * MINUTE))
    return resting


def test_hosts_that_all_answer_no_more_are_the_network() -> None:
    resting = cut_off(HOSTS[:4])
    assert resting.silence == Silence(since=NOON, hosts=HOSTS[:4])
    resting.after(HOSTS[0], same(6 * MINUTE))
    assert resting.silence is None


@pytest.mark.parametrize(("hosts", "minutes"), [(2, 60), (4, 5)], ids=["too few", "too short"])
def test_a_few_hosts_and_a_moment_are_not_the_network(hosts: int, minutes: int) -> None:
    assert cut_off(HOSTS[:hosts], minutes).silence is None


@pytest.mark.parametrize("answer", ["same", "busy"])
def test_while_one_host_answers_it_is_not_the_network(answer: str) -> None:
    resting = Resting()
    for minute in range(60):
        for host in HOSTS[:4]:
            resting.after(host, met(Trouble.DOWN, minute * MINUTE))
        resting.after("z.example", same(minute * MINUTE) if answer == "same" else met(Trouble.BUSY, minute * MINUTE))
    assert resting.silence is None


def test_a_look_that_fails_by_itself_does_not_say_that_the_network_is_back() -> None:
    resting = cut_off(HOSTS[:4])
    resting.after(HOSTS[0], met(None, 6 * MINUTE))
    assert resting.silence is not None


def test_hosts_are_asked_one_after_the_other_when_the_network_is_back_and_not_blamed() -> None:
    resting = cut_off(HOSTS, 90)
    back = NOON + 90 * MINUTE
    resting.after(HOSTS[7], same(90 * MINUTE))
    left = [len(resting.hosts(back + minute * MINUTE)) for minute in range(11)]
    assert left == [1199, *range(1080, -1, -120)]
    rest = resting.after(HOSTS[8], met(Trouble.DOWN, 100 * MINUTE))
    assert rest is None


def test_one_host_a_minute_is_asked_whether_the_network_is_back_another_one_each_time() -> None:
    resting = cut_off(HOSTS[:4], 30)
    now, scouts = NOON + 30 * MINUTE, []
    for half_minutes in range(10):
        at = now + half_minutes * MINUTE / 2
        before = set(resting.hosts(at))
        host = resting.scout(at)
        asked = before - set(resting.hosts(at))
        assert asked == ({host} & before)
        scouts.append(host)
        if host is not None:
            assert resting.after(host, met(Trouble.DOWN, at - NOON)) is not None
    assert scouts[::2] == [*HOSTS[:4], HOSTS[0]]
    assert scouts[1::2] == [None] * 5


def test_nobody_is_asked_out_of_turn_while_the_network_is_there() -> None:
    resting = cut_off(HOSTS[:2], 30)
    assert resting.scout(NOON + HOUR) is None
    resting = cut_off(HOSTS[:4], 30)
    resting.after(HOSTS[0], same(30 * MINUTE))
    assert resting.scout(NOON + HOUR) is None
