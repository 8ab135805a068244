"""Every parser of what strangers and files say: with what it is fed, what it may raise, and nothing else.

`documented` are the exceptions that its callers expect. tests/test_fuzz.py feeds them for
seconds, `make fuzz` for long.
"""

from __future__ import annotations

import asyncio
import atexit
import hashlib
import shutil
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from urllib.parse import quote

import msgspec
from aiohttp.test_utils import TestClient, TestServer
from fetch_site import client, open_site
from multidict import CIMultiDict, CIMultiDictProxy
from store_builders import added, edited, new, page
from yarl import URL as URL_

from watcher.assets import asset, original
from watcher.compare import compare
from watcher.doubt import doubt
from watcher.errors import BadArticle, BadDocument, SettingsError, StoreError
from watcher.extract import extract
from watcher.extract.decoded import decoded
from watcher.extract.documents.mirror import read_mirror
from watcher.extract.rule_files import load as load_rules
from watcher.fetch import headers as fields
from watcher.fetch.robots import Robots
from watcher.importing.forms import contents_of, crawl_number
from watcher.model import Article, Page, Reply, Seen
from watcher.model.destination import destination
from watcher.notify import templates
from watcher.notify.hook import target
from watcher.push import is_signed
from watcher.settings import Web, duration, load
from watcher.settings.secrets import redacted
from watcher.settings.units import network, size
from watcher.sources import Unreadable, listing
from watcher.store import Store
from watcher.store.restore import restored
from watcher.text import reader_text
from watcher.urls import absolute, host, identity, resolved, site, without_tracking
from watcher.wayback import Service, understood
from watcher.web.access import Doorkeeper
from watcher.web.app import application
from watcher.web.openapi import routes
from watcher.web.pages import pages

