"""The stream and the sums of each site are what recording, moving and removing make of them: as if counted anew."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs
from older_stores import by_text, unpacked
from store_builders import MINUTE, NOON, added, article, change, edited, gone, new, opened, repacked, same

from watcher.model import Event, Outcome, WatchId, Weight
from watcher.store import Store, articles, migrate, schema
from watcher.store.codec import instant
from watcher.store.sqlite import writable

SITES = ("river.example", "forest.example", "town.example")
EARLIER = [step for step in schema.STEPS if step[0] < "0016"]
STREAM = (
    "SELECT at, watch_id, number, event_id, sites.site, weight, sorts.stealth, sorts.bumped, language, kinds, facts,"
    " window FROM stream JOIN sites ON sites.id = stream.site JOIN sorts ON sorts.id = sort"
)
SUMS = "SELECT site, articles, edited, gone, edits, major, stealth, bumped FROM sites"
EARLY = NOON - timedelta(days=400)

ACTS = st.lists(
    st.tuples(
        st.sampled_from(("edit", "edit", "edit", "event", "move", "remove", "reread", "prune")),
        st.integers(1, 3),
        st.integers(0, 40),
    ),
    max_size=25,
)


def rows(database: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return sorted(connection.execute(sql), key=repr)


def recounted(store: Store) -> list[tuple[Any, ...]]:
    """What should stand in the stream, from all that was recorded."""
    told: list[tuple[Any, ...]] = []
    for watch in store.watches.listed():
        for one in store.history.revisions(watch.id, 2):
            assert one.seen_after is not None
            kinds = dict.fromkeys(change.kind for change in one.changes)
            told.append((
                instant(one.first_seen_at), watch.id, one.number, 0, watch.site, one.weight.value, int(one.stealth),
                int(one.bumped), one.article.language or "", commas(kinds), commas(one.facts),
                round((one.first_seen_at - one.seen_after).total_seconds()),
            ))  # fmt: skip
        for number, event in store.history.numbered_events(watch.id):
            told.append((instant(event.at), watch.id, 0, number, watch.site, "", 0, 0, "", f",{event.kind},", "", None))
    return sorted(told, key=repr)


def commas(words: Iterable[str]) -> str:
    return "".join(f",{word}" for word in words) + "," * bool(words)


async def play(store: Store, acts: list[tuple[str, int, int]]) -> None:
    """Three watches, each with a first revision, and then what the acts say."""
    ids = {}
    for number in (1, 2, 3):
        first = added(store, f"story{number}")
        ids[number] = first.id
        await store.memory.record(new(first, NOON))
    for minute, (act, number, what) in enumerate(acts, 1):
        at = NOON + minute * 37 * MINUTE
        watch = store.watches.by_id(ids[number])
        if watch is None:
            continue
        last = store.history.revisions(watch.id)[-1].number
        if act == "remove":
            store.watches.remove(watch.id)
        elif act == "move":
            await store.memory.record(same(structs.replace(watch, site=SITES[what % 3]), at))
        elif act == "event":
            kind = "article.gone" if what % 2 else "article.restored"
            event = Event(kind=kind, at=at, seen_after=None, why="")
            await store.memory.record(same(watch, at, outcome=Outcome.GONE, event=event))
        elif act == "reread" and last > 1:
            await store.memory.record(same(watch, at, reread=replace(article(), language="zh"), extractor="2"))
        elif act == "edit":
            weight = tuple(Weight)[what % 3]
            changes = (change(weight=weight), change("link.added", Weight.COSMETIC))[: 1 + what % 2]
            options = {"stealth": what % 5 == 0, "bumped": what % 7 == 0, "seen_after": at - what * MINUTE}
            await store.memory.record(edited(watch, last + 1, at, changes=changes, **options))
        elif act == "prune":
            with closing(writable(store.path)) as connection:
                oldest = "SELECT min(number) FROM revisions WHERE watch_id = :id AND number > 1 AND number < :last"
                of = {"id": watch.id, "last": last}
                texts = {one.number: one.text for one in articles.run(connection, watch.id, 1, last)}
                sql = f"DELETE FROM revisions WHERE watch_id = :id AND number = ({oldest}) RETURNING number"
                for (gone_,) in connection.execute(sql, of).fetchall():
                    del texts[gone_]
                repacked(connection, watch.id, texts)


@given(acts=ACTS)
@settings(max_examples=40)
def test_sums_are_what_a_recount_gives(acts: list[tuple[str, int, int]]) -> None:
    with TemporaryDirectory() as folder, opened(Path(folder)) as store:
        asyncio.run(play(store, acts))
        assert store.sites.figures() == store.sites.figures(since=EARLY)
        assert rows(store.path, STREAM) == recounted(store)
        assert len(store.history.entries()) == len(recounted(store))


@given(acts=ACTS)
@settings(max_examples=10)
def test_a_database_from_before_has_the_same_sums(acts: list[tuple[str, int, int]]) -> None:
    with TemporaryDirectory() as folder, opened(Path(folder)) as store:
        asyncio.run(play(store, acts))
        before = Path(folder) / "before.db"
        with closing(writable(before)) as connection:
            migrate.upgrade(connection, before, EARLIER)
            connection.execute("ATTACH ? AS today", (str(store.path),))
            for table in ("watches", "events"):
                had = [row[0] for row in connection.execute("SELECT name FROM pragma_table_info(?, 'main')", (table,))]
                names = ", ".join(had)
                connection.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM today.{table}")
            connection.execute("DETACH today")
            by_text(store.path, connection)
            unpacked(store.path, connection)
            migrate.upgrade(connection, before)
        for shown in (STREAM, SUMS):
            assert rows(before, shown) == rows(store.path, shown)
        kept = "SELECT * FROM site_hours WHERE edits > 0"
        assert rows(before, kept) == rows(store.path, kept)


async def test_sites_are_walked_once_each_the_most_edited_first(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        for number in range(7):
            watch = added(store, f"site{number}")
            await store.memory.record(new(watch))
            for edit in range(number // 3):
                await store.memory.record(edited(watch, 2 + edit, NOON + edit * MINUTE))
        whole, seen = store.sites.figures(), store.sites.figures(limit=2)
        while more := store.sites.figures(limit=2, after=(seen[-1].edits, seen[-1].site)):
            seen += more
        assert seen == whole
        assert [site.site for site in whole[:2]] == ["site6.example", "site3.example"]
        counted = store.sites.figures(since=EARLY, limit=2, after=(whole[1].edits, whole[1].site))
        assert counted == whole[2:4]


async def test_an_article_is_gone_once_however_often_it_goes(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        watch = added(store)
        for minute in range(3):
            at = NOON + minute * MINUTE
            await store.memory.record(same(watch, at, outcome=Outcome.GONE, event=gone(at)))
        assert [site.gone for site in store.sites.figures()] == [1]
        store.watches.remove(WatchId(watch.id))
        assert (store.sites.figures(), rows(store.path, "SELECT * FROM stream")) == ([], [])
