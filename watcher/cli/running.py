"""The daemon: run."""

from __future__ import annotations

import asyncio
import logging

import click

from watcher import wiring
from watcher.cli.asked import Asked, Command
from watcher.cli.logs import logged
from watcher.cli.opening import now, settings_of
from watcher.model import State
from watcher.settings import Settings, exposed
from watcher.web import door

_log = logging.getLogger(__name__)


@click.command(cls=Command)
@click.pass_obj
def run(asked: Asked) -> None:
    """Run the daemon, until it is told to stop.

    SIGTERM and Ctrl-C tell it. It looks at what is due, sends alerts, and logs a line for each look to standard error.
    """
    logged(asked, logging.INFO)
    settings = settings_of(asked)
    _log.info(_watched(settings))
    for file in exposed(settings):
        _log.warning("%s: everybody on this machine may read this file; let only the user of watcher, chmod 600", file)
    asyncio.run(wiring.run(settings, asyncio.Event(), door=door))
    _log.info("stopped")


def _watched(settings: Settings) -> str:
    """Where the database is, and what is in it."""
    with wiring.opened(settings) as store:
        figures = store.status(now())
        told = f"active={figures.watches[State.ACTIVE]} due={figures.due} subscriptions={len(settings.subscriptions)}"
        return f"database={store.path} {told}"
