"""Looking over everything that was recorded: SQLite's own structure, every seal, every page, the search.

It reads beside a daemon, fifty watches at one state of the database, and a few revisions and pages in memory.
Only to look over the search index it takes the writer's place, about a second for 100,000 revisions.
"""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Iterator, Set
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

from watcher.errors import BadArticle, StoreDamaged, StoreError
from watcher.model import Flaw, Verified, WatchId
from watcher.store import archive, codec, heads, sqlite
from watcher.store.articles import Kept, Unpacking
from watcher.store.history import NOTICES
from watcher.store.indexing import brought
from watcher.store.proof import page_sealed, sealed
from watcher.store.queries import Queries
from watcher.store.texts import article_in, changes_in, title_in

_SQL = Queries("verify")
_AT_ONCE = 50  # watches read at one state of the database
_LAST = 8  # words of a revision by which it is searched
_KEPT = 4  # bodies of pages kept in memory, on which the next ones are built
_SEALED = ("articles", "notices", "seals", "revisions", "pages", "heads")

Found = Callable[[Flaw], None]
Onward = Callable[[int], None]


def count(path: Path) -> int:
    """How many revisions there are to be looked over. Raises StoreError."""
    with sqlite.explained(path), closing(sqlite.readable(path)) as connection:
        return int(_SQL.all(connection, "count")[0]["count"])


def verified(path: Path, *, found: Found, onward: Onward) -> Verified:
    """Looks over the database at `path`, of today's schema: `found` is told of each flaw, `onward` of revisions that
    were looked over. Raises StoreError where it cannot be read at all."""
    flaws = 0

    def count_and_tell(flaw: Flaw) -> None:
        nonlocal flaws
        flaws += 1
        found(flaw)

    with (
        sqlite.explained(path),
        closing(sqlite.readable(path)) as connection,
        sqlite.breakable(connection, onward),
    ):
        # What is no UTF-8 was changed, and is to be compared like everything else.
        connection.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
        for flaw in _structure(connection):
            count_and_tell(flaw)
        seen = _watches(connection, count_and_tell, onward)
    searched = _search(path, count_and_tell, onward)
    return replace(seen, flaws=flaws, search=searched)


def _structure(connection: sqlite3.Connection) -> Iterator[Flaw]:
    """What SQLite finds, and what belongs to nothing."""
    try:
        for row in _SQL.run(connection, "integrity"):
            if row[0] != "ok":
                yield Flaw(what=f"the database file: {row[0]}")
        for row in _SQL.run(connection, "foreign_keys"):
            if row["table"] not in _SEALED:
                which = "a row" if row["rowid"] is None else f"row {row['rowid']}"
                yield Flaw(what=f"{which} of the table {row['table']} belongs to nothing in {row['parent']}")
        for row in _SQL.run(connection, "orphans"):
            yield Flaw(what=f"{row['what']} belongs to nothing", watch_id=row["watch_id"], number=row["number"])
    except sqlite3.DatabaseError as error:
        _go_on(error)
        yield Flaw(what=f"the database file cannot be read whole: {error}")


def _watches(connection: sqlite3.Connection, found: Found, onward: Onward) -> Verified:
    watches = revisions = pages = after = 0
    while ids := _some(connection, after):
        for watch_id in ids:
            try:
                own = _Watch(connection, watch_id, found)
                own.look_over(onward)
                revisions, pages = revisions + own.revisions, pages + own.pages
            except sqlite3.DatabaseError as error:
                _go_on(error)
                found(Flaw(what=f"it cannot be read: {error}", watch_id=watch_id))
        connection.rollback()
        watches, after = watches + len(ids), ids[-1]
    connection.rollback()
    return Verified(watches=watches, revisions=revisions, pages=pages)


def _some(connection: sqlite3.Connection, after: int) -> list[WatchId]:
    """The next watches, in a transaction in which everything of them is read."""
    connection.execute("BEGIN")
    return [WatchId(row["id"]) for row in _SQL.all(connection, "watches", after=after, limit=_AT_ONCE)]