URL = "https://news.example/2026/story"
NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
STORY = (
    "The river stands at 2.4 metres, the highest mark since the flood of six years ago, the water board says.",
    "About 3,200 people along the banks were taken to schools nearby; nobody was hurt, according to the authorities.",
)
_NOISE = (
    "\x00", "\x1b[2J", "\u202e", "\u2028", "\ufeff", "\ud800", "é", "\u4e2d", "\u0300" * 40, "9" * 400, "-1", "1e999",
    "&amp;", "&#x110000;", "%", "%ff", "\\", '"', "'", "<", ">", "\n", "\r\n", " ", "\t", "{", "}", "[", "]", ":", ",", "=",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Parser:
    """`read` is fed with bytes made of `pieces` and noise, between `before` and `after`. It may raise `documented`. It is
    `steady` where it reads alike whatever it is fed, so that its work tells something."""

    name: str
    read: Callable[[bytes], object]
    pieces: Sequence[str]
    before: str = ""
    after: str = ""
    documented: tuple[type[Exception], ...] = ()
    steady: bool = True

    @property
    def food(self) -> tuple[str, ...]:
        return (*self.pieces, *_NOISE)

    def body(self, pieces: Sequence[str | bytes]) -> bytes:
        """What the pieces are together."""
        return b"".join(
            piece if isinstance(piece, bytes) else piece.encode("utf-8", "surrogatepass")
            for piece in (self.before, *pieces, self.after)
        )

    def fed(self, body: bytes) -> None:
        """Raises what is not documented."""
        with suppress(*self.documented):
            self.read(body)


def _text(body: bytes) -> str:
    return body.decode("utf-8", "surrogateescape")


def _page(body: bytes, content_type: str | None = "text/html") -> Page:
    return Page(url=URL, status=200, body=body, content_type=content_type, fetched_at=NOW)


def _html(body: bytes) -> None:
    """What is read is fit for everything that is done with it."""
    article = extract(body, URL)
    assert Article.from_dict(article.to_dict()) == article
    doubt(_page(body), article, None)
    compare(extract(_STORY_PAGE, URL), article)


def _source(body: bytes) -> None:
    listing(_page(body, "text/xml"))


def _json_article(body: bytes) -> None:
    try:
        document = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return
    article = Article.from_dict(document)
    assert Article.from_dict(article.to_dict()) == article


def _imported(body: bytes) -> None:
    crawl_number(body[:200])
    contents_of(body)


def _robots(body: bytes) -> None:
    async def get(url: str) -> Seen:
        return Page(url=url, status=200, body=body, content_type="text/plain", fetched_at=NOW)

    robots = Robots(get, user_agent="watcher/0.1 (desk)", now=lambda: NOW)
    asyncio.run(robots.refuses(URL))
    delay = robots.crawl_delay(URL)
    assert delay is None or delay.total_seconds() <= 3600


def _address(body: bytes) -> None:
    url = _text(body)
    for reads in (identity, site, host, asset, original, without_tracking):
        assert isinstance(reads(url), str)
    for joins in (resolved, absolute):
        assert isinstance(joins(url, URL), str)
        assert isinstance(joins("/a?b=c", url), str)


def _header(body: bytes) -> None:
    value = _text(body)
    names = "ETag Last-Modified Content-Type Retry-After Cache-Control Expires Age Date Location Content-Location Link"
    told = CIMultiDictProxy(CIMultiDict((name, value) for name in names.split()))
    fields.validators_of(told)
    fields.content_type_of(told)
    fields.retry_after_of(told, NOW)
    fields.fresh_for_of(told, NOW)
    fields.date_of(told)
    fields.location_of(told, URL)
    fields.links_of(told.getall("Link"), URL)
    fields.redirect_of(302, told, URL)


def _wire(body: bytes) -> None:
    """What a server sends, byte for byte, and again where that leads to itself."""

    async def asked() -> None:
        async with open_site() as served, client() as http:
            served.answers["/"] = body
            seen = await http.get(served.url())
            assert seen.url

    asyncio.run(asked())


def _cookie(body: bytes) -> None:
    _wire(
        b"HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\nSet-Cookie: "
        + body.replace(b"\n", b"")
        + b"\r\n\r\n"
    )


def _pushed(body: bytes) -> None:
    half = len(body) // 2
    assert not is_signed(_text(body[:half]), body[half:], "secret")
    _source(body)


def _archive(body: bytes) -> None:
    understood(Reply(status=200, body=body), Service(address="https://web.archive.org", keys="A:B"), URL)


def _in_folder(name: str, body: bytes, read: Callable[[Path], object]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, name)
        file.write_bytes(body)
        read(file)


def _configuration(body: bytes) -> None:
    _in_folder("watcher.toml", body, load)


def _rule(body: bytes) -> None:
    _in_folder("own.toml", body, lambda file: load_rules(file.parent))


def _template(body: bytes) -> None:
    _in_folder("own.j2", body, templates.load)


def _units(body: bytes) -> None:
    for reads in (duration, size, network):
        with suppress(ValueError):
            reads(_text(body))


def _reference(body: bytes) -> None:
    reference = _text(body)
    label = destination(f"json://user:hunter2@{reference}").label
    assert "hunter2" not in label
    assert "hunter2" not in redacted(f"no hunter2 {reference}", f"json://user:hunter2@{reference}")
    target(f"hook+https://{reference}", {}, label)


def _request(body: bytes) -> None:
    """Behind the "?" of each page and each list of the interface, whatever is asked."""

    kept = _database()

    async def asked() -> None:
        with Store.open(f"sqlite:{kept}", readonly=True) as store:
            app = application([*pages(store, lambda: NOW), *routes(store)], Doorkeeper.of(Web()))
            async with TestClient(TestServer(app, host="127.0.0.1")) as reader:
                for path in _PATHS:
                    answer = await reader.get(URL_(f"{path}?{quote(body, safe='=&%;+/')}", encoded=True))
                    assert answer.status < 500, path

    asyncio.run(asked())


def _backup(body: bytes) -> None:
    """A database in which the body stands somewhere."""
    whole = _database().read_bytes()
    at = int.from_bytes(hashlib.sha256(body).digest()[:4]) % len(whole)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "kept.db")
        file.write_bytes(whole[:at] + body + whole[at + len(body) :])
        restored(file, Path(folder, "watcher.db"), onward=lambda _: None)


@cache
def _database() -> Path:
    """A database with one article, which was edited."""
    folder = Path(tempfile.mkdtemp(prefix="watcher-fuzz-"))
    atexit.register(shutil.rmtree, folder)
    with Store.open(f"sqlite:{folder}/own.db") as store:
        watch = added(store)
        asyncio.run(store.memory.record(new(watch, page=page())))
        asyncio.run(store.memory.record(edited(watch, 2, page=page(b"<h1>The river falls</h1>"))))
    with Store.open(f"sqlite:{folder}/own.db", readonly=True) as store:
        store.care.backed_up(folder / "whole.db", onward=lambda _: None)
    return folder / "whole.db"


