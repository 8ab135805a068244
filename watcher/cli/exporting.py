"""Taking articles out: export."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

import click

from watcher.cli.asked import Asked, Command, one_of, put, put_json
from watcher.cli.completing import refs, tags
from watcher.cli.documents import FORMS, Document, exported, replacing
from watcher.cli.opening import numbered, opened
from watcher.cli.terminal import counted
from watcher.errors import NotFound, UsageError, WatcherError
from watcher.model import Watch
from watcher.settings import LANGUAGES
from watcher.store import Store

_NAMED = 10  # articles that are named where they are left out

T = TypeVar("T")
Chosen = Sequence[tuple[Watch, int | None]]
Write = Callable[[Watch, int | None], T]
Shape = dict[str, object]
Place = tuple[Path, str | None]  # a folder, and the name of the one file that is to be written there


@click.command(cls=Command)
@click.argument("refs", metavar="[REF[@N]]...", nargs=-1, shell_complete=refs)
@click.option("--all", "everything", is_flag=True, help="All articles.")
@click.option("--tag", metavar="T", shell_complete=tags, help="All articles with this tag.")
@click.option(
    "--format", "form", type=click.Choice([*FORMS, "warc"]), default="jsonl", show_default=True, help="The form."
)
@click.option(
    "--language", type=one_of(LANGUAGES), metavar="L", help='What a page of html speaks, such as "de"; en by default.'
)
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), metavar="DIR", help="Write a file each, into DIR, or one file."
)
@click.pass_obj
def export(
    asked: Asked,
    refs: tuple[str, ...],
    *,
    everything: bool,
    tag: str | None,
    form: str,
    language: str | None,
    output: Path | None,
) -> None:
    """Write articles out, for programs, readers and archives.

    jsonl is the whole history, a line for each revision, mirror the newest revision as a mirrored document. `watcher
    import` tracks the articles of both and takes the revision of a mirrored document; `watcher backup` and `watcher
    restore` move histories. html and markdown are the history for readers: what each revision changed, the newest text
    and the first one; a page of html is one file and loads nothing. warc is an archive of the pages as they came, for
    tools of web archives, and needs a directory. REF@N is the revision N alone, with what it changed.

    \b
    watcher export 7 --format html -o story.html
    watcher export --all --format warc -o archive
    """
    if (everything or tag is not None) == bool(refs):
        raise UsageError("name the articles, or take them all with --all, or those of a tag with --tag")
    if output is None and form == "warc":
        raise UsageError("an archive needs a directory; name one with --output")
    if language and form != "html":
        raise UsageError("only a page speaks other languages: --format html")
    spoken = language or LANGUAGES[0]
    with opened(asked, readonly=True) as store:
        every = [] if refs else [(watch, None) for watch in store.watches.listed(tag=tag)]
        chosen = [numbered(store, ref) for ref in refs] or every
        if output is not None:
            place = _place(output, form, len(chosen))
            write = _saver(asked, store, form, spoken, place)
            _put_files(asked, _each(asked, chosen, write, everything=not refs), place[0])
        else:
            found = _each(asked, chosen, partial(exported, store, form, spoken), everything=not refs)
            _put(asked, found, form, len(chosen))
    if not chosen:
        asked.note(
            "no such article; `watcher list` shows all" if tag else "nothing is tracked; `watcher add URL` begins"
        )


def _each(asked: Asked, chosen: Chosen, write: Write[T], *, everything: bool) -> Iterator[T]:
    """What `write` gives for each one chosen. Raises NotFound where there is nothing to write of one; where everything
    is asked for, that is left out, and told."""
    left: list[str] = []
    for watch, number in chosen:
        try:
            written = write(watch, number)
        except NotFound:
            if not everything:
                raise
            left.append(str(watch.id))
        else:
            yield written
    if left:
        named = ", ".join(left[:_NAMED]) + " …" * (len(left) > _NAMED)
        asked.note(f"{counted(len(left), 'article')} left out, of which nothing is kept that could be written: {named}")


def _put(asked: Asked, documents: Iterator[Document], form: str, count: int) -> None:
    """Raises UsageError where several cannot stand one below the other."""
    if form == "jsonl":
        put(document.text.rstrip("\n") for document in documents)
    elif asked.json:
        put_json([_shape(document) | {"text": document.text} for document in documents])
    elif count > 1:
        raise UsageError("several documents need a directory; name one with --output")
    else:
        put(document.text.rstrip("\n") for document in documents)


def _put_files(asked: Asked, files: Iterator[Shape], folder: Path) -> None:
    """Raises WatcherError where nothing can be written."""
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in files:
            written.append(file)
    except OSError as error:
        raise WatcherError(
            f"{folder}: cannot be written: {error.strerror}; see to the folder, its space and rights"
        ) from None
    if asked.json:
        put_json(written)
    if len(written) == 1 or asked.loudness > 0:
        for file in written:
            asked.note(f"{file['file']}: written")
    else:
        asked.note(f"{folder}: {counted(len(written), 'file')} written")


def _place(output: Path, form: str, count: int) -> Place:
    """`output` as a folder, or as a file of the form's ending. Raises UsageError where several would be written into
    the file."""
    if form not in FORMS or output.suffix != f".{FORMS[form][0]}" or output.is_dir():
        return output, None
    if count > 1:
        raise UsageError(f"{output}: several documents need a directory; name one with --output")
    return output.parent, output.name


def _saver(asked: Asked, store: Store, form: str, language: str, place: Place) -> Write[Shape]:
    """What writes one article into the folder and says what it wrote. Raises OSError and NotFound."""
    if form == "warc":
        # Imported here because warcio takes 60 ms, and archives are written seldom.
        from watcher.cli.archives import archived  # noqa: PLC0415

        return partial(archived, asked, store, place[0])
    return partial(_saved, partial(exported, store, form, language), place)


def _saved(write: Write[Document], place: Place, watch: Watch, number: int | None) -> Shape:
    document = write(watch, number)
    folder, name = place
    path = folder / (name or document.name)
    with replacing(path) as file:
        file.write(document.text.encode("utf-8", "backslashreplace"))
    return _shape(document) | {"file": str(path)}


def _shape(document: Document) -> Shape:
    return {
        "watch": document.watch, "revision": document.revision, "format": document.form, "name": document.name,
    }  # fmt: skip
