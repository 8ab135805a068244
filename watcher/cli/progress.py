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
def progress(label: str, total: float | None, *, quiet: bool = False) -> Iterator[Bar]:
    """A bar on standard error, where that is a terminal; one that only shows that time goes on where there is no
    `total`."""
    if quiet or (total is not None and total <= 1) or not sys.stderr.isatty():
        yield Bar(onward=lambda steps: None, aside=nullcontext)
        return
    # Imported here because it takes 60 ms, and most commands draw no bar.
    from rich import progress as rich  # noqa: PLC0415
    from rich.console import Console  # noqa: PLC0415

    told = (rich.TimeElapsedColumn(),) if total is None else (rich.MofNCompleteColumn(), rich.TimeRemainingColumn())
    columns = (rich.TextColumn("{task.description}"), rich.BarColumn(), *told)
    console = Console(stderr=True)
    with rich.Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False) as bar:
        task = bar.add_task(label, total=total)

        @contextmanager
        def aside() -> Iterator[None]:
            bar.stop()
            yield
            bar.start()

        yield Bar(onward=lambda steps: bar.advance(task, steps), aside=aside)
