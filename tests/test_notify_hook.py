"""Web hooks of our own, really posted to a service on loopback: signed, in the documented shape, refused."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import socket
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from fetch_site import AT_HOME, client
from jsonschema import Draft202012Validator
from letter_builders import at, drifted, edited, letter, number_edited, reporting
from web_service import Service, open_service

from watcher.fetch import Guard
from watcher.model import (
    AlertId,
    Bundle,
    Delivery,
    Disclosure,
    Disclosures,
    Event,
    Fault,
    Incident,
    IncidentKind,
    Letter,
    Message,
    Request,
    Takes,
    Unreachable,
)
from watcher.model.destination import destination
from watcher.notify.body import body
from watcher.notify.hook import HookChannel, signature
from watcher.notify.message import trial, worded

NOW = datetime(2024, 1, 21, 10, 31, tzinfo=UTC)
KEY = bytes(range(32))
SECRET = "whsec_" + base64.b64encode(KEY).decode()
MESSAGE = Message(subject="Caption edited", text="It was.", markdown="", html="", identity="5a", data='{"a":"é"}')
SCHEMA = json.loads((Path(__file__).parent.parent / "docs/webhook.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
async def service() -> AsyncIterator[Service]:
    async with open_service() as opened:
        yield opened


async def sent(to: str, message: Message = MESSAGE, guard: Guard = AT_HOME, **environ: str) -> Delivery:
    async with client(guard=guard) as http:
        return await HookChannel(http.ask, lambda: NOW, environ=environ).send(destination(to), message)


def hook(service: Service, path: str = "/in", secret: str = SECRET) -> str:
    return f"hook+{service.url(path)}#{secret}"


async def test_the_data_are_posted_as_they_are_and_signed_with_identity_and_time(service: Service) -> None:
    assert await sent(hook(service, "/in?desk=1")) == Delivery(sent=True, at=NOW)
    (asked,) = service.asked
    assert (asked.method, asked.path, asked.body) == ("POST", "/in?desk=1", MESSAGE.data.encode())
    assert asked.headers["content-type"] == "application/json"
    assert asked.headers["webhook-id"] == "5a"
    assert asked.headers["webhook-timestamp"] == str(int(NOW.timestamp()))
    signed = f"5a.{int(NOW.timestamp())}.".encode() + asked.body
    version, _, given = asked.headers["webhook-signature"].partition(",")
    assert version == "v1"
    assert base64.b64decode(given) == hmac.new(KEY, signed, hashlib.sha256).digest()


def test_the_signature_is_that_of_the_published_example() -> None:
    key = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    body = b'{"test": 2432232314}'
    assert signature("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body, [key]) == (
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    )


async def test_while_a_secret_is_changed_both_may_sign(service: Service) -> None:
    newer = "whsec_" + base64.b64encode(bytes(24)).decode()
    assert (await sent(f"hook+{service.url()}#env:CMS", CMS=f"{newer} {SECRET}")).sent
    signatures = service.asked[0].headers["webhook-signature"].split()
    assert len(signatures) == 2
    assert signatures[1] == signature("5a", int(NOW.timestamp()), service.asked[0].body, [KEY])


async def test_address_and_secret_may_be_kept_elsewhere(service: Service) -> None:
    assert (await sent("env:HOOK", HOOK=f"hook+{service.url()}#env:CMS", CMS=SECRET)).sent


@pytest.mark.parametrize("status", [200, 201, 202, 204])
async def test_any_2xx_is_sent(service: Service, status: int) -> None:
    service.answers = [web.Response(status=status)]
    assert (await sent(hook(service))).sent


@pytest.mark.parametrize(
    ("status", "permanent"),
    [
        (400, True), (401, True), (403, True), (404, True), (410, True), (413, True), (422, True), (301, True),
        (308, True), (408, False), (409, False), (429, False), (500, False), (502, False), (503, False), (504, False),
    ],
)  # fmt: skip
async def test_what_will_never_be_taken_is_told_from_what_passes(
    service: Service, status: int, permanent: bool
) -> None:
    service.answers = [web.Response(status=status, headers={"Location": "/elsewhere"} if status < 400 else None)]
    delivery = await sent(hook(service))
    assert (delivery.sent, delivery.permanent) == (False, permanent)
    assert delivery.why.startswith(f"the web hook answers {status}")
    assert len(service.asked) == 1, "no redirect is followed"


async def test_the_server_says_how_long_to_wait_and_why(service: Service) -> None:
    service.answers = [web.Response(status=429, text="slow\n down", headers={"Retry-After": "120"})]
    delivery = await sent(hook(service))
    assert delivery.why == "the web hook answers 429: slow down"
    assert delivery.retry_after == timedelta(minutes=2)


async def test_private_addresses_are_refused_for_good_unless_they_are_admitted(service: Service) -> None:
    delivery = await sent(hook(service), guard=Guard())
    assert (delivery.sent, delivery.permanent) == (False, True)
    assert "allow_networks can admit it" in delivery.why
    assert service.asked == []


async def test_a_server_that_is_not_there_passes() -> None:
    delivery = await sent(f"hook+http://127.0.0.1:9/#{SECRET}")
    assert (delivery.sent, delivery.permanent) == (False, True)  # port 9 is for no web server
    delivery = await sent(f"hook+http://127.0.0.1:1024/secret-path#{SECRET}")
    assert (delivery.sent, delivery.permanent) == (False, False)
    assert "secret-path" not in delivery.why
    assert "127.0.0.1" not in delivery.why, (
        "where a destination is kept elsewhere, its host is nobody's business either"
    )


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        ("hook+https://cms.example.org/in", "has no secret"),
        ("hook+https://cms.example.org/in#hunter2", "that is no secret of a web hook"),
        ("hook+https://cms.example.org/in#whsec_ключ", "that is no secret of a web hook"),
        (f"hook+https://cms.example.org/in#{SECRET[6:]}", "that is no secret of a web hook"),
        ("hook+https://cms.example.org/in#whsec_c2hvcnQ=", "that is no secret of a web hook"),
        ("hook+https://cms.example.org/in#env:CMS", "this environment variable is not set"),
    ],
)
async def test_a_secret_that_is_none_is_told_and_not_repeated(reference: str, said: str) -> None:
    delivery = await sent(reference)
    assert (delivery.sent, delivery.permanent) == (False, False)
    assert said in delivery.why
    assert delivery.why.startswith("hook+https://cms.example.org/…")
    assert not any(part in delivery.why for part in ("hunter2", SECRET[6:], "c2hvcnQ"))


async def test_a_test_message_says_that_it_is_one(service: Service) -> None:
    assert (await sent(hook(service), trial("env:HOOK"))).sent
    told = json.loads(service.asked[0].body)
    assert told["type"] == "watcher.test"
    assert "env:HOOK" in told["text"]
    assert service.asked[0].headers["webhook-id"].startswith("test-")
    assert_documented(told)


def test_it_takes_data_and_no_pictures() -> None:
    async def ask(_: object) -> Any:
        raise AssertionError

    assert HookChannel(ask, lambda: NOW, environ={}).takes(destination("env:HOOK")) == Takes(data=True)


def data(*letters: Letter, told: Disclosures | None = None, digest: bool = False) -> dict[str, Any]:
    bundle = Bundle(identity="5a", letters=letters, digest=digest)
    disclosures = {one.id: told for one in letters} if told else {}
    found = json.loads(body(bundle, disclosures, worded(bundle, disclosures)))
    assert_documented(found)
    assert isinstance(found, dict)
    return found


def assert_documented(found: object) -> None:
    """It is as docs/webhook.schema.json says, and has no key that is not described there."""
    assert [error.message for error in Draft202012Validator(closed(SCHEMA)).iter_errors(found)] == []


def closed(schema: Any) -> Any:
    """The schema, in which an object with described properties has no others."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: closed(value) for key, value in schema.items()}
    if isinstance(schema.get("properties"), dict) and "type" in schema:
        found["additionalProperties"] = False
    return found


