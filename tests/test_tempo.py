"""How often articles are edited, and how much more or less than that one site and one article is."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import builders
import pytest
from builders import article, news, page, present, revision
from store_builders import NOON, added, edited, new, opened, same
from test_decide import SCHEDULE, STORY, TITLE

from watcher.decide import decide
from watcher.model import Tempo, Tempos
from watcher.model.tempo import expected, rate

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize("hours", [0, 1, 24, 24 * 14, 24 * 365])
def test_what_is_expected_is_the_sum_of_the_rate(hours: int) -> None:
    steps = 20_000
    summed = sum(rate((n + 0.5) * hours / steps) for n in range(steps)) * hours / steps
    assert expected(hours * HOUR) == pytest.approx(summed, rel=0.01)


def test_without_experience_all_are_alike() -> None:
    assert Tempos().of(Tempo()) == 1.0
    assert Tempos(all=Tempo(edits=500, expected=1000.0)).of(Tempo()) == 1.0


def test_an_article_is_believed_to_be_like_its_site_until_it_shows() -> None:
    busy = Tempos(all=Tempo(edits=1000, expected=1000.0), site=Tempo(edits=270, expected=90.0))
    unknown, quiet = busy.of(Tempo()), busy.of(Tempo(edits=0, expected=20.0))
    assert unknown == pytest.approx(2.5)
    assert quiet < 1 < unknown < busy.of(Tempo(edits=9, expected=2.0)) <= 4


def test_it_stays_between_a_quarter_and_four() -> None:
    assert Tempos().of(Tempo(edits=1000, expected=1.0)) == 4
    assert Tempos().of(Tempo(edits=0, expected=1000.0)) == 0.25


async def test_the_store_adds_up_what_each_site_was_like(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        assert await store.memory.tempos("river.example") == Tempos()
        river, _ = added(store), added(store, "lake")
        await store.memory.record(new(river, NOON))
        await store.memory.record(edited(river, 2, NOON + HOUR))
        await store.memory.record(edited(river, 3, NOON + DAY))
        sea = added(store, "sea")
        await store.memory.record(new(sea, NOON))
        await store.memory.record(same(sea, NOON + DAY))
        store.rounds.measure_tempo()
        store.rounds.measure_tempo()
        found = await store.memory.tempos("river.example")
    assert (found.site.edits, found.all.edits) == (2, 2)
    assert found.site.expected == pytest.approx(expected(DAY))
    assert found.all.expected == pytest.approx(2 * expected(DAY))


def test_a_busy_site_is_looked_at_sooner_where_that_is_to_count() -> None:
    seen = page(news(TITLE, *STORY))
    busy = Tempos(all=Tempo(edits=1000, expected=1000.0), site=Tempo(edits=270, expected=90.0))
    last = revision(article(*STORY, title=TITLE, published_at="2026-03-02T09:00:00Z"), extractor="0", page=seen)
    usual, soon = (
        decide(present(), seen, last, [], builders.NOON, schedule=SCHEDULE, tempos=tempos).watch.due_at - builders.NOON
        for tempos in (None, busy)
    )
    assert soon < usual * 0.7
