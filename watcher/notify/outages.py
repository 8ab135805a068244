"""Destinations that take nothing at the moment, and how long they are left alone. Only in memory."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

_LONGEST = timedelta(hours=1)  # after which a destination is asked again, however long its messages are to wait
_LONG = timedelta(hours=1)
_TOLD = 2  # messages in a row that were put off: it is not the one message
_BORNE = 3  # messages in a row that are refused for good before the destination is left alone
_FIRST = timedelta(seconds=30)
_DOUBLINGS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Outage:
    """No message was taken since `since`; the last one was tried `at` that time, and none is before `until`. So many
    were put off, and so many refused for good."""

    since: datetime
    at: datetime
    until: datetime
    failures: int = 0
    refusals: int = 0


@dataclass(kw_only=True)
class Outages:
    """Those of all destinations, by id. After a restart each is tried once again, and so it is where the clock was set
    back."""

    _known: dict[str, Outage] = field(default_factory=dict)
    _damaged: set[str] = field(default_factory=set)

    def is_first_damage(self, destination: str) -> bool:
        """Whether it is news that something for this destination cannot be read any more."""
        is_first = destination not in self._damaged
        self._damaged.add(destination)
        return is_first

    def rests(self, destination: str, now: datetime) -> bool:
        """Whether the destination is left alone now."""
        known = self._known.get(destination)
        return known is not None and known.at <= now < known.until

    def try_again(self) -> list[str]:
        """No destination is left alone any more; those that took nothing. What was told of them stays told."""
        self._known = {id_: replace(known, until=known.at) for id_, known in self._known.items()}
        return list(self._known)

    def goes_on(self, destination: str, at: datetime, wait: timedelta, *, asked: bool) -> datetime | None:
        """A message was not taken `at` that time and has to `wait`; `asked`: as long as the destination asks for. Where
        only that message fails, long since, it alone waits so long. Since when none was taken, None where that is not
        long."""
        known = self._outage(destination, at)
        rest = wait if asked else min(wait, _rest(known.failures))
        until = max(known.until, at + rest)
        self._known[destination] = replace(known, until=until, failures=known.failures + 1)
        return known.since if at - known.since > _LONG else None

    def begins(self, destination: str) -> bool:
        """Whether it is news that the destination takes no messages, after one more was put off."""
        return destination in self._known and self._known[destination].failures == _TOLD

    def lasts(self, destination: str) -> bool:
        """Whether it was news that the destination takes no messages."""
        return destination in self._known and self._known[destination].failures >= _TOLD

    def refused(self, destination: str, at: datetime) -> None:
        """A message was refused for good `at` that time: what is wrong with it may be wrong with all of them, such as a
        password, and then the others had better wait until somebody has put it right."""
        known = self._outage(destination, at)
        beyond = known.refusals + 1 - _BORNE
        rest = _rest(beyond) if beyond >= 0 else timedelta(0)
        self._known[destination] = replace(known, until=max(known.until, at + rest), refusals=known.refusals + 1)

    def ends(self, destination: str, at: datetime) -> bool:
        """A message was taken; whether none was for long before."""
        known = self._known.pop(destination, None)
        return known is not None and at - known.since > _LONG

    def _outage(self, destination: str, at: datetime) -> Outage:
        """How it stands when a message was not taken `at` that time."""
        known = self._known.get(destination) or Outage(since=at, at=at, until=at)
        if at < known.at:  # the clock was set back
            return replace(known, since=min(known.since, at), at=at, until=at)
        return replace(known, at=at)


def _rest(count: int) -> timedelta:
    return min(_FIRST * (1 << min(count, _DOUBLINGS)), _LONGEST)
