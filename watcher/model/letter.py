"""An alert taken out of the outbox, with all that is needed to word it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from watcher.model.alert import Alert, AlertId, AlertState, DriftId
from watcher.model.drift import Drift
from watcher.model.history import Event, Revision
from watcher.model.watch import Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One row of the outbox. It tells of `revision` (its changes at `alert.changes`), of `event`, or the operator of
    `report`, never of two. `title` is the article's headline as last read, "" where it never was. `drift` is the one
    that it was held for, or tells of."""

    id: AlertId
    alert: Alert
    watch: Watch
    title: str
    state: AlertState
    created_at: datetime
    attempts: int = 0
    next_try_at: datetime | None = None
    why: str = ""
    revision: Revision | None = None
    event: Event | None = None
    drift: DriftId | None = None
    report: Drift | None = None
