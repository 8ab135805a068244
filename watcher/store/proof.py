"""Seals: what proves that a revision is what was recorded, and follows the one that it followed then.

The seal of a revision is the SHA-256 of the seal before it, the SHA-256 of its article, and every column that was
recorded of it and of its changes. When it was last seen is part of the next one's seal: looks move that until then.
Whoever notes a seal elsewhere can show later that nothing up to that revision was changed (docs/security.md).
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping, Sequence
from typing import cast

from watcher.model import Seal, WatchId
from watcher.store import articles, codec
from watcher.store.archive import came_in
from watcher.store.queries import Queries
from watcher.store.texts import article_in, columns_in, title_in

_SQL = Queries("proof")
_REVISION = (
    "watch_id", "number", "digest", "extractor", "title", "seen_after", "first_seen_at", "weight", "stealth", "bumped",
    "reverts_to", "page",
)  # fmt: skip
_TIMES = ("seen_after", "first_seen_at", "last_seen_at", "fetched_at")
_CHANGE = ("position", "at", "kind", "path", "before", "after", "spans", "weight", "facts")
_LAST = 2**62  # behind every number

Stored = str | bytes | int | None


def sealed(revision: sqlite3.Row, text: bytes, before: bytes | None, last_seen_at: Stored) -> Seal:
    """The seal of a stored revision with its text. `before` is the seal of the revision before it, and `last_seen_at`
    when that was last seen; None for the first. Raises StoreDamaged."""
    article = hashlib.sha256(article_in(text)).digest()
    told = {name: _as_sealed(name, revision[name]) for name in revision.keys() if name in _REVISION}  # noqa: SIM118
    told.setdefault("title", title_in(text))
    last = _as_sealed("last_seen_at", last_seen_at)
    values: list[Stored] = ["revision", before, last, article, *(told[name] for name in _REVISION)]
    # Revisions from before these were kept have none, and when seals were new there was no such column.
    if "heads" in revision.keys() and revision["heads"] is not None:  # noqa: SIM118 - "in" a row asks for its values
        values.append(revision["heads"])
    for position, change in enumerate(columns_in(text)):
        one = {"position": position, "at": told["first_seen_at"], **change}
        values += (cast(Stored, one[name]) for name in _CHANGE)
    return Seal(article=article, before=before, seal=_hash(values))


def _as_sealed(name: str, value: Stored) -> Stored:
    """A column as it was sealed when times and digests were texts."""
    if name in _TIMES and isinstance(value, int):
        return codec.stamp(codec.time_of(value))
    return value.hex() if isinstance(value, bytes) else value


def page_sealed(page: sqlite3.Row | Mapping[str, object], came: str) -> bytes:
    """The seal of a page as it is stored, with its `digest` and that of its base; `came` is how it came. It has eight
    bytes, as no other one rests on it. Raises StoreDamaged."""
    url, status, content_type, redirects = came_in(came)
    watch_id, *digests = (cast(Stored, page[name]) for name in ("watch_id", "digest", "base_digest"))
    before = [watch_id, *(_as_sealed("page", digest) for digest in digests)]
    behind = [cast(Stored, page[name]) for name in ("depth", "body", "size")]
    fetched_at = _as_sealed("fetched_at", cast(Stored, page["fetched_at"]))
    return _hash(["page", *before, *behind, url, status, content_type, fetched_at, redirects])[:8]


def seals(connection: sqlite3.Connection, watch_id: WatchId) -> dict[int, Seal]:
    """The seals of a watch's revisions, by their numbers. Raises StoreDamaged where an article cannot be read."""
    kept: dict[int, bytes] = {row["number"]: row["seal"] for row in _SQL.all(connection, "seals", watch_id=watch_id)}
    texts = articles.run(connection, watch_id, 1, _LAST)
    return {
        one.number: _seal(one.text, kept.get(one.number - 1), kept[one.number]) for one in texts if one.number in kept
    }


def seal_of(connection: sqlite3.Connection, watch_id: WatchId, number: int) -> Seal | None:
    """The seal of one revision; None where it has none. Raises StoreDamaged where its article cannot be read."""
    row = _SQL.one(connection, "seal_of", watch_id=watch_id, number=number)
    kept = articles.kept(connection, watch_id, number)
    return _seal(kept.text, row["before"], row["seal"]) if row and kept else None


def _seal(text: bytes, before: bytes | None, seal: bytes) -> Seal:
    return Seal(article=hashlib.sha256(article_in(text)).digest(), before=before, seal=seal)


def owner(connection: sqlite3.Connection, seal: bytes) -> tuple[WatchId, int] | None:
    """The watch and the number of the revision that has a seal; None where none has it."""
    row = _SQL.one(connection, "owner", seal=seal)
    return None if row is None else (WatchId(row["watch_id"]), row["number"])


def seal(connection: sqlite3.Connection, watch_id: WatchId, number: int, text: bytes) -> None:
    """Seals a revision that was written with this text, or read anew, as it stands now."""
    of = {"watch_id": watch_id, "number": number}
    revision = _SQL.one(connection, "revision", **of)
    assert revision is not None
    made = sealed(revision, text, revision["follows"], revision["until"])
    _SQL.run(connection, "seal", **of, seal=made.seal)


def take_over(connection: sqlite3.Connection) -> None:
    """Seals a database from before there were seals."""
    if _SQL.one(connection, "sealed") is None:
        seal_all(connection)


def seal_all(connection: sqlite3.Connection) -> None:
    """Seals all revisions, in their order: about a quarter of a millisecond for each."""
    for row in _SQL.run(connection, "every_watch"):
        for kept in articles.run(connection, row["watch_id"], 1, _LAST):
            seal(connection, row["watch_id"], kept.number, kept.text)


def _hash(values: Sequence[Stored]) -> bytes:
    """SHA-256 over the values, each with its kind and length before it, so that no two lists are alike."""
    return hashlib.sha256(b"".join(map(_told, values))).digest()


def _told(value: Stored) -> bytes:
    if isinstance(value, str):
        # What is no UTF-8 comes as surrogates where `verify` reads it.
        kind, raw = b"t", value.encode("utf-8", "surrogateescape")
    elif value is None:
        kind, raw = b"-", b""
    else:
        kind, raw = (b"b", value) if isinstance(value, bytes) else (b"i", str(value).encode())
    return b"%b%d:%b" % (kind, len(raw), raw)
