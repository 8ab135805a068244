"""What `export` writes: a watch and its revisions as documents that `import` reads."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from watcher.cli import shapes
from watcher.cli.opening import existing, newest
from watcher.extract.documents.mirror import written_mirror
from watcher.model import Revision, Watch, WatchId
from watcher.review import disclosures
from watcher.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """`name` is fit to be a file's. `revision` is the newest one in it."""

    watch: WatchId
    revision: int
    name: str
    text: str


def exported(store: Store, watch: Watch, number: int | None, form: str) -> Document:
    """The revision `number` in one of FORMS; None means all, or the newest where one fits. Raises NotFound."""
    revisions = store.revisions(watch.id) if number is None else [existing(store, watch, number)]
    return FORMS[form](store, watch, revisions or [newest(store, watch)])


def _jsonl(store: Store, watch: Watch, revisions: Sequence[Revision]) -> Document:
    about = shapes.watch(watch)
    told = disclosures(store, revisions)
    lines = (
        about | shapes.revision(one, told[watch.id, one.number]) | {"article": one.article.to_dict()}
        for one in revisions
    )
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    return Document(watch=watch.id, revision=revisions[-1].number, name=f"{watch.id}.jsonl", text=text)


def _mirror(_: Store, watch: Watch, revisions: Sequence[Revision]) -> Document:
    last = revisions[-1]
    text = written_mirror(last.article, last.first_seen_at)
    return Document(watch=watch.id, revision=last.number, name=f"{watch.id}-{last.number}.txt", text=text)


FORMS: Mapping[str, Callable[[Store, Watch, Sequence[Revision]], Document]] = {"jsonl": _jsonl, "mirror": _mirror}
