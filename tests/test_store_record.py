from __future__ import annotations

import asyncio
import hashlib
import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs
from store_builders import MINUTE, NOON, added, alert, article, change, edited, gone, new, opened, page, same

from watcher.errors import StoreDamaged, StoreError
from watcher.model import (
    Entry,
    Event,
    Finding,
    Look,
    Outcome,
    Standing,
    State,
    Suspicion,
    Turn,
    Validators,
    Watch,
    WatchId,
    Weight,
)
from watcher.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as store:
        yield store


def failed(watch: Watch, why: str = "HTTP 503", minutes: int = 0) -> Finding:
    return same(watch, NOON + minutes * MINUTE, outcome=Outcome.FAILED, why=why)


async def test_a_revision_comes_back_as_it_was_recorded(store: Store) -> None:
    watch = added(store)
    first = new(watch, page=page())
    second = edited(watch, 2, NOON + MINUTE, stealth=True, bumped=True, reverts_to=1, extractor="2")
    await store.memory.record(first)
    await store.memory.record(second)
    assert first.revision
    assert second.revision
    digest = article().digest()
    assert store.history.revisions(watch.id) == [
        replace(first.revision, lineage=(digest,)),
        replace(second.revision, lineage=(digest,)),
    ]
    assert store.history.revision(watch.id, 2) == store.history.revisions(watch.id)[1]
    assert store.history.revision(watch.id, 3) is None


async def test_part_of_a_history_is_read_by_its_numbers(store: Store) -> None:
    watch = added(store)
    await store.memory.record(new(watch))
    for number in range(2, 6):
        await store.memory.record(edited(watch, number, NOON + number * MINUTE))
    assert [one.number for one in store.history.revisions(watch.id, 2, 4)] == [2, 3, 4]
    assert store.history.revisions(watch.id, 5) == store.history.revisions(watch.id)[4:]
    assert store.history.revisions(watch.id, 6) == []


async def test_the_store_knows_with_which_revisions_notices_came(store: Store) -> None:
    one, other = added(store), added(store, "sea")
    for watch in (one, other):
        await store.memory.record(new(watch))
    kinds = ("notice.added", "title.edited", "notice.removed", "notice.edited")
    for number, kind in enumerate(kinds, start=2):
        changes = (change(kind=kind), change(kind=kind))
        await store.memory.record(edited(one, number, NOON + number * MINUTE, changes=changes))
    assert store.history.notices([(one.id, 1, 9), (other.id, 1, 9)]) == {one.id: [2, 5]}
    assert store.history.notices([(one.id, 1, 2), (one.id, 2, 4)]) == {one.id: [2]}
    assert store.history.notices([(one.id, 3, 4), (other.id, 2, 5)]) == {}


async def test_an_outline_has_all_of_a_revision_but_its_text(store: Store) -> None:
    watch = added(store)
    await store.memory.record(new(watch))
    spoken = [replace(article("The water stands."), language=language) for language in ("de-AT", None, "zh-Hans")]
    for number, one in enumerate(spoken, start=2):
        await store.memory.record(edited(watch, number, NOON + number * MINUTE, article=one, changes=(change(),) * 2))
    reread = replace(spoken[-1], language="zh-Hant")
    await store.memory.record(same(watch, NOON + 9 * MINUTE, reread=reread, extractor="2"))
    found = store.history.outlines(watch.id, [4, 1, 2, 3, 7])
    assert [(one.number, one.language) for one in found] == [(1, None), (2, "de-AT"), (3, ""), (4, "zh-Hant")]
    assert [(one.first_seen_at, one.changes) for one in found] == [
        (one.first_seen_at, one.changes) for one in store.history.revisions(watch.id)
    ]


async def test_the_last_revision_knows_the_digests_of_all_and_leaves_its_changes_out(store: Store) -> None:
    watch = added(store)
    assert await store.memory.last_revision(watch.id, "1") is None
    assert await store.memory.newest(watch.id) == 0
    await store.memory.record(new(watch, article=article("One."), lineage=("0a",)))
    await store.memory.record(edited(watch, 2, article=article("Two."), lineage=("0a", "0b")))
    assert await store.memory.newest(watch.id) == 2
    last = await store.memory.last_revision(watch.id, "1")
    assert last
    assert (last.number, last.article, last.lineage, last.changes) == (2, article("Two."), ("0a", "0b"), ())


