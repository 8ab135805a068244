"""What is found when everything that was recorded is looked over."""

from __future__ import annotations

from dataclasses import dataclass

from watcher.model.watch import WatchId


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """Something that is not as it was recorded, in words for a person. `watch_id` and `number` say of which watch and
    revision, None where it is of none, or of none that can be told."""

    what: str
    watch_id: WatchId | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What was looked over, in counts. `search` is False where the search index could not be, as the file is
    protected."""

    watches: int = 0
    revisions: int = 0
    pages: int = 0
    flaws: int = 0
    search: bool = True
