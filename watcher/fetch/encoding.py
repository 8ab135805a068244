"""Content codings, undone piece by piece, so that a small answer cannot become a large one unseen.

aiohttp can do this too, but it takes a gzip, br or zstd body that was cut short for a whole one, and half an article
would look like an edit.
"""

from __future__ import annotations

import re
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

import brotli

from watcher.fetch.faults import Fails
from watcher.model import Fault

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ACCEPTED = "gzip, deflate, br, zstd"

_PIECE = 64 * 1024
# Gzip members and zstd frames may follow one another. Real pages have one; thousands of tiny ones cost CPU.
_MOST_MEMBERS = 64
# RFC 9659: a zstd stream for the web needs no window above 8 MB; without a limit a header could ask for 128.
_ZSTD_OPTIONS: Mapping[int, int] = {zstd.DecompressionParameter.window_log_max: 23}
# What some servers say of a body that has no coding: nothing, how it was sent, the charset of its text.
_UNCODED = re.compile(r"|none|binary|[78]bit|utf-?8|us-ascii|(?:iso-8859|windows)-[0-9]{1,4}")


class Broken(Exception):
    """A stream that is not what its coding says."""


class Decoder(Protocol):
    """Undoes one coding. `whole` says whether the stream came to its own end."""

    def feed(self, chunk: bytes) -> Iterator[bytes]: ...

    @property
    def whole(self) -> bool: ...


class Body:
    """The decoded body of one answer, in pieces of about 64 KB. `coding` is the Content-Encoding
    header, "" without one."""

    def __init__(self, coding: str, host: str) -> None:
        name = coding.strip().lower()
        name = "identity" if _UNCODED.fullmatch(name) else name
        if name not in _DECODERS:
            raise Fails(Fault.ENCODING, f"{host} sends an encoding that nobody asked for: {name}")
        self._name, self._host = name, host
        self._decoder = _DECODERS[name]()
        self._begun = False

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """What `chunk` adds. Raises Fails (ENCODING) where the stream is broken."""
        self._begun = self._begun or bool(chunk)
        try:
            yield from self._decoder.feed(chunk)
        except (Broken, zlib.error, brotli.error, zstd.ZstdError):
            raise Fails(Fault.ENCODING, f"the {self._name} body from {self._host} is broken") from None

    def finish(self) -> None:
        """Raises Fails (ENCODING) where the stream ended before its end. An empty body has no coding."""
        if self._begun and not self._decoder.whole:
            raise Fails(Fault.ENCODING, f"the {self._name} body from {self._host} ends too early")


class _Identity:
    whole = True

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        yield chunk


class _Zlib:
    """Gzip (several members, then padding, which is ignored) and deflate (with or without a zlib header)."""

    def __init__(self, wbits: int) -> None:
        self._wbits = wbits
        self._stream: zlib._Decompress | None = None
        self._members = 0

    @property
    def whole(self) -> bool:
        return self._stream is not None and self._stream.eof

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        full = False
        while chunk or full:
            stream = self._opened(chunk)
            if stream is None:
                return
            piece = stream.decompress(chunk, _PIECE)
            full = len(piece) == _PIECE and not stream.eof
            chunk = stream.unused_data if stream.eof else stream.unconsumed_tail
            yield piece

    def _opened(self, chunk: bytes) -> zlib._Decompress | None:
        """The stream `chunk` goes to; None where it only pads."""
        if self._stream is not None and not self._stream.eof:
            return self._stream
        if self._members and (self._wbits < 16 or not chunk.startswith(b"\x1f\x8b"[: len(chunk)])):
            return None
        self._members += 1
        if self._members > _MOST_MEMBERS:
            raise Broken
        headless = self._wbits == zlib.MAX_WBITS and chunk[0] & 0x0F != 8
        self._stream = zlib.decompressobj(-zlib.MAX_WBITS if headless else self._wbits)
        return self._stream


class _Zstd:
    def __init__(self) -> None:
        self._stream = zstd.ZstdDecompressor(options=_ZSTD_OPTIONS)
        self._frames = 1

    @property
    def whole(self) -> bool:
        return self._stream.eof

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        more = False
        while chunk or more:
            if self._stream.eof:
                self._next_frame()
            yield self._stream.decompress(chunk, _PIECE)
            chunk = self._stream.unused_data if self._stream.eof else b""
            more = not self._stream.eof and not self._stream.needs_input

    def _next_frame(self) -> None:
        self._frames += 1
        if self._frames > _MOST_MEMBERS:
            raise Broken
        self._stream = zstd.ZstdDecompressor(options=_ZSTD_OPTIONS)


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    @property
    def whole(self) -> bool:
        return bool(self._stream.is_finished())

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        # It says that it can take more while it still has something to give, so only an empty piece is the end.
        while piece := self._stream.process(chunk, output_buffer_limit=_PIECE):
            yield piece
            chunk = b""


_DECODERS: Mapping[str, Callable[[], Decoder]] = {
    "identity": _Identity,
    "gzip": lambda: _Zlib(16 + zlib.MAX_WBITS),
    "x-gzip": lambda: _Zlib(16 + zlib.MAX_WBITS),
    "deflate": lambda: _Zlib(zlib.MAX_WBITS),
    "br": _Brotli,
    "zstd": _Zstd,
}
