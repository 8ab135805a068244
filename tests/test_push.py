"""Feeds that are pushed: a real hub on loopback, a real store, a real client and the daemon's own web server."""

from __future__ import annotations

import asyncio
import io
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

import aiohttp
import pytest
from aiohttp.test_utils import TestServer
from builders import NOON, Clock
from cli_place import Place
from fakes import Paper, paper
from hub import Hub, open_hub
from store_builders import placed

from watcher import daemon, push, wiring
from watcher.discover import discover
from watcher.model import OrderState, Push, Reading, Source, SourceSetting
from watcher.push import is_signed, tend
from watcher.settings import Fetch, Settings, Web
from watcher.sources.pace import CEILING, START
from watcher.web import door
from watcher.web.access import Doorkeeper
from watcher.web.app import application
from watcher.web.server import routes
from watcher.wiring import Assembly

PUBLIC = "https://watch.example/desk"
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def settings(folder: Path, address: str = PUBLIC, *networks: str) -> Settings:
    allowed = tuple(ip_network(network) for network in networks or ("127.0.0.0/8",))
    fetch = Fetch(allow_networks=allowed, host_gap=timedelta(0), robots=False, max_body=10_000)
    placed(folder)
    return Settings(database=f"sqlite:{folder}/watcher.db", fetch=fetch, web=Web(listen="127.0.0.1:0", address=address))


def feed(*names: str, hub: str = "", own: str = "") -> str:
    links = "".join(f'<atom:link rel="{rel}" href="{at}"/>' for rel, at in (("hub", hub), ("self", own)) if at)
    items = "".join(f"<item><link>/{name}</link></item>" for name in names)
    return f'<rss xmlns:atom="http://www.w3.org/2005/Atom"><channel>{links}{items}</channel></rss>'


@dataclass
class Yard:
    """A feed that names a hub, the hub, and a daemon's parts that stand still until they are called."""

    assembly: Assembly
    printed: Paper
    hub: Hub
    clock: Clock

    @property
    def desk(self) -> push.Desk:
        assert self.assembly.engine.push is not None
        return self.assembly.engine.push

    @property
    def source(self) -> Source:
        return self.assembly.store.sources.listed()[0]

    def watched(self) -> list[str]:
        return [watch.url.removeprefix(self.printed.base) for watch in self.assembly.store.watches.listed()]

    def print(self, *names: str) -> None:
        self.printed.pages["/feed"] = feed(*names, hub=self.hub.url, own=f"{self.printed.base}/feed?own")

    async def read(self) -> Reading:
        return await discover(self.source, self.assembly.engine.source_desk)

    async def tend(self) -> None:
        await tend(self.desk)

    async def subscribed(self) -> None:
        """Until the hub pushes the feed."""
        await self.read()
        await self.tend()
        assert (await self.hub.ask_back())[0] == 200


@asynccontextmanager
async def open_yard(own: Settings) -> AsyncIterator[Yard]:
    clock = Clock()
    async with paper() as printed, open_hub(own.web.address) as hub, wiring.assembled(own, now=clock) as assembly:
        keeper = Doorkeeper.of(own.web)
        app = application(routes(own, assembly, keeper), keeper)
        async with TestServer(app, host="127.0.0.1") as server:
            hub.reach = f"http://127.0.0.1:{server.port}"
            yard = Yard(assembly, printed, hub, clock)
            yard.print("a")
            assembly.store.sources.add(SourceSetting(url=f"{printed.base}/feed", tags=("harbour",)), NOON)
            yield yard


@pytest.fixture
async def yard(tmp_path: Path) -> AsyncIterator[Yard]:
    async with open_yard(settings(tmp_path)) as opened:
        yield opened


# Asking, and being asked back


