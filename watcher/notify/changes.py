"""One change in lines: what was changed, with the changed words marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from posixpath import basename
from urllib.parse import unquote, urlsplit

from watcher.model import Article, Change, Image, Span
from watcher.notify.excerpt import beginning, cleaned, excerpt, with_breaks
from watcher.notify.markup import Line, Piece, isolated
from watcher.notify.wording import Speaker, Wording

TIMES = ("published.changed", "modified.changed")
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(?:Z|\+00:00)")
_OWN = {"quote": "quote", "authors": "name", "published": "date", "modified": "date"}  # what a part always touches
_LISTED = ("authors.edited", "tags.edited", "credits.edited")
_ON_PICTURE = re.compile(r"blocks\[(\d+)\](\.(?:caption|credit|alt))?")


def named(change: Change) -> str:
    """The kind of a change by which it is worded: the headline for searches is not the one that readers see."""
    return "seo_title.edited" if change.path == "seo_title" else change.kind


def touched(change: Change, words: Wording) -> str:
    """What the change touches that matters, in brackets, beyond what its kind says: " (number)"; "" for nothing."""
    own = _OWN.get(change.kind.partition(".")[0])
    return words.facts([fact for fact in change.facts if fact != own])


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def of_change(change: Change, by: Speaker, article: Article | None = None, note: str = "") -> Iterator[Line]:
    """What was changed, with the changed words marked; `article` is the newer one, `note` what notices tell of it."""
    facts = touched(change, by.words)
    about: tuple[Piece, ...] = (
        ("said", capital(by.words.phrase(named(change)))),
        ("dim", facts + f" · {note}" * bool(note)),
    )
    yield Line(pieces=tuple(piece for piece in about if piece[1]), strong=True)
    language = (article.language if article is not None else "") or ""
    if article is not None and (picture := picture_of(change, article)):
        yield Line(pieces=(("dim", "▣ "), ("text", isolated(picture))))
    if pieces := change_pieces(change, by):
        language = by.words.language if change.kind in TIMES else language
        yield Line(pieces=pieces, quoted=True, language=language)


def change_pieces(change: Change, by: Speaker) -> tuple[Piece, ...]:
    """The text of the change, cut, with what is old and new marked; () where it has none."""
    return tuple(_times(change, by)) if change.kind in TIMES else excerpt(_spans(change, by.words))


def picture_of(change: Change, article: Article) -> str:
    """The title of the picture that was changed, or whose words were; where it has none the caption of the one, the
    name of the file of the other. "" where there is none."""
    found = _ON_PICTURE.fullmatch(change.path)
    if found is None or change.kind.endswith(".removed") or int(found[1]) >= len(article.blocks):
        return ""
    block = article.blocks[int(found[1])]
    if not isinstance(block, Image):
        return ""
    name = unquote(basename(urlsplit(block.src).path)) if found[2] else block.caption or ""
    return beginning(cleaned(block.title or name).strip(), 100)


def readable(value: str | None) -> str:
    """A value as a person writes it: times as "2024-01-21 10:34:44 UTC"."""
    return _TIME.sub(r"\1 \2 UTC", value or "")


def _times(change: Change, by: Speaker) -> Iterator[Piece]:
    """Both times in the zone of the reader, with seconds where one has any, and what lies between them."""
    before, after = (_instant(value) for value in (change.before, change.after))
    seconds = any(at is not None and at.second for at in (before, after))
    shown = [
        by.words.moment(at, by.zone, seconds=seconds) if at else _day(value, by.words)
        for value, at in ((change.before, before), (change.after, after))
    ]
    if shown[0] == shown[1]:
        shown = [cleaned(readable(value)).strip() for value in (change.before, change.after)]
    if shown[0]:
        yield "old", shown[0]
    if shown[1]:
        yield "new", shown[1]
    if before and after and (apart := by.words.apart(before, after)):
        yield "dim", by.words.said("signs.bracketed", text=apart)


def _day(value: str | None, words: Wording) -> str:
    """The day that is written there; what else it is as it stands."""
    text = cleaned(value or "").strip()
    try:
        return words.day(datetime.fromisoformat(text)) if len(text) == len("2024-01-21") else text
    except ValueError:
        return text


def _instant(value: str | None) -> datetime | None:
    """The moment that is written there; None where it is no more than a day."""
    try:
        at = datetime.fromisoformat(value or "")
    except ValueError:
        return None
    return at if at.tzinfo else None


def _spans(change: Change, words: Wording) -> tuple[Span, ...]:
    """The change's spans, where it has none the old and the new value as a whole; with a sign between entries, rows and
    paragraphs."""
    spans: tuple[Span, ...] = change.spans or (("-", change.before or ""), ("+", change.after or ""))
    if change.kind.endswith(".moved"):
        spans = (("=", change.after or change.before or ""),)
    if change.kind.startswith(("list.", "table.")):
        spans = tuple((op, text.replace("\n", " · ")) for op, text in spans)
    elif change.kind in _LISTED:
        spans = tuple((op, text.replace(", ", words.form("signs.comma"))) for op, text in spans)
    return tuple(span for span in with_breaks(spans) if span[1])
