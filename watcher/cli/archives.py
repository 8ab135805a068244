"""What `export --format warc` writes: the kept pages of a watch, a file each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO

from watcher.cli.asked import Asked
from watcher.cli.opening import existing, numbered
from watcher.cli.terminal import counted
from watcher.errors import NotFound, WatcherError
from watcher.model import Page, Revision
from watcher.store import Store
from watcher.warc import write_warc


def archived(asked: Asked, store: Store, ref: str, folder: Path) -> dict[str, object]:
    """Writes the pages of the revision REF@N, or of all revisions of REF, into the folder; gives what was written.
    Raises NotFound where no page is kept, WatcherError where nothing can be written."""
    watch, number = numbered(store, ref)
    revisions = store.revisions(watch.id) if number is None else [existing(store, watch, number)]
    pages = ((revision, store.page_of(watch.id, revision.number)) for revision in revisions)
    path = folder / f"{watch.id}{f'-{number}' if number is not None else ''}.warc.gz"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _replacing(path) as file:
            count = write_warc(file, f"watcher/{version('watcher')}", _kept(pages))
            if not count:
                raise NotFound(f"{ref}: no page is kept of it; `watcher check` keeps one with each revision")
    except OSError as error:
        raise WatcherError(
            f"{folder}: cannot be written: {error.strerror}; see to the folder, its space and rights"
        ) from None
    if missing := len(revisions) - count:
        asked.note(f"{ref}: no page is kept of {counted(missing, 'revision')}")
    return {"watch": watch.id, "file": str(path), "pages": count, "without_page": missing}


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    """A file that takes the place of `path` when all went well: an older archive may hold pages that are not kept any
    more."""
    partial = path.with_name(f".{path.name}.partial")
    try:
        with partial.open("wb") as file:
            yield file
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _kept(pages: Iterator[tuple[Revision, Page | None]]) -> Iterator[tuple[Revision, Page]]:
    return ((revision, page) for revision, page in pages if page is not None)
