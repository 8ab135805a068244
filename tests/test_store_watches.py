from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from msgspec import structs
from store_builders import MINUTE, NOON, added, alert, edited, gone, new, opened, page, same

from watcher.model import Event, Outcome, Standing, State, Suspicion, Turn, Validators, WatchId
from watcher.store import Store
from watcher.store.queries import Queries
from watcher.store.watches import Watches
from watcher.urls import identity


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as store:
        yield store


@pytest.mark.parametrize("ask", [Watches.look_soon, Watches.resume])
async def test_a_look_that_is_asked_for_while_one_is_under_way_comes(
    store: Store, ask: Callable[[Watches, WatchId, datetime], bool]
) -> None:
    watch = added(store)
    assert ask(store.watches, watch.id, NOON + MINUTE)
    await store.memory.record(new(structs.replace(watch, due_at=NOON + 60 * MINUTE), NOON + 2 * MINUTE))
    (waiting,) = store.watches.listed()
    assert waiting.due_at == NOON + MINUTE
    await store.memory.record(same(structs.replace(waiting, due_at=NOON + 60 * MINUTE), NOON + 3 * MINUTE))
    assert store.watches.listed()[0].due_at == NOON + 60 * MINUTE


def test_a_watch_comes_back_as_it_was_added(store: Store) -> None:
    watch, new = store.watches.add(
        "http://www.river.example:8080/story",
        key="river.example/story",
        site="river.example",
        tags=("water", "a"),
        every=timedelta(minutes=30),
        note="the dam",
        now=NOON,
    )
    assert new
    assert (watch.url, watch.key, watch.site) == (
        "http://www.river.example:8080/story",
        "river.example/story",
        "river.example",
    )
    assert (watch.tags, watch.every, watch.note) == (("a", "water"), timedelta(minutes=30), "the dam")
    assert (watch.added_at, watch.due_at) == (NOON, NOON)
    assert (watch.state, watch.standing, watch.looked_at) == (State.ACTIVE, Standing.UNSEEN, None)
    assert store.watches.by_id(watch.id) == store.watches.by_key(watch.key) == watch
    assert store.watches.listed() == [watch]


def test_an_article_is_watched_once_and_its_tags_are_merged(store: Store) -> None:
    first = added(store, tags=("a",), note="mine")
    again, new = store.watches.add(
        "http://river.example/amp", key=first.key, site="x", tags=("b", "a"), now=NOON + MINUTE
    )
    assert not new
    assert again == structs.replace(first, tags=("a", "b"))


def test_watches_are_listed_by_tag_and_state_and_in_portions(store: Store) -> None:
    one, two, three = added(store, "one", tags=("x",)), added(store, "two", tags=("x", "y")), added(store, "three")
    store.watches.pause(two.id)
    paused = structs.replace(two, state=State.PAUSED)
    assert store.watches.listed(tag="x") == [one, paused]
    assert store.watches.listed(state=State.PAUSED) == [paused]
    assert store.watches.listed(tag="x", state=State.ACTIVE) == [one]
    assert store.watches.listed(limit=2) == [one, paused]
    assert store.watches.listed(after=two.id, limit=2) == [three]


def test_tags_are_added_and_removed(store: Store) -> None:
    watch = added(store, tags=("a", "b"))
    assert store.watches.set_tags(watch.id, add=("c", "b"), remove=("a", "z"))
    assert store.watches.listed() == [structs.replace(watch, tags=("b", "c"))]


def test_a_paused_watch_is_not_due_and_a_resumed_one_is_due_now(store: Store) -> None:
    watch = added(store)
    assert store.watches.pause(watch.id)
    assert store.rounds.due(NOON, 10) == []
    assert store.rounds.next_due() is None
    assert store.watches.resume(watch.id, NOON + MINUTE)
    assert store.rounds.next_due() == NOON + MINUTE


