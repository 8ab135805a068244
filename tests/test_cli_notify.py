"""Test messages from the command line."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from cli_place import Place


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


async def test_a_test_message_goes_to_every_destination_and_none_is_shown_in_full(
    tmp_path: Path, mailbox: tuple[str, list[Any]]
) -> None:
    reference, arrived = mailbox
    place = Place(tmp_path, f'[[subscription]]\nname = "desk"\nto = ["{reference}", "env:WATCHER_TEST_NOWHERE"]\n')
    ran = await asyncio.to_thread(place.process, "notify", "test", "desk")
    first, second = ran.out.splitlines()
    assert ran.code == 1
    assert first.endswith(": sent")
    assert second.startswith("env:WATCHER_TEST_NOWHERE: failed: this environment variable is not set")
    assert "secret-token" not in ran.out + ran.err
    assert [message["title"] for message in arrived] == ["Test message of watcher"]


async def test_the_operator_gets_test_messages_too(tmp_path: Path, mailbox: tuple[str, list[Any]]) -> None:
    desk = '[[subscription]]\nname = "desk"\nto = ["env:WATCHER_TEST_NOWHERE"]\n'
    place = Place(tmp_path, f'{desk}[operator]\nto = ["{mailbox[0]}"]\n')
    ran = await asyncio.to_thread(place.process, "--json", "notify", "test", "operator")
    assert [(sent["subscription"], sent["sent"]) for sent in ran.document] == [("operator", True)]
    assert len((await asyncio.to_thread(place.process, "--json", "notify", "test")).document) == 2


async def test_how_a_test_message_ended_is_one_json_document(tmp_path: Path, mailbox: tuple[str, list[Any]]) -> None:
    place = Place(tmp_path, f'[[subscription]]\nname = "desk"\nto = ["{mailbox[0]}"]\n')
    ran = await asyncio.to_thread(place.process, "--json", "notify", "test")
    assert ran.code == 0
    (sent,) = ran.document
    assert (sent["subscription"], sent["sent"]) == ("desk", True)


def test_without_a_subscription_there_is_nobody_to_test(tmp_path: Path) -> None:
    ran = Place(tmp_path).run("notify", "test")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("watcher: no [[subscription]] is configured")


def test_an_unknown_subscription_is_told_with_those_there_are(tmp_path: Path) -> None:
    place = Place(tmp_path, '[[subscription]]\nname = "desk"\nto = ["env:X"]\n')
    assert place.run("notify", "test", "disk").err == "watcher: no subscription is named 'disk'; known are desk\n"
