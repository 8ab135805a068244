"""Disclosure in words: of a revision as a whole, and of each of its changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
    if stealth:
        yield UNDISCLOSED if dated else UNDATED
    elif told.undisclosed:
        noted = told.own or told.later or any(change.kind in NOTICES for change in changes)
        moved = any(change.kind == "modified.changed" for change in changes)
        yield PARTLY if noted else UNNOTED if moved else UNTOLD
    if bumped:
        yield "Only the modification time moved; the article is as it was."
    if back is not None:
        yield f"The article stands again as it did in revision {back}."


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
