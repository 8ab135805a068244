"""What a look cannot do without: `python bench/looks_floor.py PAGES KEPT`, two files of addresses, one a line.

For each line on standard input, the name of a step, every page is asked for once by the client library of the product,
and so much is done with it; a line of JSON says what it cost. 64 requests are under way at once, as in the daemon.

  304 alone      a conditional GET of those that are KEPT, which is answered by 304
  GET            GET, and gunzip
  lexbor         the same, decoded, and parsed by lexbor
  lxml           parsed by lxml instead
  BeautifulSoup  parsed by BeautifulSoup instead
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import aiohttp
import lxml.html
from bs4 import BeautifulSoup
from looks_cost import Cost, spent
from looks_daemon import commands
from looks_site import ETAG
from selectolax.lexbor import LexborHTMLParser

AT_ONCE = 64
_GZIP = 31  # what zlib calls it


def _nothing(body: bytes, charset: str) -> object:
    return body


def _lexbor(body: bytes, charset: str) -> object:
    return LexborHTMLParser(body.decode(charset, "replace"))


def _lxml(body: bytes, charset: str) -> object:
    return lxml.html.document_fromstring(body.decode(charset, "replace"))


def _soup(body: bytes, charset: str) -> object:
    return BeautifulSoup(body.decode(charset, "replace"), "lxml")


STEPS: Mapping[str, Callable[[bytes, str], object] | None] = {
    "304 alone": None, "GET": _nothing, "lexbor": _lexbor, "lxml": _lxml, "BeautifulSoup": _soup,
}  # fmt: skip


async def _all(
    session: aiohttp.ClientSession, urls: Iterator[str], read: Callable[[bytes, str], object] | None
) -> None:
    for url in urls:
        fields = {"Accept-Encoding": "gzip"} | ({} if read else {"If-None-Match": ETAG})
        async with session.get(url, headers=fields) as answer:
            body = await answer.read()
            assert answer.status == (200 if read else 304), answer.status
            if read is not None:
                is_packed = answer.headers.get("Content-Encoding") == "gzip"
                read(zlib.decompress(body, _GZIP) if is_packed else body, answer.charset or "utf-8")


async def unmodified(session: aiohttp.ClientSession, urls: Iterator[str]) -> None:
    """Asks for those that are kept."""
    await _all(session, urls, None)


async def main(pages: Sequence[str], kept: Sequence[str]) -> None:
    asked = await commands()
    connector = aiohttp.TCPConnector(limit=AT_ONCE, keepalive_timeout=30)
    jar = aiohttp.DummyCookieJar()
    async with aiohttp.ClientSession(connector=connector, cookie_jar=jar, auto_decompress=False) as session:
        print("ready", flush=True)
        while step := (await asked.readline()).decode().strip():
            read = STEPS[step]
            wanted = pages if read else kept
            urls = iter(wanted)
            before, began = spent(), time.perf_counter()
            await asyncio.gather(*(_all(session, urls, read) for _ in range(AT_ONCE)))
            cost = Cost.since(before, wall=time.perf_counter() - began, looks=len(wanted))
            print(json.dumps(cost.told()), flush=True)


if __name__ == "__main__":
    asyncio.run(main(*(Path(name).read_text("utf-8").split() for name in sys.argv[1:3])))