async def test_the_page_comes_along_only_for_another_extractor(store: Store) -> None:
    watch = added(store)
    await store.memory.record(new(watch, page=page()))
    same_version, other_version = [await store.memory.last_revision(watch.id, version) for version in ("1", "2")]
    assert same_version
    assert same_version.page is None
    assert other_version == replace(same_version, page=page())


async def test_an_article_that_was_read_anew_replaces_the_last_one_only(store: Store) -> None:
    watch = added(store)
    await store.memory.record(new(watch, page=page()))
    await store.memory.record(edited(watch, 2, page=page(b"<h1>2</h1>")))
    reread = article("Read better.", title="Better")
    await store.memory.record(same(watch, NOON + MINUTE, reread=reread, extractor="2"))
    first, last = store.history.revisions(watch.id)
    assert (first.article, first.extractor) == (article(), "1")
    assert (last.article, last.extractor, last.last_seen_at) == (reread, "2", NOON + MINUTE)
    newest = await store.memory.last_revision(watch.id, "2")
    assert newest
    assert newest.lineage == (article().digest(), reread.digest())
    assert store.history.page_of(watch.id, 2) == page(b"<h1>2</h1>")


async def test_an_article_read_anew_and_edited_at_once_is_both(store: Store) -> None:
    watch = added(store)
    await store.memory.record(new(watch))
    reread = article("Read better.")
    await store.memory.record(edited(watch, 2, article=article("Edited."), reread=reread, extractor="2"))
    assert [r.article for r in store.history.revisions(watch.id)] == [reread, article("Edited.")]


async def test_looks_that_end_alike_are_one_row(store: Store) -> None:
    watch = added(store)
    await store.memory.record(new(watch))
    for minute in (1, 2, 3):
        await store.memory.record(same(watch, NOON + minute * MINUTE))
    await store.memory.record(failed(watch, "HTTP 503", 4))
    await store.memory.record(failed(watch, "HTTP 503", 5))
    await store.memory.record(failed(watch, "HTTP 404", 6))
    await store.memory.record(same(watch, NOON + 7 * MINUTE))
    runs = [(Outcome.NEW, "", 0, 0), (Outcome.SAME, "", 1, 3), (Outcome.FAILED, "HTTP 503", 4, 5),
            (Outcome.FAILED, "HTTP 404", 6, 6), (Outcome.SAME, "", 7, 7)]  # fmt: skip
    assert store.history.looks(watch.id) == [
        Look(outcome=o, why=w, first_at=NOON + a * MINUTE, last_at=NOON + b * MINUTE, count=b - a + 1)
        for o, w, a, b in runs
    ]


async def test_a_look_at_the_same_text_moves_the_time_it_was_last_seen(store: Store) -> None:
    watch = added(store)
    await store.memory.record(new(watch))
    await store.memory.record(edited(watch, 2, NOON + MINUTE))
    await store.memory.record(same(watch, NOON + 9 * MINUTE))
    await store.memory.record(failed(watch, minutes=12))
    await store.memory.record(same(watch, NOON + 5 * MINUTE))
    first, last = store.history.revisions(watch.id)
    assert (first.last_seen_at, last.last_seen_at) == (NOON, NOON + 9 * MINUTE)


async def test_a_look_sets_what_it_found_and_leaves_what_people_set(store: Store) -> None:
    watch = added(store, tags=("a",), note="mine", every=timedelta(hours=1))
    looked = structs.replace(
        watch,
        url="https://river.example/new-address",
        due_at=NOON + timedelta(hours=2),
        standing=Standing.PRESENT,
        young_since=NOON - MINUTE,
        looked_at=NOON,
        failures=3,
        failing_since=NOON - MINUTE,
        suspicion=Suspicion(likeness="wall", since=NOON),
        validators=Validators(etag='"abc"', last_modified="Mon, 04 May 2026 12:00:00 GMT"),
        fingerprint="f00",
    )
    store.watches.pause(watch.id)
    store.watches.set_tags(watch.id, add=("b",))
    await store.memory.record(same(structs.replace(looked, tags=(), note="", every=None)))
    assert store.watches.by_id(watch.id) == structs.replace(looked, tags=("a", "b"), state=State.PAUSED)
    await store.memory.record(same(watch))
    assert store.watches.by_id(watch.id) == structs.replace(watch, tags=("a", "b"), state=State.PAUSED, looked_at=NOON)


