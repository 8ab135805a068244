"""The address behind a destination, and keeping it out of what is said."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Mapping
from urllib.parse import quote, unquote

from watcher.model import Destination
from watcher.settings.secrets import secret

_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{4,}={0,2}")
_ORDINARY = str.maketrans("-_", "+/")


def resolved(destination: Destination, environ: Mapping[str, str]) -> str:
    """The Apprise URL of a destination. Raises SettingsError, which names the place by the destination's label."""
    return secret(destination.reference, environ, label=destination.label, what="the address of a destination")


def redacted(said: str, url: str) -> str:
    """`said` with "…" for every part of `url` (user, password, host, path, parameters) that occurs in it, as it is, as
    addresses write it, or in Base64, in which logins travel."""
    scheme, _, rest = url.partition("://")
    raw = re.split(r"[/:@?&=#,;+\s]+", rest or scheme)
    forms = {form for part in raw for form in (part, unquote(part), quote(unquote(part), safe=""))}
    parts = sorted({form for form in forms if len(form) > 2}, key=lambda form: (-len(form), form))
    if not parts:
        return said
    known = re.compile("|".join(map(re.escape, parts)), re.IGNORECASE)
    return _BASE64.sub(lambda run: "…" if known.search(_decoded(run[0])) else run[0], known.sub("…", said))


def _decoded(run: str) -> str:
    """What a run of Base64 says, however it is padded; "" where it is none."""
    bare = run.rstrip("=").translate(_ORDINARY)
    try:
        return b64decode(bare + "=" * (-len(bare) % 4)).decode("utf-8", "replace")
    except ValueError:
        return ""
