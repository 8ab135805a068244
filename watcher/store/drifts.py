"""Drifts: what is part of one, which alerts wait for it, and what became of it (docs/adr/0012)."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from watcher.errors import StoreDamaged
from watcher.model import Alert, AlertState, Alike, Drift, DriftId, DriftState, Example, Likeness, Trait, WatchId
from watcher.model.drift import BARS, belongs
from watcher.store import addressees, codec, history, watches
from watcher.store.codec import Columns
from watcher.store.connections import Connections
from watcher.store.queries import Queries

_SQL = Queries("drifts")
_SHOWN = 3  # examples, unless more are asked for


class Drifts:
    """The drifts of one store. Each method is a transaction, and raises StoreError where the database cannot be read or
    written."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def listed(self, *, state: DriftState | None = None, limit: int | None = None) -> list[Drift]:
        """What many articles of a site changed alike at once, newest last; the newest `limit`."""
        return self._connections.read(partial(_listed, state=state, limit=limit))

    def by_id(self, drift_id: DriftId) -> Drift | None:
        """The drift with all its articles; None where there is no such drift."""
        return self._connections.read(partial(drift, drift_id=drift_id, examples=None))

    def release(self, drift_id: DriftId, now: datetime) -> bool:
        """Its alerts are due now, and what else is part of it is told like any change; False where it is not open."""
        return self._connections.write(partial(_settle, drift_id=drift_id, state=DriftState.RELEASED, now=now))

    def discard(self, drift_id: DriftId, now: datetime) -> bool:
        """Its alerts are dropped, and so are those about what else is part of it; False where it is not open."""
        return self._connections.write(partial(_settle, drift_id=drift_id, state=DriftState.DISCARDED, now=now))


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The changes of one revision, by their positions, that are part of a drift; `at` is when they were first seen."""

    watch_id: WatchId
    number: int
    positions: tuple[int, ...]
    at: datetime


def part_of(row: sqlite3.Row) -> Part:
    positions = tuple(codec.from_json(row["positions"]))
    return Part(
        watch_id=WatchId(row["watch_id"]), number=row["number"], positions=positions, at=codec.time_of(row["at"])
    )  # fmt: skip


def joined(connection: sqlite3.Connection, site: str, trait: Trait, alike: Alike, part: Part) -> bool:
    """Whether the changes are part of a drift that is known; then they share what became of it. Where it was released,
    they are told like any other and are counted no more."""
    for row in _SQL.all(connection, "known", trait=trait.key, site=site):
        if belongs(BARS[trait.likeness], alike, codec.moment(row["since"])):
            id_, state = DriftId(row["id"]), DriftState(row["state"])
            if state is not DriftState.RELEASED:
                take(connection, id_, part)
            if state is DriftState.DISCARDED:
                _drop(connection, id_, part.at)
            return True
    return False


def open_with(connection: sqlite3.Connection, site: str, parts: Sequence[Part]) -> DriftId | None:
    """The newest open drift of a site that has half of these revisions; None where none has."""
    for row in _SQL.all(connection, "all_open", site=site):
        known = {(each["watch_id"], each["number"]) for each in _SQL.all(connection, "revisions", id=row["id"])}
        if 2 * sum((part.watch_id, part.number) in known for part in parts) >= len(parts):
            return DriftId(row["id"])
    return None


def open_(connection: sqlite3.Connection, site: str, since: datetime) -> DriftId:
    """A new drift, without traits and articles yet."""
    row = _SQL.one(connection, "open", site=site, since=codec.stamp(since))
    assert row is not None
    return DriftId(row["id"])


def add_trait(connection: sqlite3.Connection, drift_id: DriftId, trait: Trait) -> None:
    """What else the articles of a drift have in common; nothing where that is known."""
    _SQL.run(connection, "add_trait", drift_id=drift_id, **_trait_columns(trait))


def take(connection: sqlite3.Connection, drift_id: DriftId, part: Part) -> None:
    """Changes that are part of the drift; alerts about them that are not sent wait for it."""
    of = {"watch_id": part.watch_id, "number": part.number}
    row = _SQL.one(connection, "positions", drift_id=drift_id, **of)
    positions = sorted({*part.positions, *(codec.from_json(row["positions"]) if row else ())})
    _SQL.run(
        connection, "put", drift_id=drift_id, **of, positions=codec.to_json(positions), at=codec.stamp(part.at)
    )  # fmt: skip
    for row in _SQL.all(connection, "unsent", **of):
        told = codec.from_json(row["changes"])
        if any(position in positions for position in told):
            # Where only a time is left that says that something was changed, it waits too: it says nothing by itself.
            rest = [position for position in told if position not in positions]
            says = rest and not _idle(connection, part).issuperset(rest)
            _set_aside(connection, drift_id, row, keeping=rest if says else ())


def _idle(connection: sqlite3.Connection, part: Part) -> set[int]:
    """The changes of its revision that only say that something was changed; none where they cannot be read."""
    with suppress(StoreDamaged):
        own = history.changes(connection, part.watch_id, part.number)
        return {position for position, change in enumerate(own) if change.kind == "modified.changed"}
    return set()


def _set_aside(
    connection: sqlite3.Connection, drift_id: DriftId, row: sqlite3.Row, *, keeping: Collection[int]
) -> None:
    """Lets a message wait for the drift, as one with what waits already of it, but for the changes that it keeps."""
    waits, stays = _parted(row, keeping)
    held = _SQL.one(connection, "held", drift_id=drift_id, id=row["id"])
    if held is not None:
        both = {name: sorted({*waits[name], *codec.from_json(held[name])}) for name in waits}
        _SQL.run(connection, "narrow", id=held["id"], **_as_json(both))
    elif stays["changes"]:
        _SQL.run(connection, "hold_part", id=row["id"], drift_id=drift_id, **_as_json(waits))
    else:
        _SQL.run(connection, "hold", id=row["id"], drift_id=drift_id)
        return
    if stays["changes"]:
        _SQL.run(connection, "narrow", id=row["id"], **_as_json(stays))
    else:
        _SQL.run(connection, "remove", id=row["id"])


Told = dict[str, list[int]]


def _parted(row: sqlite3.Row, keeping: Collection[int]) -> tuple[Told, Told]:
    """What of a message waits, and what stays in it."""
    told = {name: codec.from_json(row[name]) for name in ("changes", "returns")}
    waits = {name: [position for position in positions if position not in keeping] for name, positions in told.items()}
    stays = {name: [position for position in positions if position in keeping] for name, positions in told.items()}
    return waits, stays


def _as_json(told: Told) -> dict[str, str]:
    return {name: codec.to_json(positions) for name, positions in told.items()}


def tell(connection: sqlite3.Connection, drift_id: DriftId, seen: Part, operator: Sequence[Alert]) -> None:
    """The alerts that tell the operator of a drift, which showed with `seen`."""
    for alert in operator:
        _SQL.run(
            connection,
            "tell",
            addressee=addressees.number_of(connection, alert),
            now=codec.instant(seen.at),
            drift_id=drift_id,
        )


def _settle(connection: sqlite3.Connection, drift_id: DriftId, state: DriftState, now: datetime) -> bool:
    done = _SQL.run(connection, "settle", id=drift_id, state=state.value, now=codec.stamp(now))
    if done.rowcount == 0:
        return False
    if state is DriftState.DISCARDED:
        _drop(connection, drift_id, now)
    else:
        _SQL.run(connection, "release_alerts", id=drift_id, now=codec.instant(now))
    return True


def _drop(connection: sqlite3.Connection, drift_id: DriftId, now: datetime) -> None:
    why = f"drift {drift_id} was discarded"
    _SQL.run(connection, "drop_alerts", id=drift_id, why=why, now=codec.instant(now))


def drift(connection: sqlite3.Connection, drift_id: DriftId, examples: int | None = _SHOWN) -> Drift | None:
    """A drift with its first `examples`, with all of them for None; None where there is no such drift."""
    row = _SQL.one(connection, "drift", id=drift_id)
    return _drift(connection, row, examples) if row else None


def _listed(connection: sqlite3.Connection, state: DriftState | None, limit: int | None) -> list[Drift]:
    rows = _SQL.all(connection, "drifts", state=state and state.value, limit=-1 if limit is None else limit)
    return [_drift(connection, row, _SHOWN) for row in reversed(rows)]


def _drift(connection: sqlite3.Connection, row: sqlite3.Row, examples: int | None) -> Drift:
    id_ = DriftId(row["id"])
    spread = _SQL.all(connection, "spread", id=id_)[0]
    alerts = {AlertState(each["state"]): each["count"] for each in _SQL.all(connection, "alerts", id=id_)}
    before = _SQL.all(connection, "told_before", id=id_)[0]["count"]
    looked = _SQL.all(connection, "looked", site=row["site"], since=row["since"])[0]["count"]
    rows = _SQL.all(connection, "examples", id=id_, limit=-1 if examples is None else examples)
    return Drift(
        id=id_,
        site=row["site"],
        state=DriftState(row["state"]),
        traits=_traits(connection, id_),
        since=codec.moment(row["since"]),
        last_at=codec.moment(spread["last_at"] or row["since"]),
        articles=spread["articles"],
        looked=max(spread["articles"], looked),
        held=alerts.get(AlertState.HELD, 0),
        sent=alerts.get(AlertState.SENT, 0) + before,
        dropped=alerts.get(AlertState.DROPPED, 0),
        settled_at=codec.optional_moment(row["settled_at"]),
        examples=tuple(_example(connection, each) for each in rows),
    )


def _traits(connection: sqlite3.Connection, drift_id: DriftId) -> tuple[Trait, ...]:
    """The strongest sign first."""
    traits = [_trait_of(row) for row in _SQL.all(connection, "traits", id=drift_id)]
    return tuple(sorted(traits, key=lambda trait: tuple(Likeness).index(trait.likeness)))


def _example(connection: sqlite3.Connection, row: sqlite3.Row) -> Example:
    watch_id, number = WatchId(row["watch_id"]), row["number"]
    positions = codec.from_json(row["positions"])
    changes = [one for place, one in enumerate(history.changes(connection, watch_id, number)) if place in positions]
    return Example(
        watch_id=watch_id,
        url=watches.existing(connection, watch_id).url,
        title=history.title(connection, watch_id),
        number=number,
        at=codec.moment(row["at"]),
        changes=tuple(changes),
    )


def _trait_columns(trait: Trait) -> Columns:
    return {"trait": trait.key, "likeness": trait.likeness.value, "kind": trait.kind, "detail": trait.detail}


def _trait_of(row: sqlite3.Row) -> Trait:
    return Trait(key=row["trait"], likeness=Likeness(row["likeness"]), kind=row["kind"], detail=row["detail"])
