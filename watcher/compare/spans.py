"""Two texts, word for word: what is equal, removed and added, fit to be read."""

from __future__ import annotations

from typing import NamedTuple

from watcher.compare.tokens import Tokens, is_tiny
from watcher.compare.words import Wording
from watcher.model import Span


def spans_of(wording: Wording) -> tuple[Span, ...]:
    """Joined without "+" they give the text before, without "-" the text after. () where both are empty."""
    before, after, pen = wording.before, wording.after, _Pen()
    at_old = at_new = piece = 0
    for hunk in wording.hunks:
        old, new = _gap(before, *hunk.old), _gap(after, *hunk.new)
        words = before.words[piece : hunk.old[0]]
        _write_equal(pen, words, before.text[at_old : old.start], after.text[at_new : new.start])
        _write_change(pen, old, new)
        at_old, at_new, piece = old.end, new.end, hunk.old[1]
    _write_equal(pen, before.words[piece:], before.text[at_old:], after.text[at_new:])
    return pen.spans()


class _Pen:
    """Writes spans down: neighbours of one kind become one, "-" stands before "+", and what is equal but tiny
    between two changes belongs to them."""

    def __init__(self) -> None:
        self._done: list[Span] = []
        self._gone = self._come = self._equal = ""

    def equal(self, text: str) -> None:
        self._equal += text

    def change(self, gone: str, come: str) -> None:
        if not gone and not come:
            return
        if not (self._gone or self._come) or not is_tiny(self._equal):
            self._flush()
        self._gone += self._equal + gone
        self._come += self._equal + come
        self._equal = ""

    def spans(self) -> tuple[Span, ...]:
        self._flush()
        return tuple(self._done)

    def _flush(self) -> None:
        if self._gone:
            self._done.append(("-", self._gone))
        if self._come:
            self._done.append(("+", self._come))
        if self._equal:
            self._done.append(("=", self._equal))
        self._gone = self._come = self._equal = ""


def _write_equal(pen: _Pen, words: tuple[str, ...], old: str, new: str) -> None:
    """Stretches of the same words, cut up only where the white space around them differs."""
    if old == new:
        pen.equal(old)
        return
    for word in words:
        space_old, _, old = old.partition(word)
        space_new, _, new = new.partition(word)
        _write_space(pen, space_old, space_new)
        pen.equal(word)
    _write_space(pen, old, new)


def _write_space(pen: _Pen, old: str, new: str) -> None:
    if old == new:
        pen.equal(old)
    else:
        pen.change(old, new)


class _Gap(NamedTuple):
    """A changed part of one text with the white space around it; `lead` is all there is where it holds no words."""

    lead: str
    words: str
    trail: str
    start: int
    end: int


def _gap(of: Tokens, start: int, end: int) -> _Gap:
    first, last = of.end(start - 1), of.start(end)
    if start == end:
        return _Gap(of.text[first:last], "", "", first, last)
    begins, ends = of.starts[start], of.end(end - 1)
    return _Gap(of.text[first:begins], of.text[begins:ends], of.text[ends:last], first, last)


def _write_change(pen: _Pen, old: _Gap, new: _Gap) -> None:
    """Both parts; white space that stands at the same edge of both is equal."""
    gone, come = old.words + old.trail, new.words + new.trail
    if old.lead == new.lead:
        pen.equal(old.lead)
    else:
        gone, come = old.lead + gone, new.lead + come
    trail = old.trail if old.words else gone
    if trail and trail == (new.trail if new.words else come):
        pen.change(gone[: -len(trail)], come[: -len(trail)])
        pen.equal(trail)
    else:
        pen.change(gone, come)