async def test_an_article_as_it_was_is_suspected_of_nothing_any_more(store: Store) -> None:
    watch = added(store)
    turn = Turn(number=2, position=0, what="title", gone="a", come="b", at=NOON)
    seen = structs.replace(watch, standing=Standing.PRESENT, young_since=NOON - MINUTE, looked_at=NOON)
    doubted = structs.replace(
        seen, failures=2, failing_since=NOON, suspicion=Suspicion(likeness="wall", since=NOON), turns=(turn,),
        validators=Validators(etag='"1"', last_modified="Mon, 04 May 2026 12:00:00 GMT"), fingerprint="f00",
    )  # fmt: skip
    await store.memory.record(same(doubted))
    assert store.watches.by_id(watch.id) == doubted
    after = structs.replace(
        seen, due_at=NOON + 20 * MINUTE, looked_at=NOON + MINUTE, validators=Validators(etag='"2"'), fingerprint="f01"
    )
    await store.memory.record(same(after, NOON + MINUTE))
    assert store.watches.by_id(watch.id) == after
    await store.memory.record(same(structs.replace(after, validators=Validators()), NOON + 2 * MINUTE))
    assert store.watches.by_id(watch.id) == structs.replace(after, looked_at=NOON + 2 * MINUTE, validators=Validators())


async def test_a_look_that_somebody_asks_for_meanwhile_is_due_though_the_article_is_as_it_was(store: Store) -> None:
    watch = structs.replace(added(store), standing=Standing.PRESENT, due_at=NOON + 20 * MINUTE)
    store.watches.look_soon(watch.id, NOON + 3 * MINUTE)
    await store.memory.record(same(watch, NOON + 2 * MINUTE))
    asked = store.watches.by_id(watch.id)
    assert asked is not None
    assert asked.due_at == NOON + 3 * MINUTE
    await store.memory.record(same(structs.replace(asked, due_at=NOON + 30 * MINUTE), NOON + 4 * MINUTE))
    assert [found.host for found in store.rounds.due(NOON + 29 * MINUTE, 9)] == []


@pytest.mark.parametrize("standing", [Standing.PRESENT, Standing.UNSEEN])
async def test_looks_at_articles_as_they_were_are_runs_of_their_own(store: Store, standing: Standing) -> None:
    watches = [structs.replace(added(store, f"w{number}"), standing=standing) for number in range(3)]
    for minutes, outcome in enumerate((Outcome.SAME, Outcome.SAME, Outcome.FAILED, Outcome.SAME)):
        looks = [same(watch, NOON + minutes * MINUTE, outcome=outcome) for watch in watches]
        await asyncio.gather(*map(store.memory.record, looks))
    for watch in watches:
        runs = [(run.outcome, run.count, run.last_at) for run in store.history.looks(watch.id)]
        assert sorted(runs, key=lambda run: run[2]) == [
            (Outcome.SAME, 2, NOON + MINUTE), (Outcome.FAILED, 1, NOON + 2 * MINUTE),
            (Outcome.SAME, 1, NOON + 3 * MINUTE),
        ]  # fmt: skip


async def test_a_moved_article_is_visited_at_its_new_host(store: Store) -> None:
    watch = added(store)
    await store.memory.record(
        same(structs.replace(watch, url="https://lake.example:8443/story"), outcome=Outcome.REDIRECTED)
    )
    assert [found.host for found in store.rounds.due(NOON, 9)] == ["lake.example:8443"]


async def test_many_looks_at_once_are_all_counted_even_at_one_watch(store: Store) -> None:
    watches = [added(store, f"w{number}") for number in range(20)]
    await asyncio.gather(*(store.memory.record(same(watch)) for watch in watches for _ in range(5)))
    assert [store.history.looks(watch.id)[0].count for watch in watches] == [5] * 20
    steady = [structs.replace(watch, standing=Standing.PRESENT) for watch in watches]
    await asyncio.gather(*(store.memory.record(same(watch)) for watch in steady for _ in range(5)))
    assert [store.history.looks(watch.id)[0].count for watch in watches] == [10] * 20


