"""What the edits of each site come to."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from datetime import datetime, timedelta

from watcher.model import SiteFigures
from watcher.store import codec
from watcher.store.queries import Queries

_SQL = Queries("figures")


def figures(connection: sqlite3.Connection, *, since: datetime | None, tag: str | None) -> list[SiteFigures]:
    """The sites of all watches, or of those with `tag`, the most edited first."""
    chosen = {"since": codec.stamp(since) if since else "", "tag": tag}
    edits = {row["site"]: row for row in _SQL.all(connection, "edits", **chosen)}
    gone = {row["site"]: row["gone"] for row in _SQL.all(connection, "gone", **chosen)}
    hours: defaultdict[str, list[int]] = defaultdict(lambda: [0] * 24)
    for row in _SQL.all(connection, "hours", **chosen):
        hours[row["site"]][row["hour"]] = row["count"]
    found = [
        _site(row["site"], row["articles"], edits.get(row["site"]), gone.get(row["site"], 0), tuple(hours[row["site"]]))
        for row in _SQL.all(connection, "sites", tag=tag)
    ]
    return sorted(found, key=lambda site: (-site.edits, site.site))


def _site(site: str, articles: int, edits: sqlite3.Row | None, gone: int, hours: tuple[int, ...]) -> SiteFigures:
    counts = {name: edits[name] if edits else 0 for name in ("edited", "edits", "major", "stealth", "bumped")}
    days = edits["window"] if edits else None
    window = None if days is None else timedelta(seconds=round(days * 86400))
    return SiteFigures(site=site, articles=articles, gone=gone, window=window, hours=hours, **counts)
