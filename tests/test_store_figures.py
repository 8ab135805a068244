"""What the edits of each site come to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from store_builders import MINUTE, NOON, added, change, edited, gone, new, opened, same

from watcher.model import SiteFigures, Weight
from watcher.store import Store

HOUR = timedelta(hours=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as store:
        yield store


def figures(site: str, **options: Any) -> SiteFigures:
    fields = {"articles": 1, "edited": 0, "edits": 0, "major": 0, "stealth": 0, "bumped": 0, "gone": 0, "window": None}
    seen = options.pop("hours", {})
    hours = tuple(seen.get(hour, 0) for hour in range(24))
    return SiteFigures(site=site, hours=hours, **fields | options)


async def test_each_site_is_counted_the_most_edited_first(store: Store) -> None:
    town, river = added(store, "town"), added(store, "river", tags=("dw",))
    for watch in (town, river):
        await store.memory.record(new(watch))
    await store.memory.record(edited(river, 2, NOON, seen_after=NOON - HOUR, stealth=True))
    minor = (change(weight=Weight.MINOR),)
    await store.memory.record(edited(river, 3, NOON + HOUR, seen_after=NOON + HOUR - MINUTE, changes=minor))
    await store.memory.record(edited(river, 4, NOON + 2 * HOUR, seen_after=NOON, changes=minor, bumped=True))
    await store.memory.record(same(town, event=gone()))
    (first, second) = store.sites.figures()
    hours = {12: 1, 13: 1, 14: 1}
    assert first == figures("river.example", edited=1, edits=3, major=1, stealth=1, bumped=1, window=HOUR, hours=hours)
    assert second == figures("town.example", gone=1)


async def test_figures_are_those_of_a_time_and_a_tag(store: Store) -> None:
    river = added(store, "river", tags=("dw",))
    added(store, "town")
    await store.memory.record(new(river))
    await store.memory.record(edited(river, 2, NOON))
    assert [site.edits for site in store.sites.figures(since=NOON)] == [1, 0]
    assert [site.edits for site in store.sites.figures(since=NOON + MINUTE)] == [0, 0]
    assert [site.site for site in store.sites.figures(tag="dw")] == ["river.example"]


def test_without_watches_there_is_nothing(store: Store) -> None:
    assert store.sites.figures() == []
