"""What a look costs: `python bench/looks.py [--rounds N] [--articles N] [--busy N]` (`make bench-looks`).

Whole looks by the real daemon (dispatch, fetch, decide, store; only the waiting is left out) at a site in a process of
its own, on pages of about 80 KB with noise in every load. Beside it in the same run, in turn: what the client library
alone costs on the same pages, without and with parsers. Medians of the rounds, each of which looks at each article.

  unchanged  the article is the same, the page is not
  304        the server says that nothing changed, each time; the daemon asks for the whole page after every sixth of
             them, which is a look of the first kind and not counted here
  edited     one sentence changed: extract, compare, record, queue the alert; no message is sent
  busy       watches that are looked at without a pause: memory, resident; 0 leaves it out
  stored     by how much the database grows for each look; for an edit with its page

Everything is made in a temporary folder. What the processors do besides shows in the times, hardly in the ratios.
"""

from __future__ import annotations

import json
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from looks_cost import Cost
from looks_daemon import EVERY, START
from looks_floor import STEPS as _FLOOR
from looks_site import ETAG, addresses

from watcher.store import Store
from watcher.urls import identity, site

EDITED = 200
STEPS = tuple(_FLOOR)
_SOUP_ROUNDS = 3  # it takes longer than all the rest
_BUSY_ROUNDS = 3
_STOPS = 30.0
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A process that measures when it is told to."""

    process: subprocess.Popen[str]

    def round(self, step: str = "") -> Cost:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{step}\n")
        self.process.stdin.flush()
        return Cost(**json.loads(self.process.stdout.readline()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Daemon(Measured):
    """The daemon, on a database of addresses of one kind."""

    kind: str
    database: Path

    def turn(self) -> Cost:
        """All watches once; each look has to find what its kind is for."""
        if self.kind == "kept":
            self._ask_conditionally()
        cost = self.round()
        wanted = "changed" if self.kind == "edited" else "same"
        assert cost.outcomes == {wanted: cost.looks}, f"{self.kind}: {cost.outcomes}"
        return cost

    def _ask_conditionally(self) -> None:
        with closing(sqlite3.connect(self.database, timeout=10)) as connection, connection:
            connection.execute("UPDATE watches SET etag = ?", (ETAG,))

    def size(self) -> int:
        """Bytes of the database that are used."""
        asked = ("page_count", "freelist_count", "page_size")
        with closing(sqlite3.connect(self.database)) as connection:
            pages, free, each = (int(connection.execute(f"PRAGMA {name}").fetchone()[0]) for name in asked)
        return (pages - free) * each


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


def configured(folder: Path, kind: str, urls: Sequence[str]) -> Path:
    """A configuration beside a database of these addresses; whoever is told of edits is told on Monday."""
    folder.mkdir()
    config, database = folder / "watcher.toml", folder / "watcher.db"
    config.write_text(
        f'database = "sqlite:{database}"\n[fetch]\nallow_networks = ["127.0.0.0/8"]\nhost_gap = "0s"\n'
        '[[subscription]]\nname = "desk"\nto = ["json://127.0.0.1:9/alerts"]\ndigest = "monday 08:00"\n',
        encoding="utf-8",
    )
    with Store.open(f"sqlite:{database}") as store:
        for url in urls:
            store.add_watch(url, key=identity(url), site=site(url), every=EVERY, now=START)
    return config


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def watching(folder: Path, kind: str, urls: Sequence[str]) -> Iterator[Daemon]:
    """The daemon, which has read all of it once."""
    config = configured(folder, kind, urls)
    with running("looks_daemon.py", config) as process:
        yield Daemon(process=process, kind=kind, database=folder / "watcher.db")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Costs by what was done, a round each; bytes by which the database grew for each look."""

    costs: Mapping[str, Sequence[Cost]]
    stored: Mapping[str, float]

    def each(self, name: str) -> float:
        """Milliseconds of processor time."""
        return statistics.median(cost.each for cost in self.costs[name])

    def ratio(self, name: str, floor: str) -> float:
        """Of neighbours in time."""
        pairs = zip(self.costs[name], self.costs[floor], strict=False)
        return statistics.median(one.each / other.each for one, other in pairs)

    def pace(self, name: str) -> float:
        """Looks a second."""
        return statistics.median(cost.pace for cost in self.costs[name])


def measured(folder: Path, port: int, rounds: int, articles: int) -> Figures:
    """Round after round, all in turn; the first one, which warms up, is not counted."""
    costs: dict[str, list[Cost]] = defaultdict(list)
    stored: dict[str, float] = {}
    many = {"noisy": articles, "kept": articles, "edited": min(articles, EDITED)}
    with ExitStack() as stack:
        daemons = [
            stack.enter_context(watching(folder / kind, kind, addresses(kind, many[kind], port))) for kind in many
        ]
        floor = Measured(process=stack.enter_context(running("looks_floor.py", port, articles)))
        for n in range(rounds + 1):
            for one in daemons:
                if n == 1:
                    stored[one.kind] = -one.size()
                costs[one.kind].append(one.turn())
            for step in STEPS if n < _SOUP_ROUNDS else STEPS[:-1]:
                costs[step].append(floor.round(step))
        for one in daemons:
            stored[one.kind] = (stored[one.kind] + one.size()) / (rounds * many[one.kind])
    return Figures(costs={name: found[1:] for name, found in costs.items()}, stored=stored)


def busy(folder: Path, port: int, watches: int) -> str:
    """How it is after some rounds of many watches."""
    with watching(folder / "busy", "noisy", addresses("noisy", watches, port)) as daemon:
        cost = [daemon.turn() for _ in range(_BUSY_ROUNDS)][-1]
    return f"Busy with {watches:,} watches: {cost.memory:.0f} MB resident (goal: 150), {cost.pace:.0f} looks a second."


def rows(figures: Figures) -> Iterator[str]:
    yield "| | processor, ms | to its floor | goal | looks a second | memory |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for name, kind, floor, goal in (
        ("unchanged", "noisy", "lexbor", "≤ 2"), ("304", "kept", "304", "≤ 3"),
        ("edited", "edited", "lexbor", "≤ 12 ms"),
    ):  # fmt: skip
        cost = f"{figures.each(kind):.2f} | {figures.ratio(kind, floor):.1f} × {floor}"
        yield f"| {name} | {cost} | {goal} | {figures.pace(kind):.0f} | {figures.costs[kind][-1].memory:.0f} MB |"
    for step in STEPS:
        yield f"| floor: {step} | {figures.each(step):.2f} | 1 | | {figures.pace(step):.0f} | |"
    yield ""
    kept = ", ".join(f"{figures.stored[kind]:.0f} bytes ({kind})" for kind in figures.stored)
    yield f"Stored for each look: {kept}; goals: no content for what did not change, 2,000 for an edit with its page."


def asked() -> Namespace:
    parser = ArgumentParser(description="What a look costs.")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--busy", type=int, default=2000, metavar="WATCHES")
    return parser.parse_args()


def main() -> None:
    own, port = asked(), _free_port()
    with tempfile.TemporaryDirectory() as name:
        folder, most = Path(name), max(own.articles, own.busy)
        with running("looks_site.py", port, most, min(own.articles, EDITED), own.rounds + 2):
            figures = measured(folder, port, own.rounds, own.articles)
            print(*rows(figures), sep="\n", flush=True)
            if own.busy:
                print(busy(folder, port, own.busy))


if __name__ == "__main__":
    main()
