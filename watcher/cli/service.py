"""watcher as a service of systemd: service install, uninstall, status."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from watcher import installing
from watcher.cli.asked import Asked, Family, put, put_json
from watcher.errors import WatcherError
from watcher.installing import Place, state
from watcher.settings import default_path, load

_USER = click.option("--user", is_flag=True, help="The service of this user, not of the machine.")
_UNUSED = """Name yourself in [fetch] user_agent of the configuration. Nothing was started; this starts it, now and at
every boot"""
_USED = "Nothing was started; this starts the service anew:"


@click.group(cls=Family)
def service() -> None:
    """Have systemd run watcher, for the machine or for a user."""


@service.command()
@_USER
@click.option("--replace", is_flag=True, help="Put an edited unit aside, and write a new one.")
@click.pass_obj
def install(asked: Asked, user: bool, replace: bool) -> None:
    """Write a unit, and a configuration where there is none.

    Nothing else is changed, and nothing started: what starts the service is printed. What is edited stays as it is.
    """
    place = _place(asked, user)
    done = installing.installed(place, installing.unit_for(place, installing.program()), replace=replace)
    used = state.is_in_use(state.state(of_user=user))
    steps = [f"{place.systemctl} daemon-reload", f"{place.systemctl} {'restart' if used else 'enable --now'} watcher"]
    steps += ["loginctl enable-linger"] if place.of_user and not used else []
    database = load(place.config).database
    if asked.json:
        kept = str(done.kept) if done.kept else None
        unit = {"path": str(place.unit), "done": done.unit, "kept": kept}
        config = {"path": str(place.config), "done": done.config}
        put_json({"unit": unit, "config": config, "database": database, "steps": steps})
        return
    put([f"{place.unit}: {done.unit}"])
    put(f"{path}: the edited unit is kept here" for path in (done.kept,) if path)
    put([f"{place.config}: {done.config}", f"{database}: where articles will be kept"])
    put(["", _USED if used else _UNUSED + (" (without a login, too, by the last line):" if user else ":")])
    put(f"  {step}" for step in steps)
    there = default_path()
    if there is None or there.absolute() != place.config:
        put([f"In this folder, commands without --config {place.config} go by {there or 'the defaults'}."])


@service.command()
@_USER
@click.pass_obj
def uninstall(asked: Asked, user: bool) -> None:
    """Remove the unit.

    Articles and configuration stay; where they are is printed. The service has to be stopped before.
    """
    place = _place(asked, user)
    if state.is_in_use(state.state(of_user=user)):
        raise WatcherError(f"the service is in use; stop it first: {place.systemctl} disable --now watcher")
    kept = installing.uninstalled(place)
    stays = [place.config, *(one for one in (_drop_ins(place), place.data) if one.exists())]
    if asked.json:
        put_json({"unit": str(place.unit), "kept": str(kept) if kept else None, "stays": [str(one) for one in stays]})
        return
    put([f"{place.unit}: {f'was edited, and is kept as {kept}' if kept else 'removed'}"])
    put(f"{path}: stays" for path in stays)
    put([f"{place.systemctl} daemon-reload makes systemd forget it"])


@service.command()
@_USER
@click.pass_obj
def status(asked: Asked, user: bool) -> int:
    """Show how the service is.

    Ends with 1 where there is none.
    """
    place, found = _place(asked, user), state.state(of_user=user)
    unit = installing.unit_stands(place, installing.unit_for(place, installing.program()))
    if asked.json:
        config, data = (
            {"path": str(path), "is": "there" if path.exists() else "missing"} for path in (place.config, place.data)
        )
        put_json({"unit": {"path": str(place.unit), "is": unit}, "config": config, "data": data, "systemd": found})
    else:
        put(f"{label:10} {value}" for label, value in (("unit", f"{place.unit}: {unit}"), *_told(place, found)))
    if unit != installing.MISSING or state.is_known(found):
        return 0
    asked.note(f"there is no such service; `watcher service install{' --user' * user}` writes one")
    return 1


def _told(place: Place, found: Mapping[str, str] | None) -> Iterator[tuple[str, str]]:
    yield "config", f"{place.config}{'' if place.config.exists() else ': missing'}"
    yield "data", f"{place.data}{'' if place.data.exists() else ': nothing yet'}"
    if found is None:
        yield "systemd", "does not answer"
        return
    since = f" since {found['ActiveEnterTimestamp']}" if found.get("ActiveEnterTimestamp") else ""
    restarts = f", started anew {found['NRestarts']} times" if found.get("NRestarts", "0") != "0" else ""
    yield "service", f"{found.get('ActiveState', 'unknown')} ({found.get('SubState', 'unknown')}){since}{restarts}"
    yield "at boot", found.get("UnitFileState") or "not started"
    if found.get("StatusText"):
        yield "says", found["StatusText"]
    if found.get("Result", "success") != "success":
        yield "ended by", f"{found['Result']}; `journalctl {'--user ' * place.of_user}-u watcher` says more"
    if found.get("DropInPaths"):
        yield "edits", found["DropInPaths"]
    if found.get("NeedDaemonReload") == "yes":
        yield "changed", f"the unit on disk is newer than the one in use: {place.systemctl} daemon-reload"


def _drop_ins(place: Place) -> Path:
    """Where `systemctl edit` keeps what it is told."""
    return place.unit.with_name(f"{place.unit.name}.d")


def _place(asked: Asked, user: bool) -> Place:
    return installing.user_place(asked.config) if user else installing.system_place(asked.config)
