"""The API: every answer has the shape that the document promises."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web as http
from aiohttp.test_utils import TestClient, TestServer
from jsonschema import Draft202012Validator
from store_builders import MINUTE, NOON, added, alert, change, edited, gone, new, opened, same

from watcher.model import Article, Change, SourceSetting, WatchId, Weight
from watcher.settings import KINDS, Web
from watcher.store import Store
from watcher.web.access import Doorkeeper
from watcher.web.api import OPERATIONS
from watcher.web.app import application
from watcher.web.openapi import document, routes

Client = TestClient[http.Request, http.Application]
SHAPES = {operation.path: operation.shape for operation in OPERATIONS}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as store:
        yield store


@pytest.fixture
async def client(store: Store) -> AsyncIterator[Client]:
    app = application(list(routes(store)), Doorkeeper.of(Web()))
    async with TestClient(TestServer(app, host="127.0.0.1")) as client:
        yield client


async def told(store: Store) -> None:
    river, town = added(store, "river", tags=("dw",)), added(store, "town", every=MINUTE)
    await store.memory.record(new(river))
    await store.memory.record(new(town))
    for number in range(2, 6):
        await store.memory.record(edited(river, number, NOON + number * MINUTE, alerts=(alert("desk", 0),)))
    await store.memory.record(same(town, NOON + MINUTE, event=gone(NOON + MINUTE)))
    store.sources.add(SourceSetting(url="https://river.example/feed"), NOON)


def validated(found: Any, shape: str) -> None:
    schema = document() | {"$ref": f"#/components/schemas/{shape}"}
    Draft202012Validator(schema).validate(found)


async def asked(client: Client, path: str, status: int = 200) -> Any:
    answer = await client.get(f"/api/v1{path}")
    assert answer.status == status, await answer.text()
    assert answer.content_type == "application/json"
    return await answer.json()


@pytest.mark.parametrize(
    ("path", "filled"),
    [
        ("/changes", "/changes"), ("/watches", "/watches"), ("/watches/{watch}", "/watches/1"),
        ("/watches/{watch}/revisions", "/watches/1/revisions"),
        ("/watches/{watch}/revisions/{number}", "/watches/1/revisions/2"),
        ("/watches/{watch}/diff/{old}..{new}", "/watches/1/diff/1..4"),
        ("/watches/{watch}/events", "/watches/2/events"),
        ("/watches/{watch}/looks", "/watches/1/looks"), ("/search", "/search?q=river"), ("/sites", "/sites"),
        ("/sources", "/sources"), ("/alerts", "/alerts"),
    ],
)  # fmt: skip
async def test_every_answer_has_the_shape_it_is_promised(client: Client, store: Store, path: str, filled: str) -> None:
    await told(store)
    found = await asked(client, filled)
    validated(found, SHAPES[path])
    assert found.get("items", [found])


async def test_a_revision_tells_its_seal(client: Client, store: Store) -> None:
    await told(store)
    sealed = store.history.seals(WatchId(1))[2]
    assert (await asked(client, "/watches/1/revisions/2"))["seal"] == {
        "article": sealed.article.hex(), "before": store.history.seals(WatchId(1))[1].seal.hex(),
        "seal": sealed.seal.hex(),
    }  # fmt: skip
    assert (await asked(client, "/watches/1/revisions/1"))["seal"]["before"] is None


def test_every_operation_is_tested_and_documented() -> None:
    assert set(document()["paths"]) == set(SHAPES)
    assert set(SHAPES.values()) <= set(document()["components"]["schemas"])


async def test_the_document_is_served_and_what_it_refers_to_is_there(client: Client) -> None:
    found = await asked(client, "/openapi.json")
    assert found == await asked(client, "") == document()
    assert found["openapi"] == "3.1.0"
    names = set(found["components"]["schemas"])
    referred = {part.split('"')[0] for part in json.dumps(found).split("#/components/schemas/")[1:]}
    assert referred == names
    for schema in found["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


async def test_lists_go_on_where_they_say(client: Client, store: Store) -> None:
    await told(store)
    seen: list[tuple[int, int | None]] = []
    path = "/changes?limit=2"
    while path:
        found = await asked(client, path)
        seen += [(item["watch"], item.get("revision")) for item in found["items"]]
        path = f"/changes?limit=2&before={found['next']}" if found["next"] else ""
    assert seen == [(1, 5), (1, 4), (1, 3), (1, 2), (2, None)]
    first = await asked(client, "/watches?limit=1")
    assert [item["watch"] for item in first["items"]] == [1]
    second = await asked(client, f"/watches?limit=1&after={first['next']}")
    assert ([item["watch"] for item in second["items"]], second["next"]) == ([2], None)


@pytest.mark.parametrize("of", ["/watches/1/revisions", "/watches/1/looks", "/watches/2/events", "/watches", "/sites"])
async def test_a_list_taken_one_by_one_is_the_same_list(client: Client, store: Store, of: str) -> None:
    await told(store)
    town = next(watch for watch in store.watches.listed() if watch.id == 2)
    for minutes in (5, 9):
        await store.memory.record(same(town, NOON + minutes * MINUTE, event=gone(NOON + minutes * MINUTE)))
    whole, seen = (await asked(client, of))["items"], []
    after: Any = ""
    while after is not None:
        found = await asked(client, f"{of}?limit=1{after and f'&after={after}'}")
        seen += found["items"]
        after = found["next"]
    assert seen == whole
    assert len(whole) > 1


async def test_edits_far_apart_among_notices_are_told_of_in_several_parts(client: Client, store: Store) -> None:
    river = added(store, "river")
    await store.memory.record(new(river))
    text = "The photo caption has been corrected."
    note = Change(kind="notice.added", path="blocks[1]", after=text, spans=(("+", text),), weight=Weight.MAJOR)
    for number in range(2, 402):
        changes = (note, change("title.edited")) if number % 100 == 0 else (note,)
        await store.memory.record(edited(river, number, NOON + number * MINUTE, changes=changes))
    numbers: list[list[int]] = []
    path = "/changes?kind=title.*"
    while path:
        found = await asked(client, path)
        numbers.append([item["revision"] for item in found["items"]])
        path = f"/changes?kind=title.*&before={found['next']}" if found["next"] else ""
    assert numbers == [[400, 300, 200], [100]]


async def test_lists_are_narrowed(client: Client, store: Store) -> None:
    await told(store)
    assert len((await asked(client, "/changes?tag=dw"))["items"]) == 4
    assert len((await asked(client, "/changes?kind=article.*"))["items"]) == 1
    assert len((await asked(client, "/changes?since=2026-05-04T12:04:00Z&min_weight=major&fact=number"))["items"]) == 2
    assert len((await asked(client, "/watches?tag=dw&state=active"))["items"]) == 1
    assert len((await asked(client, "/alerts?state=pending&limit=3"))["items"]) == 3
    assert (await asked(client, "/search?q=river&tag=none"))["items"] == []


@pytest.mark.parametrize("glob", ["headline.*", "*.rewritten", "TITLE.edited", "title"])
async def test_a_kind_that_there_is_not_is_told_with_those_that_there_are(client: Client, glob: str) -> None:
    error = (await asked(client, f"/changes?kind={glob}", 400))["error"]
    assert error == f'kind: "{glob}" fits no kind of change; there are {", ".join(KINDS)}'
    assert re.search(kind_pattern(), glob) is None


@pytest.mark.parametrize("glob", [*KINDS, "*", "title.*", "*.edited", "article.*"])
async def test_a_kind_that_there_is_fits_what_the_document_says(client: Client, glob: str) -> None:
    assert (await asked(client, f"/changes?kind={glob}"))["items"] == []
    assert re.search(kind_pattern(), glob)


def kind_pattern() -> str:
    (found,) = (p for p in document()["paths"]["/changes"]["get"]["parameters"] if p["name"] == "kind")
    return str(found["schema"]["pattern"])


async def test_a_revision_comes_with_its_article(client: Client, store: Store) -> None:
    await told(store)
    found = await asked(client, "/watches/1/revisions/2")
    revision = store.history.revision(store.watches.listed()[0].id, 2)
    assert revision is not None
    assert Article.from_dict(found["article"]) == revision.article


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/changes?limit=0", 400, "limit"), ("/changes?limit=x", 400, "limit"), ("/changes?since=1", 400, "since"),
        ("/changes?since=2026-01-01T00:00:00", 400, "since"), ("/changes?before=x", 400, "before"),
        ("/changes?colour=red", 400, '"colour" is no parameter here; there are since, '),
        ("/changes?tag=a&tag=b", 400, "twice"), ("/search", 400, "q"),
        ("/watches/x", 400, "watch"), ("/watches/9", 404, "no watch 9"),
        ("/watches/1/revisions/99", 404, "no revision 99"),
        ("/watches/1/diff/1..99", 404, "99"), (f"/watches/{10**30}", 400, "watch"),
    ],
)  # fmt: skip
async def test_what_is_wrong_is_named(client: Client, store: Store, path: str, status: int, said: str) -> None:
    await told(store)
    found = await asked(client, path, status)
    validated(found, "Error")
    assert said in found["error"]


async def test_what_the_reader_has_is_not_sent_again(client: Client, store: Store) -> None:
    await told(store)
    tag = (await client.get("/api/v1/watches/1/revisions/2")).headers["ETag"]
    again = await client.get("/api/v1/watches/1/revisions/2", headers={"If-None-Match": tag})
    assert (again.status, await again.read()) == (304, b"")
    assert (await client.get("/api/v1/watches/1/revisions/3", headers={"If-None-Match": tag})).status == 200


async def test_ends_of_time_are_no_fault(client: Client, store: Store) -> None:
    await told(store)
    assert (await asked(client, f"/changes?before={'9' * 16}-1-1"))["items"]
    assert (await asked(client, "/changes?until=9999-12-31T23:59:59Z"))["items"]
    assert (await asked(client, f"/changes?before=0-{'9' * 18}-1"))["items"] == []
