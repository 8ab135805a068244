"""Alerts to a real mail server, read out of its Maildir: `make integration`."""

from __future__ import annotations

import os
import re
import socket
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from hashlib import sha256
from itertools import count
from pathlib import Path

import pytest
from desk import FERRY, SHIP, desk, stories
from jumping import Jumping
from mail_server import MailServer, mail_server
from served import awaited

from watcher.demo.script import headline
from watcher.model import AlertState


@pytest.fixture(scope="module")
def server() -> Iterator[MailServer]:
    with mail_server() as found:
        yield found


def part(mail: EmailMessage, kind: str) -> str:
    found = mail.get_body((kind,))
    assert found is not None
    return str(found.get_content())


def names(mails: list[EmailMessage]) -> list[str]:
    """Their identities."""
    return [str(mail["Message-ID"]).removeprefix("<").removesuffix("@newsroom.example>") for mail in mails]


def test_an_edit_arrives_over_starttls_and_over_tls_as_text_and_html(server: MailServer, tmp_path: Path) -> None:
    to = {"STARTTLS": server.url("anna"), "TLS": server.url("ben", secure="ssl")}
    with desk(tmp_path, to) as own:
        own.edited(SHIP)
        with own.running():
            (mail,), (other,) = server.arrived("anna"), server.arrived("ben")
            sent = own.tried("STARTTLS", "TLS")
        url = own.site.url("ferry")
    assert {alert.state for alert in sent.values()} == {AlertState.SENT}
    assert str(mail["Subject"]) == str(other["Subject"])
    assert str(mail["Subject"]).startswith("Headline edited: ")
    assert FERRY.article.title in str(mail["Subject"])
    assert SHIP in str(mail["Subject"])
    assert (mail["From"], mail["To"]) == ("watcher <watcher@newsroom.example>", "anna@desk.example")
    assert abs(parsedate_to_datetime(mail["Date"]) - datetime.now(UTC)) < timedelta(hours=1)
    assert names([mail, other]) == own.identities()
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content_type() == "multipart/alternative"
    assert [one.get_content_type() for one in mail.iter_parts()] == ["text/plain", "text/html"]
    text, html = part(mail, "plain"), part(mail, "html")
    assert url in text
    assert "<" not in text
    assert f'href="{url}"' in html
    assert re.search("<del[^>]*>开始</del>", html)
    assert re.search("<ins[^>]*>提前返航，</ins>", html)


def test_each_refusal_ends_as_it_should_and_delays_nobody_else(server: MailServer, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        to = {
            "SILENT": f"mailto://127.0.0.1:{silent.getsockname()[1]}?from=watcher@newsroom.example&to=anna@desk.example",
            "REJECT": server.url("reject"),
            "LATER": server.url("later"),
            "LOGIN": server.url("clara", password="wrong-14"),
            "GOOD": server.url("clara"),
        }
        with desk(tmp_path, to) as own:
            own.edited(SHIP)
            with own.running():
                server.arrived("clara")
                found = own.tried("REJECT", "LATER", "LOGIN", "GOOD")
                assert found["SILENT"].attempts == 0
            server.relieved()
            own.says("alerts", "retry", found["LATER"].id)
            with own.running():
                server.arrived("later")
    assert {name: letter.state for name, letter in found.items()} == {
        "SILENT": "pending", "REJECT": "failed", "LATER": "pending", "LOGIN": "failed", "GOOD": "sent",
    }  # fmt: skip
    assert "550 5.1.1 nobody of that name" in found["REJECT"].why
    assert "451 4.3.0 the box is busy" in found["LATER"].why
    assert "refused the login: 535" in found["LOGIN"].why
    assert [len(server.mails(who)) for who in ("reject", "later", "clara")] == [0, 1, 1]
    assert "wrong-14" not in own.log
    assert "clara" not in own.log


def test_a_server_of_an_unknown_authority_gets_nothing_until_it_is_trusted(server: MailServer, tmp_path: Path) -> None:
    with desk(tmp_path, {"DESK": server.url("dora")}) as own:
        own.edited(SHIP)
        with own.running(SSL_CERT_FILE=os.devnull):
            letter = own.tried("DESK")["DESK"]
        assert "not to be trusted" in letter.why
        assert server.mails("dora") == []
        own.says("alerts", "retry", letter.id)
        with own.running():
            assert len(server.arrived("dora")) == 1


def test_what_a_server_missed_while_it_was_down_arrives_in_order_once(server: MailServer, tmp_path: Path) -> None:
    with desk(tmp_path, {"DESK": server.url("emil")}) as own:
        server.server.stop()
        try:
            with own.running():
                own.edited("第一个标题")
                own.tried("DESK")
                own.edited("第二个标题")
                own.edited("第三个标题")
        finally:
            server.server.start()
        with own.running():
            own.says("alerts", "retry", 1)
            mails = server.arrived("emil", 3)
            own.tried("DESK")
    assert [re.findall("第(.)个标题", str(mail["Subject"]))[-1] for mail in mails] == ["一", "二", "三"]
    assert names(server.mails("emil")) == own.identities()
    assert "Connection refused" in own.log


def test_a_server_that_is_down_for_an_hour_is_waited_for_and_said_once(server: MailServer, tmp_path: Path) -> None:
    """The hour passes by the daemon's clock, two minutes in each step; nobody asks for another try."""
    (tmp_path / "faketime").mkdir()
    clock = Jumping(tmp_path / "faketime")

    def passes(minutes: int) -> int:
        """Gives how many mails there are then."""
        clock.set(60 * minutes)
        time.sleep(0.5)
        return len(server.mails("georg"))

    environ = {name: value for name, value in clock.env.items() if name not in os.environ}
    with desk(tmp_path, {"DESK": server.url("georg")}) as own, own.running(**environ):
        server.server.stop()
        try:
            own.edited("第一个标题")
            own.tried("DESK")
            own.edited("第二个标题")
            own.edited("第三个标题")
            for minutes in range(0, 60, 2):
                assert passes(minutes) == 0
        finally:
            server.server.start()
        after = count(60, 2)
        awaited(lambda: passes(next(after)), "the mails", enough=lambda arrived: arrived == 3, seconds=120)
        awaited(own.waiting, "all to be settled", enough=lambda waiting: waiting == 0)
    mails = server.mails("georg")
    assert [re.findall("第(.)个标题", str(mail["Subject"]))[-1] for mail in mails] == ["一", "二", "三"]
    assert names(mails) == own.identities()
    assert re.findall("WARNING to=env:DESK ([^;\n]*)", own.log) == ["takes no messages", "takes messages again"]
    assert own.log.count(" WARNING ") == 2


def test_of_200_alerts_none_is_lost_however_often_the_daemon_is_killed(server: MailServer, tmp_path: Path) -> None:
    with desk(tmp_path, {"DESK": server.url("frida")}, stories(200)) as own:
        for key in own.site.stories:
            # Each in words of its own: what a site does to all its articles alike is held.
            own.site.edit(key, headline(sha256(key.encode()).hexdigest()))
        own.says("check", "-q")
        for count in (1, 50, 120):
            with own.running() as daemon:
                server.arrived("frida", count)
                daemon.kill()
                daemon.wait()
        before = len(server.mails("frida"))
        with own.running():
            server.arrived("frida", 200, seconds=240)
            awaited(own.waiting, "all to be settled", enough=lambda waiting: waiting == 0)
        arrived = names(server.mails("frida"))
    assert 120 <= before < 200
    assert sorted(set(arrived)) == sorted(own.identities())
    assert len(arrived) - len(set(arrived)) <= 3
