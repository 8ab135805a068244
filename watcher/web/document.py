"""The history of one article as a page that stands by itself: one file, no script, nothing that is loaded."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import resources

from watcher.model import Entry, Revision, Watch
from watcher.notify.wording import Wording
from watcher.review import Difference, edits
from watcher.store import Store
from watcher.web.article import life
from watcher.web.difference import Told, told, verdicts_of
from watcher.web.rendering import rendered
from watcher.web.stream import UTC_ZONE, Shown, shown, spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What a revision changed, and between which looks."""

    number: int
    seen: str
    language: str
    verdicts: tuple[str, ...]
    changes: tuple[Told, ...]


def document(store: Store, watch: Watch, revisions: Sequence[Revision], words: Wording) -> str:
    """The page of all revisions, the newest edit first, with the newest text and the first one; or of one revision:
    what it changed, and its text."""
    last, whole = revisions[-1], len(revisions) == len(store.history.marks(watch.id))
    looks, events = store.history.looks(watch.id), store.history.events(watch.id)
    entries = store.history.entries(watch_id=watch.id) if whole else []
    return rendered(
        "document.html", words, root="", watch=watch, style=_style(), title=last.article.title or watch.url,
        whole=whole, language_=spoken(last.article.language), looks=sum(look.count for look in looks), marks=revisions,
        life=life(looks, revisions, events) if whole else None, entries=list(_listed(entries, words)),
        edits=[_edit(found, words) for found in edits(store.history, watch.id, revisions)],
        texts=[last, revisions[0]] if len(revisions) > 1 else [last],
        seals={number: seal.seal.hex() for number, seal in store.history.seals(watch.id).items()},
    )  # fmt: skip


def _style() -> str:
    return (resources.files("watcher.web") / "static" / "style.css").read_text(encoding="utf-8")


def _listed(entries: Iterable[Entry], words: Wording) -> Iterator[Shown]:
    """Edits and events, the newest first; edits lead to what they changed, and quote nothing of it."""
    for entry in reversed(list(entries)):
        number = entry.revision.number if entry.revision else 0
        yield replace(shown(entry, words), href=f"#r{number}", excerpt=())


def _edit(found: Difference, words: Wording) -> Edit:
    new = found.new
    return Edit(
        number=new.number,
        seen=words.seen(new.seen_after, new.first_seen_at, UTC_ZONE),
        language=spoken(new.article.language),
        verdicts=tuple(verdicts_of(found, words)),
        changes=tuple(told(found, words, sys.maxsize)),
    )
