"""Pages that show their story only by scripts, shown by a real browser that has no network of its own."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from watcher.fetch.faults import plain
from watcher.model import Fault, Page, Seen, Unreachable
from watcher.model.page import NO_VALIDATORS
from watcher.processor import everywhere
from watcher.urls import host

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""What Chromium is called, where it is installed."""

_PAGES = 2  # at once
_MOST_REQUESTS = 150  # of one page
_MOST_PAGES = 300  # of one process
_LARGEST = 1_500_000_000  # bytes of memory of one process with its children
_IDLE = timedelta(seconds=8)
_WANTED = frozenset(("document", "script", "stylesheet", "xhr", "fetch", "other"))
# Counters of visits, advertisements and consent: what they add is no part of an article.
_TRACKERS = (
    "google-analytics.com", "googletagmanager.com", "doubleclick.net", "googlesyndication.com", "google.com",
    "facebook.net", "facebook.com", "scorecardresearch.com", "chartbeat.com", "criteo.com", "criteo.net", "taboola.com",
    "outbrain.com", "amazon-adsystem.com", "adnxs.com", "hotjar.com", "quantserve.com", "ioam.de", "iocnt.net",
    "permutive.com", "parsely.com", "bing.com", "clarity.ms", "tiktok.com", "onetrust.com", "cookielaw.org",
    "privacy-mgmt.com", "cookiebot.com", "usercentrics.eu", "segment.io", "segment.com", "sentry.io", "newrelic.com",
)  # fmt: skip
# All goes through us; what would not, leads nowhere.
_NOWHERE = "http://127.0.0.1:9"
_ARGUMENTS = (
    "--host-resolver-rules=MAP * ~NOTFOUND", "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-background-networking", "--disable-component-update", "--no-first-run", "--mute-audio",
)  # fmt: skip


@dataclass(slots=True)
class _Budget:
    """What one page may still ask for."""

    requests: int = _MOST_REQUESTS
    bytes: int = 0


