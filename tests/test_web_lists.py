"""The pages that list: articles, sites, sources, the outbox, subscriptions."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web as http
from aiohttp.test_utils import TestClient, TestServer
from bs4 import BeautifulSoup
from msgspec import structs
from store_builders import MINUTE, NOON, added, alert, edited, new, opened, same

from watcher.model import AlertId, Delivery, Finding, Outcome, SourceSetting, Standing, Subscription, Watch
from watcher.model.destination import destination
from watcher.model.summary import FOREVER
from watcher.settings import Web
from watcher.store import Store
from watcher.web.access import Doorkeeper
from watcher.web.app import application
from watcher.web.pages import pages

Client = TestClient[http.Request, http.Application]
AT = NOON + timedelta(days=2)
DESK = Subscription(
    name="desk", to=(destination("env:DESK_MAIL"), destination("mailto://me:word@mail.example")), tags=("dw", "!tv"),
    kinds=("title.*",), min_weight="major", facts=("number",), stealth=True, quiet="22:00-07:00",
    timezone="Europe/Berlin", confirm=timedelta(minutes=5),
)  # fmt: skip
MORNING = Subscription(name="morning", to=(destination("ntfy://topic"),), min_weight="cosmetic", digest="08:00")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as store:
        yield store


@pytest.fixture
async def client(store: Store) -> AsyncIterator[Client]:
    app = application(pages(store, lambda: AT, own=(DESK, MORNING)), Doorkeeper.of(Web()))
    async with TestClient(TestServer(app, host="127.0.0.1")) as client:
        yield client


async def soup(client: Client, path: str, language: str = "en") -> BeautifulSoup:
    answer = await client.get(path, headers={"Accept-Language": language})
    assert answer.status == 200, path
    return BeautifulSoup(await answer.text(), "html.parser")


def cells(found: BeautifulSoup) -> list[list[str]]:
    return [
        [cell.get_text(" ", strip=True) for cell in row.select("td")] for row in found.select("table.list tbody tr")
    ]  # fmt: skip


async def test_articles_say_what_keeps_them_and_when_they_are_looked_at(client: Client, store: Store) -> None:
    due, paused, muted, snoozed, failing = (added(store, name) for name in ("a", "b", "c", "d", "e"))
    for watch in (due, paused, muted, snoozed, failing):
        later = structs.replace(watch, standing=Standing.PRESENT, due_at=AT + timedelta(hours=3))
        await store.memory.record(new(later))
    await store.memory.record(same(structs.replace(due, standing=Standing.PRESENT, due_at=NOON + MINUTE)))
    await store.memory.record(failed(failing, "no connection to e.example: connection refused"))
    store.watches.pause(paused.id)
    store.watches.mute(muted.id, FOREVER, AT)
    store.watches.snooze(snoozed.id, AT + MINUTE)
    told = [(row[2], row[4]) for row in cells(await soup(client, "/watches"))]
    assert told == [
        ("present", "now"),
        ("present, paused", ""),
        ("present, muted", "in 3 hours"),
        ("present, messages wait", "in 3 hours"),
        ("present, failing", "in 3 hours"),
    ]
    exact = (await soup(client, "/watches")).select("td time")[0]
    assert (exact["title"], exact.get_text()) == ("2026-05-04 12:00 UTC", "2 days ago")


def failed(watch: Watch, why: str) -> Finding:
    after = structs.replace(
        watch, standing=Standing.PRESENT, failing_since=NOON, failures=1, due_at=AT + timedelta(hours=3)
    )
    return same(after, NOON + MINUTE, outcome=Outcome.FAILED, why=why)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "no connection to e.example: connection refused"),
        ("de", "keine Verbindung zu e.example: Verbindung abgelehnt"),
        ("zh-Hans", "无法连接 e.example：连接被拒绝"),
    ],
)
async def test_an_article_says_why_it_cannot_be_read(client: Client, store: Store, language: str, said: str) -> None:
    watch = added(store, "e")
    await store.memory.record(failed(watch, "no connection to e.example: connection refused"))
    shown = await soup(client, "/watch/1", language)
    assert [why.get_text() for why in shown.select(".condition + .why")] == [said]
    assert shown.select(".condition .alarm")


async def test_an_article_says_until_when_nobody_is_told(client: Client, store: Store) -> None:
    watch = added(store, "e")
    store.watches.mute(watch.id, AT + MINUTE, AT)
    store.watches.snooze(watch.id, AT + 2 * MINUTE)
    shown = (await soup(client, "/watch/1")).select_one(".condition")
    assert shown is not None
    told = " ".join(shown.get_text(" ", strip=True).split())
    assert (
        "next look now · nobody is told until 2026-05-06 12:01 UTC · messages wait until 2026-05-06 12:02 UTC" in told
    )


async def test_sites_show_their_edits_by_day_and_how_they_do(client: Client, store: Store) -> None:
    river, town, wall = added(store, "river"), added(store, "town"), added(store, "wall")
    for watch in (river, town):
        await store.memory.record(new(watch))
    await store.memory.record(edited(river, 2, NOON, stealth=True))
    await store.memory.record(edited(river, 3, AT - MINUTE))
    await store.memory.record(failed(town, "404"))
    await store.memory.record(same(structs.replace(wall, standing=Standing.BLOCKED), NOON, outcome=Outcome.BLOCKED))
    found = await soup(client, "/sites")
    rows = {row[0]: row for row in cells(found)}
    assert rows["river.example"][5] == "50%"
    assert rows["river.example"][8] == "0.14"
    assert [rows[f"{name}.example"][-1] for name in ("river", "town", "wall")] == [
        "all read", "1 not reached", "1 blocked",
    ]  # fmt: skip
    charts = [str(chart["aria-label"]) for chart in found.select("svg.bars")]
    assert charts[0] == "last 14 days: 0 0 0 0 0 0 0 0 0 0 0 1 0 1"
    german = {row[0]: row for row in cells(await soup(client, "/sites", "de"))}
    assert german["river.example"][8] == "0,14"


async def test_a_source_says_why_it_cannot_be_read_in_the_readers_language(client: Client, store: Store) -> None:
    source, _ = store.sources.add(SourceSetting(url="https://river.example/feed"), NOON)
    assert cells(await soup(client, "/sources"))[0][3] == "now"
    assert source.due_at <= AT


async def test_the_outbox_is_read_to_its_end_and_by_state(client: Client, store: Store) -> None:
    watch = added(store)
    await store.memory.record(new(watch))
    for number in range(2, 104):
        await store.memory.record(edited(watch, number, NOON + number * MINUTE, alerts=(alert("desk", 0),)))
    await store.outbox.settle(
        [AlertId(3)], Delivery(sent=False, why="no answer within 60 s", permanent=True, at=AT), None
    )
    first = await soup(client, "/alerts")
    older = first.select_one("a[rel=next]")
    assert older is not None
    numbers = [row[0] for row in cells(first)] + [row[0] for row in cells(await soup(client, str(older["href"])))]
    assert numbers == [str(number) for number in range(102, 0, -1)]
    (row,) = cells(await soup(client, "/alerts?state=failed", "de"))
    assert row[0] == "3"
    assert "keine Antwort binnen 60 s" in row[1]
    wrong = await client.get("/alerts?state=lost")
    assert wrong.status == 400


async def test_subscriptions_say_who_is_told_of_what_and_when(client: Client, store: Store) -> None:
    watch = added(store)
    await store.memory.record(new(watch))
    desk = replace(alert("desk", 0), subscription="desk")
    await store.memory.record(edited(watch, 2, NOON + MINUTE, alerts=(desk,)))
    store.outbox.snooze("morning", AT + MINUTE)
    first, second = cells(await soup(client, "/subscriptions"))
    assert first == [
        "desk", "env:DESK_MAIL mailto://…@mail.example",
        "Tag: dw, !tv Kind: title.* At least: major Touches: number Only undisclosed",
        "at once after a second look, 5 min later not at 22:00–07:00 Europe/Berlin", "1",
    ]  # fmt: skip
    assert second == [
        "morning", "ntfy://…", "everything", "collected: 08:00 UTC messages wait until 2026-05-06 12:01 UTC", "0",
    ]  # fmt: skip


async def test_without_subscriptions_the_page_says_where_they_are_written(store: Store) -> None:
    app = application(pages(store, lambda: AT), Doorkeeper.of(Web()))
    async with TestClient(TestServer(app, host="127.0.0.1")) as client:
        assert "[[subscription]]" in (await soup(client, "/subscriptions")).get_text()
