"""Style sheets and scripts of the pages."""

from __future__ import annotations

from hashlib import sha256
from importlib import resources

from aiohttp import web

from watcher.web.app import Handler

_KINDS = {
    "style.css": "text/css",
    "keys.js": "text/javascript",
    "htmx.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}


def static() -> Handler:
    """Answers with one of our files; a browser asks again, and is told where nothing changed."""
    folder = resources.files("watcher.web") / "static"
    files = {name: (folder / name).read_bytes() for name in _KINDS}
    tags = {name: f'"{sha256(body).hexdigest()[:16]}"' for name, body in files.items()}

    async def answer(request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if name not in files:
            raise web.HTTPNotFound
        headers = {"ETag": tags[name], "Cache-Control": "no-cache"}
        if request.headers.get("If-None-Match") == tags[name]:
            return web.Response(status=304, headers=headers)
        return web.Response(body=files[name], content_type=_KINDS[name], charset="utf-8", headers=headers)

    return answer
