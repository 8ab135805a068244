"""The bytes of a source → text that is safe to parse."""

from __future__ import annotations

import re
import zlib
from html.entities import html5

import cchardet
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom, resolve_encoding

MOST = 20_000_000  # bytes; sitemaps.org allows 50 MB, which nobody sends
MOST_TAGS = 1_500_000  # 50,000 addresses, the most that a sitemap may have, with the news extension: 1.1 million

_GZIP = b"\x1f\x8b"
_SNIFFED = 200_000
# Codecs of texts on the web; Python knows others, which raise what no decoder should.
_WEB_CODEC = re.compile(r"utf-?(?:8|16|32)|cp\d|iso|latin|koi8|mac|gb|big5|euc|shift|hz|johab|ascii|tis|windows")
_DECLARED = re.compile(rb"<\?xml\b[^<>]{0,200}?\bencoding\s*=\s*[\"']([\w.:-]{1,40})[\"']", re.IGNORECASE)
_DECLARATION = re.compile(r"<\?xml\b[^<>]{0,2000}\?>", re.IGNORECASE)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]+")
_REFERENCE = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?:#(?:\d{1,7}|x[0-9a-f]{1,6});|(\w{2,31});)?", re.DOTALL | re.I)
_XML = frozenset(("amp", "lt", "gt", "quot", "apos"))


class Unreadable(Exception):
    """What a source sends that is no text which could be read, in words for a person."""


def text_of(body: bytes, content_type: str | None) -> str:
    """`body` as text: byte order mark, valid UTF-8, the header, the document's own word, detection, in that order.

    A gzip file is unpacked. Raises Unreadable for what is too large or broken.
    """
    raw = _unpacked(body)
    if len(raw) > MOST:
        raise Unreadable(f"it is larger than {MOST // 1_000_000} MB")
    mark, marked = read_bom(raw)
    if mark:
        return raw[len(marked or b"") :].decode(mark, "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return _otherwise(raw, content_type)


def _unpacked(body: bytes) -> bytes:
    if not body.startswith(_GZIP):
        return body
    unpacking = zlib.decompressobj(wbits=31)
    try:
        raw = unpacking.decompress(body, MOST + 1)
    except zlib.error:
        raise Unreadable("it is a broken gzip file") from None
    if not unpacking.eof and len(raw) <= MOST:
        raise Unreadable("it is a gzip file that was cut short")
    return raw


def _otherwise(raw: bytes, content_type: str | None) -> str:
    """Text that is not UTF-8 throughout."""
    own = _DECLARED.search(raw[:1024])
    told = (
        http_content_type_encoding(content_type),
        resolve_encoding(own[1].decode("ascii")) if own else html_body_declared_encoding(raw[:4096]),
        resolve_encoding(str(cchardet.detect(raw[:_SNIFFED])["encoding"] or "utf-8")),
    )
    names = [name for name in told if name and _WEB_CODEC.match(name)]
    for name in names:
        try:
            return raw.decode(name)
        except (UnicodeError, LookupError):
            continue
    return raw.decode("utf-8", "replace")


def as_xml(text: str) -> bytes:
    """`text` from its first tag on, in UTF-8, with the faults mended that feeds have most: characters that XML knows
    not, the names that only HTML has for characters, and ampersands that are not escaped.

    Raises Unreadable where it has more tags than any source.
    """
    if text.count("<") > MOST_TAGS or text.count("&") > MOST_TAGS:
        raise Unreadable(f"it has more than {MOST_TAGS:,} tags or signs to be read")
    text = _DECLARATION.sub("", text[text.find("<") :], count=1)
    return _REFERENCE.sub(_mended, _FORBIDDEN.sub("", text)).encode()


def _mended(found: re.Match[str]) -> str:
    whole, name = found[0], found[1]
    if whole == "&":
        return "&amp;"
    if name is None or name in _XML:
        return whole
    character = html5.get(f"{name};", "")
    return character if character and character not in "&<>\"'" else f"&amp;{name};"
