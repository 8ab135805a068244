"""What the store learns of a site: counted with the revision, in one transaction, each article once."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from store_builders import MINUTE, NOON, article, edited, new, opened, same

from watcher.errors import StoreError
from watcher.model import Article, Known, Watch
from watcher.model.lines import lines_of
from watcher.model.repeated import COUNTED
from watcher.store import Store

SITE = "river.example"
LETTERS = "Our desk reads every letter that reaches it and answers most of them within a week."
MORE = "Tell your friends about the river and what is going on beside it."
TOPICS = "weir ferry eels bridge flood mills sluice barge salmon towpath reeds lock regatta dredger".split()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as store:
        yield store


def story(number: int, *shared: str, title: str = "") -> Article:
    """An article like no other, and the lines that it shares."""
    own = (f"Part {part} of report {number}: {random.Random(number * 100 + part).random()}." * 3 for part in range(8))
    topic = TOPICS[number % len(TOPICS)]
    return article(*own, *shared, title=title or f"{topic}{number // len(TOPICS)} {'abcdefgh'[number % 8] * 5}")


def watched(store: Store, number: int, *, site: str = SITE) -> Watch:
    url = f"https://{site}/{number}"
    return store.watches.add(url, key=url, site=site, now=NOON)[0]


async def read(store: Store, number: int, found: Article, *, site: str = SITE) -> Watch:
    """The first look at an article."""
    watch = watched(store, number, site=site)
    await store.memory.record(new(watch, article=found, counted=found))
    return watch


async def read_all(store: Store, *articles: Article) -> list[Watch]:
    return [await read(store, number, found) for number, found in enumerate(articles)]


def excerpts(known: Known) -> list[str]:
    return sorted(known.line.excerpt for known in known.lines)


def begins(*texts: str) -> list[str]:
    return sorted(line.excerpt for line in lines_of(article(*texts)))


async def test_a_line_on_every_article_is_learned_when_enough_have_it(store: Store) -> None:
    learned = []
    for number in range(8):
        await read(store, number, story(number, LETTERS))
        learned.append(excerpts(await store.memory.known(SITE)))
    assert learned == [[]] * 3 + [begins(LETTERS)] * 5
    assert [(each.articles, each.counted) for each in (await store.memory.known(SITE)).lines] == [(8, 8)]


async def test_what_three_follow_ups_share_is_not_learned(store: Store) -> None:
    background = "The river last stood as high in the spring of 1994, when two villages were cut off for a week."
    await read_all(store, *(story(number, *[background] * (number < 3)) for number in range(12)))
    assert (await store.memory.known(SITE)).lines == ()


async def test_what_the_follow_ups_of_one_story_share_is_not_learned_however_many_they_are(store: Store) -> None:
    background = "The river last stood as high in the spring of 1994, when two villages were cut off for a week."
    follow_ups = [story(number, background, title=f"Flood report {TOPICS[number]}") for number in range(9)]
    await read_all(store, *follow_ups, *(story(number) for number in range(9, 12)))
    assert (await store.memory.known(SITE)).lines == ()


async def test_background_that_names_what_its_story_names_is_not_learned_on_however_many_articles(store: Store) -> None:
    background = "Voters in Eelmouth rejected the barrage in a referendum five years ago."
    articles = [story(n, f"Vote {n} on the Eelmouth barrage.", f"Referendum {n}: voters.") for n in range(12)]
    await read_all(store, *(article(*one.text().split("\n"), background, title=one.title) for one in articles))
    assert (await store.memory.known(SITE)).lines == ()


async def test_a_report_that_is_made_of_set_phrases_keeps_them(store: Store) -> None:
    phrases = [f"The level at gauge {n} is expected to stay as it is until the morning." for n in range(9)]
    reports = [article(*phrases, f"Measured by {topic}.", title=f"{topic} today") for topic in TOPICS]
    await read_all(store, *reports)
    assert (await store.memory.known(SITE)).lines == ()


async def test_an_article_counts_once_however_often_it_is_edited(store: Store) -> None:
    found = story(1, LETTERS)
    watch = await read(store, 1, found)
    for number in range(2, 9):
        await store.memory.record(edited(watch, number, NOON + number * MINUTE, article=found, counted=found))
    assert (await store.memory.known(SITE)).lines == ()


async def test_an_article_that_was_tracked_anew_counts_once(store: Store) -> None:
    for _ in range(8):
        watch = await read(store, 1, story(1, LETTERS))
        store.watches.remove(watch.id)
    assert (await store.memory.known(SITE)).lines == ()


async def test_a_line_that_an_edit_took_out_of_an_article_counts_there_no_more(store: Store) -> None:
    first, *_ = await read_all(store, *(story(number, LETTERS) for number in range(3)))
    await store.memory.record(edited(first, 2, NOON + MINUTE, article=story(0), counted=story(0)))
    await read(store, 3, story(3, LETTERS))
    assert (await store.memory.known(SITE)).lines == ()
    await read(store, 4, story(4, LETTERS))
    assert excerpts(await store.memory.known(SITE)) == begins(LETTERS)


async def test_a_line_that_came_with_an_edit_counts_like_one_that_was_there(store: Store) -> None:
    first = await read(store, 0, story(0))
    with_it = story(0, LETTERS)
    await store.memory.record(edited(first, 2, NOON + MINUTE, article=with_it, counted=with_it))
    learned = []
    for number in range(1, 4):
        await read(store, number, story(number, LETTERS))
        learned.append(excerpts(await store.memory.known(SITE)))
    assert learned == [[], [], begins(LETTERS)]


async def test_what_an_edit_left_as_it_was_counts_as_before(store: Store) -> None:
    first = await read(store, 0, story(0, LETTERS))
    other = story(0, LETTERS.replace("week", "day"), LETTERS)
    await store.memory.record(edited(first, 2, NOON + MINUTE, article=other, counted=other))
    for number in range(1, 4):
        await read(store, number, story(number, LETTERS))
    assert excerpts(await store.memory.known(SITE)) == begins(LETTERS)


async def test_other_sites_learn_nothing_of_it(store: Store) -> None:
    await read_all(store, *(story(number, LETTERS) for number in range(4)))
    assert (await store.memory.known("sea.example")).lines == ()
    for number in range(10, 13):
        await read(store, number, story(number, LETTERS), site="sea.example")
    assert (await store.memory.known("sea.example")).lines == ()


async def test_a_line_is_forgotten_when_the_site_gave_it_up(store: Store) -> None:
    await read_all(store, *(story(number, LETTERS) for number in range(4)))
    known = [bool((await store.memory.known(SITE)).lines)]
    for number in range(4, 40):
        await read(store, number, story(number))
        known.append(bool((await store.memory.known(SITE)).lines))
    assert known == sorted(known, reverse=True)
    assert known.index(False) == 29


async def test_a_line_that_a_site_takes_up_later_is_learned_among_its_newest_articles(store: Store) -> None:
    await read_all(store, *(story(number) for number in range(120)))
    for number in range(120, 133):
        await read(store, number, story(number, MORE))
    assert [(each.articles, each.counted) for each in (await store.memory.known(SITE)).lines] == [(13, COUNTED)]


async def test_only_the_newest_articles_of_a_site_are_kept_count_of(store: Store, tmp_path: Path) -> None:
    await read_all(store, *(story(number) for number in range(COUNTED + 15)))
    with closing(sqlite3.connect(tmp_path / "watcher.db")) as database:
        rows = database.execute("SELECT watch_id, length(lines) FROM counted ORDER BY watch_id").fetchall()
    assert [watch for watch, _ in rows] == list(range(16, COUNTED + 16))
    assert max(size for _, size in rows) < 200


async def test_a_look_that_found_nothing_new_counts_nothing(store: Store) -> None:
    first, *_ = await read_all(store, *(story(number, LETTERS) for number in range(3)))
    for minute in range(5):
        await store.memory.record(same(first, NOON + minute * MINUTE))
    assert (await store.memory.known(SITE)).lines == ()


async def test_what_is_counted_is_written_with_the_revision_or_not_at_all(store: Store) -> None:
    *_, last = await read_all(store, *(story(number, LETTERS) for number in range(3)))
    late = watched(store, 9)
    taken = edited(last, 1, NOON + MINUTE, article=story(5, LETTERS), counted=story(5, LETTERS))
    with pytest.raises(StoreError, match="is there already"):
        await store.memory.record(taken._replace(watch=late))
    assert (await store.memory.known(SITE)).lines == ()


async def test_what_was_learned_is_there_after_a_restart(store: Store, tmp_path: Path) -> None:
    await read_all(store, *(story(number, LETTERS, MORE) for number in range(6)))
    known = await store.memory.known(SITE)
    assert excerpts(known) == begins(LETTERS, MORE)
    store.close()
    with opened(tmp_path, readonly=True) as again:
        assert await again.memory.known(SITE) == known


async def test_two_databases_that_saw_the_same_know_the_same(tmp_path: Path) -> None:
    articles = [story(number, *[LETTERS] * (number % 2), *[MORE] * (number % 3 == 0)) for number in range(30)]
    knowledge: list[Sequence[Known]] = []
    for name in ("one", "two"):
        with opened(tmp_path / name) as store:
            steps = []
            for number, found in enumerate(articles):
                await read(store, number, found)
                steps.append(await store.memory.known(SITE))
            knowledge.append(steps)
    assert knowledge[0] == knowledge[1]
    assert excerpts(knowledge[0][-1]) == begins(LETTERS, MORE)
