"""What a reader has already is not sent again (RFC 9110, 13.1.2)."""

from __future__ import annotations

from hashlib import sha256

from aiohttp import web


def unless_known(request: web.Request, response: web.Response) -> web.Response:
    """The answer with a tag of its body, which is kept and asked for again each time; without its body where the reader
    has it. The tag is of all that the body depends on: who asks, language, folder, and how pages look."""
    body = response.body
    tag = f'"{sha256(body if isinstance(body, bytes) else b"").hexdigest()[:32]}"'
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "no-cache"
    if tag in request.headers.get("If-None-Match", ""):
        response.set_status(304)
        response.body = None
    return response
