"""Times as publishers write them → ISO 8601 in UTC, in the precision of the source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from watcher.extract.told import Told, first_told

_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[T\s]+(?:[A-Z]{3,4}\s)?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{2}:?\d{2})?)?$")
PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "article.published",
    "last-modified-date",
    "weibo:article:create_at",
    "publication_date",
    "article:published",
    "published_time",
    "publish_time",
    "og:pubdate",
    "rnews:datepublished",
    "dc.date.created",
    "dcterms.date",
    "dcterms.issued",
    "originalpublicationdate",
    "cxenseparse:publishtime",
    "ptime",
    "created",
    "date_published",
    "published-date",
    "published_at",
    "published",
    "pub_date",
    "displaydate",
    "article_date_original",
    "article:post_date",
    "article:create_time",
    "article_publication_date",
    "bt:pubdate",
    "cxenseparse:article:published",
    "cse_pubdate",
    "iso-8601-publish-date",
    "mediator_published_time",
    "prism.publicationdate",
    "shareaholic:article_published_time",
    "vr:published_time",
    "weibo: article:create_at",
)
_PROGRAM = re.compile(  # as JavaScript and Java write a time where they are told nothing else
    r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) "
    r"(?:(\d{4}) ([\d:]{8}) (?:GMT|UTC)([+-]\d{4})(?: \(.*)?|([\d:]{8}) ([A-Z]{1,5}) (\d{4}))$"
)
_BARE = re.compile(r"\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3])(:[0-5]\d:[0-5]\d)")
_ZONED = re.compile(rf"{_BARE.pattern}(?:Z|[+-]\d\d:?\d\d)")
_FAR = timedelta(hours=14)  # of a zone from UTC
_EPOCH = re.compile(r"\d{10}(\d{3})?")
OFFSETS = {
    "z": "Z", "gmt": "Z", "utc": "Z", "bst": "+01:00", "wat": "+01:00", "cet": "+01:00", "mez": "+01:00",
    "cest": "+02:00", "mesz": "+02:00", "sast": "+02:00", "eet": "+02:00", "eest": "+03:00", "eat": "+03:00",
    "msk": "+03:00", "мск": "+03:00", "ist": "+05:30", "wib": "+07:00", "wita": "+08:00", "pht": "+08:00",
    "hkt": "+08:00", "sgt": "+08:00", "myt": "+08:00", "wit": "+09:00", "pkt": "+05:00", "nzst": "+12:00",
    "nzdt": "+13:00", "jst": "+09:00", "kst": "+09:00",
    "aest": "+10:00", "aedt": "+11:00", "est": "-05:00", "edt": "-04:00", "cdt": "-05:00", "mst": "-07:00",
    "mdt": "-06:00", "pst": "-08:00", "pdt": "-07:00", "cst": "-06:00", "brt": "-03:00",
    "trt": "+03:00", "gst": "+04:00", "amt": "+04:00",
}  # fmt: skip
_EAST, _WEST = ZoneInfo("America/New_York"), ZoneInfo("America/Los_Angeles")
ZONES = {"et": _EAST, "eastern": _EAST, "pt": _WEST, "pacific": _WEST}
SHARED = frozenset(("amt", "bst", "cst", "ist"))  # names of several countries' zones
_ZONE_NAME = re.compile(r"(:\d\d)(?:\s?([ap]m)(?!\w))?\s*\(?([a-z]{1,7})\)?$", re.IGNORECASE)
_HALF = re.compile(r"\s*([ap])m(?!\w)", re.IGNORECASE)
_NOON = 12  # o'clock
BUDDHIST = 543  # years that Thailand is ahead
_NONE = re.compile(r"\d{1,3}-|0001-|1[34]\d\d-|9999-|1970-01-01(?:[T ]00:00(?::00)?(?:\.0+)?Z?)?$")


def utc(raw: object, zone: ZoneInfo | None = None) -> str | None:
    """`raw` (ISO 8601, RFC 5322, epoch seconds or milliseconds) as "2024-01-21T10:34:44.196Z".

    A bare day stays a day, "2024-01-21". A time without a zone is read in `zone`, or as UTC where that is unknown.
    None where it is no time, and where it is what programs write for none: the years 1 and 9999, the beginning of 1970;
    and where its year is of another era.
    """
    raw = raw[0] if isinstance(raw, list) and raw else raw
    raw = raw.get("@value") if isinstance(raw, dict) else raw
    text = str(raw).strip() if isinstance(raw, str | int | float) and not isinstance(raw, bool) else ""
    if not text or len(text) > 80:
        return None
    return _read(text, zone)


@lru_cache(maxsize=512)
def _read(text: str, zone: ZoneInfo | None) -> str | None:
    if text[-1:] != "Z" and (text[-1:].isalpha() or text[-1:] == ")"):
        text, zone = _without_name(text, zone)
    try:
        told = _epoch(text) or _iso(text, zone) or _mail(_as_mail(text), zone)
    except (ValueError, OverflowError):
        return None
    return None if told is None or _NONE.match(text) or _NONE.match(told) else told


def _without_name(text: str, zone: ZoneInfo | None) -> tuple[str, ZoneInfo | None]:
    """A time with the offset in place of its zone's name, and the zone to read it in: "18:05 CET" → "18:05 +0100"."""
    found = _ZONE_NAME.search(text)
    name = found[3].lower() if found is not None else ""
    if found is None or (name not in OFFSETS and name not in ZONES):
        return text, zone
    offset = "" if name in ZONES or (zone and name in SHARED) else OFFSETS[name].replace(":", "")
    return f"{text[: found.end(1)]} {offset} {found[2] or ''}".strip(), ZONES.get(name, zone)