async def test_a_feed_that_names_a_hub_is_pushed_and_read_seldom(yard: Yard) -> None:
    await yard.read()
    assert yard.source.due_at == NOON + 0.8 * START
    await yard.tend()
    (asked,) = yard.hub.asked
    assert (asked["hub.mode"], asked["hub.topic"]) == ("subscribe", f"{yard.printed.base}/feed?own")
    assert asked["hub.callback"].startswith(f"{PUBLIC}/websub/")
    assert asked["hub.lease_seconds"] == "864000"
    assert len(asked["hub.callback"].rpartition("/")[2]) >= 43
    assert 43 <= len(asked["hub.secret"]) < 200
    assert await yard.hub.ask_back() == (200, "challenge <1>")
    assert yard.source.push == Push(state=OrderState.ACTIVE, since=NOON, until=NOON + 10 * DAY)
    yard.clock.move(MINUTE)
    assert await yard.hub.push(feed("b", "a")) == 202
    assert yard.watched() == ["/a", "/b"]
    new = yard.assembly.store.watches.listed()[1]
    assert (new.due_at, new.tags) == (NOON + MINUTE, ("harbour",))
    source = yard.source
    assert (source.due_at, source.pushed_until(yard.clock())) == (NOON + MINUTE + CEILING, NOON + 10 * DAY)
    assert (source.new, source.found, source.read_at, source.hub) == (1, 2, NOON + MINUTE, yard.source.hub)
    await yard.tend()
    assert len(yard.hub.asked) == 1


async def test_a_hub_that_asks_back_before_it_answers_is_answered(yard: Yard) -> None:
    yard.hub.hurried = True
    await yard.read()
    await yard.tend()
    assert list(yard.hub.subscribers) == [yard.hub.asked[0]["hub.callback"]]
    assert yard.source.push is not None
    assert yard.source.push.state is OrderState.ACTIVE


async def test_a_hub_that_moved_is_followed(yard: Yard) -> None:
    yard.hub.moved = True
    await yard.subscribed()
    assert list(yard.hub.subscribers) == [yard.hub.asked[0]["hub.callback"]]


@pytest.mark.parametrize(
    "other",
    [
        {"hub_topic": "https://evil.example/feed"},
        {"hub_mode": "unsubscribe"},
        {"hub_mode": "publish"},
        {"hub_mode": ""},
        {"hub_challenge": ""},
    ],
)
async def test_what_was_not_asked_for_is_not_confirmed(yard: Yard, other: dict[str, str]) -> None:
    await yard.read()
    await yard.tend()
    assert (await yard.hub.ask_back(**other))[0] == 404
    assert yard.source.push == Push(state=OrderState.ASKED)


async def test_what_was_confirmed_is_not_confirmed_again_unless_it_is_asked_for(yard: Yard) -> None:
    await yard.subscribed()
    assert (await yard.hub.ask_back())[0] == 404
    yard.hub.asked[0] |= {"hub.callback": f"{PUBLIC}/websub/{'x' * 43}"}
    assert (await yard.hub.ask_back())[0] == 404
    assert yard.source.pushed_until(NOON) == NOON + 10 * DAY


async def test_a_hub_that_does_not_ask_back_is_asked_again_after_growing_pauses(yard: Yard) -> None:
    await yard.read()
    pauses = []
    for _ in range(12):
        before = len(yard.hub.asked)
        await yard.tend()
        assert len(yard.hub.asked) == before + 1
        (order,) = await yard.assembly.store.orders.due(NOON + 1000 * DAY, 9)
        pauses.append(order.due_at - yard.clock())
        yard.clock.at = order.due_at - timedelta(seconds=1)
        await yard.tend()
        assert len(yard.hub.asked) == before + 1
        yard.clock.at = order.due_at
    assert pauses[:4] == [10 * MINUTE, 20 * MINUTE, 40 * MINUTE, 80 * MINUTE]
    assert pauses[-1] == DAY
    assert len({asked["hub.callback"] for asked in yard.hub.asked}) == 1


async def test_a_hub_that_is_down_or_refuses_is_told_and_the_feed_is_read_as_ever(yard: Yard) -> None:
    yard.hub.status = 503
    await yard.read()
    await yard.tend()
    assert yard.source.push == Push(state=OrderState.ASKED, why="the hub answers 503: as you like")
    yard.clock.move(HOUR)
    assert yard.source.pushed_until(yard.clock()) is None
    reading = await yard.read()
    assert reading.source.due_at == yard.clock() + START
    yard.hub.status = 202
    await yard.tend()
    await yard.hub.ask_back()
    assert yard.source.push == Push(state=OrderState.ACTIVE, since=NOON + HOUR, until=NOON + HOUR + 10 * DAY)


async def test_a_hub_that_asks_to_wait_is_waited_for(yard: Yard) -> None:
    yard.hub.status, yard.hub.retry_after = 429, "7200"
    await yard.read()
    await yard.tend()
    yard.clock.move(2 * HOUR - MINUTE)
    await yard.tend()
    assert len(yard.hub.asked) == 1
    yard.clock.move(MINUTE)
    await yard.tend()
    assert len(yard.hub.asked) == 2


