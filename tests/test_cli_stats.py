"""watcher stats, as a person uses it."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from cli_place import Place
from store_builders import NOON, added, edited, new


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = Place(tmp_path)
    with place.store() as store:
        river, _ = added(store, tags=("dw",)), added(store, "town")
        asyncio.run(store.memory.record(new(river)))
        for number, hours in ((2, 0), (3, 0), (4, 9)):
            at = NOON + timedelta(hours=hours, minutes=number)
            asyncio.run(store.memory.record(edited(river, number, at, stealth=number == 2)))
    return place


def test_sites_are_shown_with_the_hours_of_their_edits(place: Place) -> None:
    assert place.run("stats").out.splitlines() == [
        "site           articles  edited  edits  an article  major  stealth  gone  known within",
        "river.example  1         1       3      3.00        3      33%      0     1m",
        "town.example   1         0       0      0.00        0               0",
        "all            2         1       3      1.50        3      33%      0",
        "",
        "edits by the hour (UTC), 2 at most",
        f"{'':24}██{'':16}▄▄",
        "0     3     6     9     12    15    18    21",
    ]


def test_where_there_is_little_room_an_hour_is_one_character_wide(place: Place) -> None:
    assert place.run("stats", COLUMNS="40").out.splitlines()[-2:] == [
        f"{'':12}█{'':8}▄",
        "0  3  6  9  12 15 18 21",
    ]


def test_json_is_one_document_a_site(place: Place) -> None:
    (site,) = place.run("--json", "stats", "--tag", "dw").lines
    assert {name: site[name] for name in ("site", "edits", "stealth", "window")} == {
        "site": "river.example", "edits": 3, "stealth": 1, "window": 60,
    }  # fmt: skip
    assert (site["hours"][12], site["hours"][21], sum(site["hours"])) == (2, 1, 3)


def test_nothing_tracked_is_said(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.store().close()
    ran = place.run("stats")
    assert (ran.code, ran.out, ran.err) == (0, "", "watcher: nothing is tracked\n")
