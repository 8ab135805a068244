"""Test messages, and messages that are shown and not sent, from the command line."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from cli_place import RIVER, Place
from store_builders import MINUTE, NOON, added, alert, change, edited, gone, new, same

from watcher.model import Bundle, Outcome, Voice, Weight
from watcher.phrased import phrased
from watcher.store import Store


@pytest.fixture
async def mailbox() -> AsyncIterator[tuple[str, list[Any]]]:
    """A web hook, and what arrives there."""
    arrived: list[Any] = []

    async def take(request: web.Request) -> web.Response:
        arrived.append(await request.json())
        return web.Response()

    app = web.Application()
    app.router.add_post("/{tail:.*}", take)
    async with TestServer(app) as server:
        yield f"json://127.0.0.1:{server.port}/secret-token", arrived


AT_HOME = '[fetch]\nallow_networks = ["127.0.0.0/8"]\n'


async def test_a_test_message_goes_to_every_destination_and_none_is_shown_in_full(
    tmp_path: Path, mailbox: tuple[str, list[Any]]
) -> None:
    reference, arrived = mailbox
    place = Place(
        tmp_path, f'{AT_HOME}[[subscription]]\nname = "desk"\nto = ["{reference}", "env:WATCHER_TEST_NOWHERE"]\n'
    )
    ran = await asyncio.to_thread(place.process, "notify", "test", "desk")
    first, second = ran.out.splitlines()
    assert ran.code == 1
    assert first.endswith(": sent")
    assert second.startswith("env:WATCHER_TEST_NOWHERE: failed: this environment variable is not set")
    assert "secret-token" not in ran.out + ran.err
    assert [message["title"] for message in arrived] == ["Test message of watcher"]


async def test_a_site_whose_secret_is_missing_keeps_no_test_message_back(
    tmp_path: Path, mailbox: tuple[str, list[Any]]
) -> None:
    site = '[[site]]\nhost = "a.example"\nheaders = { Cookie = "env:WATCHER_TEST_NOWHERE" }\n'
    place = Place(tmp_path, f'{AT_HOME}{site}[[subscription]]\nname = "desk"\nto = ["{mailbox[0]}"]\n')
    assert (await asyncio.to_thread(place.process, "notify", "test")).code == 0


async def test_the_operator_gets_test_messages_too(tmp_path: Path, mailbox: tuple[str, list[Any]]) -> None:
    desk = '[[subscription]]\nname = "desk"\nto = ["env:WATCHER_TEST_NOWHERE"]\n'
    place = Place(tmp_path, f'{AT_HOME}{desk}[operator]\nto = ["{mailbox[0]}"]\n')
    ran = await asyncio.to_thread(place.process, "--json", "notify", "test", "operator")
    assert [(sent["subscription"], sent["sent"]) for sent in ran.document] == [("operator", True)]
    assert len((await asyncio.to_thread(place.process, "--json", "notify", "test")).document) == 2


async def test_how_a_test_message_ended_is_one_json_document(tmp_path: Path, mailbox: tuple[str, list[Any]]) -> None:
    place = Place(tmp_path, f'{AT_HOME}[[subscription]]\nname = "desk"\nto = ["{mailbox[0]}"]\n')
    ran = await asyncio.to_thread(place.process, "--json", "notify", "test")
    assert ran.code == 0
    (sent,) = ran.document
    assert (sent["subscription"], sent["sent"]) == ("desk", True)


async def test_a_destination_of_two_subscriptions_is_tested_once_in_the_language_of_the_first(
    tmp_path: Path, mailbox: tuple[str, list[Any]]
) -> None:
    reference, arrived = mailbox
    one, other = (f'[[subscription]]\nname = "{name}"\nto = ["{reference}"]\n' for name in ("desk", "night"))
    place = Place(tmp_path, f'{AT_HOME}{one}language = "de"\n{other}')
    ran = await asyncio.to_thread(place.process, "--json", "notify", "test")
    assert [(sent["subscription"], sent["sent"]) for sent in ran.document] == [("desk", True), ("night", True)]
    assert [message["title"] for message in arrived] == ["Testnachricht von watcher"]


def test_without_a_subscription_there_is_nobody_to_test(tmp_path: Path) -> None:
    ran = Place(tmp_path).run("notify", "test")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("watcher: no [[subscription]] is configured")


def test_an_unknown_subscription_is_told_with_those_there_are(tmp_path: Path) -> None:
    place = Place(tmp_path, '[[subscription]]\nname = "desk"\nto = ["env:X"]\n')
    assert place.run("notify", "test", "disk").err == "watcher: no subscription is named 'disk'; known are desk\n"


TITLES = change("title.edited"), replace(change("paragraph.edited", Weight.MINOR), path="blocks[0]", facts=())
SETTINGS = """\
[[subscription]]
name = "numbers"
to = ["env:A"]
kinds = ["caption.*"]
facts = ["name"]

[[subscription]]
name = "desk"
to = ["env:B"]
kinds = ["title.*"]

[[subscription]]
name = "zentrale"
to = ["env:C"]
language = "de"
"""


async def told(store: Store) -> None:
    """An edit of two changes, of which the desk's alert tells the first; then the article is gone."""
    watch = added(store)
    await store.memory.record(new(watch))
    desk = replace(alert("b", 0), subscription="desk")
    await store.memory.record(edited(watch, 2, NOON + MINUTE, changes=TITLES, alerts=(desk,)))
    await store.memory.record(same(watch, NOON + 2 * MINUTE, outcome=Outcome.GONE, event=gone(NOON + 2 * MINUTE)))


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = Place(tmp_path, SETTINGS)
    with place.store() as store:
        asyncio.run(told(store))
    return place


