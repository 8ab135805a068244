"""The database: whether it is there, whole, and of today's schema."""

from __future__ import annotations

from collections import deque
from pathlib import Path

from watcher.doctor.diagnosis import Diagnosis, doubtful, well, wrong
from watcher.errors import NewerStore, StoreBusy, StoreError
from watcher.model import Flaw
from watcher.store import Store, soundness

_SECONDS = 20.0
_DEEP_SECONDS = 3600.0
_BACKUP = "stop the daemon, keep a copy of the file, and put a backup in its place"


def of(path: Path, *, deep: bool) -> tuple[list[Diagnosis], bool]:
    """What is to be said of the database at `path`, and whether anything can be read of it; `deep` takes as long as it
    takes."""
    if not path.exists():
        return [
            wrong("database", f"{path}: there is no database", "`watcher init` makes one; or put a backup there")
        ], False
    try:
        current = soundness.is_current(path)
        found = soundness.faults(path, seconds=_DEEP_SECONDS if deep else _SECONDS, whole=deep)
    except StoreError as error:
        return [judged_error(error)], False
    judged = [judged_faults(path, found), judged_schema(path, current=current)]
    return [*judged, *_verified(path)] if deep and current and not found else judged, not found


def _verified(path: Path) -> list[Diagnosis]:
    """What `watcher verify` finds in a database that SQLite has nothing against."""
    flaws: deque[Flaw] = deque(maxlen=1)
    with Store.open(f"sqlite:{path}", readonly=True) as store:
        seen = store.care.verified(found=flaws.append, onward=lambda _: None)
    if not flaws:
        return [
            well("database", f"all of {seen.revisions:,} revisions and {seen.pages:,} pages are as they were recorded")
        ]
    what = f"{seen.flaws:,} of what was recorded was changed or lost, such as: {flaws[0].what}"
    return [wrong("database", what, f"`watcher verify` names all of it; {_BACKUP}")]


def judged_error(error: StoreError) -> Diagnosis:
    """Why nothing can be read."""
    if isinstance(error, NewerStore):
        return wrong("schema", str(error), "install the version that made it, or a newer one")
    if isinstance(error, StoreBusy):
        return wrong("database", str(error), "end what holds it (`fuser` names it), and ask again")
    return wrong(
        "database", str(error), _BACKUP if "damaged" in str(error) else "see to the file, its owner and its rights"
    )


def judged_faults(path: Path, faults: list[str] | None) -> Diagnosis:
    """`faults` as SQLite names them, None where it was not done in time."""
    if faults is None:
        what = f"{path} is too large to be examined in {_SECONDS:.0f} s"
        return doubtful("database", what, "`watcher doctor --deep` takes its time")
    if faults:
        return wrong("database", f"{path} is damaged: {'; '.join(faults)[:300]}", _BACKUP)
    return well("database", f"{path} is whole")


def judged_schema(path: Path, *, current: bool) -> Diagnosis:
    if current:
        return well("schema", "that of this version")
    return doubtful(
        "schema", f"{path} is of an older version", "the daemon upgrades it at its next start, as does `watcher init`"
    )
