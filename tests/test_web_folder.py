"""The pages in a folder of somebody's server, behind a proxy that takes it off the path, or leaves it there."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import gazette
import pytest
from aiohttp import ClientResponse, CookieJar
from aiohttp import web as http
from aiohttp.test_utils import TestClient, TestServer
from bs4 import BeautifulSoup
from store_builders import placed

from watcher import wiring
from watcher.settings import Settings, Web
from watcher.web.access import Doorkeeper
from watcher.web.app import application
from watcher.web.password import hashed
from watcher.web.server import routes

FOLDER = "/news/watcher"
ADDRESS = f"https://desk.example{FOLDER}"
PASSWORD = "harbour bridge closed"
FIELDS = {"Host": "desk.example", "X-Forwarded-For": "192.0.2.7", "Origin": "https://desk.example"}
Client = TestClient[http.Request, http.Application]
Proxy = Callable[[str], str]  # the path that is asked for, as a proxy hands it on


def taken_off(path: str) -> str:
    assert path.startswith(f"{FOLDER}/"), path
    return path.removeprefix(FOLDER)


def left_in(path: str) -> str:
    assert path.startswith(f"{FOLDER}/"), path
    return path


PROXIES = pytest.mark.parametrize("proxy", [taken_off, left_in])


@asynccontextmanager
async def opened(folder: Path, **web: Any) -> AsyncIterator[Client]:
    placed(folder)
    own = Settings(
        database=f"sqlite:{folder}/watcher.db", web=replace(Web(listen="127.0.0.1:0", address=ADDRESS), **web)
    )
    keeper = Doorkeeper.of(own.web, {})
    async with wiring.assembled(own, now=lambda: gazette.EVENING) as assembly:
        await gazette.filled(assembly.store)
        app = application(routes(own, assembly, keeper), keeper)
        async with TestClient(TestServer(app, host="127.0.0.1"), cookie_jar=CookieJar(unsafe=True)) as client:
            yield client


async def got(client: Client, proxy: Proxy, path: str, **fields: str) -> ClientResponse:
    return await client.get(proxy(path), headers=FIELDS | fields, allow_redirects=False)


def led(text: str) -> Iterator[str]:
    """Where a page leads, or what it loads, on its own server."""
    found = BeautifulSoup(text, "html.parser")
    for name in ("href", "src", "action", "hx-get"):
        yield from (str(tag[name]) for tag in found.select(f"[{name}]"))


def own(text: str) -> set[str]:
    """The paths on its own server to which a page leads, as a browser opens them."""
    links = (link for link in led(text) if not link.startswith(("https://", "http://", "#")))
    return {urljoin(f"{FOLDER}/", link).partition("#")[0] for link in links}


def is_followed(path: str) -> bool:
    """Not the same page in another language, nor a form that has not been filled in."""
    return "lang=" not in path and not path.endswith("/diff")


@PROXIES
async def test_every_link_leads_to_a_page_in_the_folder(tmp_path: Path, proxy: Proxy) -> None:
    async with opened(tmp_path, public=True) as client:
        waiting, seen, links = {f"{FOLDER}/"}, dict[str, int](), set[str]()
        while waiting:
            path = waiting.pop()
            answer = await got(client, proxy, path)
            seen[path] = answer.status
            if answer.content_type == "text/html":
                links |= own(await answer.text())
            waiting |= {link for link in links - seen.keys() if is_followed(link)}
    assert {path for path in links if not path.startswith(f"{FOLDER}/")} == set()
    assert {path: status for path, status in seen.items() if status != 200} == {}
    parts = [re.sub(r"\d+", "N", urlsplit(path).path.removeprefix(FOLDER)) for path in seen]
    assert {"/", "/watches", "/sites", "/watch/N", "/watch/N/N", "/watch/N/N.json", "/watch/N/diff/N..N"} <= set(parts)
    assert {"/feed.atom", "/watch/N/feed.atom", "/static/style.css", "/static/keys.js", "/search"} <= set(parts)


@PROXIES
async def test_a_login_leads_into_the_folder_and_its_forms_are_posted_there(tmp_path: Path, proxy: Proxy) -> None:
    async with opened(tmp_path, password=hashed(PASSWORD)) as client:
        asked = await got(client, proxy, f"{FOLDER}/watches?tag=zh", Accept="text/html")
        assert (asked.status, asked.headers["Location"]) == (303, f"{FOLDER}/login?next=%2Fwatches%3Ftag%3Dzh")
        shown = await got(client, proxy, asked.headers["Location"])
        fields = FIELDS | {"Cookie": f"__Host-guest={shown.cookies['__Host-guest'].value}"}
        inside = await posted(client, proxy, await shown.text(), fields, password=PASSWORD)
        assert (inside.status, inside.headers["Location"]) == (303, f"{FOLDER}/watches?tag=zh")
        fields["Cookie"] = f"__Host-guest={inside.cookies['__Host-guest'].value}"
        page = await client.get(proxy(f"{FOLDER}/watches"), headers=fields)
        added = await posted(client, proxy, await page.text(), fields, urls="https://new.example/story")
        assert added.headers["Location"].startswith(f"{FOLDER}/watch/")
        assert (await client.get(proxy(added.headers["Location"]), headers=fields)).status == 200


async def posted(client: Client, proxy: Proxy, shown: str, fields: dict[str, str], **filled: str) -> ClientResponse:
    """The answer to the form in the main part of a page."""
    form = BeautifulSoup(shown, "html.parser").select_one("main form")
    assert form is not None
    hidden = {str(tag["name"]): str(tag["value"]) for tag in form.select("input[type=hidden]")}
    return await client.post(
        proxy(str(form["action"])), headers=fields, data=hidden | filled, allow_redirects=False
    )  # fmt: skip


@PROXIES
async def test_programs_are_led_into_the_folder(tmp_path: Path, proxy: Proxy) -> None:
    async with opened(tmp_path, public=True) as client:
        feed = await (await got(client, proxy, f"{FOLDER}/feed.atom?tag=zh")).text()
        assert f'rel="self" href="{ADDRESS}/feed.atom?tag=zh"' in feed
        assert set(re.findall(r'href="(\S+?)/watch/', feed)) == {ADDRESS}
        document = await (await got(client, proxy, f"{FOLDER}/api/v1/openapi.json")).json()
        assert document["servers"] == [{"url": f"{FOLDER}/api/v1"}]
        assert (await got(client, proxy, f"{FOLDER}/api/v1/changes")).status == 200
        gate = await got(client, proxy, f"{FOLDER}/timegate/{gazette.BRIDGE.url}")
        assert gate.headers["Location"].startswith(f"{ADDRESS}/watch/")
        links = await (await got(client, proxy, f"{FOLDER}/timemap/{gazette.BRIDGE.url}")).text()
        assert set(re.findall(r"<(\S+?)/(?:watch|timegate|timemap)/", links)) == {ADDRESS}
        chosen = await got(client, proxy, f"{FOLDER}/watch/1/diff?old=1&new=2")
        assert chosen.headers["Location"] == f"{FOLDER}/watch/1/diff/1..2"


async def test_the_folder_without_its_slash_leads_to_the_first_page(tmp_path: Path) -> None:
    async with opened(tmp_path, public=True) as client:
        answer = await client.get(FOLDER, headers=FIELDS, allow_redirects=False)
        assert (answer.status, answer.headers["Location"]) == (308, f"{FOLDER}/")


async def test_a_language_that_was_chosen_is_kept_from_its_neighbours(tmp_path: Path) -> None:
    async with opened(tmp_path, public=True) as client:
        answer = await got(client, taken_off, f"{FOLDER}/?lang=de")
        assert answer.cookies["language"]["path"] == f"{FOLDER}/"


async def test_on_this_machine_there_is_no_folder(tmp_path: Path) -> None:
    async with opened(tmp_path) as client:
        found = own(await (await client.get("/")).text())
        assert {"/watches", "/sites", "/static/style.css"} <= found
        assert not [path for path in found if path.startswith(FOLDER)]
