"""Values to database columns and back. Times are UTC text of one width, so that text order is time order; where there
are many, microseconds since 1970."""

from __future__ import annotations

import sqlite3
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from typing import Any, get_type_hints

import msgspec

from watcher.errors import StoreDamaged
from watcher.model import (
    BLOCKS,
    Article,
    Capture,
    CaptureState,
    Change,
    Event,
    Finding,
    Look,
    Mark,
    Outcome,
    Outline,
    Paragraph,
    Revision,
    Standing,
    State,
    Suspicion,
    Turn,
    Validators,
    Watch,
    WatchId,
    Weight,
)
from watcher.store.queries import encodable
from watcher.urls import host

_encode = msgspec.json.encode
_decode = msgspec.json.decode

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_REACH, _TABLES = 13, 6  # of zlib, in bits: 8 KB, and tables for as much

Columns = dict[str, object]
Row = tuple[object, ...]


def stamp(at: datetime) -> str:
    """`at` as "2026-01-31T08:00:00.000000Z". Raises ValueError for a time without a zone."""
    if at.tzinfo is None:
        raise ValueError(f"{at!r} has no time zone")
    at = at if at.tzinfo is UTC else at.astimezone(UTC)
    text = _encode(at).decode()  # in a sixth of the time that isoformat takes
    return text[1:-1] if at.microsecond else f"{text[1:-2]}.000000Z"


moment = datetime.fromisoformat
"""The time that `stamp` wrote."""


def optional_stamp(at: datetime | None) -> str | None:
    return None if at is None else stamp(at)


def optional_moment(text: str | None) -> datetime | None:
    return None if text is None else moment(text)


def instant(at: datetime) -> int:
    """Microseconds from 1970 to `at`, which take less room. Raises ValueError for a time without a zone."""
    if at.tzinfo is None:
        raise ValueError(f"{at!r} has no time zone")
    return (at - _EPOCH) // _MICROSECOND


def time_of(microseconds: int) -> datetime:
    """The time that `instant` counted. Raises StoreDamaged where there is none."""
    try:
        return _EPOCH + timedelta(microseconds=microseconds)
    except OverflowError as error:
        raise StoreDamaged(f"the database holds a damaged time ({error}); restore it from a backup") from error


def optional_instant(at: datetime | None) -> int | None:
    return None if at is None else instant(at)


def optional_time(microseconds: int | None) -> datetime | None:
    return None if microseconds is None else time_of(microseconds)


def to_json(value: object) -> str:
    """Compact JSON of dicts, lists, texts and numbers."""
    try:
        return _encode(value).decode()
    except UnicodeEncodeError:
        return _encode(_encodable(value)).decode()


def from_json(text: str | bytes) -> Any:
    """The value of `to_json`, tuples as lists. Raises StoreDamaged for anything else."""
    try:
        return _decode(text)
    except msgspec.DecodeError as error:
        raise _damaged(error) from error


def _damaged(error: Exception) -> StoreDamaged:
    return StoreDamaged(f"the database holds damaged text ({error}); restore it from a backup")


def _encodable(value: Any) -> Any:
    match value:
        case str():
            return encodable(value)
        case dict():
            return {_encodable(k): _encodable(v) for k, v in value.items()}
        case list() | tuple():
            return [_encodable(v) for v in value]
        case _:
            return value


def article_json(article: Article) -> bytes:
    """The contract's JSON."""
    return to_json(article.to_dict()).encode()


@lru_cache(maxsize=128)  # the article before an edit is read to be compared, and for what it did not have, look by look
def article_of(text: bytes) -> Article:
    """The article of its JSON. Raises StoreDamaged, BadArticle."""
    told = from_json(text)
    try:
        return _article_of(told)
    except (msgspec.ValidationError, LookupError, TypeError):  # it says what is wrong, and takes what is missing
        return Article.from_dict(told)


def _article_of(told: Any) -> Article:
    """What `Article.from_dict` gives of what an article's `to_dict` was, in half of the time: most blocks are
    paragraphs, which are made in one go."""
    listed = msgspec.convert(told["blocks"], list)
    paragraphs = iter(msgspec.convert([one for one in listed if one["kind"] == "paragraph"], list[Paragraph]))
    blocks = [
        next(paragraphs) if one["kind"] == "paragraph" else msgspec.convert(one, BLOCKS[one["kind"]]) for one in listed
    ]
    return Article(**msgspec.structs.asdict(msgspec.convert(told, _head())), blocks=tuple(blocks))


