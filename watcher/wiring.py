"""The one place that knows which store, which client and which channel stand behind the names."""

from __future__ import annotations

import asyncio
import logging
import os
import random
import secrets
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, nullcontext
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from functools import partial

from watcher import daemon, discover, keep, push, upkeep
from watcher.check import Desk
from watcher.daemon.arenas import share_arenas
from watcher.errors import SettingsError, StoreError
from watcher.extract.rule_files import load
from watcher.fetch import Guard, Http, refused
from watcher.keep import Keeper
from watcher.model import OPERATOR_NAME, Incident, Voice, addressed
from watcher.notify.apprise import AppriseChannel
from watcher.notify.hook import HookChannel
from watcher.notify.ways import Ways
from watcher.phrased import voice_of
from watcher.settings import Settings, Web
from watcher.settings.checks import ARCHIVE_KEYS
from watcher.settings.secrets import secret
from watcher.sight import Fetch, eyes, web
from watcher.store import Store
from watcher.tally import Tally
from watcher.upkeep import Upkeep
from watcher.wayback import Service, place

Door = Callable[[Settings, "Assembly"], AbstractAsyncContextManager[None]]

STORES: Mapping[str, Callable[[str], Store]] = {"sqlite": Store.open}

_DEADLINE_BEYOND_FETCH = timedelta(seconds=30)

_log = logging.getLogger(__name__)


@dataclass(slots=True, kw_only=True)
class Assembly:
    """The whole, opened and ready; `engine` and what it works with are those of the configuration of now."""

    settings: Settings
    store: Store
    http: Http
    channel: Ways
    engine: daemon.Engine


def opened(settings: Settings) -> Store:
    """The store of these settings, made where there is none. Raises StoreError, SettingsError."""
    scheme = settings.database.partition(":")[0]
    if scheme not in STORES:
        raise SettingsError(f'database = "{settings.database}": known are {", ".join(f"{name}:" for name in STORES)}')
    return STORES[scheme](settings.database)


def _now() -> datetime:
    return datetime.now(UTC)


@asynccontextmanager
async def assembled(settings: Settings, *, now: Callable[[], datetime] = _now) -> AsyncIterator[Assembly]:
    """Everything the settings ask for; closed at the end. Raises StoreError, SettingsError."""
    share_arenas()  # before there are threads
    with opened(settings) as store:
        assembly = await _equipped(settings, store, now)
        try:
            yield assembly
        finally:
            await assembly.engine.close()


async def _equipped(
    settings: Settings, store: Store, now: Callable[[], datetime], before: Assembly | None = None
) -> Assembly:
    """All that works with the store; closed by its engine. It goes on with what the assembly `before` remembers and
    counted. Raises SettingsError, and has closed all then."""
    async with AsyncExitStack() as stack:
        answers = before.http.answers if before else None
        http = await stack.enter_async_context(web(settings, now=now, answers=answers))
        fetch = await stack.enter_async_context(eyes(settings, http, now=now))
        channel = _ways(settings, http, now)
        engine = _engine(settings, store, http, fetch, channel, now=now, before=before.engine if before else None)
        if settings.fetch.workers > 1:
            # Imported here because it takes 20 ms, which nobody waits for who has one.
            from watcher.workers import Workers  # noqa: PLC0415

            workers = Workers(settings.fetch.workers, engine.desk.rules)
            stack.callback(workers.close)
            engine = replace(engine, desk=replace(engine.desk, judge=workers.judge))
        engine = replace(engine, close=stack.pop_all().aclose)
    return Assembly(settings=settings, store=store, http=http, channel=channel, engine=engine)


async def reloaded(assembly: Assembly, wanted: Settings, *, now: Callable[[], datetime] = _now) -> daemon.Engine:
    """The engine of the settings `wanted`, with which the assembly goes on; whoever works with the one before closes
    it. Raises StoreError, SettingsError: then all is as it was."""
    settings = replace(wanted, database=assembly.settings.database, web=assembly.settings.web)
    equipped = await _equipped(settings, assembly.store, now, assembly)
    try:
        await asyncio.to_thread(assembly.store.sources.reconcile, settings.sources, now())
    except StoreError:
        await equipped.engine.close()
        raise
    if waiting := tuple(_set_anew(assembly.settings, wanted)):
        _log.warning("what is set anew in %s counts after a restart of the daemon", ", ".join(waiting))
    assembly.settings, assembly.engine = settings, equipped.engine
    assembly.http, assembly.channel = equipped.http, equipped.channel
    return equipped.engine


def _set_anew(before: Settings, wanted: Settings) -> Iterator[str]:
    """What differs of that which counts until the daemon is started anew, such as "database" and "web.listen"."""
    yield from ("database",) * (before.database != wanted.database)
    for one in fields(Web):
        yield from (f"web.{one.name}",) * (getattr(before.web, one.name) != getattr(wanted.web, one.name))


@asynccontextmanager
async def ways(settings: Settings, *, now: Callable[[], datetime] = _now) -> AsyncIterator[Ways]:
    """What messages go out by. Nothing of the sites' header fields is needed for that. Raises SettingsError."""
    async with web(replace(settings, site=()), now=now) as http:
        yield _ways(settings, http, now)


