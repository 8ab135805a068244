"""Where messages go: whether the addresses can be read, are addresses, and lead to a host."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Iterable, Iterator, Mapping
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from urllib.parse import urlsplit

from watcher import wiring
from watcher.doctor.diagnosis import Diagnosis, doubtful, well, wrong
from watcher.errors import SettingsError
from watcher.fetch import Guard
from watcher.model import Delivery, Destination
from watcher.notify.hook import is_hook, target
from watcher.notify.message import trial
from watcher.notify.refusals import UNKNOWN_HOST
from watcher.notify.secrets import resolved
from watcher.settings import Settings

_SECONDS = 5.0
_NOBODY = "write a [[subscription]]; docs/alerts.md has examples"


def of(settings: Settings, environ: Mapping[str, str] = os.environ, *, lookup: bool) -> list[Diagnosis]:
    """What is to be said of every destination, without sending anything; `lookup` looks up the names of hosts."""
    known = settings.destinations
    if not known:
        return [doubtful("destinations", "nobody is told of anything", _NOBODY)]
    guard = Guard(settings.fetch.allow_networks)
    hosts: dict[Destination, str] = {}
    found: list[Diagnosis] = []
    for to in known:
        try:
            hosts[to] = _host(to, environ, guard)
        except SettingsError as error:
            found.append(wrong("destinations", str(error), f"correct it; `watcher notify test` tries {to.label}"))
    found += _unresolved(hosts) if lookup else ()
    return found or [well("destinations", f"{len(known)} can be read: {', '.join(to.label for to in known[:5])}")]


def _host(to: Destination, environ: Mapping[str, str], guard: Guard) -> str:
    """The host of a destination; "" where its address names none that may be asked for: others have tokens there.
    Raises SettingsError, which names no secret."""
    url = resolved(to, environ)
    if is_hook(url):
        address = target(url, environ, to.label).url
        if why := guard.refuses_url(address):
            raise SettingsError(f"{to.label}: {why}")
        return urlsplit(address).hostname or ""
    # Imported here because it takes a second, and most installations are asked about without a destination first.
    from watcher.notify import services  # noqa: PLC0415

    service = services.service(url)
    if service is None:
        raise SettingsError(f"{to.label}: Apprise cannot use this address: the service is unknown or a part is missing")
    return services.host_of(service)


def _unresolved(hosts: Mapping[Destination, str]) -> Iterator[Diagnosis]:
    """What is to be said of names that lead nowhere."""
    errors = lookups(host for host in hosts.values() if host)
    for to, host in hosts.items():
        error = errors.get(host)
        if error is None:
            continue
        if error.errno in UNKNOWN_HOST:
            yield wrong("destinations", f"{to.label}: there is no host of that name", "correct the address")
        else:
            what = f"{to.label}: its name cannot be looked up now"
            yield doubtful("destinations", what, "see to the name server of this machine; messages wait meanwhile")


def lookups(hosts: Iterable[str], seconds: float = _SECONDS) -> dict[str, OSError]:
    """Why names lead nowhere, by name, without those that lead somewhere. Each is looked up in a thread of its own that
    nobody waits for: the system's own patience is longer than ours."""
    names = list(dict.fromkeys(hosts))
    answers: SimpleQueue[tuple[str, OSError | None]] = SimpleQueue()

    def look_up(name: str) -> None:
        try:
            socket.getaddrinfo(name.strip("[]"), None, type=socket.SOCK_STREAM)
        except OSError as error:
            answers.put((name, error))
        except UnicodeError:
            answers.put((name, OSError(UNKNOWN_HOST[0], "no name")))
        else:
            answers.put((name, None))

    for name in names:
        Thread(target=look_up, args=(name,), name="watcher-doctor", daemon=True).start()
    found: dict[str, OSError | None] = dict.fromkeys(names, TimeoutError("no answer in time"))
    deadline = monotonic() + seconds
    for _ in names:
        try:
            name, error = answers.get(timeout=max(deadline - monotonic(), 0.001))
        except Empty:
            break
        found[name] = error
    return {name: error for name, error in found.items() if error is not None}


def sent(settings: Settings) -> list[Diagnosis]:
    """How a test message to every destination ended. Raises SettingsError."""
    return [_judged(to, delivery) for to, delivery in asyncio.run(_sent(settings)).items()]


async def _sent(settings: Settings) -> dict[Destination, Delivery]:
    known = settings.destinations
    async with wiring.ways(settings) as channel:
        ended = await asyncio.gather(*(channel.send(to, trial(to.label, settings.operator.language)) for to in known))
    return dict(zip(known, ended, strict=True))


def _judged(to: Destination, delivery: Delivery) -> Diagnosis:
    if delivery.sent:
        return well("destinations", f"{to.label} took a test message")
    return wrong(
        "destinations",
        f"{to.label}: {delivery.why.removeprefix(f'{to.label}: ')}",
        "correct the address, or see to the service",
    )
