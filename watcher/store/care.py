"""What keeps the database safe, beside what works on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from watcher.model import Flaw, Verified
from watcher.store import backup, verify


class Care:
    """The care of one store. Its methods take their time, and connections of their own; each raises StoreError where
    the database cannot be read or written."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def revisions(self) -> int:
        """How many revisions `verified` looks over."""
        return verify.count(self._path)

    def verified(self, *, found: Callable[[Flaw], None], onward: Callable[[int], None]) -> Verified:
        """Looks over everything that was recorded: `found` is told of each flaw, `onward` of revisions that were looked
        over. Changes nothing."""
        return verify.verified(self._path, found=found, onward=onward)

    def backed_up(self, to: Path, *, onward: Callable[[float], None], flawed: bool = False) -> Verified:
        """Copies the database, as it stands now, to the file `to`, which must not be there, and looks the copy over.
        `onward` is told of progress, as shares of the whole. A copy with flaws is kept only where it is wanted
        `flawed`: else StoreError names the first."""
        return backup.backed_up(self._path, to, onward=onward, flawed=flawed)
