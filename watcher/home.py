"""Paths that begin with "~"."""

from __future__ import annotations

from pathlib import Path

from watcher.errors import SettingsError


def from_home(path: str | Path) -> Path:
    """A path with the home of who runs this for "~", of another user for "~user". Raises SettingsError where there is
    none."""
    try:
        return Path(path).expanduser()
    except RuntimeError:
        raise SettingsError(f"{path}: there is no such home; write the whole path, or set HOME") from None
