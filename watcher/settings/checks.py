"""What is possible: for every key a check that gives the value to keep, or raises ValueError, worded for a person."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from watcher.model import Destination, SourceKind
from watcher.model.destination import destination
from watcher.settings import units
from watcher.settings.values import Archive
from watcher.urls import has_login, is_openable

Check = Callable[[Any], object]

_REFERENCE = re.compile(r"env:\w+|credential:[\w.-]+|file:.+|[a-z][a-z0-9+.-]*://\S.*", re.ASCII | re.IGNORECASE)
_HOOK = re.compile(r"hook\+https?://[^\s/#][^\s#]*#(.+)", re.IGNORECASE)
_SIGNING = re.compile(r"whsec_[A-Za-z0-9+/]{32,}={0,2}(?:\s+whsec_[A-Za-z0-9+/]{32,}={0,2})*")
ARCHIVE_KEYS = re.compile(r"[\x21-\x39\x3b-\x7e]+:[\x21-\x7e]+")
PASSWORD = re.compile(r"scrypt:1[4-7]:8:[1-4]:[\w-]{22}:[\w-]{43}", re.ASCII)
TOKEN = re.compile(r"[A-Za-z0-9._~+/-]{32,}=*")  # RFC 6750
_KEPT = re.compile(r"env:\w+|credential:[\w.-]+|file:.+", re.ASCII)
# Header fields that are how we ask, not what.
_OURS = (
    "host", "connection", "content-length", "transfer-encoding", "accept-encoding", "if-none-match",
    "if-modified-since", "user-agent",
)  # fmt: skip
_PLACE = re.compile(r"(?:\[[0-9a-f:.]+\]|[\w.-]+):\d{1,5}", re.ASCII | re.IGNORECASE)
_SERVER = re.compile(r"https?://[^\s/?#@\\]+(?:/[\w.~/-]*)?", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_]\w{2,8}){0,3}", re.ASCII | re.IGNORECASE)


def known_database(text: str) -> str:
    scheme, _, rest = text.partition(":")
    if scheme in ("postgresql", "postgres"):
        raise ValueError('this version keeps SQLite only; write "sqlite:state/watcher.db" or another file')
    if scheme != "sqlite" or not rest.strip("/") or rest.startswith(":"):
        raise ValueError(f'"{text}" names no database; write "sqlite:" and a file, such as "sqlite:state/watcher.db"')
    return text


def _user_agent(text: str) -> str:
    if not text.strip() or not text.isprintable() or not text.isascii():
        raise ValueError("one line of plain ASCII text was expected: it is sent to every server")
    return text.strip()


def number_within(least: int, most: int) -> Check:
    def check(number: int) -> int:
        if not least <= number <= most:
            raise ValueError(f"{number} is out of bounds; {least} to {most} is possible")
        return number

    return check


def time_within(least: timedelta, most: timedelta) -> Callable[[str], timedelta]:
    def check(text: str) -> timedelta:
        time = units.duration(text)
        if not least <= time <= most:
            raise ValueError(f'"{text}" is out of bounds; {_short(least)} to {_short(most)} is possible')
        return time

    return check


def _short(time: timedelta) -> str:
    seconds = time.total_seconds()
    unit, length = next(((u, n) for u, n in (("d", 86400), ("h", 3600), ("m", 60)) if seconds >= n), ("s", 1))
    return f'"{seconds / length:g}{unit}"'


def _size(text: str) -> int:
    size = units.size(text)
    if not 10_000 <= size <= 1_000_000_000:
        raise ValueError(f'"{text}" is out of bounds; "10 kB" to "1 GB" is possible')
    return size


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f'"{text}" is no regular expression: {error}') from None
    return text


def _address(text: str) -> str:
    if has_login(text):
        raise ValueError("addresses with a login are not opened; a header field under [[site]] can log in")
    if not is_openable(text):
        raise ValueError(f'"{text}" is no http or https address')
    return text


def one_of(words: Sequence[str]) -> Check:
    def check(word: str) -> str:
        if word not in words:
            raise ValueError(f'"{word}" is none of {", ".join(filter(None, words))}')
        return word

    return check


def _optional(least: timedelta, most: timedelta) -> Check:
    """A time, or None for ""."""
    check = time_within(least, most)
    return lambda text: check(text) if text else None


def language_tags(tags: Sequence[str]) -> tuple[str, ...]:
    for tag in tags:
        if not _LANGUAGE.fullmatch(tag):
            raise ValueError(f'"{tag}" is no language; write it as "zh" or "zh-Hant"')
    return tuple(tags)


def one_line(text: str) -> str:
    if not text.strip() or not text.isprintable():
        raise ValueError("a name on one line was expected")
    return text.strip()


def not_empty(tags: Sequence[str]) -> tuple[str, ...]:
    if any(not tag.strip() for tag in tags):
        raise ValueError("a tag is empty")
    return tuple(tags)


def destinations(references: Sequence[str]) -> tuple[Destination, ...]:
    """What is wrong is not repeated: it may be a secret."""
    if not references:
        raise ValueError("at least one destination is needed")
    for number, reference in enumerate(references, start=1):
        if not _REFERENCE.fullmatch(reference.strip()):
            raise ValueError(
                f'entry {number} is no destination; write an Apprise URL ("mailto://…"), "env:NAME", '
                '"credential:NAME" or "file:PATH"'
            )
        if reference.lower().startswith("hook+") and not _is_signed(reference):
            raise ValueError(
                f'entry {number} is a web hook without a secret; write "hook+https://HOST/PATH#env:NAME" and put '
                '"whsec_" and 24 random bytes or more in base64 there'
            )
    return tuple(destination(reference) for reference in references)


def _is_signed(reference: str) -> bool:
    """Whether the address of a web hook has a secret, or names where to read one."""
    found = _HOOK.fullmatch(reference.strip())
    return found is not None and bool(_KEPT.fullmatch(found[1]) or _SIGNING.fullmatch(found[1]))


def _proxy(text: str) -> str:
    """`text`, which is "", an address of a proxy, or where to read one; what is wrong is not repeated: it may be a
    secret."""
    if not text or _KEPT.fullmatch(text) or re.fullmatch(r"http://[^\s/]+/?", text, re.IGNORECASE):
        return text
    raise ValueError('that is no proxy; write "http://HOST:PORT", "env:NAME", "credential:NAME" or "file:PATH"')


def _host(name: str) -> str:
    if not re.fullmatch(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*", name):
        raise ValueError(f'"{name}" is no name of a host; write it as "example.org", in small letters')
    return name


def _headers(fields: Mapping[str, str]) -> Mapping[str, str]:
    """Header fields by name; values are not repeated."""
    for name, value in fields.items():
        if not re.fullmatch(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+", name) or name.lower() in _OURS:
            raise ValueError(f'"{name}" is no header field that can be set')
        if not _KEPT.fullmatch(value) and not (value.isascii() and value.isprintable() and value):
            raise ValueError(f'"{name}" wants one line of plain ASCII text, or where to read it ("credential:NAME")')
    return dict(fields)


def _listening(text: str) -> str:
    """`text`, which is "" or a host and a port such as "127.0.0.1:8642" or "[::1]:8642"."""
    if not text or (_PLACE.fullmatch(text) and int(text.rpartition(":")[2]) < 65536):
        return text
    raise ValueError(f'"{text}" is no place to listen; write it as "127.0.0.1:8642", or "" to switch it off')


def _reached(text: str) -> str:
    """`text`, which is "" or the address of a server, or of a folder there, without "/" at its end."""
    if not text or (is_openable(text) and _SERVER.fullmatch(text)):
        return text.rstrip("/")
    raise ValueError(f'"{text}" is no address of a server; write it as "https://watcher.example.org", or "" for none')


def _keys(text: str) -> str:
    """`text`, which is "", keys, or where to read them; what is wrong is not repeated."""
    if not text or _KEPT.fullmatch(text) or ARCHIVE_KEYS.fullmatch(text):
        return text
    raise ValueError('those are no keys; write "ACCESS:SECRET", "env:NAME", "credential:NAME" or "file:PATH"')


def _password(text: str) -> str:
    """`text`, which is "", a hash, or where to read one; what is wrong is not repeated: it may be a password."""
    if not text or _KEPT.fullmatch(text) or PASSWORD.fullmatch(text):
        return text
    raise ValueError(
        'that is no hash of a password; write what `watcher web password` prints, "env:NAME", "credential:NAME" or '
        '"file:PATH"'
    )


def _token(text: str) -> str:
    """`text`, which is "", a token, or where to read one; what is wrong is not repeated."""
    if not text or _KEPT.fullmatch(text) or TOKEN.fullmatch(text):
        return text
    raise ValueError(
        'that is no token; write 32 random letters and digits or more, "env:NAME", "credential:NAME" or "file:PATH"'
    )


FETCH: Mapping[str, Check] = {
    "user_agent": _user_agent,
    "concurrency": number_within(1, 4096),
    "workers": number_within(1, 64),
    "host_gap": time_within(timedelta(0), timedelta(hours=1)),
    "timeout": time_within(timedelta(milliseconds=100), timedelta(hours=1)),
    "max_body": _size,
    "allow_networks": lambda texts: tuple(units.network(text) for text in texts),
    "robots": bool,
    "proxy": _proxy,
}
SITE: Mapping[str, Check] = {"host": _host, "headers": _headers}
SCHEDULE: Mapping[str, Check] = {
    "looks_per_article": number_within(1, 100_000),
    "horizon": time_within(timedelta(hours=1), timedelta(days=3650)),
    "adaptive": bool,
}
WEB: Mapping[str, Check] = {
    "listen": _listening,
    "address": _reached,
    "monitors": lambda texts: tuple(units.network(text) for text in texts),
    "password": _password,
    "token": _token,
    "public": bool,
    "trusted_proxies": lambda texts: tuple(units.network(text) for text in texts),
}
ARCHIVE: Mapping[str, Check] = {
    "keep": one_of(("", "edits", "all")),
    "keys": _keys,
    "address": lambda text: _reached(text) or Archive().address,
    "gap": time_within(timedelta(0), timedelta(hours=1)),
}
BACKUP: Mapping[str, Check] = {
    "folder": str,
    "every": time_within(timedelta(minutes=10), timedelta(days=365)),
    "keep": number_within(1, 10_000),
}
RETENTION: Mapping[str, Check] = {
    "pages": _optional(timedelta(days=1), timedelta(days=36500)),
    "histories": _optional(timedelta(days=1), timedelta(days=36500)),
}
SOURCE: Mapping[str, Check] = {
    "url": _address,
    "kind": one_of(("", *(kind.value for kind in SourceKind))),
    "tags": not_empty,
    "match": _pattern,
    "languages": language_tags,
    "max_age": _optional(timedelta(minutes=1), timedelta(days=36500)),
    "limit": number_within(1, 10_000),
    "every": _optional(timedelta(minutes=1), timedelta(days=365)),
    "baseline": bool,
    "pace": time_within(timedelta(milliseconds=1), timedelta(days=1)),
}
