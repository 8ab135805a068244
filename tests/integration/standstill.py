"""Halts every thread of a process but the first, and those that it begins, as a disk that hangs would; as root."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

_CONT, _SEIZE, _INTERRUPT = 7, 0x4206, 0x4207  # ptrace(2)
_WITH_NEW_ONES = 8  # PTRACE_O_TRACECLONE
_ALL = 0x40000000  # __WALL of waitpid(2)
_LIBC = ctypes.CDLL(None, use_errno=True)


def ptrace(request: int, thread: int, detail: int = 0) -> None:
    if _LIBC.ptrace(request, ctypes.c_long(thread), None, ctypes.c_void_p(detail)):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def main(process: int) -> None:
    for task in Path(f"/proc/{process}/task").iterdir():
        ptrace(_SEIZE, int(task.name), _WITH_NEW_ONES)
        if int(task.name) != process:
            ptrace(_INTERRUPT, int(task.name))
    while True:  # until all of them are gone, which nobody else would be told
        try:
            thread, status = os.waitpid(-1, _ALL)
        except ChildProcessError:
            return
        if thread == process and os.WIFSTOPPED(status):
            is_event = status >> 16
            ptrace(_CONT, thread, 0 if is_event else os.WSTOPSIG(status))


if __name__ == "__main__":
    main(int(sys.argv[1]))
