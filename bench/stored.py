"""What an edit stores for good: `python bench/stored.py [DOCUMENT]` (`make bench-stored`).

Real looks (remember, decide, record in a real database) but for the network: long articles in seven languages, each
edited every seven hours on a page of 80 KB with other noise at each load. Counted are pages of the database, by what
they belong to, from the twentieth edit to the fortieth: what is kept for a day only, or until an alert is sent, has as
many rows at the end as at the beginning and counts for nothing. Alerts stay unsent, and count.

The table is put into DOCUMENT, where that is given.
"""

from __future__ import annotations

import asyncio
import sqlite3
import sys
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from looks_pages import loaded
from looks_report import circumstances, report

from watcher.check import Desk, check
from watcher.model import Outcome, Page, Seen, Subscription, Watch
from watcher.model.destination import destination
from watcher.model.page import NO_VALIDATORS, Hop
from watcher.settings import Schedule
from watcher.store import Store
from watcher.urls import identity, site

ARTICLES, BEGUN, EDITS = 40, 20, 40
APART = timedelta(hours=7)
_LEAST = 5  # bytes of an edit that are told by themselves
_URLS = tuple(f"https://s{number % 17}.example/story/{number}" for number in range(ARTICLES))


def _page(number: int, edits: int, now: datetime) -> Page:
    """A load of an edited article, with what went over the wire before it."""
    url = _URLS[number]
    packed = loaded(number, url, edits, edits)
    kind = f"text/html; charset={packed.charset}"
    dated = ("Date", now.strftime("%a, %d %b %Y %H:%M:%S GMT"))
    hop = Hop(
        at=now, url=url, address="127.0.0.1", asked=f"GET /story/{number} HTTP/1.1",
        sent=(("Host", site(url)), ("Accept", "text/html,*/*"), ("Accept-Encoding", "gzip, br")),
        answered="HTTP/1.1 200 OK",
        received=(("Content-Type", kind), ("Content-Length", str(packed.length)), dated),
    )  # fmt: skip
    return Page(
        url=url, status=200, body=zlib.decompress(b"".join(packed.pieces), 31), fetched_at=now, content_type=kind,
        validators=NO_VALIDATORS, hops=(hop,),
    )  # fmt: skip


async def grown(folder: Path) -> tuple[Mapping[str, float], Mapping[str, float]]:
    """(bytes, bytes of rows without what lies idle beside them) that one edit adds, by table and index."""
    now = datetime(2026, 5, 4, 9, tzinfo=UTC)
    edits = 0

    async def fetched(watch: Watch) -> Seen:
        return _page(_URLS.index(watch.url), edits, now)

    before = _sizes(folder)
    with Store.open(f"sqlite:{folder}/watcher.db") as store:
        desk = Desk(
            memory=store.memory, fetch=fetched, schedule=Schedule(), now=lambda: now, deadline=timedelta(minutes=1),
            subscriptions=(Subscription(name="desk", to=(destination("json://127.0.0.1:9/alerts"),)),),
        )  # fmt: skip
        for url in _URLS:
            store.watches.add(url, key=identity(url), site=site(url), every=APART / 2, now=now)
        for edits in range(EDITS + 1):
            now += APART
            for watch in [watch for round_ in store.rounds.due(now, ARTICLES) for watch in round_.watches]:
                finding = await check(watch, desk)
                assert finding.outcome is (Outcome.CHANGED if edits else Outcome.NEW), finding
            if edits == BEGUN:
                before = _sizes(folder)
    after, counted = _sizes(folder), ARTICLES * (EDITS - BEGUN)
    whole, rows = (
        {name: (after[name][n] - before.get(name, (0, 0))[n]) / counted for name in after} for n in (0, 1)
    )  # fmt: skip
    return whole, rows


def _sizes(folder: Path) -> dict[str, tuple[int, int]]:
    file = folder / "watcher.db"
    if not file.exists():
        return {}
    with closing(sqlite3.connect(file)) as connection:
        rows = connection.execute("SELECT name, sum(pgsize), sum(payload) FROM dbstat GROUP BY name").fetchall()
    return {name: (size, payload) for name, size, payload in rows}


def lines() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        whole, rows = asyncio.run(grown(Path(folder)))
    yield circumstances()
    yield ""
    yield "| table or index | bytes an edit | of it rows |"
    yield "|---|---|---|"
    told = sorted((name for name, size in whole.items() if size >= _LEAST), key=lambda name: -whole[name])
    for name in told:
        yield f"| {name} | {whole[name]:,.0f} | {rows[name]:,.0f} |"
    yield f"| **all** | **{sum(whole.values()):,.0f}** | {sum(rows.values()):,.0f} |"


if __name__ == "__main__":
    report("stored", lines(), Path(sys.argv[1]) if len(sys.argv) > 1 else None)
