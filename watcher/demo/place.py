"""The folder in which a demonstration leaves its configuration and its database."""

from __future__ import annotations

import json
import shlex
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from watcher.errors import WatcherError
from watcher.store import locks

_MARK = "# Made by `watcher demo`, which writes it anew at its next start."
_TEMPLATE = """\
{mark}
database = {database}

[fetch]
user_agent = "watcher-demo/0.1 (reads the sample site it serves itself)"
host_gap = "50ms"
timeout = "10s"
# The sample site is on this machine: without this line nothing private is ever fetched.
allow_networks = ["127.0.0.0/8"]

[[subscription]]
name = "demo"
to = [{destination}]
min_weight = "cosmetic"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    directory: Path

    @property
    def config(self) -> Path:
        return self.directory / "demo.toml"

    @property
    def database(self) -> Path:
        return self.directory / "demo.db"

    def emptied(self) -> None:
        """Makes the folder and removes from it what an earlier demonstration left; nothing else is touched.

        Raises WatcherError where something of the same name was not made by a demonstration, or where the folder
        cannot be written, StoreBusy while another demonstration is under way.
        """
        try:
            self.directory.mkdir(parents=True, exist_ok=True)
            if (self.database.exists() or self.config.exists()) and not self._ours():
                raise WatcherError(
                    f"{self.directory}: its demo.db or demo.toml was not made by `watcher demo`; "
                    "choose another folder with --directory"
                )
            with locks.daemon(self.database):
                for suffix in ("", "-wal", "-shm"):
                    self.database.with_name(self.database.name + suffix).unlink(missing_ok=True)
        except OSError as error:
            raise self._unwritable(error) from error

    def configure(self, destination: str) -> None:
        """Writes the configuration that sends every change to `destination`, an Apprise URL. Raises WatcherError."""
        text = _TEMPLATE.format(
            mark=_MARK,
            database=_toml(f"sqlite:{self.database.absolute()}"),
            destination=_toml(destination),
        )
        try:
            self.config.touch()
            self.config.chmod(0o600)  # a destination is a secret
            self.config.write_text(text, encoding="utf-8")
        except OSError as error:
            raise self._unwritable(error) from error

    def command(self, words: str) -> str:
        """The command line that asks the program now running for `words` about what the demonstration left."""
        return f"{_program()} --config {shlex.quote(_shortest(self.config))} {words}"

    def _ours(self) -> bool:
        try:
            return self.config.read_text(encoding="utf-8").startswith(_MARK)
        except (OSError, UnicodeDecodeError):
            return False

    def _unwritable(self, error: OSError) -> WatcherError:
        why = error.strerror or str(error)
        return WatcherError(f"{self.directory} cannot be used: {why}; choose another folder with --directory")


def _toml(text: str) -> str:
    """A TOML basic string. JSON's escapes are TOML's (https://toml.io/en/v1.0.0#string)."""
    return json.dumps(text, ensure_ascii=False)


def _program() -> str:
    """How this program is called from here: by its name where that is found, else by its path."""
    called = Path(sys.argv[0])
    if called.name != "watcher":
        return f"{shlex.quote(_shortest(Path(sys.executable)))} -m watcher"
    found = shutil.which("watcher")
    return "watcher" if found and Path(found).samefile(called) else shlex.quote(_shortest(called))


def _shortest(path: Path) -> str:
    """`path` as it is named from the working directory."""
    absolute = path.absolute()
    return str(absolute.relative_to(Path.cwd()) if absolute.is_relative_to(Path.cwd()) else absolute)
