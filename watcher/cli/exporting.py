"""Taking articles out: export."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from watcher.cli.asked import Asked, Command, put, put_json
from watcher.cli.documents import FORMS, Document, exported
from watcher.cli.opening import numbered, opened
from watcher.errors import UsageError, WatcherError


@click.command(cls=Command)
@click.argument("refs", metavar="REF[@N]...", nargs=-1, required=True)
@click.option(
    "--format", "form", type=click.Choice([*FORMS, "warc"]), default="jsonl", show_default=True, help="The form."
)
@click.option("--output", "-o", type=click.Path(path_type=Path), metavar="DIR", help="Write a file each, into DIR.")
@click.pass_obj
def export(asked: Asked, refs: tuple[str, ...], *, form: str, output: Path | None) -> None:
    """Write articles out, as documents or JSON lines.

    `watcher import` reads both. jsonl is the whole history, a line for each revision; mirror is the newest revision
    as a mirrored document; warc is an archive of the pages as they came, for tools of web archives, and needs a
    directory. REF@N is the revision N alone.
    """
    if form == "warc":
        _archive(asked, refs, output)
        return
    with opened(asked, readonly=True) as store:
        documents = [exported(store, *numbered(store, ref), form) for ref in refs]
    if output is None:
        if form == "mirror" and asked.json:
            put_json([_shape(document, form) for document in documents])
            return
        if form == "mirror" and len(documents) > 1:
            raise UsageError("several documents need a directory; name one with --output")
        put(document.text.rstrip("\n") for document in documents)
        return
    for path in _saved(documents, output):
        asked.note(f"{path}: written")


def _archive(asked: Asked, refs: tuple[str, ...], output: Path | None) -> None:
    if output is None:
        raise UsageError("an archive needs a directory; name one with --output")
    # Imported here because warcio takes 60 ms, and archives are written seldom.
    from watcher.cli.archives import archived  # noqa: PLC0415

    with opened(asked, readonly=True) as store:
        written = [archived(asked, store, ref, output) for ref in refs]
    if asked.json:
        put_json(written)
    for each in written:
        asked.note(f"{each['file']}: written")


def _shape(document: Document, form: str) -> dict[str, object]:
    return {
        "watch": document.watch, "revision": document.revision, "format": form, "name": document.name,
        "text": document.text,
    }  # fmt: skip


def _saved(documents: Iterable[Document], folder: Path) -> Iterator[Path]:
    """The files written. Raises WatcherError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for document in documents:
            path = folder / document.name
            path.write_text(document.text, encoding="utf-8", errors="backslashreplace")
            yield path
    except OSError as error:
        raise WatcherError(f"{folder}: cannot be written: {error.strerror}; see to its permissions") from None
