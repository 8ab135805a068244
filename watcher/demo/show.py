"""What a demonstration prints."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from watcher.demo.place import Place
from watcher.demo.script import Edit
from watcher.demo.site import Arrival, Site
from watcher.demo.verdict import Told, Verdict

_MARKED = re.compile(r"\[-(?P<old>.*?)-\]|\{\+(?P<new>.*?)\+\}")
_INDENT = 19  # cells before what is told: time, what it is, number of the watch
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
        table = _columns()
        for number, language, title, blocks in watches:
            table.add_row(str(number), language, Text(title), f"{blocks} blocks")
        self._table(table)
        self._say()

    def edited(self, seconds: float, watch: int, edit: Edit) -> None:
        self._hang(self._lead(seconds, "edit", "bold yellow", watch), Text(edit.what))

    def arrived(self, seconds: float, watch: int | None, arrival: Arrival, after: float | None) -> None:
        """A message as it came in, `after` so many seconds; None for both where no edit stands behind it."""
        late = f"  after {after:.1f} s" if after is not None else "  but nobody edited this"
        lead = self._lead(seconds, "alert", "bold green" if after is not None else "bold red", watch)
        self._hang(lead, Text.assemble((arrival.subject, "bold"), (late, "dim")))
        for line in _told(arrival.text):
            self._hang(Text(), _coloured(line.lstrip()), len(line) - len(line.lstrip()))

    def summary(self, verdict: Verdict) -> None:
        self._say()
        table = _columns("what was edited", "reported as", "after", "")
        for told in verdict.told:
            table.add_row(Text(told.edit.what), Text(_reported(told)), _after(told), _mark(told.right))
        self._table(table)
        for line in verdict.false:
            self._line(Text(f"false: {line}", "red"))
        noise = "none" if not verdict.false else str(len(verdict.false))
        self._say(
            f"\nStayed silent: {verdict.quiet} of {verdict.loads} page loads brought nothing but noise (nonces, class "
            "names, advertisements, counters, relative times, picture sizes, tracking parameters), and "
            f"{noise} of them raised an alert. {verdict.unmodified} more were answered “304 Not Modified”."
        )
        right = sum(told.right for told in verdict.told)
        said = f"{right} of {len(verdict.told)} edits were reported as what they are, in {verdict.seconds:.0f} s."
        self._line(Text(said, "bold green" if verdict.right else "bold red"))

    def farewell(self, commands: Sequence[tuple[str, str]]) -> None:
        """How to look at what is left: (command, what it shows)."""
        self._say("\nSee for yourself:")
        longest = max(len(shows) for _, shows in commands)
        for command, shows in commands:
            line = Text.assemble((f"  {shows:{longest}}  ", ""), (command, "cyan"))
            self._line(line)

    def _lead(self, seconds: float, what: str, style: str, watch: int | None) -> Text:
        return Text.assemble((f"{seconds:5.1f} s  ", "dim"), (f"{what:5}", style), f"  {watch or '?'}  ")

    def _hang(self, lead: Text, told: Text, further: int = 0) -> None:
        """One paragraph, `lead` before its first line and as much space before the others, and `further` space."""
        indent = _INDENT + further
        for number, line in enumerate(told.wrap(self._console, self._console.width - indent)):
            line.rstrip()
            before = lead if number == 0 else Text()
            self._line(Text.assemble(before, " " * (indent - before.cell_len), line))

    def _table(self, table: Table) -> None:
        """A table without the spaces that fill its last column."""
        with self._console.capture() as captured:
            self._console.print(table)
        for line in captured.get().splitlines():
            self._line(Text.from_ansi(line.rstrip()))

    def _line(self, line: Text) -> None:
        self._console.print(line, soft_wrap=True)

    def _say(self, text: str = "") -> None:
        self._console.print(text)


def _columns(*heads: str) -> Table:
    table = Table(box=None, show_header=bool(heads), header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    for head in heads:
        table.add_column(head, overflow="fold")
    return table


def _told(text: str) -> list[str]:
    """The lines of a message without its headline, its address and its closing line."""
    lines = [line for line in text.splitlines()[2:] if line.strip()]
    return [line for line in lines if not line.startswith("The whole difference")]


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
    said = sorted(told.kinds, key="modified.changed".__eq__)
    said += ["not disclosed"] if revision and revision.stealth else []
    said += ["nothing else"] if revision and revision.bumped else []
    return ", ".join(said) or "nothing"


def _after(told: Told) -> str:
    return f"{told.after:.1f} s" if told.after is not None else "never"


def _mark(right: bool) -> Text:
    return Text("ok", "green") if right else Text("WRONG", "bold red")
