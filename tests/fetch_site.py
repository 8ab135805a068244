"""A loopback server that answers byte for byte what a test says, and remembers what it was asked."""

from __future__ import annotations

import asyncio
import re
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from typing import TypedDict, Unpack

from aiohttp.abc import AbstractResolver, ResolveResult

from watcher.fetch import Guard, Http
from watcher.model import Fault, Seen, Unreachable

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
AT_HOME = Guard((ip_network("127.0.0.0/8"), ip_network("::1")))

Answer = bytes | Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request as it came; header names in lower case."""

    path: str
    headers: dict[str, str]


@dataclass(slots=True, kw_only=True)
class Site:
    """What is answered under which path (404 elsewhere), and what was asked for."""

    port: int
    scheme: str = "http"
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    def url(self, path: str = "/", name: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{name}:{self.port}{path}"

    def says(self, path: str, body: bytes = b"", *, status: int = 200, **headers: str) -> str:
        """Answers `path` so, and gives its URL. `Content_Type="…"` is a header field."""
        self.answers[path] = response(body, status=status, **headers)
        return self.url(path)

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]


def response(body: bytes = b"", *, status: int = 200, **headers: str) -> bytes:
    fields = {"Content-Length": str(len(body))} | {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"HTTP/1.1 {status} So", *(f"{name}: {value}" for name, value in fields.items() if value)]
    return "\r\n".join([*lines, "", ""]).encode("utf-8", "surrogateescape") + body


@asynccontextmanager
async def open_site(tls: ssl.SSLContext | None = None) -> AsyncIterator[Site]:
    handlers: set[asyncio.Task[None]] = set()
    site = Site(port=0, scheme="https" if tls else "http")

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        handlers.add(task)
        site.connections += 1
        try:
            await _converse(site, reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls)
    site.port = server.sockets[0].getsockname()[1]
    try:
        yield site
    finally:
        server.close()
        for task in handlers:
            task.cancel()
        await asyncio.gather(*handlers, return_exceptions=True)
        await server.wait_closed()


async def _converse(site: Site, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while True:
        first, *rest = (await reader.readuntil(b"\r\n\r\n")).decode().strip().split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in rest)}
        site.asked.append(Asked(path=first.split()[1], headers=headers))
        site.arrived.set()
        answer = site.answers.get(first.split()[1], response(b"no such page", status=404))
        if isinstance(answer, bytes):
            writer.write(answer)
            await writer.drain()
        else:
            await answer(reader, writer)
        if writer.is_closing() or (isinstance(answer, bytes) and b"\r\nContent-Length:" not in answer):
            return


class Setting(TypedDict, total=False):
    """What a test may want different from `client`."""

    user_agent: str
    timeout: timedelta
    max_body: int
    guard: Guard
    robots: bool
    concurrency: int
    now: Callable[[], datetime]
    resolver: AbstractResolver | None
    headers: Mapping[str, Mapping[str, str]]
    proxy: str


def client(**setting: Unpack[Setting]) -> Http:
    """An Http that may visit loopback, asks no robots.txt, and for which it is always NOW."""
    usual: Setting = {
        "user_agent": "watcher/1.0 (+https://example.org/about)",
        "timeout": timedelta(seconds=20),
        "max_body": 1_000_000,
        "guard": AT_HOME,
        "robots": False,
        "concurrency": 8,
        "now": lambda: NOW,
    }
    return Http(**(usual | setting))


class Names(AbstractResolver):
    """A resolver that knows a few names, and no others: the addresses each of them leads to."""

    def __init__(self, **names: list[str]) -> None:
        self._names = names

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        found = self._names.get(host.partition(".")[0])
        if found is None:
            raise socket.gaierror(socket.EAI_NONAME, "nobody has that name")
        return [
            ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=0) for address in found
        ]

    async def close(self) -> None:
        pass


def fault(seen: Seen) -> Fault:
    """The fault of a look that must have failed, told in words fit for a person."""
    assert isinstance(seen, Unreachable), seen
    assert seen.why.isprintable()
    assert not re.search(r"Error|Exception|Client|\bssl\.|<class|None", seen.why), seen.why
    return seen.fault
