"""One article is one watch, whatever addresses led to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs
from store_builders import MINUTE, NOON, article, new, opened

from watcher.model import Article, Watch
from watcher.store import Store
from watcher.urls import identity, site

STORY = "https://river.example/2026/the-river-rises"
SHORT = "https://river.example/s/17"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as own:
        yield own


def watched(store: Store, url: str, *tags: str) -> Watch:
    return store.watches.add(url, key=identity(url), site=site(url), tags=tags, now=NOON)[0]


async def read(store: Store, watch: Watch, canonical: str | None, **fields: object) -> None:
    """The first look at `watch`, whose page calls `canonical` its address."""
    own: Article = replace(article(), canonical_url=canonical, **fields)  # type: ignore[arg-type]
    await store.memory.record(new(watch, article=own, lineage=(own.digest(),)))


def ids(store: Store) -> list[int]:
    return [watch.id for watch in store.watches.listed()]


async def test_an_article_that_is_watched_already_becomes_one_with_that_watch(store: Store) -> None:
    first, second = watched(store, STORY, "a"), watched(store, SHORT, "b")
    await read(store, first, STORY)
    await read(store, second, STORY)
    (one,) = store.watches.listed()
    assert (one.id, one.tags) == (first.id, ("a", "b"))
    assert store.watches.by_key(second.key) == one
    assert len(store.history.revisions(first.id)) == 1
    again, added = store.watches.add(SHORT, key=second.key, site=second.site, now=NOON)
    assert (again.id, added) == (first.id, False)


async def test_the_canonical_address_of_a_watch_leads_to_it(store: Store) -> None:
    watch = watched(store, SHORT)
    await read(store, watch, STORY)
    assert watched(store, STORY).id == watch.id


async def test_two_that_wait_for_their_first_look_become_one_whichever_is_read_first(store: Store) -> None:
    short, story = watched(store, SHORT), watched(store, STORY)
    await read(store, short, STORY)
    assert ids(store) == [short.id, story.id]
    await read(store, story, STORY)
    assert ids(store) == [short.id]
    assert store.watches.by_key(story.key) == store.watches.by_id(short.id)


async def test_where_a_redirect_led_is_watched_already(store: Store) -> None:
    story, short = watched(store, STORY), watched(store, SHORT)
    await read(store, story, None)
    await read(store, structs.replace(short, url=STORY), None)
    assert ids(store) == [story.id]


async def test_a_page_that_calls_another_articles_address_its_own_stays_watched(store: Store) -> None:
    first, second = watched(store, STORY), watched(store, SHORT)
    await read(store, first, STORY)
    await read(store, second, STORY, title="Quite another story")
    assert ids(store) == [first.id, second.id]
    assert watched(store, STORY).id == first.id


async def test_an_article_whose_headline_was_edited_meanwhile_is_known_by_its_time(store: Store) -> None:
    first, second = watched(store, STORY), watched(store, SHORT)
    await read(store, first, STORY, published_at="2026-05-04T11:00:00Z")
    await read(store, second, STORY, published_at="2026-05-04T11:00:00Z", title="The river falls")
    assert ids(store) == [first.id]


@pytest.mark.parametrize(
    "canonical", ["https://elsewhere.example/2026/the-river-rises", "https://river.example/", None]
)
async def test_other_sites_and_a_sites_first_page_are_no_addresses_of_an_article(
    store: Store, canonical: str | None
) -> None:
    first, second = watched(store, STORY), watched(store, SHORT)
    await read(store, first, canonical)
    await read(store, second, canonical)
    assert ids(store) == [first.id, second.id]


async def test_a_mobile_page_names_the_desktop_one(store: Store) -> None:
    story = watched(store, "https://river.example/story/5")
    mobile = watched(store, "https://mobil.river.example/5")
    await read(store, story, story.url)
    await read(store, mobile, story.url)
    assert ids(store) == [story.id]


async def test_later_revisions_are_never_folded(store: Store) -> None:
    first, second = watched(store, STORY), watched(store, SHORT)
    await read(store, second, None)
    await read(store, first, STORY)
    own = replace(article(title="The river rises"), canonical_url=STORY)
    finding = new(second, NOON + MINUTE, article=own, lineage=(own.digest(),))
    assert finding.revision is not None
    await store.memory.record(finding._replace(revision=replace(finding.revision, number=2)))
    assert ids(store) == [first.id, second.id]


async def test_the_days_of_a_column_stay_apart_under_one_headline_and_address(store: Store) -> None:
    monday, tuesday = watched(store, STORY), watched(store, SHORT)
    await read(store, monday, "https://river.example/brief", published_at="2026-05-04T00:00:00Z")
    await read(store, tuesday, "https://river.example/brief", published_at="2026-05-05T00:00:00Z")
    assert ids(store) == [monday.id, tuesday.id]


async def test_a_day_is_too_little_to_know_an_article_by(store: Store) -> None:
    first, second = watched(store, STORY), watched(store, SHORT)
    await read(store, first, STORY, published_at="2026-05-04T00:00:00Z")
    await read(store, second, STORY, published_at="2026-05-04T00:00:00Z", title="Quite another story")
    assert ids(store) == [first.id, second.id]
