"""What the database says of the daemon and of what it looks at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from watcher.errors import StoreError
from watcher.model import AlertState, Incident, IncidentKind
from watcher.settings import Settings
from watcher.store import Store, soundness
from watcher.store.soundness import Tracked


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """Hosts that are tracked; when something was seen last, and looked at by a daemon; since when what is due has
    waited; how many alerts have failed for good, and what befell and is not over. None and () where it does not say."""

    tracked: tuple[Tracked, ...] = ()
    newest: datetime | None = None
    looked_at: datetime | None = None
    overdue_since: datetime | None = None
    failed: int = 0
    troubles: tuple[str, ...] = ()


def remembered(settings: Settings, file: Path, now: datetime, *, hosts: int) -> Remembered:
    """What the database says, of so many hosts; nothing where it cannot be read, or is of another version."""
    try:
        with Store.open(settings.database, readonly=True) as store:
            status = store.status(now)
            return Remembered(
                tracked=tuple(soundness.tracked(file, hosts)), newest=soundness.newest(file),
                looked_at=soundness.latest_pace(file), overdue_since=status.overdue_since,
                failed=status.alerts[AlertState.FAILED],
                troubles=tuple(f"{each.name}: {each.why or each.kind}" for each in _lasting(store, settings)),
            )  # fmt: skip
    except StoreError:
        return Remembered()


def _lasting(store: Store, settings: Settings) -> Iterator[Incident]:
    """What is not over, without destinations that are configured no more."""
    known = {to.id for to in settings.destinations}
    for kind in IncidentKind:
        for each in store.incidents.lasting(kind):
            if kind is not IncidentKind.DESTINATION_FAILED or each.key in known:
                yield each
