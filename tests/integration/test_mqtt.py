"""Alerts to a real MQTT broker, heard by another client: `make integration`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import FERRY, SHIP, desk
from mqtt_broker import Broker, mqtt_broker

from watcher.model import AlertState


@pytest.fixture(scope="module")
def broker() -> Iterator[Broker]:
    with mqtt_broker() as found:
        yield found


def test_another_client_hears_of_an_edit_and_a_wrong_password_is_refused(broker: Broker, tmp_path: Path) -> None:
    to = {
        "NEWS": broker.url("edits"),
        "TLS": broker.secure_url("secret"),
        "NEW": broker.url("new?version=v5.0"),
        "WRONG": broker.url("wrong", password="x-14"),
    }
    with desk(tmp_path, to) as own:
        own.edited(SHIP)
        with own.running():
            (said,), (secret,), (new,) = (broker.arrived(topic) for topic in ("edits", "secret", "new"))
            found = own.tried(*to)
        url = own.site.url("ferry")
    assert {name: letter.state for name, letter in found.items()} == {
        "NEWS": "sent", "TLS": "sent", "NEW": "sent", "WRONG": "failed",
    }  # fmt: skip
    assert said == secret == new
    assert said.startswith("Headline edited: ")
    assert FERRY.article.title in said
    assert SHIP in said
    assert url in said
    assert "the MQTT broker refused: Not authorized" in found["WRONG"].why
    assert broker.said("wrong") == []
    assert "x-14" not in own.log


def test_what_a_broker_missed_while_it_was_down_arrives_in_order_once(broker: Broker, tmp_path: Path) -> None:
    with desk(tmp_path, {"NEWS": broker.url("outage")}) as own:
        with own.running():
            own.edited("第零个标题")
            broker.arrived("outage")
            broker.server.stop()
            try:
                own.edited("第一个标题")
                own.tried("NEWS")
                own.edited("第二个标题")
                own.edited("第三个标题")
            finally:
                broker.server.start()
            own.says("alerts", "retry", 2)
            broker.arrived("outage", 4)
        letters = own.alerts()
    assert letters["NEWS"].state is AlertState.SENT
    assert [re.findall("第(.)个标题", said)[-1] for said in broker.said("outage")] == ["零", "一", "二", "三"]
