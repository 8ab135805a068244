"""A picture goes with the words where it is wanted and taken, and never holds them up."""

from __future__ import annotations

from dataclasses import replace

import pytest
from letter_builders import letter, number_edited
from test_deliver import CONFIGURED, DESK, Box, Clock, Line, refused

from watcher.deliver import deliver
from watcher.model import AlertId, Destination, Letter, Takes, Voice

SEEING = Voice(picture=True)


def edit(number: int = 1, *, attempts: int = 0) -> Letter:
    one = letter(number_edited())
    to = replace(one.alert, destination=DESK.id, label=DESK.label)
    return replace(one, id=AlertId(number), alert=to, attempts=attempts)


async def sent(box: Box, line: Line, voice: Voice = SEEING) -> None:
    await deliver(box, box, line, CONFIGURED, Clock(), random=lambda: 0.0, voices={"desk": voice})


def viewing() -> Line:
    line = Line()
    line.viewers = (DESK.label,)
    return line


async def test_an_edit_goes_with_its_picture() -> None:
    line = viewing()
    await sent(Box([edit()]), line)
    (picture,) = line.pictures
    assert picture is not None
    assert picture.startswith(b"\x89PNG")


async def test_none_is_made_that_is_not_wanted_or_not_taken() -> None:
    unseen, unwanted = Line(), viewing()
    await sent(Box([edit()]), unseen)
    await sent(Box([edit()]), unwanted, Voice())
    assert unseen.pictures == unwanted.pictures == [None]


async def test_messages_about_several_letters_go_without() -> None:
    line = viewing()
    await sent(Box([edit(1), edit(2)], most=2), line)
    assert line.pictures == [None]


async def test_what_was_refused_with_its_picture_is_sent_again_without() -> None:
    line = viewing()
    line.refusals = {"DESK_MAIL": refused()}
    await sent(Box([edit()]), line)
    line.refusals = {}
    await sent(Box([edit(attempts=1)]), line)
    assert [picture is not None for picture in line.pictures] == [True, False]


async def test_a_fault_of_the_channel_costs_only_the_picture(caplog: pytest.LogCaptureFixture) -> None:
    class Blind(Line):
        def takes(self, destination: Destination) -> Takes:
            raise ValueError("secret://")

    box, line = Box([edit()]), Blind()
    await sent(box, line)
    assert box.outcomes() == [(1, "sent")]
    assert line.pictures == [None]
    assert "alert=1 goes in words only: a fault of watcher" in caplog.text
    assert "secret" not in caplog.text
