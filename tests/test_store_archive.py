from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_builders import MINUTE, NOON, added, edited, new, opened, page, same

from watcher.errors import StoreError
from watcher.model import Watch
from watcher.store import Store
from watcher.store.archive import LONGEST_RUN, compressed, decompressed


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as store:
        yield store


def news_page(seed: int, size: int = 100_000) -> bytes:
    """Words in markup, as little repetitive as a real page."""
    chance = random.Random(seed)
    words = ["".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=chance.randint(2, 9))) for _ in range(4000)]
    text = b""
    while len(text) < size:
        sentence = " ".join(chance.choices(words, k=20))
        text += f'<p class="p{chance.randint(1, 10**9)}">{sentence}.</p>\n'.encode()
    return text[:size]


def rows(folder: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / "watcher.db")) as connection:
        return connection.execute(sql).fetchall()


async def recorded(store: Store, watch: Watch, *bodies: bytes) -> None:
    """One revision for each body."""
    for number, body in enumerate(bodies, start=1):
        at = NOON + number * MINUTE
        build = new(watch, at, page=page(body, at)) if number == 1 else edited(watch, number, at, page=page(body, at))
        await store.memory.record(build)


@given(st.binary(max_size=3000), st.binary(max_size=3000))
def test_any_body_survives_any_prefix(body: bytes, prefix: bytes) -> None:
    assert decompressed(compressed(body, prefix), prefix) == body


def test_pages_of_megabytes_are_compressed_against_each_other_too() -> None:
    before = random.Random(1).randbytes(3_000_000)
    after = before[:1_500_000] + b"edited" + before[1_500_000:]
    assert len(compressed(after, before)) < 30_000
    assert decompressed(compressed(after, before), before) == after


async def test_a_page_comes_back_as_it_was(store: Store) -> None:
    watch = added(store)
    await store.memory.record(new(watch, page=page()))
    assert store.history.page_of(watch.id, 1) == page()


async def test_a_revision_without_a_page_has_none(store: Store) -> None:
    watch = added(store)
    await store.memory.record(new(watch))
    assert store.history.page_of(watch.id, 1) is None
    assert store.history.page_of(watch.id, 2) is None


async def test_a_one_sentence_edit_of_a_100_kb_page_takes_less_than_2_kb(store: Store, tmp_path: Path) -> None:
    watch = added(store)
    before = news_page(1)
    after = before[:50_000] + b"<p>The mayor denies it.</p>" + before[50_090:]
    await recorded(store, watch, before, after)
    sizes = rows(tmp_path, "SELECT size, length(body) FROM pages ORDER BY id")
    assert sizes[0][0] == 100_000
    assert int(str(sizes[1][1])) < 2_000
    found = store.history.page_of(watch.id, 2)
    assert found
    assert found.body == after


async def test_looks_at_an_unchanged_page_store_no_content(store: Store, tmp_path: Path) -> None:
    watch = added(store)
    body = news_page(1)
    await store.memory.record(new(watch, page=page(body)))
    size = "SELECT sum(pgsize) FROM dbstat WHERE name IN ('pages', 'articles', 'revisions', 'looks')"
    before = rows(tmp_path, size)
    for minute in range(1, 200):
        at = NOON + minute * MINUTE
        await store.memory.record(same(watch, at, page=page(body + b"noise %d" % minute, at)))
    assert rows(tmp_path, size) == before


async def test_the_same_bytes_are_kept_once(store: Store, tmp_path: Path) -> None:
    watch = added(store)
    first, second = news_page(1), news_page(2)
    await recorded(store, watch, first, second, first)
    assert rows(tmp_path, "SELECT count(*) FROM pages") == [(2,)]
    assert [found.body for n in (1, 2, 3) if (found := store.history.page_of(watch.id, n))] == [first, second, first]


async def test_a_long_history_of_pages_stays_readable_and_never_hangs_on_one_page(store: Store, tmp_path: Path) -> None:
    watch = added(store)
    bodies = [news_page(1, 5_000) + b"<p>edit %d</p>" % edit for edit in range(2 * LONGEST_RUN + 3)]
    await recorded(store, watch, *bodies)
    assert [found.body for n in range(1, len(bodies) + 1) if (found := store.history.page_of(watch.id, n))] == bodies
    whole = [(1,), (LONGEST_RUN + 1,), (2 * LONGEST_RUN + 1,)]
    assert rows(tmp_path, "SELECT id FROM pages WHERE base IS NULL") == whole
    steps = """
        WITH RECURSIVE line (number, steps) AS (
            SELECT number, 1 FROM pages WHERE base IS NULL
            UNION ALL SELECT pages.number, steps + 1 FROM line JOIN pages ON base = line.number
        ) SELECT count(*), max(steps) FROM line
    """
    assert rows(tmp_path, steps) == [(2 * LONGEST_RUN + 3, 18)]


async def test_an_empty_page_is_kept_like_any_other(store: Store) -> None:
    watch = added(store)
    await recorded(store, watch, b"", news_page(1), b"tiny", b"")
    assert [found.body for n in (1, 2, 3, 4) if (found := store.history.page_of(watch.id, n))] == [
        b"",
        news_page(1),
        b"tiny",
        b"",
    ]


@pytest.mark.parametrize("damage", ["body = zeroblob(20)", "body = (SELECT body FROM pages WHERE id = 2)"])
async def test_a_damaged_page_is_named_and_does_not_keep_new_ones_out(damage: str, tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        watch, other = added(store), added(store, "forest")
        await store.memory.record(new(watch, page=page(news_page(1))))
        await store.memory.record(new(other, page=page(news_page(2))))
    with closing(sqlite3.connect(tmp_path / "watcher.db")) as connection:
        connection.execute(f"UPDATE pages SET {damage} WHERE id = 1")
        connection.commit()
    with opened(tmp_path) as store:
        with pytest.raises(StoreError, match=r"watch 1: the stored page .* is damaged"):
            store.history.page_of(watch.id, 1)
        await store.memory.record(edited(watch, 2, page=page(news_page(3))))
        assert store.history.page_of(watch.id, 2) == page(news_page(3))


async def test_a_page_that_was_thrown_away_is_not_kept_and_not_missed(store: Store, tmp_path: Path) -> None:
    watch = added(store)
    await recorded(store, watch, news_page(1))
    with closing(sqlite3.connect(tmp_path / "watcher.db")) as connection:
        connection.execute("DELETE FROM pages")
        connection.commit()
    assert store.history.page_of(watch.id, 1) is None
    await store.memory.record(edited(watch, 2, page=page(news_page(2))))
    assert store.history.page_of(watch.id, 2) == page(news_page(2))
