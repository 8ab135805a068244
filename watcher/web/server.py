"""The door that the daemon keeps open as long as it runs: where it listens, and what is answered there."""

from __future__ import annotations

import logging
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from watcher import push
from watcher.daemon.garbage import settle
from watcher.errors import WatcherError
from watcher.settings import Settings
from watcher.store import Store
from watcher.web import actions, login, openapi, websub
from watcher.web.access import Access, Doorkeeper, named
from watcher.web.app import Route, application
from watcher.web.figures import Books
from watcher.web.health import healthz
from watcher.web.limits import Limit
from watcher.web.metrics import metrics
from watcher.web.pages import pages
from watcher.wiring import Assembly

_log = logging.getLogger(__name__)

_KEPT_ALIVE = 30.0  # seconds between two requests of one connection
_ENDS = 1.0  # second that answers under way have when the daemon stops
_LINGERS = 2.0  # seconds in which the rest of a request that was refused is read


@asynccontextmanager
async def door(settings: Settings, assembly: Assembly) -> AsyncIterator[None]:
    """Listens as the settings say; where they say "", not at all. Raises WatcherError where that is not possible."""
    place = settings.web.listen
    if not place:
        yield
        return
    keeper = _keeper(settings)
    app = application(routes(settings, assembly, keeper), keeper)
    hint = 'name another place, or "" to switch the web server off'
    async with _listening(app, place, f'[web] listen = "{place}"', hint):
        yield


@asynccontextmanager
async def reading_door(settings: Settings, store: Store) -> AsyncIterator[None]:
    """Shows what is in `store` and changes nothing. Raises WatcherError where it cannot listen as the settings say."""
    keeper, place = _keeper(settings), settings.web.listen
    app = application(reading_routes(settings, store, keeper), keeper)
    async with _listening(app, place, f"--listen {place}", "name another place"):
        settle()
        yield


def _keeper(settings: Settings) -> Doorkeeper:
    keeper = Doorkeeper.of(settings.web)
    if (keeper.password or keeper.token) and keeper.is_overheard:
        _log.warning("passwords go over the network as they are: put a proxy with TLS in front, and set [web] address")
    return keeper


@asynccontextmanager
async def _listening(app: web.Application, place: str, label: str, hint: str) -> AsyncIterator[None]:
    runner = web.AppRunner(
        app, access_log=None, logger=_faults(), keepalive_timeout=_KEPT_ALIVE, lingering_time=_LINGERS,
        shutdown_timeout=_ENDS, auto_decompress=False,
    )  # fmt: skip
    await runner.setup()
    try:
        await _listen(runner, place, label, hint)
        _log.info("listening at=%s", " ".join(f"http://{_shown(*address[:2])}" for address in runner.addresses))
        yield
    finally:
        await runner.cleanup()


def routes(settings: Settings, assembly: Assembly, keeper: Doorkeeper) -> Sequence[Route]:
    """All that is answered, and to whom."""
    tally, answers = assembly.engine.tally, assembly.http.answers
    books = Books(assembly.store, assembly.engine.desk.now)
    return (
        *(websub.routes(partial(_push_desk, assembly), tally) if assembly.engine.push is not None else ()),
        Route(method="GET", path="/healthz", access=Access.MONITORS, answer=healthz(tally, books)),
        Route(method="GET", path="/metrics", access=Access.MONITORS, answer=metrics(tally, answers, books)),
        *pages(assembly.store, assembly.engine.desk.now, settings.web.address, settings.subscriptions),
        *actions.routes(assembly.store, assembly.engine.desk.now, settings.subscriptions),
        *openapi.routes(assembly.store),
        *login.routes(keeper, Limit()),
    )


def _push_desk(assembly: Assembly) -> push.Desk:
    """The one of now: what it works with changes when the configuration is read anew."""
    assert assembly.engine.push is not None, "whether hubs push is settled when the daemon starts"
    return assembly.engine.push


def reading_routes(settings: Settings, store: Store, keeper: Doorkeeper) -> Sequence[Route]:
    """What is answered without a daemon."""
    return (
        *pages(store, lambda: datetime.now(UTC), settings.web.address, settings.subscriptions),
        *openapi.routes(store),
        *login.routes(keeper, Limit()),
    )


async def _listen(runner: web.AppRunner, place: str, label: str, hint: str) -> None:
    try:
        await web.TCPSite(runner, named(place), int(place.rpartition(":")[2])).start()
    except OSError as error:
        known = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror
        raise WatcherError(
            f"{label}: it is not possible to listen there: {(known or str(error)).lower()}; {hint}"
        ) from None


def _faults() -> logging.Logger:
    """Where faults of ours are logged: what is no HTTP is none."""
    faults = logging.getLogger(f"{__name__}.faults")
    faults.addFilter(_is_ours)
    return faults


def _is_ours(record: logging.LogRecord) -> bool:
    return not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError | web.RequestPayloadError))


def _shown(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
