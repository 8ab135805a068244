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
from contextlib import suppress
from dataclasses import dataclass

import msgspec

from watcher.errors import StoreDamaged, StoreError
from watcher.model import Page, WatchId
from watcher.store import codec
from watcher.store.queries import Queries

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

LONGEST_RUN = 256
_STEP = 8
_ALONE: dict[int, int] = {zstd.CompressionParameter.compression_level: 6}
# Upon another page, where it takes no longer: a tenth less. Matches of five bytes cost more than they save there.
_UPON: dict[int, int] = {zstd.CompressionParameter.compression_level: 10, zstd.CompressionParameter.min_match: 6}
_FEWEST_PLACES, _MOST_PLACES = 11, 22  # in bits
_LONG = 1 << 20  # beyond this zstd's ordinary search does not reach back to the prefix
_LARGEST = 1_000_000_000  # bytes that [fetch] max_body may admit
_MAGIC = b"\x28\xb5\x2f\xfd"  # RFC 8878, 3.1.1: what each frame begins with
_ANY_WINDOW: dict[int, int] = {zstd.DecompressionParameter.window_log_max: 31}  # of pages beyond 64 MB, too
Unreadable = zstd.ZstdError
"""What `decompressed` raises for a frame that is damaged, or another prefix."""
_SQL = Queries("archive")
_came = msgspec.json.Decoder(tuple[str, int, str | None, str])


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """A page that is kept with a revision, and its digest."""

    number: int
    digest: str
    page: Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A page ready to be stored. `came` is how it came besides (came_of), `base` what it is built upon, None where it
    stands by itself; `depth` is its place in the run that begins with one that does."""

    page: Page
    digest: str
    body: bytes
    came: str
    base: Base | None = None
    depth: int = 0


def compressed(body: bytes, prefix: bytes = b"", *, checked: bool = False) -> bytes:
    """`body` as a zstd frame, without its magic number, that needs `prefix` to be read. A `checked` one says of itself
    whether it is whole."""
    reach = (len(body) + len(prefix)).bit_length()
    options: dict[int, int] = {
        **(_upon(max(len(body), len(prefix))) if prefix else _ALONE),
        zstd.CompressionParameter.window_log: max(reach, 17),
        zstd.CompressionParameter.enable_long_distance_matching: int(len(prefix) > _LONG),
        zstd.CompressionParameter.checksum_flag: int(checked),
        zstd.CompressionParameter.content_size_flag: 0,
    }
    return zstd.compress(body, options=options, zstd_dict=_prefix(prefix)).removeprefix(_MAGIC)


def decompressed(frame: bytes, prefix: bytes = b"", *, size: int = _LARGEST) -> bytes:
    """The body of `compressed`, which has `size` bytes at most; a larger one comes cut. Raises Unreadable."""
    reading = zstd.ZstdDecompressor(zstd_dict=_prefix(prefix), options=_ANY_WINDOW)
    return reading.decompress(_framed(frame), max_length=size)


def whole(frame: bytes, prefix: bytes = b"", *, size: int = _LARGEST) -> bytes:
    """All that a frame of `compressed` holds, `size` bytes at most. Raises Unreadable where something is missing, or
    where one that is `checked` is not what it was."""
    reading = zstd.ZstdDecompressor(zstd_dict=_prefix(prefix), options=_ANY_WINDOW)
    body = reading.decompress(_framed(frame), max_length=size)
    if not reading.eof or reading.unused_data:
        raise Unreadable("it is cut off, or something follows it")
    return body


def _framed(frame: bytes) -> bytes:
    """With the magic number, which frames of older databases have: it would be no frame's header."""
    return frame if frame.startswith(_MAGIC) else _MAGIC + frame


