"""What verify finds: every byte that is not as it was recorded."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from older_stores import as_of
from store_builders import MINUTE, NOON, added, article, change, edited, hops, new, opened, page, rewritten, same

from watcher.model import Flaw, Verified

TABLES = ("revisions", "articles", "notices", "pages", "seals", "heads", "stream", "sorts")
# Row ids that nothing refers to say nothing; what people filter by besides kinds is not looked over.
UNTOLD = {
    ("pages", "id"), ("stream", "site"), ("stream", "window"),
    *(("sorts", name) for name in ("weight", "stealth", "bumped", "language", "facts")),
}  # fmt: skip
COLUMNS = "SELECT name, pk FROM pragma_table_info(?)"


async def recorded(folder: Path, *, answered: bool = False) -> Path:
    """Two articles, one of them with three revisions of which each but the first has changes; seen again after each.
    Where `answered`, of each it is kept how its page came."""
    with opened(folder) as store:
        for name in ("river", "forest"):
            watch = added(store, name)
            for number in (1, 2, 3):
                at = NOON + number * MINUTE
                of = {
                    "article": article(f"The water stands at {number} metres."),
                    "page": page(
                        b"<p>The water stands at %d metres, and rises.</p>" % number * 40,
                        at,
                        hops(at) if answered else (),
                    ),
                }
                found = new(watch, at, **of) if number == 1 else edited(watch, number, at, **of)
                await store.memory.record(found)
                await store.memory.record(same(watch, at + MINUTE / 2))
                if name == "forest":
                    break
    return folder / "watcher.db"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return asyncio.run(recorded(tmp_path_factory.mktemp("made"), answered=True))


@pytest.fixture
def database(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path / "watcher.db"))


def flaws(database: Path) -> list[Flaw]:
    return looked_over(database)[1]


def looked_over(database: Path) -> tuple[Verified, list[Flaw]]:
    found: list[Flaw] = []
    with opened(database.parent, readonly=True) as store:
        seen = store.care.verified(found=found.append, onward=lambda _: None)
    assert seen.flaws == len(found)
    return seen, found


def changed(database: Path, *statements: str, **values: object) -> None:
    """As somebody would who has the file and no watcher: without the database's own rules."""
    with closing(sqlite3.connect(database)) as connection:
        for statement in statements:
            connection.execute(statement, values)
        connection.commit()


def cells(database: Path) -> Iterator[tuple[str, str, tuple[object, ...], str, object]]:
    """Every stored value of revisions: table, column, key, the condition that names the row by its key, value."""
    with closing(sqlite3.connect(database)) as connection:
        for table in TABLES:
            columns = connection.execute(COLUMNS, (table,)).fetchall()
            keys = [name for name, pk in columns if pk]
            where = " AND ".join(f"{name} = ?" for name in keys)
            for row in connection.execute(f"SELECT {', '.join(keys)}, * FROM {table}").fetchall():
                for (name, _), value in zip(columns, row[len(keys) :], strict=True):
                    if (table, name) not in UNTOLD:
                        yield table, name, row[: len(keys)], where, value


