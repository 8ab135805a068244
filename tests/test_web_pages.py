"""The pages for readers: the stream, an article, a difference, a revision, lists and search."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
from email.utils import parsedate_to_datetime
from importlib import resources
from pathlib import Path
from string import Formatter
from urllib.parse import parse_qsl

import pytest
from aiohttp import ClientResponse
from aiohttp import web as http
from aiohttp.test_utils import TestClient, TestServer
from bs4 import BeautifulSoup, Tag
from lxml import etree
from store_builders import MINUTE, NOON, added, alert, article, change, edited, gone, new, opened, page, same

from watcher.model import Article, Change, Heading, Image, Link, List, Notice, Paragraph, Quote, SourceSetting, Weight
from watcher.settings import Web
from watcher.store import Store
from watcher.web.access import Access, Doorkeeper
from watcher.web.app import Route, application
from watcher.web.pages import pages
from watcher.web.rendering import LANGUAGES
from watcher.web.stream import stream

HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'
RIVER_FALLS = "Headline edited (number, negation): The river falls"
Client = TestClient[http.Request, http.Application]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as store:
        yield store


@pytest.fixture
async def client(store: Store) -> AsyncIterator[Client]:
    app = application(pages(store, lambda: NOON + timedelta(hours=1)), Doorkeeper.of(Web()))
    async with TestClient(TestServer(app, host="127.0.0.1")) as client:
        yield client


async def told(store: Store) -> None:
    river, town = added(store, "river", tags=("dw",)), added(store, "town")
    await store.memory.record(new(river, page=page()))
    await store.memory.record(new(town))
    await store.memory.record(
        edited(
            river, 2, NOON + MINUTE, stealth=True, article=article(title="The river falls"), alerts=(alert("desk", 0),)
        )
    )
    minor = change("caption.edited", Weight.MINOR)
    await store.memory.record(edited(town, 2, NOON + 2 * MINUTE, changes=(minor,), article=article(title="A town")))
    await store.memory.record(same(town, NOON + 3 * MINUTE, event=gone(NOON + 3 * MINUTE)))


async def soup(client: Client, path: str, **headers: str) -> BeautifulSoup:
    answer = await client.get(path, headers=headers)
    assert answer.status == 200, path
    assert answer.content_type == "text/html"
    return BeautifulSoup(await answer.text(), "html.parser")


def one(found: Tag, css: str) -> Tag:
    """The first element that `css` chooses."""
    tag = found.select_one(css)
    assert tag is not None, css
    return tag


def text(found: Tag, css: str) -> str:
    return one(found, css).get_text(" ", strip=True)


def headlines(found: BeautifulSoup) -> list[str]:
    return [link.get_text(strip=True) for link in found.select(".entry h3")]


async def test_the_stream_shows_the_newest_first(client: Client, store: Store) -> None:
    await told(store)
    found = await soup(client, "/")
    assert headlines(found) == ["A town", "A town", "The river falls"]
    assert [link["href"] for link in found.select(".entry h3 a")] == [
        "/watch/2",
        "/watch/2/diff/1..2",
        "/watch/1/diff/1..2",
    ]
    river = found.select(".entry")[-1]
    assert "undisclosed" in river.get_text()
    assert (text(river, "del"), text(river, "ins")) == ("rises", "falls")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("site=town.example", ["A town", "A town"]),
        ("tag=dw", ["The river falls"]),
        ("kind=caption.*", ["A town"]),
        ("weight=major&kind=*.edited", ["The river falls"]),
        ("stealth=1", ["The river falls"]),
        ("fact=number&site=river.example", ["The river falls"]),
        ("since=2026-05-05", []),
        ("until=2026-05-03", []),
        ("since=0001-01-01&until=9999-12-31&tag=dw", ["The river falls"]),
        ("since=2026-05-04&until=2026-05-04&tag=dw", ["The river falls"]),
        ("language=zh", []),
        ("kind=quote.*", []),
    ],
)
async def test_the_stream_is_narrowed(client: Client, store: Store, query: str, expected: list[str]) -> None:
    await told(store)
    found = await soup(client, f"/?{query}")
    assert headlines(found) == expected
    assert found.select_one("details.filter[open]")
    own = str(one(found, "head link[rel=alternate]")["href"])
    assert own == one(found, "footer a")["href"]
    assert sorted(parse_qsl(own.removeprefix("/feed.atom?"))) == sorted(parse_qsl(query))
    assert [str(title).partition(": ")[2] for title in titles(await feed(client, own))] == expected


async def test_the_stream_goes_on_page_by_page(client: Client, store: Store) -> None:
    watch = added(store)
    await store.memory.record(new(watch))
    for number in range(2, 125):
        await store.memory.record(edited(watch, number, NOON + number * MINUTE))
    path, seen = "/", []
    while path:
        found = await soup(client, path)
        seen += [str(link["href"]).rpartition("..")[2] for link in found.select(".entry h3 a")]
        older = found.select_one("a[rel=next]")
        path = str(older["href"]) if older else ""
    assert seen == [str(number) for number in range(124, 1, -1)]


async def test_a_page_looks_at_so_many_edits_and_leads_on(store: Store) -> None:
    route = Route(method="GET", path="/", access=Access.READERS, answer=stream(store, steps=10))
    app = application([route], Doorkeeper.of(Web()))
    watch = added(store)
    await store.memory.record(new(watch))
    for number in range(2, 52):
        rare = number in (2, 30)
        await store.memory.record(edited(watch, number, NOON + number * MINUTE, stealth=rare))
    path, seen, asked = "/?stealth=1", [], 0
    async with TestClient(TestServer(app, host="127.0.0.1")) as client:
        while path:
            found = await soup(client, path)
            seen += [str(link["href"]).rpartition("..")[2] for link in found.select(".entry h3 a")]
            older, asked = found.select_one("a[rel=next]"), asked + 1
            path = str(older["href"]) if older else ""
    assert seen == ["30", "2"]
    assert asked == 5


@pytest.mark.parametrize(
    "query", ["weight=huge", "fact=x", "since=yesterday", "before=x", "before=2026-99-99T00:00:00.000000Z-1-1"]
)
async def test_a_filter_that_is_wrong_is_named(client: Client, query: str) -> None:
    answer = await client.get(f"/?{query}")
    assert answer.status == 400
    assert query.partition("=")[0] in await answer.text()


async def test_an_article_shows_its_life(client: Client, store: Store) -> None:
    await told(store)
    found = await soup(client, "/watch/1")
    assert text(found, "h1") == "The river falls"
    assert [circle["class"] for circle in found.select("figure > svg circle")] == [["mark", "minor"], ["mark", "major"]]
    assert len(found.select(".entry")) == 2
    assert found.select_one(f'a[href="{added(store).url}"]')


async def test_what_was_chosen_is_compared(client: Client, store: Store) -> None:
    await told(store)
    answer = await client.get("/watch/1/diff?old=1&new=2", allow_redirects=False)
    assert (answer.status, answer.headers["Location"]) == (302, "/watch/1/diff/1..2")
    assert (await client.get("/watch/1/diff?old=1&new=x")).status == 400


async def test_a_difference_marks_what_went_and_what_came(client: Client, store: Store) -> None:
    await told(store)
    found = await soup(client, "/watch/1/diff/1..2")
    (section,) = found.select("section.change")
    assert text(section, "h2") == "Headline edited (number, negation) · major · undisclosed"
    assert (text(section, "del"), text(section, "ins")) == ("rises", "falls")
    side = await soup(client, "/watch/1/diff/1..2?side=1")
    left, right = side.select("table.beside tr:has(del) td")
    assert (left.get_text(), right.get_text()) == ("The river rises", "The river falls")


async def test_revisions_are_linked_to_those_beside_them(client: Client, store: Store) -> None:
    watch = added(store)
    await store.memory.record(new(watch))
    for number in (2, 3, 4):
        await store.memory.record(edited(watch, number, NOON + number * MINUTE))
    found = await soup(client, "/watch/1/diff/2..3")
    links = {link["rel"][0]: link["href"] for link in found.select("head link[rel=next], head link[rel=prev]")}
    assert links == {"next": "/watch/1/diff/3..4", "prev": "/watch/1/diff/1..2"}


@pytest.mark.parametrize(
    "path",
    [
        "/watch/9",
        "/watch/1/9",
        "/watch/1/diff/1..9",
        "/watch/1/diff/0..1",
        f"/watch/{'9' * 30}",
        "/watch/1/2/page",
        "/static/x.css",
    ],
)
async def test_what_is_not_there_is_not_found(client: Client, store: Store, path: str) -> None:
    await told(store)
    assert (await client.get(path)).status == 404


async def test_whoever_opens_a_wrong_address_is_told_so_in_a_page(client: Client, store: Store) -> None:
    found = await client.get("/nothing", headers={"Accept": "text/html", "Accept-Language": "de"})
    assert (found.status, found.content_type) == (404, "text/html")
    page = BeautifulSoup(await found.text(), "html.parser")
    assert page.select_one("header nav a[href='/watches']")
    assert text(page, "h1") == "Diese Seite gibt es nicht."
    assert (await client.get("/nothing", headers={"Accept": "application/json"})).content_type == "text/plain"


async def test_a_filter_for_no_kind_of_change_is_no_filter_that_finds_nothing(client: Client, store: Store) -> None:
    for path in ("/?kind=titel.*", "/feed.atom?kind=titel.*"):
        found = await client.get(path, headers={"Accept-Language": "de"})
        assert found.status == 400
        assert "kind=titel.*: so heißt keine Art von Änderung" in await found.text()
    wrong = await client.get("/?fact=colour", headers={"Accept-Language": "de"})
    assert "fact=colour: möglich sind number" in await wrong.text()


async def test_a_filter_that_is_switched_off_is_none(client: Client, store: Store) -> None:
    await told(store)
    assert headlines(await soup(client, "/?stealth=0")) == headlines(await soup(client, "/"))


def of_all_kinds() -> Article:
    blocks = (
        Heading(level=2, text="Then"), Paragraph(text="It rose.", links=(Link(text="rose", href="https://a.example/"),)),
        Quote(text="“Never”"), Notice(text="Corrected."), List(ordered=True, items=("One", "Two")),
        Image(src="javascript:alert(1)", asset="a", role="lead", caption="A lane", credit="M. Okafor"),
    )  # fmt: skip
    return replace(
        article(title="Everything"), blocks=blocks, authors=("A. Writer",), standfirst="In short", language="en"
    )


async def test_a_revision_is_shown_as_text_as_json_and_as_it_came(client: Client, store: Store) -> None:
    await store.memory.record(new(added(store), page=page(b"<script>alert(1)</script>"), article=of_all_kinds()))
    found = await soup(client, "/watch/1/1")
    shown = text(found, "article")
    for part in ("Everything", "In short", "A. Writer", "Then", "It rose.", "“Never”", "Corrected.", "Two", "A lane"):
        assert part in shown
    document = await (await client.get("/watch/1/1.json")).json()
    assert Article.from_dict(document["article"]) == of_all_kinds()
    assert document["seal"]["seal"] == store.history.seals(store.watches.listed()[0].id)[1].seal.hex()
    stored = await client.get("/watch/1/1/page")
    assert await stored.read() == b"<script>alert(1)</script>"
    assert stored.headers["Content-Disposition"].startswith("attachment")
    assert stored.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert stored.content_type == "application/octet-stream"


async def test_times_that_a_site_tells_are_shown_as_times(client: Client, store: Store) -> None:
    told = replace(article(), published_at="2026-05-04T09:30:00Z", modified_at="2026-05-05")
    await store.memory.record(new(added(store), article=told))
    times = (await soup(client, "/watch/1/1")).select("article time")
    assert [(time["datetime"], time.get_text()) for time in times] == [
        ("2026-05-04T09:30:00Z", "2026-05-04 09:30 UTC"), ("2026-05-05", "2026-05-05"),
    ]  # fmt: skip


async def test_no_address_but_a_web_address_can_be_opened(client: Client, store: Store) -> None:
    await store.memory.record(new(added(store), article=of_all_kinds()))
    found = await soup(client, "/watch/1/1")
    assert all(not str(link["href"]).startswith("javascript") for link in found.select("a[href]"))


async def test_what_articles_say_is_text_and_nothing_else(client: Client, store: Store) -> None:
    hostile = Change(kind="title.edited", path="title", before="a", after=HOSTILE, spans=(("-", "a"), ("+", HOSTILE)))
    said = replace(article(HOSTILE, title=HOSTILE), language='en" onload="alert(3)', authors=(HOSTILE,))
    watch = added(store, tags=(HOSTILE,))
    await store.memory.record(new(watch))
    await store.memory.record(edited(watch, 2, NOON + MINUTE, article=said, changes=(hostile,)))
    await store.memory.record(same(watch, NOON + 2 * MINUTE, event=replace(gone(NOON), why=HOSTILE)))
    for path in (
        "/",
        "/watch/1",
        "/watch/1/2",
        "/watch/1/diff/1..2",
        "/watch/1/diff/1..2?side=1",
        "/watches",
        f"/search?q={HOSTILE}",
    ):
        found = await soup(client, path)
        own = ["/static/keys.js", "/static/htmx.js"] if path == "/" else ["/static/keys.js"]
        assert [script["src"] for script in found.select("script")] == own
        assert not found.select("img, iframe, object, style")
        assert not [tag for tag in found.find_all(True) if any(name.startswith("on") for name in tag.attrs)]


async def test_lists_show_what_there_is(client: Client, store: Store) -> None:
    await told(store)
    store.sources.add(SourceSetting(url="https://river.example/feed"), NOON)
    assert [text(row, "td") for row in (await soup(client, "/watches")).select("tbody tr")] == ["1", "2"]
    assert [text(row, "td") for row in (await soup(client, "/watches?tag=dw")).select("tbody tr")] == ["1"]
    assert "river.example" in text(await soup(client, "/sites"), "tbody")
    assert "https://river.example/feed" in text(await soup(client, "/sources"), "tbody")
    assert "the desk" in text(await soup(client, "/alerts"), "tbody")
    assert (await client.get("/watches?after=x")).status == 400


async def test_a_search_shows_what_it_found_and_what_is_gone(client: Client, store: Store) -> None:
    await told(store)
    found = await soup(client, "/search?q=rises")
    assert [mark.get_text() for mark in found.select("mark")] == ["rises", "rises"]
    assert ["no longer there" in entry.get_text() for entry in found.select(".entry")] == [True, True]
    assert "Nothing was found." in (await soup(client, "/search?q=zebra")).get_text()


@pytest.mark.parametrize(
    ("accepted", "language", "said"),
    [("de-AT,de;q=0.9", "de", "Änderungen"), ("zh-CN,zh;q=0.9", "zh-Hans", "改动"), ("fr, en;q=0.5", "en", "Changes")],
)
async def test_pages_speak_the_language_of_the_browser(client: Client, accepted: str, language: str, said: str) -> None:
    found = await soup(client, "/", **{"Accept-Language": accepted})
    assert one(found, "html")["lang"] == language
    assert text(found, "h1") == said


async def test_a_language_that_was_chosen_is_kept(client: Client) -> None:
    assert one(await soup(client, "/?lang=de"), "html")["lang"] == "de"
    assert one(await soup(client, "/sites"), "html")["lang"] == "de"


def keys(language: str) -> dict[str, set[str]]:
    """The names in braces of every text of a language."""
    text = (resources.files("watcher.web") / "words" / f"{language}.toml").read_text(encoding="utf-8")
    found = {}
    for section, texts in tomllib.loads(text).items():
        for key, said in texts.items():
            forms = [said] if isinstance(said, str) else said
            found[f"{section}.{key}"] = {name for form in forms for _, name, _, _ in Formatter().parse(form) if name}
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_everything(language: str) -> None:
    assert keys(language) == keys("en")


async def test_a_page_that_shows_everything_already_is_not_sent_again(client: Client, store: Store) -> None:
    await told(store)
    stream = one(await soup(client, "/?site=river.example"), "#stream")
    assert stream["hx-get"] == "/?site=river.example"
    shown = json.loads(str(stream["hx-headers"]))
    answer = await client.get("/?site=river.example", headers=shown)
    assert (answer.status, await answer.read()) == (304, b"")
    assert (await client.get("/?site=river.example&lang=de", headers=shown)).status == 200
    await store.memory.record(edited(store.watches.listed()[0], 3, NOON + timedelta(hours=1)))
    assert (await client.get("/?site=river.example&lang=en", headers=shown)).status == 200


async def test_a_page_is_kept_still_where_that_is_asked_for(client: Client, store: Store) -> None:
    await told(store)
    live = await soup(client, "/?tag=dw")
    assert text(live, ".live a") == "Keep this page still"
    still = await soup(client, str(one(live, ".live a")["href"]))
    assert headlines(still) == headlines(live)
    assert not still.select("[hx-get], script[src='/static/htmx.js']")
    assert one(still, ".live a")["href"] == "/?tag=dw"


async def test_our_scripts_run_no_text_as_a_script(client: Client) -> None:
    config = json.loads(str(one(await soup(client, "/"), "meta[name=htmx-config]")["content"]))
    asked = ("allowEval", "allowScriptTags", "includeIndicatorStyles", "historyEnabled")
    assert [config[name] for name in asked] == [False] * 4
    policy = (await client.get("/")).headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy


async def test_a_browser_asks_for_our_files_once(client: Client) -> None:
    answer = await client.get("/static/style.css")
    assert answer.content_type == "text/css"
    again = await client.get("/static/style.css", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status == 304


KEPT = ["/watch/1/2", "/watch/1/1.json", "/watch/1/1/page", "/watch/1/diff/1..2", "/watch/1/diff/1..2?side=1"]


@pytest.mark.parametrize("path", KEPT)
async def test_what_does_not_change_is_not_sent_again(client: Client, store: Store, path: str) -> None:
    await told(store)
    first = await client.get(path)
    known = {"If-None-Match": first.headers["ETag"]}
    again = await client.get(path, headers=known)
    assert (first.status, again.status, await again.read()) == (200, 304, b"")
    kept = ("ETag", "Cache-Control", "Vary", "Link", "Memento-Datetime", "Content-Security-Policy")
    assert [again.headers.get(name) for name in kept] == [first.headers.get(name) for name in kept]
    assert again.headers["Cache-Control"] == "no-cache"
    store.watches.remove(store.watches.listed()[0].id)
    assert (await client.get(path, headers=known)).status == 404


@pytest.mark.parametrize("path", ["/watch/1/2", "/watch/1/diff/1..2"])
async def test_a_page_that_is_known_in_another_language_is_sent(client: Client, store: Store, path: str) -> None:
    await told(store)
    known = {"If-None-Match": (await client.get(path, headers={"Accept-Language": "de"})).headers["ETag"]}
    for language, status in (("de", 304), ("en", 200)):
        answer = await client.get(path, headers=known | {"Accept-Language": language})
        assert (answer.status, answer.headers["Vary"]) == (status, "Accept-Language, Cookie")
    chosen = await client.get(f"{path}?lang=de")
    again = await client.get(f"{path}?lang=de", headers={"If-None-Match": chosen.headers["ETag"]})
    assert (again.status, again.cookies["language"].value) == (304, "de")


async def test_a_revision_of_which_more_is_known_is_sent_again(client: Client, store: Store) -> None:
    await told(store)
    known = {"If-None-Match": (await client.get("/watch/1/2.json")).headers["ETag"]}
    await store.memory.record(same(store.watches.listed()[0], NOON + timedelta(hours=1)))
    answer = await client.get("/watch/1/2.json", headers=known)
    assert (answer.status, (await answer.json())["last_seen_at"]) == (200, "2026-05-04T13:00:00Z")


async def test_readers_come_from_this_machine_and_not_through_a_proxy(client: Client) -> None:
    assert (await client.get("/", headers={"X-Forwarded-For": "192.0.2.7"})).status == 403


ATOM = {"a": "http://www.w3.org/2005/Atom"}


async def feed(client: Client, path: str) -> etree._Element:
    answer = await client.get(path)
    assert answer.status == 200
    assert answer.content_type == "application/atom+xml"
    return etree.fromstring(await answer.read())


def titles(found: etree._Element) -> list[str | None]:
    return [title.text for title in found.iterfind("a:entry/a:title", ATOM)]


async def test_feeds_tell_what_changed_newest_first(client: Client, store: Store) -> None:
    await told(store)
    whole = await feed(client, "/feed.atom")
    assert titles(whole) == ["Article gone: A town", "Caption edited (number, negation): A town", RIVER_FALLS]
    assert whole.findtext("a:updated", namespaces=ATOM) == "2026-05-04T12:03:00.000000Z"
    assert titles(await feed(client, "/feed.atom?site=river.example")) == [RIVER_FALLS]
    assert titles(await feed(client, "/feed.atom?tag=dw")) == [RIVER_FALLS]
    assert titles(await feed(client, "/watch/1/feed.atom")) == [RIVER_FALLS]
    content = whole.findtext("a:entry[3]/a:content", namespaces=ATOM)
    assert content is not None
    assert "<del>rises</del><ins>falls</ins>" in content
    ids = [one.text for one in whole.iterfind("a:entry/a:id", ATOM)]
    assert len(set(ids)) == 3


async def test_every_page_names_its_feed(client: Client, store: Store) -> None:
    await told(store)
    for path, expected in (
        ("/", "/feed.atom"), ("/?weight=major&tag=&site=a.example", "/feed.atom?site=a.example&weight=major"),
        ("/sites", "/feed.atom"), ("/watches?tag=d%26w", "/feed.atom?tag=d%26w"),
        ("/watch/1", "/watch/1/feed.atom"), ("/watch/1/diff/1..2", "/watch/1/feed.atom"),
        ("/watch/1/2", "/watch/1/feed.atom"), ("/search", "/feed.atom"),
        ("/search?q=the+river", "/search.atom?q=the+river"),
    ):  # fmt: skip
        assert one(await soup(client, path), "head link[rel=alternate]")["href"] == expected


async def test_a_search_is_a_feed_of_what_it_finds(client: Client, store: Store) -> None:
    await told(store)
    page = await soup(client, "/search?q=falls")
    found = await feed(client, str(one(page, "head link[rel=alternate]")["href"]))
    assert titles(found) == headlines(page) != []
    assert found.findtext("a:title", namespaces=ATOM) == "watcher · Search · falls"
    assert [link.get("href") for link in found.iterfind("a:entry/a:link", ATOM)] == [
        f"{client.make_url('')}".rstrip("/") + str(link["href"]) for link in page.select(".entry h3 a")
    ]
    assert "<mark>falls</mark>" in (found.findtext("a:entry/a:content", namespaces=ATOM) or "")
    assert titles(await feed(client, "/search.atom?q=%20")) == titles(await feed(client, "/search.atom")) == []


async def test_a_feed_says_what_it_is_of_and_leads_to_its_page(client: Client, store: Store) -> None:
    await told(store)
    query = "site=river.example&tag=dw&kind=title.edited&weight=major&fact=number&stealth=1"
    found = await feed(client, f"/feed.atom?{query}&lang=de")
    parts = ("Art: title.edited", "Mindestens: erheblich", "Betrifft: Zahl", "Nur nicht offengelegte")
    assert found.findtext("a:title", namespaces=ATOM) == " · ".join(("watcher", "river.example", "#dw", *parts))
    base = str(client.make_url("")).rstrip("/")
    links = {link.get("rel"): link.get("href") for link in found.iterfind("a:link", ATOM)}
    assert links == {"self": f"{base}/feed.atom?{query}&lang=de", "alternate": f"{base}/?{query}"}
    (other,) = [link.get("href") for link in (await feed(client, "/watch/2/feed.atom")).iterfind("a:link", ATOM)][1:]
    assert other == f"{base}/watch/2"


async def test_a_feed_that_is_known_is_not_sent_again(client: Client, store: Store) -> None:
    await told(store)
    tag = (await client.get("/feed.atom")).headers["ETag"]
    assert (await client.get("/feed.atom", headers={"If-None-Match": tag})).status == 304
    await store.memory.record(edited(store.watches.listed()[0], 3, NOON + timedelta(hours=1)))
    assert (await client.get("/feed.atom", headers={"If-None-Match": tag})).status == 200


async def test_what_articles_say_is_text_in_feeds_too(client: Client, store: Store) -> None:
    said = f"{HOSTILE}\x01\ufffe]]>"
    hostile = Change(kind="title.edited", path="title", before="a", after=said, spans=(("-", "a"), ("+", said)))
    watch = added(store, tags=("\x02",))
    await store.memory.record(new(watch))
    await store.memory.record(edited(watch, 2, NOON + MINUTE, article=article(title=said), changes=(hostile,)))
    whole = await feed(client, "/feed.atom")
    content = BeautifulSoup(whole.findtext("a:entry/a:content", namespaces=ATOM) or "", "html.parser")
    assert not content.select("script, img")
    assert HOSTILE in content.get_text()


async def test_a_problem_is_told_on_a_page(client: Client) -> None:
    answer = await client.get("/watch/9", headers={"Accept-Language": "de"})
    assert (answer.status, answer.content_type) == (404, "text/html")
    assert "Diese Seite gibt es nicht." in await answer.text()


async def gate(client: Client, url: str, at: str = "") -> ClientResponse:
    headers = {"Accept-Datetime": at} if at else {}
    return await client.get(f"/timegate/{url}", headers=headers, allow_redirects=False)


@pytest.mark.parametrize(
    ("at", "number"),
    [
        ("", 2),
        ("Mon, 04 May 2026 12:00:30 GMT", 1),
        ("Mon, 04 May 2026 12:01:00 GMT", 2),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 1),
        ("Fri, 31 Dec 2027 00:00:00 GMT", 2),
    ],
)
async def test_archive_tools_are_led_to_the_article_as_it_stood(
    client: Client, store: Store, at: str, number: int
) -> None:
    await told(store)
    answer = await gate(client, "https://river.example/story?utm_source=feed", at)
    assert answer.status == 302
    assert answer.headers["Location"].endswith(f"/watch/1/{number}")
    assert answer.headers["Vary"] == "accept-datetime"
    assert '<https://river.example/story>; rel="original"' in answer.headers["Link"]
    shown = await client.get(f"/watch/1/{number}")
    assert shown.headers["Memento-Datetime"] == f"Mon, 04 May 2026 12:0{number - 1}:00 GMT"
    assert 'rel="timegate"' in shown.headers["Link"]


async def test_a_time_map_lists_every_revision(client: Client, store: Store) -> None:
    await told(store)
    answer = await client.get("/timemap/https://river.example/story")
    assert answer.content_type == "application/link-format"
    lines = (await answer.text()).strip().split(",\n")
    base = str(client.make_url("/")).rstrip("/")
    assert lines == [
        '<https://river.example/story>; rel="original"',
        f'<{base}/timegate/https://river.example/story>; rel="timegate"',
        f'<{base}/timemap/https://river.example/story>; rel="self"; type="application/link-format"',
        f'<{base}/watch/1/1>; rel="first memento"; datetime="Mon, 04 May 2026 12:00:00 GMT"',
        f'<{base}/watch/1/2>; rel="last memento"; datetime="Mon, 04 May 2026 12:01:00 GMT"',
    ]


async def test_a_time_map_of_thousands_of_revisions_goes_on_leaf_by_leaf(client: Client, store: Store) -> None:
    await told(store)
    river = store.watches.listed()[0]
    for number in range(3, 851):
        await store.memory.record(edited(river, number, NOON + (number - 1) * MINUTE))
    found: list[str] = []
    leaf = "/timemap/https://river.example/story"
    while leaf:
        answer = await client.get(leaf)
        text = await answer.text()
        assert (answer.status, len(text.encode()) < 50_000) == (200, True)
        found += re.findall(r"<\S+/watch/1/(\d+)>", text)
        times = re.findall(r'memento"; datetime="(.+?)"', text)
        assert f'rel="self"; type="application/link-format"; from="{times[0]}"; until="{times[-1]}"' in text
        maps = re.findall(r'<http://[^/]+(/timemap/\S+)>; rel="timemap".+; from="(.+?)"', text)
        leaf = next((at for at, begins in maps if parsedate_to_datetime(begins) > parsedate_to_datetime(times[-1])), "")
    assert found == [str(number) for number in range(1, 851)]
    last = await (await client.get("/timemap/3/https://river.example/story")).text()
    assert '/timemap/2/https://river.example/story>; rel="timemap"' in last
    assert 'rel="last memento"' in last
    for nothing in ("0", "4", "9" * 30):
        assert (await client.get(f"/timemap/{nothing}/https://river.example/story")).status == 404


async def test_what_archive_tools_ask_wrongly_is_told(client: Client, store: Store) -> None:
    await told(store)
    assert (await gate(client, "https://river.example/story", "yesterday")).status == 400
    assert (await gate(client, "https://nowhere.example/")).status == 404
    assert (await gate(client, "javascript:alert(1)")).status == 404
    assert (await client.get("/timemap/https://nowhere.example/")).status == 404
