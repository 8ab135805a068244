from __future__ import annotations

import base64
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from fetch_site import client
from web_service import Service, open_service

from watcher.model import Message, Takes
from watcher.model.destination import destination
from watcher.notify.apprise import AppriseChannel
from watcher.notify.hook import HookChannel
from watcher.notify.ways import Ways

# Apprise imports it on Python 3.11, where it is only deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

NOW = datetime(2024, 1, 21, 10, 31, tzinfo=UTC)
MESSAGE = Message(subject="Edited", text="It was.", markdown="", html="", identity="5a", data='{"type":"x"}')
SECRET = "whsec_" + base64.b64encode(bytes(32)).decode()


@pytest.fixture
async def service() -> AsyncIterator[Service]:
    async with open_service() as opened:
        yield opened


def now() -> datetime:
    return NOW


async def test_every_destination_goes_by_its_own_way(service: Service) -> None:
    environ = {"HOOK": f"hook+{service.url('/hook')}#{SECRET}", "JSON": f"json://127.0.0.1:{service.port}/json"}
    async with client() as http:
        ways = Ways(
            AppriseChannel(now, environ=environ), HookChannel(http.ask, now, environ=environ), environ=environ
        )  # fmt: skip
        assert ways.takes(destination("env:HOOK")) == Takes(data=True)
        assert ways.takes(destination("env:JSON")) == Takes(picture=True)
        assert (await ways.send(destination("env:HOOK"), MESSAGE)).sent
        assert (await ways.send(destination("env:JSON"), MESSAGE)).sent
        lost = await ways.send(destination("env:LOST"), MESSAGE)
    assert [asked.path.rstrip("/") for asked in service.asked] == ["/hook", "/json"]
    assert json.loads(service.asked[0].body) == {"type": "x"}
    assert json.loads(service.asked[1].body)["title"] == "Edited"
    assert not lost.sent
    assert lost.why.startswith("env:LOST: this environment variable is not set")
