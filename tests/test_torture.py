"""The daemon is killed at any moment: each edit it saw is there once, each alert arrives, nothing is invented."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from torture_place import DESTINATIONS, Arrival, Sighting
from torture_rounds import KINDS, tortured
from torture_verdict import Account, Look, faults, looks, repeated

from watcher.model import WatchId

ONE = WatchId(1)
TEXTS = (("Bridge closed",), ("Bridge open",), ("Bridge closed again",))


def look(version: int, *, round_: int = 1, finished: bool = True) -> Look:
    return Look(round=round_, version=version, finished=finished)


def arrival(number: int, destination: str, identity: str = "") -> Arrival:
    return Arrival(destination=destination, identity=identity or f"m{number}", told=((ONE, number),))


# An article that was edited twice, seen, recorded and told each time.
SOUND = Account(
    stood={ONE: TEXTS},
    looks={ONE: [look(0), look(1), look(2)]},
    revisions={ONE: TEXTS},
    said=[(ONE, 1), (ONE, 2), (ONE, 3)],
    arrived=[arrival(number, to) for number in (2, 3) for to in DESTINATIONS],
)


async def test_a_daemon_that_is_killed_again_and_again_loses_doubles_and_invents_nothing(tmp_path: Path) -> None:
    report = await tortured(tmp_path, rounds=len(KINDS), seed=4, kinds=KINDS, say=lambda _: None)
    assert report.faults == ()
    assert sum(report.kills.values()) == len(KINDS)
    assert report.revisions > 0
    assert report.repeated <= len(KINDS) * len(DESTINATIONS)


def test_what_is_sound_is_found_so() -> None:
    assert list(faults(SOUND)) == []


def test_a_version_that_was_gone_before_anybody_looked_is_not_missed() -> None:
    seen = replace(SOUND, looks={ONE: [look(0), look(2)]}, revisions={ONE: (TEXTS[0], TEXTS[2])}, said=[])
    assert list(faults(replace(seen, arrived=[arrival(2, to) for to in DESTINATIONS]))) == []


@pytest.mark.parametrize(
    ("account", "word"),
    [
        (replace(SOUND, revisions={ONE: TEXTS[::2]}), "version 1 stood at a look of round 1, and is lost"),
        (replace(SOUND, revisions={ONE: TEXTS[:2]}), "version 2, the last one, is no revision"),
        (replace(SOUND, revisions={ONE: (*TEXTS, TEXTS[2])}), "one twice"),
        (replace(SOUND, revisions={ONE: (TEXTS[1], TEXTS[0], TEXTS[2])}), "out of order"),
        (replace(SOUND, revisions={ONE: (*TEXTS, ("Bridge",))}), "revision 4 is a text that never stood"),
        (replace(SOUND, looks={ONE: [look(0), look(2)]}), "version 1, at which nobody looked"),
        (replace(SOUND, said=[(ONE, 4)]), "revision 4 was logged as recorded, and is lost"),
        (replace(SOUND, arrived=SOUND.arrived[1:]), "json: watch 1, revision 2 was never told"),
        (replace(SOUND, arrived=[*SOUND.arrived, arrival(4, "hook")]), "revision 4 was told, and is none"),
        (replace(SOUND, arrived=[*SOUND.arrived, arrival(3, "hook", "other")]), "told as 2 different messages"),
    ],
)
def test_what_was_lost_doubled_or_invented_is_named(account: Account, word: str) -> None:
    assert any(word in fault for fault in faults(account)), list(faults(account))


def test_the_last_look_of_a_daemon_may_be_cut_off_unless_it_had_the_page_already() -> None:
    def sighting(round_: int, version: int, *, unchanged: bool = False) -> Sighting:
        return Sighting(round=round_, story="ferry", version=version, unchanged=unchanged)

    seen = [sighting(1, 0), sighting(1, 1), sighting(2, 1), sighting(2, 2, unchanged=True)]
    finished = [look.finished for look in looks(seen)["ferry"]]
    assert finished == [True, False, True, True]


def test_a_message_that_comes_again_is_counted() -> None:
    assert repeated([arrival(2, "hook"), arrival(2, "hook"), arrival(2, "json")]) == 1
