"""What the articles of a site repeat: counting the lines of each, learning and forgetting (docs/adr/0007).

Only the newest articles of a site are counted, each once, as it stands. What a line needs to be learned is judged in
model/repeated.py.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from watcher.model import Article, Known, KnownLine, Line, Watch
from watcher.model.lines import lines_of, touched
from watcher.model.repeated import COUNTED, MOST_KNOWN, is_common, is_rare, is_spread, voting
from watcher.store import codec
from watcher.store.codec import Columns
from watcher.store.queries import Queries

_ALONE = 1  # other article that has a line: of so few nothing is learned, nor is it the story that several tell
_SQL = Queries("repeated")


def known(connection: sqlite3.Connection, site: str) -> Known:
    """What a site is known to repeat; one statement."""
    return Known(site=site, lines=tuple(_known_line_of(row) for row in _SQL.all(connection, "known", site=site)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Count:
    """Of `counted` articles of a site so many have each line, at the time `at`."""

    site: str
    at: datetime
    counted: int
    articles: Mapping[str, int]


def count(
    connection: sqlite3.Connection, watch: Watch, article: Article, at: datetime, former: Article | None = None
) -> None:
    """Counts the lines of an article that was read at `at`; lines are learned and forgotten by what is counted then.
    `former` is how the article stood when its lines were counted last, None where that is not known.

    Its revision has to be written already: its headline is asked for.
    """
    of = {"site": watch.site, "watch_id": watch.id}
    before = {each.line.digest: each.line for each in known(connection, watch.site).lines}
    counted = {row["watch_id"]: codec.from_json(row["lines"]) for row in _SQL.all(connection, "counted", **of)}
    own = counted.pop(watch.id, None)
    others = list(counted.values())
    if len(others) >= COUNTED:
        _SQL.run(connection, "drop_oldest", **of, most=COUNTED - 1)
        others = others[1 - COUNTED :]
    articles = Counter(chain.from_iterable(others))
    if own is not None and former is not None and not before:
        edited = _edited(own, former, article)
        if edited is not None and all(articles[digest] <= _ALONE for digest in edited):
            _SQL.run(connection, "put", **of, lines=codec.to_json(edited))
            return
    votes = {line.digest: line for line in voting(lines_of(article), articles, before)}
    _SQL.run(connection, "put", **of, lines=codec.to_json(list(votes)))
    articles.update(votes.keys())
    tally = _Count(site=watch.site, at=at, counted=len(others) + 1, articles=articles)
    kept = [line for line in before.values() if _recounted(connection, line, tally, seen=line.digest in votes)]
    new = [line for digest, line in votes.items() if digest not in before and _is_furniture(connection, line, tally)]
    for line in new[: MOST_KNOWN - len(kept)]:
        counts = {"articles": articles[line.digest], "counted": tally.counted, "now": codec.stamp(at)}
        _SQL.run(connection, "learn", site=watch.site, **_line_columns(line), **counts)


def _edited(own: Sequence[str], former: Article, article: Article) -> list[str] | None:
    """The digests that count of an edited article, where `own` were those of the `former`: what an edit does not touch
    counts as it did. None where all lines are to be looked at."""
    edit = touched(former, article)
    if edit is None:
        return None
    stayed = [digest for digest in own if digest not in edit.gone]
    return list(dict.fromkeys((*stayed, *(line.digest for line in edit.came if line.foreign))))


def _recounted(connection: sqlite3.Connection, line: Line, tally: _Count, *, seen: bool) -> bool:
    """Brings a known line's figures up to date; False where it is forgotten. `seen`: on the article counted now."""
    articles = tally.articles.get(line.digest, 0)
    if is_rare(line, articles, tally.counted):
        _SQL.run(connection, "forget", site=tally.site, digest=line.digest)
        return False
    counts = {"articles": articles, "counted": tally.counted, "now": codec.stamp(tally.at) if seen else None}
    _SQL.run(connection, "recount", site=tally.site, digest=line.digest, **counts)
    return True


def _is_furniture(connection: sqlite3.Connection, line: Line, tally: _Count) -> bool:
    if not is_common(line, tally.articles[line.digest], tally.counted):
        return False
    rows = _SQL.all(connection, "headlines", site=tally.site, digest=line.digest)
    titles = {has: [row["title"] for row in rows if row["has_line"] == has] for has in (0, 1)}
    return is_spread(titles[1], titles[0])


def _line_columns(line: Line) -> Columns:
    return {"digest": line.digest, "size": line.size, "label": line.label, "excerpt": line.excerpt}


def _known_line_of(row: sqlite3.Row) -> KnownLine:
    line = Line(digest=row["digest"], size=row["size"], label=bool(row["label"]), excerpt=row["excerpt"])
    return KnownLine(line=line, articles=row["articles"], counted=row["counted"])
