"""Whether this process may open anything more at all."""

from __future__ import annotations

import errno
import os
import resource

_WORDS = "too many files and connections are open; raise LimitNOFILE (ulimit -n), or lower [fetch] concurrency"
_DEPTH = 20  # errors that came one of the other


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


def exhaustion(error: BaseException) -> str:
    """Why nothing more can be opened, where `error` comes of that: it says so, or what it came of, or it is so now, as
    an import says no more than that there is no such module. "" of any other error."""
    cause: BaseException | None = error
    for _ in range(_DEPTH):
        if is_exhaustion(cause):
            return _WORDS
        cause = cause and (cause.__cause__ or cause.__context__)
    return exhausted()


def raise_limit() -> None:
    """Lets the process open as many as it may."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
