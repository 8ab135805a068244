"""Learning how an article stands on its page, from loads of which the reader found that they tell the same."""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from watcher.extract.rules import Rules
from watcher.imprint import RUNS, TRIES, Imprint, Mask, Place, nameless, paragraphs, tag, taken
from watcher.inserts import NO_INSERTS, Inserts, Span, without
from watcher.loads import Load, read
from watcher.model import Page
from watcher.tried import is_unread, proposed

_SHORT, _LONG, _ANCHOR = 8, 24, 96  # bytes of an anchor: at least, better, at most
_SPARE = 60  # pieces of inserts that were not there before
_MOST_NAMES = 20
# A token in a query, and an attribute that is made for programs; what looks like a file or an address is neither.
_VALUE = re.compile(
    rb"(?:[?&;])([\w-]{1,40}+)=([\w~%+=-]*+)(?![\w./:])"
    rb"|(\s(?:nonce|integrity|data-[\w-]{1,40}+))=(\"[^\"<>]*+\"|'[^'<>]*+')"
)


def learned(before: Imprint, page: Page, fingerprint: str | None, rules: Rules, now: datetime) -> Imprint:
    """The imprint after `page` was read, with the `fingerprint`, and told the same article as `before`."""
    if before.is_on(page):
        return replace(before, read_at=now, tries=0)
    tries = before.tries + 1 if before.tries < TRIES else 1
    fresh = read(page, fingerprint, rules)
    made = _made(before, fresh, rules, now) if fresh is not None else None
    return replace(made or Imprint(read_at=now).unlearned(page, now), tries=tries)


def _made(before: Imprint, fresh: Load, rules: Rules, now: datetime) -> Imprint | None:
    """The imprint by what may differ: what could before, and what does between the two loads."""
    known = before.places[0].inserts if before.places else replace(NO_INSERTS, charset=fresh.charset)
    fresh = fresh.leaving(known, before.mask.names)
    if not before.packed:
        return _imprint(fresh, _NOTHING, now)
    old = _Old.of(before)
    for leaner in _leaner(old, fresh):
        better = _loosened(old, leaner)
        if better.is_all and is_unread(leaner, rules):
            return _imprint(leaner, better, now)
    return _imprint(fresh, _loosened(old, fresh), now)


