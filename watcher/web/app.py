"""The web application: a table of routes, who may open each, and the header fields of every answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from aiohttp import web

from watcher.errors import StoreError
from watcher.web.access import Access, Doorkeeper

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
    meant for another server, and one for a route that is not open to who asks, is refused before it is read."""
    access: dict[web.AbstractRoute, Access] = {}

    @web.middleware
    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not keeper.answers_to(request.headers.get("Host", "")):
            raise web.HTTPMisdirectedRequest(text="this server does not go by that name\n")
        found = request.match_info
        if found.http_exception is not None:
            raise found.http_exception
        version = (request.version.major, request.version.minor)
        if not keeper.admits(access.get(found.route), request.remote or "", request.headers, version):
            raise web.HTTPForbidden(text="not for you from there\n")
        try:
            return await handler(request)
        except StoreError:
            raise web.HTTPServiceUnavailable(text="the database cannot be used\n") from None
        except (web.RequestPayloadError, ConnectionResetError):  # garbled, or broken off
            raise web.HTTPBadRequest(text="the request's body cannot be read\n") from None

    app = web.Application(middlewares=[guarded], client_max_size=_LARGEST)
    for route in routes:
        for method in ("GET", "HEAD") if route.method == "GET" else (route.method,):
            access[app.router.add_route(method, route.path, route.answer)] = route.access
    app.on_response_prepare.append(_dressed)
    return app


async def _dressed(_: web.Request, response: web.StreamResponse) -> None:
    for name, value in _FIELDS.items():
        response.headers.setdefault(name, value)
    response.headers["Server"] = "watcher"
