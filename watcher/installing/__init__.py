"""The errand that makes watcher a service of systemd, and none again: a unit file and a configuration, nothing else."""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from itertools import count
from pathlib import Path

from watcher.errors import WatcherError
from watcher.home import from_home
from watcher.installing.unit import is_edited, system_unit, user_unit
from watcher.settings import default_text

MISSING = "missing"
_NAME = "watcher.service"
_HINT = "run this as root, or with --user for a service of your own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the service of the machine, or `of_user`, has its unit, its configuration and its data."""

    unit: Path
    config: Path
    data: Path
    of_user: bool

    @property
    def systemctl(self) -> str:
        """How its service manager is spoken to."""
        return "systemctl --user" if self.of_user else "systemctl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was written. `kept` is where an edited unit is now, None where there was none."""

    unit: str
    config: str
    kept: Path | None = None


def system_place(config: Path | None) -> Place:
    """The machine's, with another configuration than the usual one where that is named."""
    own = config.absolute() if config else Path("/etc/watcher/watcher.toml")
    return Place(unit=Path("/etc/systemd/system", _NAME), config=own, data=Path("/var/lib/watcher"), of_user=False)


def user_place(config: Path | None, environ: Mapping[str, str] = os.environ) -> Place:
    """The user's, with another configuration than the usual one where that is named."""
    settings = from_home(environ.get("XDG_CONFIG_HOME") or "~/.config")
    data = from_home(environ.get("XDG_STATE_HOME") or "~/.local/state") / "watcher"
    own = config.absolute() if config else settings / "watcher/watcher.toml"
    return Place(unit=settings / "systemd/user" / _NAME, config=own, data=data, of_user=True)


def unit_for(place: Place, program: Path) -> str:
    """The unit of this version and installation."""
    own = version("watcher")
    if place.of_user:
        return user_unit(program, place.config, version=own)
    package = Path(__file__).resolve().parent.parent.parent
    needed = (program.parent.parent, Path(sys.prefix), Path(sys.base_prefix), package, place.config.parent)
    return system_unit(program, place.config, needed=needed, version=own)


def program() -> Path:
    """The command of this installation. Raises WatcherError where there is none."""
    schemes = (sysconfig.get_default_scheme(), f"{os.name}_user")
    places = [Path(sysconfig.get_path("scripts", scheme), "watcher") for scheme in schemes]
    found = next((place for place in places if os.access(place, os.X_OK)), None)
    if found is None:
        raise WatcherError(
            f"{places[0]}: there is no such program; install watcher (`pip install`) for it to be started"
        )
    return found


def installed(place: Place, text: str, *, replace: bool) -> Done:
    """Writes the unit `text`, and a configuration where there is none. A unit that somebody edited stays, unless it may
    be replaced: then it is kept beside. Raises WatcherError."""
    before = _text(place.unit)
    kept = None
    if before is not None and before != text and is_edited(before):
        if not replace:
            raise WatcherError(
                f"{place.unit}: was edited since it was written, and stays as it is; put what is yours into "
                f"`{place.systemctl} edit watcher`, then install with --replace, which keeps the edited one beside"
            )
        kept = _put_aside(place.unit)
    if before != text:
        _write(place.unit, text)
    unit = "written" if before is None or kept else "is as it should be" if before == text else "brought up to date"
    return Done(unit=unit, config=_configured(place), kept=kept)


def uninstalled(place: Place) -> Path | None:
    """Removes the unit; where it was edited, gives where it is kept. Raises WatcherError where there is none."""
    text = _text(place.unit)
    if text is None:
        raise WatcherError(f"{place.unit}: there is no such file; nothing to uninstall")
    if is_edited(text):
        return _put_aside(place.unit)
    try:
        place.unit.unlink()
    except OSError as error:
        raise WatcherError(f"{place.unit}: cannot be removed: {error.strerror}; {_HINT}") from None
    return None


def unit_stands(place: Place, text: str) -> str:
    """How the unit file is: MISSING, "edited", "of another version or installation", "as it was written"."""
    found = _text(place.unit)
    if found is None:
        return MISSING
    if found == text:
        return "as it was written"
    return "edited" if is_edited(found) else "of another version or installation"


def _configured(place: Place) -> str:
    if place.config.exists():
        return "was there already, and stays as it is"
    database = f'database = "sqlite:{place.data}/watcher.db"'
    told = default_text().replace('database = "sqlite:state/watcher.db"', database, 1)
    assert database in told
    _write(place.config, told)
    return "written"


def _text(path: Path) -> str | None:
    """None where there is no such file. Raises WatcherError."""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise WatcherError(f"{path}: cannot be read: {error.strerror}; {_HINT}") from None


def _write(path: Path, text: str) -> None:
    """Whole or not at all, and for everybody to read: the service is another user."""
    draft = path.with_name(f".{path.name}.draft")
    try:
        for folder in reversed([one for one in path.parents if not one.exists()]):
            folder.mkdir()
            folder.chmod(0o755)
        draft.write_text(text, encoding="utf-8")
        draft.chmod(0o644)
        draft.replace(path)
    except OSError as error:
        raise WatcherError(f"{path}: cannot be written: {error.strerror}; {_HINT}") from None


def _put_aside(path: Path) -> Path:
    """Where an edited unit is kept, under a name that systemd passes over."""
    kept = next(place for place in _names(path) if not place.exists())
    try:
        path.rename(kept)
    except OSError as error:
        raise WatcherError(f"{path}: cannot be moved: {error.strerror}; {_HINT}") from None
    return kept


def _names(path: Path) -> Iterator[Path]:
    yield path.with_name(f"{path.name}.edited")
    yield from (path.with_name(f"{path.name}.edited-{number}") for number in count(2))
