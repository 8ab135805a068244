"""Why an article cannot be seen, in every language of messages."""

from __future__ import annotations

import errno
import re
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from letter_builders import at, bundled, letter

from watcher.doubt.wording import ADDRESS, FAMILIES
from watcher.errors import SettingsError
from watcher.fetch import faults
from watcher.fetch.guard import Guard
from watcher.model import Event, Voice
from watcher.notify.reasons import reason
from watcher.settings.secrets import secret

REASONS = (
    *(family.why for family in (*FAMILIES, ADDRESS)),
    "the server answers 404 Not Found",
    "the server answers 451 Unavailable For Legal Reasons",
    "the page is empty",
    "the address leads to a PDF document instead of a page",
    "the address leads to a feed or a sitemap, which `watcher source add` follows, instead of a page",
    "the server sends application/json instead of a page",
    "the address leads to the home page now",
    "the address leads to its section now",
    "the address leads to a login or a wall: https://news.example/login",
    "the address leads to another article now: https://news.example/b",
    "no article can be found on the page",
    "the page shows another article: neither the headline nor the text is what it was",
    "less than a third of the text is left",
    "the page breaks off in the middle",
    "the letters are garbled: the page is read in another charset than it is written in",
    "it was gone before",
    "it was blocked before",
    "it was unreadable before",
    "it is at https://news.example/b now",
    "by +2:00 hours",
    "given up after 12 attempts: no answer within 60 s",
    "the web hook answers 403",
    "the web hook answers 302: web hooks follow no redirect; write the new address",
    "env:DESK is no longer in the configuration",
    "the login at a mail server takes only ASCII characters",
    "the mail server refused the login: 535 wrong",
    "the mail server refused: 550 nobody of that name",
    "the certificate of the mail server is not to be trusted: unable to get local issuer certificate",
    "the mail server: it said something else",
    "no connection to the mail server: refused",
    "an earlier message is still under way and was not answered",
    "dropped by hand",
    "its article was muted",
    "drift 3 was discarded",
    "a fault of watcher, please report it: ValueError in blocks.py:12",
    "it redirects: 10.0.0.1 is not opened: 10.0.0.1 is a private address (allow_networks can admit it)",
    "the robots.txt of news.example asks not to read this address",
    "the robots.txt of news.example cannot be read: it answers 503",
    "the look took longer than 30 seconds",
)
REFUSED = (
    "https://" + "a" * 50_000, "https://news.example/a b", "https://[::1", "https:///story", "ftp://news.example/",
    "https://me@news.example/", "https://0x7f.1/", "https://news.example:25/", *(f"http://{address}/" for address in (
        "0.0.0.0", "127.0.0.1", "10.1.2.3", "100.64.0.1", "169.254.1.1", "168.63.129.16", "224.0.0.1",
        "255.255.255.255", "192.0.2.1", "198.18.0.1", "[::ffff:10.0.0.1]", "[2002::1]", "240.0.0.1", "[fe80::1%25eth0]",
    )),
)  # fmt: skip
CONNECTING: tuple[Any, ...] = (
    aiohttp.ClientProxyConnectionError, aiohttp.ClientConnectorDNSError, aiohttp.ClientConnectorError
)  # fmt: skip
WEATHER = (
    aiohttp.ServerDisconnectedError(),
    aiohttp.ClientPayloadError(),
    aiohttp.InvalidURL("x"),
    ConnectionResetError(errno.ECONNRESET, "reset"),
    *(
        kind(None, OSError(code, "told by the system"))
        for kind in CONNECTING
        for code in (errno.ECONNREFUSED, errno.EHOSTUNREACH, errno.ENETUNREACH, errno.ETIMEDOUT)
    ),
)


@pytest.mark.parametrize("language", ["de", "zh-Hans"])
@pytest.mark.parametrize("why", REASONS)
def test_every_reason_has_words_in_every_language(why: str, language: str) -> None:
    told = reason(why, language)
    assert told not in (why, "")
    assert "{" not in told
    assert ("https://news.example/" in told) is ("https://news.example/" in why)


@pytest.mark.parametrize("language", ["de", "zh-Hans"])
def test_whatever_keeps_a_page_from_being_fetched_has_words_in_every_language(language: str) -> None:
    whys = [why for url in REFUSED if (why := Guard().refuses_url(url))]
    assert len(whys) == len(REFUSED)
    whys += [faults.refusal("news.example", why).why for why in whys] + [
        faults.told(error, "news.example").why for error in WEATHER
    ]
    untold = [why for why in whys if reason(why, language) == why]
    english = [told for why in whys if re.search(r"\b(the|is|not|to|with|address)\b", told := reason(why, language))]
    assert (untold, english) == ([], [])


@pytest.mark.parametrize("language", ["de", "zh-Hans"])
def test_why_the_address_of_a_destination_cannot_be_read_has_words_in_every_language(
    tmp_path: Path, language: str
) -> None:
    (tmp_path / "empty").touch()
    (tmp_path / "noise").write_bytes(b"\xff\xfe")
    places = ("env:NONE", "credential:..", "credential:desk", *(f"file:{tmp_path}/{n}" for n in ("", "empty", "noise")))
    for place in places:
        for what in ("the address of a destination", "the secret of a web hook"):
            with pytest.raises(SettingsError) as raised:
                secret(place, {}, label=place, what=what)
            told = reason(str(raised.value), language)
            assert told.startswith(place)
            assert not re.search(r"\b(the|is|not|to|that)\b", told.removeprefix(place))


def test_what_is_quoted_is_told_as_it_is_where_it_is_no_reason_of_ours() -> None:
    told = reason("given up after 12 attempts: the web hook answers 500: out of {rest} paper", "de")
    assert told == "nach 12 Versuchen aufgegeben: der Web-Hook antwortet 500: out of {rest} paper"


def test_a_long_reason_takes_no_time() -> None:
    assert reason("is " * 100_000, "de") == "is " * 100_000


def test_what_was_not_foreseen_is_told_as_it_is() -> None:
    assert reason("a new reason", "de") == "a new reason"
    assert all(reason(why, "en") == why for why in REASONS)


def test_an_event_is_told_in_the_language_of_the_message() -> None:
    event = Event(kind="article.gone", at=at(10, 31), seen_after=at(10, 12), why="the server answers 410 Gone")
    german, chinese = (bundled(letter(event=event), voice=Voice(language=language)) for language in ("de", "zh-Hans"))
    assert "\nBefund: der Server antwortet: 410 Gone" in german.text
    assert "\n检查结果：服务器返回：410 Gone" in chinese.text
