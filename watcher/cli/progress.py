"""How far something is, on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What is done so far. `onward` takes steps; within `aside` the bar makes room for other lines."""

    onward: Callable[[float], None]
    aside: Callable[[], AbstractContextManager[None]]


@contextmanager
def progress(label: str, total: float, *, quiet: bool = False) -> Iterator[Bar]:
    """A bar on standard error, where that is a terminal."""
    if quiet or total <= 1 or not sys.stderr.isatty():
        yield Bar(onward=lambda steps: None, aside=nullcontext)
        return
    # Imported here because it takes 60 ms, and most commands draw no bar.
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False) as bar:
        task = bar.add_task(label, total=total)

        @contextmanager
        def aside() -> Iterator[None]:
            bar.stop()
            yield
            bar.start()

        yield Bar(onward=lambda steps: bar.advance(task, steps), aside=aside)
