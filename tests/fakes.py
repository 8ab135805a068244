"""Stand-ins with the shape of what they stand for: a newspaper on loopback, a memory, an ear."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from aiohttp import web
from builders import NOON

from watcher.model import (
    NOTHING_KNOWN,
    Delivery,
    Destination,
    Drift,
    Finding,
    Known,
    Message,
    Revision,
    Takes,
    Tempos,
    WatchId,
)


@dataclass
class Memory:
    """check.Memory in a dictionary."""

    last: dict[WatchId, Revision] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    furniture: dict[str, Known] = field(default_factory=dict)
    drift: Drift | None = None

    async def newest(self, watch_id: WatchId) -> int:
        return self.last[watch_id].number if watch_id in self.last else 0

    async def known(self, site: str) -> Known:
        return self.furniture.get(site, NOTHING_KNOWN)

    async def tempos(self, site: str) -> Tempos:
        return Tempos()

    async def last_revision(self, watch_id: WatchId, extractor: str) -> Revision | None:
        return self.last.get(watch_id)

    async def record(self, finding: Finding) -> Drift | None:
        self.findings.append(finding)
        if finding.revision is not None:
            self.last[finding.watch.id] = finding.revision
        return self.drift


@dataclass
class Ear:
    """deliver.Channel that hears everything, in order."""

    heard: asyncio.Queue[tuple[Destination, Message]] = field(default_factory=asyncio.Queue)
    now: datetime = NOON

    def takes(self, destination: Destination) -> Takes:
        return Takes()

    async def send(self, destination: Destination, message: Message) -> Delivery:
        self.heard.put_nowait((destination, message))
        return Delivery(sent=True, at=self.now)


@dataclass
class Paper:
    """A newspaper on loopback. `pages` are what it answers by path, `statuses` with what status instead; while `open`
    is not set every answer waits.

    `asked` are the requests in order; `most` is the largest number under way at once, by host and, under "", of all.
    """

    port: int = 0
    pages: dict[str, str] = field(default_factory=dict)
    statuses: dict[str, int] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    most: dict[str, int] = field(default_factory=dict)
    open: asyncio.Event = field(default_factory=asyncio.Event)
    reached: asyncio.Queue[str] = field(default_factory=asyncio.Queue)
    _under_way: dict[str, int] = field(default_factory=dict)

    @property
    def base(self) -> str:
        return self.url("")

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        host = request.host
        self.asked.append((host, request.path))
        self._count(host, 1)
        self.reached.put_nowait(request.path)
        try:
            await self.open.wait()
            body = self.pages.get(request.path)
            if body is None or request.path in self.statuses:
                return web.Response(status=self.statuses.get(request.path, 404))
            return web.Response(text=body, content_type="text/html")
        finally:
            self._count(host, -1)

    def _count(self, host: str, by: int) -> None:
        for name in ("", host):
            self._under_way[name] = self._under_way.get(name, 0) + by
            self.most[name] = max(self.most.get(name, 0), self._under_way[name])


@asynccontextmanager
async def paper(*hosts: str) -> AsyncIterator[Paper]:
    """A newspaper that listens on these loopback addresses, 127.0.0.1 by default, on one port."""
    printed = Paper()
    printed.open.set()
    runner = web.ServerRunner(web.Server(printed.answer), shutdown_timeout=0.1)
    await runner.setup()
    try:
        for host in hosts or ("127.0.0.1",):
            await web.TCPSite(runner, host, printed.port).start()
            printed.port = printed.port or runner.addresses[0][1]
        yield printed
    finally:
        printed.open.set()
        await runner.cleanup()
