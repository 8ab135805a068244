"""Web hooks of our own: JSON, signed as the Standard Webhooks say (https://www.standardwebhooks.com)."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import os
import re
import secrets
import socket
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from watcher.errors import SettingsError
from watcher.model import Delivery, Destination, Fault, Message, Reply, Request, Takes, Unreachable
from watcher.notify.body import trial
from watcher.notify.refusals import PASSING, UNKNOWN_HOST
from watcher.notify.secrets import resolved
from watcher.settings.secrets import redacted, secret
from watcher.text import reader_text, shortened

Ask = Callable[[Request], Awaitable[Reply | Unreachable]]
Lookup = Callable[[str, None], object]

SCHEMES = ("hook+https://", "hook+http://")
_PREFIX = "whsec_"
_LEAST = 24  # bytes of a secret
_SECONDS = 30.0
_HEARD = 2_000  # bytes of an answer
_HOW = 'write it as "hook+https://HOST/PATH#env:NAME": behind the # stands the secret, or where to read it'


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a web hook listens, and the secrets it may know, the newest first."""

    url: str
    keys: tuple[bytes, ...] = field(repr=False)


def is_hook(url: str) -> bool:
    """Whether the address is one of a web hook of our own."""
    return url.lower().startswith(SCHEMES)


def target(url: str, environ: Mapping[str, str], label: str) -> Target:
    """What "hook+https://HOST/PATH#SECRET" says; behind the # stands the secret, several one after the other, or where
    to read them. Raises SettingsError, which never says a secret."""
    address, _, reference = url.partition("#")
    if not reference:
        raise SettingsError(f"{label}: the web hook has no secret; {_HOW}")
    written = secret(reference, environ, label=f"{label}: {reference}", what="the secret of a web hook")
    return Target(url=address[len("hook+") :], keys=tuple(_key(one, label) for one in written.split()))


def signature(identity: str, timestamp: int, body: bytes, keys: Sequence[bytes]) -> str:
    """The header field: "v1,…" for each of the keys."""
    signed = b".".join((identity.encode(), str(timestamp).encode(), body))
    digests = (hmac.digest(key, signed, hashlib.sha256) for key in keys)
    return " ".join(f"v1,{base64.b64encode(digest).decode()}" for digest in digests)


class HookChannel:
    """Posts messages to web hooks with `ask`, which keeps time and guards what is dialled."""

    def __init__(
        self,
        ask: Ask,
        now: Callable[[], datetime],
        *,
        environ: Mapping[str, str] = os.environ,
        lookup: Lookup = socket.getaddrinfo,
    ) -> None:
        self._ask = ask
        self._now = now
        self._environ = environ
        self._lookup = lookup

    def takes(self, destination: Destination) -> Takes:
        """Data, and no pictures."""
        return Takes(data=True)

    async def send(self, destination: Destination, message: Message) -> Delivery:
        """Sent where the answer is 2xx. Never raises for what a server or a setting does, and never names a secret."""
        try:
            url = resolved(destination, self._environ)
            to = target(url, self._environ, destination.label)
        except SettingsError as error:
            return Delivery(sent=False, why=str(error), at=self._now())
        answer = await self._ask(self._request(to, message))
        if isinstance(answer, Unreachable):
            # What the guard refuses it refuses tomorrow, and a host that nobody knows is a mistake; else it is weather.
            final = answer.fault is Fault.ADDRESS or (answer.fault is Fault.DNS and await self._is_unknown(to.url))
            return Delivery(sent=False, why=redacted(answer.why, url), permanent=final, at=self._now())
        if 200 <= answer.status < 300:
            return Delivery(sent=True, at=self._now())
        return self._refused(answer, url)

    async def _is_unknown(self, url: str) -> bool:
        """Whether there is no such host; a name server that does not answer knows nothing of that."""
        try:
            await asyncio.to_thread(self._lookup, urlsplit(url).hostname or "", None)
        except socket.gaierror as error:
            return error.errno in UNKNOWN_HOST
        return False

    def _request(self, to: Target, message: Message) -> Request:
        body = (message.data or trial(message)).encode()
        identity, at = message.identity or f"test-{secrets.token_hex(8)}", int(self._now().timestamp())
        return Request(
            method="POST", url=to.url, body=body, seconds=_SECONDS, limit=_HEARD,
            headers={
                "Content-Type": "application/json", "Accept": "*/*", "webhook-id": identity,
                "webhook-timestamp": str(at), "webhook-signature": signature(identity, at, body, to.keys),
            },
        )  # fmt: skip

    def _refused(self, answer: Reply, url: str) -> Delivery:
        said = redacted(reader_text(answer.body.decode("utf-8", "replace")), url)
        if 300 <= answer.status < 400:
            said = "web hooks follow no redirect; write the new address"
        why = f"the web hook answers {answer.status}" + f": {said}" * bool(said)
        passing = answer.status >= 500 or answer.status in PASSING
        wait = answer.retry_after if passing else None
        return Delivery(sent=False, why=shortened(why, 300), permanent=not passing, at=self._now(), retry_after=wait)


def _key(written: str, label: str) -> bytes:
    try:
        key = base64.b64decode(written.removeprefix(_PREFIX), validate=True)
    except ValueError:  # not in ASCII, or no base64
        key = b""
    if len(key) < _LEAST or not re.match(_PREFIX, written):
        raise SettingsError(
            f'{label}: that is no secret of a web hook; write "{_PREFIX}" and {_LEAST} random bytes or more in base64, '
            f"such as: echo {_PREFIX}$(head -c 32 /dev/urandom | base64)"
        )
    return key
