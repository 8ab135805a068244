"""Sources: where watches come from, what is due to be read, and what one reading brought."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from watcher.model import Hub, OrderState, Part, Push, Reading, Source, SourceId, SourceKind, SourceSetting, Validators
from watcher.store import codec, watches
from watcher.store.codec import Columns
from watcher.store.connections import Connections
from watcher.store.queries import Queries
from watcher.urls import host, identity, site

_FIRST = SourceId(0)
_TAUGHT = 200  # addresses of a site that teach what its articles look like
_SQL = Queries("sources")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFigures:
    """How many sources there are, how many of them are due, how many fail, and how many are pushed."""

    count: int
    due: int
    failing: int
    pushed: int


class Sources:
    """The sources of one store. Each method is a transaction, and raises StoreError where the database cannot be read
    or written."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def add(self, setting: SourceSetting, now: datetime) -> tuple[Source, bool]:
        """The source of this address and pattern, due now, and True; or the one there was, set anew, and False."""
        return self._connections.write(partial(_add, setting=setting, now=now, from_file=False))

    def reconcile(self, settings: Sequence[SourceSetting], now: datetime) -> None:
        """Makes the sources of the configuration those of `settings`: new ones added, others set anew, missing ones
        removed. What people added otherwise stays, and so do all articles that were found."""
        self._connections.write(partial(_reconcile, settings=settings, now=now))

    def remove(self, source_id: SourceId) -> bool:
        """Forgets the source; what it found stays. False where there is no such source."""
        return self._connections.write(partial(_remove, source_id=source_id))

    def listed(self, *, after: SourceId = _FIRST, limit: int | None = None) -> list[Source]:
        """In the order they were added: at most `limit` of those after the source `after`."""
        return self._connections.read(partial(_listed, after=after, limit=limit))

    def by_id(self, source_id: SourceId) -> Source | None:
        return self._connections.read(partial(by_id, source_id=source_id))

    def figures(self, now: datetime) -> SourceFigures:
        row = self._connections.read(lambda reader: _SQL.all(reader, "figures", now=codec.stamp(now))[0])
        return SourceFigures(count=row["count"], due=row["due"], failing=row["failing"], pushed=row["pushed"])

    def addresses(self, site: str) -> list[str]:
        """Where articles of a site stand that were read, the newest of them first."""
        rows = self._connections.read(lambda reader: _SQL.all(reader, "addresses", site=site, limit=_TAUGHT))
        return [row["url"] for row in rows]

    def unlisted(self, source_id: SourceId, keys: Collection[str]) -> frozenset[str]:
        """Those of `keys` under which the source did not list an article before."""
        of = {"id": source_id, "keys": codec.to_json(sorted(keys))}
        rows = self._connections.read(lambda reader: _SQL.all(reader, "listed", **of))
        return frozenset(keys) - {row["key"] for row in rows}

    async def enter(self, reading: Reading) -> Source | None:
        """Writes a reading and watches what it found; the source as it is then, None where it was removed
        meanwhile."""
        return await self._connections.write_soon(partial(_enter, reading=reading))


def _add(
    connection: sqlite3.Connection, setting: SourceSetting, now: datetime, *, from_file: bool
) -> tuple[Source, bool]:
    """The source of this address and pattern, set as `setting` says, and whether it is new. One that is there stays
    the file's or the person's who added it."""
    of = {"url": setting.url, "match": setting.match}
    columns = {"host": host(setting.url), "now": codec.stamp(now)}
    new = _SQL.run(connection, "add", **of, **columns, from_file=from_file).rowcount == 1
    row = _SQL.one(connection, "by_setting", **of)
    assert row is not None
    if _source_of(row).setting != setting:
        _SQL.run(connection, "set", id=row["id"], **_setting_columns(setting))
        _SQL.run(connection, "due_now", id=row["id"], **columns)
    source = by_id(connection, row["id"])
    assert source is not None
    return source, new


def _reconcile(connection: sqlite3.Connection, settings: Sequence[SourceSetting], now: datetime) -> None:
    kept = {_add(connection, setting, now, from_file=True)[0].id for setting in settings}
    for source in _listed(connection):
        if source.from_file and source.id not in kept:
            _remove(connection, source.id)


def _remove(connection: sqlite3.Connection, source_id: SourceId) -> bool:
    return _SQL.run(connection, "remove", id=source_id).rowcount == 1


def by_id(connection: sqlite3.Connection, source_id: SourceId) -> Source | None:
    row = _SQL.one(connection, "by_id", id=source_id)
    return _source_of(row) if row else None


def _listed(connection: sqlite3.Connection, after: SourceId = _FIRST, limit: int | None = None) -> list[Source]:
    """In the order they were added: `limit` of those after a number."""
    rows = _SQL.all(connection, "list", after=after, limit=-1 if limit is None else limit)
    return [_source_of(row) for row in rows]


def due(
    connection: sqlite3.Connection, now: datetime, limit: int, visited: Collection[str], per_host: int
) -> dict[str, list[Source]]:
    """At most `limit` due sources by the host where they are read, `per_host` of each; the earliest first."""
    rows = _SQL.all(
        connection, "due", now=codec.stamp(now), visited=codec.to_json(sorted(visited)), limit=limit, per_host=per_host
    )
    hosts: dict[str, list[Source]] = {}
    for row in rows:
        hosts.setdefault(row["host"], []).append(_source_of(row))
    return hosts


