from __future__ import annotations

import hashlib
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cli_place import someone_else
from older_stores import SCHEMAS, as_of, filled
from store_builders import added, article, opened

from watcher.errors import NewerStore, StoreBusy, StoreError
from watcher.model import Flaw, WatchId
from watcher.store import codec, migrate, schema
from watcher.store.queries import Queries, named
from watcher.store.sqlite import writable

OPENING = """
import sys
from watcher.store import Store
print("ready", flush=True)
sys.stdin.readline()
with Store.open("sqlite:" + sys.argv[1]) as store:
    print(store.rounds.next_due(), flush=True)
"""


# A database before bundles: of the alerts made last, two were removed.
FILLED = """
INSERT INTO watches (id, url, key, host, site, note, state, standing, added_at, due_at, failures)
VALUES (1, 'https://a.example/1', 'k', 'a.example', 'a.example', '', 'active', 'present',
        '2026-05-04T12:00:00.000000Z', '2026-05-04T12:00:00.000000Z', 0);
INSERT INTO drifts (id, site, state, since) VALUES (3, 'a.example', 'open', '2026-05-04T12:00:00.000000Z');
INSERT INTO alerts (id, watch_id, drift_id, subscription, destination, label, changes, state, attempts, next_try_at,
                    why, created_at, settled_at)
VALUES (1, 1, NULL, 'desk', 'd', 'env:D', '[]', 'sent', 1, NULL, '', '2026-05-04T12:00:00.000000Z',
        '2026-05-04T12:00:01.000000Z'),
       (2, 1, NULL, 'desk', 'd', 'env:D', '[0, 2]', 'pending', 3, '2026-05-04T12:00:00.000000Z', '451',
        '2026-05-04T12:00:00.000000Z', NULL),
       (5, 1, 3, 'operator', 'd', 'env:D', '[]', 'pending', 0, '2026-05-04T12:00:00.000000Z', '',
        '2026-05-04T12:00:00.000000Z', NULL),
       (7, 1, NULL, 'desk', 'd', 'env:D', '[]', 'pending', 0, NULL, '', '2026-05-04T12:00:00.000000Z', NULL);
DELETE FROM alerts WHERE id = 7;
"""
TODAY = [name for name, _ in schema.STEPS]
MOODS = ("0999_moods", ("CREATE TABLE moods (mood TEXT)", "CREATE INDEX moods_mood ON moods (mood)"))
BROKEN = ("0999_moods", ("CREATE TABLE moods (mood TEXT)", "CREATE INDEX moods_mood ON modes (mood)"))


def database(folder: Path) -> Path:
    """A database of today."""
    opened(folder).close()
    return folder / "watcher.db"


def upgraded(file: Path, *steps: schema.Step) -> None:
    """Opened by a version of watcher that knows `steps` more."""
    with closing(writable(file)) as connection:
        migrate.upgrade(connection, file, [*schema.STEPS, *steps])


def names(file: Path, sql: str) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return [name for (name,) in connection.execute(sql)]


def applied(file: Path) -> list[str]:
    return names(file, "SELECT name FROM _sqlite_migrations ORDER BY id")


def tables(file: Path) -> list[str]:
    return names(file, "SELECT name FROM sqlite_schema WHERE type = 'table'")


def test_a_new_database_is_made_with_its_folders(tmp_path: Path) -> None:
    with opened(tmp_path / "deep" / "down") as store:
        assert store.watches.listed() == []
    assert applied(tmp_path / "deep" / "down" / "watcher.db") == TODAY


def test_what_was_stored_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        watch = added(store)
    with opened(tmp_path) as store:
        assert store.watches.listed() == [watch]


