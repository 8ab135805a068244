"""The installation: init, status."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import click

from watcher.cli import shapes, terminal
from watcher.cli.asked import Asked, Command, put, put_json, times_option
from watcher.cli.opening import opened, settings_of
from watcher.cli.paragraphs import paragraph
from watcher.cli.terminal import Screen
from watcher.cli.troubles import in_words, lasting
from watcher.errors import StoreBusy, StoreError, WatcherError
from watcher.model import DriftState, Pace
from watcher.model.pace import BOUNDS
from watcher.settings import Settings, default_text, load
from watcher.store import SourceFigures, Status, Store
from watcher.upkeep import newest_backup

_NEXT = (
    "name yourself in [fetch] user_agent there; `watcher source add URL` or `watcher add URL` says what to follow, "
    "`watcher run` begins"
)

T = TypeVar("T", bound=StrEnum)


@click.command(cls=Command)
@click.pass_obj
def init(asked: Asked) -> None:
    """Write a configuration and create the database.

    The configuration is config/watcher.toml, or the file named with --config; one that is there stays as it is. A
    database of an older version is upgraded.
    """
    path = asked.config or Path("config/watcher.toml")
    written = _written(path)
    with Store.open(load(path).database) as store:
        database = store.path
    if asked.json:
        put_json({"config": str(path), "written": written, "database": str(database)})
    else:
        put([f"{path}: {'written' if written else 'was there already, and stays as it is'}", f"{database}: ready"])
        if written:
            asked.note(_NEXT)


def _written(path: Path) -> bool:
    """Whether the configuration was written. Raises WatcherError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(default_text())
    except FileExistsError:
        return False
    except OSError as error:
        raise WatcherError(f"{path}: cannot be written: {error.strerror}; see to its permissions") from None
    return True


@click.command(cls=Command)
@times_option()
@click.pass_obj
def status(asked: Asked, times: str | None) -> None:
    """Show what is tracked, due and waiting, in figures."""
    out = terminal.screen(sys.stdout, times=times)
    with opened(asked, readonly=True) as store:
        figures, sources = store.status(out.now), store.sources.figures(out.now)
        path, runs = store.path, _daemon_runs(store)
        settings = settings_of(asked)
        troubles, copies = lasting(store, settings), _backups(settings, path)
    if asked.json:
        counted = shapes.status(figures) | {"failing": figures.failing, "sources": asdict(sources)}
        counted["backup"] = copies and {"folder": str(copies.folder), "newest_at": shapes.time(copies.at)}
        counted["troubles"] = [shapes.incident(trouble) for trouble in troubles]
        put_json({"database": str(path), "daemon": runs} | counted)
    else:
        told = {True: "runs", False: "does not run; `watcher run` starts it", None: "cannot be told"}
        lines = [("daemon", told[runs]), *_figures(figures, path, out), ("sources", _sources(sources))]
        lines += [("backup", copies.told(out))] if copies else []
        lines += (("trouble", line) for line in in_words(troubles, out))
        put(line for label, value in lines for line in _paragraph(label, value, out))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Backups:
    """The folder of the daemon's own backups, and when the newest was begun: None without any, and where the folder
    may not be read."""

    folder: Path
    at: datetime | None
    is_readable: bool = True

    def told(self, out: Screen) -> str:
        """Such as "5h ago, in /backups"."""
        if not self.is_readable:
            return f"{self.folder} may not be read"
        return f"{out.at(self.at, 'relative')}, in {self.folder}" if self.at else f"none so far in {self.folder}"


def _backups(settings: Settings, database: Path) -> _Backups | None:
    """None where the daemon makes no backups."""
    folder = settings.backup.place
    if folder is None:
        return None
    try:
        return _Backups(folder=folder, at=newest_backup(folder, database.stem))
    except OSError:
        return _Backups(folder=folder, at=None, is_readable=False)


def _paragraph(label: str, value: str, out: Screen) -> Iterator[str]:
    return paragraph([(value, "")], out, first=f"{label:10} ", indent=" " * 11)


def _daemon_runs(store: Store) -> bool | None:
    """None where that cannot be found out."""
    try:
        with store.claim_daemon():
            return False
    except StoreBusy:
        return True
    except StoreError:
        return None


def _figures(figures: Status, path: Path, out: Screen) -> Iterator[tuple[str, str]]:
    yield "database", f"{path} ({terminal.size(figures.bytes)})"
    yield "watches", _listed(figures.watches)
    yield "articles", _listed(figures.standings)
    if figures.failing:
        yield "failing", f"{figures.failing:,}; `watcher list` marks them, `watcher log REF` says why"
    overdue = f", the oldest has waited {out.since(figures.overdue_since)}" if figures.overdue_since else ""
    yield "due now", f"{figures.due:,}{overdue}"
    yield "pace", _paced(figures)
    yield "revisions", f"{figures.revisions:,}"
    yield "alerts", _listed(figures.alerts)
    if any(figures.captures.values()):
        yield "copies", _listed(figures.captures)
    if count := figures.drifts[DriftState.OPEN]:
        yield "drifts", f"{count:,} open: alerts are held; `watcher drift` shows what changed alike, and what to do"


def _paced(figures: Status) -> str:
    """Such as "4,680 looks in the last hour, 1.3 a second, half of them within 10s of their time, 95 % within 1m of it;
    80.0 due a minute"."""
    due = f"{figures.due_within_the_hour / 60:,.1f} due a minute"
    whole = sum(figures.pace, Pace())
    if not whole.looks:
        return f"no looks of the daemon counted in the last hour; {due}"
    half, most = (_within(whole.within(share)) for share in (0.5, 0.95))
    looks = f"{terminal.counted(whole.looks, 'look')} in the last hour, {whole.looks / 3600:,.2g} a second"
    return f"{looks}, half of them {half} their time, 95 % {most} it; {due}"


def _within(bound: timedelta | None) -> str:
    return f"within {terminal.length(bound)} of" if bound else f"more than {terminal.length(BOUNDS[-1])} after"


def _sources(figures: SourceFigures) -> str:
    failing = f", {figures.failing:,} failing; `watcher source list` says why" if figures.failing else ""
    due = f", {figures.due:,} due now" if figures.due else ""
    due += f", {figures.pushed:,} pushed" if figures.pushed else ""
    return f"{terminal.counted(figures.count, 'source')}{failing}{due}" if figures.count else "none"


def _listed(counts: Mapping[T, int]) -> str:
    return ", ".join(f"{count:,} {name}" for name, count in counts.items() if count) or "none"
