"""Disclosure in words: of a revision as a whole, and of each of its changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from watcher.model import Change, Disclosure, Disclosures
from watcher.notify.wording import Wording, wording

NOTICES = ("notice.added", "notice.edited")


def verdicts(
    changes: Sequence[Change],
    told: Disclosures,
    *,
    stealth: bool,
    bumped: bool,
    dated: bool,
    back: int | None,
    words: Wording | None = None,
) -> Iterator[str]:
    """What is to be said of all changes together, a sentence each. `dated` says that the page gives a time of
    modification, `back` is the number of the earlier revision that stands there again, None for none."""
    own = words or wording()
    if told.undisclosed or stealth:
        yield _undisclosed(changes, told, own, stealth=stealth, dated=dated)
    if bumped:
        yield own.said("verdict.bumped")
    if back is not None:
        yield own.said("verdict.back", number=str(back))


def _undisclosed(
    changes: Sequence[Change], told: Disclosures, words: Wording, *, stealth: bool, dated: bool
) -> str:  # fmt: skip
    kinds, count = {change.kind for change in changes}, len(told.undisclosed or changes)
    if stealth and told.later:
        numbers = words.joined(list(dict.fromkeys(str(one.revision) for one in told.later)))
        return words.said("verdict.later_partly" if told.undisclosed else "verdict.later", numbers=numbers)
    if stealth:
        return words.counted("verdict.undisclosed" if dated else "verdict.undated", count)
    if told.own or told.later or not kinds.isdisjoint(NOTICES):
        return words.said("verdict.partly")
    return words.counted("verdict.unnoted" if "modified.changed" in kinds else "verdict.untold", count)


def marked(position: int, told: Disclosures, words: Wording | None = None) -> str:
    """Of one change: "undisclosed", "disclosed by the note", "disclosed by the note of revision 5", or ""."""
    own = words or wording()
    if position in told.undisclosed:
        return own.said("disclosure.undisclosed")
    if any(position in one.changes for one in told.own):
        return own.said("disclosure.own")
    later = next((one for one in told.later if position in one.changes), None)
    return own.said("disclosure.later", number=str(later.revision)) if later is not None else ""


def disclosed_by(change: Change, told: Disclosures) -> list[Disclosure]:
    """What the notice that came or was edited by `change` tells of, what is older last."""
    if not change.kind.startswith("notice."):
        return []
    return [one for one in (*told.own, *told.earlier) if one.notice == change.path]


def discloses(meant: Sequence[Disclosure], words: Wording) -> str:
    """What a notice discloses: "discloses 1 change and what was edited in revision 5"."""
    parts = (
        words.said("disclosure.revision", number=str(one.revision))
        if one.revision
        else words.counted("disclosure.changes", len(one.changes))
        for one in meant
    )
    return words.said("disclosure.discloses", what=words.said("signs.and").join(parts))
