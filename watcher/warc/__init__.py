"""Kept pages as an archive that any tool for web archives reads: WARC 1.1 (ISO 28500:2017).

Requests and answers are written with their header fields as they went over the wire, bodies as decoded by HTTP; of
revisions from before header fields were kept, as they follow from what is known. Each page has a metadata record that
says which, and when and between which looks it was seen. No cookie and no login is in an archive, as none is kept.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import BinaryIO, NamedTuple
from uuid import UUID

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from watcher.model import Hop, Page, Revision
from watcher.warc import messages
from watcher.warc.messages import Field, Message

_REVISIT = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_FORMAT = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
_NOTES = {
    "received": "Requests and answers have the header fields that went over the wire; values of cookies, of logins and "
    "of fields that the operator set for the site are left out. The body is as decoded by HTTP (transfer and content "
    "encoding taken off); fields of the answer that do not describe it so are named X-Archive-Orig-*. Of redirects no "
    "body is kept.",
    "shown": "The body is what a browser made of the page with its scripts; of the answer to the request the header "
    "fields are under 'answered'. Values of cookies and logins are left out.",
    "rebuilt": "The body is kept as decoded by HTTP (transfer and content encoding taken off). Of the answer its "
    "status and Content-Type were kept; the request and the other fields are what watcher sends and what follows from "
    "the body.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A revision to be archived: its page, and the seals by which it can be proved, in hexadecimal digits."""

    revision: Revision
    page: Page
    seal: str | None = None


def write_warc(out: BinaryIO, software: str, pages: Iterable[Sealed]) -> int:
    """Writes the pages of revisions, oldest first, and gives how many: the bytes of each once, a page that stood before
    as a revisit of it. The same pages give the same bytes."""
    archive = _Archive(out)
    count = 0
    for one in pages:
        if not count:
            archive.write_info(software, one.revision)
        archive.write(one)
        count += 1
    return count


class _Asked(NamedTuple):
    """One request of the look that brought a revision. `place` tells it from the others in identities; `hop` is None
    where only the address is known."""

    revision: Revision
    place: str
    url: str
    hop: Hop | None

    @property
    def at(self) -> datetime:
        return self.hop.at if self.hop else self.revision.first_seen_at

    @property
    def message(self) -> Message:
        return messages.asked(self.hop) if self.hop else messages.asked_for(self.url)


