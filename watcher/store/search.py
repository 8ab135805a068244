"""Searching all revisions: what each of them brought is indexed when it is written."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from watcher.model import Article, Hit, WatchId
from watcher.store import codec, history, watches
from watcher.store.queries import Queries
from watcher.store.terms import Term, found_at, indexed, query, terms

_SQL = Queries("search")
_MOST_PASSAGES = 5  # shown of one revision


def index(connection: sqlite3.Connection, watch_id: WatchId, number: int, article: Article) -> None:
    """Makes a revision findable by what the one before it did not have, and by its headline."""
    of = {"watch_id": watch_id, "number": number}
    before = _SQL.one(connection, "article", watch_id=watch_id, number=number - 1)
    known = set(codec.article_of(before["article"]).passages()) if before else set()
    brought = [article.title, *(text for text in article.passages() if text not in known)]
    _SQL.run(connection, "forget", **of)
    _SQL.run(connection, "add", **of, words="\n".join(map(indexed, dict.fromkeys(brought))))


def index_all(connection: sqlite3.Connection) -> None:
    """Makes all revisions findable, which takes about a millisecond each."""
    for row in _SQL.all(connection, "every_revision"):
        stored = _SQL.one(connection, "article", watch_id=row["watch_id"], number=row["number"])
        assert stored is not None
        index(connection, WatchId(row["watch_id"]), row["number"], codec.article_of(stored["article"]))


def search(
    connection: sqlite3.Connection, text: str, *, watch_id: WatchId | None, tag: str | None, limit: int
) -> list[Hit]:
    """The newest `limit` revisions that brought what `text` asks for, newest first; [] where it holds no word."""
    wanted = terms(text)
    if not wanted:
        return []
    chosen = {"watch_id": watch_id, "tag": tag, "limit": limit}
    rows = _SQL.all(connection, "hits", query=query(wanted), **chosen)
    return [_hit(connection, WatchId(row["watch_id"]), row["number"], wanted) for row in rows]


def _hit(connection: sqlite3.Connection, watch_id: WatchId, number: int, wanted: Sequence[Term]) -> Hit:
    revision, last = history.revision(connection, watch_id, number), history.last_revision(connection, watch_id)
    assert revision is not None
    assert last is not None
    placed = [(text, tuple(found_at(text, wanted))) for text in dict.fromkeys(revision.article.passages())]
    shown = [(text, places) for text, places in placed if places][:_MOST_PASSAGES]
    stands = set(last.article.passages())
    return Hit(
        watch=watches.existing(connection, watch_id),
        number=number,
        title=revision.article.title,
        at=revision.first_seen_at,
        passages=tuple(shown),
        gone=tuple(text for text, _ in shown if text not in stands),
    )
