"""How many articles, of how many, make a drift, and when it began."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from builders import NOON

from watcher.model import Alike, Likeness, WatchId
from watcher.model.drift import BARS, MOST_ALIKE, MOST_LOOKED, Bar, beginning, belongs

MINUTE = timedelta(minutes=1)
SHAPE, TEXT, FACTS = BARS[Likeness.SHAPE], BARS[Likeness.TEXT], BARS[Likeness.FACTS]


def at(minute: int) -> datetime:
    return NOON + minute * MINUTE


def alike(*spans: tuple[int, int]) -> list[Alike]:
    """Changes of articles 1, 2, … that came about between these minutes."""
    return [
        Alike(watch_id=WatchId(number), seen_after=at(after), at=at(until))
        for number, (after, until) in enumerate(spans, start=1)
    ]


def looks(*minutes: int) -> list[datetime]:
    return [at(minute) for minute in minutes]


# Articles that are looked at every half hour, a minute after one another, of a site that was made over in minute 0.
AT_ONCE = [(minute - 30, minute) for minute in range(1, 13)]


@pytest.mark.parametrize(
    ("bar", "spans", "since", "began"),
    [
        pytest.param(SHAPE, AT_ONCE[:4], [], None, id="four captions"),
        pytest.param(SHAPE, AT_ONCE[:5], [], 1, id="five captions, nobody else looked at"),
        pytest.param(SHAPE, AT_ONCE[:5], [2, 3, 4, 5, 6, 6, 6], 1, id="five captions of twelve"),
        pytest.param(SHAPE, AT_ONCE[:5], [2, 3, 4, 5, 6, 6, 6, 6], None, id="five captions of thirteen"),
        pytest.param(SHAPE, AT_ONCE[:5], [-5] * 100, 1, id="five captions, a hundred looked at before"),
        pytest.param(TEXT, AT_ONCE[:3], [], None, id="a text on three"),
        pytest.param(TEXT, AT_ONCE[:4], [5] * 16, 1, id="a text on four of twenty"),
        pytest.param(TEXT, AT_ONCE[:4], [5] * 17, None, id="a text on four of twenty-one"),
        pytest.param(FACTS, AT_ONCE[:11], [], None, id="a number on all of eleven"),
        pytest.param(FACTS, AT_ONCE, [14], 1, id="a number on twelve of thirteen"),
        pytest.param(FACTS, AT_ONCE, [14, 14], None, id="a number on twelve of fourteen"),
    ],
)
def test_it_takes_some_articles_and_a_share_of_those_looked_at_since(
    bar: Bar, spans: Sequence[tuple[int, int]], since: Sequence[int], began: int | None
) -> None:
    looked = looks(*(until for _, until in spans), *since)
    assert beginning(bar, alike(*spans), looked) == (None if began is None else at(began))


def test_captions_that_went_one_after_the_other_did_not_go_at_once() -> None:
    by_hand = [(120 * n, 120 * n + 30) for n in range(6)]
    assert beginning(SHAPE, alike(*by_hand), looks(*(until for _, until in by_hand))) is None


def test_a_text_that_comes_here_and_there_over_the_day_came_at_once() -> None:
    rotating = [(200 * n, 200 * n + 30) for n in range(5)]
    assert beginning(TEXT, alike(*rotating), looks(*(until for _, until in rotating))) == at(30)


def test_caches_may_take_an_hour() -> None:
    spread = [(10 * n, 10 * n + 5) for n in range(7)]
    assert beginning(SHAPE, alike(*spread), looks(*(until for _, until in spread))) == at(5)
    slower = [(20 * n, 20 * n + 5) for n in range(7)]
    assert beginning(SHAPE, alike(*slower), looks(*(until for _, until in slower))) is None


def test_one_article_counts_once_however_often_it_changed() -> None:
    again = [Alike(watch_id=WatchId(1), seen_after=at(n - 1), at=at(n)) for n in range(30)]
    assert beginning(SHAPE, again, looks(30)) is None


def test_what_a_person_did_before_does_not_hide_what_the_site_did() -> None:
    before = (-600, -590)
    looked = looks(-590, *range(-500, -400), *(until for _, until in AT_ONCE))
    assert beginning(SHAPE, alike(before, *AT_ONCE), looked) == at(1)


def test_it_began_when_most_of_them_may_have_changed() -> None:
    early = [(-300 + n, -270 + n) for n in range(5)]
    looked = looks(*range(-270, -260), *(until for _, until in AT_ONCE))
    assert beginning(SHAPE, alike(*early, *AT_ONCE), looked) == at(1)


@pytest.mark.parametrize("bar", BARS.values(), ids=list(BARS))
def test_of_more_looks_than_are_counted_no_drift_could_be_told(bar: Bar) -> None:
    assert bar.share * MOST_LOOKED > MOST_ALIKE


@pytest.mark.parametrize(
    ("bar", "span", "part"),
    [
        pytest.param(SHAPE, (-600, 300), True, id="an article that was not looked at between"),
        pytest.param(SHAPE, (45, 300), True, id="one that a cache had kept"),
        pytest.param(SHAPE, (62, 300), False, id="one that stood unchanged an hour later"),
        pytest.param(SHAPE, (-600, -1), False, id="one that had changed before"),
        pytest.param(TEXT, (60 * 24 * 29, 60 * 24 * 29 + 5), True, id="a text that goes on coming for weeks"),
        pytest.param(TEXT, (60 * 24 * 31, 60 * 24 * 31 + 5), False, id="a text that comes again after a month"),
    ],
)
def test_a_later_change_is_part_of_it_where_it_may_have_come_about_then(
    bar: Bar, span: tuple[int, int], *, part: bool
) -> None:
    (change,) = alike(span)
    assert belongs(bar, change, at(1)) is part