def published(ld: Mapping[str, Any], meta: Mapping[str, str], zone: ZoneInfo | None = None) -> Told[str | None]:
    """When a page says to machines that it was published, in JSON-LD or else in its metas; None where it does not."""
    return first_told(((by, utc(raw, zone)) for by, raw in stated(ld, meta)), None)


def stated(ld: Mapping[str, Any], meta: Mapping[str, str]) -> Iterator[tuple[str, object]]:
    """What a page says to machines of when it was published, and where, as it writes it; the surest first."""
    yield "JSON-LD datePublished", zoned(ld.get("datePublished"), (meta.get(name) for name in PUBLISHED))
    yield from ((f"meta {name}", meta[name]) for name in PUBLISHED if name in meta)


def zoned(raw: object, others: Iterable[str | None]) -> object:
    """`raw`, or where it is a time without a zone the first of `others` with the same minute and second in one."""
    bare = _BARE.fullmatch(raw) if isinstance(raw, str) else None
    if bare is None:
        return raw
    same = (o for o in others if o and (told := _ZONED.fullmatch(o)) and told[1] == bare[1])
    try:
        at = datetime.fromisoformat(bare[0])
        return next((o for o in same if abs(datetime.fromisoformat(o[:19]) - at) <= _FAR), raw)
    except ValueError:
        return raw


def day(moment: str | None) -> date | None:
    """The day, in UTC, of a time in the form of `utc`; None for None."""
    return date.fromisoformat(moment[:10]) if moment else None


def _epoch(text: str) -> str | None:
    found = _EPOCH.fullmatch(text)
    if not found:
        return None
    moment = datetime.fromtimestamp(int(text[:10]), UTC)
    return _written(moment, found[1] or "")


def _iso(text: str, zone: ZoneInfo | None) -> str | None:
    found = _ISO.match(text)
    if found is None:
        compact = _COMPACT.match(text)
        if compact is None:
            return None
        year, month, day, hour, minute, second, offset = compact.groups()
        fraction = ""
    else:
        year, month, day, hour, minute, second, fraction, offset = found.groups()
    year = int(year) - (BUDDHIST if year.startswith("25") else 0)
    if hour is None:
        return _day(datetime(year, int(month), int(day), tzinfo=UTC))
    half = _HALF.match(text, found.end()) if found is not None else None
    at = datetime(year, int(month), int(day), 0, int(minute), int(second or 0), tzinfo=_offset(offset, zone))
    hours = int(hour)
    if half is not None and hours <= _NOON:
        hours = hours % _NOON + _NOON * (half[1] in "pP")
    at += timedelta(hours=hours)  # 24:00, and 25:30 as Japanese programmes have it, are on the next day
    return _written(at, fraction or "", seconds=second is not None)


def _offset(text: str | None, zone: ZoneInfo | None) -> timezone | ZoneInfo:
    if not text:
        return zone or UTC
    if text.upper() in ("Z", "UTC", "GMT"):
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if text[0] == "-" else offset)


def _as_mail(text: str) -> str:
    """A time as programs write it in the form that mails have: "Tue Jun 16 2026 16:44:15 GMT+0000 (UTC)"."""
    found = _PROGRAM.match(text)
    if found is None:
        return text
    month, day, year, clock, offset, java_clock, name, java_year = found.groups()
    offset = offset or OFFSETS.get(name.lower(), "").replace("Z", "+0000").replace(":", "")
    return f"{day} {month} {year or java_year} {clock or java_clock} {offset}"


def _mail(text: str, zone: ZoneInfo | None) -> str | None:
    if not re.match(r"(?:[A-Za-z]{3},\s*)?\d{1,2}\s+[A-Za-z]{3}\s+\d{4}", text):
        return None
    moment = parsedate_to_datetime(text)
    own = UTC if text.endswith("-0000") else zone or UTC
    return _written(moment if moment.tzinfo else moment.replace(tzinfo=own), "")


def _written(at: datetime, fraction: str, *, seconds: bool = True) -> str:
    moment = at.astimezone(UTC)
    clock = f"{moment.hour:02}:{moment.minute:02}" + (f":{moment.second:02}" if seconds else "")
    fraction = fraction.rstrip("0")
    return f"{_day(moment)}T{clock}" + (f".{fraction.ljust(3, '0')}" if fraction else "") + "Z"


def _day(at: datetime) -> str:
    """The day in numbers: several times as fast as `strftime`, which asks for the locale."""
    return f"{at.year}-{at.month:02}-{at.day:02}"