async def test_a_clock_that_is_set_back_far_does_not_keep_a_hub_from_being_asked(yard: Yard) -> None:
    yard.clock.at = NOON + 1000 * DAY
    await yard.subscribed()
    yard.clock.at = NOON
    await yard.tend()
    assert len(yard.hub.asked) == 2
    assert yard.source.pushed_until(NOON) is None


async def test_a_hub_without_an_answer_is_told_and_not_asked_about_its_other_feeds(yard: Yard) -> None:
    with socket.create_server(("127.0.0.1", 0)) as left:
        gone = f"http://127.0.0.1:{left.getsockname()[1]}/hub"
    for name in ("one", "two"):
        yard.printed.pages[f"/{name}"] = feed("a", hub=gone, own=f"https://news.example/{name}")
        added, _ = yard.assembly.store.sources.add(SourceSetting(url=f"{yard.printed.base}/{name}"), NOON)
        await discover(added, yard.assembly.engine.source_desk)
    await yard.tend()
    whys = [one.push.why for one in yard.assembly.store.sources.listed() if one.push is not None]
    assert sorted(whys) == ["", f"no connection to {gone[7:-4]}: connection refused"]


async def test_a_hub_at_a_private_address_is_not_asked(tmp_path: Path) -> None:
    async with open_yard(settings(tmp_path)) as yard:
        await yard.read()
    async with wiring.assembled(settings(tmp_path, PUBLIC, "10.0.0.0/8")) as assembly:
        assert assembly.engine.push is not None
        await tend(assembly.engine.push)
        (source,) = assembly.store.sources.listed()
    assert source.push is not None
    assert "127.0.0.1 is a loopback address" in source.push.why
    assert yard.hub.asked == []


async def test_a_hub_that_denies_is_told_and_asked_again_a_day_later(yard: Yard) -> None:
    await yard.subscribed()
    assert await yard.hub.deny(topic="https://evil.example/") == 404
    assert yard.source.pushed_until(NOON) is not None
    assert await yard.hub.deny(reason="too\n\x1b[31mmany") == 200
    assert yard.source.push is not None
    assert (yard.source.push.state, yard.source.push.until) == (OrderState.DENIED, None)
    assert yard.source.push.why == "the hub will not push it: too [31mmany"
    assert await yard.hub.push(feed("b")) == 410
    assert yard.watched() == ["/a"]
    yard.clock.move(DAY - MINUTE)
    await yard.tend()
    assert len(yard.hub.asked) == 1
    yard.clock.move(MINUTE)
    await yard.tend()
    assert (await yard.hub.ask_back())[0] == 200
    assert yard.source.push == Push(state=OrderState.ACTIVE, since=NOON, until=NOON + 11 * DAY)


# Leases


async def test_a_lease_is_renewed_before_it_ends(yard: Yard) -> None:
    yard.hub.lease = "100000"
    await yard.subscribed()
    yard.clock.move(timedelta(seconds=79_999))
    await yard.tend()
    assert len(yard.hub.asked) == 1
    yard.clock.move(timedelta(seconds=1))
    await yard.tend()
    assert await yard.hub.push(feed("b")) == 202  # it goes on meanwhile
    assert (await yard.hub.ask_back())[0] == 200
    first, second = yard.hub.asked
    assert first == second
    assert yard.source.pushed_until(yard.clock()) == NOON + timedelta(seconds=180_000)
    assert yard.watched() == ["/a", "/b"]


async def test_a_lease_that_ends_means_reading_the_feed_as_ever(yard: Yard) -> None:
    yard.hub.lease = "3600"
    await yard.subscribed()
    await yard.hub.push(feed("b"))
    assert yard.source.due_at == NOON + HOUR  # when the lease ends, at the latest
    yard.hub.status = 500
    yard.clock.move(HOUR)
    await yard.tend()
    reading = await yard.read()
    assert reading.source.due_at - yard.clock() == (reading.source.pause or CEILING) < CEILING
    assert yard.source.pushed_until(yard.clock()) is None


@pytest.mark.parametrize(
    ("lease", "granted"),
    [("", 10 * DAY), ("soon", 10 * DAY), ("9" * 400, 90 * DAY), ("0", timedelta(0)), ("²", 10 * DAY)],
)
async def test_a_lease_is_within_reason(yard: Yard, lease: str, granted: timedelta) -> None:
    yard.hub.lease = lease
    await yard.subscribed()
    assert yard.source.push is not None
    assert yard.source.push.until == NOON + granted


