"""What a hundred thousand watches cost: `python bench/scale.py [WATCHES]`.

A database with so many watches on 2,000 hosts and 2,000 sources, none of them due but those of the test, and the real
daemon on it in a process of its own:

  start       from the process's start to its first dispatch, seconds of wall-clock time
  memory      what the daemon holds when it is idle, resident, after ten seconds
  dispatch    asking the store for what is due, when 64 are: median of 50, beside the same with 1,000 watches
  list        `watcher list --tag x`, which finds one: seconds
  bare        a Python that only imports aiohttp: seconds, for comparison in the same run

Everything is made in a temporary folder; nothing is fetched.
"""

from __future__ import annotations

import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from watcher.model import SourceSetting
from watcher.store import Store
from watcher.store.codec import stamp
from watcher.store.sqlite import writable

HOSTS = 2000
SOURCES = 2000
DUE = 64
_DEADLINE = 60.0
_IDLE = 10.0


def filled(folder: Path, watches: int) -> Path:
    """A configuration beside a database of so many watches; DUE of them are due in an hour."""
    database = folder / "watcher.db"
    config = folder / "watcher.toml"
    config.write_text(f'database = "sqlite:{database}"\n[web]\nlisten = "127.0.0.1:0"\n', encoding="utf-8")
    Store.open(f"sqlite:{database}").close()
    now, draw = datetime.now(UTC), random.Random(9)
    rows = (_watch(n, now, draw) for n in range(watches))
    connection = writable(database)
    connection.execute("BEGIN")
    connection.executemany(
        "INSERT INTO watches (url, key, host, site, note, state, standing, added_at, due_at, failures, fingerprint)"
        " VALUES (?, ?, ?, ?, '', 'active', 'present', ?, ?, 0, ?)",
        rows,
    )
    connection.execute("INSERT INTO tags (watch_id, tag) SELECT max(id), 'x' FROM watches")
    connection.execute("COMMIT")
    connection.close()
    with Store.open(f"sqlite:{database}") as store:
        for n in range(SOURCES if watches > SOURCES else 10):
            store.sources.add(SourceSetting(url=f"https://news{n}.example/feed.xml"), now=now + timedelta(days=1))
    return config


def _watch(number: int, now: datetime, draw: random.Random) -> tuple[str, ...]:
    host = f"news{number % HOSTS}.example"
    due = now + (timedelta(hours=1) if number < DUE else timedelta(hours=2, seconds=draw.randrange(10**6)))
    fingerprint = f"{draw.getrandbits(128):032x}"
    return (
        f"https://{host}/story-{number}", f"{host}/story-{number}", host, host, stamp(now), stamp(due), fingerprint
    )  # fmt: skip


def started(config: Path) -> tuple[float, float]:
    """Seconds until the daemon is ready, and the megabytes that it holds when it is idle."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "watcher", "--config", str(config), "run"]
    daemon = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert daemon.stderr is not None
    try:
        for line in daemon.stderr:
            if " ready " in line or time.perf_counter() - began > _DEADLINE:
                break
        ready = time.perf_counter() - began
        time.sleep(_IDLE)
        pages = int(Path(f"/proc/{daemon.pid}/statm").read_text("ascii").split()[1])
    finally:
        daemon.send_signal(signal.SIGTERM)
        daemon.communicate(timeout=_DEADLINE)
    return ready, pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def dispatched(config: Path) -> float:
    """Milliseconds to ask for DUE watches that are due."""
    then = datetime.now(UTC) + timedelta(hours=1, minutes=1)
    with Store.open(f"sqlite:{config.with_name('watcher.db')}", readonly=True) as store:
        taken = []
        for _ in range(50):
            began = time.perf_counter()
            rounds = store.rounds.due(then, DUE)
            taken.append((time.perf_counter() - began) * 1000)
        assert sum(len(round_.watches) for round_ in rounds) == DUE
    return statistics.median(taken)


def ran(*arguments: str) -> float:
    """Seconds that a Python takes with these arguments, the least of three."""
    return min(_ran(arguments) for _ in range(3))


def _ran(arguments: Sequence[str]) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def main() -> None:
    watches = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    print("| watches, sources | start | memory, idle | dispatch of 64 | list --tag | bare |")
    print("| --- | --- | --- | --- | --- | --- |")
    for count in (1000, watches):
        with tempfile.TemporaryDirectory() as folder:
            config = filled(Path(folder), count)
            dispatch = dispatched(config)
            listing = ran("-m", "watcher", "--config", str(config), "list", "--tag", "x")
            bare = ran("-c", "import aiohttp")
            ready, memory = started(config)
        sources = SOURCES if count > SOURCES else 10
        figures = f"{ready:.2f} s | {memory:.0f} MB | {dispatch:.2f} ms | {listing:.2f} s | {bare:.2f} s"
        print(f"| {count:,}, {sources:,} | {figures} |", flush=True)


if __name__ == "__main__":
    main()
