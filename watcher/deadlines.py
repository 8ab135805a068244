"""Deadlines of many works at a time, with one timer for all that may take as long.

asyncio.timeout sets a timer for each work and takes it back: twice in a look, that is a twentieth of one that finds
nothing new.
"""

from __future__ import annotations

import asyncio
from types import TracebackType


class Deadlines:
    """Works that may take only so long. Each stands in its task within `with deadlines.within(seconds):`, and is
    cancelled when that is over: TimeoutError is raised there, as by asyncio.timeout."""

    def __init__(self) -> None:
        self._lines: dict[float, _Line] = {}

    def within(self, seconds: float) -> Deadline:
        """The deadline of a work that begins now. What is asked for should be one of few: a timer stands for each."""
        line = self._lines.get(seconds)
        if line is None:
            line = self._lines[seconds] = _Line(seconds)
        return Deadline(line)


class _Line:
    """The works `under_way` that may take equally long: who began first has to end first. There is a timer while there
    is one."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.under_way: dict[Deadline, None] = {}
        self.timer: asyncio.TimerHandle | None = None

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Sets the timer for who has to end first."""
        first = next(iter(self.under_way), None)
        self.timer = loop.call_at(first.until, self._ring, loop) if first is not None else None

    def stop(self) -> None:
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None

    def _ring(self, loop: asyncio.AbstractEventLoop) -> None:
        now = loop.time()
        late = [work for work in self.under_way if work.until <= now]
        for work in late:
            del self.under_way[work]
            work.end()
        self.start(loop)


class Deadline:
    """That of one work, in the task that enters it."""

    __slots__ = ("_cancelled_before", "_is_over", "_line", "_task", "until")

    def __init__(self, line: _Line) -> None:
        self._line = line
        self._is_over = False
        self._task: asyncio.Task[object] | None = None

    def __enter__(self) -> None:
        loop = asyncio.get_running_loop()
        self._task = task = asyncio.current_task(loop)
        assert task is not None, "a deadline is for what a task does"
        self._cancelled_before = task.cancelling()
        line = self._line
        self.until = loop.time() + line.seconds
        line.under_way[self] = None
        if line.timer is None:
            line.start(loop)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        under_way = self._line.under_way
        under_way.pop(self, None)
        if not under_way:
            self._line.stop()
        if not self._is_over or self._task is None:
            return
        # Who was cancelled by somebody else as well has to end.
        if self._task.uncancel() <= self._cancelled_before and kind is asyncio.CancelledError:
            raise TimeoutError from error

    def end(self) -> None:
        """The time is over."""
        self._is_over = True
        if self._task is not None:
            self._task.cancel()
