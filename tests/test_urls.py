"""The identity of articles and links, whatever their addresses look like."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest

from watcher.assets import asset
from watcher.urls import absolute, ascii_host, host, identity, is_web, resolved, site, without_tracking


@pytest.mark.parametrize(
    "src",
    [
        "",
        "http://[",
        "data:image/gif;base64,R0lGOD",
        "//",
        "/a/../b",
        "?",
        "https://x/?url=",
        "https://x/\udc80?a=\udcff",
    ],
)
def test_no_address_is_too_broken_for_an_identity(src: str) -> None:
    assert isinstance(asset(src), str)
    assert isinstance(identity(src), str)
    assert isinstance(resolved(src, "https://harbour.example/"), str)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.harbour.example/region/ferry",
        "http://harbour.example/region/ferry/",
        "https://harbour.example/region/ferry?utm_source=feed&fbclid=x#top",
        "https://m.harbour.example/region/ferry",
        "https://amp.harbour.example/region/ferry",
        "https://www.harbour.example/region/ferry/amp/",
        "https://www.harbour.example/amp/region/ferry?from=newsfeed&share=whatsapp",
        "https://www.harbour.example/region/ferry/index.html?iref=top&print=1",
        "https://harbour-example.cdn.ampproject.org/c/s/harbour.example/region/ferry",
        "https://www.google.com/amp/s/harbour.example/region/ferry/amp",
        "https://harbour.example/region/ferry;jsessionid=0A1B?page=1&source=rss",
        "https://harbour.example/region/ferry.amp",
    ],
)
def test_an_article_is_the_same_by_every_address_that_leads_to_it(url: str) -> None:
    assert identity(url) == "harbour.example/region/ferry"


def test_parameters_that_name_an_article_are_its_identity_in_any_order() -> None:
    assert identity("https://harbour.example/?p=7&page=2") == identity("https://harbour.example/?page=2&p=7")
    assert identity("https://harbour.example/?p=7") != identity("https://harbour.example/?p=8")
    assert identity("https://harbour.example/trains?from=lowen") != identity(
        "https://harbour.example/trains?from=marrow"
    )
    assert identity("https://harbour.example/a?page=2") != identity("https://harbour.example/a")
    assert identity("https://harbour.example/amp-technology") == "harbour.example/amp-technology"
    assert identity("https://harbour.example/decade-amp") == "harbour.example/decade-amp"
    assert identity("https://harbour.example/ferry-4711-amp") == "harbour.example/ferry-4711"


@pytest.mark.parametrize(
    "url",
    [
        "https://www.dw.com/zh/一个标题/a-68044952",
        "https://www.dw.com/en/another-slug/a-68044952?maca=en-rss",
        "https://www.dw.com/graph-api/zh/content/article/68044952",
        "https://m.dw.com/zh/a-68044952",
    ],
)
def test_an_article_of_deutsche_welle_is_its_number(url: str) -> None:
    assert identity(url) == "dw:68044952"


@pytest.mark.parametrize(
    "address",
    [
        "https://harbour.example",
        "http://Harbour.example/a/../b.html",
        "https://harbour.example/a b?q",
        "https://harbour.example/brücke;v=1?q=a;b/?c",
        "https://harbour.example/a;?q#",
        "https://harbour.example?q=1",
        "https://harbour.example/?",
        "https://harbour.example:8080/a#b",
        "HTTPS://harbour.example/a",
        "//harbour.example/a",
        "../a?b",
        "/brücke/a.b_c,d/?q=/../x?;y",
        "/",
        "/?q",
        "/a?",
        "/a/../b",
        "/a/./b/.",
        "/.hidden/x",
        "/a//b",
        "/a;v=1",
        "/a#b",
        "/[a]",
        "/a b",
    ],
)
def test_an_address_is_resolved_as_the_standard_library_joins_it(address: str) -> None:
    for base in ("https://news.example/2026/story", "http://news.example", "https://News.example:8080/a?b#c", "/a/b"):
        assert resolved(address, base) == urljoin(base, address)


def test_only_tracking_parameters_go() -> None:
    assert without_tracking("https://a.example/x?id=7&utm_medium=rss&b=#t") == "https://a.example/x?id=7&b=#t"
    assert without_tracking("https://a.example/x?utm_medium=rss") == "https://a.example/x"
    assert (
        without_tracking("https://a.example/x;jsessionid=0A1B.n2?srsltid=Af9&p=2&PHPSESSID=7")
        == "https://a.example/x?p=2"
    )
    assert without_tracking("https://a.example/x;v=1#a?b") == "https://a.example/x;v=1#a?b"
    assert without_tracking("https://a.example/x?ref=home_3&tpcc=nl") == "https://a.example/x"
    assert without_tracking("https://a.example/x?ref=20260107") == "https://a.example/x?ref=20260107"
    assert absolute("../y?fbclid=1", "https://a.example/n/x") == "https://a.example/y"
    assert (
        without_tracking("https://www.amazon.example/x?tag=mills-21&int_medium=b&tag=mills")
        == "https://www.amazon.example/x?tag=mills"
    )


@pytest.mark.parametrize(
    "form",
    [
        "https://go.skim.example/?id=1X2&url={}",
        "https://www.search.example/url?q={}&sa=D&usg=0",
        "https://eur01.safelinks.office.example/?url={}&data=05",
        "https://l.network.example/l.php?u={}&h=AT",
        "https://net.example/away.php?to={}",
    ],
)
def test_a_link_over_what_counts_clicks_leads_where_that_leads(form: str) -> None:
    carried = "https%3A%2F%2Fa.example%2Fmills%3Fp%3D2%26utm_source%3Dx"
    assert absolute(form.format(carried), "https://b.example/") == "https://a.example/mills?p=2"


@pytest.mark.parametrize(
    "kept",
    [
        "https://web.example/save?url=https%3A%2F%2Fa.example%2Fmills",
        "https://web.example/lifestyle/mills?image=https://a.example/mills.jpg",
        "https://web.example/outdoors/mills?map=https://a.example/mills",
        "https://www.out.example/mills?from=https://a.example/mills",
        "https://news.go.example/mills?from=https://a.example/mills",
        "https://web.example/mills?tag=cop-26",
    ],
)
def test_an_address_that_carries_another_one_leads_where_it_leads(kept: str) -> None:
    assert absolute(kept, "https://b.example/") == kept


def test_a_site_is_its_host_without_www_and_a_host_keeps_its_port() -> None:
    assert site("https://WWW.Harbour.example:8443/x") == "harbour.example"
    assert host("https://harbour.example:443/x") == "harbour.example"
    assert host("http://harbour.example:8080/x") == "harbour.example:8080"
    assert host("http://harbour.example:80") == host("HTTP://Harbour.example?x") == "harbour.example"
    assert host("https://u:p@harbour.example:80/x") == host("https://harbour.example:80#x") == "harbour.example:80"
    assert [host(u) for u in ("https://harbour.example:65536/", "https://[::1]:8080/x", "/x")] == ["", "[::1]:8080", ""]
    assert [is_web(u) for u in ("https://a.example", "ftp://a.example", "/a", "mailto:a@b.example")] == [
        True, False, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("dw.com", "dw.com"),
        ("münchen.example", "xn--mnchen-3ya.example"),
        ("*.münchen.example", "*.xn--mnchen-3ya.example"),
        ("ü" * 70, "ü" * 70),
    ],
)
def test_a_host_is_written_as_the_network_knows_it(name: str, known: str) -> None:
    assert ascii_host(name) == known
