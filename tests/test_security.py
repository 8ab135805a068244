"""The bypasses that befell others, tried on every door: addresses that lead home, texts that are taken for more than
text, files that are more than they seem. What is promised stands in docs/security.md."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import tracemalloc
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

import gazette
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from bs4 import BeautifulSoup
from cli_place import Place
from fetch_site import NOW, Names, client, open_site, response
from letter_builders import bundled, letter, number_edited
from lxml import etree
from store_builders import added, new, opened, page

from watcher import discover
from watcher.cli.asked import Asked
from watcher.cli.logs import Form, logged
from watcher.fetch import Guard, Http
from watcher.importing.forms import contents_of
from watcher.model import Fault, Page, Request, SourceSetting, Unreachable, Voice
from watcher.model.destination import destination
from watcher.notify.hook import HookChannel
from watcher.notify.message import trial
from watcher.notify.templates import load
from watcher.settings import Web
from watcher.store import Store
from watcher.store.archive import compressed
from watcher.web.access import Doorkeeper
from watcher.web.app import application
from watcher.web.pages import pages

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
OUTSIDE = Guard((ip_network("127.0.0.1/32"),))  # where the site of the tests stands; INSIDE is what nobody may reach
INSIDE = "127.0.0.2"

# INSIDE, as it can be written: in other bases and parts, inside IPv6, in letters that become digits, behind what one
# parser takes for the host and another one does not.
DISGUISES = (
    "127.0.0.2", "127.2", "127.0.2", "2130706434", "0x7f000002", "0x7f.2", "0177.0.0.2", "017700000002", "127.0.0.2.",
    "127.000.000.002", "[::ffff:127.0.0.2]", "[::ffff:7f00:2]", "[::127.0.0.2]", "[64:ff9b::7f00:2]", "[2002:7f00:2::]",
    "[2001:0:7f00:2::]", "[0:0:0:0:0:ffff:7f00:2]", "①②⑦.⓪.⓪.②", "１２７.０.０.２", "127。0。0。2", "127｡0｡0｡2",
    "127.0.0.2%00.example", "%31%32%37.0.0.2", "a.example@127.0.0.2", "127.0.0.2\\@a.example", "a.example\\@127.0.0.2",
    "a.example#@127.0.0.2", "127.0.0.2:80@127.0.0.2", "inside.example", "INSIDE.example", "inside.example.",
    "ins\u00adide.example", "in\tside.example",
)  # fmt: skip
# What no name and no allowed network leads to, wherever it is met.
ELSEWHERE = (
    "0.0.0.0", "0", "[::]", "[::1]", "10.0.0.1", "100.64.0.1", "169.254.169.254", "[fe80::1]", "[fd00:ec2::254]",
    "168.63.129.16", "192.168.0.1", "172.31.255.255", "198.18.0.1", "224.0.0.1", "255.255.255.255", "[ff02::1]", "localhost",
)  # fmt: skip
NAMES = Names(inside=[INSIDE], INSIDE=[INSIDE], a=["127.0.0.1"])


@dataclass
class Inside:
    """A server that nobody may reach, and how often it was reached."""

    port: int = 0
    reached: int = 0


@pytest.fixture
async def inside() -> AsyncIterator[Inside]:
    found = Inside()

    async def reached(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        found.reached += 1
        writer.write(response(b"<rss><channel><item><link>https://a.example/secret</link></item></channel></rss>"))
        writer.close()

    server = await asyncio.start_server(reached, INSIDE, 0)
    found.port = server.sockets[0].getsockname()[1]
    async with server:
        yield found


Door = Callable[[str, Http], Awaitable[object]]


async def looked(url: str, http: Http) -> object:
    return await http.get(url)


async def shown(url: str, http: Http) -> object:
    """As a part of a page in the browser."""
    return await http.part(url)


async def asked(url: str, http: Http) -> object:
    """As an archive, or a hub."""
    return await http.ask(Request(method="POST", url=url, body=b"x"))


async def hooked(url: str, http: Http) -> object:
    scheme, _, rest = url.partition("://")
    to = destination(f"hook+{scheme}://{rest}#{SECRET}")
    delivery = await HookChannel(http.ask, lambda: NOW).send(to, trial("desk", "en"))
    assert not delivery.sent
    return delivery


async def redirected(url: str, http: Http) -> object:
    async with open_site() as site:
        site.answers["/"] = response(status=302, Location=url.encode("utf-8", "surrogatepass").decode("latin-1"))
        return await http.get(site.url())


async def robots_redirected(url: str, http: Http) -> object:
    async with open_site() as site:
        site.answers["/robots.txt"] = response(
            status=301, Location=url.encode("utf-8", "surrogatepass").decode("latin-1")
        )
        async with client(guard=OUTSIDE, robots=True, resolver=NAMES) as polite:
            return await polite.get(site.url())


DOORS: tuple[Door, ...] = (looked, shown, asked, hooked, redirected, robots_redirected)


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
@pytest.mark.parametrize("name", DISGUISES)
async def test_no_spelling_of_an_address_leads_inside(inside: Inside, door: Door, name: str) -> None:
    async with client(guard=OUTSIDE, resolver=NAMES) as http:
        for scheme in ("http", "https"):
            await door(f"{scheme}://{name}:{inside.port}/feed", http)
    assert inside.reached == 0


@pytest.mark.parametrize("door", [looked, shown, asked], ids=lambda door: door.__name__)
@pytest.mark.parametrize("name", ELSEWHERE)
async def test_what_is_nobody_s_website_is_refused_before_anything_is_sent(door: Door, name: str) -> None:
    async with client(guard=Guard()) as http:
        seen = await door(f"http://{name}/", http)
    assert isinstance(seen, Unreachable)
    assert seen.fault is Fault.ADDRESS


async def test_what_is_nobody_s_is_reached_where_it_is_admitted(inside: Inside) -> None:
    async with client(guard=Guard((ip_network("127.0.0.0/8"),)), resolver=NAMES) as http:
        assert isinstance(await http.get(f"http://inside.example:{inside.port}/"), Page)
    assert inside.reached == 1


async def test_a_source_that_leads_inside_is_read_no_further(inside: Inside, tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        async with open_site() as site, client(guard=OUTSIDE) as http:
            there = f"http://{INSIDE}:{inside.port}/feed"
            site.says("/map.xml", f"<sitemapindex><sitemap><loc>{there}</loc></sitemap></sitemapindex>".encode())
            site.says(
                "/page", f'<html><link rel="alternate" type="application/rss+xml" href="{there}"></html>'.encode()
            )
            desk = discover.Desk(register=store.sources, get=http.get, now=lambda: NOW, deadline=timedelta(seconds=20))
            for path in ("/map.xml", "/page"):
                source, _ = store.sources.add(SourceSetting(url=site.url(path)), NOW)
                for _ in range(3):
                    await discover.discovered(source, desk)
                    source = store.sources.by_id(source.id) or source
        assert store.watches.listed() == []
    assert inside.reached == 0


async def test_proxies_of_the_environment_are_asked_for_nothing(
    inside: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://{INSIDE}:{inside.port}")
    monkeypatch.delenv("NO_PROXY", raising=False)
    async with open_site() as site, client(guard=OUTSIDE) as http:
        site.says("/", b"<h1>x</h1>")
        assert isinstance(await http.get(site.url()), Page)
    assert inside.reached == 0


FOREIGN = (
    "file:///etc/passwd", " file:///etc/passwd", "FILE:///etc/passwd", "source:file:///etc/passwd", "view-source:http://a.example/",
    "javascript:alert(1)", "data:text/html,x", "gopher://a.example:70/x", "ftp://a.example/x", "jar:http://a.example!/x",
    "netdoc:///etc/passwd", "//a.example/x", "http:///etc/passwd", "http://a.example/\\..\\x", "http://user:pw@a.example/",
)  # fmt: skip


@pytest.mark.parametrize("address", FOREIGN)
def test_only_web_addresses_are_taken_in_and_no_file_is_read_as_one(tmp_path: Path, address: str) -> None:
    place = Place(tmp_path)
    place.store().close()
    for words in (["add", address], ["source", "add", address], ["import", place.file("list.txt", f"{address}\n")]):
        ran = place.run(*words)
        assert ran.code in (1, 2), (words, ran)
        assert "root:" not in ran.out + ran.err
    place.config.write_text(f"{place.config.read_text('utf-8')}\n[[source]]\nurl = '{address}'\n", encoding="utf-8")
    assert place.run("list").code == 2
    with place.store() as store:
        assert store.watches.listed() == []
        assert store.sources.listed() == []


# Texts that are taken for more


EVALUATED = (
    "{{ 7 * 191 }} {% print(7 * 191) %} ${7*191} #{7*191} <%= 7*191 %> {{ cycler.__init__.__globals__ }} [red]x[/red]"
)
OWN = "{% block subject %}{{ articles[0].headline }}{% endblock %}{% block text %}{{ articles[0].headline }}{% endblock %}"


def test_what_an_article_says_is_never_a_template(tmp_path: Path) -> None:
    template = tmp_path / "own.j2"
    template.write_text(OWN, encoding="utf-8")
    for voice in (Voice(), Voice(template=template)):
        said = bundled(letter(number_edited(), title=EVALUATED), voice=voice)
        for form in (said.subject, said.text, said.markdown, said.html, said.chat):
            assert "1337" not in form
            assert "function" not in form
        assert "{{ 7 * 191 }}" in said.text
    assert load(template)


async def _edited(store: Store) -> None:
    title = f"{EVALUATED}\x1b]0;x\x07\u202e"
    told = await gazette.story(store, gazette.written("a.example", "en", title, EVALUATED))
    await told.edit(gazette.EVENING, replace(told.article, title=f"{title} 2"))


def test_what_an_article_says_is_no_markup_of_the_terminal(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.store() as store:
        asyncio.run(_edited(store))
    for words in ("show 1", "log", "log 1", "diff 1", "search cycler"):
        out = place.run(*words.split()).out
        assert "[red]x[/red]" in out, words
        assert not set("\x1b\x07\u202e") & set(out)
        assert "1337" not in out


Client = TestClient[web.Request, web.Application]


@asynccontextmanager
async def served(store: Store) -> AsyncIterator[Client]:
    now = lambda: gazette.EVENING  # noqa: E731
    app = application(pages(store, now), Doorkeeper.of(Web()))
    async with TestClient(TestServer(app, host="127.0.0.1")) as found:
        yield found


PATHS = (
    "/", "/?tag={bad}", "/?site={bad}", "/watch/1", "/watch/1/1", "/watch/1/2", "/watch/1/diff/1..2", "/watch/1/diff/1..2?side=1",
    "/watches", "/watches?tag={bad}", "/sites", "/sources", "/alerts", "/search?q={bad}", "/search?q=script", "/no/such/{bad}",
)  # fmt: skip


async def test_no_page_does_what_an_article_or_an_address_says(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        await gazette.hostile(store)
        async with served(store) as client_:
            for path in PATHS:
                answer = await client_.get(path.replace("{bad}", gazette.HOSTILE))
                found = BeautifulSoup(await answer.text(), "html.parser")
                assert "script-src 'self'" in answer.headers["Content-Security-Policy"] or answer.status >= 400
                assert all(str(one.get("src", "")).startswith("/static/") for one in found.select("script")), path
                assert not found.select("iframe, object, embed, base, style, img[onerror], svg script"), path
                for tag in found.find_all(True):
                    assert not [name for name in tag.attrs if name.startswith("on")], (path, tag)
                    for name in ("href", "src", "action", "xlink:href"):
                        assert (
                            not str(tag.get(name, "")).strip().lower().startswith(("javascript:", "data:", "vbscript:"))
                        )


async def test_no_feed_holds_markup_that_an_article_brought(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        await gazette.hostile(store)
        async with served(store) as client_:
            answer = await client_.get("/feed.atom")
            assert answer.status == 200
            tree = etree.fromstring(await answer.read())
    contents = ["".join(one.itertext()) for one in tree.iter("{*}content", "{*}summary")]
    assert contents
    for content in contents:
        found = BeautifulSoup(content, "html.parser")
        assert not found.select("script, img, svg, iframe")
        assert all(str(link.get("href", "")).startswith(("http://", "https://")) for link in found.select("a"))


# Header fields and log lines


@pytest.mark.parametrize("sign", ["\\r\\n", "\\n", "\\u0000"])
def test_no_setting_brings_a_header_field_of_its_own(tmp_path: Path, sign: str) -> None:
    for setting in (
        f'[fetch]\nuser_agent = "x{sign}X-Own: 1"',
        f'[[site]]\nhost = "a.example"\nheaders = {{ Cookie = "x{sign}X-Own: 1" }}',
        f'[[site]]\nhost = "a.example"\nheaders = {{ "X{sign}Own" = "1" }}',
        f'[web]\naddress = "https://a.example{sign}"',
    ):
        place = Place(tmp_path, setting)
        assert place.run("list").code == 2, setting


async def test_no_answer_brings_a_header_field_into_the_next_request() -> None:
    async with open_site() as site, client() as http:
        site.answers["/"] = response(
            b"<h1>x</h1>", ETag='"a\x00b"', Set_Cookie="a=b\x01c", Content_Type="text/html\x0bX: y"
        )
        seen = await http.get(site.url())
        if isinstance(seen, Page):
            await http.get(site.url(), seen.validators)
        assert all("x-own" not in each.headers and "\x00" not in str(each.headers) for each in site.asked)


@pytest.fixture
def logger() -> Iterator[logging.Logger]:
    yield logging.getLogger("watcher.test_security")
    logging.basicConfig(handlers=[], force=True)


FORGED = 'x\n2026-01-01T00:00:00Z INFO watch=9 outcome=changed\r\x1b[2J\u202e\u2028\u2029\x85\x9b31m"'


@pytest.mark.parametrize("form", [Form.TEXT, Form.JSON])
def test_nothing_that_is_logged_makes_a_line_of_its_own(
    logger: logging.Logger, capsys: pytest.CaptureFixture[str], form: Form
) -> None:
    logged(Asked(), logging.INFO, form=form)
    logger.info("host=%s outcome=failed", FORGED)
    [line] = capsys.readouterr().err.splitlines()
    assert not set(line) & set("\r\x1b\u202e\u2028\u2029\x85\x9b")


def test_a_traceback_keeps_its_lines_and_nothing_else_of_what_it_says(
    logger: logging.Logger, capsys: pytest.CaptureFixture[str]
) -> None:
    logged(Asked(), logging.INFO)
    try:
        raise ValueError("\x1b[2J\u202e")
    except ValueError:
        logger.exception("host=%s", FORGED)
    said = capsys.readouterr().err
    assert said.count("\n") > 3
    assert said.splitlines()[1].startswith("Traceback")
    assert not set(said) & set("\x1b\u202e\x9b")


# Files


ENTITIES = '<!DOCTYPE x [<!ENTITY a0 "aaaaaaaaaa">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)
)
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\nb0: &b0 [*a]\n" + "".join(
    f"b{n}: &b{n} [{','.join([f'*b{n - 1}'] * 9)}]\n" for n in range(1, 10)
)
BOMBS = (
    f'{ENTITIES}]><opml><body><outline text="&a11;" xmlUrl="https://a.example/&a11;"/></body></opml>',
    '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><opml><body><outline text="&f;" xmlUrl="https://a.example/&f;"/></body></opml>',
    '<!DOCTYPE x SYSTEM "http://127.0.0.2:9/x.dtd"><opml><body><outline xmlUrl="https://a.example/f"/></body></opml>',
    '<opml xmlns:xi="http://www.w3.org/2001/XInclude"><body><xi:include href="/etc/passwd" parse="text"/></body></opml>',
    BOMB,
    "- !!python/object/apply:os.system ['touch /tmp/watcher-was-here']\n  url: https://a.example/x\n",
)


@pytest.mark.parametrize("text", BOMBS)
def test_what_is_imported_unfolds_nothing_and_reads_no_other_file(text: str) -> None:
    found = contents_of(text.encode())
    assert "root:" not in repr(found)
    assert len(repr(found)) < 20_000
    assert not Path("/tmp/watcher-was-here").exists()


def test_a_list_that_is_imported_names_addresses_and_no_files(tmp_path: Path) -> None:
    place = Place(tmp_path)
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "a.txt").write_text("../../etc/passwd\n/etc/passwd\n", encoding="utf-8")
    ran = place.run("import", tmp_path / "lists")
    assert ran.code == 1
    assert "root:" not in ran.out + ran.err


@pytest.mark.parametrize(
    "name", ["../app.py", "..%2fapp.py", "%2e%2e/app.py", "....//app.py", "/etc/passwd", "x%00.js", "."]
)
async def test_no_path_leads_out_of_what_is_served(tmp_path: Path, name: str) -> None:
    with opened(tmp_path) as store:
        added(store)
        async with served(store) as client_:
            answer = await client_.get(f"/static/{name}")
            assert answer.status in (301, 302, 400, 404, 405)
            assert "import" not in await answer.text()


@pytest.mark.parametrize("name", ["../own.j2", "/etc/passwd", "a/../../own.j2", "..", ""])
def test_a_template_is_a_file_in_its_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "etc").mkdir()
    place = Place(tmp_path / "etc")
    (tmp_path / "own.j2").write_text(OWN, encoding="utf-8")
    place.config.write_text(
        f'database = "{place.database}"\n[[subscription]]\nname = "desk"\nto = ["json://a.example"]\ntemplate = "{name}"\n',
        encoding="utf-8",
    )
    assert (place.run("list").code == 2) == bool(name)


def test_a_backup_with_a_bomb_for_a_page_is_refused_in_little_memory(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.store() as store:
        asyncio.run(store.memory.record(new(added(store), page=page())))
    assert place.run("backup", tmp_path / "kept.db").code == 0
    bomb = compressed(bytes(300_000_000))
    connection = sqlite3.connect(tmp_path / "kept.db")
    connection.execute("UPDATE pages SET body = ?, size = 100", (bomb,))
    connection.commit()
    connection.close()
    for path in tmp_path.glob("watcher.db*"):
        path.unlink()
    tracemalloc.start()
    ran = place.run("restore", tmp_path / "kept.db")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert ran.code == 1
    assert ran.err.startswith("watcher: ")
    assert not (tmp_path / "watcher.db").exists()
    assert peak < 50_000_000
