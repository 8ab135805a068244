"""What is kept of a look beside the page: requests and answers as they were, and no secret."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Unpack

import pytest
from fetch_site import NOW, Names, Setting, Site, client, open_site, response

from watcher.model import Hop, Page, Validators
from watcher.model.page import LEFT_OUT


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with open_site() as opened:
        yield opened


async def hops(url: str, validators: Validators | None = None, **settings: Unpack[Setting]) -> tuple[Hop, ...]:
    async with client(**settings) as http:
        seen = await http.get(url, validators or Validators())
    assert isinstance(seen, Page)
    return seen.hops


async def test_request_and_answer_are_kept_as_they_were(site: Site) -> None:
    url = site.url("/a?b=%E2%82%AC")
    site.answers["/a?b=%E2%82%AC"] = (
        b"HTTP/1.1 203 Quite so\r\nServer: x\r\nX-Place: M\xfcnchen\r\n"
        b"x-twice: 1\r\nX-Twice: 2\r\nContent-Length: 2\r\n\r\nok"
    )
    (hop,) = await hops(url, Validators(etag='"7"'))
    assert (hop.at, hop.url, hop.address) == (NOW, url, "127.0.0.1")
    assert hop.asked == "GET /a?b=%E2%82%AC HTTP/1.1"
    sent = {name.lower(): value for name, value in hop.sent}
    asked = next(one for one in site.asked if one.path.startswith("/a"))
    assert sent == asked.headers
    assert sent["if-none-match"] == '"7"'
    assert hop.answered == "HTTP/1.1 203 Quite so"
    assert hop.received == (
        ("Server", "x"), ("X-Place", "M\xfcnchen"), ("x-twice", "1"), ("X-Twice", "2"), ("Content-Length", "2"),
    )  # fmt: skip


async def test_every_redirect_is_a_hop_of_its_own_with_its_address(site: Site) -> None:
    first = site.says("/a", status=301, Location="/b")
    site.says("/b", status=302, Location="/c")
    site.says("/c", b"ok")
    found = await hops(first)
    assert [hop.asked for hop in found] == ["GET /a HTTP/1.1", "GET /b HTTP/1.1", "GET /c HTTP/1.1"]
    assert [hop.answered for hop in found] == ["HTTP/1.1 301 So", "HTTP/1.1 302 So", "HTTP/1.1 200 So"]
    assert [hop.url for hop in found] == [site.url(path) for path in ("/a", "/b", "/c")]
    assert {hop.address for hop in found} == {"127.0.0.1"}


async def test_cookies_and_what_logs_in_are_kept_by_name_only(site: Site) -> None:
    first = site.says("/a", status=302, Location="/b", Set_Cookie="seen=s3cret-1; Path=/")
    site.says("/b", b"ok", Set_Cookie="reader=s3cret-2", Authentication_Info="s3cret-3")
    own = {"127.0.0.1": {"Authorization": "Bearer s3cret-4", "X-Pass": "s3cret-5", "Cookie": "paid=s3cret-6"}}
    found = await hops(first, headers=own)
    assert "s3cret" not in repr(found)
    kept = [(name, value) for hop in found for name, value in (*hop.sent, *hop.received) if value == LEFT_OUT]
    assert [name for name, _ in kept] == [
        "Authorization", "X-Pass", "Cookie", "Set-Cookie",
        "Authorization", "X-Pass", "Cookie", "Set-Cookie", "Authentication-Info",
    ]  # fmt: skip
    assert site.asked[-1].headers["authorization"] == "Bearer s3cret-4"


async def test_a_proxy_is_not_taken_for_the_server(site: Site) -> None:
    url = "http://news.example.com/a"
    site.answers[url] = response(b"ok")
    (hop,) = await hops(url, proxy=site.url(), resolver=Names(news=["93.184.215.14"]))
    assert hop.address == ""


async def test_header_fields_longer_than_any_sensible_ones_are_kept_as_far_as_they_are(site: Site) -> None:
    fields = "".join(f"X-{number}: {str(number) * 20_000}\r\n" for number in range(10))
    site.answers["/a"] = f"HTTP/1.1 200 OK\r\n{fields}Content-Length: 0\r\n\r\n".encode()
    (hop,) = await hops(site.url("/a"))
    long = [value for name, value in hop.received if name.startswith("X-")]
    assert {len(value) for value in long} == {16 * 1024}
    assert sum(len(name) + len(value) for name, value in hop.received) <= 64 * 1024
