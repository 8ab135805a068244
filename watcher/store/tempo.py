"""How often the articles of each site were edited."""

from __future__ import annotations

import sqlite3
from collections import defaultdict

from watcher.model import Tempo, Tempos
from watcher.model.tempo import expected
from watcher.store import codec
from watcher.store.queries import Queries

_SQL = Queries("tempo")


def measure(connection: sqlite3.Connection) -> None:
    """Adds up what all articles were like, site by site."""
    sites: defaultdict[str, list[float]] = defaultdict(lambda: [0, 0.0])
    for row in _SQL.all(connection, "articles"):
        watched = codec.moment(row["looked_at"]) - codec.moment(row["added_at"])
        sites[row["site"]][0] += row["edits"]
        sites[row["site"]][1] += expected(watched)
    _SQL.run(connection, "forget")
    for site, (edits, awaited) in sites.items():
        _SQL.run(connection, "keep", site=site, edits=int(edits), expected=awaited)


def tempos(connection: sqlite3.Connection, site: str) -> Tempos:
    """What was measured last, of all and of one site."""
    row = _SQL.one(connection, "of", site=site)
    if row is None or row["edits"] is None:
        return Tempos()
    own = Tempo(edits=row["site_edits"], expected=row["site_expected"])
    return Tempos(all=Tempo(edits=row["edits"], expected=row["expected"]), site=own)
