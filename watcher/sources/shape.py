"""What an address looks like: the shape of its path, and whether articles have such addresses."""

from __future__ import annotations

import re
from enum import StrEnum
from itertools import pairwise
from urllib.parse import parse_qsl, unquote, urlsplit

from watcher.sources.words import words

_YEAR = re.compile(r"(?:19|20)\d\d")
_DATE = re.compile(r"(?:19|20)\d\d[-_.]?(?:0[1-9]|1[0-2])[-_.]?(?:[0-2]\d|3[01])(?!\d)")
_MONTH = re.compile(r"(?:19|20)\d\d[-_](?:0[1-9]|1[0-2])")
_NUMBER = re.compile(r"\d{1,20}")
_LONG_NUMBER = re.compile(r"(?<!\d)\d{5,20}(?!\d)")
_HEXADECIMAL = re.compile(r"(?=[a-f-]*\d)[0-9a-f-]{12,64}")
_MIXED = re.compile(r"(?=(?:[a-z]*\d){3})[a-z0-9]{8,32}")
_ENDING = re.compile(r"-(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|(?=(?:[a-z]*\d){3})[a-z0-9]{8,32})$")
_MARKED = re.compile(r"([a-z-]{1,20}?)[-_]?(\d+)")
# Codes that only their capitals give away: "8ZABCdEfGhI", those of 26 letters, and short ones behind a single letter.
_CODE = re.compile(r"(?=[^a-z]*[a-z])(?=[^A-Z]*[A-Z])(?=\D*\d)[A-Za-z0-9]{10,32}|(?=\D*\d)[A-Z0-9]{24,32}")
_SHORT_CODE = re.compile(r"(?=[a-z0-9]*[A-Z])[A-Za-z0-9]{5,12}")
_JOINED_WORDS = re.compile(r"(?:(?:[A-Z]+[a-z]{2,})+|[A-Z]+[a-z]*)\d{0,2}")  # "WorldNews", no code
_SERIAL = re.compile(r"-\d{3}\.html?$")  # "hochwasser-100.html"
_EXTENSION = re.compile(r"\.([a-z]\w{1,6})$", re.IGNORECASE)
_PARTS = re.compile(r"[-_+. ]+")
_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_IDENTIFIERS = frozenset(
    ("id", "p", "aid", "articleid", "article_id", "newsid", "storyid", "sid", "idxno", "no", "oid")
)
_LONGEST = 2_000
_LONG_ENOUGH = 10  # figures of a number that needs no name
_TIMES = frozenset(("t", "ts", "time", "timestamp", "v", "ver", "_", "cb", "rnd"))  # of which the number is the time


class Likeness(StrEnum):
    """How much an address looks like an article's."""

    NONE = "none"  # that of a section, a person, a file
    NAME = "name"  # two or three words: an article where those known have such addresses
    SLUG = "slug"  # so many words that they may be a headline's: an article where others are alike
    ARTICLE = "article"  # a date or a number such as articles have


def shape(url: str) -> str:
    """The form of an address: equal for the articles of one site and kind, whatever their words and numbers."""
    path, query = _split(url)
    extension = _EXTENSION.search(path[-1]) if path else None
    told = _classes(path)
    if _is_dated(told):  # then a headline of two words is one
        told = ["slug" if one == "name" else one for one in told]
    keys = sorted(key.lower() for key, value in query if _NUMBER.fullmatch(value))
    return "/".join(told) + (f".{extension[1].lower()}" if extension else "") + ("?" + "&".join(keys) if keys else "")


def likeness(url: str) -> Likeness:
    """Whether the address is such as articles have."""
    path, query = _split(url)
    if not path:
        return Likeness.NONE
    told = _classes(path)
    last = told[-1]
    dated = _is_dated(told)
    if _is_elsewhere(path, dated=dated and last in ("id", "named", "slug")):
        return Likeness.NONE
    if last == "marked" and dated and _LONG_NUMBER.search(path[-1]):
        return Likeness.ARTICLE
    if last in ("marked", "year", "date") or (last == "number" and dated and "id" not in told and len(path[-1]) < 5):
        return Likeness.ARTICLE if last == "date" and len(path[-1]) > 12 else Likeness.NONE
    if dated or "named" in told or "id" in told or any(_is_identifier(*one) for one in query):
        return Likeness.ARTICLE
    return {"slug": Likeness.SLUG, "name": Likeness.NAME}.get(last, Likeness.NONE)


def _is_dated(told: list[str]) -> bool:
    """Whether a date stands in the path, in one part or as year and month."""
    return "date" in told or ("year", "number") in pairwise(told)


def _split(url: str) -> tuple[list[str], list[tuple[str, str]]]:
    """The parts of the path, readable, and the query."""
    try:
        parts = urlsplit(url[:_LONGEST])
        query = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return [], []
    return [part for part in unquote(parts.path).split("/") if part], query


def _is_identifier(key: str, value: str) -> bool:
    name = key.lower()
    is_named = name in _IDENTIFIERS or (len(value) >= _LONG_ENOUGH and name not in _TIMES)
    return is_named and _NUMBER.fullmatch(value) is not None


def _is_elsewhere(path: list[str], *, dated: bool) -> bool:
    """Whether a part of the path says that there is no article; an archive may hold one of some day."""
    extension = _EXTENSION.search(path[-1])
    names = {_EXTENSION.sub("", _SERIAL.sub("", part)).lower() for part in path}
    names -= words("archives") if dated else frozenset()
    return bool(words("elsewhere") & names) or (extension is not None and extension[1].lower() in words("files"))


def _classes(path: list[str]) -> list[str]:
    """What the parts of a path are."""
    told = [_class(part) for part in path]
    for k in range(1, len(path)):
        if len(path[k - 1]) == 1 and _SHORT_CODE.fullmatch(path[k]) and not _JOINED_WORDS.fullmatch(path[k]):
            told[k] = "id"
    return told


def _class(part: str) -> str:
    """What one part of a path is: a year, date, number, marked number, named number, id, slug, name or word."""
    is_code = _CODE.fullmatch(_EXTENSION.sub("", part)) is not None
    is_serial = _SERIAL.search(part) is not None
    part = _EXTENSION.sub("", part).lower()
    if _YEAR.fullmatch(part):
        return "year"
    if _DATE.match(part) or _MONTH.fullmatch(part):
        return "date"
    if _NUMBER.fullmatch(part):
        return "id" if len(part) >= 5 else "number"
    if is_code or _HEXADECIMAL.fullmatch(part) or _MIXED.fullmatch(part):
        return "id"
    if part in words("months"):
        return "number"
    marked = _MARKED.fullmatch(part)
    if marked and marked[1] in words("marks"):
        return "marked"
    if is_serial or _LONG_NUMBER.search(part) or _ENDING.search(part):
        return "named"
    count = len([piece for piece in _PARTS.split(part) if piece])
    if count >= 4 or len(_IDEOGRAPH.findall(part)) >= 8:
        return "slug"
    return "name" if count > 1 else "word"
