"""Memento (RFC 7089): archive tools ask for an article as it stood at a time, and at which times it is known."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from aiohttp import web

from watcher.model import Mark, Revision, Watch, WatchId
from watcher.notify.markup import address_escaped
from watcher.store import Store
from watcher.urls import identity, is_web
from watcher.web.app import Handler
from watcher.web.article import number_of

_MOST = 400  # revisions on one leaf of a TimeMap


def time_gate(store: Store, public: str) -> Handler:
    """Leads to the revision that stood at Accept-Datetime, to the newest without it."""

    async def answer(request: web.Request) -> web.Response:
        watch, marks = await _known(store, request)
        asked = _asked(request.headers.get("Accept-Datetime", ""))
        found = standing(marks, asked) if asked else marks[-1]
        base = base_of(request, public)
        links = ", ".join(
            [*_about(watch, base), _map(watch, base, "timemap"), *_mementos(watch.id, [found], marks, base)]
        )
        location = f"{base}{memento_at(watch.id, found.number)}"
        return web.Response(status=302, headers={"Location": location, "Vary": "accept-datetime", "Link": links})

    return answer


def time_map(store: Store, public: str) -> Handler:
    """Answers with the revisions and their times, in the link format (RFC 6690); where they are many with so many of
    them, and links to the ones before and after."""

    async def answer(request: web.Request) -> web.Response:
        watch, marks = await _known(store, request)
        number = number_of(request, "page") if "page" in request.match_info else 1
        leaves = [marks[at : at + _MOST] for at in range(0, len(marks), _MOST)]
        if not 1 <= number <= len(leaves):
            raise web.HTTPNotFound
        base = base_of(request, public)
        beside = [at for at in (number - 1, number + 1) if 1 <= at <= len(leaves)]
        links = [
            *_about(watch, base),
            _map(watch, base, "self", number, leaves[number - 1] if beside else ()),
            *(_map(watch, base, "timemap", at, leaves[at - 1]) for at in beside),
            *_mementos(watch.id, leaves[number - 1], marks, base),
        ]
        return web.Response(text=",\n".join(links) + "\n", content_type="application/link-format", charset="utf-8")

    return answer


def memento(watch: Watch, found: Revision, base: str) -> Mapping[str, str]:
    """The header fields of a page that shows a revision."""
    links = [*_about(watch, base), _map(watch, base, "timemap")]
    return {"Memento-Datetime": _date(found.first_seen_at), "Link": ", ".join(links)}


def standing(marks: Sequence[Mark], at: datetime) -> Mark:
    """The revision that stood at a time, as far as is known: the last one seen by then, else the first of all."""
    return next((one for one in reversed(marks) if one.first_seen_at <= at), marks[0])


def memento_at(watch_id: WatchId, number: int) -> str:
    """The path of the page that shows a revision."""
    return f"/watch/{watch_id}/{number}"


def base_of(request: web.Request, public: str) -> str:
    """Where this server is: where others reach it, or where it was asked."""
    return (public or str(request.url.origin())).rstrip("/")


async def _known(store: Store, request: web.Request) -> tuple[Watch, list[Mark]]:
    """The watch of the address behind the path, and its revisions. Raises HTTPNotFound."""
    url = request.match_info["url"] + (f"?{request.query_string}" if request.query_string else "")
    watch = await asyncio.to_thread(store.watches.by_key, identity(url)) if is_web(url) else None
    marks = await asyncio.to_thread(store.history.marks, watch.id) if watch else []
    if watch is None or not marks:
        raise web.HTTPNotFound
    return watch, marks


def _asked(text: str) -> datetime | None:
    """A time as HTTP writes it (RFC 9110, 5.6.7); None for "". Raises HTTPBadRequest."""
    if not text:
        return None
    try:
        found = parsedate_to_datetime(text)
    except ValueError:
        raise web.HTTPBadRequest(text="Accept-Datetime: a date of HTTP was expected\n") from None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def _about(watch: Watch, base: str) -> Iterator[str]:
    url = address_escaped(watch.url)
    yield f'<{url}>; rel="original"'
    yield f'<{base}/timegate/{url}>; rel="timegate"'


def _map(watch: Watch, base: str, relation: str, number: int = 1, leaf: Sequence[Mark] = ()) -> str:
    """The link to a leaf of the TimeMap, with the times of what it lists."""
    path = f"{number}/{address_escaped(watch.url)}" if number > 1 else address_escaped(watch.url)
    times = f'; from="{_date(leaf[0].first_seen_at)}"; until="{_date(leaf[-1].first_seen_at)}"' if leaf else ""
    return f'<{base}/timemap/{path}>; rel="{relation}"; type="application/link-format"{times}'


def _mementos(watch_id: WatchId, shown: Sequence[Mark], all_: Sequence[Mark], base: str) -> Iterator[str]:
    for one in shown:
        place = "first " * (one is all_[0]) + "last " * (one is all_[-1])
        where = f"{base}{memento_at(watch_id, one.number)}"
        yield f'<{where}>; rel="{place}memento"; datetime="{_date(one.first_seen_at)}"'


def _date(at: datetime) -> str:
    return format_datetime(at.astimezone(UTC).replace(microsecond=0), usegmt=True)