# What is pushed


@pytest.mark.parametrize("method", ["sha1", "sha256", "sha384", "sha512"])
async def test_every_method_of_signing_is_known(yard: Yard, method: str) -> None:
    await yard.subscribed()
    assert await yard.hub.push(feed("b"), method=method) == 202
    assert yard.watched() == ["/a", "/b"]


@pytest.mark.parametrize(
    "signature", ["", "sha256", "sha256=", "sha256=" + "0" * 64, "md5=" + "0" * 32, "sha256=é", "shake_128=00"]
)
async def test_what_is_not_signed_as_agreed_is_passed_over_without_a_word(yard: Yard, signature: str) -> None:
    await yard.subscribed()
    due = yard.source.due_at
    assert await yard.hub.push(feed("b"), signature=signature) == 202
    assert await yard.hub.push("", signature=signature) == 202
    assert yard.watched() == ["/a"]
    assert yard.source.due_at == due
    assert yard.source.push is not None
    assert yard.source.push.pushed_at is None
    assert yard.assembly.engine.tally.pushed == {"unsigned": 2}


def test_a_signature_is_of_this_body_with_this_secret() -> None:
    signed = "sha1=DE7C9B85B8B78AA6BC8A7A36F70A90701C9DB4D9"  # RFC 2202 speaks of HMAC-SHA-1; this is a common example
    body = b"The quick brown fox jumps over the lazy dog"
    assert is_signed(signed, body, "key")
    assert not is_signed(signed, body + b".", "key")
    assert not is_signed(signed, body, "Key")


@pytest.mark.parametrize(
    "body", ["", " \n", "what is new? see yourself", "<html><a href=/b>b</a></html>", "{}", b"\x1f\x8b\x08"]
)
async def test_what_only_says_that_there_is_news_has_the_feed_read_soon(yard: Yard, body: str | bytes) -> None:
    await yard.subscribed()
    await yard.hub.push(feed("b"))
    assert yard.source.due_at == NOON + CEILING
    assert await yard.hub.push(body) == 202
    assert yard.source.due_at == NOON + MINUTE
    yard.clock.move(5 * MINUTE)
    yard.print("c", "b", "a")
    assert await yard.hub.push(body) == 202
    assert yard.source.due_at <= yard.clock()
    assert yard.source.failing_since is None
    reading = await yard.read()
    assert [found.article.url for found in reading.found] == [yard.printed.url("/c")]


async def test_a_feed_that_fails_is_not_read_sooner_because_a_hub_says_so(yard: Yard) -> None:
    await yard.subscribed()
    yard.printed.statuses["/feed"] = 429
    due = (await yard.read()).source.due_at
    assert await yard.hub.push("") == 202
    assert yard.source.due_at == due > NOON + MINUTE


async def test_a_database_that_cannot_be_used_keeps_hubs_from_being_asked_and_nothing_else(
    yard: Yard, caplog: pytest.LogCaptureFixture
) -> None:
    await yard.read()
    yard.assembly.store.close()
    await yard.tend()
    assert yard.hub.asked == []
    assert [r.getMessage() for r in caplog.records if r.levelno == logging.WARNING] == [
        f"hubs are not asked: {yard.assembly.store.path}: the store is closed"
    ]


async def test_what_is_too_large_is_refused(yard: Yard) -> None:
    await yard.subscribed()
    assert await yard.hub.push("x" * 10_001) == 413
    assert await yard.hub.push(feed("b")) == 202


async def test_what_nobody_asked_for_is_refused_before_it_is_read(yard: Yard) -> None:
    async with aiohttp.ClientSession() as client:
        at = f"{yard.hub.reach}/websub/{'x' * 43}"
        async with client.post(at, data=io.BytesIO(b"x" * 10_000_000), headers={"Host": "watch.example"}) as answer:
            assert answer.status == 410
        async with client.post(f"{yard.hub.reach}/websub/short", data=b"") as answer:
            assert answer.status == 404
    assert yard.assembly.engine.tally.pushed == {"unknown": 1}