class _Archive:
    """The records of one file."""

    def __init__(self, out: BinaryIO) -> None:
        self._writer = WARCWriter(out, gzip=True, warc_version="1.1")
        self._seen: dict[str, tuple[str, str, datetime]] = {}

    def write_info(self, software: str, revision: Revision) -> None:
        told = {
            "software": software, "format": "WARC File Format 1.1", "conformsTo": _FORMAT,
            "robots": "obeyed unless switched off",
        }  # fmt: skip
        text = "".join(f"{name}: {value}\r\n" for name, value in told.items()).encode()
        head = [*_head("warcinfo", _identity("info", revision), revision.first_seen_at)]
        self._record("warcinfo", None, [*head, ("Content-Type", "application/warc-fields")], text)

    def write(self, one: Sealed) -> None:
        """The redirects that led to a page, the page, what was asked for it, and what is known of it."""
        revision, page = one.revision, one.page
        hops = page.hops if len(page.hops) == len(page.redirects) + 1 else ()
        last = hops[-1] if hops else None
        url = hops[0].url if hops else revision.article.url
        for number, redirect in enumerate(page.redirects):
            self._redirect(_Asked(revision, f" {number}", url, hops[number] if hops else None), redirect)
            url = redirect[1]
        record = _identity("response", revision)
        self._page(record, page, _Asked(revision, "", page.url, last))
        self._metadata(record, one, hops)

    def _redirect(self, asked: _Asked, redirect: tuple[int, str]) -> None:
        hop, record = asked.hop, _identity(f"redirect{asked.place}", asked.revision)
        answer = messages.answered(hop, b"") if hop else messages.redirect_to(*redirect)
        cut = [("WARC-Truncated", "unspecified")] if hop and messages.is_cut(hop) else []
        fields = [*_head("response", record, asked.at), *_http("response"), *_address(hop), *cut]
        self._record("response", asked.url, fields, b"", http=answer)
        if hop:
            self._request(record, asked)

    def _page(self, record: str, page: Page, asked: _Asked) -> None:
        """The bytes of the page, or that they are those of one before, and what was asked for it."""
        hop, first = asked.hop, self._seen.get(page.digest())
        at = page.fetched_at if hop is None and first is None else asked.at
        answer = messages.answered(hop, page.body) if hop else messages.answer_of(page)
        fields = [*_http("response"), *_address(hop), _payload(page)]
        if page.shown:
            kind = ("Content-Type", page.content_type or "text/html")
            self._record("resource", page.url, [*_head("resource", record, at), kind, _payload(page)], page.body)
        elif first is None:
            self._seen[page.digest()] = record, page.url, at
            self._record("response", page.url, [*_head("response", record, at), *fields], page.body, http=answer)
        else:
            refers = [
                ("WARC-Profile", _REVISIT), ("WARC-Refers-To", first[0]),
                ("WARC-Refers-To-Target-URI", _line(first[1])), ("WARC-Refers-To-Date", _date(first[2])),
            ]  # fmt: skip
            self._record("revisit", page.url, [*_head("revisit", record, at), *fields, *refers], b"", http=answer)
        self._request(record, asked)

    def _request(self, record: str, asked: _Asked) -> None:
        fields = [
            *_head("request", _identity(f"request{asked.place}", asked.revision), asked.at), *_http("request"),
            *_address(asked.hop), ("WARC-Concurrent-To", record),
        ]  # fmt: skip
        self._record("request", asked.url, fields, b"", http=asked.message)

    def _metadata(self, record: str, one: Sealed, hops: Sequence[Hop]) -> None:
        revision, page = one.revision, one.page
        told: dict[str, object] = {
            "watch": revision.watch_id, "revision": revision.number, "seen_after": _time(revision.seen_after),
            "first_seen_at": _time(revision.first_seen_at), "last_seen_at": _time(revision.last_seen_at),
            "article_digest": revision.lineage[-1], "seal": one.seal, "page_sha256": page.digest(),
            "extractor": revision.extractor, "redirects": [list(each) for each in page.redirects],
            "title": revision.article.title,
            "note": _NOTES["shown" if page.shown and hops else "received" if hops else "rebuilt"],
        }  # fmt: skip
        if page.shown and hops:
            told["answered"] = [hops[-1].answered, *(f"{name}: {value}" for name, value in hops[-1].received)]
        fields = [
            *_head("metadata", _identity("metadata", revision), revision.first_seen_at),
            ("Content-Type", "application/json"), ("WARC-Refers-To", record), ("WARC-Concurrent-To", record),
        ]  # fmt: skip
        self._record("metadata", page.url, fields, json.dumps(told, ensure_ascii=False, indent=1).encode())

    def _record(
        self, kind: str, url: str | None, fields: Sequence[Field], body: bytes, *, http: Message | None = None
    ) -> None:  # fmt: skip
        """Writes one record; warcio adds lengths and the digest of the block."""
        head = StatusAndHeaders("", [*fields, *([("WARC-Target-URI", _line(url))] if url else ())], "WARC/1.1")
        length = len(body) + (len(http.headers_buff) if http else 0)
        content = dict(fields)["Content-Type"]
        self._writer.write_record(ArcWarcRecord("warc", kind, head, BytesIO(body), http, content, length))


def _head(kind: str, record: str, at: datetime) -> list[Field]:
    return [("WARC-Type", kind), ("WARC-Record-ID", record), ("WARC-Date", _date(at))]


def _http(kind: str) -> list[Field]:
    return [("Content-Type", f"application/http; msgtype={kind}")]


def _address(hop: Hop | None) -> list[Field]:
    """Of the server, without a zone, where it is known."""
    return [("WARC-IP-Address", hop.address.partition("%")[0])] if hop and hop.address else []


def _payload(page: Page) -> Field:
    return "WARC-Payload-Digest", f"sha256:{base64.b32encode(hashlib.sha256(page.body).digest()).decode()}"


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
