"""watcher as a service of systemd: the unit and the configuration that are written, and nothing else."""

from __future__ import annotations

import re
import stat
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from cli_place import Ran
from click.testing import CliRunner

from watcher.cli import cli
from watcher.installing.unit import is_edited, quoted, system_unit, user_unit
from watcher.settings import load

ROOT = Path(__file__).resolve().parent.parent
CONFIG = Path("/etc/watcher/watcher.toml")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's folder; no service manager answers."""
    for name, folder in (("XDG_CONFIG_HOME", "config"), ("XDG_STATE_HOME", "state")):
        monkeypatch.setenv(name, str(tmp_path / folder))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    return tmp_path


def ran(*words: str) -> Ran:
    result = CliRunner().invoke(cli, words, prog_name="watcher")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return Ran(code=result.exit_code, out=result.stdout, err=result.stderr)


def manager(home: Path, *shown: str) -> None:
    """A service manager that says so of the service."""
    program = home / "bin/systemctl"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n" + "".join(f"echo {line}\n" for line in shown))
    program.chmod(0o755)


def test_what_is_installed_is_a_unit_and_a_configuration_and_nothing_else(home: Path) -> None:
    said = ran("service", "install", "--user")
    unit, config = home / "config/systemd/user/watcher.service", home / "config/watcher/watcher.toml"
    assert said.code == 0
    assert said.out.splitlines()[:3] == [
        f"{unit}: written",
        f"{config}: written",
        f"sqlite:{home}/state/watcher/watcher.db: where articles will be kept",
    ]
    assert "  systemctl --user enable --now watcher" in said.out.splitlines()
    assert sorted(path for path in home.rglob("*") if path.is_file()) == sorted([unit, config])
    assert load(config).database == f"sqlite:{home}/state/watcher/watcher.db"
    assert f"ExecStart={quoted(Path(sys.prefix, 'bin/watcher'))} --config {quoted(config)} run\n" in unit.read_text()
    assert {stat.S_IMODE(path.stat().st_mode) for path in (unit, config)} == {0o644}


def test_a_configuration_that_is_there_stays_as_it_is(home: Path) -> None:
    config = home / "own.toml"
    config.write_text(f'database = "sqlite:{home}/own.db"\n')
    found = ran("--config", str(config), "--json", "service", "install", "--user").document
    assert found["config"] == {"path": str(config), "done": "was there already, and stays as it is"}
    assert found["database"] == f"sqlite:{home}/own.db"
    assert config.read_text() == f'database = "sqlite:{home}/own.db"\n'


def test_a_unit_of_another_version_is_brought_up_to_date_and_an_edited_one_stays(home: Path) -> None:
    unit = home / "config/systemd/user/watcher.service"
    ran("service", "install", "--user")
    ours = unit.read_text()
    unit.write_text(user_unit(Path("/opt/old/bin/watcher"), CONFIG, version="0.0.9"))
    assert "another version" in ran("service", "status", "--user").out
    assert ran("service", "install", "--user").out.splitlines()[0] == f"{unit}: brought up to date"
    assert ran("service", "install", "--user").out.splitlines()[0] == f"{unit}: is as it should be"
    edited = ours.replace("RestartSec=5", "RestartSec=50")
    unit.write_text(edited)
    assert "watcher.service: edited" in ran("service", "status", "--user").out
    refused = ran("service", "install", "--user")
    assert refused.code == 1
    assert refused.err.startswith(f"watcher: {unit}: was edited since it was written, and stays as it is; ")
    assert unit.read_text() == edited
    done = ran("service", "install", "--user", "--replace")
    assert done.out.splitlines()[:2] == [f"{unit}: written", f"{unit}.edited: the edited unit is kept here"]
    assert (unit.read_text(), Path(f"{unit}.edited").read_text()) == (ours, edited)
    unit.write_text(edited)
    ran("service", "install", "--user", "--replace")
    assert Path(f"{unit}.edited-2").read_text() == edited


def test_it_is_said_where_commands_go_by_another_configuration_than_the_service(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)
    assert "go by" not in ran("service", "install", "--user").out
    (home / "config/watcher.toml").write_text("")
    own = home / "config/watcher/watcher.toml"
    last = ran("service", "install", "--user").out.splitlines()[-1]
    assert last == f"In this folder, commands without --config {own} go by config/watcher.toml."


def test_what_is_uninstalled_leaves_articles_configuration_and_edits(home: Path) -> None:
    ran("service", "install", "--user")
    data, unit = home / "state/watcher", home / "config/systemd/user/watcher.service"
    data.mkdir(parents=True)
    drop_in = unit.with_name("watcher.service.d")
    drop_in.mkdir()
    said = ran("service", "uninstall", "--user")
    assert said.out.splitlines() == [
        f"{unit}: removed", f"{home}/config/watcher/watcher.toml: stays", f"{drop_in}: stays", f"{data}: stays",
        "systemctl --user daemon-reload makes systemd forget it",
    ]  # fmt: skip
    assert not unit.exists()
    again = ran("service", "uninstall", "--user")
    assert (again.code, again.err) == (1, f"watcher: {unit}: there is no such file; nothing to uninstall\n")


