"""Processes that look when they are told to: the daemon on a site's addresses, what is measured beside it, the site."""

from __future__ import annotations

import json
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from looks_cost import Cost
from looks_daemon import EVERY, START
from looks_site import ETAG

from watcher.store import Store
from watcher.urls import identity, site

WARM = 4  # rounds until it is known what of a page is noise
_STOPS = 30.0
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """What a look cannot do without, up to one step."""

    process: subprocess.Popen[str]
    step: str

    @property
    def name(self) -> str:
        return self.step

    def turn(self) -> Cost:
        """All pages once."""
        return _round(self.process, self.step)

    def size(self) -> int:
        return 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Daemon:
    """The daemon on a database of its own. `name` says what its looks have to find."""

    process: subprocess.Popen[str]
    name: str
    database: Path

    def turn(self) -> Cost:
        """All watches once."""
        if self.name == "304":
            ask_conditionally(self.database)
        cost = _round(self.process)
        wanted = "changed" if self.name == "edited" else "same"
        assert cost.outcomes == {wanted: cost.looks}, f"{self.name}: {cost.outcomes}"
        return cost

    def size(self) -> int:
        """Bytes of the database that are used."""
        asked = ("page_count", "freelist_count", "page_size")
        with closing(sqlite3.connect(self.database)) as connection:
            pages, free, each = (int(connection.execute(f"PRAGMA {name}").fetchone()[0]) for name in asked)
        return (pages - free) * each


def ask_conditionally(database: Path) -> None:
    """Has the next look at each ask whether the page is the one that is kept."""
    with closing(sqlite3.connect(database, timeout=10)) as connection, connection:
        connection.execute("UPDATE watches SET etag = ?", (ETAG,))


def _round(process: subprocess.Popen[str], step: str = "") -> Cost:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{step}\n")
    process.stdin.flush()
    return Cost(**json.loads(process.stdout.readline()))


@contextmanager
def running(script: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """A script of this folder, once it says that it is ready."""
    command = [sys.executable, str(_HERE / script), *map(str, arguments)]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    try:
        told = process.stdout.readline()
        assert told == "ready\n", f"{script} did not start: {told}"
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=_STOPS)


def configured(folder: Path, urls: Sequence[str], workers: int = 1) -> Path:
    """A configuration beside a database with these addresses; whoever is told of edits is told on Monday."""
    folder.mkdir(exist_ok=True)
    config, database = folder / "watcher.toml", folder / "watcher.db"
    config.write_text(
        f'database = "sqlite:{database}"\n[fetch]\nallow_networks = ["127.0.0.0/8"]\nhost_gap = "0s"\n'
        f"workers = {workers}\n"
        '[[subscription]]\nname = "desk"\nto = ["json://127.0.0.1:9/alerts"]\ndigest = "monday 08:00"\n',
        encoding="utf-8",
    )
    with Store.open(f"sqlite:{database}") as store:
        for url in urls:
            store.watches.add(url, key=identity(url), site=site(url), every=EVERY, now=START)
    return config


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def watching(folder: Path, name: str, urls: Sequence[str], *, minutes: int = 11, workers: int = 1) -> Iterator[Daemon]:
    """The daemon, which has read all of it once; it looks again so many minutes later, each time."""
    config = configured(folder, urls, workers)
    with running("looks_daemon.py", config, len(urls), minutes) as process:
        yield Daemon(process=process, name=name, database=folder / "watcher.db")
