"""Who may open what: every route, for every guest, from our own pages and from those of others."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from aiohttp import CookieJar
from aiohttp import web as http
from aiohttp.test_utils import TestClient, TestServer
from bs4 import BeautifulSoup
from builders import NOON, Clock
from store_builders import added, new, placed
from store_builders import opened as store_opened

from watcher import wiring
from watcher.errors import SettingsError, UsageError
from watcher.settings import Fetch, Settings, Web
from watcher.web.access import Access, Doorkeeper, Guest
from watcher.web.app import Route, application
from watcher.web.limits import Limit
from watcher.web.password import fits, hashed
from watcher.web.server import reading_routes, routes
from watcher.web.sessions import Sessions

Client = TestClient[http.Request, http.Application]
PASSWORD = "harbour bridge closed"
HASH = hashed(PASSWORD)
TOKEN = "0123456789abcdef" * 2
PUBLIC = "https://watch.example"
SENT = {"X-Forwarded-For": "192.0.2.7", "Host": "watch.example"}  # by a proxy for somebody elsewhere


def settings(folder: Path, **web: Any) -> Settings:
    own = replace(Web(listen="127.0.0.1:0", address=PUBLIC), **web)
    fetch = Fetch(allow_networks=(ip_network("127.0.0.0/8"),), robots=False)
    placed(folder)
    return Settings(database=f"sqlite:{folder}/watcher.db", fetch=fetch, web=own)


@asynccontextmanager
async def opened(folder: Path, **web: Any) -> AsyncIterator[tuple[Client, Sequence[Route], Doorkeeper]]:
    own = settings(folder, **web)
    keeper = Doorkeeper.of(own.web, {})
    async with wiring.assembled(own) as assembly:
        table = routes(own, assembly, keeper)
        app = application(table, keeper)
        async with TestClient(TestServer(app, host="127.0.0.1"), cookie_jar=CookieJar(unsafe=True)) as client:
            yield client, table, keeper


def filled(path: str) -> str:
    """An address of a route."""
    return re.sub(r"\{\w+(?::[^{}]*(?:\{[^}]*\}[^{}]*)*)?\}", "1" * 20, path)


async def asked(client: Client, route: Route, method: str, fields: Mapping[str, str], form: str = "") -> int:
    """The status of the answer; `form` is what the browser's forms hold."""
    data = {"form": form} if method == "POST" and form else None
    answer = await client.request(method, filled(route.path), headers=fields, data=data, allow_redirects=False)
    return answer.status


def cookied(cookie: str) -> dict[str, str]:
    return {"Cookie": f"guest={cookie}; __Host-guest={cookie}"}


GUESTS = ("stranger", "session", "token", "wrong token", "here", "foreign page")


def expected(access: Access, guest: str, *, public: bool, password: bool, method: str) -> bool:
    """Whether a guest is let in, as the documents say."""
    owner = guest == "session" if password else guest in ("here", "foreign page")
    if method == "POST":
        return access is Access.ANYBODY or (guest != "foreign page" and (access is Access.GUESTS or owner))
    return {
        Access.ANYBODY: True,
        Access.GUESTS: True,
        Access.READERS: public or owner or guest == "token" or (password and guest == "foreign page"),
        Access.OWNERS: owner or guest == "token" or (password and guest == "foreign page"),
        Access.MONITORS: guest in ("here", "foreign page"),
    }[access]


@pytest.mark.parametrize("public", [False, True])
@pytest.mark.parametrize("password", [False, True])
async def test_every_route_is_open_to_whom_it_says_and_to_nobody_else(
    tmp_path: Path, public: bool, password: bool
) -> None:
    own = {"password": HASH if password else "", "token": TOKEN, "public": public}
    seen: set[Access] = set()
    async with opened(tmp_path, **own) as (client, table, keeper):
        for route in table:
            if route.path == "/logout":
                continue  # ends the session that the others need
            seen.add(route.access)
            for method in ("GET", "HEAD") if route.method == "GET" else (route.method,):
                for guest in GUESTS:
                    fields, form = came(guest, keeper, password=password)
                    status = await asked(client, route, method, fields, form)
                    let_in = expected(route.access, guest, public=public, password=password, method=method)
                    assert (status not in (401, 403)) == let_in or is_login(route, method, status), (
                        route.path, method, guest, status,
                    )  # fmt: skip
    assert seen >= {Access.ANYBODY, Access.GUESTS, Access.READERS, Access.OWNERS, Access.MONITORS}


