"""The site that a soak looks at, in a process of its own: `python tests/soak_site.py PORT`, until it is ended.

The sample site's stories, copied under many hosts, with other noise at every load, edited one after the other; beside
them hosts that misbehave, a feed of what was edited last, and a place that takes alerts.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from html import escape
from itertools import count, cycle
from urllib.parse import quote

from aiohttp import web

from watcher.demo.articles import STORIES, Story
from watcher.demo.noise import Noise
from watcher.demo.pages import LAYOUTS

HOSTS = 40
COPIES = 30  # stories of one host
FEED = "/feed.xml"
_EDIT_EVERY = 4.0
_STALLS = 10.0

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


def hosts() -> list[str]:
    """The hosts that answer as they should."""
    return [f"127.1.0.{n + 1}" for n in range(HOSTS)]


def addresses(port: int) -> list[str]:
    """Where the stories stand."""
    own = zip(cycle(STORIES), (host for host in hosts() for _ in range(COPIES)), strict=False)
    return [f"http://{host}:{port}/{number}{quote(story.path)}" for number, (story, host) in enumerate(own)]


def bad_addresses(port: int) -> list[str]:
    """What hangs up, stalls, refuses, leads in circles, breaks off, and is not there."""
    return [f"http://{host}:{port}{path}" for host, path in zip(_bad_hosts(), _BAD, strict=True)]


def _bad_hosts() -> list[str]:
    return [f"127.1.1.{n + 1}" for n in range(len(_BAD))]


class Places:
    """Serves the stories at every host."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._stories: dict[str, Story] = dict(zip(addresses(port), cycle(STORIES), strict=False))
        self._edits = dict.fromkeys(self._stories, 0)
        self._latest: list[str] = []
        self._loads = count()

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/robots.txt", _robots)
        app.router.add_get(FEED, self._feed)
        for path, answer in _BAD.items():
            app.router.add_get(path, answer)
        app.router.add_get("/{path:.+}", self._story)
        app.router.add_post("/{path:.*}", _taken)
        return app

    async def edited(self) -> None:
        """Edits one story after the other, for ever."""
        for url in cycle(self._stories):
            self._edits[url] += 1
            self._latest = [url, *self._latest][:20]
            await asyncio.sleep(_EDIT_EVERY)

    async def _story(self, request: web.Request) -> web.Response:
        url = f"http://{request.host}{request.rel_url.raw_path}"
        story = self._stories.get(url)
        if story is None:
            return web.Response(status=404, text="<h1>404</h1>", content_type="text/html")
        layout, edits = LAYOUTS[story.layout], self._edits[url]
        etag = f"e{edits}"
        if layout.validated and request.if_none_match and any(tag.value == etag for tag in request.if_none_match):
            return web.Response(status=304, headers={"ETag": f'"{etag}"'})
        title = f"{story.article.title} ({edits})" if edits else story.article.title
        article = replace(story.article, url=url, title=title)
        noise = Noise(next(self._loads), article.language or "en")
        response = web.Response(
            body=layout.rendered(article, noise), content_type="text/html", charset=layout.charset
        )  # fmt: skip
        if layout.validated:
            response.etag = etag
        response.enable_compression()
        return response

    async def _feed(self, _: web.Request) -> web.Response:
        items = "".join(
            f"<item><title>{n}</title><link>{escape(url)}</link></item>" for n, url in enumerate(self._latest)
        )
        text = f'<rss version="2.0"><channel><title>Latest</title>{items}</channel></rss>'
        return web.Response(text=text, content_type="application/rss+xml")


async def _robots(_: web.Request) -> web.Response:
    return web.Response(text="User-agent: *\nAllow: /\n")


async def _taken(request: web.Request) -> web.Response:
    await request.read()
    return web.Response(text="ok")


async def _hangs_up(request: web.Request) -> web.Response:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def _stalls(_: web.Request) -> web.Response:
    await asyncio.sleep(_STALLS)
    return web.Response(text="<h1>Late</h1>", content_type="text/html")


async def _refuses(_: web.Request) -> web.Response:
    return web.Response(status=503, headers={"Retry-After": "1"})


async def _circles(request: web.Request) -> web.Response:
    return web.Response(status=302, headers={"Location": f"{request.path}?{request.query_string}1"})


async def _breaks_off(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/html"})
    response.content_length = 100_000
    await response.prepare(request)
    await response.write(b"<html><body><article>")
    assert request.transport is not None
    request.transport.close()
    return response


async def _is_gone(_: web.Request) -> web.Response:
    return web.Response(status=404, text="<h1>404</h1>", content_type="text/html")


_BAD: dict[str, Answer] = {
    "/bad/hangs-up": _hangs_up,
    "/bad/stalls": _stalls,
    "/bad/refuses": _refuses,
    "/bad/circles": _circles,
    "/bad/breaks-off": _breaks_off,
    "/bad/gone": _is_gone,
}


async def main(port: int) -> None:
    places = Places(port)
    runner = web.AppRunner(places.app(), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    for host in _all_hosts():
        await web.TCPSite(runner, host, port).start()
    print("ready", flush=True)
    await places.edited()


def _all_hosts() -> Iterator[str]:
    yield "127.0.0.1"
    yield from hosts()
    yield from _bad_hosts()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
