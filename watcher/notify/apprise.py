"""The channel to everywhere: mail, chats, push services and web hooks through Apprise."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from watcher.descriptors import exhausted
from watcher.errors import SettingsError
from watcher.model import Delivery, Destination, Message, Takes
from watcher.notify.secrets import resolved
from watcher.settings.secrets import redacted

if TYPE_CHECKING:
    from apprise import NotifyBase

    from watcher.notify.mail import Mail


class AppriseChannel:
    """Sends messages to whatever Apprise knows how to reach. One for the whole process.

    Every send runs in a thread of its own, at most one for each destination. Apprise's async_notify() shares one
    pool of (cores + 4) threads between all services: on two cores, six destinations that hang make every other one
    wait for them. Its notify() without a deadline of its own stays in the thread that calls it, so we keep the time.
    `refuses` says why a host that web hooks are posted to is not to be dialled, None where it is.
    """

    def __init__(
        self,
        now: Callable[[], datetime],
        *,
        deadline: timedelta = timedelta(seconds=60),
        environ: Mapping[str, str] = os.environ,
        refuses: Callable[[str], str | None] = lambda _: None,
    ) -> None:
        self._now = now
        self._deadline = deadline.total_seconds()
        self._environ = environ
        self._refuses = refuses
        self._loading = threading.Lock()
        self._services: dict[str, tuple[str, Mail | NotifyBase]] = {}
        self._under_way: dict[str, Future[Delivery]] = {}

    async def send(self, destination: Destination, message: Message) -> Delivery:
        """How it went; never raises for what a service, a network or a setting does, and never names a secret."""
        earlier = self._under_way.get(destination.id)
        if earlier is not None and not earlier.done():
            return self._unsent("an earlier message is still under way and was not answered")
        sending = _in_own_thread(lambda: self._sent(destination, message))
        self._under_way[destination.id] = sending
        try:
            async with asyncio.timeout(self._deadline):
                return await asyncio.wrap_future(sending)
        except TimeoutError:
            return self._unsent(f"no answer within {self._deadline:g} s")

    def takes(self, destination: Destination) -> Takes:
        """Whether the service takes pictures. Who asks first waits until Apprise is loaded."""
        # Imported here for the reason below.
        from watcher.notify import services  # noqa: PLC0415

        try:
            url = resolved(destination, self._environ)
        except SettingsError:
            return Takes()
        with self._loading:
            to = self._service(destination.id, url, services.service)
        return Takes(picture=to is not None and services.takes_pictures(to))

    def _sent(self, destination: Destination, message: Message) -> Delivery:
        # Imported here because it takes 210 ms, and the first service another 760 ms: commands that send nothing and
        # the daemon's first looks do not wait for that.
        from watcher.notify import services  # noqa: PLC0415

        try:
            url = resolved(destination, self._environ)
        except SettingsError as error:
            return self._unsent(str(error))
        with self._loading:
            to = self._service(destination.id, url, services.service)
        if to is None and (lack := exhausted()):
            return self._unsent(lack)  # its module could not be opened
        if to is None:
            # What stands in the settings is as wrong tomorrow; what they refer to may be put right meanwhile.
            why = f"{destination.label}: Apprise cannot use this address: the service is unknown or a part is missing"
            return self._unsent(why, permanent=url == destination.reference.strip())
        host = services.host_of_hook(to)
        refusal = self._refuses(host) if host else None
        if refusal:
            return self._unsent(redacted(refusal, url), permanent=True)
        return services.notified(to, message, url, self._now)

    def _service(self, key: str, url: str, load: Callable[[str], Mail | NotifyBase | None]) -> Mail | NotifyBase | None:
        """The service at `url`, kept while the address stays the same: it paces itself and stays logged in."""
        known = self._services.get(key)
        if known is not None and known[0] == url:
            return known[1]
        to = load(url)
        if to is not None:
            self._services[key] = (url, to)
        return to

    def _unsent(self, why: str, *, permanent: bool = False) -> Delivery:
        return Delivery(sent=False, why=why, permanent=permanent, at=self._now())


def _in_own_thread(work: Callable[[], Delivery]) -> Future[Delivery]:
    """`work` in a daemon thread: unlike a pool's thread, one that hangs does not keep the process from ending."""
    future: Future[Delivery] = Future()
    future.set_running_or_notify_cancel()  # from here on, who stops waiting for it does not cancel it

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:
            future.set_exception(error)

    threading.Thread(target=run, name="watcher-notify", daemon=True).start()
    return future
