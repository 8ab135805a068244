"""What keeps the database safe, beside what works on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from watcher.model import Flaw, Pruned, Verified, WatchId
from watcher.store import backup, proof, prune, verify
from watcher.store.connections import Connections


class Care:
    """The care of one store. Its methods take their time; each raises StoreError where the database cannot be read or
    written. What they tell of progress may raise, to break them off."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def revisions(self) -> int:
        """How many revisions `verified` looks over."""
        return verify.count(self._connections.path)

    def verified(self, *, found: Callable[[Flaw], None], onward: Callable[[int], None]) -> Verified:
        """Looks over everything that was recorded: `found` is told of each flaw, `onward` of revisions that were looked
        over. Changes nothing."""
        return verify.verified(self._connections.path, found=found, onward=onward)

    def owner(self, seal: bytes) -> tuple[WatchId, int] | None:
        """The watch and the number of the revision that has a seal; None where none has it."""
        return self._connections.read(partial(proof.owner, seal=seal))

    def backed_up(self, to: Path, *, onward: Callable[[float], None], flawed: bool = False) -> Verified:
        """Copies the database, as it stands now, to the file `to`, which must not be there, and looks the copy over.
        `onward` is told of progress, as shares of the whole. A copy with flaws is kept only where it is wanted
        `flawed`: else StoreError names the first."""
        return backup.backed_up(self._connections.path, to, onward=onward, flawed=flawed)

    def pruned(
        self,
        *,
        pages: datetime | None,
        histories: datetime | None,
        now: datetime,
        dry: bool = False,
        onward: Callable[[int], None],
    ) -> Pruned:
        """Throws away the pages from which no revision was read since `pages`, and the histories without a new revision
        since `histories`, None for none, one watch after the other; nothing where it is only tried `dry`. `onward` is
        told of watches."""
        limits = prune.Limits(pages=pages, histories=histories)
        read, write = self._connections.read, self._connections.write
        return prune.pruned(read, read if dry else write, limits, now, dry=dry, onward=onward)

    def vacuumed(self) -> int:
        """Gives what is free in the file back to the disk, and says how many bytes that is. Whoever else writes waits
        all the time: for the one who holds `Store.claim_daemon`."""
        return prune.vacuumed(self._connections.path)
