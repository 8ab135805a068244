"""How things look: width, colour, tables, times. Nothing here knows a command.

What articles and servers say is hostile to a terminal too: everything that is shown goes through `plain`.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import IO, Any
from urllib.parse import unquote

from click import style
from rich.cells import cell_len, chop_cells

_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
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
        if not (self.colour and name and clean):
            return clean
        begin, end = _marks(name)
        return f"{begin}{clean}{end}"


@cache
def _marks(name: str) -> tuple[str, str]:
    """What a terminal is told before and after a text in a style of STYLES."""
    begin, _, end = style("\0", **STYLES[name]).partition("\0")
    return begin, end


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


# Tables


def table(rows: Sequence[Sequence[Styled]], head: Sequence[str], out: Screen) -> Iterator[str]:
    """Columns as wide as their widest cell, the last one cut to what is left of the screen. Columns without room go on
    lines of their own, a little to the right. Nothing without rows."""
    if not rows:
        return
    *columns, last = zip([(title, "dim") for title in head], *rows, strict=True)
    filled, ends = [_filled(column, out) for column in columns], _plain(last)
    widths = [width for _, width in filled]
    least = _LEAST if any(len(text) >= _LEAST for text, _ in ends) else max(_cells(text) for text, _ in ends)
    lines = _lines([*widths, min(least, _LEAST)], out.width)
    begin, before = lines[-1].start, _BEYOND * (len(lines) > 1)
    left = max(out.width - before - sum(width + 2 for width in widths[begin:]), 10) if out.width else 0
    shown = [out.painted(fitted(text, left), name) for text, name in ends]
    for cells in zip(*(cells for cells, _ in filled), shown, strict=True):
        yield "  ".join(cells[lines[0]]).rstrip()
        further = (" " * _BEYOND + "  ".join(cells[line]) for line in lines[1:])
        yield from (line.rstrip() for line in further if not line.isspace())


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
    """The cells of a column, all as wide as its widest, and that width; what is wider than a whole line is cut."""
    clean = _plain(column)
    lengths = [len(text) if text.isascii() else cell_len(text) for text, _ in clean]
    width = max(lengths)
    if out.width and width > (room := max(out.width - _BEYOND, 1)):
        return _filled([(fitted(text, room), name) for text, name in clean], replace(out, width=0))
    shown = [out.painted(text, name) for text, name in clean] if out.colour else [text for text, _ in clean]
    return [text + " " * (width - used) for text, used in zip(shown, lengths, strict=True)], width


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


# Times and sizes


def instant(at: datetime) -> str:
    """Such as "2026-05-04 12:00Z"."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%MZ}"


def length(time: timedelta) -> str:
    """Such as "45s", "30m", "5h", "3d": the largest unit, rounded down; "0s" for nothing and less."""
    seconds = max(time.days * 86400 + time.seconds, 0)
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
