"""A load: a page that was just read, by its pieces, with those from which the article was read."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from html import unescape

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding

from watcher.extract.decoded import decoded
from watcher.extract.locate import CODE, Source, Trace, traced
from watcher.extract.rules import Rules
from watcher.imprint import NO_NOISE, Noise, count, nameless, tag
from watcher.inserts import Inserts, Span, joined
from watcher.model import Page

_MOST = 20_000  # pieces
_APART = 40  # pieces from which on two that are read stand at different places
_BESIDE = 2  # pieces before one that is read outside the story, by one of which it may be found again
_COMMON = frozenset(("section", "tags", "kicker"))  # what an article has in common with others
_TAGS = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """A page that was just read. `served` are its pieces, `raw` the same with what stands behind inserts; those from a
    `first` one to before a `last` one count, the story's first, but for what is `inserted`, `dropped` and `cut`, and
    for `noise`; `elsewhere` are texts that were read besides. `charset` is "" where it is not known."""

    page: Page
    source: Source
    served: Sequence[bytes]
    raw: Sequence[bytes]
    spans: Sequence[Span]
    dropped: Collection[int]
    cut: Collection[int]
    elsewhere: tuple[bytes, ...]
    charset: str
    noise: Noise = NO_NOISE
    inserted: Collection[int] = ()

    @property
    def counting(self) -> list[int]:
        return [n for first, last in self.spans for n in range(first, last) if n not in self.inserted]

    @property
    def inserts(self) -> Inserts:
        return self.noise.inserts(self.charset)

    @property
    def inserted_spans(self) -> list[Span]:
        """The inserts, by the places of their pieces in the story."""
        return self.inserts.found(self.served[slice(*self.spans[0])])

    def leaving(self, noise: Noise) -> Load:
        """The page without the inserts and whatever else is noise."""
        first, last = self.spans[0]
        raw = list(self.served)
        inside: set[int] = set()
        for begin, end in noise.inserts(self.charset).found(self.served[first:last]):
            before = next(n for n in range(first + begin - 1, first - 2, -1) if n not in inside)
            inside.update(range(first + begin, first + end))
            raw[before] = joined(raw[before], self.served[first + end - 1])
        return replace(self, raw=raw, noise=noise, inserted=inside)

    def bare(self, number: int, piece: bytes) -> bytes:
        """What counts of a piece."""
        if number in self.dropped:
            return b""
        return count(nameless(tag(piece) if number in self.cut else piece, self.noise.names), self.noise.counted)


def read(page: Page, fingerprint: str | None, rules: Rules) -> Load | None:
    """The pieces of the article on `page`; None where they are not to be had, or are not all of it."""
    text = decoded(page.body, page.content_type)
    trace = traced(text, page.url, rules)
    whole, raw = text.split("<"), page.body.split(b"<")
    if not trace.fragment or trace.source.fingerprint() != fingerprint or len(whole) != len(raw):
        return None
    first, last = min(trace.fragment), max(trace.fragment)
    end = next((n for n in range(last + 1, len(whole)) if whole[n][:1].isalpha()), len(whole) - 1)
    spans = [(first, end), *_spans(trace.stated, whole, first, end)]
    elsewhere = _elsewhere(trace.source, whole, raw, range(first, end))
    dropped, cut = _left_out(whole, first, end, trace.fragment)
    if (
        elsewhere is None
        or sum(b - a for a, b in spans) > _MOST
        or not _is_covered(trace, whole, {*dropped, *cut}, end)
    ):
        return None
    unread = {n for a, b in spans[1:] for n in range(a, b)} - _with_code(trace.stated, whole)
    return Load(
        page=page, source=trace.source, served=raw, raw=raw, spans=spans, dropped=dropped | unread, cut=cut,
        elsewhere=elsewhere, charset=_charset(page, text),
    )  # fmt: skip


def _charset(page: Page, text: str) -> str:
    """The charset in which the `text` of a page was read; "" where it is none that the page tells."""
    told = (http_content_type_encoding(page.content_type), html_body_declared_encoding(page.body[:4096]))
    return next((name for name in ("utf-8", *filter(None, told)) if page.body.decode(name, "replace") == text), "")


def _spans(stated: Collection[int], whole: Sequence[str], first: int, end: int) -> list[tuple[int, int]]:
    """Where the pieces stand in which the page says something of itself, outside the story."""
    spans: list[tuple[int, int]] = []
    for number in sorted(_with_code(stated, whole)):
        if first <= number < end:
            continue
        if spans and number - spans[-1][1] < _APART and not spans[-1][1] <= first <= number:
            spans[-1] = (spans[-1][0], number + 1)
        else:
            behind = max([b for _, b in spans], default=0)
            beside = range(number, max(number - _BESIDE - 1, 0), -1)
            spans.append((min(n for n in beside if n >= behind and not first <= n < end), number + 1))
    return spans


def _with_code(numbers: Collection[int], whole: Sequence[str]) -> set[int]:
    """The pieces, and those that a "<" in a script makes of it."""
    found = set(numbers)
    for number in numbers:
        name = next((name for name in CODE if whole[number].lower().startswith(name)), "")
        rest = range(number + 1, len(whole)) if name else ()
        end = next((n for n in rest if whole[n].lower().startswith(f"/{name}")), number + 1)
        found.update(range(number + 1, end))
    return found


def _left_out(whole: Sequence[str], first: int, end: int, kept: Collection[int]) -> tuple[set[int], set[int]]:
    """(the pieces of a story of which nothing is read, those of which only the tag counts)."""
    dropped: set[int] = set()
    cut: set[int] = set()
    code = ""
    for number in range(first, end):
        piece = whole[number].lower()
        if code and not piece.startswith(code):
            dropped.add(number)
            continue
        code = ""
        if piece[:1] in ("!", "?"):
            dropped.update(() if piece.rpartition(">")[2].strip() else (number,))
        elif piece[:1].isalpha() and number not in kept:
            cut.add(number)
            code = next((f"/{name}" for name in CODE if piece.startswith(name)), "")
    return dropped, cut


def _is_covered(trace: Trace, whole: Sequence[str], out: Collection[int], end: int) -> bool:
    """Whether all texts of the fragment stand in pieces that count."""
    parts = (whole[number] for number in range(min(trace.fragment), end) if number not in out)
    text = _dense("".join(map(_text, parts)))
    return all(_dense(told) in text for told in _TAGS.split(trace.source.html))


def _text(piece: str) -> str:
    """The text behind a tag or a comment."""
    if piece[:1] in ("!", "?"):
        return piece.rpartition(">")[2]
    return piece.partition(">")[2] if piece[:1].isalpha() or piece[:1] == "/" else piece


def _dense(text: str) -> str:
    return "".join(unescape(text).split())


def _elsewhere(source: Source, whole: Sequence[str], raw: Sequence[bytes], inside: range) -> tuple[bytes, ...] | None:
    """What was read elsewhere on the page, as it stands there; None where it cannot be found, and for names and times
    that do not stand `inside` the story, as others may come to stand beside them."""
    found = []
    for field, texts in (*source.margins.items(), *source.told.items()):
        for text in texts:
            where = range(len(whole)) if field in _COMMON else inside
            number = next((n for n in where if text in whole[n]), None)
            if number is None:
                return None
            if number not in inside:
                found.append(raw[number].rpartition(b">")[2] or raw[number])
    return tuple(dict.fromkeys(found))
