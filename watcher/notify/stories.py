"""A bundle by articles: what it tells of each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from watcher.model import Letter, Weight
from watcher.notify.changes import named
from watcher.notify.excerpt import host_shown
from watcher.notify.letters import told_changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What a bundle tells of one article, oldest first; or one letter to the operator."""

    letters: tuple[Letter, ...]

    @property
    def weight(self) -> int:
        """The heaviest of what it tells; events are major."""
        ranks = (change.weight.rank for letter in self.letters for _, change in told_changes(letter))
        return max(ranks, default=Weight.MAJOR.rank)

    @property
    def kinds(self) -> list[str]:
        return [kind for letter in self.letters for kind in kinds_of(letter)]


def stories_of(letters: Sequence[Letter]) -> list[Story]:
    """The letters by article, the heaviest and then the most edited first."""
    found: dict[tuple[str, int], list[Letter]] = {}
    for letter in letters:
        key = (
            ("watch", int(letter.watch.id))
            if letter.watch is not None and not is_operators(letter)
            else ("letter", int(letter.id))
        )
        found.setdefault(key, []).append(letter)
    all_ = [Story(letters=tuple(own)) for own in found.values()]
    return sorted(all_, key=lambda story: (-story.weight, -len(story.kinds)))


def is_operators(letter: Letter) -> bool:
    return letter.report is not None or letter.incident is not None


def kinds_of(letter: Letter) -> list[str]:
    """The kinds of what a letter tells, the heaviest first."""
    if letter.event is not None:
        return [letter.event.kind]
    return [named(change) for _, change in told_changes(letter)]


def site_of(story: Story) -> str:
    """The site of the article; "" for what the operator is told."""
    first = story.letters[0]
    return host_shown(first.watch.site) if first.watch is not None and not is_operators(first) else ""
