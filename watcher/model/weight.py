"""How much a change weighs."""

from __future__ import annotations

from enum import StrEnum


class Weight(StrEnum):
    """How much a reader would care."""

    COSMETIC = "cosmetic"
    MINOR = "minor"
    MAJOR = "major"

    @property
    def rank(self) -> int:
        """0, 1, 2: for comparing."""
        return _RANKS[self]


_RANKS = {weight: rank for rank, weight in enumerate(Weight)}
