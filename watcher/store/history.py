"""Reading what was recorded: revisions, changes, events and looks."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from watcher.model import Change, DriftId, Entry, Event, Look, Mark, Place, Revision, Watch, WatchId, Weight
from watcher.store import codec, watches
from watcher.store.queries import Queries

_SQL = Queries("history")
_EVER = "~"  # behind every time
_LAST = 2**62  # behind every number
_FEW = 5000  # edits that are all looked through


def last_revision(connection: sqlite3.Connection, watch_id: WatchId) -> Revision | None:
    """The newest revision, without changes and page; one statement."""
    row = _SQL.one(connection, "last", watch_id=watch_id)
    return codec.revision_of(row, lineage=codec.from_json(row["lineage"])) if row else None


def newest(connection: sqlite3.Connection, watch_id: WatchId) -> int:
    """The number of the newest revision, 0 without any; one statement."""
    row = _SQL.one(connection, "newest", watch_id=watch_id)
    return int(row["number"]) if row else 0


def revision(connection: sqlite3.Connection, watch_id: WatchId, number: int) -> Revision | None:
    """One revision with its changes."""
    row = _SQL.one(connection, "revision", watch_id=watch_id, number=number)
    if row is None:
        return None
    changes = [codec.change_of(c) for c in _SQL.all(connection, "changes", watch_id=watch_id, number=number)]
    return codec.revision_of(row, changes=changes, lineage=[row["digest"]], capture=row["capture"])


def revisions(connection: sqlite3.Connection, watch_id: WatchId, *, first: int, last: int | None) -> list[Revision]:
    """Revisions with their changes, from one number to another, oldest first."""
    of = {"watch_id": watch_id, "first": first, "last": _LAST if last is None else last}
    changes: defaultdict[int, list[Change]] = defaultdict(list)
    for row in _SQL.run(connection, "changes_of_many", **of):
        changes[row["number"]].append(codec.change_of(row))
    return [
        codec.revision_of(row, changes=changes[row["number"]], lineage=[row["digest"]], capture=row["capture"])
        for row in _SQL.run(connection, "revisions", **of)
    ]


def marks(connection: sqlite3.Connection, watch_id: WatchId) -> list[Mark]:
    """All revisions without their texts, oldest first."""
    rows = _SQL.all(connection, "marks", watch_id=watch_id)
    return [
        Mark(number=row["number"], first_seen_at=codec.moment(row["first_seen_at"]), weight=Weight(row["weight"]))
        for row in rows
    ]  # fmt: skip


def notices(connection: sqlite3.Connection, watch_ids: Sequence[WatchId]) -> dict[WatchId, list[int]]:
    """The numbers of the revisions with which a notice came or was edited, of those of the watches that have any."""
    found: defaultdict[WatchId, list[int]] = defaultdict(list)
    for row in _SQL.run(connection, "notices", watch_ids=codec.to_json(watch_ids)):
        found[WatchId(row["watch_id"])].append(row["number"])
    return dict(found)


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


def enter(connection: sqlite3.Connection, watch_id: WatchId, number: int) -> None:
    """Puts a revision, once its changes are written, into the stream; nothing where it is the first one."""
    _SQL.run(connection, "enter", watch_id=watch_id, number=number)


def speak(connection: sqlite3.Connection, watch_id: WatchId, number: int, language: str | None) -> None:
    """The language in which an edit was read anew."""
    _SQL.run(connection, "speak", watch_id=watch_id, number=number, language=language)


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
    steps: int | None = None,
) -> tuple[list[Entry], Place | None]:
    """Edits and events, newest first: the newest `limit` of them, or what fits of the newest `steps`; and the place
    before which there may be more, None at the end."""
    least = min_weight.rank if min_weight else 0
    own = [watch_id] if watch_id is not None else few(connection, tag)
    name = "entries_of_few" if own is not None else "entries_of_site" if site else "entries"
    bounds: Mapping[str, object] = {
        "since": codec.stamp(since) if since else "", **_bounds(before, until), "site": site,
        "steps": -1 if steps is None else steps,
    }  # fmt: skip
    rows = _SQL.all(
        connection,
        name,
        watch_ids=codec.to_json(own),
        tag=tag,
        language=language,
        kind=kind,
        fact=fact,
        weights=codec.to_json([weight.value for weight in Weight if weight.rank >= least]),
        stealth=stealth,
        limit=-1 if limit is None else limit + 1,
        **bounds,
    )
    seen: dict[WatchId, tuple[Watch, str]] = {}
    found = [_entry(connection, row, seen) for row in rows[:limit]]
    if len(rows) > len(found):
        return found, found[-1].place if found else before
    if own is not None or steps is None:
        return found, None
    last = _SQL.all(connection, "reach_of_site" if site else "reach", **bounds)
    return found, _place(last[0]) if len(last) > 1 else None


def _place(row: sqlite3.Row) -> Place:
    return codec.moment(row["at"]), WatchId(row["watch_id"]), row["number"]


def few(connection: sqlite3.Connection, tag: str | None) -> list[WatchId] | None:
    """The watches with a tag; None where they, or their edits, are many, or all."""
    if tag is None:
        return None
    if _SQL.all(connection, "count", tag=tag, most=_FEW + 1)[0]["count"] > _FEW:
        return None
    return [row["watch_id"] for row in _SQL.all(connection, "tagged", tag=tag)]


def _bounds(before: Place | None, until: datetime | None) -> dict[str, object]:
    """The place before which all is that is asked for: one bound, so that the index is entered there."""
    end = (codec.stamp(until), _LAST, _LAST) if until else (_EVER, 0, 0)
    at, watch_id, number = min((codec.stamp(before[0]), *before[1:]), end) if before else end
    return {"before_at": at, "before_watch": watch_id, "before_number": number}


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
        revision=revision(connection, watch_id, row["number"]) if row["number"] else None,
        event=event(connection, row["event_id"]) if row["event_id"] else None,
        drifts=tuple(DriftId(drift["drift_id"]) for drift in drifts),
    )
