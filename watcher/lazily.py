"""Packages whose parts are loaded when somebody asks for what stands there: a hundred dataclasses take 60 ms, and a
command needs few of them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module


def lazily(package: str, parts: Mapping[str, str]) -> Callable[[str], object]:
    """The `__getattr__` (PEP 562) of a package of whose `parts`, its modules, each offers names, apart by spaces."""
    where = {name: part for part, names in parts.items() for name in names.split()}

    def loaded(name: str) -> object:
        if name not in where:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value: object = getattr(import_module(f"{package}.{where[name]}"), name)
        setattr(sys.modules[package], name, value)
        return value

    return loaded
