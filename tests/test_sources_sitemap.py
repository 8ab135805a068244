"""Sitemaps, their indexes, robots.txt, and lists of addresses."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime

import pytest
from builders import page

from watcher.model import Listed, Listing, Part, SourceKind
from watcher.sources import Unreadable, listing

URL = "https://news.example/sitemap.xml"
NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://news.example/a</loc><lastmod>2026-03-03</lastmod>
<news:news><news:publication><news:name>News</news:name><news:language>de</news:language></news:publication>
<news:publication_date>2026-03-02T10:00:00+01:00</news:publication_date><news:title>Br&amp;uuml;cke zu</news:title>
</news:news><image:image><image:loc>https://img.example/1.jpg</image:loc><image:title>A bridge</image:title>
</image:image></url></urlset>"""


def read(body: str | bytes, url: str = URL, kind: str = "") -> Listing:
    return listing(page(body, url=url, content_type="text/xml"), kind=kind)


def urlset(*inside: str) -> str:
    return "<urlset>" + "".join(f"<url>{one}</url>" for one in inside) + "</urlset>"


def index(*inside: str) -> str:
    return "<sitemapindex>" + "".join(f"<sitemap>{one}</sitemap>" for one in inside) + "</sitemapindex>"


def test_the_news_extension_says_title_time_and_language() -> None:
    found = read(NEWS)
    assert found.kind is SourceKind.SITEMAP
    assert found.articles == (
        Listed(url="https://news.example/a", title="Brücke zu", published_at=NINE, language="de"),
    )


def test_a_gzip_file_is_unpacked_whatever_it_is_called() -> None:
    assert read(gzip.compress(NEWS.encode())).articles == read(NEWS).articles


@pytest.mark.parametrize(
    ("inside", "at"),
    [
        ("<lastmod>2026-03-02T09:00:00Z</lastmod>", NINE),
        ("<lastmod>2026-03-02</lastmod>", datetime(2026, 3, 2, tzinfo=UTC)),
        ("<lastmod> 2026-03-02T09:00Z </lastmod>", NINE),
        ("<lastmod>2026</lastmod>", None),
        ("<lastmod/>", None),
        ("", None),
    ],
)
def test_without_the_extension_the_last_change_dates_an_article(inside: str, at: datetime | None) -> None:
    (found,) = read(urlset(f"<loc>/a</loc>{inside}")).articles
    assert (found.url, found.published_at) == ("https://news.example/a", at)


@pytest.mark.parametrize("inside", ["", "<loc/>", "<loc>mailto:a@b.example</loc>", "<loc>javascript:0</loc>"])
def test_an_entry_without_an_address_is_passed_over(inside: str) -> None:
    assert [one.url for one in read(urlset(inside, "<loc>https://news.example/b</loc>")).articles] == [
        "https://news.example/b"
    ]


def test_an_index_lists_its_parts_the_newest_first() -> None:
    body = index(
        "<loc>https://news.example/1.xml</loc><lastmod>2026-03-01</lastmod>",
        "<loc>https://news.example/none.xml</loc>",
        "<loc>https://www.news.example/2.xml.gz</loc><lastmod>2026-03-02T10:00:00+02:00</lastmod>",
        "<loc>https://news.example/1.xml</loc>",
    )
    found = read(body)
    assert found.articles == ()
    assert found.parts == (
        Part(url="https://www.news.example/2.xml.gz", modified="2026-03-02T10:00:00+02:00"),
        Part(url="https://news.example/1.xml", modified="2026-03-01"),
        Part(url="https://news.example/none.xml"),
    )


@pytest.mark.parametrize(
    "loc",
    [
        "https://elsewhere.example/map.xml",
        "https://news.example/post_tag-sitemap.xml",
        "https://news.example/sitemap-images-1.xml",
        "https://news.example/sitemaps/video.xml?page=2",
        "https://news.example/author-sitemap.xml",
        "ftp://news.example/map.xml",
        "",
    ],
)
def test_parts_of_other_sites_and_of_other_things_are_left_out(loc: str) -> None:
    assert read(index(f"<loc>{loc}</loc>", "<loc>/sitemap-news.xml</loc>")).parts == (
        Part(url="https://news.example/sitemap-news.xml"),
    )


def test_an_index_without_end_is_cut() -> None:
    body = index(*(f"<loc>/{number}.xml</loc>" for number in range(5_000)))
    assert len(read(body).parts) == 1_000


def test_a_sitemap_without_end_is_cut() -> None:
    body = urlset(*(f"<loc>/{number}</loc>" for number in range(60_000)))
    assert len(read(body).articles) == 50_000


def test_robots_txt_names_sitemaps() -> None:
    body = "User-agent: *\nDisallow: /x\n# Sitemap: /no.xml\nSITEMAP :https://news.example/a.xml\nSitemap: /b.xml\n"
    assert read(body).parts == (Part(url="https://news.example/a.xml"), Part(url="https://news.example/b.xml"))


def test_a_list_of_addresses_is_read_line_by_line() -> None:
    body = "\ufeffhttps://news.example/a\r\n\n  https://news.example/b?x=1#top  # a remark\n# https://news.example/c\n"
    found = read(body)
    assert found.kind is SourceKind.LIST
    assert [one.url for one in found.articles] == ["https://news.example/a", "https://news.example/b?x=1#top"]


@pytest.mark.parametrize("kind", ["", "list", "sitemap"])
def test_a_list_is_a_sitemap_too(kind: str) -> None:
    assert read("https://news.example/a", kind=kind).kind is SourceKind.LIST


@pytest.mark.parametrize(("kind", "said"), [("feed", "it is a list, not a feed"), ("page", "it is a list, not a page")])
def test_a_list_is_nothing_else(kind: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read("https://news.example/a", kind=kind)


def test_one_line_that_is_no_address_makes_it_no_list() -> None:
    with pytest.raises(Unreadable, match="it is neither feed, sitemap, page nor list, but text that begins with"):
        read("https://news.example/a\nhello there\n")


def test_an_html_page_meant_as_a_sitemap_is_refused_with_a_hint() -> None:
    with pytest.raises(Unreadable, match=r"not a sitemap; the site's robots\.txt may name its sitemaps"):
        read("<!DOCTYPE html><a href=/2026/03/02/bridge>Bridge</a>", kind="sitemap")


def test_an_empty_sitemap_lists_nothing_and_is_no_fault() -> None:
    assert read("<urlset/>") == Listing(kind=SourceKind.SITEMAP)
