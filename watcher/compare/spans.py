"""Two texts, word for word: what is equal, removed and added, fit to be read."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter

from watcher.compare.tokens import is_tiny
from watcher.compare.words import Hunk, Run, Wording
from watcher.model import Span

# What is equal, then what went and what came.
Part = tuple[str, str, str]


def spans_of(wording: Wording) -> tuple[Span, ...]:
    """Joined without "+" they give the text before, without "-" the text after. () where both are empty.

    "-" stands before "+", and what is equal but tiny between two changes belongs to them.
    """
    spans: list[Span] = []
    lead = gone = come = equal = ""
    for same, old, new in _parts(wording):
        equal += same
        if not old and not new:
            continue
        if (gone or come) and is_tiny(equal):
            gone += equal + old
            come += equal + new
        else:
            spans += (("=", lead), ("-", gone), ("+", come))
            lead, gone, come = equal, old, new
        equal = ""
    spans += (("=", lead), ("-", gone), ("+", come), ("=", equal))
    return tuple(filter(itemgetter(1), spans))


def _parts(wording: Wording) -> Iterator[Part]:
    """The places that were changed, each behind what is equal before it. White space at the edge of a place that
    is the same in both texts is equal."""
    before, after = wording.before, wording.after
    old, new, starts_old, starts_new = before.text, after.text, before.starts, after.starts
    words_old, words_new = before.words, after.words
    at_old = at_new = 0  # characters that are told
    piece = shift = 0
    for a, b, c, d in wording.hunks:
        begin_old, begin_new = starts_old[a], starts_new[c]
        same = old[at_old:begin_old]
        if same == new[at_new:begin_new]:
            if a < b and c < d:
                at_old = starts_old[b - 1] + len(words_old[b - 1])
                at_new = starts_new[d - 1] + len(words_new[d - 1])
            else:
                at_old, at_new = starts_old[b], starts_new[d]
            yield same, old[begin_old:at_old], new[begin_new:at_new]
        else:
            ends = before.end(a - 1), after.end(c - 1)
            yield from _respaced(wording, (piece, piece + shift, a - piece), (at_old, at_new), ends)
            yield from _edges(wording, (a, b, c, d))
            at_old, at_new = starts_old[b], starts_new[d]
        piece, shift = b, d - b
    run = (piece, piece + shift, len(before.words) - piece)
    yield from _respaced(wording, run, (at_old, at_new), (len(old), len(new)))


def _edges(wording: Wording, hunk: Hunk) -> Iterator[Part]:
    """A place with the white space around it, where that at its beginning may differ."""
    a, b, c, d = hunk
    before, after = wording.before, wording.after
    begin_old, begin_new, last_old, last_new = before.starts[a], after.starts[c], before.starts[b], after.starts[d]
    lead, lead_new = before.text[before.end(a - 1) : begin_old], after.text[after.end(c - 1) : begin_new]
    gone, come = before.text[begin_old:last_old], after.text[begin_new:last_new]
    if lead != lead_new:
        lead, gone, come = "", lead + gone, lead_new + come
    trail = before.text[before.end(b - 1) : last_old] if a < b else gone
    if trail and trail == (after.text[after.end(d - 1) : last_new] if c < d else come):
        yield lead, gone[: -len(trail)], come[: -len(trail)]
        yield trail, "", ""
    else:
        yield lead, gone, come


def _respaced(wording: Wording, run: Run, starts: tuple[int, int], ends: tuple[int, int]) -> Iterator[Part]:
    """A run of equal words, with where it starts and ends in either text, cut up where the white space differs."""
    before, after = wording.before, wording.after
    (at_old, at_new), (end_old, end_new) = starts, ends
    piece_old, piece_new, size = run
    if before.text[at_old:end_old] == after.text[at_new:end_new]:
        yield before.text[at_old:end_old], "", ""
        return
    told = at_old
    for k, j in zip(range(piece_old, piece_old + size), range(piece_new, piece_new + size), strict=True):
        gone, come = before.text[at_old : before.starts[k]], after.text[at_new : after.starts[j]]
        if gone != come:
            yield before.text[told:at_old], gone, come
            told = before.starts[k]
        at_old, at_new = before.end(k), after.end(j)
    gone, come = before.text[at_old:end_old], after.text[at_new:end_new]
    yield before.text[told:at_old], "", ""
    yield (gone, "", "") if gone == come else ("", gone, come)