_PATHS = ("/", "/watch/1", "/watches", "/search", "/alerts", "/feed.atom", "/api/v1/changes", "/api/v1/watches",
          "/api/v1/search", "/api/v1/alerts", "/api/v1/watches/1/looks")  # fmt: skip
_STORY_PAGE = (
    "<!doctype html><html lang='en'><head><title>The river rises</title></head><body><article><h1>The river rises</h1>"
    + "".join(f"<p>{text}</p>" for text in STORY)
    + "</article></body></html>"
).encode()
_TAGS = tuple(
    "<p> </p> <div> </div> <article> <h1> <h2> <ul><li> <table><tr><td> <figure> <figcaption> </figure> <blockquote>"
    " <script> </script> <!-- --> <svg> <math> <template> <select> <noscript> <iframe src=x> <a href='/x'> </a> <br> <base>"
    " <meta charset=utf-7> <img src='/a.jpg' alt=x> <plaintext> <title> <frameset> <time datetime='2026-13-45T99:99'>"
    " <meta property=og:title content='x'> <html lang=xx-yy-zz> <![CDATA[ <?xml <p/class=x> <body onload=x>".split(" <")
)
# Whole boxes by whose names much is decided, empty ones and ones in odd places among them.
_BOXES = (
    '<table><tr></tr><tr><td>Boats</td><td>11</td></tr></table>', '<table><tr><td><img src="/a.jpg"></td></tr></table>',
    '<a class="photo" href="/n/2"><img src="/a.jpg"><div class="photo-caption">Kalo (Photo: Ida Brandt)</div></a>',
    '<div class="gallery">', '<div class="caption">', '<figure class="pullquote">', '<dl><dt><img src="/a.jpg"></dt><dd></dd></dl>',
    '<p><img src="/a.jpg" align="left"><br>', '<ul class="related"><li><a href="/n/3"><img data-src="/b.jpg"></a></li></ul>',
    '<span class="byline">By <a rel="author" href="/ida"></a></span>', '<div class="post"><time datetime="2026-05-04T10:00Z">',
    '<blockquote class="caption"><p>', '<center><b>', '<figure><figcaption></figcaption></figure>', '<section><h2></h2></section>',
)  # fmt: skip
_HTML = tuple(tag if tag.startswith("<") else f"<{tag}" for tag in _TAGS)
_JSON = (
    '{"', '":', '"', "[", "]", "}", ",", "null", "true", "-0", "1e309", '"\\ud800"', '{"@type":"NewsArticle"', '{"@graph":[',
    '"headline":', '"author":{"name":', '"datePublished":"2026-02-30T25:61:61+99:99"', '"articleBody":', '"image":[{"url":',
    '"@id":"#a"', '"isPartOf":{"@id":"#a"}',
)  # fmt: skip
_XML = (
    "<?xml version='1.0'?>", "<rss><channel>", "<item>", "</item>", "<link>", "</link>", "<title>", "<![CDATA[", "]]>",
    "<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry>", "<link href='", "'/>", "<urlset>", "<url>", "<loc>", "</loc>",
    "<sitemapindex>", "<sitemap>", "<!DOCTYPE x [", "<!ENTITY a '&a;&a;'>", "]>", "&a;", "<opml><body>", "<outline ",
    "xmlUrl='https://a.example/f'", "text='t'", "<pubDate>Mon, 99 Foo 99999", "xml:base='http://['", "https://[::1",
)  # fmt: skip
_URLS = (
    "http://", "https://", "HTTP:", "//", "/", "?", "#", "@", ":", ":80", ":99999", "[", "]", "[::1]", "[fe80::1%25a]", "..",
    "/../", ";", "&", "a=b", "utm_source=x", "www.", "xn--", "xn--a-", "。", "ß", "１２７.0.0.1", "0x7f.1", "a.example", "user:pw@",
    "/image/1_303.jpg", "?url=", "%2F%2F", "%00", "javascript:", "data:text/html,", "dw.com/zh/a-68044952", "\u00ad",
)  # fmt: skip
_FIELDS = (
    "Mon, 02 Mar 2026 12:10:00 GMT", "Mon, 99 Foo 99999 99:99:99 +9999", "max-age=", "9" * 30, "no-cache", "-", "0000",
    "<https://a.example/>; rel=hub", "; rel=", "W/\"", "charset=", "text/html", ";", "=", "1.5", "/", "//[", "\xa0", "+",
)  # fmt: skip
_TOML = (
    "[fetch]\n", "[[source]]\n", "[[subscription]]\n", "[web]\n", "[schedule]\n", "[operator]\n", "[archive]\n", "[[site]]\n",
    'url = "https://a.example/"\n', 'name = "desk"\n', 'to = ["json://a.example/x"]\n', 'quiet = "22:00-07:00"\n',
    'digest = "monday 08:00"\n', 'timezone = "Mars/Base"\n', 'every = "1h30m"\n', 'match = "(a+)+$"\n', "limit = -1\n",
    'listen = "127.0.0.1:99999"\n', 'allow_networks = ["10.0.0.0/99"]\n', "= ", "nan\n", "1979-05-27\n", '"""', "'''", "{ a = ",
    'headers = { Cookie = "x" }\n', 'host = "a.example"\n', "concurrency = 9999999999999999999999\n", "\\u", "true\n",
)  # fmt: skip
_RULES = (
    'name = "own"\n', 'hosts = ["a.example"]\n', "[[layout]]\n", 'match = "div.x"\n', 'container = "article > :is("\n',
    'title = "h1::"\n', 'drop = ["[", "p:nth-child(99"]\n', 'extends = "own"\n', "browser = 1\n", "= ", '""""', "'[a='\n",
    'body = "*"\n', 'standfirst = ".x, .y"\n', "keep = []\n",
)  # fmt: skip
_TEMPLATES = (
    "{% block subject %}", "{% endblock %}", "{% block text %}", "{{ ", " }}", "stories", ".title", "[0]", "|join", "|safe", "{% for s in ",
    "stories %}", "{% endfor %}", "{% if ", "%}", "{% endif %}", "{% include 'x' %}", "{% import 'x' as y %}", "{% macro m() %}",
    "().__class__", "''.__class__.__mro__", "|attr('__class__')", "{% set x = ", "9**9**9", "range(10**9)", "{# ", " #}", "{% raw %}",
    "'%s'|format(", "cycler", "namespace(", "{% filter upper %}", "lipsum()", "self", "{% extends 'x' %}",
)  # fmt: skip
_WIRE = (
    "HTTP/1.1 200 OK\r\n", "HTTP/1.1 302 Found\r\n", "HTTP/1.1 304 Not Modified\r\n", "HTTP/1.1 100 Continue\r\n\r\n",
    "HTTP/9.9 999 \r\n", "Content-Length: 5\r\n", "Content-Length: -1\r\n", "Transfer-Encoding: chunked\r\n",
    "Content-Encoding: gzip\r\n", "Content-Encoding: br, zstd, x\r\n", "Location: /\r\n", "Location: //[\r\n", "\r\n", "5\r\nhello\r\n",
    "ffffffffffffffff\r\n", "0\r\n\r\n", "Content-Type: text/html; charset=\r\n", "Set-Cookie: a=b; Domain=.\r\n", "X: " + "y" * 9000 + "\r\n",
    "\x1f\u008b\x08", ": no name\r\n", " folded\r\n", "Connection: close\r\n", "hello",
)  # fmt: skip
_COOKIES = ("a=b", "; ", "Path=/", "Domain=127.0.0.1", "Domain=.example", "Expires=Mon, 99 Foo", "Max-Age=-1", "Max-Age=" + "9" * 50,
            "Secure", "HttpOnly", "SameSite=Lax", "=", ",", "__Host-x=1", '"a;b"')  # fmt: skip
