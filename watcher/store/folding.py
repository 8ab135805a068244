"""One article, one watch: what turns out at the first look to be watched already becomes one with that watch."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from watcher.model import Article, Finding, Watch, WatchId
from watcher.store import codec, history, watches
from watcher.store.queries import Queries
from watcher.urls import identity, is_near, site

_A_DAY = timedelta(days=1)
_SQL = Queries("folding")


def folded(connection: sqlite3.Connection, finding: Finding) -> bool:
    """Whether the article that was read for the first time is another watch's. That has its tags and addresses then,
    and the watch is no more. Otherwise the addresses are noted, so that they lead here."""
    watch, revision = finding.watch, finding.revision
    if revision is None or revision.number != 1:
        return False
    keys = list(dict.fromkeys(_keys(watch, revision.article)))
    for other in _others(connection, watch, keys):
        if _is_same(connection, other, revision.article):
            watches.set_tags(connection, other, watch.tags, ())
            watches.remove(connection, watch.id)
            _note(connection, other, [watch.key, *keys])
            return True
    _note(connection, watch.id, keys)
    return False


def _keys(watch: Watch, article: Article) -> Iterator[str]:
    """The identities of the article besides the watch's own: of where redirects led, and of the address that the page
    calls its own. That has to be on the same site, and not the site's first page, which some pages call theirs."""
    canonical = article.canonical_url or ""
    own = [watch.url] + [canonical] * is_near(site(canonical), site(watch.url))
    yield from (key for url in own if (key := identity(url)) != watch.key and not key.endswith("/"))


def _others(connection: sqlite3.Connection, watch: Watch, keys: list[str]) -> list[WatchId]:
    """The watches that have one of these identities, or the watch's own besides theirs; the oldest first."""
    rows = _SQL.all(connection, "others", id=watch.id, key=watch.key, keys=codec.to_json(keys))
    return [WatchId(row["id"]) for row in rows]


def _is_same(connection: sqlite3.Connection, other: WatchId, article: Article) -> bool:
    """Whether that watch's article, as it last stood, is this one: pages do call other articles' addresses theirs, and
    a column's article of each day has the headline and the address of the day before."""
    last = history.last_revision(connection, other)
    if last is None:
        return False
    known = last.article
    apart = _apart(article.published_at, known.published_at)
    titled = bool(article.title) and article.title.casefold() == known.title.casefold()
    if apart is None:
        return titled
    to_the_minute = "T00:00" not in (article.published_at or "")
    return (titled and apart < _A_DAY) or (to_the_minute and not apart)


def _apart(one: str | None, other: str | None) -> timedelta | None:
    """How far two times are apart; None where one is not known."""
    try:
        times = [datetime.fromisoformat(told or "") for told in (one, other)]
    except ValueError:
        return None
    first, second = (time if time.tzinfo else time.replace(tzinfo=UTC) for time in times)
    return abs(first - second)


def _note(connection: sqlite3.Connection, watch_id: WatchId, keys: list[str]) -> None:
    for key in keys:
        _SQL.run(connection, "note", key=key, watch_id=watch_id)
