"""How late looks come."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import timedelta

BOUNDS: tuple[timedelta, ...] = tuple(
    timedelta(seconds=s) for s in (1, 10, 60, 10 * 60, 3600, 6 * 3600, 24 * 3600)
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Looks by how late they came: `late[i]` were no later than BOUNDS[i] and later than the bound before, the last
    of all later than any bound."""

    late: tuple[int, ...] = (0,) * (len(BOUNDS) + 1)

    @property
    def looks(self) -> int:
        return sum(self.late)

    def with_look(self, late: timedelta) -> Pace:
        """The same and one look that came so late."""
        at = bisect_left(BOUNDS, late)
        return Pace(late=(*self.late[:at], self.late[at] + 1, *self.late[at + 1 :]))

    def __add__(self, other: Pace) -> Pace:
        return Pace(late=tuple(a + b for a, b in zip(self.late, other.late, strict=True)))

    def share_later(self, than: timedelta) -> float:
        """The share of looks that came later than a bound; 0.0 without looks."""
        at = bisect_left(BOUNDS, than) + 1
        return sum(self.late[at:]) / self.looks if self.looks else 0.0

    def within(self, share: float) -> timedelta | None:
        """The bound within which that share of the looks came; None where that is later than any bound, and without
        looks."""
        seen = 0
        for bound, count in zip(BOUNDS, self.late, strict=False):
            seen += count
            if self.looks and seen >= share * self.looks:
                return bound
        return None