@cache
def _head() -> type[msgspec.Struct]:
    """An article but for its blocks."""
    types = get_type_hints(Article)
    told = {one.name: one.default for one in fields(Article) if one.name not in ("url", "blocks")}
    return msgspec.defstruct("Head", [("url", str), *((name, types[name], default) for name, default in told.items())])


def look_row(finding: Finding) -> Row:
    """How a look ended, and what it may change in its watch: the watch's id, the time, outcome and why, the time as a
    number; then what look_states names."""
    watch = finding.watch
    doubt = watch.suspicion
    return (
        watch.id, stamp(finding.at), finding.outcome.value, finding.why, instant(finding.at), watch.url,
        host(watch.url), watch.site, stamp(watch.due_at), watch.standing.value, optional_stamp(watch.young_since),
        optional_stamp(watch.looked_at), watch.failures, optional_stamp(watch.failing_since),
        doubt.likeness if doubt else None, stamp(doubt.since) if doubt else None, watch.validators.etag,
        watch.validators.last_modified, watch.fingerprint, _turns_text(watch.turns) if watch.turns else None,
        optional_stamp(watch.asked_at),
    )  # fmt: skip


def steady_row(finding: Finding) -> Row:
    """What a look may change in the watch of an article that is where it was and as it was: its id first, then the time
    of the look; at last the same as a number."""
    watch = finding.watch
    validators = watch.validators
    return (
        watch.id, stamp(finding.at), stamp(watch.due_at), optional_stamp(watch.asked_at), validators.etag,
        validators.last_modified, watch.fingerprint, instant(finding.at),
    )  # fmt: skip


def _turns_text(turns: Sequence[Turn]) -> str:
    """In JSON, and where that is shorter deflated, in base64: it goes into a text."""
    plain = to_json([_turn_row(turn) for turn in turns])
    return min(plain, b64encode(_deflated(plain.encode())).decode(), key=len)


def _deflated(text: bytes) -> bytes:
    """In a tenth of the time that zlib.compress takes for a few turns, nearly all of which is for its tables."""
    deflating = zlib.compressobj(4, zlib.DEFLATED, _REACH, _TABLES)
    return deflating.compress(text) + deflating.flush()


def _turns_in(text: str) -> tuple[Turn, ...]:
    try:
        plain = text if text.startswith("[") else zlib.decompress(b64decode(text))
    except (zlib.error, ValueError) as error:
        raise _damaged(error) from error
    return tuple(map(_turn_of, from_json(plain)))


def _turn_row(turn: Turn) -> list[object]:
    row = [turn.number, turn.position, turn.what, turn.gone, turn.come, stamp(turn.at)]
    if not (turn.returned or turn.quiet or turn.until):
        return row
    return [*row, turn.returned, turn.quiet, optional_stamp(turn.until)]


def _turn_of(row: Sequence[Any]) -> Turn:
    number, position, what, gone, come, at, *rest = row
    returned, quiet, until = rest or (False, False, None)
    return Turn(
        number=number, position=position, what=what, gone=gone, come=come, at=moment(at), returned=returned,
        quiet=quiet, until=optional_moment(until),
    )  # fmt: skip


def watch_of(row: sqlite3.Row) -> Watch:
    """A watch from its columns and `tags`, a JSON list; the tags in alphabetical order."""
    # A row tries one name after the other to find a column: half of the time of a long list.
    columns = dict(zip(row.keys(), row, strict=True))
    doubt = columns["suspicion"]
    return Watch(
        id=WatchId(columns["id"]),
        url=columns["url"],
        key=columns["key"],
        site=columns["site"],
        added_at=moment(columns["added_at"]),
        due_at=moment(columns["due_at"]),
        tags=tuple(sorted(from_json(columns["tags"]))),
        note=columns["note"],
        every=None if columns["every"] is None else timedelta(seconds=columns["every"]),
        state=State(columns["state"]),
        standing=Standing(columns["standing"]),
        young_since=optional_moment(columns["young_since"]),
        looked_at=optional_moment(columns["looked_at"]),
        failures=columns["failures"],
        failing_since=optional_moment(columns["failing_since"]),
        suspicion=None if doubt is None else Suspicion(likeness=doubt, since=moment(columns["suspicion_since"])),
        validators=Validators(etag=columns["etag"], last_modified=columns["last_modified"]),
        fingerprint=columns["fingerprint"],
        turns=() if columns["turns"] is None else _turns_in(columns["turns"]),
        muted_until=optional_moment(columns["muted_until"]),
        snoozed_until=optional_moment(columns["snoozed_until"]),
        asked_at=optional_moment(columns["asked_at"]),
    )


