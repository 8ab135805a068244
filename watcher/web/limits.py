"""How often a password may be tried."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_network
from time import monotonic

from watcher.web.access import address_of

_KNOWN = 10_000  # addresses that are remembered; of those beyond the oldest is forgotten
_ALL = "*"


@dataclass(slots=True, kw_only=True)
class Limit:
    """From one address `own` times at once, then once in `own_gap` seconds; from all together `all` times, then once in
    `all_gap`."""

    own: int = 5
    own_gap: float = 60.0
    all: int = 30
    all_gap: float = 2.0
    clock: Callable[[], float] = monotonic
    _spent: dict[str, tuple[float, float]] = field(default_factory=dict)  # tries, and when they were counted

    def tried(self, address: str) -> float:
        """0 where a password may be tried, which counts; else in how many seconds the next one may."""
        own, at = _network(address), self.clock()
        spent = {name: self._spent_at(name, gap, at) for name, gap in ((own, self.own_gap), (_ALL, self.all_gap))}
        waits = ((spent[own] + 1 - self.own) * self.own_gap, (spent[_ALL] + 1 - self.all) * self.all_gap)
        if max(waits) > 0:
            return max(waits)
        for name, count in spent.items():
            self._spent.pop(name, None)
            self._spent[name] = (count + 1, at)
        while len(self._spent) > _KNOWN:
            del self._spent[next(name for name in self._spent if name != _ALL)]
        return 0.0

    def forgive(self, address: str) -> None:
        """It was the right one."""
        self._spent.pop(_network(address), None)

    def _spent_at(self, name: str, gap: float, at: float) -> float:
        count, counted = self._spent.get(name, (0.0, at))
        return max(count - (at - counted) / gap, 0.0)


def _network(address: str) -> str:
    """What one person has: an address, of IPv6 64 bits of it."""
    found = address_of(address)
    if found is None:
        return address
    return str(ip_network((found, 64), strict=False)) if isinstance(found, IPv6Address) else str(found)