def test_two_processes_may_make_one_database_at_once(tmp_path: Path) -> None:
    for attempt in range(3):
        file = tmp_path / str(attempt) / "watcher.db"
        makers = [
            subprocess.Popen(
                [sys.executable, "-c", OPENING, str(file)],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            )
            for _ in range(2)
        ]  # fmt: skip
        for maker in makers:
            assert maker.stdout
            assert maker.stdout.readline() == "ready\n"
        endings = [maker.communicate("go\n", timeout=60) for maker in makers]
        assert endings == [("None\n", "")] * 2
        assert applied(file) == TODAY


def test_a_database_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = database(tmp_path)
    upgraded(file, MOODS)
    for readonly in (False, True):
        with pytest.raises(NewerStore, match=r"watcher\.db.*0999_moods.*upgrade watcher"):
            opened(tmp_path, readonly=readonly)
    assert applied(file) == [*TODAY, "0999_moods"]


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "watcher.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    for readonly in (False, True):
        with pytest.raises(StoreError, match="belongs to another program"):
            opened(tmp_path, readonly=readonly)
    assert tables(file) == ["bookmarks"]


def test_an_older_database_is_brought_to_today_with_all_it_holds(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        watch = added(store)
    file = tmp_path / "watcher.db"
    upgraded(file, MOODS)
    assert "moods" in tables(file)
    assert names(file, "SELECT url FROM watches") == [watch.url]


def test_alerts_are_taken_over_and_their_ids_never_given_again(tmp_path: Path) -> None:
    file = tmp_path / "watcher.db"
    with closing(writable(file)) as connection:
        migrate.upgrade(connection, file, schema.STEPS[:8])
        connection.executescript(FILLED)
    columns = "id, watch_id, number, drift_id, destination, changes, state, attempts, why"
    with closing(sqlite3.connect(file)) as connection:
        before = connection.execute(f"SELECT {columns} FROM alerts").fetchall()
    with opened(tmp_path) as store:
        assert [letter.id for letter in store.outbox.letters()] == [1, 2, 5]
        assert [letter.watch and letter.watch.id for letter in store.outbox.letters()] == [1, 1, None]
    with closing(sqlite3.connect(file)) as connection:
        after = connection.execute(f"SELECT {columns} FROM letters").fetchall()
        (times,) = connection.execute("SELECT created_at, next_try_at, settled_at FROM alerts WHERE id = 1").fetchall()
        connection.execute(
            "INSERT INTO alerts (watch_id, addressee, changes, state, attempts, why, created_at)"
            " VALUES (1, 1, '[]', 'sent', 0, '', 0)"
        )
        assert connection.execute("SELECT max(id) FROM alerts").fetchall() == [(8,)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    noon = codec.instant(datetime(2026, 5, 4, 12, tzinfo=UTC))
    assert times == (noon, None, noon + 1_000_000)
    assert before[:2] == after[:2]
    assert (before[2][1], after[2][1]) == (1, None)
    assert before[2][2:] == after[2][2:]


def test_what_an_older_database_holds_is_found_by_the_search(tmp_path: Path) -> None:
    file = tmp_path / "watcher.db"
    with closing(writable(file)) as connection:
        migrate.upgrade(connection, file, schema.STEPS[:8])
        connection.execute("PRAGMA foreign_keys = OFF")
        for number, text in enumerate(("The water rises.", "The water falls."), start=1):
            connection.execute(
                "INSERT INTO revisions (watch_id, number, digest, extractor, title, first_seen_at, last_seen_at,"
                " weight, stealth, bumped) VALUES (1, ?, '', '1', '', '', '', 'major', 0, 0)",
                (number,),
            )
            connection.execute(
                "INSERT INTO articles (watch_id, number, article) VALUES (1, ?, ?)",
                (number, codec.article_json(article(text)).decode()),
            )
        migrate.upgrade(connection, file)
        searched = "SELECT number FROM passages JOIN articles ON id = passages.rowid WHERE passages MATCH ? ORDER BY id"
        found = [
            [row[0] for row in connection.execute(searched, (text,))] for text in ("river", "falls", '"water ri" *')
        ]
    assert found == [[1, 2], [2], [1]]


async def test_notices_are_found_as_before_an_upgrade(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    older = as_of("0027_numbers", await filled(tmp_path), tmp_path / "old" / "watcher.db")
    with closing(writable(older)) as connection:
        for number, kind in ((2, "notice.added"), (2, "notice.edited"), (3, "notice.removed")):
            values = "SELECT 1, ?, count(*) + 1, ? FROM changes"
            connection.execute(f"INSERT INTO changes (watch_id, number, position, kind) {values}", (number, kind))
    with opened(older.parent) as store:
        assert store.history.notices([(WatchId(1), 1, 9)]) == {1: [2]}


async def test_what_changes_had_in_common_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    older = as_of("0023_pages", await filled(tmp_path), tmp_path / "old" / "watcher.db")
    with closing(writable(older)) as connection:
        for number in (2, 3):
            connection.execute(
                "INSERT INTO alike (site, trait, watch_id, number, positions, seen_after, at)"
                " VALUES ('river.example', 'words:title.edited:77', 1, ?, '[0]', '', ?)",
                (number, str(number)),
            )
        migrate.upgrade(connection, older)
        rows = [tuple(row) for row in connection.execute("SELECT trait, number, positions FROM alike ORDER BY id")]
    known = hashlib.sha256(b"river.example\0words:title.edited:77").digest()[:8]
    assert rows == [(known, 2, "[0]"), (known, 3, "[0]")]


@pytest.mark.parametrize("schema", SCHEMAS)
async def test_a_database_of_any_schema_is_brought_to_today_with_all_its_rows(tmp_path: Path, schema: str) -> None:
    (tmp_path / "old").mkdir()
    older = as_of(schema, await filled(tmp_path), tmp_path / "old" / "watcher.db")
    text = "article" if schema < "0021_texts" else "body"
    before = names(older, f"SELECT {text} FROM articles ORDER BY id")
    with opened(tmp_path) as store, opened(tmp_path / "old") as other:
        for watch in store.watches.listed():
            assert other.history.revisions(watch.id) == store.history.revisions(watch.id)
            assert [other.history.page_of(watch.id, n) for n in (1, 2, 3)] == [
                store.history.page_of(watch.id, n) for n in (1, 2, 3)
            ]
            assert (other.history.events(watch.id), other.history.looks(watch.id)) == (
                store.history.events(watch.id),
                store.history.looks(watch.id),
            )
        assert [letter.alert for letter in other.outbox.letters()] == [
            letter.alert for letter in store.outbox.letters()
        ]
        flaws: list[Flaw] = []
        assert other.care.verified(found=flaws.append, onward=lambda _: None).revisions == 4
        assert flaws == []
    copies = [file for file in older.parent.iterdir() if ".before-" in file.name]
    if schema == SCHEMAS[-1]:
        assert copies == []
        return
    (copy,) = copies
    following = SCHEMAS[SCHEMAS.index(schema) + 1]
    assert re.fullmatch(rf"watcher\.db\.before-{following}-\d{{8}}T\d{{6}}\.\d{{6}}Z", copy.name)
    assert (applied(copy), copy.stat().st_mode & 0o777) == (SCHEMAS[: SCHEMAS.index(following)], 0o600)
    assert names(copy, f"SELECT {text} FROM articles ORDER BY id") == before


def test_what_was_copied_before_earlier_upgrades_is_rotated(tmp_path: Path) -> None:
    file = database(tmp_path)
    mine = tmp_path / "watcher.db.before-lunch"
    mine.touch()
    for number in (997, 998, 999):
        upgraded(file, *((f"0{n}_moods", (f"CREATE TABLE moods{n} (mood TEXT)",)) for n in range(997, number + 1)))
    copies = sorted(each.name[:27] for each in tmp_path.iterdir() if ".before-0" in each.name)
    assert copies == ["watcher.db.before-0998_moods"[:27], "watcher.db.before-0999_moods"[:27]]
    assert mine.exists()


def test_a_new_database_is_not_copied(tmp_path: Path) -> None:
    database(tmp_path)
    assert not [file for file in tmp_path.iterdir() if "before" in file.name]


def test_nothing_is_upgraded_where_there_is_no_room_for_the_copy(tmp_path: Path) -> None:
    file = database(tmp_path)
    with closing(writable(file)) as connection:
        tmp_path.chmod(0o555)
        try:
            with someone_else(), pytest.raises(StoreError):
                migrate.upgrade(connection, file, [*schema.STEPS, MOODS])
        finally:
            tmp_path.chmod(0o755)
    assert applied(file) == TODAY


def test_a_database_names_its_program_in_its_head(tmp_path: Path) -> None:
    with database(tmp_path).open("rb") as file:
        assert file.read(100)[68:72] == b"watc"


def test_a_reader_is_told_that_a_database_is_older(tmp_path: Path) -> None:
    (tmp_path / "watcher.db").touch()
    with pytest.raises(StoreError, match="older version"):
        opened(tmp_path, readonly=True)


def test_a_migration_that_fails_leaves_nothing_and_is_done_again(tmp_path: Path) -> None:
    file = database(tmp_path)
    with pytest.raises(sqlite3.OperationalError):
        upgraded(file, BROKEN)
    assert "moods" not in tables(file)
    assert applied(file) == TODAY
    upgraded(file, MOODS)
    assert applied(file) == [*TODAY, "0999_moods"]


def test_what_a_migration_overwrites_is_not_held_in_memory(tmp_path: Path) -> None:
    noting = ("0001_noted", ("CREATE TABLE noted AS SELECT temp_store FROM pragma_temp_store",))
    with closing(writable(tmp_path / "watcher.db")) as connection:
        usual = connection.execute("PRAGMA temp_store").fetchone()[0]
        migrate.migrate(connection, [noting])
        during = connection.execute("SELECT temp_store FROM noted").fetchone()[0]
        assert (during, usual, connection.execute("PRAGMA temp_store").fetchone()[0]) == (1, 2, 2)


def test_nothing_is_migrated_under_a_working_daemon(tmp_path: Path) -> None:
    with opened(tmp_path) as store, store.claim_daemon(), pytest.raises(StoreBusy, match="another daemon works on it"):
        upgraded(tmp_path / "watcher.db", MOODS)


def test_opening_a_database_of_today_does_not_load_the_migration_library(tmp_path: Path) -> None:
    opening = "import sys; from watcher.store import Store; Store.open(sys.argv[1]).close()"
    command = [sys.executable, "-c", f"{opening}; print('sqlite_utils' in sys.modules)", f"sqlite:{database(tmp_path)}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "False\n"


class Anything(dict[str, None]):
    def __missing__(self, name: str) -> None:
        return None


@pytest.mark.parametrize(
    "file",
    [
        "archive",
        "articles",
        "figures",
        "history",
        "incidents",
        "migrate",
        "outbox",
        "proof",
        "prune",
        "record",
        "search",
        "status",
        "verify",
        "watches",
    ],
)
def test_every_statement_fits_the_schema(file: str, tmp_path: Path) -> None:
    with closing(sqlite3.connect(database(tmp_path))) as connection:
        for statement in Queries(file).statements.values():
            connection.execute(f"EXPLAIN {statement.sql}", Anything())
            assert statement.purpose.endswith(".")


def test_two_statements_of_one_name_in_a_file_are_refused() -> None:
    text = "-- name: one\n-- The first.\nSELECT 1;\n\n-- name: two\n-- Another.\nSELECT 2;\n"
    assert [each.sql for each in named(text).values()] == ["SELECT 1;", "SELECT 2;"]
    with pytest.raises(ValueError, match="two statements are named one"):
        named(text.replace("two", "one"))


def test_the_migrations_are_numbered_without_a_gap() -> None:
    assert [name[:5] for name in TODAY] == [f"{number:04}_" for number in range(1, len(TODAY) + 1)]
