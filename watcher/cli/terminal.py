"""How things look: width, colour, wrapping, tables, times. Nothing here knows a command.

What articles and servers say is hostile to a terminal too: everything that is shown goes through `plain`.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import IO, Any
from urllib.parse import unquote

from click import style
from rich.cells import cell_len, chop_cells

_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_OPENING = "（〔［｛〈《「『【“‘(["
_CLOSING = "）〕］｝〉》」』】”’)\\]，。、；：？！…—,.;:?!%％"
_CHARACTER = (
    "\u2e80-\u2fdf\u3005-\u30ff\u3100-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
# What stays on one line: a word, or one character of Chinese, Japanese or Korean, with the signs that cling to it.
_ATOM = re.compile(rf"[{_OPENING}]*(?:[{_CHARACTER}]|[^\s{_CHARACTER}{_OPENING}]+)?[{_CLOSING}]*\s*")

_LEAST = 20  # cells of a last column; with less it goes on a line of its own
_BEYOND = 4  # cells that such lines are further right

Styled = tuple[str, str]
STYLES: Mapping[str, Mapping[str, Any]] = {
    "old": {"fg": "red", "strikethrough": True},
    "new": {"fg": "green", "underline": True},
    "found": {"fg": "yellow", "bold": True, "underline": True},
    "strong": {"bold": True},
    "dim": {"dim": True},
    "alarm": {"fg": "red", "bold": True},
    "warn": {"fg": "yellow"},
    "good": {"fg": "green"},
    "link": {"fg": "cyan"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """Where something is shown, at the time `now`. `width` is in cells, 0 where lines may be of any length. `times` is
    how instants are written: "exact", "relative", "both", "" for as is usual where they stand."""

    width: int = 0
    colour: bool = False
    times: str = ""
    now: datetime = field(default_factory=lambda: datetime.now(UTC), compare=False)

    def at(self, at: datetime | None, usual: str = "exact") -> str:
        """Such as "2026-05-04 12:00Z", "5m ago", or one with the other in brackets; "never" for None."""
        how = self.times or usual
        if at is None or how == "relative":
            return ago(at, self.now)
        return instant(at) + f" ({ago(at, self.now)})" * (how == "both")

    def since(self, at: datetime) -> str:
        """What has lasted from `at` on: such as "for 5m", "since 2026-05-04 12:00Z", or both."""
        if self.times in ("", "relative"):
            return f"for {length(self.now - at)}"
        return f"since {instant(at)}" + f" ({length(self.now - at)})" * (self.times == "both")

    def styled(self, text: str, name: str) -> str:
        """`text`, fit to be shown, in the style `name` of STYLES; "" for none."""
        return self.painted(plain(text), name)

    def painted(self, clean: str, name: str) -> str:
        """`clean`, which is fit to be shown already, in a style."""
        return style(clean, **STYLES[name]) if self.colour and name and clean else clean


def screen(stream: IO[str], environ: Mapping[str, str] = os.environ, *, times: str | None = None) -> Screen:
    """The screen behind `stream`, with None for the usual `times`. Colour only on a terminal, unless FORCE_COLOR asks
    for it, and never where NO_COLOR (https://no-color.org) forbids it."""
    terminal = stream.isatty()
    colour = terminal and environ.get("TERM") != "dumb"
    if environ.get("FORCE_COLOR"):
        colour = True
    width = shutil.get_terminal_size().columns if terminal or environ.get("COLUMNS") else 0
    return Screen(width=width, colour=colour and not environ.get("NO_COLOR"), times=times or "")


def plain(text: str) -> str:
    """`text` on one line, without anything that a terminal obeys."""
    if text.isascii() and text.isprintable():
        return text
    return _UNSHOWN.sub(" ", _TURNING.sub("", text))


def address(url: str) -> str:
    """`url` as a person reads it: percent-encoded letters of any script are shown as they are."""
    if "%" not in url:
        return url
    try:
        readable = unquote(url, errors="strict")
    except UnicodeDecodeError:
        return url
    return readable if readable.isprintable() and " " not in readable else url


# Running text


def wrapped(text: str, width: int) -> list[tuple[int, int]]:
    """Where the lines of `text` begin and end when each fits into `width` cells; words are cut only where they are
    longer than a line."""
    if not width or cell_len(text) <= width:
        return [(0, len(text))]
    lines: list[tuple[int, int]] = []
    begin = end = used = 0
    for atom in _atoms(text, width):
        seen = cell_len(atom.rstrip())
        if used + seen > width and end > begin:
            lines.append((begin, end))
            begin, used = end, 0
        end += len(atom)
        used += cell_len(atom)
    return [*lines, (begin, end)]


def _atoms(text: str, width: int) -> Iterator[str]:
    for atom in _ATOM.findall(text):
        if cell_len(atom) <= width:
            yield atom
        else:
            yield from chop_cells(atom, width)


def flowed(pieces: Iterable[Styled], width: int) -> Iterator[list[Styled]]:
    """The pieces, fit to be shown, cut into lines of at most `width` cells without white space at their ends."""
    clean = [(plain(text), name) for text, name in pieces]
    whole = "".join(text for text, _ in clean)
    for begin, end in wrapped(whole, width):
        yield list(_cut(clean, begin, begin + len(whole[begin:end].rstrip())))


def paragraph(pieces: Iterable[Styled], out: Screen, *, indent: str = "", first: str | None = None) -> Iterator[str]:
    """The lines of one paragraph of (text, style) pieces; `first` stands before the first line instead of `indent`."""
    width = max(out.width - cell_len(indent), 20) if out.width else 0
    for number, line in enumerate(flowed(pieces, width)):
        lead = first if first is not None and not number else indent
        yield lead + "".join(out.painted(text, name) for text, name in line)


def side(pieces: Iterable[Styled], width: int, out: Screen) -> list[str]:
    """The lines of a column, each filled up to exactly `width` cells."""
    filled = []
    for line in flowed(pieces, width):
        used = cell_len("".join(text for text, _ in line))
        filled.append("".join(out.painted(text, name) for text, name in line) + " " * (width - used))
    return filled


def _cut(pieces: Sequence[Styled], begin: int, end: int) -> Iterator[Styled]:
    """The part of the joined pieces from `begin` to `end`."""
    at = 0
    for text, name in pieces:
        part = text[max(begin - at, 0) : max(end - at, 0)]
        if part:
            yield part, name
        at += len(text)


# Tables


def table(rows: Sequence[Sequence[Styled]], head: Sequence[str], out: Screen) -> Iterator[str]:
    """Columns as wide as their widest cell, the last one cut to what is left of the screen. Columns without room go on
    lines of their own, a little to the right. Nothing without rows."""
    if not rows:
        return
    *columns, last = zip([(title, "dim") for title in head], *rows, strict=True)
    filled, ends = [_filled(column, out) for column in columns], _plain(last)
    widths = [width for _, width in filled]
    lines = _lines([*widths, min(max(_cells(text) for text, _ in ends), _LEAST)], out.width)
    begin, before = lines[-1].start, _BEYOND * (len(lines) > 1)
    left = max(out.width - before - sum(width + 2 for width in widths[begin:]), 10) if out.width else 0
    shown = [out.painted(fitted(text, left), name) for text, name in ends]
    for cells in zip(*(cells for cells, _ in filled), shown, strict=True):
        yield "  ".join(cells[lines[0]]).rstrip()
        for line in lines[1:]:
            yield (" " * _BEYOND + "  ".join(cells[line])).rstrip()


def _lines(widths: Sequence[int], room: int) -> list[slice]:
    """Which columns stand beside each other; all of them where `room` is 0."""
    begins, used = [0], 0
    for column, width in enumerate(widths):
        if room and used and used + width > room:
            begins.append(column)
            used = _BEYOND
        used += width + 2
    return [slice(begin, end) for begin, end in zip(begins, [*begins[1:], len(widths)], strict=True)]


def _filled(column: Sequence[Styled], out: Screen) -> tuple[list[str], int]:
    """The cells of a column, all as wide as its widest, and that width."""
    clean = _plain(column)
    lengths = [_cells(text) for text, _ in clean]
    width = max(lengths)
    return [
        out.painted(text, name) + " " * (width - used) for (text, name), used in zip(clean, lengths, strict=True)
    ], width


def _plain(column: Sequence[Styled]) -> Sequence[Styled]:
    """The cells, fit to be shown: of a long table, most columns are so as they are."""
    whole = "".join([text for text, _ in column])
    return column if whole.isascii() and whole.isprintable() else [(plain(text), name) for text, name in column]


def _cells(clean: str) -> int:
    """How many cells wide `clean` is: of a long table, most texts need not be looked at letter by letter."""
    return len(clean) if clean.isascii() else cell_len(clean)


def fitted(clean: str, width: int) -> str:
    """`clean` within `width` cells, ended with "…" where it is cut; whole where `width` is 0."""
    if not width or _cells(clean) <= width:
        return clean
    return chop_cells(clean, max(width - 1, 1))[0].rstrip() + "…"


# Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What is done so far. `onward` takes steps; within `aside` the bar makes room for other lines."""

    onward: Callable[[float], None]
    aside: Callable[[], AbstractContextManager[None]]


@contextmanager
def progress(label: str, total: float, *, quiet: bool = False) -> Iterator[Bar]:
    """A bar on standard error, where that is a terminal."""
    if quiet or total <= 1 or not sys.stderr.isatty():
        yield Bar(onward=lambda steps: None, aside=nullcontext)
        return
    # Imported here because it takes 60 ms, and most commands draw no bar.
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False) as bar:
        task = bar.add_task(label, total=total)

        @contextmanager
        def aside() -> Iterator[None]:
            bar.stop()
            yield
            bar.start()

        yield Bar(onward=lambda steps: bar.advance(task, steps), aside=aside)


# Times and sizes


def instant(at: datetime) -> str:
    """Such as "2026-05-04 12:00Z"."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%MZ}"


def length(time: timedelta) -> str:
    """Such as "45s", "30m", "5h", "3d": the largest unit, rounded down; "0s" for nothing and less."""
    seconds = max(int(time.total_seconds()), 0)
    for unit, size in (("d", 86400), ("h", 3600), ("m", 60)):
        if seconds >= size:
            return f"{seconds // size}{unit}"
    return f"{seconds}s"


def ago(at: datetime | None, now: datetime) -> str:
    """Such as "5m ago", "in 3h"; "never" for None."""
    if at is None:
        return "never"
    return f"{length(now - at)} ago" if at <= now else f"in {length(at - now)}"


def size(count: int) -> str:
    """Such as "812 bytes", "1.4 MB"."""
    amount = float(count)
    for unit in ("bytes", "kB", "MB", "GB"):
        if amount < 1000:
            return f"{amount:.0f} {unit}" if unit == "bytes" else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} TB"


def counted(count: int, one: str, many: str = "") -> str:
    """Such as "1 watch", "3 watches"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
