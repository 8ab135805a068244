"""How quick commands are there and gone: `python bench/start.py [ROUNDS]`.

Each command as a process of its own, on a database of 10,000 watches with about two revisions each (bench/million.py).
Commands take turns, so that what else the machine does meets them alike; the first round is not counted: it compiles.
In milliseconds, medians of the rounds: from start to end, processor time, and how many times the processor time of a
Python that does nothing (`python -c pass`), measured in the same rounds.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from million import million

from watcher.store.codec import stamp
from watcher.store.sqlite import writable

WATCHES = 10_000
REVISIONS = 2
ROUNDS = 15
BARE = "python -c pass"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of a command, in milliseconds."""

    whole: float
    processor: float


def commands(config: Path) -> Mapping[str, Sequence[str]]:
    """What is run, by the name under which it is shown."""
    watcher = ("-m", "watcher", "--config", str(config))
    shown = (
        "list",
        "list --json",
        "list --tag few",
        "status",
        "log",
        "log 7",
        "show 7",
        "diff 1",
        "search kalo",
        "stats",
    )
    return {
        BARE: ("-c", "pass"),
        "--help": ("-m", "watcher", "--help"),
        "completion of a word": ("-m", "watcher"),
        **{words: (*watcher, *words.split()) for words in shown},
    }


def ran(arguments: Sequence[str], environ: Mapping[str, str]) -> Run:
    """A Python with these arguments, from its start to its end."""
    began, before = time.perf_counter(), getrusage(RUSAGE_CHILDREN)
    command, nowhere = [sys.executable, *arguments], subprocess.DEVNULL
    subprocess.run(command, env=environ, stdout=nowhere, stderr=nowhere, check=True)
    whole, after = time.perf_counter() - began, getrusage(RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(whole=whole * 1000, processor=used * 1000)


def measured(config: Path, rounds: int) -> Mapping[str, Sequence[Run]]:
    """The runs of each command."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    typed = {"_WATCHER_COMPLETE": "bash_complete", "COMP_WORDS": "watcher log --ki", "COMP_CWORD": "2"}
    runs: dict[str, list[Run]] = {name: [] for name in commands(config)}
    for number in range(rounds + 1):
        for name, arguments in commands(config).items():
            run = ran(arguments, environ | (typed if name.startswith("completion") else {}))
            if number:
                runs[name].append(run)
    return runs


def filled(folder: Path) -> Path:
    """The configuration of the database; every article was looked at some minutes ago."""
    config = million(folder, WATCHES, REVISIONS)
    connection = writable(config.with_name("watcher.db"))
    now = datetime.now(UTC)
    looked = ((stamp(now - timedelta(minutes=number % 3000)), number) for number in range(1, WATCHES + 1))
    connection.execute("BEGIN")
    connection.executemany("UPDATE watches SET looked_at = ? WHERE id = ?", looked)
    connection.execute("COMMIT")
    connection.close()
    return config


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory() as folder:
        runs = measured(filled(Path(folder)), rounds)
    bare = statistics.median(run.processor for run in runs[BARE])
    print("| command | start to end | processor | times a bare Python |")
    print("| --- | --- | --- | --- |")
    for name, each in runs.items():
        whole = statistics.median(run.whole for run in each)
        used = statistics.median(run.processor for run in each)
        print(f"| `{name}` | {whole:.0f} ms | {used:.0f} ms | {used / bare:.1f} |", flush=True)


if __name__ == "__main__":
    main()
