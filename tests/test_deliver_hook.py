"""Alerts out of the outbox to a web hook of our own that is away for a while."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from datetime import timedelta

from aiohttp import web
from fetch_site import client
from letter_builders import letter, number_edited
from test_deliver import START, Box, Clock
from web_service import open_service

from watcher.deliver import deliver
from watcher.model.destination import destination
from watcher.notify.hook import HookChannel

SECRET = "whsec_" + base64.b64encode(bytes(32)).decode()


async def test_what_is_sent_again_has_the_same_identity_and_the_same_body() -> None:
    clock = Clock()
    async with open_service() as cms, client() as http:
        to = destination(f"hook+{cms.url('/in')}#{SECRET}")
        one = letter(number_edited())
        one = replace(one, alert=replace(one.alert, destination=to.id, label=to.label))
        box = Box([one])
        cms.answers = [web.Response(status=503, headers={"Retry-After": "120"}), web.Response(status=204)]
        channel = HookChannel(http.ask, clock, environ={})
        for at in (START, START + timedelta(seconds=119), START + timedelta(seconds=120)):
            clock.at = at
            await deliver(box, box, channel, {to.id: to}, clock, random=lambda: 0.0)
    assert box.outcomes() == [(1, "again"), (1, "sent")]
    first, second = cms.asked
    assert first.headers["webhook-id"] == second.headers["webhook-id"] == "b1"
    assert first.body == second.body
    assert json.loads(first.body)["alerts"][0]["changes"][0]["kind"] == "paragraph.edited"
    times = [int(asked.headers["webhook-timestamp"]) for asked in cms.asked]
    assert times[1] - times[0] == 120, "each attempt is signed with its own time"
