"""One polite GET at a time; the web's faults come back as values."""

from __future__ import annotations

import socket
from collections import Counter, OrderedDict
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType, TracebackType
from typing import Any, Self, TypeVar

import aiohttp
from aiohttp.abc import AbstractResolver
from aiohttp.helpers import is_ip_address
from yarl import URL

from watcher.deadlines import Deadlines
from watcher.descriptors import exhausted
from watcher.errors import Exhausted
from watcher.fetch.encoding import ACCEPTED, Body
from watcher.fetch.errand import Errand, Trail, conditions, is_at_home, readable, target_of
from watcher.fetch.faults import WEATHER, Fails, Refused, refusal, told
from watcher.fetch.guard import Guard
from watcher.fetch.headers import (
    content_type_of,
    date_of,
    fresh_for_of,
    links_of,
    location_of,
    retry_after_of,
    validators_of,
)
from watcher.fetch.hops import Answer, hop
from watcher.fetch.robots import LONGEST, Robots
from watcher.model import Fault, Page, Reply, Request, Seen, Unmodified, Unreachable, Validators, Watch
from watcher.model.page import NO_VALIDATORS
from watcher.urls import host

A = TypeVar("A")

_PER_HOST = 4
_MOST_JARS = 1000
_MOST_COOKIES = 30  # of one host
# News sites send longer header fields than aiohttp takes by default, policies above all.
_LONGEST_FIELD = 32 * 1024
_MOST_FIELDS = 256
_NO_TIMEOUT = aiohttp.ClientTimeout(total=None, sock_connect=None)
_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.9,*/*;q=0.8"


class Http:
    """Opens web pages, politely and suspiciously. Owns its connections: `async with Http(...) as http`.

    `timeout` is for a whole look with its redirects, `max_body` in bytes after decompression. `headers` are sent
    besides to a host and those below it, by host. `proxy` is asked for everything, "" for none: then the guard judges
    what names lead to as this machine resolves them. `resolver` replaces the system's name resolution. Cookies of
    redirects are kept in memory, for one host after the other; others not: they count what was read. `answers` counts
    every answer by its class ("2xx"), and by fault what had none; counting goes on with those given.
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
        headers: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
        proxy: str = "",
        resolver: AbstractResolver | None = None,
        answers: Counter[str] | None = None,
    ) -> None:
        self._user_agent = user_agent
        self._seconds = timeout.total_seconds()
        self._max_body = max_body
        self._guard = guard
        self._concurrency = concurrency
        self._now = now
        self._headers = headers
        self._proxy = proxy or None
        self._resolver = resolver
        self._own_resolver: AbstractResolver | None = None
        self._cookies: OrderedDict[str, aiohttp.CookieJar] = OrderedDict()
        self._robots = Robots(self._get_robots, user_agent=user_agent, now=now) if robots else None
        self._session: aiohttp.ClientSession | None = None
        self._deadlines = Deadlines()
        self.answers: Counter[str] = Counter() if answers is None else answers

    async def __aenter__(self) -> Self:
        # One that takes no threads, which others need, while a name server does not answer.
        self._own_resolver = aiohttp.DefaultResolver() if self._resolver is None else None
        self._resolver = self._resolver or self._own_resolver
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
            response_class=Answer,
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
        if self._own_resolver is not None:
            await self._own_resolver.close()

    def fetch(self, watch: Watch) -> Coroutine[Any, Any, Seen]:
        """What stands at the watch's URL now. Never raises for the web, but Exhausted."""
        return self.get(watch.url, watch.validators)

    def get(self, url: str, validators: Validators = NO_VALIDATORS) -> Coroutine[Any, Any, Seen]:
        """What stands at `url` now, asked for unless it is as `validators` describe it. Never raises for the web, but
        Exhausted."""
        return self._run(self._errand(url, validators))

    async def part(self, url: str) -> Seen:
        """What stands at `url`, a part of a page that a browser shows. Never raises for the web."""
        return await self._opened(self._errand(url, NO_VALIDATORS)._replace(polite=False))

    async def ask(self, request: Request) -> Reply | Unreachable:
        """What a server answers to a request that is no look at a page: nothing is asked of its robots.txt, no redirect
        is followed, nothing of a site's own headers or cookies is sent. Never raises for the web."""
        errand = Errand(url=request.url, seconds=request.seconds, limit=request.limit, cut=True, polite=False)
        trail = Trail(url=request.url)
        return await self._within(request.seconds, trail, self._replied(request, errand, trail))

    async def _replied(self, request: Request, errand: Errand, trail: Trail) -> Reply:
        assert self._session is not None, "Http is used inside `async with`"
        url = await self._admitted(errand, trail)
        async with self._session.request(
            request.method, url, headers=request.headers, data=request.body or None,
            allow_redirects=False, proxy=self._proxy,
        ) as answer:  # fmt: skip
            self.answers[f"{answer.status // 100}xx"] += 1
            return Reply(
                status=answer.status,
                body=await _body(answer, errand, trail.host),
                location=location_of(answer.headers, trail.url),
                retry_after=retry_after_of(answer.headers, self._now()),
                date=date_of(answer.headers),
            )

    def crawl_delay(self, url: str) -> timedelta | None:
        """The pause between two looks that a robots.txt already read asks for; None where none does."""
        return self._robots.crawl_delay(url) if self._robots is not None else None

    def _errand(self, url: str, validators: Validators) -> Errand:
        return Errand(url=url, validators=validators, seconds=self._seconds, limit=self._max_body, polite=True)

    async def _get_robots(self, url: str) -> Seen:
        # A third of the time, so that a robots.txt that does not answer is known as such before the look ends.
        errand = Errand(url=url, seconds=self._seconds / 3, limit=LONGEST, cut=True, polite=False)
        return await self._run(errand)

    async def _run(self, errand: Errand) -> Seen:
        """Raises Exhausted where it is us who cannot open anything, as that tells nothing of the host."""
        seen = await self._opened(errand)
        if isinstance(seen, Unreachable) and (why := exhausted()):
            raise Exhausted(why)
        return seen

    async def _opened(self, errand: Errand) -> Seen:
        kept = self._cookies.get(host(errand.url)) if self._cookies else None
        trail = Trail(url=errand.url, cookies=kept)
        seen = await self._within(errand.seconds, trail, self._followed(errand, trail))
        if trail.cookies is not None:
            self._keep(host(errand.url), trail.cookies)
        return seen

    async def _within(self, seconds: float, trail: Trail, answer: Awaitable[A]) -> A | Unreachable:
        """The answer, or why there is none after `seconds`."""
        try:
            with self._deadlines.within(seconds):
                return await answer
        except Fails as weather:
            fails = weather
        except TimeoutError:
            fails = Fails(Fault.TIMEOUT, f"{trail.host} did not answer in full within {seconds:g} seconds")
        except WEATHER as error:
            fails = told(error, trail.host)
        self.answers[fails.fault] += 1
        return Unreachable(
            url=trail.url,
            fault=fails.fault,
            why=f"it redirects: {fails.why}" if fails.fault is Fault.ADDRESS and trail.redirects else fails.why,
            fetched_at=self._now(),
            redirects=tuple(trail.redirects),
        )

    async def _followed(self, errand: Errand, trail: Trail) -> Seen:
        assert self._session is not None, "Http is used inside `async with`"
        while True:
            cookie = trail.arrive()
            url = await self._admitted(errand, trail)
            asked = conditions(errand, trail)
            own, at = self._besides(errand, trail, cookie), self._now()
            async with self._session.get(
                url, headers=asked | own, allow_redirects=False, proxy=self._proxy
            ) as answer:  # fmt: skip
                self.answers[f"{answer.status // 100}xx"] += 1
                if answer.status != 304:  # of which nothing is kept
                    trail.hops.append(hop(answer, at, secret=own, proxied=self._proxy is not None))
                target = target_of(answer, trail)
                if target is None:
                    return await self._seen(answer, errand, trail, conditional=bool(asked))
                trail.leave(answer, target)

    async def _admitted(self, errand: Errand, trail: Trail) -> URL:
        """The address of the next step. Raises Fails where guard or robots.txt are against it."""
        if why := self._guard.refuses_url(trail.url):
            raise refusal(trail.host, why)
        url = readable(trail)
        if errand.polite and self._robots is not None and (refused := await self._robots.refuses(trail.url)):
            raise Fails(refused.fault, refused.why)
        if self._proxy is not None and (why := await self._refuses_name(trail.url)):
            raise refusal(trail.host, why)
        return url

    async def _refuses_name(self, url: str) -> str | None:
        """What the guard has against an address that the host's name leads to, as far as it can be resolved here: to
        the proxy it is the name that goes."""
        assert self._resolver is not None, "Http is used inside `async with`"
        name = URL(url).host or ""
        if is_ip_address(name):
            return self._guard.refuses_address(name)
        try:
            found = await self._resolver.resolve(name, family=socket.AF_UNSPEC)
        except OSError:
            return None
        return next(filter(None, (self._guard.refuses_address(one["host"]) for one in found)), None)

    def _besides(self, errand: Errand, trail: Trail, cookie: str) -> dict[str, str]:
        """Header fields for where we stand: those of the site, and cookies. What is secret goes to no robots.txt and,
        where the article was asked for by https, to no plain http."""
        fields: dict[str, str] = {}
        if self._headers and errand.polite and (trail.url.startswith("https:") or errand.url.startswith("http:")):
            name = URL(trail.url).host or ""
            for site, own in self._headers.items():
                fields |= own if name == site or name.endswith(f".{site}") else {}
        if not fields and not cookie:
            return fields
        given = next((field for field in fields if field.lower() == "cookie"), "Cookie")
        cookies = "; ".join(filter(None, (fields.pop(given, ""), cookie)))
        return fields | ({"Cookie": cookies} if cookies else {})

    def _keep(self, name: str, cookies: aiohttp.CookieJar) -> None:
        if len(cookies) > _MOST_COOKIES:
            self._cookies.pop(name, None)
        else:
            self._cookies[name] = cookies
            self._cookies.move_to_end(name)
            if len(self._cookies) > _MOST_JARS:
                self._cookies.popitem(last=False)

    def _dialled(self, info: aiohttp.AddrInfoType) -> socket.socket:
        """A socket for the address that is really dialled: the one place where a connection is allowed."""
        family, kind, protocol, _, address = info
        if self._proxy is not None:  # the operator named it, and nothing else is dialled
            return socket.socket(family, kind, protocol)
        if why := self._guard.refuses_address(str(address[0])):
            raise Refused(why)
        return socket.socket(family, kind, protocol)

    async def _seen(
        self, answer: aiohttp.ClientResponse, errand: Errand, trail: Trail, *, conditional: bool
    ) -> Page | Unmodified:
        if answer.status == 304 and conditional:
            now = self._now()
            return Unmodified(url=trail.url, fetched_at=now, fresh_for=fresh_for_of(answer.headers, now))
        if answer.status == 304 or answer.status < 200:
            raise Fails(Fault.PROTOCOL, f"{trail.host} answers {answer.status}, which nobody asked for")
        body = await (_body if answer.status < 400 else _error)(answer, errand, trail.host)
        now = self._now()
        return Page(
            url=trail.url,
            status=answer.status,
            body=body,
            content_type=content_type_of(answer.headers),
            fetched_at=now,
            # Those of another article must not be repeated to this one: it would seem unmodified.
            validators=validators_of(answer.headers) if is_at_home(errand, trail) else NO_VALIDATORS,
            redirects=tuple(trail.redirects),
            retry_after=retry_after_of(answer.headers, now),
            fresh_for=fresh_for_of(answer.headers, now),
            links=links_of(answer.headers.getall("Link", ()), trail.url),
            hops=tuple(trail.hops),
        )


async def _body(answer: aiohttp.ClientResponse, errand: Errand, name: str) -> bytes:
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


async def _error(answer: aiohttp.ClientResponse, errand: Errand, name: str) -> bytes:
    """The body of an error page, b"" where it cannot be read: status and header say enough."""
    try:
        return await _body(answer, errand._replace(cut=True), name)
    except (Fails, aiohttp.ClientPayloadError):
        return b""
