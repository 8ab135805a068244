"""Reading what was recorded: revisions, changes, events and looks."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import TypedDict, Unpack

from watcher.model import (
    Change,
    DriftId,
    Entry,
    Event,
    Look,
    Mark,
    Outline,
    Page,
    Place,
    Revision,
    Seal,
    Watch,
    WatchId,
    Weight,
)
from watcher.store import archive, articles, codec, heads, proof, watches
from watcher.store.connections import Connections
from watcher.store.queries import Queries
from watcher.store.texts import article_in, changes_in

NOTICES = frozenset(("notice.added", "notice.edited"))
"""Kinds of changes by which revisions are found that may tell of others."""
_SQL = Queries("history")
_EVER = 2**62  # behind every time
_LAST = 2**62  # behind every number
_FEW = 5000  # edits that are all looked through


class Chosen(TypedDict, total=False):
    """Which edits and events: those `before` a place. `kind` is a glob that one change, or the event, has to match.
    Events weigh enough for any `min_weight`; `stealth` takes only stealthy edits, `fact` those that touch one,
    `language` those of articles in it ("zh" takes zh-Hans too)."""

    watch_id: WatchId | None
    since: datetime | None
    until: datetime | None
    before: Place | None
    site: str | None
    tag: str | None
    language: str | None
    kind: str | None
    fact: str | None
    min_weight: Weight | None
    stealth: bool


class History:
    """What was recorded by one store. Each method raises StoreError where the database cannot be read."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def revision(self, watch_id: WatchId, number: int) -> Revision | None:
        """With its changes, without its page and with no lineage but its own digest."""
        return self._connections.read(partial(revision, watch_id=watch_id, number=number))

    def revisions(self, watch_id: WatchId, first: int = 1, last: int | None = None) -> list[Revision]:
        """Revisions with their changes, without their pages and with no lineage but their own digest, oldest first: all
        of them, or those with the numbers `first` to `last`."""
        return self._connections.read(partial(_revisions, watch_id=watch_id, first=first, last=last))

    def marks(self, watch_id: WatchId) -> list[Mark]:
        """All revisions without their texts, oldest first."""
        return [codec.mark_of(row) for row in self._all("marks", watch_id=watch_id)]

    def newest(self, watch_id: WatchId) -> int:
        """The number of the newest revision, 0 without any."""
        return self._connections.read(partial(newest, watch_id=watch_id))

    def notices(self, stretches: Sequence[tuple[WatchId, int, int]]) -> dict[WatchId, list[int]]:
        """The numbers of the revisions with which a notice came or was edited, in their order, of watches from one
        number to another; watches without any are not named."""
        found: defaultdict[WatchId, list[int]] = defaultdict(list)
        for row in self._all("notices", stretches=codec.to_json(stretches)):
            found[WatchId(row["watch_id"])].append(row["number"])
        return dict(found)

    def outlines(self, watch_id: WatchId, numbers: Sequence[int]) -> list[Outline]:
        """Some revisions without their texts but with their changes, oldest first."""
        return self._connections.read(partial(_outlines, watch_id=watch_id, numbers=list(numbers)))

    def titles(self, watch_ids: Sequence[WatchId]) -> dict[WatchId, str]:
        """The headlines of articles as last read; "" where one never was."""
        return self._connections.read(lambda reader: {watch_id: title(reader, watch_id) for watch_id in watch_ids})

    def page_of(self, watch_id: WatchId, number: int) -> Page | None:
        """The page a revision was read from; None where none was kept. Raises StoreError where it is damaged."""
        return self._connections.read(partial(archive.page_of, watch_id=watch_id, number=number))

    def received(self, watch_id: WatchId, number: int) -> Page | None:
        """The same with its hops, as far as they are known."""
        return self._connections.read(partial(heads.page_of, watch_id=watch_id, number=number))

    def seals(self, watch_id: WatchId) -> dict[int, Seal]:
        """Of all revisions, by their numbers."""
        return self._connections.read(partial(proof.seals, watch_id=watch_id))

    def seal(self, watch_id: WatchId, number: int) -> Seal | None:
        """Of one revision; None where it has none."""
        return self._connections.read(partial(proof.seal_of, watch_id=watch_id, number=number))

    def events(self, watch_id: WatchId) -> list[Event]:
        """Oldest first."""
        return [event for _, event in self.numbered_events(watch_id)]

    def numbered_events(self, watch_id: WatchId, *, after: int = 0, limit: int = -1) -> list[tuple[int, Event]]:
        """The same with their numbers: at most `limit` of those after a number, all where it is -1."""
        rows = self._all("events", watch_id=watch_id, after=after, limit=limit)
        return [(row["id"], codec.event_of(row)) for row in rows]

    def looks(self, watch_id: WatchId) -> list[Look]:
        """Runs of looks that ended alike, oldest first."""
        return [look for _, look in self.numbered_looks(watch_id)]

    def numbered_looks(self, watch_id: WatchId, *, after: int = 0, limit: int = -1) -> list[tuple[int, Look]]:
        """The same with their numbers: at most `limit` of those after a number, all where it is -1."""
        rows = self._all("looks", watch_id=watch_id, after=after, limit=limit)
        return [(row["number"], codec.look_of(row)) for row in rows]

    def entries(self, *, limit: int | None = None, **chosen: Unpack[Chosen]) -> list[Entry]:
        """Edits and events, newest last; the newest `limit` of those that are chosen. First revisions are no edits."""
        return self._connections.read(partial(_entries, limit=limit, **chosen))[0][::-1]

    def stretch(self, *, limit: int, steps: int, **chosen: Unpack[Chosen]) -> tuple[list[Entry], Place | None]:
        """Edits and events as `entries` gives them, newest first, and the place before which to go on, None at the end.
        It looks at so many `steps`, edits and events, and no more: where few of them fit, there are less than `limit`,
        or none at all."""
        return self._connections.read(partial(_entries, limit=limit, steps=steps, **chosen))

    def _all(self, name: str, **values: object) -> list[sqlite3.Row]:
        return self._connections.read(lambda reader: _SQL.all(reader, name, **values))


