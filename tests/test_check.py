"""One look, from memory to memory."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from builders import NOON, URL, Clock, drift, news, page, subscription, watch
from fakes import Memory

from watcher.check import Desk, check
from watcher.model import Outcome, Seen, Watch
from watcher.model.destination import destination
from watcher.settings import Schedule

STORY = (
    "The harbour bridge was closed to all traffic on Monday after engineers found cracks in two of its main cables.",
    "City officials said the inspection, the first in nine years, had been planned since the winter storms of January.",
)


def desk(*answers: Seen, memory: Memory, deadline: timedelta = timedelta(seconds=30)) -> Desk:
    """A desk that sees these pages, one look after the other, and after them waits for ever."""
    pages = iter(answers)

    async def fetch(watched: Watch) -> Seen:
        assert watched.url == URL
        for seen in pages:
            return seen
        await asyncio.Event().wait()
        raise AssertionError

    return Desk(
        memory=memory, fetch=fetch, subscriptions=(subscription(),), schedule=Schedule(), now=Clock(), deadline=deadline
    )


async def test_a_look_is_remembered_and_the_next_one_compared_with_it() -> None:
    memory = Memory()
    at = desk(page(news("Bridge closed", *STORY)), page(news("Bridge open", *STORY)), memory=memory)
    first = await check(watch(), at)
    second = await check(first.watch, at)
    assert [f.outcome for f in memory.findings] == [Outcome.NEW, Outcome.CHANGED]
    assert memory.findings == [first, second]
    assert second.revision is not None
    assert [c.kind for c in second.revision.changes] == ["title.edited"]
    assert len(second.alerts) == 1


async def test_whom_a_drift_would_be_told_is_recorded_with_a_revision_and_what_shows_is_a_warning(
    caplog: pytest.LogCaptureFixture,
) -> None:
    memory = Memory(drift=drift())
    at = replace(desk(page(news("Bridge closed", *STORY)), memory=memory), operator=(destination("env:OPS"),))
    await check(watch(), at)
    (told,) = memory.findings[0].operator
    assert (told.subscription, told.destination, told.label) == ("operator", destination("env:OPS").id, "env:OPS")
    assert [(record.levelname, record.getMessage()) for record in caplog.records] == [
        (
            "WARNING",
            "drift=3 site=news.example articles=9 looked=12 why='many articles changed alike at once: their alerts are "
            "held; `watcher drift show 3` says what to do'",
        )
    ]


async def test_a_look_that_hangs_is_recorded_as_failed() -> None:
    memory = Memory()
    found = await check(watch(), desk(memory=memory, deadline=timedelta(milliseconds=10)))
    assert memory.findings == [found]
    assert (found.outcome, found.at) == (Outcome.FAILED, NOON)
    assert found.why == "the look took longer than 0.01 seconds"
    assert found.watch.due_at > NOON
