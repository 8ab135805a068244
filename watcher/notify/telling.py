"""Disclosure in words: of a revision as a whole, and of each of its changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from watcher.model import Change, Disclosure, Disclosures

UNDISCLOSED = "Not disclosed: neither the modification time nor a note tells of this change."
UNDATED = "Not disclosed: the page gives no modification time, and no note tells of this change."
UNNOTED = "The modification time moved, but no note tells of this change."
UNTOLD = "No note tells of this change."
NOTICES = ("notice.added", "notice.edited")
PARTLY = "No note tells of what is marked undisclosed."


def verdicts(
    changes: Sequence[Change], told: Disclosures, *, stealth: bool, bumped: bool, dated: bool, back: int | None
) -> Iterator[str]:  # fmt: skip
    """What is to be said of all changes together, a sentence each. `dated` says that the page gives a time of
    modification, `back` is the number of the earlier revision that stands there again, None for none."""
    if told.undisclosed or stealth:
        yield _undisclosed({change.kind for change in changes}, told, stealth=stealth, dated=dated)
    if bumped:
        yield "Only the modification time moved; the article is as it was."
    if back is not None:
        yield f"The article stands again as it did in revision {back}."


def _undisclosed(kinds: Set[str], told: Disclosures, *, stealth: bool, dated: bool) -> str:
    if stealth and told.later:
        numbers = ", ".join(dict.fromkeys(str(one.revision) for one in told.later))
        what = "some of it" if told.undisclosed else "it"
        return f"Not disclosed when it was edited; a note of revision {numbers} tells of {what}."
    if stealth:
        return UNDISCLOSED if dated else UNDATED
    if told.own or told.later or not kinds.isdisjoint(NOTICES):
        return PARTLY
    return UNNOTED if "modified.changed" in kinds else UNTOLD


def marked(position: int, told: Disclosures) -> str:
    """Of one change: "undisclosed", "disclosed by the note", "disclosed by the note of revision 5", or ""."""
    if position in told.undisclosed:
        return "undisclosed"
    if any(position in one.changes for one in told.own):
        return "disclosed by the note"
    later = next((one for one in told.later if position in one.changes), None)
    return f"disclosed by the note of revision {later.revision}" if later is not None else ""


def disclosed_by(change: Change, told: Disclosures) -> list[Disclosure]:
    """What the notice that came or was edited by `change` tells of, what is older last."""
    if not change.kind.startswith("notice."):
        return []
    return [one for one in (*told.own, *told.earlier) if one.notice == change.path]