@pytest.mark.parametrize("sent", [b"Content-Length: 9\r\n\r\n<rss>", b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"])
async def test_what_breaks_off_or_is_garbled_is_no_fault_to_tell(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, sent: bytes
) -> None:
    own = settings(tmp_path)
    caplog.set_level(logging.INFO)
    async with open_yard(own) as yard, door(own, yard.assembly):
        place = next(m for m in caplog.messages if m.startswith("listening at="))
        await yard.subscribed()
        path = yard.hub.asked[0]["hub.callback"].removeprefix(PUBLIC)
        _, writer = await asyncio.open_connection("127.0.0.1", int(place.rpartition(":")[2]))
        writer.write(f"POST {path} HTTP/1.1\r\nHost: watch.example\r\n".encode() + sent)
        await writer.drain()
        writer.close()
        await writer.wait_closed()
    assert yard.assembly.engine.tally.pushed == {}
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


async def test_without_a_database_the_hub_is_asked_to_come_again(yard: Yard) -> None:
    await yard.subscribed()
    yard.assembly.store.close()
    assert await yard.hub.push(feed("b")) == 503


async def test_what_the_hub_let_out_is_noticed_and_the_feed_is_read_as_ever_until_it_pushes_again(yard: Yard) -> None:
    await yard.subscribed()
    yard.clock.move(2 * HOUR)
    yard.print("b", "a")
    reading = await yard.read()
    assert reading.source.due_at - yard.clock() < START
    assert yard.source.pushed_until(yard.clock()) is None
    yard.clock.move(MINUTE)
    await yard.hub.push(feed("b"))
    assert yard.source.pushed_until(yard.clock()) is not None
    assert yard.source.due_at == yard.clock() + CEILING


@pytest.mark.parametrize(
    ("stands", "works"),
    [
        ({}, True),
        ({"state": OrderState.ASKED}, False),
        ({"until": NOON}, False),
        ({"since": NOON - 3 * DAY}, False),
        ({"since": NOON - 3 * DAY, "pushed_at": NOON - DAY}, True),
        ({"pushed_at": NOON - 2 * DAY}, False),
        ({"pushed_at": NOON + HOUR}, False),  # the clock was set back
    ],
)
def test_a_hub_is_relied_on_while_it_is_heard_of(stands: dict[str, object], works: bool) -> None:
    stood = Push(state=OrderState.ACTIVE, since=NOON - HOUR, until=NOON + DAY)
    assert replace(stood, **stands).works(NOON, None) is works  # type: ignore[arg-type]


# What ends it


async def test_a_source_that_is_removed_is_pushed_no_more(yard: Yard) -> None:
    await yard.subscribed()
    yard.assembly.store.sources.remove(yard.source.id)
    assert await yard.hub.push(feed("b")) == 410
    await yard.tend()
    assert yard.hub.asked[-1]["hub.mode"] == "unsubscribe"
    assert (await yard.hub.ask_back(hub_mode="subscribe"))[0] == 404
    assert (await yard.hub.ask_back())[0] == 200
    assert await yard.assembly.store.orders.due(NOON + 1000 * DAY, 9) == []


async def test_a_hub_that_does_not_want_to_hear_of_an_end_is_left_alone(yard: Yard) -> None:
    await yard.subscribed()
    yard.assembly.store.sources.remove(yard.source.id)
    for _ in range(10):
        await yard.tend()
        yard.clock.move(DAY)
    assert [asked["hub.mode"] for asked in yard.hub.asked] == ["subscribe", *["unsubscribe"] * 3]
    assert await yard.assembly.store.orders.due(NOON + 1000 * DAY, 9) == []


async def test_a_feed_that_names_another_hub_is_pushed_from_there(yard: Yard) -> None:
    await yard.subscribed()
    async with open_hub(PUBLIC) as other:
        other.reach = yard.hub.reach
        yard.printed.pages["/feed"] = feed("a", hub=other.url)
        await yard.read()
        await yard.tend()
        assert [asked["hub.mode"] for asked in yard.hub.asked] == ["subscribe", "unsubscribe"]
        assert other.asked[0]["hub.topic"] == f"{yard.printed.base}/feed"
        assert other.asked[0]["hub.callback"] != yard.hub.asked[0]["hub.callback"]
        assert (await other.ask_back(), (await yard.hub.ask_back())[0]) == ((200, "challenge <1>"), 200)
        assert await other.push(feed("b")) == 202
    yard.printed.pages["/feed"] = feed("a")
    await yard.read()
    await yard.tend()
    assert yard.source.push is None


async def test_who_is_reached_elsewhere_asks_anew_and_who_is_not_reached_forgets(tmp_path: Path) -> None:
    own = settings(tmp_path)
    async with open_yard(own) as yard:
        await yard.subscribed()
    async with wiring.assembled(settings(tmp_path, "https://new.example")) as assembly:
        assert assembly.engine.push is not None
        await tend(assembly.engine.push)
        (order,) = await assembly.store.orders.due(NOON + 100_000 * DAY, 9)
        assert order.callback.startswith("https://new.example/websub/")
        assert order.state is OrderState.ASKED
    stop = asyncio.Event()
    stop.set()
    await wiring.run(settings(tmp_path, ""), stop)
    with wiring.opened(own) as store:
        assert await store.orders.due(NOON + 100_000 * DAY, 9) == []


# What is seen of it


async def test_the_push_is_shown_and_its_secrets_are_not(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    place = Place(tmp_path)
    with caplog.at_level(logging.DEBUG):
        async with open_yard(settings(tmp_path)) as yard:
            await yard.subscribed()
            await yard.hub.push(feed("b"))
            asked = yard.hub.asked[0]
            orders = await yard.assembly.store.orders.due(NOON + 100 * DAY, 9)
            yard.assembly.store.orders.forget_all()
            yard.clock.at = NOON
            await yard.tend()
    hidden = (asked["hub.secret"], asked["hub.callback"].rpartition("/")[2])
    shown = place.run("source", "list").out + place.run("source", "list", "--json").out + place.run("status").out
    logged = "".join(r.getMessage() for r in caplog.records if r.name.startswith("watcher"))
    assert f"hub={yard.hub.url[7:-4]} asked=subscribe source=1" in logged
    for secret in hidden:
        assert secret not in shown + logged + repr(orders)
    assert "feed, push asked for" in shown
    assert place.run("source", "list", "--json").document[0]["push"] == {
        "hub": yard.hub.url, "topic": f"{yard.printed.base}/feed?own", "state": "asked", "since": None, "until": None,
        "pushed_at": None, "why": "",
    }  # fmt: skip


async def test_what_a_hub_says_is_listed_and_what_it_pushes_is_counted(yard: Yard, tmp_path: Path) -> None:
    place = Place(tmp_path)
    await yard.subscribed()
    yard.clock.at += 10_000 * DAY
    assert yard.assembly.store.sources.figures(NOON).pushed == 1
    assert yard.assembly.store.sources.figures(NOON + 10 * DAY).pushed == 0
    assert "feed, push silent" in place.run("source", "list").out
    await yard.hub.deny()
    out = place.run("source", "list").out
    assert "feed, push denied" in out
    assert "1: the hub will not push it: not for you" in out


# The daemon


async def test_the_daemon_has_its_feeds_pushed(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    own, stop, looked = settings(tmp_path), asyncio.Event(), asyncio.Queue[str]()
    async with paper() as printed, open_hub(PUBLIC) as hub, wiring.assembled(own) as assembly:
        hub.hurried = True
        printed.pages["/feed"] = feed(hub=hub.url)
        assembly.store.sources.add(SourceSetting(url=f"{printed.base}/feed"), NOON)
        engine = replace(assembly.engine, tick=timedelta(milliseconds=10), hubs=timedelta(milliseconds=50))
        with caplog.at_level("INFO"):
            async with door(own, assembly), asyncio.timeout(20):
                hub.reach = next(m for m in caplog.messages if m.startswith("listening at=")).partition("=")[2]
                running = asyncio.create_task(
                    daemon.run(engine, stop, on_finding=lambda watch, _: looked.put_nowait(watch.url))
                )
                await hub.believed.wait()
                assert await hub.push(feed("b")) == 202
                assert await looked.get() == printed.url("/b")
                stop.set()
                await running
    assert "source=1 pushed listed=1 new=1" in caplog.messages


def test_without_an_address_no_hub_is_asked(tmp_path: Path) -> None:
    async def desk(web: Web) -> push.Desk | None:
        async with wiring.assembled(replace(settings(tmp_path), web=web)) as assembly:
            return assembly.engine.push

    assert asyncio.run(desk(Web())) is None
    assert asyncio.run(desk(Web(listen="", address=PUBLIC))) is None


def test_hooks_of_hubs_are_open_to_whoever_knows_them(tmp_path: Path) -> None:
    async def closed() -> set[str]:
        own = settings(tmp_path)
        async with wiring.assembled(own) as assembly:
            return {
                f"{route.method} {route.access}"
                for route in routes(own, assembly, Doorkeeper.of(own.web))
                if "websub" in route.path
            }

    assert asyncio.run(closed()) == {"GET anybody", "POST anybody"}
