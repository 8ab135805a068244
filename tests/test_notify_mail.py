"""Mails really sent, to servers on loopback that take them or refuse; real servers are in `make integration`."""

from __future__ import annotations

import asyncio
import email
import email.policy
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

import pytest
from apprise.plugins.email import NotifyEmail
from hypothesis import example, given
from hypothesis import strategies as st

from watcher.model import Delivery, Message
from watcher.model.destination import destination
from watcher.notify.apprise import AppriseChannel
from watcher.notify.mail import Mail, mail
from watcher.notify.services import service

# Apprise imports it on Python 3.11, where it is only deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

NOW = datetime(2024, 1, 21, 10, 31, tzinfo=UTC)
MESSAGE = Message(
    subject="Caption edited: 三座水闸均未发现裂缝 <u> 21",
    text="It was [-12-]{+21+}.\n三座水闸均[-未-]{+已+}发现裂缝\n",
    markdown="It was ~~12~~ **21**.",
    html="<p>It was <del>12</del><ins>21</ins>. 三座水闸</p>\n",
    identity="5f0c2d",
)


def now() -> datetime:
    return NOW


class MailServer:
    """As much of SMTP (RFC 5321) as a client needs, and what it was given: mails, and for whom. `refused` are answers
    by the beginning of a command."""

    def __init__(self, refused: Mapping[str, str]) -> None:
        self.refused = dict(refused)
        self.mails: list[EmailMessage] = []
        self.envelopes: list[list[str]] = []
        self.port = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 sink\r\n")
        taken: list[str] = []
        while line := (await reader.readline()).decode("ascii").strip():
            command = line.split(":")[0].split(" ")[0].upper()
            answer = next((self.refused[begin] for begin in self.refused if line.upper().startswith(begin)), "250 ok")
            if command == "RCPT" and answer == "250 ok":
                taken.append(line.partition("<")[2].partition(">")[0])
            if command == "DATA" and answer == "250 ok":
                writer.write(b"354 go on\r\n")
                raw = (await reader.readuntil(b"\r\n.\r\n")).removesuffix(b".\r\n")
                assert raw.isascii()
                self.mails.append(email.message_from_bytes(raw, policy=email.policy.default))
                self.envelopes.append(taken)
            writer.write(("221 bye" if command == "QUIT" and answer == "250 ok" else answer).encode() + b"\r\n")
            await writer.drain()
            if command == "QUIT":
                break
        writer.close()
        await writer.wait_closed()

    def url(self, rest: str = "") -> str:
        return f"mailto://127.0.0.1:{self.port}?from=watcher@example.org&to=desk-of-anna@example.org{rest}"


@asynccontextmanager
async def mail_server(**refused: str) -> AsyncIterator[MailServer]:
    found = MailServer({begin.replace("_", " "): answer for begin, answer in refused.items()})
    server = await asyncio.start_server(found.serve, "127.0.0.1", 0)
    found.port = server.sockets[0].getsockname()[1]
    async with server:
        yield found


async def sent(reference: str, *, message: Message = MESSAGE, channel: AppriseChannel | None = None) -> Delivery:
    return await (channel or AppriseChannel(now, environ={})).send(destination(reference), message)


async def test_a_mail_has_our_text_and_our_html_to_choose_from() -> None:
    async with mail_server() as server:
        assert await sent(server.url()) == Delivery(sent=True, at=NOW)
    (found,) = server.mails
    assert found.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in found.iter_parts()] == ["text/plain", "text/html"]
    contents = [str(part.get_content()).replace("\r\n", "\n") for part in found.iter_parts()]
    assert contents == [MESSAGE.text, MESSAGE.html]


