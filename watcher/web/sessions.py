"""Who has logged in, and which forms are ours. Both are in memory: they end with the server."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from hmac import compare_digest, digest

LONGEST = timedelta(days=14)
_UNUSED = timedelta(days=4)
_MOST = 1000  # the one that was unused for longest gives way


class Sessions:
    """A browser is known by its cookie, which nobody can guess. One that logs in gets a new one."""

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._now = now
        self._key = secrets.token_bytes(32)
        self._used: dict[bytes, tuple[datetime, datetime]] = {}  # begun and last used, the longest unused first

    @staticmethod
    def cookie() -> str:
        """A new one."""
        return secrets.token_urlsafe(32)

    def begin(self) -> str:
        """The cookie of a browser that has logged in."""
        cookie, at = self.cookie(), self._now()
        while len(self._used) >= _MOST:
            del self._used[next(iter(self._used))]
        self._used[_named(cookie)] = (at, at)
        return cookie

    def holds(self, cookie: str) -> bool:
        """Whether this browser is logged in, which counts as use."""
        name, at = _named(cookie), self._now()
        begun, used = self._used.pop(name, (None, at))
        if begun is None or at - begun > LONGEST or at - used > _UNUSED:
            return False
        self._used[name] = (begun, at)
        return True

    def end(self, cookie: str) -> None:
        self._used.pop(_named(cookie), None)

    def form(self, cookie: str) -> str:
        """What the forms in pages for this browser hold, and nobody else can know."""
        return digest(self._key, cookie.encode("utf-8", "replace"), "sha256").hex()

    def is_form(self, cookie: str, told: str) -> bool:
        """Whether `told` was in a form for this browser."""
        return bool(cookie) and compare_digest(self.form(cookie).encode(), told.encode("utf-8", "replace"))


def _named(cookie: str) -> bytes:
    """By which a session is kept: how long a look-up takes says nothing of the cookies there are."""
    return sha256(cookie.encode("utf-8", "replace")).digest()
