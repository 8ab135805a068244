"""Silence for a while from the command line: mute, unmute."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from builders import news
from cli_place import RIVER, Place
from fakes import paper
from store_builders import added, alert, edited, new

from watcher.store import Store

DAY = timedelta(days=1)
STORY = (
    "The harbour bridge was closed to all traffic on Monday after engineers found cracks in two of its main cables.",
    "City officials said the inspection, the first in nine years, had been planned since the winter storms of January.",
    "About 41,000 vehicles cross the bridge on an ordinary day; ferries will run every ten minutes instead of twenty.",
)


async def alerted(store: Store) -> None:
    """A watch with an alert that waits."""
    watch = added(store)
    await store.memory.record(new(watch))
    await store.memory.record(edited(watch, 2, alerts=(alert("desk", 0),)))


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = Place(tmp_path)
    with place.store() as store:
        asyncio.run(alerted(store))
    return place


def test_a_muted_article_is_said_to_be_and_what_waits_of_it_is_dropped(place: Place) -> None:
    ran = place.run("mute", RIVER)
    assert (ran.code, ran.out) == (0, f"muted: 1 {RIVER}\n")
    assert ran.err == "watcher: 1 alert that waited dropped; `watcher alerts retry ID` sends one anyway\n"
    assert [one["state"] for one in place.run("--json", "alerts").document] == ["dropped"]
    assert "muted" in place.run("list").out.splitlines()[1].split()[1:3]
    assert "due now · muted" in place.run("log", 1).out


def test_a_mute_may_end_by_itself(place: Place) -> None:
    ran = place.run("mute", 1, "--for", "3d")
    assert re.fullmatch(rf"muted until \d{{4}}-\d\d-\d\d \d\d:\d\dZ: 1 {RIVER}\n", ran.out)
    (watch,) = place.run("--json", "list", "--state", "muted").document
    left = datetime.fromisoformat(watch["muted_until"]) - datetime.now(UTC)
    assert 2 * DAY < left <= 3 * DAY
    place.run("mute", 1, "--until", "2999-01-02 03:04")
    assert "muted until 2999-01-02 03:04Z" in place.run("log", 1).out


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2999-01-02", "2999-01-02T00:00:00Z"),
        ("2999-01-02T08:00+02:00", "2999-01-02T06:00:00Z"),
        ("2999-01-02 08:00:30", "2999-01-02T08:00:30Z"),
    ],
)
def test_a_time_is_read_as_people_write_it(place: Place, said: str, meant: str) -> None:
    assert place.run("--json", "mute", 1, "--until", said).document[0]["muted_until"] == meant


def test_unmuting_ends_it_and_brings_nothing_back(place: Place) -> None:
    place.run("mute", 1)
    ran = place.run("unmute", 1)
    assert (ran.code, ran.out, ran.err) == (0, f"not muted: 1 {RIVER}\n", "")
    assert place.run("--json", "list").document[0]["muted_until"] is None
    assert place.run("list", "--state", "muted").err == "watcher: no such article; `watcher list` shows all\n"
    assert [one["state"] for one in place.run("--json", "alerts").document] == ["dropped"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("mute", 7), 3, "7: there is no such watch"),
        (("unmute", 7), 3, "7: there is no such watch"),
        (("mute", 1, "--for", "soon"), 2, '"soon" is no duration'),
        (("mute", 1, "--until", "soon"), 2, '"soon" is no time; write it as "2026-05-04 08:00"'),
        (("mute", 1, "--until", "2020-01-01"), 2, "--until: 2020-01-01 00:00Z is past"),
        (("mute", 1, "--until", "2999-01-01", "--for", "3d"), 2, "--for and --until exclude each other"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line(place: Place, words: tuple[object, ...], code: int, said: str) -> None:
    ran = place.run(*words)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert place.run("--json", "list").document[0]["muted_until"] is None


async def test_what_changes_while_an_article_is_muted_is_recorded_and_never_told(tmp_path: Path) -> None:
    settings = (
        '[fetch]\nallow_networks = ["127.0.0.0/8"]\nhost_gap = "0s"\nrobots = false\n'
        '[[subscription]]\nname = "desk"\nto = ["env:DESK"]\n'
    )
    place = Place(tmp_path, settings)
    async with paper() as printed:
        place.run("add", printed.url("/bridge"))
        for title, words in (("closed", ()), ("open", ("mute", 1)), ("open", ("unmute", 1)), ("closed for good", ())):
            if words:
                place.run(*words)
            printed.pages["/bridge"] = news(f"Harbour bridge {title}", *STORY)
            await asyncio.to_thread(place.run, "check")
    assert [entry["revision"] for entry in place.run("--json", "log", 1).lines] == [1, 2, 3]
    assert [alert["revision"] for alert in place.run("--json", "alerts").document] == [3]
