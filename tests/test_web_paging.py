"""Lists that grow are walked page by page, everything once; and no page is long, whatever it shows."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from aiohttp import web as http
from aiohttp.test_utils import TestClient, TestServer
from bs4 import BeautifulSoup
from store_builders import MINUTE, NOON, added, article, edited, new, opened

from watcher.model import SourceSetting
from watcher.settings import Web
from watcher.store import Store
from watcher.web.access import Doorkeeper
from watcher.web.app import application
from watcher.web.openapi import routes
from watcher.web.pages import pages

Client = TestClient[http.Request, http.Application]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as store:
        yield store


@pytest.fixture
async def client(store: Store) -> AsyncIterator[Client]:
    app = application([*pages(store, lambda: NOON), *routes(store)], Doorkeeper.of(Web()))
    async with TestClient(TestServer(app, host="127.0.0.1")) as client:
        yield client


async def walked(client: Client, path: str, chosen: str) -> list[list[str]]:
    """What `chosen` says on each page, from `path` on as the pages lead."""
    found = []
    while path:
        answer = await client.get(path)
        assert answer.status == 200, path
        soup = BeautifulSoup(await answer.text(), "html.parser")
        found.append([each.get_text(" ", strip=True) for each in soup.select(chosen)])
        more = soup.select_one("nav.paging a[rel=next]")
        path = str(more["href"]) if more else ""
    return found


def flat(found: list[list[str]]) -> list[str]:
    return [each for some in found for each in some]


async def test_sources_are_walked_in_the_order_they_were_added(client: Client, store: Store) -> None:
    urls = [f"https://news{number}.example/feed.xml" for number in range(205)]
    store.reconcile_sources([SourceSetting(url=url) for url in urls], NOON)
    found = await walked(client, "/sources", "table.list tbody td:first-child")
    assert flat(found) == urls
    assert [len(some) for some in found] == [100, 100, 5]


async def test_what_is_searched_is_walked_newest_first(client: Client, store: Store) -> None:
    watch = added(store)
    await store.record(new(watch, article=article("Nothing of it.")))
    for number in range(2, 80):
        text = article(f"The bridge holds, reading {number}.")
        await store.record(edited(watch, number, NOON + number * MINUTE, article=text))
    found = await walked(client, "/search?q=bridge+hol", ".entry .excerpt")
    told = [each.partition(" no longer")[0].split()[-1] for each in flat(found)]
    assert told == [f"{number}." for number in range(79, 1, -1)]
    assert [len(some) for some in found] == [30, 30, 18]
