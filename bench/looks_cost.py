"""What looks cost the process that makes them, and those that it started."""

from __future__ import annotations

import os
import resource
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import MappingProxyType

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """So many looks: seconds of processor time and of wall-clock time, megabytes held at the end, and how many looks
    had which outcome."""

    looks: int
    cpu: float
    wall: float
    memory: float
    outcomes: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def since(
        cls, before: float, *, wall: float, looks: int, outcomes: Mapping[str, int] = MappingProxyType({})
    ) -> Cost:
        """What it cost since `spent` gave `before`."""
        cpu = spent() - before
        return cls(looks=looks, cpu=cpu, wall=wall, memory=_held(), outcomes=dict(outcomes))

    @property
    def each(self) -> float:
        """Milliseconds of processor time a look."""
        return self.cpu / self.looks * 1000

    @property
    def pace(self) -> float:
        """Looks a second."""
        return self.looks / self.wall

    def told(self) -> dict[str, object]:
        return asdict(self)


def spent() -> float:
    """Seconds of processor time that this process and its children took so far."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    over = resource.getrusage(resource.RUSAGE_CHILDREN)
    ended = own.ru_utime + own.ru_stime + over.ru_utime + over.ru_stime
    return ended + sum(spent_by(child) for child in _children())


def _children(process: int | str = "self") -> Iterator[int]:
    """Theirs, too."""
    for told in Path(f"/proc/{process}/task").glob("*/children"):
        for child in map(int, told.read_text("ascii").split()):
            yield child
            yield from _children(child)


def spent_by(process: int) -> float:
    """Seconds of processor time that a process took so far."""
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _held() -> float:
    """Megabytes, resident, of the children too."""
    pages = (int(Path(f"/proc/{own}/statm").read_text("ascii").split()[1]) for own in (os.getpid(), *_children()))
    return sum(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6
