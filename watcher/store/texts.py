"""What is kept of one revision in one frame: what its changes say, and its article.

The first line is JSON, all changes in their order. Behind it stands the article's JSON, byte by
byte as it was recorded. Both give again exactly what was sealed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

import msgspec

from watcher.errors import StoreDamaged
from watcher.model import Change, Span, Weight
from watcher.store import codec
from watcher.store.codec import Columns

T = TypeVar("T")

_SPANNED = 0  # in place of a text that the spans give
_Spans = list[Span]
_Facts = list[str]
# kind, path, before, after, spans, weight, facts; JSON that is not as codec writes it stays text.
_Told = tuple[str, str, str | int | None, str | int | None, _Spans | str, str, _Facts | str]
_COLUMNS = ("kind", "path", "before", "after", "spans", "weight", "facts")


class _Titled(msgspec.Struct):
    title: str


_titled = msgspec.json.Decoder(_Titled)
_changes = msgspec.json.Decoder(list[_Told])
_spans = msgspec.json.Decoder(_Spans)
_facts = msgspec.json.Decoder(_Facts)


def text_of(article: bytes, changes: Sequence[Mapping[str, object]]) -> bytes:
    """The text of an article, in JSON, and of the changes that brought it: columns of codec.change_columns."""
    return b"%b\n%b" % (codec.to_json([_told(change) for change in changes]).encode(), article)


def article_in(text: bytes) -> bytes:
    """The article's JSON."""
    return text.partition(b"\n")[2]


def title_in(text: bytes) -> str:
    """The article's headline. Raises StoreDamaged."""
    try:
        return _titled.decode(article_in(text)).title
    except (msgspec.DecodeError, ValueError) as error:
        raise StoreDamaged(f"the database holds a damaged article ({error}); restore it from a backup") from error


def changes_in(text: bytes) -> list[Change]:
    """All changes, in order. Raises StoreDamaged."""
    return [_change(one) for one in _told_in(text)]


def columns_in(text: bytes) -> list[Columns]:
    """The columns of all changes, in order, as they are sealed. Raises StoreDamaged."""
    return [_columns(one) for one in _told_in(text)]


def _told_in(text: bytes) -> list[_Told]:
    try:
        return _changes.decode(text.partition(b"\n")[0])
    except (msgspec.DecodeError, ValueError) as error:
        raise StoreDamaged(f"the database holds damaged changes ({error}); restore it from a backup") from error


def _change(told: _Told) -> Change:
    kind, path, before, after, spans, weight, facts = told
    if isinstance(spans, str) or isinstance(facts, str):
        return codec.change_of(_columns(told))
    gives, given = _joined(spans)
    return Change(
        kind=kind, path=path, before=gives if before == _SPANNED else _text(before),
        after=given if after == _SPANNED else _text(after), spans=tuple(spans), weight=Weight(weight),
        facts=tuple(facts),
    )  # fmt: skip


def _told(change: Mapping[str, object]) -> _Told:
    kind, path, before, after, spans, weight, facts = (_text(change[name]) for name in _COLUMNS)
    told = _plain(_spans, spans or "")
    gives, given = _joined(told)
    return (
        kind or "", path or "", _SPANNED if before == gives else before, _SPANNED if after == given else after, told,
        weight or "", _plain(_facts, facts or ""),
    )  # fmt: skip


def _columns(told: _Told) -> Columns:
    kind, path, before, after, spans, weight, facts = told
    gives, given = _joined(spans)
    values = (
        kind, path, gives if before == _SPANNED else before, given if after == _SPANNED else after, _json(spans),
        weight, _json(facts),
    )  # fmt: skip
    return dict(zip(_COLUMNS, values, strict=True))


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _joined(spans: _Spans | str) -> tuple[str, str]:
    """The texts before and after a change; "" where it has no spans."""
    whole = spans if isinstance(spans, list) else []
    return "".join(text for sign, text in whole if sign != "+"), "".join(text for sign, text in whole if sign != "-")


def _plain(decoder: msgspec.json.Decoder[T], json: str) -> T | str:
    """What JSON says; the text itself where it would not become the same again."""
    try:
        value = decoder.decode(json)
    except msgspec.DecodeError:
        return json
    return value if codec.to_json(value) == json else json


def _json(told: _Spans | _Facts | str) -> str:
    return told if isinstance(told, str) else codec.to_json(told)