def altered(value: object) -> Iterator[tuple[str, object]]:
    """Other values, little different, as SQL and what is bound there; texts by their bytes, whole characters or not."""
    if isinstance(value, int):
        yield from (("?", value + 1), ("?", value - 1), ("?", -value - 2))
    elif value is None:
        yield from (("?", 7), ("?", b"x"), ("?", "x"))
    else:
        raw = value.encode() if isinstance(value, str) else bytes(value)  # type: ignore[call-overload]
        kind = "CAST(? AS TEXT)" if isinstance(value, str) else "?"
        for place in sorted({0, len(raw) // 2, len(raw) - 1}):
            for bit in (1, 128):
                yield kind, raw[:place] + bytes([raw[place] ^ bit]) + raw[place + 1 :]
        yield kind, raw[:-1]
        yield kind, raw + b" "


def test_what_was_recorded_has_no_flaw(database: Path) -> None:
    assert looked_over(database) == (Verified(watches=2, revisions=4, pages=4), [])


def test_any_changed_value_of_a_revision_is_found(database: Path) -> None:
    tried, missed = 0, []
    kept = database.read_bytes()
    for table, name, key, where, value in list(cells(database)):
        for sql, other in altered(value):
            database.write_bytes(kept)
            try:
                altered_cell(database, f"UPDATE {table} SET {name} = {sql} WHERE {where}", (other, *key))
            except sqlite3.IntegrityError:  # another kind of value, the key of another row: nobody can store that
                continue
            tried += 1
            if not flaws(database):
                missed.append((table, name, key, other))
    assert missed == []
    assert tried > 500


def altered_cell(database: Path, sql: str, values: tuple[object, ...]) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(sql, values)
        connection.commit()


@pytest.mark.parametrize(
    ("statement", "number", "what"),
    [
        (
            "UPDATE articles SET body = zeroblob(30) WHERE number = 1",
            3,
            "cannot be read any more, or one that it rests",
        ),
        ("UPDATE articles SET base = 2 WHERE number = 2", 2, "its article cannot be read any more"),
        ("UPDATE sorts SET kinds = ',kicker.edited,'", 3, "what stands beside its article was changed"),
        ("UPDATE sorts SET kinds = ''", 3, "what stands beside its article was changed"),
        ("DELETE FROM stream WHERE number = 3", 3, "what stands beside its article was changed"),
        ("INSERT INTO notices VALUES (1, 3)", 3, "what stands beside its article was changed"),
        ("UPDATE revisions SET stealth = 1 WHERE number = 2", 2, "what stands beside its article was changed"),
        ("UPDATE revisions SET last_seen_at = first_seen_at WHERE number = 2", 3, "when revision 2 was last seen"),
        ("UPDATE revisions SET last_seen_at = last_seen_at + 1 WHERE number = 3", 3, "not what the looks tell"),
        ("UPDATE watches SET title = 'Rivers' WHERE id = 1", 3, "the headline in lists is not its own"),
        ("UPDATE seals SET seal = zeroblob(32) WHERE number = 2", 3, "what stands beside its article was changed"),
        ("UPDATE pages SET body = zeroblob(30) WHERE id = 2", 2, "its page cannot be read any more"),
        (
            "UPDATE pages SET came = replace(came, '200', '404') WHERE id = 1",
            1,
            "beside the bytes is not what was recorded",
        ),
        ("DELETE FROM pages WHERE id = 3", 3, "its page is missing"),
        ("DELETE FROM heads WHERE number = 3", 3, "asked for and answered is missing"),
        ("UPDATE heads SET base = NULL WHERE number = 2", 2, "asked for and answered is not what was recorded"),
        ("UPDATE heads SET base = 3 WHERE number = 3", 3, "asked for and answered is not what was recorded"),
        ("UPDATE revisions SET heads = NULL WHERE number = 2", 2, "what stands beside its article was changed"),
        ("INSERT INTO heads SELECT 1, 9, NULL, body FROM heads WHERE number = 2", 9, "an answer belongs to"),
        ("DELETE FROM revisions WHERE number = 2", 2, "it is missing"),
        ("DELETE FROM articles WHERE number = 3", 3, "its article is missing"),
        ("DELETE FROM seals WHERE number = 3", 3, "its seal is missing"),
        ("UPDATE articles SET id = 77 WHERE number = 3", 3, "the search does not know it"),
        ("INSERT INTO articles VALUES (77, 1, 4, 3, zeroblob(9))", 4, "an article belongs to nothing"),
        ("DELETE FROM revisions WHERE number = 3", 3, "a seal belongs to nothing"),
    ],
)
def test_a_flaw_says_which_revision_has_it_and_what_it_is(
    database: Path, statement: str, number: int, what: str
) -> None:
    changed(database, statement)
    found = flaws(database)
    assert any(flaw.watch_id == 1 and flaw.number == number and what in flaw.what for flaw in found), found


def test_changed_words_are_found_in_the_article_and_in_its_changes(database: Path) -> None:
    rewritten(database, "2 metres", "3 metres", number=2)
    rewritten(database, "falls", "stands", number=3)
    assert [(flaw.number, flaw.what[:34]) for flaw in flaws(database)] == [
        (2, "its article is not the one that wa"), (3, "what stands beside its article was"),
    ]  # fmt: skip


def test_one_changed_article_is_one_flaw(database: Path) -> None:
    rewritten(database, "1 metres", "7 metres")
    assert [(flaw.watch_id, flaw.number) for flaw in flaws(database)] == [(1, 1)]


def test_rows_that_belong_to_nothing_are_named(database: Path) -> None:
    changed(
        database,
        "INSERT INTO tags (watch_id, tag) VALUES (9, 'river')",
        "INSERT INTO pages SELECT 77, 1, 77, NULL, 0, size, fetched_at, came, seal, body FROM pages WHERE id = 1",
    )
    told = [flaw.what for flaw in flaws(database)]
    assert "a row of the table tags belongs to nothing in watches" in told
    assert "a page belongs to nothing" in told


def test_pages_that_stand_on_each_other_end_the_search_for_their_foundation(database: Path) -> None:
    changed(
        database,
        "UPDATE pages SET base = 3 WHERE id = 2",
        "UPDATE pages SET base = 1 WHERE id = 1",
    )
    assert {flaw.number for flaw in flaws(database)} == {1, 2, 3}


def test_a_search_index_that_lags_is_found(database: Path) -> None:
    changed(database, "INSERT INTO passages (passages) VALUES ('delete-all')")
    assert [flaw.what for flaw in flaws(database)] == ["the search does not know it"] * 4


def test_a_damaged_search_index_is_found(database: Path) -> None:
    changed(database, "UPDATE passages_data SET block = zeroblob(length(block)) WHERE id > 10")
    assert "the search index is damaged; searches may miss something" in [flaw.what for flaw in flaws(database)]


def test_a_damaged_file_is_looked_over_as_far_as_it_can_be(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        more = "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 5000)"
        connection.execute(f"INSERT INTO notices {more} SELECT 1, n + 100 FROM n")
        connection.commit()
        leaf = "SELECT pageno FROM dbstat WHERE name = 'notices' AND pagetype = 'leaf' ORDER BY path LIMIT 1"
        (first,) = connection.execute(leaf).fetchone()
    place = (first - 1) * size
    raw = bytearray(database.read_bytes())
    raw[place : place + size] = b"\xff" * size
    database.write_bytes(raw)
    told = flaws(database)
    assert any("database file" in flaw.what for flaw in told)
    assert {flaw.watch_id for flaw in told if "cannot be read" in flaw.what} == {None, 1}


async def test_a_revision_that_is_read_anew_is_sealed_anew(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        watch = added(store)
        await store.memory.record(new(watch))
        await store.memory.record(edited(watch, 2, NOON + MINUTE))
        anew = article("The water stands at 2.40 metres.")
        await store.memory.record(same(watch, NOON + 2 * MINUTE, reread=anew, extractor="2"))
        await store.memory.record(edited(watch, 3, NOON + 3 * MINUTE, changes=(change(), change("caption.edited"))))
        await store.memory.record(same(watch, NOON + 2 * MINUTE))  # of another look that was slower
    assert flaws(tmp_path / "watcher.db") == []


async def test_a_clock_that_was_wrong_for_a_while_is_no_flaw(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        watch = added(store)
        await store.memory.record(new(watch))
        await store.memory.record(same(watch, NOON + timedelta(days=365)))
        await store.memory.record(edited(watch, 2, NOON + MINUTE, seen_after=NOON))
        await store.memory.record(same(watch, NOON))
    assert flaws(tmp_path / "watcher.db") == []


async def test_what_a_database_held_before_seals_is_sealed(tmp_path: Path) -> None:
    today = await recorded(tmp_path)
    (tmp_path / "old").mkdir()
    database = as_of("0014_captures", today, tmp_path / "old" / "watcher.db")
    with closing(sqlite3.connect(today)) as connection:
        seals = connection.execute("SELECT * FROM seals").fetchall()
    opened(database.parent).close()
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT * FROM seals").fetchall() == seals
    assert flaws(database) == []


async def test_a_daemon_may_work_meanwhile(tmp_path: Path) -> None:
    await recorded(tmp_path)
    with opened(tmp_path) as store:
        watch, seen = store.watches.listed()[0], []

        def onward(steps: int) -> None:
            store.watches.pause(watch.id)
            seen.append(steps)

        assert store.care.verified(found=lambda flaw: None, onward=onward).flaws == 0
        assert store.care.revisions() == sum(seen) == 4


async def test_an_article_in_the_wrong_order_of_seals_is_found(tmp_path: Path) -> None:
    """Two revisions that are exchanged with all that is theirs."""
    await recorded(tmp_path)
    database = tmp_path / "watcher.db"
    swap = "CASE number WHEN 2 THEN 3 ELSE 2 END"
    changed(
        database,
        *(
            step
            for table in ("revisions", "articles", "notices", "seals")
            for step in (
                f"UPDATE {table} SET number = -number WHERE watch_id = 1 AND number > 1",
                f"UPDATE {table} SET number = {swap.replace('number', '-number', 1)} WHERE number < 0",
            )
        ),
    )
    assert {flaw.number for flaw in flaws(database)} >= {2, 3}
