"""Hosts that want, or had better, be left alone for a while: what one look tells of the host, not of its article."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from watcher.model import Finding, Reading, Trouble

_FIRST = timedelta(minutes=1)
_LONGEST = timedelta(hours=1)
_LONGEST_ASKED = timedelta(days=1)
_BORNE = 3  # looks in a row that got no answer before the host is left alone
_DOUBLINGS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """How long a host is left alone: `count` looks in a row met trouble there, the first of them at `since`."""

    until: datetime
    count: int
    since: datetime

    @property
    def is_long(self) -> bool:
        """Whether a person might want to know: from the moment on when rests grow no more."""
        return self.until - self.since > _LONGEST


@dataclass(kw_only=True)
class Resting:
    """Which hosts rest. Only in memory: after a restart each is asked once again."""

    _rests: dict[str, Rest] = field(default_factory=dict)

    def after(self, host: str, finding: Finding | Reading) -> Rest | None:
        """How long the host rests after a look or a reading that ended so; None where it does not."""
        if finding.trouble is None:
            self._rests.pop(host, None)
            return None
        before = self._rests.get(host)
        count = before.count + 1 if before else 1
        since = before.since if before else finding.at
        pause = _pause(finding.trouble, count, finding.retry_after)
        rest = self._rests[host] = Rest(until=finding.at + pause, count=count, since=since)
        return rest if pause else None

    def of(self, host: str) -> Rest | None:
        """The trouble that the last look met there; None where it met none."""
        return self._rests.get(host)

    def hosts(self, now: datetime) -> list[str]:
        """The hosts that rest now."""
        return [host for host, rest in self._rests.items() if rest.until > now]


def _pause(trouble: Trouble, count: int, asked: timedelta | None) -> timedelta:
    """What the host asks for, a day at most; at least a minute, doubled each time up to an hour."""
    borne = 0 if trouble is Trouble.BUSY else _BORNE - 1
    if count <= borne:
        return timedelta(0)
    own = min(_FIRST * (1 << min(count - borne - 1, _DOUBLINGS)), _LONGEST)
    return max(own, min(asked or timedelta(0), _LONGEST_ASKED))
