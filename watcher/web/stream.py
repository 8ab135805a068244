"""The stream of changes, with filters, a page of it at a time."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256
from itertools import groupby
from zoneinfo import ZoneInfo

from aiohttp import web

from watcher.cli.marking import Pieces
from watcher.model import Article, Change, Entry, Place, WatchId
from watcher.notify.changes import named, of_change
from watcher.notify.reasons import reason
from watcher.notify.wording import Speaker, Wording
from watcher.settings.values import KINDS
from watcher.store import Store
from watcher.web.app import Handler
from watcher.web.filters import asked_of, chosen, filtered
from watcher.web.rendering import headline, language_of, page, words_in

_PAGE = 50
_EXCERPTS = 30_000  # bytes of them on a page
_STILL = {"still": "1"}  # asks for a page that does not bring itself up to date
STEPS = 20_000  # edits and events that one page looks at
PLACE = r"^[0-9]{1,16}-[0-9]{1,18}-[0-9]{1,18}$"  # microseconds since 1970, a watch, a revision
UTC_ZONE = ZoneInfo("UTC")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SPOKEN = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One edit or event as a page shows it, known by its `place` in the stream. `what` is what happened in words;
    `excerpt` the first of the heaviest changes, in the language `excerpt_in`; a language is "" where the article does
    not say."""

    at: datetime
    place: str
    watch: WatchId
    site: str
    title: str
    href: str
    what: str
    language: str = ""
    weight: str = ""
    kinds: tuple[str, ...] = ()
    excerpt: Pieces = ()
    excerpt_in: str = ""
    stealth: bool = False
    bumped: bool = False
    back: int | None = None
    why: str = ""


def shown(entry: Entry, words: Wording) -> Shown:
    """The entry, for a page in the language of `words`."""
    title = headline(entry.title or entry.watch.url)
    place, watch = written(entry.place), entry.watch
    if entry.revision is None:
        event = entry.event
        what, why = (words.phrase(event.kind), reason(event.why, words.language)) if event else ("", "")
        return Shown(
            at=entry.at.astimezone(UTC), place=place, watch=watch.id, site=watch.site, title=title, what=what, why=why,
            href=f"/watch/{watch.id}",
        )  # fmt: skip
    own = entry.revision
    first = max(own.changes, key=lambda change: change.weight.rank, default=None)
    kinds = tuple(named(change) for change in own.changes)
    pieces, excerpt_in = _excerpt(first, own.article, words) if first else ((), "")
    return Shown(
        at=entry.at.astimezone(UTC), place=place, watch=watch.id, site=watch.site, title=title,
        href=difference_at(watch.id, own.number), what=_summed(kinds, words) + words.facts(own.facts),
        language=spoken(own.article.language), weight=str(own.weight), kinds=kinds,
        excerpt=pieces, excerpt_in=spoken(excerpt_in), stealth=own.stealth, bumped=own.bumped, back=own.reverts_to,
    )  # fmt: skip


def spared(entries: Iterable[Shown]) -> Iterator[Shown]:
    """The entries as one page shows them: without excerpts as soon as those before were long."""
    told = 0
    for one in entries:
        told += sum(len(text.encode("utf-8", "replace")) for _, text in one.excerpt)
        yield one if told <= _EXCERPTS else replace(one, excerpt=())


def _excerpt(change: Change, article: Article, words: Wording) -> tuple[Pieces, str]:
    """What was and what is, and in which language: () and "" where the change has no text."""
    lines = of_change(change, Speaker(words=words, zone=UTC_ZONE), article)
    return next(((line.pieces, line.language) for line in lines if line.quoted), ((), ""))


def difference_at(watch_id: WatchId, number: int) -> str:
    """Where what revision `number` changed is shown; the first one as it stood."""
    return f"/watch/{watch_id}/diff/{number - 1}..{number}" if number > 1 else f"/watch/{watch_id}/1"


def spoken(language: str | None) -> str:
    """A language that may stand in an attribute; "" for none."""
    return language if language and _SPOKEN.fullmatch(language) else ""


def _summed(kinds: Sequence[str], words: Wording) -> str:
    counts = {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)}
    return words.joined([words.phrase(kind, count) for kind, count in counts.items()])


def stream(store: Store, *, steps: int = STEPS) -> Handler:
    """Answers with the newest edits and events that fit the filters in the query, or those before a place; or that the
    page which asks shows them already. One page looks at so many `steps`, edits and events, and no more: where few of
    them fit, it is short."""

    async def answer(request: web.Request) -> web.Response:
        asked = asked_of(request)
        before = place_asked(request)
        found = partial(store.history.stretch, before=before, limit=_PAGE, steps=steps, **chosen(asked))
        entries, next_ = await asyncio.to_thread(found)
        words = words_in(language_of(request))
        days = [
            (day, list(some))
            for day, some in groupby(spared(shown(e, words) for e in entries), lambda one: one.at.date())
        ]
        older = filtered("/", {**asked, "before": written(next_)}) if next_ else ""
        seen = f'"{sha256(repr((days, older, words.language)).encode()).hexdigest()[:32]}"'
        if seen in request.headers.get("If-None-Match", ""):
            return web.Response(status=304, headers={"ETag": seen})
        newest = filtered("/", asked)
        response = page(
            request, "stream.html", days=days, asked=asked, filtered=any(asked.values()), kinds=KINDS, older=older,
            newest=newest, paged=before is not None, feed=filtered("/feed.atom", asked), seen=seen,
            still=filtered("/", {**asked, **_STILL}), live=before is None and "still" not in request.query,
        )  # fmt: skip
        response.headers["ETag"] = seen
        return response

    return answer


def written(place: Place) -> str:
    """A place in the stream as it stands in an address."""
    at, watch_id, number = place
    return f"{(at - _EPOCH) // timedelta(microseconds=1)}-{watch_id}-{number}"


def place_in(text: str) -> Place | None:
    """The place that `written` wrote; None where it is none."""
    if re.search(PLACE, text) is None:
        return None
    time, watch_id, number = map(int, text.strip().split("-"))
    return _EPOCH + timedelta(microseconds=time), WatchId(watch_id), number


def place_asked(request: web.Request) -> Place | None:
    """The place `before` which a page is asked for; None for the beginning. Raises HTTPBadRequest."""
    text = request.query.get("before", "")
    found = place_in(text)
    if text and found is None:
        raise web.HTTPBadRequest(text="before: take the address of a page that was shown\n")
    return found
