"""What the query of a stream, or of its feed, narrows it to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from watcher.model import Weight
from watcher.notify.wording import Wording
from watcher.settings.values import FACTS, is_kind

_FILTERS = ("site", "tag", "kind", "language", "weight", "fact", "since", "until", "stealth")
_LAST = datetime.max.replace(tzinfo=UTC)


def asked_of(request: web.Request) -> Mapping[str, str]:
    """Every filter as the query says it, "" where it does not."""
    asked = {name: request.query.get(name, "") for name in _FILTERS}
    return asked | {"stealth": "" if asked["stealth"] == "0" else asked["stealth"]}


def filtered(path: str, asked: Mapping[str, str]) -> str:
    """The address of what is at `path`, with these filters."""
    kept = {name: value for name, value in asked.items() if value}
    return f"{path}?{urlencode(kept)}" if kept else path


def in_words(asked: Mapping[str, str], words: Wording) -> Iterator[str]:
    """Each filter that is set, such as "river.example", "#dw", "At least: major"."""
    for name, value in asked.items():
        if value and name == "stealth":
            yield words.said("filter.stealth")
        elif value and name in ("site", "tag"):
            yield f"#{value}" if name == "tag" else value
        elif value:
            section = {"weight": "weight", "fact": "facts"}.get(name)
            told = words.said(f"{section}.{value}") if section else value
            yield f"{words.said(f'filter.{name}')}{words.form('signs.colon')}{told}"


def chosen(asked: Mapping[str, str]) -> dict[str, Any]:
    """The filters as the store knows them. Raises HTTPBadRequest, which names the first that is wrong."""
    texts = {name: asked[name].strip() or None for name in ("site", "tag", "kind", "language", "fact")}
    weight = asked["weight"]
    for name, value, known in (("weight", weight, tuple(Weight)), ("fact", texts["fact"], FACTS)):
        if value and value not in known:
            raise web.HTTPBadRequest(text=f"{name}={value}: it is one of {', '.join(known)}\n")
    if texts["kind"] and not is_kind(texts["kind"]):
        raise web.HTTPBadRequest(text=f"kind={texts['kind']}: it is no kind of change, such as title.edited, image.*\n")
    until = _day("until", asked["until"])
    return texts | {
        "min_weight": Weight(weight) if weight else None,
        "since": _day("since", asked["since"]),
        "until": until + min(timedelta(days=1), _LAST - until) if until else None,
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
