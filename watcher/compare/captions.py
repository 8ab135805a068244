"""A caption that is a paragraph beside its picture in the other article: one text, which a page may show as either."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from watcher.compare.lexicon import Lexicon
from watcher.compare.likeness import likeness, sketch
from watcher.compare.weigh import text_change
from watcher.model import Change
from watcher.text import reader_text

# How alike they must be to be one text, and how near the paragraph must stand to the picture.
_ALIKE = 0.6
_NEAR = 3
_PLACE = re.compile(r"blocks\[(\d+)\]")
_OTHER = {"caption.removed": "paragraph.added", "caption.added": "paragraph.removed"}


def with_one_caption(changes: Sequence[Change], lexicon: Lexicon) -> tuple[Change, ...]:
    """The changes, but that no text is told to have gone as a caption and come as a paragraph, or the other way round:
    it is the same or edited. The caption of a picture that came or went is told with it."""
    told_whole = {change.path for change in changes if change.kind in ("image.added", "image.removed")}
    captions = [c for c in changes if c.kind in _OTHER and c.path.removesuffix(".caption") not in told_whole]
    left = [change for change in changes if change.kind in _OTHER.values()] if captions else []
    pairs: list[tuple[Change, Change]] = []
    for caption in captions:
        if (text := _beside(caption, left)) is not None:
            pairs.append((caption, text))
            left = [change for change in left if change is not text]
    return tuple(_told(changes, pairs, lexicon)) if pairs else tuple(changes)


def _beside(caption: Change, changes: Iterable[Change]) -> Change | None:
    """The change by which the text of a caption that went comes near its picture, or that of one that came goes."""
    known = sketch(caption.before or caption.after or "")
    others = (c for c in changes if c.kind == _OTHER[caption.kind] and abs(_at(c) - _at(caption)) <= _NEAR)
    return next((c for c in others if likeness(known, sketch(c.before or c.after or ""), _ALIKE)), None)


def _at(change: Change) -> int:
    place = _PLACE.match(change.path)
    return int(place[1]) if place else -_NEAR


def _told(changes: Iterable[Change], pairs: Sequence[tuple[Change, Change]], lexicon: Lexicon) -> Iterator[Change]:
    captions = {id(caption): text for caption, text in pairs}
    texts = {id(text) for _, text in pairs}
    for change in changes:
        if (text := captions.get(id(change))) is not None:
            before, after = (change.before, text.after) if change.before else (text.before, change.after)
            if reader_text(before or "") != reader_text(after or ""):
                path = text.path if change.before else change.path
                yield text_change("caption.edited", path, before, after, lexicon)
        elif id(change) not in texts:
            yield change
