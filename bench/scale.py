"""What a hundred thousand watches cost: `python bench/scale.py [WATCHES [DOCUMENT]]`.

A database with so many watches on 2,000 hosts and 2,000 sources, none of them due but those of the test, and the real
daemon on it in a process of its own:

  start       from the process's start to its first dispatch, seconds of wall-clock and of processor time: the latter is
              what it would take where nobody else wants the processor; the quickest of three
  memory      what the daemon holds when it is idle, resident, after ten seconds
  dispatch    asking the store for what is due, when 64 are: median of 50, beside the same with 1,000 watches
  list        `watcher list --tag x`, which finds one: seconds
  bare        a Python that only imports aiohttp: seconds, for comparison in the same run
  growth      processor time of a look by a busy daemon with so many watches, to that of one with 1,000: both look at
              the same 200 pages in turn; the least of five rounds each

Everything is made in a temporary folder. The table is put into DOCUMENT, where that is given.
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
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

from looks_cost import spent_by
from looks_daemon import START
from looks_report import circumstances, report
from looks_runs import WARM, free_port, running, watching
from looks_site import addresses

from watcher.model import SourceSetting
from watcher.store import Store
from watcher.store.codec import stamp
from watcher.store.sqlite import writable

HOSTS = 2000
SOURCES = 2000
DUE = 64
FEW = 1000
LOOKS, ROUNDS = 200, 5
_DEADLINE = 60.0
_IDLE = 10.0
_STARTS = 3  # the first may compile


def filled(folder: Path, watches: int, now: datetime | None = None, due: timedelta = timedelta(hours=1)) -> Path:
    """A configuration beside a database of so many watches; DUE of them are `due` first, the others an hour later."""
    folder.mkdir(exist_ok=True)
    database = folder / "watcher.db"
    config = folder / "watcher.toml"
    config.write_text(f'database = "sqlite:{database}"\n[web]\nlisten = "127.0.0.1:0"\n', encoding="utf-8")
    Store.open(f"sqlite:{database}").close()
    now, draw = now or datetime.now(UTC), random.Random(9)
    rows = (_watch(n, now, draw, due) for n in range(watches))
    with Store.open(f"sqlite:{database}") as store:
        for n in range(SOURCES if watches > SOURCES else 10):
            store.sources.add(SourceSetting(url=f"https://news{n}.example/feed.xml"), now=now)
    connection = writable(database)
    connection.execute("BEGIN")
    connection.executemany(
        "INSERT INTO watches (url, key, host, site, note, state, standing, added_at, due_at, failures, fingerprint)"
        " VALUES (?, ?, ?, ?, '', 'active', 'present', ?, ?, 0, ?)",
        rows,
    )
    connection.execute("INSERT INTO tags (watch_id, tag) SELECT max(id), 'x' FROM watches")
    connection.execute("UPDATE sources SET due_at = ?", (stamp(now + timedelta(days=1)),))
    connection.execute("COMMIT")
    connection.close()
    return config


def _watch(number: int, now: datetime, draw: random.Random, first: timedelta) -> tuple[str, ...]:
    host = f"news{number % HOSTS}.example"
    due = now + first + (timedelta(0) if number < DUE else timedelta(hours=1, seconds=draw.randrange(10**6)))
    fingerprint = f"{draw.getrandbits(128):032x}"
    return (
        f"https://{host}/story-{number}", f"{host}/story-{number}", host, host, stamp(now), stamp(due), fingerprint
    )  # fmt: skip


def started(config: Path) -> tuple[float, float, float]:
    """Seconds until the daemon is ready, by the clock and of processor time; megabytes that it holds when idle."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "watcher", "--config", str(config), "run"]
    daemon = subprocess.Popen(command, env=_environ(), stderr=subprocess.PIPE, text=True)
    assert daemon.stderr is not None
    try:
        for line in daemon.stderr:
            if " ready " in line or time.perf_counter() - began > _DEADLINE:
                break
        ready, spent = time.perf_counter() - began, spent_by(daemon.pid)
        time.sleep(_IDLE)
        pages = int(Path(f"/proc/{daemon.pid}/statm").read_text("ascii").split()[1])
    finally:
        daemon.send_signal(signal.SIGTERM)
        daemon.communicate(timeout=_DEADLINE)
    return ready, spent, pages * os.sysconf("SC_PAGE_SIZE") / 1e6


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
    subprocess.run([sys.executable, *arguments], env=_environ(), check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def _environ() -> dict[str, str]:
    """Of a Python as it is installed, which compiles a module once."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def growth(folder: Path, watches: int) -> float:
    """How many times the processor time of a look with FEW watches it takes with so many."""
    port = free_port()
    urls = addresses("noisy", LOOKS, port)
    with ExitStack() as stack:
        stack.enter_context(running("looks_site.py", port, 2 * (WARM + ROUNDS + 1), f"noisy={LOOKS}"))
        folders = [_later(folder / f"busy-{count}", count) for count in (FEW, watches)]
        daemons = [stack.enter_context(watching(one, "unchanged", urls)) for one in folders]
        rounds = [[daemon.turn().each for daemon in daemons] for _ in range(WARM + ROUNDS)]
    before, after = (min(costs[n] for costs in rounds[WARM:]) for n in (0, 1))
    return after / before


def _later(folder: Path, watches: int) -> Path:
    """A folder with so many watches that are not due as long as this takes."""
    return filled(folder, watches, START, timedelta(days=1)).parent


def rows(folder: Path, watches: int) -> Iterator[str]:
    yield circumstances()
    yield ""
    yield "| watches, sources | start | its processor time | memory, idle | dispatch of 64 | list --tag | bare |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for count in (FEW, watches):
        config = filled(folder / f"idle-{count}", count)
        dispatch = dispatched(config)
        listing = ran("-m", "watcher", "--config", str(config), "list", "--tag", "x")
        bare = ran("-c", "import aiohttp")
        ready, spent, memory = min(started(config) for _ in range(_STARTS))
        sources = SOURCES if count > SOURCES else 10
        figures = (
            f"{ready:.2f} s | {spent:.2f} s | {memory:.0f} MB | {dispatch:.2f} ms | {listing:.2f} s | {bare:.2f} s"
        )
        yield f"| {count:,}, {sources:,} | {figures} |"
    yield "| goal | ≤ 3 s | | ≤ 300 MB | | ≤ 0.25 s | |"
    yield ""
    times = growth(folder, watches)
    yield f"A look with {watches:,} watches takes {times:.2f} times what it takes with {FEW:,} (goal: 1.2)."


def main() -> None:
    watches = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        report("scale", rows(Path(folder), watches), Path(sys.argv[2]) if len(sys.argv) > 2 else None)


if __name__ == "__main__":
    main()
