"""Reading what was recorded: revisions, changes, events and looks."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from watcher.model import Change, DriftId, Entry, Event, Look, Place, Revision, Watch, WatchId, Weight
from watcher.store import codec, watches
from watcher.store.queries import Queries

_SQL = Queries("history")
_EVER = "~"  # behind every time
_FEW = 1000  # watches of which all edits are looked through


def last_revision(connection: sqlite3.Connection, watch_id: WatchId) -> Revision | None:
    """The newest revision, without changes and page; one statement."""
    row = _SQL.one(connection, "last", watch_id=watch_id)
    return codec.revision_of(row, lineage=codec.from_json(row["lineage"])) if row else None


def revision(connection: sqlite3.Connection, watch_id: WatchId, number: int) -> Revision | None:
    row = _SQL.one(connection, "revision", watch_id=watch_id, number=number)
    if row is None:
        return None
    changes = [codec.change_of(c) for c in _SQL.all(connection, "changes", watch_id=watch_id, number=number)]
    return codec.revision_of(row, changes=changes, lineage=codec.from_json(row["lineage"]), capture=row["capture"])


def revisions(connection: sqlite3.Connection, watch_id: WatchId) -> list[Revision]:
    """All revisions with their changes, oldest first."""
    changes: defaultdict[int, list[Change]] = defaultdict(list)
    for row in _SQL.all(connection, "changes_of_watch", watch_id=watch_id):
        changes[row["number"]].append(codec.change_of(row))
    rows = _SQL.all(connection, "revisions", watch_id=watch_id)
    digests = [row["digest"] for row in rows]
    return [
        codec.revision_of(row, changes=changes[row["number"]], lineage=digests[:count], capture=row["capture"])
        for count, row in enumerate(rows, start=1)
    ]


def noted(connection: sqlite3.Connection, watch_ids: Sequence[WatchId]) -> frozenset[WatchId]:
    """Those of the watches on which a notice ever came or was edited."""
    rows = _SQL.all(connection, "noted", watch_ids=codec.to_json(watch_ids))
    return frozenset(WatchId(row["watch_id"]) for row in rows)


def title(connection: sqlite3.Connection, watch_id: WatchId) -> str:
    """The headline as last read; "" where it never was."""
    row = _SQL.one(connection, "title", watch_id=watch_id)
    return row["title"] if row else ""


def titles(connection: sqlite3.Connection, watch_ids: Sequence[WatchId]) -> dict[WatchId, str]:
    """The headlines as last read; "" where one never was."""
    return {watch_id: title(connection, watch_id) for watch_id in watch_ids}


def event(connection: sqlite3.Connection, event_id: int) -> Event | None:
    row = _SQL.one(connection, "event", id=event_id)
    return codec.event_of(row) if row else None


def events(connection: sqlite3.Connection, watch_id: WatchId) -> list[Event]:
    """A watch's events, oldest first."""
    return [codec.event_of(row) for row in _SQL.all(connection, "events", watch_id=watch_id)]


def looks(connection: sqlite3.Connection, watch_id: WatchId) -> list[Look]:
    """A watch's looks, runs that ended alike as one, oldest first."""
    return [codec.look_of(row) for row in _SQL.all(connection, "looks", watch_id=watch_id)]


def entries(
    connection: sqlite3.Connection,
    *,
    watch_id: WatchId | None,
    since: datetime | None,
    until: datetime | None,
    before: Place | None,
    site: str | None,
    tag: str | None,
    language: str | None,
    kind: str | None,
    fact: str | None,
    min_weight: Weight | None,
    stealth: bool,
    limit: int | None,
) -> list[Entry]:
    """Edits and events, newest last; the newest `limit` of them."""
    least = min_weight.rank if min_weight else 0
    few = [watch_id] if watch_id is not None else _few(connection, site, tag)
    rows = _SQL.all(
        connection,
        "entries" if few is None else "entries_of_few",
        watch_ids=codec.to_json(few),
        since=codec.stamp(since) if since else "",
        **_bounds(before, until),
        site=site,
        tag=tag,
        language=language,
        kind=kind,
        fact=fact,
        weights=codec.to_json([weight.value for weight in Weight if weight.rank >= least]),
        stealth=stealth,
        limit=-1 if limit is None else limit,
    )
    seen: dict[WatchId, tuple[Watch, str]] = {}
    return [_entry(connection, row, seen) for row in reversed(rows)]


def reach(
    connection: sqlite3.Connection, *, before: Place | None, until: datetime | None, site: str | None, tag: str | None,
    steps: int,
) -> datetime | None:  # fmt: skip
    """How far back a search through the stream comes that looks at so many edits; None where it comes to the end."""
    if _few(connection, site, tag) is not None:
        return None
    row = _SQL.one(connection, "reach", **_bounds(before, until), steps=steps)
    return codec.moment(row["at"]) if row else None


def _few(connection: sqlite3.Connection, site: str | None, tag: str | None) -> list[WatchId] | None:
    """The watches of a site and with a tag; None where they are many, or all."""
    if site is None and tag is None:
        return None
    rows = _SQL.all(connection, "few", site=site, tag=tag, most=_FEW + 1)
    return [row["id"] for row in rows] if len(rows) <= _FEW else None


def _bounds(before: Place | None, until: datetime | None) -> dict[str, object]:
    at, watch_id, number = before or (None, 0, 0)
    return {
        "until": codec.stamp(until) if until else _EVER, "before_at": codec.stamp(at) if at else _EVER,
        "before_watch": watch_id, "before_number": number,
    }  # fmt: skip


def _entry(connection: sqlite3.Connection, row: sqlite3.Row, seen: dict[WatchId, tuple[Watch, str]]) -> Entry:
    watch_id = WatchId(row["watch_id"])
    if watch_id not in seen:
        seen[watch_id] = watches.existing(connection, watch_id), title(connection, watch_id)
    watch, headline = seen[watch_id]
    drifts = _SQL.all(connection, "drifts", watch_id=watch_id, number=row["number"])
    return Entry(
        watch=watch,
        title=headline,
        at=codec.moment(row["at"]),
        revision=None if row["number"] is None else revision(connection, watch_id, row["number"]),
        event=None if row["event_id"] is None else event(connection, row["event_id"]),
        drifts=tuple(DriftId(drift["drift_id"]) for drift in drifts),
    )
