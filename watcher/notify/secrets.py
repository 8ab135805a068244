"""The address behind a destination."""

from __future__ import annotations

from collections.abc import Mapping

from watcher.model import Destination
from watcher.settings.secrets import secret


def resolved(destination: Destination, environ: Mapping[str, str]) -> str:
    """The Apprise URL of a destination. Raises SettingsError, which names the place by the destination's label."""
    return secret(destination.reference, environ, label=destination.label, what="the address of a destination")