def test_what_is_not_there_cannot_be_changed(store: Store) -> None:
    nobody = WatchId(77)
    assert store.watches.by_id(nobody) is None
    assert store.watches.by_key("nowhere") is None
    assert not store.watches.pause(nobody)
    assert not store.watches.resume(nobody, NOON)
    assert not store.watches.remove(nobody)
    assert not store.watches.set_tags(nobody, add=("a",))


async def test_a_removed_watch_leaves_nothing_and_its_number_is_not_given_again(store: Store, tmp_path: Path) -> None:
    watch = added(store, tags=("a",))
    await store.memory.record(new(watch, page=page(b"one " * 500), alerts=(alert(),)))
    await store.memory.record(edited(watch, 2, page=page(b"one " * 499 + b"two"), alerts=(alert("desk", 0),)))
    await store.memory.record(same(watch, event=gone(), alerts=(alert("mail"),)))
    assert store.watches.remove(watch.id)
    with closing(sqlite3.connect(tmp_path / "watcher.db")) as connection:
        named = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'passages'"  # which cannot be scanned
        tables = [t for (t,) in connection.execute(named)]
        left = {t for t in tables if connection.execute(f"SELECT count(*) FROM {t}").fetchone() != (0,)}
    index = {
        f"passages_{part}" for part in ("config", "data", "idx")
    }  # its structure, and what its next merge clears away
    told = {"addressees", "sorts"}  # of subscriptions, which stay, and of what kinds edits are
    assert left == {"_sqlite_migrations", "sqlite_sequence", *index, *told}
    assert store.search.hits("river", limit=1) == []
    assert added(store).id > watch.id


def test_due_watches_come_by_host_and_the_earliest_first(store: Store) -> None:
    late = added(store, "river", now=NOON + 3 * MINUTE)
    other = added(store, "forest", now=NOON + 2 * MINUTE)
    early = store.watches.add("https://river.example/b", key="b", site="river.example", now=NOON + MINUTE)[0]
    added(store, "later", now=NOON + 10 * MINUTE)
    rounds = store.rounds.due(NOON + 5 * MINUTE, 10)
    assert [(r.host, r.watches) for r in rounds] == [("river.example", (early, late)), ("forest.example", (other,))]
    assert [r.watches for r in store.rounds.due(NOON + 5 * MINUTE, 2)] == [(early,), (other,)]
    assert store.rounds.next_due() == early.due_at


async def test_a_due_watch_comes_with_all_that_is_known_of_it(store: Store) -> None:
    plain, other = added(store), added(store, "lake", tags=("water", "a", 'the "dam"'), every=MINUTE / 7, note="Fluß")
    doubted = structs.replace(
        other, due_at=NOON, looked_at=NOON, young_since=NOON - MINUTE, standing=Standing.PRESENT, failures=2,
        failing_since=NOON - MINUTE, suspicion=Suspicion(likeness="wall", since=NOON),
        validators=Validators(etag='W/"1"', last_modified="yesterday"), fingerprint="f" * 64,
        turns=(Turn(number=2, position=0, what="title", gone="a", come="b", at=NOON, until=NOON + MINUTE),),
    )  # fmt: skip
    await store.memory.record(same(doubted, NOON))
    store.watches.snooze(other.id, NOON + 2 * MINUTE)
    store.watches.mute(other.id, NOON + 3 * MINUTE, NOON)
    due = {watch.id: watch for round_ in store.rounds.due(NOON, 10) for watch in round_.watches}
    assert due == {watch: store.watches.by_id(watch) for watch in (plain.id, other.id)}
    assert due[other.id].turns == doubted.turns
    assert due[other.id].tags == ("a", 'the "dam"', "water")


def test_hosts_that_are_being_visited_do_not_hide_the_others(store: Store) -> None:
    for number in range(20):
        store.watches.add(f"https://river.example/{number}", key=f"{number}", site="river.example", now=NOON)
    other = added(store, "forest", now=NOON + MINUTE)
    rounds = store.rounds.due(NOON + MINUTE, 5, visited={"river.example", "nobody.example"})
    assert [r.watches for r in rounds] == [(other,)]


