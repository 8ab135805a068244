"""What is kept of how a page came: as it was, at the price of a hundred bytes, and no longer than the page."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from store_builders import MINUTE, NOON, added, edited, hops, new, opened, page, same
from test_store_archive import news_page, rows

from watcher.errors import StoreError
from watcher.model import Hop, Page, Watch
from watcher.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as store:
        yield store


def long_hops(at: datetime, seed: int) -> tuple[Hop, ...]:
    """As large sites answer: with long policies, and what is new in each answer."""
    chance = random.Random(seed)
    token = "".join(chance.choices("0123456789abcdef", k=32))
    hosts = " ".join(f"https://part{number}.cdn.example" for number in range(60))
    return hops(
        at, ETag=f'"{token}"', Content_Security_Policy=f"script-src 'nonce-{token[:16]}' {hosts}",
        Report_To=f'{{"endpoints":[{{"url":"https://report.example/{token}"}}]}}', Age=str(seed), X_Request_Id=token,
    )  # fmt: skip


async def recorded(store: Store, watch: Watch, *pages: Page) -> None:
    """One revision for each page."""
    for number, one in enumerate(pages, start=1):
        at = one.fetched_at
        await store.memory.record(new(watch, at, page=one) if number == 1 else edited(watch, number, at, page=one))


def came(store: Store, watch: Watch, number: int) -> tuple[Hop, ...]:
    found = store.history.received(watch.id, number)
    assert found is not None
    return found.hops


async def test_how_a_page_came_comes_back_as_it_was(store: Store) -> None:
    watch = added(store)
    odd = hops(NOON, X_Place="M\xfcnchen", X_Empty="")
    await recorded(store, watch, page(hops=odd))
    found = store.history.received(watch.id, 1)
    assert found is not None
    assert (found.hops, found.shown, found.body) == (odd, False, page().body)
    plain = store.history.page_of(watch.id, 1)
    assert plain is not None
    assert plain.hops == ()


async def test_a_page_of_which_that_is_not_known_comes_without(store: Store) -> None:
    watch = added(store)
    await recorded(store, watch, page())
    assert came(store, watch, 1) == ()
    assert store.history.received(watch.id, 2) is None


async def test_each_revision_has_its_own_even_where_the_bytes_were_there_before(store: Store, tmp_path: Path) -> None:
    watch = added(store)
    times = [NOON + number * MINUTE for number in range(3)]
    bodies = (b"<p>one</p>" * 9, b"<p>two</p>" * 9, b"<p>one</p>" * 9)
    await recorded(store, watch, *(page(body, at, hops(at)) for body, at in zip(bodies, times, strict=True)))
    assert rows(tmp_path, "SELECT count(*) FROM pages") == [(2,)]
    assert [came(store, watch, number)[0].at for number in (1, 2, 3)] == times


async def test_an_edit_with_its_page_and_its_answer_takes_less_than_2_kb(store: Store, tmp_path: Path) -> None:
    watch = added(store)
    before = news_page(1)
    after = before[:50_000] + b"<p>The mayor denies it.</p>" + before[50_090:]
    await recorded(
        store, watch, page(before, NOON, long_hops(NOON, 1)), page(after, NOON + MINUTE, long_hops(NOON + MINUTE, 2))
    )
    sizes = [int(str(size)) for (size,) in rows(tmp_path, "SELECT length(body) FROM heads ORDER BY number")]
    assert sizes[1] < 300 < sizes[0] < 1_500
    ((page_size,),) = rows(tmp_path, "SELECT length(body) FROM pages WHERE id = 2")
    assert sizes[1] + int(str(page_size)) + 64 < 2_000


async def test_looks_at_an_unchanged_page_keep_no_answer(store: Store, tmp_path: Path) -> None:
    watch = added(store)
    await recorded(store, watch, page(hops=hops()))
    size = "SELECT sum(pgsize) FROM dbstat WHERE name IN ('heads', 'revisions')"
    before = rows(tmp_path, size)
    for minute in range(1, 100):
        at = NOON + minute * MINUTE
        await store.memory.record(same(watch, at, page=page(b"noise", at, hops(at))))
    assert rows(tmp_path, size) == before


async def test_an_answer_unlike_those_before_stands_by_itself(store: Store, tmp_path: Path) -> None:
    watch = added(store)
    pages = [page(b"<p>%d</p>" % n, NOON + n * MINUTE, long_hops(NOON + n * MINUTE, n)) for n in range(4)]
    chance = random.Random(7)
    noise = hops(NOON, **{f"X_{n}": "".join(chance.choices("abcdefghij", k=200)) for n in range(20)})
    await recorded(store, watch, *pages[:2], page(b"<p>n</p>", NOON + 5 * MINUTE, noise), *pages[2:])
    assert rows(tmp_path, "SELECT number, base FROM heads ORDER BY number")[:3] == [(1, None), (2, 1), (3, None)]
    assert came(store, watch, 3) == noise
    assert [came(store, watch, number) for number in (1, 2, 4, 5)] == [one.hops for one in pages]


async def test_what_rests_on_an_answer_that_is_thrown_away_stays_readable(store: Store, tmp_path: Path) -> None:
    watch = added(store)
    pages = [page(b"<p>%d</p>" % n * 9, NOON + n * MINUTE, long_hops(NOON + n * MINUTE, n)) for n in range(5)]
    await recorded(store, watch, *pages)
    limit = NOON + 2 * MINUTE
    store.care.pruned(pages=limit, histories=None, now=NOON + 9 * MINUTE, onward=lambda _: None)
    assert rows(tmp_path, "SELECT number, base FROM heads ORDER BY number") == [(3, None), (4, 3), (5, 3)]
    assert [came(store, watch, number) for number in (3, 4, 5)] == [one.hops for one in pages[2:]]
    assert store.history.received(watch.id, 1) is None
    assert store.care.verified(found=lambda flaw: None, onward=lambda _: None).flaws == 0


async def test_a_removed_article_takes_them_along(store: Store, tmp_path: Path) -> None:
    watch = added(store)
    await recorded(store, watch, page(hops=hops()))
    store.watches.remove(watch.id)
    assert rows(tmp_path, "SELECT count(*) FROM heads") == [(0,)]


async def test_a_damaged_answer_is_named_and_keeps_no_new_one_out(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        watch = added(store)
        await recorded(store, watch, page(hops=hops()))
    with closing(sqlite3.connect(tmp_path / "watcher.db")) as connection:
        connection.execute("UPDATE heads SET body = zeroblob(20)")
        connection.commit()
    with opened(tmp_path) as store:
        with pytest.raises(StoreError, match="watch 1: what is kept of the answer of revision 1 is damaged"):
            store.history.received(watch.id, 1)
        at = NOON + MINUTE
        await store.memory.record(edited(watch, 2, at, page=page(b"<p>2</p>", at, hops(at))))
        assert came(store, watch, 2) == hops(at)
