"""Pages are kept by an archive: a stand-in on loopback that answers as Save Page Now does, and a real store."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web
from fetch_site import client
from store_builders import NOON, added, edited, new, opened
from web_service import Service as Archive
from web_service import open_service

from watcher.fetch import Guard
from watcher.keep import Desk, Keeper, pause
from watcher.model import Capture, CaptureState, WatchId
from watcher.store import Store
from watcher.wayback import Service, place

URL = "https://river.example/story"
KEPT = web.Response(status=302, headers={"Location": "/web/20260504120130/https://river.example/story"})
JOB = web.json_response({"url": URL, "job_id": "spn2-1a"})
PENDING = web.json_response({"status": "pending", "job_id": "spn2-1a", "resources": []})
DONE = web.json_response({"status": "success", "job_id": "spn2-1a", "timestamp": "20260504120130"})


class Clock:
    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> datetime:
        return self.at

    def later(self, **by: float) -> None:
        self.at += timedelta(**by)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as one:
        yield one


@pytest.fixture
async def archive() -> AsyncIterator[Archive]:
    async with open_service() as one:
        yield one


class Errand:
    """A keeper of `store` that asks `archive`."""

    def __init__(self, store: Store, archive: Archive, *, keys: str = "", guard: Guard | None = None) -> None:
        self.clock = Clock()
        self.service = Service(address=archive.url("").rstrip("/"), keys=keys)
        self._store = store
        self._http = client(guard=guard) if guard is not None else client()

    async def __aenter__(self) -> Errand:
        await self._http.__aenter__()
        self.keeper = self.fresh()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._http.__aexit__(None, None, None)

    def fresh(self) -> Keeper:
        """As after a start of the daemon."""
        return Keeper(
            Desk(
                captures=self._store.captures, service=self.service, ask=self._http.ask, now=self.clock,
                gap=timedelta(seconds=15),
            )
        )  # fmt: skip

    async def wanted(self, name: str = "river", number: int = 1) -> WatchId:
        """Revision `number` of an article, the first one, is recorded, and its page is to be kept."""
        watch = added(self._store, name)
        finding = new(watch) if number == 1 else edited(watch, number, self.clock.at)
        await self._store.memory.record(finding._replace(capture=place(self.service, URL)))
        return watch.id

    def capture(self, watch: WatchId, number: int = 1) -> Capture:
        revision = self._store.history.revision(watch, number)
        assert revision is not None
        assert revision.capture is not None
        return revision.capture


async def test_a_page_is_kept_and_its_copy_linked_to(store: Store, archive: Archive) -> None:
    async with Errand(store, archive) as errand:
        watch = await errand.wanted()
        assert errand.capture(watch) == Capture(
            state=CaptureState.PENDING, link=f"{errand.service.address}/web/{URL}"
        )  # fmt: skip
        archive.answers = [KEPT]
        await errand.keeper.tend()
        link = f"{errand.service.address}/web/20260504120130/{URL}"
        assert errand.capture(watch) == Capture(state=CaptureState.KEPT, link=link)
        assert [asked.path for asked in archive.asked] == [f"/save/{URL}"]
        errand.clock.later(days=2)
        await errand.keeper.tend()
        assert len(archive.asked) == 1, "what is kept is not asked for again"


async def test_with_keys_a_job_is_asked_after_until_it_is_done(store: Store, archive: Archive) -> None:
    async with Errand(store, archive, keys="key:secret") as errand:
        watch = await errand.wanted()
        archive.answers = [JOB, PENDING, PENDING, DONE]
        for _ in range(4):
            await errand.keeper.tend()
            errand.clock.later(seconds=10)
        assert errand.capture(watch).state is CaptureState.KEPT
        assert [asked.path for asked in archive.asked] == ["/save", *["/save/status/spn2-1a"] * 3]
        assert {asked.headers["authorization"] for asked in archive.asked} == {"LOW key:secret"}


async def test_after_a_restart_a_job_is_asked_after_and_not_begun_again(store: Store, archive: Archive) -> None:
    async with Errand(store, archive, keys="key:secret") as errand:
        watch = await errand.wanted()
        archive.answers = [JOB, DONE]
        await errand.keeper.tend()
        errand.clock.later(minutes=3)
        await errand.fresh().tend()
        assert errand.capture(watch).state is CaptureState.KEPT
        assert [asked.method for asked in archive.asked] == ["POST", "GET"]


async def test_pages_are_asked_for_one_by_one_with_a_pause_between(store: Store, archive: Archive) -> None:
    async with Errand(store, archive) as errand:
        first, second = await errand.wanted("river"), await errand.wanted("bridge")
        archive.answers = [KEPT]
        await errand.keeper.tend()
        await errand.keeper.tend()
        assert len(archive.asked) == 1
        errand.clock.later(seconds=15)
        await errand.keeper.tend()
        assert [errand.capture(one).state for one in (first, second)] == [CaptureState.KEPT] * 2


async def test_an_archive_that_is_busy_is_left_alone_with_all_pages(store: Store, archive: Archive) -> None:
    async with Errand(store, archive) as errand:
        watch, other = await errand.wanted(), await errand.wanted("bridge")
        archive.answers = [web.Response(status=429, headers={"Retry-After": "300"}), KEPT]
        await errand.keeper.tend()
        errand.clock.later(seconds=299)
        await errand.keeper.tend()
        assert len(archive.asked) == 1
        errand.clock.later(seconds=1)
        await errand.keeper.tend()
        assert len(archive.asked) == 2
        assert {errand.capture(one).state for one in (watch, other)} == {CaptureState.PENDING, CaptureState.KEPT}


async def test_what_fails_is_asked_for_again_after_growing_pauses_and_then_given_up(
    store: Store, archive: Archive
) -> None:
    async with Errand(store, archive) as errand:
        watch = await errand.wanted()
        archive.answers = [web.Response(status=503)]
        for attempt in range(1, 13):
            await errand.keeper.tend()
            assert len(archive.asked) == attempt
            errand.clock.later(seconds=pause(attempt).total_seconds() - 1)
            await errand.keeper.tend()
            assert len(archive.asked) == attempt, "too soon"
            errand.clock.later(seconds=1)
        found = errand.capture(watch)
        assert found.state is CaptureState.FAILED
        assert found.why == "given up after 12 attempts: the archive answers 503 and names no copy"


async def test_what_the_archive_will_never_keep_is_given_up_at_once(store: Store, archive: Archive) -> None:
    async with Errand(store, archive, keys="key:secret") as errand:
        watch = await errand.wanted()
        archive.answers = [
            web.json_response({"status": "error", "status_ext": "error:blocked-url", "message": "Not this one."})
        ]
        await errand.keeper.tend()
        assert errand.capture(watch).state is CaptureState.FAILED
        assert errand.capture(watch).why == "the archive says: Not this one."


async def test_a_glance_that_fails_does_not_begin_the_job_again(store: Store, archive: Archive) -> None:
    async with Errand(store, archive, keys="key:secret") as errand:
        watch = await errand.wanted()
        archive.answers = [JOB, web.Response(status=502), DONE]
        for _ in range(3):
            await errand.keeper.tend()
            errand.clock.later(seconds=10)
        assert errand.capture(watch).state is CaptureState.KEPT
        assert [asked.method for asked in archive.asked] == ["POST", "GET", "GET"]


async def test_a_job_without_end_is_begun_again(store: Store, archive: Archive) -> None:
    async with Errand(store, archive, keys="key:secret") as errand:
        await errand.wanted()
        archive.answers = [JOB, PENDING, JOB]
        await errand.keeper.tend()
        errand.clock.later(minutes=15)
        await errand.keeper.tend()
        errand.clock.later(minutes=1)
        await errand.keeper.tend()
        assert [asked.method for asked in archive.asked] == ["POST", "GET", "POST"]


async def test_of_a_page_that_is_edited_again_the_newest_version_is_kept(store: Store, archive: Archive) -> None:
    async with Errand(store, archive) as errand:
        watch = await errand.wanted()
        await errand.wanted(number=2)
        archive.answers = [KEPT]
        await errand.keeper.tend()
        assert errand.capture(watch, 1).state is CaptureState.OVERTAKEN
        assert errand.capture(watch, 2).state is CaptureState.KEPT
        assert len(archive.asked) == 1


async def test_keys_that_are_not_taken_are_told_a_person(
    store: Store, archive: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    async with Errand(store, archive, keys="key:secret") as errand:
        await errand.wanted()
        archive.answers = [web.Response(status=401)]
        await errand.keeper.tend()
        errand.clock.later(minutes=59)
        await errand.keeper.tend()
        assert len(archive.asked) == 1
    (said,) = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert said.startswith("the archive is left alone until 2026-05-04 13:00Z: the archive does not take the keys")
    assert "secret" not in caplog.text


async def test_the_archive_passes_the_guard(store: Store, archive: Archive) -> None:
    async with Errand(store, archive, guard=Guard()) as errand:
        watch = await errand.wanted()
        await errand.keeper.tend()
        assert archive.asked == []
        assert "allow_networks can admit it" in errand.capture(watch).why


async def test_what_nobody_wants_is_not_kept(store: Store) -> None:
    watch = added(store)
    await store.memory.record(new(watch))
    revision = store.history.revision(watch.id, 1)
    assert revision is not None
    assert revision.capture is None


async def test_a_slow_archive_is_one_request_at_a_time(store: Store, archive: Archive) -> None:
    reached, go = asyncio.Event(), asyncio.Event()

    async def slow(_: web.Request) -> web.Response:
        reached.set()
        await go.wait()
        return web.Response(status=302, headers={"Location": "/web/20260504120130/x"})

    async with Errand(store, archive) as errand:
        watch = await errand.wanted()
        archive.answers = [slow]
        tending = asyncio.create_task(errand.keeper.tend())
        await asyncio.wait_for(reached.wait(), 10)
        # While it takes its time, the rest goes on: what is recorded now is recorded.
        await store.memory.record(edited(added(store, "bridge"), 1, errand.clock.at))
        go.set()
        await tending
        assert errand.capture(watch).state is CaptureState.KEPT
