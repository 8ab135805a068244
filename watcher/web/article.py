"""One article: its history, and a picture of its life."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from aiohttp import web

from watcher.model import Entry, Event, Look, Outcome, Revision, Watch, WatchId, Weight
from watcher.model.watch import FOREVER
from watcher.store import Store
from watcher.web.app import Handler
from watcher.web.rendering import language_of, page, words_in
from watcher.web.stream import shown, spoken

_APART = 4.0  # hundredths of the picture's width that two labels need at least
_ILL = (Outcome.FAILED, Outcome.BLOCKED, Outcome.UNREADABLE, Outcome.GONE)
_MOST_DAYS = 6  # that are written under the axis


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """What stands where on the time axis of the picture, in hundredths of its width: looks as stretches with their
    outcome, the rest as points. `marks` are revisions: place, number, weight, label, which is "" where there is no room
    for one; `events` places and kinds, `days` places and dates."""

    begin: datetime
    end: datetime
    looks: tuple[tuple[float, float, str], ...]
    marks: tuple[tuple[float, int, str, str], ...]
    events: tuple[tuple[float, str], ...]
    days: tuple[tuple[float, str], ...]


def life(looks: Sequence[Look], revisions: Sequence[Revision], events: Sequence[Event]) -> Life | None:
    """The picture of an article's life; None where it was never looked at."""
    if not looks:
        return None
    begin, end = min(look.first_at for look in looks), max(look.last_at for look in looks)
    whole = max((end - begin).total_seconds(), 1.0)

    def place(at: datetime) -> float:
        return round(min(max((at - begin).total_seconds() / whole, 0.0), 1.0) * 100, 2)

    labels = _labels([place(one.first_seen_at) for one in revisions])
    return Life(
        begin=begin,
        end=end,
        looks=tuple((place(look.first_at), place(look.last_at), look.outcome.value) for look in looks),
        marks=tuple(
            (place(one.first_seen_at), one.number, str(one.weight if one.number > 1 else Weight.MINOR), label)
            for one, label in zip(revisions, labels, strict=True)
        ),
        events=tuple((place(event.at), event.kind) for event in events),
        days=tuple((place(day), f"{day:%m-%d}") for day in _days(begin, end)),
    )


def _labels(places: Sequence[float]) -> Iterator[str]:
    """A number for each place, in their order; "" where it would stand on the one before."""
    last = -_APART
    for number, place in enumerate(places, 1):
        room = place - last >= _APART
        last = place if room else last
        yield str(number) if room else ""


def _days(begin: datetime, end: datetime) -> Iterator[datetime]:
    """Some midnights in between, a whole number of days from each other."""
    first = datetime.combine(begin.astimezone(UTC), time(), UTC)
    step = (end - first).days // _MOST_DAYS + 1
    day = first + timedelta(days=step)
    while day < end:
        yield day
        day += timedelta(days=step)


def article(store: Store, now: Callable[[], datetime]) -> Handler:
    """Answers with the history of one article."""

    async def answer(request: web.Request) -> web.Response:
        watch = await watch_of(store, request)
        looks, revisions, events, entries = await asyncio.to_thread(_read, store, watch.id)
        words = words_in(language_of(request))
        last = revisions[-1].article if revisions else None
        return page(
            request, "article.html", watch=watch, now=now(), article=last, revisions=revisions,
            language_=spoken(last.language) if last else "", looks=sum(look.count for look in looks),
            forever=FOREVER, last_why=_last_why(looks),
            life=life(looks, revisions, events), entries=[shown(entry, words) for entry in reversed(entries)],
        )  # fmt: skip

    return answer


def _last_why(looks: Sequence[Look]) -> str:
    """Why the last looks found something else than the article as it was; "" where they did not."""
    return looks[-1].why if looks and looks[-1].outcome in _ILL else ""


def _read(store: Store, watch_id: WatchId) -> tuple[list[Look], list[Revision], list[Event], list[Entry]]:
    return store.looks(watch_id), store.revisions(watch_id), store.events(watch_id), store.history(watch_id=watch_id)


async def watch_of(store: Store, request: web.Request, name: str = "watch") -> Watch:
    """The watch that the address names. Raises HTTPNotFound."""
    found = await asyncio.to_thread(store.watch, WatchId(number_of(request, name)))
    if found is None:
        raise web.HTTPNotFound
    return found


def number_of(request: web.Request, name: str) -> int:
    """A number in the address. Raises HTTPNotFound where it is larger than any."""
    digits = request.match_info[name]
    if len(digits) > 18:
        raise web.HTTPNotFound
    return int(digits)
