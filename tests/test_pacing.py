"""How late looks come, and when that is said."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from builders import NOON

from watcher.errors import StoreError
from watcher.model import Pace
from watcher.pacing import Pacing
from watcher.tally import Spread, Tally

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@dataclass
class Ledger:
    """pacing.Ledger in a list; `late` is how late looks came, `broken` says how the next writing fails."""

    due: int = 100
    noted: list[Pace] = field(default_factory=list)
    late: Spread = field(default_factory=lambda: Tally().late)
    broken: str = ""

    def note_pace(self, at: datetime, pace: Pace) -> None:
        if self.broken:
            raise StoreError(self.broken)
        self.noted.append(pace)

    def backlog(self, now: datetime) -> Mapping[str, int]:
        return {"big.example": self.due - self.due // 4, "small.example": self.due // 4}


def late(*lateness: timedelta) -> Pace:
    pace = Pace()
    for one in lateness:
        pace = pace.with_look(one)
    return pace


def test_looks_are_counted_by_how_late_they_came() -> None:
    pace = late(0 * SECOND, SECOND, 2 * SECOND, MINUTE, timedelta(days=9))
    assert pace.late == (2, 1, 1, 0, 0, 0, 0, 1)
    assert (pace.looks, (pace + pace).looks) == (5, 10)


@pytest.mark.parametrize(("share", "bound"), [(0.4, SECOND), (0.5, 10 * SECOND), (0.8, MINUTE), (0.95, None)])
def test_most_looks_lie_within_a_bound(share: float, bound: timedelta | None) -> None:
    assert late(0 * SECOND, SECOND, 2 * SECOND, MINUTE, timedelta(days=9)).within(share) == bound


def test_without_looks_nothing_is_late() -> None:
    assert (Pace().within(0.5), Pace().share_later(MINUTE)) == (None, 0.0)


async def minutes(pacing: Pacing, ledger: Ledger, *dues: int, lateness: timedelta, looks: int = 5) -> None:
    for due in dues:
        ledger.due = due
        for _ in range(looks):
            ledger.late.add(lateness.total_seconds())
        await pacing.minute(NOON)


async def test_each_minute_is_written_down_and_idle_ones_are_not() -> None:
    ledger = Ledger()
    pacing = Pacing(ledger, ledger.late)
    await minutes(pacing, ledger, 3, lateness=SECOND)
    await minutes(pacing, ledger, 3, lateness=SECOND, looks=0)
    assert ledger.noted == [late(*[SECOND] * 5)]


async def test_looks_of_a_minute_that_did_not_end_are_written_down_when_told() -> None:
    ledger = Ledger()
    pacing = Pacing(ledger, ledger.late)
    ledger.late.add(1.0)
    await pacing.noted(NOON)
    await pacing.noted(NOON)
    assert ledger.noted == [late(SECOND)]


async def test_it_is_said_once_that_more_is_due_than_can_be_looked_at(caplog: pytest.LogCaptureFixture) -> None:
    ledger = Ledger()
    pacing = Pacing(ledger, ledger.late)
    await minutes(pacing, ledger, *[100] * 40, lateness=15 * MINUTE)
    (said,) = caplog.messages
    assert said.startswith(
        "more is due than can be looked at: 100 of 100 looks came over 10 minutes late, 100 articles"
    )
    assert "75 of them at big.example" in said
    caplog.clear()
    await minutes(pacing, ledger, *[0] * 20, lateness=SECOND)
    assert caplog.messages == ["looks come in time again"]


@pytest.mark.parametrize(
    ("dues", "lateness", "looks"),
    [
        pytest.param(range(900, 500, -10), timedelta(hours=9), 5, id="catching up"),
        pytest.param([100] * 40, MINUTE, 5, id="a little late"),
        pytest.param([100] * 40, 15 * MINUTE, 1, id="too few to say"),
        pytest.param([100] * 14, 15 * MINUTE, 5, id="too soon to say"),
    ],
)
async def test_nothing_is_said_while_it_may_still_do(
    dues: list[int], lateness: timedelta, looks: int, caplog: pytest.LogCaptureFixture
) -> None:
    ledger = Ledger()
    await minutes(Pacing(ledger, ledger.late), ledger, *dues, lateness=lateness, looks=looks)
    assert caplog.messages == []


async def test_a_database_that_cannot_be_written_is_no_end(caplog: pytest.LogCaptureFixture) -> None:
    ledger = Ledger(broken="watcher.db: the disk is full")
    pacing = Pacing(ledger, ledger.late)
    await minutes(pacing, ledger, 3, lateness=SECOND)
    assert caplog.record_tuples == [
        (
            "watcher.pacing",
            logging.WARNING,
            "the pace of the last minute is not written down: watcher.db: the disk is full",
        )
    ]
    ledger.broken = ""
    await minutes(pacing, ledger, 3, lateness=SECOND)
    assert len(ledger.noted) == 1
