"""Kept pages as an archive that any tool for web archives reads: WARC 1.1 (ISO 28500:2017).

What came over the wire is not kept byte by byte: a page has its bytes after decompression, its status and its
Content-Type. Requests and the other header fields are written as far as they follow from that, and each page has a
metadata record that says so. No cookie and no login is in an archive, as none is kept.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from typing import BinaryIO
from urllib.parse import urlsplit
from uuid import UUID

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from watcher.model import Page, Revision

_REVISIT = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_HONEST = (
    "The body is kept as decoded by HTTP (transfer and content encoding taken off). Of the answer its status and "
    "Content-Type were kept; the request and the other fields are what watcher sends and what follows from the body."
)
Field = tuple[str, str]


def write_warc(out: BinaryIO, software: str, revisions: Iterable[tuple[Revision, Page]]) -> int:
    """Writes the pages of revisions, oldest first, and gives how many: the bytes of each once, a page that stood before
    as a revisit of it. The same pages give the same bytes."""
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    seen: dict[str, tuple[str, Page]] = {}
    count = 0
    for revision, page in revisions:
        if not count:
            _write_info(writer, software, revision)
        count += 1
        _write_redirects(writer, revision, page)
        record = _identity("response", revision)
        first = seen.get(page.digest())
        if first is None:
            seen[page.digest()] = (record, page)
            _write_response(writer, record, revision, page)
        else:
            _write_revisit(writer, record, revision, page, first)
        _write_request(writer, record, revision, page.url)
        _write_metadata(writer, record, revision, page)
    return count


def _write_info(writer: WARCWriter, software: str, revision: Revision) -> None:
    text = f"software: {software}\r\nformat: WARC File Format 1.1\r\nrobots: obeyed unless switched off\r\n".encode()
    fields = [*_head("warcinfo", _identity("info", revision), revision), ("Content-Type", "application/warc-fields")]
    _write(writer, "warcinfo", None, fields, text)


def _write_response(writer: WARCWriter, record: str, revision: Revision, page: Page) -> None:
    fields = [*_head("response", record, revision, page), *_http("response"), _payload(page)]
    _write(writer, "response", page.url, fields, page.body, http=_answer(page))


def _write_revisit(
    writer: WARCWriter, record: str, revision: Revision, page: Page, first: tuple[str, Page]
) -> None:  # fmt: skip
    fields = [
        *_head("revisit", record, revision, page), *_http("response"), _payload(page), ("WARC-Profile", _REVISIT),
        ("WARC-Refers-To", first[0]), ("WARC-Refers-To-Target-URI", first[1].url),
        ("WARC-Refers-To-Date", _date(first[1].fetched_at)),
    ]  # fmt: skip
    _write(writer, "revisit", page.url, fields, b"", http=_answer(page))


def _write_redirects(writer: WARCWriter, revision: Revision, page: Page) -> None:
    """The redirects that led to the page, each a response without a body."""
    url = revision.article.url
    for number, (status, target) in enumerate(page.redirects):
        record = _identity(f"redirect {number}", revision)
        answer = StatusAndHeaders(_status(status), [("Location", _line(target)), ("Content-Length", "0")], "HTTP/1.1")
        _write(writer, "response", url, [*_head("response", record, revision), *_http("response")], b"", http=answer)
        url = target


def _write_request(writer: WARCWriter, record: str, revision: Revision, url: str) -> None:
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    asked = StatusAndHeaders(
        f"GET {target} HTTP/1.1", [("Host", parts.netloc.rpartition("@")[2])], is_http_request=True
    )
    fields = [
        *_head("request", _identity("request", revision), revision),
        *_http("request"),
        ("WARC-Concurrent-To", record),
    ]
    _write(writer, "request", url, fields, b"", http=asked)


def _write_metadata(writer: WARCWriter, record: str, revision: Revision, page: Page) -> None:
    told = {
        "watch": revision.watch_id, "revision": revision.number, "seen_after": _time(revision.seen_after),
        "first_seen_at": _time(revision.first_seen_at), "last_seen_at": _time(revision.last_seen_at),
        "article_digest": revision.lineage[-1], "page_sha256": page.digest(), "extractor": revision.extractor,
        "redirects": [list(each) for each in page.redirects], "title": revision.article.title, "note": _HONEST,
    }  # fmt: skip
    fields = [
        *_head("metadata", _identity("metadata", revision), revision), ("Content-Type", "application/json"),
        ("WARC-Refers-To", record), ("WARC-Concurrent-To", record),
    ]  # fmt: skip
    _write(writer, "metadata", page.url, fields, json.dumps(told, ensure_ascii=False, indent=1).encode())


def _write(
    writer: WARCWriter, kind: str, url: str | None, fields: Sequence[Field], body: bytes,
    *, http: StatusAndHeaders | None = None,
) -> None:  # fmt: skip
    """One record; warcio adds lengths and the digest of the block."""
    head = StatusAndHeaders("", [*fields, *([("WARC-Target-URI", _line(url))] if url else ())], "WARC/1.1")
    content = dict(fields).get("Content-Type", "application/octet-stream")
    length = len(body)
    if http is not None:
        http.compute_headers_buffer()
        length += len(http.headers_buff)
    writer.write_record(ArcWarcRecord("warc", kind, head, BytesIO(body), http, content, length))


def _head(kind: str, record: str, revision: Revision, page: Page | None = None) -> list[Field]:
    at = page.fetched_at if page is not None and kind == "response" else revision.first_seen_at
    return [
        ("WARC-Type", kind), ("WARC-Record-ID", record), ("WARC-Date", _date(at)),
    ]  # fmt: skip


def _http(kind: str) -> list[Field]:
    return [("Content-Type", f"application/http; msgtype={kind}")]


def _payload(page: Page) -> Field:
    return "WARC-Payload-Digest", f"sha256:{base64.b32encode(hashlib.sha256(page.body).digest()).decode()}"


def _answer(page: Page) -> StatusAndHeaders:
    fields = [("Content-Type", " ".join(page.content_type.split()))] if page.content_type else []
    return StatusAndHeaders(_status(page.status), [*fields, ("Content-Length", str(len(page.body)))], "HTTP/1.1")


def _status(code: int) -> str:
    known = code in HTTPStatus._value2member_map_
    return f"{code} {HTTPStatus(code).phrase if known else ''}".strip()


def _identity(what: str, revision: Revision) -> str:
    """The same for the same record, so that an archive that is written again is the same."""
    of = f"{what} {revision.watch_id} {revision.number} {revision.first_seen_at.isoformat()} {revision.article.url}"
    return f"<urn:uuid:{UUID(bytes=hashlib.sha256(of.encode('utf-8', 'replace')).digest()[:16], version=4)}>"


def _date(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"


def _time(at: datetime | None) -> str | None:
    return None if at is None else _date(at)


def _line(url: str) -> str:
    return "".join(url.split())
