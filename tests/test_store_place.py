"""The file that was opened as the database, and what is said of it when another one stands there."""

from __future__ import annotations

from contextlib import closing, suppress
from pathlib import Path

import pytest
from builders import NOON

from watcher.errors import StoreError, StoreReplaced
from watcher.store import Store, sqlite
from watcher.store.place import Place


def test_whoever_finds_a_database_that_was_put_back_says_so(tmp_path: Path) -> None:
    path = tmp_path / "watcher.db"
    with closing(sqlite.writable(path)) as connection, closing(Place(path)) as place:
        connection.execute("CREATE TABLE kept (line)")
        path.unlink()
        with pytest.raises(StoreReplaced, match="all that it held was put back"):
            place.put_back(connection)
        with pytest.raises(StoreReplaced, match="all that it held was put back"):
            place.check()
    with closing(sqlite.readable(path)) as found:
        assert [row["name"] for row in found.execute("SELECT name FROM sqlite_schema")] == ["kept"]


def test_a_database_that_somebody_put_there_is_said_to_be_another_one(tmp_path: Path) -> None:
    path = tmp_path / "watcher.db"
    with closing(sqlite.writable(path)), closing(Place(path)) as place:
        path.rename(tmp_path / "aside")
        sqlite.writable(path).close()
        with pytest.raises(StoreReplaced, match="another file stands in the place"):
            place.check()


def test_a_removed_database_is_put_back_for_those_too_who_only_read(tmp_path: Path) -> None:
    path = tmp_path / "watcher.db"
    with Store.open(f"sqlite:{path}") as store:
        path.unlink()
        with pytest.raises(StoreError, match="was removed while it was open"):
            store.status(NOON)
    assert path.exists()
    with Store.open(f"sqlite:{path}") as store:
        assert store.watches.listed() == []


def test_who_finds_no_file_while_another_thread_puts_it_back_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "watcher.db"
    with closing(sqlite.writable(path)) as connection, closing(Place(path)) as place:
        connection.execute("CREATE TABLE kept (line)")
        path.unlink()

        def put_back_meanwhile() -> bool:
            with suppress(StoreReplaced):
                place.put_back(connection)
            return Place.is_removed(place)

        monkeypatch.setattr(place, "is_removed", put_back_meanwhile)
        with pytest.raises(StoreReplaced, match="was removed while it was open; all that it held was put back"):
            place.check()
