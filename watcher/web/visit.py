"""What a request says of who asks, for those who answer it."""

from __future__ import annotations

from dataclasses import dataclass, field

from aiohttp import web

from watcher.web.access import Guest


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Who asks, from which `address`, by a browser with this `cookie`, which is to be told it where it is `fresh`.
    `form` is what its forms hold. It may see what belongs to the owner, and `acts` where there is something to do. Who
    asks sees our paths in the folder `root`, "" for at the top; `below` is that part of the path that was asked for."""

    guest: Guest = Guest.STRANGER
    address: str = ""
    cookie: str = field(default="", repr=False)
    fresh: bool = False
    secure: bool = False
    form: str = field(default="", repr=False)
    acts: bool = False
    may_log_in: bool = False
    root: str = ""
    below: str = ""

    @property
    def owns(self) -> bool:
        return self.guest is not Guest.STRANGER


_VISIT = web.RequestKey("visit", Visit)


def begin(request: web.Request, visit: Visit) -> None:
    request[_VISIT] = visit


def visit_of(request: web.Request) -> Visit:
    """That of a stranger where the door did not say."""
    return request.get(_VISIT) or Visit()


def path_of(request: web.Request) -> str:
    """The path that was asked for, without the folder in which our pages may be."""
    return request.path.removeprefix(visit_of(request).below)


def asked_for(request: web.Request) -> str:
    """The same, with the query."""
    return request.path_qs.removeprefix(visit_of(request).below)


def leading_to(request: web.Request, path: str, status: int = 303) -> web.Response:
    """An answer that leads to a path of ours."""
    return web.Response(status=status, headers={"Location": visit_of(request).root + path})


def cookie_name(secure: bool) -> str:
    """A browser takes the one from https for no other address than ours."""
    return "__Host-guest" if secure else "guest"


def remember(response: web.StreamResponse, cookie: str, *, secure: bool, seconds: int | None = None) -> None:
    """Has the browser send `cookie` from now on, until it is closed or for so many seconds."""
    response.set_cookie(
        cookie_name(secure), cookie, max_age=seconds, httponly=True, secure=secure, samesite="Lax", path="/"
    )
