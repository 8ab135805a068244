"""Sources in the store: what is set, what is due, and what one reading writes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec import structs
from store_builders import MINUTE, NOON, added, opened

from watcher.errors import StoreError
from watcher.model import (
    Finding,
    Found,
    Listed,
    Outcome,
    Part,
    Reading,
    Source,
    SourceId,
    SourceKind,
    SourceSetting,
    Validators,
)
from watcher.store import Store

FEED = SourceSetting(url="https://river.example/feed.xml", tags=("river",))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as own:
        yield own


def new_source(store: Store, setting: SourceSetting = FEED) -> Source:
    return store.sources.add(setting, NOON)[0]


def found(*names: str) -> tuple[Found, ...]:
    return tuple(Found(article=Listed(url=f"https://river.example/{name}"), due_at=NOON) for name in names)


def reading(source: Source, *names: str, **fields: object) -> Reading:
    after = replace(source, due_at=NOON + MINUTE, read_at=NOON, kind=SourceKind.FEED)
    return Reading(source=after, at=NOON, found=found(*names), **fields)  # type: ignore[arg-type]


async def entered(store: Store, one: Reading) -> Source:
    after = await store.sources.enter(one)
    assert after is not None
    return after


def urls(store: Store) -> list[str]:
    return [watch.url for watch in store.watches.listed()]


def test_a_source_is_as_it_was_set(store: Store) -> None:
    setting = SourceSetting(
        url="https://river.example/map.xml", kind="sitemap", tags=("a", "b"), match="/news/", languages=("zh", "en"),
        max_age=timedelta(days=3), limit=7, every=timedelta(minutes=30), baseline=True, pace=timedelta(seconds=2.5),
    )  # fmt: skip
    source, new = store.sources.add(setting, NOON)
    assert new
    assert source.setting == setting
    assert (source.address, source.due_at, source.from_file, source.kind) == (setting.url, NOON, False, None)
    assert store.sources.listed() == [source] == [store.sources.by_id(source.id)]


def test_a_source_that_is_there_is_set_anew_and_read_at_once(store: Store) -> None:
    source = new_source(store)
    again, new = store.sources.add(replace(FEED, tags=("brook",)), NOON + MINUTE)
    assert not new
    assert (again.id, again.setting.tags, again.due_at) == (source.id, ("brook",), NOON + MINUTE)


async def test_setting_a_source_as_it_is_changes_nothing(store: Store) -> None:
    after = await entered(store, reading(new_source(store), "a", **{}))
    assert store.sources.add(FEED, NOON) == (after, False)


def test_one_address_may_be_read_for_two_patterns(store: Store) -> None:
    sport = new_source(store, replace(FEED, match="/sport/"))
    assert new_source(store, replace(FEED, match="/politics/")).id != sport.id


async def test_what_is_found_is_watched_due_now_and_tagged(store: Store) -> None:
    source = await entered(store, reading(new_source(store), "a", "b"))
    assert [(w.url, w.tags, w.due_at) for w in store.watches.listed()] == [
        ("https://river.example/a", ("river",), NOON),
        ("https://river.example/b", ("river",), NOON),
    ]
    assert (source.found, source.due_at, source.kind) == (2, NOON + MINUTE, SourceKind.FEED)


async def test_an_article_that_is_watched_already_only_gets_the_tags(store: Store) -> None:
    watch = added(store, url="https://river.example/a", tags=("mine",))
    key = watch.key
    assert key == "river.example/story"
    known = store.watches.add("https://river.example/a", key="river.example/a", site="river.example", now=NOON)[0]
    await store.sources.enter(reading(new_source(store), "a"))
    after = store.watches.by_id(known.id)
    assert after is not None
    assert after.tags == ("river",)
    assert len(store.watches.listed()) == 2


async def test_what_was_listed_before_is_not_new_even_where_it_was_removed(store: Store) -> None:
    source = new_source(store)
    keys = ["river.example/a", "river.example/b"]
    assert store.sources.unlisted(source.id, keys) == frozenset(keys)
    await store.sources.enter(reading(source, "a"))
    store.watches.remove(store.watches.listed()[0].id)
    assert store.sources.unlisted(source.id, keys) == {"river.example/b"}
    other = new_source(store, replace(FEED, match="x"))
    assert store.sources.unlisted(other.id, keys) == frozenset(keys)


async def test_a_reading_is_written_whole_or_not_at_all(store: Store) -> None:
    source = new_source(store)
    broken = (*found("a"), Found(article=Listed(url="https://river.example/b"), due_at=NOON.replace(tzinfo=None)))
    with pytest.raises(ValueError, match="no time zone"):
        await store.sources.enter(replace(reading(source), found=broken))
    assert store.watches.listed() == []
    assert store.sources.by_id(source.id) == source


async def test_the_reading_of_a_source_that_was_removed_adds_nothing(store: Store) -> None:
    source = new_source(store)
    assert store.sources.remove(source.id)
    assert await store.sources.enter(reading(source, "a")) is None
    assert store.watches.listed() == []
    assert not store.sources.remove(source.id)


async def test_removing_a_source_leaves_what_it_found(store: Store) -> None:
    source = await entered(store, reading(new_source(store), "a", parts=(Part(url="https://river.example/1.xml"),)))
    store.sources.remove(source.id)
    assert urls(store) == ["https://river.example/a"]


async def test_every_field_of_its_state_is_kept(store: Store) -> None:
    source = new_source(store)
    state = replace(
        source, address="https://feeds.example/river", due_at=NOON + MINUTE, kind=SourceKind.SITEMAP, read_at=NOON,
        pause=timedelta(minutes=7), ttl=timedelta(minutes=9), listed=5, new=3, waiting=2, failures=4,
        failing_since=NOON, why="it is empty", validators=Validators(etag='"x"', last_modified="today"),
        paced_until=NOON + MINUTE,
    )  # fmt: skip
    assert await entered(store, Reading(source=state, at=NOON)) == state


async def test_people_may_set_a_source_anew_while_it_is_read(store: Store) -> None:
    source = new_source(store)
    store.sources.add(replace(FEED, limit=5), NOON)
    assert (await entered(store, reading(source))).setting.limit == 5


# Parts


def parts(*names: str, modified: str = "2026-03-01", depth: int = 1) -> tuple[Part, ...]:
    return tuple(Part(url=f"https://river.example/{name}.xml", modified=modified, depth=depth) for name in names)


async def test_parts_are_read_one_after_the_other_at_once_and_then_the_source_again(store: Store) -> None:
    source = await entered(store, reading(new_source(store), parts=parts("1", "2")))
    assert (source.part, source.parts, source.due_at) == (*parts("1"), 2, NOON)
    source = await entered(store, reading(source, "a", parts=(), done=source.part))
    assert (source.part, source.due_at) == (*parts("2"), NOON)
    source = await entered(store, reading(source, "b", parts=(), done=source.part))
    assert (source.part, source.parts, source.due_at, source.found) == (None, 2, NOON + MINUTE, 2)


async def test_only_parts_that_changed_or_do_not_say_are_read_again(store: Store) -> None:
    source = await entered(store, reading(new_source(store), parts=(*parts("1", "2"), *parts("3", modified=""))))
    for _ in range(3):
        source = await entered(store, reading(source, parts=(), done=source.part))
    assert source.part is None
    source = await entered(store, reading(source, parts=(*parts("1", modified="2026-03-02"), *parts("2", "4"))))
    waiting = []
    while source.part is not None:
        waiting.append(source.part.url[-5])
        source = await entered(store, reading(source, parts=(), done=source.part))
    assert waiting == ["1", "4"]
    assert source.parts == 3


async def test_where_nothing_changed_the_parts_that_do_not_say_are_read_again(store: Store) -> None:
    source = await entered(store, reading(new_source(store), parts=(*parts("1"), *parts("2", modified=""))))
    for _ in range(2):
        source = await entered(store, reading(source, parts=(), done=source.part))
    source = await entered(store, reading(source, again=True))
    assert source.part is not None
    assert source.part.url == "https://river.example/2.xml"


async def test_the_parts_of_a_part_are_added_to_those_there_are(store: Store) -> None:
    source = await entered(store, reading(new_source(store), parts=parts("1", "2")))
    source = await entered(store, reading(source, parts=parts("3", depth=2), done=source.part))
    assert source.parts == 3
    source = await entered(store, reading(replace(source, part=None), parts=parts("1")))
    assert source.parts == 2  # the second of the source's own is listed no more


async def test_a_source_that_fails_waits_though_a_part_is_to_be_read(store: Store) -> None:
    source = await entered(store, reading(new_source(store), parts=parts("1")))
    failing = replace(source, failures=1, due_at=NOON + MINUTE)
    assert (await entered(store, Reading(source=failing, at=NOON))).due_at == NOON + MINUTE


# The configuration


def test_the_files_sources_are_added_changed_and_removed_and_no_others(store: Store) -> None:
    mine = new_source(store, SourceSetting(url="https://mine.example/feed"))
    brook = SourceSetting(url="https://brook.example/feed")
    store.sources.reconcile([FEED, brook], NOON)
    assert [(one.setting, one.from_file) for one in store.sources.listed()] == [
        (mine.setting, False),
        (FEED, True),
        (brook, True),
    ]
    store.sources.reconcile([replace(FEED, tags=("new",))], NOON)
    assert [one.setting.tags for one in store.sources.listed()] == [(), ("new",)]
    store.sources.reconcile([], NOON)
    assert store.sources.listed() == [mine]


async def test_reconciling_again_changes_nothing(store: Store) -> None:
    store.sources.reconcile([FEED], NOON)
    (source,) = store.sources.listed()
    after = await entered(store, reading(source, "a"))
    store.sources.reconcile([FEED], NOON + MINUTE)
    assert store.sources.listed() == [after]


async def test_what_a_source_found_stays_when_the_file_drops_it(store: Store) -> None:
    store.sources.reconcile([FEED], NOON)
    await store.sources.enter(reading(store.sources.listed()[0], "a"))
    store.sources.reconcile([], NOON)
    assert urls(store) == ["https://river.example/a"]


def test_a_source_that_somebody_added_stays_though_the_file_had_it_too(store: Store) -> None:
    mine = new_source(store)
    store.sources.reconcile([replace(FEED, tags=("file",))], NOON)
    store.sources.reconcile([], NOON)
    assert [(one.id, one.setting.tags) for one in store.sources.listed()] == [(mine.id, ("file",))]


# What is due


async def test_sources_are_due_beside_the_watches_of_their_host(store: Store) -> None:
    watch = added(store)
    river, brook = new_source(store), new_source(store, SourceSetting(url="https://brook.example/feed"))
    rounds = store.rounds.due(NOON, 10)
    assert [(r.host, r.sources, r.watches) for r in rounds] == [
        ("river.example", (river,), (watch,)),
        ("brook.example", (brook,), ()),
    ]
    assert [r.host for r in store.rounds.due(NOON, 10, visited=("river.example",))] == ["brook.example"]
    assert store.rounds.due(NOON - MINUTE, 10) == []
    assert len(store.rounds.due(NOON, 1)) == 1


async def test_a_source_is_due_at_the_host_where_it_is_read(store: Store) -> None:
    source = new_source(store)
    await store.sources.enter(Reading(source=replace(source, address="https://feeds.example/river"), at=NOON))
    assert [r.host for r in store.rounds.due(NOON, 10)] == ["feeds.example"]


def test_of_one_hosts_sources_a_few_come_at_a_time(store: Store) -> None:
    for number in range(20):
        new_source(store, SourceSetting(url=f"https://river.example/{number}.xml"))
    (found,) = store.rounds.due(NOON, 100)
    assert 1 <= len(found.sources) <= 5


async def test_what_was_asked_for_in_vain_at_a_host_is_due_again_and_nothing_else(store: Store) -> None:
    later, hosts = NOON + 60 * MINUTE, ("north.example", "south.example", "west.example")
    for host in hosts:
        failures = 0 if host == "south.example" else 3
        since = NOON if failures else None
        watch = structs.replace(
            added(store, url=f"https://{host}/1", name=host), failures=failures, failing_since=since
        )
        await store.memory.record(
            Finding(outcome=Outcome.FAILED, watch=structs.replace(watch, due_at=later, looked_at=NOON), at=NOON)
        )
        source = new_source(store, SourceSetting(url=f"https://{host}/feed"))
        source = replace(source, failures=failures, failing_since=since, due_at=later, read_at=NOON)
        await store.sources.enter(Reading(source=source, at=NOON, why="it does not answer" if failures else ""))
    store.rounds.again(hosts[:2], NOON, NOON + MINUTE)
    assert [watch.due_at for watch in store.watches.listed()] == [NOON + MINUTE, later, later]
    assert [source.due_at for source in store.sources.listed()] == [NOON + MINUTE, later, later]
    store.rounds.again(hosts, NOON + MINUTE, NOON + MINUTE)
    assert store.watches.listed()[-1].due_at == store.sources.listed()[-1].due_at == later


async def test_the_next_due_is_of_sources_and_watches_alike(store: Store) -> None:
    assert store.rounds.next_due() is None
    source = new_source(store)
    assert store.rounds.next_due() == NOON
    await store.sources.enter(reading(source))
    assert store.rounds.next_due() == NOON + MINUTE
    added(store)
    assert store.rounds.next_due() == NOON


async def test_sources_are_counted(store: Store) -> None:
    source = new_source(store)
    new_source(store, SourceSetting(url="https://brook.example/feed"))
    await store.sources.enter(Reading(source=replace(source, failing_since=NOON, due_at=NOON + MINUTE), at=NOON))
    figures = store.sources.figures(NOON)
    assert (figures.count, figures.due, figures.failing) == (2, 1, 1)


def test_addresses_of_a_site_are_those_of_articles_that_were_read(store: Store) -> None:
    added(store)
    assert store.sources.addresses("river.example") == []


def test_reading_only_refuses_to_add(store: Store, tmp_path: Path) -> None:
    with opened(tmp_path, readonly=True) as reader, pytest.raises(StoreError, match="for reading only"):
        reader.sources.add(FEED, NOON)


def test_there_is_no_source_of_that_number(store: Store) -> None:
    assert store.sources.by_id(SourceId(9)) is None


async def test_a_clock_that_was_set_back_makes_sources_due_too(store: Store) -> None:
    ahead = NOON + timedelta(days=30)
    read_then = replace(new_source(store), read_at=ahead, due_at=ahead + MINUTE)
    await store.sources.enter(Reading(source=read_then, at=ahead))
    await store.sources.enter(reading(new_source(store, replace(FEED, match="x"))))
    store.rounds.rebase(NOON)
    assert [(one.due_at, one.read_at) for one in store.sources.listed()] == [(NOON, NOON), (NOON + MINUTE, NOON)]
