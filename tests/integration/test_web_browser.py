"""The web pages in a real Chromium, with a daemon at work: `make integration`."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path
from shutil import which

import pytest
from builders import news
from fakes import Paper, paper
from playwright.async_api import Browser, Page, async_playwright

from watcher import wiring
from watcher.fetch.browser import NAMES
from watcher.settings import Fetch, Settings, Web
from watcher.web import door
from watcher.web.password import hashed

PASSWORD = "harbour bridge closed"
STORY = "The harbour bridge was closed to all traffic on Monday after engineers found cracks in {} of its main cables."
SECOND = "Officials said the inspection, the first in nine years, had been planned since the winter storms of January."


@dataclass
class Desk:
    """A daemon's pages at `base`, a newspaper that it may look at, and a browser with what it complained of."""

    base: str
    printed: Paper
    browser: Browser
    complaints: list[str] = field(default_factory=list)

    async def window(self, *, scripts: bool = True) -> Page:
        context = await self.browser.new_context(java_script_enabled=scripts, base_url=self.base)
        page = await context.new_page()
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.set_default_timeout(40_000)
        return page

    def publish(self, count: str) -> None:
        self.printed.pages["/bridge"] = news("Harbour bridge closed", STORY.format(count), SECOND)


@asynccontextmanager
async def running(folder: Path, caplog: pytest.LogCaptureFixture) -> AsyncIterator[str]:
    """The address of a daemon."""
    fetch = Fetch(allow_networks=(ip_network("127.0.0.0/8"),), host_gap=timedelta(0), robots=False)
    web = Web(listen="127.0.0.1:0", password=hashed(PASSWORD))
    own, stop = Settings(database=f"sqlite:{folder}/watcher.db", fetch=fetch, web=web), asyncio.Event()
    with caplog.at_level("INFO"):  # a failing test shows its looks
        task = asyncio.create_task(wiring.run(own, stop, door=door))
        try:
            while not (told := [message for message in caplog.messages if "listening at=" in message]):
                await asyncio.sleep(0.05)
                assert not task.done(), task
            yield told[0].partition("=")[2]
        finally:
            stop.set()
            await asyncio.wait_for(task, 30)


@pytest.fixture
async def desk(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Desk]:
    executable = next(filter(None, map(which, NAMES)), None)
    async with running(tmp_path, caplog) as base, paper() as printed, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield Desk(base=base, printed=printed, browser=browser)
        await browser.close()


async def log_in(page: Page) -> None:
    await page.goto("/watches")
    assert page.url.endswith("/login?next=%2Fwatches")
    await page.fill("input[type=password]", PASSWORD)
    await page.click("main button")
    await page.wait_for_url("**/watches")


async def track(page: Page, url: str) -> None:
    await page.click("details.add summary")
    await page.fill("textarea", url)
    await page.click("details.add button")
    await page.wait_for_url("**/watch/1?done=added")


async def look(page: Page) -> None:
    """Asks for a look, and waits until that is written down."""
    await page.goto("/watch/1")
    await page.click("details.add summary")
    await page.click("text=Look now")
    await page.wait_for_url("**/watch/1?done=checked")


async def read(page: Page, times: int) -> None:
    """Waits until the article has been read so often."""
    while await page.locator(".entry").count() < times:
        await asyncio.sleep(0.2)
        await page.goto("/watch/1")


async def test_an_article_is_added_and_its_first_change_arrives_by_itself(desk: Desk) -> None:
    desk.publish("two")
    page, stream = await desk.window(), await desk.window()
    await log_in(page)
    await track(page, desk.printed.url("/bridge"))
    await read(page, 1)
    await log_in(stream)
    await stream.goto("/")
    assert await stream.locator(".entry").count() == 0
    desk.publish("three")
    await look(page)
    await read(page, 2)
    await stream.wait_for_selector(".entry ins:has-text('three')")
    await stream.focus(".entry h3 a")
    desk.publish("five")
    await look(page)
    await read(page, 3)
    await stream.wait_for_selector(".entry ins:has-text('five')")
    assert await stream.evaluate("document.activeElement.closest('.entry').querySelector('ins').textContent") == "three"
    assert desk.complaints == []


async def test_everything_goes_without_a_script(desk: Desk) -> None:
    desk.publish("two")
    page = await desk.window(scripts=False)
    await log_in(page)
    await track(page, desk.printed.url("/bridge"))
    for act, said in (
        ("Pause", "Paused"),
        ("Resume", "due now"),
        ("Mute", "Nobody is told"),
        ("Tell of it again", "is told"),
    ):
        if not await page.locator("details.add[open]").count():
            await page.click("details.add summary")
        await page.click(f"button:text-is('{act}')")
        assert said in await page.inner_text("[role=status]")
    await page.click("text=Remove …")
    await page.click("main button")
    assert "forgotten" in await page.inner_text("[role=status]")
    await page.click("footer button")
    assert page.url.endswith("/login")
    await page.goto("/watches")
    assert "/login" in page.url


async def test_a_form_on_the_page_of_somebody_else_does_nothing(desk: Desk) -> None:
    """Whether the browser sends the cookie along, as to another port of the same machine, or not."""
    desk.publish("two")
    page = await desk.window()
    await log_in(page)
    await track(page, desk.printed.url("/bridge"))
    await read(page, 1)
    desk.printed.pages["/trap"] = f'<form action="{desk.base}/watch/1/remove" method="post"><button>Win</button></form>'
    for host, refusal in (("127.0.0.1", "This form is too old"), ("localhost", "log in at /login")):
        evil = await page.context.new_page()
        await evil.goto(desk.printed.url("/trap", host))
        await evil.click("button")
        await evil.wait_for_url("**/watch/1/remove")
        assert refusal in await evil.inner_text("body")
    await page.goto("/watch/1")
    assert "Harbour bridge" in await page.inner_text("h1")
