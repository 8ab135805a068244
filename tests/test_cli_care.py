"""The care of what was recorded from the command line: verify."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from cli_place import Place
from store_builders import MINUTE, NOON, added, edited, new, page

STEALTHY = "UPDATE revisions SET stealth = 1 WHERE number = 2"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = Place(tmp_path)

    async def filled() -> None:
        with place.store() as store:
            watch = added(store)
            await store.record(new(watch, page=page()))
            await store.record(edited(watch, 2, NOON + MINUTE, page=page(b"<h1>The river falls</h1>")))

    asyncio.run(filled())
    return place


def changed(database: Path, sql: str) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(sql)
        connection.commit()


def test_verify_says_what_it_looked_over(place: Place) -> None:
    ran = place.run("verify")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "watcher: 1 article, 2 revisions, 2 pages: everything is as it was recorded\n"
    assert place.run("verify", "-q").err == ""
    assert place.run("verify", "--json").document == {
        "database": f"{place.folder}/watcher.db", "watches": 1, "revisions": 2, "pages": 2, "search": True, "found": 0,
        "flaws": [],
    }  # fmt: skip


def test_verify_names_what_was_changed_and_ends_with_1(place: Place) -> None:
    changed(place.folder / "watcher.db", STEALTHY)
    ran = place.run("verify")
    what = "what stands beside its article was changed: times, changes, marks, when revision 1 was last seen"
    assert (ran.code, ran.out) == (1, f"watch 1, revision 2: {what}\n")
    assert ran.err.startswith("watcher: 1 flaw in 1 article, 2 revisions, 2 pages; restore a backup")
    found = place.run("verify", "--json")
    assert (found.code, found.document["found"]) == (1, 1)
    assert found.document["flaws"] == [{"watch": 1, "revision": 2, "what": what}]


def test_verify_looks_over_another_file(place: Place) -> None:
    copy = shutil.copy(place.folder / "watcher.db", place.folder / "copy.db")
    changed(Path(copy), STEALTHY)
    assert (place.run("verify").code, place.run("verify", copy).code) == (0, 1)
    missing = place.run("verify", place.folder / "nothing.db")
    assert (missing.code, missing.out) == (1, "")
    assert "nothing.db" in missing.err
    foreign = place.run("verify", place.file("notes.txt", b"notes of a reporter, " * 500))
    assert (foreign.code, foreign.out) == (1, "")
    assert foreign.err.count("\n") == 1
    assert "is not a database" in foreign.err


def test_verify_names_a_thousand_flaws_and_counts_the_others(place: Place) -> None:
    rows = "WITH RECURSIVE n (n) AS (SELECT 9 UNION ALL SELECT n + 1 FROM n WHERE n < 2010)"
    changed(
        place.folder / "watcher.db", f"INSERT INTO articles (watch_id, number, article) {rows} SELECT 1, n, '' FROM n"
    )
    ran = place.run("verify")
    assert (ran.code, ran.out.count("\n")) == (1, 1000)
    assert "watcher: 1,002 more\n" in ran.err
    assert place.run("verify", "--json").document["found"] == 2002
