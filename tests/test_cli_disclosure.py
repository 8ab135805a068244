"""Where a person sees which edits a notice discloses: log, show, diff and their JSON."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from builders import article
from cli_place import RIVER, Place
from store_builders import MINUTE, NOON, added, edited, new

from watcher.compare import bumped, compare, stealth
from watcher.model import Notice, Paragraph
from watcher.store import Store

LOW, HIGH = (f"The water stands at {n} metres above its usual level." for n in ("2.4", "2.9"))
CALM = "The tide comes in twice a day, and with it the ships of the coast guard."
FIRST = article(LOW, CALM, url=RIVER, title="The river rises", modified_at="2026-05-04T10:00:00Z")
SECOND = replace(FIRST, blocks=(Paragraph(text=HIGH), FIRST.blocks[1]))
NOTE = Notice(text="Correction: An earlier version said that the water stood at 2.4 metres.")
THIRD = replace(SECOND, blocks=(*SECOND.blocks, NOTE), modified_at="2026-05-04T14:00:00Z")
MORE = Notice(text="The headline of this article was changed as well.")
FOURTH = replace(THIRD, title="The river falls", blocks=(*THIRD.blocks, MORE))


async def told(store: Store) -> None:
    """A silent edit, an hour later the note on it, then a headline together with its note."""
    watch = added(store)
    await store.memory.record(new(watch, NOON, article=FIRST, seen_after=None))
    for number, (old, now) in enumerate(pairwise((FIRST, SECOND, THIRD, FOURTH)), start=2):
        changes = compare(old, now)
        verdict = {"stealth": stealth(old, now, changes), "bumped": bumped(changes)}
        at = NOON + (number - 1) * 60 * MINUTE
        await store.memory.record(edited(watch, number, at, article=now, changes=changes, **verdict))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    place = Place(tmp_path_factory.mktemp("disclosure"))
    with place.store() as store:
        asyncio.run(told(store))
    return place


def test_the_history_names_the_revision_whose_note_came_later(place: Place) -> None:
    lines = [line for line in place.run("log", 1).out.splitlines() if line.startswith("@")]
    assert lines[1:] == [
        "@2  2026-05-04 13:00Z  major  stealth, disclosed by @3  ¶~ (number)",
        "@3  2026-05-04 14:00Z  major  discloses @2  modification time~ notice+",
        "@4  2026-05-04 15:00Z  major  headline~ notice+",
    ]


def test_a_difference_names_what_is_disclosed_and_by_what(place: Place) -> None:
    second, third, fourth = (place.run("diff", f"1@{number}").out for number in (2, 3, 4))
    assert "\n  Not disclosed when it was edited; a note of revision 3 tells of it.\n" in second
    assert "Paragraph 1 edited · major · number · disclosed by the note of revision 3\n" in second
    assert "\nNotice 1 added · major\n  discloses what was edited in revision 2\n" in third
    assert "\nHeadline edited · major · disclosed by the note\n" in fourth
    assert "\nNotice 2 added · major\n  discloses the headline\n" in fourth


def test_json_tells_of_notices_that_came_together_earlier_and_later(place: Place) -> None:
    second, third, fourth = place.run("--json", "log", 1).lines[1:]
    assert second["disclosed_later"] == [{"notice": "blocks[2]", "changes": [0], "revision": 3}]
    assert (second["disclosures"], second["undisclosed"], second["stealth"]) == ([], [], True)
    assert third["discloses_earlier"] == [{"notice": "blocks[2]", "changes": [0], "revision": 2}]
    assert fourth["disclosures"] == [{"notice": "blocks[3]", "changes": [0]}]
    keys = ("disclosures", "discloses_earlier", "disclosed_later", "undisclosed")
    for words in (("show", "1@2"), ("diff", "1@2")):
        document = place.run("--json", *words).document
        assert [document[key] for key in keys] == [second[key] for key in keys]


def test_two_files_are_told_with_the_notice_that_stands_in_the_newer_one(tmp_path: Path) -> None:
    here = Place(tmp_path)
    old = here.file("old.json", json.dumps(FIRST.to_dict()))
    new = here.file("new.json", json.dumps(THIRD.to_dict()))
    document = here.run("diff", old, new, "--format", "json").document
    assert document["undisclosed"] == []
    assert [document["changes"][k]["path"] for k in document["disclosures"][0]["changes"]] == ["blocks[0]"]
