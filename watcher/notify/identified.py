"""The identity of a message where services have a place for it, so that they, or people, know a repetition as one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from http import HTTPStatus
from socket import gethostname
from typing import Any
from weakref import WeakKeyDictionary

from apprise import NotificationManager, NotifyBase
from apprise.plugins.base import _delivery_memo, _delivery_tracker
from apprise.plugins.custom_form import NotifyForm
from apprise.plugins.custom_json import NotifyJSON
from apprise.plugins.custom_xml import NotifyXML
from apprise.plugins.email import NotifyEmail
from apprise.plugins.matrix import NotifyMatrix
from apprise.plugins.matrix.e2ee import MATRIX_E2EE_SUPPORT

from watcher.notify.mqtt import Mqtt

# https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
HOOK_HEADER = "Idempotency-Key"
_MAIL_HEADER = "X-Watcher-Message"  # Apprise makes the Message-ID of a mail that it signs or encrypts


class Matrix(NotifyMatrix):
    """Apprise's Matrix, but each event of a message has a transaction id made from the message's identity: a server to
    which it is sent again takes it once. Transactions are those of the device that logged in, so that stays the same.

    Apprise counts transactions from 0 after each login, and uses one for everything where the address has a token: then
    a server takes the second message for a repetition of the first, and drops it. Nor does it log in again where its
    login is no longer good."""

    def __init__(self, **read: Any) -> None:
        NotifyMatrix.__init__(self, **read)
        self.begin("")
        # Keys belong to one device, and end with the process.
        if not (self.e2ee and self.secure and MATRIX_E2EE_SUPPORT):
            self.device_id = self.device_id or self._device()

    def begin(self, identity: str) -> None:
        """What is sent from now on belongs to the message of this identity, "" for none."""
        self._identity, self._events = identity, Counter[tuple[str, str]]()

    def _fetch(self, path: str, *rest: Any, **options: Any) -> Any:
        room, sends, _ = path.partition("/send/")
        if sends and self._identity:
            # By its kind, as a message may be repeated without its picture.
            kind = str((options.get("payload") or {}).get("msgtype", "event")).removeprefix("m.")
            path = f"{path.rpartition('/')[0]}/{self._identity}-{kind}-{self._events[room, kind]}"
            self._events[room, kind] += 1
        found = NotifyMatrix._fetch(self, path, *rest, **options)
        if found[2] == HTTPStatus.UNAUTHORIZED and self.user and self.access_token is not None:
            self.access_token = None
            log_in: Callable[[], bool] = self._login
            if log_in():
                return NotifyMatrix._fetch(self, path, *rest, **options)
        return found

    def _device(self) -> str:
        """Another one on every machine and for every place, as a login ends the one before on its device."""
        what = (gethostname(), self.host, self.port, self.user, *self.rooms, *self.users)
        return f"WATCHER{sha256(repr(what).encode()).hexdigest()[:10].upper()}"


@cache
def register() -> None:
    """Makes our Matrix and our MQTT those that addresses lead to."""
    for own in (Matrix, Mqtt):
        NotificationManager().add(own, force=True)


def identify(to: NotifyBase, identity: str) -> None:
    """Lets the next message to the service carry its identity, where there is a place for it."""
    if isinstance(to, Matrix):
        to.begin(identity)
    elif isinstance(to, Mqtt):
        to.identity = identity
    elif identity and isinstance(to, NotifyJSON | NotifyXML | NotifyForm):
        to.headers[HOOK_HEADER] = identity
    elif identity and isinstance(to, NotifyEmail):
        to.headers[_MAIL_HEADER] = identity


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taken:
    """Which recipients of a service took the message of this identity, and what Apprise keeps for its repetition."""

    identity: str
    by: set[Any] = field(default_factory=set)
    kept: dict[Any, Any] = field(default_factory=dict)


_taken: WeakKeyDictionary[NotifyBase, _Taken] = WeakKeyDictionary()


@contextmanager
def remembered(to: NotifyBase, identity: str) -> Iterator[None]:
    """While a message is sent, who of several recipients took it is remembered: they do not get it again when it is
    repeated for the sake of the others. Apprise itself remembers that only for repetitions of its own."""
    taken = _taken.get(to)
    if taken is None or not identity or taken.identity != identity:
        taken = _taken[to] = _Taken(identity=identity)
    tracker, memo = _delivery_tracker.set(taken.by), _delivery_memo.set(taken.kept)
    try:
        yield
    finally:
        _delivery_tracker.reset(tracker)
        _delivery_memo.reset(memo)
