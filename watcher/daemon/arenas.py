"""Where the C library keeps the memory that threads give back."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Mapping

_ARENA_MAX = -8  # mallopt(3), M_ARENA_MAX


def share_arenas(environ: Mapping[str, str] = os.environ) -> bool:
    """Has all threads use one arena: each keeps 3 MB of what was given back to it, and what was used last is still near
    the processor, whichever thread comes next. Whether that could be said: glibc alone knows arenas, and an operator
    who says how many there may be (MALLOC_ARENA_MAX) is heeded."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    return mallopt is not None and "MALLOC_ARENA_MAX" not in environ and mallopt(_ARENA_MAX, 1) == 1
