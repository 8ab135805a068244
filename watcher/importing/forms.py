"""What files name: lists of addresses, OPML, CSV, JSON lines, mirrored documents, job files of other monitors. Nothing
here is remembered."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from lxml import etree

from watcher.errors import BadDocument
from watcher.extract.documents.mirror import is_mirror, read_mirror
from watcher.importing import jobs
from watcher.model import Article, Page
from watcher.settings import duration
from watcher.urls import has_login, is_openable, site

_PLACE = re.compile(r"line (?=\d+: )")
_CRAWL = re.compile(rb"(?:\xef\xbb\xbf)?\s*<!--\s*(\d{1,18})\s*-->\s*\[")
_PAGE = re.compile(r"\s*<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
_BEHEADED = re.compile(r"\s*<!--\s*\d+\s*-->\s*(?:[^<\[\s]|\Z)")
_ADDRESS_COLUMNS = ("url", "address", "link", "href", "uri")
_TAG_SEPARATORS = re.compile(r"[,;|\s]+")
_SHORTEST, _LONGEST = timedelta(seconds=1), timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An article that a file names. Where the file holds it too, `article` is what it says and `page` the file itself,
    fetched when it was made."""

    url: str
    tags: tuple[str, ...] = ()
    every: timedelta | None = None
    note: str = ""
    paused: bool = False
    article: Article | None = None
    page: Page | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a file names, in order; `feeds` are the addresses of the feeds of an OPML file, `faults` its wrong lines, as
    "LINE: why". `left_out` counts what is no address: jobs that run a command."""

    wanted: tuple[Wanted, ...] = ()
    feeds: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    left_out: int = 0


def contents_of(raw: bytes) -> Contents:
    """What a file names, whatever its form. Nothing of a file with faults should be taken in."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return Contents(faults=(f"{line}: not UTF-8 text",))
    if "\0" in text:
        return Contents(
            faults=("1: a binary file; lists of addresses, OPML, CSV, JSON, job files and mirrored documents are read",)
        )
    try:
        return _reader(text)(text)
    except BadDocument as error:
        return Contents(faults=(_PLACE.sub("", str(error), count=1),))


def crawl_number(head: bytes) -> int:
    """The crawl time, in epoch milliseconds, of the mirrored document that begins so; -1 where it is none."""
    found = _CRAWL.match(head)
    return int(found[1]) if found else -1


def _reader(text: str) -> Callable[[str], Contents]:
    start = text.lstrip()[:1]
    if is_mirror(text):
        return _mirror
    if _BEHEADED.match(text):
        return _beheaded
    if start == "<":
        return _opml
    if start in ("{", "[", '"'):
        return _json
    if jobs.is_job_file(text):
        return _jobs
    return _table if _columns(text) else _addresses


def _mirror(text: str) -> Contents:
    read = read_mirror(text)
    page = Page(
        url=read.article.url, status=200, body=text.encode(), content_type="text/plain; charset=utf-8",
        fetched_at=read.crawled_at,
    )  # fmt: skip
    return Contents(wanted=(Wanted(url=read.article.url, article=read.article, page=page),))


def _beheaded(text: str) -> Contents:
    line = text.rstrip().count("\n", 0, text.index("-->")) + 1
    return Contents(faults=(f"{line}: a mirrored document without a headline; check that it is whole",))


def _addresses(text: str) -> Contents:
    """An address on each line; "#" begins a remark."""
    lines = ((n, re.sub(r"(?:^|\s)#.*", "", line).strip()) for n, line in enumerate(text.split("\n"), start=1))
    return _gathered((n, {"url": line}) for n, line in lines if line)


def _jobs(text: str) -> Contents:
    return _of_jobs(jobs.jobs_of(text))


def _of_jobs(found: jobs.Jobs) -> Contents:
    return replace(_gathered(found.records), left_out=found.left_out)


def _columns(text: str) -> tuple[str, list[str]] | None:
    """The delimiter and the names of the columns; None where the text is no table with a column of addresses."""
    head = next((line for line in text.splitlines() if line.strip()), "")
    for delimiter in ",;\t":
        try:
            names = [name.strip().lower() for name in next(csv.reader([head], delimiter=delimiter), [])]
        except csv.Error:  # a cell longer than any
            return None
        if any(name in _ADDRESS_COLUMNS for name in names):
            return delimiter, names
    return None


