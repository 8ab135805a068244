"""What a request says of who asks, for those who answer it."""

from __future__ import annotations

from dataclasses import dataclass, field

from aiohttp import web

from watcher.web.access import Guest


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Who asks, from which `address`, by a browser with this `cookie`, which is to be told it where it is `fresh`.
    `form` is what its forms hold. It may see what belongs to the owner, and `acts` where there is something to do."""

    guest: Guest = Guest.STRANGER
    address: str = ""
    cookie: str = field(default="", repr=False)
    fresh: bool = False
    secure: bool = False
    form: str = field(default="", repr=False)
    acts: bool = False
    may_log_in: bool = False

    @property
    def owns(self) -> bool:
        return self.guest is not Guest.STRANGER


_VISIT = web.RequestKey("visit", Visit)


def begin(request: web.Request, visit: Visit) -> None:
    request[_VISIT] = visit


def visit_of(request: web.Request) -> Visit:
    """That of a stranger where the door did not say."""
    return request.get(_VISIT) or Visit()


def cookie_name(secure: bool) -> str:
    """A browser takes the one from https for no other address than ours."""
    return "__Host-guest" if secure else "guest"


def remember(response: web.StreamResponse, cookie: str, *, secure: bool, seconds: int | None = None) -> None:
    """Has the browser send `cookie` from now on, until it is closed or for so many seconds."""
    response.set_cookie(
        cookie_name(secure), cookie, max_age=seconds, httponly=True, secure=secure, samesite="Lax", path="/"
    )
