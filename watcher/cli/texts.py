"""Texts beside each other and by themselves: diff, extract, export."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

import click

from watcher.cli import shapes, terminal
from watcher.cli.asked import Asked, Command, put, put_json, put_paged
from watcher.cli.documents import FORMS, Document, exported
from watcher.cli.explaining import explanation_lines
from watcher.cli.opening import known_of, numbered, opened, settings_of
from watcher.cli.pages import explanation_in, fetched, saved_bytes
from watcher.cli.reading import article_lines
from watcher.cli.showing import shown
from watcher.cli.sides import comparison
from watcher.errors import UsageError, WatcherError
from watcher.extract.rule_files import load
from watcher.urls import is_web

_FORMS = ("text", "markdown", "html", "json")


@click.command(cls=Command)
@click.argument("place", metavar="PAGE")
@click.option("--url", metavar="URL", help="The address of a saved page.")
@click.option("--explain", is_flag=True, help="Say what on the page gave each field, and what was not read.")
@click.pass_obj
def extract(asked: Asked, place: str, url: str | None, *, explain: bool) -> None:
    """Read the article out of a page.

    PAGE is a file, "-" for standard input, or an address. Files may be saved pages, mirrored documents, Deutsche
    Welle's JSON, or an article's own. What the database knows the site to repeat is left out.
    """
    settings = settings_of(asked)
    rules, known = load(settings.sites), partial(known_of, settings)
    if is_web(place):
        page = asyncio.run(fetched(place, settings))
        found = explanation_in(page.body, place, page.url, rules, content_type=page.content_type, known=known)
    else:
        found = explanation_in(saved_bytes(place), place, url, rules, known=known)
    if asked.json:
        put_json(shapes.explanation(found) if explain else found.article.to_dict())
        return
    out = terminal.screen(sys.stdout)
    put_paged(explanation_lines(found, out) if explain else article_lines(found.article, out), colour=out.colour)


@click.command(cls=Command)
@click.argument("first", metavar="REF|OLD")
@click.argument("second", metavar="[A..B|NEW]", required=False)
@click.option("--url", metavar="URL", help="The address of two saved pages.")
@click.option("--format", "form", type=click.Choice(_FORMS), default="text", show_default=True, help="How to write it.")
@click.option("--side-by-side", is_flag=True, help="In two columns, as text or HTML.")
@click.option("--words/--chars", default=True, help="Mark whole words, or just the characters that differ.")
@click.pass_obj
def diff(
    asked: Asked, first: str, second: str | None, *, url: str | None, form: str, side_by_side: bool, words: bool
) -> None:
    """Show what differs between two revisions, or two files.

    REF shows what its last revision changed, REF@N what N changed, REF A..B what changed from A to B. Files may be
    saved pages, mirrored documents, or articles' JSON.
    """
    found = comparison(asked, first, second, url)
    found = found if words else found.finer()
    if asked.json or form == "json":
        put_json(shapes.comparison(found))
        return
    out = terminal.screen(sys.stdout)
    put_paged(shown(found, form, out, side_by_side=side_by_side), colour=out.colour)
    if not found.changes:
        asked.note("a reader would see no difference")


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
