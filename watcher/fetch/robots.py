"""What a site's robots.txt asks of us (RFC 9309)."""

from __future__ import annotations

import asyncio
import re
import weakref
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from protego import Protego

from watcher.model import Fault, Page, Seen, Unmodified, Unreachable
from watcher.urls import host

# RFC 9309, section 2.5: at least 500 KiB are read; what stands behind them may be ignored.
LONGEST = 500 * 1024

_KEPT = timedelta(hours=24)
_KEPT_FORBIDDEN = timedelta(hours=1)
_KEPT_UNREACHABLE = timedelta(minutes=5)
_UNREACHABLE_IS_NONE = timedelta(days=30)
_MOST_ORIGINS = 1000
_LONGEST_DELAY = timedelta(hours=1)

# Faults that the page behind them would meet too: they are told as what they are, not as robots.txt's word.
_FAULTS_OF_THE_HOST = (Fault.ADDRESS, Fault.DNS, Fault.TLS, Fault.CONNECT, Fault.TIMEOUT)

_AGENT_LINE = re.compile(r"user(?:-|\s+)?agent(?:\s*:|\s)\s*(?P<name>.*)", re.IGNORECASE)
# Of what we call ourselves: where to write to, and what every browser says.
_NO_NAME = re.compile(r"https?://\S*+|[^\s@]{0,99}+@\S*+|\bmozilla\b|\bcompatible\b")
_SITE_LINE = re.compile(r"(?:site-?maps?|host)\b", re.IGNORECASE)
_ORIGIN = re.compile(r"https?://[^/?#]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why an address is not read: robots.txt says so (ROBOTS), or the way to robots.txt is barred."""

    fault: Fault
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    """What one origin said. Neither `rules` nor `refusal` means that everything is allowed. `delay` is the pause that
    it asks for between two looks."""

    until: datetime
    rules: Protego | None = None
    delay: timedelta | None = None
    refusal: Refusal | None = None
    failing_since: datetime | None = None


class Robots:
    """The robots.txt of every origin, read once a day. `get` opens a URL and never raises for the web."""

    def __init__(self, get: Callable[[str], Awaitable[Seen]], *, user_agent: str, now: Callable[[], datetime]) -> None:
        self._get = get
        self._user_agent = user_agent
        self._now = now
        self._words: dict[str, _Word] = {}
        self._locks: weakref.WeakValueDictionary[str, asyncio.Lock] = weakref.WeakValueDictionary()

    async def refuses(self, url: str) -> Refusal | None:
        """Why `url` is not to be read; None where it may be.

        A robots.txt that cannot be reached forbids everything (RFC 9309, section 2.3.1.4), unless it was read before:
        then that still counts. It is tried again after five minutes, and given up as absent after 30 days.
        """
        origin = _origin(url)
        word = self._words.get(origin)
        if word is None or self._now() >= word.until:
            word = await self._word(origin)
        if word.refusal is not None:
            return word.refusal
        if word.rules is not None and not word.rules.can_fetch(url, self._user_agent):
            return Refusal(fault=Fault.ROBOTS, why=f"the robots.txt of {host(url)} asks not to read this address")
        return None

    def crawl_delay(self, url: str) -> timedelta | None:
        """The pause that a robots.txt already read asks for between two looks, an hour at most; None without one."""
        word = self._words.get(_origin(url))
        return word.delay if word is not None else None

    async def _word(self, origin: str) -> _Word:
        lock = self._locks.setdefault(origin, asyncio.Lock())
        async with lock:
            if (known := self._known(origin)) is not None:
                return known
            known = self._words.get(origin)
            word = await self._asked(origin, known)
            self._words.pop(origin, None)
            self._words[origin] = word
            if len(self._words) > _MOST_ORIGINS:
                del self._words[next(iter(self._words))]
            return word

    def _known(self, origin: str) -> _Word | None:
        """What an origin said, as long as that counts."""
        known = self._words.get(origin)
        return known if known is not None and self._now() < known.until else None

    async def _asked(self, origin: str, known: _Word | None) -> _Word:
        seen = await self._get(f"{origin}/robots.txt")
        now = self._now()
        match seen:
            case Page(status=status) if 200 <= status < 300:
                rules = await asyncio.to_thread(_parsed, seen.body, self._user_agent)
                return _Word(until=now + _KEPT, rules=rules, delay=_delay(rules, self._user_agent))
            case Page(status=404 | 410) | Unreachable(fault=Fault.REDIRECTS):
                return _Word(until=now + _KEPT)
            case Page(status=status) if status < 500:
                return _Word(until=now + _KEPT_FORBIDDEN)
            case _:
                return _unreachable(seen, origin, known, now)


def _unreachable(seen: Seen, origin: str, known: _Word | None, now: datetime) -> _Word:
    since = (known.failing_since if known is not None else None) or now
    until = now + _KEPT_UNREACHABLE
    if known is not None and known.refusal is None:
        return replace(known, until=until, failing_since=since)
    refusal = None if now - since >= _UNREACHABLE_IS_NONE else _refusal(seen, host(origin))
    return _Word(until=until, refusal=refusal, failing_since=since)


def _refusal(seen: Seen, name: str) -> Refusal:
    match seen:
        case Unreachable(fault=fault) if fault in _FAULTS_OF_THE_HOST:
            return Refusal(fault=fault, why=seen.why)
        case Unreachable():
            why = seen.why
        case Page():
            why = f"it answers {seen.status}"
        case Unmodified():
            why = "it answers 304"
    return Refusal(fault=Fault.ROBOTS, why=f"the robots.txt of {name} cannot be read: {why}")


def _origin(url: str) -> str:
    found = _ORIGIN.match(url)
    return found[0].lower() if found else url


def _parsed(body: bytes, user_agent: str) -> Protego:
    return Protego.parse("\n".join(_concerning(body.decode("utf-8-sig", "replace"), user_agent)))


def _delay(rules: Protego, user_agent: str) -> timedelta | None:
    delay = rules.crawl_delay(user_agent)
    return None if delay is None else timedelta(seconds=min(delay, _LONGEST_DELAY.total_seconds()))


def _concerning(text: str, user_agent: str) -> Iterator[str]:
    """The lines of a robots.txt that speak to everybody or to a robot named in `user_agent`.

    Protego repeats every rule for every robot named above it: 3,000 names over 3,000 rules, 100 KB, took ten seconds.
    """
    ours = {"*", *re.findall(r"[a-z][\w-]*", _NO_NAME.sub(" ", user_agent.lower()))}
    concerned = naming = False
    for raw in text.splitlines():
        line = raw.partition("#")[0].strip()
        if found := _AGENT_LINE.match(line):
            name = _product(found["name"])
            concerned = (concerned and naming) or name in ours
            naming = True
            if name in ours:
                yield f"User-agent: {name}"
        elif line and not _SITE_LINE.match(line):
            naming = False
            if concerned:
                yield line


def _product(name: str) -> str:
    """A robot's name as compared: in lower case, without version or trailing asterisk."""
    return "*" if name.strip() == "*" else name.lower().partition("/")[0].rstrip("* ")
