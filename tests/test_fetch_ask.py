"""What is asked of a service, against a real one on loopback."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web
from fetch_site import client
from web_service import Service, open_service

from watcher.fetch import Guard
from watcher.model import Fault, Reply, Request, Unreachable


@pytest.fixture
async def service() -> AsyncIterator[Service]:
    async with open_service() as opened:
        yield opened


def undated(reply: Reply | Unreachable) -> Reply | Unreachable:
    """The answer without the time at which it was given."""
    return replace(reply, date=None) if isinstance(reply, Reply) else reply


async def test_a_body_is_handed_over_with_the_fields_that_go_with_it(service: Service) -> None:
    service.answers = [web.Response(status=202, text="taken")]
    request = Request(method="POST", url=service.url("/in?a=1"), headers={"Content-Type": "text/x"}, body="é".encode())
    async with client(headers={"127.0.0.1": {"Cookie": "site=secret"}}) as http:
        assert undated(await http.ask(request)) == Reply(status=202, body=b"taken")
    (asked,) = service.asked
    assert (asked.method, asked.path, asked.body) == ("POST", "/in?a=1", "é".encode())
    assert asked.headers["content-type"] == "text/x"
    assert asked.headers["user-agent"].startswith("watcher/")
    assert "cookie" not in asked.headers, "what a site is sent for its pages is not for services there"


async def test_a_redirect_is_told_and_not_followed(service: Service) -> None:
    service.answers = [web.Response(status=302, headers={"Location": "../there"})]
    async with client() as http:
        reply = await http.ask(Request(method="GET", url=service.url("/a/b")))
    assert undated(reply) == Reply(status=302, body=b"", location=service.url("/there"))
    assert len(service.asked) == 1


async def test_where_the_thing_is_may_be_said_in_content_location(service: Service) -> None:
    service.answers = [web.Response(headers={"Content-Location": "/web/1/x"})]
    async with client() as http:
        reply = await http.ask(Request(method="GET", url=service.url("/save")))
    assert isinstance(reply, Reply)
    assert reply.location == service.url("/web/1/x")


async def test_how_long_to_wait_is_heard(service: Service) -> None:
    service.answers = [web.Response(status=429, headers={"Retry-After": "90"})]
    async with client() as http:
        reply = await http.ask(Request(method="GET", url=service.url()))
    assert undated(reply) == Reply(status=429, body=b"", retry_after=timedelta(seconds=90))


async def test_what_the_clock_of_the_server_says_is_heard(service: Service) -> None:
    service.answers = [
        web.Response(headers={"Date": "Wed, 04 Mar 2026 05:06:07 GMT"}),
        web.Response(headers={"Date": "x"}),
    ]
    async with client() as http:
        dated, undatable = [await http.ask(Request(method="GET", url=service.url())) for _ in range(2)]
    assert isinstance(dated, Reply)
    assert dated.date == datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
    assert isinstance(undatable, Reply)
    assert undatable.date is None


async def test_no_more_of_an_answer_is_read_than_asked_for(service: Service) -> None:
    service.answers = [web.Response(text="0123456789" * 10_000)]
    async with client() as http:
        reply = await http.ask(Request(method="GET", url=service.url(), limit=12))
    assert undated(reply) == Reply(status=200, body=b"012345678901")


async def test_the_guard_counts_for_services_too(service: Service) -> None:
    async with client(guard=Guard()) as http:
        for url in (service.url(), service.url().replace("127.0.0.1", "localhost"), "ftp://example.org/"):
            refused = await http.ask(Request(method="POST", url=url, body=b"x"))
            assert isinstance(refused, Unreachable), url
            assert refused.fault is Fault.ADDRESS
    assert service.asked == []


async def test_a_service_that_does_not_answer_is_given_up(service: Service) -> None:
    async def never(_: web.Request) -> web.Response:
        await asyncio.sleep(60)
        return web.Response()

    service.answers = [never]
    async with client() as http:
        reply = await http.ask(Request(method="GET", url=service.url(), seconds=0.2))
    assert isinstance(reply, Unreachable)
    assert reply.fault is Fault.TIMEOUT


def test_secrets_of_a_request_are_not_in_its_repr() -> None:
    request = Request(method="POST", url="https://example.org/", headers={"Authorization": "LOW a:b"}, body=b"secret")
    assert "LOW" not in repr(request)
    assert "secret" not in repr(request)
