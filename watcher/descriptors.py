"""Whether this process may open anything more at all."""

from __future__ import annotations

import errno
import os
import resource

_WORDS = "too many files and connections are open; raise LimitNOFILE (ulimit -n), or lower [fetch] concurrency"


def exhausted() -> str:
    """Why nothing more can be opened, "" where it can."""
    try:
        os.close(os.open(os.devnull, os.O_RDONLY))
    except OSError as error:
        if is_exhaustion(error):
            return _WORDS
    return ""


def is_exhaustion(error: BaseException | None) -> bool:
    """Whether it says that the process or the machine has no more of them."""
    return isinstance(error, OSError) and error.errno in (errno.EMFILE, errno.ENFILE)


def raise_limit() -> None:
    """Lets the process open as many as it may."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