def last_revision(connection: sqlite3.Connection, watch_id: WatchId) -> Revision | None:
    """The newest revision, without changes and page; two statements."""
    row = _SQL.one(connection, "last", watch_id=watch_id)
    kept = row and articles.kept(connection, watch_id, row["number"])
    if not row or not kept:
        return None
    return codec.revision_of(row, codec.article_of(article_in(kept.text)), lineage=codec.from_json(row["lineage"]))


def newest(connection: sqlite3.Connection, watch_id: WatchId) -> int:
    """The number of the newest revision, 0 without any; one statement."""
    row = _SQL.one(connection, "newest", watch_id=watch_id)
    return int(row["number"]) if row else 0


def revision(connection: sqlite3.Connection, watch_id: WatchId, number: int) -> Revision | None:
    """One revision with its changes."""
    row = _SQL.one(connection, "revision", watch_id=watch_id, number=number)
    kept = articles.kept(connection, watch_id, number)
    if row is None or kept is None:
        return None
    return _revision(row, kept.text)


def changes(connection: sqlite3.Connection, watch_id: WatchId, number: int) -> list[Change]:
    """What one revision brought, in order; [] where there is no such revision."""
    kept = articles.kept(connection, watch_id, number)
    return changes_in(kept.text) if kept else []


def _revisions(connection: sqlite3.Connection, watch_id: WatchId, *, first: int, last: int | None) -> list[Revision]:
    """Revisions with their changes, from one number to another, oldest first."""
    end = _LAST if last is None else last
    found = _SQL.all(connection, "revisions", watch_id=watch_id, first=first, last=end)
    rows = {row["number"]: row for row in found}
    texts = articles.run(connection, watch_id, first, end)
    return [_revision(rows[one.number], one.text) for one in texts if one.number in rows]


def _revision(row: sqlite3.Row, text: bytes) -> Revision:
    return codec.revision_of(
        row, codec.article_of(article_in(text)), changes=changes_in(text), lineage=[row["digest"].hex()],
        capture=row["capture"],
    )  # fmt: skip


def _outlines(connection: sqlite3.Connection, watch_id: WatchId, numbers: Sequence[int]) -> list[Outline]:
    found = _SQL.all(connection, "outlines", watch_id=watch_id, numbers=codec.to_json(numbers))
    rows = {row["number"]: row for row in found}
    texts = articles.some(connection, watch_id, sorted(rows))
    return [codec.outline_of(rows[one.number], changes_in(one.text)) for one in texts]


def title(connection: sqlite3.Connection, watch_id: WatchId) -> str:
    """The headline as last read; "" where it never was."""
    row = _SQL.one(connection, "title", watch_id=watch_id)
    return row["title"] if row else ""


def event(connection: sqlite3.Connection, event_id: int) -> Event | None:
    row = _SQL.one(connection, "event", id=event_id)
    return codec.event_of(row) if row else None


def enter(
    connection: sqlite3.Connection, watch_id: WatchId, number: int, *, language: str | None, kinds: Iterable[str],
    facts: Iterable[str],
) -> None:  # fmt: skip
    """Puts a revision, with the kinds and facts of its changes, into the stream; nothing where it is the first one."""
    told = {"language": language or "", "kinds": _between_commas(kinds), "facts": _between_commas(facts)}
    entry = {"watch_id": watch_id, "number": number, **told}
    if not _SQL.run(connection, "enter", **entry).rowcount and _SQL.run(connection, "sort", **entry).rowcount:
        _SQL.run(connection, "enter", **entry)


