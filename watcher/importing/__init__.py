"""The errand that takes articles in: files and git histories that name articles, or hold them, → watches."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from msgspec import structs

from watcher.compare import compare
from watcher.decide import reverts_to
from watcher.importing import git
from watcher.importing.forms import Contents, Wanted, contents_of, crawl_number
from watcher.model import (
    Article,
    Finding,
    Outcome,
    Page,
    Revision,
    Source,
    SourceKind,
    SourceSetting,
    Standing,
    Watch,
    WatchId,
)
from watcher.urls import identity, site

STDIN = Path("-")  # means what comes in, instead of a file
MIRROR = "mirror"  # what read a revision that was imported
_HEAD = 200  # bytes in which a mirrored document tells when it was crawled


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What came of it: the watch, whether it is new, and whether the article became a revision."""

    watch: Watch
    new: bool
    revised: bool = False


class Watches(Protocol):
    def add(
        self, url: str, *, key: str, site: str, tags: Iterable[str], every: timedelta | None, note: str, now: datetime
    ) -> tuple[Watch, bool]:
        """The watch of the article `key`, and whether it is new."""

    def pause(self, watch_id: WatchId) -> bool: ...


class Sources(Protocol):
    def listed(self) -> Sequence[Source]: ...

    def add(self, setting: SourceSetting, now: datetime) -> object: ...


class Memory(Protocol):
    async def last_revision(self, watch_id: WatchId, extractor: str) -> Revision | None: ...

    async def record(self, finding: Finding) -> object: ...


class Register(Protocol):
    """Where what is taken in goes."""

    @property
    def watches(self) -> Watches: ...

    @property
    def sources(self) -> Sources: ...

    @property
    def memory(self) -> Memory: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What came of many files, in counts: new watches, those that were tracked already, new sources, revisions, and
    what was left out: what is no article, and `documents_left_out`, of articles that were read later than that or say
    the same. `faults` say what kept a file from being taken, as "FILE:LINE: why"."""

    added: int = 0
    known: int = 0
    sources: int = 0
    revisions: int = 0
    left_out: int = 0
    documents_left_out: int = 0
    faults: tuple[str, ...] = ()

    def __add__(self, other: Taken) -> Taken:
        return Taken(**{f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)})


def files_in(paths: Iterable[Path]) -> list[Path]:
    """`paths`, with all visible files in it, in the order of their names, in the place of a directory."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(p for p in path.rglob("[!.]*") if p.is_file()) if path.is_dir() else [path]
        found += inside
    return found


async def take_in(
    register: Register, files: Sequence[Path], now: datetime, *, tags: tuple[str, ...] = (),
    onward: Callable[[float], None],
) -> Taken:  # fmt: skip
    """Tracks what the files name: all that a file names, or nothing where it has faults. Feeds become sources, those
    that are sources stay as they are. `onward` is told of progress, in files. Mirrored documents come last, in the
    order of their crawls: each that says something new becomes a revision."""
    taken = Taken()
    for path in sorted(files, key=_crawled):
        contents = _contents(path)
        if contents.faults:
            taken = replace(taken, faults=taken.faults + tuple(f"{path}:{fault}" for fault in contents.faults))
            onward(1)
            continue
        sources = _followed(register, contents.feeds, now, tags)
        taken = replace(taken, sources=taken.sources + sources, left_out=taken.left_out + contents.left_out)
        for wanted in contents.wanted:
            taken = _counted(taken, wanted, await entered(register, wanted, now, tags))
            onward(1 / len(contents.wanted))
    return taken


def _followed(register: Register, feeds: Sequence[str], now: datetime, tags: tuple[str, ...]) -> int:
    """Makes sources of the feeds that are none; gives how many."""
    if not feeds:
        return 0
    known = {source.setting.url for source in register.sources.listed()}
    new = [url for url in dict.fromkeys(feeds) if url not in known]
    for url in new:
        register.sources.add(SourceSetting(url=url, kind=SourceKind.FEED, tags=tags), now)
    return len(new)


def _crawled(path: Path) -> int:
    """When a mirrored document was crawled, in epoch milliseconds; -1 for any other file."""
    if path == STDIN:  # is read once
        return -1
    try:
        with path.open("rb") as file:
            return crawl_number(file.read(_HEAD))
    except OSError:
        return -1


