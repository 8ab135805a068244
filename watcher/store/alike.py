"""What articles of a site have in common in how they changed: counted with each revision, until the site has drifted
(docs/adr/0012).

What makes changes alike is judged in model/traits.py, how many it takes in model/drift.py.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from watcher.model import Alert, Alike, Drift, DriftId, Revision, Trait, Watch, WatchId
from watcher.model.drift import BARS, MOST_ALIKE, MOST_LOOKED, WINDOW, Bar, beginning
from watcher.model.repeated import is_spread
from watcher.model.traits import traits_of
from watcher.store import codec, drifts
from watcher.store.drifts import Part
from watcher.store.queries import Queries

_SQL = Queries("alike")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """The changes of a revision that have one trait."""

    site: str
    trait: Trait
    alike: Alike
    part: Part

    @property
    def bar(self) -> Bar:
        return BARS[self.trait.likeness]


def count(connection: sqlite3.Connection, watch: Watch, revision: Revision, operator: Sequence[Alert]) -> Drift | None:
    """Counts what the changes of a revision have in common with others of the site, and sets aside what is part of a
    drift. Gives the drift that shows with it, None where none does; `operator` are the alerts that tell of it.

    The revision and its alerts have to be written already."""
    _SQL.run(connection, "forget", before=_before(revision.first_seen_at))
    if revision.seen_after is None:
        return None
    shown = None
    placed: set[int] = set()
    alike = Alike(watch_id=watch.id, seen_after=revision.seen_after, at=revision.first_seen_at)
    for trait, positions in traits_of(revision).items():
        own = tuple(position for position in positions if position not in placed)
        part = Part(watch_id=watch.id, number=revision.number, positions=own, at=revision.first_seen_at)
        seen = _Seen(site=watch.site, trait=trait, alike=alike, part=part)
        if not own:
            continue
        if drifts.joined(connection, seen.site, trait, alike, part):
            placed.update(own)
            continue
        _put(connection, seen)
        drift = _drift(connection, seen)
        if drift is None:
            continue
        placed.update(own)
        if drift.new:
            drifts.tell(connection, drift.id, part, operator)
            shown = drift.id
    return None if shown is None else drifts.drift(connection, shown)


def take_over(connection: sqlite3.Connection) -> None:
    """What a database from before traits were digests holds."""
    for row in _SQL.run(connection, "before"):
        of = {"watch_id": row["watch_id"], "number": row["number"], "positions": row["positions"]}
        _SQL.run(connection, "put", trait=_digest(row["site"], row["trait"]), **of)
    _SQL.run(connection, "drop_before")


def _put(connection: sqlite3.Connection, seen: _Seen) -> None:
    _SQL.run(
        connection,
        "put",
        trait=_digest(seen.site, seen.trait.key),
        watch_id=seen.part.watch_id,
        number=seen.part.number,
        positions=codec.to_json(seen.part.positions),
    )


def _digest(site: str, key: str) -> bytes:
    """What a trait is known by at a site."""
    return hashlib.sha256(f"{site}\0{key}".encode()).digest()[:8]


def _before(at: datetime) -> int:
    """What is older cannot be alike with what was seen then."""
    return codec.instant(at - WINDOW)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opened:
    id: DriftId
    new: bool


def _drift(connection: sqlite3.Connection, seen: _Seen) -> _Opened | None:
    """The drift that the trait makes now, with all that is part of it set aside; None where it makes none.

    One cause often has several traits: what shows in the revisions of an open drift is part of that."""
    of = {"trait": _digest(seen.site, seen.trait.key), "before": _before(seen.alike.at)}
    rows = _SQL.all(connection, "alike", **of, most=MOST_ALIKE)[::-1]
    if len({row["watch_id"] for row in rows}) < seen.bar.articles:
        return None
    alike = [_alike_of(row) for row in rows]
    since = _since(connection, seen, alike)
    if since is None:
        return None
    spanning = (row for row, one in zip(rows, alike, strict=True) if one.spans(since, seen.bar.slack))
    members = [drifts.part_of(row) for row in spanning]
    same = drifts.open_with(connection, seen.site, members)
    id_ = same or drifts.open_(connection, seen.site, since)
    drifts.add_trait(connection, id_, seen.trait)
    for part in members:
        drifts.take(connection, id_, part)
        _take_out(connection, part)
    return _Opened(id=id_, new=same is None)


def _since(connection: sqlite3.Connection, seen: _Seen, alike: Sequence[Alike]) -> datetime | None:
    """When it began; None where nothing drifted."""
    bar = seen.bar
    since = codec.stamp(min(one.at for one in alike))
    looked = _SQL.all(connection, "looked", site=seen.site, since=since, most=MOST_LOOKED)
    began = beginning(bar, alike, [codec.moment(row["looked_at"]) for row in looked])
    if began is None or (bar.spread and not _is_spread(connection, seen.site, {one.watch_id for one in alike})):
        return None
    return began


def _is_spread(connection: sqlite3.Connection, site: str, watch_ids: Collection[WatchId]) -> bool:
    """Whether these articles tell of different things: no word of most of their headlines, not even one that all of the
    site's have, unless they are many. Who watches one story and nothing else of a site hears of its corrections."""
    rows = _SQL.all(connection, "headlines", site=site, watch_ids=codec.to_json(sorted(watch_ids)), most=MOST_ALIKE)
    own, others = ([row["title"] for row in rows if bool(row["own"]) is mine] for mine in (True, False))
    return is_spread(own, others) and is_spread(own, ())


def _take_out(connection: sqlite3.Connection, part: Part) -> None:
    """What is part of a drift counts for no other one."""
    for row in _SQL.all(connection, "others", watch_id=part.watch_id, number=part.number):
        left = [position for position in codec.from_json(row["positions"]) if position not in part.positions]
        if left:
            _SQL.run(connection, "narrow", id=row["id"], positions=codec.to_json(left))
        else:
            _SQL.run(connection, "drop", id=row["id"])


def _alike_of(row: sqlite3.Row) -> Alike:
    return Alike(
        watch_id=WatchId(row["watch_id"]), seen_after=codec.time_of(row["seen_after"]), at=codec.time_of(row["at"])
    )
