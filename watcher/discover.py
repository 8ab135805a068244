"""The errand that finds new articles: fetch a source, read it, sift, record. One reading opens one address."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Protocol

from watcher.decide import trouble_of
from watcher.descriptors import exhaustion
from watcher.errors import Exhausted, StoreError
from watcher.model import (
    Found,
    Listed,
    Listing,
    Page,
    Part,
    Reading,
    Seen,
    Source,
    SourceId,
    SourceKind,
    Unmodified,
    Unreachable,
    Validators,
)
from watcher.model.page import NO_VALIDATORS
from watcher.sources import Unreadable, listing
from watcher.sources.pace import CEILING, START, after_failure, next_in, pause
from watcher.sources.sift import wanted, wanted_parts
from watcher.urls import site

_log = logging.getLogger(__name__)

_FOR_GOOD = frozenset((301, 308))
_BASELINE = 2_000  # articles that one reading of a baseline adds: a transaction of half a second
_DEEPEST = 2  # indexes in indexes
_PATIENCE = 3  # failures in a row after which a part is passed over
_LOST = 5  # failures in a row after which a source is looked for again where its owner said it is


class Register(Protocol):
    def addresses(self, site: str) -> Sequence[str]:
        """Addresses of articles of this site that were read."""

    def unlisted(self, source_id: SourceId, keys: Collection[str]) -> frozenset[str]:
        """Those of `keys` under which the source did not list an article before."""

    async def enter(self, reading: Reading) -> Source | None:
        """Writes all of it, or raises StoreError and writes nothing; the source as it is then, None where it was
        removed meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a reading needs besides the source. `get` opens an address and never raises for the web; `deadline` ends a
    reading, whatever it hangs on."""

    register: Register
    get: Callable[[str, Validators], Awaitable[Seen]]
    now: Callable[[], datetime]
    deadline: timedelta


async def discover(source: Source, desk: Desk) -> Reading:
    """Reads the source, or its next part, now; adds what is new and gives what came of it. Raises StoreError where it
    cannot be remembered."""
    try:
        async with asyncio.timeout(desk.deadline.total_seconds()):
            seen = await desk.get(source.reads, NO_VALIDATORS if source.part is not None else source.validators)
            asked = seen.retry_after if isinstance(seen, Page) else None
            reading = replace(await _read(source, seen, desk), trouble=trouble_of(seen), retry_after=asked)
    except TimeoutError:
        reading = _failed(source, f"it took longer than {desk.deadline.total_seconds():g} seconds", desk.now())
    return await _entered(reading, desk)


async def pushed(source: Source, page: Page, desk: Desk) -> Reading | None:
    """Takes `page`, which a hub pushed, for a reading of the source: adds what is new. None, and nothing done, where it
    is no feed. Raises StoreError where it cannot be remembered."""
    try:
        async with asyncio.timeout(desk.deadline.total_seconds()):
            listed = await asyncio.to_thread(listing, page, kind=SourceKind.FEED)
            # It need not repeat where it is pushed from, and is not what our validators describe.
            page = replace(page, validators=source.validators)
            if listed.elsewhere:
                return None
            reading = await _sifted(source, page, replace(listed, hub=source.hub), desk, pushed=True)
    except (Unreadable, TimeoutError):
        return None
    return await _entered(reading, desk)


async def discovered(source: Source, desk: Desk) -> Reading:
    """`discover` for loops: a fault of our own is recorded as a failed reading, so that the next one comes. Raises
    StoreError, Exhausted."""
    try:
        return await discover(source, desk)
    except (StoreError, Exhausted):
        raise
    except Exception as error:
        _log.debug("source=%d", source.id, exc_info=True)
        if lack := exhaustion(error):
            raise Exhausted(lack) from error
        why = f"a fault of watcher, please report it: {type(error).__name__}"
        return await _entered(_failed(source, why, desk.now()), desk)


async def _entered(reading: Reading, desk: Desk) -> Reading:
    after = await desk.register.enter(reading)
    return replace(reading, source=after or reading.source)


async def _read(source: Source, seen: Seen, desk: Desk) -> Reading:
    match seen:
        case Unreachable():
            return _failed(source, seen.why, desk.now())
        case Unmodified():
            return _unmodified(source, desk.now())
        case Page() if not HTTPStatus.OK <= seen.status < HTTPStatus.MULTIPLE_CHOICES:
            return _failed(source, f"the server answers {seen.status}", desk.now(), asked=seen.retry_after)
    known = await asyncio.to_thread(desk.register.addresses, site(seen.url))
    try:
        # In a thread: a large sitemap takes a second, in which nothing else would move.
        listed = await asyncio.to_thread(_listing, source, seen, known)
    except Unreadable as error:
        return _failed(source, str(error), desk.now(), asked=seen.retry_after)
    return await _sifted(source, seen, listed, desk)


def _listing(source: Source, page: Page, known: Collection[str]) -> Listing:
    kind = "" if source.part is not None else source.setting.kind
    return listing(page, kind=kind, match=source.setting.match, known=known)


async def _sifted(source: Source, page: Page, listed: Listing, desk: Desk, *, pushed: bool = False) -> Reading:
    now = desk.now()
    if listed.elsewhere:
        return _elsewhere(source, listed.elsewhere, now)
    articles = await asyncio.to_thread(wanted, listed.articles, source.setting, listed.kind, now)
    unlisted = await asyncio.to_thread(desk.register.unlisted, source.id, list(articles))
    new = tuple(one for key, one in articles.items() if key in unlisted)
    return found_in(source, page, _Sifted(listing=listed, wanted=len(articles), new=new, pushed=pushed), now)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sifted:
    """A listing, how many of its articles are `wanted`, which of those are `new` to the source, and whether it was
    `pushed`."""

    listing: Listing
    wanted: int
    new: tuple[Listed, ...]
    pushed: bool = False


def found_in(source: Source, page: Page, sifted: _Sifted, now: datetime) -> Reading:
    """The reading of a page that could be read."""
    taken = sifted.new[: _BASELINE if source.setting.baseline else source.setting.limit]
    waiting = len(sifted.new) - len(taken)
    goes_on = waiting > 0 and source.setting.baseline
    found, paced_until = _scheduled(source, taken, now)
    after = _succeeded(source, page, sifted.listing, now)
    after = replace(
        after,
        listed=after.listed + sifted.wanted,
        new=after.new + len(taken),
        waiting=after.waiting + waiting,
        paced_until=paced_until or source.paced_until,
        brought_at=now if taken and not sifted.pushed else source.brought_at,
        # An answer that nothing changed would leave them waiting.
        validators=NO_VALIDATORS if waiting else after.validators,
    )
    if source.part is None:  # of an index counts what its parts brought the last time
        after = replace(after, pause=_pause(source, source.new if sifted.listing.parts else len(taken), after.kind))
    return Reading(
        source=replace(after, due_at=now if goes_on else _due_at(after, now, page)),
        at=now,
        found=found,
        parts=_parts(source, sifted.listing, now),
        done=None if goes_on else source.part,
        listed=sifted.wanted,
        left=len(sifted.listing.articles) - sifted.wanted,
    )


def _parts(source: Source, listed: Listing, now: datetime) -> tuple[Part, ...]:
    depth = source.part.depth if source.part is not None else 0
    parts = wanted_parts(listed.parts, source.setting, now) if depth < _DEEPEST else ()
    return tuple(replace(part, depth=depth + 1) for part in parts)


def _scheduled(source: Source, taken: Sequence[Listed], now: datetime) -> tuple[tuple[Found, ...], datetime | None]:
    """New articles are looked at at once, those of a baseline one after the other; and until when the last of these
    takes."""
    if not source.setting.baseline:
        return tuple(Found(article=one, due_at=now) for one in taken), None
    begin = max(now, source.paced_until or now)
    found = tuple(Found(article=one, due_at=begin + n * source.setting.pace) for n, one in enumerate(taken))
    return found, begin + len(taken) * source.setting.pace


def _succeeded(source: Source, page: Page, listed: Listing, now: datetime) -> Source:
    after = replace(source, read_at=now, failures=0, failing_since=None, why="")
    if source.part is not None:
        return after
    address = page.url if page.redirects and all(s in _FOR_GOOD for s, _ in page.redirects) else source.address
    counted = replace(after, listed=0, new=0, waiting=0)
    told = replace(counted, kind=listed.kind, ttl=listed.ttl, hub=listed.hub)
    return replace(told, address=address, validators=page.validators)


def _pause(source: Source, new: int, kind: SourceKind | None) -> timedelta:
    return pause(source.pause, kind or SourceKind.FEED, new)


def _due_at(source: Source, now: datetime, page: Page | None = None) -> datetime:
    stays = max((page.fresh_for if page else None) or timedelta(0), source.ttl or timedelta(0))
    asked = page.retry_after if page else None
    until = source.pushed_until(now)
    usual = source.pause or START
    if until is not None:
        usual = max(usual, min(CEILING, until - now))
    return now + next_in(usual, every=source.setting.every, stays=stays, asked=asked)


def _elsewhere(source: Source, address: str, now: datetime) -> Reading:
    """It is read where the page says, and at once. A second page that says so would be a circle."""
    if source.address != source.setting.url or address == source.address:
        return _failed(source, f"it is an HTML page that names {address} as its feed", now)
    after = replace(source, address=address, due_at=now, read_at=now, validators=NO_VALIDATORS)
    return Reading(source=after, at=now)


def _unmodified(source: Source, now: datetime) -> Reading:
    brought = source.new if source.parts else 0
    after = replace(source, read_at=now, failures=0, failing_since=None, why="", new=0, waiting=0)
    after = replace(after, pause=_pause(source, brought, source.kind))
    return Reading(source=replace(after, due_at=_due_at(after, now)), at=now, again=True)


def _failed(source: Source, why: str, now: datetime, *, asked: timedelta | None = None) -> Reading:
    """Tried again after growing pauses. A part is passed over in the end, and a source looked for where its owner said
    it is, wherever it was read until then."""
    why = f"{source.reads}: {why}"
    if source.part is not None and source.failures + 1 >= _PATIENCE:
        after = replace(source, failures=0, failing_since=None, why=why)
        return Reading(source=replace(after, due_at=_due_at(after, now)), at=now, done=source.part, why=why)
    failures = source.failures + 1
    usual = source.setting.every or source.pause or START
    after = replace(
        source,
        read_at=now,
        failures=failures,
        failing_since=source.failing_since or now,
        why=why,
        address=source.setting.url if failures % _LOST == 0 else source.address,
        due_at=now + max(after_failure(usual, failures), asked or timedelta(0)),
    )
    return Reading(source=after, at=now, why=why)
