"""What is tracked, in brief: the same as the watches say."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec import structs
from store_builders import MINUTE, NOON, added, new, opened, same

from watcher.errors import StoreError
from watcher.model import Standing, State, Summary, Titled, Watch
from watcher.model.summary import FOREVER
from watcher.store.listing import summaries


def in_brief(watch: Watch, title: str = "") -> Titled:
    return Titled(**{name: getattr(watch, name) for name in Summary.__struct_fields__}, title=title)


async def test_summaries_say_of_watches_what_these_say(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        plain = added(store, "plain")
        full = added(store, "full", tags=("水", 'a "tag", b'), every=timedelta(minutes=30), note="the dam")
        await store.memory.record(new(full))
        await store.memory.record(
            same(structs.replace(full, failures=2, failing_since=NOON, standing=Standing.GONE, due_at=NOON + MINUTE))
        )
        store.watches.mute(full.id, FOREVER, NOON)
        store.watches.snooze(full.id, NOON + MINUTE)
        store.watches.pause(full.id)
        watches = store.watches.listed()
    found = summaries(f"sqlite:{tmp_path}/watcher.db")
    assert found == [in_brief(watches[0]), in_brief(watches[1], "The river rises")]
    assert found[0] == in_brief(plain)
    assert (found[1].standing, found[1].state, found[1].tags) == (
        Standing.GONE, State.PAUSED, ('a "tag", b', "水"),
    )  # fmt: skip


def test_summaries_are_of_a_tag_or_a_state(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        one, two = added(store, "one", tags=("x",)), added(store, "two", tags=("x", "y"))
        store.watches.pause(two.id)
    database = f"sqlite:{tmp_path}/watcher.db"
    assert [each.id for each in summaries(database, tag="x")] == [one.id, two.id]
    assert [each.id for each in summaries(database, tag="y")] == [two.id]
    assert [each.id for each in summaries(database, tag="x", state=State.ACTIVE)] == [one.id]
    assert summaries(database, tag="z") == []


def test_without_a_database_there_is_nothing_to_list(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no database yet"):
        summaries(f"sqlite:{tmp_path}/none.db")
    assert list(tmp_path.iterdir()) == []
