"""The site that is looked at, in a process of its own: `python bench/looks_site.py PORT LOADS KIND=ARTICLES…`.

Every answer is made before the first request, and sent without a framework: the site costs less than who asks. By path:

  /noisy/N   the article never changes, every load has other noise; LOADS of them, then there is nothing
  /later/N   the same for somebody else, and /workers/N
  /edited/N  one sentence more is edited at each load; and noise
  /kept/N    the same page each time, with an ETag that is honoured: 304
  /beside/N  the same noise comes again after a few loads

Each is served at every host of `hosts()`. Prints "ready" and stays until it is ended. It computes in the scheduler's
class for batches (sched(7)): at a request it does not push who asks off the processor, as a site elsewhere does not.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle, islice

from looks_pages import Packed, loads

HOSTS = 100
_LOADS = {"kept": 1, "beside": 7}  # of those that begin anew; another one for each program in each round
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


def answers(kind: str, articles: int, port: int, most: int) -> Iterator[tuple[str, Iterator[list[bytes]]]]:
    """What each path is answered, load after load."""
    for n, url in enumerate(addresses(kind, articles, port)):
        several = islice(loads(n, url, most if kind == "edited" else 0), _LOADS.get(kind, most))
        found = [answer(page, ETAG if kind == "kept" else "") for page in several]
        yield f"/{kind}/{n}", cycle(found) if kind in _LOADS else iter(found)


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


async def main(port: int, most: int, kinds: Mapping[str, int]) -> None:
    os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
    found = {path: told for kind, many in kinds.items() for path, told in answers(kind, many, port, most)}
    await asyncio.get_running_loop().create_server(lambda: Site(found), hosts(), port)
    print("ready", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    wanted = (told.split("=") for told in sys.argv[3:])
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]), {kind: int(many) for kind, many in wanted}))
