"""What is done from the pages: forms that work without a script, and lead to a page that says what was done."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import ClientResponse, CookieJar
from aiohttp import web as http
from aiohttp.test_utils import TestClient, TestServer
from bs4 import BeautifulSoup, Tag
from drift_builders import Press, with_text
from store_builders import MINUTE, NOON, added, alert, edited, new, opened

from watcher.model import AlertId, AlertState, Delivery, DriftState, SourceSetting, Standing, State, Subscription
from watcher.model.summary import FOREVER
from watcher.settings import Web
from watcher.store import Store
from watcher.web import actions
from watcher.web.access import Access, Doorkeeper
from watcher.web.app import application
from watcher.web.pages import pages

LATER = NOON + timedelta(hours=1)
Client = TestClient[http.Request, http.Application]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as store:
        yield store


@pytest.fixture
async def client(store: Store) -> AsyncIterator[Client]:
    told = (Subscription(name="desk", to=()),)
    table = (*pages(store, lambda: LATER, own=told), *actions.routes(store, lambda: LATER, told))
    app = application(table, Doorkeeper.of(Web()))
    async with TestClient(TestServer(app, host="127.0.0.1"), cookie_jar=CookieJar(unsafe=True)) as client:
        yield client


def own(client: Client) -> dict[str, str]:
    """What a browser says of a form in a page of ours."""
    return {"Origin": str(client.make_url("")).rstrip("/")}


async def soup(client: Client, path: str) -> BeautifulSoup:
    answer = await client.get(path)
    assert answer.status == 200, path
    return BeautifulSoup(await answer.text(), "html.parser")


def form_to(found: Tag, action: str) -> dict[str, str]:
    """What a browser posts of the form that leads to `action`, as it stands."""
    form = found.select_one(f'form[action="{action}"][method=post]')
    assert form is not None, action
    fields = {str(one["name"]): str(one.get("value", "")) for one in form.select("input[name], select[name], textarea")}
    assert form.select_one("button")
    return fields


async def sent(client: Client, page: str, action: str, **fields: str) -> ClientResponse:
    """The answer to the form in a page, filled in; of a redirect, that it leads to."""
    posted = form_to(await soup(client, page), action) | fields
    return await client.post(action, data=posted, headers=own(client))


async def done(client: Client, page: str, action: str, **fields: str) -> str:
    """What the page says that a form leads to."""
    answer = await sent(client, page, action, **fields)
    assert answer.status == 200, await answer.text()
    assert answer.history[0].status == 303
    said = BeautifulSoup(await answer.text(), "html.parser").select_one("[role=status]")
    assert said is not None
    return said.get_text()


async def refused(client: Client, page: str, action: str, status: int, **fields: str) -> str:
    answer = await sent(client, page, action, **fields)
    assert answer.status == status
    found = BeautifulSoup(await answer.text(), "html.parser").select_one("main .refusal")
    assert found is not None
    return found.get_text()


async def test_articles_are_tracked_with_their_tags(client: Client, store: Store) -> None:
    said = await done(client, "/watches", "/watches", urls="https://river.example/a\n", tags="dw, 中文，zh")
    assert said == "It is tracked now."
    (watch,) = store.watches.listed()
    assert (watch.url, watch.tags, watch.due_at) == ("https://river.example/a", ("dw", "zh", "中文"), LATER)
    assert "already" in await done(
        client, "/watches", "/watches", urls="https://river.example/a?utm_source=x", tags="x"
    )
    two = await sent(client, "/watches", "/watches", urls="https://a.example/\r\n\r\nhttps://b.example/")
    assert two.url.path_qs == "/watches?after=1&done=added"
    assert len(store.watches.listed()) == 3


@pytest.mark.parametrize(
    ("urls", "tags", "said"),
    [
        ("river.example/a", "", "river.example/a: not an http or https address; did you mean https://river.example/a?"),
        (
            "https://a.example/\njavascript:alert(1)",
            "",
            "javascript:alert(1): not an http or https address; nothing was",
        ),
        (" \n", "", "no address; nothing was added"),
        ("https://a.example/", "a\x07b", "tag: a name on one line was expected"),
    ],
)
async def test_what_cannot_be_tracked_is_told_as_on_the_command_line(
    client: Client, store: Store, urls: str, tags: str, said: str
) -> None:
    answer = await sent(client, "/watches", "/watches", urls=urls, tags=tags)
    assert answer.status == 400
    found = BeautifulSoup(await answer.text(), "html.parser")
    why, kept = found.select_one("[role=alert]"), found.select_one("textarea")
    assert why is not None
    assert kept is not None
    assert why.get_text().startswith(said)
    assert kept.get_text().split() == urls.split()
    assert store.watches.listed() == []


async def test_an_article_is_paused_and_resumed(client: Client, store: Store) -> None:
    added(store)
    assert await done(client, "/watch/1", "/watch/1/pause") == "Paused: there are no more looks."
    assert store.watches.listed()[0].state is State.PAUSED
    assert "due now" in await done(client, "/watch/1", "/watch/1/resume")
    assert (store.watches.listed()[0].state, store.watches.listed()[0].due_at) == (State.ACTIVE, LATER)


async def test_a_look_is_asked_for_at_once(client: Client, store: Store) -> None:
    await store.memory.record(new(added(store)))
    with store.claim_daemon():
        assert await done(client, "/watch/1", "/watch/1/check") == "It is due now."
    assert [round_.watches[0].id for round_ in store.rounds.due(LATER, 10)] == [1]
    page = await soup(client, "/watch/1")
    store.watches.pause(store.watches.listed()[0].id)
    answer = await client.post("/watch/1/check", data=form_to(page, "/watch/1/check"), headers=own(client))
    assert (answer.status, "watch 1 is paused; resume it" in await answer.text()) == (409, True)
    assert store.watches.listed()[0].state is State.PAUSED


def test_what_is_due_already_is_not_put_off(store: Store) -> None:
    watch = added(store)
    assert store.watches.look_soon(watch.id, LATER)
    assert store.watches.listed()[0].due_at == NOON


async def test_tags_are_added_and_taken_away(client: Client, store: Store) -> None:
    added(store, tags=("a",))
    assert await done(client, "/watch/1", "/watch/1/tag", tags="b, c") == "Tagged."
    assert store.watches.listed()[0].tags == ("a", "b", "c")
    assert await done(client, "/watch/1", "/watch/1/untag") == "The tag is gone."
    assert store.watches.listed()[0].tags == ("b", "c")


@pytest.mark.parametrize(("time", "until"), [("", FOREVER), ("7d", LATER + timedelta(days=7))])
async def test_an_article_is_muted_for_a_while(client: Client, store: Store, time: str, until: object) -> None:
    added(store)
    await done(client, "/watch/1", "/watch/1/mute", **{"for": time})
    assert store.watches.listed()[0].muted_until == until
    await done(client, "/watch/1", "/watch/1/unmute")
    assert store.watches.listed()[0].muted_until is None
    assert "none of 1d, 7d, 30d" in await refused(client, "/watch/1", "/watch/1/mute", 409, **{"for": "1000y"})


async def test_an_article_is_forgotten_only_after_a_question(client: Client, store: Store) -> None:
    await store.memory.record(new(added(store)))
    page = await soup(client, "/watch/1")
    assert page.select_one('a[href="/watch/1/remove"]')
    assert not page.select('form[action="/watch/1/remove"]')
    asked = await soup(client, "/watch/1/remove")
    assert "1 revisions" in asked.get_text()
    assert len(store.watches.listed()) == 1
    assert "forgotten" in await done(client, "/watch/1/remove", "/watch/1/remove")
    assert store.watches.listed() == []


async def test_sources_are_added_and_removed(client: Client, store: Store) -> None:
    fields = {"url": " https://river.example/feed ", "kind": "feed", "tags": "dw", "match": "/a-[0-9]+$"}
    assert "read now" in await done(client, "/sources", "/sources", **fields)
    (one,) = store.sources.listed()
    assert one.setting == SourceSetting(url="https://river.example/feed", kind="feed", tags=("dw",), match="/a-[0-9]+$")
    assert "set anew" in await done(client, "/sources", "/sources", **fields | {"tags": "x"})
    assert store.sources.listed()[0].setting.tags == ("x",)
    assert "articles that it brought stay" in await done(client, "/sources", "/source/1/remove")
    assert store.sources.listed() == []
    store.sources.reconcile([SourceSetting(url="https://a.example/")], NOON)
    number = store.sources.listed()[0].id
    assert "out of the configuration" in await done(client, "/sources", f"/source/{number}/remove")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"url": "feed"}, "feed: not an http or https address"),
        ({"url": "https://a.example/", "match": "("}, 'match: "(" is no regular expression'),
        ({"url": "https://a.example/", "kind": "river"}, 'kind: "river" is none of feed, sitemap'),
    ],
)
async def test_what_is_no_source_is_told_as_in_the_configuration(
    client: Client, store: Store, fields: dict[str, str], said: str
) -> None:
    assert (await refused(client, "/sources", "/sources", 400, **fields)).startswith(said)
    assert store.sources.listed() == []


async def outbox(store: Store) -> None:
    watch = added(store)
    await store.memory.record(new(watch))
    await store.memory.record(edited(watch, 2, NOON + MINUTE, alerts=(alert("desk", 0),)))


def states(store: Store) -> list[AlertState]:
    return [letter.state for letter in store.outbox.letters()]


async def test_alerts_are_dropped_and_sent_again(client: Client, store: Store) -> None:
    await outbox(store)
    assert await done(client, "/alerts", "/alert/1/drop") == "Dropped: it is not sent."
    assert states(store) == [AlertState.DROPPED]
    assert "sent by the daemon" in await done(client, "/alerts", "/alert/1/retry")
    assert states(store) == [AlertState.PENDING]
    stale = form_to(await soup(client, "/alerts"), "/alert/1/drop")
    answer = await client.post("/alert/1/release", data=stale, headers=own(client))
    assert (answer.status, "alert 1 is pending, not held" in await answer.text()) == (409, True)


async def test_what_failed_is_sent_again_all_at_once_where_something_did(client: Client, store: Store) -> None:
    await outbox(store)
    assert not (await soup(client, "/alerts")).select('form[action="/alerts/retry"]')
    await store.outbox.settle([AlertId(1)], Delivery(sent=False, why="401", permanent=True, at=LATER), None)
    assert "sent by the daemon" in await done(client, "/alerts", "/alerts/retry")
    assert states(store) == [AlertState.PENDING]


async def test_the_messages_of_a_subscription_wait_for_a_while(client: Client, store: Store) -> None:
    assert "wait" in await done(client, "/subscriptions", "/subscriptions/snooze", **{"for": "8h"})
    assert store.outbox.snoozes() == {"desk": LATER + timedelta(hours=8)}
    stale = form_to(await soup(client, "/subscriptions"), "/subscriptions/unsnooze")
    assert "again" in await done(client, "/subscriptions", "/subscriptions/unsnooze")
    assert store.outbox.snoozes() == {}
    for fields, status in (({"for": "1000y"}, 409), ({"name": "nobody"}, 404)):
        answer = await client.post("/subscriptions/snooze", data=stale | fields, headers=own(client))
        assert (answer.status, store.outbox.snoozes()) == (status, {})


async def drifted(store: Store) -> None:
    press = await Press(store).open(12)
    assert await press.look(lambda _, of: with_text(of, "Read our new terms of use, which count from June on."))


async def test_a_drift_is_settled(client: Client, store: Store) -> None:
    await drifted(store)
    (drift,) = store.drifts.listed()
    assert drift.state is DriftState.OPEN
    assert "river.example" in (await soup(client, "/drifts")).get_text()
    page = await soup(client, "/drifts")
    assert "are dropped" in await done(client, "/drifts", f"/drift/{drift.id}/discard")
    assert store.drifts.listed()[0].state is DriftState.DISCARDED
    stale = form_to(page, f"/drift/{drift.id}/release")
    answer = await client.post(f"/drift/{drift.id}/release", data=stale, headers=own(client))
    assert (answer.status, "was discarded already" in await answer.text()) == (409, True)


async def test_nothing_is_done_to_what_is_not_there(client: Client, store: Store) -> None:
    added(store)
    form = form_to(await soup(client, "/watch/1"), "/watch/1/pause")
    for route in actions.routes(store, lambda: LATER):
        if "{number" in route.path:
            path = re.sub(r"\{.*?\}", "999", route.path, count=1)
            assert (await client.request(route.method, path, data=form, headers=own(client))).status == 404, path
            assert (await client.post(path.replace("999", "9" * 40), data=form, headers=own(client))).status == 404
    assert store.watches.listed()[0].standing is Standing.UNSEEN


async def test_nothing_is_done_without_a_form_of_ours(client: Client, store: Store) -> None:
    await outbox(store)
    store.sources.add(SourceSetting(url="https://river.example/feed"), NOON)
    before = (store.watches.listed(), store.sources.listed(), states(store))
    form = form_to(await soup(client, "/watch/1"), "/watch/1/pause") | {
        "urls": "https://x.example/",
        "url": "https://x.example",
    }
    origin = own(client)["Origin"]
    for route in actions.routes(store, lambda: LATER):
        assert route.access is Access.OWNERS
        if route.method == "POST":
            path = re.sub(r"\{.*?\}", "1", route.path, count=1)
            for fields in ({}, {"Origin": "https://evil.example"}, {"Origin": origin, "Sec-Fetch-Site": "cross-site"}):
                assert (await client.post(path, data=form, headers=fields)).status == 403, path
            forged = form | {"form": "0" * 64}
            assert (await client.post(path, data=forged, headers={"Origin": origin})).status == 403
            assert (await client.get(path, allow_redirects=False)).status in (200, 404, 405)
    assert (store.watches.listed(), store.sources.listed(), states(store)) == before


@pytest.mark.parametrize(
    ("kind", "body"), [("", b"\xff\xfe=1"), ("; charset=nonsense", b"form=1"), ("", b"form=%ff&%00=1")]
)
async def test_a_form_that_cannot_be_read_is_refused(client: Client, kind: str, body: bytes) -> None:
    fields = {
        "Origin": str(client.make_url("")).rstrip("/"),
        "Content-Type": f"application/x-www-form-urlencoded{kind}",
    }
    assert (await client.post("/watches", data=body, headers=fields)).status in (400, 403)


async def test_who_may_not_act_sees_no_forms(store: Store) -> None:
    await outbox(store)
    app = application(pages(store, lambda: LATER), Doorkeeper.of(Web()))
    async with TestClient(TestServer(app, host="127.0.0.1")) as client:
        for path in ("/", "/watch/1", "/watches", "/sources", "/alerts", "/drifts"):
            assert not (await soup(client, path)).select("form[method=post]"), path


async def test_what_a_page_says_that_was_done_nobody_makes_up(client: Client) -> None:
    assert (await soup(client, "/?done=paused")).select_one("[role=status]")
    for key in ("nonsense", "", "../page.title", "<b>"):
        assert not (await soup(client, f"/?done={key}")).select("[role=status]")
