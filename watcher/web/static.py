"""Style sheets and scripts of the pages."""

from __future__ import annotations

from importlib import resources

from aiohttp import web

from watcher.web.app import Handler
from watcher.web.known import unless_known

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

    async def answer(request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if name not in files:
            raise web.HTTPNotFound
        found = web.Response(body=files[name], content_type=_KINDS[name], charset="utf-8")
        return unless_known(request, found)

    return answer