async def test_nothing_is_written_for_a_watch_that_was_removed_meanwhile(store: Store, tmp_path: Path) -> None:
    watch = added(store)
    await store.memory.record(new(watch))
    store.watches.remove(watch.id)
    await store.memory.record(same(watch))
    await store.memory.record(same(structs.replace(watch, standing=Standing.PRESENT)))
    await store.memory.record(edited(watch, 2, page=page(), alerts=(alert("desk", 0),), event=gone()))
    with closing(sqlite3.connect(tmp_path / "watcher.db")) as connection:
        for table in ("watches", "looks", "revisions", "articles", "notices", "pages", "events", "alerts"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


async def test_a_number_written_twice_fails_whole(store: Store) -> None:
    watch = added(store)
    await store.memory.record(new(watch))
    before = (store.watches.by_id(watch.id), store.history.revisions(watch.id), store.history.looks(watch.id))
    late = structs.replace(watch, fingerprint="late")
    with pytest.raises(StoreError, match="revision 1 is there already, recorded by another look"):
        await store.memory.record(new(late, NOON + MINUTE, page=page(), alerts=(alert(),), event=gone()))
    assert (store.watches.by_id(watch.id), store.history.revisions(watch.id), store.history.looks(watch.id)) == before
    assert (store.outbox.letters(), store.history.events(watch.id), store.history.page_of(watch.id, 1)) == (
        [],
        [],
        None,
    )


async def test_a_part_that_fails_takes_everything_back(store: Store) -> None:
    watch = added(store)
    nothing: Any = None
    broken = replace(alert(), label=nothing)
    with pytest.raises(StoreError):
        await store.memory.record(new(watch, page=page(), event=gone(), alerts=(alert(), broken)))
    assert store.watches.by_id(watch.id) == watch
    assert (store.history.revisions(watch.id), store.history.looks(watch.id)) == ([], [])
    assert (store.outbox.letters(), store.history.events(watch.id), store.history.page_of(watch.id, 1)) == (
        [],
        [],
        None,
    )


async def test_one_late_worker_among_many_fails_alone(store: Store) -> None:
    watches = [added(store, f"w{number}") for number in range(50)]
    findings = [new(watch) for watch in watches] + [new(watches[7])]
    endings = await asyncio.gather(*(store.memory.record(f) for f in findings), return_exceptions=True)
    assert [type(ending) for ending in endings if ending] == [StoreError]
    assert all(len(store.history.revisions(watch.id)) == 1 for watch in watches)


RECORDING = """
import asyncio, sys
from store_builders import added, alert, edited, new, opened, page
from pathlib import Path

async def one(store, name):
    watch = added(store, name)
    await store.memory.record(new(watch, page=page(name.encode() * 2000)))
    print(watch.id, 1, flush=True)
    for number in range(2, 1000):
        body = page(name.encode() * 2000 + b"%d" % number)
        await store.memory.record(edited(watch, number, page=body, alerts=(alert("desk", 0), alert("mail", 0))))
        print(watch.id, number, flush=True)

async def main():
    with opened(Path(sys.argv[1])) as store:
        await asyncio.gather(*(one(store, f"w{n}") for n in range(8)))

asyncio.run(main())
"""


def test_what_was_recorded_survives_a_kill_and_nothing_is_half_there(tmp_path: Path) -> None:
    chance = random.Random(7)
    command = [sys.executable, "-c", RECORDING, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent) as process:
        assert process.stdout
        told = [process.stdout.readline() for _ in range(chance.randint(100, 400))]
        process.kill()
        told += process.stdout.readlines()
    numbers = [line.split() for line in told if line.endswith("\n")]
    with opened(tmp_path) as store:
        for watch_id, number in numbers:
            assert store.history.revision(WatchId(int(watch_id)), int(number))
        for watch in store.watches.listed():
            revisions = store.history.revisions(watch.id)
            assert [r.number for r in revisions] == list(range(1, len(revisions) + 1))
            assert all(store.history.page_of(watch.id, r.number) for r in revisions)
            assert store.history.looks(watch.id)[-1].count == max(1, len(revisions) - 1)
        edits = store.status(NOON).revisions - len(store.watches.listed())
        assert len(store.outbox.letters()) == 2 * edits


async def test_hostile_headers_are_recorded_without_what_cannot_be_text(store: Store) -> None:
    watch = added(store)
    hostile = structs.replace(watch, validators=Validators(etag='"\udcff"'))
    body = replace(page(), content_type="text/html\udcfe", redirects=((302, "https://x.example/\udcff"),))
    await store.memory.record(new(hostile, page=body, why="\ud800"))
    found, kept = store.watches.by_id(watch.id), store.history.page_of(watch.id, 1)
    assert found
    assert found.validators.etag == '"?"'
    assert kept
    assert (kept.content_type, kept.redirects) == ("text/html?", ((302, "https://x.example/?"),))


async def told(store: Store) -> tuple[Watch, Watch]:
    """Two watches: edits at minutes 1 (minor paragraph), 2 (stealthy headline) and 4; one is gone at minute 3."""
    river, forest = added(store), added(store, "forest")
    await store.memory.record(new(river))
    await store.memory.record(new(forest))
    minor = change("paragraph.edited", Weight.MINOR)
    await store.memory.record(edited(river, 2, NOON + MINUTE, changes=(minor,)))
    await store.memory.record(edited(river, 3, NOON + 2 * MINUTE, changes=(minor, change()), stealth=True))
    await store.memory.record(same(forest, NOON + 3 * MINUTE, outcome=Outcome.GONE, event=gone(NOON + 3 * MINUTE)))
    await store.memory.record(
        edited(forest, 2, NOON + 4 * MINUTE, article=article(title="The forest"), changes=(change(),))
    )
    return river, forest


def minutes(entries: list[Entry]) -> list[int]:
    return [(entry.at - NOON) // MINUTE for entry in entries]


async def test_the_history_tells_edits_and_events_newest_last(store: Store) -> None:
    river, forest = await told(store)
    entries = store.history.entries()
    assert minutes(entries) == [1, 2, 3, 4]
    assert [entry.watch.id for entry in entries] == [river.id, river.id, forest.id, forest.id]
    assert [entry.title for entry in entries] == ["The river rises"] * 2 + ["The forest"] * 2
    assert [entry.revision and entry.revision.number for entry in entries] == [2, 3, None, 2]
    assert entries[0].revision
    assert entries[0].revision.changes == (change("paragraph.edited", Weight.MINOR),)
    assert entries[2].event == gone(NOON + 3 * MINUTE)
    assert minutes(store.history.entries(limit=2)) == [3, 4]


async def test_the_history_can_be_narrowed(store: Store) -> None:
    river, forest = await told(store)
    assert minutes(store.history.entries(watch_id=forest.id)) == [3, 4]
    assert minutes(store.history.entries(watch_id=river.id, limit=1)) == [2]
    assert minutes(store.history.entries(since=NOON + 2 * MINUTE)) == [2, 3, 4]
    assert minutes(store.history.entries(kind="paragraph.*")) == [1, 2]
    assert minutes(store.history.entries(kind="article.gone")) == [3]
    assert minutes(store.history.entries(kind="paragraph*title.edited")) == []  # of one kind, not from one to another
    assert minutes(store.history.entries(kind="*.edited", watch_id=forest.id)) == [4]
    assert minutes(store.history.entries(min_weight=Weight.MAJOR)) == [2, 3, 4]
    assert minutes(store.history.entries(stealth=True)) == [2]
    assert store.history.entries(since=NOON + timedelta(days=1)) == []
    assert minutes(store.history.entries(until=NOON + 2 * MINUTE)) == [1, 2]
    assert minutes(store.history.entries(site=forest.site)) == [3, 4]
    store.watches.set_tags(river.id, add=("wet",))
    assert minutes(store.history.entries(tag="wet")) == [1, 2]
    assert minutes(store.history.entries(fact="negation")) == [1, 2, 4]
    assert minutes(store.history.entries(fact="date")) == []


async def test_the_history_is_narrowed_to_a_language_and_its_variants(store: Store) -> None:
    watch = added(store)
    await store.memory.record(new(watch))
    for number, language in ((2, "zh-Hans"), (3, "zh"), (4, "zha"), (5, None)):
        text = replace(article(f"Text {number}."), language=language)
        await store.memory.record(edited(watch, number, NOON + number * MINUTE, article=text))
    assert minutes(store.history.entries(language="zh")) == [2, 3]
    assert minutes(store.history.entries(language="zh-Hans")) == [2]


async def test_the_history_goes_on_before_a_place(store: Store) -> None:
    await told(store)
    whole = store.history.entries()
    before, pages = None, []
    while page := store.history.entries(before=before, limit=1):
        pages += page
        before = page[0].place
    assert pages == whole[::-1]


async def test_events_are_kept_in_order(store: Store) -> None:
    watch = added(store)
    moved = Event(kind="article.redirected", at=NOON, seen_after=None, why="301", url="https://lake.example/")
    await store.memory.record(same(watch, event=moved))
    await store.memory.record(same(watch, event=gone(NOON + MINUTE)))
    assert store.history.events(watch.id) == [moved, gone(NOON + MINUTE)]


async def test_a_stretch_of_the_stream_is_so_long_and_leads_on(store: Store) -> None:
    river, _ = await told(store)
    third = (NOON + 3 * MINUTE, WatchId(2), 0)
    entries, on = store.history.stretch(limit=9, steps=2, stealth=True)
    assert (entries, on) == ([], third)
    entries, on = store.history.stretch(limit=9, steps=2, stealth=True, before=third)
    assert (minutes(entries), on) == ([2], None)
    assert minutes(store.history.stretch(limit=1, steps=9)[0]) == [4]
    assert store.history.stretch(limit=1, steps=9)[1] == (NOON + 4 * MINUTE, WatchId(2), 2)
    assert store.history.stretch(limit=1, steps=1, site=river.site) == (
        store.history.entries(site=river.site, limit=1), (NOON + 2 * MINUTE, river.id, 3)
    )  # fmt: skip
    assert store.history.stretch(limit=9, steps=4)[1] is None
    assert store.history.stretch(limit=9, steps=1, since=NOON + 4 * MINUTE)[1] is None


async def test_of_many_watches_the_same_is_found_as_of_few(store: Store) -> None:
    river, forest = await told(store)
    for number in range(5000):
        added(store, f"village{number}", tags=("dry",))
    store.watches.set_tags(forest.id, add=("dry", "few"))
    assert minutes(store.history.entries(tag="dry")) == minutes(store.history.entries(tag="few")) == [3, 4]
    assert minutes(store.history.entries(tag="dry", site=forest.site)) == [3, 4]
    assert minutes(store.history.entries(tag="dry", site=river.site)) == []
    assert store.history.stretch(tag="dry", kind="no", limit=9, steps=1)[1] == (NOON + 4 * MINUTE, forest.id, 2)
    assert store.history.stretch(tag="few", kind="no", limit=9, steps=1) == ([], None)


@pytest.mark.parametrize("many", [1, 40])
async def test_few_turns_and_many_are_remembered_alike(store: Store, many: int) -> None:
    watch = added(store)
    turns = tuple(
        Turn(number=n, position=0, what="title", gone=f"{n:012x}", come=f"{n + 1:012x}", at=NOON + n * MINUTE)
        for n in range(2, many + 2)
    )
    await store.memory.record(same(structs.replace(watch, turns=turns)))
    assert store.watches.listed()[0].turns == turns


async def test_many_turns_take_half_the_room_of_their_text(store: Store, tmp_path: Path) -> None:
    turns = tuple(
        Turn(number=n, position=0, what="blocks.paragraph", gone=_drawn(n), come=_drawn(-n), at=NOON + n * MINUTE)
        for n in range(2, 42)
    )
    await store.memory.record(same(structs.replace(added(store), turns=turns)))
    with closing(sqlite3.connect(tmp_path / "watcher.db")) as connection:
        ((size,),) = connection.execute("SELECT length(turns) FROM watches").fetchall()
    assert size < 40 * 85 / 2


async def test_turns_that_are_damaged_are_told(store: Store, tmp_path: Path) -> None:
    added(store)
    with closing(sqlite3.connect(tmp_path / "watcher.db")) as connection, connection:
        connection.execute("UPDATE watches SET turns = 'AAAA'")
    with pytest.raises(StoreDamaged, match="damaged text"):
        store.watches.listed()


def _drawn(n: int) -> str:
    return hashlib.sha256(b"%d" % n).hexdigest()[:12]
