"""Arenas of the C library: one for all threads."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from watcher.daemon.arenas import share_arenas

_THREADS = """
import ctypes, threading
from watcher.daemon.arenas import share_arenas
print(share_arenas())
together, kept = threading.Barrier(6), []
def work():
    together.wait()
    kept.append(bytes(100_000))
    together.wait()
threads = [threading.Thread(target=work) for _ in range(6)]
for thread in threads: thread.start()
for thread in threads: thread.join()
ctypes.CDLL(None).malloc_stats()
"""


@pytest.mark.parametrize(("told", "is_set", "arenas"), [({}, "True", 1), ({"MALLOC_ARENA_MAX": "5"}, "False", 5)])
def test_all_threads_share_one_arena_unless_the_operator_says_otherwise(
    told: dict[str, str], is_set: str, arenas: int
) -> None:
    environ = {name: value for name, value in os.environ.items() if name != "MALLOC_ARENA_MAX"} | told
    command = [sys.executable, "-c", _THREADS]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=True)
    assert (done.stdout.strip(), done.stderr.count("Arena ")) == (is_set, arenas)


def test_where_the_c_library_knows_no_arenas_all_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ctypes.CDLL", lambda _: object())
    assert not share_arenas({})
