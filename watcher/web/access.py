"""Who may open what."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from hmac import compare_digest
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

from watcher.errors import SettingsError
from watcher.settings import Network, Web
from watcher.settings.checks import PASSWORD, TOKEN
from watcher.settings.secrets import secret
from watcher.web.sessions import Sessions

# What proxies add: then the machine that asks is not the one that connects.
_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")


class Access(StrEnum):
    """To whom a route is open. One that says nothing is open to nobody. What is posted has to come from a form of ours,
    except where programs of others may post."""

    ANYBODY = "anybody"  # whoever reaches the server, programs of others too
    GUESTS = "guests"  # whoever reaches it
    READERS = "readers"  # owners; with `[web] public` everybody
    OWNERS = "owners"  # this machine, or with a password who has logged in; who shows the token, which posts nothing
    MONITORS = "monitors"  # this machine, and the networks of `[web] monitors`


class Guest(StrEnum):
    """Who asks."""

    STRANGER = "stranger"
    HERE = "here"  # this machine, as long as no password is asked for
    SESSION = "session"  # who has logged in
    TOKEN = "token"  # noqa: S105 - a program that shows the token


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """From where a request comes, and for which server's `name` it asks. It is `direct` where nothing tells of a proxy;
    `address`, an IP address, is `known` to be that of who asks where it is direct or a trusted proxy says so."""

    address: str
    name: str
    direct: bool
    known: bool

    @property
    def is_here(self) -> bool:
        """Whether this machine asks, by one of its own names: another one may be made lead here (DNS rebinding)."""
        return self.direct and _is_loopback(self.address) and _is_loopback(self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doorkeeper:
    """Knows by which names this server goes, who asks from where, and who has logged in. `folder` is where in the
    public address our paths begin, "" for at its top. `password` is a hash, `token` a digest; both are empty where
    there is none."""

    own: str
    public: str = ""
    origin: str = ""
    folder: str = ""
    monitors: tuple[Network, ...] = ()
    proxies: tuple[Network, ...] = ()
    is_public: bool = False
    password: str = field(default="", repr=False)
    token: bytes = field(default=b"", repr=False)
    sessions: Sessions = field(default_factory=Sessions, repr=False, compare=False)

    @classmethod
    def of(cls, settings: Web, environ: Mapping[str, str] = os.environ) -> Doorkeeper:
        """Raises SettingsError where a secret is not in its place, or is none."""
        public = urlsplit(settings.address)
        password = secret(settings.password, environ, label="web.password", what="what `watcher web password` prints")
        if password and not PASSWORD.fullmatch(password):
            raise SettingsError(
                "web.password: that is no hash of a password; put what `watcher web password` prints there"
            )
        token = secret(settings.token, environ, label="web.token", what="a random text of 32 characters or more")
        if token and not TOKEN.fullmatch(token):
            raise SettingsError("web.token: that can be guessed; put 32 random letters and digits or more there")
        return cls(
            own=named(settings.listen), public=public.hostname or "", monitors=settings.monitors,
            origin=f"{public.scheme}://{public.netloc}".lower() if public.hostname else "",
            folder=public.path.rstrip("/"), proxies=settings.trusted_proxies, is_public=settings.public,
            password=password, token=sha256(token.encode()).digest() if token else b"",
        )  # fmt: skip

    def answers_to(self, host: str) -> bool:
        """Whether a request whose Host field says `host` is meant for this server.

        Where it listens on loopback only, another name is one that somebody made lead here, so that a browser takes
        their page and this server for one (DNS rebinding)."""
        name = named(host)
        return not _is_loopback(self.own) or _is_loopback(name) or (bool(name) and name == self.public)

    def caller(
        self, peer: str, fields: Mapping[str, str], version: tuple[int, int] = (1, 1), forwarded: Sequence[str] = ()
    ) -> Caller:
        """Who asks where `peer`, an IP address, connects with these header fields, in this version of HTTP; `forwarded`
        are all fields X-Forwarded-For."""
        name, asking = named(fields.get("Host", "")), self._asking(peer, forwarded)
        direct = self._direct(peer, name, fields, version)
        return Caller(address=asking, name=name, direct=direct, known=direct or asking != peer)

    def _direct(self, peer: str, name: str, fields: Mapping[str, str], version: tuple[int, int]) -> bool:
        """Whether nothing tells of a proxy between us and who asks: no field that proxies add, not HTTP/1.0, which the
        most common one speaks where it adds none, and not the public name where a proxy here makes it known."""
        if any(known in fields for known in _FORWARDED) or version < (1, 1):
            return False
        return not _is_loopback(peer) or not self.public or name != self.public

    def _asking(self, peer: str, forwarded: Sequence[str]) -> str:
        """The last address that no trusted proxy has; those before it anybody may have made up."""
        asking = peer
        for told in reversed(",".join(forwarded).split(",")):
            if not self._is_proxy(asking) or address_of(told.strip()) is None:
                break
            asking = told.strip()
        return asking

    def _is_proxy(self, peer: str) -> bool:
        address = address_of(peer)
        return address is not None and any(address in network for network in self.proxies)

    def guest(self, caller: Caller, authorization: str, cookie: str) -> Guest:
        """Who it is, by the field Authorization and the cookie."""
        scheme, _, shown = authorization.partition(" ")
        if scheme.lower() == "bearer":
            fits = compare_digest(sha256(shown.strip().encode("utf-8", "replace")).digest(), self.token)
            return Guest.TOKEN if fits else Guest.STRANGER
        if self.password:
            return Guest.SESSION if self.sessions.holds(cookie) else Guest.STRANGER
        return Guest.HERE if caller.is_here else Guest.STRANGER

    def admits(self, access: Access | None, guest: Guest, caller: Caller, method: str = "GET") -> bool:
        """Whether a route of this access is open to `guest`."""
        match access:
            case Access.ANYBODY | Access.GUESTS:
                return True
            case Access.READERS:
                return guest is not Guest.STRANGER or self.is_public
            case Access.OWNERS:
                return guest in (Guest.HERE, Guest.SESSION) or (guest is Guest.TOKEN and method in ("GET", "HEAD"))
            case Access.MONITORS:
                return self._monitors(caller)
            case None:
                return False

    def _monitors(self, caller: Caller) -> bool:
        address = address_of(caller.address)
        if address is None or not caller.known:
            return False
        return (caller.direct and address.is_loopback) or any(address in network for network in self.monitors)

    def is_ours(self, fields: Mapping[str, str]) -> bool:
        """Whether a page of ours posts, by what the browser says of it."""
        host, site, origin = (fields.get(name) for name in ("Host", "Sec-Fetch-Site", "Origin"))
        own = self.origin if self.public and named(host or "") == self.public else f"http://{host}".lower()
        return (site or origin) is not None and site in (None, "same-origin") and origin in (None, own)

    @property
    def is_overheard(self) -> bool:
        """Whether a password that is shown goes over a network as it is."""
        return not _is_loopback(self.own) and not self.origin.startswith("https:")

    def root(self, host: str) -> str:
        """The folder in which who asks for `host` sees our pages, where a proxy took it off; "" for none."""
        return self.folder if named(host) == self.public else ""

    def is_secure(self, host: str) -> bool:
        """Whether who asks for `host` came by https: through the proxy that stands before the public address."""
        return self.origin.startswith("https:") and named(host) == self.public


def named(place: str) -> str:
    """The name in "HOST:PORT", in lower case, without brackets; "" where there is none."""
    try:
        return urlsplit(f"//{place}").hostname or ""
    except ValueError:
        return ""


def _is_loopback(name: str) -> bool:
    address = address_of(name)
    return address.is_loopback if address is not None else name == "localhost"


def address_of(text: str) -> IPv4Address | IPv6Address | None:
    """The IP address in `text`, IPv4 in IPv6 clothes as what it is; None where it is none."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
