"""What came over the wire: a page, a promise that nothing changed, or why there is neither."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


class Fault(StrEnum):
    """The web's weather, by cause."""

    ADDRESS = "address"  # the guard refuses the URL or the address it leads to
    ROBOTS = "robots"  # robots.txt asks not to be read
    DNS = "dns"
    TLS = "tls"
    CONNECT = "connect"
    TIMEOUT = "timeout"
    TOO_LARGE = "too_large"
    ENCODING = "encoding"  # truncated or broken compression
    REDIRECTS = "redirects"  # a loop, or too many
    PROTOCOL = "protocol"  # not HTTP, a broken answer, a connection that was reset


class Trouble(StrEnum):
    """What a look told of the host, not of the article."""

    BUSY = "busy"  # it wants to be left alone
    DOWN = "down"  # it does not answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a conditional request repeats (RFC 9110, section 13); None where the server gave none."""

    etag: str | None = None
    last_modified: str | None = None


NO_VALIDATORS = Validators()


LEFT_OUT = "[left out]"
"""What stands in place of a header field's value that is secret."""

Field = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One request and its answer before its body: the first line and the header fields of each, (name, value) in their
    order, bytes as Latin-1. What logs in, or counts what was read, is LEFT_OUT. `at` is when `url` was asked for,
    `address` the server's, "" where that is not known."""

    at: datetime
    url: str
    address: str
    asked: str
    sent: tuple[Field, ...]
    answered: str
    received: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An HTTP answer with a body, whatever its status.

    `url` is where the redirects ended; `redirects` are (status, target) in order, () without any. `body` is
    decompressed. `content_type` is the header as sent, None without one. `retry_after` is how long the server
    asks us to wait, None where it does not ask; `fresh_for` how long it promises that nothing will have changed, None
    where it promises nothing. `links` are those of its header field Link that say where it is pushed from: (relation,
    absolute address), in order. `hops` are the requests that led to it, one more than the redirects, () where that is
    not known; they are evidence beside the page, which is the same without. `shown` says that a browser made `body` of
    what was received.
    """

    url: str
    status: int
    body: bytes
    content_type: str | None
    fetched_at: datetime
    validators: Validators = NO_VALIDATORS
    redirects: tuple[tuple[int, str], ...] = ()
    retry_after: timedelta | None = None
    fresh_for: timedelta | None = None
    links: tuple[tuple[str, str], ...] = ()
    hops: tuple[Hop, ...] = field(default=(), compare=False, repr=False)
    shown: bool = field(default=False, compare=False)
    _digest: list[str] = field(default_factory=list, init=False, compare=False, repr=False)

    def digest(self) -> str:
        """64 hex digits of SHA-256 of the body, worked out once: an edit is asked for it four times."""
        if not self._digest:
            self._digest.append(hashlib.sha256(self.body).hexdigest())
        return self._digest[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmodified:
    """304: the page is as our validators describe it; `fresh_for` as for a Page."""

    url: str
    fetched_at: datetime
    fresh_for: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreachable:
    """No answer that could be read, and why, in words for a person."""

    url: str
    fault: Fault
    why: str
    fetched_at: datetime
    redirects: tuple[tuple[int, str], ...] = ()


Seen = Page | Unmodified | Unreachable
