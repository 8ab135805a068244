"""Content codings, undone whatever pieces they come in."""

from __future__ import annotations

import gzip
import random
import sys
import zlib
from collections.abc import Callable, Iterable
from itertools import pairwise

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.fetch.encoding import Body
from watcher.fetch.faults import Fails
from watcher.model import Fault

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PAGE = b"<p>" + bytes(random.Random(1).choices(b"abcdefgh ", k=150_000)) + b"</p>"


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


PACKED: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "nothing": ("", bytes),
    "identity": ("identity", bytes),
    "gzip": ("gzip", gzip.compress),
    "capitals": (" GZip ", gzip.compress),
    "x-gzip": ("x-gzip", gzip.compress),
    "two gzip members": ("gzip", lambda body: gzip.compress(body[:70_000]) + gzip.compress(body[70_000:])),
    "padded gzip": ("gzip", lambda body: gzip.compress(body) + bytes(512)),
    "deflate": ("deflate", zlib.compress),
    "raw deflate": ("deflate", raw_deflate),
    "br": ("br", lambda body: bytes(brotli.compress(body, quality=5))),
    "zstd": ("zstd", zstd.compress),
    "two zstd frames": ("zstd", lambda body: zstd.compress(body[:70_000]) + zstd.compress(body[70_000:])),
}
COMPRESSED = ["gzip", "two gzip members", "deflate", "raw deflate", "br", "zstd", "two zstd frames"]


def decoded(coding: str, chunks: Iterable[bytes]) -> bytes:
    body = Body(coding, "example.org")
    pieces = [piece for chunk in chunks for piece in body.feed(chunk)]
    body.finish()
    assert max(map(len, pieces), default=0) < 200_000
    return b"".join(pieces)


def fault(coding: str, chunks: Iterable[bytes]) -> Fault:
    with pytest.raises(Fails) as failed:
        decoded(coding, chunks)
    assert "example.org" in failed.value.why
    return failed.value.fault


@pytest.mark.parametrize("name", PACKED)
@pytest.mark.parametrize("size", [1, 7, 1000, 1 << 20])
def test_a_body_comes_out_as_it_went_in(name: str, size: int) -> None:
    coding, pack = PACKED[name]
    packed = pack(PAGE)
    assert decoded(coding, (packed[at : at + size] for at in range(0, len(packed), size))) == PAGE


@given(body=st.binary(max_size=3000), cuts=st.lists(st.integers(0, 3000)), name=st.sampled_from(list(PACKED)))
def test_it_does_not_matter_where_a_body_was_cut_into_chunks(body: bytes, cuts: list[int], name: str) -> None:
    coding, pack = PACKED[name]
    packed = pack(body)
    edges = [0, *sorted(cuts), len(packed)]
    assert decoded(coding, (packed[a:b] for a, b in pairwise(edges))) == body


@pytest.mark.parametrize("coding", ["none", "binary", "8bit", "UTF-8", "utf8", "iso-8859-1", "windows-1251"])
def test_what_names_no_coding_needs_none(coding: str) -> None:
    assert decoded(coding, [PAGE]) == PAGE


@pytest.mark.parametrize("coding", ["", "gzip", "deflate", "br", "zstd"])
def test_an_empty_body_needs_no_coding(coding: str) -> None:
    assert decoded(coding, []) == b""
    assert decoded(coding, [b""]) == b""


@given(share=st.floats(0.01, 0.99), name=st.sampled_from(COMPRESSED[:1] + COMPRESSED[2:6]))
def test_a_body_that_was_cut_short_is_never_taken_for_a_whole_one(share: float, name: str) -> None:
    coding, pack = PACKED[name]
    packed = pack(PAGE[:5000])
    assert fault(coding, [packed[: max(1, int(len(packed) * share))]]) is Fault.ENCODING


@pytest.mark.parametrize("name", COMPRESSED)
def test_the_last_byte_is_missed(name: str) -> None:
    coding, pack = PACKED[name]
    assert fault(coding, [pack(PAGE)[:-1]]) is Fault.ENCODING


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
@given(noise=st.binary(min_size=1, max_size=300))
def test_noise_is_a_fault_and_nothing_worse(coding: str, noise: bytes) -> None:
    assert fault(coding, [b"\xff" + noise]) is Fault.ENCODING


@pytest.mark.parametrize(
    ("coding", "member"), [("gzip", gzip.compress(b"")), ("zstd", zstd.compress(b""))], ids=["gzip", "zstd"]
)
def test_thousands_of_empty_members_are_a_fault(coding: str, member: bytes) -> None:
    assert fault(coding, [member * 5000]) is Fault.ENCODING


def test_a_zstd_window_that_needs_much_memory_is_a_fault() -> None:
    packer = zstd.ZstdCompressor(options={zstd.CompressionParameter.window_log: 27})
    assert fault("zstd", [packer.compress(bytes(1 << 20)) + packer.flush()]) is Fault.ENCODING


@pytest.mark.parametrize("coding", ["compress", "gzip, gzip", "aes128gcm", "\x1b[31m"])
def test_a_coding_that_nobody_asked_for_is_a_fault(coding: str) -> None:
    assert fault(coding, [PAGE]) is Fault.ENCODING


@pytest.mark.parametrize("name", ["gzip", "deflate", "br", "zstd"])
def test_a_bomb_comes_in_small_pieces(name: str) -> None:
    coding, pack = PACKED[name]
    pieces = Body(coding, "example.org").feed(pack(bytes(20_000_000)))
    assert all(len(next(pieces)) <= 200_000 for _ in range(10))
