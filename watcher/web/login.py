"""Logging in and out."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Sequence
from math import ceil

from aiohttp import web

from watcher.entries import Entry, entry
from watcher.web.access import Access, Doorkeeper
from watcher.web.app import Handler, Route
from watcher.web.limits import Limit
from watcher.web.password import fits
from watcher.web.rendering import language_of, page, words_in
from watcher.web.sessions import LONGEST
from watcher.web.visit import Visit, leading_to, remember, visit_of

_log = logging.getLogger(__name__)

_OWN = re.compile(r"/(?![/\\])[\x21-\x7e]*")  # what a browser takes for a page of ours, whatever it makes of it


def routes(keeper: Doorkeeper, limit: Limit) -> Sequence[Route]:
    """Open to everybody; none where no password is set."""
    if not keeper.password:
        return ()
    return (
        Route(method="GET", path="/login", access=Access.GUESTS, answer=_asked()),
        Route(method="POST", path="/login", access=Access.GUESTS, answer=_tried(keeper, limit)),
        Route(method="POST", path="/logout", access=Access.GUESTS, answer=_left(keeper)),
    )


def _asked() -> Handler:
    """Answers with the form."""

    async def answer(request: web.Request) -> web.Response:
        return page(request, "login.html", next=_next(request.query.get("next", "")), said="")

    return answer


def _tried(keeper: Doorkeeper, limit: Limit) -> Handler:
    """Lets whoever knows the password in, and leads to the page that was asked for."""
    one = asyncio.Lock()  # each trial takes 32 MB

    async def answer(request: web.Request) -> web.Response:
        form, visit = await request.post(), visit_of(request)
        asked, words = _next(str(form.get("next", ""))), words_in(language_of(request))
        if wait := limit.tried(visit.address):
            _note(visit, "limited", logging.WARNING)
            said = words.counted("login.limited", ceil(wait))
            shown = page(request, "login.html", status=429, next=asked, said=said)
            shown.headers["Retry-After"] = str(ceil(wait))
            return shown
        async with one:
            is_right = await asyncio.to_thread(fits, str(form.get("password", "")), keeper.password)
        if not is_right:
            _note(visit, "refused", logging.WARNING)
            return page(request, "login.html", status=403, next=asked, said=words.said("login.refused"))
        limit.forgive(visit.address)
        keeper.sessions.end(visit.cookie)
        _note(visit, "done", logging.INFO)
        led = leading_to(request, asked)
        seconds = int(LONGEST.total_seconds())
        remember(led, keeper.sessions.begin(), secure=visit.secure, seconds=seconds)
        return led

    return answer


def _note(visit: Visit, outcome: str, level: int) -> None:
    fields = entry(Entry.LOGIN, address=visit.address, outcome=outcome)
    _log.log(level, "login from=%s outcome=%s", visit.address, outcome, extra=fields)


def _left(keeper: Doorkeeper) -> Handler:
    """Ends the session."""

    async def answer(request: web.Request) -> web.Response:
        visit = visit_of(request)
        keeper.sessions.end(visit.cookie)
        led = leading_to(request, "/login")
        remember(led, keeper.sessions.cookie(), secure=visit.secure)
        led.headers["Clear-Site-Data"] = '"cache"'  # pages that are kept are not for who comes next
        return led

    return answer


def _next(path: str) -> str:
    """`path` where it is one of ours, else the first page."""
    return path if _OWN.fullmatch(path) else "/"
