"""A standfirst that stands among the first texts of the other article: one text, which a page may show as either."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from watcher.compare.lexicon import Lexicon
from watcher.compare.likeness import likeness, sketch
from watcher.compare.weigh import text_change
from watcher.model import Article, Change
from watcher.text import reader_text

# How alike they must be to be one text, and how early it must stand.
_ALIKE = 0.6
_EARLY = 4
_PLACE = re.compile(r"blocks\[(\d+)\]")


def with_one_opening(old: Article, new: Article, changes: Sequence[Change], lexicon: Lexicon) -> tuple[Change, ...]:
    """The changes, but that no text is told to have gone as one thing and come as another: it is the same or edited."""
    if not any(change.path == "standfirst" for change in changes):
        return tuple(changes)
    above = old.standfirst, new.standfirst
    below = _elsewhere(above[0], changes, "added"), _elsewhere(above[1], changes, "removed")
    return tuple(_told(changes, above, below, lexicon)) if any(below) else tuple(changes)


def _elsewhere(text: str | None, changes: Iterable[Change], verb: str) -> Change | None:
    """The change by which the other article has, or had, a standfirst's text among its first."""
    found = (c for c in changes if c.kind in (f"paragraph.{verb}", f"heading.{verb}") and _is_early(c.path))
    known = sketch(text or "")
    return next((c for c in found if text and likeness(known, sketch(c.after or c.before or ""), _ALIKE)), None)


def _is_early(path: str) -> bool:
    place = _PLACE.fullmatch(path)
    return place is not None and int(place[1]) < _EARLY


def _told(
    changes: Iterable[Change],
    above: tuple[str | None, str | None],
    below: tuple[Change | None, Change | None],
    lexicon: Lexicon,
) -> Iterator[Change]:
    """`above` are the standfirsts before and after, `below` how each came or goes as another text."""
    for change in changes:
        if change.path == "standfirst":
            before, after = (text if other is None else None for text, other in zip(above, below, strict=True))
            verb = "edited" if before and after else "added" if after else "removed"
            if before or after:
                yield text_change(f"standfirst.{verb}", "standfirst", before, after, lexicon)
        elif change is below[0]:
            yield from _edited(change, change.path, above[0], change.after, lexicon)
        elif change is below[1]:
            yield from _edited(change, "standfirst", change.before, above[1], lexicon)
        else:
            yield change


def _edited(change: Change, path: str, before: str | None, after: str | None, lexicon: Lexicon) -> Iterator[Change]:
    """The edit of a text that is now at `path`; nothing where it reads the same."""
    if reader_text(before or "") != reader_text(after or ""):
        what = change.kind.partition(".")[0]
        yield text_change(f"{what}.edited", path, before, after, lexicon)
