"""What a look costs: `python bench/looks.py [OPTION]…`, `make bench-looks`.

Whole looks by the real daemon (dispatch, fetch, decide, store; only the waiting is left out) at a site in a process of
its own, on pages of about 80 KB with noise in every load. Beside it in the same run, in turn: what the client library
alone costs on the same pages, without and with parsers. Medians of the rounds, each of which looks at each article. The
first rounds, in which the daemon learns what of the pages is noise, are told for themselves.

  unchanged  the article is the same, the page is not; eleven minutes later each time
  day later  the same, with so much between two looks that the whole page is read again; by workers, too
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
from urllib.request import urlopen

from looks_cost import Cost
from looks_floor import STEPS
from looks_peers import absent, installed
from looks_report import circumstances, report
from looks_runs import WARM, Floor, free_port, running, watching
from looks_site import addresses

_EDITED = 200  # articles at most
_FEW_PAGES = 3 * 4096  # bytes: less than two for each of 7,000 looks
_SLOW_ROUNDS = 3  # of what takes longer than all the rest
_BUSY_ROUNDS = WARM + 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What the daemon does: the articles that it looks at, so many minutes later each time, the floor that it stands
    on, the goal."""

    articles: str
    floor: str
    goal: str = ""
    minutes: int = 11
    workers: int = 1


