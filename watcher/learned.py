"""Learning how an article stands on its page, from loads of which the reader found that they tell the same."""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from html import unescape

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding

from watcher.extract.decoded import decoded
from watcher.extract.locate import CODE, Source, Trace, traced
from watcher.extract.rules import Rules
from watcher.imprint import RUNS, TRIES, Imprint, Mask, Place, paragraphs, tag, taken
from watcher.inserts import NO_INSERTS, Inserts, Span, joined, without
from watcher.model import Page
from watcher.tried import Load, is_unread, proposed

_MOST = 20_000  # pieces
_APART = 40  # pieces from which on two that are read stand at different places
_SHORT, _LONG, _ANCHOR = 8, 24, 96  # bytes of an anchor: at least, better, at most
_COMMON = frozenset(("section", "tags", "kicker"))  # what an article has in common with others
_TAGS = re.compile(r"<[^>]*>")


def learned(before: Imprint, page: Page, fingerprint: str | None, rules: Rules, now: datetime) -> Imprint:
    """The imprint after `page` was read, with the `fingerprint`, and told the same article as `before`."""
    if before.is_on(page):
        return replace(before, read_at=now, tries=0)
    tries = before.tries + 1 if before.tries < TRIES else 1
    fresh = _read(page, fingerprint, rules)
    made = _made(before, fresh, rules, now) if fresh is not None else None
    return replace(made or Imprint(read_at=now).unlearned(page, now), tries=tries)


def _made(before: Imprint, fresh: _Fresh, rules: Rules, now: datetime) -> Imprint | None:
    """The imprint by what may differ: what could before, and what does between the two loads."""
    known = before.places[0].inserts if before.places else replace(NO_INSERTS, charset=fresh.charset)
    fresh = fresh.leaving(known)
    if not before.packed:
        return fresh.imprint({}, now)
    old = _Old.of(before)
    loose, is_all = _loosened(old, fresh)
    if not is_all and fresh.charset:
        load = Load(page=fresh.page, pieces=fresh.served, story=fresh.spans[0], source=fresh.source)
        more = proposed(old.story, load, known)
        leaner = fresh.leaving(more)
        looser, is_all = _loosened(old, leaner)
        if is_all and more != known and is_unread(load, more, rules):
            fresh, loose = leaner, looser
    return fresh.imprint(loose, now)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Old:
    """The pieces of the load before: the story's with its inserts, the others; the runs that may differ, by the place
    of their piece among all of these."""

    story: list[bytes]
    others: list[bytes]
    loose: Mapping[int, frozenset[int]]

    @classmethod
    def of(cls, before: Imprint) -> _Old:
        pieces = zlib.decompress(before.packed).split(b"<")
        apart = len(pieces) - sum(place.many for place in before.places[1:])
        own, others = pieces[:apart], pieces[apart:]
        spans = before.places[0].inserts.found(own)
        runs = _by_piece(before.mask, [*without(own, spans), *others])
        places = _places(apart, len(pieces), spans)
        return cls(story=own, others=others, loose={places[place]: found for place, found in runs.items()})

    def leaving(self, inserts: Inserts) -> tuple[list[bytes], list[int]]:
        """(the pieces that count, the place of each among all)."""
        spans = inserts.found(self.story)
        apart = len(self.story)
        return [*without(self.story, spans), *self.others], _places(apart, apart + len(self.others), spans)


