"""Hosts that want, or had better, be left alone for a while: what one look tells of the host, not of its article."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from watcher.model import Finding, Outcome, Reading, Trouble

_FIRST = timedelta(minutes=1)
_LONGEST = timedelta(hours=1)
_LONGEST_ASKED = timedelta(days=1)
_BORNE = 3  # looks in a row that got no answer before the host is left alone
_DOUBLINGS = 10
_MANY = 3  # hosts that answered before and do not now, while none does: it is the network
_SILENT = timedelta(minutes=5)  # for so long
_SCOUTED = timedelta(minutes=1)  # between the hosts that are asked meanwhile whether it is back
_APART = timedelta(seconds=1)  # between the hosts that are asked again when the network is back
_SPREAD = timedelta(minutes=10)  # by which all of them are


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """Nothing was reached since `since`, and these `hosts` had answered before."""

    since: datetime
    hosts: tuple[str, ...]


@dataclass(kw_only=True)
class Resting:
    """Which hosts rest. Only in memory: after a restart each is asked once again. `silence` is None while any host
    answers; it is the network then, and no host is blamed for it."""

    silence: Silence | None = None
    _rests: dict[str, Rest] = field(default_factory=dict)
    _unreached: dict[str, datetime] = field(default_factory=dict)  # since the last answer of any host
    _scouted_at: datetime | None = None

    def after(self, host: str, finding: Finding | Reading) -> Rest | None:
        """How long the host rests after a look or a reading that ended so; None where it does not."""
        before = self._rests.get(host)
        if finding.trouble is Trouble.DOWN:
            self._unheard(host, finding.at, is_new=before is None)
        elif answered(finding):
            self._heard(finding.at)
        if finding.trouble is None:
            self._rests.pop(host, None)
            return None
        count = before.count + 1 if before else 1
        since = before.since if before else finding.at
        pause = _pause(finding.trouble, count, finding.retry_after)
        rest = self._rests[host] = Rest(until=finding.at + pause, count=count, since=since)
        return rest if pause else None

    def _unheard(self, host: str, at: datetime, *, is_new: bool) -> None:
        if is_new:
            self._unreached[host] = at
        since = min(self._unreached.values(), default=at)
        if len(self._unreached) >= _MANY and at - since >= _SILENT:
            self.silence = Silence(since=since, hosts=tuple(self._unreached))

    def _heard(self, at: datetime) -> None:
        """The hosts that the network kept from answering begin anew, one after the other."""
        if self.silence is not None:
            apart = min(_APART, _SPREAD / max(len(self._unreached), 1))
            for number, host in enumerate(self._unreached, 1):
                self._rests[host] = Rest(until=at + number * apart, count=0, since=at)
        self.silence = None
        self._unreached.clear()

    def scout(self, now: datetime) -> str | None:
        """The host that is to be asked now, although it rests, whether the network is back: another one each time. None
        where the network is there, or was asked for a moment ago."""
        if self.silence is None or (self._scouted_at is not None and now - self._scouted_at < _SCOUTED):
            return None
        self._scouted_at = now
        host = next(iter(self._unreached))
        self._unreached[host] = self._unreached.pop(host)
        if host in self._rests:
            self._rests[host] = replace(self._rests[host], until=now)
        return host

    def of(self, host: str) -> Rest | None:
        """The trouble that the last look met there; None where it met none."""
        return self._rests.get(host)

    def hosts(self, now: datetime) -> list[str]:
        """The hosts that rest now."""
        return [host for host, rest in self._rests.items() if rest.until > now]


def answered(result: Finding | Reading) -> bool:
    """Whether the look or the reading heard from its host, be it that it is busy."""
    if isinstance(result, Reading):
        return result.trouble is Trouble.BUSY or not result.why
    return result.trouble is Trouble.BUSY or (result.trouble is None and result.outcome is not Outcome.FAILED)


def _pause(trouble: Trouble, count: int, asked: timedelta | None) -> timedelta:
    """What the host asks for, a day at most; at least a minute, doubled each time up to an hour."""
    borne = 0 if trouble is Trouble.BUSY else _BORNE - 1
    if count <= borne:
        return timedelta(0)
    own = min(_FIRST * (1 << min(count - borne - 1, _DOUBLINGS)), _LONGEST)
    return max(own, min(asked or timedelta(0), _LONGEST_ASKED))