class _Watch:
    """One watch, looked over: how many `revisions` and `pages` it has."""

    def __init__(self, connection: sqlite3.Connection, watch_id: WatchId, found: Found) -> None:
        self.revisions = self.pages = 0
        self._connection = connection
        self._id = watch_id
        self._found = found
        self._texts = Unpacking(watch_id)
        self._sound: Kept | None = None
        self._bodies: OrderedDict[int, bytes] = OrderedDict()
        self._came: dict[int, str] = {}

    def look_over(self, onward: Onward) -> None:
        before: sqlite3.Row | None = None
        for row in _SQL.run(self._connection, "revisions", watch_id=self._id):
            self._revision(row, before)
            before = row
            self.revisions += 1
            onward(1)
        if before is not None:
            self._newest(before)
        self._pages()
        self._heads()

    def _revision(self, row: sqlite3.Row, before: sqlite3.Row | None) -> None:
        number = row["number"]
        for missing in range(before["number"] + 1 if before else 1, number)[:1]:
            self._tell(missing, "it is missing")
        text = self._text(row)
        if text is None:
            return
        if row["seal"] is None:
            self._tell(number, "its seal is missing")
            return
        follows, last_seen_at = (before["seal"], before["last_seen_at"]) if before else (None, None)
        try:
            today = sealed(row, text, follows, last_seen_at)
            kinds = {change.kind for change in changes_in(text)}
        except StoreDamaged:
            self._tell(number, "its changes are not those that were recorded")
            return
        if row["seal"] != today.seal and not _is_recorded(text, row["digest"]):
            self._tell(number, "its article is not the one that was recorded")
        elif row["seal"] != today.seal or not _is_listed(row, kinds):
            also = f", when revision {before['number']} was last seen" if before else ""
            self._tell(number, f"what stands beside its article was changed: times, changes, marks{also}")
        else:
            self._searched(row["id"], Kept(number=number, text=text))

    def _searched(self, article_id: int, own: Kept) -> None:
        """Whether the search knows a sound revision by what it brought, where the one before it is sound, too."""
        before, self._sound = self._sound, own
        if own.number > 1 and (before is None or before.number != own.number - 1):
            return
        words = " ".join(brought(own, before).split()[-_LAST:])
        if words and not _SQL.one(self._connection, "searched", query=f'"{words}"', id=article_id):
            self._tell(own.number, "the search does not know it")

    def _text(self, row: sqlite3.Row) -> bytes | None:
        """What is kept of its article; None where that is told."""
        if row["body"] is None:
            self._tell(row["number"], "its article is missing")
            return None
        try:
            return self._texts.unpacked(row).text
        except StoreDamaged:
            self._tell(row["number"], "its article cannot be read any more, or one that it rests on")
            return None

    def _newest(self, row: sqlite3.Row) -> None:
        """When it was last seen is in no seal yet: the looks tell. The headline in lists is its own."""
        told = _SQL.all(self._connection, "last_same", watch_id=self._id)[0]
        last = told["at"] or ""
        sound = self._sound
        if sound and sound.number == row["number"] and told["title"] != title_in(sound.text):
            self._tell(row["number"], "the headline in lists is not its own")
        with suppress(StoreDamaged):
            seen, first = (codec.stamp(codec.time_of(row[name])) for name in ("last_seen_at", "first_seen_at"))
            if seen == max(last, first):
                return
        self._tell(row["number"], "when it was last seen is not what the looks tell")

    def _pages(self) -> None:
        missing = {
            row["digest"]: row["number"] for row in _SQL.all(self._connection, "missing_pages", watch_id=self._id)
        }
        for row in _SQL.run(self._connection, "pages", watch_id=self._id):
            missing.pop(row["digest"], None)
            self._page(row)
            self.pages += 1
        for number in missing.values():
            self._tell(number, "its page is missing")

    def _page(self, row: sqlite3.Row) -> None:
        number = row["number"]
        try:
            body = self._body(row)
        except StoreError:
            self._tell(number, "its page cannot be read any more, or is not the one that was received")
            return
        came = self._came[number] = self._came.get(row["base"], "") if row["came"] is None else row["came"]
        try:
            whole = row["seal"] == page_sealed(row, came)
            whole = whole and came == codec.to_json(archive.came_in(came))
        except StoreDamaged:
            whole = False
        if not whole or row["size"] != len(body):
            self._tell(number, "what is kept of its page beside the bytes is not what was recorded")
        self._bodies[number] = body
        if len(self._bodies) > _KEPT:
            self._bodies.popitem(last=False)

    def _heads(self) -> None:
        for row in _SQL.run(self._connection, "heads", watch_id=self._id):
            number = row["number"]
            if row["body"] is None:
                self._tell(number, "what was kept of how its page was asked for and answered is missing")
                continue
            try:
                heads.checked(self._connection, row)
            except StoreError:
                self._tell(number, "what is kept of how its page was asked for and answered is not what was recorded")

    def _body(self, row: sqlite3.Row) -> bytes:
        """The bytes of a page. Raises StoreError where they are not those of its digest."""
        base = self._bodies.get(row["base"])
        if row["base"] is None or base is not None:
            return archive.unpacked(row, base or b"")
        found = archive.page_of(self._connection, self._id, row["number"])
        return found.body if found else b""

    def _tell(self, number: int | None, what: str) -> None:
        self._found(Flaw(what=what, watch_id=self._id, number=number))


def _is_recorded(text: bytes, digest: bytes) -> bool:
    """Whether what is kept says what its digest says."""
    with suppress(StoreDamaged, BadArticle):
        return codec.article_of(article_in(text)).digest() == digest.hex()
    return False


def _is_listed(row: sqlite3.Row, kinds: Set[str]) -> bool:
    """Whether an edit is found by the kinds of its changes, and by its notices."""
    if row["kinds"] is None and row["number"] > 1:
        return False
    first, *listed, last = (row["kinds"] or ",").split(",")
    is_whole = first == last == "" and sorted(listed) == sorted(kinds)
    return is_whole and (row["noted"] is None) == NOTICES.isdisjoint(kinds)


def _go_on(error: sqlite3.DatabaseError) -> None:
    """Raises the error again where somebody broke off."""
    if sqlite.code(error) == sqlite3.SQLITE_INTERRUPT:
        raise error


def _search(path: Path, found: Found, onward: Onward) -> bool:
    """Whether the search index could be looked over."""
    try:
        with closing(sqlite.changeable(path)) as connection, sqlite.breakable(connection, onward):
            _SQL.run(connection, "hold")
            try:
                _SQL.run(connection, "search_index")
            finally:
                connection.rollback()
    except sqlite3.DatabaseError as error:
        if sqlite.code(error) == sqlite3.SQLITE_CORRUPT:
            found(Flaw(what="the search index is damaged; searches may miss something"))
            return True
        if sqlite.lacks_shm(error):
            return False
        raise sqlite.fault(error, path) from error
    return True
