"""The history of one article in Markdown: what it is, what each revision changed, and its text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from watcher.cli.difference import difference
from watcher.cli.markdown_article import article_markdown, heading, quoted
from watcher.cli.showing import written
from watcher.cli.terminal import Screen, counted, instant, plain
from watcher.model import Event, Revision, Watch
from watcher.notify.markup import Line, address_escaped
from watcher.notify.telling import verdicts
from watcher.notify.wording import wording
from watcher.review import Difference, edits
from watcher.store import Store

_UTC = ZoneInfo("UTC")


def history(store: Store, watch: Watch, revisions: Sequence[Revision]) -> Iterator[str]:
    """The parts of a document, an empty line between them: of all revisions, the newest edit first, with the newest
    text and the first one; or of one revision, what it changed, and its text."""
    first, last = revisions[0], revisions[-1]
    yield heading(last.article.title or watch.url, 1)
    yield f"<{address_escaped(plain(watch.url))}>"
    if len(revisions) == len(store.history.marks(watch.id)):
        looks = sum(look.count for look in store.history.looks(watch.id))
        yield f"{watch.standing} · {counted(looks, 'look')} · {counted(len(revisions), 'revision')}"
        yield from map(_event, reversed(store.history.events(watch.id)))
    seals = {number: seal.seal.hex() for number, seal in store.history.seals(watch.id).items()}
    for found in edits(store.history, watch.id, revisions):
        yield from _edit(found, seals.pop(found.new.number, ""))
    for revision in dict.fromkeys((last.number, first.number)):
        shown = last if revision == last.number else first
        yield f"## The text of revision {revision}"
        yield f"Seen from {instant(shown.first_seen_at)} to {instant(shown.last_seen_at)}"
        if seal := seals.get(revision):
            yield f"Seal {seal}"
        yield from article_markdown(shown.article, 3)


def _event(event: Event) -> str:
    return f"{instant(event.at)} · {wording().phrase(event.kind)} · {quoted(event.why)}"


def _edit(found: Difference, seal: str) -> Iterator[str]:
    new = found.new
    yield f"## Revision {new.number}"
    yield wording().seen(new.seen_after, new.first_seen_at, _UTC)
    if seal:
        yield f"Seal {seal}"
    dated = new.article.modified_at is not None
    yield from verdicts(
        found.changes, found.disclosures, stealth=found.stealth, bumped=found.bumped, dated=dated, back=new.reverts_to
    )  # fmt: skip
    lines: list[Line] = list(difference(found.old.article, new.article, found.changes, found.disclosures))
    yield from written(lines, "markdown", Screen())
