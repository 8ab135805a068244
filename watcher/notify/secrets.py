"""Where the address behind a destination is kept, and keeping it out of what is said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote

from watcher.errors import SettingsError
from watcher.model import Destination


def resolved(destination: Destination, environ: Mapping[str, str]) -> str:
    """The Apprise URL of a destination, read anew each time so that a changed secret counts at once.

    Raises SettingsError, which names the place by the destination's label and never says what is there.
    """
    kind, _, name = destination.reference.partition(":")
    if kind == "env":
        return _from_environment(destination.label, name, environ)
    if kind == "credential":
        return _from_credential(destination.label, name, environ)
    if kind == "file":
        return _from_file(destination.label, Path(name))
    return destination.reference.strip()


def redacted(said: str, url: str) -> str:
    """`said` with "…" for every part of `url` (user, password, host, path, parameters) that occurs in it."""
    scheme, _, rest = url.partition("://")
    raw = re.split(r"[/:@?&=#,;+\s]+", rest or scheme)
    parts = sorted({p for part in raw for p in (part, unquote(part)) if len(p) > 2}, key=lambda p: (-len(p), p))
    return re.sub("|".join(map(re.escape, parts)), "…", said, flags=re.IGNORECASE) if parts else said


def _from_environment(label: str, name: str, environ: Mapping[str, str]) -> str:
    value = environ.get(name, "").strip()
    if not value:
        raise SettingsError(f"{label}: this environment variable is not set; give it an Apprise URL where watcher runs")
    return value


def _from_credential(label: str, name: str, environ: Mapping[str, str]) -> str:
    if not re.fullmatch(r"(?!\.+$)[\w.-]+", name, re.ASCII):
        raise SettingsError(f"{label}: that names no credential; write the name that LoadCredential= gives it")
    folder = environ.get("CREDENTIALS_DIRECTORY")
    if not folder:
        raise SettingsError(f"{label}: systemd passes no credentials; add LoadCredential={name}:PATH to the unit")
    return _from_file(label, Path(folder, name))


def _from_file(label: str, path: Path) -> str:
    try:
        value = path.expanduser().read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SettingsError(f"{label}: the file cannot be read ({error.strerror}); put an Apprise URL there") from None
    except (UnicodeDecodeError, ValueError, RuntimeError):
        raise SettingsError(f"{label}: that is no text file; put an Apprise URL there") from None
    if not value:
        raise SettingsError(f"{label}: the file is empty; put an Apprise URL there")
    return value
