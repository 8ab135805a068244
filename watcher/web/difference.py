"""The difference of two revisions, in the text and side by side."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

from aiohttp import web

from watcher.cli.columns import Row, rows
from watcher.cli.marking import Pieces, marked_rows
from watcher.errors import NotFound
from watcher.model import WatchId
from watcher.notify.changes import capital, named, of_change, touched
from watcher.notify.telling import disclosed_by, discloses, marked, verdicts
from watcher.notify.wording import Speaker, Wording
from watcher.review import Difference, difference
from watcher.store import Store
from watcher.web.app import Handler
from watcher.web.article import counted_in, number_of, watch_of
from watcher.web.known import unless_known
from watcher.web.leaves import TEXT, leaf, shortened
from watcher.web.rendering import language_of, page, pieces, words_in
from watcher.web.stream import UTC_ZONE, spoken
from watcher.web.visit import leading_to

_KEPT_ALIKE = 2
_TIMES = ("published.changed", "modified.changed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One change: what it is called, beside what picture it stands, and its text with old and new marked."""

    number: int
    heading: str
    weight: str
    about: Pieces
    rows: tuple[Pieces, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Rows that stand beside each other, or so many that are alike and folded."""

    rows: tuple[Row, ...]
    folded: bool


def changes_page(store: Store) -> Handler:
    """Answers with what changed from one revision to another."""

    async def answer(request: web.Request) -> web.Response:
        watch = await watch_of(store, request)
        old, new = number_of(request, "old"), number_of(request, "new")
        found, count = await asyncio.to_thread(_between, store, watch.id, old, new)
        words = words_in(language_of(request))
        side, first = request.query.get("side") == "1", counted_in(request, "from")
        own = found.new.article
        seen = words.seen(found.new.seen_after, found.new.first_seen_at, UTC_ZONE)
        changes, more = ([], None) if side else leaf(told(found, words, TEXT), first, _size_told)
        stretches, further = leaf(_stretches(found, words), first, _size_beside) if side else ([], None)
        shown = page(
            request, "difference.html", watch=watch, old=found.old, new=found.new, count=count, side=side,
            title=own.title or watch.url, language_=spoken(own.language),
            verdicts=list(verdicts_of(found, words)), seen=seen, changes=changes, stretches=stretches,
            first=first, more=further if side else more,
        )  # fmt: skip
        return unless_known(request, shown)

    return answer


def chosen() -> Handler:
    """Leads to the difference of the two revisions that were chosen."""

    async def answer(request: web.Request) -> web.Response:
        numbers = [request.query.get(name, "") for name in ("old", "new")]
        if not all(text.isascii() and text.isdigit() for text in numbers):
            raise web.HTTPBadRequest(text="old and new: the numbers of two revisions were expected\n")
        return leading_to(request, f"/watch/{number_of(request, 'watch')}/diff/{numbers[0]}..{numbers[1]}", 302)

    return answer


def _between(store: Store, watch_id: WatchId, old: int, new: int) -> tuple[Difference, int]:
    """The difference, and the number of the newest revision. Raises HTTPNotFound."""
    try:
        return difference(store.history, watch_id, old, new), store.history.newest(watch_id)
    except NotFound:
        raise web.HTTPNotFound from None


def verdicts_of(found: Difference, words: Wording) -> Iterator[str]:
    """What is to be said of the difference as a whole."""
    back = found.new.reverts_to if found.new.number == found.old.number + 1 else None
    dated = found.new.article.modified_at is not None
    return verdicts(
        found.changes, found.disclosures, stealth=found.stealth, bumped=found.bumped, dated=dated, back=back,
        words=words,
    )  # fmt: skip


def heading(found: Difference, position: int, words: Wording) -> str:
    """Such as "Paragraph edited (number) · major · undisclosed"."""
    change = found.changes[position]
    parts = [capital(words.phrase(named(change))) + touched(change, words), words.said(f"weight.{change.weight}")]
    meant = disclosed_by(change, found.disclosures)
    parts.append(discloses(meant, words) if meant else marked(position, found.disclosures, words))
    return " · ".join(filter(None, parts))


def told(found: Difference, words: Wording, most: int) -> list[Told]:
    """The changes, with so many characters of each at `most`."""
    by = Speaker(words=words, zone=UTC_ZONE)
    changes = []
    for position, change in enumerate(found.changes):
        _, *lines = of_change(change, by, found.new.article)
        quoted = [line.pieces for line in lines if line.quoted]
        whole = change.spans and change.kind not in _TIMES and not change.kind.endswith(".moved")
        one = Told(
            number=position + 1,
            heading=heading(found, position, words),
            weight=str(change.weight),
            about=next((line.pieces for line in lines if not line.quoted), ()),
            rows=shortened(marked_rows(change) if whole else quoted, most),
        )
        changes.append(one)
    return changes


def _stretches(found: Difference, words: Wording) -> list[Stretch]:
    """Rows, each by itself where it is not folded."""
    named = partial(heading, found, words=words)
    beside = rows(found.old.article, found.new.article, found.changes, found.disclosures, named=named, apart=True)
    stretches: list[Stretch] = []
    for alike, run in groupby(beside, key=lambda row: row.alike):
        some = tuple(run)
        if alike and len(some) > _KEPT_ALIKE:
            stretches.append(Stretch(rows=some, folded=True))
        else:
            stretches += [Stretch(rows=(_shortened(row),), folded=False) for row in some]
    return stretches


def _shortened(row: Row) -> Row:
    return replace(row, left=shortened(row.left), right=shortened(row.right))


def _size_told(one: Told) -> int:
    return 300 + _size((one.about, *one.rows)) + len(one.heading.encode())


def _size_beside(stretch: Stretch) -> int:
    if stretch.folded:
        return 100
    return sum(
        200 + _size(row.left) + _size(row.right) + len("".join(row.names).encode()) for row in stretch.rows
    )  # fmt: skip


def _size(lines: Iterable[Pieces]) -> int:
    """The bytes of lines of HTML."""
    return sum(30 + len(pieces(line).encode()) for line in lines)