def _enter(connection: sqlite3.Connection, reading: Reading) -> Source | None:
    """Writes all of `reading`: its articles are watched from now on; the source as it is then. None, and nothing
    written, where the source was removed meanwhile."""
    source = reading.source
    if by_id(connection, source.id) is None:
        return None
    for found in reading.found:
        url = found.article.url
        watches.add(
            connection, url, key=identity(url), site=site(url), tags=source.setting.tags, every=None, note="",
            now=reading.at, due_at=found.due_at,
        )  # fmt: skip
        _SQL.run(connection, "add_find", id=source.id, key=identity(url))
    _enter_parts(connection, reading)
    _SQL.run(connection, "record", **_state_columns(source), added=len(reading.found))
    _SQL.run(connection, "due_part", id=source.id, now=codec.stamp(reading.at))
    return by_id(connection, source.id)


def _enter_parts(connection: sqlite3.Connection, reading: Reading) -> None:
    of = {"id": reading.source.id}
    if reading.parts is not None:
        parts = codec.to_json([{"url": p.url, "modified": p.modified, "depth": p.depth} for p in reading.parts])
        if reading.source.part is None:
            _SQL.run(connection, "drop_parts", **of, parts=parts)
        _SQL.run(connection, "put_parts", **of, parts=parts)
    if reading.done is not None:
        _SQL.run(connection, "done", **of, url=reading.done.url)
    if reading.again:
        _SQL.run(connection, "again", **of)


def rebase(connection: sqlite3.Connection, now: datetime, ahead: datetime) -> None:
    """Makes due what would wait for a future that the clock no longer goes by: what was read later than `ahead`."""
    _SQL.run(connection, "rebase", now=codec.stamp(now), ahead=codec.stamp(ahead))


def again(connection: sqlite3.Connection, hosts: Sequence[str], since: datetime, now: datetime) -> None:
    """Makes due what was read in vain at these hosts since."""
    _SQL.run(connection, "in_vain", hosts=codec.to_json(hosts), since=codec.stamp(since), now=codec.stamp(now))


def next_due(connection: sqlite3.Connection) -> datetime | None:
    """When the next source is due; None without any."""
    row = _SQL.one(connection, "next_due")
    return codec.optional_moment(row["due_at"]) if row else None


def _setting_columns(setting: SourceSetting) -> Columns:
    return {
        "kind": setting.kind, "tags": codec.to_json(setting.tags), "languages": codec.to_json(setting.languages),
        "max_age": _seconds(setting.max_age), "limit": setting.limit, "every": _seconds(setting.every),
        "baseline": setting.baseline, "pace": setting.pace.total_seconds(),
    }  # fmt: skip


def _state_columns(source: Source) -> Columns:
    """How a source stands; its total of articles is counted where it is written."""
    return {
        "id": source.id, "address": source.address, "host": host(source.address), "found_kind": source.kind,
        "due_at": codec.stamp(source.due_at), "read_at": codec.optional_stamp(source.read_at),
        "pause": _seconds(source.pause), "ttl": _seconds(source.ttl), "listed": source.listed, "new": source.new,
        "waiting": source.waiting, "failures": source.failures,
        "failing_since": codec.optional_stamp(source.failing_since), "why": source.why,
        "etag": source.validators.etag, "last_modified": source.validators.last_modified,
        "paced_until": codec.optional_stamp(source.paced_until),
        "brought_at": codec.optional_stamp(source.brought_at),
        "hub": source.hub.url if source.hub else "", "topic": source.hub.topic if source.hub else "",
    }  # fmt: skip


def _source_of(row: sqlite3.Row) -> Source:
    setting = SourceSetting(
        url=row["url"], kind=row["kind"], tags=tuple(codec.from_json(row["tags"])), match=row["match"],
        languages=tuple(codec.from_json(row["languages"])), max_age=_time(row["max_age"]), limit=row["limit"],
        every=_time(row["every"]), baseline=bool(row["baseline"]), pace=timedelta(seconds=row["pace"]),
    )  # fmt: skip
    part = None
    if row["part_url"] is not None:
        part = Part(url=row["part_url"], modified=row["part_modified"], depth=row["part_depth"])
    return Source(
        id=SourceId(row["id"]), setting=setting, address=row["address"], added_at=codec.moment(row["added_at"]),
        due_at=codec.moment(row["due_at"]), from_file=bool(row["from_file"]),
        kind=None if row["found_kind"] is None else SourceKind(row["found_kind"]), part=part, parts=row["parts"],
        read_at=codec.optional_moment(row["read_at"]), pause=_time(row["pause"]), ttl=_time(row["ttl"]),
        listed=row["listed"], new=row["new"], waiting=row["waiting"], found=row["found"], failures=row["failures"],
        failing_since=codec.optional_moment(row["failing_since"]), why=row["why"],
        validators=Validators(etag=row["etag"], last_modified=row["last_modified"]),
        paced_until=codec.optional_moment(row["paced_until"]), brought_at=codec.optional_moment(row["brought_at"]),
        hub=Hub(url=row["hub"], topic=row["topic"]) if row["hub"] else None, push=_push_of(row),
    )  # fmt: skip


def _push_of(row: sqlite3.Row) -> Push | None:
    if row["push_state"] is None:
        return None
    return Push(
        state=OrderState(row["push_state"]), since=codec.optional_moment(row["push_since"]),
        until=codec.optional_moment(row["push_until"]), pushed_at=codec.optional_moment(row["pushed_at"]),
        why=row["push_why"],
    )  # fmt: skip


def _seconds(time: timedelta | None) -> float | None:
    return None if time is None else time.total_seconds()


def _time(seconds: float | None) -> timedelta | None:
    return None if seconds is None else timedelta(seconds=seconds)
