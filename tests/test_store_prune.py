"""What prune throws away, and that all that stays is as it was."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from store_builders import NOON, added, article, edited, new, opened, page

from watcher.model import Flaw, Pruned, Watch
from watcher.store import Store

DAY = timedelta(days=1)


def body(number: int) -> bytes:
    """A page that differs little from the others."""
    words = random.Random(7).choices(["river", "bank", "water", "flood", "mayor", "bridge"], k=900)
    words[number % 900] = f"edit {number}"
    return " ".join(words).encode()


async def grown(store: Store, count: int, name: str = "river", same: tuple[int, ...] = ()) -> Watch:
    """An article with a revision a day; the pages of those in `same` are that of the first."""
    watch = added(store, name)
    for number in range(1, count + 1):
        at = NOON + number * DAY
        of = {"article": article(f"Edit {number}."), "page": page(body(1 if number in same else number), at)}
        await store.memory.record(new(watch, at, **of) if number == 1 else edited(watch, number, at, **of))
    return watch


def prune(store: Store, pages: datetime | None, histories: datetime | None = None, *, dry: bool = False) -> Pruned:
    return store.care.pruned(pages=pages, histories=histories, now=NOON + 100 * DAY, dry=dry, onward=lambda _: None)


def flaws(store: Store) -> list[Flaw]:
    found: list[Flaw] = []
    store.care.verified(found=found.append, onward=lambda _: None)
    return found


def kept(store: Store, watch: Watch, count: int) -> list[int]:
    """The revisions whose pages can be read, each the page that was recorded."""
    pages = {number: store.history.page_of(watch.id, number) for number in range(1, count + 1)}
    for number, found in pages.items():
        assert found is None or found.body == body(number)
    return [number for number, found in pages.items() if found is not None]


@pytest.mark.parametrize("cut", [1, 2, 3, 8, 9, 16, 17, 21, 39, 40, 99])
async def test_pages_of_old_revisions_go_and_all_others_stay_readable(tmp_path: Path, cut: int) -> None:
    with opened(tmp_path) as store:
        watch = await grown(store, 40)
        before = store.history.revisions(watch.id)
        gone = prune(store, NOON + cut * DAY + DAY / 2)
        assert gone.pages == min(cut, 39)
        assert kept(store, watch, 40) == [*range(min(cut, 39) + 1, 41)]
        assert store.history.revisions(watch.id) == before
        assert flaws(store) == []
        assert prune(store, NOON + cut * DAY + DAY / 2) == Pruned()


async def test_of_what_rested_on_pages_that_go_one_stands_by_itself(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        await grown(store, 40)
        prune(store, NOON + 12 * DAY)
    with closing(sqlite3.connect(tmp_path / "watcher.db")) as connection:
        whole = connection.execute("SELECT count(*) FROM pages WHERE base IS NULL").fetchall()
    assert whole == [(1,)]


async def test_what_is_thrown_away_later_and_later_leaves_what_stays(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        watch = await grown(store, 40)
        for cut in range(1, 45, 4):
            prune(store, NOON + cut * DAY)
            assert flaws(store) == []
        assert kept(store, watch, 40) == [40]
        await store.memory.record(edited(watch, 41, NOON + 90 * DAY, page=page(body(41))))
        assert kept(store, watch, 41) == [40, 41]
        assert flaws(store) == []


async def test_a_page_that_a_younger_revision_was_read_from_stays(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        watch = await grown(store, 6, same=(5,))
        assert prune(store, NOON + 4 * DAY).pages == 2
        assert [store.history.page_of(watch.id, number) is not None for number in range(1, 7)] == [
            True,
            False,
            False,
            True,
            True,
            True,
        ]
        assert flaws(store) == []


async def test_a_dry_run_says_what_goes_and_changes_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        watch, other = await grown(store, 5), await grown(store, 3, "forest")
        tried = prune(store, NOON + 4 * DAY, dry=True)
        assert (tried.pages, tried.articles, tried.histories) == (5, 2, 0)
        assert tried.bytes > 1000
        assert (kept(store, watch, 5), kept(store, other, 3)) == ([1, 2, 3, 4, 5], [1, 2, 3])
        assert prune(store, NOON + 4 * DAY) == tried
        assert prune(store, NOON + 90 * DAY, NOON + 4 * DAY, dry=True).histories == 1


async def test_revisions_go_only_where_that_is_asked_for(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        old, young = await grown(store, 3), await grown(store, 9, "forest")
        never = added(store, "unread")
        prune(store, NOON + 90 * DAY)
        assert [len(store.history.revisions(watch.id)) for watch in (old, young)] == [3, 9]
        gone = prune(store, None, NOON + 5 * DAY)
        assert gone == Pruned(histories=1)
        assert [watch.id for watch in store.watches.listed()] == [young.id, never.id]
        assert (store.history.revisions(old.id), len(store.history.revisions(young.id))) == ([], 9)
        assert flaws(store) == []


async def test_a_page_that_is_lost_is_told_from_one_that_was_thrown_away(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        await grown(store, 4)
        prune(store, NOON + 2 * DAY + DAY / 2)
    with closing(sqlite3.connect(tmp_path / "watcher.db")) as connection:
        connection.execute("DELETE FROM pages WHERE number = 4")
        connection.commit()
    with opened(tmp_path) as store:
        assert [(flaw.number, flaw.what) for flaw in flaws(store)] == [(4, "its page is missing")]


async def test_nothing_is_thrown_away_on_which_a_damaged_page_rests(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        watch = await grown(store, 4)
    with closing(sqlite3.connect(tmp_path / "watcher.db")) as connection:
        connection.execute("UPDATE pages SET body = zeroblob(9) WHERE id = 3")
        connection.commit()
    with opened(tmp_path) as store:
        with pytest.raises(Exception, match="is damaged"):
            prune(store, NOON + 2 * DAY + DAY / 2)
        assert store.history.page_of(watch.id, 2) == page(body(2), NOON + 2 * DAY)


async def test_room_is_given_back_only_on_request(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        watch = added(store)
        for number in range(1, 9):
            at = NOON + number * DAY
            big = page(random.Random(number).randbytes(200_000), at)
            await store.memory.record(new(watch, at, page=big) if number == 1 else edited(watch, number, at, page=big))
        store.sweep()
        before = (tmp_path / "watcher.db").stat().st_size
        prune(store, NOON + 90 * DAY)
        store.sweep()
        assert (tmp_path / "watcher.db").stat().st_size == before
        with store.claim_daemon():
            freed = store.care.vacuumed()
        store.sweep()
        assert (tmp_path / "watcher.db").stat().st_size == before - freed < before / 3
        assert flaws(store) == []