def _table(text: str) -> Contents:
    found = _columns(text)
    assert found is not None
    delimiter, names = found
    address = next(name for name in names if name in _ADDRESS_COLUMNS)
    rows = csv.reader(io.StringIO(text.lstrip(), newline=""), delimiter=delimiter)
    above = text[: len(text) - len(text.lstrip())].count("\n")
    try:
        filled = [(rows.line_num + above, dict(zip(names, row, strict=False))) for row in rows if any(row)]
    except csv.Error as error:
        return Contents(faults=(f"{rows.line_num + above}: not CSV: {error}",))
    return _gathered((n, {**record, "url": record.get(address, "")}) for n, record in filled[1:])


def _json(text: str) -> Contents:
    """An object or an address, a list of them, or one on each line."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        return Contents(faults=(_not_json(error),)) if text.lstrip().startswith("[") else _json_lines(text)
    if jobs.is_export(whole):
        return _of_jobs(jobs.exported(whole))
    return _recorded((1, value) for value in (whole if isinstance(whole, list) else [whole]))


def _json_lines(text: str) -> Contents:
    values, faults = [], []
    for n, line in enumerate(text.split("\n"), start=1):
        try:
            values += [(n, json.loads(line))] if line.strip() else []
        except (ValueError, RecursionError) as error:
            faults.append(_not_json(error, n))
    read = _recorded(values)
    return replace(read, faults=(*faults, *read.faults))


def _not_json(error: Exception, line: int | None = None) -> str:
    return f"{line or getattr(error, 'lineno', 1)}: not JSON: {getattr(error, 'msg', error)}"


def _recorded(values: Iterable[tuple[int, object]]) -> Contents:
    records, faults = [], []
    for n, value in values:
        record = {"url": value} if isinstance(value, str) else value
        if isinstance(record, dict) and isinstance(record.get("url"), str):
            records.append((n, record))
        else:
            faults.append(f'{n}: an object with "url", or an address in quotes, was expected')
    read = _gathered(records)
    return replace(read, faults=(*faults, *read.faults))


def _opml(text: str) -> Contents:
    """The outlines that lead to articles, and the feeds."""
    if _PAGE.match(text):
        return Contents(faults=("1: not OPML but a page; `watcher add URL` tracks the article of one",))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        return Contents(faults=(f"{error.lineno or 1}: not OPML: {error}",))
    if str(root.tag).lower() != "opml":
        hint = "; `watcher source add URL` follows a feed or a sitemap"
        return Contents(faults=(f"{root.sourceline or 1}: not OPML but <{root.tag!s}>{hint}",))
    outlines = list(root.iter("outline"))
    links = [(o.sourceline or 1, {"url": o.get("url") or o.get("htmlUrl")}) for o in outlines if not o.get("xmlUrl")]
    named = [(o.sourceline or 1, {"url": o.get("xmlUrl")}) for o in outlines if o.get("xmlUrl")]
    articles, feeds = _gathered((n, record) for n, record in links if record["url"]), _gathered(named)
    return Contents(
        wanted=articles.wanted, feeds=tuple(one.url for one in feeds.wanted), faults=articles.faults + feeds.faults
    )


def _gathered(records: Iterable[tuple[int, Mapping[str, Any]]]) -> Contents:
    wanted, faults = [], []
    for n, record in records:
        try:
            wanted.append(_wanted(record))
        except ValueError as error:
            faults.append(f"{n}: {error}")
    return Contents(wanted=tuple(wanted), faults=tuple(faults))


def _wanted(record: Mapping[str, Any]) -> Wanted:
    """Raises ValueError, worded for a person."""
    url = record["url"].strip()
    if has_login(url):
        raise ValueError(
            f"{site(url)}: addresses with a login are not opened; [[site]] in the configuration can log in"
        )
    if not is_openable(url):
        raise ValueError(f"{url[:200]!r} is not an http or https address")
    return Wanted(
        url=url,
        tags=tuple(_tags(record.get("tags"))),
        every=_every(record),
        note=str(record.get("note") or ""),
        paused=record.get("paused") is True,
    )


def _tags(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield from filter(None, _TAG_SEPARATORS.split(value))
    elif isinstance(value, list) and all(isinstance(tag, str) and tag.strip() for tag in value):
        yield from value
    elif value is not None:
        raise ValueError('"tags": a list of texts was expected')


def _every(record: Mapping[str, Any]) -> timedelta | None:
    """Seconds, or a duration in words."""
    value = record.get("every")
    if value in (None, ""):
        return None
    try:
        every = timedelta(seconds=value) if isinstance(value, int | float) else duration(str(value))
    except OverflowError:
        every = timedelta.max
    if not _SHORTEST <= every <= _LONGEST:
        raise ValueError(f'"every": {value!r} is out of bounds; "1s" to "365d" is possible')
    return every
