"""What a revision's changes say together."""

from __future__ import annotations

from collections.abc import Sequence

from watcher.compare.times import same_time
from watcher.model import Article, Change, Weight

_TEXTS = frozenset(("title", "kicker", "standfirst", "paragraph", "heading", "list", "quote", "table", "caption"))
TELLING = ("notice.added", "notice.edited")


def stealth(before: Article, after: Article, changes: Sequence[Change]) -> bool:
    """Whether a major change of text is told of neither by the time of modification nor by a notice.

    A page that names no such time tells nothing. A notice that was removed is a change of text.
    """
    dated = after.modified_at and not same_time(before.modified_at, after.modified_at)
    if dated or any(change.kind in TELLING for change in changes):
        return False
    return any(is_major_text(change) for change in changes)


def bumped(changes: Sequence[Change]) -> bool:
    """Whether the time of modification moved and nothing else did."""
    return [change.kind for change in changes] == ["modified.changed"]


def is_major_text(change: Change) -> bool:
    """Whether it is a major change of a text, that of a notice which went away included."""
    return change.weight == Weight.MAJOR and is_text(change)


def is_text(change: Change) -> bool:
    """Whether it changed what a text says, not only where it stands."""
    what, _, how = change.kind.partition(".")
    return (what in _TEXTS and how != "moved") or change.kind == "notice.removed"
