"""What a demonstration prints."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TextIO

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from watcher.demo.place import Place
from watcher.demo.script import Edit
from watcher.demo.site import Arrival, Site
from watcher.demo.verdict import Told, Verdict

_MARKED = re.compile(r"\[-(?P<old>.*?)-\]|\{\+(?P<new>.*?)\+\}")
_INDENT = 11
_NARROWEST = 100  # of what is no terminal: files and pipes


class Show:
    """Prints to `out`, in colour on a terminal only."""

    def __init__(self, out: TextIO) -> None:
        console = Console(file=out, highlight=False, markup=False, emoji=False)
        if not console.is_terminal:
            console = Console(file=out, highlight=False, markup=False, emoji=False, width=_NARROWEST)
        self._console = console

    def opening(self, site: Site, place: Place) -> None:
        self._say(f"A sample news site is served at {site.base}; everything is kept in {place.directory}/.")
        self._say("The daemon reads its articles over HTTP, again and again, while they are edited.\n")

    def watched(self, watches: Sequence[tuple[int, str, str, int]]) -> None:
        """The articles as first read: (number of the watch, language, headline, blocks)."""
        table = _table()
        for number, language, title, blocks in watches:
            table.add_row(str(number), language, Text(title), f"{blocks} blocks")
        self._print(table)
        self._say()

    def edited(self, seconds: float, watch: int, edit: Edit) -> None:
        line = self._stamped(seconds, "edit ", "bold yellow")
        line.append(f" {watch}  {edit.what}")
        self._print(line)

    def arrived(self, seconds: float, arrival: Arrival, after: float | None) -> None:
        line = self._stamped(seconds, "alert", "bold green" if after is not None else "bold red")
        line.append(f"    {arrival.subject}", "bold")
        line.append(f"  after {after:.1f} s" if after is not None else "  nobody edited this", "dim")
        self._print(line)
        for told in _told(arrival.text):
            self._print(Padding(told, (0, 0, 0, _INDENT)))

    def summary(self, verdict: Verdict) -> None:
        self._say()
        table = _table("what was edited", "reported as", "after", "")
        for told in verdict.told:
            table.add_row(Text(told.edit.what), Text(_reported(told)), _after(told), _mark(told.right))
        self._print(table)
        for line in verdict.false:
            self._print(Text(f"false: {line}", "red"))
        noise = "none" if not verdict.false else str(len(verdict.false))
        self._say(
            f"\nStayed silent: {verdict.quiet} of {verdict.loads} page loads brought nothing but noise (nonces, class "
            "names, advertisements, counters, relative times, picture sizes, tracking parameters), and "
            f"{noise} of them raised an alert. {verdict.unmodified} more were answered “304 Not Modified”."
        )
        right = sum(told.right for told in verdict.told)
        said = f"{right} of {len(verdict.told)} edits were reported as what they are, in {verdict.seconds:.0f} s."
        self._print(Text(said, "bold green" if verdict.right else "bold red"))

    def farewell(self, commands: Sequence[tuple[str, str]]) -> None:
        """How to look at what is left: (command, what it shows)."""
        self._say("\nSee for yourself:")
        table = _table()
        for command, shows in commands:
            table.add_row(Text(f"  {command}", "cyan"), shows)
        self._print(table)

    def _stamped(self, seconds: float, what: str, style: str) -> Text:
        return Text.assemble((f"{seconds:4.1f} s ", "dim"), (what, style))

    def _say(self, text: str = "") -> None:
        self._console.print(text)

    def _print(self, what: Text | Table | Padding) -> None:
        self._console.print(what)


def _table(*heads: str) -> Table:
    table = Table(box=None, show_header=bool(heads), header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    for head in heads:
        table.add_column(head, overflow="fold")
    return table


def _told(text: str) -> list[Text]:
    """A message without its headline, its address and its closing line."""
    lines = [line for line in text.splitlines()[2:] if line.strip()]
    return [_coloured(line) for line in lines if not line.startswith("The whole difference")]


def _coloured(line: str) -> Text:
    """A line of a message, what was removed and what was added in colour."""
    found = Text()
    end = 0
    for mark in _MARKED.finditer(line):
        found.append(line[end : mark.start()])
        found.append(mark[0], "red" if mark["old"] is not None else "green")
        end = mark.end()
    return found.append(line[end:])


def _reported(told: Told) -> str:
    revision = told.entry.revision if told.entry else None
    said = [*told.kinds, *(["not disclosed"] if revision and revision.stealth else [])]
    said += ["nothing else"] if revision and revision.bumped else []
    return ", ".join(said) or "nothing"


def _after(told: Told) -> str:
    return f"{told.after:.1f} s" if told.after is not None else "never"


def _mark(right: bool) -> Text:
    return Text("ok", "green") if right else Text("WRONG", "bold red")
