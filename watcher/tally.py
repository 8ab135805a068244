"""What the daemon did since it started, in figures: counted where it happens, read by those who watch over it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from watcher.model import Finding, Outcome, Reading
from watcher.model.pace import BOUNDS

_TOOK = (0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 60.0)
_LATE = tuple(bound.total_seconds() for bound in BOUNDS)


@dataclass(slots=True)
class Spread:
    """Lengths of time in seconds: `counts[i]` were no longer than `bounds[i]` and longer than the bound before, the
    last of all longer than any; `total` is their sum."""

    bounds: tuple[float, ...]
    counts: list[int] = field(init=False)
    total: float = 0.0

    def __post_init__(self) -> None:
        self.counts = [0] * (len(self.bounds) + 1)

    def add(self, seconds: float) -> None:
        self.counts[bisect_left(self.bounds, seconds)] += 1
        self.total += seconds


@dataclass(slots=True, kw_only=True)
class Tally:
    """Looks by outcome, how long they `took` and how `late` they came; readings of sources by whether they failed; how
    many hosts are being visited, and how many rest; what hubs `pushed`, by what became of it. `dispatched` is when what
    is due was last asked for and sent out without trouble, on the event loop's clock; None before the first time."""

    looks: Counter[Outcome] = field(default_factory=Counter)
    took: Spread = field(default_factory=lambda: Spread(_TOOK))
    late: Spread = field(default_factory=lambda: Spread(_LATE))
    read: int = 0
    unread: int = 0
    visited: int = 0
    resting: int = 0
    pushed: Counter[str] = field(default_factory=Counter)
    dispatched: float | None = None

    def looked(self, finding: Finding, took: float, late: timedelta) -> None:
        """A look ended after `took` seconds."""
        self.looks[finding.outcome] += 1
        self.took.add(took)
        self.late.add(max(late.total_seconds(), 0.0))

    def read_source(self, reading: Reading) -> None:
        """A reading ended."""
        if reading.why:
            self.unread += 1
        else:
            self.read += 1
