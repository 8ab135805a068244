"""What is tracked, in brief, without all else that a store can do: a long list is there in half of the time."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from functools import lru_cache, partial

from watcher.errors import StoreDamaged
from watcher.model import Standing, State, Titled, WatchId
from watcher.store import schema, sqlite
from watcher.store.queries import Queries

_STATES = {state.value: state for state in State}
_STANDINGS = {standing.value: standing for standing in Standing}
_SQL = Queries("watches")


def summaries(database: str, *, tag: str | None = None, state: State | None = None) -> list[Titled]:
    """The watches in "sqlite:state/watcher.db" in the order they were added. Raises StoreError, also without one."""
    with closing(schema.readers(sqlite.database_path(database))) as readers:
        return readers.read(partial(_listed, tag=tag, state=state))


def _listed(connection: sqlite3.Connection, tag: str | None, state: State | None) -> list[Titled]:
    return [_summary(row) for row in _SQL.run(connection, "summaries", tag=tag, state=state and state.value)]


def _summary(row: sqlite3.Row) -> Titled:
    # By their places: to find a column by its name takes longer than all the rest.
    (
        number, url, key, site, note, every, state, standing, added, due, looked, failures, failing, muted, snoozed,
        title, tags,
    ) = row  # fmt: skip
    return Titled(
        id=WatchId(number),
        url=url,
        key=key,
        site=site,
        added_at=_moment(added),
        due_at=_moment(due),
        tags=_tags(tags),
        note=note,
        title=title,
        every=None if every is None else timedelta(seconds=every),
        state=_STATES[state],
        standing=_STANDINGS[standing],
        looked_at=_moment(looked) if looked else None,
        failures=failures,
        failing_since=_moment(failing) if failing else None,
        muted_until=_moment(muted) if muted else None,
        snoozed_until=_moment(snoozed) if snoozed else None,
    )


_moment = datetime.fromisoformat


@lru_cache(maxsize=1000)
def _tags(text: str) -> tuple[str, ...]:
    """In alphabetical order."""
    try:
        return tuple(sorted(json.loads(text)))
    except json.JSONDecodeError as error:
        raise StoreDamaged(f"the database holds damaged text ({error}); restore it from a backup") from error
