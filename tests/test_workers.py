"""Pages are read in other processes as they are in this one, whatever becomes of those."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from builders import NOON, news, page, revision, subscription, watch
from msgspec import structs

from watcher.check import View, judged
from watcher.extract import VERSION, extract, shipped
from watcher.model import NOTHING_KNOWN, Outcome
from watcher.processor import ALLOWED, settle_on_one, spread_out
from watcher.settings import Schedule
from watcher.workers import Workers

RULES = shipped()
STORY = "The harbour bridge was closed to all traffic on Monday after engineers found cracks in two of its main cables."
OLD, NEW = page(news("Bridge closed", STORY)), page(news("Bridge closed", STORY.replace("two", "three")))
LAST = revision(extract(OLD.body, OLD.url, content_type=OLD.content_type), extractor=VERSION)
VIEW = View(
    watch=structs.replace(watch(), looked_at=NOON - timedelta(hours=1)), seen=NEW, last=LAST,
    subscriptions=(subscription(),), now=NOON, schedule=Schedule(), known=NOTHING_KNOWN, tempos=None, imprint=None,
)  # fmt: skip


@pytest.fixture
def workers() -> Iterator[Workers]:
    made = Workers(1, RULES)
    yield made
    made.close()
    for process in multiprocessing.active_children():
        process.join(timeout=20)


def processes() -> list[int]:
    return [process.pid for process in multiprocessing.active_children() if process.pid]


async def test_what_a_worker_finds_is_what_is_found_here(workers: Workers) -> None:
    for seen, outcome in ((NEW, Outcome.CHANGED), (OLD, Outcome.SAME)):
        view = replace(VIEW, seen=seen)
        found = await workers.judge(view, RULES)
        assert found == judged(view, RULES)
        assert found[0].outcome is outcome


async def test_where_a_worker_is_killed_the_page_is_read_and_another_worker_begins(workers: Workers) -> None:
    await workers.judge(VIEW, RULES)
    first = processes()
    assert len(first) == 1
    os.kill(first[0], signal.SIGKILL)
    assert [(await workers.judge(VIEW, RULES))[0].outcome for _ in range(3)] == [Outcome.CHANGED] * 3
    second = processes()
    assert len(second) == 1
    assert first != second


async def test_a_worker_is_not_ended_with_the_terminal(workers: Workers) -> None:
    await workers.judge(VIEW, RULES)
    (process,) = processes()
    for told in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        os.kill(process, told)
    assert (await workers.judge(VIEW, RULES))[0].outcome is Outcome.CHANGED
    assert processes() == [process]


async def test_a_worker_reads_on_any_processor_wherever_its_parent_computes(workers: Workers) -> None:
    await settle_on_one()
    try:
        await workers.judge(VIEW, RULES)
    finally:
        spread_out()
    assert [os.sched_getaffinity(process) for process in processes()] == [set(ALLOWED)]
