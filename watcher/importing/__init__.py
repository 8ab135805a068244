"""The errand that takes articles in: files that name articles, or hold them, → watches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from watcher.importing.forms import Contents, Wanted, contents_of, crawl_number
from watcher.model import Article, Finding, Outcome, Page, Revision, Standing, Watch, WatchId
from watcher.urls import identity, site

MIRROR = "mirror"  # what read a first revision that was imported
_HEAD = 200  # bytes in which a mirrored document tells when it was crawled


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What came of it: the watch, whether it is new, and whether the article became its first revision."""

    watch: Watch
    new: bool
    revised: bool = False


class Register(Protocol):
    def add_watch(
        self, url: str, *, key: str, site: str, tags: Iterable[str], every: timedelta | None, note: str, now: datetime
    ) -> tuple[Watch, bool]:
        """The watch of the article `key`, and whether it is new."""

    def revision(self, watch_id: WatchId, number: int) -> Revision | None: ...

    async def record(self, finding: Finding) -> object: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What came of many files, in counts: new watches, those that were tracked already, first revisions, and what
    was left out: addresses that are no articles, and `documents_left_out`, of articles that have a revision.
    `faults` say what kept a file from being taken, as "FILE:LINE: why"."""

    added: int = 0
    known: int = 0
    revisions: int = 0
    left_out: int = 0
    documents_left_out: int = 0
    faults: tuple[str, ...] = ()


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
    """Tracks what the files name: all that a file names, or nothing where it has faults. `onward` is told of progress,
    in files. Mirrored documents come last, the earliest crawl first: it becomes the first revision."""
    taken = Taken()
    for path in sorted(files, key=_crawled):
        contents = _contents(path)
        if contents.faults:
            taken = replace(taken, faults=taken.faults + tuple(f"{path}:{fault}" for fault in contents.faults))
            onward(1)
            continue
        taken = replace(taken, left_out=taken.left_out + contents.left_out)
        for wanted in contents.wanted:
            taken = _counted(taken, wanted, await entered(register, wanted, now, tags))
            onward(1 / len(contents.wanted))
    return taken


def _crawled(path: Path) -> int:
    """When a mirrored document was crawled, in epoch milliseconds; -1 for any other file."""
    try:
        with path.open("rb") as file:
            return crawl_number(file.read(_HEAD))
    except OSError:
        return -1


def _contents(path: Path) -> Contents:
    try:
        return contents_of(path.read_bytes())
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


async def entered(register: Register, wanted: Wanted, now: datetime, tags: tuple[str, ...] = ()) -> Entered:
    """Tracks the article; makes what the file holds of it the first revision where there is none yet."""
    watch, new = register.add_watch(
        wanted.url, key=identity(wanted.url), site=site(wanted.url), tags=(*wanted.tags, *tags),
        every=wanted.every, note=wanted.note, now=now,
    )  # fmt: skip
    if wanted.article is None or wanted.page is None or register.revision(watch.id, 1) is not None:
        return Entered(watch=watch, new=new)
    await register.record(_first(watch, wanted.article, wanted.page))
    return Entered(watch=watch, new=new, revised=True)


def _first(watch: Watch, article: Article, page: Page) -> Finding:
    """The document as the first look. Its own name as the extractor's version makes the next look read it anew, beside
    the live page."""
    at = page.fetched_at
    revision = Revision(
        watch_id=watch.id, number=1, article=article, first_seen_at=at, last_seen_at=at, extractor=MIRROR,
        lineage=(article.digest(),),
    )  # fmt: skip
    seen = replace(watch, standing=Standing.PRESENT, young_since=at, looked_at=at)
    return Finding(
        outcome=Outcome.NEW, watch=seen, at=at, why="imported", revision=revision, page=page, extractor=MIRROR
    )
