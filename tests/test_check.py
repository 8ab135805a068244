"""One look, from memory to memory."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from builders import NOON, URL, Clock, drift, news, page, subscription, watch
from fakes import Memory

from watcher.check import Desk, check
from watcher.model import Outcome, Revision, Seen, Watch, WatchId
from watcher.model.destination import destination
from watcher.model.summary import FOREVER
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


async def kept(keep: str = "", *, muted: bool = False, **own: Any) -> list[str]:
    """Where an archive is to keep a first revision, an edit, and a page that stayed the same; `own` is what the
    subscription sets."""
    memory = Memory()
    pages = [page(news(title, *STORY)) for title in ("Bridge closed", "Bridge open", "Bridge open")]
    at = replace(desk(*pages, memory=memory), keep=keep, kept_at="copies of {}".format)
    at = replace(at, subscriptions=(replace(subscription(), **own),))
    seen = replace(watch(), muted_until=FOREVER if muted else None)
    for _ in pages:
        seen = (await check(seen, at)).watch
    return [finding.capture for finding in memory.findings]


async def test_nothing_is_kept_unless_somebody_asks_for_it() -> None:
    assert await kept() == ["", "", ""]


async def test_what_a_subscription_that_asks_for_it_is_told_is_kept() -> None:
    assert await kept(archive=True) == ["", f"copies of {URL}", ""]
    assert await kept(archive=True, kinds=("caption.*",)) == ["", "", ""]
    assert await kept(archive=True, tags=("other",)) == ["", "", ""]
    assert await kept(archive=True, muted=True) == ["", "", ""]


async def test_every_edit_or_everything_is_kept_on_request() -> None:
    assert await kept("edits") == ["", f"copies of {URL}", ""]
    assert await kept("all") == [f"copies of {URL}", f"copies of {URL}", ""]


async def test_what_is_known_again_is_not_read_again_until_it_is_edited() -> None:
    read: list[WatchId] = []

    class Asked(Memory):
        async def last_revision(self, watch_id: WatchId, extractor: str) -> Revision | None:
            read.append(watch_id)
            return await super().last_revision(watch_id, extractor)

    closed, opened = (page(news(title, *STORY)) for title in ("Bridge closed", "Bridge open"))
    memory = Asked()
    at = desk(*(closed,) * 5, *(opened,) * 3, memory=memory)
    seen, asked = watch(), []
    for _ in range(8):
        seen = (await check(seen, at)).watch
        asked.append(len(read))
    assert [finding.outcome for finding in memory.findings] == [
        Outcome.NEW, *(Outcome.SAME,) * 4, Outcome.CHANGED, *(Outcome.SAME,) * 2
    ]  # fmt: skip
    assert asked == [1, 2, 2, 2, 2, 3, 4, 4]
