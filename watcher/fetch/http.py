"""One polite GET at a time; the web's faults come back as values."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from watcher.fetch.encoding import ACCEPTED, Body
from watcher.fetch.faults import WEATHER, Fails, Refused, refusal, told
from watcher.fetch.guard import Guard
from watcher.fetch.headers import content_type_of, fresh_for_of, redirect_of, retry_after_of, validators_of
from watcher.fetch.robots import LONGEST, Robots
from watcher.model import Fault, Page, Seen, Unmodified, Unreachable, Validators, Watch
from watcher.model.page import NO_VALIDATORS
from watcher.urls import host, identity

_MOST_REDIRECTS = 10
_PER_HOST = 4
# News sites send longer header fields than aiohttp takes by default, policies above all.
_LONGEST_FIELD = 32 * 1024
_MOST_FIELDS = 256
_NO_TIMEOUT = aiohttp.ClientTimeout(total=None, sock_connect=None)
_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.9,*/*;q=0.8"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Errand:
    """What to get, and how long and how much of it. `cut` takes the first `limit` bytes of a longer body."""

    url: str
    validators: Validators = NO_VALIDATORS
    seconds: float
    limit: int
    cut: bool = False
    polite: bool


@dataclass(slots=True, kw_only=True)
class _Trail:
    """Where an errand has come to; `cookies` last only as long as it does."""

    url: str
    redirects: list[tuple[int, str]] = field(default_factory=list)
    visited: set[tuple[str, str]] = field(default_factory=set)
    cookies: aiohttp.CookieJar | None = None

    @property
    def host(self) -> str:
        return host(self.url)

    def arrive(self) -> str:
        """The Cookie header for where we stand, "" without one. Raises Fails (REDIRECTS) in a circle or too far out."""
        cookie = self._cookie()
        if (self.url, cookie) in self.visited:
            raise Fails(Fault.REDIRECTS, f"{self.host} redirects in a circle, back to {self.url}")
        if len(self.redirects) > _MOST_REDIRECTS:
            raise Fails(Fault.REDIRECTS, f"more than {_MOST_REDIRECTS} redirects, the last one to {self.url}")
        self.visited.add((self.url, cookie))
        return cookie

    def leave(self, answer: aiohttp.ClientResponse, target: str) -> None:
        """One redirect further. Its cookies are taken along: some sites redirect to the same address until they are."""
        if answer.cookies:
            self.cookies = aiohttp.CookieJar(unsafe=True) if self.cookies is None else self.cookies
            self.cookies.update_cookies(answer.cookies, answer.url)
        self.redirects.append((answer.status, target))
        self.url = target

    def _cookie(self) -> str:
        if self.cookies is None:
            return ""
        kept = self.cookies.filter_cookies(URL(self.url)).values()
        return "; ".join(f"{c.key}={c.coded_value}" for c in kept if c.coded_value.isascii())


class Http:
    """Opens web pages, politely and suspiciously. Owns its connections: `async with Http(...) as http`.

    `timeout` is for a whole look with its redirects, `max_body` in bytes after decompression. `resolver` replaces the
    system's name resolution.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        timeout: timedelta,
        max_body: int,
        guard: Guard,
        robots: bool,
        concurrency: int,
        now: Callable[[], datetime],
        resolver: AbstractResolver | None = None,
    ) -> None:
        self._user_agent = user_agent
        self._seconds = timeout.total_seconds()
        self._max_body = max_body
        self._guard = guard
        self._concurrency = concurrency
        self._now = now
        self._resolver = resolver
        self._robots = Robots(self._get_robots, user_agent=user_agent, now=now) if robots else None
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=self._concurrency,
                limit_per_host=_PER_HOST,
                keepalive_timeout=30,
                socket_factory=self._dialled,
                resolver=self._resolver,
            ),
            headers={"User-Agent": self._user_agent, "Accept": _ACCEPT, "Accept-Encoding": ACCEPTED},
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=_NO_TIMEOUT,
            trust_env=False,
            auto_decompress=False,
            max_line_size=_LONGEST_FIELD,
            max_field_size=_LONGEST_FIELD,
            max_headers=_MOST_FIELDS,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()

    async def fetch(self, watch: Watch) -> Seen:
        """What stands at the watch's URL now. Never raises for the web."""
        return await self._run(self._errand(watch.url, watch.validators))

    async def get(self, url: str) -> Seen:
        """What stands at `url` now, asked for without conditions. Never raises for the web."""
        return await self._run(self._errand(url, NO_VALIDATORS))

    def crawl_delay(self, url: str) -> timedelta | None:
        """The pause between two looks that a robots.txt already read asks for; None where none does."""
        return self._robots.crawl_delay(url) if self._robots is not None else None

    def _errand(self, url: str, validators: Validators) -> _Errand:
        return _Errand(url=url, validators=validators, seconds=self._seconds, limit=self._max_body, polite=True)

    async def _get_robots(self, url: str) -> Seen:
        # A third of the time, so that a robots.txt that does not answer is known as such before the look ends.
        errand = _Errand(url=url, seconds=self._seconds / 3, limit=LONGEST, cut=True, polite=False)
        return await self._run(errand)

    async def _run(self, errand: _Errand) -> Seen:
        trail = _Trail(url=errand.url)
        try:
            async with asyncio.timeout(errand.seconds):
                return await self._followed(errand, trail)
        except Fails as weather:
            fails = weather
        except TimeoutError:
            fails = Fails(Fault.TIMEOUT, f"{trail.host} did not answer in full within {errand.seconds:g} seconds")
        except WEATHER as error:
            fails = told(error, trail.host)
        return Unreachable(
            url=trail.url,
            fault=fails.fault,
            why=fails.why,
            fetched_at=self._now(),
            redirects=tuple(trail.redirects),
        )

    async def _followed(self, errand: _Errand, trail: _Trail) -> Seen:
        assert self._session is not None, "Http is used inside `async with`"
        while True:
            cookie = trail.arrive()
            await self._admitted(errand, trail)
            conditions = _conditions(errand, trail)
            asked = conditions | ({"Cookie": cookie} if cookie else {})
            async with self._session.get(_readable(trail), headers=asked, allow_redirects=False) as answer:
                target = _target(answer, trail)
                if target is None:
                    return await self._seen(answer, errand, trail, conditional=bool(conditions))
                trail.leave(answer, target)

    async def _admitted(self, errand: _Errand, trail: _Trail) -> None:
        """Raises Fails where guard or robots.txt are against the next step."""
        if why := self._guard.refuses_url(trail.url):
            raise refusal(trail.host, why)
        if errand.polite and self._robots is not None and (refused := await self._robots.refuses(trail.url)):
            raise Fails(refused.fault, refused.why)

    def _dialled(self, info: aiohttp.AddrInfoType) -> socket.socket:
        """A socket for the address that is really dialled: the one place where a connection is allowed."""
        family, kind, protocol, _, address = info
        if why := self._guard.refuses_address(str(address[0])):
            raise Refused(why)
        return socket.socket(family, kind, protocol)

    async def _seen(
        self, answer: aiohttp.ClientResponse, errand: _Errand, trail: _Trail, *, conditional: bool
    ) -> Page | Unmodified:
        if answer.status == 304 and conditional:
            now = self._now()
            return Unmodified(url=trail.url, fetched_at=now, fresh_for=fresh_for_of(answer.headers, now))
        if answer.status == 304 or answer.status < 200:
            raise Fails(Fault.PROTOCOL, f"{trail.host} answers {answer.status}, which nobody asked for")
        body = await _body(answer, errand, trail.host)
        now = self._now()
        return Page(
            url=trail.url,
            status=answer.status,
            body=body,
            content_type=content_type_of(answer.headers),
            fetched_at=now,
            # Those of another article must not be repeated to this one: it would seem unmodified.
            validators=validators_of(answer.headers) if _same(errand, trail) else NO_VALIDATORS,
            redirects=tuple(trail.redirects),
            retry_after=retry_after_of(answer.headers, now),
            fresh_for=fresh_for_of(answer.headers, now),
        )


