"""A window of a real Chromium at the web pages, over a database of invented articles."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from shutil import which
from typing import Any

import gazette
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from watcher import wiring
from watcher.fetch.browser import NAMES
from watcher.model import Subscription
from watcher.model.destination import destination
from watcher.settings import Settings
from watcher.store import Store
from watcher.web.access import Doorkeeper
from watcher.web.app import application
from watcher.web.server import routes

SUBSCRIPTIONS = (
    Subscription(name="desk", to=(destination("env:DESK_MAIL"),), tags=("harbour",), quiet="22:00-07:00"),
    Subscription(name="morning", to=(destination("ntfy://topic"),), min_weight="major", digest="08:00"),
)


@dataclass
class Reader:
    """A browser's window, what it asked for, and what went wrong in it."""

    page: Page
    base: str
    asked: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        self.page.on("dialog", lambda dialog: self.wrong.append(f"dialog: {dialog.message}"))
        self.page.on("popup", lambda popup: self.wrong.append(f"window: {popup.url}"))
        self.page.on("console", lambda said: self.wrong.append(f"{said.type}: {said.text}"))

    async def opens(self, path: str) -> Page:
        await self.page.goto(self.base + path)
        return self.page

    @property
    def path(self) -> str:
        url: str = self.page.url
        return url.removeprefix(self.base)

    def left(self) -> list[str]:
        """What was asked of other servers."""
        return [url for url in self.asked if not url.startswith(f"{self.base}/")]


@asynccontextmanager
async def serving(folder: Path, filled: Callable[[Store], Awaitable[None]]) -> AsyncIterator[str]:
    """The address of the pages, as the daemon answers them, over a database in `folder` that `filled` fills."""
    settings = Settings(database=f"sqlite:{folder}/watcher.db", subscriptions=SUBSCRIPTIONS)
    async with wiring.assembled(settings, now=lambda: gazette.EVENING) as assembly:
        await filled(assembly.store)
        keeper = Doorkeeper.of(settings.web)
        async with TestServer(application(routes(settings, assembly, keeper), keeper), host="127.0.0.1") as server:
            yield f"http://127.0.0.1:{server.port}"


@asynccontextmanager
async def started() -> AsyncIterator[Browser]:
    """The system's Chromium, or Playwright's own where there is none."""
    executable = next(filter(None, map(which, NAMES)), None)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield browser
        await browser.close()


@asynccontextmanager
async def reading(chromium: Browser, base: str, **options: Any) -> AsyncIterator[Reader]:
    """Somebody who reads English, unless `options` say otherwise."""
    context: BrowserContext = await chromium.new_context(**{"locale": "en-GB"} | options)
    try:
        yield Reader(await context.new_page(), base)
    finally:
        await context.close()
