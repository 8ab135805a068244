"""One article: its history, and a picture of its life."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any, Protocol

from aiohttp import web

from watcher.model import Entry, Event, Look, Mark, Outcome, Place, Revision, Watch, WatchId, Weight
from watcher.model.summary import FOREVER
from watcher.store import Store
from watcher.web.app import Handler
from watcher.web.rendering import language_of, page, words_in
from watcher.web.stream import STEPS, place_asked, shown, spared, spoken, written

_BESIDE = 1.0  # hundredths of it closer than which two marks stand on each other
_FULL = 40  # marks of a kind that are drawn wherever they stand
_PAGE = 50
_CHOSEN = 60  # revisions that are listed to choose from; of more the number is asked for
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


class Marked(Protocol):
    """A revision as far as the picture shows it."""

    @property
    def number(self) -> int: ...
    @property
    def first_seen_at(self) -> datetime: ...
    @property
    def weight(self) -> Weight: ...


def life(looks: Sequence[Look], revisions: Sequence[Marked], events: Sequence[Event]) -> Life | None:
    """The picture of an article's life; None where it was never looked at. What would stand on each other is drawn
    once, so that the picture of a long life is no larger."""
    if not looks:
        return None
    begin, end = min(look.first_at for look in looks), max(look.last_at for look in looks)
    whole = max(end - begin, timedelta(seconds=1))

    def place(at: datetime) -> float:
        return round(min(max((at - begin) / whole, 0.0), 1.0) * 100, 2)

    stretches = ((place(look.first_at), place(look.last_at), look.outcome.value) for look in looks)
    marks = _thinned(
        ((place(one.first_seen_at), one) for one in revisions), lambda one: one.number > 1 and one.weight.rank
    )  # fmt: skip
    labels = _labels(marks)
    return Life(
        begin=begin,
        end=end,
        looks=tuple(_merged(stretches)),
        marks=tuple(
            (at, one.number, str(one.weight if one.number > 1 else Weight.MINOR), label)
            for (at, one), label in zip(marks, labels, strict=True)
        ),
        events=tuple((at, event.kind) for at, event in _thinned((place(one.at), one) for one in events)),
        days=tuple((place(day), f"{day:%m-%d}") for day in _days(begin, end)),
    )


def _merged(stretches: Iterable[tuple[float, float, str]]) -> Iterator[tuple[float, float, str]]:
    """The stretches, those that are alike and next to each other as one."""
    drawn: dict[str, list[list[float]]] = {}
    for begin, end, outcome in stretches:
        some = drawn.setdefault(outcome, [])
        if len(some) >= _FULL and begin - some[-1][1] < _BESIDE:
            some[-1][1] = max(some[-1][1], end)
        else:
            some.append([begin, end])
    yield from ((begin, end, outcome) for outcome, some in drawn.items() for begin, end in some)


def _thinned(
    placed: Iterable[tuple[float, Any]], heed: Callable[[Any], int] = lambda _: 0
) -> Sequence[tuple[float, Any]]:  # fmt: skip
    """Of what stands closer together than can be told apart, where there is much, the last one that is heeded most."""
    kept: list[tuple[float, Any]] = []
    for at, one in placed:
        if len(kept) < _FULL or at - kept[-1][0] >= _BESIDE:
            kept.append((at, one))
        elif heed(one) >= heed(kept[-1][1]):
            kept[-1] = kept[-1][0], one
    return kept


def _labels(marks: Sequence[tuple[float, Marked]]) -> Iterator[str]:
    """A number for each mark, in their order; "" where it would stand on the one before."""
    last = -_APART
    for place, one in marks:
        room = place - last >= _APART
        last = place if room else last
        yield str(one.number) if room else ""


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
        before = place_asked(request)
        looks, marks, events = await asyncio.to_thread(_outline, store, watch.id)
        drawn = await asyncio.to_thread(life, looks, marks, events)
        last, (entries, more) = await asyncio.to_thread(_told, store, watch.id, marks, before)
        words = words_in(language_of(request))
        return page(
            request, "article.html", watch=watch, now=now(), article=last.article if last else None,
            language_=spoken(last.article.language) if last else "", looks=sum(look.count for look in looks),
            forever=FOREVER, last_why=_last_why(looks), marks=marks, listed=len(marks) <= _CHOSEN,
            paged=before is not None,
            life=drawn, entries=list(spared(shown(entry, words) for entry in entries)),
            older=f"/watch/{watch.id}?before={written(more)}" if more else "",
        )  # fmt: skip

    return answer


def _last_why(looks: Sequence[Look]) -> str:
    """Why the last looks found something else than the article as it was; "" where they did not."""
    return looks[-1].why if looks and looks[-1].outcome in _ILL else ""


def _outline(store: Store, watch_id: WatchId) -> tuple[list[Look], list[Mark], list[Event]]:
    return store.history.looks(watch_id), store.history.marks(watch_id), store.history.events(watch_id)


def _told(
    store: Store, watch_id: WatchId, marks: Sequence[Mark], before: Place | None
) -> tuple[Revision | None, tuple[list[Entry], Place | None]]:  # fmt: skip
    """The newest revision, and a page of the history with the place where it goes on."""
    last = store.history.revision(watch_id, marks[-1].number) if marks else None
    return last, store.history.stretch(watch_id=watch_id, before=before, limit=_PAGE, steps=STEPS)


async def watch_of(store: Store, request: web.Request, name: str = "watch") -> Watch:
    """The watch that the address names. Raises HTTPNotFound."""
    found = await asyncio.to_thread(store.watches.by_id, WatchId(number_of(request, name)))
    if found is None:
        raise web.HTTPNotFound
    return found


def number_of(request: web.Request, name: str) -> int:
    """A number in the address. Raises HTTPNotFound where it is larger than any."""
    digits = request.match_info[name]
    if len(digits) > 18:
        raise web.HTTPNotFound
    return int(digits)


def counted_in(request: web.Request, name: str) -> int:
    """A number in the query, 0 where there is none. Raises HTTPBadRequest."""
    return counted(name, request.query.get(name, "0"))


def counted(name: str, text: str) -> int:
    """The number that was written for `name`. Raises HTTPBadRequest."""
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise web.HTTPBadRequest(text=f"{name}: a number was expected\n")
    return int(text)
