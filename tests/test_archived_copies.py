"""A copy in a public archive is told wherever its revision is: in messages, by `show` and `log`, in JSON."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from cli_place import Place
from letter_builders import letter, number_edited, worded
from store_builders import added, edited, new, opened

from watcher import shapes, wiring
from watcher.cli.stream import timeline
from watcher.cli.terminal import Screen
from watcher.errors import SettingsError
from watcher.model import NOTHING_TOLD, Capture, CaptureState, Letter, Message, Revision
from watcher.settings import Archive, Settings

LINK = "https://web.archive.org/web/20240121103100/https://news.example/2024/budget"
PLACE = "https://web.archive.org/web/https://news.example/2024/budget"
KEPT = Capture(state=CaptureState.KEPT, link=LINK)
TO_COME = Capture(state=CaptureState.PENDING, link=PLACE)
LOST = Capture(state=CaptureState.FAILED, link=PLACE, why="the archive says: no")


def told(capture: Capture | None) -> Message:
    one = letter(number_edited())
    return worded(replace(one, revision=replace(_revision(one), capture=capture)))


def _revision(one: Letter) -> Revision:
    assert one.revision is not None
    return one.revision


def test_a_message_links_to_the_copy_once_there_is_one() -> None:
    message = told(KEPT)
    assert f"Archived copy: {LINK}" in message.text
    assert f'href="{LINK}"' in message.html
    assert LINK in message.markdown


def test_a_message_that_goes_out_before_says_where_it_will_be() -> None:
    assert f"Archived copy, soon of this version too: {PLACE}" in told(TO_COME).text


def test_a_message_says_nothing_of_a_copy_that_nobody_asked_for_or_that_there_is_not() -> None:
    assert "web.archive.org" not in told(None).text
    assert "web.archive.org" not in told(LOST).text


@pytest.mark.parametrize(
    ("capture", "shown"),
    [
        (None, None),
        (KEPT, {"state": "kept", "link": LINK, "why": ""}),
        (LOST, {"state": "failed", "link": PLACE, "why": "the archive says: no"}),
    ],
)
def test_json_says_what_became_of_it(capture: Capture | None, shown: object) -> None:
    one = replace(_revision(letter(number_edited())), capture=capture)
    assert shapes.revision(one, NOTHING_TOLD)["archived"] == shown


async def test_the_history_of_an_article_shows_its_copies(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        watch = added(store)
        await store.memory.record(new(watch))
        await store.memory.record(edited(watch, 2)._replace(capture=PLACE))
        (due,) = await store.captures.due(watch.added_at, 9)
        entries = store.history.entries(watch_id=watch.id)
        looks, at = store.history.looks(watch.id), watch.added_at
        known = {(watch.id, 2): NOTHING_TOLD}
        before = "\n".join(timeline(watch, entries, looks, at, Screen(width=200), title="", told=known))
        await store.captures.keep(due.id, LINK, at)
        entries = store.history.entries(watch_id=watch.id)
        after = "\n".join(timeline(watch, entries, looks, at, Screen(width=200), title="", told=known))
        assert f"copy to come: {PLACE}" in before
        assert f"copy: {LINK}" in after
        assert store.history.revisions(watch.id)[1].capture == KEPT
        assert store.watches.remove(watch.id)
        assert await store.captures.due(watch.added_at, 9) == []


async def test_keys_that_are_none_are_told_at_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARCHIVE_KEYS", "hunter2")
    own = Settings(database=f"sqlite:{tmp_path}/watcher.db", archive=Archive(keys="env:ARCHIVE_KEYS"))
    with pytest.raises(SettingsError, match="ACCESS:SECRET") as refused:
        async with wiring.assembled(own):
            pass
    assert "hunter2" not in str(refused.value)


async def test_the_status_counts_copies(tmp_path: Path) -> None:
    place = Place(tmp_path)
    assert "\ncopies " not in place.run("status").out
    with place.store() as store:
        for name, kept in (("river", True), ("bridge", False)):
            watch = added(store, name)
            await store.memory.record(new(watch)._replace(capture=PLACE))
            if kept:
                (due,) = await store.captures.due(watch.added_at, 9)
                await store.captures.keep(due.id, LINK, watch.added_at)
    assert "\ncopies     1 pending, 1 kept\n" in place.run("status").out
    assert place.run("status", "--json").document["captures"] == {"pending": 1, "kept": 1, "failed": 0, "overtaken": 0}


async def test_a_revision_is_shown_with_its_copy(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.store() as store:
        watch = added(store)
        await store.memory.record(new(watch)._replace(capture=PLACE))
        (due,) = await store.captures.due(watch.added_at, 9)
        assert f"copy to come: {PLACE}" in place.run("show", 1).out
        await store.captures.give_up(due.id, "the archive says: no", watch.added_at)
    for ref in ("1", "1@1"):
        assert "no copy: the archive says: no" in place.run("show", ref).out
        assert place.run("show", ref, "--json").document["archived"]["state"] == "failed"