_LOOKS = {
    "unchanged": Kind(articles="noisy", floor="lexbor", goal="≤ 2 ×"),
    "day later": Kind(articles="later", floor="lexbor", minutes=1440),
    "day later, 2 workers": Kind(articles="workers", floor="lexbor", minutes=1440, workers=2),
    "304": Kind(articles="kept", floor="304 alone", goal="≤ 3 ×"),
    "edited": Kind(articles="edited", floor="lexbor", goal="≤ 12 ms"),
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
    """What was measured, by name: costs, one for each round, those of the first rounds for themselves; bytes that were
    stored for each look."""

    costs: Mapping[str, Sequence[Cost]]
    learning: Mapping[str, Sequence[Cost]]
    stored: Mapping[str, float]

    def each(self, name: str) -> float:
        """Milliseconds of processor time a look."""
        return statistics.median(cost.each for cost in self.costs[name])

    def ratio(self, name: str, other: str) -> float:
        """Of processor time, of neighbours in time."""
        pairs = zip(self.costs[name], self.costs[other], strict=False)
        return statistics.median(one.each / beside.each for one, beside in pairs)

    def pace(self, name: str) -> float:
        """Looks a second."""
        return statistics.median(cost.pace for cost in self.costs[name])

    def row(self, name: str, other: str, goal: str = "") -> str:
        pace = self.pace(name)
        ratio = f"{self.ratio(name, other):.1f} × {other}" if other else ""
        memory, stored = self.costs[name][-1].memory, self.stored[name]
        cells = (name, f"{self.each(name):.2f} ms", ratio, goal, f"{pace:.0f}", f"{memory:.0f} MB", f"{stored:,.0f}")
        return f"| {' | '.join(cells)} |"


def measured(turning: Sequence[Turning], rounds: int, slow: Sequence[Turning]) -> Figures:
    """All in turn, round after round. What is `slow` has fewer."""
    costs: dict[str, list[Cost]] = defaultdict(list)
    learning: dict[str, list[Cost]] = defaultdict(list)
    sizes: dict[str, list[int]] = defaultdict(list)
    for n in range(-WARM, rounds):
        for one in (*turning, *(slow if -1 <= n < _SLOW_ROUNDS else ())):
            if n >= 0 and one in turning:
                one.turn()  # not counted: its connections were closed while others had their turn
            (costs if n >= 0 else learning)[one.name].append(one.turn())
            if n >= -1:
                sizes[one.name].append(one.size())
    twice = [one.name for one in turning]
    looks = {name: sum(cost.looks for cost in found) * (1 + (name in twice)) for name, found in costs.items()}
    stored = {name: _grown(found) / looks[name] for name, found in sizes.items()}
    return Figures(costs=costs, learning=learning, stored=stored)


def _grown(sizes: Sequence[int]) -> int:
    """Bytes from the first size to the last; 0 where it is by few pages, as a tree that only changes takes and gives
    back whole ones."""
    grown = sizes[-1] - sizes[0]
    return grown if abs(grown) > _FEW_PAGES else 0


def looked(folder: Path, own: Namespace) -> Figures:
    port, all_ = free_port(), own.articles
    many = {"noisy": all_, "later": all_, "workers": all_, "kept": all_, "edited": min(all_, _EDITED), "beside": all_}
    urls = {kind: addresses(kind, count, port) for kind, count in many.items()}
    with running(
        "looks_site.py", port, WARM + 2 * own.rounds + 1, *(f"{kind}={count}" for kind, count in many.items())
    ):
        return beside(folder, urls, own)


def elsewhere(folder: Path, own: Namespace) -> Figures:
    """At another site, whose articles nobody edits meanwhile."""
    listed = _listed(own.site)[: own.articles]
    return beside(folder, dict.fromkeys(("noisy", "later", "beside"), listed), own)


def _listed(site: str) -> list[str]:
    """The addresses that stand line by line in a file, or at an address."""
    if "://" not in site:
        return Path(site).read_text("utf-8").split()
    with urlopen(site) as answer:
        return str(answer.read().decode()).split()


def beside(folder: Path, urls: Mapping[str, Sequence[str]], own: Namespace) -> Figures:
    """All that can be measured at these addresses, by what is served there."""
    peers = installed(own.peers, folder, urls["beside"])
    with ExitStack() as stack:
        daemons = [
            stack.enter_context(
                watching(folder / kind.articles, name, urls[kind.articles], minutes=kind.minutes, workers=kind.workers)
            )
            for name, kind in _LOOKS.items()
            if kind.articles in urls
        ]
        for kind in ("beside", "kept"):
            (folder / f"{kind}.txt").write_text("\n".join(urls.get(kind, ())), "utf-8")
        process = stack.enter_context(running("looks_floor.py", folder / "beside.txt", folder / "kept.txt"))
        floors = [Floor(process=process, step=step) for step in STEPS if STEPS[step] or "kept" in urls]
        return measured([*daemons, *floors[:-1]], own.rounds, [floors[-1], *peers])


def busy(folder: Path, watches: int) -> str:
    """How it is after some rounds of many watches."""
    port = free_port()
    with (
        running("looks_site.py", port, _BUSY_ROUNDS + 1, f"noisy={watches}"),
        watching(folder / "busy", "unchanged", addresses("noisy", watches, port)) as daemon,
    ):
        cost = [daemon.turn() for _ in range(_BUSY_ROUNDS)][-1]
    return f"Busy with {watches:,} watches: {cost.memory:.0f} MB resident (goal: 150), {cost.pace:.0f} looks a second."


def rows(figures: Figures) -> Iterator[str]:
    yield "| | processor time a look | beside | goal | looks a second | memory | bytes stored a look |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for name, kind in _LOOKS.items():
        if name in figures.costs:
            yield figures.row(name, kind.floor, kind.goal)
    for name in figures.costs:
        if name not in _LOOKS:
            yield figures.row(name, "" if name in STEPS else "unchanged")
    yield ""
    first = ", ".join(f"{cost.each:.1f}" for cost in figures.learning["unchanged"])
    yield f"The first {WARM} looks at each unchanged article, while noise is learned: {first} ms."
    if "day later, 2 workers" not in figures.costs:
        return
    gain = figures.pace("day later, 2 workers") / figures.pace("day later")
    yield f"Two workers read {gain:.1f} times as many pages a second (goal: 1.6; the site needs a processor, too)."


def asked() -> Namespace:
    parser = ArgumentParser(description="What a look costs.")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--busy", type=int, default=2000, metavar="WATCHES")
    parser.add_argument("--peers", type=Path, metavar="FOLDER", help="where the programs urlwatch and webchanges stand")
    parser.add_argument(
        "--site", metavar="LIST", help="a file or an address with addresses, one a line, of another site"
    )
    parser.add_argument("--into", type=Path, metavar="FILE", help="a document with a place for the table")
    return parser.parse_args()


def told(folder: Path, own: Namespace) -> Iterator[str]:
    yield f"{circumstances()} Medians of {own.rounds} rounds of {own.articles} articles."
    yield ""
    yield from rows(elsewhere(folder, own) if own.site else looked(folder, own))
    yield ""
    yield from filter(None, (busy(folder, own.busy) if own.busy and not own.site else "", absent(own.peers)))


def main() -> None:
    own = asked()
    with tempfile.TemporaryDirectory() as folder:
        report("looks elsewhere" if own.site else "looks", told(Path(folder), own), own.into)


if __name__ == "__main__":
    main()