async def test_the_receiver_in_the_documentation_tells_what_is_genuine(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (Path(__file__).parent.parent / "docs/webhook.md").read_text(encoding="utf-8")
    example: dict[str, Any] = {}
    exec(page.partition("```python\n")[2].partition("```")[0], example)
    await sent(hook(service))
    (asked,) = service.asked
    monkeypatch.setattr(example["time"], "time", lambda: NOW.timestamp() + 299)
    assert example["is_genuine"](asked.headers, asked.body, SECRET)
    assert not example["is_genuine"](asked.headers, asked.body + b" ", SECRET)
    assert not example["is_genuine"](asked.headers, asked.body, "whsec_" + base64.b64encode(bytes(32)).decode())
    monkeypatch.setattr(example["time"], "time", lambda: NOW.timestamp() + 301)
    assert not example["is_genuine"](asked.headers, asked.body, SECRET)


class TestBody:
    def test_an_edit_is_told_in_the_shapes_of_the_contract(self) -> None:
        one = data(letter(number_edited(), edited("title.edited", ("-", "A"), ("+", "B")), told=(1,), stealth=True))
        (alert,) = one["alerts"]
        assert (one["type"], one["id"], one["subscription"], one["digest"]) == ("watcher.alerts", "5a", "desk", False)
        assert alert["revision"]["seen_between"] == ["2024-01-21T10:12:00Z", "2024-01-21T10:31:00Z"]
        assert alert["revision"]["stealth"] is True
        assert alert["article"]["title"] == "Council votes on Tuesday"
        assert alert["changes"] == [
            {
                "position": 1, "kind": "title.edited", "path": "blocks[1]", "before": "A", "after": "B",
                "spans": [["-", "A"], ["+", "B"]], "weight": "minor", "facts": [],
            }
        ]  # fmt: skip
        assert one["subject"].startswith("Headline edited")
        assert alert["event"] is alert["drift"] is alert["incident"] is None

    def test_what_notices_disclose_is_told(self) -> None:
        told = Disclosures(own=(Disclosure(notice="blocks[2]", changes=(0,)),), undisclosed=(1,))
        one = data(letter(number_edited(), number_edited()), told=told)
        assert one["alerts"][0]["revision"]["disclosures"] == [{"notice": "blocks[2]", "changes": [0]}]
        assert one["alerts"][0]["revision"]["undisclosed"] == [1]

    def test_an_event_is_told(self) -> None:
        one = data(letter(event=Event(kind="article.gone", at=at(10, 31), seen_after=at(10, 12), why="404")))
        assert one["alerts"][0]["event"]["event"] == "article.gone"
        assert one["alerts"][0]["revision"] is one["alerts"][0]["article"] is None

    def test_the_operator_is_told_of_a_drift_and_of_an_incident(self) -> None:
        incident = Incident(
            kind=IncidentKind.HOST_SILENT, key="k", name="a.example", since=at(10, 12), at=at(10, 31), why="no"
        )
        befallen = letter(event=None)
        one = data(
            reporting(drifted()),
            Letter(
                id=AlertId(2), alert=befallen.alert, watch=None, title="", state=befallen.state,
                created_at=befallen.created_at, incident=incident,
            ),
        )  # fmt: skip
        assert one["alerts"][0]["drift"]["drift"] == 3
        assert one["alerts"][1]["incident"]["incident"] == "host.silent"
        assert one["alerts"][1]["watch"] is None

    def test_a_digest_holds_every_letter(self) -> None:
        one = data(letter(number_edited()), letter(number_edited()), digest=True)
        assert len(one["alerts"]) == 2
        assert one["digest"] is True

    def test_the_same_bundle_gives_the_same_body(self) -> None:
        bundle = Bundle(identity="5a", letters=(letter(number_edited()),))
        message = worded(bundle, {})
        assert body(bundle, {}, message) == body(bundle, {}, message)


async def unresolved(_: Request) -> Unreachable:
    """What asking gives where the name leads nowhere."""
    return Unreachable(url="https://hook.example/in", why="it cannot be resolved", fault=Fault.DNS, fetched_at=NOW)


@pytest.mark.parametrize(
    ("number", "permanent"), [(socket.EAI_NONAME, True), (socket.EAI_AGAIN, False), (socket.EAI_FAIL, False)]
)
async def test_a_host_that_nobody_knows_is_told_from_a_name_server_that_does_not_answer(
    number: int, permanent: bool
) -> None:
    def lookup(host: str, _: None) -> object:
        assert host == "hook.example"
        raise socket.gaierror(number, "no such name")

    channel = HookChannel(unresolved, lambda: NOW, environ={"HOOK_SECRET": SECRET}, lookup=lookup)
    delivery = await channel.send(destination("hook+https://hook.example/in#env:HOOK_SECRET"), MESSAGE)
    assert (delivery.sent, delivery.permanent) == (False, permanent)


async def test_a_name_that_is_found_meanwhile_is_tried_again() -> None:
    channel = HookChannel(unresolved, lambda: NOW, environ={"HOOK_SECRET": SECRET}, lookup=lambda host, _: [host])
    assert not (await channel.send(destination("hook+https://hook.example/in#env:HOOK_SECRET"), MESSAGE)).permanent
