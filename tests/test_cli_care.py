"""The care of what was recorded from the command line: backup, restore, verify, prune."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import random
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from cli_place import Place
from older_stores import as_of
from store_builders import MINUTE, NOON, added, edited, indexed_anew, new, page, rewritten

from watcher.store.proof import seal_all
from watcher.store.sqlite import writable

STEALTHY = "UPDATE revisions SET stealth = 1 WHERE number = 2"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = Place(tmp_path)

    async def filled() -> None:
        with place.store() as store:
            watch = added(store)
            await store.memory.record(new(watch, page=page()))
            await store.memory.record(edited(watch, 2, NOON + MINUTE, page=page(b"<h1>The river falls</h1>")))

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
        "flaws": [], "seals": {},
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
    assert missing.err.endswith("nothing.db: there is no such file\n")
    foreign = place.run("verify", place.file("notes.txt", b"notes of a reporter, " * 500))
    assert (foreign.code, foreign.out) == (1, "")
    assert foreign.err.count("\n") == 1
    assert "is a file of another kind" in foreign.err


def test_verify_waits_for_no_pipe_and_names_what_is_none_of_ours(place: Place) -> None:
    os.mkfifo(place.folder / "pipe")
    pipe = place.run("verify", place.folder / "pipe")
    assert (pipe.code, pipe.out) == (1, "")
    assert pipe.err.endswith("pipe: the database is no file but a device or a pipe; name a file\n")
    empty = place.run("verify", place.file("copy.db", b""))
    assert (empty.code, empty.out) == (1, "")
    assert "is no backup of watcher" in empty.err


@pytest.mark.parametrize("schema", ["0012_orders", "0019_notices"])
def test_verify_looks_over_a_backup_of_an_older_version_and_leaves_it_as_it_is(place: Place, schema: str) -> None:
    older = as_of(schema, place.folder / "watcher.db", place.folder / "older.db")
    before = older.read_bytes()
    ran = place.run("verify", older, "--json")
    assert (ran.code, ran.document["database"], ran.document["revisions"]) == (0, str(older), 2)
    assert "a copy brought to the schema of this one is looked over" in ran.err
    assert older.read_bytes() == before
    changed(older, "DELETE FROM articles WHERE number = 2")
    assert place.run("verify", older).code == 1


def test_an_older_backup_without_room_for_a_copy_is_one_line(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    older = as_of("0012_orders", place.folder / "watcher.db", place.folder / "older.db")
    monkeypatch.setattr(tempfile, "tempdir", "/proc/nowhere")
    ran = place.run("verify", older)
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert "no temporary folder for a copy: No such file or directory; name one in TMPDIR" in ran.err


def test_a_seal_that_was_noted_proves_its_revision_and_those_before(place: Place) -> None:
    first, second = (place.run("show", f"1@{number}", "--json").document for number in (1, 2))
    assert (first["seal"]["before"], second["seal"]["before"]) == (None, first["seal"]["seal"])
    for shown in (first, second):
        text = json.dumps(shown["article"], ensure_ascii=False, separators=(",", ":"))
        assert shown["seal"]["article"] == hashlib.sha256(text.encode()).hexdigest()
    noted = second["seal"]["seal"]
    assert place.run("show", "1@2").out.endswith(f"\n\nseal {noted}\n")
    assert [line["seal"]["seal"] for line in place.run("export", 1).lines] == [first["seal"]["seal"], noted]
    ran = place.run("verify", "--seal", noted)
    assert (ran.code, ran.out) == (0, f"the seal {noted} is that of 1@2\n")
    other = "0" * 64
    ran = place.run("verify", "--seal", noted.upper(), "--seal", other, "--json")
    assert (ran.code, ran.document["found"], ran.document["seals"]) == (1, 0, {noted: "1@2", other: None})
    assert "sealed anew" in ran.err


def test_history_that_was_forged_and_sealed_anew_has_another_seal(place: Place) -> None:
    noted = place.run("show", "1@2", "--json").document["seal"]["seal"]
    rewritten(place.folder / "watcher.db", "2.4", "7.4", number=1)
    with closing(writable(place.folder / "watcher.db")) as connection:
        seal_all(connection)
        indexed_anew(connection)
    assert place.run("verify").code == 0
    ran = place.run("verify", "--seal", noted)
    assert (ran.code, ran.out) == (1, f"no revision has the seal {noted}\n")


@pytest.mark.parametrize("text", ["", "xyz", "ab" * 31, "g" * 64])
def test_what_is_no_seal_is_wrong_usage(place: Place, text: str) -> None:
    ran = place.run("verify", "--seal", text)
    assert ran.code == 2
    assert "is no seal: it has 64 hexadecimal digits" in ran.err


def test_verify_names_a_thousand_flaws_and_counts_the_others(place: Place) -> None:
    rows = "WITH RECURSIVE n (n) AS (SELECT 9 UNION ALL SELECT n + 1 FROM n WHERE n < 2010)"
    changed(
        place.folder / "watcher.db",
        f"INSERT INTO articles (watch_id, number, body) {rows} SELECT 1, n, x'' FROM n",
    )
    ran = place.run("verify")
    assert (ran.code, ran.out.count("\n")) == (1, 1000)
    assert "watcher: 1,002 more\n" in ran.err
    assert place.run("verify", "--json").document["found"] == 2002


def test_a_backup_is_restored_elsewhere(place: Place, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    ran = place.run("backup", copy)
    assert ran.code == 0
    assert ran.out.startswith(f"{copy}: copied, ")
    assert ran.err == "watcher: 1 article, 2 revisions, 2 pages: everything is as it was recorded\n"
    (tmp_path / "elsewhere").mkdir()
    other = Place(tmp_path / "elsewhere", made=False)
    ran = other.run("restore", copy)
    assert ran.code == 0
    assert ran.out.startswith(f"{other.folder}/watcher.db: restored, ")
    assert other.run("list", "--json").out == place.run("list", "--json").out


def test_backup_and_restore_in_json(place: Place, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    counts = {"watches": 1, "revisions": 2, "pages": 2, "search": True, "found": 0}
    assert place.run("backup", copy, "--json").document == {"file": str(copy), "bytes": copy.stat().st_size} | counts
    (tmp_path / "watcher.db").rename(tmp_path / "old.db")
    for tail in ("-wal", "-shm"):
        (tmp_path / f"watcher.db{tail}").unlink(missing_ok=True)
    restored = place.run("restore", copy, "--json").document
    assert restored["file"] == f"{tmp_path}/watcher.db"
    assert restored["found"] == 0


def test_what_cannot_be_backed_up_or_restored_is_one_line_and_1(place: Place, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert place.run("backup", copy).code == 0
    for words, said in (
        (("backup", copy), "is there already"),
        (("restore", copy), "there is a database already"),
        (("backup", tmp_path / "no" / "copy.db"), "cannot be written"),
        (("restore", tmp_path / "no.db"), "there is a database already"),
    ):
        ran = place.run(*words)
        assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1), words
        assert said in ran.err
    ran = place.run("backup", "-")
    assert (ran.code, ran.err) == (2, "watcher: a backup cannot go to standard output; name a file\n")


def test_what_has_flaws_is_kept_only_on_request(place: Place, tmp_path: Path) -> None:
    changed(place.folder / "watcher.db", STEALTHY)
    ran = place.run("backup", tmp_path / "copy.db")
    assert (ran.code, ran.out) == (1, "")
    assert "the copy has flaws" in ran.err
    ran = place.run("backup", "--flawed", tmp_path / "copy.db")
    assert ran.code == 0
    assert "watcher: 1 flaw in 1 article, 2 revisions, 2 pages; `watcher verify FILE` names them\n" in ran.err


def test_prune_says_what_would_go_and_what_went(place: Place) -> None:
    tried = place.run("prune", "--pages", "1d", "--dry-run")
    assert tried.code == 0
    assert tried.out.startswith("1 page of 1 article would be thrown away, ")
    gone = place.run("prune", "--pages", "1d", "--json").document
    assert (gone["dry_run"], gone["vacuum"], gone["pages"], gone["articles"], gone["histories"]) == (
        False,
        False,
        1,
        1,
        0,
    )
    assert gone["bytes"] > 0
    assert place.run("prune", "--pages", "1d").out == "0 pages of 0 articles thrown away, 0 bytes\n"
    assert place.run("verify", "--json").document["pages"] == 1


def test_histories_go_only_where_they_are_named(place: Place) -> None:
    assert place.run("prune", "--pages", "1d", "--histories", "1d", "--dry-run").out.endswith(
        "1 article would be forgotten with all revisions\n"
    )
    assert len(place.run("list", "--json").document) == 1
    assert place.run("prune", "--histories", "1d", "--vacuum", "--json").document["histories"] == 1
    assert place.run("list", "--json").document == []


def test_prune_goes_by_the_configuration_where_nothing_is_named(place: Place) -> None:
    ran = place.run("prune")
    assert (ran.code, ran.out) == (2, "")
    assert "name --pages or --histories, or set [retention]" in ran.err
    place.config.write_text(place.config.read_text() + '[retention]\npages = "1d"\n')
    assert place.run("prune", "--json").document["pages"] == 1
    assert place.run("prune", "--vacuum").code == 0


def test_nothing_goes_where_a_daemon_keeps_the_room_from_being_given_back(place: Place) -> None:
    with place.store() as store, store.claim_daemon():
        for words in (("--vacuum",), ("--pages", "1d", "--histories", "1d", "--vacuum", "--json")):
            ran = place.run("prune", *words)
            assert (ran.code, ran.out, "another daemon works on it" in ran.err) == (1, "", True)
        tried = place.run("prune", "--histories", "1d", "--vacuum", "--dry-run", "--json").document
        assert (tried["histories"], tried["vacuum"]) == (1, False)
    assert len(place.run("list", "--json").document) == 1


def test_what_is_given_back_to_the_disk_is_said(place: Place) -> None:
    with place.store() as store:
        seen = page(random.Random(1).randbytes(100_000))
        asyncio.run(store.memory.record(new(added(store, "sea"), page=seen)))
    assert place.run("remove", "2", "--yes").code == 0
    assert place.run("prune", "--vacuum", "--json").document["freed"] > 90_000
    assert place.run("prune", "--vacuum").out == "0 bytes given back to the disk\n"