def test_an_edited_unit_is_kept_when_it_is_uninstalled(home: Path) -> None:
    unit = home / "config/systemd/user/watcher.service"
    ran("service", "install", "--user")
    unit.write_text(unit.read_text() + "# mine\n")
    assert ran("--json", "service", "uninstall", "--user").document["kept"] == f"{unit}.edited"
    assert Path(f"{unit}.edited").read_text().endswith("# mine\n")


@pytest.mark.parametrize(
    "shown", [("ActiveState=active", "UnitFileState=disabled"), ("ActiveState=inactive", "UnitFileState=enabled")]
)
def test_what_runs_or_would_at_boot_is_not_uninstalled(home: Path, shown: tuple[str, ...]) -> None:
    ran("service", "install", "--user")
    manager(home, *shown)
    assert "  systemctl --user restart watcher" in ran("service", "install", "--user").out.splitlines()
    said = ran("service", "uninstall", "--user")
    assert said.code == 1
    assert said.err == "watcher: the service is in use; stop it first: systemctl --user disable --now watcher\n"
    assert (home / "config/systemd/user/watcher.service").exists()


def test_the_status_says_what_systemd_knows(home: Path) -> None:
    ran("service", "install", "--user")
    assert "systemd    does not answer" in ran("service", "status", "--user").out.splitlines()
    manager(
        home, "ActiveState=failed", "SubState=failed", "UnitFileState=enabled", "Result=watchdog", "NRestarts=3",
        "StatusText='12 looks'", "NeedDaemonReload=yes",
    )  # fmt: skip
    lines = ran("service", "status", "--user").out.splitlines()
    assert lines[3:] == [
        "service    failed (failed), started anew 3 times", "at boot    enabled", "says       12 looks",
        "ended by   watchdog; `journalctl --user -u watcher` says more",
        "changed    the unit on disk is newer than the one in use: systemctl --user daemon-reload",
    ]  # fmt: skip
    told = ran("--json", "service", "status", "--user").document
    assert told["systemd"]["NRestarts"] == "3"
    assert (told["config"]["is"], told["data"]["is"]) == ("there", "missing")


def test_where_nothing_is_installed_the_status_says_so_and_fails(home: Path) -> None:
    for words, hint in ((("--user",), "watcher service install --user"), (("--user", "--json"), "watcher service")):
        said = ran("service", "status", *words)
        assert (said.code, said.out != "", hint in said.err) == (1, True, True)
    manager(home, "LoadState=not-found", "ActiveState=inactive")
    assert ran("service", "status", "--user").code == 1
    ran("service", "install", "--user")
    assert ran("service", "status", "--user").code == 0


def test_a_unit_that_came_another_way_is_a_service_too(home: Path) -> None:
    manager(home, "LoadState=loaded", "ActiveState=inactive")
    assert ran("service", "status", "--user").code == 0


@pytest.mark.usefixtures("home")
def test_where_it_cannot_write_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", "/proc/nowhere")
    said = ran("service", "install", "--user")
    assert said.code == 1
    assert said.err.startswith("watcher: /proc/nowhere/systemd/user/watcher.service: cannot be written: ")
    assert said.err.endswith("; run this as root, or with --user for a service of your own\n")


def test_the_unit_in_the_project_is_the_one_that_is_installed() -> None:
    own = system_unit(Path("/opt/watcher/.venv/bin/watcher"), CONFIG, needed=(), version=version("watcher"))
    assert (ROOT / "systemd/watcher.service").read_text("utf-8") == own
    assert not is_edited(own)


def test_what_lies_where_a_service_sees_nothing_is_shown_to_it() -> None:
    needed = [Path(path) for path in ("/home/anna/w/.venv", "/home/anna/w", "/opt/python", "/root/py", "/homes/x")]
    unit = system_unit(Path("/home/anna/w/.venv/bin/watcher"), CONFIG, needed=needed, version="1")
    assert re.findall("^BindReadOnlyPaths=(.*)$", unit, re.MULTILINE) == ["/home/anna/w", "/root/py"]


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("/opt/watcher", "/opt/watcher"),
        ("/srv/my news/w", '"/srv/my news/w"'),
        ("/srv/100%/$HOME", "/srv/100%%/$$HOME"),
        ('/srv/a"b\\c', '"/srv/a\\"b\\\\c"'),
    ],
)
def test_a_path_is_taken_for_itself_whatever_is_in_it(path: str, written: str) -> None:
    assert quoted(path) == written


def test_an_edit_of_a_unit_shows() -> None:
    unit = user_unit(Path("/opt/w"), CONFIG, version="1")
    assert not is_edited(unit)
    assert is_edited(unit.replace("Restart=always", "Restart=no"))
    assert is_edited(unit.partition("\n")[2])
    assert is_edited("")
