"""How quick the pages are: `python bench/pages.py [FOLDER [WATCHES REVISIONS]]`.

The database of bench/million.py, made in the folder where there is none yet (in a temporary one without a folder), and
the web server on it. Each page is asked for a hundred times, with other numbers and filters each time: median and 95th
percentile of processor time in milliseconds, asking included, and kilobytes at most. The first row is a file that the
server holds in memory: what any answer costs.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

from aiohttp.test_utils import TestClient, TestServer
from million import NOW, Words, million, sorts

from watcher.daemon.garbage import settle
from watcher.settings import Web
from watcher.store import Store
from watcher.web.access import Doorkeeper
from watcher.web.app import application
from watcher.web.openapi import routes
from watcher.web.pages import pages

ASKED = 100
_COMMON = 400  # of the words that are searched for, the most common ones
Asked = Callable[[random.Random], str]


def asked(watches: int, revisions: int) -> Iterator[tuple[str, Asked]]:
    """The pages by name, and how each is asked for."""
    many = {sort.watch: sort.revisions for sort in sorts(watches, revisions)}
    one = partial(random.Random.choice, seq=[watch for watch, edits in many.items() if edits > 1])
    last, half = many[1], many[1] // 2
    yield "/static/keys.js", lambda _: "/static/keys.js"
    yield "stream", lambda _: "/"
    yield "stream, deep", lambda draw: f"/?until={_day(draw)}"
    yield "stream of a site", lambda draw: f"/?site={_site(draw)}"
    yield "stream of a site, rare", lambda draw: f"/?site={_site(draw)}&kind=table.*&fact=negation&until={_day(draw)}"
    yield "stream of a tag", lambda draw: f"/?tag={draw.choice(['all', 'half', 'some', 'few'])}&until={_day(draw)}"
    yield "stream of a tag, rare", lambda draw: f"/?tag={draw.choice(['half', 'some', 'few'])}&language=is"
    yield "stream, stealth", lambda draw: f"/?stealth=1&weight=major&fact=number&language={draw.choice(['zh', 'en'])}"
    yield "stream of a kind", lambda draw: f"/?kind={draw.choice(['paragraph.*', 'title.*', 'article.gone'])}"
    yield "stream, rare", lambda draw: f"/?kind={draw.choice(['table.*', '*.moved', 'quote.added'])}&until={_day(draw)}"
    yield "stream, nothing", lambda draw: f"/?language=xx&stealth=1&until={_day(draw)}"
    yield "article", lambda draw: f"/watch/{one(draw)}"
    yield "article of 5,000 edits", lambda _: "/watch/1"
    yield "difference", lambda draw: f"/watch/{one(draw)}/diff/1..2"
    yield "difference, long", lambda _: "/watch/2/diff/1..2"
    yield "side by side, long", lambda _: "/watch/2/diff/1..2?side=1"
    yield "difference, across", lambda draw: f"/watch/1/diff/{draw.randint(1, half)}..{draw.randint(half + 1, last)}"
    yield "side by side", lambda draw: f"/watch/{one(draw)}/diff/1..2?side=1"
    yield "revision", lambda draw: f"/watch/{one(draw)}/1"
    yield "revision of 400 paragraphs", lambda _: "/watch/2/1"
    yield "articles", lambda draw: f"/watches?after={one(draw)}"
    yield "articles with a tag", lambda draw: f"/watches?tag={draw.choice(['half', 'some', 'few'])}&after={one(draw)}"
    yield "sites", lambda _: "/sites"
    yield "sources", lambda draw: f"/sources?after={draw.randrange(2000)}"
    yield "outbox", lambda _: "/alerts"
    yield "outbox, failed", lambda _: "/alerts?state=failed"
    yield "search", lambda draw: f"/search?q={words(draw, 'en', 1)}"
    yield "search, two words", lambda draw: f"/search?q={words(draw, 'en', 2)}"
    yield "search, beginnings", lambda draw: f"/search?q={words(draw, 'en', 1)[: draw.randint(1, 3)]}"
    yield "search, Chinese", lambda draw: f"/search?q={words(draw, 'zh', 1)}"
    yield "search, nothing", lambda draw: f"/search?q=zzz{draw.randrange(999)}"
    yield "feed", lambda draw: f"/feed.atom?site={_site(draw)}"
    yield from _asked_of_api(watches, last, one)


def _asked_of_api(watches: int, last: int, one: Callable[[random.Random], int]) -> Iterator[tuple[str, Asked]]:
    yield "api changes", lambda draw: f"/api/v1/changes?until={_day(draw)}T00:00:00Z"
    yield "api changes, nothing", lambda _: "/api/v1/changes?language=xx&stealth=true"
    yield "api revisions", lambda draw: f"/api/v1/watches/1/revisions?after={draw.randint(0, last)}"
    yield "api looks", lambda draw: f"/api/v1/watches/{one(draw)}/looks"
    yield "api events", lambda draw: f"/api/v1/watches/{one(draw)}/events"
    yield "api revision", lambda draw: f"/api/v1/watches/1/revisions/{draw.randint(2, last)}"
    yield "api difference, long", lambda _: "/api/v1/watches/2/diff/1..2"
    yield "api sites", lambda _: "/api/v1/sites"
    # The last article: each of its edits brought a notice that tells of none.
    noted, full, found = f"/watch/{watches}", f"/api/v1/watches/{watches}/revisions", "/api/v1/changes?tag=x"
    yield "revision in JSON, full of notices", lambda draw: f"{noted}/{draw.randint(2, last)}.json"
    yield "difference, full of notices", lambda draw: f"{noted}/diff/{(at := draw.randint(2, last)) - 1}..{at}"
    yield "api revisions, full of notices", lambda draw: f"{full}?after={draw.randint(0, last)}"
    yield "api changes, full of notices", lambda draw: f"{found}&until={_day(draw)}T00:00:00Z"
    yield "the same, far apart", lambda draw: f"{found}&kind=title.*&until={_day(draw)}T00:00:00Z"
    yield "api search of a tag", lambda draw: f"/api/v1/search?q={words(draw, 'en', 1)}&tag=some"


def _site(draw: random.Random) -> str:
    return f"news{int(draw.paretovariate(1)) % 2000}.example"


def _day(draw: random.Random) -> str:
    return str((NOW - timedelta(days=draw.randint(1, 390))).date())


_WORDS = Words(random.Random(4))


def words(draw: random.Random, language: str, count: int) -> str:
    return "+".join(_WORDS.common(language, draw.randrange(_COMMON)) for _ in range(count))


async def measured(database: Path, watches: int, revisions: int) -> None:
    with Store.open(f"sqlite:{database}", readonly=True) as store:
        app = application([*pages(store, lambda: NOW), *routes(store)], Doorkeeper.of(Web()))
        async with TestClient(TestServer(app, host="127.0.0.1")) as client:
            settle()
            for name, path in asked(watches, revisions):
                draw, taken, largest = random.Random(1), [], 0
                for _ in range(ASKED):
                    at = path(draw)
                    began = time.process_time()
                    answer = await client.get(at)
                    body = await answer.read()
                    taken.append((time.process_time() - began) * 1000)
                    assert answer.status == 200, answer.url
                    largest = max(largest, len(body))
                late = statistics.quantiles(taken, n=20)[-1]
                median = statistics.median(taken)
                print(f"| {name} | {median:.1f} ms | {late:.1f} ms | {largest / 1000:.0f} KB |", flush=True)


def made(folder: Path, watches: int, revisions: int) -> Path:
    database = folder / "watcher.db"
    if not database.exists():
        folder.mkdir(parents=True, exist_ok=True)
        began = time.perf_counter()
        million(folder, watches, revisions)
        print(f"{database.stat().st_size / 1e9:.1f} GB, made in {time.perf_counter() - began:.0f} s", file=sys.stderr)
    return database


def main() -> None:
    watches, revisions = (*map(int, sys.argv[2:]), *(100_000, 10)[max(len(sys.argv) - 2, 0) :])
    print("| page | median | 95th percentile | largest |\n| --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(temporary)
        asyncio.run(measured(made(folder, watches, revisions), watches, revisions))


if __name__ == "__main__":
    main()
