"""Destinations that take nothing at the moment, and how long they are left alone. Only in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

_LONGEST = timedelta(hours=1)  # after which a destination is asked again, however long its messages are to wait
_LONG = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outage:
    """No message was taken since `since`; none is tried before `until`."""

    since: datetime
    until: datetime


@dataclass(kw_only=True)
class Outages:
    """Those of all destinations, by id. After a restart each is tried once again."""

    _known: dict[str, Outage] = field(default_factory=dict)

    def rests(self, destination: str, now: datetime) -> bool:
        """Whether the destination is left alone now."""
        return destination in self._known and self._known[destination].until > now

    def goes_on(self, destination: str, at: datetime, wait: timedelta, *, asked: bool) -> None:
        """A message was not taken `at` that time and has to wait; `asked`: as long as the destination asks for."""
        known = self._known.get(destination)
        until = at + (wait if asked else min(wait, _LONGEST))
        self._known[destination] = Outage(since=known.since if known else at, until=until)

    def ends(self, destination: str, at: datetime) -> bool:
        """A message was taken; whether none was for long before."""
        known = self._known.pop(destination, None)
        return known is not None and at - known.since > _LONG