def _upon(size: int) -> dict[int, int]:
    """How to compress upon a prefix, of which the longer one has `size` bytes. About as many places as that are enough
    to find things again: of itself zstd takes two to four times as many, and a third more time, to save a byte or two.
    """
    places = max(_FEWEST_PLACES, min((size * 3 // 4).bit_length(), _MOST_PLACES))
    return {**_UPON, zstd.CompressionParameter.hash_log: places}


def _prefix(body: bytes) -> tuple[zstd.ZstdDict, int] | None:
    # A prefix shorter than eight bytes is refused and would not be worth its while.
    return zstd.ZstdDict(body, is_raw=True).as_prefix if len(body) >= 8 else None


def packed(connection: sqlite3.Connection, watch_id: WatchId, number: int, page: Page) -> Packed | None:
    """The page of revision `number`, compressed upon an earlier one of the watch: that of the revision before is the
    likest. None where its bytes are kept already."""
    digest = page.digest()
    if _SQL.one(connection, "kept", watch_id=watch_id, digest=bytes.fromhex(digest)):
        return None
    line = _line(connection, watch_id, number - 1)
    depth = line[-1]["depth"] + 1 if line else 0
    under = [row for row in line if row["depth"] <= _base(depth)] if depth < LONGEST_RUN else []
    base = None
    with suppress(StoreError):  # an old page that is damaged must not keep a new one from being stored
        base = _last_in(under) if under else None
    return upon(page, digest, base, depth)


def upon(page: Page, digest: str, base: Base | None, depth: int) -> Packed:
    """A page built upon another one, at this place of its run; by itself, at the beginning of one, without a base."""
    body = compressed(page.body, base.page.body if base else b"")
    return Packed(
        page=page, digest=digest, body=body, came=came_of(page), base=base, depth=depth if base else 0
    )  # fmt: skip


def _base(depth: int) -> int:
    """The place in a run of the page that the one at `depth` is built upon, where that is there."""
    step = 1
    while depth and depth % (step * _STEP) == 0:
        step *= _STEP
    return depth - step


def kept(connection: sqlite3.Connection, watch_id: WatchId, number: int) -> Base | None:
    """The page a revision was read from, as it is kept, maybe with an earlier one; None where none was. Raises
    StoreError where it is damaged."""
    line = _line(connection, watch_id, number)
    return _last_in(line) if line else None


def page_of(connection: sqlite3.Connection, watch_id: WatchId, number: int) -> Page | None:
    """The same, the page alone."""
    found = kept(connection, watch_id, number)
    return found.page if found else None


def _line(connection: sqlite3.Connection, watch_id: WatchId, number: int) -> list[sqlite3.Row]:
    """The page of a revision behind all that it is built upon; [] where none was kept."""
    rows = _SQL.all(connection, "line", watch_id=watch_id, number=number)
    if not rows and (same := _SQL.one(connection, "same", watch_id=watch_id, number=number)):
        rows = _SQL.all(connection, "line", watch_id=watch_id, number=same["number"])
    return rows


def unpacked(row: sqlite3.Row, prefix: bytes) -> bytes:
    """The bytes of a stored page that is built upon `prefix`. Raises StoreError where they are not those of its
    digest."""
    body = _inflated(row, prefix)
    if hashlib.sha256(body).digest() != row["digest"]:
        raise _damaged(row["watch_id"], row["digest"])
    return body


def _inflated(row: sqlite3.Row, prefix: bytes) -> bytes:
    try:
        return decompressed(row["body"], prefix, size=min(max(row["size"], 0) + 1, _LARGEST))
    except zstd.ZstdError as error:
        raise _damaged(row["watch_id"], row["digest"]) from error


def _last_in(line: Sequence[sqlite3.Row]) -> Base:
    """The last page of a line, of which each is built upon the one before it."""
    body, came, own = b"", None, line[-1]
    if line[0]["base"] is not None:
        raise _damaged(own["watch_id"], own["digest"])
    for row in line:
        body = _inflated(row, body)
        came = came if row["came"] is None else row["came"]
    found = _page(own, came, body)
    if found.digest() != own["digest"].hex():
        raise _damaged(own["watch_id"], own["digest"])
    return Base(number=own["number"], digest=found.digest(), page=found)


def _damaged(watch_id: int, digest: bytes) -> StoreError:
    return StoreError(
        f"watch {watch_id}: the stored page {digest.hex()[:12]} is damaged; restore the database from a backup"
    )


def came_of(page: Page) -> str:
    """How a page came, in JSON: address, status, content type, redirects in JSON. What only steered the next request
    (validators, retry_after) is not kept."""
    return codec.to_json([page.url, page.status, page.content_type, codec.to_json(page.redirects)])


def came_in(text: str | None) -> tuple[str, int, str | None, str]:
    """What came_of says. Raises StoreDamaged."""
    try:
        return _came.decode(text or "")
    except (msgspec.DecodeError, UnicodeEncodeError) as error:
        raise StoreDamaged(f"the database holds damaged text ({error}); restore it from a backup") from error


def _page(row: sqlite3.Row, came: str | None, body: bytes) -> Page:
    url, status, content_type, redirects = came_in(came)
    return Page(
        url=url,
        status=status,
        body=body,
        content_type=content_type,
        fetched_at=codec.time_of(row["fetched_at"]),
        redirects=tuple((code, target) for code, target in codec.from_json(redirects)),
    )
