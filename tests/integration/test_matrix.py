"""Alerts to a real Matrix server, read back by somebody else in the room: `make integration`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import FERRY, SHIP, desk
from matrix_server import PASSWORD, MatrixServer, matrix_server

from watcher.model import AlertState


@pytest.fixture(scope="module")
def server() -> Iterator[MatrixServer]:
    with matrix_server() as found:
        yield found


@pytest.mark.parametrize("password", [PASSWORD, None], ids=["login", "token"])
def test_each_edit_is_shown_once_even_if_it_is_sent_twice(
    server: MatrixServer, tmp_path: Path, password: str | None
) -> None:
    before = len(server.events())
    with desk(tmp_path, {"ROOM": server.url(password=password)}) as own:
        own.edited(SHIP)
        with own.running() as daemon:
            server.arrived(before + 1)
            own.tried("ROOM")
            daemon.kill()
            daemon.wait()
        own.forgets()
        own.edited("试航取消")
        with own.running():
            events = server.arrived(before + 2)[before:]
            own.tried("ROOM")
        url = own.site.url("ferry")
    assert own.log.count("outcome=sent") == 3
    assert len(events) == len(server.events()) - before == 2
    shown = events[0]["content"]
    assert events[0]["sender"] == "@bot:localhost"
    assert shown["body"].startswith("# Headline edited: ")
    assert FERRY.article.title in shown["body"]
    assert shown["format"] == "org.matrix.custom.html"
    assert re.search("<(del|s)>开始</(del|s)>", shown["formatted_body"])
    assert "提前返航" in shown["formatted_body"]
    assert f'href="{url}"' in shown["formatted_body"]
    assert "试航取消" in events[1]["content"]["body"]


def test_what_a_server_missed_while_it_was_down_arrives_in_order_once(server: MatrixServer, tmp_path: Path) -> None:
    before = len(server.events())
    with desk(tmp_path, {"ROOM": server.url()}) as own:
        server.server.stop()
        try:
            with own.running():
                own.edited("第一个标题")
                assert own.tried("ROOM")["ROOM"].state is AlertState.PENDING
                own.edited("第二个标题")
                own.edited("第三个标题")
        finally:
            server.server.start()
        own.says("alerts", "retry", 1)
        with own.running():
            server.arrived(before + 3)
            own.tried("ROOM")
    titles = [re.findall("第(.)个标题", event["content"]["body"])[-1] for event in server.events()[before:]]
    assert titles == ["一", "二", "三"]


def test_a_login_that_is_refused_has_failed(server: MatrixServer, tmp_path: Path) -> None:
    before = len(server.events())
    with desk(tmp_path, {"ROOM": server.url(password="wrong-14")}) as own:
        own.edited(SHIP)
        with own.running():
            letter = own.tried("ROOM")["ROOM"]
    assert letter.state is AlertState.FAILED
    assert "error=403" in letter.why
    assert "wrong-14" not in own.log
    assert len(server.events()) == before
