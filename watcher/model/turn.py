"""Changes beside those of the last days: what is new, and what only turns back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A change of the last days, as much of it as shows whether a text turns back.

    It is change `position` of revision `number`. `what` changed ("title", "blocks.paragraph"); `gone` and `come` stand
    for the texts before and after, "" for none. `returned`: it went back to a text that stood there before. `quiet`:
    as the text alternates, nobody is told unless it stays. `until`: alerts about it wait till then; None: none waits.
    """

    number: int
    position: int
    what: str
    gone: str
    come: str
    at: datetime
    returned: bool = False
    quiet: bool = False
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turning:
    """A revision's changes as turns, in their order. `undone` are the earlier turns that some of them take back, by
    their positions; `silent` are the positions of those that take back what waits, so that nobody need be told."""

    turns: tuple[Turn, ...] = ()
    undone: tuple[tuple[int, Turn], ...] = ()
    silent: tuple[int, ...] = ()

    @property
    def idle(self) -> bool:
        """Whether there is nothing new in it."""
        return all(turn.quiet or turn.position in self.silent for turn in self.turns)


NOTHING_TURNED = Turning()
