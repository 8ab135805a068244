"""Searching all revisions: what each of them brought is indexed when it is written."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import islice

from watcher.errors import StoreDamaged
from watcher.model import Article, Hit, WatchId
from watcher.store import articles, codec, history, watches
from watcher.store.articles import Kept
from watcher.store.connections import Connections
from watcher.store.queries import Queries
from watcher.store.terms import Term, found_at, query, terms
from watcher.store.texts import article_in

_SQL = Queries("search")
_END = 2**62  # behind every place
_MOST_PASSAGES = 5  # shown of one revision


class Search:
    """Looks through all revisions of one store. Raises StoreError where the database cannot be read."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def hits(self, text: str, *, watch_id: WatchId | None = None, tag: str | None = None, limit: int) -> list[Hit]:
        """The newest `limit` revisions that brought all the words and "phrases" of `text`, newest first; [] where it
        holds no word. Case, accents and width of letters do not count, and a word may go on."""
        find = partial(_search, text=text, watch_id=watch_id, tag=tag, before=None, limit=limit, steps=None)
        return self._connections.read(find)[0]

    def stretch(
        self, text: str, *, tag: str | None = None, before: int | None = None, limit: int, steps: int
    ) -> tuple[list[Hit], int | None]:
        """The hits `before` a place, and the place before which to go on, None at the end. It looks at so many `steps`,
        revisions with these words, and no more: where few of them have the tag, there are less than `limit`, or none at
        all."""
        find = partial(_search, text=text, watch_id=None, tag=tag, before=before, limit=limit, steps=steps)
        return self._connections.read(find)


def _article(kept: Kept) -> Article:
    return codec.article_of(article_in(kept.text))


def _search(
    connection: sqlite3.Connection, text: str, *, watch_id: WatchId | None, tag: str | None, before: int | None,
    limit: int, steps: int | None,
) -> tuple[list[Hit], int | None]:  # fmt: skip
    """The newest `limit` revisions that brought what `text` asks for, of the newest `steps` that did before a place,
    newest first; and the place before which there may be more, None at the end. [] where `text` holds no word."""
    wanted = terms(text)
    if not wanted:
        return [], None
    few = [watch_id] if watch_id is not None else history.few(connection, tag)
    bounds: Mapping[str, object] = {
        "query": query(wanted), "before": _END if before is None else before, "steps": -1 if steps is None else steps,
    }  # fmt: skip
    name = "hits" if few is None else "hits_of_few"
    rows = _SQL.all(connection, name, watch_ids=codec.to_json(few), tag=tag, limit=limit + 1, **bounds)
    hits = [_hit(connection, row, wanted) for row in rows[:limit]]
    if len(rows) > limit:
        return hits, hits[-1].place
    reached = _SQL.all(connection, "reach", **bounds) if tag is not None and few is None and steps is not None else []
    return hits, reached[0]["id"] if len(reached) > 1 else None


def _hit(connection: sqlite3.Connection, row: sqlite3.Row, wanted: Sequence[Term]) -> Hit:
    watch_id = WatchId(row["watch_id"])
    found = _SQL.one(connection, "found", watch_id=watch_id, number=row["number"])
    assert found is not None
    kept = articles.kept(connection, watch_id, row["number"])
    if kept is None:
        raise StoreDamaged(
            f"watch {watch_id}: the article of revision {row['number']} is missing; restore the database"
        )
    article = _article(kept)
    placed = ((text, tuple(found_at(text, wanted))) for text in dict.fromkeys(article.passages()))
    shown = list(islice(((text, places) for text, places in placed if places), _MOST_PASSAGES))
    last = articles.kept(connection, watch_id, found["last"]) if found["last"] > kept.number and shown else None
    stands = set(_article(last).passages()) if last else {text for text, _ in shown}
    return Hit(
        watch=watches.existing(connection, watch_id),
        number=row["number"],
        place=row["id"],
        title=article.title,
        at=codec.time_of(found["first_seen_at"]),
        passages=tuple(shown),
        gone=tuple(text for text, _ in shown if text not in stands),
    )
