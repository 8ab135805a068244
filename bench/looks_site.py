"""The site that is looked at, in a process of its own: `python bench/looks_site.py PORT ARTICLES EDITED LOADS`.

Every answer is made before the first request, and sent without a framework: the site costs less than who asks. By path:

  /noisy/N   the article never changes, every load has other noise
  /kept/N    the same page each time, with an ETag that is honoured: 304
  /edited/N  one sentence more is edited at each load, for LOADS loads; and noise

Each is served at every host of `hosts()`. Prints "ready" and stays until it is ended.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator, Sequence
from itertools import cycle, islice

from looks_pages import LOADS, Packed, loads

HOSTS = 100
ETAG = '"as-it-was"'
_ROBOTS = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 26\r\n\r\nUser-agent: *\nAllow: /\n\n\n\n\n"
_NOTHING = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
_UNMODIFIED = f"HTTP/1.1 304 Not Modified\r\nETag: {ETAG}\r\n\r\n".encode()


def hosts() -> list[str]:
    return [f"127.1.0.{n + 1}" for n in range(HOSTS)]


def addresses(kind: str, articles: int, port: int) -> list[str]:
    """Neighbours stand at different hosts."""
    return [f"http://{host}:{port}/{kind}/{n}" for n, host in zip(range(articles), cycle(hosts()), strict=False)]


def answer(page: Packed, etag: str = "") -> list[bytes]:
    tag = f"ETag: {etag}\r\n" if etag else ""
    head = (
        f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset={page.charset}\r\nContent-Encoding: gzip\r\n"
        f"{tag}Content-Length: {page.length}\r\n\r\n"
    )
    return [head.encode(), *page.pieces]


def answers(port: int, articles: int, edited: int, edits: int) -> Iterator[tuple[str, Iterator[list[bytes]]]]:
    """What each path is answered, load after load."""
    for kind, many in (("noisy", articles), ("kept", articles), ("edited", edited)):
        for n, url in enumerate(addresses(kind, many, port)):
            path = f"/{kind}/{n}"
            if kind == "edited":
                yield path, iter([answer(page) for page in islice(loads(n, url, edits), edits)])
            else:
                several = islice(loads(n, url), LOADS if kind == "noisy" else 1)
                yield path, cycle([answer(page, ETAG if kind == "kept" else "") for page in several])


class Site(asyncio.Protocol):
    """One connection. `answers` are those of the whole site."""

    def __init__(self, found: dict[str, Iterator[list[bytes]]]) -> None:
        self._answers = found
        self._asked = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._asked += data
        while b"\r\n\r\n" in self._asked:
            request, _, self._asked = self._asked.partition(b"\r\n\r\n")
            self._transport.writelines(self._answer(request))

    def _answer(self, request: bytes) -> Sequence[bytes]:
        path = request.split(b" ", 2)[1].decode()
        if path == "/robots.txt":
            return (_ROBOTS,)
        if path.startswith("/kept/") and ETAG.encode() in request:
            return (_UNMODIFIED,)
        return next(self._answers.get(path, iter(())), (_NOTHING,))


async def main(port: int, articles: int, edited: int, edits: int) -> None:
    found = dict(answers(port, articles, edited, edits))
    await asyncio.get_running_loop().create_server(lambda: Site(found), hosts(), port)
    print("ready", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*map(int, sys.argv[1:5])))
