"""What of an article's pieces may differ: making a mask, and another one for the pieces that are remembered."""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from watcher.imprint import RUNS, Imprint, Mask, Noise, Place, count, nameless, tag
from watcher.inserts import Inserts, Span, without

SPARE = 60  # pieces of inserts that were not there before
_MOST_INSERTED = 0.5  # of the bytes of a story

Runs = Mapping[int, frozenset[int]]


def masked(
    pieces: Sequence[bytes], *, dropped: Collection[int], cut: Collection[int], noise: Noise, runs: Runs
) -> Mask:
    """The mask by which what is noise, and `runs` by piece, may differ."""
    left = [b"" if n in dropped else tag(piece) if n in cut else piece for n, piece in enumerate(pieces)]
    plain = [nameless(piece, noise.names) for piece in left]
    counted = [count(piece, noise.counted) for piece in plain]
    flat: list[int] = []
    figures: list[int] = []
    before = 0
    loose = sorted(n for n in runs if counted[n] is plain[n])
    for number in loose:
        found = RUNS.findall(plain[number])
        own = [n for n in sorted(runs[number]) if n < len(found)]  # another load may have had more
        end = tag_ends(found)
        flat += [before + n for n in own]
        figures += [before + n for n in own if n > end]
        before += len(found) + 1
    return Mask(
        dropped=array("I", sorted(dropped)),
        cut=array("I", sorted(cut)),
        names=noise.names,
        named=array("I", [n for n, piece in enumerate(plain) if piece != left[n]]),
        counted=noise.counted,
        counting=array("I", [n for n, piece in enumerate(counted) if piece is not plain[n]]),
        loose=array("I", loose),
        runs=array("I", flat),
        figures=array("I", figures),
    )


def tag_ends(runs: Sequence[bytes]) -> int:
    """The run in which the tag of a piece ends: behind all where there is no text, before all in a text."""
    if runs and not runs[0][:1].isalpha() and not runs[0].startswith((b"/", b"!")):
        return -1
    return next((n for n, run in enumerate(runs) if b">" in run), len(runs))


@dataclass(frozen=True, slots=True, kw_only=True)
class Old:
    """The pieces of the load before: the story's with its inserts, the others; what of them did not count, and the
    `runs` that might differ, by place among all of these."""

    story: list[bytes]
    others: list[bytes]
    dropped: Collection[int]
    cut: Collection[int]
    runs: Runs
    noise: Noise

    @classmethod
    def of(cls, before: Imprint) -> Old:
        pieces = zlib.decompress(before.packed).split(b"<")
        apart = len(pieces) - sum(place.many for place in before.places[1:])
        own, others = pieces[:apart], pieces[apart:]
        spans = before.places[0].inserts.found(own)
        runs = _by_piece(before.mask, [*without(own, spans), *others])
        places = _places(apart, len(pieces), spans)
        dropped, cut = ({places[n] for n in of} for of in (before.mask.dropped, before.mask.cut))
        found = {places[n]: own for n, own in runs.items()}
        return cls(story=own, others=others, dropped=dropped, cut=cut, runs=found, noise=before.noise)

    def anchors(self, places: Sequence[Place]) -> Iterator[bytes]:
        """The pieces by which these places are found."""
        yield self.story[places[0].at]
        before = 0
        for place in places[1:]:
            yield self.others[before + place.at]
            before += place.many

    def leaving(self, inserts: Inserts) -> tuple[list[bytes], list[int]]:
        """(the pieces that count, the place of each among all)."""
        spans = inserts.found(self.story)
        apart = len(self.story)
        return [*without(self.story, spans), *self.others], _places(apart, apart + len(self.others), spans)

    def runs_with(self, noise: Noise, pieces: Sequence[bytes], places: Sequence[int]) -> dict[int, frozenset[int]]:
        """The runs by piece, where there is more noise: but for those that it makes others."""
        own = {number: self.runs[place] for number, place in enumerate(places) if place in self.runs}
        names = self.noise.names, noise.names
        return {n: runs for n, runs in own.items() if nameless(pieces[n], names[0]) == nameless(pieces[n], names[1])}


def _places(apart: int, many: int, spans: Sequence[Span]) -> list[int]:
    """The places of so `many` pieces that are in none of the `spans` of the story, which ends before `apart`."""
    inside = {n for span in spans for n in range(*span) if n < apart}
    return [n for n in range(many) if n not in inside]


def _by_piece(mask: Mask, pieces: Sequence[bytes]) -> dict[int, frozenset[int]]:
    """The runs of a mask by the place of their piece."""
    cut, named, found, before = set(mask.cut), set(mask.named), {}, 0
    for place in mask.loose:
        own = tag(pieces[place]) if place in cut else pieces[place]
        many = len(RUNS.findall(nameless(own, mask.names) if place in named else own))
        found[place] = frozenset(n - before for n in mask.runs if before <= n < before + many)
        before += many + 1
    return found


def adapted(before: Imprint, noise: Noise) -> Imprint | None:
    """The imprint of the same load, now that more `noise` of its site is known; None where there is no more to know, or
    too much of the story would be noise."""
    if not before.packed or (more := before.noise | noise) == before.noise:
        return None
    first = before.places[0]
    inserts = more.inserts(first.inserts.charset)
    old = Old.of(before)
    spans = inserts.found(old.story)
    is_lost = any(count(nameless(piece, more.names), more.counted) != piece for piece in old.anchors(before.places))
    if is_lost or (spans and spans[0][0] <= first.at) or not is_modest(old.story, spans):
        return None
    pieces, places = old.leaving(inserts)
    own = {place: number for number, place in enumerate(places)}
    dropped, cut = ({own[place] for place in of if place in own} for of in (old.dropped, old.cut))
    mask = masked(pieces, dropped=dropped, cut=cut, noise=more, runs=old.runs_with(more, pieces, places))
    inserted = sum(end - begin for begin, end in spans)
    story = replace(first, inserts=inserts, many=len(old.story) - inserted, spare=SPARE + 3 * inserted)
    digest = mask.digest(pieces)
    return replace(before, noise=more, places=(story, *before.places[1:]), mask=mask, digest=digest) if digest else None


def is_modest(story: Sequence[bytes], spans: Sequence[Span]) -> bool:
    """Whether inserts are the lesser part of a story."""
    inside = sum(len(piece) for first, end in spans for piece in story[first:end])
    return inside <= _MOST_INSERTED * sum(map(len, story))
