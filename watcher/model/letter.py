"""An alert taken out of the outbox, with all that is needed to word it, and what goes out as one message."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from watcher.model.alert import Alert, AlertId, AlertState, DriftId
from watcher.model.drift import Drift
from watcher.model.history import Event, Revision
from watcher.model.incident import Incident
from watcher.model.watch import Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One row of the outbox. It tells of `revision` (its changes at `alert.changes`), of `event`, or the operator of
    `report` or `incident`, never of two; what the operator is told has no `watch`. `title` is the article's headline
    as last read, "" where it never was. `drift` is the one that it was held for, or tells of; `bundle` the identity of
    the message in which it was, or is to be, sent, None where it was never tried."""

    id: AlertId
    alert: Alert
    watch: Watch | None
    title: str
    state: AlertState
    created_at: datetime
    attempts: int = 0
    next_try_at: datetime | None = None
    why: str = ""
    revision: Revision | None = None
    event: Event | None = None
    drift: DriftId | None = None
    bundle: str | None = None
    report: Drift | None = None
    incident: Incident | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """The letters, one at least, of one subscription to one destination that go out as one message, oldest first.
    `identity` stays the same whenever they are sent again. `digest` says that they were collected on purpose."""

    identity: str
    letters: tuple[Letter, ...]
    digest: bool = False

    @property
    def attempts(self) -> int:
        """How often it was tried to send them."""
        return max(letter.attempts for letter in self.letters)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """How a subscription wants to be spoken to: in which language ("en", "de" or "zh-Hans"), with times of which zone,
    an IANA name, and in the words of which `template`, a file; None for the usual ones. `picture` asks for one of the
    difference. `web` is the address that others reach the web page by, "" for none."""

    language: str = "en"
    timezone: str = "UTC"
    web: str = ""
    picture: bool = False
    template: Path | None = None
