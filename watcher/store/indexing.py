"""Making revisions findable when they are written, and no more when they go."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress

from watcher.errors import BadArticle, StoreDamaged
from watcher.model import Article, WatchId
from watcher.store import codec
from watcher.store.articles import Kept, Line, Unpacking
from watcher.store.brought import words
from watcher.store.queries import Queries
from watcher.store.texts import article_in

_SQL = Queries("indexing")


def index(
    connection: sqlite3.Connection, watch_id: WatchId, number: int, article: Article, before: Article | None
) -> None:  # fmt: skip
    """Makes a revision that is kept findable by what the one `before` it did not have, and by its headline."""
    _SQL.run(connection, "add", watch_id=watch_id, number=number, words=words(article, before))


def forget(connection: sqlite3.Connection, watch_id: WatchId, own: Kept, before: Line) -> None:
    """Clears what was indexed of a revision, as long as it is kept as it was then."""
    found = brought(own, before[-1] if before else None)
    _SQL.run(connection, "forget", watch_id=watch_id, number=own.number, words=found)


def last_in(line: Line) -> Article | None:
    """The article of a line's revision; None where there is none, and where it cannot be read."""
    return _article(line[-1], codec.article_of) if line else None


def forget_all(connection: sqlite3.Connection, watch_id: WatchId) -> None:
    """Clears what was indexed of a watch that goes. Words of what is damaged stay in the index, and lead nowhere."""
    for row, found in _brought(connection, watch_id):
        _SQL.run(connection, "forget", watch_id=watch_id, number=row["number"], words=found)


def index_all(connection: sqlite3.Connection) -> None:
    """Makes all revisions findable, about a third of a millisecond for each; a few of them in memory."""
    _SQL.run(connection, "begin")
    for watch in _SQL.run(connection, "every_watch"):
        for row, found in _brought(connection, WatchId(watch["watch_id"])):
            _SQL.run(connection, "lay_out", id=row["id"], words=found)
    # In the order of their ids: out of it the index would be written once for each.
    for name in ("add_all", "end"):
        _SQL.run(connection, name)


def brought(own: Kept, before: Kept | None) -> str:
    """The words that a revision brought. What cannot be read brought none, and counts as not there."""
    article = _article(own, codec.article_of)
    return words(article, _article(before, codec.article_of)) if article else ""


def _brought(connection: sqlite3.Connection, watch_id: WatchId) -> Iterator[tuple[sqlite3.Row, str]]:
    """The articles of a watch, and the words that each brought."""
    unpacking, before = Unpacking(watch_id), None
    for row in _SQL.run(connection, "articles", watch_id=watch_id):
        own: Kept | None = None
        with suppress(StoreDamaged):
            own = unpacking.unpacked(row)
        article = _article(own, _read)
        if article is not None:
            yield row, words(article, before)
        before = article


def _article(kept: Kept | None, read: Callable[[bytes], Article]) -> Article | None:
    with suppress(StoreDamaged, BadArticle):
        return read(article_in(kept.text)) if kept else None
    return None


def _read(text: bytes) -> Article:
    """Without remembering it: each is read once."""
    return Article.from_dict(codec.from_json(text))