def test_a_host_with_many_due_watches_leaves_room_for_others(store: Store) -> None:
    for number in range(20):
        store.watches.add(f"https://river.example/{number}", key=f"{number}", site="river.example", now=NOON)
    other = added(store, "forest", now=NOON + MINUTE)
    rounds = store.rounds.due(NOON + MINUTE, 5, per_host=3)
    assert [(found.host, len(found.watches)) for found in rounds] == [("river.example", 3), ("forest.example", 1)]
    assert rounds[1].watches == (other,)


def test_the_due_among_ten_thousand_are_found_by_index(tmp_path: Path) -> None:
    opened(tmp_path).close()
    statements = Queries("watches").statements
    values = {"site": "", "note": "", "every": None, "now": "2026-05-04T12:00:00.000000Z"}
    values["due_at"] = values["now"]
    with closing(sqlite3.connect(tmp_path / "watcher.db")) as connection:
        for number in range(10_000):
            own = {"url": f"https://h{number % 50}.example/", "key": f"{number}", "host": f"h{number % 50}.example"}
            connection.execute(statements["add"].sql, values | own)
        connection.commit()
        plan = connection.execute(f"EXPLAIN QUERY PLAN {statements['due'].sql}", Anything()).fetchall()
    steps = [step[3] for step in plan]
    assert "SEARCH watches USING COVERING INDEX watches_due (due_at<?)" in steps
    assert "SEARCH watches USING INTEGER PRIMARY KEY (rowid=?)" in steps
    assert "SCAN watches" not in steps
    with opened(tmp_path) as store:
        assert sum(len(found.watches) for found in store.rounds.due(NOON, 100)) == 100


class Anything(dict[str, None]):
    """A value for every parameter."""

    def __missing__(self, name: str) -> None:
        return None


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("history", "last"),
        ("record", "look_states"),
        ("record", "steady_states"),
        ("record", "extend_looks"),
        ("record", "extend_steady"),
        ("record", "begin_looks"),
        ("record", "seen_again"),
        ("archive", "kept"),
        ("outbox", "due_again"),
        ("outbox", "lease"),
        ("outbox", "collect"),
        ("letters", "bundled"),
    ],
)
def test_no_statement_of_a_look_reads_a_whole_table(file: str, name: str, tmp_path: Path) -> None:
    opened(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / "watcher.db")) as connection:
        sql = f"EXPLAIN QUERY PLAN {Queries(file).statements[name].sql}"
        plan = [step[3] for step in connection.execute(sql, Anything())]
    assert not [step for step in plan if step.startswith("SCAN") and "VIRTUAL TABLE" not in step]


def test_adding_a_known_article_again_skips_no_number(store: Store) -> None:
    numbers = [
        store.watches.add(f"https://a.example/{key}", key=key, site="a.example", now=NOON)[0].id for key in "aab"
    ]
    assert numbers == [1, 1, 2]


async def test_an_article_that_moved_is_one_watch_under_either_address(store: Store) -> None:
    watch = added(store)
    moved = "https://river.example/news/the-river-rises"
    await store.memory.record(new(watch))
    there = structs.replace(watch, url=moved)
    away = Event(kind="article.redirected", at=NOON, seen_after=NOON, why="301", url=moved)
    await store.memory.record(same(there, outcome=Outcome.REDIRECTED, event=away))
    key = identity(moved)
    again, is_new = store.watches.add(moved, key=key, site="river.example", tags=("zh",), now=NOON)
    assert (again.id, again.key, again.tags, is_new) == (watch.id, watch.key, ("zh",), False)
    assert store.watches.by_key(key) == store.watches.by_key(watch.key) == store.watches.by_id(watch.id)
    assert store.watches.remove(watch.id)
    assert store.watches.by_key(key) is None


async def test_two_watches_whose_articles_became_one_stay_two(store: Store) -> None:
    first, second = added(store), added(store, "lake")
    await store.memory.record(new(structs.replace(first, url=second.url)))
    found = store.watches.by_key(second.key)
    assert found
    assert found.id == second.id