def is_login(route: Route, method: str, status: int) -> bool:
    """A wrong password was told so, or tried too often."""
    return (route.path, method) == ("/login", "POST") and status in (403, 429)


def came(guest: str, keeper: Doorkeeper, *, password: bool) -> tuple[dict[str, str], str]:
    """The header fields of a guest, and what its forms hold."""
    local = {"Origin": "http://127.0.0.1:1", "Host": "127.0.0.1:1"}
    session = keeper.sessions.begin()
    if guest == "here":
        return local | cookied("a"), keeper.sessions.form("a")
    if guest == "session":
        return local | SENT | {"Origin": PUBLIC} | cookied(session), keeper.sessions.form(session)
    if guest == "foreign page":
        fields = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site", "Host": "127.0.0.1:1"}
        return fields | cookied(session if password else "a"), keeper.sessions.form(session if password else "a")
    token = {"token": TOKEN, "wrong token": TOKEN[1:]}.get(guest)
    shown = {"Authorization": f"Bearer {token}"} if token else {}
    return SENT | {"Origin": PUBLIC} | shown | cookied("b"), keeper.sessions.form("b")


async def test_what_only_reads_has_nothing_that_changes_anything(tmp_path: Path) -> None:
    own = settings(tmp_path, password=HASH)
    with wiring.opened(own) as store:
        table = reading_routes(own, store, Doorkeeper.of(own.web, {}))
    assert {route.path for route in table if route.method != "GET"} == {"/login", "/logout"}


# Logging in


def form_of(page: str) -> str:
    found = BeautifulSoup(page, "html.parser").select_one("main input[name=form]")
    assert found is not None
    return str(found["value"])


async def log_in(client: Client, told: str = PASSWORD, path: str = "/watches", **fields: str) -> tuple[int, str]:
    """The status of the answer, and where it leads."""
    origin = {"Origin": str(client.make_url("")).rstrip("/")}
    page = await client.get("/login", params={"next": path})
    data = {"form": form_of(await page.text()), "next": path, "password": told}
    answer = await client.post("/login", data=data, headers=origin | fields, allow_redirects=False)
    return answer.status, answer.headers.get("Location", "")


async def test_who_knows_the_password_gets_in_and_out_again(tmp_path: Path) -> None:
    async with opened(tmp_path, password=HASH) as (client, _, __):
        sent = await client.get("/watches?tag=a", headers={"Accept": "text/html"}, allow_redirects=False)
        assert (sent.status, sent.headers["Location"]) == (303, "/login?next=%2Fwatches%3Ftag%3Da")
        assert await log_in(client) == (303, "/watches")
        page = await client.get("/watches", allow_redirects=False)
        assert page.status == 200
        found = BeautifulSoup(await page.text(), "html.parser").select_one("footer input[name=form]")
        assert found is not None
        origin = {"Origin": str(client.make_url("")).rstrip("/")}
        kept = dict(client.session.cookie_jar.filter_cookies(client.make_url("/")))["guest"].value
        left = await client.post("/logout", data={"form": str(found["value"])}, headers=origin, allow_redirects=False)
        assert left.headers["Clear-Site-Data"] == '"cache"'
        assert (await client.get("/watches", allow_redirects=False)).status == 401
        assert (await client.get("/watches", headers=cookied(kept), allow_redirects=False)).status == 401


async def test_a_page_that_brings_itself_up_to_date_does_not_become_the_login(tmp_path: Path) -> None:
    async with opened(tmp_path, password=HASH) as (client, _, __):
        fields = {"Accept": "text/html", "HX-Request": "true"}
        assert (await client.get("/", headers=fields, allow_redirects=False)).status == 401


