"""One GET against a real loopback server: what comes back of a page, a redirect, a robots.txt."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from fetch_site import NOW, Names, Site, client, fault, open_site, response

from watcher.fetch import Guard
from watcher.model import Fault, Page, Unmodified, Unreachable, Validators, Watch, WatchId
from watcher.urls import identity

PAGE = "<p>Die Brücke ist wieder offen.</p>".encode() * 40


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with open_site() as opened:
        yield opened


def watch(url: str, **validators: str) -> Watch:
    return Watch(
        id=WatchId(1),
        url=url,
        key=identity(url),
        site="x",
        added_at=NOW,
        due_at=NOW,
        validators=Validators(**validators),
    )


async def test_a_page_comes_with_everything_it_said(site: Site) -> None:
    url = site.says("/a", PAGE, Content_Type="text/html; charset=GBK", ETag='W/"7"', Last_Modified="Sun, 01 Mar 2026")
    async with client() as http:
        assert await http.fetch(watch(url)) == Page(
            url=url,
            status=200,
            body=PAGE,
            content_type="text/html; charset=GBK",
            fetched_at=NOW,
            validators=Validators(etag='W/"7"', last_modified="Sun, 01 Mar 2026"),
        )


async def test_every_answer_is_counted_and_links_to_a_hub_come_with_it(site: Site) -> None:
    first = site.says("/a", PAGE, status=302, Location="/b")
    site.says("/b", PAGE, Link='<https://hub.example/>; rel="hub"')
    async with client() as http:
        seen = await http.get(first)
        await http.get(site.url("/gone"))
        await http.get("http://192.0.2.1/")
        counted = dict(http.answers)
    assert isinstance(seen, Page)
    assert seen.links == (("hub", "https://hub.example/"),)
    assert counted == {"3xx": 1, "2xx": 1, "4xx": 1, "address": 1}


async def test_we_say_who_we_are_and_what_we_read(site: Site) -> None:
    async with client() as http:
        await http.get(site.says("/a", PAGE))
    asked = site.asked[0].headers
    assert asked["user-agent"] == "watcher/1.0 (+https://example.org/about)"
    assert asked["accept-encoding"] == "gzip, deflate, br, zstd"
    assert "text/html" in asked["accept"]
    assert "application/json" in asked["accept"]
    assert not {"accept-language", "cookie", "if-none-match", "authorization"} & asked.keys()


@pytest.mark.parametrize("status", [404, 410, 403, 429, 500, 503])
async def test_an_error_status_is_a_page_with_that_status(site: Site, status: int) -> None:
    async with client() as http:
        seen = await http.get(site.says("/a", b"sorry", status=status))
    assert isinstance(seen, Page)
    assert (seen.status, seen.body) == (status, b"sorry")


@pytest.mark.parametrize("body", [b"no gzip", b"x" * 2_000_000])
async def test_an_error_counts_though_its_page_cannot_be_read(site: Site, body: bytes) -> None:
    async with client() as http:
        seen = await http.get(site.says("/a", body, status=429, Content_Encoding="gzip", Retry_After="60"))
    assert isinstance(seen, Page)
    assert (seen.status, seen.body, seen.retry_after) == (429, b"", timedelta(minutes=1))


async def test_an_empty_body_is_a_page(site: Site) -> None:
    async with client() as http:
        seen = await http.get(site.says("/a", b"", Content_Encoding="gzip"))
    assert isinstance(seen, Page)
    assert seen.body == b""
    assert seen.content_type is None


async def test_a_304_says_that_nothing_changed(site: Site) -> None:
    url = site.says("/a", status=304)
    async with client() as http:
        seen = await http.fetch(watch(url, etag='"7"', last_modified="Sun, 01 Mar 2026"))
    assert seen == Unmodified(url=url, fetched_at=NOW)
    assert site.asked[0].headers["if-none-match"] == '"7"'
    assert site.asked[0].headers["if-modified-since"] == "Sun, 01 Mar 2026"


async def test_a_304_that_nobody_asked_for_is_a_broken_answer(site: Site) -> None:
    async with client() as http:
        assert fault(await http.fetch(watch(site.says("/a", status=304)))) is Fault.PROTOCOL


async def test_validators_follow_to_another_address_of_the_same_article(site: Site) -> None:
    site.says("/a/", status=304)
    async with client() as http:
        seen = await http.fetch(watch(site.says("/a", status=301, Location="/a/"), etag='"7"'))
    assert isinstance(seen, Unmodified)


async def test_validators_are_not_repeated_to_another_article(site: Site) -> None:
    site.says("/b", PAGE, ETag='"8"')
    async with client() as http:
        seen = await http.fetch(watch(site.says("/a", status=302, Location="/b"), last_modified="Sun, 01 Mar 2026"))
    assert isinstance(seen, Page)
    assert "if-modified-since" not in site.asked[1].headers
    assert seen.validators == Validators()


async def test_redirects_are_followed_and_recorded(site: Site) -> None:
    site.says("/b", status=307, Location="/c d#comments")
    site.says("/c%20d", PAGE)
    async with client() as http:
        seen = await http.get(site.says("/a", status=301, Location=site.url("/b")))
    assert isinstance(seen, Page)
    assert seen.url == site.url("/c%20d")
    assert seen.redirects == ((301, site.url("/b")), (307, site.url("/c%20d")))


async def test_a_redirect_may_hold_letters_in_any_encoding(site: Site) -> None:
    site.answers |= {"/b%C3%A9": response(PAGE), "/b%E9": response(PAGE)}
    async with client() as http:
        for path, location in (("/utf", "/bé"), ("/latin", "/b\udce9")):
            seen = await http.get(site.says(path, status=302, Location=location))
            assert isinstance(seen, Page)
            assert seen.status == 200


async def test_a_redirect_without_a_target_is_a_page(site: Site) -> None:
    async with client() as http:
        seen = await http.get(site.says("/a", b"moved", status=301))
    assert isinstance(seen, Page)
    assert seen.status == 301


@pytest.mark.parametrize("target", ["/a", "/b"])
async def test_a_redirect_loop_is_named(site: Site, target: str) -> None:
    site.says("/b", status=302, Location="/a")
    async with client() as http:
        seen = await http.get(site.says("/a", status=302, Location=target))
    assert fault(seen) is Fault.REDIRECTS
    assert isinstance(seen, Unreachable)
    assert seen.redirects
    assert len(site.asked) <= 2


async def test_more_than_ten_redirects_are_too_many(site: Site) -> None:
    for n in range(20):
        site.says(f"/{n}", status=302, Location=f"/{n + 1}")
    async with client() as http:
        assert fault(await http.get(site.url("/0"))) is Fault.REDIRECTS
    assert len(site.asked) == 11


async def test_a_site_that_redirects_until_its_cookie_comes_back_is_read(site: Site) -> None:
    async def door(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen = "seen=1" in site.asked[-1].headers.get("cookie", "")
        writer.write(response(PAGE) if seen else response(status=302, Location="/a", Set_Cookie="seen=1; Path=/"))

    site.answers["/a"] = door
    async with client() as http:
        first, second = await http.get(site.url("/a")), await http.get(site.url("/a"))
    assert isinstance(first, Page)
    assert isinstance(second, Page)
    assert [asked.headers.get("cookie") for asked in site.asked] == [None, "seen=1", "seen=1"]


async def test_cookies_of_pages_are_not_kept_as_they_count_what_was_read(site: Site) -> None:
    url = site.says("/a", PAGE, Set_Cookie="articles_left=2; Path=/")
    async with client() as http:
        await http.get(url)
        await http.get(url)
    assert [asked.headers.get("cookie") for asked in site.asked] == [None, None]


async def test_too_many_cookies_are_not_kept(site: Site) -> None:
    async def door(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if "cookie" in site.asked[-1].headers:
            writer.write(response(PAGE))
        else:
            flood = "".join(f"Set-Cookie: c{n}=1; Path=/\r\n" for n in range(60))
            writer.write(f"HTTP/1.1 302 So\r\nContent-Length: 0\r\nLocation: /a\r\n{flood}\r\n".encode())

    site.answers["/a"] = door
    async with client() as http:
        for _ in range(2):
            assert isinstance(await http.get(site.url("/a")), Page)
    assert ["cookie" in asked.headers for asked in site.asked] == [False, True, False, True]


SUBSCRIBED = {"127.0.0.1": {"Cookie": "subscriber=anna", "X-Pass": "7"}}


async def test_a_site_s_own_header_fields_are_sent_to_it_and_to_no_other(site: Site) -> None:
    site.says("/a", status=302, Location=f"http://localhost:{site.port}/b")
    site.says("/b", PAGE)
    async with client(headers=SUBSCRIBED) as http:
        assert isinstance(await http.get(site.url("/a")), Page)
    assert [(a.headers.get("cookie"), a.headers.get("x-pass")) for a in site.asked] == [
        ("subscriber=anna", "7"), (None, None)
    ]  # fmt: skip


async def test_hosts_below_a_site_are_sent_its_fields_and_look_alikes_are_not(site: Site) -> None:
    site.says("/a", PAGE)
    names = Names(news=["127.0.0.1"], www=["127.0.0.1"], fakenews=["127.0.0.1"])
    async with client(headers={"news.example": {"X-Pass": "7"}}, resolver=names) as http:
        for name in ("news.example", "www.news.example", "fakenews.example"):
            await http.get(site.url("/a", name))
    assert [asked.headers.get("x-pass") for asked in site.asked] == ["7", "7", None]


async def test_a_site_s_fields_are_no_business_of_robots_txt(site: Site) -> None:
    site.says("/robots.txt", b"User-agent: *")
    async with client(headers=SUBSCRIBED, robots=True) as http:
        await http.get(site.says("/a", PAGE))
    assert [(a.path, "x-pass" in a.headers) for a in site.asked] == [("/robots.txt", False), ("/a", True)]


async def test_a_cookie_of_a_redirect_is_sent_beside_the_site_s_own(site: Site) -> None:
    async def door(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen = "seen=1" in site.asked[-1].headers.get("cookie", "")
        writer.write(response(PAGE) if seen else response(status=302, Location="/a", Set_Cookie="seen=1; Path=/"))

    site.answers["/a"] = door
    async with client(headers=SUBSCRIBED) as http:
        await http.get(site.url("/a"))
    assert site.asked[-1].headers["cookie"] == "subscriber=anna; seen=1"


async def test_everything_goes_through_a_proxy_by_name(site: Site) -> None:
    site.answers["http://news.example/a"] = response(PAGE)
    async with client(proxy=site.url("/"), guard=Guard()) as http:
        page = await http.get("http://news.example/a")
    assert isinstance(page, Page)
    assert (page.url, page.body) == ("http://news.example/a", PAGE)
    assert site.paths() == ["http://news.example/a"]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "10.0.0.7"])
async def test_a_proxy_is_no_way_round_the_guard(host: str, site: Site) -> None:
    async with client(proxy=site.url("/"), guard=Guard()) as http:
        assert fault(await http.get(f"http://{host}/a")) is Fault.ADDRESS
    assert site.asked == []


async def test_a_proxy_that_is_away_or_refuses_is_named() -> None:
    async with open_site() as site:
        gone = site.url("/")
    async with client(proxy=gone, guard=Guard()) as http:
        away = await http.get("http://news.example/a")
    assert isinstance(away, Unreachable)
    assert (away.fault, away.why.partition(":")[0]) == (Fault.CONNECT, "no connection to the proxy")
    async with open_site() as site, client(proxy=site.url("/"), guard=Guard()) as http:
        site.answers["news.example:443"] = response(status=407)
        refused = await http.get("https://news.example/a")
    assert isinstance(refused, Unreachable)
    assert (refused.fault, refused.why) == (
        Fault.CONNECT, "the proxy answers 407 instead of leading to news.example"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("120", timedelta(seconds=120)),
        ("Wed, 04 Mar 2026 06:06:07 GMT", timedelta(hours=1)),
        ("Wed, 04 Mar 2026 01:00:00 GMT", timedelta(0)),
        ("9" * 40, timedelta(days=30)),
        ("soon", None),
        ("-5", None),
        ("Wed, 99 Mar 2026 06:06:07 GMT", None),
        ("Fri, 31 Dec 9999 23:59:59 -9959", None),
        ("Fri, 31 Dec 9999 23:59:59 GMT", timedelta(days=30)),
    ],
)
async def test_a_server_may_ask_us_to_wait(site: Site, value: str, wait: timedelta | None) -> None:
    async with client() as http:
        seen = await http.get(site.says("/a", status=503, Retry_After=value))
    assert isinstance(seen, Page)
    assert seen.retry_after == wait


@pytest.mark.parametrize("etag", ['"' + "a" * 2000 + '"', '"\udce9"', '"é"', '"a\tb"'])
async def test_a_validator_that_could_not_be_sent_back_is_dropped(site: Site, etag: str) -> None:
    url = site.says("/a", PAGE, ETag=etag, Content_Type="text/html; é\udce9" + "x" * 2000)
    async with client() as http:
        seen = await http.get(url)
    assert isinstance(seen, Page)
    assert seen.validators == Validators()
    assert seen.content_type is not None
    assert seen.content_type.isascii()
    assert len(seen.content_type) <= 1024


async def test_a_connection_is_used_again(site: Site) -> None:
    url = site.says("/a", PAGE)
    async with client() as http:
        for _ in range(3):
            await http.get(url)
    assert site.connections == 1


async def test_no_more_looks_are_under_way_than_configured(site: Site) -> None:
    under_way: list[int] = [0, 0]
    both = asyncio.Event()

    async def crowd(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        under_way[0] += 1
        under_way[1] = max(under_way)
        if under_way[0] == 2:
            both.set()
        await both.wait()
        under_way[0] -= 1
        writer.write(response(PAGE))

    site.answers |= {f"/{n}": crowd for n in range(6)}
    async with client(concurrency=2) as http:
        seen = await asyncio.gather(*(http.get(site.url(f"/{n}")) for n in range(6)))
    assert all(isinstance(page, Page) for page in seen)
    assert under_way[1] == 2


async def test_what_robots_txt_forbids_is_not_asked_for(site: Site) -> None:
    site.says("/robots.txt", b"User-agent: *\nDisallow: /private\nCrawl-delay: 3\n")
    site.says("/a", status=302, Location="/private/b")
    async with client(robots=True) as http:
        seen = await http.get(site.url("/private/a"))
        redirected = await http.get(site.url("/a"))
        delay = http.crawl_delay(site.url("/a"))
    assert fault(seen) is Fault.ROBOTS
    assert fault(redirected) is Fault.ROBOTS
    assert isinstance(redirected, Unreachable)
    assert redirected.redirects == ((302, site.url("/private/b")),)
    assert site.paths() == ["/robots.txt", "/a"]
    assert delay == timedelta(seconds=3)


async def test_robots_txt_is_not_asked_for_where_the_operator_says_so(site: Site) -> None:
    site.says("/robots.txt", b"User-agent: *\nDisallow: /\n")
    async with client(robots=False) as http:
        await http.get(site.says("/a", PAGE))
        assert http.crawl_delay(site.url("/a")) is None
    assert site.paths() == ["/a"]


async def test_robots_txt_is_asked_for_once_by_many(site: Site) -> None:
    site.says("/robots.txt", b"User-agent: *\nDisallow: /x\n")
    async with client(robots=True) as http:
        await asyncio.gather(*(http.get(site.url(f"/{n}")) for n in range(5)))
    assert site.paths().count("/robots.txt") == 1


async def test_a_long_robots_txt_is_read_as_far_as_it_must_be(site: Site) -> None:
    site.says("/robots.txt", b"User-agent: *\nDisallow: /private\n" + b"# padding\n" * 100_000)
    async with client(robots=True) as http:
        assert fault(await http.get(site.url("/private"))) is Fault.ROBOTS
        assert isinstance(await http.get(site.url("/a")), Page)


async def test_a_robots_txt_that_never_ends_leaves_time_to_say_so(site: Site) -> None:
    async def silent(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        await reader.read()

    site.answers["/robots.txt"] = silent
    async with client(robots=True, timeout=timedelta(seconds=0.3)) as http:
        seen = [await http.get(site.url("/a")) for _ in range(2)]
    assert [fault(one) for one in seen] == [Fault.TIMEOUT, Fault.TIMEOUT]
    assert site.paths() == ["/robots.txt"]


async def test_the_fault_of_a_host_is_not_blamed_on_its_robots_txt() -> None:
    async with client(robots=True, guard=Guard()) as http:
        assert fault(await http.get("https://nowhere.invalid/a")) is Fault.DNS
