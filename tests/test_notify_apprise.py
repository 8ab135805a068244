"""Messages really sent through Apprise, to sinks on loopback."""

from __future__ import annotations

import asyncio
import base64
import re
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from apprise import NotifyBase
from letter_builders import URL, edited, letter, worded
from web_service import open_service

from watcher.errors import SettingsError
from watcher.model import Delivery, Destination, Message, Weight
from watcher.model.destination import destination
from watcher.notify.apprise import AppriseChannel
from watcher.notify.secrets import resolved
from watcher.notify.services import notified, service
from watcher.settings.secrets import redacted

# Apprise imports it on Python 3.11, where it is only deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

NOW = datetime(2024, 1, 21, 10, 31, tzinfo=UTC)
MESSAGE = Message(
    subject="Caption edited: 12 <u> 21",
    text="It was [-12-]{+21+}.",
    markdown="It was ~~12~~ **21**.",
    html="<p>It was <del>12</del> <ins>21</ins>.</p>",
    chat="<p>before: It was <del>12</del>.</p>\n<p>after: It was <b><u>21</u></b>.</p>",
)
LONG = worded(
    letter(
        edited("title.edited", ("=", "Minister "), ("-", "lied"), ("+", "erred"), weight=Weight.MAJOR),
        *([edited("paragraph.edited", ("=", "word " * 20), ("-", "old " * 200), ("+", "new & " * 200))] * 19),
    )
)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
Answer = Callable[[web.Request], Awaitable[web.Response]]


def now() -> datetime:
    return NOW


class Hook:
    """A web hook that keeps what is posted and answers as told."""

    def __init__(self) -> None:
        self.posted: list[dict[str, Any]] = []
        self.headers: list[Mapping[str, str]] = []
        self.answer: Answer | None = None
        self.port = 0

    async def post(self, request: web.Request) -> web.Response:
        self.headers.append(request.headers)
        if request.content_type == "application/json":
            self.posted.append(await request.json())
        return await self.answer(request) if self.answer is not None else web.Response()

    def url(self, rest: str = "hook") -> str:
        return f"json://127.0.0.1:{self.port}/{rest}"


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    found = Hook()
    app = web.Application()
    app.router.add_post("/{path:.*}", found.post)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    found.port = runner.addresses[0][1]
    yield found
    await runner.cleanup()


async def sent(
    reference: str, *, deadline: float = 30, environ: dict[str, str] | None = None, message: Message = MESSAGE
) -> Delivery:
    channel = AppriseChannel(now, deadline=timedelta(seconds=deadline), environ=environ or {})
    return await channel.send(destination(reference), message)


async def _answered(response: web.Response) -> web.Response:
    return response


class Homeserver:
    """As much of a Matrix server as sending needs. `events` are what was sent by room and transaction; a transaction
    that is known adds none. `refuses` is the status with which it answers what is sent; what is sent to the room
    `refuses_in` or is of the kind `refuses_kind` is not taken now; `rooms` are how often each was asked."""

    def __init__(self) -> None:
        self.events: dict[tuple[str, str], dict[str, Any]] = {}
        self.devices: list[str] = []
        self.asked: list[str] = []
        self.refuses: int | None = None
        self.refuses_in = self.refuses_kind = ""
        self.rooms: Counter[str] = Counter()
        self.port = 0

    async def joined(self, request: web.Request) -> web.Response:
        return web.json_response({"room_id": request.match_info.get("room"), "user_id": "@watcher:example.org"})

    async def log_in(self, request: web.Request) -> web.Response:
        device = (await request.json())["device_id"]
        self.devices.append(device)
        told = {"access_token": f"token-{len(self.devices)}", "device_id": device, "user_id": "@watcher:example.org"}
        return web.json_response(told)

    async def upload(self, request: web.Request) -> web.Response:
        await request.read()
        return web.json_response({"content_uri": "mxc://example.org/1"})

    async def take(self, request: web.Request) -> web.Response:
        transaction = request.match_info["transaction"]
        if self.devices and request.headers["Authorization"] != f"Bearer token-{len(self.devices)}":
            return web.json_response({"errcode": "M_UNKNOWN_TOKEN"}, status=401)
        self.asked.append(transaction)
        self.rooms[request.match_info["room"]] += 1
        if self.refuses is not None:
            return web.json_response({"errcode": "M_UNKNOWN"}, status=self.refuses)
        if request.match_info["room"] == self.refuses_in:
            return web.json_response({"errcode": "M_UNKNOWN"}, status=502)
        event = await request.json()
        if event["msgtype"] == self.refuses_kind:
            return web.json_response({"errcode": "M_UNKNOWN"}, status=502)
        self.events.setdefault((request.match_info["room"], transaction), event)
        return web.json_response({"event_id": "$1"})


