"""A watch: one article that is tracked, what its owner wants, and what the daemon knows of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from watcher.model.page import NO_VALIDATORS, Validators
from watcher.model.source import Source
from watcher.model.summary import Summary
from watcher.model.turn import Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspicion:
    """A doubtful look, kept until a second one alike confirms it. `likeness` is equal for looks alike."""

    likeness: str
    since: datetime


class Watch(Summary, frozen=True, kw_only=True):
    """One article that is tracked, with what only the daemon goes by. Times are aware, UTC.

    `young_since` is what its age is counted from: the publication or the first look, and later where an edit made it
    younger. `turns` are the changes of the last days, oldest first. At `asked_at` somebody last asked for a look.
    """

    young_since: datetime | None = None
    suspicion: Suspicion | None = None
    validators: Validators = NO_VALIDATORS
    fingerprint: str | None = None
    turns: tuple[Turn, ...] = ()
    asked_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """All that is due at one host, earliest first: one host is visited by one visitor, with pauses. Its sources are
    read before its watches are looked at."""

    host: str
    watches: tuple[Watch, ...] = ()
    sources: tuple[Source, ...] = ()
