"""Requests and answers in HTTP, as they stand in an archive (ISO 28500:2017, annex A).

Where the look was recorded, the header fields are those that went over the wire. As bodies are kept as decoded, fields
that describe how they came are renamed as tools of web archives do it: X-Archive-Orig-Content-Encoding. Of older
revisions only status and Content-Type are known; the rest is written as it follows from them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from http import HTTPStatus
from urllib.parse import urlsplit

from watcher.model import Hop, Page
from watcher.model.page import LEFT_OUT

Field = tuple[str, str]
_ORIGINAL = "X-Archive-Orig-"
_OF_THE_WAY = ("content-encoding", "transfer-encoding", "content-length", "trailer")


class Message:
    """A request or an answer without its body, as warcio writes it."""

    def __init__(self, line: str, fields: Iterable[Field]) -> None:
        lines = (line, *(f"{name}: {value}" for name, value in fields))
        self.headers_buff = ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1", "replace")

    def compute_headers_buffer(self, header_filter: object) -> None:
        """The bytes are there already: warcio would percent-encode what is no ASCII."""


def asked(hop: Hop) -> Message:
    """The request of a look."""
    return Message(hop.asked, hop.sent)


def answered(hop: Hop, body: bytes) -> Message:
    """The answer to it, before `body`."""
    return Message(hop.answered, [*_fitting(hop.received, len(body)), ("Content-Length", str(len(body)))])


def is_cut(hop: Hop) -> bool:
    """Whether an answer of which no body is kept had one."""
    told = {name.lower(): value.strip() for name, value in hop.received}
    return "transfer-encoding" in told or told.get("content-length", "0") != "0"


def asked_for(url: str) -> Message:
    """A request as it must have been."""
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Message(f"GET {_ascii(target)} HTTP/1.1", [("Host", _ascii(parts.netloc.rpartition("@")[2]))])


def answer_of(page: Page) -> Message:
    """The answer before a page's body, as far as it is known."""
    fields = [("Content-Type", " ".join(page.content_type.split()))] if page.content_type else []
    return Message(_status(page.status), [*fields, ("Content-Length", str(len(page.body)))])


def redirect_to(status: int, target: str) -> Message:
    """The answer that led on, as far as it is known."""
    return Message(_status(status), [("Location", _ascii("".join(target.split()))), ("Content-Length", "0")])


def _fitting(fields: Sequence[Field], length: int) -> Iterator[Field]:
    """The fields as they may stand before a body of so many decoded bytes, without its length."""
    for name, value in fields:
        if name.lower() == "content-length" and value.strip() == str(length):
            continue
        renamed = name.lower() in _OF_THE_WAY or value == LEFT_OUT
        yield f"{_ORIGINAL}{name}" if renamed else name, value


def _status(code: int) -> str:
    known = code in HTTPStatus._value2member_map_
    return f"HTTP/1.1 {code} {HTTPStatus(code).phrase if known else ''}".strip()


def _ascii(text: str) -> str:
    return text.encode("ascii", "replace").decode()
