"""What a demonstration showed: each edit with what was reported of it, and what should not have been."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from watcher.demo.script import Edit
from watcher.demo.site import Load
from watcher.model import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One edit, the `entry` it left in the history and the seconds from the edit until its alert arrived; None where
    there is none."""

    edit: Edit
    entry: Entry | None
    after: float | None

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of change that were found."""
        return kinds_of(self.entry) if self.entry else ()

    @property
    def right(self) -> bool:
        """Whether it was reported as what it is."""
        if self.entry is None or self.after is None or sorted(self.kinds) != sorted(self.edit.kinds):
            return False
        revision = self.entry.revision
        return revision is None or (revision.stealth, revision.bumped) == (self.edit.stealth, self.edit.bumped)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """`false` are the entries and messages that no edit stands behind. `quiet` is how many page loads brought nothing
    but noise, `unmodified` how many of all loads were answered 304."""

    told: tuple[Told, ...]
    false: tuple[str, ...]
    loads: int
    quiet: int
    unmodified: int
    seconds: float

    @property
    def right(self) -> bool:
        """Whether every edit was reported as what it is, and nothing else was."""
        return not self.false and all(told.right for told in self.told)

    def to_dict(self) -> dict[str, Any]:
        """The summary as JSON."""
        return {
            "right": self.right,
            "edits": [
                {
                    "story": told.edit.story, "what": told.edit.what, "expected": sorted(told.edit.kinds),
                    "reported": sorted(told.kinds), "seconds": told.after and round(told.after, 2), "right": told.right,
                }
                for told in self.told
            ],
            "false": list(self.false),
            "loads": self.loads,
            "quiet_loads": self.quiet,
            "unmodified": self.unmodified,
            "seconds": round(self.seconds, 1),
        }  # fmt: skip


def kinds_of(entry: Entry) -> tuple[str, ...]:
    """The kinds of change, or of event, that an entry of the history tells."""
    if entry.event is not None:
        return (entry.event.kind,)
    return tuple(change.kind for change in entry.revision.changes) if entry.revision is not None else ()


def quiet_loads(loads: Sequence[Load]) -> int:
    """How many loads brought a page with nothing edited since the load before."""
    quiet = 0
    last: dict[str, int] = {}
    for load in loads:
        quiet += load.status == 200 and last.get(load.story) == load.version
        last[load.story] = load.version
    return quiet
