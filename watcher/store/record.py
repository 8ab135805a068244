"""What one finding writes: all of it, or nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from watcher.errors import StoreError
from watcher.model import Article, Drift, Finding, Outcome, Page, Revision, Standing
from watcher.store import (
    alike,
    articles,
    captures,
    codec,
    folding,
    heads,
    history,
    indexing,
    outbox,
    pages,
    proof,
    repeated,
)
from watcher.store.archive import Packed
from watcher.store.codec import Row
from watcher.store.letters import alert_columns
from watcher.store.queries import Queries
from watcher.store.texts import columns_in, text_of
from watcher.urls import identity

_SQL = Queries("record")
_ENDING = 5  # how many of look_row tell how a look ended


def steady(finding: Finding) -> bool:
    """Whether a plain look found the article where it was and as it was, and nothing is suspected."""
    watch = finding.watch
    is_as_it_was = finding.outcome is Outcome.SAME and watch.standing is Standing.PRESENT and not finding.why
    return is_as_it_was and watch.suspicion is None and not watch.turns


def add_looks(connection: sqlite3.Connection, looks: Sequence[Row]) -> int:
    """Writes looks (codec.look_row), many at the price of one; those at watches that were removed meanwhile are
    passed over. Gives how many were written."""
    written = 0
    for distinct in _distinct(looks):
        changed = _SQL.run(connection, "look_states", looks=codec.to_json(distinct)).rowcount
        _add_endings(connection, [look[:_ENDING] for look in distinct], changed)
        written += changed
    return written


def add_steady_looks(connection: sqlite3.Connection, looks: Sequence[Row]) -> None:
    """The same of looks that were `steady` (codec.steady_row), at less than half the price."""
    for distinct in _distinct(looks):
        changed = _SQL.run(connection, "steady_states", looks=codec.to_json(distinct)).rowcount
        times = codec.to_json([look[:2] for look in distinct])
        if _SQL.run(connection, "extend_steady", looks=times).rowcount < changed:
            endings = [(look[0], look[1], Outcome.SAME.value, "") for look in distinct]
            _SQL.run(connection, "begin_looks", endings=codec.to_json(endings))
        _SQL.run(connection, "seen_again", looks=codec.to_json([(look[0], look[-1]) for look in distinct]))


def record(connection: sqlite3.Connection, finding: Finding, page: Packed | None) -> Drift | None:
    """Writes all of `finding`; nothing where its watch was removed meanwhile or its article is another watch's. Gives
    the drift of its site that shows with it, None where none does.

    `page` is finding.page ready to be stored, None where there is none or its bytes are kept already. Raises
    StoreError where the revision's number is taken: somebody else looked meanwhile.
    """
    if not add_looks(connection, [codec.look_row(finding)]):
        return None
    if folding.folded(connection, finding):
        return None
    if finding.reread is not None:
        _reread(connection, finding)
    former = None
    if finding.revision is not None:
        former = _add_revision(connection, finding.revision, finding.page)
        if page is not None:
            pages.add(connection, finding.watch.id, finding.revision.number, page)
        captures.want(connection, finding)
    address = identity(finding.watch.url)
    if address != finding.watch.key:
        _SQL.run(connection, "add_address", key=address, watch_id=finding.watch.id)
    if finding.counted is not None:
        stood = former if finding.reread is None else None
        repeated.count(connection, finding.watch, finding.counted, finding.at, stood)
    outbox.settle_held(connection, finding.watch.id, finding.undone, finding.release, finding.at)
    _add_event_and_alerts(connection, finding)
    if finding.revision is None:
        return None
    return alike.count(connection, finding.watch, finding.revision, finding.operator)


def _add_endings(connection: sqlite3.Connection, endings: Sequence[Row], watches: int) -> None:
    """Writes how looks ended, (watch, time, outcome, why, time as a number) of each, at so many `watches` that are
    there."""
    # One statement for all of them: each statement gives the interpreter lock away and, beside a busy thread, waits
    # milliseconds to get it back.
    text = codec.to_json(endings)
    if _SQL.run(connection, "extend_looks", endings=text).rowcount < watches:
        _SQL.run(connection, "begin_looks", endings=text)
    if again := [(watch, at) for watch, _, outcome, _, at in endings if outcome == Outcome.SAME.value]:
        _SQL.run(connection, "seen_again", looks=codec.to_json(again))


def _distinct(looks: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """The looks, in their order, in groups that have no watch twice."""
    while looks:
        group: dict[object, Row] = {}
        later = []
        for look in looks:
            if group.setdefault(look[0], look) is not look:
                later.append(look)
        yield tuple(group.values())
        looks = later


def _reread(connection: sqlite3.Connection, finding: Finding) -> None:
    article = finding.reread
    if article is None or not finding.extractor:
        raise ValueError("a reread article needs the version of the extractor that read it")
    columns = {"digest": bytes.fromhex(article.digest()), "extractor": finding.extractor}
    watch_id = finding.watch.id
    _SQL.run(connection, "title", id=watch_id, title=article.title)
    for row in _SQL.all(connection, "reread_revision", watch_id=watch_id, **columns):
        number = row["number"]
        own = articles.kept(connection, watch_id, number)
        changes = columns_in(own.text) if own else []
        before = articles.sound(connection, watch_id, number - 1)
        text = text_of(codec.article_json(article), changes)
        if own:
            indexing.forget(connection, watch_id, own, before)
        articles.add(connection, watch_id, number, text, before)
        indexing.index(connection, watch_id, number, article, indexing.last_in(before))
        history.speak(connection, watch_id, number, article.language)
        proof.seal(connection, watch_id, number, text)


def _add_revision(connection: sqlite3.Connection, revision: Revision, page: Page | None) -> Article | None:
    """`page` is the one it was read from. Gives the article before, None where there is none that can be read."""
    of = {"watch_id": revision.watch_id, "number": revision.number}
    came = heads.text_of(page)
    columns = codec.revision_columns(revision, page.digest() if page else None) | {"heads": heads.digest(came)}
    try:
        _SQL.run(connection, "add_revision", **columns)
    except sqlite3.IntegrityError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY:
            raise
        taken = f"watch {revision.watch_id}: revision {revision.number} is there already"
        raise StoreError(f"{taken}, recorded by another look; look again") from error
    changes = [codec.change_columns(change) for change in revision.changes]
    kinds = [change.kind for change in revision.changes]
    if not history.NOTICES.isdisjoint(kinds):
        _SQL.run(connection, "add_notice", **of)
    before = articles.sound(connection, revision.watch_id, revision.number - 1)
    text = text_of(codec.article_json(revision.article), changes)
    articles.add(connection, revision.watch_id, revision.number, text, before)
    if came is not None:
        heads.add(connection, revision.watch_id, revision.number, came)
    former = indexing.last_in(before)
    if former is None or former.title != revision.article.title:
        _SQL.run(connection, "title", id=revision.watch_id, title=revision.article.title)
    indexing.index(connection, revision.watch_id, revision.number, revision.article, former)
    language = revision.article.language
    history.enter(connection, revision.watch_id, revision.number, language=language, kinds=kinds, facts=revision.facts)
    proof.seal(connection, revision.watch_id, revision.number, text)
    return former


def _add_event_and_alerts(connection: sqlite3.Connection, finding: Finding) -> None:
    watch_id, event, event_id = finding.watch.id, finding.event, None
    if event is not None:
        event_id = _SQL.run(connection, "add_event", watch_id=watch_id, **codec.event_columns(event)).lastrowid
    for alert in finding.alerts:
        tells_event = event is not None and not alert.changes
        _SQL.run(
            connection,
            "add_alert",
            watch_id=watch_id,
            number=None if tells_event or finding.revision is None else finding.revision.number,
            event_id=event_id if tells_event else None,
            **alert_columns(connection, alert, finding.at),
        )
