"""The sample news site and a place that alerts are sent to, both served on loopback."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Self
from urllib.parse import quote

from aiohttp import web

from watcher.demo.articles import STORIES, Story
from watcher.demo.noise import Noise
from watcher.demo.pages import LAYOUTS
from watcher.demo.script import Rewriting
from watcher.model import Article

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


async def gone(_: web.Request) -> web.Response:
    """What stands in the place of a withdrawn article."""
    return web.Response(status=410, text="<h1>This article has been withdrawn</h1>", content_type="text/html")


class Server:
    """An application on a free port of a loopback address, open inside `async with`."""

    def __init__(self, address: str = "127.0.0.1") -> None:
        self.address = address
        self.app = web.Application()
        # What hangs when the server closes is a test's slow answer: nobody waits for that.
        self._runner = web.AppRunner(self.app, access_log=None, shutdown_timeout=0.1)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        await web.TCPSite(self._runner, self.address, 0).start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._runner.cleanup()

    @property
    def port(self) -> int:
        return int(self._runner.addresses[0][1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """One request for an article: which version of it stood there (0, 1, …), and with what status it was answered; 0
    where something else was answered in its place."""

    story: str
    version: int
    status: int


class Site(Server):
    """Serves stories, with fresh noise on every load. Articles are edited while it runs. `documents` are what stands
    beside them, by path: a feed, a sitemap."""

    def __init__(self, stories: Iterable[Story] = STORIES, address: str = "127.0.0.1") -> None:
        super().__init__(address)
        self.stories = {story.key: story for story in stories}
        self.documents: dict[str, str] = {}
        self.loads: list[Load] = []
        self._versions: dict[str, list[Article]] = {key: [story.article] for key, story in self.stories.items()}
        self._answers: dict[str, Answer] = {}
        self._keys = {story.path: story.key for story in self.stories.values()}
        self._loaded = asyncio.Event()
        self.app.router.add_get("/robots.txt", self._robots)
        self.app.router.add_get("/", self._home)
        self.app.router.add_get("/{path:.+}", self._article)

    @property
    def base(self) -> str:
        return f"http://{self.address}:{self.port}"

    def url(self, key: str) -> str:
        """Where an article stands."""
        return self.base + quote(self.stories[key].path)

    def article(self, key: str) -> Article:
        """The article as it stands now."""
        return self._versions[key][-1]

    def edit(self, key: str, rewritten: Rewriting, *, disclosed_at: datetime | None = None) -> None:
        """Edits an article. `disclosed_at` becomes its modification time, where it tells one; None leaves that."""
        after = rewritten(self.article(key))
        if disclosed_at is not None and after.modified_at is not None:
            told = disclosed_at.astimezone(UTC).isoformat(timespec="milliseconds")
            after = replace(after, modified_at=told.replace("+00:00", "Z"))
        self._versions[key].append(after)

    def answer(self, key: str, answer: Answer | None) -> None:
        """Puts an answer in the place of an article; None puts the article back."""
        if answer is None:
            self._answers.pop(key, None)
        else:
            self._answers[key] = answer

    def withdraw(self, key: str) -> None:
        """Answers 410 from now on."""
        self._versions[key].append(self.article(key))
        self.answer(key, gone)

    def count(self, key: str) -> int:
        """How often an article was loaded."""
        return sum(load.story == key for load in self.loads)

    async def loaded(self, key: str, more: int = 1) -> None:
        """Waits until an article was loaded `more` times from now on."""
        until = self.count(key) + more
        while self.count(key) < until:
            self._loaded.clear()
            await self._loaded.wait()

    async def _article(self, request: web.Request) -> web.StreamResponse:
        key = self._keys.get(request.path)
        if key is None and request.path in self.documents:
            return web.Response(text=self.documents[request.path], content_type="application/xml")
        if key is None:
            return web.Response(status=404, text="<h1>404</h1>", content_type="text/html")
        version = len(self._versions[key]) - 1
        answer = self._answers.get(key)
        # Counted before it is sent: what hangs up in the middle was asked for nevertheless.
        response = None if answer else self._page(key, version, request)
        self._count(Load(story=key, version=version, status=response.status if response else 0))
        if response is not None:
            return response
        assert answer is not None
        return await answer(request)

    def _count(self, load: Load) -> None:
        self.loads.append(load)
        self._loaded.set()

    def _page(self, key: str, version: int, request: web.Request) -> web.Response:
        story = self.stories[key]
        layout = LAYOUTS[story.layout]
        etag = hashlib.sha256(f"{key}/{version}".encode()).hexdigest()[:16]
        if layout.validated and request.if_none_match and any(tag.value == etag for tag in request.if_none_match):
            return web.Response(status=304, headers={"ETag": f'"{etag}"'})
        article = replace(self._versions[key][version], url=self.url(key))
        body = layout.rendered(article, Noise(len(self.loads), article.language or "en"))
        response = web.Response(body=body, content_type="text/html", charset=layout.charset)
        if layout.validated:
            response.etag = etag
        response.enable_compression()
        return response

    async def _home(self, _: web.Request) -> web.Response:
        links = "".join(f'<li><a href="{self.url(k)}">{self.article(k).title}</a></li>' for k in self.stories)
        page = f"<!doctype html><html><head><title>Sample news</title></head><body><h1>Sample news</h1><ul>{links}</ul>"
        return web.Response(text=page + "</body></html>", content_type="text/html")

    async def _robots(self, _: web.Request) -> web.Response:
        return web.Response(text="User-agent: *\nAllow: /\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A message that came in."""

    subject: str
    text: str


class Sink(Server):
    """Takes the messages that Apprise sends to a json:// address. While `broken` it answers 503."""

    def __init__(self) -> None:
        super().__init__()
        self.broken = False
        self.refused = 0
        self.arrived: list[Arrival] = []
        self._fresh: asyncio.Queue[Arrival] = asyncio.Queue()
        self.app.router.add_post("/{path:.*}", self._take)

    @property
    def destination(self) -> str:
        """The Apprise URL of this place."""
        return f"json://127.0.0.1:{self.port}/alerts"

    async def next(self) -> Arrival:
        """The next message, once it is there."""
        return await self._fresh.get()

    async def _take(self, request: web.Request) -> web.Response:
        message = await request.json()
        if self.broken:
            self.refused += 1
            return web.Response(status=503)
        arrival = Arrival(subject=str(message["title"]), text=str(message["message"]))
        self.arrived.append(arrival)
        self._fresh.put_nowait(arrival)
        return web.Response(text="ok")