_JOBS = (
    "url: https://a.example/\n", "name: x\n", "---\n", "- ", "tags: [a, b]\n", "&a ", "*a", "<<: *a\n", "!!python/object/apply:os.system ",
    "url,tags,every\n", "https://a.example/,x,30m\n", "# remark\n", '{"url": "https://a.example/"}\n', "kind: shell\n",
    "command: rm -rf /\n", "<opml><outline xmlUrl='x'/>", "<!ENTITY a '&a;'>", '{"watching": {"a": {"url": "https://a.example"}}}',
    "every: 1e9\n", "? ", "|\n", ">\n", "%TAG ! x\n", "crawled_at: 2026\n", "http://", "../../etc/passwd",
)  # fmt: skip
_MIRROR = ("2026-03-04T05:06:07Z\n", "# Headline\n", "https://a.example/story\n", "<p>", "</p>", "<img src='x'>", "\n\n", "---\n",
           "1709528767\n", "[Headline](https://a.example/story)\n")  # fmt: skip

PARSERS: tuple[Parser, ...] = (
    Parser(name="pages", read=_html, pieces=(*_HTML, *_BOXES), before=_STORY_PAGE.decode()[:-30], after=f"<p>{STORY[0]}</p>"),
    Parser(name="bytes of pages", read=lambda body: decoded(body, _text(body[:40])), pieces=(*_HTML, "charset=gb18030", "\u00a4")),
    Parser(
        name="linked data", read=_html, pieces=_JSON,
        before=_STORY_PAGE.decode()[:-14] + "<script type='application/ld+json'>", after="</script></body></html>",
    ),
    Parser(name="documents", read=_html, pieces=(*_JSON, '"contents":[', '"data":{"content":{', '"__typename":"Article",')),
    Parser(name="mirrored documents", read=lambda body: read_mirror(_text(body)), pieces=_MIRROR, documented=(BadDocument,)),
    Parser(name="articles in JSON", read=_json_article, pieces=(*_JSON, '"blocks":[{"kind":"paragraph"', '"url":"x"'),
           documented=(BadArticle,)),
    Parser(name="feeds and sitemaps", read=_source, pieces=_XML, documented=(Unreadable,)),
    Parser(name="imports", read=_imported, pieces=(*_JOBS, *_XML), documented=(BadDocument,)),
    Parser(name="robots", read=_robots, pieces=("User-agent: *\n", "User-agent: watcher\n", "Disallow: /", "Allow: ", "*", "$", "\n",
                                               "Crawl-delay: 1e99\n", "Crawl-delay: nan\n", "Sitemap: x\n", "Request-rate: 1/0\n")),
    Parser(name="addresses", read=_address, pieces=_URLS),
    Parser(name="header fields", read=_header, pieces=_FIELDS, documented=(ValueError,)),
    Parser(name="answers on the wire", read=_wire, pieces=_WIRE),
    Parser(name="cookies", read=_cookie, pieces=_COOKIES),
    Parser(name="pushes", read=_pushed, pieces=("sha256=", "sha1=", "md5=", "SHA512=", "0" * 64, *_XML), documented=(Unreadable,)),
    Parser(name="answers of archives", read=_archive, pieces=(*_JSON, '"status":"success"', '"timestamp":"20260504120000"', "spn2-")),
    Parser(name="configurations", read=_configuration, pieces=_TOML, documented=(SettingsError,)),
    Parser(name="site rules", read=_rule, pieces=_RULES, before='name = "own"\nhosts = ["a.example"]\n', documented=(SettingsError,)),
    Parser(name="templates", read=_template, pieces=_TEMPLATES, documented=(SettingsError,)),
    Parser(name="times and sizes", read=_units, pieces=("1h", "30m", "d", "500 kB", "10.0.0.0/8", "::/0", "-", ".", "1e9")),
    Parser(name="destinations", read=_reference, pieces=(*_URLS, "#whsec_", "env:X", "file:/nowhere"), documented=(SettingsError,)),
    Parser(name="requests", read=_request, pieces=(
        "q=", "limit=", "since=", "until=", "before=", "after=", "tag=", "kind=", "fact=", "min_weight=", "site=", "stealth=", "page=",
        "state=", "language=", "&", "%00", "%ff", "2026-05-04T12:00:00Z", "9999-99-99", "major", "0-9-1", "*", "a AND (", '"', "NEAR/", "-1",
    )),
    Parser(name="backups", read=_backup, pieces=("\0" * 16, "CREATE TRIGGER ", "SQLite format 3", "\x7f" * 100), documented=(StoreError,), steady=False),
    Parser(name="texts", read=lambda body: reader_text(_text(body)), pieces=("\u200b", "\u0308", "\u1160", "a", " ")),
)  # fmt: skip