class Browser:
    """Shows pages. Owns its process, which is started when it is first needed, kept, and started anew when it has
    grown or shown many pages: `async with Browser(...) as browser`.

    Whatever a page asks for is fetched by `get`, with the guard and the caps of every other page; pictures, fonts,
    films, trackers and everything that is no GET are refused. A page may take `timeout`, and `max_body` in all.
    """

    def __init__(
        self,
        *,
        get: Callable[[str], Awaitable[Seen]],
        executable: str,
        user_agent: str,
        timeout: timedelta,
        max_body: int,
        now: Callable[[], datetime],
    ) -> None:
        self._get = get
        self._executable = executable
        self._user_agent = user_agent
        self._seconds = timeout.total_seconds()
        self._max_body = max_body
        self._now = now
        self._slots = asyncio.Semaphore(_PAGES)
        self._starting = asyncio.Lock()
        self._playwright: Any = None
        self._process: Any = None
        self._shown = 0
        self._under_way = 0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._end()
        if self._playwright is not None:
            await self._playwright.stop()

    async def shown(self, page: Page) -> Seen:
        """The page as its scripts leave it, as UTF-8; what it was answered with stays so. Never raises for the web."""
        # Imported here because it is an extra, and takes 200 ms.
        from playwright.async_api import Error  # noqa: PLC0415

        try:
            async with self._slots, asyncio.timeout(self._seconds):
                return await self._showing(page)
        except TimeoutError:
            why = f"{host(page.url)} was not shown by the browser within {self._seconds:g} seconds"
            fault = Fault.TIMEOUT
        except Error as error:
            why = plain(f"the browser cannot show {host(page.url)}: {error.message.partition(chr(10))[0]}")
            fault = Fault.PROTOCOL
        return Unreachable(url=page.url, fault=fault, why=why, fetched_at=self._now(), redirects=page.redirects)

    async def _showing(self, page: Page) -> Seen:
        process = await self._running()
        self._under_way += 1
        try:
            context = await process.new_context(
                user_agent=self._user_agent, service_workers="block", accept_downloads=False
            )  # fmt: skip
            try:
                return await self._read(await self._opened(context, page), page)
            finally:
                await context.close()
        finally:
            self._under_way -= 1
            self._shown += 1

    async def _opened(self, context: Any, page: Page) -> Any:
        """The page in a window of its own, all its requests in our hands."""
        budget = _Budget()

        async def answer(route: Any) -> None:
            await self._answer(route, page, budget)

        await context.route_web_socket("**/*", lambda socket: socket.close())
        await context.route("**/*", answer)
        return await context.new_page()

    async def _read(self, view: Any, page: Page) -> Seen:
        from playwright.async_api import TimeoutError as Unidle  # noqa: PLC0415  as above

        await view.goto(page.url, wait_until="domcontentloaded", timeout=self._seconds * 1000)
        with suppress(Unidle):  # some pages never rest; what is there by then counts
            await view.wait_for_load_state("networkidle", timeout=_IDLE.total_seconds() * 1000)
        body = (await view.content()).encode()
        if len(body) > self._max_body:
            why = f"{host(page.url)} shows more than {self._max_body / 1_000_000:g} MB"
            return Unreachable(url=page.url, fault=Fault.TOO_LARGE, why=why, fetched_at=self._now())
        # Without validators: the page itself may be as it was, while what its scripts fetch is not.
        return replace(page, body=body, content_type="text/html; charset=utf-8", validators=NO_VALIDATORS, shown=True)

    async def _answer(self, route: Any, page: Page, budget: _Budget) -> None:
        asked = route.request
        if asked.url == page.url and asked.is_navigation_request():
            await route.fulfill(status=page.status, content_type=page.content_type or "text/html", body=page.body)
            return
        budget.requests -= 1
        if asked.method != "GET" or asked.resource_type not in _WANTED or budget.requests < 0 or _tracks(asked.url):
            await route.abort()
            return
        seen = await self._get(asked.url)
        budget.bytes += len(seen.body) if isinstance(seen, Page) else 0
        if not isinstance(seen, Page) or budget.bytes > self._max_body:
            await route.abort()
            return
        origin = asked.headers.get("origin", "*")
        allowed = {"Access-Control-Allow-Origin": origin, "Access-Control-Allow-Credentials": "true"}
        kind = {"Content-Type": seen.content_type} if seen.content_type else {}
        await route.fulfill(status=seen.status, headers=allowed | kind, body=seen.body)

    async def _running(self) -> Any:
        """The process, started where there is none or where it has grown and shows nothing just now."""
        async with self._starting:
            if self._process is not None and (not self._process.is_connected() or await self._has_grown()):
                await self._end()
            if self._process is None:
                self._process, self._shown = await self._started(), 0
            return self._process

    async def _started(self) -> Any:
        from playwright.async_api import async_playwright  # noqa: PLC0415  as above

        if self._playwright is None:
            with everywhere():
                self._playwright = await async_playwright().start()
        return await self._playwright.chromium.launch(
            executable_path=self._executable,
            args=list(_ARGUMENTS),
            proxy={"server": _NOWHERE},
            chromium_sandbox=os.geteuid() != 0,  # Chromium refuses to be boxed in for the administrator
        )

    async def _has_grown(self) -> bool:
        if self._under_way:
            return False
        return self._shown >= _MOST_PAGES or await self._memory() > _LARGEST

    async def _memory(self) -> int:
        """Bytes that the process and its children hold; 0 where the system does not say."""
        session = await self._process.new_browser_cdp_session()
        try:
            told = await session.send("SystemInfo.getProcessInfo")
        finally:
            await session.detach()
        return sum(_resident(one["id"]) for one in told["processInfo"])

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            await process.close()


def _resident(process: int) -> int:
    try:
        pages = Path(f"/proc/{process}/statm").read_text("ascii").split()[1]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def _tracks(url: str) -> bool:
    name = urlsplit(url).hostname or ""
    return any(name == tracker or name.endswith(f".{tracker}") for tracker in _TRACKERS)
