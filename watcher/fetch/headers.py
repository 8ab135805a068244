"""Header fields of an answer, read with the suspicion due to strangers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import chain, islice
from urllib.parse import quote

from yarl import URL

from watcher.model import Validators
from watcher.urls import resolved

_LONGEST = 1024
_LONGEST_WAIT = timedelta(days=30)
_SECONDS = re.compile(r"[0-9]+")
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?([0-9]+)")
_UNCACHED = re.compile(r"(?:^|[\s,])no-(?:cache|store)\b")
_UNESCAPED = re.compile(r"[\s\udc80-\udcff]+")
_LINK = re.compile(r"<([^<>]*)>([^<]*)")
_RELATION = re.compile(r"(?:^|;)\s*rel\s*=\s*(?:\"([^\"]*)|([^\s\";,]+))", re.IGNORECASE)
_MOST_LINKS = 100
_LONGEST_LINKS = 32_000
_REDIRECTS = frozenset((301, 302, 303, 307, 308))


def validators_of(headers: Mapping[str, str]) -> Validators:
    """What a later request may repeat. A value that could not be sent back as it came counts as none."""
    return Validators(etag=_repeatable(headers.get("ETag")), last_modified=_repeatable(headers.get("Last-Modified")))


def content_type_of(headers: Mapping[str, str]) -> str | None:
    """Content-Type as sent, without what is not printable ASCII, 1024 characters at most; None without one."""
    value = headers.get("Content-Type")
    return None if value is None else "".join(c for c in value[:_LONGEST] if " " <= c <= "~")


def retry_after_of(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """How long the server asks us to wait, in seconds or until a date (RFC 9110, section 10.2.3); 30 days at most;
    None where it does not ask.
    """
    value = headers.get("Retry-After", "").strip()
    if not value:
        return None
    if _SECONDS.fullmatch(value):
        return min(timedelta(seconds=int(value[:9])), _LONGEST_WAIT)
    until = _moment(value)
    return None if until is None else max(timedelta(0), min(until - now, _LONGEST_WAIT))


def fresh_for_of(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """How long the answer counts as fresh, by Cache-Control or Expires, less its Age (RFC 9111, section 4.2); None
    where the server does not say, or says not at all.
    """
    directives = headers.get("Cache-Control", "")[:_LONGEST].lower()
    if not directives and "Expires" not in headers:
        return None
    if _UNCACHED.search(directives):
        return None
    if found := _MAX_AGE.search(directives):
        fresh = timedelta(seconds=int(found[1][:9]))
    else:
        expires = _moment(headers.get("Expires", ""))
        if expires is None:
            return None
        fresh = expires - now
    age = headers.get("Age", "").strip()
    fresh -= timedelta(seconds=int(age[:9]) if _SECONDS.fullmatch(age) else 0)
    return fresh if fresh > timedelta(0) else None


def date_of(headers: Mapping[str, str]) -> datetime | None:
    """What the server's clock said when it answered; None where it does not say."""
    return _moment(headers.get("Date", ""))


def _moment(value: str) -> datetime | None:
    """The moment of an HTTP date, in UTC where it names no zone; None where it is none."""
    if not value:
        return None
    try:
        at = parsedate_to_datetime(value[:_LONGEST])
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def links_of(fields: Iterable[str], base: str) -> tuple[tuple[str, str], ...]:
    """(relation, absolute address) of the links to a hub and to what it knows the page by, in order (RFC 8288; WebSub,
    section 4). `fields` are the values of the header fields Link."""
    found = []
    links = chain.from_iterable(_LINK.finditer(field[:_LONGEST_LINKS]) for field in fields)
    for address, parameters in (link.groups() for link in islice(links, _MOST_LINKS)):
        relation = _RELATION.search(parameters)
        for name in (relation[1] or relation[2]).lower().split() if relation else ():
            if name in ("hub", "self") and (target := resolved(address, base)):
                found.append((name, target))
    return tuple(found)


def redirect_of(status: int, headers: Mapping[str, str], base: str) -> str | None:
    """Where an answer redirects to, absolute and without fragment; None where it does not redirect.

    Raises ValueError where it redirects to something that is no address.
    """
    location = headers.get("Location", "").strip() if status in _REDIRECTS else ""
    if not location:
        return None
    # As browsers do, what should have been escaped is: spaces, and bytes in no encoding that we know.
    escaped = _UNESCAPED.sub(lambda found: quote(found[0].encode("utf-8", "surrogateescape")), location)
    return str(URL(base).join(URL(escaped)).with_fragment(None))


def location_of(headers: Mapping[str, str], base: str) -> str:
    """The address in Location, else in Content-Location, absolute; "" where there is none that can be read."""
    given = headers.get("Location") or headers.get("Content-Location") or ""
    try:
        return str(URL(base).join(URL(given.strip()))) if given.strip() and len(given) <= _LONGEST * 8 else ""
    except ValueError:
        return ""


def _repeatable(value: str | None) -> str | None:
    if value is None or len(value) > _LONGEST or not (value.isascii() and value.isprintable()):
        return None
    return value or None