def _places(apart: int, many: int, spans: Sequence[Span]) -> list[int]:
    """The places of so `many` pieces that are in none of the `spans` of the story, which ends before `apart`."""
    inside = {n for span in spans for n in range(*span) if n < apart}
    return [n for n in range(many) if n not in inside]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fresh:
    """A page that was just read. `served` are its pieces, `raw` the same with what stands behind inserts; those from a
    `first` one to before a `last` one count, the story's first, but for the `inserts` in it, for what is `dropped` and
    `cut`; `elsewhere` are texts that were read besides. `charset` is "" where it is not known."""

    page: Page
    source: Source
    served: Sequence[bytes]
    raw: Sequence[bytes]
    spans: Sequence[Span]
    dropped: Collection[int]
    cut: Collection[int]
    elsewhere: tuple[bytes, ...]
    charset: str
    inserts: Inserts = NO_INSERTS
    inserted: Collection[int] = ()

    @property
    def counting(self) -> list[int]:
        return [n for first, last in self.spans for n in range(first, last) if n not in self.inserted]

    def leaving(self, inserts: Inserts) -> _Fresh:
        """The page without these inserts."""
        first, last = self.spans[0]
        raw = list(self.served)
        inside: set[int] = set()
        for begin, end in inserts.found(self.served[first:last]):
            before = next(n for n in range(first + begin - 1, first - 2, -1) if n not in inside)
            inside.update(range(first + begin, first + end))
            raw[before] = joined(raw[before], self.served[first + end - 1])
        return replace(self, raw=raw, inserts=inserts, inserted=inside)

    def imprint(self, loose: Mapping[int, frozenset[int]], now: datetime) -> Imprint | None:
        """The imprint with the runs that may differ by piece; None where the pieces would not be found again."""
        held = set(loose).union(self.dropped, self.cut)
        places = [self._place(first, last, held) for first, last in self.spans]
        found = tuple(place for place in places if place is not None)
        again = taken(self.page.body, found) if len(found) == len(places) else None
        pieces = [self.raw[number] for number in self.counting]
        if again is None or again[0] != pieces:
            return None
        mask = self._mask(loose)
        digest = mask.digest(again[0])
        if digest is None:
            return None
        served = [piece for first, last in self.spans for piece in self.served[first:last]]
        return Imprint(
            read_at=now, content_type=self.page.content_type, places=found, mask=mask, digest=digest,
            behind=paragraphs(self.page.body, again[1]), elsewhere=self.elsewhere,
            packed=zlib.compress(b"<".join(served), 1),
        )  # fmt: skip

    def bare(self, number: int, piece: bytes) -> bytes:
        """What counts of a piece."""
        return b"" if number in self.dropped else tag(piece) if number in self.cut else piece

    def _place(self, first: int, last: int, held: Collection[int]) -> Place | None:
        """The place of some pieces, by one of them that does not change."""
        inserts = self.inserts if first == self.spans[0][0] else NO_INSERTS
        many = sum(n not in self.inserted for n in range(first, last))
        inserted = next((n for n in range(first, last) if n in self.inserted), last)  # none stands before an anchor
        free = [number for number in range(first, inserted) if number not in held]
        for number in sorted(free, key=lambda n: len(self.raw[n]) < _LONG):
            anchor = b"<" + self.served[number][:_ANCHOR]
            near = sum(map(len, self.served[:number])) + number - 1
            place = Place(anchor=anchor, at=number - first, many=many, near=near, inserts=inserts)
            if len(anchor) >= _SHORT and place.is_at(self.page.body, near):
                return place
        return None

    def _mask(self, loose: Mapping[int, frozenset[int]]) -> Mask:
        places = {number: place for place, number in enumerate(self.counting)}
        runs: list[int] = []
        figures: list[int] = []
        before = 0
        for number in sorted(loose, key=places.__getitem__):
            found = RUNS.findall(self.bare(number, self.raw[number]))
            own = [n for n in sorted(loose[number]) if n < len(found)]  # another load may have had more
            runs += [before + n for n in own]
            figures += [before + n for n in own if n > _tag_ends(found)]
            before += len(found) + 1
        dropped, cut, held = (
            array("I", sorted(places[n] for n in of if n in places)) for of in (self.dropped, self.cut, loose)
        )
        return Mask(dropped=dropped, cut=cut, loose=held, runs=array("I", runs), figures=array("I", figures))


def _tag_ends(runs: Sequence[bytes]) -> int:
    """The run in which the tag of a piece ends: behind all where there is no text, before all in a text."""
    if runs and not runs[0][:1].isalpha() and not runs[0].startswith((b"/", b"!")):
        return -1
    return next((n for n, run in enumerate(runs) if b">" in run), len(runs))


def _loosened(old: _Old, fresh: _Fresh) -> tuple[dict[int, frozenset[int]], bool]:
    """(the runs that may differ, by piece; whether nothing else does)."""
    pieces, places = old.leaving(fresh.inserts)
    counting = fresh.counting
    if len(pieces) != len(counting):
        return {}, False
    loose = {number: old.loose[place] for number, place in zip(counting, places, strict=True) if place in old.loose}
    is_all = True
    for number, piece in zip(counting, pieces, strict=True):
        one, other = fresh.bare(number, piece), fresh.bare(number, fresh.raw[number])
        if one != other:
            differing = _differing(RUNS.findall(one), RUNS.findall(other))
            is_all = is_all and bool(differing)
            if differing:
                loose[number] = loose.get(number, frozenset()) | differing
    return loose, is_all


def _differing(one: Sequence[bytes], other: Sequence[bytes]) -> frozenset[int]:
    """The runs that differ, none where that is no noise: in a text only figures are."""
    if len(one) != len(other):
        return frozenset()
    end = _tag_ends(other)
    found = [n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    is_noise = all(
        (one[n].isalnum() and other[n].isalnum()) if n < end else (one[n].isdigit() and other[n].isdigit())
        for n in found
    )
    return frozenset(found if is_noise else ())


def _by_piece(mask: Mask, pieces: Sequence[bytes]) -> dict[int, frozenset[int]]:
    """The runs of a mask by the place of their piece."""
    cut, found, before = set(mask.cut), {}, 0
    for place in mask.loose:
        many = len(RUNS.findall(tag(pieces[place]) if place in cut else pieces[place]))
        found[place] = frozenset(n - before for n in mask.runs if before <= n < before + many)
        before += many + 1
    return found


def _read(page: Page, fingerprint: str | None, rules: Rules) -> _Fresh | None:
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
    return _Fresh(
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
            spans.append((number, number + 1))
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
