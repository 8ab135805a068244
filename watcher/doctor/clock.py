"""The clock: against what was written down before, against the system's own opinion, and against what servers say."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from statistics import median

from watcher.doctor.diagnosis import Diagnosis, doubtful, well, wrong

_TOLERATED = timedelta(minutes=1)
_WRONG = timedelta(minutes=5)
_UNSYNCHRONISED = 5  # TIME_ERROR, of adjtimex(2)
_MEND = "set the clock and keep it by NTP (`timedatectl set-ntp true`)"


def is_kept() -> bool | None:
    """Whether the kernel's clock is kept by NTP or the like; None where it cannot be asked (adjtimex(2), which with no
    bits set only reads)."""
    try:
        state = ctypes.CDLL(None, use_errno=True).adjtimex(ctypes.create_string_buffer(512))
    except (OSError, AttributeError):
        return None
    return None if state < 0 else state != _UNSYNCHRONISED


def judged(
    now: datetime, *, newest: datetime | None, kept: bool | None, ahead: Sequence[timedelta]
) -> Iterator[Diagnosis]:  # fmt: skip
    """`newest` is the latest time in the database, None without one; `ahead` by how much the clock was before those of
    servers that answered."""
    said: list[str] = []
    if newest is not None and now < newest - _TOLERATED:
        what = f"it is {_stamp(now)} by the clock, and something was seen at {_stamp(newest)} already"
        yield wrong("clock", what, f"{_MEND}; if it was ahead before, looks are made up for when the daemon starts")
        return
    if newest is not None:
        said.append("goes on after what was written last")
    if ahead:
        off = timedelta(seconds=median(each.total_seconds() for each in ahead))
        if abs(off) > _TOLERATED:
            side = "ahead of" if off > timedelta(0) else "behind"
            what = f"the clock is {abs(off).total_seconds():,.0f} s {side} servers"
            yield (wrong if abs(off) > _WRONG else doubtful)("clock", what, _MEND)
            return
        said.append("agrees with servers")
    if kept:
        said.append("is kept by NTP")
    if kept is False and not ahead:
        yield doubtful("clock", "the system does not keep its clock by NTP, and no server was asked", _MEND)
    elif not said:
        yield doubtful("clock", "whether it is right cannot be told: no server was asked, nothing was written", _MEND)
    else:
        yield well("clock", ", ".join(said))


def _stamp(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}Z"
