"""One look, from memory to memory."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from builders import NOON, URL, Clock, drift, news, page, subscription, watch
from fakes import Memory
from msgspec import structs

from watcher.check import Desk, check
from watcher.errors import StoreError
from watcher.model import Drift, Finding, Outcome, Page, Revision, Seen, Unmodified, Validators, Watch, WatchId
from watcher.model.destination import destination
from watcher.model.page import NO_VALIDATORS
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
            'drift=3 site=news.example articles=9 looked=12 why="many articles changed alike at once: their alerts are '
            'held; `watcher drift show 3` says what to do"',
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
    seen = structs.replace(watch(), muted_until=FOREVER if muted else None)
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


@dataclass
class Asked(Memory):
    """A memory that counts how often the last revision was asked for, which is read beside a page."""

    times: int = 0

    async def last_revision(self, watch_id: WatchId, extractor: str) -> Revision | None:
        self.times += 1
        return await super().last_revision(watch_id, extractor)


async def read(*pages: Page) -> tuple[str, list[int]]:
    """(the first letters of the outcomes of looks at these pages, how many pages were read after each)."""
    memory = Asked()
    at, seen, times = desk(*pages, memory=memory), watch(), []
    for _ in pages:
        seen = (await check(seen, at)).watch
        times.append(memory.times)
    return "".join(finding.outcome.value[0] for finding in memory.findings), times


def bridge(title: str, minutes: int, etag: str | None = None) -> Page:
    html = news(title, *STORY).replace("</p>", f"</p><span class='relative-time'>{minutes} minutes ago</span>", 1)
    return page(html, validators=Validators(etag=etag))


async def test_a_page_that_came_as_it_was_is_not_read_again_until_it_is_edited() -> None:
    closed, opened = bridge("Bridge closed", 1), bridge("Bridge open", 1)
    assert await read(closed, closed, closed, opened, opened) == ("nsscs", [1, 1, 1, 2, 2])


async def test_noise_is_learned_until_the_article_is_known_again_in_it() -> None:
    closed = [bridge("Bridge closed", minutes) for minutes in (1, 2, 3, 4, 5)]
    opened = [bridge("Bridge open", minutes) for minutes in (6, 7)]
    assert await read(*closed, *opened) == ("nsssscs", [1, 2, 2, 2, 2, 3, 4])


async def test_what_is_noise_on_one_article_of_a_site_is_known_of_the_others() -> None:
    memory = Asked()
    pages = [bridge("Bridge closed", minutes) for minutes in (1, 2, 3, 4, 5, 6)]
    at = desk(*pages, memory=memory)
    first, second = watch(), watch(id=WatchId(2))
    second = (await check(second, at)).watch
    for _ in pages[:3]:
        first = (await check(first, at)).watch
    times = memory.times
    for _ in pages[4:]:
        second = (await check(second, at)).watch
    assert [finding.outcome.value[0] for finding in memory.findings] == list("nnssss")
    assert memory.times == times


async def test_a_page_that_is_seldom_asked_for_is_not_learned_from() -> None:
    asked_anew = [bridge("Bridge closed", minutes, etag=f'"{minutes}"') for minutes in (1, 2, 3, 4)]
    memory = Asked()
    at, seen = desk(*asked_anew, memory=memory), watch()
    for _ in asked_anew:
        seen = structs.replace((await check(seen, at)).watch, validators=NO_VALIDATORS)
    assert memory.times == 4


async def test_what_could_not_be_recorded_or_others_recorded_is_read_again() -> None:
    @dataclass
    class Full(Asked):
        is_full: bool = False

        async def record(self, finding: Finding) -> Drift | None:
            if self.is_full:
                raise StoreError("the disk is full")
            return await super().record(finding)

    closed, opened = bridge("Bridge closed", 1), bridge("Bridge open", 1)
    memory = Full()
    at = desk(closed, opened, opened, closed, memory=memory)
    seen = (await check(watch(), at)).watch
    memory.is_full = True
    with pytest.raises(StoreError):
        await check(seen, at)
    memory.is_full = False
    changed = await check(seen, at)
    assert (changed.outcome, memory.times) == (Outcome.CHANGED, 3)
    assert (await check(changed.watch, at)).outcome is Outcome.CHANGED


async def test_where_nothing_changed_the_store_is_not_asked() -> None:
    @dataclass
    class Counting(Memory):
        asked: int = 0

        async def newest(self, watch_id: WatchId) -> int:
            self.asked += 1
            return await super().newest(watch_id)

    memory = Counting()
    unmodified = Unmodified(url=URL, fetched_at=NOON)
    at = desk(unmodified, bridge("Bridge closed", 1, etag='"1"'), unmodified, bridge("Bridge open", 2), memory=memory)
    assert (await check(watch(validators=Validators(etag='"0"')), at)).why == (
        "the server says that nothing changed, but nothing was read before"
    )
    seen = (await check(watch(), at)).watch
    assert memory.asked == 2
    again = await check(seen, at)
    assert (again.outcome, memory.asked) == (Outcome.SAME, 2)
    edited = await check(structs.replace(again.watch, validators=seen.validators), at)
    assert (edited.outcome, memory.asked) == (Outcome.CHANGED, 3)