def _between_commas(words: Iterable[str]) -> str:
    return f",{told}," if (told := ",".join(dict.fromkeys(words))) else ""


def speak(connection: sqlite3.Connection, watch_id: WatchId, number: int, language: str | None) -> None:
    """The language in which an edit was read anew."""
    for name in ("sort_spoken", "speak"):
        _SQL.run(connection, name, watch_id=watch_id, number=number, language=language or "")


def _entries(
    connection: sqlite3.Connection,
    *,
    watch_id: WatchId | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    before: Place | None = None,
    site: str | None = None,
    tag: str | None = None,
    language: str | None = None,
    kind: str | None = None,
    fact: str | None = None,
    min_weight: Weight | None = None,
    stealth: bool = False,
    limit: int | None = None,
    steps: int | None = None,
) -> tuple[list[Entry], Place | None]:
    """Edits and events, newest first: the newest `limit` of them, or what fits of the newest `steps`; and the place
    before which there may be more, None at the end."""
    least = min_weight.rank if min_weight else 0
    own = [watch_id] if watch_id is not None else few(connection, tag)
    bounds: Mapping[str, object] = {
        "since": codec.instant(since) if since else -_EVER, **_bounds(before, until), "site": site or None,
        "steps": -1 if steps is None else steps,
    }  # fmt: skip
    rows = _SQL.all(
        connection,
        "entries",
        watch_ids=None if own is None else codec.to_json(own),
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
    edits = _edits(connection, rows[:limit])
    found = [_entry(connection, row, seen, edits) for row in rows[:limit]]
    if len(rows) > len(found):
        return found, found[-1].place if found else before
    if own is not None or steps is None:
        return found, None
    last = _SQL.all(connection, "reach_of_site" if site else "reach", **bounds)
    return found, _place(last[0]) if len(last) > 1 else None


def _place(row: sqlite3.Row) -> Place:
    return codec.time_of(row["at"]), WatchId(row["watch_id"]), row["number"]


def few(connection: sqlite3.Connection, tag: str | None) -> list[WatchId] | None:
    """The watches with a tag; None where they, or their edits, are many, or all."""
    if tag is None:
        return None
    if _SQL.all(connection, "count", tag=tag, most=_FEW + 1)[0]["count"] > _FEW:
        return None
    return [row["watch_id"] for row in _SQL.all(connection, "tagged", tag=tag)]


def _bounds(before: Place | None, until: datetime | None) -> dict[str, object]:
    """The place before which all is that is asked for: one bound, so that the index is entered there."""
    end = (codec.instant(until), _LAST, _LAST) if until else (_EVER, 0, 0)
    at, watch_id, number = min((codec.instant(before[0]), *before[1:]), end) if before else end
    return {"before_at": at, "before_watch": watch_id, "before_number": number}


def _edits(connection: sqlite3.Connection, rows: Sequence[sqlite3.Row]) -> dict[tuple[WatchId, int], Revision]:
    """The revisions of entries, by watch and number. Those of one watch rest on each other: they are read at once."""
    numbers: defaultdict[WatchId, list[int]] = defaultdict(list)
    for row in rows:
        if row["number"]:
            numbers[WatchId(row["watch_id"])].append(row["number"])
    found: dict[tuple[WatchId, int], Revision] = {}
    for watch_id, many in numbers.items():
        asked = _SQL.all(connection, "edits", watch_id=watch_id, numbers=codec.to_json(many))
        own = {row["number"]: row for row in asked}
        for one in articles.some(connection, watch_id, sorted(own)):
            found[watch_id, one.number] = _revision(own[one.number], one.text)
    return found


def _entry(
    connection: sqlite3.Connection,
    row: sqlite3.Row,
    seen: dict[WatchId, tuple[Watch, str]],
    edits: Mapping[tuple[WatchId, int], Revision],
) -> Entry:
    watch_id = WatchId(row["watch_id"])
    if watch_id not in seen:
        seen[watch_id] = watches.existing(connection, watch_id), title(connection, watch_id)
    watch, headline = seen[watch_id]
    drifts = _SQL.all(connection, "drifts", watch_id=watch_id, number=row["number"])
    return Entry(
        watch=watch,
        title=headline,
        at=codec.time_of(row["at"]),
        revision=edits.get((watch_id, row["number"])),
        event=event(connection, row["event_id"]) if row["event_id"] else None,
        drifts=tuple(DriftId(drift["drift_id"]) for drift in drifts),
    )
