"""What the query of a stream, or of its feed, narrows it to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from aiohttp import web

from watcher.model import Weight

_FILTERS = ("site", "tag", "kind", "language", "weight", "fact", "since", "until", "stealth")


def asked_of(request: web.Request) -> Mapping[str, str]:
    """Every filter as the query says it, "" where it does not."""
    return {name: request.query.get(name, "") for name in _FILTERS}


def chosen(asked: Mapping[str, str]) -> dict[str, Any]:
    """The filters as the store knows them. Raises HTTPBadRequest, which names the first that is wrong."""
    texts = {name: asked[name].strip() or None for name in ("site", "tag", "kind", "language", "fact")}
    weight = asked["weight"]
    if weight and weight not in set(Weight):
        raise web.HTTPBadRequest(text=f"weight={weight}: it is one of {', '.join(Weight)}\n")
    until = _day("until", asked["until"])
    return texts | {
        "min_weight": Weight(weight) if weight else None,
        "since": _day("since", asked["since"]),
        "until": until + timedelta(days=1) if until else None,
        "stealth": bool(asked["stealth"]),
    }


def _day(name: str, text: str) -> datetime | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise web.HTTPBadRequest(text=f"{name}={text}: write a day, such as 2026-01-31\n") from None
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
