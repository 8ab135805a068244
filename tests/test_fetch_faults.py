"""Every fault of the web comes back as a value, against a real loopback server that misbehaves."""

from __future__ import annotations

import asyncio
import gzip
import socket
import ssl
import tracemalloc
import zlib
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from fetch_site import Names, Site, client, fault, open_site, response
from hypothesis import given, settings
from hypothesis import strategies as st

from watcher.fetch import Guard
from watcher.model import Fault, Page, Seen, Unreachable

PAGE = "<p>Die Brücke ist wieder offen.</p>".encode() * 40


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with open_site() as opened:
        yield opened


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:10.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://2130706433/",
        "http://user@example.org/",
        "//192.168.0.1/",
        "file:///etc/passwd",
        "ftp://example.org/",
        "javascript:alert(1)",
    ],
)
async def test_a_redirect_to_what_is_not_ours_to_open_is_refused(site: Site, target: str) -> None:
    async with client() as http:
        seen = await http.get(site.says("/a", status=302, Location=target))
    assert fault(seen) is Fault.ADDRESS
    assert isinstance(seen, Unreachable)
    assert len(seen.redirects) == 1
    assert seen.why.startswith("it redirects: ")


@pytest.mark.parametrize(
    "location", ["http://[::1", "//[/", "http://example.org:99999/", "http://10.0.0.1\\@example.org/"]
)
async def test_a_redirect_to_no_address_at_all_is_named(site: Site, location: str) -> None:
    async with client() as http:
        assert fault(await http.get(site.says("/a", status=302, Location=location))) is Fault.REDIRECTS


@pytest.mark.parametrize(
    "name", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "[::1]", "2130706433", "0x7f.1", "127.1"]
)
async def test_loopback_is_refused_unless_it_is_allowed(site: Site, name: str) -> None:
    async with client(guard=Guard()) as http:
        assert fault(await http.get(site.url("/a", name))) is Fault.ADDRESS
    assert not site.connections


async def test_an_allowed_address_is_opened_under_its_name(site: Site) -> None:
    async with client() as http:
        seen = await http.get(site.url("/a", "localhost"))
    assert isinstance(seen, Page)


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["10.0.0.1", "192.168.0.1", "fd00::1"],
        ["169.254.169.254"],
        ["::1"],
        ["64:ff9b::7f00:1"],
        ["::ffff:127.0.0.1"],
        ["fe80::1%1"],
        ["0x7f.1"],
        ["localhost"],
    ],
    ids=",".join,
)
async def test_a_name_that_leads_to_a_private_address_is_caught_at_the_dial(site: Site, addresses: list[str]) -> None:
    async with client(guard=Guard(), resolver=Names(rebound=addresses)) as http:
        seen = await http.get(site.url("/a", "rebound.example"))
    assert fault(seen) is Fault.ADDRESS
    assert not site.connections


async def test_one_private_address_among_others_is_passed_over(site: Site) -> None:
    site.says("/a", PAGE)
    async with client(resolver=Names(mixed=["10.0.0.1", "127.0.0.1"])) as http:
        assert isinstance(await http.get(site.url("/a", "mixed.example")), Page)


async def test_a_redirect_to_a_name_that_leads_home_is_caught_at_the_dial(site: Site) -> None:
    async with client(resolver=Names(public=["127.0.0.1"], inside=["10.0.0.1"])) as http:
        site.says("/a", status=302, Location=site.url("/", "inside.example"))
        seen = await http.get(site.url("/a", "public.example"))
    assert fault(seen) is Fault.ADDRESS
    assert isinstance(seen, Unreachable)
    assert "10.0.0.1" in seen.why
    assert seen.redirects == ((302, site.url("/", "inside.example")),)


async def test_a_bomb_is_stopped_at_the_cap_with_little_memory(site: Site) -> None:
    bomb = gzip.compress(bytes(100_000_000), 1)
    site.says("/a", bomb, Content_Encoding="gzip")
    async with client(max_body=2_000_000) as http:
        tracemalloc.start()
        seen = await http.get(site.url("/a"))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert fault(seen) is Fault.TOO_LARGE
    assert peak < 6_000_000


@pytest.mark.parametrize("length", ["20000000", ""], ids=["announced", "unannounced"])
async def test_a_body_above_the_cap_is_refused(site: Site, length: str) -> None:
    async with client() as http:
        seen = await http.get(site.says("/a", bytes(20_000_000), Content_Length=length))
    assert fault(seen) is Fault.TOO_LARGE
    assert isinstance(seen, Unreachable)
    assert "1 MB" in seen.why


async def test_a_body_of_exactly_the_cap_is_read(site: Site) -> None:
    async with client(max_body=len(PAGE)) as http:
        assert isinstance(await http.get(site.says("/a", PAGE)), Page)


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(PAGE, mtime=0)[:-20]),
        ("gzip", PAGE),
        ("deflate", zlib.compress(PAGE)[:-20]),
        ("br", PAGE),
        ("zstd", PAGE),
        ("compress", PAGE),
        ("gzip, gzip", PAGE),
    ],
)
async def test_a_broken_or_unknown_coding_is_a_fault(site: Site, coding: str, body: bytes) -> None:
    async with client() as http:
        assert fault(await http.get(site.says("/a", body, Content_Encoding=coding))) is Fault.ENCODING


