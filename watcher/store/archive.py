"""Raw pages: content-addressed within a watch, compressed against the page before.

Two answers of one address differ in little, so an earlier page serves as dictionary prefix and an edit costs about
a hundred bytes, and what differs with every load. The first one of a run of 256 stands by itself. Each other one rests
on the one before it, every eighth on the one eight before, every sixty-fourth on the one 64 before: so reading one
takes 18 steps at most.
"""

from __future__ import annotations

import hashlib
import sqlite3
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from watcher.errors import StoreError
from watcher.model import Page, WatchId
from watcher.store import codec
from watcher.store.codec import Columns
from watcher.store.queries import Queries

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

LONGEST_RUN = 256
_STEP = 8
_LEVEL = 6
_LONG = 1 << 20  # beyond this zstd's ordinary search does not reach back to the prefix
_LARGEST = 1_000_000_000  # bytes that [fetch] max_body may admit
_ANY_WINDOW: dict[int, int] = {zstd.DecompressionParameter.window_log_max: 31}  # of pages beyond 64 MB, too
Unreadable = zstd.ZstdError
"""What `decompressed` raises for a frame that is damaged, or another prefix."""
_SQL = Queries("archive")


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A page ready to be stored. `base` is the digest of the page its body is built upon, None where it stands by
    itself; `depth` is its place in the run that begins with one that does."""

    page: Page
    digest: str
    body: bytes
    base: str | None = None
    depth: int = 0


def compressed(body: bytes, prefix: bytes = b"", *, checked: bool = False) -> bytes:
    """`body` as a zstd frame that needs `prefix` to be read. A `checked` one says of itself whether it is whole."""
    reach = (len(body) + len(prefix)).bit_length()
    options: dict[int, int] = {
        zstd.CompressionParameter.compression_level: _LEVEL,
        zstd.CompressionParameter.window_log: max(reach, 17),
        zstd.CompressionParameter.enable_long_distance_matching: int(len(prefix) > _LONG),
        zstd.CompressionParameter.checksum_flag: int(checked),
    }
    return zstd.compress(body, options=options, zstd_dict=_prefix(prefix))


def decompressed(frame: bytes, prefix: bytes = b"", *, size: int = _LARGEST) -> bytes:
    """The body of `compressed`, which has `size` bytes at most; a larger one comes cut. Raises Unreadable."""
    return zstd.ZstdDecompressor(zstd_dict=_prefix(prefix), options=_ANY_WINDOW).decompress(frame, max_length=size)


def whole(frame: bytes, prefix: bytes = b"") -> bytes:
    """All that a frame of `compressed` holds that is `checked`. Raises Unreadable where that is not what it was."""
    reading = zstd.ZstdDecompressor(zstd_dict=_prefix(prefix), options=_ANY_WINDOW)
    body = reading.decompress(frame, max_length=_LARGEST)
    if not reading.eof or reading.unused_data:
        raise Unreadable("it is cut off, or something follows it")
    return body


def _prefix(body: bytes) -> tuple[zstd.ZstdDict, int] | None:
    # A prefix shorter than eight bytes is refused and would not be worth its while.
    return zstd.ZstdDict(body, is_raw=True).as_prefix if len(body) >= 8 else None


def packed(connection: sqlite3.Connection, watch_id: WatchId, page: Page) -> Packed | None:
    """`page` compressed against the page of the watch's newest revision; None where its bytes are kept already."""
    digest = page.digest()
    if _SQL.one(connection, "kept", watch_id=watch_id, digest=digest):
        return None
    last = _SQL.one(connection, "last_page", watch_id=watch_id)
    line = _SQL.all(connection, "chain", watch_id=watch_id, digest=last["digest"]) if last else []
    depth = line[-1]["depth"] + 1 if line else 0
    under = [row for row in line if row["depth"] <= _base(depth)] if depth < LONGEST_RUN else []
    if not under:
        return Packed(page=page, digest=digest, body=compressed(page.body))
    try:
        prefix = _page_in(under).body
    except StoreError:  # an old page that is damaged must not keep a new one from being stored
        return Packed(page=page, digest=digest, body=compressed(page.body))
    body = compressed(page.body, prefix)
    return Packed(page=page, digest=digest, body=body, base=under[-1]["digest"], depth=depth)


def _base(depth: int) -> int:
    """The place in a run of the page that the one at `depth` is built upon, where that is there."""
    step = 1
    while depth and depth % (step * _STEP) == 0:
        step *= _STEP
    return depth - step


def body_of(connection: sqlite3.Connection, watch_id: WatchId, digest: str) -> bytes:
    """The bytes of a page. Raises StoreError where they are damaged."""
    return _read(connection, watch_id, digest).body


def page_of(connection: sqlite3.Connection, watch_id: WatchId, number: int) -> Page | None:
    """The page a revision was read from; None where none was kept. Raises StoreError where it is damaged."""
    row = _SQL.one(connection, "page_of", watch_id=watch_id, number=number)
    return _read(connection, watch_id, row["digest"]) if row else None


def unpacked(row: sqlite3.Row, prefix: bytes) -> bytes:
    """The bytes of a stored page that is built upon `prefix`. Raises StoreError where they are not those of its
    digest."""
    body = _inflated(row, prefix)
    if hashlib.sha256(body).hexdigest() != row["digest"]:
        raise _damaged(row["watch_id"], row["digest"])
    return body


def _inflated(row: sqlite3.Row, prefix: bytes) -> bytes:
    try:
        return decompressed(row["body"], prefix, size=min(max(row["size"], 0) + 1, _LARGEST))
    except zstd.ZstdError as error:
        raise _damaged(row["watch_id"], row["digest"]) from error


def _read(connection: sqlite3.Connection, watch_id: WatchId, digest: str) -> Page:
    rows = _SQL.all(connection, "chain", watch_id=watch_id, digest=digest)
    if not rows:
        raise _damaged(watch_id, digest)
    return _page_in(rows)


def _page_in(line: Sequence[sqlite3.Row]) -> Page:
    """The last page of a line, of which each is built upon the one before it."""
    body = b""
    for row in line:
        body = _inflated(row, body if row["base"] else b"")
    page = _page(line[-1], body)
    if page.digest() != line[-1]["digest"]:
        raise _damaged(line[-1]["watch_id"], line[-1]["digest"])
    return page


def _damaged(watch_id: int, digest: str) -> StoreError:
    return StoreError(f"watch {watch_id}: the stored page {digest[:12]} is damaged; restore the database from a backup")


def page_columns(page: Page) -> Columns:
    """A page without its body. What only steered the next request (validators, retry_after) is not kept."""
    return {
        "url": page.url,
        "status": page.status,
        "content_type": page.content_type,
        "fetched_at": codec.stamp(page.fetched_at),
        "redirects": codec.to_json(page.redirects),
    }


def _page(row: sqlite3.Row, body: bytes) -> Page:
    return Page(
        url=row["url"],
        status=row["status"],
        body=body,
        content_type=row["content_type"],
        fetched_at=codec.moment(row["fetched_at"]),
        redirects=tuple((status, target) for status, target in codec.from_json(row["redirects"])),
    )