def _leaner(old: _Old, load: Load) -> Iterator[Load]:
    """The load with less that counts, in ways that are to be tried."""
    names = _names(old, load)
    if names != load.names:
        yield load.leaving(load.inserts, names)
    if load.charset and not _loosened(old, load).is_all:
        inserts = proposed(old.story, load, load.inserts)
        if inserts != load.inserts:
            leaner = load.leaving(inserts, load.names)
            yield from (load.leaving(inserts, own) for own in dict.fromkeys((_names(old, leaner), load.names)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Old:
    """The pieces of the load before: the story's with its inserts, the others; the runs that may differ, by the place
    of their piece among all of these, and what counted of that piece."""

    story: list[bytes]
    others: list[bytes]
    loose: Mapping[int, frozenset[int]]
    mask: Mask

    @classmethod
    def of(cls, before: Imprint) -> _Old:
        pieces = zlib.decompress(before.packed).split(b"<")
        apart = len(pieces) - sum(place.many for place in before.places[1:])
        own, others = pieces[:apart], pieces[apart:]
        spans = before.places[0].inserts.found(own)
        runs = _by_piece(before.mask, [*without(own, spans), *others])
        places = _places(apart, len(pieces), spans)
        loose = {places[place]: found for place, found in runs.items()}
        return cls(story=own, others=others, loose=loose, mask=before.mask)

    def leaving(self, inserts: Inserts) -> tuple[list[bytes], list[int]]:
        """(the pieces that count, the place of each among all)."""
        spans = inserts.found(self.story)
        apart = len(self.story)
        return [*without(self.story, spans), *self.others], _places(apart, apart + len(self.others), spans)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What differs between two loads: the `runs` that may, by piece, those that could before included; the pieces that
    have `changed`; whether that `is_all`."""

    runs: Mapping[int, frozenset[int]] = field(default_factory=dict)
    changed: Collection[int] = ()
    is_all: bool = False


_NOTHING = _Found()


def _places(apart: int, many: int, spans: Sequence[Span]) -> list[int]:
    """The places of so `many` pieces that are in none of the `spans` of the story, which ends before `apart`."""
    inside = {n for span in spans for n in range(*span) if n < apart}
    return [n for n in range(many) if n not in inside]


def _imprint(load: Load, differing: _Found, now: datetime) -> Imprint | None:
    """The imprint by what may differ; None where the pieces would not be found again."""
    held = {*differing.runs, *differing.changed, *load.cut}
    places = [_place(load, first, last, held) for first, last in load.spans]
    found = tuple(place for place in places if place is not None)
    again = taken(load.page.body, found) if len(found) == len(places) else None
    pieces = [load.raw[number] for number in load.counting]
    if again is None or again[0] != pieces:
        return None
    mask = _mask(load, differing.runs)
    digest = mask.digest(again[0])
    if digest is None:
        return None
    served = [piece for first, last in load.spans for piece in load.served[first:last]]
    return Imprint(
        read_at=now, content_type=load.page.content_type, places=found, mask=mask, digest=digest,
        behind=paragraphs(load.page.body, again[1]), elsewhere=load.elsewhere,
        packed=zlib.compress(b"<".join(served), 1),
    )  # fmt: skip


def _place(load: Load, first: int, last: int, held: Collection[int]) -> Place | None:
    """The place of some pieces, by one of them that does not change."""
    inserts = load.inserts if first == load.spans[0][0] else NO_INSERTS
    many = sum(n not in load.inserted for n in range(first, last))
    spare = _SPARE + 3 * len(load.inserted) if inserts else 0
    inserted = next((n for n in range(first, last) if n in load.inserted), last)  # none stands before an anchor
    free = [number for number in range(first, inserted) if number not in held]
    for number in sorted(free, key=lambda n: (n in load.dropped, len(load.raw[n]) < _LONG)):
        anchor = b"<" + load.served[number][:_ANCHOR]
        near = sum(map(len, load.served[:number])) + number - 1
        place = Place(anchor=anchor, at=number - first, many=many, near=near, inserts=inserts, spare=spare)
        if len(anchor) >= _SHORT and place.is_at(load.page.body, near):
            return place
    return None


def _mask(load: Load, loose: Mapping[int, frozenset[int]]) -> Mask:
    places = {number: place for place, number in enumerate(load.counting)}
    runs: list[int] = []
    figures: list[int] = []
    before = 0
    for number in sorted(loose, key=places.__getitem__):
        found = RUNS.findall(load.bare(number, load.raw[number]))
        own = [n for n in sorted(loose[number]) if n < len(found)]  # another load may have had more
        runs += [before + n for n in own]
        figures += [before + n for n in own if n > _tag_ends(found)]
        before += len(found) + 1
    dropped, cut, named, held = (
        array("I", sorted(places[n] for n in of if n in places)) for of in (load.dropped, load.cut, load.named, loose)
    )
    return Mask(
        dropped=dropped, cut=cut, names=load.names, named=named, loose=held, runs=array("I", runs),
        figures=array("I", figures),
    )  # fmt: skip


def _tag_ends(runs: Sequence[bytes]) -> int:
    """The run in which the tag of a piece ends: behind all where there is no text, before all in a text."""
    if runs and not runs[0][:1].isalpha() and not runs[0].startswith((b"/", b"!")):
        return -1
    return next((n for n, run in enumerate(runs) if b">" in run), len(runs))


def _loosened(old: _Old, fresh: Load) -> _Found:
    """What differs between the loads."""
    pieces, places = old.leaving(fresh.inserts)
    counting = fresh.counting
    if len(pieces) != len(counting):
        return _NOTHING
    loose: dict[int, frozenset[int]] = {}
    changed: list[int] = []
    is_all = True
    for number, piece, place in zip(counting, pieces, places, strict=True):
        if place in old.loose and nameless(piece, old.mask.names) == nameless(piece, fresh.names):
            loose[number] = old.loose[place]
        if piece == fresh.raw[number]:
            continue
        changed.append(number)
        one, other = fresh.bare(number, piece), fresh.bare(number, fresh.raw[number])
        if one != other:
            differing = _differing(RUNS.findall(one), RUNS.findall(other))
            is_all = is_all and bool(differing)
            if differing:
                loose[number] = loose.get(number, frozenset()) | differing
    return _Found(runs=loose, changed=changed, is_all=is_all)


def _names(old: _Old, fresh: Load) -> tuple[bytes, ...]:
    """The names whose values do not count: those that did not, and those that have other values in the two loads."""
    pieces, _ = old.leaving(fresh.inserts)
    found = dict.fromkeys(fresh.names)
    if len(pieces) == len(fresh.counting):
        for number, *loads in zip(fresh.counting, pieces, (fresh.raw[n] for n in fresh.counting), strict=True):
            if loads[0] != loads[1] and number not in fresh.dropped:
                one, other = (_VALUE.findall(tag(piece) if number in fresh.cut else piece) for piece in loads)
                if [told[::2] for told in one] == [told[::2] for told in other]:
                    found |= dict.fromkeys(a[0] or a[2] for a, b in zip(one, other, strict=True) if a != b)
    return tuple(found) if len(found) <= _MOST_NAMES else fresh.names


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
    cut, named, found, before = set(mask.cut), set(mask.named), {}, 0
    for place in mask.loose:
        own = tag(pieces[place]) if place in cut else pieces[place]
        many = len(RUNS.findall(nameless(own, mask.names) if place in named else own))
        found[place] = frozenset(n - before for n in mask.runs if before <= n < before + many)
        before += many + 1
    return found