def _ways(settings: Settings, http: Http, now: Callable[[], datetime]) -> Ways:
    refuses = partial(refused, guard=Guard(settings.fetch.allow_networks))
    return Ways(AppriseChannel(now, refuses=refuses), HookChannel(http.ask, now))


def _engine(
    settings: Settings,
    store: Store,
    http: Http,
    fetch: Fetch,
    channel: Ways,
    *,
    now: Callable[[], datetime],
    before: daemon.Engine | None,
) -> daemon.Engine:
    keep_desk = _keep_desk(settings, store, http, now)
    desk = Desk(
        memory=store.memory,
        fetch=fetch,
        subscriptions=settings.subscriptions,
        schedule=settings.schedule,
        now=now,
        deadline=settings.fetch.timeout + _DEADLINE_BEYOND_FETCH,
        rules=load(settings.sites),
        operator=settings.operator.to,
        kept_at=partial(place, keep_desk.service),
        keep=settings.archive.keep,
    )
    source_desk = discover.Desk(register=store.sources, get=http.get, now=now, deadline=desk.deadline)
    return daemon.Engine(
        desk=desk,
        source_desk=source_desk,
        agenda=store.rounds,
        incidents=store.incidents,
        outbox=store.outbox,
        past=store.history,
        channel=channel,
        destinations={to.id: to for to in settings.destinations},
        voices=voices(settings),
        sweep=store.sweep,
        concurrency=settings.fetch.concurrency,
        host_gap=settings.fetch.host_gap,
        crawl_delay=http.crawl_delay,
        random=random.random,
        keeper=Keeper(keep_desk, before.keeper if before else None),
        upkeep=Upkeep(_upkeep_desk(settings, store, now), before.upkeep if before else None),
        push=_push_desk(settings, store, http, source_desk),
        tally=before.tally if before else Tally(),
    )


def _keep_desk(settings: Settings, store: Store, http: Http, now: Callable[[], datetime]) -> keep.Desk:
    """Raises SettingsError where the keys are not in their place, or are none."""
    own = settings.archive
    keys = secret(own.keys, os.environ, label="archive.keys", what="the keys, ACCESS:SECRET")
    if keys and not ARCHIVE_KEYS.fullmatch(keys):
        raise SettingsError('archive.keys: those are no keys; write "ACCESS:SECRET" where they are read')
    service = Service(address=own.address, keys=keys)
    return keep.Desk(captures=store.captures, service=service, ask=http.ask, now=now, gap=own.gap)


def _upkeep_desk(settings: Settings, store: Store, now: Callable[[], datetime]) -> upkeep.Desk:
    own, operator = settings.backup, addressed(settings.operator.to)

    async def report(incident: Incident) -> bool:
        return await store.incidents.report(incident, operator)

    return upkeep.Desk(
        care=store.care,
        folder=own.place,
        name=store.path.stem,
        every=own.every,
        keep=own.keep,
        pages=settings.retention.pages,
        histories=settings.retention.histories,
        now=now,
        report=report,
    )


def _push_desk(settings: Settings, store: Store, http: Http, source_desk: discover.Desk) -> push.Desk | None:
    """None where hubs could not reach us."""
    if not settings.web.address or not settings.web.listen:
        return None
    return push.Desk(
        orders=store.orders,
        address=f"{settings.web.address}/websub",
        ask=http.ask,
        read=partial(discover.pushed, desk=source_desk),
        now=source_desk.now,
        token=partial(secrets.token_urlsafe, 32),
        largest=settings.fetch.max_body,
    )


def voices(settings: Settings) -> dict[str, Voice]:
    """How each subscription, and the operator, wants to be spoken to, by name. Raises SettingsError for a template that
    cannot be used."""
    own = settings.operator
    found = {OPERATOR_NAME: Voice(language=own.language, timezone=own.timezone, web=settings.web.address)}
    found |= {subscription.name: voice_of(subscription, settings) for subscription in settings.subscriptions}
    paths = [voice.template for voice in found.values() if voice.template is not None]
    if paths:
        # Imported here because it takes 100 ms, which nobody waits for who has no template.
        from watcher.notify import templates  # noqa: PLC0415

        for path in paths:
            templates.load(path)
    return found


async def run(
    settings: Settings,
    stop: asyncio.Event,
    *,
    on_finding: daemon.Report | None = None,
    door: Door | None = None,
    read: Callable[[], Settings] | None = None,
    service: daemon.Service | None = None,
) -> None:
    """The daemon, alone on its database, until `stop` is set; `door` is open as long as it runs. `read` gives the
    settings anew, at SIGHUP; the `service` is told how it goes. Raises StoreBusy where another one works there, other
    StoreErrors where the database cannot be opened, SettingsError, and what `door` raises."""
    async with assembled(settings) as assembly:
        with assembly.store.claim_daemon():
            assembly.store.sources.reconcile(settings.sources, _now())
            assembly.store.outbox.take_back(_now())
            if assembly.engine.push is None:
                assembly.store.orders.forget_all()

            async def reload() -> daemon.Engine:
                return await reloaded(assembly, await asyncio.to_thread(read or (lambda: settings)))

            async with door(settings, assembly) if door is not None else nullcontext():
                await daemon.run(assembly.engine, stop, on_finding=on_finding, reload=reload, service=service)
