"""What is wrong with this installation, and how to mend it.

A check reads the world in a few lines and judges in a pure function; none changes anything, and none waits for long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from watcher.doctor import backups, clock, configuration, database, destinations, installed, network, place, service
from watcher.doctor.diagnosis import Diagnosis, Grade, doubtful, wrong
from watcher.doctor.remembered import Remembered, remembered
from watcher.errors import StoreError, WatcherError
from watcher.installing.state import state
from watcher.notify.typeset import lacking
from watcher.settings import Settings, default_path
from watcher.store import locks
from watcher.store.sqlite import database_path

__all__ = ["Diagnosis", "Grade", "examined"]


def examined(
    path: Path | None, *, deep: bool = False, send: bool = False, offline: bool = False
) -> Iterator[Diagnosis]:
    """Everything that was found, each as soon as it is known. `path` is the configuration, None for the usual places;
    `deep` reads the whole database, `send` sends a test message to every destination, `offline` asks nobody else."""
    settings, found = configuration.read(path)
    yield from found
    yield from installed.versions()
    if settings is None:
        yield doubtful("the rest", "is not looked at without a configuration", "mend that first")
        return
    pictures = any(subscription.picture for subscription in settings.subscriptions)
    yield installed.fonts(asked_for=pictures, lacking=lacking)
    yield from _tried("database", lambda: _on_disk(settings, path or default_path(), deep=deep, offline=offline))
    yield from _tried("destinations", lambda: destinations.of(settings, lookup=not offline))
    if send:
        yield from _tried("destinations", lambda: destinations.sent(settings))


def _on_disk(settings: Settings, config: Path | None, *, deep: bool, offline: bool) -> Iterator[Diagnosis]:
    """What needs to know where the database is; `config` is the file of the settings. Raises StoreError where the
    database is nowhere."""
    file = database_path(settings.database)
    yield from _tried("permissions", lambda: place.of(file))
    found, readable = database.of(file, deep=deep)
    yield from found
    yield from _tried("backup", lambda: backups.of(settings, file, _now()))
    said = remembered(settings, file, _now(), hosts=network.HOSTS) if readable else Remembered()
    yield from _tried("service", lambda: service.judged(locks.holder(file), said, _now()))
    yield from service.judged_unit(state(of_user=False), config)
    answers = [] if offline else _asked(said, settings)
    if not offline:
        yield from network.judged(said.tracked, answers)
    ahead = [answer.ahead for answer in answers if answer.ahead is not None]
    yield from clock.judged(_now(), newest=said.newest, kept=clock.is_kept(), ahead=ahead)


def _tried(check: str, found: Callable[[], Iterable[Diagnosis]]) -> Iterator[Diagnosis]:
    """What a check found, or why it could find nothing."""
    try:
        yield from found()
    except StoreError as error:
        yield wrong(check, str(error), "see to the file, its owner and its rights")
    except WatcherError as error:
        yield wrong(check, str(error), "mend that, and ask again")
    except OSError as error:
        what = f"{error.filename or 'the system'}: {error.strerror or error}"
        yield wrong(check, what, "see to its permissions, or run doctor as the user of watcher")


def _asked(said: Remembered, settings: Settings) -> list[network.Answer]:
    """Nothing where a secret that the configuration needs is not in its place, which was told with it."""
    try:
        return network.asked(said.tracked, settings)
    except WatcherError:
        return []


def _now() -> datetime:
    return datetime.now(UTC)
