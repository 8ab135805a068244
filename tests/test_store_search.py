"""Searching what every revision brought."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from store_builders import NOON, added, article, edited, new, opened, same

from watcher.model import Image, Outcome
from watcher.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as store:
        yield store


def found(store: Store, text: str, **options: Any) -> list[str]:
    hits = store.search.hits(text, limit=10, **options)
    return [f"{hit.watch.id}@{hit.number}" for hit in hits]


async def told(store: Store) -> None:
    river, town = added(store, "river", tags=("dw",)), added(store, "town")
    await store.memory.record(new(river, article=article("The dam holds.", "柏林峰会将于周一举行。")))
    await store.memory.record(new(town, article=article("The mayor resigned on Monday.", title="A town council")))
    await store.memory.record(edited(river, 2, article=article("The dam broke.", "柏林峰会将于周一举行。")))


async def test_a_text_is_found_in_the_revision_that_brought_it(store: Store) -> None:
    await told(store)
    assert found(store, "dam") == ["1@2", "1@1"]
    assert found(store, "holds") == ["1@1"]
    assert found(store, "峰会") == ["1@1"]
    assert found(store, "dam broke") == ["1@2"]
    assert found(store, '"dam the"') == []
    assert found(store, "MAYOR resign") == ["2@1"]
    assert found(store, "…") == []


async def test_the_headline_counts_for_every_revision(store: Store) -> None:
    await told(store)
    assert found(store, "river broke") == ["1@2"]


async def test_a_search_can_be_narrowed(store: Store) -> None:
    await told(store)
    assert found(store, "the") == ["1@2", "2@1", "1@1"]
    assert found(store, "the", tag="dw") == ["1@2", "1@1"]
    assert [hit.number for hit in store.search.hits("the", limit=1)] == [2]
    (town,) = [watch for watch in store.watches.listed() if watch.site == "town.example"]
    assert found(store, "the", watch_id=town.id) == ["2@1"]


async def test_a_hit_says_where_and_whether_it_still_stands(store: Store) -> None:
    await told(store)
    (hit,) = store.search.hits("holds", limit=10)
    assert (hit.title, hit.at, hit.passages) == ("The river rises", NOON, (("The dam holds.", ((8, 13),)),))
    assert hit.gone == ("The dam holds.",)
    (hit,) = store.search.hits("broke", limit=10)
    assert hit.gone == ()


async def test_captions_and_credits_are_found(store: Store) -> None:
    picture = Image(
        src="https://a.example/1.jpg",
        asset="https://a.example/1.jpg",
        role="lead",
        caption="A flooded lane",
        credit="M. Okafor",
    )
    await store.memory.record(new(added(store), article=replace(article(), blocks=(picture,))))
    assert found(store, "lane") == ["1@1"]
    assert found(store, "okafor") == ["1@1"]


async def test_what_was_read_anew_is_found_as_it_is_read_now(store: Store) -> None:
    watch = added(store)
    await store.memory.record(new(watch, article=article("Subscribe now!", "The dam holds.")))
    await store.memory.record(same(watch, reread=article("The dam holds."), extractor="2", outcome=Outcome.SAME))
    assert found(store, "subscribe") == []
    assert found(store, "holds") == ["1@1"]


async def test_what_is_removed_is_not_found_any_more(store: Store) -> None:
    await told(store)
    (river,) = [watch for watch in store.watches.listed() if watch.site == "river.example"]
    store.watches.remove(river.id)
    assert found(store, "the") == ["2@1"]
    assert found(store, "峰会") == []


@pytest.mark.parametrize(
    "text", ['"', "a AND", "NOT x", "col:umn", "(", "^x", "*", "a* b", "'; DROP TABLE watches", "\x00", "\ud800"]
)
async def test_nothing_that_is_typed_is_taken_for_a_command(store: Store, text: str) -> None:
    await told(store)
    assert found(store, text) == []


async def test_an_edit_is_found_by_the_sentence_that_it_brought(store: Store) -> None:
    rest = "Boats were brought to the market. " * 6
    watch = added(store)
    await store.memory.record(new(watch, article=article(f"{rest}The dam holds, said the mayor. {rest}")))
    await store.memory.record(edited(watch, 2, article=article(f"{rest}The dam broke, said the mayor. {rest}")))
    assert found(store, "dam mayor") == ["1@2", "1@1"]
    assert found(store, '"market the dam broke said the mayor boats"') == ["1@2"]
    assert found(store, "broke river") == ["1@2"]
    assert found(store, "holds") == ["1@1"]
