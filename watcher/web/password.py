"""Passwords, of which only a hash is kept (scrypt, RFC 7914)."""

from __future__ import annotations

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import scrypt
from hmac import compare_digest
from unicodedata import normalize

from watcher.errors import UsageError

LEAST, MOST = 10, 1000  # characters
_COST = (15, 8, 3)  # 32 MB and a quarter of a second: binary logarithm of N, r, p


def hashed(password: str) -> str:
    """What may be kept of `password`: "scrypt:15:8:3:SALT:HASH". Raises UsageError for one too short or long."""
    if len(password) < LEAST:
        raise UsageError(f"a password of {LEAST} characters or more is hard to guess; that one has {len(password)}")
    if len(password) > MOST:
        raise UsageError(f"that password has {len(password)} characters; take {MOST} at most")
    salt = secrets.token_bytes(16)
    return ":".join(("scrypt", *map(str, _COST), _written(salt), _written(_derived(password, salt, *_COST))))


def fits(password: str, kept: str) -> bool:
    """Whether `kept` was made of this password. Takes as long for a wrong one."""
    _, logarithm, r, p, salt, known = kept.split(":")
    found = _derived(password[: MOST + 1], _read(salt), int(logarithm), int(r), int(p))
    return compare_digest(found, _read(known))


def _derived(password: str, salt: bytes, logarithm: int, r: int, p: int) -> bytes:
    told = normalize("NFC", password).encode("utf-8", "replace")  # keyboards differ in how they write one letter
    n = 2**logarithm
    return scrypt(told, salt=salt, n=n, r=r, p=p, maxmem=256 * n * r, dklen=32)


def _written(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def _read(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
