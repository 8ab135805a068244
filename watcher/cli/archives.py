"""What `export --format warc` writes: the kept pages of a watch, a file each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

from watcher.cli.asked import Asked
from watcher.cli.documents import replacing
from watcher.cli.opening import existing
from watcher.cli.terminal import counted
from watcher.errors import NotFound
from watcher.model import Revision, Watch
from watcher.store import Store
from watcher.warc import Sealed, write_warc


def archived(asked: Asked, store: Store, folder: Path, watch: Watch, number: int | None) -> dict[str, object]:
    """Writes the pages of the revision `number`, or of all revisions, into the folder; gives what was written. Raises
    NotFound where no page is kept, OSError where nothing can be written."""
    revisions = store.history.revisions(watch.id) if number is None else [existing(store, watch, number)]
    ref = f"{watch.id}{f'@{number}' if number is not None else ''}"
    path = folder / f"{ref.replace('@', '-')}.warc.gz"
    with replacing(path) as file:
        count = write_warc(file, f"watcher/{version('watcher')}", _kept(store, revisions))
        if not count:
            raise NotFound(f"{ref}: no page is kept of it; `watcher check` keeps one with each revision")
    if missing := len(revisions) - count:
        asked.note(f"{ref}: no page is kept of {counted(missing, 'revision')}")
    return {"watch": watch.id, "file": str(path), "pages": count, "without_page": missing}


def _kept(store: Store, revisions: Sequence[Revision]) -> Iterator[Sealed]:
    seals = store.history.seals(revisions[0].watch_id) if revisions else {}
    for revision in revisions:
        page, seal = store.history.received(revision.watch_id, revision.number), seals.get(revision.number)
        if page is not None:
            yield Sealed(revision=revision, page=page, seal=seal.seal.hex() if seal else None)
