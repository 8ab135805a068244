"""What takes long is made when somebody asks for it: the parts of a package, as a hundred dataclasses take 60 ms and a
command needs few of them, and patterns of long lists of words, which take half a second to compile."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from threading import Lock
from typing import cast

_COMPILING = Lock()
_ALL: list[_Late] = []


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


def late(pattern: str | Callable[[], str], flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """A pattern that is compiled, and made where that takes long, when it is first used. It does what others do, and is
    none to `isinstance`."""
    return cast("re.Pattern[str]", _Late(pattern, flags))


def compile_late() -> None:
    """Compiles every late pattern, for who will need most of them and rather waits once than time and again."""
    for each in tuple(_ALL):
        each.compiled()


class _Late:
    """What a pattern can do, once somebody has it done; threads that want it meanwhile wait for the one that has."""

    def __init__(self, pattern: str | Callable[[], str], flags: re.RegexFlag) -> None:
        self._pattern, self._flags = pattern, flags
        self._compiled: re.Pattern[str] | None = None
        _ALL.append(self)

    def compiled(self) -> re.Pattern[str]:
        """The pattern itself, compiled once."""
        with _COMPILING:
            if self._compiled is None:
                made = self._pattern if isinstance(self._pattern, str) else self._pattern()
                self._compiled = re.compile(made, self._flags)
        return self._compiled

    def __getattr__(self, name: str) -> object:
        value: object = getattr(self.compiled(), name)
        setattr(self, name, value)
        return value
