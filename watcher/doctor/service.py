"""The daemon: whether it is alive and looks at things, and what systemd says of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from watcher.doctor.diagnosis import Diagnosis, doubtful, well, wrong
from watcher.doctor.remembered import Remembered
from watcher.installing.state import configuration

_LATE = timedelta(minutes=10)
_MANY = 3
_UNIT = "watcher.service"


def judged(process: str | None, said: Remembered, now: datetime) -> Iterator[Diagnosis]:
    """What is to be said of the daemon; `process` is its own, None where none runs."""
    waits = now - said.overdue_since if said.overdue_since is not None else timedelta(0)
    if process is None:
        yield doubtful("service", "no daemon works on this database", "start it: `watcher run`, or the service manager")
    elif waits > _LATE and (said.looked_at is None or now - said.looked_at > _LATE):
        what = f"the daemon (process {process}) looks at nothing: articles have been due for {_minutes(waits)}"
        yield wrong("service", what, "see its log, and start it anew")
    else:
        yield well("service", f"the daemon works (process {process})")
    if said.troubles:
        hint = "`watcher status` shows since when, `watcher alerts` what waits, `watcher log REF` what was seen"
        yield doubtful("troubles", "; ".join(said.troubles), hint)
    if said.failed:
        what = f"{said.failed:,} {'alert has' if said.failed == 1 else 'alerts have'} failed for good"
        yield doubtful(
            "troubles", what, "`watcher alerts --state failed` says why, `watcher alerts retry --failed` sends them"
        )


def judged_unit(said: Mapping[str, str] | None, config: Path | None) -> Iterator[Diagnosis]:
    """Nothing where systemd is not there, or knows no such unit. `config` is what was looked at, None for the
    defaults."""
    if said is None or said.get("LoadState") != "loaded":
        return
    own = configuration(said)
    if own is not None and own != (config and config.absolute()):
        what = f"{_UNIT} goes by {own}, and this was about {config.absolute() if config else 'the defaults'}"
        yield doubtful("systemd", what, f"`watcher --config {own} doctor`; all other commands likewise, or elsewhere")
    active, restarts = said.get("ActiveState", ""), said.get("NRestarts", "")
    if active == "failed" or said.get("SubState") == "auto-restart":
        what = f"{_UNIT} does not stay up ({said.get('Result') or active})"
        yield wrong(
            "systemd", what, f"`journalctl -u {_UNIT} -n 50` says why; `systemctl restart {_UNIT}` when that is mended"
        )
    elif active != "active":
        yield doubtful(
            "systemd", f"{_UNIT} is installed and {active or 'in no known state'}", f"`systemctl enable --now {_UNIT}`"
        )
    elif restarts.isdecimal() and int(restarts) > _MANY:
        what = f"{_UNIT} was restarted {restarts} times since it was started"
        yield doubtful("systemd", what, f"`journalctl -u {_UNIT}` says why")
    else:
        yield well("systemd", f"{_UNIT} is active")


def _minutes(time: timedelta) -> str:
    return f"{time // timedelta(minutes=1):,} minutes"
