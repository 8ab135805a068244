"""Copies of pages that a public archive is asked to keep."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from watcher.model import CaptureId, CaptureState, Finding, Keeping
from watcher.store import codec
from watcher.store.beside import beside
from watcher.store.connections import Connections
from watcher.store.queries import Queries

_SQL = Queries("captures")
_OVERTAKEN = "the page was edited again before the archive came to it"


class Captures:
    """The captures of one store. None of its methods holds the event loop up; each is a transaction, and raises
    StoreError where the database cannot be read or written. What was settled meanwhile is left as it is."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    async def due(self, now: datetime, limit: int) -> Sequence[Keeping]:
        """What is to be asked for now, or asked after: the longest due first, what is under way before what is not."""
        return await beside(self._due, now, limit)

    async def ask(self, capture_id: CaptureId, now: datetime, due_at: datetime) -> None:
        """The archive is being asked, and is asked again at `due_at` where nothing comes of it."""
        await self._change("ask", id=capture_id, now=codec.stamp(now), due_at=codec.stamp(due_at))

    async def wait(self, capture_id: CaptureId, due_at: datetime, *, job: str = "", why: str = "") -> None:
        """The archive is asked after `job` at `due_at`, or asked again where that is ""."""
        await self._change("wait", id=capture_id, job=job, due_at=codec.stamp(due_at), why=why)

    async def keep(self, capture_id: CaptureId, link: str, now: datetime) -> None:
        """The archive has a copy, to which `link` leads."""
        await self._settle(capture_id, CaptureState.KEPT, link, "", now)

    async def give_up(self, capture_id: CaptureId, why: str, now: datetime) -> None:
        """There will be no copy."""
        await self._settle(capture_id, CaptureState.FAILED, None, why, now)

    def _due(self, now: datetime, limit: int) -> Sequence[Keeping]:
        with self._connections.reader() as connection:
            return [_keeping_of(row) for row in _SQL.all(connection, "due", now=codec.stamp(now), limit=limit)]

    async def _settle(
        self, capture_id: CaptureId, state: CaptureState, link: str | None, why: str, now: datetime
    ) -> None:  # fmt: skip
        await self._change("settle", id=capture_id, state=state.value, link=link, why=why, now=codec.stamp(now))

    async def _change(self, name: str, **values: object) -> None:
        await self._connections.write_soon(lambda connection: _SQL.run(connection, name, **values))


def want(connection: sqlite3.Connection, finding: Finding) -> None:
    """The page of the finding's revision is to be kept, if anybody wants it."""
    if finding.revision is None or not finding.capture:
        return
    of = {"watch_id": finding.watch.id, "now": codec.stamp(finding.at)}
    _SQL.run(connection, "overtake", **of, why=_OVERTAKEN)
    _SQL.run(
        connection, "add", **of, number=finding.revision.number, url=finding.revision.article.url, link=finding.capture
    )  # fmt: skip


def _keeping_of(row: sqlite3.Row) -> Keeping:
    return Keeping(
        id=CaptureId(row["id"]), url=row["url"], job=row["job"], attempts=row["attempts"],
        asked_at=codec.optional_moment(row["asked_at"]),
    )  # fmt: skip
