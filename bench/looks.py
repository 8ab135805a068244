"""What a look costs: `python bench/looks.py [OPTION]…`, `make bench-looks`.

Whole looks by the real daemon (dispatch, fetch, decide, store; only the waiting is left out) at a site in a process of
its own, on pages of about 80 KB with noise in every load. Beside it in the same run, in turn: what the client library
alone costs on the same pages, without and with parsers. Medians of the rounds, each of which looks at each article.

  unchanged  the article is the same, the page is not
  304        the server says that nothing changed, each time; the daemon asks for the whole page after every sixth of
             them, which is a look of the first kind and not counted here
  edited     one sentence changed: extract, compare, record, queue the alert; no message is sent
  busy       watches that are looked at without a pause: memory, resident; 0 leaves it out
  stored     by how much the database grows for each look; for an edit with its page
  peers      urlwatch and webchanges on the same pages in the same run, where the folder of their programs is given

Everything is made in a temporary folder. What the processors do besides shows in the times, hardly in the ratios.
"""

from __future__ import annotations

import statistics
import tempfile
from argparse import ArgumentParser, Namespace
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from looks_cost import Cost
from looks_floor import STEPS
from looks_peers import absent, installed
from looks_report import circumstances, report
from looks_runs import Floor, free_port, running, watching
from looks_site import addresses

_EDITED = 200  # articles at most
_SLOW_ROUNDS = 3  # of what takes longer than all the rest
_BUSY_ROUNDS = 3
# What the daemon does: the articles it looks at, the floor that it stands on, the goal.
_LOOKS = {
    "unchanged": ("noisy", "lexbor", "≤ 2 ×"),
    "304": ("kept", "304 alone", "≤ 3 ×"),
    "edited": ("edited", "lexbor", "≤ 12 ms"),
}


class Turning(Protocol):
    """Something that is measured in turn with others. `name` says what it does."""

    @property
    def name(self) -> str: ...

    def turn(self) -> Cost:
        """All pages once."""

    def size(self) -> int:
        """Bytes that it stores by now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What was measured, by name: costs, one for each round; bytes that were stored for each look."""

    costs: Mapping[str, Sequence[Cost]]
    stored: Mapping[str, float]

    def each(self, name: str) -> float:
        """Milliseconds of processor time a look."""
        return statistics.median(cost.each for cost in self.costs[name])

    def ratio(self, name: str, other: str) -> float:
        """Of processor time, of neighbours in time."""
        pairs = zip(self.costs[name], self.costs[other], strict=False)
        return statistics.median(one.each / beside.each for one, beside in pairs)

    def row(self, name: str, other: str, goal: str = "") -> str:
        pace = statistics.median(cost.pace for cost in self.costs[name])
        ratio = f"{self.ratio(name, other):.1f} × {other}" if other else ""
        memory, stored = self.costs[name][-1].memory, self.stored[name]
        cells = (name, f"{self.each(name):.2f} ms", ratio, goal, f"{pace:.0f}", f"{memory:.0f} MB", f"{stored:,.0f}")
        return f"| {' | '.join(cells)} |"


def measured(turning: Sequence[Turning], rounds: int, slow: Sequence[Turning]) -> Figures:
    """All in turn, round after round; the first one, which warms up, is not counted. What is `slow` has fewer."""
    costs: dict[str, list[Cost]] = defaultdict(list)
    sizes: dict[str, list[int]] = defaultdict(list)
    for n in range(rounds + 1):
        for one in (*turning, *(slow if n <= _SLOW_ROUNDS else ())):
            costs[one.name].append(one.turn())
            sizes[one.name].append(one.size())
    looks = {name: sum(cost.looks for cost in found[1:]) for name, found in costs.items()}
    return Figures(
        costs={name: found[1:] for name, found in costs.items()},
        stored={name: (found[-1] - found[0]) / looks[name] for name, found in sizes.items()},
    )


def looked(folder: Path, port: int, own: Namespace) -> Figures:
    peers = installed(own.peers, folder, addresses("noisy", own.articles, port))
    with ExitStack() as stack:
        daemons = []
        for name, (kind, _, _) in _LOOKS.items():
            urls = addresses(kind, min(own.articles, _EDITED if kind == "edited" else own.articles), port)
            daemons.append(stack.enter_context(watching(folder / kind, name, urls)))
        process = stack.enter_context(running("looks_floor.py", port, own.articles))
        *floors, soup = (Floor(process=process, step=step) for step in STEPS)
        return measured([*daemons, *floors], own.rounds, [soup, *peers])


def busy(folder: Path, port: int, watches: int) -> str:
    """How it is after some rounds of many watches."""
    with watching(folder / "busy", "unchanged", addresses("noisy", watches, port)) as daemon:
        cost = [daemon.turn() for _ in range(_BUSY_ROUNDS)][-1]
    return f"Busy with {watches:,} watches: {cost.memory:.0f} MB resident (goal: 150), {cost.pace:.0f} looks a second."


def rows(figures: Figures) -> Iterator[str]:
    yield "| | processor time a look | beside | goal | looks a second | memory | bytes stored a look |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for name, (_, floor, goal) in _LOOKS.items():
        yield figures.row(name, floor, goal)
    for name in figures.costs:
        if name not in _LOOKS:
            yield figures.row(name, "" if name in STEPS else "unchanged")


def asked() -> Namespace:
    parser = ArgumentParser(description="What a look costs.")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--busy", type=int, default=2000, metavar="WATCHES")
    parser.add_argument("--peers", type=Path, metavar="FOLDER", help="where the programs urlwatch and webchanges stand")
    parser.add_argument("--into", type=Path, metavar="FILE", help="a document with a place for the table")
    return parser.parse_args()


def told(folder: Path, own: Namespace) -> Iterator[str]:
    port, most, loads = free_port(), max(own.articles, own.busy), own.rounds + 2
    yield f"{circumstances()} Medians of {own.rounds} rounds of {own.articles} articles."
    yield ""
    with running("looks_site.py", port, most, min(own.articles, _EDITED), loads):
        yield from rows(looked(folder, port, own))
        yield ""
        yield from filter(None, (busy(folder, port, own.busy) if own.busy else "", absent(own.peers)))


def main() -> None:
    own = asked()
    with tempfile.TemporaryDirectory() as folder:
        report("looks", told(Path(folder), own), own.into)


if __name__ == "__main__":
    main()
