"""Processes in which pages are read, beside the one that looks and writes: reading keeps one processor busy."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Collection
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process

from watcher.check import Judged, View, in_thread, judged
from watcher.extract import Rules
from watcher.processor import ALLOWED

_OWN: list[Rules] = []  # of a worker


class Workers:
    """So `many` processes that read by `rules`, started as they are needed. Whoever made them closes them."""

    def __init__(self, many: int, rules: Rules) -> None:
        self._many = many
        self._rules = rules
        self._pool = self._made()

    async def judge(self, view: View, rules: Rules) -> Judged:
        """What `judged` gives. Where a worker was killed, the page is read here and others take their place."""
        pool = self._pool
        try:
            return await asyncio.get_running_loop().run_in_executor(pool, _judged, view)
        except BrokenProcessPool:
            if pool is self._pool:
                self._pool = self._made()
                pool.shutdown(wait=False)
        return await in_thread(view, rules)

    def close(self) -> None:
        """Ends what waits; what is being read comes to its end."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _made(self) -> ProcessPoolExecutor:
        # Not forked from this process, which has threads and a database open.
        return ProcessPoolExecutor(
            self._many, mp_context=get_context("forkserver"), initializer=_begun, initargs=(self._rules, ALLOWED)
        )


def _begun(rules: Rules, processors: Collection[int]) -> None:
    """A worker ends when it is told to, or the process that started it has; not by itself when somebody ends that."""
    for signal_ in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signal_, signal.SIG_IGN)
    if processors:
        os.sched_setaffinity(0, processors)
    _OWN[:] = [rules]
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)


def _judged(view: View) -> Judged:
    return judged(view, _OWN[0])
