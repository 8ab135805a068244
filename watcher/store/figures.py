"""What the edits of each site come to: as it was summed when they were written, or counted for a time or a tag."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial

from watcher.model import SiteFigures, SiteHealth
from watcher.store import codec
from watcher.store.connections import Connections
from watcher.store.queries import Queries

SitePlace = tuple[int, str]  # where a site stands among them: its edits, its name
NEWEST = 200  # edits of a site of which the windows are compared
_EVER = -(2**62)  # before every time
_FIRST: SitePlace = (2**62, "")
_COUNTS = ("edited", "edits", "major", "stealth", "bumped", "gone")
_SQL = Queries("figures")
_ILLS = ("failing", "blocked", "unreadable")


class Sites:
    """The sites of all watches of one store. Raises StoreError where the database cannot be read."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def figures(
        self,
        *,
        since: datetime | None = None,
        tag: str | None = None,
        after: SitePlace | None = None,
        limit: int | None = None,
    ) -> list[SiteFigures]:
        """What was edited on each site, the most edited first: `limit` of those after a place. What is asked for a time
        or a tag is counted, the rest was summed when it was written."""
        if since is None and tag is None:
            return self._connections.read(partial(_summed, after=after, limit=limit))
        found = self._connections.read(partial(_counted, since=since, tag=tag))
        beyond = [site for site in found if after is None or (-site.edits, site.site) > (-after[0], after[1])]
        return beyond[:limit]

    def edits_by_day(self, sites: Sequence[str], since: datetime) -> dict[str, Mapping[date, int]]:
        """How many edits of some sites were first seen since then, by site and day (UTC); those without any are not
        named."""
        of = {"sites": codec.to_json(sites), "since": codec.instant(since)}
        found: defaultdict[str, dict[date, int]] = defaultdict(dict)
        for row in self._connections.read(lambda reader: _SQL.all(reader, "days", **of)):
            found[row["site"]][date.fromisoformat(row["day"])] = row["count"]
        return dict(found)

    def health(self, sites: Sequence[str]) -> dict[str, SiteHealth]:
        """How those of some sites do of whose articles, paused ones aside, something is wrong."""
        rows = self._connections.read(lambda reader: _SQL.all(reader, "health", sites=codec.to_json(sites)))
        return {row["site"]: SiteHealth(**{name: row[name] for name in _ILLS}) for row in rows}


def _summed(connection: sqlite3.Connection, *, after: SitePlace | None, limit: int | None) -> list[SiteFigures]:
    """The sites of all watches, the most edited first; `limit` of those after a place."""
    edits, site = after or _FIRST
    rows = _SQL.all(connection, "sums", edits=edits, site=site, limit=-1 if limit is None else limit)
    names = codec.to_json([row["site"] for row in rows])
    hours = _hours(_SQL.all(connection, "hours", sites=names))
    windows = _windows(_SQL.all(connection, "windows", sites=names, since=_EVER, tag=None, newest=NEWEST))
    return [_site(row["site"], row["articles"], row, hours, windows) for row in rows]


def _counted(connection: sqlite3.Connection, *, since: datetime | None, tag: str | None) -> list[SiteFigures]:
    """The sites of all watches, or of those with `tag`, and their edits `since`, the most edited first. These are
    counted, which takes a second for a million edits."""
    chosen = {"since": codec.instant(since) if since else _EVER, "tag": tag}
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