def _same(errand: _Errand, trail: _Trail) -> bool:
    """Whether we stand at the article that was asked for, not at another that it redirects to."""
    return trail.url == errand.url or identity(trail.url) == identity(errand.url)


def _conditions(errand: _Errand, trail: _Trail) -> dict[str, str]:
    """The conditional header fields; {} where there is nothing to repeat, or another article to repeat it to."""
    given = errand.validators
    if not _same(errand, trail):
        return {}
    fields = {"If-None-Match": given.etag, "If-Modified-Since": given.last_modified}
    return {name: value for name, value in fields.items() if value}


def _readable(trail: _Trail) -> URL:
    try:
        return URL(trail.url)
    except ValueError:
        raise refusal(trail.host, "the address cannot be read") from None


def _target(answer: aiohttp.ClientResponse, trail: _Trail) -> str | None:
    try:
        return redirect_of(answer.status, answer.headers, trail.url)
    except ValueError:
        raise Fails(Fault.REDIRECTS, f"{trail.host} redirects to something that is no address") from None


async def _body(answer: aiohttp.ClientResponse, errand: _Errand, name: str) -> bytes:
    """The decoded body, never more of it in memory than `errand.limit` and a piece."""
    too_large = Fails(Fault.TOO_LARGE, f"{name} sends more than {errand.limit / 1_000_000:g} MB")
    if (answer.content_length or 0) > errand.limit and not errand.cut:
        raise too_large
    body = Body(", ".join(answer.headers.getall("Content-Encoding", ())), name)
    pieces: list[bytes] = []
    received = size = 0
    async for chunk in answer.content.iter_any():
        received += len(chunk)
        for piece in body.feed(chunk):
            pieces.append(piece)
            size += len(piece)
            if max(size, received) <= errand.limit:
                continue
            if errand.cut:
                return b"".join(pieces)[: errand.limit]
            raise too_large
    body.finish()
    return b"".join(pieces)
