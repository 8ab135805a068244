"""Sources from strangers who mean no good: no exception but the one clear reason, no wait, no flood."""

from __future__ import annotations

import gzip

import pytest
from builders import page
from hypothesis import given
from hypothesis import strategies as st

from watcher.model import Listing
from watcher.sources import Unreadable, listing
from watcher.sources.shape import likeness, shape
from watcher.sources.times import time_of
from watcher.sources.xml import headline

BOMB = (
    '<!DOCTYPE r [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    + "]><rss><channel><item><title>&a11;</title><link>https://news.example/a</link></item></channel></rss>"
)
OUTSIDE = (
    '<!DOCTYPE r [<!ENTITY file SYSTEM "file:///etc/hostname"><!ENTITY % web SYSTEM "http://127.0.0.1:1/x">%web;]>'
    "<rss><channel><item><title>&file;</title><link>https://news.example/a</link></item></channel></rss>"
)
FLOODS = {
    "tags that open": "<rss><channel>" + "<item>" * 700_000,
    "empty items": "<rss><channel>" + "<item/>" * 1_000_000,
    "attributes": "<rss " + " ".join(f'a{n}="1"' for n in range(100_000)) + "/>",
    "namespaces": "<rss " + " ".join(f'xmlns:a{n}="x"' for n in range(30_000)) + "/>",
    "sections that do not end": "<rss><channel><item><title>" + "<![CDATA[" * 300_000,
    "ampersands": "<rss><channel><item><title>" + "&" * 1_000_000,
    "comments": "<rss>" + "<!--" * 500_000,
    "a name without end": "<rss><channel>&" + "a" * 3_000_000,
    "html attributes": "<html><a " + " ".join(f"a{n}=1" for n in range(300_000)) + ">",
    "html links": "<html>" + '<a href="/2026/03/02/x">' * 200_000,
    "html quotes": "<html>" + "<a href='" * 300_000,
    "html scripts": "<html>" + "<script>" * 300_000,
    "html comments": "<html>" + "<!-- <" * 300_000,
    "html spaces": "<html><a href" + " " * 2_000_000,
    "html equals": "<html><a " + "href= " * 400_000,
    "json brackets": "[" * 2_000_000,
    "json numbers": '{"items": [' + "9" * 2_000_000 + "]}",
    "lines": "# remark \n" * 400_000,
    "white space": " " * 5_000_000,
}


def read(body: str | bytes, **options: str) -> Listing | str:
    """What is listed, or why nothing is."""
    try:
        return listing(page(body, content_type="text/xml"), **options)
    except Unreadable as error:
        return str(error)


def test_entities_are_never_resolved() -> None:
    for body in (BOMB, OUTSIDE):
        found = read(body)
        assert isinstance(found, Listing)
        assert len(found.articles[0].title) < 20


@pytest.mark.parametrize("body", FLOODS.values(), ids=FLOODS)
def test_a_flood_is_read_or_refused_without_ado(body: str) -> None:
    found = read(body)
    assert isinstance(found, Listing) or 0 < len(found) < 200


def test_what_is_too_large_is_refused_before_it_is_parsed() -> None:
    assert read(b" " * 20_000_001) == "it is larger than 20 MB"
    assert read("<rss><channel>" + "<a/>" * 1_500_001) == "it has more than 1,500,000 tags or signs to be read"
    assert read("<rss><channel>" + "&" * 1_500_001) == "it has more than 1,500,000 tags or signs to be read"


def test_a_gzip_bomb_is_not_unpacked_to_its_end() -> None:
    assert read(gzip.compress(b"<urlset>" + b" " * 60_000_000)) == "it is larger than 20 MB"


def test_a_gzip_file_that_was_cut_is_refused() -> None:
    assert read(gzip.compress(b"<urlset/>" * 1000)[:-10]) == "it is a gzip file that was cut short"


PIECES = st.sampled_from(
    [
        "<rss>", "<channel>", "<item>", "</item>", "<link>", "</link>", "<title>", "<![CDATA[", "]]>", "&", "&amp;",
        "&#0;", "&#x110000;", "&nbsp;", "<entry>", "<link href='", "'/>",
        "<feed xmlns='http://www.w3.org/2005/Atom'>", "<urlset>", "<url>", "<loc>", "</loc>", "<sitemapindex>",
        "<sitemap>", "<!DOCTYPE x [", "<!ENTITY a '&a;'>", "]>", "&a;", "<?xml version='1.0' encoding='utf-7'?>",
        "<html>", "<a href=", "<base href=", "http://", "https://[::1", "//", "/a", "xml:base='http://['",
        "<pubDate>", "2026-13-45T99:99:99+99:99", "</pubDate>", "{", "[", '"items":', '"url":', "]", "}",
        "Sitemap: ", "\n", "\x00", "\ud800", "\ufeff", "%", "é", "\u4e2d", "<x:y>", "</", ">", "<", "'", '"',
        "<ttl>", "9" * 400,
    ]
)  # fmt: skip
KINDS = st.sampled_from(["", "feed", "sitemap", "page", "list"])


@given(st.lists(PIECES, max_size=40).map("".join), KINDS)
def test_no_pieces_of_a_source_make_an_exception(text: str, kind: str) -> None:
    assert read(text.encode("utf-8", "surrogatepass"), kind=kind)  # a listing, or why there is none


@given(st.binary(max_size=400), KINDS)
def test_no_bytes_make_an_exception(body: bytes, kind: str) -> None:
    assert read(body, kind=kind)


@given(st.binary(max_size=200))
def test_no_bytes_in_a_gzip_file_make_an_exception(body: bytes) -> None:
    assert isinstance(read(b"\x1f\x8b\x08" + body), str)


@given(st.text())
def test_no_text_is_a_time_title_or_address_that_breaks_anything(text: str) -> None:
    time_of(text)
    assert "\n" not in headline(text)
    shape(f"https://news.example/{text}")
    likeness(f"https://news.example/{text}")
