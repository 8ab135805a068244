"""Memento (RFC 7089): archive tools ask for an article as it stood at a time, and at which times it is known."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from aiohttp import web

from watcher.model import Revision, Watch, WatchId
from watcher.notify.markup import address_escaped
from watcher.store import Store
from watcher.urls import identity, is_web
from watcher.web.app import Handler


def time_gate(store: Store, public: str) -> Handler:
    """Leads to the revision that stood at Accept-Datetime, to the newest without it."""

    async def answer(request: web.Request) -> web.Response:
        watch, revisions = await _known(store, request)
        asked = _asked(request.headers.get("Accept-Datetime", ""))
        found = standing(revisions, asked) if asked else revisions[-1]
        base = base_of(request, public)
        links = ", ".join([*_about(watch, base), *_mementos(watch.id, [found], revisions, base)])
        location = f"{base}{memento_at(watch.id, found.number)}"
        return web.Response(status=302, headers={"Location": location, "Vary": "accept-datetime", "Link": links})

    return answer


def time_map(store: Store, public: str) -> Handler:
    """Answers with all revisions and their times, in the link format (RFC 6690)."""

    async def answer(request: web.Request) -> web.Response:
        watch, revisions = await _known(store, request)
        base = base_of(request, public)
        links = [*_about(watch, base, itself=True), *_mementos(watch.id, revisions, revisions, base)]
        return web.Response(text=",\n".join(links) + "\n", content_type="application/link-format", charset="utf-8")

    return answer


def memento(watch: Watch, found: Revision, base: str) -> Mapping[str, str]:
    """The header fields of a page that shows a revision."""
    return {"Memento-Datetime": _date(found.first_seen_at), "Link": ", ".join(_about(watch, base))}


def standing(revisions: Sequence[Revision], at: datetime) -> Revision:
    """The revision that stood at a time, as far as is known: the last one seen by then, else the first of all."""
    return next((one for one in reversed(revisions) if one.first_seen_at <= at), revisions[0])


def memento_at(watch_id: WatchId, number: int) -> str:
    """The path of the page that shows a revision."""
    return f"/watch/{watch_id}/{number}"


def base_of(request: web.Request, public: str) -> str:
    """Where this server is: where others reach it, or where it was asked."""
    return (public or str(request.url.origin())).rstrip("/")


async def _known(store: Store, request: web.Request) -> tuple[Watch, list[Revision]]:
    """The watch of the address behind the path, and its revisions. Raises HTTPNotFound."""
    url = request.match_info["url"] + (f"?{request.query_string}" if request.query_string else "")
    watch = await asyncio.to_thread(store.watches.by_key, identity(url)) if is_web(url) else None
    revisions = await asyncio.to_thread(store.history.revisions, watch.id) if watch else []
    if watch is None or not revisions:
        raise web.HTTPNotFound
    return watch, revisions


def _asked(text: str) -> datetime | None:
    """A time as HTTP writes it (RFC 9110, 5.6.7); None for "". Raises HTTPBadRequest."""
    if not text:
        return None
    try:
        found = parsedate_to_datetime(text)
    except ValueError:
        raise web.HTTPBadRequest(text="Accept-Datetime: a date of HTTP was expected\n") from None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def _about(watch: Watch, base: str, *, itself: bool = False) -> Iterator[str]:
    url = address_escaped(watch.url)
    yield f'<{url}>; rel="original"'
    yield f'<{base}/timegate/{url}>; rel="timegate"'
    yield f'<{base}/timemap/{url}>; rel="{"self" if itself else "timemap"}"; type="application/link-format"'


def _mementos(watch_id: WatchId, shown: Sequence[Revision], all_: Sequence[Revision], base: str) -> Iterator[str]:
    for one in shown:
        place = "first " * (one is all_[0]) + "last " * (one is all_[-1])
        where = f"{base}{memento_at(watch_id, one.number)}"
        yield f'<{where}>; rel="{place}memento"; datetime="{_date(one.first_seen_at)}"'


def _date(at: datetime) -> str:
    return format_datetime(at.astimezone(UTC).replace(microsecond=0), usegmt=True)
