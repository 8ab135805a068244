"""What `export` writes of a watch: its history for programs and for readers, or a document that `import` reads."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from watcher.cli import shapes
from watcher.cli.markdown_history import history
from watcher.cli.opening import existing, newest
from watcher.extract.documents.mirror import written_mirror
from watcher.model import Revision, Watch, WatchId
from watcher.review import disclosures
from watcher.store import Store

Written = Callable[[Store, Watch, Sequence[Revision], str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """`name` is fit to be a file's. `revision` is the newest one in it."""

    watch: WatchId
    revision: int
    form: str
    name: str
    text: str


def exported(store: Store, form: str, language: str, watch: Watch, number: int | None) -> Document:
    """The revision `number` in one of FORMS; None means all, or the newest where one fits. A page speaks one of
    LANGUAGES. Raises NotFound."""
    revisions = store.history.revisions(watch.id) if number is None else [existing(store, watch, number)]
    revisions = revisions or [newest(store, watch)]
    last, (ending, written) = revisions[-1].number, FORMS[form]
    about = f"-{last}" if form == "mirror" or number is not None else ""
    return Document(
        watch=watch.id, revision=last, form=form, name=f"{watch.id}{about}.{ending}",
        text=written(store, watch, revisions, language),
    )  # fmt: skip


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file that takes the place of `path` when all went well: an older one may hold what is not kept any more."""
    partial = path.with_name(f".{path.name}.partial")
    try:
        with partial.open("wb") as file:
            yield file
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _jsonl(store: Store, watch: Watch, revisions: Sequence[Revision], _: str) -> str:
    about = shapes.watch(watch)
    told, seals = disclosures(store.history, revisions), store.history.seals(watch.id)
    lines = (
        about | shapes.revision(one, told[watch.id, one.number]) | {"seal": shapes.seal(seals.get(one.number))}
        | {"article": one.article.to_dict()}
        for one in revisions
    )  # fmt: skip
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def _html(store: Store, watch: Watch, revisions: Sequence[Revision], language: str) -> str:
    # Imported here because the pages take 300 ms, and documents are written seldom.
    from watcher.web.document import document  # noqa: PLC0415
    from watcher.web.rendering import words_in  # noqa: PLC0415

    return document(store, watch, revisions, words_in(language))


def _markdown(store: Store, watch: Watch, revisions: Sequence[Revision], _: str) -> str:
    return "\n\n".join(history(store, watch, revisions)) + "\n"


def _mirror(_: Store, __: Watch, revisions: Sequence[Revision], ___: str) -> str:
    return written_mirror(revisions[-1].article, revisions[-1].first_seen_at)


FORMS: Mapping[str, tuple[str, Written]] = {
    "jsonl": ("jsonl", _jsonl), "html": ("html", _html), "markdown": ("md", _markdown), "mirror": ("txt", _mirror)
}  # fmt: skip
"""The ending of a file's name, and what is written into it, by what `--format` says."""
