"""What befell the installation is written down, and told, once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from store_builders import MINUTE, NOON, added, alert, due, new, opened

from watcher.model import Alert, AlertState, Delivery, Incident, IncidentKind, SourceSetting, addressed
from watcher.model.destination import destination
from watcher.store import Store

OPS = destination("env:OPS")
OPERATOR = addressed([OPS])
SILENT = Incident(kind=IncidentKind.HOST_SILENT, key="a.example", name="a.example", since=NOON, at=NOON, why="refused")
BACK = replace(SILENT, kind=IncidentKind.HOST_BACK, at=NOON + MINUTE, why="")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as store:
        yield store


def told(store: Store) -> list[tuple[str, str]]:
    """To whom is told what."""
    return [(letter.alert.label, letter.incident.kind) for letter in store.outbox.letters() if letter.incident]


async def test_the_operator_is_told_once_when_it_begins_and_once_when_it_is_over(store: Store) -> None:
    news = [await store.incidents.report(incident, OPERATOR) for incident in (BACK, SILENT, SILENT, BACK, BACK, SILENT)]
    assert news == [False, True, False, True, False, True]
    assert told(store) == [("env:OPS", kind) for kind in ("host.silent", "host.back", "host.silent")]


async def test_what_is_told_brings_all_that_is_needed_to_word_it(store: Store) -> None:
    await store.incidents.report(SILENT, OPERATOR)
    (letter,) = await due(store)
    assert (letter.incident, letter.watch, letter.title, letter.revision, letter.report) == (
        SILENT,
        None,
        "",
        None,
        None,
    )
    assert letter.alert == Alert(subscription="operator", destination=OPS.id, label="env:OPS")


async def test_one_thing_is_told_from_another(store: Store) -> None:
    other = replace(SILENT, key="b.example")
    source = replace(SILENT, kind=IncidentKind.SOURCE_FAILING)
    assert [await store.incidents.report(one, ()) for one in (SILENT, other, source, BACK)] == [True] * 4
    for name in ("a", "b"):
        added(store, name)
    assert store.incidents.lasting(IncidentKind.HOST_SILENT) == [other]
    assert store.incidents.lasting(IncidentKind.DESTINATION_FAILED) == []


async def test_what_is_watched_no_more_is_no_trouble_any_more(store: Store) -> None:
    watch = added(store, "a")
    listed, _ = store.sources.add(SourceSetting(url="https://b.example/feed"), now=NOON)
    failing = replace(SILENT, kind=IncidentKind.SOURCE_FAILING, key=str(listed.id))
    for incident in (SILENT, failing):
        await store.incidents.report(incident, ())
    kinds = (IncidentKind.HOST_SILENT, IncidentKind.SOURCE_FAILING)
    assert [store.incidents.lasting(kind) for kind in kinds] == [[SILENT], [failing]]
    store.watches.remove(watch.id)
    store.sources.remove(listed.id)
    assert [store.incidents.lasting(kind) for kind in kinds] == [[], []]


async def settled(store: Store, how: Delivery, *, again: datetime | None = None, to: str = "desk") -> None:
    """An alert to `to` that ended so."""
    await store.memory.record(new(added(store, f"w{len(store.watches.listed())}"), alerts=(alert(to),)))
    (letter,) = [letter for letter in await due(store) if letter.alert.destination == to]
    await store.outbox.settle([letter.id], how, again, operator=OPERATOR)


async def test_a_destination_that_fails_is_told_once_and_so_is_that_it_takes_messages_again(store: Store) -> None:
    refused, taken = Delivery(sent=False, why="550", permanent=True, at=NOON), Delivery(sent=True, at=NOON)
    await settled(store, taken)
    await settled(store, refused, again=NOON + MINUTE)
    assert told(store) == []
    for how in (refused, refused, taken, taken):
        await settled(store, how)
    assert told(store) == [("env:OPS", "destination.failed"), ("env:OPS", "destination.back")]
    (failed, _) = [letter.incident for letter in store.outbox.letters() if letter.incident]
    assert failed
    assert (failed.name, failed.why) == ("the desk", "550")


async def test_no_destination_is_told_of_itself(store: Store) -> None:
    await settled(store, Delivery(sent=False, why="550", permanent=True, at=NOON), to=OPS.id)
    assert told(store) == []
    assert [letter.state for letter in store.outbox.letters()] == [AlertState.FAILED]
