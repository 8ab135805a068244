"""Pages that need JavaScript, shown by a real Chromium: `make integration`."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path
from shutil import which

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from watcher import wiring
from watcher.check import check
from watcher.fetch import Guard, Http
from watcher.fetch import browser as shown_by
from watcher.fetch.browser import NAMES, Browser
from watcher.model import Fault, Outcome, Page, Seen, Unreachable, Watch
from watcher.processor import ALLOWED, settle_on_one, spread_out
from watcher.settings import Fetch, Settings
from watcher.urls import identity, site

CHROMIUM = next(filter(None, map(which, NAMES)), "chromium")
STORY = (
    "The lighthouse on the northern cape will be lit again in spring, the harbour office said on Tuesday.",
    "It went dark 14 years ago when its last keeper retired; 2,300 people signed for its return.",
)
SHELL = """<!doctype html><html lang="en"><head><title>The Cape Courier</title></head><body><div id="root"></div>
<img src="/picture.jpg"><script src="/app.js"></script></body></html>"""
APP = """
const root = document.getElementById("root");
fetch("/story.json").then(answer => answer.json()).then(story => {
  root.innerHTML = `<article><h1>${story.title}</h1>${story.texts.map(t => `<p>${t}</p>`).join("")}</article>`;
});
"""


@dataclass
class Courier:
    """A newspaper whose pages are written by a script; `asked` are the paths in order."""

    title: str = "Lighthouse to be lit again"
    script: str = APP
    asked: list[str] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(f"{request.method} {request.path}")
        match request.path:
            case "/story":
                return web.Response(text=SHELL, content_type="text/html", headers={"ETag": '"shell"'})
            case "/app.js":
                return web.Response(text=self.script, content_type="text/javascript")
            case "/story.json":
                return web.json_response({"title": self.title, "texts": STORY})
            case _:
                return web.Response(status=404)


@asynccontextmanager
async def serving(courier: Courier) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", courier.answer)
    async with TestServer(app, host="127.0.0.1") as server:
        yield f"http://127.0.0.1:{server.port}"


@asynccontextmanager
async def browsing(*, seconds: float = 30, max_body: int = 1_000_000) -> AsyncIterator[tuple[Http, Browser]]:
    timeout = timedelta(seconds=seconds)
    http = Http(
        user_agent="watcher-test", timeout=timeout, max_body=max_body, guard=Guard((ip_network("127.0.0.0/8"),)),
        robots=False, concurrency=8, now=lambda: datetime.now(UTC),
    )  # fmt: skip
    async with http:
        browser = Browser(
            get=http.part, executable=CHROMIUM, user_agent="watcher-test", timeout=timeout, max_body=max_body,
            now=lambda: datetime.now(UTC),
        )  # fmt: skip
        async with browser:
            yield http, browser


async def shown(http: Http, browser: Browser, url: str) -> Seen:
    page = await http.get(url)
    assert isinstance(page, Page)
    return await browser.shown(page)


async def test_an_article_that_a_script_writes_is_tracked_by_a_rule(tmp_path: Path) -> None:
    courier = Courier()
    (tmp_path / "sites").mkdir()
    (tmp_path / "sites" / "courier.toml").write_text('hosts = ["127.0.0.1"]\nbrowser = true\n', encoding="utf-8")
    settings = Settings(
        database=f"sqlite:{tmp_path}/watcher.db",
        fetch=Fetch(allow_networks=(ip_network("127.0.0.0/8"),), host_gap=timedelta(0)),
        sites=tmp_path / "sites",
    )
    async with serving(courier) as base, wiring.assembled(settings) as assembly:
        url = f"{base}/story"
        watch, _ = assembly.store.watches.add(url, key=identity(url), site=site(url), now=datetime.now(UTC))

        async def look() -> Outcome:
            current: Watch | None = assembly.store.watches.by_id(watch.id)
            assert current
            return (await check(current, assembly.engine.desk)).outcome

        assert await look() is Outcome.NEW
        assert await look() is Outcome.SAME
        courier.title = "Lighthouse stays dark"
        assert await look() is Outcome.CHANGED
        titles = [one.article.title for one in assembly.store.history.revisions(watch.id)]
    assert titles == ["Lighthouse to be lit again", "Lighthouse stays dark"]


async def test_an_address_to_extract_is_shown_by_the_browser_that_its_rule_asks_for(tmp_path: Path) -> None:
    (tmp_path / "sites").mkdir()
    (tmp_path / "sites" / "courier.toml").write_text('hosts = ["127.0.0.1"]\nbrowser = true\n', encoding="utf-8")
    (tmp_path / "watcher.toml").write_text('[fetch]\nallow_networks = ["127.0.0.0/8"]\n', encoding="utf-8")
    async with serving(Courier()) as base:
        words = ("--config", tmp_path / "watcher.toml", "--json", "extract", f"{base}/story")
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "watcher", *words, stdout=PIPE, cwd=tmp_path
        )
        out, _ = await asyncio.wait_for(process.communicate(), 60)
    found = json.loads(out)
    assert found["title"] == "Lighthouse to be lit again"
    assert [block["text"] for block in found["blocks"]] == list(STORY)


async def test_pictures_are_not_fetched_and_the_page_only_once() -> None:
    courier = Courier()
    async with serving(courier) as base, browsing() as (http, browser):
        page = await shown(http, browser, f"{base}/story")
    assert isinstance(page, Page)
    assert STORY[0] in page.body.decode()
    assert page.content_type == "text/html; charset=utf-8"
    assert page.validators.etag is None
    assert courier.asked == ["GET /story", "GET /app.js", "GET /story.json"]


ESCAPES = {
    "post": 'fetch("/leak", {method: "POST", body: "x"})',
    "beacon": 'navigator.sendBeacon("/leak", "x")',
    "socket": 'new WebSocket("ws://127.0.0.1:PORT/leak")',
    "private": 'fetch("http://10.0.0.1/leak")',
    "metadata": 'fetch("http://169.254.169.254/leak")',
    "file": 'fetch("file:///etc/passwd").then(a => a.text()).then(t => document.body.append(t))',
    "frame": 'document.body.insertAdjacentHTML("beforeend", "<iframe src=file:///etc/passwd></iframe>")',
    "worker": 'navigator.serviceWorker && navigator.serviceWorker.register("/leak")',
    "prefetch": 'document.head.insertAdjacentHTML("beforeend", "<link rel=preconnect href=http://127.0.0.1:PORT/leak>")',
}


@pytest.mark.parametrize("name", sorted(ESCAPES))
async def test_a_page_reaches_nothing_that_a_look_would_not(name: str) -> None:
    courier = Courier()
    async with serving(courier) as base, browsing() as (http, browser):
        courier.script = ESCAPES[name].replace("PORT", base.rpartition(":")[2]) + ";" + APP
        page = await shown(http, browser, f"{base}/story")
    assert isinstance(page, Page)
    assert STORY[0] in page.body.decode()
    assert "root:" not in page.body.decode()
    assert not [asked for asked in courier.asked if "leak" in asked]


async def test_a_page_that_never_rests_or_hangs_ends_in_time() -> None:
    courier = Courier(script="for (;;) {}")
    async with serving(courier) as base, browsing(seconds=5) as (http, browser):
        hung = await shown(http, browser, f"{base}/story")
        courier.script = APP + 'setInterval(() => fetch("/story.json"), 50);'
    assert isinstance(hung, Unreachable)
    assert hung.fault is Fault.TIMEOUT


async def test_a_page_that_grows_without_end_is_too_large() -> None:
    courier = Courier(script='document.body.append("x".repeat(3_000_000));')
    async with serving(courier) as base, browsing() as (http, browser):
        page = await shown(http, browser, f"{base}/story")
    assert isinstance(page, Unreachable)
    assert page.fault is Fault.TOO_LARGE


async def test_a_browser_that_died_or_has_grown_is_started_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    courier = Courier()
    async with serving(courier) as base, browsing() as (http, browser):
        assert isinstance(await shown(http, browser, f"{base}/story"), Page)
        first = browser._process
        monkeypatch.setattr(shown_by, "_MOST_PAGES", 1)
        assert isinstance(await shown(http, browser, f"{base}/story"), Page)
        second = browser._process
        await second.close()
        assert isinstance(await shown(http, browser, f"{base}/story"), Page)
    assert len({id(first), id(second)}) == 2
    assert not first.is_connected()


async def test_several_pages_are_shown_at_once() -> None:
    courier = Courier()
    async with serving(courier) as base, browsing() as (http, browser):
        pages = await asyncio.gather(*(shown(http, browser, f"{base}/story") for _ in range(4)))
    assert all(isinstance(page, Page) and STORY[1] in page.body.decode() for page in pages)


async def test_it_may_use_all_processors_while_the_daemon_keeps_to_one() -> None:
    await settle_on_one()
    try:
        async with serving(Courier()) as base, browsing() as (http, browser):
            assert isinstance(await shown(http, browser, f"{base}/story"), Page)
            session = await browser._process.new_browser_cdp_session()
            processes = [one["id"] for one in (await session.send("SystemInfo.getProcessInfo"))["processInfo"]]
            assert processes
            assert {frozenset(os.sched_getaffinity(one)) for one in processes} == {frozenset(ALLOWED)}
    finally:
        spread_out()
