"""What went over the wire before a body: of each request and its answer the header fields, without any secret."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime

import aiohttp
from aiohttp.connector import Connection

from watcher.model import Hop
from watcher.model.page import LEFT_OUT, Field

# By name, in lower case: what logs somebody in, or tells one reader from another.
_SECRET = frozenset(
    ("cookie", "cookie2", "set-cookie", "set-cookie2", "authorization", "proxy-authorization", "authentication-info",
     "proxy-authentication-info", "x-api-key", "x-auth-token", "x-csrf-token", "x-xsrf-token", "x-amz-security-token")
)  # fmt: skip
_LONGEST = 16 * 1024  # bytes of one value
_MOST = 64 * 1024  # bytes of all fields of one request or answer


class Answer(aiohttp.ClientResponse):
    """An answer that knows from which address it came; "" where that is not known."""

    peer = ""

    async def start(self, connection: Connection) -> aiohttp.ClientResponse:
        # Where there is no body, the connection is given back before anybody else could ask it.
        named = connection.transport.get_extra_info("peername") if connection.transport else None
        self.peer = str(named[0]) if named else ""
        return await super().start(connection)


def hop(answer: aiohttp.ClientResponse, at: datetime, *, secret: Collection[str], proxied: bool) -> Hop:
    """The request sent `at`, and its answer. The fields named in `secret`, and those that are always secret, are kept
    by name only; of fields that are longer than any sensible ones the beginning is kept. The address is the server's,
    "" where a proxy stands between."""
    names = _SECRET.union(name.lower() for name in secret) if secret else _SECRET
    version = answer.version or aiohttp.HttpVersion11
    reason = (answer.reason or "").encode("utf-8", "surrogateescape").decode("latin-1")
    asked = answer.request_info
    sent = [
        (name.encode("utf-8", "replace"), value.encode("utf-8", "replace")) for name, value in asked.headers.items()
    ]
    return Hop(
        at=at,
        url=str(asked.url),
        address="" if proxied or not isinstance(answer, Answer) else answer.peer,
        asked=f"{answer.method} {asked.url.raw_path_qs} HTTP/1.1",
        sent=_kept(sent, names),
        answered=f"HTTP/{version.major}.{version.minor} {answer.status} {reason}".rstrip(),
        received=_kept(answer.raw_headers, names),
    )


def _kept(fields: Sequence[tuple[bytes, bytes]], secret: Collection[str]) -> tuple[Field, ...]:
    """The fields byte for byte, as Latin-1."""
    if sum(len(name) + len(value) for name, value in fields) > _LONGEST:
        fields = list(_shortened(fields))
    plain = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in fields]
    return tuple([(name, LEFT_OUT) if name.lower() in secret else (name, value) for name, value in plain])


def _shortened(fields: Iterable[tuple[bytes, bytes]]) -> Iterator[tuple[bytes, bytes]]:
    left = _MOST
    for name, value in fields:
        left -= len(name[:_LONGEST]) + len(value[:_LONGEST])
        if left < 0:
            return
        yield name[:_LONGEST], value[:_LONGEST]
