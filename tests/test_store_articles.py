"""Articles as they are kept: each upon the one before it, and all of them readable however many there are."""

from __future__ import annotations

import sqlite3
import sys
import tracemalloc
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from older_stores import SCHEMAS, as_of
from store_builders import MINUTE, NOON, added, change, edited, new, opened, page, repacked, same

from watcher.compare import compare
from watcher.errors import StoreDamaged
from watcher.model import Article, Change, Paragraph, Watch, WatchId
from watcher.store import Store, articles, codec, migrate
from watcher.store.articles import LONGEST_RUN
from watcher.store.queries import Queries
from watcher.store.sqlite import readable, writable
from watcher.store.texts import article_in, columns_in, text_of

WATCH = WatchId(1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as store:
        yield store


def story(number: int, paragraphs: int = 40) -> Article:
    """One paragraph after the other is edited, revision after revision."""
    texts = (
        f"Paragraph {n} of the story, number {n * n}, says since edit {number - (number - n) % paragraphs} how it is."
        for n in range(paragraphs)
    )
    return Article(url="https://river.example/story", title="The river", blocks=tuple(Paragraph(text=t) for t in texts))


@contextmanager
def counted() -> Iterator[Counter[str]]:
    """Calls of functions in C, by their names."""
    called: Counter[str] = Counter()
    sys.setprofile(lambda _, what, called_: called.update([called_.__name__] if what == "c_call" else ()))
    try:
        yield called
    finally:
        sys.setprofile(None)


async def recorded(store: Store, told: Sequence[Article]) -> Watch:
    """One revision for each article, with the changes that made it."""
    watch = added(store)
    await store.memory.record(new(watch, article=told[0]))
    for number in range(2, len(told) + 1):
        changes = compare(told[number - 2], told[number - 1]) or (change(),)
        at = NOON + number * MINUTE
        await store.memory.record(edited(watch, number, at, article=told[number - 1], changes=changes))
    return watch


def rows(path: Path, sql: str, *values: object) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute(sql, values).fetchall()
        connection.commit()
        return found


def flaws(store: Store) -> list[tuple[int | None, str]]:
    found: list[tuple[int | None, str]] = []
    store.care.verified(found=lambda flaw: found.append((flaw.number, flaw.what)), onward=lambda _: None)
    return found


async def test_every_revision_of_a_long_history_is_as_it_was(store: Store) -> None:
    told = [story(number) for number in range(2 * LONGEST_RUN + 5)]
    watch = await recorded(store, told)
    whole = store.history.revisions(watch.id)
    assert [one.article for one in whole] == told
    assert [store.history.revision(watch.id, one.number) for one in whole] == whole
    for before, one in zip(told, whole[1:], strict=False):
        assert one.changes == (compare(before, one.article) or (change(),))
    assert store.history.revisions(watch.id, 30, 33) == whole[29:33]
    assert store.history.revisions(watch.id, len(told) + 1) == []


async def test_no_revision_rests_on_more_than_a_few_others(store: Store) -> None:
    await recorded(store, [story(number) for number in range(2 * LONGEST_RUN + 5)])
    connection = sqlite3.connect(store.path)
    connection.row_factory = sqlite3.Row
    lines = [
        [one.number for one in articles.line(connection, WATCH, number)] for number in range(1, 2 * LONGEST_RUN + 6)
    ]
    assert max(map(len, lines)) == 9
    assert lines[:3] == [[1], [1, 2], [1, 3]]
    assert lines[7:11] == [[1, 8], [1, 9], [1, 9, 10], [1, 9, 11]]
    assert lines[63] == [1, 9, 17, 25, 33, 41, 49, 57, 64]
    assert lines[64:66] == [[65], [65, 66]]


async def test_an_edit_takes_a_few_hundred_bytes(store: Store) -> None:
    await recorded(store, [story(number) for number in range(12)])
    sizes = [size for (size,) in rows(store.path, "SELECT length(body) FROM articles WHERE base IS NOT NULL")]
    assert len(sizes) == 11
    assert max(int(str(size)) for size in sizes) < 200 < len(codec.article_json(story(1))) / 20


async def test_what_was_written_anew_is_soon_kept_by_itself(store: Store) -> None:
    other = Article(url="https://river.example/story", title="Bees", blocks=tuple(
        Paragraph(text="".join(chr(97 + (n * k * k) % 23) for k in range(99))) for n in range(40)
    ))  # fmt: skip
    await recorded(store, [story(1), other, other, other])
    # The second one tells in its changes all that went, and that stands in the first one.
    assert rows(store.path, "SELECT base FROM articles ORDER BY number") == [(None,), (1,), (None,), (3,)]


async def test_what_is_read_anew_is_kept_upon_the_one_before(store: Store) -> None:
    watch = await recorded(store, [story(number) for number in range(4)])
    before = store.history.revisions(watch.id)
    anew = replace(story(3), language="de")
    await store.memory.record(same(watch, NOON + timedelta(hours=2), reread=anew, extractor="2"))
    found = store.history.revisions(watch.id)
    assert found[:3] == before[:3]
    assert (found[3].article, found[3].changes, found[3].extractor) == (anew, before[3].changes, "2")
    assert rows(store.path, "SELECT base FROM articles ORDER BY number") == [(None,), (1,), (1,), (1,)]
    assert flaws(store) == []


TEXTS = st.text(max_size=60)
CHANGES = st.lists(
    st.builds(
        Change,
        kind=st.sampled_from(("paragraph.edited", "notice.added", "link.added")),
        path=st.text(max_size=12),
        before=st.none() | TEXTS,
        after=st.none() | TEXTS,
        spans=st.lists(st.tuples(st.sampled_from("=-+"), TEXTS), max_size=4).map(tuple),
        facts=st.lists(st.sampled_from(("number", "date", "name")), max_size=3).map(tuple),
    ),
    max_size=4,
)
# Also columns as no version of watcher writes them, which an older database may hold.
COLUMNS = CHANGES.map(lambda found: [codec.change_columns(one) for one in found]) | st.lists(
    st.fixed_dictionaries(
        {
            "kind": TEXTS, "path": TEXTS, "before": st.none() | TEXTS, "after": st.none() | TEXTS,
            "spans": TEXTS | st.just('[ ["=", "x"] ]') | st.just('[["=","x",1]]'), "weight": TEXTS, "facts": TEXTS,
        }
    ),
    max_size=2,
)  # fmt: skip


@given(article=st.binary(max_size=200), changes=COLUMNS)
def test_a_text_gives_again_exactly_what_it_was_made_of(article: bytes, changes: list[dict[str, object]]) -> None:
    text = text_of(article, changes)
    assert article_in(text) == article
    assert columns_in(text) == changes


@given(
    texts=st.lists(st.binary(max_size=300), min_size=1, max_size=2 * LONGEST_RUN + 3),
    gaps=st.sets(st.integers(1, 2 * LONGEST_RUN)),
)
@settings(max_examples=50, deadline=None)
def test_any_texts_come_back_however_they_follow_each_other(texts: list[bytes], gaps: set[int]) -> None:
    kept = {number: text for number, text in enumerate(texts, 1) if number not in gaps}
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        migrate.migrate(connection)
        repacked(connection, WATCH, kept)
        found = [(one.number, one.text) for one in articles.run(connection, WATCH, 1, len(texts))]
        assert found == list(kept.items())
        for asked in (list(kept)[::2], list(kept)[::9], []):
            assert [one.number for one in articles.some(connection, WATCH, asked)] == asked
        for number in range(1, len(texts) + 1):
            one = articles.kept(connection, WATCH, number)
            assert (one and one.text) == kept.get(number)


async def test_a_list_of_edits_reads_each_text_about_once(store: Store) -> None:
    watch = await recorded(store, [story(number, 6) for number in range(40)])
    articles.remembered.cache_clear()
    with counted() as called:
        entries = store.history.entries(watch_id=watch.id, limit=30)
    assert 30 <= called["decompress"] < 40
    assert [entry.revision for entry in entries] == store.history.revisions(watch.id, first=11)


async def test_what_an_edit_is_compared_with_is_unpacked_once(store: Store) -> None:
    watch = await recorded(store, [story(number) for number in range(20)])
    connection = readable(store.path)
    with closing(connection):
        articles.remembered.cache_clear()
        with counted() as called:
            lines = [articles.line(connection, watch.id, 20) for _ in range(3)]
    assert [len(line) for line in lines] == [4, 4, 4]
    assert called["decompress"] == 4 + 1 + 1  # the first revision each time
    assert lines[0] == lines[1] == lines[2]


async def test_long_texts_are_not_held(store: Store) -> None:
    watch = await recorded(store, [story(number, 900) for number in range(2)])
    connection = readable(store.path)
    with closing(connection):
        articles.remembered.cache_clear()
        for _ in range(2):
            articles.line(connection, watch.id, 2)
    assert articles.remembered.cache_info().currsize == 0


async def test_a_long_text_is_not_held_however_short_it_is_packed(store: Store) -> None:
    long = replace(story(2), blocks=(Paragraph(text="a" * 200_000),))
    watch = await recorded(store, [story(1), long])
    connection = readable(store.path)
    with closing(connection):
        articles.remembered.cache_clear()
        line = articles.line(connection, watch.id, 2)
    assert len(line[-1].text) > 200_000
    assert articles.remembered.cache_info().currsize == 0


async def test_throwing_pages_away_takes_no_article(store: Store) -> None:
    watch = added(store)
    for number in range(1, 9):
        at = NOON + number * timedelta(days=1)
        of = {"article": story(number), "page": page(b"<p>edit %d</p>" % number * 30, at)}
        await store.memory.record(new(watch, at, **of) if number == 1 else edited(watch, number, at, **of))
    before = store.history.revisions(watch.id)
    now = NOON + timedelta(days=9)
    gone = store.care.pruned(pages=NOON + timedelta(days=5), histories=None, now=now, onward=lambda _: None)
    assert gone.pages == 4
    assert store.history.revisions(watch.id) == before
    assert flaws(store) == []


async def test_a_history_goes_on_after_a_restart(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        watch = await recorded(store, [story(number) for number in range(5)])
    with opened(tmp_path) as store:
        await store.memory.record(edited(watch, 6, NOON + 9 * MINUTE, article=story(5)))
        assert [one.article for one in store.history.revisions(watch.id)] == [story(number) for number in range(6)]
        assert rows(store.path, "SELECT number, base FROM articles WHERE number > 4") == [(5, 1), (6, 1)]


DAMAGES = (
    "body = zeroblob(length(body))", "body = substr(body, 1, length(body) - 3)", "body = CAST(body || 'x' AS BLOB)",
    "body = x''",
    "body = (SELECT body FROM articles AS other WHERE other.number = 4)",
    "base = 8", "base = 10", "base = NULL",
)  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
async def test_damage_takes_no_more_than_what_rests_on_it(store: Store, damage: str) -> None:
    watch = await recorded(store, [story(number) for number in range(20)])
    whole = store.history.revisions(watch.id)
    rows(store.path, f"UPDATE articles SET {damage} WHERE number = 9")
    for one in (*whole[:8],):
        assert store.history.revision(watch.id, one.number) == one
    for number in (9, 10, 17, 20):
        with pytest.raises(StoreDamaged, match=r"watch 1: the article of revision \d+ is damaged; restore"):
            store.history.revision(watch.id, number)
    told = dict(flaws(store))
    assert sorted(number or 0 for number in told) == list(range(9, 21))
    assert set(told.values()) == {"its article cannot be read any more, or one that it rests on"}


async def test_a_damaged_revision_does_not_keep_a_new_one_out(store: Store) -> None:
    watch = await recorded(store, [story(number) for number in range(3)])
    rows(store.path, "UPDATE articles SET body = zeroblob(9) WHERE number = 3")
    await store.memory.record(edited(watch, 4, NOON + 9 * MINUTE, article=story(9)))
    found = store.history.revision(watch.id, 4)
    assert found
    assert found.article == story(9)
    assert rows(store.path, "SELECT base FROM articles WHERE number = 4") == [(None,)]


async def test_an_older_database_is_packed_in_little_memory(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        watch = await recorded(store, [story(number, 500) for number in range(90)])
        before = store.history.revisions(watch.id)
        seals = store.history.seals(watch.id)
    (tmp_path / "old").mkdir()
    older = as_of(SCHEMAS[SCHEMAS.index("0021_texts") - 1], store.path, tmp_path / "old" / "watcher.db")
    size = older.stat().st_size
    with closing(writable(older)) as connection:
        tracemalloc.start()
        migrate.migrate(connection)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert most < size / 4
    with opened(tmp_path / "old") as other:
        assert other.history.revisions(watch.id) == before
        assert other.history.seals(watch.id) == seals
        assert flaws(other) == []


async def test_what_was_no_text_in_an_older_database_is_a_flaw_after_it_too(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        await recorded(store, [story(1), story(2), story(3)])
    (tmp_path / "old").mkdir()
    older = as_of(SCHEMAS[SCHEMAS.index("0021_texts") - 1], store.path, tmp_path / "old" / "watcher.db")
    rows(older, "UPDATE changes SET after = CAST(x'ff' AS TEXT) WHERE number = 2")
    rows(older, "UPDATE articles SET article = CAST(x'7bff' AS TEXT) WHERE number = 3")
    with opened(tmp_path / "old") as other:
        assert [number for number, _ in flaws(other)] == [2, 3]
        assert other.history.revision(WATCH, 1) is not None
        with pytest.raises(StoreDamaged):
            other.history.revision(WATCH, 3)


def test_articles_of_a_watch_are_found_by_an_index(tmp_path: Path) -> None:
    opened(tmp_path).close()
    with closing(readable(tmp_path / "watcher.db")) as connection:
        for name, bound in (("run", "after"), ("line", "first")):
            sql = Queries("articles").statements[name].sql
            asked = connection.execute(f"EXPLAIN QUERY PLAN {sql}", {"watch_id": 1, "last": 2, bound: 1})
            assert [row["detail"] for row in asked if row["detail"].startswith(("SCAN articles", "SCAN own"))] == []
