"""Lists that grow are walked page by page, everything once; and no page is long, whatever it shows."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from aiohttp import web as http
from aiohttp.test_utils import TestClient, TestServer
from selectolax.lexbor import LexborHTMLParser
from store_builders import MINUTE, NOON, added, alert, article, edited, gone, new, opened, same

from watcher.compare import compare
from watcher.model import Article, Finding, List, Outcome, SourceSetting, Table, Watch
from watcher.settings import Web
from watcher.store import Store
from watcher.store.codec import instant
from watcher.store.sqlite import writable
from watcher.web.access import Doorkeeper
from watcher.web.app import application
from watcher.web.openapi import routes
from watcher.web.pages import pages

Client = TestClient[http.Request, http.Application]
LARGEST = 100_000  # bytes of a page


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as store:
        yield store


@pytest.fixture
async def client(store: Store) -> AsyncIterator[Client]:
    app = application([*pages(store, lambda: NOON), *routes(store)], Doorkeeper.of(Web()))
    async with TestClient(TestServer(app, host="127.0.0.1")) as client:
        yield client


async def leaves(client: Client, path: str) -> list[bytes]:
    """The pages from `path` on, as they lead."""
    found = []
    while path:
        answer = await client.get(path)
        assert answer.status == 200, path
        found.append(await answer.read())
        more = LexborHTMLParser(found[-1]).css_first("nav.paging a[rel=next]")
        path = more.attributes["href"] or "" if more else ""
    return found


def told(pages: list[bytes], chosen: str) -> list[list[str]]:
    """What `chosen` says on each page."""
    return [[each.text(separator=" ", strip=True) for each in LexborHTMLParser(page).css(chosen)] for page in pages]


def largest(pages: list[bytes]) -> int:
    return max(map(len, pages))


def flat(found: list[list[str]]) -> list[str]:
    return [each for some in found for each in some]


async def test_sources_are_walked_in_the_order_they_were_added(client: Client, store: Store) -> None:
    urls = [f"https://news{number}.example/feed.xml" for number in range(205)]
    store.sources.reconcile([SourceSetting(url=url) for url in urls], NOON)
    found = told(await leaves(client, "/sources"), "table.list tbody td:first-child")
    assert flat(found) == urls
    assert [len(some) for some in found] == [100, 100, 5]


async def test_what_is_searched_is_walked_newest_first(client: Client, store: Store) -> None:
    watch = added(store)
    await store.memory.record(new(watch, article=article("Nothing of it.")))
    for number in range(2, 80):
        text = article(f"The bridge holds, reading {number}.")
        await store.memory.record(edited(watch, number, NOON + number * MINUTE, article=text))
    found = told(await leaves(client, "/search?q=bridge+hol"), ".entry .excerpt")
    numbers = [each.partition(" no longer")[0].split()[-1] for each in flat(found)]
    assert numbers == [f"{number}." for number in range(79, 1, -1)]
    assert [len(some) for some in found] == [30, 30, 18]


def changed(watch: Watch, number: int, before: Article, after: Article) -> Finding:
    """A revision with all that a reader sees changed."""
    return edited(watch, number, NOON + number * MINUTE, article=after, changes=compare(before, after))


async def test_a_long_life_is_walked_newest_first(client: Client, store: Store) -> None:
    watch = added(store)
    await store.memory.record(new(watch))
    for number in range(2, 222):
        await store.memory.record(edited(watch, number, NOON + number * MINUTE))
        ill = {"outcome": Outcome.FAILED, "why": "503"} if number % 2 else {}
        await store.memory.record(same(watch, NOON + number * MINUTE, **ill))
    pages = await leaves(client, "/watch/1")
    found = told(pages, ".entry time")
    assert len(flat(found)) == 221
    assert flat(found) == sorted(flat(found), reverse=True)
    assert [len(some) for some in found] == [50, 50, 50, 50, 21]
    assert largest(pages) <= LARGEST


async def test_a_long_article_is_walked_from_its_first_word_to_its_last(client: Client, store: Store) -> None:
    watch, long = added(store), " ".join(f"w{number}" for number in range(40_000))
    texts = [f"Paragraph {number}. " + "What was said there was said twice. " * 8 for number in range(400)]
    whole = article(*texts, long)
    others = (
        List(ordered=False, items=tuple(f"Item {number}" for number in range(900))),
        Table(rows=((("x" * 50,) * 5),) * 900),
    )
    await store.memory.record(
        new(watch, article=Article(url=whole.url, title=whole.title, blocks=(*whole.blocks, *others)))
    )
    pages = await leaves(client, "/watch/1/1")
    shown = " ".join(flat(told(pages, "article.text p, article.text li")))
    parts = [text.strip() for text in texts]
    assert all(shown.count(text) == 1 for text in parts)
    assert [word for word in shown.split() if word[0] == "w" and word[1:].isdigit()] == long.split()
    assert shown.count("Item ") == 900
    assert len(pages) > 3
    assert largest(pages) <= LARGEST


async def test_a_long_difference_is_walked_change_by_change(client: Client, store: Store) -> None:
    watch = added(store)
    before = article(*(f"Reading {number}: the water rose by {number} metres. " * 12 for number in range(300)))
    after = article(*(f"Reading {number}: the water fell by {number} inches. " * 12 for number in range(300)))
    await store.memory.record(new(watch, article=before))
    await store.memory.record(changed(watch, 2, before, after))
    for path in ("/watch/1/diff/1..2", "/watch/1/diff/1..2?side=1"):
        pages = await leaves(client, path)
        assert len(flat(told(pages, "[data-change]"))) == 300, path
        assert largest(pages) <= LARGEST, path


async def test_pages_of_long_texts_are_not_long(client: Client, store: Store) -> None:
    watch = added(store)
    first = article("水位上升。" * 20_000, title="水" * 3000)
    await store.memory.record(new(watch, article=first))
    changes = compare(first, article("水位下降。" * 900))
    for number in range(2, 60):
        after = article(("水位下降。" if number % 2 == 0 else "水位上升。") * 20_000, title="水" * 3000)
        await store.memory.record(edited(watch, number, NOON + number * MINUTE, article=after, changes=changes))
    for path in ("/", "/watch/1", "/watch/1/diff/1..2", "/watch/1/diff/1..2?side=1", "/search?q=水"):
        assert largest(await leaves(client, path)) <= LARGEST, path


async def test_a_feed_of_long_differences_tells_their_beginnings(client: Client, store: Store) -> None:
    watch = added(store)
    before, after = article("The water rose. " * 3000), article("The rain fell. " * 3000)
    await store.memory.record(new(watch, article=before))
    for number in range(2, 62):
        await store.memory.record(changed(watch, number, before, after))
    body = await (await client.get("/feed.atom")).read()
    assert body.count(b"<entry>") == 50
    assert len(body) < 50 * 10_000


@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("/sources", 7), ("/sites", 3), ("/watches/1/revisions", 9), ("/watches/1/looks", 8), ("/watches/1/events", 0),
        ("/watches/2/looks", 5), ("/watches/2/events", 5), ("/search?q=river", 9), ("/changes", 13), ("/watches", 3),
        ("/alerts", 8),
    ],
)  # fmt: skip
async def test_lists_of_the_api_are_walked_once(client: Client, store: Store, path: str, count: int) -> None:
    for number in range(7):
        store.sources.add(SourceSetting(url=f"https://news{number}.example/feed.xml"), NOON)
    watch = added(store)
    forest, _ = added(store, "forest"), added(store, "town")
    await store.memory.record(new(watch, outcome=Outcome.NEW))
    for number in range(5):
        at = NOON + number * MINUTE
        event = replace(gone(at), kind="article.restored") if number % 2 else gone(at)
        await store.memory.record(same(forest, at, event=event, outcome=Outcome.SAME if number % 2 else Outcome.GONE))
    for number in range(2, 10):
        outcome = Outcome.CHANGED if number % 2 else Outcome.NEW
        given = {"article": article(f"{number}."), "outcome": outcome, "alerts": (alert("desk", 0),)}
        await store.memory.record(edited(watch, number, NOON + number * MINUTE, **given))
    word = "before" if path.startswith(("/search", "/changes", "/alerts")) else "after"
    path, seen = f"/api/v1{path}{'&' if '?' in path else '?'}limit=2", []
    found = await (await client.get(path)).json()
    seen += found["items"]
    while found["next"] is not None:
        found = await (await client.get(f"{path}&{word}={found['next']}")).json()
        assert len(found["items"]) <= 2
        seen += found["items"]
    assert len(seen) == count
    assert all(seen.count(one) == 1 for one in seen)


@pytest.mark.parametrize(("path", "count"), [("/changes", 24), ("/watches/1/revisions", 25), ("/search?q=river", 25)])
async def test_lists_of_long_items_are_no_longer_than_a_page_and_are_walked_once(
    client: Client, store: Store, path: str, count: int
) -> None:
    watch = added(store)
    texts = [article(*(f"The river rises, {number} {'x' * 4000}" for _ in range(4))) for number in range(25)]
    await store.memory.record(new(watch, article=texts[0]))
    for number, (before, after) in enumerate(pairwise(texts), start=2):
        await store.memory.record(changed(watch, number, before, after))
    word, seen = "after" if "revisions" in path else "before", []
    asked = path = f"/api/v1{path}{'&' if '?' in path else '?'}limit=200"
    while path:
        answer = await client.get(path)
        assert len(await answer.read()) <= LARGEST
        found = await answer.json()
        seen += [one["revision"] for one in found["items"]]
        path = f"{asked}&{word}={found['next']}" if found["next"] is not None else ""
    assert (len(seen), len(set(seen))) == (count, count)
    assert seen in (sorted(seen), sorted(seen, reverse=True))


async def test_an_item_that_is_longer_than_a_page_comes_alone(client: Client, store: Store) -> None:
    watch = added(store)
    texts = [article(f"{letter} {letter * 150_000}") for letter in "abc"]
    await store.memory.record(new(watch, article=texts[0]))
    for number, (before, after) in enumerate(pairwise(texts), start=2):
        await store.memory.record(changed(watch, number, before, after))
    first = await (await client.get("/api/v1/changes")).json()
    second = await (await client.get(f"/api/v1/changes?before={first['next']}")).json()
    assert [[one["revision"] for one in found["items"]] for found in (first, second)] == [[3], [2]]
    assert second["next"] is None


@pytest.mark.parametrize("language", ["en", "de", "zh"])
async def test_a_page_of_sites_with_long_names_that_are_edited_all_the_time_is_not_long(
    client: Client, store: Store, language: str
) -> None:
    names = [f"{number:03}.{'.'.join(['news' * 15] * 4)}.example" for number in range(70)]
    for name in names:
        store.watches.add(f"https://{name}/1", key=name, site=name, now=NOON)
    with closing(writable(store.path)) as connection:
        rows = (
            (instant(NOON - timedelta(hours=31 * each)), id_, each + 2, name)
            for id_, name in enumerate(names, start=1)
            for each in range(24)
        )
        connection.execute("INSERT INTO sorts VALUES (1, 'major', 1, 0, 'en', '', '')")
        connection.executemany("INSERT INTO stream SELECT ?, ?, ?, 0, id, 1, 60 FROM sites WHERE site = ?", rows)
        connection.execute("UPDATE watches SET failing_since = ?", (str(NOON),))
    pages = await leaves(client, f"/sites?lang={language}")
    assert len(pages) == 2
    assert largest(pages) <= LARGEST