def _contents(path: Path) -> Contents:
    try:
        return contents_of(sys.stdin.buffer.read() if path == STDIN else path.read_bytes())
    except OSError as error:
        return Contents(faults=(f" {error.strerror or error}",))


def _counted(taken: Taken, wanted: Wanted, entered: Entered) -> Taken:
    surplus = wanted.article is not None and not entered.revised
    return replace(
        taken,
        added=taken.added + entered.new,
        known=taken.known + (not entered.new),
        revisions=taken.revisions + entered.revised,
        left_out=taken.left_out + surplus,
        documents_left_out=taken.documents_left_out + surplus,
    )


async def take_history(
    register: Register, folder: Path, now: datetime, *, tags: tuple[str, ...] = (), onward: Callable[[float], None]
) -> Taken:
    """Tracks the articles whose mirrored documents a git repository holds: each commit that changed one becomes a
    revision, seen at the time of the commit. `onward` is told of progress, as shares of the whole. Raises
    WatcherError where git cannot read it."""
    taken = Taken()
    history = await git.versions(folder)
    async for version, raw in git.contents(folder, history):
        onward(1 / len(history))
        if crawl_number(raw[:_HEAD]) < 0:
            continue
        read = contents_of(raw)
        where = f"{folder / version.path} ({version.at:%F %H:%M}Z)"
        taken = replace(taken, faults=taken.faults + tuple(f"{where}:{fault}" for fault in read.faults))
        for wanted in read.wanted:
            seen = replace(wanted, page=wanted.page and replace(wanted.page, fetched_at=version.at))
            taken = _counted(taken, seen, await entered(register, seen, now, tags))
    return taken


async def entered(register: Register, wanted: Wanted, now: datetime, tags: tuple[str, ...] = ()) -> Entered:
    """Tracks the article; makes what the file holds of it a revision where it is newer than all that was imported of
    it, says something else, and no look has read the article yet."""
    watch, new = register.watches.add(
        wanted.url, key=identity(wanted.url), site=site(wanted.url), tags=(*wanted.tags, *tags),
        every=wanted.every, note=wanted.note, now=now,
    )  # fmt: skip
    if new and wanted.paused:
        register.watches.pause(watch.id)
    if wanted.article is None or wanted.page is None:
        return Entered(watch=watch, new=new)
    last = await register.memory.last_revision(watch.id, MIRROR)
    revision = _revised(watch, last, wanted.article, wanted.page)
    if revision is None:
        return Entered(watch=watch, new=new)
    await register.memory.record(_found(watch, revision, wanted.page))
    return Entered(watch=watch, new=new, revised=True)


def _revised(watch: Watch, last: Revision | None, article: Article, page: Page) -> Revision | None:
    """The document as the next revision; None where it is none. Its own name as the extractor's version makes the next
    look read it anew, beside the live page."""
    at = page.fetched_at
    if last is not None and (last.extractor != MIRROR or at < last.first_seen_at):
        return None
    changes = compare(last.article, article) if last is not None else ()
    lineage = last.lineage if last is not None else ()
    if last is not None and (not changes or (at == last.first_seen_at and article.digest() in lineage)):
        return None
    return Revision(
        watch_id=watch.id, number=len(lineage) + 1, article=article, first_seen_at=at, last_seen_at=at,
        seen_after=last.last_seen_at if last is not None else None, extractor=MIRROR, changes=changes,
        reverts_to=reverts_to(lineage, article.digest()), lineage=(*lineage, article.digest()),
    )  # fmt: skip


def _found(watch: Watch, revision: Revision, page: Page) -> Finding:
    """The document as if a look had found it. The form tells nothing of the time of modification, so that nothing can
    be said of stealth."""
    at = revision.first_seen_at
    outcome = Outcome.NEW if revision.number == 1 else Outcome.CHANGED
    seen = structs.replace(watch, standing=Standing.PRESENT, young_since=watch.young_since or at, looked_at=at)
    return Finding(outcome=outcome, watch=seen, at=at, why="imported", revision=revision, page=page, extractor=MIRROR)
