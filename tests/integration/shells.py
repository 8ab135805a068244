"""Shells as a person sits before them: on a terminal, with keys that are pressed."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

_DEADLINE = 60.0
_REPORT = "\x18"  # Ctrl-X, at which the line is reported as it stands


def environment(home: Path) -> dict[str, str]:
    """That of somebody at home in `home`, who has installed watcher."""
    own = Path(sys.executable).parent
    return {
        "HOME": str(home), "XDG_CONFIG_HOME": str(home / ".config"), "PATH": f"{own}:/usr/bin:/bin", "TERM": "xterm",
        "LANG": "C.UTF-8", "COLUMNS": "120", "LINES": "60",
    }  # fmt: skip


def pressed(shell: Sequence[str], setup: str, keys: str, environ: Mapping[str, str], folder: Path) -> tuple[str, str]:
    """The line after the keys were pressed, and what the shell has shown meanwhile. `setup` is read first, and binds
    Ctrl-X to what prints "<<" and ">>" around the line."""
    (folder / "setup").write_text(setup, encoding="utf-8")
    controller, terminal = pty.openpty()
    with subprocess.Popen(
        shell, stdin=terminal, stdout=terminal, stderr=terminal, env=environ, cwd=folder, start_new_session=True
    ) as process:
        os.close(terminal)
        try:
            os.write(controller, b". ./setup && echo set''up\n")
            _read(controller, "setup\r\n")
            os.write(controller, f"{keys}{_REPORT}".encode())
            shown = _read(controller, ">>")
        finally:
            process.kill()
            os.close(controller)
    before, _, line = shown.rpartition("<<")
    return line.partition(">>")[0], before


def _read(controller: int, ending: str) -> str:
    """What the shell has written, as soon as there is `ending`, which is not what was typed."""
    seen, until = b"", time.monotonic() + _DEADLINE
    while ending.encode() not in seen:
        ready, _, _ = select.select([controller], [], [], max(until - time.monotonic(), 0))
        assert ready, f"the shell has written no {ending!r}, but {seen.decode(errors='replace')}"
        seen += os.read(controller, 65536)
    return seen.decode(errors="replace")
