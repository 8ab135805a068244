"""Long output on a real terminal goes through the pager, and only there."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from cli_place import Place
from store_builders import added


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = Place(tmp_path)
    with place.store() as store:
        for number in range(40):
            added(store, f"town{number}")
    return place


def on_a_terminal(place: Place, *words: str, rows: int, pager: str) -> list[str]:
    """What a command prints on a terminal of so many rows."""
    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", rows, 100, 0, 0))
    environ = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "LINES", "LESS", "NO_COLOR")}
    process = subprocess.Popen(
        [sys.executable, "-m", "watcher", "--config", str(place.config), *words],
        stdin=its, stdout=its, env=environ | {"PAGER": pager, "TERM": "xterm"}, cwd=place.folder,
    )  # fmt: skip
    os.close(its)
    shown = b""
    while part := _read(ours):
        shown += part
    assert process.wait(timeout=60) == 0
    os.close(ours)
    return shown.decode().splitlines()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # nobody writes to it any more
        return b""


def test_what_is_longer_than_the_terminal_is_paged(place: Place) -> None:
    lines = on_a_terminal(place, "list", rows=24, pager="sed s/^/paged:/")
    assert len(lines) == 41
    assert all(line.startswith("paged:") for line in lines)
    assert "\x1b[" in lines[0]


def test_what_fits_is_shown_as_it_is(place: Place) -> None:
    lines = on_a_terminal(place, "list", rows=50, pager="sed s/^/paged:/")
    assert len(lines) == 41
    assert not any(line.startswith("paged:") for line in lines)


def test_json_is_never_paged(place: Place) -> None:
    lines = on_a_terminal(place, "--json", "list", rows=10, pager="sed s/^/paged:/")
    assert lines[0].startswith("[{")
