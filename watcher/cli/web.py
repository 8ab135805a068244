"""The web pages without the daemon, and their password."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from dataclasses import replace
from pathlib import Path

import click

from watcher.cli.asked import Asked, Family, put, put_json
from watcher.cli.logs import logged
from watcher.cli.opening import settings_of
from watcher.errors import UsageError, WatcherError
from watcher.settings import Settings, Web
from watcher.settings.checks import WEB
from watcher.store import Store
from watcher.web import reading_door
from watcher.web.password import hashed


def _place(_: click.Context, __: click.Parameter, text: str | None) -> str | None:
    """`text`, which is a host and a port."""
    if text is None:
        return None
    try:
        WEB["listen"](text)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None
    if not text:
        raise click.BadParameter("name a place, such as 127.0.0.1:8643")
    return text


@click.group(cls=Family, invoke_without_command=True)
@click.option("--listen", callback=_place, metavar="HOST:PORT", help="Where; by default what the configuration says.")
@click.option("--database", type=click.Path(path_type=Path), metavar="FILE", help="A copy of the database to show.")
@click.pass_context
def web(context: click.Context, listen: str | None, database: Path | None) -> None:
    """Show the web pages without the daemon, read-only.

    They are those of the daemon, without what changes anything; who may open them is set in the configuration too.
    """
    if context.invoked_subcommand is not None:
        return
    if database is not None and not database.exists():
        raise WatcherError(f"{database}: there is no such file")
    asked: Asked = context.obj
    logged(asked, logging.INFO)
    settings = settings_of(asked)
    place = listen or settings.web.listen or Web().listen
    shown = replace(settings, web=replace(settings.web, listen=place))
    with Store.open(f"sqlite:{database}" if database else settings.database, readonly=True) as store:
        asyncio.run(_shown(shown, store))


async def _shown(settings: Settings, store: Store) -> None:
    """Until SIGTERM or Ctrl-C."""
    stop = asyncio.Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(one, stop.set)
    async with reading_door(settings, store):
        await stop.wait()


@web.command()
@click.pass_obj
def password(asked: Asked) -> None:
    """Read a password, and print the hash for `[web] password`.

    It is asked for on a terminal, and else the first line of standard input.
    """
    if sys.stdin.isatty():
        told = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    else:
        told = _line(sys.stdin.buffer.readline())
    found = hashed(told)
    if asked.json:
        put_json({"password": found})
    else:
        put([found])


def _line(line: bytes) -> str:
    """Raises UsageError."""
    try:
        return line.decode().rstrip("\r\n")
    except UnicodeDecodeError:
        raise UsageError("that password is not UTF-8 text; no browser could send it") from None
