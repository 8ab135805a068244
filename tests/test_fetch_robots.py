"""What a site's robots.txt asks of us, with the answers of its server given."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from watcher.fetch.robots import Robots
from watcher.model import Fault, Page, Seen, Unmodified, Unreachable

START = datetime(2026, 3, 4, tzinfo=UTC)
AGENT = "Mozilla/5.0 (compatible; Watcher/1.0; +https://example.org/about)"
SITE = "https://news.example"


class Web:
    """Answers every URL with what `says` holds, and counts; `now` is its clock."""

    def __init__(self, says: str | int | Fault, user_agent: str = AGENT) -> None:
        self.says = says
        self.now = START
        self.asked: list[str] = []
        self.robots = Robots(self.get, user_agent=user_agent, now=lambda: self.now)

    async def get(self, url: str) -> Seen:
        self.asked.append(url)
        await asyncio.sleep(0)
        match self.says:
            case Fault():
                return Unreachable(url=url, fault=self.says, why=f"{self.says} broke", fetched_at=self.now)
            case 304:
                return Unmodified(url=url, fetched_at=self.now)
            case int():
                return Page(url=url, status=self.says, body=b"", content_type=None, fetched_at=self.now)
            case str():
                body = self.says.encode()
                return Page(url=url, status=200, body=body, content_type="text/plain", fetched_at=self.now)

    async def refuses(self, path: str = "/a") -> Fault | None:
        refusal = await self.robots.refuses(SITE + path)
        return refusal.fault if refusal else None


@pytest.mark.parametrize(
    ("text", "allowed", "refused"),
    [
        ("", "/a /b?c", ""),
        ("User-agent: *\nDisallow:", "/a", ""),
        ("User-agent: *\nDisallow: /", "/robots.txt", "/ /a"),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/ /b /a/b/c", "/a /a/c"),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x /a", "/a.pdf"),
        ("User-agent: *\nDisallow: /zh/\u4e2d", "/zh/", "/zh/%E4%B8%AD%E6%96%87"),
        ("User-agent: other\nDisallow: /", "/a", ""),
        ("User-agent: watch\nDisallow: /", "/a", ""),
        ("User-agent: mozilla\nUser-agent: compatible\nUser-agent: example\nUser-agent: about\nDisallow: /", "/a", ""),
        ("User-agent: watcher\nDisallow: /a\n\nUser-agent: *\nDisallow: /", "/b", "/a"),
        ("User-agent: WATCHER/2.0\nDisallow: /a", "/b", "/a"),
        ("User-agent: watcher*\nDisallow: /a", "/b", "/a"),
        ("user agent: watcher\nDisallow: /a", "/b", "/a"),
        ("\ufeffUser-agent: *\r\nDisallow: /a\r\n", "/b", "/a"),
        ("User-agent: other\nUser-agent: watcher\nUser-agent: third\nDisallow: /a", "/b", "/a"),
        ("User-agent: watcher\nSitemap: https://x/s.xml\nUser-agent: other\n\n# both\nDisallow: /a", "/b", "/a"),
        ("User-agent: *\nDisallow: /a\nUser-agent: other\nDisallow: /b", "/b", "/a"),
        ("User-agent: other\nDisallow: /b\nUser-agent: *\nDisallow: /a # not b", "/b", "/a"),
        ("User-agent:\nDisallow: /a", "/a", ""),
        ("Disallow: /a", "/a", ""),
        ("<html><body>Not a robots.txt</body></html>", "/a", ""),
        ("\x00\x01\udc00".encode("utf-8", "replace").decode(), "/a", ""),
    ],
)
async def test_rules_are_read_as_rfc_9309_says(text: str, allowed: str, refused: str) -> None:
    web = Web(text)
    assert {path: await web.refuses(path) for path in allowed.split()} == dict.fromkeys(allowed.split())
    assert {path: await web.refuses(path) for path in refused.split()} == dict.fromkeys(refused.split(), Fault.ROBOTS)


@pytest.mark.parametrize("status", [404, 410, 401, 403, 429, 301])
async def test_without_a_robots_txt_everything_is_allowed(status: int) -> None:
    assert await Web(status).refuses() is None


async def test_a_robots_txt_behind_a_redirect_loop_counts_as_none() -> None:
    assert await Web(Fault.REDIRECTS).refuses() is None


@pytest.mark.parametrize("says", [500, 503, 304, Fault.PROTOCOL, Fault.ENCODING])
async def test_a_robots_txt_that_cannot_be_read_forbids_for_a_while(says: int | Fault) -> None:
    web = Web(says)
    assert await web.refuses() is Fault.ROBOTS
    web.says = "User-agent: *\nDisallow: /b"
    web.now += timedelta(minutes=4)
    assert await web.refuses() is Fault.ROBOTS
    web.now += timedelta(minutes=2)
    assert await web.refuses() is None
    assert len(web.asked) == 2


@pytest.mark.parametrize("fault", [Fault.DNS, Fault.TLS, Fault.CONNECT, Fault.TIMEOUT, Fault.ADDRESS])
async def test_a_host_that_cannot_be_reached_keeps_its_own_fault(fault: Fault) -> None:
    assert await Web(fault).refuses() is fault


async def test_it_does_not_forbid_for_ever() -> None:
    web = Web(503)
    for _ in range(30):
        assert await web.refuses() is Fault.ROBOTS
        web.now += timedelta(days=1)
    assert await web.refuses() is None
    web.says = "User-agent: *\nDisallow: /"
    web.now += timedelta(hours=1)
    assert await web.refuses() is Fault.ROBOTS


async def test_what_was_read_counts_while_the_server_is_ill() -> None:
    web = Web("User-agent: *\nDisallow: /b")
    assert await web.refuses("/b") is Fault.ROBOTS
    web.says = 503
    for _ in range(3):
        web.now += timedelta(days=1)
        assert (await web.refuses("/a"), await web.refuses("/b")) == (None, Fault.ROBOTS)


async def test_it_is_read_once_a_day_for_each_origin() -> None:
    web = Web("")
    for _ in range(3):
        await web.refuses()
        web.now += timedelta(hours=7)
    await web.robots.refuses("http://NEWS.example/a")
    await web.robots.refuses("https://news.example:8443/a?b")
    assert web.asked == [f"{SITE}/robots.txt", "http://news.example/robots.txt", "https://news.example:8443/robots.txt"]
    web.now += timedelta(hours=7)
    await web.refuses()
    assert len(web.asked) == 4


async def test_many_at_once_ask_once() -> None:
    web = Web("User-agent: *\nDisallow: /")
    assert await asyncio.gather(*(web.refuses() for _ in range(20))) == [Fault.ROBOTS] * 20
    assert len(web.asked) == 1


async def test_one_that_gives_up_does_not_spoil_it_for_the_others() -> None:
    web = Web("User-agent: *\nDisallow: /")
    first, second = asyncio.create_task(web.refuses()), asyncio.create_task(web.refuses())
    await asyncio.sleep(0)
    first.cancel()
    assert await second is Fault.ROBOTS


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        ("User-agent: *\nCrawl-delay: 2.5", timedelta(seconds=2.5)),
        ("User-agent: watcher\nCrawl-delay: 7\n\nUser-agent: *\nCrawl-delay: 2", timedelta(seconds=7)),
        ("User-agent: *\nCrawl-delay: 1e99", timedelta(hours=1)),
        ("User-agent: *\nCrawl-delay: inf", None),
        ("User-agent: *\nCrawl-delay: -1", None),
        ("User-agent: *\nDisallow:", None),
    ],
)
async def test_the_pause_a_site_asks_for_is_known_once_it_was_read(text: str, delay: timedelta | None) -> None:
    web = Web(text)
    assert web.robots.crawl_delay(f"{SITE}/a") is None
    await web.refuses()
    assert web.robots.crawl_delay(f"{SITE}/a") == delay


async def test_a_host_that_says_nothing_asks_for_no_pause() -> None:
    web = Web(404)
    await web.refuses()
    assert web.robots.crawl_delay(f"{SITE}/a") is None


async def test_a_thousand_names_over_thousands_of_rules_are_read_as_few() -> None:
    names = "".join(f"User-agent: bot{n}\n" for n in range(5000))
    rules = "".join(f"Disallow: /{n}\n" for n in range(20_000))
    web = Web(f"{names}User-agent: *\n{rules}")
    assert await web.refuses("/19999") is Fault.ROBOTS
    assert await web.refuses("/a") is None


async def test_only_so_many_origins_are_remembered() -> None:
    web = Web(404)
    for n in range(1001):
        await web.robots.refuses(f"https://{n}.example/")
    await web.robots.refuses("https://1000.example/")
    assert len(web.asked) == 1001
    await web.robots.refuses("https://0.example/")
    assert len(web.asked) == 1002