@pytest.mark.parametrize(
    "answer",
    [
        response(PAGE, Content_Length=str(len(PAGE) + 10)),
        response(PAGE, Content_Length="-3"),
        response(b"ffff\r\nabc", Content_Length="", Transfer_Encoding="chunked"),
        response(PAGE, Content_Length="", Transfer_Encoding="chunked"),
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 50_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: a\x00b\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n",
        b"",
    ],
    ids=lambda answer: repr(answer[:40]),
)
async def test_an_answer_that_is_not_http_is_a_fault(site: Site, answer: bytes) -> None:
    async def once(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)
        writer.close()

    site.answers["/a"] = once
    async with client() as http:
        assert fault(await http.get(site.url("/a"))) is Fault.PROTOCOL


@pytest.mark.parametrize("sent", [b"", response(PAGE, Content_Length="9999")], ids=["before", "midway"])
async def test_a_reset_connection_is_a_fault(site: Site, sent: bytes) -> None:
    async def reset(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(sent)
        await writer.drain()
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        writer.transport.abort()

    site.answers["/a"] = reset
    async with client() as http:
        assert fault(await http.get(site.url("/a"))) is Fault.PROTOCOL


async def test_a_slow_drip_ends_at_the_timeout(site: Site) -> None:
    async def drip(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while not writer.is_closing():
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.01)

    site.answers["/a"] = drip
    async with client(timeout=timedelta(seconds=0.2)) as http:
        seen = await http.get(site.url("/a"))
    assert fault(seen) is Fault.TIMEOUT
    assert isinstance(seen, Unreachable)
    assert "0.2 seconds" in seen.why


async def test_the_timeout_is_for_all_redirects_together(site: Site) -> None:
    async def endless(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.05)
        writer.write(response(status=302, Location=f"/{len(site.asked)}"))

    site.answers |= {f"/{n}": endless for n in range(11)}
    async with client(timeout=timedelta(seconds=0.12)) as http:
        assert fault(await http.get(site.url("/0"))) is Fault.TIMEOUT


async def test_stopping_is_not_mistaken_for_weather(site: Site) -> None:
    async def silent(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        await reader.read()

    site.answers["/a"] = silent
    async with client() as http:
        look = asyncio.create_task(http.get(site.url("/a")))
        await site.arrived.wait()
        look.cancel()
        with pytest.raises(asyncio.CancelledError):
            await look


async def test_a_name_that_does_not_exist_is_a_fault() -> None:
    async with client(guard=Guard()) as http:
        seen = await http.get("https://nowhere.invalid/a")
    assert fault(seen) is Fault.DNS
    assert isinstance(seen, Unreachable)
    assert "nowhere.invalid" in seen.why


async def test_a_closed_port_is_a_fault() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        async with client() as http:
            seen = await http.get(f"http://127.0.0.1:{taken.getsockname()[1]}/a")
    assert fault(seen) is Fault.CONNECT
    assert isinstance(seen, Unreachable)
    assert "refused" in seen.why


async def test_plain_http_where_tls_is_expected_is_a_fault() -> None:
    async def plain(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(response(b"you speak TLS to me", status=400))
        writer.close()

    async with await asyncio.start_server(plain, "127.0.0.1", 0) as server, client() as http:
        seen = await http.get(f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/a")
    assert fault(seen) is Fault.TLS


async def test_a_certificate_that_nobody_vouches_for_is_a_fault() -> None:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(Path(__file__).with_name("localhost.pem"))
    async with open_site(tls) as site, client() as http:
        seen = await http.get(site.url("/a", "localhost"))
    assert fault(seen) is Fault.TLS
    assert isinstance(seen, Unreachable)
    assert "self-signed" in seen.why


@settings(max_examples=25)
@given(
    st.lists(
        st.binary(max_size=200)
        | st.tuples(
            st.sampled_from([b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 302 Found\r\nLocation: ", b"HTTP/1.1 304 x\r\n"]),
            st.binary(max_size=60),
            st.sampled_from([b"\r\n\r\n", b"\r\nContent-Encoding: gzip\r\n\r\n", b""]),
            st.binary(max_size=60),
        ).map(b"".join),
        max_size=20,
    )
)
def test_no_answer_whatever_makes_a_look_raise(answers: list[bytes]) -> None:
    async def looked() -> list[Seen]:
        async with open_site() as site, client() as http:
            site.answers |= {f"/{n}": answer for n, answer in enumerate(answers)}
            return [await http.get(site.url(f"/{n}")) for n in range(len(answers))]

    for seen in asyncio.run(looked()):
        assert isinstance(seen, Page) or fault(seen)
