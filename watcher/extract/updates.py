"""The posts of a live blog as JSON-LD tells of them (LiveBlogPosting), and finding them again on the page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from watcher.extract import dates
from watcher.extract.head import plain
from watcher.extract.linked_data import ld_types
from watcher.extract.moments import Moments
from watcher.extract.names import ld_names
from watcher.extract.signs import letters
from watcher.model import Block, Heading, Paragraph

_MOST = 2_000  # posts
_READ = 1_000  # characters of a told text that are read
_ALIKE = 50  # posts that begin alike, which are tried
_KEY, _WORD = 40, 6  # letters by which a text is known again; of the shortest that can be


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """A post as JSON-LD has it: when, by whom, and the letters its headline and its text begin with."""

    at: str
    authors: tuple[str, ...]
    headline: str
    body: str


def says_live(ld: Mapping[str, Any]) -> bool:
    """Whether JSON-LD calls the article a live blog."""
    return "LiveBlogPosting" in ld_types(ld) or bool(ld.get("liveBlogUpdate"))


def told_updates(ld: Mapping[str, Any], moments: Moments) -> tuple[Update, ...]:
    """The posts that JSON-LD tells of, in its order; () where it tells of none."""
    told = ld.get("liveBlogUpdate")
    items = told if isinstance(told, list) else [told]
    return tuple(update for item in items[:_MOST] if isinstance(item, dict) and (update := _update(item, moments)))


def _update(item: Mapping[str, Any], moments: Moments) -> Update | None:
    at = dates.utc(item.get("datePublished"), moments.zone) or dates.utc(item.get("dateCreated"), moments.zone)
    headline, body = (letters(plain(str(item.get(key) or "")[:_READ]))[:_KEY] for key in ("headline", "articleBody"))
    if not at or not (headline or body):
        return None
    return Update(at=at, authors=tuple(ld_names(item.get("author"))), headline=headline, body=body)


def timed(blocks: Sequence[Block], updates: Sequence[Update]) -> tuple[Block, ...]:
    """`blocks` with the times of the posts in JSON-LD, found again by their headlines and the beginnings of their
    texts; for pages that show no times."""
    known = Known(updates)
    found: list[Block] = []
    for block in blocks:
        update = None
        if isinstance(block, Heading):
            update = known.headed(letters(block.text))
        elif isinstance(block, Paragraph):
            update = known.begun(letters(block.text))
        found.append(
            replace(block, posted_at=update.at) if update and isinstance(block, Heading | Paragraph) else block
        )
    return tuple(found)


class Known:
    """The posts of JSON-LD by how they begin; each is found once."""

    def __init__(self, updates: Sequence[Update]) -> None:
        self._by_start: defaultdict[str, list[Update]] = defaultdict(list)
        for update in updates:
            for told in {update.headline[:_WORD], update.body[:_WORD]} - {""}:
                self._by_start[told].append(update)

    def headed(self, said: str) -> Update | None:
        """The post of this headline."""
        return self._taken(said, lambda update: said[:_KEY] == update.headline)

    def opened(self, said: str) -> Update | None:
        """The post of whose text this is all, the headline included."""
        return self._taken(said, lambda update: len(update.headline) >= _WORD and said.startswith(update.headline))

    def begun(self, said: str) -> Update | None:
        """The post whose text begins so."""
        start = said[:_KEY]
        return self._taken(
            said,
            lambda update: start == update.body or (_WORD <= len(start) < _KEY and update.body.startswith(start)),
        )

    def _taken(self, said: str, fits: Callable[[Update], bool]) -> Update | None:
        update = next((u for u in self._by_start.get(said[:_WORD], [])[:_ALIKE] if fits(u)), None)
        if update is not None:
            for start in {update.headline[:_WORD], update.body[:_WORD]} - {""}:
                self._by_start[start].remove(update)
        return update
