"""What Save Page Now is asked, and what its answers mean."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs

import pytest

from watcher.model import Fault, Reply, Unreachable
from watcher.wayback import Kept, Refused, Service, Underway, asking, asking_after, place, understood

OPEN = Service(address="https://archive.example")
OWN = Service(address="https://archive.example", keys="key:secret")
URL = "https://news.example/2024/budget?page=1&x=ä"
COPY = f"https://archive.example/web/20240121103100/{URL}"
BUSY = timedelta(minutes=1)


def reply(code: int = 200, *, location: str = "", wait: timedelta | None = None, **said: object) -> Reply:
    body = json.dumps(said).encode() if said else b"<html>Wayback Machine</html>"
    return Reply(status=code, body=body, location=location, retry_after=wait)


def test_without_keys_the_page_is_named_in_the_path() -> None:
    request = asking(OPEN, URL)
    assert (request.method, request.body) == ("GET", b"")
    assert request.url == "https://archive.example/save/https://news.example/2024/budget?page=1&x=%C3%A4"
    assert "#" not in asking(OPEN, "https://news.example/a#b").url
    assert dict(request.headers) == {}


def test_with_keys_a_job_is_asked_for_and_asked_after() -> None:
    request = asking(OWN, URL)
    assert (request.method, request.url) == ("POST", "https://archive.example/save")
    assert parse_qs(request.body.decode())["url"] == [URL]
    after = asking_after(OWN, "spn2-1a/../x")
    assert after.url == "https://archive.example/save/status/spn2-1a%2F..%2Fx"
    for one in (request, after):
        assert one.headers["Authorization"] == "LOW key:secret"
        assert one.headers["Accept"] == "application/json"
        assert "secret" not in repr(one)
    assert "secret" not in repr(OWN)


def test_until_there_is_a_copy_the_newest_one_of_the_page_is_pointed_to() -> None:
    assert place(OPEN, URL) == f"https://archive.example/web/{URL}"


@pytest.mark.parametrize(
    "answer",
    [
        reply(302, location="https://archive.example/web/20240121103100/https://evil.example/"),
        reply(200, location="https://archive.example/web/20240121103100if_/https://news.example/"),
        reply(200, status="success", timestamp="20240121103100", original_url="https://evil.example/"),
    ],
)
def test_a_copy_is_known_by_its_time_and_nothing_else_that_the_archive_says(answer: Reply) -> None:
    assert understood(answer, OWN, URL) == Kept(link=COPY)


def test_a_job_is_under_way() -> None:
    assert understood(reply(url=URL, job_id="spn2-1a2b"), OWN, URL) == Underway(job="spn2-1a2b")
    assert understood(reply(status="pending", job_id="spn2-1a2b", resources=[]), OWN, URL) == Underway(job="spn2-1a2b")


def test_without_keys_a_page_may_name_the_job() -> None:
    page = b'<body><script>spn.watchJob("spn2-1a2b", "/_static/", 6000);</script>'
    assert understood(Reply(status=200, body=page), OPEN, URL) == Underway(job="spn2-1a2b")
    refused = understood(Reply(status=500, body=page), OPEN, URL)
    assert refused == Refused(why="the archive answers 500 and names no copy")
    assert dict(asking_after(OPEN, "spn2-1a2b").headers) == {"Accept": "application/json"}


@pytest.mark.parametrize(
    ("kind", "final"),
    [
        ("error:blocked-url", True), ("error:not-found", True), ("error:too-many-daily-captures", True),
        ("error:invalid-host-resolution", True), ("error:browsing-timeout", False), ("error:bad-gateway", False),
        ("error:job-failed", False), ("error:something-new", False),
    ],
)  # fmt: skip
def test_errors_that_stay_are_told_from_those_that_pass(kind: str, final: bool) -> None:
    answer = reply(status="error", status_ext=kind, message="Live page is\n not available.")
    why = "the archive says: Live page is not available."
    assert understood(answer, OWN, URL) == Refused(why=why, final=final, ended=True)


def test_an_archive_that_is_busy_is_left_alone() -> None:
    assert understood(reply(429, wait=timedelta(minutes=5)), OPEN, URL) == Refused(
        why="the archive takes no more for now", rest=timedelta(minutes=5)
    )
    assert understood(reply(429), OPEN, URL) == Refused(why="the archive takes no more for now", rest=BUSY)
    full = understood(reply(status="error", status_ext="error:user-session-limit", message="Wait."), OWN, URL)
    assert full == Refused(why="the archive says: Wait.", ended=True, rest=BUSY)


def test_keys_that_are_not_taken_rest_for_an_hour() -> None:
    refused = understood(reply(401, message="You need to be logged in."), OWN, URL)
    assert refused == Refused(
        why="the archive does not take the keys: it answers 401", rest=timedelta(hours=1)
    )  # fmt: skip


@pytest.mark.parametrize(
    "answer",
    [
        reply(200), reply(503), reply(520), reply(302, location="https://archive.example/login"),
        Reply(status=200, body=b"[1]"), Reply(status=200, body=b"\xff\x00"), Reply(status=200, body=b"[" * 200_000),
        reply(200, job_id="../../x"),
        reply(200, status="success", timestamp="2024"), reply(500, job_id="spn2-1a"),
    ],
)  # fmt: skip
def test_what_names_no_copy_is_asked_again(answer: Reply) -> None:
    assert understood(answer, OWN, URL) == Refused(why=f"the archive answers {answer.status} and names no copy")


def test_a_job_that_the_archive_does_not_know_has_ended() -> None:
    assert understood(reply(404), OWN, URL) == Refused(why="the archive answers 404 and names no copy", ended=True)


def test_an_archive_that_is_not_there_is_asked_again() -> None:
    away = Unreachable(
        url=URL, fault=Fault.TIMEOUT, why="it did not answer", fetched_at=datetime(2024, 1, 1, tzinfo=UTC)
    )
    assert understood(away, OWN, URL) == Refused(why="it did not answer")
