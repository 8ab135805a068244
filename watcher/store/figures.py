"""What the edits of each site come to."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from watcher.model import SiteFigures, SiteHealth
from watcher.store import codec
from watcher.store.queries import Queries

_SQL = Queries("figures")
_ILLS = ("failing", "blocked", "unreadable")


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


def days(connection: sqlite3.Connection, since: datetime) -> dict[str, Mapping[date, int]]:
    """How many edits of each site that has any were first seen since then, by the day, UTC."""
    found: defaultdict[str, dict[date, int]] = defaultdict(dict)
    for row in _SQL.all(connection, "days", since=codec.stamp(since)):
        found[row["site"]][date.fromisoformat(row["day"])] = row["count"]
    return dict(found)


def health(connection: sqlite3.Connection) -> dict[str, SiteHealth]:
    """How the articles of each site do of which something is wrong; paused ones aside."""
    return {row["site"]: SiteHealth(**{name: row[name] for name in _ILLS}) for row in _SQL.all(connection, "health")}


def _site(site: str, articles: int, edits: sqlite3.Row | None, gone: int, hours: tuple[int, ...]) -> SiteFigures:
    counts = {name: edits[name] if edits else 0 for name in ("edited", "edits", "major", "stealth", "bumped")}
    days = edits["window"] if edits else None
    window = None if days is None else timedelta(seconds=round(days * 86400))
    return SiteFigures(site=site, articles=articles, gone=gone, window=window, hours=hours, **counts)
