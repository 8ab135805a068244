"""The daemon's web server: who may open what, what every answer carries, health and figures."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web as http
from aiohttp.test_utils import TestClient, TestServer
from builders import NOON, Clock, news
from fakes import paper
from prometheus_client.parser import text_string_to_metric_families as parsed
from store_builders import placed

from watcher import wiring
from watcher.errors import StoreError, WatcherError
from watcher.model import Finding, Watch
from watcher.settings import Fetch, Settings, Web
from watcher.store import Store
from watcher.tally import Spread, Tally
from watcher.urls import identity, site
from watcher.web import door
from watcher.web.access import Access, Doorkeeper
from watcher.web.app import Route, application
from watcher.web.figures import KEPT, Books, Figures
from watcher.web.health import health
from watcher.web.server import routes

STORY = "The harbour bridge was closed to all traffic on Monday after engineers found cracks in two of its main cables."
PUBLIC = Web(listen="127.0.0.1:0", address="https://watch.example/desk")
Client = TestClient[http.Request, http.Application]


def settings(folder: Path, web: Web = PUBLIC) -> Settings:
    fetch = Fetch(allow_networks=(ip_network("127.0.0.0/8"),), host_gap=timedelta(0), robots=False)
    placed(folder)
    return Settings(database=f"sqlite:{folder}/watcher.db", fetch=fetch, web=web)


@asynccontextmanager
async def visiting(app: http.Application) -> AsyncIterator[Client]:
    async with TestClient(TestServer(app, host="127.0.0.1")) as client:
        yield client


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[http.Application]:
    """The application of a daemon that has not begun to look."""
    own = settings(tmp_path)
    async with wiring.assembled(own) as assembly:
        keeper = Doorkeeper.of(own.web)
        yield application(routes(own, assembly, keeper), keeper)


# Who may open what


async def test_a_route_that_does_not_say_to_whom_it_is_open_is_open_to_nobody(app: http.Application) -> None:
    async def secret(_: http.Request) -> http.Response:
        return http.Response(text="secret")

    app.router.add_get("/secret", secret)
    async with visiting(app) as client:
        for method in ("GET", "HEAD"):
            assert (await client.request(method, "/secret")).status == 403


@pytest.mark.parametrize("path", ["/healthz", "/metrics", "/nowhere", "/%2e%2e/etc/passwd"])
@pytest.mark.parametrize("method", ["GET", "POST", "HEAD", "OPTIONS"])
@pytest.mark.parametrize("host", ["localhost", "evil.example"])
async def test_every_answer_tells_the_browser_what_to_refuse(
    app: http.Application, path: str, method: str, host: str
) -> None:
    async with visiting(app) as client:
        answer = await client.request(method, path, headers={"Host": host})
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["Server"] == "watcher"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8642", 503),  # the daemon is not there yet
        ("localhost", 503),
        ("[::1]:80", 503),
        ("watch.example", 403),  # through a proxy, then
        ("WATCH.example:443", 403),
        ("evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("watch.example.evil.example", 421),
        ("192.0.2.7", 421),
        ("", 421),
        ("[", 421),
    ],
)
async def test_a_name_that_somebody_made_lead_here_is_not_answered_to(
    app: http.Application, host: str, status: int
) -> None:
    async with visiting(app) as client:
        assert (await client.get("/healthz", headers={"Host": host})).status == status


def test_a_server_that_others_reach_answers_to_whatever_they_call_it() -> None:
    assert Doorkeeper.of(Web(listen="0.0.0.0:80")).answers_to("desk.lan")
    assert not Doorkeeper.of(Web(listen="localhost:80")).answers_to("desk.lan")


@pytest.mark.parametrize(("version", "status"), [("1.0", b"403"), ("1.1", b"503")])
async def test_a_proxy_that_does_not_say_that_it_is_one_gives_itself_away(
    app: http.Application, version: str, status: bytes
) -> None:
    async with visiting(app) as client:
        reader, writer = await asyncio.open_connection("127.0.0.1", client.port)
        writer.write(f"GET /healthz HTTP/{version}\r\nHost: 127.0.0.1:8642\r\nConnection: close\r\n\r\n".encode())
        assert (await reader.readline()).split()[1] == status
        writer.close()


async def test_a_request_with_too_much_in_it_and_one_without_a_database_end_with_a_word() -> None:
    async def answer(request: http.Request) -> http.Response:
        if await request.read():
            raise StoreError("watcher.db: damaged")
        return http.Response()

    route = Route(method="POST", path="/x", access=Access.ANYBODY, answer=answer)
    async with visiting(application((route,), Doorkeeper.of(PUBLIC))) as client:
        assert (await client.post("/x", data=b"x" * 200_000)).status == 413
        broken = await client.post("/x", data=b"x")
        assert (broken.status, await broken.text()) == (503, "the database cannot be used\n")


# Where it listens


async def test_a_place_that_is_taken_is_one_clear_error(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        place = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(WatcherError) as told:
            await wiring.run(settings(tmp_path, Web(listen=place)), asyncio.Event(), door=door)
    assert str(told.value) == (
        f'[web] listen = "{place}": it is not possible to listen there: address already in use; name another place, '
        'or "" to switch the web server off'
    )


async def test_a_place_that_does_not_exist_is_one_clear_error(tmp_path: Path) -> None:
    for place in ("192.0.2.1:80", "nowhere.invalid:80"):
        with pytest.raises(WatcherError, match=r"it is not possible to listen there: [a-z ]+"):
            await wiring.run(settings(tmp_path, Web(listen=place)), asyncio.Event(), door=door)


async def test_switched_off_it_listens_nowhere(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    stop = asyncio.Event()
    stop.set()
    with caplog.at_level("INFO"):
        await wiring.run(settings(tmp_path, Web(listen="")), stop, door=door)
    assert "listening" not in caplog.text


@pytest.mark.parametrize(
    "sent",
    [b"garbage\r\n\r\n", b"\x16\x03\x01\x00\x11", b"GET /" + b"a" * 20_000, b"GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n"],
)
async def test_what_is_no_http_is_refused_and_is_no_fault_to_tell(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, sent: bytes
) -> None:
    own = settings(tmp_path)
    with caplog.at_level("INFO"):
        async with wiring.assembled(own) as assembly, door(own, assembly):
            port = int(caplog.messages[-1].rpartition(":")[2])
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(sent)
            assert (await reader.readline()).startswith(b"HTTP/1.0 400")
            writer.close()
    assert [message.partition("=")[0] for message in caplog.messages] == ["listening at"]


# Health and figures


async def test_a_daemon_at_work_is_healthy_and_counts_what_it_does(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    own, stop, found = settings(tmp_path), asyncio.Event(), asyncio.Queue[Finding]()

    def report(_: Watch, finding: Finding) -> None:
        found.put_nowait(finding)

    async with paper() as printed, aiohttp.ClientSession() as client:
        printed.pages["/a"] = news("Bridge closed", STORY)
        with wiring.opened(own) as store:
            for path in ("/a", "/b"):
                url = printed.url(path)
                store.watches.add(url, key=identity(url), site=site(url), now=NOON)
        with caplog.at_level("INFO"):
            running = asyncio.create_task(wiring.run(own, stop, on_finding=report, door=door))
            for _ in range(2):
                await asyncio.wait_for(found.get(), 20)
        base = next(r.getMessage() for r in caplog.records if "listening at=" in r.getMessage()).partition("=")[2]
        async with client.get(f"{base}/healthz") as answer:
            assert (answer.status, (await answer.json())["status"]) == (200, "ok")
        async with client.get(f"{base}/metrics") as answer:
            assert answer.headers["Content-Type"].startswith("text/plain; version=")
            text = await answer.text()
        stop.set()
        await asyncio.wait_for(running, 20)
    assert printed.base not in text
    assert "127.0.0.1" not in text
    counted = {(s.name, *sorted(s.labels.values())): s.value for family in parsed(text) for s in family.samples}
    assert counted["watcher_looks_total", "new"] == 1
    assert counted["watcher_looks_total", "failed"] == 0
    assert counted["watcher_look_duration_seconds_count",] == 2
    assert counted["watcher_look_duration_seconds_bucket", "+Inf"] == 2
    assert counted["watcher_look_delay_seconds_bucket", "86400.0"] == 0  # due in March
    assert counted["watcher_requests_total", "2xx"] == 1
    assert counted["watcher_requests_total", "4xx"] == 1
    assert counted["watcher_watches", "active"] == 2
    assert counted["watcher_alerts", "pending"] == 0
    assert counted["watcher_database_up",] == 1
    assert counted["watcher_dispatch_age_seconds",] < 60
    assert counted["process_resident_memory_bytes",] > 1_000_000


async def test_figures_are_given_in_the_form_that_is_asked_for(app: http.Application) -> None:
    async with visiting(app) as client:
        answer = await client.get("/metrics", headers={"Accept": "application/openmetrics-text; version=1.0.0"})
        assert answer.headers["Content-Type"].startswith("application/openmetrics-text")
        assert (await answer.text()).endswith("# EOF\n")


async def test_without_a_database_the_other_figures_are_there(tmp_path: Path) -> None:
    own = settings(tmp_path)
    async with wiring.assembled(own) as assembly:
        keeper = Doorkeeper.of(own.web)
        app = application(routes(own, assembly, keeper), keeper)
        assembly.store.close()
        async with visiting(app) as client:
            text = await (await client.get("/metrics")).text()
            healthy = await client.get("/healthz")
            assert (healthy.status, (await healthy.json())["status"]) == (503, "no database")
    assert "watcher_database_up 0.0" in text
    assert "watcher_looks_total" in text
    assert "watcher_watches" not in text


async def test_the_database_is_read_no_oftener_than_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(f"sqlite:{tmp_path}/watcher.db") as store:
        clock = Clock()
        books = Books(store, clock)
        first, second = await asyncio.gather(books.figures(), books.figures())
        assert first is second is not None
        clock.move(timedelta(hours=1))
        assert await books.figures() is first
        passed = asyncio.get_running_loop().time() + KEPT.total_seconds()
        monkeypatch.setattr(asyncio.get_running_loop(), "time", lambda: passed)
        later = await books.figures()
    assert later is not None
    assert later.at == NOON + timedelta(hours=1)


def figures(tmp_path: Path, overdue: timedelta | None = None) -> Figures:
    with Store.open(f"sqlite:{tmp_path}/watcher.db") as store:
        status = store.status(NOON)
        since = None if overdue is None else NOON - overdue
        return Figures(at=NOON, status=replace(status, overdue_since=since), sources=store.sources.figures(NOON))


@pytest.mark.parametrize(("dispatched", "status"), [(None, "starting"), (100.0, "ok"), (-19.0, "ok"), (-21.0, "stuck")])
def test_a_daemon_that_does_not_ask_what_is_due_is_ill(tmp_path: Path, dispatched: float | None, status: str) -> None:
    found = health(Tally(dispatched=dispatched), figures(tmp_path, timedelta(minutes=3)), 100.5)
    assert found["status"] == status
    assert found["oldest_overdue_seconds"] == 180
    assert found["dispatched_seconds_ago"] == (None if dispatched is None else 100.5 - dispatched)


def test_what_is_not_due_is_not_overdue(tmp_path: Path) -> None:
    assert health(Tally(dispatched=1.0), figures(tmp_path), 1.0)["oldest_overdue_seconds"] == 0
    assert health(Tally(dispatched=1.0), None, 1.0) == {
        "status": "no database", "dispatched_seconds_ago": 0, "due": None, "oldest_overdue_seconds": None,
    }  # fmt: skip


def test_lengths_of_time_are_counted_by_the_bound_that_they_do_not_pass() -> None:
    spread = Spread((1.0, 10.0))
    for seconds in (0.5, 1.0, 1.5, 10.0, 11.0):
        spread.add(seconds)
    assert (spread.counts, spread.total) == ([2, 2, 1], 24.0)
