"""Which URLs and addresses we are willing to open.

The judgement that counts is `refuses_address`, given the address that is really dialled: whatever a name resolves to
and however a number is spelled, it ends there. `refuses_url` only says earlier, and in better words, what could not
work anyway.
"""

from __future__ import annotations

import re
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address

_LONGEST_URL = 8192
_SCHEMES = ("http", "https")

# The special-purpose registries of IANA (RFC 6890 and its successors), by what they are to us. Our own table, because
# what `ipaddress` calls global changed between Python releases. 168.63.129.16 looks public and is Azure's host.
_SPECIAL: tuple[tuple[str, tuple[Network, ...]], ...] = tuple(
    (word, tuple(ip_network(n) for n in networks.split()))
    for word, networks in (
        ("an unspecified address", "0.0.0.0/8 ::/128"),
        ("a loopback address", "127.0.0.0/8 ::1/128"),
        ("a private address", "10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 fc00::/7 fec0::/10"),
        ("a carrier's private address", "100.64.0.0/10"),
        ("a link-local address", "169.254.0.0/16 fe80::/10"),
        ("a cloud's own service", "168.63.129.16/32"),
        ("a multicast address", "224.0.0.0/4 ff00::/8"),
        ("the broadcast address", "255.255.255.255/32"),
        ("a documentation address", "192.0.2.0/24 198.51.100.0/24 203.0.113.0/24 2001:db8::/32 3fff::/20"),
        ("a benchmarking address", "198.18.0.0/15 2001:2::/48"),
        ("an IPv4 address in IPv6 clothes", "::/96 ::ffff:0:0/96 64:ff9b::/96 64:ff9b:1::/48"),
        ("a tunnel", "2002::/16 2001::/32 192.88.99.0/24"),
        ("a reserved address", "192.0.0.0/24 240.0.0.0/4 2001::/23"),
    )
)
_GLOBAL_V6 = IPv6Network("2000::/3")
_MAPPED, _COMPATIBLE, _NAT64 = (IPv6Network(n) for n in ("::ffff:0:0/96", "::/96", "64:ff9b::/96"))

# Spaces, controls, backslashes and half characters: what two parsers of one URL read differently.
_CONFUSING = re.compile(r"[\x00-\x20\x7f-\xa0\\\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ud800-\udfff]")
# As nearly all addresses are: nothing in them that needs a second thought.
_PLAIN_URL = re.compile(r"(https?)://([a-z0-9.-]{1,253})(?::([0-9]{1,4}|[1-5][0-9]{4}))?(?:[/?#][!-\[\]-~]*+)?")
_NUMERIC_LABEL = re.compile(r"(?:\d+|0x[0-9a-f]*)", re.IGNORECASE | re.ASCII)

# Ports on which something else than HTTP listens and would take our request for its own language
# (the "bad ports" of https://fetch.spec.whatwg.org/#port-blocking).
_FOREIGN_PORTS = frozenset(
    (
        0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104,
        109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515,
        526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049,
        3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
    )
)  # fmt: skip


class Guard:
    """Refuses everything that is not a public web server, the networks in `allow` excepted."""

    def __init__(self, allow: tuple[Network, ...] = ()) -> None:
        self._allow = allow
        self._of_place = lru_cache(maxsize=1024)(self._judged)

    def refuses_url(self, url: str) -> str | None:
        """Why `url` is not opened, in words; None where nothing speaks against trying."""
        if (plain := _PLAIN_URL.fullmatch(url)) is not None and len(url) <= _LONGEST_URL:
            return self._of_place(plain[1], plain[2], plain[3])
        if len(url) > _LONGEST_URL:
            return f"the address is longer than {_LONGEST_URL} characters"
        if _CONFUSING.search(url):
            return "the address holds spaces, backslashes or control characters"
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port
        except ValueError:
            return "the address cannot be read"
        return _refuses_form(parts) or self._refuses_host(host or "") or _refuses_port(parts.scheme, port)

    def refuses_address(self, address: str) -> str | None:
        """Why a connection to `address`, an IP address as it would be dialled, is not opened; None where it is."""
        try:
            ip = ip_address(address)
        except ValueError:
            return "what its name leads to is no plain IP address"
        if isinstance(ip, IPv6Address) and ip.scope_id is not None:
            return f"{ip} is bound to a network interface"
        return self._refuses(ip)

    def _refuses(self, ip: Address) -> str | None:
        inner = _embedded(ip)
        if inner is not None and ip in _MAPPED and self._allows(inner):
            return None
        if self._allows(ip):
            return self._refuses(inner) if inner is not None else None
        word = _special(ip)
        return f"{ip} is {word} (allow_networks can admit it)" if word else None

    def _allows(self, ip: Address) -> bool:
        return any(ip in network for network in self._allow)

    def _judged(self, scheme: str, host: str, port: str | None) -> str | None:
        return self._refuses_host(host) or _refuses_port(scheme, int(port) if port else None)

    def _refuses_host(self, host: str) -> str | None:
        if not host:
            return "the address names no host"
        if "%" in host:
            return f"{host} is no name of a host"
        try:
            literal = ip_address(host)
        except ValueError:
            last = host.removesuffix(".").rpartition(".")[2]
            return f"{host} is an IP address in disguise" if _NUMERIC_LABEL.fullmatch(last) else None
        return self._refuses(literal)


def _refuses_form(parts: SplitResult) -> str | None:
    if parts.scheme not in _SCHEMES:
        return "the address is neither http nor https"
    if "@" in parts.netloc:
        return "the address holds a user name or a password"
    return None


def _refuses_port(scheme: str, port: int | None) -> str | None:
    return f"port {port} is not for {scheme}" if port in _FOREIGN_PORTS else None


def _special(ip: Address) -> str | None:
    for word, networks in _SPECIAL:
        if any(ip in network for network in networks):
            return word
    return "a reserved address" if ip.version == 6 and ip not in _GLOBAL_V6 else None


def _embedded(ip: Address) -> IPv4Address | None:
    """The IPv4 address that a mapped, compatible, NAT64, 6to4 or Teredo address leads to."""
    if isinstance(ip, IPv4Address):
        return None
    if ip in _MAPPED or ip in _NAT64 or (ip in _COMPATIBLE and int(ip) > 0xFFFF):
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
