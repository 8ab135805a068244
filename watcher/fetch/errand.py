"""One thing to get, and the way there: redirects, their cookies, and what is asked on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import aiohttp
from yarl import URL

from watcher.fetch.faults import Fails, refusal
from watcher.fetch.headers import redirect_of
from watcher.model import Fault, Hop, Validators
from watcher.model.page import NO_VALIDATORS
from watcher.urls import host, identity

_MOST_REDIRECTS = 10


class Errand(NamedTuple):  # made in a third of the time of a frozen dataclass, one for each look
    """What to get, and how long and how much of it. `cut` takes the first `limit` bytes of a longer body."""

    url: str
    seconds: float
    limit: int
    polite: bool
    validators: Validators = NO_VALIDATORS
    cut: bool = False


@dataclass(slots=True, kw_only=True)
class Trail:
    """Where an errand has come to."""

    url: str
    redirects: list[tuple[int, str]] = field(default_factory=list)
    hops: list[Hop] = field(default_factory=list)
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


def is_at_home(errand: Errand, trail: Trail) -> bool:
    """Whether we stand at the article that was asked for, not at another that it redirects to."""
    return trail.url == errand.url or identity(trail.url) == identity(errand.url)


def conditions(errand: Errand, trail: Trail) -> dict[str, str]:
    """The conditional header fields; {} where there is nothing to repeat, or another article to repeat it to."""
    given = errand.validators
    fields: dict[str, str] = {}
    if is_at_home(errand, trail):
        if given.etag:
            fields["If-None-Match"] = given.etag
        if given.last_modified:
            fields["If-Modified-Since"] = given.last_modified
    return fields


def readable(trail: Trail) -> URL:
    try:
        return URL(trail.url)
    except ValueError:
        raise refusal(trail.host, "the address cannot be read") from None


def target_of(answer: aiohttp.ClientResponse, trail: Trail) -> str | None:
    try:
        return redirect_of(answer.status, answer.headers, trail.url)
    except ValueError:
        raise Fails(Fault.REDIRECTS, f"{trail.host} redirects to something that is no address") from None
