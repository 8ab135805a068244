"""Watches that cannot be looked at because the part of the database that holds them is damaged."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from watcher.errors import StoreDamaged
from watcher.model import Round, Watch, WatchId

_log = logging.getLogger(__name__)

_REST = timedelta(hours=1)


@dataclass(kw_only=True)
class Damaged:
    """Only in memory: they hold up nothing else, and are tried again each hour, as the database may be put right."""

    _until: dict[WatchId, datetime] = field(default_factory=dict)

    def met(self, watch: Watch, error: StoreDamaged, at: datetime) -> None:
        """The watch could not be read or written; said once."""
        if watch.id not in self._until:
            _log.error("watch=%d is left out, all others go on: %s", watch.id, error)
        self._until[watch.id] = at + _REST

    def without(self, round_: Round, now: datetime) -> Round:
        """The round without those that were tried within the hour."""
        if not self._until:
            return round_
        sound = [watch for watch in round_.watches if not self._lasts(watch.id, now)]
        return replace(round_, watches=tuple(sound))

    def _lasts(self, watch: WatchId, now: datetime) -> bool:
        until = self._until.get(watch)
        return until is not None and now < until <= now + _REST
