"""Where measurements go: to standard output and, where that is asked for, into their place in a document."""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

_LIBRARIES = ("aiohttp", "selectolax", "lxml", "beautifulsoup4", "backports.zstd")


def circumstances() -> str:
    """When, with what and on what is measured, in a line."""
    versions = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    machine = f"{_model()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start"
    return f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {versions}; {machine}."


def _model() -> str:
    told = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text("utf-8"), re.MULTILINE)
    return " ".join(told[1].split()) if told else platform.machine()


def report(name: str, lines: Iterable[str], into: Path | None) -> None:
    """Prints the lines as they come, and puts them between "<!-- name -->" and "<!-- /name -->" of the document. Exits
    with a message before anything is measured where that has no such place."""
    place = re.compile(f"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    if into is not None:
        _document(into, place, name)
    told = []
    for line in lines:
        print(line, flush=True)
        told.append(line)
    if into is not None:
        text, before = "\n".join(told), _document(into, place, name)
        into.write_text(place.sub(lambda found: f"{found[1]}{text}\n{found[2]}", before), "utf-8")


def _document(into: Path, place: re.Pattern[str], name: str) -> str:
    try:
        text = into.read_text("utf-8")
    except OSError as error:
        sys.exit(f"{into} cannot be read: {error.strerror}; name the document that the table is put into")
    if not place.search(text):
        sys.exit(f"{into} has no place for {name}: a line <!-- {name} --> and a line <!-- /{name} -->")
    return text
