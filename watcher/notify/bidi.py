"""Which way text runs: the levels of the Unicode bidirectional algorithm (UAX #9), without explicit embeddings, which
are taken out of the text before."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TypeVar
from unicodedata import bidirectional

_Placed = TypeVar("_Placed")
_NEUTRAL = frozenset(("B", "S", "WS", "ON", "ES", "ET", "CS", "BN", "NSM", ""))


def direction(text: str) -> int:
    """The level of a paragraph by its first strong letter (P2, P3): 1 where it runs from right to left, else 0."""
    strong = next((kind for kind in map(bidirectional, text) if kind in ("L", "R", "AL")), "L")
    return int(strong != "L")


def levels(text: str, base: int) -> list[int]:
    """The level of each character of a paragraph whose own is `base`: odd ones run from right to left."""
    kinds = _neutrals(_weak([bidirectional(character) for character in text], base), base)
    return [_level(kind, base) for kind in kinds]


def reordered(runs: Sequence[tuple[int, _Placed]]) -> list[_Placed]:
    """The runs of a line, each with its level, from left to right (L2)."""
    shown = list(runs)
    for level in range(max((level for level, _ in shown), default=0), 0, -1):
        turned: list[tuple[int, _Placed]] = []
        for is_inside, group in groupby(shown, key=lambda run: run[0] >= level):
            inside = list(group)
            turned += reversed(inside) if is_inside else inside
        shown = turned
    return [run for _, run in shown]


def _level(kind: str, base: int) -> int:
    """I1 and I2."""
    if base % 2:
        return base if kind == "R" else base + 1
    return base + {"L": 0, "R": 1}.get(kind, 2)


def _weak(kinds: list[str], base: int) -> list[str]:
    """Marks, numbers and what belongs to them (W1 to W7): L, R, EN, AN and neutrals are left."""
    start = "R" if base % 2 else "L"
    previous = strong = start
    for i, kind in enumerate(kinds):
        if kind == "NSM":
            kinds[i] = previous
        elif kind == "EN" and strong == "AL":
            kinds[i] = "AN"
        if kinds[i] in ("L", "R", "AL"):
            strong = kinds[i]
        previous = kinds[i]
    kinds = ["R" if kind == "AL" else kind for kind in kinds]
    for i in range(1, len(kinds) - 1):
        around = kinds[i - 1]
        joins = ("EN", "AN") if kinds[i] == "CS" else ("EN",) if kinds[i] == "ES" else ()
        if around == kinds[i + 1] and around in joins:
            kinds[i] = around
    return _after_letters(_with_signs(kinds), start)


def _with_signs(kinds: list[str]) -> list[str]:
    """Signs such as % and € beside a number go with it (W5)."""
    result: list[str] = []
    groups = [(kind, list(group)) for kind, group in groupby(kinds)]
    for at, (kind, group) in enumerate(groups):
        beside = {groups[i][0] for i in (at - 1, at + 1) if 0 <= i < len(groups)}
        result += ["EN"] * len(group) if kind == "ET" and "EN" in beside else group
    return result


def _after_letters(kinds: list[str], start: str) -> list[str]:
    """A number after letters that run from left to right is one of them (W7)."""
    strong = start
    for i, kind in enumerate(kinds):
        if kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[i] = "L"
    return kinds


def _neutrals(kinds: list[str], base: int) -> list[str]:
    """Neutrals between two of one direction take it, others that of the paragraph (N1, N2); numbers count as R."""
    own = "R" if base % 2 else "L"
    result: list[str] = []
    groups = [(is_neutral, list(group)) for is_neutral, group in groupby(kinds, key=lambda kind: kind in _NEUTRAL)]
    for at, (is_neutral, group) in enumerate(groups):
        if is_neutral:
            before = groups[at - 1][1][-1] if at else own
            after = groups[at + 1][1][0] if at + 1 < len(groups) else own
            sides = ["L" if side == "L" else "R" for side in (before, after)]
            result += [sides[0] if sides[0] == sides[1] else own] * len(group)
        else:
            result += group
    return result
