"""The daemon: run."""

from __future__ import annotations

import asyncio
import faulthandler
import logging
import os
import sys
from collections.abc import Awaitable, Callable, Iterator
from functools import partial

import click

from watcher import wiring
from watcher.cli.asked import Asked, Command, one_of
from watcher.cli.logs import Form, logged, usual_form
from watcher.cli.opening import now, settings_of
from watcher.daemon import Service
from watcher.descriptors import raise_limit
from watcher.entries import Entry, entry
from watcher.errors import SettingsError, StoreReplaced
from watcher.model import State
from watcher.notify.hook import is_hook, target
from watcher.notify.secrets import resolved
from watcher.settings import Settings, exposed
from watcher.web import door

_log = logging.getLogger(__name__)


@click.command(cls=Command)
@click.option(
    "--log",
    type=one_of(Form),
    help="How the log is written. Without it to the journal where a service's goes, else text.",
)
@click.pass_obj
def run(asked: Asked, log: str | None) -> None:
    """Run the daemon, until it is told to stop.

    SIGTERM and Ctrl-C tell it. It looks at what is due, sends alerts, and logs a line for each look to standard error.
    SIGHUP has it read the configuration anew; where that is wrong, all stays as it was.
    """
    logged(asked, logging.INFO, form=Form(log) if log else Form.JSON if asked.json else usual_form())
    settings = _read(asked)
    for line in _watched(settings):
        _log.info(line)
    read, service = partial(_read, asked), Service.of(os.environ)
    raise_limit()
    faulthandler.enable(sys.__stderr__ or sys.stderr)  # so that it is seen where it hung when the watchdog ends it

    async def work(settings: Settings) -> None:
        await wiring.run(settings, asyncio.Event(), door=door, read=read, service=service)

    asyncio.run(_worked(work, settings, read))


async def _worked(
    work: Callable[[Settings], Awaitable[None]], settings: Settings, read: Callable[[], Settings]
) -> None:
    """Works, anew where another file stands in the place of the database, and ends the process: a thread may still wait
    for a name server, and could not be told to stop."""
    replaced = True
    while replaced:
        try:
            await work(settings)
            replaced = False
        except StoreReplaced as error:
            _log.error("%s; beginning anew with that", error)
            settings = read()
    _log.info("stopped", extra=entry(Entry.STOPPED))
    logging.shutdown()
    sys.stdout.flush()
    os._exit(0)


def _read(asked: Asked) -> Settings:
    """The settings. Raises SettingsError."""
    settings = settings_of(asked)
    for file in exposed(settings):
        _log.warning("%s: everybody on this machine may read this file; let only the user of watcher, chmod 600", file)
    for destination in settings.destinations:
        try:
            url = resolved(destination, os.environ)
            if is_hook(url):
                target(url, os.environ, destination.label)
        except SettingsError as error:
            _log.warning("%s; messages wait meanwhile", error)
    return settings


def _watched(settings: Settings) -> Iterator[str]:
    """Where the database is, and what is in it; where that is nothing, how something comes to be there."""
    with wiring.opened(settings) as store:
        figures = store.status(now())
        told = f"active={figures.watches[State.ACTIVE]} due={figures.due} subscriptions={len(settings.subscriptions)}"
        yield f"database={store.path} {told}"
        if not any(figures.watches.values()) and not settings.sources and not store.sources.listed():
            yield "nothing is tracked; `watcher source add URL` or `watcher add URL` begins, while this runs"
