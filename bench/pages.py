"""How quick the pages are: `python bench/pages.py [WATCHES] [REVISIONS OF EACH]`.

A database with so many watches and revisions (100,000 with ten each), and the web server on it. Each page is asked for
a hundred times, with other numbers and filters each time: median and 95th percentile in milliseconds, kilobytes at
most. The first row is a file that the server holds in memory: what any answer costs.

Everything is made in a temporary folder.
"""

from __future__ import annotations

import asyncio
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiohttp.test_utils import TestClient, TestServer
from scale import filled

from watcher.model import Article, Paragraph
from watcher.settings import Web
from watcher.store import Store
from watcher.store.codec import article_json, stamp
from watcher.store.sqlite import writable
from watcher.store.terms import indexed
from watcher.web.access import Doorkeeper
from watcher.web.app import application
from watcher.web.openapi import routes
from watcher.web.pages import pages

ASKED = 100
_NOW = datetime(2026, 6, 1, tzinfo=UTC)
_SYLLABLES = "ka lo mi ner to sal ve run da pel sti gor an beu li 港 口 工 人 新 闻".split()
Row = tuple[object, ...]
Run = Callable[[str, Row], object]
Asked = Callable[[random.Random], str]


def told(draw: random.Random, words: int) -> str:
    return " ".join("".join(draw.choices(_SYLLABLES, k=draw.randint(1, 3))) for _ in range(words))


def recorded(database: Path, watches: int, revisions: int) -> None:
    """Gives every watch its revisions: the text of eight paragraphs, of which each edit changes one."""
    connection, draw = writable(database), random.Random(4)
    connection.execute("BEGIN")
    for watch in range(1, watches + 1):
        begun = _NOW - timedelta(seconds=draw.randrange(400 * 86400))
        texts = [told(draw, 20) for _ in range(8)]
        for number in range(1, revisions + 1):
            at = begun + timedelta(hours=number)
            _add(connection.execute, (watch, number), at, texts, draw)
    connection.execute("COMMIT")
    connection.execute("ANALYZE")
    connection.close()


def _add(run: Run, place: tuple[int, int], at: datetime, texts: list[str], draw: random.Random) -> None:
    watch, number = place
    before, changed = None, texts
    if number > 1:
        edited = draw.randrange(len(texts))
        before, texts[edited] = texts[edited], told(draw, 20)
        changed = [texts[edited]]
    article = Article(
        url=f"https://news.example/{watch}", title=f"{texts[0][:40]} {watch}", language="zh" if watch % 3 else "en",
        blocks=tuple(Paragraph(text=text) for text in texts),
    )  # fmt: skip
    seen, stealth = stamp(at), number % 7 == 0
    run(
        "INSERT INTO revisions (watch_id, number, digest, extractor, title, seen_after, first_seen_at, last_seen_at,"
        " weight, stealth, bumped) VALUES (?, ?, ?, '1', ?, ?, ?, ?, ?, ?, 0)",
        (watch, number, f"{watch:016x}{number:016x}", article.title, stamp(at - timedelta(minutes=30)), seen, seen,
         "major" if number % 2 else "minor", stealth),
    )  # fmt: skip
    run("INSERT INTO articles (watch_id, number, article) VALUES (?, ?, ?)", (watch, number, article_json(article)))
    words = "\n".join(map(indexed, [article.title, *changed]))
    run("INSERT INTO passages (watch_id, number, words) VALUES (?, ?, ?)", (watch, number, words))
    if before is not None:
        spans = json.dumps([["-", before], ["+", changed[0]]], ensure_ascii=False)
        run(
            "INSERT INTO changes (watch_id, number, position, at, kind, path, before, after, spans, weight, facts)"
            " VALUES (?, ?, 0, ?, 'paragraph.edited', 'blocks[0]', ?, ?, ?, 'major', '[\"number\"]')",
            (watch, number, seen, before, changed[0], spans),
        )


def asked(watches: int, revisions: int) -> Iterator[tuple[str, Asked]]:
    """The pages by name, and how each is asked for."""

    def one(draw: random.Random) -> int:
        return draw.randint(1, watches)

    def last(draw: random.Random) -> int:
        return draw.randint(2, revisions)

    yield "/static/keys.js", lambda _: "/static/keys.js"
    yield "stream", lambda _: "/"
    yield "stream, deep", lambda draw: f"/?until={(_NOW - timedelta(days=draw.randint(1, 300))).date()}"
    yield "stream of a site", lambda draw: f"/?site=news{draw.randrange(2000)}.example"
    yield "stream, stealth", lambda draw: f"/?stealth=1&weight=major&fact=number&language={draw.choice(['zh', 'en'])}"
    yield "stream of a kind", lambda draw: f"/?kind={draw.choice(['paragraph.*', 'title.*', 'article.gone'])}"
    yield "article", lambda draw: f"/watch/{one(draw)}"
    yield "difference", lambda draw: f"/watch/{one(draw)}/diff/{(n := last(draw)) - 1}..{n}"
    yield "side by side", lambda draw: f"/watch/{one(draw)}/diff/1..{last(draw)}?side=1"
    yield "revision", lambda draw: f"/watch/{one(draw)}/{last(draw)}"
    yield "articles", lambda draw: f"/watches?after={one(draw)}"
    yield "sites", lambda _: "/sites"
    yield "sources", lambda _: "/sources"
    yield "outbox", lambda _: "/alerts"
    yield "search", lambda draw: f"/search?q={draw.choice(_SYLLABLES)}{draw.choice(_SYLLABLES)}"
    yield "search, Chinese", lambda draw: f"/search?q={draw.choice('港口工人新闻')}{draw.choice('港口工人新闻')}"
    yield "search, nothing", lambda draw: f"/search?q=zzz{draw.randrange(999)}"
    yield "feed", lambda _: "/feed.atom"
    yield "api changes", lambda _: "/api/v1/changes"


async def measured(database: Path, watches: int, revisions: int) -> None:
    with Store.open(f"sqlite:{database}", readonly=True) as store:
        app = application([*pages(store, lambda: _NOW), *routes(store)], Doorkeeper.of(Web()))
        async with TestClient(TestServer(app, host="127.0.0.1")) as client:
            for name, path in asked(watches, revisions):
                draw, taken, largest = random.Random(1), [], 0
                for _ in range(ASKED):
                    began = time.perf_counter()
                    answer = await client.get(path(draw))
                    body = await answer.read()
                    taken.append((time.perf_counter() - began) * 1000)
                    assert answer.status == 200, answer.url
                    largest = max(largest, len(body))
                late = statistics.quantiles(taken, n=20)[-1]
                print(
                    f"| {name} | {statistics.median(taken):.1f} ms | {late:.1f} ms | {largest / 1000:.0f} KB |",
                    flush=True,
                )


def main() -> None:
    watches, revisions = (*map(int, sys.argv[1:]), *(100_000, 10)[len(sys.argv) - 1 :])
    print("| page | median | 95th percentile | largest |\n| --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        database = filled(Path(folder), watches).with_name("watcher.db")
        began = time.perf_counter()
        recorded(database, watches, revisions)
        size, made = database.stat().st_size / 1e9, time.perf_counter() - began
        print(f"{watches * revisions:,} revisions, {size:.1f} GB, made in {made:.0f} s", file=sys.stderr)
        asyncio.run(measured(database, watches, revisions))


if __name__ == "__main__":
    main()