async def test_the_head_says_who_to_whom_about_what_and_that_no_person_wrote_it() -> None:
    async with mail_server() as server:
        assert (await sent(server.url("&cc=Ben%20Ö<ben@example.org>&bcc=c@example.org&reply=r@example.org"))).sent
    (found,) = server.mails
    assert (found["From"], found["To"]) == ("watcher <watcher@example.org>", "desk-of-anna@example.org")
    assert (found["Cc"], found["Bcc"], found["Reply-To"]) == ("Ben Ö <ben@example.org>", None, "r@example.org")
    assert found["Subject"] == MESSAGE.subject
    assert parsedate_to_datetime(found["Date"]) == NOW
    assert found["Message-ID"] == "<5f0c2d@example.org>"
    assert (found["Auto-Submitted"], found["Content-Language"]) == ("auto-generated", "en")
    assert server.envelopes == [["desk-of-anna@example.org", "ben@example.org", "c@example.org"]]


async def test_a_mail_may_be_asked_for_as_text_alone() -> None:
    async with mail_server() as server:
        assert (await sent(server.url("&format=text"))).sent
    assert server.mails[0].get_content_type() == "text/plain"


async def test_a_picture_is_shown_below() -> None:
    async with mail_server() as server:
        assert (await sent(server.url(), message=replace(MESSAGE, picture=b"\x89PNG\r\n\x1a\n\x00"))).sent
    (found,) = server.mails
    assert [part.get_content_type() for part in found.iter_parts()] == ["multipart/alternative", "image/png"]
    (picture,) = found.iter_attachments()
    assert (picture.get_content_disposition(), picture.get_filename()) == ("inline", "difference.png")
    assert picture["Content-Description"] == MESSAGE.subject
    assert picture.get_content() == b"\x89PNG\r\n\x1a\n\x00"


async def test_what_is_sent_again_has_the_same_identity_and_another_message_another_one() -> None:
    trial = Message(subject="A", text="", markdown="", html="")
    async with mail_server() as server:
        for message in (MESSAGE, MESSAGE, trial, trial):
            assert (await sent(server.url(), message=message)).sent
    found = [mail["Message-ID"] for mail in server.mails]
    assert (found[0] == found[1], len(set(found))) == (True, 3)


async def test_headers_of_the_address_are_added_and_replace_none_of_ours() -> None:
    async with mail_server() as server:
        assert (await sent(server.url("&%2BX-Desk=1&%2BSubject=other&%2BX-Bad=a%0D%0ABcc:%20x@example.org"))).sent
    (found,) = server.mails
    assert (found["X-Desk"], found["Bcc"]) == ("1", None)
    assert found.get_all("Subject") == [MESSAGE.subject]


async def test_a_subject_cannot_bring_a_header() -> None:
    message = Message(subject="A\r\nBcc: all@example.org", text="t", markdown="m", html="h")
    async with mail_server() as server:
        assert (await sent(server.url(), message=message)).sent
    assert (server.mails[0]["Bcc"], server.mails[0]["Subject"]) == (None, "A Bcc: all@example.org")


@example("Standfirst edited: Rain, wind and snow upon all the hills of the north of the county")
@example("Überschrift geändert: „Die Brücke ist heute zu“ → „Die Brücke ist heute offen“")
@example("修改标题：“…||spoiler|| 12” → “…||spoiler|| 15”（另外14处改动）")
@given(st.text(st.sampled_from("aé 水闸é–→“ـ🏳️\u2068\u2069-,:;?="), max_size=300))
def test_every_subject_can_be_read_again(subject: str) -> None:
    to = service("mailto://127.0.0.1:25?from=watcher@example.org&to=anna@example.org&mode=insecure")
    assert isinstance(to, Mail)
    written = mail(to.route, Message(subject=subject, text="t", markdown="m", html="h"), NOW).as_bytes()
    assert all(len(line) <= 998 for line in written.splitlines())
    read = email.message_from_bytes(written, policy=email.policy.default)
    assert str(read["Subject"]) == " ".join(subject.split())


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
async def test_a_passing_refusal_is_told_without_the_recipient(command: str) -> None:
    async with mail_server(**{command: "451 4.3.0 not now, desk-of-anna@example.org"}) as server:
        found = await sent(server.url())
    assert (found.sent, found.permanent) == (False, False)
    assert "451 4.3.0 not now, …@…" in found.why
    assert server.mails == []


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
async def test_what_a_server_will_never_take_is_not_sent_again(command: str) -> None:
    async with mail_server(**{command: "550 5.1.1 no such user"}) as server:
        found = await sent(server.url())
    assert (found.sent, found.permanent) == (False, True)
    assert "550 5.1.1 no such user" in found.why


