"""The unit file: its text for this installation, and whether one was edited since it was written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

_MARK = re.compile(r"# Written by watcher \S+ \(([0-9a-f]{64})\)[^\n]*\n")
_HIDDEN = ("/home", "/root", "/run/user", "/tmp", "/var/tmp")


def system_unit(program: Path, config: Path, *, needed: Iterable[Path], version: str) -> str:
    """The unit of the machine's service manager. What is `needed` and lies where a service sees nothing is shown to
    it."""
    hidden = {path for path in needed if any(path.is_relative_to(place) for place in _HIDDEN)}
    outermost = sorted(path for path in hidden if not hidden.intersection(path.parents))
    bound = "".join(f"BindReadOnlyPaths={quoted(path)}\n" for path in outermost)
    return _marked(_template("system").format(program=quoted(program), config=quoted(config), bound=bound), version)


def user_unit(program: Path, config: Path, *, version: str) -> str:
    """The unit of a user's own service manager."""
    return _marked(_template("user").format(program=quoted(program), config=quoted(config)), version)


def is_edited(text: str) -> bool:
    """Whether a unit file is not as it was written by us."""
    found = _MARK.match(text)
    return found is None or found[1] != _digest(text[found.end() :])


def quoted(path: Path | str) -> str:
    """`path` as a unit file takes it for itself (systemd.syntax(7), systemd.service(5))."""
    plain = str(path).replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{plain}"' if re.search(r"[\s\"'\\;]", plain) else plain


def _marked(text: str, version: str) -> str:
    hint = "edits of your own: systemctl edit watcher"
    return f"# Written by watcher {version} ({_digest(text)}); {hint}\n{text}"


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _template(name: str) -> str:
    return Path(__file__).with_name(f"{name}.service").read_text(encoding="utf-8")
