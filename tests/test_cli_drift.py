"""Drifts from the command line: what changed alike, and what becomes of it."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from pathlib import Path

import pytest
from cli_place import Place
from drift_builders import Press, with_picture

from watcher.store import Store


async def drifted(store: Store) -> None:
    press = await Press(store).open(14)
    await press.look()
    await press.look(lambda _, of: with_picture(of, caption=None), only=range(9))


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = Place(tmp_path)
    with place.store() as store:
        asyncio.run(drifted(store))
    return place


def states(place: Place) -> dict[str, int]:
    return {name: count for name, count in place.run("status", "--json").document["alerts"].items() if count}


def test_drifts_are_listed_with_what_changed_alike(place: Place) -> None:
    assert [line.split(maxsplit=1)[1] for line in place.run("drift").out.splitlines()[1:]] == [
        "2026-05-04 12:15Z  open   river.example  9 of 9    9     caption removed"
    ]


def test_where_no_site_has_drifted_it_is_said(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.run("init")
    assert place.run("drift").err == "watcher: no site has drifted\n"


def test_a_list_can_be_narrowed(place: Place) -> None:
    assert [one["drift"] for one in place.run("drift", "--state", "open", "--json").document] == [1]
    assert place.run("drift", "--state", "released").err == "watcher: no released drifts\n"


def test_one_is_shown_with_every_article_and_what_can_be_done(place: Place) -> None:
    lines = place.run("drift", "show", 1).out.splitlines()
    assert lines[:7] == [
        "drift 1  river.example  open",
        "first seen 2026-05-04 12:15Z, last 2026-05-04 12:23Z",
        "on 9 of 9 articles looked at since",
        "alerts: 9 held, 0 sent, 0 dropped",
        "",
        "caption removed",
        "",
    ]
    assert lines[8].split(maxsplit=3)[:3] == ["1@2", "2026-05-04", "12:15Z"]
    assert len([line for line in lines if "caption-" in line]) == 9
    assert lines[-2].startswith("watcher drift release 1 ")
    assert lines[-1].startswith("watcher drift discard 1 ")


@pytest.mark.parametrize("words", [("drift",), ("drift", "show", 1)])
def test_times_are_exact_or_relative_or_both_as_is_asked_for(place: Place, words: tuple[object, ...]) -> None:
    forms = {"exact": r"2026-05-04 12:15Z(?! \()", "relative": r"(?<![(\d])\d+d ago", "both": r"12:15Z \(\d+d ago\)"}
    for form in forms:
        shown = place.run(*words, "--times", form).out
        assert [name for name, one in forms.items() if re.search(one, shown)] == [form]


def test_a_script_gets_the_whole_of_it(place: Place) -> None:
    one = place.run("--json", "drift", "show", 1).document
    assert (one["site"], one["state"], one["articles"], one["looked"]) == ("river.example", "open", 9, 9)
    assert one["alerts"] == {"held": 9, "sent": 0, "dropped": 0}
    assert one["traits"] == [{"alike": "shape", "kind": "caption.removed", "detail": ""}]
    assert [(e["watch"], e["revision"]) for e in one["examples"]] == [(n, 2) for n in range(1, 10)]
    assert one["examples"][0]["changes"][0]["before"] == "How the weir looked"


def test_what_is_released_is_due(place: Place) -> None:
    ran = place.run("drift", "release", 1)
    assert (ran.code, ran.out) == (0, "drift 1 of river.example: released; the daemon sends 9 alerts now\n")
    assert states(place) == {"pending": 10}
    shown = place.run("drift", "show", 1).out
    assert shown.startswith("drift 1  river.example  released ")
    assert "watcher drift discard" not in shown


def test_what_is_discarded_is_dropped_and_the_revisions_stay(place: Place) -> None:
    ran = place.run("drift", "discard", 1, "--json")
    assert ran.document == {"drift": 1, "site": "river.example", "state": "discarded", "alerts": 9}
    assert states(place) == {"pending": 1, "dropped": 9}
    assert len(place.run("log", "--json").lines) == 9
    assert "drift 1 was discarded" in place.run("alerts", "--state", "dropped").out


@pytest.mark.parametrize("act", ["release", "discard"])
def test_what_was_settled_already_is_told(place: Place, act: str) -> None:
    place.run("drift", "release", 1)
    ran = place.run("drift", act, 1)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("watcher: drift 1 was released already; ")
    assert states(place) == {"pending": 10}


@pytest.mark.parametrize("act", ["show", "release", "discard"])
def test_an_unknown_drift_is_told(place: Place, act: str) -> None:
    ran = place.run("drift", act, 9)
    assert (ran.code, ran.out, ran.err) == (3, "", "watcher: there is no drift 9; `watcher drift` shows them\n")


def test_the_status_says_that_alerts_are_held(place: Place) -> None:
    line = "drifts     1 open: alerts are held; `watcher drift` shows what changed alike, and what to do"
    assert line in place.run("status").out.splitlines()
    assert place.run("status", "--json").document["drifts"] == {"open": 1, "released": 0, "discarded": 0}
    place.run("drift", "discard", 1)
    assert "drifts" not in place.run("status").out


def test_the_outbox_says_for_which_drift_an_alert_is_held_and_what_tells_the_operator(place: Place) -> None:
    rows = place.run("alerts").out.splitlines()
    assert len([row for row in rows if "held as the whole site changed alike, drift 1" in row]) == 9
    (told,) = [row for row in rows if "env:OPS" in row]
    assert told.split()[-3:] == ["drift", "1", "river.example"]
    assert {one["drift"] for one in place.run("alerts", "--json").document} == {1}


def test_the_log_names_the_drift_of_an_edit(place: Place) -> None:
    lines = place.run("log").out.splitlines()[1:]
    assert len(lines) == 9
    assert all("undisclosed, drift 1  caption-" in line for line in lines)
    assert "drift 1  caption-" in place.run("log", 1).out
    assert [entry["drifts"] for entry in place.run("log", "--json").lines] == [[1]] * 9


def test_one_alert_of_a_drift_can_be_released_alone(place: Place) -> None:
    place.run("alerts", "release", 1)
    assert states(place) == {"held": 8, "pending": 2}


def test_what_a_site_says_cannot_command_a_terminal(tmp_path: Path) -> None:
    place = Place(tmp_path)

    async def hostile(store: Store) -> None:
        press = await Press(store).open(14, lambda _, of: replace(of, standfirst="\x1b[2J\x9b31m"))
        await press.look(lambda n, of: replace(of, title=f"\x1b]0;{of.title}\x07", standfirst=None))

    with place.store() as store:
        asyncio.run(hostile(store))
    for words in (("drift",), ("drift", "show", 1), ("drift", "show", 1, "--json")):
        out = place.run(*words).out
        assert out
        assert not set(out) & set("\x1b\x07\x9b")
