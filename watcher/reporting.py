"""What befalls hosts and sources: told to the operator once when it has lasted, and once more when it is over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from watcher.model import Alert, Destination, Finding, Incident, IncidentKind, Reading, Source, addressed
from watcher.resting import Rest, Silence, answered

_LONG = timedelta(hours=1)
_NETWORK = "network"
_NAMED = 3  # hosts that the network keeps from answering


class Register(Protocol):
    """What is known to last, however often watcher was started since."""

    def lasting(self, kind: IncidentKind) -> list[Incident]:
        """What befell and is not over."""

    async def report(self, incident: Incident, operator: Sequence[Alert]) -> bool:
        """Writes it down and tells the operator; False where that is no news."""


class Reporter:
    """Of one daemon; the `operator` is who hears of it at the time. Faults of the store pass through."""

    def __init__(self, register: Register, operator: Callable[[], Sequence[Destination]]) -> None:
        self._register = register
        self._operator = operator
        self._silent: set[str] | None = None
        self._gone: Incident | None = None
        self._is_read = False

    def is_calm(self, host: str) -> bool:
        """Whether neither the host nor the network is known to be in trouble: what was a good look is no news then."""
        return self._is_read and self._gone is None and self._silent is not None and host not in self._silent

    async def met(self, host: str, rest: Rest | None, result: Finding | Reading) -> bool:
        """Whether there is something to tell of a host after a look or a reading that ended so, and lets it `rest`."""
        if self._silent is None:
            self._silent = {incident.key for incident in self._register.lasting(IncidentKind.HOST_SILENT)}
        is_silent = rest is not None and rest.is_long
        if is_silent == (host in self._silent) or (not is_silent and result.trouble is not None):
            return False
        kind = IncidentKind.HOST_SILENT if is_silent else IncidentKind.HOST_BACK
        since = rest.since if rest is not None else result.at
        await self._report(kind, host, since, result)
        (self._silent.add if is_silent else self._silent.discard)(host)
        return True

    async def network(self, silence: Silence | None, result: Finding | Reading) -> bool:
        """Whether there is something to tell of the network after a look or a reading: nothing is reached, or something
        is again."""
        if not self._is_read:
            self._gone = next(iter(self._register.lasting(IncidentKind.NETWORK_GONE)), None)
            self._is_read = True
        if (silence is None) == (self._gone is None) or (silence is None and not answered(result)):
            return False
        if silence is None:
            gone, self._gone = self._gone, None
            name = gone.name if gone is not None else _NETWORK
            return await self._report(IncidentKind.NETWORK_BACK, _NETWORK, result.at, result, name=name)
        self._gone = Incident(
            kind=IncidentKind.NETWORK_GONE, key=_NETWORK, name=_hosts(silence.hosts), since=silence.since, at=result.at,
            why=result.why,
        )  # fmt: skip
        return await self._register.report(self._gone, addressed(self._operator()))

    async def read(self, source: Source, reading: Reading) -> bool:
        """Whether there is something to tell of a `source`, as it was before the reading."""
        after, name = reading.source, source.setting.url
        if after.failing_since is None:
            if source.failing_since is None:
                return False
            return await self._report(IncidentKind.SOURCE_BACK, str(source.id), reading.at, reading, name=name)
        if reading.trouble is not None or reading.at - after.failing_since < _LONG:
            return False
        since = after.failing_since
        return await self._report(IncidentKind.SOURCE_FAILING, str(source.id), since, reading, name=name)

    async def _report(
        self, kind: IncidentKind, key: str, since: datetime, result: Finding | Reading, name: str = ""
    ) -> bool:
        incident = Incident(kind=kind, key=key, name=name or key, since=since, at=result.at, why=result.why)
        return await self._register.report(incident, addressed(self._operator()))


def _hosts(hosts: Sequence[str]) -> str:
    """The first of them, and how many there are."""
    more = f", … ({len(hosts)})" if len(hosts) > _NAMED else ""
    return ", ".join(hosts[:_NAMED]) + more
