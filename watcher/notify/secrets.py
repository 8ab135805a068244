"""The address behind a destination, and keeping it out of what is said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import unquote

from watcher.model import Destination
from watcher.settings.secrets import secret


def resolved(destination: Destination, environ: Mapping[str, str]) -> str:
    """The Apprise URL of a destination. Raises SettingsError, which names the place by the destination's label."""
    return secret(destination.reference, environ, label=destination.label, what="an Apprise URL")


def redacted(said: str, url: str) -> str:
    """`said` with "…" for every part of `url` (user, password, host, path, parameters) that occurs in it."""
    scheme, _, rest = url.partition("://")
    raw = re.split(r"[/:@?&=#,;+\s]+", rest or scheme)
    parts = sorted({p for part in raw for p in (part, unquote(part)) if len(p) > 2}, key=lambda p: (-len(p), p))
    return re.sub("|".join(map(re.escape, parts)), "…", said, flags=re.IGNORECASE) if parts else said
