"""What a service manager says of the service."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

_ASKED = (
    "LoadState", "ActiveState", "SubState", "UnitFileState", "StatusText", "MainPID", "NRestarts", "Result",
    "ActiveEnterTimestamp", "NeedDaemonReload", "DropInPaths", "ExecStart",
)  # fmt: skip
_SECONDS = 10


def state(*, of_user: bool) -> Mapping[str, str] | None:
    """Its properties, as `systemctl show` names them; None where no service manager answers."""
    systemctl = shutil.which("systemctl")
    if systemctl is None:
        return None
    words = [systemctl, *(["--user"] if of_user else []), "show", "watcher.service", f"--property={','.join(_ASKED)}"]
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    if done.returncode:
        return None
    return dict(line.split("=", 1) for line in done.stdout.splitlines() if "=" in line)


def configuration(found: Mapping[str, str]) -> Path | None:
    """The file that the service is started with; None where that is not said."""
    named = re.search(r"--config (\S+) ", found.get("ExecStart", ""))
    return Path(named[1]) if named else None


def is_known(found: Mapping[str, str] | None) -> bool:
    """Whether a service manager knows the unit, wherever its file is."""
    return (found or {}).get("LoadState", "not-found") != "not-found"


def is_in_use(found: Mapping[str, str] | None) -> bool:
    """Whether it runs, or is started at boot."""
    own = found or {}
    return own.get("ActiveState", "inactive") not in ("inactive", "failed") or own.get("UnitFileState") == "enabled"
