"""From a setting to a destination: an identity to keep and a label to show, neither of which gives a secret away."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import unquote, urlsplit

from watcher.model.subscription import Destination

# Where the secret is kept elsewhere, its place may be shown, unless somebody wrote the secret itself behind the word.
_PLACE = re.compile(r"env:\w+|credential:[\w.-]+|file:(?!.*(?:://|@)).+", re.ASCII)

# Services whose addresses name a real host there. Others put tokens in its place ("discord://WEBHOOK_ID/TOKEN").
_NAMES_HOST = re.compile(r"(?:json|xml|form|mqtt|gotify|mmost|apprise)s?|hook\+https?")
_NAMES_MAIL_HOST = re.compile(r"mailtos?")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]{1,30})://", re.IGNORECASE)


def destination(reference: str) -> Destination:
    """The destination that a setting names: an Apprise URL, a web hook, or "env:NAME", "credential:NAME", "file:PATH".

    Equal references give equal ids (12 hex digits). The label is the reference itself where that only says where
    the secret is kept, else what of the address is no secret ("mailto://…@example.org", "discord://…").
    """
    digest = hashlib.sha256(reference.encode("utf-8", "surrogatepass")).hexdigest()
    return Destination(id=digest[:12], label=_label(reference), reference=reference)


def _label(reference: str) -> str:
    if _PLACE.fullmatch(reference):
        return reference
    found = _SCHEME.match(reference)
    if found is None:
        kind = reference.partition(":")[0]
        return f"{kind}:…" if kind in ("env", "credential", "file") else "…"
    scheme = found[1].lower()
    host = _host(reference)
    if host and _NAMES_MAIL_HOST.fullmatch(scheme):
        return f"{scheme}://…@{host}"
    if host and _NAMES_HOST.fullmatch(scheme):
        return f"{scheme}://{host}/…"
    return f"{scheme}://…"


def _host(url: str) -> str:
    """The host with its port, without user and password; "" where there is none that could be one."""
    try:
        netloc = urlsplit(url).netloc
    except ValueError:
        return ""
    host = unquote(netloc).rpartition("@")[2]
    return host if re.fullmatch(r"[\w.-]+(?::\d+)?|\[[0-9a-fA-F:.]+\](?::\d+)?", host, re.ASCII) else ""
