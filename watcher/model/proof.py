"""What comes of caring for what was recorded: looking it over, throwing away what is old."""

from __future__ import annotations

from dataclasses import dataclass

from watcher.model.summary import WatchId


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """SHA-256 of an article's JSON, the seal of the revision before, None for the first one, and the seal over all: 32
    bytes each."""

    article: bytes
    before: bytes | None
    seal: bytes


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruned:
    """What was thrown away, or would be: `pages`, the `bytes` that they took, of how many `articles`; and whole
    `histories`, pages and all."""

    pages: int = 0
    bytes: int = 0
    articles: int = 0
    histories: int = 0

    def __add__(self, other: Pruned) -> Pruned:
        return Pruned(
            pages=self.pages + other.pages, bytes=self.bytes + other.bytes, articles=self.articles + other.articles,
            histories=self.histories + other.histories,
        )  # fmt: skip
