"""Work that does not hold the event loop up."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


async def beside(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What `work` gives, in a thread of its own."""
    # Imported here because it takes 35 ms, and commands without an event loop do not need it.
    import asyncio  # noqa: PLC0415

    return await asyncio.to_thread(work, *args, **kwargs)
