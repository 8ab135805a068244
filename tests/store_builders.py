"""Values for the tests of the store: short to write, plain to read."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from msgspec import structs

from watcher.model import (
    Alert,
    Article,
    Change,
    Event,
    Finding,
    Hop,
    Letter,
    Outcome,
    Page,
    Paragraph,
    Revision,
    Span,
    Watch,
    WatchId,
    Weight,
)
from watcher.store import Store, articles, indexing
from watcher.store.sqlite import writable

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@cache
def _empty() -> bytes:
    """A database as it is made, of which a copy is had at once: to make one takes all migrations there ever were."""
    with TemporaryDirectory() as folder:
        Store.open(f"sqlite:{folder}/watcher.db").close()
        return Path(folder, "watcher.db").read_bytes()


def placed(folder: Path) -> None:
    """Puts a new database into `folder`, where there is none."""
    path = folder / "watcher.db"
    if folder.is_dir() and not path.exists():
        path.touch(mode=0o600)
        path.write_bytes(_empty())


def opened(folder: Path, *, readonly: bool = False) -> Store:
    if not readonly:
        placed(folder)
    return Store.open(f"sqlite:{folder}/watcher.db", readonly=readonly)


def added(store: Store, name: str = "river", **options: Any) -> Watch:
    """A watch for https://NAME.example/story."""
    url = options.pop("url", f"https://{name}.example/story")
    options.setdefault("now", NOON)
    return store.watches.add(url, key=f"{name}.example/story", site=f"{name}.example", **options)[0]


def article(*texts: str, title: str = "The river rises") -> Article:
    blocks = tuple(Paragraph(text=text) for text in texts or ("The water stands at 2.4 metres.",))
    return Article(url="https://river.example/story", title=title, blocks=blocks)


def change(kind: str = "title.edited", weight: Weight = Weight.MAJOR) -> Change:
    spans: tuple[Span, ...] = (("=", "The river "), ("-", "rises"), ("+", "falls"))
    return Change(
        kind=kind, path="title", before="The river rises", after="The river falls", spans=spans, weight=weight,
        facts=("number", "negation"),
    )  # fmt: skip


def hops(at: datetime = NOON, **received: str) -> tuple[Hop, ...]:
    """The two requests of `page`; `received` are other fields of the second answer, "_" for "-"."""
    sent = (("Host", "river.example"), ("User-Agent", "watcher/1.0"), ("Accept-Encoding", "gzip, br"))
    given = {"Content-Type": "text/html; charset=utf-8", "Server": "nginx", "Date": f"{at:%a, %d %b %Y %H:%M:%S GMT}"}
    fields = given | {name.replace("_", "-"): value for name, value in received.items()}
    moved = (("Location", "https://river.example/story?page=1"), ("Content-Length", "17"))
    return tuple(
        Hop(
            at=at, url=f"https://river.example/{path}", address="192.0.2.7", asked=f"GET /{path} HTTP/1.1", sent=sent,
            answered=line, received=answer,
        )
        for path, line, answer in (
            ("old", "HTTP/1.1 301 Moved", moved), ("story?page=1", "HTTP/1.1 200 OK", tuple(fields.items()))
        )
    )  # fmt: skip


def page(body: bytes = b"<h1>The river rises</h1>", at: datetime = NOON, hops: tuple[Hop, ...] = ()) -> Page:
    return Page(
        url="https://river.example/story?page=1",
        status=200,
        body=body,
        content_type="text/html; charset=utf-8",
        fetched_at=at,
        redirects=((301, "https://river.example/story?page=1"),),
        hops=hops,
    )


def alert(destination: str = "desk", *changes: int) -> Alert:
    return Alert(subscription="all", destination=destination, label=f"the {destination}", changes=changes)


def gone(at: datetime = NOON) -> Event:
    return Event(kind="article.gone", at=at, seen_after=at - MINUTE, why="404 twice")


def same(watch: Watch, at: datetime = NOON, **options: Any) -> Finding:
    fields: dict[str, Any] = {"outcome": Outcome.SAME, "watch": structs.replace(watch, looked_at=at), "at": at}
    return Finding(**fields | options)


def new(watch: Watch, at: datetime = NOON, **options: Any) -> Finding:
    """The first revision."""
    return edited(watch, 1, at, **{"outcome": Outcome.NEW, "changes": ()} | options)


def edited(watch: Watch, number: int, at: datetime = NOON, **options: Any) -> Finding:
    """Revision `number`. Options are fields of the finding or of the revision."""
    fields: dict[str, Any] = {
        "article": article(), "first_seen_at": at, "last_seen_at": at, "seen_after": at - MINUTE, "extractor": "1",
        "changes": (change(),), "stealth": False, "bumped": False, "reverts_to": None, "lineage": (),
    }  # fmt: skip
    revised = {name: options.pop(name, default) for name, default in fields.items()}
    revision = Revision(watch_id=watch.id, number=number, **revised)
    fields = {"outcome": Outcome.CHANGED, "revision": revision, "extractor": revision.extractor}
    return same(watch, at, **fields | options)


def rewritten(database: Path, old: str, new: str, *, watch_id: int = 1, number: int | None = None) -> None:
    """As somebody would who has the file and knows how articles are kept: other words in one revision, or in all."""
    with closing(writable(database)) as connection:
        kept = list(articles.run(connection, WatchId(watch_id), 1, 2**62))
        others = {one.number: one.text.replace(old.encode(), new.encode()) for one in kept}
        texts = {one.number: others[one.number] if number in (None, one.number) else one.text for one in kept}
        repacked(connection, WatchId(watch_id), texts)


def repacked(connection: sqlite3.Connection, watch_id: WatchId, texts: Mapping[int, bytes]) -> None:
    """These texts of all revisions instead of those that are there."""
    before: articles.Line = ()
    for number, text in texts.items():
        before = articles.add(connection, watch_id, number, text, before)


def indexed_anew(connection: sqlite3.Connection) -> None:
    """The search index as it has to be for what is there."""
    connection.execute("INSERT INTO passages (passages) VALUES ('delete-all')")
    indexing.index_all(connection)


async def due(store: Store, now: datetime = NOON, lease: timedelta = 5 * MINUTE) -> list[Letter]:
    """What is due, oldest first, claimed one by one."""
    letters: list[Letter] = []
    for queue in store.outbox.queues(now):
        while (bundle := await store.outbox.claim(now, lease, queue)) is not None:
            letters += bundle.letters
    return sorted(letters, key=lambda letter: letter.id)
