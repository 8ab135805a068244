"""Whether the daemon does its work, for load balancers and monitors."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from aiohttp import web

from watcher.tally import Tally
from watcher.web.app import Handler
from watcher.web.figures import Books, Figures

_LONGEST = timedelta(minutes=2)  # the daemon asks every second what is due; trouble makes it pause a minute at most


def healthz(tally: Tally, books: Books) -> Handler:
    """Answers with JSON: 200 where the daemon does its work, 503 where it does not."""

    async def answer(_: web.Request) -> web.Response:
        found = health(tally, await books.figures(), asyncio.get_running_loop().time())
        return web.json_response(found, status=200 if found["status"] == "ok" else 503)

    return answer


def health(tally: Tally, figures: Figures | None, clock: float) -> dict[str, str | float | None]:
    """How the daemon does at `clock`, the event loop's: "ok", "starting" before what is due was first asked for,
    "stuck" where that is too long ago, "no database" where it cannot be read. Ages in seconds; None is not known."""
    age = None if tally.dispatched is None else round(clock - tally.dispatched, 1)
    told = {
        "no database": figures is None,
        "starting": age is None,
        "stuck": age is not None and age > _LONGEST.total_seconds(),
    }
    return {
        "status": next((word for word, holds in told.items() if holds), "ok"),
        "dispatched_seconds_ago": age,
        "due": figures.status.due if figures else None,
        "oldest_overdue_seconds": round(figures.overdue, 1) if figures else None,
    }
