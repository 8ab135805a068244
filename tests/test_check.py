"""One look, from memory to memory."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from builders import NOON, URL, Clock, news, page, subscription, watch
from fakes import Memory

from watcher.check import Desk, check
from watcher.model import Outcome, Seen, Watch
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


async def test_a_look_that_hangs_is_recorded_as_failed() -> None:
    memory = Memory()
    found = await check(watch(), desk(memory=memory, deadline=timedelta(milliseconds=10)))
    assert memory.findings == [found]
    assert (found.outcome, found.at) == (Outcome.FAILED, NOON)
    assert found.why == "the look took longer than 0.01 seconds"
    assert found.watch.due_at > NOON