async def test_who_took_a_message_does_not_get_it_again_for_the_sake_of_another() -> None:
    channel = AppriseChannel(now, environ={})
    async with mail_server(**{"RCPT_TO:<LATE": "451 not now"}) as server:
        url = server.url(",late@example.org")
        found = await sent(url, channel=channel)
        assert (found.sent, found.permanent, found.why) == (False, False, "1 of 2 recipients refused: 451 not now")
        server.refused.clear()
        assert (await sent(url, channel=channel)).sent
        assert (await sent(url, channel=channel, message=Message(subject="B", text="", markdown="", html=""))).sent
    assert server.envelopes == [
        ["desk-of-anna@example.org"], ["late@example.org"], ["desk-of-anna@example.org", "late@example.org"],
    ]  # fmt: skip


async def test_a_mail_that_was_taken_after_it_had_been_given_up_is_not_sent_again() -> None:
    channel = AppriseChannel(now, environ={})
    async with mail_server() as server:
        assert (await sent(server.url(), channel=channel)).sent  # which nobody waited for
        assert (await sent(server.url(), channel=channel)).sent
    assert len(server.mails) == 1


async def test_a_server_that_stumbles_over_the_farewell_has_taken_the_mail() -> None:
    async with mail_server(QUIT="500 what?") as server:
        assert (await sent(server.url())).sent
    assert len(server.mails) == 1


async def test_a_server_that_is_away_is_told() -> None:
    async with mail_server() as server:
        pass
    found = await sent(server.url())
    assert (found.sent, found.permanent, found.why) == (
        False, False, "no connection to the mail server: Connection refused",
    )  # fmt: skip


async def test_a_server_of_a_name_that_nobody_has_is_told_from_one_that_is_away() -> None:
    found = await sent(
        "mailto://example.org?from=watcher@example.org&to=anna@example.org&mode=insecure&smtp=-no.example"
    )
    assert (found.sent, found.permanent) == (False, True)
    assert found.why.startswith("no connection to the mail server: ")


async def test_a_login_that_is_refused_is_final() -> None:
    async with mail_server(AUTH="535 5.7.8 wrong", EHLO="250-sink\r\n250 AUTH PLAIN") as server:
        found = await sent(server.url().replace("mailto://", "mailto://anna:hunter2@"))
    assert (found.sent, found.permanent) == (False, True)
    assert "refused the login: 535 5.7.8 wrong" in found.why


async def test_a_server_without_encryption_gets_no_mail_that_asks_for_it() -> None:
    async with mail_server() as server:
        found = await sent(server.url().replace("mailto:", "mailtos:"))
    assert (found.sent, found.why) == (False, "the mail server: STARTTLS extension not supported by server.")


def test_what_an_address_says_is_read() -> None:
    url = "mailtos://anna:p%40w@mail.example.org:465?from=News%20Desk<w@example.org>&to=a@b.org&mode=ssl&verify=no"
    to = service(url)
    assert isinstance(to, Mail)
    found = to.route
    assert (found.host, found.port, found.secure, found.verified) == ("mail.example.org", 465, "ssl", False)
    assert (found.user, found.password, found.sender) == ("anna", "p@w", "News Desk <w@example.org>")
    assert (found.recipients, found.html) == (["a@b.org"], True)


def test_mail_to_be_signed_remains_with_apprise() -> None:
    url = "mailtos://anna:pw@example.org?to=a@b.org&pgp=sign"
    assert isinstance(service(url), NotifyEmail)
