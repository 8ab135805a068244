"""An alert taken out of the outbox, with all that is needed to word it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from watcher.model.alert import Alert, AlertId, AlertState
from watcher.model.history import Event, Revision
from watcher.model.watch import Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One row of the outbox. It tells of `revision` (its changes at `alert.changes`) or of `event`, never both.
    `title` is the article's headline as last read, "" where it never was."""

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