def test_a_preview_is_what_is_sent_and_makes_no_alert(place: Place) -> None:
    ran = place.run("notify", "preview", "1@2")
    assert (ran.code, ran.err) == (0, "")
    with place.store() as store:
        (letter,) = store.outbox.letters()
        sent = phrased(Bundle(identity="x", letters=(letter,)), store.history, Voice())
    assert ran.out == f"Subject: {sent.subject}\n\n{sent.text}\n"
    assert "Headline edited" in ran.out
    assert "Paragraph" not in ran.out


@pytest.mark.parametrize("form", ["markdown", "html", "chat"])
def test_a_preview_in_another_form_can_be_kept_in_a_file(place: Place, form: str) -> None:
    ran = place.run("notify", "preview", "1@2", "--format", form)
    message = place.run("--json", "notify", "preview", "1@2").document
    assert ran.out == message[form] + "\n"
    assert ran.err == f"watcher: subject: {message['subject']}\n"


def test_a_preview_for_programs_is_what_web_hooks_are_sent(place: Place) -> None:
    data = place.run("notify", "preview", "1@2", "--format", "data").document
    assert data["type"] == "watcher.alerts"
    assert data["subscription"] == "desk"
    assert [change["kind"] for change in data["alerts"][0]["changes"]] == ["title.edited"]


def test_a_preview_can_be_drawn(place: Place, tmp_path: Path) -> None:
    card = tmp_path / "card.png"
    assert place.run("notify", "preview", "1@2", "--picture", card).code == 0
    assert card.read_bytes().startswith(b"\x89PNG")
    with place.store() as store:
        desk = replace(alert("b", 0), subscription="desk")
        asyncio.run(store.memory.record(edited(store.watches.listed()[0], 3, NOON + 9 * MINUTE, alerts=(desk,))))
    none = place.run("notify", "preview", "--subscription", "desk", "--picture", tmp_path / "two.png")
    assert (none.code, none.out) == (1, "")
    assert none.err.startswith(f"watcher: {tmp_path}/two.png: this has no picture")
    away = place.run("notify", "preview", "1@2", "--picture", tmp_path / "nowhere/card.png")
    assert (away.code, away.err) == (1, f"watcher: {tmp_path}/nowhere/card.png: No such file or directory\n")


def test_a_preview_as_one_document_names_whose_it_is(place: Place) -> None:
    shown = place.run("--json", "notify", "preview", "1@2").document
    assert list(shown) == ["subject", "text", "markdown", "html", "chat", "subscription"]
    assert shown["subscription"] == "desk"


def test_a_preview_is_worded_as_its_subscription_wants_it(place: Place) -> None:
    shown = place.run("--json", "notify", "preview", "1@2", "--subscription", "zentrale").document
    assert shown["subscription"] == "zentrale"
    assert shown["subject"].startswith("Überschrift geändert")
    assert "Absatz" in shown["text"]


def test_without_a_revision_the_preview_tells_what_happened_last(place: Place) -> None:
    assert place.run("notify", "preview", RIVER).out.startswith("Subject: Artikel")
    shown = place.run("--json", "notify", "preview", 1).document
    assert (shown["subscription"], "404 twice" in shown["text"]) == ("zentrale", True)


def test_what_nobody_is_told_is_shown_in_full_and_said_to_be(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.store() as store:
        asyncio.run(told(store))
    ran = place.run("notify", "preview", "1@2")
    assert ran.err == "watcher: no subscription is told of this; this is all that could be told\n"
    assert "Headline edited" in ran.out
    assert "Paragraph edited" in ran.out


def test_the_preview_of_an_alert_is_what_it_says(place: Place) -> None:
    by_alert = place.run("--json", "notify", "preview", "--alert", 1).document
    assert by_alert == place.run("--json", "notify", "preview", "1@2", "--subscription", "desk").document


def test_the_preview_of_a_subscription_is_all_that_waits_for_it(place: Place) -> None:
    assert "The river" in place.run("notify", "preview", "--subscription", "desk").out
    ran = place.run("notify", "preview", "--subscription", "zentrale")
    assert (ran.code, ran.err) == (
        3, "watcher: nothing waits for zentrale; `watcher alerts --state pending` shows what waits\n",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (
            ("1@2", "--subscription", "numbers"),
            1,
            "numbers is not told of 1@2, because of its kinds and facts",
        ),
        ((1, "--subscription", "desk"), 1, "desk is not told of 1, because of its kinds; nothing would be sent"),
        (("1@1",), 3, "1@1 is how the article was first seen"),
        (("1@9",), 3, "watch 1 has no revision 9"),
        (("7",), 3, "7: there is no such watch"),
        (("--alert", 9), 3, "there is no alert 9"),
        (("1@2", "--subscription", "disk"), 2, "no subscription is named 'disk'; known are numbers, desk, zentrale"),
        ((), 2, "say what of: REF, --alert ID, or --subscription NAME"),
        (("1", "--alert", 1), 2, "REF and --alert exclude each other"),
    ],
)
def test_what_cannot_be_previewed_is_told_in_a_line(
    place: Place, words: tuple[object, ...], code: int, said: str
) -> None:
    ran = place.run("notify", "preview", *words)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err


def test_a_preview_of_a_muted_article_says_that_it_is_muted(place: Place) -> None:
    place.run("mute", 1)
    ran = place.run("notify", "preview", "1@2")
    assert (ran.code, ran.err) == (0, "watcher: watch 1 is muted: what happens to it now is told to nobody\n")
    assert ran.out.startswith("Subject: Headline edited")


def test_an_article_that_was_not_edited_has_no_preview(place: Place) -> None:
    with place.store() as store:
        added(store, "hill")
    assert place.run("notify", "preview", 2).code == 3
