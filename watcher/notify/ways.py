"""Every destination by its own way: web hooks of our own by themselves, all else through Apprise."""

from __future__ import annotations

import os
from collections.abc import Mapping

from watcher.errors import SettingsError
from watcher.model import Delivery, Destination, Message, Takes
from watcher.notify.apprise import AppriseChannel
from watcher.notify.hook import HookChannel, is_hook
from watcher.notify.secrets import resolved


class Ways:
    """A channel that leads to all others, by what the address of a destination begins with."""

    def __init__(self, apprise: AppriseChannel, hook: HookChannel, *, environ: Mapping[str, str] = os.environ) -> None:
        self._apprise = apprise
        self._hook = hook
        self._environ = environ

    def takes(self, destination: Destination) -> Takes:
        """What the destination takes besides words."""
        return self._way(destination).takes(destination)

    async def send(self, destination: Destination, message: Message) -> Delivery:
        """How sending ended; never raises for what a service, a network or a setting does."""
        return await self._way(destination).send(destination, message)

    def _way(self, destination: Destination) -> AppriseChannel | HookChannel:
        try:
            return self._hook if is_hook(resolved(destination, self._environ)) else self._apprise
        except SettingsError:
            return self._apprise  # which says so
