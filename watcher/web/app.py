"""The web application: a table of routes, who may open each, and the header fields of every answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from aiohttp import web

from watcher.errors import StoreError
from watcher.web.access import Access, Caller, Doorkeeper, Guest
from watcher.web.rendering import problem
from watcher.web.visit import Visit, asked_for, begin, cookie_name, leading_to, visit_of

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_LARGEST = 100_000  # bytes of a request's body, where its route takes no more
_FIELDS = {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """What is answered under an address, and to whom; HEAD as GET."""

    method: str
    path: str
    access: Access
    answer: Handler


def application(routes: Sequence[Route], keeper: Doorkeeper) -> web.Application:
    """The application of these routes. Every answer has the header fields that a browser is to heed; a request that is
    meant for another server, and one for a route that is not open to who asks, is refused before it is read; so is what
    no form of ours posts. Everything is answered in the keeper's folder as well, for proxies that leave it in the
    path."""
    access: dict[web.AbstractRoute, Access] = {}
    below: dict[web.AbstractRoute, str] = {}
    is_acting = any(route.method == "POST" and route.access is Access.OWNERS for route in routes)

    @web.middleware
    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not keeper.answers_to(request.headers.get("Host", "")):
            raise web.HTTPMisdirectedRequest(text="this server does not go by that name\n")
        found = request.match_info
        caller, visit = _visit(request, keeper, below.get(found.route, ""), is_acting=is_acting)
        begin(request, visit)
        if found.http_exception is not None:
            is_read = isinstance(found.http_exception, web.HTTPNotFound) and _is_browsing(request)
            if is_read and keeper.admits(Access.READERS, visit.guest, caller):
                return problem(request, "page.not_found", 404)
            raise found.http_exception
        own = access.get(found.route)
        if not keeper.admits(own, visit.guest, caller, request.method):
            return _refused(request, keeper, own)
        try:
            if request.method == "POST" and own is not Access.ANYBODY and not await _is_form(request, keeper, visit):
                return problem(request, "page.no_form", 403)
            return await handler(request)
        except StoreError:
            raise web.HTTPServiceUnavailable(text="the database cannot be used\n") from None
        except (web.RequestPayloadError, ConnectionResetError):  # garbled, or broken off
            raise web.HTTPBadRequest(text="the request's body cannot be read\n") from None

    app = web.Application(middlewares=[guarded], client_max_size=_LARGEST)
    for route in routes:
        for method in ("GET", "HEAD") if route.method == "GET" else (route.method,):
            for folder in dict.fromkeys(("", keeper.folder)):
                added = app.router.add_route(method, folder + route.path, route.answer)
                access[added], below[added] = route.access, folder
    for method in ("GET", "HEAD") if keeper.folder else ():
        added = app.router.add_route(method, keeper.folder, _first_page)
        access[added], below[added] = Access.GUESTS, keeper.folder
    app.on_response_prepare.append(_dressed)
    return app


def _visit(request: web.Request, keeper: Doorkeeper, below: str, *, is_acting: bool) -> tuple[Caller, Visit]:
    fields, version = request.headers, (request.version.major, request.version.minor)
    caller = keeper.caller(request.remote or "", fields, version, fields.getall("X-Forwarded-For", ()))
    secure = keeper.is_secure(fields.get("Host", ""))
    sent = request.cookies.get(cookie_name(secure), "")[:200]
    cookie = sent or keeper.sessions.cookie()
    guest = keeper.guest(caller, fields.get("Authorization", ""), sent)
    return caller, Visit(
        guest=guest, address=caller.address, cookie=cookie, fresh=not sent, secure=secure,
        form=keeper.sessions.form(cookie), acts=is_acting and guest in (Guest.HERE, Guest.SESSION),
        may_log_in=bool(keeper.password) and guest is Guest.STRANGER, below=below,
        root=below or keeper.root(fields.get("Host", "")),
    )  # fmt: skip


async def _is_form(request: web.Request, keeper: Doorkeeper, visit: Visit) -> bool:
    """Whether a form in a page of ours, shown to this browser, is posted. Raises HTTPBadRequest."""
    if not keeper.is_ours(request.headers) or request.content_type != "application/x-www-form-urlencoded":
        return False
    try:
        form = await request.post()
    except (ValueError, LookupError):  # in no encoding, or in one that nobody knows
        raise web.HTTPBadRequest(text="the request's body cannot be read\n") from None
    return keeper.sessions.is_form(visit.cookie, str(form.get("form", "")))


def _refused(request: web.Request, keeper: Doorkeeper, access: Access | None) -> web.Response:
    """Where to log in, for browsers; what to do, for programs."""
    if access not in (Access.READERS, Access.OWNERS) or not (keeper.password or keeper.token):
        return web.Response(status=403, text="not for you from there\n")
    if keeper.password and _is_browsing(request):
        return leading_to(request, f"/login?{urlencode({'next': asked_for(request)})}")
    said = " or ".join(
        filter(
            None,
            (
                f"log in at {visit_of(request).root}/login" * bool(keeper.password),
                "send the token" * bool(keeper.token),
            ),
        )
    )
    return web.Response(status=401, text=f"{said}\n", headers={"WWW-Authenticate": 'Bearer realm="watcher"'})


def _is_browsing(request: web.Request) -> bool:
    """Whether somebody opens a page."""
    asks = "text/html" in request.headers.get("Accept", "") and "HX-Request" not in request.headers
    return asks and request.method in ("GET", "HEAD")


async def _first_page(request: web.Request) -> web.Response:
    return leading_to(request, "/", 308)


async def _dressed(_: web.Request, response: web.StreamResponse) -> None:
    for name, value in _FIELDS.items():
        response.headers.setdefault(name, value)
    response.headers["Server"] = "watcher"
