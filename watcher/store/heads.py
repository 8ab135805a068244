"""What went over the wire before the body of a page: kept with the revision that was read from it.

The answers of one address say nearly the same, so what was kept first serves the later ones as dictionary prefix, and
an edit costs a hundred bytes or two. Where that brings little, the next one stands by itself, and others rest on it.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from watcher.errors import StoreError
from watcher.model import Hop, Page, WatchId
from watcher.store import archive, codec
from watcher.store.queries import Queries

_SQL = Queries("heads")
_LITTLE = 8  # what takes less than an eighth of the text saves the half in any case
_LARGEST = 4_000_000  # bytes; twelve requests with all that is kept of one take less


def text_of(page: Page | None) -> bytes | None:
    """What is to be kept of how a page came; None where that is not known."""
    if page is None or not page.hops:
        return None
    hops = [
        (codec.stamp(hop.at), hop.url, hop.address, hop.asked, hop.sent, hop.answered, hop.received)
        for hop in page.hops
    ]
    return codec.to_json({"hops": hops, "shown": page.shown}).encode()


def digest(text: bytes | None) -> bytes | None:
    """What a revision has of it."""
    return None if text is None else hashlib.sha256(text).digest()


def add(connection: sqlite3.Connection, watch_id: WatchId, number: int, text: bytes) -> None:
    """Keeps what belongs to a revision, on the likest one where that saves the half."""
    base, body = _packed(connection, watch_id, text)
    _SQL.run(connection, "add", watch_id=watch_id, number=number, base=base, body=body)


def _packed(connection: sqlite3.Connection, watch_id: WatchId, text: bytes) -> tuple[int | None, bytes]:
    """(the number of what it rests on, None for nothing; its frame)."""
    last = _SQL.one(connection, "last", watch_id=watch_id)
    resting = None
    if last is not None:
        with suppress(StoreError):  # an old one that is damaged must not keep a new one from being stored
            resting = archive.compressed(text, checked(connection, last))
    if last is not None and resting is not None and len(resting) * _LITTLE <= len(text):
        return int(last["number"]), resting
    alone = archive.compressed(text)
    if last is None or resting is None or len(resting) * 2 > len(alone):
        return None, alone
    return int(last["number"]), resting


def page_of(connection: sqlite3.Connection, watch_id: WatchId, number: int) -> Page | None:
    """The page a revision was read from, with its hops, as far as they were kept; None where the page was not. Raises
    StoreError where either is damaged."""
    page = archive.page_of(connection, watch_id, number)
    row = _SQL.one(connection, "of", watch_id=watch_id, number=number)
    if page is None or row is None:
        return page
    told = codec.from_json(checked(connection, row).decode())
    try:
        return replace(page, hops=tuple(_hop_of(hop) for hop in told["hops"]), shown=told["shown"])
    except ValueError as error:
        raise _damaged(watch_id, number) from error


def checked(connection: sqlite3.Connection, row: sqlite3.Row) -> bytes:
    """What a row with its `digest` holds. Raises StoreError where it is not what was recorded."""
    text = _unpacked(connection, row)
    if digest(text) != row["digest"]:
        raise _damaged(row["watch_id"], row["number"])
    return text


def drop(connection: sqlite3.Connection, watch_id: WatchId, digests: str) -> None:
    """Throws away what belongs to pages that go, named in JSON. What rests on that is packed anew. Raises StoreError
    where that cannot be read."""
    going = [row["number"] for row in _SQL.all(connection, "going", watch_id=watch_id, digests=digests)]
    stay = [
        row["number"] for row in _SQL.all(connection, "resting", watch_id=watch_id, numbers=codec.to_json(going))
    ]  # fmt: skip
    texts = [(number, _read(connection, watch_id, number)) for number in stay]
    _SQL.run(connection, "take", watch_id=watch_id, numbers=codec.to_json([*going, *stay]))
    for number, text in texts:
        add(connection, watch_id, number, text)


def _hop_of(told: Sequence[Any]) -> Hop:
    at, url, address, asked, sent, answered, received = told
    return Hop(
        at=codec.moment(at), url=url, address=address, asked=asked, sent=tuple((name, value) for name, value in sent),
        answered=answered, received=tuple((name, value) for name, value in received),
    )  # fmt: skip


def _read(connection: sqlite3.Connection, watch_id: WatchId, number: int) -> bytes:
    row = _SQL.one(connection, "of", watch_id=watch_id, number=number)
    if row is None:
        raise _damaged(watch_id, number)
    return checked(connection, row)


def _unpacked(connection: sqlite3.Connection, row: sqlite3.Row) -> bytes:
    prefix = b""
    try:
        if row["base"] is not None:
            base = _SQL.one(connection, "of", watch_id=row["watch_id"], number=row["base"])
            if base is None or base["base"] is not None:
                raise _damaged(row["watch_id"], row["number"])
            prefix = archive.whole(base["body"], size=_LARGEST)
        return archive.whole(row["body"], prefix, size=_LARGEST)
    except archive.Unreadable as error:
        raise _damaged(row["watch_id"], row["number"]) from error


def _damaged(watch_id: int, number: int) -> StoreError:
    return StoreError(
        f"watch {watch_id}: what is kept of the answer of revision {number} is damaged; restore the database from a "
        "backup"
    )  # fmt: skip
