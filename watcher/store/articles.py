"""Articles as they stood: each revision is kept as a frame upon an earlier one.

Two revisions of an article differ in little, so an earlier one serves as dictionary prefix and an edit costs a hundred
bytes, with all that its changes say. The first one of a run of 64 stands by itself; every eighth rests on the one eight
before it, and the seven that follow on that: so the first eight need one other to be read, none more than eight, and
what is damaged takes only what rests on it. Whoever reads a run in its order unpacks each frame once, and holds no more
than nine texts.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from watcher.errors import StoreDamaged
from watcher.model import WatchId
from watcher.store import archive
from watcher.store.queries import Queries

LONGEST_RUN = 64
_STEP = 8
_NEAR = 6  # numbers apart
_SHORT = 50_000  # bytes of what is remembered
_AT_ONCE = 64  # rows, which are small, that are read before they are unpacked
_LITTLE = 16  # what takes less than a sixteenth of the text is small enough, without trying anything else
_SQL = Queries("articles")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The text of a revision."""

    number: int
    text: bytes


Line = Sequence[Kept]
"""A revision, last, and all that it rests on, from the one that stands by itself on; () for none."""


def add(connection: sqlite3.Connection, watch_id: WatchId, number: int, text: bytes, before: Line) -> Line:
    """Keeps the text of a revision, upon one of the line `before` it where that helps, in place of any that is there;
    and gives its own line."""
    under, body = _packed(number, text, before)
    base = under[-1].number if under else None
    _SQL.run(connection, "add", watch_id=watch_id, number=number, base=base, body=body)
    return (*under, Kept(number=number, text=text))


def line(connection: sqlite3.Connection, watch_id: WatchId, number: int) -> Line:
    """The line of a revision; () where there is none. Raises StoreDamaged where it cannot be read."""
    return _line(connection, watch_id, number, number).line


def sound(connection: sqlite3.Connection, watch_id: WatchId, number: int) -> Line:
    """The same, () where it cannot be read: what is damaged must not keep a new one from being stored."""
    with suppress(StoreDamaged):
        return line(connection, watch_id, number)
    return ()


def kept(connection: sqlite3.Connection, watch_id: WatchId, number: int) -> Kept | None:
    """One text; None where there is none. Raises StoreDamaged where it cannot be read."""
    own = line(connection, watch_id, number)
    return own[-1] if own else None


def run(connection: sqlite3.Connection, watch_id: WatchId, first: int, last: int) -> Iterator[Kept]:
    """The texts of the revisions from one number to another, in order. Raises StoreDamaged where one cannot be read."""
    unpacking = _line(connection, watch_id, first, last)
    if not unpacking.line:
        return
    own = unpacking.line[-1]
    yield own
    if own.number == last:
        return
    rows = _SQL.run(connection, "run", watch_id=watch_id, after=own.number, last=last)
    for several in iter(lambda: rows.fetchmany(_AT_ONCE), []):
        yield from map(unpacking.unpacked, several)


def some(connection: sqlite3.Connection, watch_id: WatchId, numbers: Sequence[int]) -> Iterator[Kept]:
    """The texts of the revisions with these numbers, both in order. Raises StoreDamaged where one cannot be read."""
    asked = set(numbers)
    for first, last in _stretches(numbers):
        yield from (one for one in run(connection, watch_id, first, last) if one.number in asked)


class Unpacking:
    """Unpacks the rows of one watch in their order. `line` is that of the last one that could be read."""

    def __init__(self, watch_id: WatchId) -> None:
        self.line: Line = ()
        self._watch_id = watch_id

    def unpacked(self, row: sqlite3.Row) -> Kept:
        """What a row holds. Raises StoreDamaged where it cannot be read, or what it rests on could not."""
        number, base = row["number"], row["base"]
        under = [one for one in self.line if base is not None and one.number <= base]
        if base is not None and (not under or under[-1].number != base):
            raise self._damaged(number)
        try:
            text = _text(row["body"], under[-1].text if under else b"", _head(number, under))
        except archive.Unreadable as error:
            raise self._damaged(number) from error
        found = Kept(number=number, text=text)
        self.line = (*under, found)
        return found

    def _damaged(self, number: int) -> StoreDamaged:
        return StoreDamaged(
            f"watch {self._watch_id}: the article of revision {number} is damaged; restore the database from a backup"
        )


def _line(connection: sqlite3.Connection, watch_id: WatchId, first: int, last: int) -> Unpacking:
    """With the line of the first revision from one number to another."""
    unpacking = Unpacking(watch_id)
    # All at once: between the steps of a statement unpacking takes twice as long, as memory is given back each time.
    for row in _SQL.all(connection, "line", watch_id=watch_id, first=first, last=last):
        unpacking.unpacked(row)
    return unpacking


def _stretches(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """From where to where is read at once: a few that lie between are unpacked as well, which is less than a line."""
    begins = [n for n, number in enumerate(numbers) if not n or number - numbers[n - 1] > _NEAR]
    for begin, end in pairwise((*begins, len(numbers))):
        yield numbers[begin], numbers[end - 1]


def _packed(number: int, text: bytes, before: Line) -> tuple[Line, bytes]:
    """The line that a revision rests on, () for none, and its frame."""
    base = _base(number, before)
    under = [one for one in before if one.number <= base]
    if not under or under[-1].number != base:
        return (), _frame(number, text, ())
    upon = _frame(number, text, under)
    if len(upon) * _LITTLE > len(text):
        alone = _frame(number, text, ())
        if len(alone) < 2 * len(upon):
            return (), alone
    return under, upon


def _frame(number: int, text: bytes, under: Line) -> bytes:
    return archive.compressed(_head(number, under) + text, under[-1].text if under else b"", checked=True)


def _text(frame: bytes, under: bytes, head: bytes) -> bytes:
    """What a frame upon a text holds behind its head. Raises archive.Unreadable."""
    if 0 < len(under) <= _SHORT >= len(frame):
        with suppress(archive.Unreadable):  # a short frame may hold a long text
            return remembered(frame, under, head)
    return _behind(head, archive.whole(frame, under))


@lru_cache(maxsize=192)
def remembered(frame: bytes, under: bytes, head: bytes) -> bytes:
    """What was unpacked last: an edit reads the line before it to be compared, and to be kept upon it. First revisions
    are left out, as most articles have no other one, and long texts. Raises archive.Unreadable for those, too."""
    return _behind(head, archive.whole(frame, under, size=_SHORT))


def _behind(head: bytes, whole: bytes) -> bytes:
    if not whole.startswith(head):
        raise archive.Unreadable("it is another one's")
    return whole[len(head) :]


def _head(number: int, under: Line) -> bytes:
    """What a frame begins with, so that none is taken for another one's."""
    return b"%d %d\n" % (number, under[-1].number if under else 0)


def _base(number: int, before: Line) -> int:
    """The number of what the next revision rests on; 0 where it stands by itself."""
    if not before or before[-1].number != number - 1 or number - before[0].number >= LONGEST_RUN:
        return 0
    return number - ((number - before[0].number) % _STEP or _STEP)
