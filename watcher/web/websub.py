"""What hubs say: that they ask back, and what they push (WebSub)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from aiohttp import web

from watcher import push
from watcher.model import OrderId
from watcher.push import Receipt
from watcher.tally import Tally
from watcher.web.access import Access
from watcher.web.app import Route

_PATH = "/websub/{order:[A-Za-z0-9_-]{20,100}}"
_AT_ONCE = 4  # bodies that are in memory at once
_SECONDS = 30.0  # in which a body has to be there


def routes(desk: Callable[[], push.Desk], tally: Tally) -> Sequence[Route]:
    """Open to whoever knows an order's address, which only its hub was told. What comes is for the `desk` of
    that time."""
    slots = asyncio.Semaphore(_AT_ONCE)

    async def asked_back(request: web.Request) -> web.Response:
        challenge = await push.answered(_order(request), request.query, desk())
        if challenge is None:
            raise web.HTTPNotFound(text="nobody asked for that\n")
        return web.Response(text=challenge)

    async def pushed(request: web.Request) -> web.Response:
        receipt = Receipt.UNKNOWN
        own = desk()
        if await push.welcome(_order(request), own):
            async with slots:
                receipt = await push.received(
                    _order(request), await _body(request, own.largest), own,
                    signature=request.headers.get("X-Hub-Signature", ""),
                    content_type=request.headers.get("Content-Type"),
                )  # fmt: skip
        tally.pushed[receipt] += 1
        return web.Response(status=410 if receipt is Receipt.UNKNOWN else 202)

    return (
        Route(method="GET", path=_PATH, access=Access.ANYBODY, answer=asked_back),
        Route(method="POST", path=_PATH, access=Access.ANYBODY, answer=pushed),
    )


def _order(request: web.Request) -> OrderId:
    return OrderId(request.match_info["order"])


async def _body(request: web.Request, largest: int) -> bytes:
    """The body. Raises HTTPRequestEntityTooLarge and HTTPRequestTimeout."""
    pieces: list[bytes] = []
    size = request.content_length or 0
    try:
        async with asyncio.timeout(_SECONDS):
            if size <= largest:
                size = 0
                async for piece in request.content.iter_any():
                    pieces.append(piece)
                    size += len(piece)
                    if size > largest:
                        break
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    if size > largest:
        raise web.HTTPRequestEntityTooLarge(max_size=largest, actual_size=size)
    return b"".join(pieces)