@pytest.fixture
async def homeserver() -> AsyncIterator[Homeserver]:
    found = Homeserver()
    app = web.Application()
    app.router.add_post("/_matrix/client/v3/join/{room}", found.joined)
    app.router.add_get("/_matrix/client/v3/account/whoami", found.joined)
    app.router.add_post("/_matrix/media/v3/upload", found.upload)
    app.router.add_post("/_matrix/client/v3/login", found.log_in)
    app.router.add_put("/_matrix/client/v3/rooms/{room}/send/m.room.message/{transaction}", found.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    found.port = runner.addresses[0][1]
    yield found
    await runner.cleanup()


class TestMatrix:
    def to(self, server: Homeserver) -> Destination:
        return destination(f"matrix://token@127.0.0.1:{server.port}/!desk:example.org/!city:example.org?discovery=no")

    async def test_a_message_that_is_sent_again_is_taken_once(self, homeserver: Homeserver) -> None:
        for _ in range(2):  # two runs of the program
            channel = AppriseChannel(now, environ={})
            for identity in ("6a1", "6a2"):
                assert (await channel.send(self.to(homeserver), replace(MESSAGE, identity=identity))).sent
        assert sorted(homeserver.events) == [
            ("!city:example.org", "6a1-text-0"), ("!city:example.org", "6a2-text-0"),
            ("!desk:example.org", "6a1-text-0"), ("!desk:example.org", "6a2-text-0"),
        ]  # fmt: skip
        assert len(homeserver.asked) == 8

    async def test_a_room_that_took_a_message_does_not_get_it_again_for_the_sake_of_another(
        self, homeserver: Homeserver
    ) -> None:
        channel, to = AppriseChannel(now, environ={}), self.to(homeserver)
        homeserver.refuses_in = "!desk:example.org"
        assert not (await channel.send(to, replace(MESSAGE, identity="6a1"))).sent
        homeserver.refuses_in = ""
        assert (await channel.send(to, replace(MESSAGE, identity="6a1"))).sent
        assert (await channel.send(to, replace(MESSAGE, identity="6a2"))).sent
        assert homeserver.rooms == Counter({"!desk:example.org": 3, "!city:example.org": 2})

    async def test_who_logs_in_does_so_as_the_same_device_and_again_when_the_login_is_no_longer_good(
        self, homeserver: Homeserver
    ) -> None:
        to = destination(self.to(homeserver).reference.replace("token@", "anna:hunter2@"))
        first, second = AppriseChannel(now, environ={}), AppriseChannel(now, environ={})
        for identity, channel in (("6a1", first), ("6a2", second), ("6a3", first)):
            assert (await channel.send(to, replace(MESSAGE, identity=identity))).sent
        assert (len(homeserver.devices), len(set(homeserver.devices))) == (3, 1)
        assert len(homeserver.events) == 6

    async def test_a_message_that_is_repeated_without_its_picture_is_not_taken_for_it(
        self, homeserver: Homeserver
    ) -> None:
        to, message = self.to(homeserver), replace(MESSAGE, identity="6a1", picture=PNG)
        homeserver.refuses_kind = "m.text"
        assert not (await AppriseChannel(now, environ={}).send(to, message)).sent
        homeserver.refuses_kind = ""
        assert (await AppriseChannel(now, environ={}).send(to, replace(message, picture=None))).sent
        kinds = [event["msgtype"] for (room, _), event in sorted(homeserver.events.items()) if "desk" in room]
        assert kinds == ["m.image", "m.text"]

    async def test_a_message_is_shown_as_html(self, homeserver: Homeserver) -> None:
        assert (await sent(self.to(homeserver).reference, message=replace(MESSAGE, identity="6a1"))).sent
        event = homeserver.events["!desk:example.org", "6a1-text-0"]
        assert "<del>12</del>" in event["formatted_body"]

    @pytest.mark.parametrize(("status", "permanent"), [(403, True), (401, True), (502, False)])
    async def test_a_refusal_is_final_or_passes(self, homeserver: Homeserver, status: int, permanent: bool) -> None:
        homeserver.refuses = status
        found = await sent(self.to(homeserver).reference)
        assert (found.sent, found.permanent) == (False, permanent)


class TestWebHook:
    async def test_the_message_arrives_as_plain_text(self, hook: Hook) -> None:
        assert await sent(hook.url()) == Delivery(sent=True, at=NOW)
        assert hook.posted[0]["title"] == MESSAGE.subject
        assert hook.posted[0]["message"] == MESSAGE.text

    @pytest.mark.parametrize("form", ["text", "markdown", "html"])
    async def test_a_form_asked_for_arrives_unconverted(self, hook: Hook, form: str) -> None:
        assert (await sent(hook.url(f"hook?format={form}"))).sent
        assert hook.posted[0]["message"] == getattr(MESSAGE, {"html": "chat"}.get(form, form))

    async def test_a_refusal_says_why_and_may_pass(self, hook: Hook) -> None:
        hook.answer = _status(503)
        found = await sent(hook.url())
        assert (found.sent, found.permanent) == (False, False)
        assert "503" in found.why

    @pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 422])
    async def test_a_message_or_sender_that_is_refused_as_such_is_not_sent_again(self, hook: Hook, status: int) -> None:
        hook.answer = _status(status)
        assert (await sent(hook.url())).permanent

    async def test_a_service_that_asks_for_a_pause_is_understood(self, hook: Hook) -> None:
        hook.answer = lambda _: _answered(web.json_response({"retry_after": 35.5}, status=429))
        found = await sent(hook.url())
        assert (found.permanent, found.retry_after) == (False, timedelta(seconds=35.5))
        assert "retry_after" not in found.why

    @pytest.mark.parametrize("scheme", ["json", "xml", "form"])
    async def test_a_message_that_is_sent_again_has_the_same_key(self, hook: Hook, scheme: str) -> None:
        to = destination(hook.url("hook?+X-Own=theirs").replace("json:", f"{scheme}:"))
        for identity in ("6a1", "6a1", "6a2"):
            channel = AppriseChannel(now, environ={})  # as after a restart
            assert (await channel.send(to, replace(MESSAGE, identity=identity))).sent
        assert [headers["Idempotency-Key"] for headers in hook.headers] == ["6a1", "6a1", "6a2"]
        assert [headers["X-Own"] for headers in hook.headers] == ["theirs"] * 3

    async def test_a_failure_of_a_service_marked_optional_is_a_failure(self, hook: Hook) -> None:
        hook.answer = _status(500)
        assert not (await sent(hook.url("hook?optional=yes"))).sent

    async def test_no_part_of_the_address_is_in_what_is_said(self, hook: Hook) -> None:
        hook.answer = _status(401)
        found = await sent(f"json://anna:hunter2@127.0.0.1:{hook.port}/token-abc?x=secret")
        assert not found.sent
        assert not [part for part in ("anna", "hunter2", "127.0.0.1", "token-abc", "secret") if part in found.why]

    async def test_a_service_that_does_not_answer_is_given_up_at_the_deadline(self, hook: Hook) -> None:
        release = asyncio.Event()
        hook.answer = _after(release)
        channel = AppriseChannel(now, deadline=timedelta(seconds=0.5), environ={})
        found = await channel.send(destination(hook.url()), MESSAGE)
        assert (found.sent, found.permanent, found.why) == (False, False, "no answer within 0.5 s")
        assert "still under way" in (await channel.send(destination(hook.url()), MESSAGE)).why
        release.set()

    async def test_while_a_message_is_under_way_no_other_joins_it(self, hook: Hook) -> None:
        release, arrived = asyncio.Event(), asyncio.Event()
        hook.answer = _after(release, arrived)
        channel = AppriseChannel(now, environ={})
        to = destination(hook.url())
        first = asyncio.create_task(channel.send(to, MESSAGE))
        await asyncio.wait_for(arrived.wait(), 30)
        assert "still under way" in (await channel.send(to, MESSAGE)).why
        release.set()
        assert (await first).sent
        assert len(hook.posted) == 1

    async def test_destinations_that_hang_do_not_delay_another(self, hook: Hook) -> None:
        release, arrived = asyncio.Event(), asyncio.Semaphore(0)

        async def answer(request: web.Request) -> web.Response:
            if "hang" in request.path:
                arrived.release()
                await release.wait()
            return web.Response()

        hook.answer = answer
        channel = AppriseChannel(now, environ={})
        hanging = [asyncio.create_task(channel.send(destination(hook.url(f"hang/{i}")), MESSAGE)) for i in range(40)]
        for _ in hanging:
            await asyncio.wait_for(arrived.acquire(), 30)
        assert (await channel.send(destination(hook.url()), MESSAGE)).sent
        release.set()
        assert all(found.sent for found in await asyncio.gather(*hanging))

    async def test_it_goes_to_no_host_that_is_refused(self, hook: Hook) -> None:
        asked: list[str] = []

        def refuses(host: str) -> str | None:
            asked.append(host)
            return f"{host} is not opened: it is private"

        channel = AppriseChannel(now, environ={}, refuses=refuses)
        delivery = await channel.send(destination(hook.url()), MESSAGE)
        assert delivery == Delivery(sent=False, why="… is not opened: it is private", permanent=True, at=NOW)
        assert hook.posted == []
        await channel.send(
            destination("mailto://127.0.0.1:9?from=a@example.org&to=b@example.org&mode=insecure"), MESSAGE
        )
        assert asked == ["127.0.0.1"], "other services are their owner's business"

    async def test_a_redirect_is_not_followed(self) -> None:
        async with open_service() as elsewhere, open_service() as moved:
            moved.answers = [web.Response(status=307, headers={"Location": elsewhere.url("/inside")})]
            delivery = await sent(f"json://127.0.0.1:{moved.port}/")
            assert not delivery.sent
            assert elsewhere.asked == []

    async def test_a_picture_is_handed_over(self, hook: Hook) -> None:
        assert (await sent(hook.url(), message=replace(MESSAGE, picture=PNG))).sent
        (attached,) = hook.posted[0]["attachments"]
        assert (attached["filename"], attached["mimetype"]) == ("difference.png", "image/png")
        assert base64.b64decode(attached["base64"]) == PNG

    def test_nothing_of_a_picture_is_left(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        to = service("json://127.0.0.1:9/")
        assert to is not None
        open_before = len([*Path("/proc/self/fd").iterdir()])
        assert not notified(to, replace(MESSAGE, picture=PNG), "json://127.0.0.1:9/", now).sent
        assert list(tmp_path.iterdir()) == []
        assert len([*Path("/proc/self/fd").iterdir()]) == open_before

    async def test_a_service_that_opens_attachments_by_their_path_gets_it_too(self) -> None:
        async with open_service() as taking:
            url = f"form://127.0.0.1:{taking.port}/"
            assert (await sent(url, message=replace(MESSAGE, picture=PNG))).sent
        assert PNG in taking.asked[0].body
        assert b'filename="difference.png"' in taking.asked[0].body

    def test_what_takes_pictures_says_so(self) -> None:
        channel = AppriseChannel(now, environ={})
        takes = {
            url: channel.takes(destination(url)).picture
            for url in (
                "json://a.example/",
                "mailto://a:b@a.example",
                "growl://a.example",
                "env:NOWHERE",
                "what://ever",
            )
        }
        assert takes == {
            "json://a.example/": True, "mailto://a:b@a.example": True, "growl://a.example": False,
            "env:NOWHERE": False, "what://ever": False,
        }  # fmt: skip


class TestAddress:
    @pytest.mark.parametrize("reference", ["nonsense://x", "json://", "mailto://", "hello", ""])
    async def test_an_address_that_cannot_be_used_is_a_permanent_failure(self, reference: str) -> None:
        found = await sent(reference)
        assert (found.sent, found.permanent) == (False, True)
        assert "Apprise cannot use this address" in found.why

    async def test_an_unusable_address_that_is_kept_elsewhere_may_be_put_right(self) -> None:
        found = await sent("env:DESK", environ={"DESK": "nonsense://hunter2"})
        assert (found.sent, found.permanent) == (False, False)
        assert found.why.startswith("env:DESK: ")
        assert "hunter2" not in found.why

    async def test_a_secret_that_changes_counts_at_once(self, hook: Hook) -> None:
        environ: dict[str, str] = {}
        channel = AppriseChannel(now, environ=environ)
        to = destination("env:DESK")
        missing = await channel.send(to, MESSAGE)
        assert (missing.sent, missing.permanent) == (False, False)
        assert "env:DESK: this environment variable is not set" in missing.why
        environ["DESK"] = hook.url("old")
        assert (await channel.send(to, MESSAGE)).sent
        environ["DESK"] = hook.url("new")
        assert (await channel.send(to, MESSAGE)).sent
        assert len(hook.posted) == 2

    def test_addresses_come_from_the_environment_a_credential_a_file_or_the_setting(self, tmp_path: Path) -> None:
        (tmp_path / "chat").write_text("json://host/token\n")
        environ = {"DESK": " json://host/env ", "CREDENTIALS_DIRECTORY": str(tmp_path)}
        references = ("env:DESK", "credential:chat", f"file:{tmp_path / 'chat'}", "json://host/plain")
        assert [resolved(destination(r), environ) for r in references] == [
            "json://host/env", "json://host/token", "json://host/token", "json://host/plain",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("reference", "said"),
        [
            ("env:EMPTY", "env:EMPTY: this environment variable is not set"),
            ("env:mailto://anna:hunter2@example.org", "env:…: this environment variable is not set"),
            ("credential:chat", "credential:chat: systemd passes no credentials"),
            ("credential:../chat", "names no credential"),
            ("credential:..", "names no credential"),
            ("file:/nonexistent/url", "the file cannot be read (No such file or directory)"),
            ("file:{tmp}", "the file cannot be read (Is a directory)"),
            ("file:{tmp}/empty", "the file is empty"),
            ("file:{tmp}/binary", "that is no text file"),
        ],
    )
    def test_what_is_missing_is_said_without_secrets(self, tmp_path: Path, reference: str, said: str) -> None:
        (tmp_path / "empty").write_text(" \n")
        (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
        with pytest.raises(SettingsError) as error:
            resolved(destination(reference.replace("{tmp}", str(tmp_path))), {"EMPTY": " "})
        assert said in str(error.value)
        assert "hunter2" not in str(error.value)

    def test_redaction_knows_quoted_and_unquoted_parts_in_any_case(self) -> None:
        url = "mailto://anna:hunter%402@mail.example.org:25/?to=desk@example.org"
        said = "Login of ANNA with hunter@2 at mail.example.org for desk@example.org refused"
        assert redacted(said, url) == "Login of … with … at … for …@… refused"
        assert redacted("nothing to hide", "") == "nothing to hide"

    @pytest.mark.parametrize("login", ["hunter2-x", "anna:hunter2-x", "\0anna\0hunter2-x", "anna@a.example:hunter2-x"])
    def test_a_login_that_a_service_repeats_in_base64_is_left_out(self, login: str) -> None:
        told = base64.b64encode(login.encode()).decode()
        said = f"535 no: AUTH PLAIN {told}; again {told.rstrip('=')}, and a perfectly harmless word"
        url = "mailto://anna:hunter2-x@a.example"
        assert redacted(said, url) == "535 no: AUTH PLAIN …; again …, and a perfectly harmless word"

    def test_a_part_is_left_out_however_addresses_write_it(self) -> None:
        assert redacted("POST /p%C3%A4ss%20w, päss w", "json://h/p%C3%A4ss%20w") == "POST /…, …"


class TestForms:
    """What a service is handed, without asking the service."""

    @pytest.mark.parametrize(
        ("url", "body", "title"),
        [
            (
                "discord://4174216298/JHMHI8qBe7bk2ZwO5U711o3dV_js",
                "It was ~~12~~ **21**.",
                "Caption edited: 12 \\<u\\> 21",
            ),
            ("rocket://anna:pass@host.example/#desk", "# Caption edited: 12 \\<u\\> 21\nIt was ~~12~~ **21**.", ""),
            ("tgram://123456789:abcdefg_hijklmnop/12315544/", "<b>Caption edited: 12 &lt;u&gt; 21</b>", ""),
            ("matrix://anna:pass@host.example/#desk", MESSAGE.chat, MESSAGE.subject),
            ("sendgrid://a-key:watcher@example.org/desk@example.org", MESSAGE.html, MESSAGE.subject),
            ("gotify://host.example/token", MESSAGE.text, MESSAGE.subject),
            (
                "mmost://host.example/token",
                "Caption edited: 12 \\<u\\> 21\r\nIt was ~~12~~ **21**.",
                "",
            ),
            ("gchat://workspace/key/token", "*Caption edited: 12 &lt;u&gt; 21*\nIt was ~12~ *21*.", ""),
            ("signal://host.example:8080/+15551234567/+15551234568", f"{MESSAGE.subject}\r\n{MESSAGE.text}", ""),
        ],
    )
    def test_each_service_gets_the_form_it_shows_best(
        self, monkeypatch: pytest.MonkeyPatch, url: str, body: str, title: str
    ) -> None:
        to = service(url)
        assert isinstance(to, NotifyBase)
        handed = _taken(to, monkeypatch)
        assert notified(to, MESSAGE, url, now).sent
        assert handed[0]["body"].startswith(body)
        assert handed[0]["title"] == title

    @pytest.mark.parametrize(
        ("url", "most"),
        [
            ("discord://4174216298/JHMHI8qBe7bk2ZwO5U711o3dV_js", 2000),
            ("rocket://anna:pass@host.example/#desk", 1000),
            ("tgram://123456789:abcdefg_hijklmnop/12315544/", 4096),
            ("ntfy://topic", 4000),
            ("pover://u3jqeh8qbdyw3azu8pt1n7z7zcr1k3@azu8pt1n7z7zcr1k3azu8pt1n7z7zc", 1024),
            ("mastodon://token@host.example", 500),
            ("d7sms://token@15551234567", 160),
        ],
    )
    def test_a_text_too_long_for_a_service_is_cut_at_a_word_and_says_so(
        self, monkeypatch: pytest.MonkeyPatch, url: str, most: int
    ) -> None:
        to = service(url)
        assert isinstance(to, NotifyBase)
        handed = _taken(to, monkeypatch)
        assert notified(to, LONG, url, now).sent
        assert len(handed) == 1
        whole = handed[0]["body"] + handed[0]["title"]
        assert most * 0.6 < len(whole)
        assert len(handed[0]["body"]) <= most
        if most > 160:
            assert re.search(r"more characters\\?\](?:</p>)?\s*$", handed[0]["body"])
        assert "Headline edited: “Minister lied” → “Minister erred” (and 1" in whole

    @pytest.mark.parametrize(
        ("path", "begins"), [("", [URL, "[-12-]{+21+} are safe"]), ("/a" * 50, ["[-12-]{+21+} are safe"])]
    )
    def test_a_short_message_begins_with_a_whole_address_and_what_was_edited(
        self, monkeypatch: pytest.MonkeyPatch, path: str, begins: list[str]
    ) -> None:
        to = service("d7sms://token@15551234567")
        assert isinstance(to, NotifyBase)
        handed = _taken(to, monkeypatch)
        change = edited("paragraph.edited", ("-", "12"), ("+", "21"), ("=", " are safe"), facts=("number",))
        assert notified(to, worded(letter(change, title="Fog", url=URL + path)), to.url(), now).sent
        lines = handed[0]["body"].splitlines()
        assert lines[: 1 + len(begins)] == ["Paragraph edited (12 → 21): Fog", *begins]

    def test_who_asks_for_several_messages_gets_them(self, monkeypatch: pytest.MonkeyPatch) -> None:
        url = "discord://4174216298/JHMHI8qBe7bk2ZwO5U711o3dV_js?overflow=split"
        to = service(url)
        assert isinstance(to, NotifyBase)
        handed = _taken(to, monkeypatch)
        assert notified(to, LONG, url, now).sent
        assert len(handed) > 3

    def test_a_subject_is_cut_at_a_word(self, monkeypatch: pytest.MonkeyPatch) -> None:
        url = "gotify://host.example/token"
        to = service(url)
        assert isinstance(to, NotifyBase)
        handed = _taken(to, monkeypatch)
        assert notified(to, replace(MESSAGE, subject="word " * 100), url, now).sent
        assert handed[0]["title"].endswith(" word…")
        assert len(handed[0]["title"]) <= 250


def _taken(to: NotifyBase, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the service is given to post from now on; it posts nothing."""
    handed: list[dict[str, Any]] = []

    def send(**given: Any) -> bool:
        handed.append(given)
        return True

    monkeypatch.setattr(to, "send", send)
    return handed


def _status(status: int) -> Answer:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=status)

    return answer


def _after(release: asyncio.Event, arrived: asyncio.Event | None = None) -> Answer:
    async def answer(_: web.Request) -> web.Response:
        if arrived is not None:
            arrived.set()
        await release.wait()
        return web.Response()

    return answer
