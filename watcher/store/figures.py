"""What the edits of each site come to: as it was summed when they were written, or counted for a time or a tag."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from watcher.model import SiteFigures, SiteHealth
from watcher.store import codec
from watcher.store.queries import Queries

SitePlace = tuple[int, str]  # where a site stands among them: its edits, its name
NEWEST = 200  # edits of a site of which the windows are compared
_FIRST: SitePlace = (2**62, "")
_COUNTS = ("edited", "edits", "major", "stealth", "bumped", "gone")
_SQL = Queries("figures")
_ILLS = ("failing", "blocked", "unreadable")


def figures(connection: sqlite3.Connection, *, after: SitePlace | None, limit: int | None) -> list[SiteFigures]:
    """The sites of all watches, the most edited first; `limit` of those after a place."""
    edits, site = after or _FIRST
    rows = _SQL.all(connection, "sums", edits=edits, site=site, limit=-1 if limit is None else limit)
    names = codec.to_json([row["site"] for row in rows])
    hours = _hours(_SQL.all(connection, "hours", sites=names))
    windows = _windows(_SQL.all(connection, "windows", sites=names, since="", tag=None, newest=NEWEST))
    return [_site(row["site"], row["articles"], row, hours, windows) for row in rows]


def figures_of(connection: sqlite3.Connection, *, since: datetime | None, tag: str | None) -> list[SiteFigures]:
    """The sites of all watches, or of those with `tag`, and their edits `since`, the most edited first. These are
    counted, which takes a second for a million edits."""
    chosen = {"since": codec.stamp(since) if since else "", "tag": tag}
    sums: Mapping[str, sqlite3.Row] = {row["site"]: row for row in _SQL.all(connection, "sums_since", **chosen)}
    hours = _hours(_SQL.all(connection, "hours_since", **chosen))
    articles = {row["site"]: row["articles"] for row in _SQL.all(connection, "articles", tag=tag)}
    names = codec.to_json(list(articles))
    windows = _windows(_SQL.all(connection, "windows", sites=names, newest=NEWEST, **chosen))
    found = [_site(site, count, sums.get(site), hours, windows) for site, count in articles.items()]
    return sorted(found, key=lambda one: (-one.edits, one.site))


def _hours(rows: Iterable[sqlite3.Row]) -> Mapping[str, Sequence[int]]:
    hours: defaultdict[str, list[int]] = defaultdict(lambda: [0] * 24)
    for row in rows:
        hours[row["site"]][row["hour"]] = row["edits"]
    return hours


def days(connection: sqlite3.Connection, sites: Sequence[str], since: datetime) -> dict[str, Mapping[date, int]]:
    """How many edits of each of these sites that has any were first seen since then, by the day, UTC."""
    found: defaultdict[str, dict[date, int]] = defaultdict(dict)
    for row in _SQL.all(connection, "days", sites=codec.to_json(sites), since=codec.stamp(since)):
        found[row["site"]][date.fromisoformat(row["day"])] = row["count"]
    return dict(found)


def health(connection: sqlite3.Connection, sites: Sequence[str]) -> dict[str, SiteHealth]:
    """How the articles of each of these sites do of which something is wrong; paused ones aside."""
    rows = _SQL.all(connection, "health", sites=codec.to_json(sites))
    return {row["site"]: SiteHealth(**{name: row[name] for name in _ILLS}) for row in rows}


def _windows(rows: Iterable[sqlite3.Row]) -> Mapping[str, timedelta]:
    """The median of each site that has any, the narrower one of two."""
    found = ((row["site"], codec.from_json(row["windows"])) for row in rows)
    return {site: timedelta(seconds=round(each[(len(each) - 1) // 2])) for site, each in found if each}


def _site(
    site: str, articles: int, sums: sqlite3.Row | None, hours: Mapping[str, Sequence[int]],
    windows: Mapping[str, timedelta],
) -> SiteFigures:  # fmt: skip
    counts = {name: sums[name] if sums else 0 for name in _COUNTS}
    own = tuple(hours.get(site, (0,) * 24))
    return SiteFigures(site=site, articles=articles, window=windows.get(site), hours=own, **counts)
