"""Learning how an article stands on its page, from loads of which the reader found that they tell the same."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache

from watcher.extract import extract_from
from watcher.extract.rules import Rules
from watcher.imprint import MOST_NOISE, RUNS, TRIES, Imprint, Noise, Place, paragraphs, tag, taken
from watcher.inserts import NO_INSERTS, any_of, counting, pattern
from watcher.loads import Load, read
from watcher.masked import SPARE, Old, is_modest, masked, tag_ends
from watcher.model import Article, Page
from watcher.tried import is_unread, proposed

_SHORT, _LONG, _ANCHOR = 8, 24, 96  # bytes of an anchor: at least, better, at most
_DIGIT = re.compile(rb"[0-9]")
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
    return replace(made or Imprint(read_at=now, noise=before.noise).unlearned(page, now), tries=tries)


def _made(before: Imprint, fresh: Load, rules: Rules, now: datetime) -> Imprint | None:
    """The imprint by what may differ: what could before, and what does between the two loads."""
    leaner = fresh.leaving(before.noise)
    if is_modest(leaner.served[slice(*leaner.spans[0])], leaner.inserted_spans):
        fresh = leaner
    if not before.packed:
        return _imprint(fresh, _NOTHING, now)
    old = Old.of(before)
    article = cache(lambda: extract_from(fresh.source))
    for leaner in _leaner(old, fresh, article):
        better = _loosened(old, leaner)
        if better.is_all and is_unread(leaner, fresh.noise, article(), rules):
            return _followed(before, _imprint(leaner, better, now))
    return _followed(before, _imprint(fresh, _loosened(old, fresh), now))


def _followed(before: Imprint, now: Imprint | None) -> Imprint | None:
    """The new imprint, for which anything may follow the story where two loads differ in that."""
    return now and (now if now.following == before.following else replace(now, following=b""))


def _leaner(old: Old, load: Load, article: Callable[[], Article]) -> Iterator[Load]:
    """The load with more noise, in ways that are to be tried."""
    told = _told(old, load)
    if told != load.noise:
        yield load.leaving(told)
    if load.charset and not _loosened(old, load).is_all:
        boxes = proposed(old.story, load, article())
        if boxes != load.noise:
            for noise in dict.fromkeys((_told(old, load.leaving(boxes)), boxes)):
                yield load.leaving(noise)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What differs between two loads: the `runs` that may, by piece, those that could before included; the pieces that
    have `changed`; whether that `is_all`."""

    runs: Mapping[int, frozenset[int]] = field(default_factory=dict)
    changed: Collection[int] = ()
    is_all: bool = False


_NOTHING = _Found()


def _imprint(load: Load, differing: _Found, now: datetime) -> Imprint | None:
    """The imprint by what may differ; None where the pieces would not be found again."""
    noisy = (n for n in load.counting if n not in load.dropped and load.bare(n, load.raw[n]) != load.raw[n])
    held = {*differing.runs, *differing.changed, *noisy}
    places = [_place(load, first, last, held) for first, last in load.spans]
    found = tuple(place for place in places if place is not None)
    again = taken(load.page.body, found) if len(found) == len(places) else None
    pieces = [load.raw[number] for number in load.counting]
    if again is None or again[0] != pieces:
        return None
    own = {number: place for place, number in enumerate(load.counting)}
    dropped, cut = ({own[n] for n in of if n in own} for of in (load.dropped, load.cut))
    runs = {own[n]: found for n, found in differing.runs.items()}
    mask = masked(pieces, dropped=dropped, cut=cut, noise=load.noise, runs=runs)
    digest = mask.digest(again[0])
    if digest is None:
        return None
    served = [piece for first, last in load.spans for piece in load.served[first:last]]
    return Imprint(
        read_at=now, content_type=load.page.content_type, noise=load.noise, places=found, mask=mask, digest=digest,
        behind=paragraphs(load.page.body, again[1]), following=_following(load), elsewhere=load.elsewhere,
        packed=zlib.compress(b"<".join(served), 1),
    )  # fmt: skip


def _following(load: Load) -> bytes:
    """What the tag behind the story looks like; b"" where that is none, an insert's, or one whose names are made up."""
    piece = load.served[load.spans[0][1]]
    is_noise = load.noise.begin and any_of(load.noise.begin).match(piece)
    return b"" if is_noise or _DIGIT.search(piece.partition(b">")[0]) else pattern(piece) or b""


def _place(load: Load, first: int, last: int, held: Collection[int]) -> Place | None:
    """The place of some pieces, by one of them that does not change."""
    inserts = load.inserts if first == load.spans[0][0] else NO_INSERTS
    many = sum(n not in load.inserted for n in range(first, last))
    spare = SPARE + 3 * len(load.inserted) if inserts else 0
    inserted = next((n for n in range(first, last) if n in load.inserted), last)  # none stands before an anchor
    free = [number for number in range(first, inserted) if number not in held]
    for number in sorted(free, key=lambda n: (n in load.dropped, len(load.raw[n]) < _LONG, _is_prone(load.raw[n]))):
        anchor = b"<" + load.served[number][:_ANCHOR]
        near = sum(map(len, load.served[:number])) + number - 1
        place = Place(anchor=anchor, at=number - first, many=many, near=near, inserts=inserts, spare=spare)
        if len(anchor) >= _SHORT and place.is_at(load.page.body, near):
            return place
    return None


def _is_prone(piece: bytes) -> bool:
    """Whether there may be noise in a piece."""
    return piece.startswith((b"img", b"source", b"script")) or bool(_VALUE.search(piece) or counting(piece))


def _loosened(old: Old, fresh: Load) -> _Found:
    """What differs between the loads."""
    pieces, places = old.leaving(fresh.inserts)
    counting = fresh.counting
    if len(pieces) != len(counting):
        return _NOTHING
    loose = {counting[n]: runs for n, runs in old.runs_with(fresh.noise, pieces, places).items()}
    changed: list[int] = []
    is_all = True
    for number, piece in zip(counting, pieces, strict=True):
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


def _told(old: Old, load: Load) -> Noise:
    """The noise of a load, and names that have other values in the two loads, and pieces that have other figures."""
    pieces, _ = old.leaving(load.inserts)
    names, counted = dict.fromkeys(load.noise.names), dict.fromkeys(load.noise.counted)
    if len(pieces) != len(load.counting):
        return load.noise
    tried: set[bytes] = set()
    for number, *loads in zip(load.counting, pieces, (load.raw[n] for n in load.counting), strict=True):
        if loads[0] == loads[1] or number in load.dropped:
            continue
        one, other = (_VALUE.findall(tag(piece) if number in load.cut else piece) for piece in loads)
        if [told[::2] for told in one] == [told[::2] for told in other]:
            names |= dict.fromkeys(a[0] or a[2] for a, b in zip(one, other, strict=True) if a != b)
        like = counting(loads[1]) if number not in load.cut and len(tried) < MOST_NOISE else None
        if like is not None and like not in tried:
            tried.add(like)
            counted |= dict.fromkeys((like,) if any_of((like,)).fullmatch(loads[0]) else ())
    return load.noise | Noise(names=tuple(names), counted=tuple(counted))


def _differing(one: Sequence[bytes], other: Sequence[bytes]) -> frozenset[int]:
    """The runs that differ, none where that is no noise: in a text only figures are."""
    if len(one) != len(other):
        return frozenset()
    end = tag_ends(other)
    found = [n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    is_noise = all(
        (one[n].isalnum() and other[n].isalnum()) if n < end else (one[n].isdigit() and other[n].isdigit())
        for n in found
    )
    return frozenset(found if is_noise else ())