class _Due(msgspec.Struct):
    """A watch that is due at a host, but for its turns."""

    host: str
    watch: Watch
    turns: str | None


@cache
def _due() -> msgspec.json.Decoder[list[_Due]]:
    return msgspec.json.Decoder(list[_Due])


def watches_by_host(text: str) -> Iterator[tuple[str, Watch]]:
    """(host, watch) of each that is due, from one JSON list: in a third of the time that `watch_of` takes. Raises
    StoreDamaged."""
    try:
        found = _due().decode(text)
    except msgspec.DecodeError as error:
        raise _damaged(error) from error
    for one in found:
        watch = one.watch
        yield one.host, watch if one.turns is None else msgspec.structs.replace(watch, turns=_turns_in(one.turns))


def revision_columns(revision: Revision, page: str | None) -> Columns:
    """A revision without its article and changes; `page` is the digest of the page it was read from."""
    return {
        "watch_id": revision.watch_id,
        "number": revision.number,
        "digest": bytes.fromhex(revision.lineage[-1] if revision.lineage else revision.article.digest()),
        "extractor": revision.extractor,
        "seen_after": optional_instant(revision.seen_after),
        "first_seen_at": instant(revision.first_seen_at),
        "last_seen_at": instant(revision.last_seen_at),
        "weight": revision.weight.value,
        "stealth": revision.stealth,
        "bumped": revision.bumped,
        "reverts_to": revision.reverts_to,
        "page": None if page is None else bytes.fromhex(page),
    }


def revision_of(
    row: sqlite3.Row,
    article: Article,
    *,
    changes: Sequence[Change] = (),
    lineage: Sequence[str],
    capture: str | None = None,
) -> Revision:
    """A revision, without its page, from its columns, and from `capture` in JSON."""
    return Revision(
        watch_id=WatchId(row["watch_id"]),
        number=row["number"],
        article=article,
        first_seen_at=time_of(row["first_seen_at"]),
        last_seen_at=time_of(row["last_seen_at"]),
        seen_after=optional_time(row["seen_after"]),
        extractor=row["extractor"],
        changes=tuple(changes),
        stealth=bool(row["stealth"]),
        bumped=bool(row["bumped"]),
        reverts_to=row["reverts_to"],
        lineage=tuple(lineage),
        capture=None if capture is None else _capture_of(from_json(capture)),
    )


def _capture_of(told: Mapping[str, str]) -> Capture:
    return Capture(state=CaptureState(told["state"]), link=told["link"], why=told["why"])


def change_columns(change: Change) -> Columns:
    return {
        "kind": change.kind,
        "path": change.path,
        "before": change.before,
        "after": change.after,
        "spans": to_json(change.spans),
        "weight": change.weight.value,
        "facts": to_json(change.facts),
    }


def change_of(columns: Mapping[str, Any]) -> Change:
    return Change(
        kind=columns["kind"],
        path=columns["path"],
        before=columns["before"],
        after=columns["after"],
        spans=tuple((sign, text) for sign, text in from_json(columns["spans"])),
        weight=Weight(columns["weight"]),
        facts=tuple(from_json(columns["facts"])),
    )


def event_columns(event: Event) -> Columns:
    return {
        "kind": event.kind,
        "at": stamp(event.at),
        "seen_after": optional_stamp(event.seen_after),
        "why": event.why,
        "url": event.url,
    }


def event_of(row: sqlite3.Row) -> Event:
    return Event(
        kind=row["kind"],
        at=moment(row["at"]),
        seen_after=optional_moment(row["seen_after"]),
        why=row["why"],
        url=row["url"],
    )


def look_of(row: sqlite3.Row) -> Look:
    return Look(
        outcome=Outcome(row["outcome"]),
        why=row["why"],
        first_at=moment(row["first_at"]),
        last_at=moment(row["last_at"]),
        count=row["count"],
    )


def mark_of(row: sqlite3.Row) -> Mark:
    return Mark(number=row["number"], first_seen_at=time_of(row["first_seen_at"]), weight=Weight(row["weight"]))


def outline_of(row: sqlite3.Row, changes: Sequence[Change]) -> Outline:
    return Outline(
        number=row["number"], first_seen_at=time_of(row["first_seen_at"]), language=row["language"],
        changes=tuple(changes),
    )  # fmt: skip
