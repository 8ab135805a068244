"""Who may open what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

from watcher.settings import Network, Web

# What proxies add: then the machine that asks is not the one that connects.
_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")


class Access(StrEnum):
    """To whom a route is open. One that says nothing is open to nobody."""

    ANYBODY = "anybody"  # whoever reaches the server
    READERS = "readers"  # this machine; nobody behind a proxy
    MONITORS = "monitors"  # this machine, and the networks of `[web] monitors`; nobody behind a proxy


@dataclass(frozen=True, slots=True, kw_only=True)
class Doorkeeper:
    """Knows by which names this server goes, and who asks from where."""

    own: str
    public: str
    monitors: tuple[Network, ...]

    @classmethod
    def of(cls, settings: Web) -> Doorkeeper:
        return cls(
            own=named(settings.listen), public=urlsplit(settings.address).hostname or "", monitors=settings.monitors
        )

    def answers_to(self, host: str) -> bool:
        """Whether a request whose Host field says `host` is meant for this server.

        Where it listens on loopback only, another name is one that somebody made lead here, so that a browser takes
        their page and this server for one (DNS rebinding)."""
        name = named(host)
        return not _is_loopback(self.own) or _is_loopback(name) or (bool(name) and name == self.public)

    def admits(
        self, access: Access | None, peer: str, fields: Mapping[str, str], version: tuple[int, int] = (1, 1)
    ) -> bool:
        """Whether `peer`, an IP address, may open a route of this access with these header fields, in this version of
        HTTP."""
        is_direct = self._is_direct(peer, fields, version)
        match access:
            case Access.ANYBODY:
                return True
            case Access.READERS:
                return is_direct and _is_loopback(peer)
            case Access.MONITORS:
                return is_direct and self._monitors(peer)
            case None:
                return False

    def _is_direct(self, peer: str, fields: Mapping[str, str], version: tuple[int, int]) -> bool:
        """Whether nothing tells of a proxy between us and who asks: no field that proxies add, not HTTP/1.0, which the
        most common one speaks where it adds none, and not the public name where a proxy here makes it known."""
        if any(field in fields for field in _FORWARDED) or version < (1, 1):
            return False
        return not _is_loopback(peer) or not self.public or named(fields.get("Host", "")) != self.public

    def _monitors(self, peer: str) -> bool:
        address = _address(peer)
        return address is not None and (address.is_loopback or any(address in network for network in self.monitors))


def named(place: str) -> str:
    """The name in "HOST:PORT", in lower case, without brackets; "" where there is none."""
    try:
        return urlsplit(f"//{place}").hostname or ""
    except ValueError:
        return ""


def _is_loopback(name: str) -> bool:
    address = _address(name)
    return address.is_loopback if address is not None else name == "localhost"


def _address(text: str) -> IPv4Address | IPv6Address | None:
    """The IP address in `text`, IPv4 in IPv6 clothes as what it is; None where it is none."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