async def test_a_wrong_password_is_refused_and_soon_nothing_is_tried_any_more(tmp_path: Path) -> None:
    async with opened(tmp_path, password=HASH) as (client, _, __):
        statuses = [(await log_in(client, "harbour bridge open"))[0] for _ in range(6)]
        assert statuses == [403] * 5 + [429]
        assert (await log_in(client))[0] == 429
        assert (await client.get("/watches", allow_redirects=False)).status == 401


async def test_a_login_leads_to_no_other_server(tmp_path: Path) -> None:
    for path in ("//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "", "/a\r\nX: y"):
        async with opened(tmp_path, password=HASH) as (client, _, __):
            assert await log_in(client, path=path) == (303, "/")


async def test_a_login_needs_a_form_of_ours(tmp_path: Path) -> None:
    async with opened(tmp_path, password=HASH) as (client, _, keeper):
        own = str(client.make_url("")).rstrip("/")
        data = {"form": keeper.sessions.form("b"), "password": PASSWORD}
        for fields in (
            {}, {"Origin": "null"}, {"Origin": "https://evil.example"}, {"Origin": own, "Sec-Fetch-Site": "same-site"},
            {"Origin": own, "Cookie": "guest=c"}, {"Origin": own, "Cookie": ""},
        ):  # fmt: skip
            answer = await client.post("/login", data=data, headers={"Cookie": "guest=b"} | fields)
            assert (answer.status, "too old" in await answer.text()) == (403, True), fields
        fields = {"Origin": own, "Cookie": "guest=b", "Content-Type": "text/plain"}
        assert (await client.post("/login", data="form=1", headers=fields)).status == 403
        good = {"Origin": own, "Cookie": "guest=b", "Sec-Fetch-Site": "same-origin"}
        assert (await client.post("/login", data=data, headers=good, allow_redirects=False)).status == 303


@pytest.mark.parametrize(("host", "name", "secure"), [("watch.example", "__Host-guest", True), ("", "guest", False)])
async def test_a_cookie_is_for_nobody_but_the_browser(tmp_path: Path, host: str, name: str, secure: bool) -> None:
    async with opened(tmp_path, password=HASH) as (client, _, keeper):
        own = PUBLIC if host else str(client.make_url("")).rstrip("/")
        fields = {"Origin": own, "Cookie": f"{name}=b"} | ({"Host": host} if host else {})
        data = {"form": keeper.sessions.form("b"), "password": PASSWORD}
        answer = await client.post("/login", data=data, headers=fields, allow_redirects=False)
        cookie = answer.cookies[name]
        assert cookie.value != "b"
        assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
        assert bool(cookie["secure"]) is secure
        assert int(cookie["max-age"]) == 14 * 86400


def test_a_session_ends_when_it_is_unused_and_after_a_fortnight() -> None:
    clock = Clock()
    sessions = Sessions(clock)
    unused, used = sessions.begin(), sessions.begin()
    for _ in range(5):
        clock.move(timedelta(days=2.5))
        assert sessions.holds(used)
    assert not sessions.holds(unused)
    clock.move(timedelta(days=2.5))
    assert not sessions.holds(used)
    assert not sessions.holds("")


def test_sessions_are_not_more_than_fit_in_memory() -> None:
    sessions = Sessions(Clock())
    first, *others = [sessions.begin() for _ in range(1001)]
    assert not sessions.holds(first)
    assert all(map(sessions.holds, others))


def test_what_a_form_holds_is_for_one_browser_of_one_server() -> None:
    sessions = Sessions(Clock())
    assert sessions.is_form("a", sessions.form("a"))
    for cookie, told in (
        ("b", sessions.form("a")),
        ("a", Sessions(Clock()).form("a")),
        ("", sessions.form("")),
        ("a", "é"),
    ):
        assert not sessions.is_form(cookie, told)


def test_a_password_is_tried_so_often_and_no_oftener() -> None:
    at = [100.0]
    limit = Limit(clock=lambda: at[0])
    assert [limit.tried("192.0.2.7") for _ in range(6)] == [0.0] * 5 + [60.0]
    assert limit.tried("192.0.2.8") == 0.0
    at[0] += 61
    assert limit.tried("192.0.2.7") == 0.0
    assert limit.tried("192.0.2.7") > 50
    limit.forgive("192.0.2.7")
    assert limit.tried("192.0.2.7") == 0.0


def test_many_addresses_together_try_no_oftener_than_so() -> None:
    limit = Limit(clock=lambda: 100.0)
    waits = [limit.tried(f"192.0.2.{number}") for number in range(31)]
    assert waits == [0.0] * 30 + [2.0]


def test_an_ipv6_network_is_one_person() -> None:
    limit = Limit(clock=lambda: 100.0)
    assert [limit.tried(f"2001:db8::{number}") for number in range(6)] == [0.0] * 5 + [60.0]
    for other in ("2001:db8:0:1::1", *(f"::ffff:192.0.2.{number}" for number in range(6)), "fe80::1%eth0", ""):
        assert limit.tried(other) == 0.0


# From where


def keeper(**values: Any) -> Doorkeeper:
    own = Web(listen="0.0.0.0:80", address="https://watch.example", monitors=(ip_network("10.1.2.0/24"),))
    return Doorkeeper.of(replace(own, **values), {})


@pytest.mark.parametrize(
    ("peer", "fields", "admitted"),
    [
        ("127.0.0.9", {}, True),
        ("::1", {}, True),
        ("::ffff:127.0.0.1", {}, True),
        ("10.1.2.3", {}, True),
        ("::ffff:10.1.2.3", {}, True),
        ("10.1.3.3", {}, False),
        ("fd00::1", {}, False),
        ("", {}, False),
        ("127.0.0.1", {"Forwarded": "for=192.0.2.7"}, False),
        ("10.1.2.3", {"Via": "1.1 proxy"}, False),
        ("127.0.0.1", {"Host": "watch.example"}, False),
        ("10.1.2.3", {"Host": "watch.example"}, True),
    ],
)
@pytest.mark.parametrize("proxies", [(), (ip_network("192.0.2.1"),)])
def test_monitors_are_this_machine_and_those_that_are_named(
    peer: str, fields: dict[str, str], admitted: bool, proxies: tuple[object, ...]
) -> None:
    own = keeper(trusted_proxies=proxies)
    assert own.admits(Access.MONITORS, Guest.STRANGER, own.caller(peer, fields)) is admitted


def test_who_says_nothing_of_access_is_admitted_nowhere() -> None:
    own = keeper()
    assert not own.admits(None, Guest.SESSION, own.caller("127.0.0.1", {}))


@pytest.mark.parametrize(
    ("peer", "fields", "here"),
    [
        ("127.0.0.1", {"Host": "127.0.0.1:80"}, True),
        ("::1", {"Host": "[::1]:80"}, True),
        ("127.0.0.1", {"Host": "localhost"}, True),
        ("127.0.0.1", {"Host": "WATCH.example:443"}, False),
        ("127.0.0.1", {"Host": "evil.example"}, False),  # which was made lead here
        ("127.0.0.1", {}, False),
        ("127.0.0.1", {"Host": "localhost", "X-Real-IP": "127.0.0.1"}, False),
        ("192.0.2.7", {"Host": "localhost"}, False),
    ],
)
def test_this_machine_is_known_by_its_address_and_its_own_names(peer: str, fields: dict[str, str], here: bool) -> None:
    own = keeper()
    guest = own.guest(own.caller(peer, fields), "", "")
    assert guest is (Guest.HERE if here else Guest.STRANGER)


@pytest.mark.parametrize(
    ("peer", "forwarded", "asking"),
    [
        ("127.0.0.1", ("192.0.2.7",), "192.0.2.7"),
        ("127.0.0.1", ("198.51.100.9, 192.0.2.7",), "192.0.2.7"),  # what it said of itself counts nothing
        ("127.0.0.1", ("198.51.100.9", "192.0.2.7, 10.0.0.1"), "192.0.2.7"),  # through two of ours
        ("127.0.0.1", ("unknown",), "127.0.0.1"),
        ("127.0.0.1", (), "127.0.0.1"),
        ("203.0.113.5", ("192.0.2.7",), "203.0.113.5"),  # no proxy of ours
    ],
)
def test_only_a_trusted_proxy_says_who_asks(peer: str, forwarded: tuple[str, ...], asking: str) -> None:
    own = keeper(trusted_proxies=(ip_network("127.0.0.1"), ip_network("10.0.0.0/30")))
    fields = {"X-Forwarded-For": forwarded[0]} if forwarded else {}
    assert own.caller(peer, fields, forwarded=forwarded).address == asking
    assert keeper().caller(peer, fields, forwarded=forwarded).address == peer


def test_a_monitor_may_ask_through_a_trusted_proxy_and_this_machine_may_not() -> None:
    own = keeper(trusted_proxies=(ip_network("127.0.0.1"),))
    for told, admitted in (("10.1.2.3", True), ("127.0.0.1", False), ("192.0.2.7", False)):
        caller = own.caller("127.0.0.1", {"X-Forwarded-For": told}, forwarded=(told,))
        assert own.admits(Access.MONITORS, Guest.STRANGER, caller) is admitted
        assert own.guest(caller, "", "") is Guest.STRANGER


# Secrets


def test_a_password_is_known_by_its_hash() -> None:
    kept = hashed("Brücke über den Fluss")
    assert "Fluss" not in kept
    assert fits("Bru\u0308cke u\u0308ber den Fluss", kept)
    assert not fits("Brücke über den Fluß", kept)
    assert kept != hashed("Brücke über den Fluss")
    for wrong in ("short", "x" * 1001):
        with pytest.raises(UsageError, match="characters"):
            hashed(wrong)


def test_what_is_no_hash_where_one_is_kept_is_told_and_not_repeated() -> None:
    for web, name in ((Web(password="env:P"), "web.password"), (Web(token="env:P"), "web.token")):
        for value in ("hunter2", ""):
            with pytest.raises(SettingsError) as told:
                Doorkeeper.of(web, {"P": value})
            assert name in str(told.value) or "env:P" in str(told.value)
            assert "hunter2" not in str(told.value)
    own = Doorkeeper.of(Web(password="env:P", token="env:T"), {"P": HASH, "T": TOKEN})
    assert own.password == HASH
    assert HASH not in repr(own)
    assert own.guest(own.caller("192.0.2.7", {}), f"bearer {TOKEN}", "") is Guest.TOKEN
    assert own.guest(own.caller("192.0.2.7", {}), "Bearer ", "") is Guest.STRANGER
    assert keeper().guest(keeper().caller("192.0.2.7", {}), "Bearer ", "") is Guest.STRANGER


async def test_the_public_reads_nothing_that_is_the_owners(tmp_path: Path) -> None:
    async with opened(tmp_path, password=HASH, public=True) as (client, _, __):
        with wiring.opened(settings(tmp_path)) as store:
            store.watches.add("https://a.example/", key="a", site="a.example", note="ask Anna", now=NOON)
        listed = await (await client.get("/api/v1/watches", headers=SENT)).json()
        assert [one["note"] for one in listed["items"]] == [""]
        page = BeautifulSoup(await (await client.get("/watches", headers=SENT)).text(), "html.parser")
        links = {link["href"] for link in page.select("a[href]")}
        assert "/login" in links
        assert not {"/alerts", "/sources"} & links
        await log_in(client)
        listed = await (await client.get("/api/v1/watches")).json()
        assert [one["note"] for one in listed["items"]] == ["ask Anna"]


async def test_a_page_that_the_public_has_is_another_one_for_the_owner(tmp_path: Path) -> None:
    async with opened(tmp_path, password=HASH, public=True) as (client, _, __):
        with store_opened(tmp_path) as store:
            await store.memory.record(new(added(store)))
        tags = []
        for _ in range(2):
            answer = await client.get("/watch/1/1")
            assert answer.status == 200
            tags.append(answer.headers["ETag"])
            assert (await client.get("/watch/1/1", headers={"If-None-Match": tags[-1]})).status == 304
            await log_in(client)
        assert tags[0] != tags[1]
